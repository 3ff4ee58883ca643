"""All pages and terms from A to Ö."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from ..base.addresses import target
from ..base.base import Base
from ..base.entries import PageEntry
from ..language.alphabet import first_upper
from ..relations.derived import by_letter

OWN = "a-o.md"

# The place of a step in its process, "2. Inskrivningsmeddelande": right in a menu, wrong in an alphabet.
_NUMBER = re.compile(r"^\d+\. ")


def a_to_o(base: Base, entries: Mapping[str, PageEntry], lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (title, `path.md#anchor`) of every page and term, by first letter in `lang`.

    A page is listed by its short title, or by its whole title where two pages share the short one.
    """
    pages = [entry.word(lang) for entry in entries.values()]
    shared = Counter(words.nav_title for words in pages)
    titles = {
        (_NUMBER.sub("", words.nav_title if shared[words.nav_title] == 1 else words.title), entry.path)
        for entry, words in zip(entries.values(), pages, strict=True)
        if entry.path not in (OWN, "index.md")
    }
    for term in base.terms.values():
        place = target(base, "term", term.id) or ""
        titles |= {(first_upper(term.called(lang)), place)}
        titles |= {(first_upper(synonym), place) for synonym in term.synonyms if lang == "sv"}
    return by_letter((title, (title, place)) for title, place in sorted(titles))
