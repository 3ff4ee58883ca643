"""The numbers that a text says, in digits or in words, in a form in which two languages can be compared.

`7 800`, `7,800` are one number; so are `kl. 14` and `2 pm`, `tolv` and `twelve`, `mars` in a date and `March`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = {
    "sv": "två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo",
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
}
_TENS = {
    "sv": "trettio fyrtio femtio sextio sjuttio åttio nittio",
    "en": "thirty forty fifty sixty seventy eighty ninety",
}
_ORDINALS = {
    "sv": "tredje fjärde femte sjätte sjunde åttonde nionde tionde",
    "en": "third fourth fifth sixth seventh eighth ninth tenth",
}
_OTHER = {"sv": {"en": "1", "ett": "1"}, "en": {"one": "1", "once": "1", "twice": "2", "fortnight": "2"}}
_ARTICLE = frozenset("1")
"""What `en` and `ett` are as numbers: most often they are none."""
_MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "january february march april may june july august september october november december",
}
_SAID = {
    lang: {
        **{word: str(number) for number, word in enumerate(_WORDS[lang].split(), 2)},
        **{word: str(number) for number, word in enumerate(_ORDINALS[lang].split(), 3)},
        **{word: str(number * 10) for number, word in enumerate(_TENS[lang].split(), 3)},
        **_OTHER[lang],
    }
    for lang in _WORDS
}
_MONTH = {lang: {word: str(n) for n, word in enumerate(months.split(), 1)} for lang, months in _MONTHS.items()}
_THOUSANDS = {
    "sv": re.compile(r"(?<=\d)(?<!EN \d\d\d)[ \u00a0\u202f](?=\d{3}(?!\d))"),  # EN 301 549 is a name
    "en": re.compile(r"(?<=\d),(?=\d{3}(?!\d))"),
}
_CLOCK = {
    "sv": re.compile(r"\b(?:kl\.?|klockan)[ \u00a0]?(\d{1,2})(?:[.:](\d\d))?\b()", re.IGNORECASE),
    "en": re.compile(r"\b(\d{1,2})(?:[.:](\d\d))?[ \u00a0]?([ap])\.?m\b|\b(12) (?:noon|midnight)\b", re.IGNORECASE),
}
_DATE = {
    lang: re.compile(
        rf"(\d{{1,2}}[ \u00a0])?\b({'|'.join(months)})\b([ \u00a0]\d{{1,2}}\b)?([ ,\u00a0]+\d{{4}})?", re.IGNORECASE
    )
    for lang, months in _MONTH.items()
}
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a text."""

    digits: frozenset[str]
    words: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Both."""
        return self.digits | self.words


def numbers(text: str, lang: str) -> Numbers:
    """Return the numbers that `text` says in `lang`."""
    text = _THOUSANDS[lang].sub("", text)
    text = _CLOCK[lang].sub(lambda match: f" {_time(match)} ", text)
    text = _DATE[lang].sub(lambda match: _date(match, lang), text)
    words = (_SAID[lang].get(word) for word in _WORD.findall(text.lower()))
    digits = (number for match in _NUMBER.finditer(text) for number in _plain(match[0]))
    return Numbers(frozenset(digits), frozenset(filter(None, words)))


def differing(svenska: str, translated: str, lang: str) -> tuple[list[str], list[str]]:
    """Return the numbers that only the Swedish text says, and those that only its translation says.

    A word that only one of them has is no difference by itself: `båda parterna` is `the two parties`. In a language
    whose numbers are not known here nothing differs.
    """
    if lang not in _SAID:
        return [], []
    sv, other = numbers(svenska, "sv"), numbers(translated, lang)
    digits = (sv.digits - other.all, other.digits - sv.all)
    words = (sv.words - other.all - _ARTICLE, other.words - sv.all - _ARTICLE)
    if not any(digits) and not all(words):
        return [], []
    return sorted(digits[0] | words[0]), sorted(digits[1] | words[1])


def _time(match: re.Match[str]) -> str:
    hour, minute = int(match[1] or match.groups()[-1] or 0), match[2] or "00"
    half = (match[3] or "").lower()
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return f"{hour}:{minute}"


def _date(match: re.Match[str], lang: str) -> str:
    """Return the month of a date as a number; what is no date (`may`) stays."""
    before, month, after, year = match.groups()
    if not (before or after or year):
        return match[0]
    return f" {before or ''} {_MONTH[lang][month.lower()]} {after or ''} {(year or '').strip(' ,')} "


def _plain(written: str) -> Iterator[str]:
    """Return a number without leading zeros, with a decimal point; `08.30` is a time, and so is `08:30`."""
    whole, _, rest = written.partition(":") if ":" in written else written.replace(",", ".").partition(".")
    if ":" in rest or "." in rest or not rest:
        yield from (str(int(part)) for part in re.split("[.,:]", written))
    else:
        yield f"{int(whole)}.{rest}"
