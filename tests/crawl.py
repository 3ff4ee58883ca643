"""Follows every link of a finished site on disk, and tells which lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

_LINKS = (
    ("href", "a[href], link[href], area[href]"),
    ("src", "[src]"),
    ("data", "object[data]"),
    ("poster", "[poster]"),
)
_OTHER = frozenset({"mailto", "tel", "webcal"})


@dataclass(slots=True)
class Html:
    """What a crawl needs to know of one HTML file."""

    ids: set[str] = field(default_factory=set)
    links: list[tuple[str, str]] = field(default_factory=list)
    """(kind of element, address) in the order of the file."""


def read_html(text: str) -> Html:
    """Read the ids and links of an HTML file."""
    tree = LexborHTMLParser(text)
    page = Html({node.attributes["id"] or "" for node in tree.css("[id]")})
    for attribute, selector in _LINKS:
        page.links += [(node.tag or "", node.attributes[attribute] or "") for node in tree.css(selector)]
    for node in tree.css("[srcset]"):
        page.links += [(node.tag or "", part.split()[0]) for part in (node.attributes["srcset"] or "").split(",")]
    for node in tree.css("meta[http-equiv=refresh]"):
        page.links.append(("meta", (node.attributes["content"] or "").partition("url=")[2]))
    for attribute in ("data-glossary", "data-contact"):
        # the search script turns these into links
        page.links += [("form", node.attributes[attribute] or "") for node in tree.css(f"[{attribute}]")]
    return page


def dead_links(site: Path, *, address: str = "", directories: bool = True) -> list[str]:
    """Return `page: link` for every link in `site` that leads to no file in it, or to no anchor there.

    `address` is the site's own on the web; with `directories`, a link to a folder leads to its `index.html`.
    """
    pages = {
        file.relative_to(site).as_posix(): read_html(file.read_text(encoding="utf-8")) for file in site.rglob("*.html")
    }
    return sorted(
        f"{name}: {link}"
        for name, page in pages.items()
        for _, link in page.links
        if not _leads(site, pages, name, link, address, directories)
    )


def outside(site: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (page, element, address) for each link with a scheme, or with a server of its own."""
    for file in sorted(site.rglob("*.html")):
        for tag, link in read_html(file.read_text(encoding="utf-8")).links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                yield file.relative_to(site).as_posix(), tag, link


def _leads(site: Path, pages: dict[str, Html], name: str, link: str, address: str, directories: bool) -> bool:
    if address and link.startswith(address):
        link, name = link.removeprefix(address) or "./", "index.html"
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return parts.scheme in _OTHER or parts.scheme in ("http", "https")
    path = unquote(parts.path)
    if path.startswith("/"):  # from the root of the server, which a folder on disk has not got
        if not directories:
            return False
        name = "index.html"
    target = normpath(f"{dirname(name)}/{path}".lstrip("/")) if path else name
    if target.startswith(".."):
        return False
    if (site / target).is_dir():
        if not directories or path.rpartition("/")[2] not in ("", ".", ".."):
            return False
        target = normpath(f"{target}/index.html")
    if not (site / target).is_file():
        return False
    anchor = unquote(parts.fragment)
    return not anchor or anchor == "top" or (target in pages and anchor in pages[target].ids)
