"""The kinds of values that records are made of: texts in two languages, ids, references, dates.

Knows nothing of any particular record, of files, or of MkDocs.
YAML scalars reach these types as text (see `carekb.source.yaml`), so every type here reads text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""ASCII kebab-case; ids are addresses and never change their spelling."""

Status = Literal["V", "Ä", "E", "H"]
"""How well a statement is known: Verified, older (Ä), a single voice (E), derived (H). `U` (unknown) is a gap."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a text field as the id of a record of `kind`, so that one check can resolve them all."""

    kind: str


class Model(BaseModel):
    """Base of everything read from YAML: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


def _matching(pattern: str, message: str) -> Callable[[Any], Any]:
    """Return a validator that lets only text of `pattern` through to pydantic's own, more liberal, parser."""
    compiled = re.compile(pattern, re.ASCII)

    def check(value: Any) -> Any:
        if isinstance(value, str) and not compiled.fullmatch(value.strip()):
            raise ValueError(message)
        return value

    return check


def _zoned(value: datetime) -> datetime:
    if value.tzinfo is None:  # pragma: no cover - the pattern demands a zone
        raise ValueError("zone")
    return value


# pydantic alone would read "1234567" as a Unix time and "yes" as true: only the one written form counts here.
Date = Annotated[date, BeforeValidator(_matching(r"\d{4}-\d{2}-\d{2}", "date"))]
"""A calendar date, `2026-11-22`."""

Moment = Annotated[
    datetime,
    BeforeValidator(_matching(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})", "moment")),
    AfterValidator(_zoned),
]
"""A point in time with its zone, `2026-11-22T18:00+01:00`."""

Clock = Annotated[str, BeforeValidator(_matching(r"([01]\d|2[0-3]):[0-5]\d|24:00", "clock"))]
"""A time of day in Sweden, `08:00`; `24:00` is the end of the day."""

Flag = Annotated[bool, BeforeValidator(_matching(r"true|false", "flag"))]
Whole = Annotated[int, BeforeValidator(_matching(r"-?\d{1,9}", "whole"))]
Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
Line = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\n]*$")]
"""One line of plain text."""
Prose = Annotated[str, Field(min_length=1, max_length=20_000)]
"""Markdown, one or more paragraphs."""
Fingerprint = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
"""What a page said when something was reviewed against it, see `carekb.relations.additions`."""
Url = Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=1000)]


class Text(Model):
    """A text that must exist in Swedish and may exist in English."""

    sv: Prose = Field(description="Svensk text.")
    en: Prose | None = Field(None, description="Engelsk text. Får saknas.")

    def get(self, lang: str) -> str:
        """Return the text in `lang`, or the Swedish one where there is no translation."""
        return getattr(self, lang, None) or self.sv


class BiText(Text):
    """A text that must exist in both languages: names, headings, anything shown in navigation."""

    en: Prose = Field(description="Engelsk text.")


RoleId = Annotated[Id, Ref("role")]
ForumId = Annotated[Id, Ref("forum")]
AreaId = Annotated[Id, Ref("area")]
AssociationId = Annotated[Id, Ref("association")]
SystemId = Annotated[Id, Ref("system")]
ContactId = Annotated[Id, Ref("contact")]
DocumentId = Annotated[Id, Ref("document")]
LawId = Annotated[Id, Ref("law")]
ProvisionId = Annotated[Id, Ref("provision")]
TermId = Annotated[Id, Ref("term")]
FactId = Annotated[Id, Ref("fact")]
SourceId = Annotated[Id, Ref("source")]
GapId = Annotated[Id, Ref("gap")]
TopicId = Annotated[Id, Ref("topic")]
LevelId = Annotated[Id, Ref("level")]
ProcessId = Annotated[Id, Ref("process")]
StepId = Annotated[Id, Ref("step")]
FaqId = Annotated[Id, Ref("faq")]
PagePath = Annotated[str, Field(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)*\.md$", max_length=200), Ref("page")]
"""A Swedish page as a path below `docs/`, `rutiner/evi.md`; the same form for a page made from data."""


class Record(Model):
    """Base of every record: an id that stays for ever, and where its statements come from."""

    id: Id = Field(description="Postens id: gemener a–z, siffror och bindestreck. Ändras aldrig utan former_ids.")
    former_ids: tuple[Id, ...] = Field((), description="Tidigare id. Gamla adresser leder hit.")


class Sourced(Record):
    """A record that states something about the world, and so says from where and how surely."""

    sources: tuple[SourceId, ...] = Field(min_length=1, description="Källor (id i data/sources.yml).")
    status: Status = Field("V", description="V verifierad, Ä äldre, E enskild röst, H härledd.")
    year: Whole | None = Field(None, ge=1990, le=2100, description="Året uppgiften gäller. Krävs när status är Ä.")
    gaps: tuple[GapId, ...] = Field((), description="Luckor som gäller posten (id i data/gaps.yml).")
