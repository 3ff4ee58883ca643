"""What could run in a reader's browser or call on another site, wherever it stands: links, attributes, pictures.

The site's policy stops it in the browser; the base must not hold it, since its Markdown is also read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePosixPath
from xml.etree import ElementTree

from ..base.base import Base
from ..base.pages import SourceAddition, SourcePage
from ..base.texts import Written, lines, writings
from ..source.problems import Mark, Problem, problem

_CODE = "KB504"
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Where a link may lead beside the base's own pages."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
"""What browsers pass over in a scheme, and what nobody sees."""
# `{: .class #id key=value }`, at the end of a block or after what it belongs to.
_ATTRIBUTES = re.compile(r"\{:?[ \t]*([^{}\n]*)\}")
_KEY = re.compile(r"([^\s=\"'{}.#:][^\s=\"'{}]*)[ \t]*=")
_KEYS = frozenset({"id", "class", "lang", "title", "start", "hl_lines", "linenums"})
"""Attributes that change how something looks or is called, and nothing else."""
_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")
_SVG_ELEMENTS = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler", "audio", "video"})
_SVG_OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|expression\(", re.IGNORECASE)


def scheme_fault(target: str, *, is_picture: bool = False) -> str | None:
    """Return why an address may not stand in the base, or None."""
    address = _UNSEEN.sub("", unescape(target))
    match = _SCHEME.match(address)
    if match and match[1].lower() not in _SCHEMES:
        return f'adressen "{match[0]}…" kan köra eller läsa något på läsarens dator. Länka till en sida i stället.'
    if is_picture and (match or address.startswith(("//", "\\\\"))):
        return "bilden hämtas från en annan plats. Lägg filen under docs/ och visa den därifrån."
    if address.startswith(("//", "\\\\", "/\\")):
        return f'adressen "{target}" säger inte hur den nås. Skriv https:// först.'
    return None


def check_running(base: Base) -> Iterator[Problem]:
    """No link, picture or attribute could run something, or fetch something from another site."""
    for written in writings(base):
        yield from _links(written)
    for line in lines(base):
        for col, fault in _attribute_faults(line.text) if "{" in line.text else ():
            yield line.fault(col, _CODE, fault)
    pages: tuple[SourcePage | SourceAddition, ...] = (*base.pages.values(), *base.additions.values())
    for page in pages:
        for _, _, source in page.versions():
            for number, text in enumerate(source.body.split("\n"), source.body_line):
                if "{" in text and _FENCE.match(text):
                    for col, fault in _attribute_faults(text):
                        yield problem(source.file, Mark(number, col), _CODE, fault)
    for contact in base.contacts.values():
        for index, address in enumerate(contact.addresses):
            if address.kind == "webb" and not re.match(r"https?://", address.value):
                place = base.places["contact", contact.id]
                yield place.at("addresses", index, "value", code=_CODE, message="en webbadress börjar med https://.")


def check_drawings(base: Base) -> Iterator[Problem]:
    """No SVG holds a script, an event, foreign content or a reference to another place."""
    for path, raw in base.assets.items():
        if PurePosixPath(path).suffix.lower() == ".svg" and (fault := drawing_fault(raw)):
            message = f"bilden {fault}. Spara den på nytt som enkel SVG, eller som PNG."
            yield problem(f"docs/{path}", Mark(), _CODE, message)


def drawing_fault(raw: bytes) -> str | None:
    """Return what an SVG holds that it may not, or None; one that cannot be read is told of elsewhere."""
    if b"<!ENTITY" in raw or b"<?xml-stylesheet" in raw:
        return "hänvisar till något utanför sig själv"
    try:
        tree = ElementTree.fromstring(raw)
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    return next(filter(None, map(_element_fault, tree.iter())), None)


def _element_fault(element: ElementTree.Element) -> str | None:
    name = str(element.tag).rpartition("}")[2]
    if name.lower() in _SVG_ELEMENTS:
        return f"innehåller <{name}>"
    if name == "style" and _SVG_OUTSIDE.search(element.text or ""):
        return "hämtar något från en annan plats"
    for key, value in element.attrib.items():
        attribute = key.rpartition("}")[2].lower()
        if attribute.startswith("on"):
            return f"innehåller {attribute}, som kan köra något"
        if attribute in ("href", "src") and not _UNSEEN.sub("", value).startswith("#"):
            return f'hänvisar till "{value[:40]}"'
        if name in ("animate", "set") and attribute == "attributename" and value.lower().rpartition(":")[2] == "href":
            return "ändrar en adress medan den visas"
        if _SVG_OUTSIDE.search(value):
            return "hämtar något från en annan plats"
    return None


def _links(written: Written) -> Iterator[Problem]:
    for link in written.reading.links:
        if fault := scheme_fault(link.target, is_picture=link.is_picture):
            yield written.fault(link.offset, _CODE, fault)


def _attribute_faults(text: str) -> Iterator[tuple[int, str]]:
    for match in _ATTRIBUTES.finditer(text):
        for key in _KEY.findall(match[1]):
            if key.lower() not in _KEYS:
                yield match.start() + 1, f'egenskapen "{key}" används inte. Ta bort den; bara .klass och #id behövs.'
