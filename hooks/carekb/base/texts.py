"""Every running text of the base, in records and on pages, with where it stands: what the checks read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from ..model.fields import Text
from ..model.kinds import KINDS
from ..source.problems import Mark, Problem, problem
from ..source.yaml import Loc, YamlSource
from .base import Base


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
class Line:
    """A line of running text and where it stands; `page` is the page its links are relative to."""

    path: str
    mark: Mark
    text: str
    lang: str
    page: str
    kind: str

    def fault(self, col: int, code: str, message: str) -> Problem:
        """Make a problem at a column of the line (from 1), or at the text's start where columns are not known."""
        place = Mark(self.mark.line, col) if self.kind == "page" else self.mark
        return problem(self.path, place, code, message)


@lru_cache(maxsize=1)  # several checks read the same lines of the same base
def lines(base: Base) -> tuple[Line, ...]:
    """Return every line of every page and addition, outside code fences, and of every text in the records."""
    found: list[Line] = []
    pages = [(page.path, page.versions()) for page in base.pages.values()]
    additions = [(addition.meta.page, addition.versions()) for addition in base.additions.values()]
    for path, versions in (*pages, *additions):
        for lang, _, source in versions:
            found += [Line(source.file, Mark(number, 1), text, lang, path, "page") for number, text in source.lines()]
    for text in texts(base):
        mark = text.mark
        found += [Line(text.document.path, mark, line, text.lang, "", text.kind) for line in text.value.split("\n")]
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
