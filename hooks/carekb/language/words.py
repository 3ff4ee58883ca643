"""Text to words, as the browser does with what a reader types (`words` in kb/search/engine.js): the two must agree."""

from __future__ import annotations

import re
from functools import cache

WORD = re.compile(r"§[\d:a-z]+|[^\W_]+(?:[-:'’.][^\W_]+)*")
_LETTER = r"(?:\s*([a-z])(?![0-9a-zåäö]))?"
_RANGE = r"(?:\s*[-–]\s*([0-9]+))?"
PROVISIONS = [
    rf"([0-9]+)\s*kap[a-z.]*,?\s*(?:§+\s*)?([0-9]+){_LETTER}{_RANGE}(?:\s*§+)?",
    rf"kap[a-z.]*\s*([0-9]+),?\s*(?:§+\s*)?([0-9]+){_LETTER}{_RANGE}(?:\s*§+)?",
    rf"\bch(?:apter|ap)?[.]?\s*([0-9]+),?\s*s(?:ec(?:tion)?s?|s)?[.]?\s*([0-9]+){_LETTER}{_RANGE}",
    rf"(?<![0-9:])([0-9]{{1,2}}):([0-9]{{1,3}}){_LETTER}{_RANGE}(?![0-9:])(?:\s*§+)?",
    rf"(?<![0-9:§])()([0-9]+){_LETTER}{_RANGE}\s*§+",
    rf"§+\s*()([0-9]+)(?![0-9:]){_LETTER}{_RANGE}",
    rf"\bsec(?:tion)?s?[.]?\s*()([0-9]+){_LETTER}{_RANGE}",
]
"""How a provision is written: chapter, section, its letter, and the last one of a range. The browser reads them too."""
_PATTERNS = [re.compile(pattern) for pattern in PROVISIONS]
_MARK = re.compile(r"§|\d:\d|\bkap|\bsec|\bch(?:apter|ap)?\b")
_MOST = 20
"""A range of more provisions than this is no range."""


def words(text: str) -> list[str]:
    """Return the words of a text in lower case; provisions as `§16:4`, or `§4` without a chapter."""
    text = text.lower().replace("\u00a0", " ").replace("\u00ad", "").replace("‑", "-")
    if _MARK.search(text):
        text = _provisions(text)
    return WORD.findall(text)


@cache
def parts_of(word: str) -> tuple[str, ...]:
    """Return a word as it is looked up, and the parts its own hyphens give: `it-stöd` is `itstöd`, `it` and `stöd`."""
    if word.isalpha() or word[0] == "§":
        return (word,)
    word = re.split("['’]", word)[0]
    if ":" in word and not word[0].isdigit():
        word = word.split(":")[0]  # sip:en
    if ":" in word:
        return (word,)
    pieces = [piece for piece in re.split(r"[-.]", word) if piece]
    if len(pieces) < 2:
        return (word,)
    return ("".join(pieces), *(piece for piece in pieces if len(piece) > 1))


def _provisions(text: str) -> str:
    for pattern in _PATTERNS:
        text = pattern.sub(_named, text)
    return text


def _named(match: re.Match[str]) -> str:
    chapter, first, letter, last = (group or "" for group in match.groups())
    before = f"§{chapter}:" if chapter else "§"
    names = [f"{before}{first}{letter}"]
    if last and int(first) < int(last) <= int(first) + _MOST:
        names += [f"{before}{number}" for number in range(int(first) + 1, int(last) + 1)]
    return f" {' '.join(names)} "


def each(text: str) -> list[tuple[str, ...]]:
    """Return every word of a text as `parts_of` gives it."""
    return [parts_of(word) for word in words(text)]
