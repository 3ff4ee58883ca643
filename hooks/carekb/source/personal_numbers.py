"""Finds Swedish personal identity numbers and coordination numbers in text.

Knows only text and places in it. A number counts when its date exists and its check digit is right
(Skatteverket SKV 704 and SKV 707: Luhn over the ten last digits, a coordination number has 60 added to the day).
An organisation number never counts: the pair in the month's place is at least 20.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a text, counted in characters from 0. The number itself is never carried on into a report."""

    offset: int
    length: int
    is_coordination: bool


@cache
def _plain_characters() -> dict[int, str]:
    """Map every digit, dash, plus and space of Unicode to its ASCII form, one character for one, so offsets hold."""
    table: dict[int, str] = {}
    for code in range(0x80, 0x20000):
        char = chr(code)
        category = unicodedata.category(char)
        if category == "Nd":
            table[code] = str(unicodedata.decimal(char))
        elif category == "Pd" or char in "\u00ad\u2212":
            table[code] = "-"
        elif category in ("Zs", "Cf"):
            table[code] = " "
    table[0xFF0B] = "+"
    return table


# Swedish letters need no mapping: only no-break space, soft hyphen and what lies beyond Latin do.
_NEEDS_MAPPING = re.compile("[\u00a0\u00ad]|[^\\x00-\u036f]")

_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
# Between date and number: hyphen, plus, slash, spaces, also escaped (Markdown, HTML, address);
# a line may end after a hyphen.
_GAP = r"(?:[-+/ \t\\]|-[ \t]*\n[ \t]*|&(?:nbsp|shy|ndash|mdash|minus|#\d{2,4}|#x[0-9a-f]{2,4});|%2[0BD]){0,4}"
# The date may be written with its parts apart: 1980-01-01-NNNN, 80 01 01 NNNN.
_NUMBER = re.compile(
    rf"(?<![^\W_])(?P<century>18|19|20)?(?P<year>\d\d)(?P<mark>[- ]?)(?P<month>{_MONTH})(?P=mark)(?P<day>{_DAY})"
    rf"(?P<gap>{_GAP})(?P<last>\d{{4}})(?![^\W_])",
    re.IGNORECASE,
)
# Coarser and quicker, over any script's digits: most texts have no candidate at all.
_CANDIDATE = re.compile(r"\d\d\W?\d\d\W?\d\d(?:\W|&#?\w{2,6};|%\w\w){0,8}\d{4}")
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
# Ten bare digits may also be a telephone number: then a word before them says so.
_PHONE_BEFORE = re.compile(r"\b(?:tel|ring|mobil|sms|växel|fax)\w*[^\n\d]{0,20}$", re.IGNORECASE)


def find(text: str) -> Iterator[Found]:
    """Yield every personal identity number and coordination number in `text`, from left to right."""
    if not _CANDIDATE.search(text):
        return
    plain = text.translate(_plain_characters()) if _NEEDS_MAPPING.search(text) else text
    uuids: list[tuple[int, int]] | None = None
    start = 0
    while match := _NUMBER.search(plain, start):
        # A candidate that fails may hide one that starts inside it.
        start = match.start() + 1
        if not _is_number(match) or _is_something_else(plain, match):
            continue
        if uuids is None:
            uuids = [uuid.span() for uuid in _UUID.finditer(plain)]
        if any(first <= match.start() and match.end() <= last for first, last in uuids):
            continue
        yield Found(match.start(), match.end() - match.start(), int(match["day"]) > 60)
        start = match.end()


def _is_number(match: re.Match[str]) -> bool:
    digits = match["year"] + match["month"] + match["day"] + match["last"]
    return not match["last"].startswith("000") and _has_check_digit(digits) and _has_date(match)


def _has_check_digit(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _has_date(match: re.Match[str]) -> bool:
    month, day = int(match["month"]), int(match["day"]) % 60
    centuries = (match["century"],) if match["century"] else ("18", "19", "20")
    return any(_exists(int(century + match["year"]), month, day) for century in centuries)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_something_else(text: str, match: re.Match[str]) -> bool:
    """Tell a decimal number, a telephone number, and a date followed by a number from a real find."""
    if match["mark"] == "-":
        # "2026-11-22 1800" is a day and an hour; only a joined number reads as one with its date.
        return not match["gap"].strip()
    if match["gap"] or match["mark"]:
        return False
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 2]
    in_decimal = re.search(r"\d[.,]$", before) or re.match(r"[.,]\d", after)
    is_phone = match["century"] is None and match["year"].startswith("0") and _PHONE_BEFORE.search(before)
    return bool(in_decimal or is_phone)
