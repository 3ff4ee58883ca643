"""Which Swedish words of the base are unknown: to hunspell's dictionary, to the glossary and to the project's own list.

The dictionary is Debian's `hunspell-sv` (LGPL), read where it is installed and never copied into the project.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from ..base.base import Base
from ..base.pages import SourcePage
from ..base.texts import lines
from ..language.alphabet import sort_key
from ..model.kinds import KINDS
from ..model.records.front_matter import RepealedUse
from ..site.assemble import build_site
from ..source.shortcodes import without_code
from .readability import words_of

OWN_WORDS = "data/spelling.txt"
"""The project's own words, one on each line, in Swedish order."""
NAME = "sv_SE"
Lookup = Callable[[str], bool]
Dictionary = Callable[[Collection[str]], set[str]]
"""Returns those of the words that it does not know. Asked for many at a time: a dictionary is slow to open."""

# Letters and digits, joined as in "SIP-möte", "SAMSA:s" and "d'Artagnan".
_WORD = re.compile(r"[^\W_]+(?:[-\u2011:’'][^\W_]+)*-?")
_INNER = re.compile(r"[-:’'.]")
_ADDRESS = re.compile(r"<?(?:https?://|mailto:|www\.)\S+|\S+@\S+")
# A file or a folder: "data/faq/x.yml", ".build/docs", "docs/".
_FILE = re.compile(r"\b[\w./-]+\.(?:md|yml|txt|json|html|ics|zip|svg|se|org)\b|(?<!\S)\.\w\S+|\b[\w-]+/(?!\w)")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_DRAWING = re.compile(r"<(svg|style)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"</?[a-z][^>]*>")
_QUOTING = {page.path for kind in ("term", "source") if (page := KINDS[kind].listed)}
"""The pages that quote."""
_ATTRIBUTES = re.compile(r"\{:?\s*[.#][^}]*\}|^\s*(?:!!!|\?\?\?\+?)[ \w-]+|\[\^[^\]]*\]")
# How a glossary term is bent: "SIP:en", "samsas", "kontaktombuden".
_ENDINGS = (
    *("s", "n", "t", "en", "et", "ens", "ets", "ns", "ts"),
    *("a", "ar", "er", "or", "na", "arna", "erna", "orna", "ade", "are"),
)


class NoDictionary(Exception):
    """There is no dictionary, or nothing to read it with; the message says what to install."""


@dataclass(frozen=True, order=True, slots=True)
class Occurrence:
    """Where a word stands; line 0 for a page made from data."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Speller:
    """Knows a word when a dictionary does, or the base's own vocabulary, bent or put together with a hyphen."""

    lookup: Lookup
    vocabulary: frozenset[str]
    """Words of the glossary and of names, in small letters; they may be bent."""
    own: frozenset[str]
    """The project's own list, in small letters, word for word."""

    def knows(self, word: str) -> bool:
        """Whether every part of the word is known; numbers and single letters are no words."""
        word = word.replace("\u2011", "-").replace("’", "'")
        return self._whole(word.strip("-")) or all(self._part(part) for part in re.split(r"[-/]", word) if part)

    def _part(self, part: str) -> bool:
        stem, colon, ending = part.partition(":")
        if colon and ending.lower() in _ENDINGS:
            part = stem
        return len(part) == 1 or any(c.isdigit() for c in part) or self._whole(part)

    def _whole(self, word: str) -> bool:
        # A word in small letters may always begin a sentence; "göteborg", on the other hand, is no word.
        lower = word.lower()
        return self._ours(lower) or self.lookup(lower) or (lower != word and self.lookup(word))

    def _ours(self, word: str) -> bool:
        return (
            word in self.own
            or word in self.vocabulary
            or any(word.endswith(ending) and word[: -len(ending)] in self.vocabulary for ending in _ENDINGS)
        )


def unknown_words(base: Base, root: Path, ask: Dictionary | None = None) -> dict[str, list[Occurrence]]:
    """Return {word: where it stands} for each Swedish word of the base that nobody knows, in Swedish order."""
    found: dict[str, set[Occurrence]] = {}
    for place, text in _texts(base, root):
        for word in split(text):
            found.setdefault(word, set()).add(place)
    unknown = _unknown(found, vocabulary(base), own_words(root), ask or dictionary())
    return {word: sorted(found[word]) for word in sorted(unknown, key=sort_key)}


def _unknown(words: Iterable[str], terms: frozenset[str], own: frozenset[str], ask: Dictionary) -> set[str]:
    """Return the words that are not known; the dictionary is asked anew while parts of words turn up."""
    known: dict[str, bool] = {}
    asked: set[str] = set()

    def lookup(word: str) -> bool:
        if word not in known:
            asked.add(word)
        return known.get(word, False)

    speller = Speller(lookup, terms, own)
    left = {word for word in words if not speller.knows(word)}
    while asked:
        unknown = ask(sorted(asked))
        known |= {word: word not in unknown for word in asked}
        asked.clear()
        left = {word for word in left if not speller.knows(word)}
    return left


def split(text: str) -> list[str]:
    """Return the words of a line of Markdown: without addresses, code and the marks of Markdown."""
    text = unescape(without_code(text)).replace("\u00ad", "").replace("**", "").replace("\\", "")
    for pattern in (_LINK_TARGET, _ADDRESS, _FILE, _ATTRIBUTES):
        text = pattern.sub(" ", text)
    return [word for word in _WORD.findall(text) if any(c.isalpha() for c in word)]


def dictionary() -> Dictionary:
    """Return what asks the installed hunspell; raise `NoDictionary` where it or its Swedish dictionary is missing."""
    command = shutil.which("hunspell")
    if not command:
        raise NoDictionary("Programmet hunspell saknas. På Debian: sudo apt install hunspell hunspell-sv")

    def unknown(words: Collection[str]) -> set[str]:
        finished = subprocess.run(
            [command, "-l", "-i", "UTF-8", "-d", NAME],
            input="\n".join(words),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if finished.returncode or "Can't open" in finished.stderr:
            raise NoDictionary(f"Den svenska ordlistan {NAME} saknas. På Debian: sudo apt install hunspell-sv")
        told = set(finished.stdout.split("\n"))
        return {word for word in words if not told.isdisjoint((word, *_INNER.split(word)))}

    unknown(())
    return unknown


def own_words(root: Path) -> frozenset[str]:
    """Return the project's own words in small letters."""
    file = root / OWN_WORDS
    return frozenset(file.read_text(encoding="utf-8").lower().split()) if file.exists() else frozenset()


def vocabulary(base: Base) -> frozenset[str]:
    """Return the words of terms, synonyms, expansions and names; misspellings are there to be found, not to be used."""
    texts: list[str] = []
    for term in base.terms.values():
        texts += [term.term, term.expansion or "", *term.synonyms]
    for municipality in base.municipalities.values():
        texts += [municipality.name, municipality.official_name]
    for named in (base.systems, base.forums, base.areas, base.associations):
        texts += [record.name.sv for record in named.values()]
    words = [word.lower() for text in texts for word in split(text)]
    return frozenset(part for word in words for part in (word, *word.split("-")) if part)


def _texts(base: Base, root: Path) -> Iterator[tuple[Occurrence, str]]:
    """Yield every Swedish line of the base with its place, pages made from data last."""
    for line in lines(base):
        if line.lang == "sv":
            yield Occurrence(line.path, line.mark.line), words_of(line.text, base)
    for page in base.pages.values():
        for key, text in _front_matter(page):
            yield Occurrence(page.source.file, page.source.document.mark((key,)).line), text
    for addition in base.additions.values():
        yield Occurrence(addition.source.file, addition.source.document.mark(("title",)).line), addition.meta.title
    site = build_site(base, root)
    quoted = _quoted(base)
    for (path, lang), body in site.bodies.items():
        entry = site.entries[path]
        if lang == "sv" and entry.generated:
            words = entry.word(lang)
            body = _TAG.sub(" ", _DRAWING.sub(" ", body.replace("\\", "")))
            if path in _QUOTING:
                body = quoted.sub(" ", body)
            for text in (words.title, words.nav_title, words.description, *body.split("\n")):
                yield Occurrence(path, 0), text


def _quoted(base: Base) -> re.Pattern[str]:
    """Return a pattern for what is quoted as it stands in another language: English terms, and titles of sources."""
    texts = {term.en for term in base.terms.values()} | {source.title for source in base.sources.values()}
    longest_first = sorted(texts, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(text) for text in longest_first)})(?!\w)")


def _front_matter(page: SourcePage) -> Iterable[tuple[str, str]]:
    meta = page.meta
    yield "title", meta.title
    yield "nav_title", meta.nav_title or ""
    yield "description", meta.description
    for use in meta.provisions:
        if isinstance(use, RepealedUse):
            yield "provisions", use.reason
