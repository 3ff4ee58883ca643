"""The stem of a word, by a table of endings that the browser reads too: one set of rules, and two small readers.

What no rule can know, such as `böcker` and `fick`, stands in `lists/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from .lists import irregular, rule_lines


@dataclass(frozen=True, slots=True)
class Rules:
    """How the words of a language end. `endings` gives what takes the place of each."""

    endings: dict[str, str]
    vowels: str = ""
    doubles: str = ""
    """Letters of which a stem keeps one where it ends in two."""
    s_after: str = ""
    """Letters after which a last s is no part of the stem."""
    silent: str = ""
    """Letters that a stem does not end in."""
    least: int = 3
    """The letters that an ending must leave."""
    longest: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "longest", max(map(len, self.endings), default=0))

    def stem(self, word: str) -> str:
        """Return the stem of a word in lower case; one with a digit or a sign in it is its own."""
        least, vowels = self.least, self.vowels
        if len(word) <= least or not word.isalpha():
            return word
        for size in range(min(self.longest, len(word) - least), 0, -1):
            put = self.endings.get(word[-size:])
            if put is not None and any(letter in vowels for letter in word[:-size]):
                word = word[:-size] + put
                break
        if len(word) > least and word[-1] == "s" and word[-2] in self.s_after:
            word = word[:-1]
        if len(word) > least and word[-1] in self.silent:
            word = word[:-1]
        if len(word) > least and word[-1] == word[-2] and word[-1] in self.doubles:
            word = word[:-1]
        return word


@cache
def rules(lang: str) -> Rules:
    """Return the rules of a language; one without `lists/<language>.rules.txt` has none, and a word is its own stem."""
    found = rule_lines(lang)
    pairs = (pair.split(":") for pair in found.pop("replaced", []))
    endings = dict.fromkeys(found.pop("dropped", []), "") | {ending: put for ending, put in pairs}
    vowels, doubles, s_after, silent = (
        "".join(found.get(name, ())) for name in ("vowels", "doubles", "s_after", "silent")
    )
    return Rules(endings, vowels, doubles, s_after, silent)


TAIL = 5
"""An irregular form of at least so many letters is known also at the end of a compound: `lagböcker`."""


class Stemmer:
    """The stems of one language: rules, and the forms that break them."""

    def __init__(self, lang: str, forms: Mapping[str, str] | None = None) -> None:
        self.rules = rules(lang)
        self.forms: Mapping[str, str] = irregular(lang) if forms is None else forms
        self._known: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """Return the stem of a word in lower case."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._stem(word)
        return found

    def _stem(self, word: str) -> str:
        forms = self.forms
        for form in (word, word[:-1]) if word.endswith("s") else (word,):  # of whom it is, or what is done to it
            if found := forms.get(form):
                return found
            for at in range(2, len(form) - TAIL + 1):
                if found := forms.get(form[at:]):
                    return form[:at] + found
        return self.rules.stem(word)
