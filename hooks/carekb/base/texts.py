"""Every running text of the base, in records and on pages, with where it stands: what the checks read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from ..model.fields import Text
from ..model.kinds import KINDS
from ..source.markdown_tree import MarkdownReading, code_in, read
from ..source.problems import Mark, Problem, problem
from ..source.yaml import Loc, YamlSource
from .base import Base

# A text of a record without any of this is only words, and shortcodes: most are.
_MARKDOWN = re.compile(r"\]\(|\][ \n]?\[[^\[]|[`<#~=|\\!]|\*\*|__|\[\^|://|\n *(?:[-*+•]|\d+[.)]) ")


@dataclass(frozen=True, slots=True)
class RecordText:
    """One language of one text of a record."""

    kind: str
    record_id: str
    lang: str
    value: str
    document: YamlSource
    loc: Loc

    @property
    def mark(self) -> Mark:
        """Line and column of the text."""
        return self.document.mark(self.loc)


def texts(base: Base) -> Iterator[RecordText]:
    """Yield every text in two languages of every record; inner records come with their outer one.

    Not of notices: those are plain text, shown letter for letter, in which nothing means anything else.
    """
    for (kind, record_id), place in base.places.items():
        inside = KINDS[kind].inside
        if kind != "notice" and (not inside or inside[0] == "vocab"):
            for lang, value, loc in _walk(base.records[kind][record_id], place.loc):
                yield RecordText(kind, record_id, lang, value, place.document, loc)


@dataclass(frozen=True, slots=True)
class Written:
    """A running text and where it stands; `page` is the page its links are relative to."""

    path: str
    mark: Mark
    reading: MarkdownReading
    lang: str
    page: str
    kind: str

    def fault(self, offset: int, code: str, message: str) -> Problem:
        """Make a problem at an offset of the text, or at the text's start where places are not known."""
        line, col = self.reading.place(offset)
        place = Mark(self.mark.line + line, col) if self.kind == "page" else self.mark
        return problem(self.path, place, code, message)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text, with all code blanked out; `offset` is where in the text it begins."""

    written: Written
    number: int
    offset: int
    text: str

    @property
    def lang(self) -> str:
        """The language of the text."""
        return self.written.lang

    @property
    def kind(self) -> str:
        """What the text is part of: `page`, or a kind of record."""
        return self.written.kind

    @property
    def path(self) -> str:
        """The file."""
        return self.written.path

    @property
    def mark(self) -> Mark:
        """Where the line is in the file: its first column, or the text's start where places are not known."""
        mark = self.written.mark
        return Mark(mark.line + self.number, 1) if self.kind == "page" else mark

    def fault(self, col: int, code: str, message: str) -> Problem:
        """Make a problem at a column of the line (from 1), or at the text's start where places are not known."""
        place = Mark(self.mark.line, col) if self.kind == "page" else self.mark
        return problem(self.path, place, code, message)


@lru_cache(maxsize=1)  # several checks read the same texts of the same base
def writings(base: Base) -> tuple[Written, ...]:
    """Return the text of every page and addition, and every text in the records, as Markdown reads them."""
    found: list[Written] = []
    pages = [(page.path, page.versions()) for page in base.pages.values()]
    additions = [(addition.meta.page, addition.versions()) for addition in base.additions.values()]
    for path, versions in (*pages, *additions):
        for lang, _, source in versions:
            found.append(Written(source.file, Mark(source.body_line, 1), source.reading, lang, path, "page"))
    for text in texts(base):
        reading = read(text.value) if _MARKDOWN.search(text.value) else code_in(text.value)
        found.append(Written(text.document.path, text.mark, reading, text.lang, "", text.kind))
    return tuple(found)


@lru_cache(maxsize=1)
def lines(base: Base) -> tuple[Line, ...]:
    """Return every line of every text."""
    found: list[Line] = []
    for written in writings(base):
        offset = 0
        for number, line in enumerate(written.reading.prose().split("\n")):
            found.append(Line(written, number, offset, line))
            offset += len(line) + 1
    return tuple(found)


def _walk(value: Any, loc: Loc) -> Iterator[tuple[str, str, Loc]]:
    if isinstance(value, Text):
        yield "sv", value.sv, (*loc, "sv")
        if value.en:
            yield "en", value.en, (*loc, "en")
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _walk(getattr(value, name), (*loc, field.alias or name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, (*loc, index))
