"""A page's HTML cut at its headings into the pieces that search finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS = frozenset(
    {"p", "li", "td", "th", "dt", "dd", "div", "summary", "figcaption", "tr", "h2", "h3", "h4", "h5", "h6", "pre", "br"}
)
_INLINE_BREAKS = frozenset({"td", "th", "br", "figcaption"})
_SKIPPED = frozenset({"svg", "script", "style", "input", "select"})
_ABOUT = frozenset({"kb-ground", "kb-state", "kb-unsure", "kb-used"})
"""Classes of what is said about a text and is no part of it: its ground, its state, who uses it."""
_CUTS = frozenset({"h2", "h3"})


class PagePart(NamedTuple):
    """What stands below a heading; the first one of a page has neither heading nor anchor."""

    anchor: str
    heading: str
    text: str
    """One line for each block: a paragraph, an item of a list, a row of a table."""


def sections(html: str) -> Iterator[PagePart]:
    """Cut a page's content at its h2 and h3; what stands before the first heading comes first."""
    heading, anchor = "", ""
    words: list[str] = []
    for node in _walk(LexborHTMLParser(html).body):
        tag = node.tag
        if tag == "-text":
            words.append(node.text_content or "")
        elif tag in _CUTS and node.attributes.get("id"):
            yield PagePart(anchor, heading, _lines(words))
            heading, anchor, words = " ".join(node.text().split()), str(node.attributes["id"]), []
        elif tag in _INLINE_BREAKS:
            words.append(" ")
        elif tag in _BLOCKS:
            words.append("\x00")
    yield PagePart(anchor, heading, _lines(words))


def _walk(node: LexborNode | None) -> Iterator[LexborNode]:
    child = node.child if node else None
    while child:
        if child.tag not in _SKIPPED and not _ABOUT & _classes(child):
            yield child
            # A heading's own text is its title, not the section's text.
            if child.tag not in _CUTS or not child.attributes.get("id"):
                yield from _walk(child)
        child = child.next


def _classes(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").split())


def _lines(words: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(words).split("\x00"))
    return "\n".join(line for line in lines if line)
