"""The search index: each page's HTML cut at its headings, one index per language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS = frozenset(
    {"p", "li", "td", "th", "dt", "dd", "div", "summary", "figcaption", "tr", "h4", "h5", "h6", "pre", "br"}
)
_SKIPPED = frozenset({"svg", "script", "style", "input", "form"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of a page that search can find; `url` is counted from the site's root."""

    url: str
    title: str
    heading: str
    kind: str
    text: str
    lang: str


def sections(html: str, *, url: str, title: str, kind: str, lang: str) -> Iterator[Hit]:
    """Cut a page's content at its h2 and h3; what stands before the first heading is found as the page itself."""
    tree = LexborHTMLParser(html)
    heading, anchor = "", ""
    words: list[str] = []
    for node in _walk(tree.body):
        if node.tag in ("h2", "h3") and node.attributes.get("id"):
            yield Hit(f"{url}{anchor}", title, heading, kind, _join(words), lang)
            heading, anchor, words = _join([node.text()]), f"#{node.attributes['id']}", []
        elif node.tag == "-text":
            words.append(node.text_content or "")
        elif node.tag in _BLOCKS:
            words.append(" ")
    yield Hit(f"{url}{anchor}", title, heading, kind, _join(words), lang)


def index_script(lang: str, hits: list[Hit]) -> str:
    """Return the index as a classic script, since a page read from `file://` may not fetch JSON."""
    docs = []
    for hit in hits:
        doc = {"u": hit.url, "t": hit.title, "h": hit.heading, "k": hit.kind, "x": hit.text}
        docs.append(doc if hit.lang == lang else doc | {"l": hit.lang})
    # "</" would end a script element if the text were ever put inside one.
    body = json.dumps({"lang": lang, "docs": docs}, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f"kbSearchIndex({body})\n"


def _walk(node: LexborNode | None) -> Iterator[LexborNode]:
    child = node.child if node else None
    while child:
        if child.tag not in _SKIPPED:
            yield child
            # A heading's own text is its title, not the section's text.
            if not (child.tag in ("h2", "h3") and child.attributes.get("id")):
                yield from _walk(child)
        child = child.next


def _join(words: list[str]) -> str:
    return " ".join("".join(words).split())
