"""What the site adds to Markdown: tables that scroll by keyboard, checklists with labels, named tabs, classes on
lists, boxes side by side and in another language.

A Python-Markdown extension, `carekb.site.markdown_extension`. It works on the element tree, so it needs no language and
no regular expression over HTML.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import BACKTICK_RE
from markdown.treeprocessors import Treeprocessor

from ..source.markdown_tree import CodeSpans

# `{ .kort }` alone on the line after a list gives the list its class; attr_list would give it to the last item.
_LIST_CLASS = re.compile(r"(?:^|\n)\s*\{:?\s*\.([a-z][a-z-]*)\s*\}\s*$")
_CHECKBOX = re.compile(r"^\s*\[([ xX])\]\s+")
_ALIGN = re.compile(r"text-align:\s*(left|right|center)")


class CareMarkup(Treeprocessor):
    """Makes the tree of a page what readers without a mouse need."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        heading = ""
        tables = 0
        for parent in list(root.iter()):
            for index, child in reversed(list(enumerate(parent))):
                if child.tag == "p" and index and parent[index - 1].tag in ("ul", "ol"):
                    self._list_class(parent, index)
        for element in list(root.iter()):
            if re.fullmatch(r"h[1-6]", element.tag):
                heading = "".join(element.itertext()).strip()
            elif element.tag == "table":
                tables += 1
                _table(element, heading)
            elif element.tag in ("ul", "ol"):
                _class_after_last_item(element)
                _checklist(element)
            elif element.tag == "div" and "tabbed-set" in element.get("class", ""):
                _tabs(element)
            if "lang-" in element.get("class", ""):
                _language(element)
            if any(_is_beside(child) for child in element):
                _side_by_side(element)

    @staticmethod
    def _list_class(parent: Element, index: int) -> None:
        paragraph, found = parent[index], _LIST_CLASS.search(parent[index].text or "")
        if found and not len(paragraph):
            parent[index - 1].set("class", found[1])
            parent.remove(paragraph)


def _class_after_last_item(items: Element) -> None:
    """Without an empty line before it, Markdown has put the class at the end of the last item's text."""
    if not len(items):
        return
    holder = items[-1]
    if len(holder) and holder[-1].tag == "p" and not (holder[-1].tail or "").strip():
        holder = holder[-1]
    text = (holder[-1].tail if len(holder) else holder.text) or ""
    if found := _LIST_CLASS.search(text):
        items.set("class", found[1])
        if len(holder):
            holder[-1].tail = text[: found.start()]
        else:
            holder.text = text[: found.start()]


def _table(table: Element, heading: str) -> None:
    for cell in table.iter():
        if cell.tag in ("th", "td") and (found := _ALIGN.search(cell.get("style", ""))):
            del cell.attrib["style"]
            cell.set("class", f"al-{found[1]}")
        if cell.tag == "th":
            cell.set("scope", "col")
    rows = list(table.iter("tr"))
    if rows and _is_empty(rows[0][0]):
        # An empty corner heads nothing; then the first column holds the headings of the rows.
        _make_cell(rows[0][0], "td")
        for row in rows[1:]:
            if not _is_empty(row[0]):
                _make_cell(row[0], "th", scope="row")
    inner = Element("table", dict(table.attrib))
    inner.extend(list(table))
    table.clear()
    table.tag = "div"
    table.set("class", "table-wrap")
    if heading:
        table.set("data-name", heading)
    table.tail = "\n"
    table.append(inner)


def _is_empty(cell: Element) -> bool:
    return not len(cell) and not (cell.text or "").strip()


def _make_cell(cell: Element, tag: str, **attributes: str) -> None:
    cell.tag = tag
    cell.attrib.pop("scope", None)
    cell.attrib.update(attributes)


def _checklist(items: Element) -> None:
    """`- [ ] text` becomes a checkbox whose label is the whole text."""
    for item in items:
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        found = _CHECKBOX.match(holder.text or "")
        if not found:
            continue
        item.set("class", "check")
        label = Element("label")
        box = SubElement(label, "input", {"type": "checkbox"})
        if found[1] != " ":
            box.set("checked", "checked")
        box.tail = " " + (holder.text or "")[found.end() :]
        nested = [child for child in holder if child.tag in ("ul", "ol", "p", "div", "dl")]
        for child in list(holder):
            if child not in nested:
                holder.remove(child)
                label.append(child)
        holder.text = None
        holder.insert(0, label)


def _tabs(tabs: Element) -> None:
    """A group of tabs is named by its tabs, so that it needs no words of its own."""
    labels = ["".join(label.itertext()).strip() for label in tabs.iter("label")]
    tabs.set("role", "group")
    tabs.set("aria-label", " / ".join(labels))


def _language(box: Element) -> None:
    """The class `lang-sv` says which language a box is in: Markdown has no other way to say it."""
    classes = box.get("class", "").split()
    box.set("lang", next(name[5:] for name in classes if name.startswith("lang-")))
    box.set("class", " ".join(name for name in classes if not name.startswith("lang-")))


def _is_beside(element: Element) -> bool:
    return "bredvid" in element.get("class", "").split()


def _side_by_side(parent: Element) -> None:
    """Boxes of the class `bredvid` that follow each other stand side by side where there is room."""
    row: Element | None = None
    for child in list(parent):
        if not _is_beside(child):
            row = None
            continue
        if row is None:
            row = Element("div", {"class": "bredvid-varandra"})
            row.tail = "\n"
            parent.insert(list(parent).index(child), row)
        parent.remove(child)
        child.set("class", " ".join(name for name in child.get("class", "").split() if name != "bredvid"))
        row.append(child)


class CareExtension(Extension):
    """Registers `CareMarkup`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register after inline parsing (20) and before attr_list (8) would take the list classes for its own."""
        md.treeprocessors.register(CareMarkup(md), "carekb", 15)
        md.inlinePatterns.register(CodeSpans(BACKTICK_RE), "backtick", 190)


def makeExtension(**kwargs: object) -> CareExtension:
    """Return the extension; the entry point that Markdown looks for."""
    return CareExtension(**kwargs)
