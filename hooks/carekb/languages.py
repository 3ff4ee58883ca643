"""The languages of the site. A new language is a row in `LANGUAGES` and a file of words."""

from __future__ import annotations

LANGUAGES = ("sv", "en")
"""The first is the one in which everything is written; the others may lack a text."""


def staged_name(path: str, lang: str) -> str:
    """Return the staged file of a page: `sip/kalla.md` in English is `sip/kalla.en.md`."""
    return path if lang == "sv" else f"{path.removesuffix('.md')}.{lang}.md"
