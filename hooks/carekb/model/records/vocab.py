"""The vocabulary that editors choose from."""

from __future__ import annotations

from pydantic import Field

from ..fields import (
    BiText,
    Date,
    Flag,
    Model,
    PagePath,
    Record,
    RoleId,
    Whole,
)


class Topic(Record):
    """A subject that questions and contacts are sorted by."""

    name: BiText = Field(description="Ämnets namn.")
    about: BiText = Field(description="Vad ämnet omfattar, i en mening.")
    need: BiText | None = Field(None, description="Ärendet så som den som söker hjälp säger det.")
    meanwhile: BiText | None = Field(None, description="Vad man gör medan man väntar på hjälp.")
    pages: tuple[PagePath, ...] = Field((), description="Sidor som hjälper under tiden, den viktigaste först.")


class Level(Record):
    """A level of learning."""

    name: BiText = Field(description="Nivåns namn.")


class Ground(Record):
    """What a statement rests on: law, decided routine, plan, experience, inference or advice."""

    name: BiText = Field(description="Ordet på märket.")
    about: BiText = Field(description="Vad märket betyder, i en eller två meningar.")


class Section(Record):
    """A top folder of the site, in menu order."""

    name: BiText = Field(description="Avsnittets namn i menyn.")
    about: BiText = Field(description="Vad man hittar där.")
    main: Flag = Field(description="true för avsnitt i huvudmenyn, false för dem i sidfoten.")
    owner: RoleId = Field(description="Rollen som äger de sidor i avsnittet som görs ur data.")
    reviewed: Date | None = Field(None, description="När de senast granskades. Utelämnas för utkast.")
    review_months: Whole = Field(ge=1, le=36, description="Månader mellan granskningar.")


class Vocab(Model):
    """The closed lists editors choose from, and the day the base began."""

    started: Date = Field(description="Basens första dag. Ingen granskning kan vara äldre.")
    dropped: tuple[PagePath, ...] = Field((), description="Sidor som är borttagna, och vars adress inte leder vidare.")
    topics: tuple[Topic, ...] = Field(min_length=1, description="Ämnen.")
    levels: tuple[Level, ...] = Field(min_length=1, description="Utbildningsnivåer.")
    grounds: tuple[Ground, ...] = Field(min_length=1, description="Vad ett påstående vilar på, i märkenas ordning.")
    sections: tuple[Section, ...] = Field(min_length=1, description="Avsnitt i menyordning.")
