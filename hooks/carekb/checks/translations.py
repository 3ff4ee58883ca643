"""Two languages, one fact: a translation has the parts of the original, and each part says the same numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pydantic import BaseModel

from ..base.addresses import name
from ..base.base import Base
from ..base.pages import SourceAddition, SourcePage
from ..base.texts import RecordText, texts
from ..language import numbers
from ..languages import LANGUAGES
from ..model.records.front_matter import Addition, Page
from ..relations.made_pages import generated_pages
from ..source import personal_numbers
from ..source.markdown import MarkdownSource
from ..source.problems import Mark, Problem, problem
from ..source.shortcodes import find, without_code

_HEADING = re.compile(r"(#{1,6})\s")
_ITEM = re.compile(r"\s*(\d+[.)]|[-*+])\s")
_ADDRESS = re.compile(r"\]\([^)]*\)|<https?:[^>]*>|https?:\S+|\{[^}]*\}")
_NUMBERED = re.compile(r"^\s*\d+[.)]\s")
# What only those who read the translation need to be told: that what a link leads to is in Swedish.
_ABOUT_LANGUAGE = re.compile(r"[^.]*\bin Swedish\b[^.]*\.")
_COMPARED = ("fakta", "lag")
_TITLED_BY_NAME = ("system", "law", "area", "forum")
"""Kinds whose pages have the name of the record as their title, and nothing more."""

Lines = Iterable[tuple[int, str]]
"""(line number, line)."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines with no empty line between them."""

    line: int
    shape: tuple[str, int]
    """What it is, and how long or how deep."""
    text: str


def check_translations(base: Base) -> Iterator[Problem]:
    """A translated page or addition has the parts of the original in its order, and each part its numbers."""
    written: tuple[SourcePage | SourceAddition, ...] = (*base.pages.values(), *base.additions.values())
    for page in written:
        for lang, (meta, source) in page.translations.items():
            yield from _of_head(page.meta, meta, source, lang)
            for line, message in _of_body(page.source.lines(), source.lines(), lang):
                yield problem(source.file, Mark(line), "KB420", message)


def check_translated_texts(base: Base) -> Iterator[Problem]:
    """A text of a record says the same in both languages, as far as can be counted."""
    written: dict[tuple[str, object], dict[str, RecordText]] = {}
    for text in texts(base):
        written.setdefault((text.document.path, text.loc[:-1]), {})[text.lang] = text
    for found in written.values():
        for text in found.values():
            if text.lang != LANGUAGES[0]:
                for _, message in _of_body(_numbered(found[LANGUAGES[0]]), _numbered(text), text.lang):
                    yield problem(text.document.path, text.mark, "KB420", message)


def check_titles(base: Base) -> Iterator[Problem]:
    """No two pages have the same title in one language."""
    for lang in LANGUAGES:
        taken = dict(_made_titles(base, lang))
        for page in base.pages.values():
            if lang == LANGUAGES[0] or lang in page.translations:
                meta, source = page.text(lang)
                first = taken.setdefault(meta.title.casefold(), source.file)
                if first != source.file:
                    message = f'rubriken "{meta.title}" finns redan ({first}). Ge sidan en egen rubrik.'
                    yield source.document.at(("title",), "KB421", message)


def _made_titles(base: Base, lang: str) -> Iterator[tuple[str, str]]:
    """Yield (title, file) of the pages made from data that have the name of a record as it is."""
    for kind in _TITLED_BY_NAME:
        for record_id in base.records[kind]:
            yield name(base, kind, record_id, lang).casefold(), base.places[kind, record_id].document.path
    for page in generated_pages(base):
        section = base.sections.get(page.path.removesuffix("/index.md"))
        if section:
            yield section.name.get(lang).casefold(), page.data


def _numbered(text: RecordText) -> Lines:
    return enumerate(text.value.split("\n"), 1)


def _of_head(original: Page | Addition, meta: BaseModel, source: MarkdownSource, lang: str) -> Iterator[Problem]:
    for field in ("title", "description"):
        first, other = getattr(original, field, None), getattr(meta, field, None)
        if first and other and (message := _difference(first, other, lang)):
            yield source.document.at((field,), "KB420", message)


def _of_body(first: Lines, other: Lines, lang: str) -> Iterator[tuple[int, str]]:
    """Yield (line of the translation, message); what follows a part that is not the same part is not compared."""
    original, translated = list(_blocks(first)), list(_blocks(other))
    if len(translated) > len(original):
        translated = [block for block in translated if not _ABOUT_LANGUAGE.fullmatch(block.text)]
    for sv, en in zip(original, translated, strict=False):
        if sv.shape != en.shape:
            yield en.line, f"här står {_said(en)}, men på svenska {_said(sv)} (rad {sv.line}). Låt texterna följas åt."
            return
        if message := _difference(sv.text, en.text, lang):
            yield en.line, message
    if len(original) != len(translated):
        line = translated[-1].line if translated else 1
        yield line, f"texten har {len(translated)} stycken, men på svenska {len(original)}. Låt texterna följas åt."


def _blocks(lines_: Lines) -> Iterator[_Block]:
    for empty, lines in groupby(lines_, key=lambda line: not line[1].strip()):
        if not empty:
            found = list(lines)
            yield _Block(found[0][0], _shape([text for _, text in found]), "\n".join(text for _, text in found))


def _shape(lines: list[str]) -> tuple[str, int]:
    if heading := _HEADING.match(lines[0]):
        return "rubrik", len(heading[1])
    if lines[0].lstrip().startswith("|"):
        return "tabell", len(lines)
    items = sum(bool(_ITEM.match(line)) for line in lines)
    return ("lista", items) if items else ("text", 0)


def _said(block: _Block) -> str:
    what, size = block.shape
    return {
        "rubrik": f"en rubrik på nivå {size}",
        "tabell": f"en tabell med {size} rader",
        "lista": f"en lista med {size} punkter",
        "text": "ett stycke",
    }[what]


def _difference(first: str, other: str, lang: str) -> str | None:
    """Return what a text and its translation to `lang` say differently, or None."""
    if any(found for text in (first, other) for found in personal_numbers.find(text)):
        return None  # reported as what it is, and never repeated
    sv, translated = _codes(first), _codes(other)
    codes = sorted((sv - translated).elements()), sorted((translated - sv).elements())
    if any(codes):
        return f"kortkoderna skiljer sig: {_only(codes)}. Använd samma på båda språken."
    said = numbers.differing(_words(first), _words(other), lang)
    return f"talen skiljer sig: {_only(said)}. Rätta det som är fel." if any(said) else None


def _only(found: tuple[list[str], list[str]]) -> str:
    places = zip(found, ("på svenska", "i översättningen"), strict=True)
    return " och ".join(f"{', '.join(some)} bara {where}" for some, where in places if some)


def _codes(text: str) -> Counter[str]:
    return Counter(
        f"[[{code.kind}:{code.target}]]" for line in text.split("\n") for code in find(line) if code.kind in _COMPARED
    )


def _words(text: str) -> str:
    """Return a text without shortcodes, addresses, code and the numbers of its steps."""
    lines = []
    for line in text.split("\n"):
        for code in reversed(list(find(line))):
            line = line[: code.start] + (code.words or "") + line[code.end :]
        lines.append(_NUMBERED.sub("", _ADDRESS.sub("]", without_code(line))))
    return "\n".join(lines)
