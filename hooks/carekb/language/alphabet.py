"""Swedish as the site writes it: the order of the alphabet, dates in words, addresses from words."""

from __future__ import annotations

import unicodedata

_LAST = {"å": "\uf001", "ä": "\uf002", "æ": "\uf002", "ö": "\uf003", "ø": "\uf003"}
"""å ä ö come after z, in that order; private-use characters sort after every letter."""


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


def _base_letter(c: str) -> str:
    return unicodedata.normalize("NFD", c)[0]
