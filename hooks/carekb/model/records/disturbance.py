"""Disruptions, planned stops and information about the service, and what was said of them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..fields import (
    AreaId,
    ContactId,
    Line,
    Model,
    Moment,
    PagePath,
    Record,
    RoleId,
    SystemId,
    Text,
)

SystemState = Literal["fungerar", "forsamrad", "underhall", "delvis-avbrott", "avbrott"]
"""How a system is, from well to worst."""


NoticeKind = Literal["storning", "underhall", "information"]


UpdateState = Literal[
    "undersoks", "identifierad", "bevakas", "lost", "planerad", "pagar", "verifieras", "genomford", "installd"
]


class Heading(Text):
    """A heading in plain text that must exist in Swedish and may exist in English."""

    sv: Line = Field(description="Svensk text.")
    en: Line | None = Field(None, description="Engelsk text. Får saknas.")


class Disturbance(Model):
    """A system touched by a notice, and how badly."""

    system: SystemId = Field(description="Systemet som berörs.")
    state: SystemState = Field(description="Systemets läge.")


class NoticeUpdate(Model):
    """What was said about a notice, at a time."""

    at: Moment = Field(description="Tidpunkt med zon.")
    state: UpdateState = Field(
        description="Läget efter uppdateringen. undersoks: orsaken söks. identifierad: orsaken är hittad. "
        "bevakas: felet är åtgärdat och bevakas. lost: störningen är över. "
        "planerad: stoppet har inte börjat. pagar: stoppet pågår. verifieras: arbetet är gjort och kontrolleras. "
        "genomford: stoppet är klart. installd: stoppet blir inte av."
    )
    text: Text = Field(description="Vad som har hänt. Vanlig text, inte Markdown.")
    systems: tuple[Disturbance, ...] = Field((), description="System vars läge ändrades.")
    since: Moment | None = Field(
        None,
        description="När det hände, om det var före uppdateringen: när störningen var löst eller kom tillbaka, "
        "när stoppet började eller var klart, när systemets läge ändrades.",
    )
    start: Moment | None = Field(None, description="Ny början, om tiden flyttas eller rättas.")
    end: Moment | None = Field(None, description="Nytt slut, om ett stopp eller en information flyttas eller förlängs.")


class Notice(Record):
    """A disruption, a planned stop, or information about the service. Its texts are plain text, never Markdown."""

    kind: NoticeKind = Field(
        description="Vilken sorts notis. storning: något fungerar inte. underhall: ett planerat stopp."
    )
    title: Heading = Field(description="Rubrik. Nämn systemet och vad som märks.")
    text: Text = Field(description="Vad som händer och vad man gör.")
    works: Text | None = Field(None, description="Vad som fungerar.")
    fails: Text | None = Field(None, description="Vad som inte fungerar.")
    systems: tuple[Disturbance, ...] = Field((), description="System som berörs, med läget medan det pågår.")
    areas: tuple[AreaId, ...] = Field((), description="Områden som berörs. Tomt betyder alla.")
    roles: tuple[RoleId, ...] = Field((), description="Roller som berörs. Tomt betyder alla.")
    start: Moment = Field(description="Börjar, med zon, så som det först sades.")
    end: Moment | None = Field(
        None,
        description="Slutar, med zon, så som det först sades. Krävs för planerade stopp. "
        "En störning slutar med den uppdatering som säger att den är löst.",
    )
    routine: PagePath | None = Field(None, description="Sidan med reservrutinen.")
    contact: ContactId | None = Field(None, description="Vem man vänder sig till.")
    updates: tuple[NoticeUpdate, ...] = Field(min_length=1, description="Uppdateringar, den senaste sist.")
