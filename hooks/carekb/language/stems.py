"""The stem of a word, by a table of endings that the browser reads too: one set of rules, and two small readers.

What no rule can know, such as `böcker` and `fick`, stands in `lists/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .lists import irregular

_SV = """
    a an ans ar are aren arens ares arna arnas ars as ad ade ades aste ast at ats
    e en ena enas ens er ern erna ernas ers es et ets or orer orerna orn orna ornas orns ors
    ande anden andena andenas andens andes andet andets it its
"""
_SV_TO = """
    heten:het hetens:het heter:het heterna:het heternas:het heters:het igt:ig ivt:iv samt:sam bart:bar ellt:ell
    el:l eln:l elns:l els:l else:els elsen:els elser:els elserna:els elses:els elsens:els iet:i iets:i ier:i ierna:i
    het:het hets:het fel:fel fels:fel itet:itet iteten:itet itetens:itet iteter:itet iteterna:itet iteternas:itet
    aret: arets:
    kte:k pte:p ste:s tte:t xte:x ktes:k ptes:p stes:s ttes:t
"""
_EN = "s es ed edly ing ings ingly ly"
_EN_TO = """
    ies:y ied:y sses:ss ss:ss us:us is:is uses:us ches:ch shes:sh xes:x eed:ee eing:ee thing:thing ning:n nings:n
"""


def _table(bare: str, pairs: str) -> dict[str, str]:
    return dict.fromkeys(bare.split(), "") | dict(pair.split(":") for pair in pairs.split())


@dataclass(frozen=True, slots=True)
class Rules:
    """How the words of a language end. `endings` gives what takes the place of each."""

    endings: dict[str, str]
    vowels: str
    doubles: str
    """Letters of which a stem keeps one where it ends in two."""
    s_after: str = ""
    """Letters after which a last s is no part of the stem."""
    silent: str = ""
    """Letters that a stem does not end in."""
    least: int = 3
    """The letters that an ending must leave."""
    longest: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "longest", max(map(len, self.endings)))

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


RULES = {
    "sv": Rules(_table(_SV, _SV_TO), "aeiouyåäöé", "bdmnpt", s_after="bcdfghjklmnoprtvy"),
    "en": Rules(_table(_EN, _EN_TO), "aeiouy", "bdgmnprt", silent="e"),
}

TAIL = 5
"""An irregular form of at least so many letters is known also at the end of a compound: `lagböcker`."""


class Stemmer:
    """The stems of one language: rules, and the forms that break them."""

    def __init__(self, lang: str, forms: Mapping[str, str] | None = None) -> None:
        self.rules = RULES[lang]
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
