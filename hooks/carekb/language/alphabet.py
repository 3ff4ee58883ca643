"""Swedish as the site writes it: the order of the alphabet, dates in words, addresses from words."""

from __future__ import annotations

import unicodedata
from datetime import date

_LAST = {"å": "\uf001", "ä": "\uf002", "æ": "\uf002", "ö": "\uf003", "ø": "\uf003"}
"""å ä ö come after z, in that order; private-use characters sort after every letter."""

_MONTHS = {
    "sv": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def sort_key(text: str) -> tuple[str, str]:
    """Return a key that sorts as a Swedish list does: case and accents (é, ü) last in weight, å ä ö after z."""
    folded = "".join(_LAST.get(c, _base_letter(c)) for c in unicodedata.normalize("NFC", text).lower())
    return folded, text


def slug(text: str) -> str:
    """Return ASCII kebab-case of a Swedish text: `Fast vårdkontakt` becomes `fast-vardkontakt`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())


def first_upper(text: str) -> str:
    """Return a text with its first letter large and the rest as it is; `eTjänstekort` keeps its own letters."""
    word = text.split(" ", 1)[0]
    return text if word[1:] != word[1:].lower() else text[:1].upper() + text[1:]


def date_text(day: date, lang: str) -> str:
    """Return `22 november 2026`."""
    return f"{day.day} {_MONTHS[lang][day.month - 1]} {day.year}"


def month_text(day: date, lang: str) -> str:
    """Return `november 2026`."""
    return f"{_MONTHS[lang][day.month - 1]} {day.year}"


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - date.resolution).day
    return date(year, month + 1, min(day.day, last))


def _base_letter(c: str) -> str:
    return unicodedata.normalize("NFD", c)[0]
