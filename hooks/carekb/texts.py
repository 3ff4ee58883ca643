"""Every running text in the records, with where it stands: what checks and search read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from .base import Base
from .fields import Text
from .kinds import KINDS
from .problems import Mark
from .yamlnodes import Document, Loc


@dataclass(frozen=True, slots=True)
class RecordText:
    """One language of one text of a record."""

    kind: str
    record_id: str
    lang: str
    value: str
    document: Document
    loc: Loc

    @property
    def mark(self) -> Mark:
        """Line and column of the text."""
        return self.document.mark(self.loc)


def texts(base: Base) -> Iterator[RecordText]:
    """Yield every text in two languages of every record; inner records come with their outer one."""
    for (kind, record_id), place in base.places.items():
        inside = KINDS[kind].inside
        if not inside or inside[0] == "vocab":
            for lang, value, loc in _walk(base.records[kind][record_id], place.loc):
                yield RecordText(kind, record_id, lang, value, place.document, loc)


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
