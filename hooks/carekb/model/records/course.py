"""Courses: what to learn, for whom and at which level."""

from __future__ import annotations

from pydantic import Field

from ..fields import (
    BiText,
    Date,
    LevelId,
    Model,
    PagePath,
    Record,
    RoleId,
    SourceId,
    Whole,
)


class Goal(Model):
    """What a learner can do afterwards, and the page that teaches it."""

    goal: BiText = Field(description="Vad deltagaren kan efteråt.")
    page: PagePath = Field(description="Sidan som lär ut det.")


class Course(Record):
    """What to learn, for whom and at which level."""

    name: BiText = Field(description="Kursens namn.")
    level: LevelId = Field(description="Nivå (data/vocab.yml).")
    roles: tuple[RoleId, ...] = Field(min_length=1, description="Roller som kursen är för.")
    summary: BiText = Field(description="Vad kursen ger.")
    goals: tuple[Goal, ...] = Field(min_length=1, description="Lärandemål i ordning.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Källor.")
    owner: RoleId = Field(description="Rollen som äger kursen.")
    reviewed: Date | None = Field(None, description="När kursen senast granskades. Utelämnas för ett utkast.")
    review_months: Whole = Field(ge=1, le=36, description="Månader mellan granskningar.")
