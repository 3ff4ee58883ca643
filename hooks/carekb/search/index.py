"""The search index of one language, as the classic scripts that the browser's engine loads when it needs them.

`core.js` holds what every search needs: the pages, the words, and what is known of the language. `p*.js` hold where
each word stands, cut in the order of the words; `t*.js` hold the texts that hits show, cut in the order of the pages.
They are scripts, `kbIndex({…})`, since a page read from `file://` may not fetch JSON.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Any

from ..language.compounds import BEST, KEPT, LEAST, LINKED, SHORT, WHOLE, Splitter
from ..language.lists import word_list
from ..language.stems import Stemmer
from ..language.words import PROVISIONS, each
from ..site.browser_data import calling
from .sections import sections

FUNCTION = "kbIndex"
PART, BODY, LEAD, PART_HIGH, HIGH, KEY = range(6)
"""Where a word stands: as part of a compound, in the text, in the description, as part of a compound in a heading, in a
heading or title, among a record's other names."""
CLASSES, LEVELS = 6, 4
STEP = CLASSES * LEVELS
POSTINGS, TEXTS = 6_000, 4_000
"""About how many characters a file of postings and one of texts holds, before compression."""
NAME = 3
"""The most words of a name that a page is put first for; a longer one is found by its words."""

_ADDRESS = re.compile(r"\S+@\S+|\b(?:https?:|www\.)\S+|\S+/\S+\.\S+|\S+\.(?:se|eu|com|html|pdf)\b\S*")

Knowledge = dict[str, Any]
"""What search knows of a language beside the pages' content, as `knowledge.py` writes it."""


def index_files(knowledge: Knowledge, content: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield (name, script) of every file of a language's index; `content` returns the HTML of a page by its source."""
    index = Index(knowledge)
    yield from index.read(content)
    yield from index.write()


def stemmer(knowledge: Knowledge) -> Stemmer:
    """Return how the base's words are stemmed: short names not at all, and what the editors correct as they say."""
    stem = Stemmer(knowledge["lang"])
    names = {name: name for name in knowledge["parts"] if stem(name) != name}
    corrected = {form: stem(lemma) for form, lemma in knowledge["forms"].items()}
    return Stemmer(knowledge["lang"], {**stem.forms} | names | corrected)


class Index:
    """The index of one language while it is made; afterwards `split` is how its compounds were split."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.known = knowledge
        self.lang: str = knowledge["lang"]
        self.stem = stemmer(knowledge)
        self.ids: dict[tuple[str, ...], int] = {(word,): at for at, word in enumerate(knowledge["stop"])}
        """Every word with its own hyphens' parts, to a number; first those that mean little by themselves."""
        self.common = range(len(self.ids))
        self.sections: list[array[int]] = []
        """For each section, word * STEP + place * LEVELS + level."""
        self.pages: list[int] = []
        """How many sections each page has."""
        self.split = Splitter(self.stem, lambda _: 0)
        self.lengths: list[int] = []
        self.headings: list[int] = []
        self.counts: Counter[int] = Counter()
        self.text_starts: list[int] = []

    def read(self, content: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """Read every page, and yield the files of texts on the way."""
        pending: list[Any] = []
        size, number = 0, 0
        for at, page in enumerate(self.known["pages"]):
            html = content(page["src"]) if page["whole"] else ""
            texts, count = [], 0
            for section in sections(html):
                if count and not section.text and not section.heading:
                    continue
                place = f"{page['path']}#{section.anchor}"
                name = page["title"] if not count else section.heading
                keys = page["keys"] if not count else self.known["anchors"].get(place, ())
                lead = f"{page['description']} {page['section']}" if not count else ""
                self._section([name, *self.known["wordings"].get(place, ())], lead, section.text, keys)
                if not count:  # the shorter name in the menu is as good a title
                    self.headings[-1] = min(self.headings[-1], self._content(page["nav"]))
                texts.append([section.anchor, section.heading, section.text] if count else section.text)
                count += 1
            self.pages.append(count)
            if not pending:
                self.text_starts.append(at)
            pending.append([page["description"], *texts])
            size += len(html) // 2 + 200
            if size >= TEXTS:
                yield f"t{number}.js", calling(FUNCTION, {"name": f"t{number}", "pages": pending})
                pending, size, number = [], 0, number + 1
        if pending:
            yield f"t{number}.js", calling(FUNCTION, {"name": f"t{number}", "pages": pending})

    def _section(self, names: list[str], lead: str, text: str, keys: Iterable[str]) -> None:
        found: dict[int, int] = {}
        ids, counts = self.ids, self.counts
        length = 0
        for word in each(_ADDRESS.sub(" ", text)):
            key = ids.setdefault(word, len(ids))
            found[key] = found.get(key, 0) + 1
            length += 1
        entries = array("I")
        high = Counter(ids.setdefault(word, len(ids)) for name in names for word in each(name))
        leads = Counter(ids.setdefault(word, len(ids)) for word in each(lead))
        others = Counter(ids.setdefault(word, len(ids)) for key in keys for word in each(key))
        for key in {**high, **leads, **others}:
            place = HIGH if key in high else KEY if key in others else LEAD
            count = found.pop(key, 0) + 1
            counts[key] += count
            entries.append(key * STEP + place * LEVELS + _level(count))
        for key, count in found.items():
            counts[key] += count
            entries.append(key * STEP + BODY * LEVELS + _level(count))
        self.sections.append(entries)
        self.lengths.append(length)
        self.headings.append(min(map(self._content, names)))

    def _content(self, name: str) -> int:
        """Return how many words of a heading say something."""
        return max(1, sum(1 for word in each(name) if self.ids.get(word, self.common.stop) not in self.common))

    def write(self) -> Iterator[tuple[str, str]]:
        """Yield the files of postings, and the core."""
        words = list(self.ids)
        stems = [self.stem(word[0]) for word in words]
        freq: Counter[str] = Counter()
        shown: dict[str, tuple[int, str]] = {}
        for key, (word, stem) in enumerate(zip(words, stems, strict=True)):
            count = self.counts[key]
            if not count:
                continue  # a common word that stands nowhere
            freq[stem] += count
            if stem not in shown or (-count, word[0]) < shown[stem]:
                shown[stem] = -count, word[0]
        words_shown = {word for _, word in shown.values()}
        split = self._splitter(self._worth(freq), words_shown | self._productive())
        for piece in [piece for word in words for piece in word[1:] or split(word[0])]:
            shown.setdefault(self.stem(piece), (0, piece))
        order = sorted(shown)
        place_of = {stem: at for at, stem in enumerate(order)}
        worth = _limited(split.worth, place_of)
        wholes = self._wholes(shown, worth)
        self.split = self._splitter(worth, {word for _, word in shown.values()} | {*wholes})
        own = [place_of.get(stem, -1) for stem in stems]
        pieces = [map(self.stem, word[1:] or self.split(word[0])) for word in words]
        inner = [tuple(place_of[stem] for stem in stems if stem in place_of) for stems in pieces]
        postings = self._postings(own, inner, len(order))
        yield from self._core(order, shown, wholes, postings)

    def _splitter(self, worth: Callable[[str], int], wholes: Container[str]) -> Splitter:
        return Splitter(self.stem, worth, wholes, self.known["splits"] if self.lang == "sv" else {})

    def _productive(self) -> frozenset[str]:
        return frozenset(word_list(f"{self.lang}.parts")) if self.lang == "sv" else frozenset()

    def _wholes(self, shown: Mapping[str, tuple[int, str]], worth: Callable[[str], int]) -> list[str]:
        """Return the productive words that are no basic form by their letters, nor the word shown for their stem."""
        return sorted(
            word
            for word in self._productive()
            if worth(stem := self.stem(word))
            and shown[stem][1] != word
            and not (word.startswith(stem) and word[len(stem) :] in KEPT)
        )

    def _worth(self, freq: Counter[str]) -> Callable[[str], int]:
        stem = self.stem
        if self.lang != "sv":
            return lambda _: 0
        best = {*word_list(f"{self.lang}.partstems"), *map(stem, self.known["parts"])}
        never = {stem(word) for word in (*self.known["no_parts"], *word_list(f"{self.lang}.endings"))}

        def worth(stem: str) -> int:
            if stem in never:
                return 0
            if stem in best:
                return BEST
            return min(freq[stem], BEST - 1) if len(stem) >= SHORT else 0

        return worth

    def _postings(self, own: list[int], inner: list[tuple[int, ...]], size: int) -> list[array[int]]:
        """Return for each term its sections in order: (steps from the last one) * STEP + place * LEVELS + level."""
        lists = [array("I") for _ in range(size)]
        last = [0] * size
        for number, section in enumerate(self.sections):
            best: dict[int, int] = {}
            for entry in section:
                word, code = divmod(entry, STEP)
                term = own[word]
                before = best.get(term)
                best[term] = code if before is None else _both(before, code)
                if inner[word]:
                    lower = (PART_HIGH if code >= HIGH * LEVELS else PART) * LEVELS + code % LEVELS
                    for part in inner[word]:
                        before = best.get(part)
                        best[part] = lower if before is None else _both(before, lower)
            for term, code in best.items():
                lists[term].append((number - last[term]) * STEP + code)
                last[term] = number
        return lists

    def _core(
        self, order: list[str], shown: dict[str, tuple[int, str]], wholes: list[str], postings: list[array[int]]
    ) -> Iterator[tuple[str, str]]:
        starts: list[int] = []
        pending: list[list[int]] = []
        size = 0
        for at, entries in enumerate(postings):
            if not pending:
                starts.append(at)
            pending.append(entries.tolist())
            size += 4 * len(entries) + 3
            if size >= POSTINGS:
                yield self._file(len(starts) - 1, pending)
                pending, size = [], 0
        if pending:
            yield self._file(len(starts) - 1, pending)
        known = self.known
        rules = self.stem.rules
        synonyms = self._synonyms(set(order))
        sought = set(order).union(*(key.split() for key in synonyms))
        yield (
            "core.js",
            calling(
                FUNCTION,
                {
                    "name": "core",
                    "lang": self.lang,
                    "rules": {
                        "endings": rules.endings,
                        "vowels": rules.vowels,
                        "doubles": rules.doubles,
                        "s_after": rules.s_after,
                        "silent": rules.silent,
                        "least": rules.least,
                    },
                    "provisions": PROVISIONS,
                    "forms": _forms(self.stem.forms, sought),
                    "compounds": {
                        "least": LEAST,
                        "short": SHORT,
                        "best": BEST,
                        "whole": WHOLE,
                        "linked": LINKED,
                        "kept": KEPT,
                        "wholes": _front(wholes),
                        "fixed": self.split.fixed,
                    },
                    "stop": known["stop"],
                    "soft": known["soft"],
                    "synonyms": synonyms,
                    "own": self._own(),
                    "kinds": {self._stems(name): kind for name, kind in known["kinds"].items()},
                    "names": known["names"],
                    "pages": [_page(page) for page in known["pages"]],
                    "counts": self.pages,
                    "lengths": "".join(_digit(length // 8) for length in self.lengths),
                    "headings": "".join(_digit(length) for length in self.headings),
                    "terms": _front(order),
                    "shown": _endings(order, shown),
                    "parts": "".join(str(self.split.worth(term)) for term in order),
                    "weights": "".join(_digit(len(entries).bit_length()) for entries in postings),
                    "postings": starts,
                    "texts": self.text_starts,
                },
            ),
        )

    def _synonyms(self, terms: set[str]) -> dict[str, list[list[Any]]]:
        """Return {stems that are written: [[stems that are also looked for, how nearly the same, 0–100], …]}."""
        found: dict[str, list[list[Any]]] = {}
        for phrase, others, weight in self.known["synonyms"]:
            written = self._stems(phrase)
            for other in others:
                sought = self._stems(other)
                if sought and written and sought != written and all(stem in terms for stem in sought.split()):
                    rows = found.setdefault(written, [])
                    if all(row[0] != sought for row in rows):
                        rows.append([sought, weight])
        return dict(sorted(found.items()))

    def _own(self) -> dict[str, list[int]]:
        """Return {stems of a short name: the pages that it is the name of}."""
        found: dict[str, list[int]] = {}
        for number, page in enumerate(self.known["pages"]):
            for key in sorted({self._stems(name) for name in page["own"]}):
                if 0 < len(key.split()) <= NAME:
                    found.setdefault(key, []).append(number)
        return dict(sorted(found.items()))

    def _stems(self, phrase: str) -> str:
        return " ".join(self.stem(word[0]) for word in each(phrase))

    def _file(self, number: int, lists: list[list[int]]) -> tuple[str, str]:
        return f"p{number}.js", calling(FUNCTION, {"name": f"p{number}", "lists": lists})


def _limited(worth: Callable[[str], int], terms: Container[str]) -> Callable[[str], int]:
    """Return `worth` for what the browser knows, the terms of the index, and 0 for all else."""
    return lambda stem: worth(stem) if stem in terms else 0


def _page(page: dict[str, Any]) -> list[Any]:
    row = [page["url"], page["title"], page["kind"], page["weight"], int(page["draft"])]
    row += [page["audience"], page["areas"], page["lang"]]
    while row and not row[-1]:
        row.pop()
    return row


def _level(count: int) -> int:
    return 0 if count == 1 else 1 if count == 2 else 2 if count < 5 else 3


def _both(one: int, other: int) -> int:
    """Return the code of a term that stands in two ways in a section: the better place, and once more."""
    place, level = max(one, other) // LEVELS, max(one % LEVELS, other % LEVELS)
    return place * LEVELS + min(level + 1, LEVELS - 1)


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _digit(value: int) -> str:
    return _DIGITS[min(value, len(_DIGITS) - 1)]


def _front(order: list[str]) -> str:
    """Return sorted terms as one text: how many letters each shares with the one before, as a digit, and the rest."""
    out, before = [], ""
    for term in order:
        most = min(len(term), len(before), len(_DIGITS) - 1)
        same = next((i for i in range(most) if term[i] != before[i]), most)
        out.append(_DIGITS[same] + term[same:])
        before = term
    return " ".join(out)


def _endings(order: list[str], shown: dict[str, tuple[int, str]]) -> str:
    """Return for each term the word that people read: what follows the stem, or `=` and the whole word."""
    out = []
    for term in order:
        word = shown[term][1]
        out.append(word[len(term) :] if word.startswith(term) else "=" + word)
    return " ".join(out)


def _forms(forms: Mapping[str, str], terms: set[str]) -> str:
    """Return `stem:form,form stem:form` of the irregular forms whose stem is there to be found, or ends a term."""
    ends = {term[at:] for term in terms for at in range(2, len(term) - 1)} | terms
    groups: dict[str, list[str]] = {}
    for form, stem in forms.items():
        if stem in ends:
            groups.setdefault(stem, []).append(form)
    return " ".join(f"{stem}:{','.join(sorted(group))}" for stem, group in sorted(groups.items()))
