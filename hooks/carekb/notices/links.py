"""Finds what can be opened in the texts of a notice: web addresses, e-mail addresses and phone numbers.

The texts are plain, and stay so: a text is cut in pieces, and a template makes links of those that have an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Each part begins where a word may begin and is bounded, so that long texts cost no more than their length.
_LINK = re.compile(
    r"(?P<web>(?<!\w)(?:https?://|www\.)[^\s<>\"'`{}|\\^]{1,500}(?<![.,;:!?)\]]))"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w@]))"
    r"|(?P<phone>(?<![\w+/.,:-])(?:\+46[ -]?(?:\(0\) ?)?|0)[1-9]\d{0,2}[ –-]{0,3}\d{2,4}(?: ?\d{2,3}){1,3}"
    r"(?![\w-]|[.,:]\d))"
)
_DIGITS = range(8, 12)
"""How many digits a Swedish phone number has, its first zero counted."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and what it opens if it opens anything."""

    text: str
    url: str = ""


def pieces(text: str) -> Iterator[Piece]:
    """Cut a text in pieces, in order; together they are the text."""
    place = 0
    for match in _LINK.finditer(text):
        if url := _url(match):
            if place < match.start():
                yield Piece(text[place : match.start()])
            yield Piece(match[0], url)
            place = match.end()
    if place < len(text) or not text:
        yield Piece(text[place:])


def _url(match: re.Match[str]) -> str:
    if match["web"]:
        return match[0] if match[0].startswith("http") else f"https://{match[0]}"
    if match["mail"]:
        return f"mailto:{match[0]}"
    number = re.sub(r"\(0\)|[^\d+]", "", match[0])
    national = number.replace("+46", "0", 1)
    return f"tel:+46{national[1:]}" if len(national) in _DIGITS else ""
