"""The languages of the site, and their words for readers.

A new language is a row in `LANGUAGES`, `words/<language>.yml` with the same keys, and a language in `mkdocs.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("sv", "en")
"""The first is the one in which everything is written; the others may lack a text."""

WORDS = Path(__file__).parent / "words"
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class WordsFault(Exception):
    """The words of a language are not whole; the message says what to do."""


class Words(dict[str, Any]):
    """A part of a language's words. An unknown key is an error, also where templates would print nothing for it."""

    def __missing__(self, key: str) -> Any:
        raise WordsFault(f'Ordet "{key}" finns inte bland {", ".join(self)}. Lägg till det i {WORDS}.')


@cache
def words(lang: str) -> Words:
    """Return the words of a language by part and key: `words("sv")["frame"]["menu"]`."""
    file = WORDS / f"{lang}.yml"
    if not file.is_file():
        raise WordsFault(f"{file} finns inte. Skriv den, med samma nycklar som {LANGUAGES[0]}.yml.")
    found: Words = _frozen(yaml.load(file.read_text(encoding="utf-8"), _Loader))
    if lang != LANGUAGES[0] and (missing := sorted(set(_keys(words(LANGUAGES[0]))) - set(_keys(found)))):
        raise WordsFault(f"{file} saknar {', '.join(missing)}. Skriv orden, som i {LANGUAGES[0]}.yml.")
    return found


def word(key: str, lang: str, **values: object) -> str:
    """Return the word at `part.key`, with `values` in the places that they name."""
    found: Any = words(lang)
    for part in key.split("."):
        found = found[part]
    return str(found).format_map(values) if values else str(found)


def prefix(lang: str) -> str:
    """Return the folder of a language below the site: none for the first, `en/` for English."""
    return "" if lang == LANGUAGES[0] else f"{lang}/"


def staged_name(path: str, lang: str) -> str:
    """Return the staged file of a page: `sip/kalla.md` in English is `sip/kalla.en.md`."""
    return path if lang == LANGUAGES[0] else f"{path.removesuffix('.md')}.{lang}.md"


def written_in(path: str) -> tuple[str, str]:
    """Return the first language's file of a text, and the language: of `sip/kalla.en.md`, `sip/kalla.md` and `en`."""
    for lang in LANGUAGES[1:]:
        if path.endswith(f".{lang}.md"):
            return f"{path.removesuffix(f'.{lang}.md')}.md", lang
    return path, LANGUAGES[0]


def _keys(table: Words, part: str = "") -> Iterator[str]:
    for key, value in table.items():
        yield from _keys(value, f"{part}{key}.") if isinstance(value, Words) else [part + key]


def _frozen(value: Any) -> Any:
    return Words((key, _frozen(inner)) for key, inner in value.items()) if isinstance(value, dict) else value
