"""Searches that found nothing, handed over by readers as files: read, merged, and made into questions to answer.

Knows the format that `/sok/` saves, `{"version": 1, "lang": "sv", "searches": [{"q", "count", "last"}]}`.
What looks like a personal identity number is dropped before anything else is done with it, and never shown.
"""

from __future__ import annotations

import json
import re
import shlex
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from math import log
from typing import Any

from ..base.addresses import name, site_url, target
from ..base.base import Base
from ..languages import LANGUAGES
from ..source import personal_numbers

VERSION = 1
LONGEST = 200
"""No query is longer, counted in characters; the page cuts there."""
MOST = 2000
"""No file has more searches."""
ALIKE = 0.84
"""How alike two queries are (difflib's ratio, 1 is the same) to be told as one."""
NEAREST = 3
"""How many places are shown for each question."""
ENOUGH = 0.3
"""The share of what a query says that a name must say too, to be called near."""
_KEYS = frozenset({"version", "lang", "searches"})
_ENTRY_KEYS = frozenset({"q", "count", "last"})
_TERM_WORDS = 2
"""A query of no more words than this is a word that is missing, rather than a question."""

# Wider than the check digit allows: a number with a slip of the finger is somebody's as well.
_NUMBER_LIKE = re.compile(
    r"\d{6,8}[\s.+/-]*\d{4}|\d{6}[\s.+/-]*[a-z]\d{3}|\d{2,4}[\s./-]\d\d[\s./-]\d\d[\s./-]+\d{4}", re.I
)
_WORD = re.compile(r"[^\W_]+(?::[^\W_]+)*")
_EMPTY_WORDS = """
    att av bara de dem den det du då en er ett för från får gör ha hade han har hen hon hur i in inte jag kan
    man med men     mig min mitt måste möjligt nu när någon något och om oss på sig sin ska skall som så till
    upp ut vad var vara varför     vart vem vi vid vill vilka vilken vilket vår är
    a an and are as at be by can cannot do does for from how i if in is it me my no not of on or our shall should that
    the this to we what when where which who why will with you your
"""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with a file, and where: line and column count from 1."""

    path: str
    line: int
    col: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.col}: {self.message}"


@dataclass(frozen=True, slots=True)
class Search:
    """A query, how many times it was typed, and the last day it was."""

    lang: str
    text: str
    count: int
    last: date


@dataclass(frozen=True, slots=True)
class Batch:
    """One file: its searches, and how many were dropped because they looked like an identity number."""

    searches: tuple[Search, ...]
    dropped: int


@dataclass(frozen=True, slots=True)
class Wish:
    """Queries that ask for the same thing, the commonest first; `files` is how many files they came in."""

    searches: tuple[Search, ...]
    files: int

    @property
    def lang(self) -> str:
        """The language of the pages searched."""
        return self.searches[0].lang

    @property
    def text(self) -> str:
        """The commonest wording."""
        return self.searches[0].text

    @property
    def count(self) -> int:
        """How many times it was typed, in any wording."""
        return sum(search.count for search in self.searches)

    @property
    def last(self) -> date:
        """The last day it was typed."""
        return max(search.last for search in self.searches)


@dataclass(frozen=True, slots=True)
class AnswerPlace:
    """A page, an answer or a term that a wish may have been about; `url` is counted from the site's root."""

    kind: str
    record: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A wish, what comes nearest to it, and the command that begins an answer."""

    wish: Wish
    near: tuple[AnswerPlace, ...]
    topic: str | None
    command: str


# --- reading


def read_file(path: str, text: str) -> tuple[Batch, list[Fault]]:
    """Read a file that a reader has handed over; with any fault its searches are those that could be read."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        return Batch((), 0), [
            Fault(path, error.lineno, error.colno, "Filen är inte hel JSON. Be läsaren spara den igen.")
        ]
    except RecursionError:
        return Batch((), 0), [Fault(path, 1, 1, "Filen har fel form: för många nivåer.")]
    message = _shape_fault(found)
    if message:
        return Batch((), 0), [Fault(path, 1, 1, message)]
    places = list(_places(text, len(found["searches"])))
    searches, faults, dropped = [], [], 0
    for entry, place in zip(found["searches"], places, strict=True):
        if isinstance(entry, dict) and isinstance(entry.get("q"), str) and looks_like_a_number(entry["q"]):
            dropped += 1
            continue
        entry_fault = _entry_fault(entry)
        if entry_fault:
            faults.append(Fault(path, *_line_and_column(text, place), entry_fault))
            continue
        query = " ".join("".join(c if c.isprintable() else " " for c in entry["q"]).split())
        if query:
            searches.append(Search(found["lang"], query, entry["count"], date.fromisoformat(entry["last"])))
    return Batch(tuple(searches), dropped), faults


def looks_like_a_number(text: str) -> bool:
    """Whether `text` holds what is, or could be meant as, a personal identity number."""
    plain = "".join(_plain(c) for c in text)
    return any(personal_numbers.find(text)) or bool(_NUMBER_LIKE.search(plain))


def _plain(char: str) -> str:
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.decimal(char))
    return "-" if unicodedata.category(char) == "Pd" else char


def _shape_fault(found: Any) -> str | None:
    if not isinstance(found, dict) or not found.keys() >= _KEYS:
        return 'Filen har fel form. Den ska ha "version", "lang" och "searches", så som sidan Sök sparar den.'
    if found["version"] != VERSION or isinstance(found["version"], bool):
        return f'"version" ska vara {VERSION}. Filen är sparad av en annan utgåva av webbplatsen.'
    if found["lang"] not in LANGUAGES:
        return f'"lang" ska vara {" eller ".join(map(json.dumps, LANGUAGES))}.'
    if not isinstance(found["searches"], list):
        return '"searches" ska vara en lista.'
    if len(found["searches"]) > MOST:
        return f"Filen har {len(found['searches'])} sökningar. Den får ha högst {MOST}."
    return None


def _entry_fault(entry: Any) -> str | None:
    if not isinstance(entry, dict) or entry.keys() != _ENTRY_KEYS:
        return 'Varje sökning ska ha "q", "count" och "last", och inget annat.'
    if not isinstance(entry["q"], str) or len(entry["q"]) > LONGEST:
        return f'"q" ska vara en text på högst {LONGEST} tecken.'
    if not isinstance(entry["count"], int) or isinstance(entry["count"], bool) or not 1 <= entry["count"] <= 100_000:
        return '"count" ska vara ett heltal från 1.'
    if not isinstance(entry["last"], str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", entry["last"]):
        return '"last" ska vara ett datum, till exempel 2026-11-20.'
    try:
        date.fromisoformat(entry["last"])
    except ValueError:
        return '"last" är ett datum som inte finns.'
    return None


def _places(text: str, count: int) -> Iterator[int]:
    """Yield where each search starts, in characters; the start of the file where that cannot be told."""
    # In a string the quotes would be escaped, so this is the key; the last one counts, as it does in the data.
    keys = list(re.finditer(r'(?<!\\)"searches"\s*:\s*\[', text))
    decoder, at = json.JSONDecoder(), keys[-1].end() if keys else 0
    for _ in range(count):
        at += len(text[at:]) - len(text[at:].lstrip(" \t\r\n,"))
        try:
            _, end = decoder.raw_decode(text, at)
        except ValueError:
            yield 0
            continue
        yield at
        at = end


def _line_and_column(text: str, place: int) -> tuple[int, int]:
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


# --- merging


def wishes(batches: Iterable[Batch]) -> list[Wish]:
    """Merge what several readers searched for, near-identical queries as one; the most asked for first."""
    counts: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], date] = {}
    files: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for number, batch in enumerate(batches):
        for search in batch.searches:
            key = search.lang, search.text.casefold()
            counts[key] += search.count
            last[key] = max(search.last, last.get(key, search.last))
            files[key].add(number)
    merged = [Search(lang, text, counts[lang, text], last[lang, text]) for lang, text in counts]
    merged.sort(key=lambda search: (-search.count, len(search.text), search.text))
    groups: dict[tuple[str, str], list[Search]] = {}
    for search in merged:
        key = search.lang, _signature(search.text)
        heads = [head for lang, head in groups if lang == search.lang]
        close = [key[1]] if key in groups else get_close_matches(key[1], heads, n=1, cutoff=ALIKE)
        groups.setdefault((search.lang, close[0]) if close else key, []).append(search)
    found = [
        Wish(tuple(group), len(set().union(*(files[search.lang, search.text] for search in group))))
        for group in groups.values()
    ]
    return sorted(found, key=lambda wish: (-wish.count, -wish.files, wish.lang != "sv", wish.text))


def _signature(text: str) -> str:
    """Return the words that say something, folded and in order of the alphabet: their order in a query varies."""
    words = [_fold(word) for word in _WORD.findall(text.casefold())]
    return " ".join(sorted(word for word in words if word not in _EMPTY) or sorted(words)) or text


def _fold(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


_EMPTY = frozenset(_fold(word) for word in _EMPTY_WORDS.split())


# --- what comes near


class Nearby:
    """Finds the answers, pages and terms of a base whose names are nearest to a query, in one language."""

    def __init__(self, base: Base, lang: str) -> None:
        self._named = list(_named(base, lang))

    def places(self, text: str) -> list[AnswerPlace]:
        """Return the nearest places, best first; none where too little of `text` is in any name."""
        wanted = [self._alike(word) for word in _signature(text).split()]
        most = sum(self._weight(word) for word in _signature(text).split())
        scores = []
        for order, (place, words) in enumerate(self._named):
            points = sum(
                max((known[word] * self._weight(word) for word in known.keys() & words), default=0.0)
                for known in wanted
            )
            if points >= ENOUGH * most:
                # Of two names with the same words in common the shorter says more of it.
                scores.append((-points / (len(words) + 3) ** 0.5, order, place))
        seen: dict[str, AnswerPlace] = {}
        for _, _, place in sorted(scores, key=lambda score: score[:2]):
            seen.setdefault(place.url, place)
        return list(seen.values())[:NEAREST]

    @cached_property
    def _uses(self) -> Counter[str]:
        return Counter(word for _, words in self._named for word in words)

    def _weight(self, word: str) -> float:
        """Return how much a word says: the rarer the more."""
        return log(1 + len(self._named) / max(1, self._uses[word]))

    def _alike(self, word: str) -> dict[str, float]:
        """Return the words of the names that may be `word`, and how surely: itself, inflected, misspelled, compound."""
        found = {
            known: 0.5 for known in self._uses if min(len(known), len(word)) > 3 and (known in word or word in known)
        }
        found |= dict.fromkeys(get_close_matches(word, self._uses, n=4, cutoff=0.8), 0.6)
        found |= {known: 0.9 for known in self._uses if _inflected(known, word)}
        return found | {known: 1.0 for known in (word,) if known in self._uses}


def _inflected(one: str, other: str) -> bool:
    """Whether one word is the other with a short ending."""
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.startswith(short) and len(long) - len(short) <= min(3, len(short) - 1)


def _named(base: Base, lang: str) -> Iterator[tuple[AnswerPlace, frozenset[str]]]:
    """Yield what has a name to search: answers before pages, pages before terms."""
    for record_id, faq in base.faq.items():
        yield _place(base, "faq", record_id, faq.question.get(lang), lang)
    for path, page in base.pages.items():
        yield _place(base, "page", path, page.text(lang)[0].title, lang)
    for record_id, term in base.terms.items():
        place, words = _place(base, "term", record_id, name(base, "term", record_id, lang), lang)
        synonyms = " ".join(term.synonyms) if lang == "sv" else ""
        yield place, words | frozenset(_signature(synonyms).split())


def _place(base: Base, kind: str, record_id: str, title: str, lang: str) -> tuple[AnswerPlace, frozenset[str]]:
    url = site_url(target(base, kind, record_id) or "index.md", lang)
    return AnswerPlace(kind, record_id, url, title), frozenset(_signature(title).split())


def suggestions(base: Base, found: Sequence[Wish]) -> list[Suggestion]:
    """Return each wish with what comes nearest, and the line that begins its answer."""
    nearby = {lang: Nearby(base, lang) for lang in {wish.lang for wish in found}}
    return [_suggestion(base, wish, tuple(nearby[wish.lang].places(wish.text))) for wish in found]


def _suggestion(base: Base, wish: Wish, near: tuple[AnswerPlace, ...]) -> Suggestion:
    topics = [base.faq[place.record].topic for place in near if place.kind == "faq"]
    page = next((place.record for place in near if place.kind == "page"), None)
    if page is None and (answered := [place for place in near if place.kind == "faq"]):
        page = base.faq[answered[0].record].pages[0]
    options = {"--question" if wish.lang == "sv" else "--question-en": wish.text}
    options |= {"--topic": topics[0]} if topics else {}
    options |= {"--page": page} if page else {}
    # Quoted, since the words come from a stranger and the line is meant to be pasted into a shell.
    command = " ".join(["kb new faq", *(f"{option} {shlex.quote(value)}" for option, value in options.items())])
    return Suggestion(wish, near, topics[0] if topics else None, command)


# --- telling


_KINDS: Mapping[str, str] = {"faq": "svar", "page": "sida", "term": "ord"}


def as_text(found: Sequence[Suggestion], files: int, dropped: int) -> str:
    """Tell the suggestions to an editor, the most asked for first."""
    if not found:
        rows = ["Filerna har inga sökningar."]
    else:
        wanted, source = _number(len(found), "sak", "saker"), _number(files, "fil", "filer")
        rows = [f"{wanted} som någon har sökt utan att hitta, ur {source}. Mest sökt först."]
    if dropped:
        removed = _number(dropped, "sökning", "sökningar")
        rows.append(f"{removed} liknade personnummer och är {'borttagen' if dropped == 1 else 'borttagna'}.")
    for one in found:
        wish = one.wish
        language = " på engelska sidor" if wish.lang == "en" else ""
        rows += ["", f"{wish.text}", f"  {_number(wish.count, 'gång', 'gånger')}{language}, senast {wish.last}"]
        if len(wish.searches) > 1:
            rows.append(f"  Också: {'; '.join(search.text for search in wish.searches[1:])}")
        rows += [f"  Nära: {place.url} ({_KINDS[place.kind]}: {place.title})" for place in one.near]
        if not one.near:
            rows.append("  Inget i basen ligger nära.")
        if one.near and len(_WORD.findall(wish.text)) <= _TERM_WORDS:
            rows.append("  Samma sak med ett annat ord? Skriv då ordet som synonym i data/glossary.yml.")
        rows.append(f"  {one.command}")
    return "\n".join(rows)


def as_json(found: Sequence[Suggestion], files: int, dropped: int) -> str:
    """Return the same for programs."""
    return json.dumps(
        {
            "files": files,
            "dropped": dropped,
            "suggestions": [
                {
                    "lang": one.wish.lang,
                    "question": one.wish.text,
                    "count": one.wish.count,
                    "files": one.wish.files,
                    "last": one.wish.last.isoformat(),
                    "wordings": [{"q": search.text, "count": search.count} for search in one.wish.searches],
                    "near": [{"kind": place.kind, "url": place.url, "title": place.title} for place in one.near],
                    "topic": one.topic,
                    "command": one.command,
                }
                for one in found
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _number(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
