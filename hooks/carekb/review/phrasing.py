"""Turns of phrase that a reader stumbles on, as far as they can be counted: words of the house, knots, chains of nouns.

A count is a reason to read the sentence once more, never a fault by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .readability import Reading, Sentence

_VERBS = (
    "Är|Var|Har|Hade|Får|Fick|Ska|Kan|Vill|Måste|Behöver|Saknar|Saknas|Säger|Finns|Gäller|Kommer|Blir|Byter|Ser|Vet|Går|"
    "Står|Tar|Ligger|Händer|Fungerar|Hinner|Ändras|Uppstår|Bor|Flyttar|Berörs|Deltar|Arbetar|Använder|Skickar|"
    "Kallar|Svarar|Väljer|Ger|Visar|Börjar|Slutar|Dröjer|Brister|Tackar|Förs|Skrivs|Vårdas|Undrar|Känner|Tycker"
)
"""Verbs that a condition begins with where *om* is left out: "Saknas kortet ringer du"."""
_NOUN = r"\w{3,}(?:ing|ingen|ingar|else|elsen|elser|ande|andet|het|heten|tion|tionen)"
_LINK = r"(?:av|om|för|vid|till|i|kring|genom|efter|med)"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something to look for in each sentence."""

    name: str
    pattern: re.Pattern[str]

    def within(self, sentence: Sentence) -> int:
        """Return how many times it is in a sentence."""
        return len(self.pattern.findall(sentence.text))


@dataclass(frozen=True, slots=True)
class PhraseCount:
    """How often a turn of phrase is used, in how many texts, and the first sentences that have it."""

    name: str
    count: int
    texts: int
    examples: tuple[tuple[str, str], ...]
    """(path, sentence)."""


def _phrase(name: str, pattern: str, flags: int = 0) -> Phrase:
    return Phrase(name, re.compile(pattern, flags))


PHRASES = (
    _phrase(
        "villospår i början (För … vidare, Den som …)",
        r"^(?:För \S+ (?:vidare|över)|För (?:vidare|över)|De[nt]? som)\b",
    ),
    _phrase("villkor som börjar med verbet", rf"^(?:{_VERBS})\b[^?]+\.$"),
    _phrase("kedja av substantiv", rf"\b{_NOUN} {_LINK} (?:\w+ )?{_NOUN}\b", re.IGNORECASE),
    _phrase("härledd", r"\bhärle(?:d|tt|der|ds|dning)\w*", re.IGNORECASE),
    _phrase("belagd", r"\bbela(?:gd|gt)\w*", re.IGNORECASE),
    _phrase("för vidare", r"\bför(?:s|er)?(?: \w+)? vidare\b", re.IGNORECASE),
    _phrase("basen", r"\bbasens?\b", re.IGNORECASE),
    _phrase("Rådet är", r"\brådet är\b", re.IGNORECASE),
)
_EXAMPLES = 3


def phrase_counts(found: Iterable[Reading]) -> list[PhraseCount]:
    """Return the count of each turn of phrase in all texts."""
    texts = sorted(found, key=lambda one: one.path)
    return [_count(phrase, texts) for phrase in PHRASES]


def _count(phrase: Phrase, texts: list[Reading]) -> PhraseCount:
    hits = [(one.path, sentence, n) for one in texts for sentence in one.sentences if (n := phrase.within(sentence))]
    examples = tuple((path, sentence.text) for path, sentence, _ in hits[:_EXAMPLES])
    return PhraseCount(phrase.name, sum(n for *_, n in hits), len({path for path, *_ in hits}), examples)
