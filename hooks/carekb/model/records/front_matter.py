"""What editors write: pages, questions and answers, notices, courses, and the vocabulary they choose from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..fields import (
    AreaId,
    BiText,
    ContactId,
    Date,
    DocumentId,
    Fingerprint,
    Flag,
    GapId,
    LevelId,
    Line,
    Model,
    Moment,
    PagePath,
    ProcessId,
    ProvisionId,
    Record,
    RoleId,
    SourceId,
    SystemId,
    Text,
    TopicId,
    Whole,
)

Kind = Literal["start", "rutin", "guide", "manual", "utbildning", "kontakt", "nyhet", "om", "redaktion"]
"""What a hand-written page is. Routines, guides and manuals must name sources."""

SOURCED_KINDS = ("rutin", "guide", "manual")


class RepealedUse(Model):
    """A reference to a repealed provision, with the reason why the page still needs it."""

    id: ProvisionId = Field(description="Lagrummets id.")
    reason: Line = Field(description="Varför sidan hänvisar till ett upphävt lagrum.")


class Page(Model):
    """Front matter of a Swedish page, `docs/**/x.md`."""

    title: Line = Field(description="Sidans rubrik.")
    nav_title: Line | None = Field(None, description="Kortare rubrik i menyn.")
    description: Line = Field(description="Sidan i en mening. Visas under rubriken och i sökträffar.")
    kind: Kind = Field(description="Vilken sorts sida det är.")
    owner: RoleId = Field(description="Rollen som äger sidan.")
    reviewed: Date | None = Field(None, description="När sidan senast granskades. Utelämnas för ett utkast.")
    review_months: Whole = Field(ge=1, le=36, description="Hur många månader som högst mellan granskningar.")
    audience: tuple[RoleId, ...] = Field((), description="Roller som sidan är till för. Tomt betyder alla.")
    order: Whole = Field(500, ge=0, le=999, description="Plats i menyn, lägst först.")
    search: Literal["hela", "rubrik"] = Field(
        "hela", description="Vad sökningen läser: hela sidan, eller bara rubriken när sidan är till för redaktionen."
    )
    sources: tuple[SourceId, ...] = Field((), description="Källor.")
    documents: tuple[DocumentId, ...] = Field((), description="Styrdokument som sidan vilar på.")
    provisions: tuple[ProvisionId | RepealedUse, ...] = Field((), description="Lagrum som sidan vilar på.")
    systems: tuple[SystemId, ...] = Field((), description="System som sidan handlar om.")
    processes: tuple[ProcessId, ...] = Field((), description="Processer som sidan hör till.")
    areas: tuple[AreaId, ...] = Field((), description="Områden sidan gäller. Tomt betyder alla.")
    topics: tuple[TopicId, ...] = Field((), description="Ämnen.")
    gaps: tuple[GapId, ...] = Field((), description="Luckor som sidan väntar på.")
    old_paths: tuple[PagePath, ...] = Field((), description="Sidans tidigare filnamn. Gamla adresser leder hit.")
    published: Date | None = Field(None, description="När en nyhet publicerades.")
    changed_pages: tuple[PagePath, ...] = Field((), description="För nyheter: sidorna som ändrades.")

    @property
    def provision_ids(self) -> tuple[str, ...]:
        """The ids of the provisions, with or without a reason."""
        return tuple(use if isinstance(use, str) else use.id for use in self.provisions)


class Translation(Model):
    """Front matter of a translated page, `docs/**/x.en.md`; all else comes from the Swedish page."""

    title: Line = Field(description="Rubriken på språket.")
    nav_title: Line | None = Field(None, description="Kortare rubrik i menyn.")
    description: Line = Field(description="Sidan i en mening.")


class Addition(Model):
    """Front matter of a local addition, `data/additions/<place>/x.md`; the folder says whose it is."""

    title: Line = Field(description="Vad tillägget handlar om.")
    page: PagePath = Field(description="Sidan som tillägget hör till.")
    after: Line | None = Field(
        None,
        description="Rubrikens ankare på den svenska sidan. Tillägget visas sist i avsnittet, annars sist på sidan.",
    )
    owner: RoleId = Field(description="Rollen som äger tillägget.")
    reviewed: Date = Field(description="När tillägget senast granskades mot sidan.")
    review_months: Whole = Field(ge=1, le=36, description="Hur många månader som högst mellan granskningar.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Källor.")
    fingerprint: Fingerprint | None = Field(
        None, description='Sidans kontrollsumma när tillägget granskades. Skrivs av "kb tillagg granskat".'
    )


class AdditionTranslation(Model):
    """Front matter of a translated addition, `x.en.md`; all else comes from the Swedish one."""

    title: Line = Field(description="Vad tillägget handlar om, på språket.")


class Faq(Record):
    """A question and its short answer."""

    question: Text = Field(description="Frågan så som den ställs.")
    asked_as: tuple[Text, ...] = Field(
        (), description="Andra sätt att ställa samma fråga. Visas inte, men sökningen hittar svaret på dem."
    )
    answer: Text = Field(description="Svaret, kort. Markdown. Börja med svaret.")
    topic: TopicId = Field(description="Ämne.")
    former_topics: tuple[TopicId, ...] = Field(
        (), description="Ämnen som svaret har legat under. Där finns en länk hit, också från tidigare id."
    )
    roles: tuple[RoleId, ...] = Field((), description="Roller som frågar. Tomt betyder alla.")
    pages: tuple[PagePath, ...] = Field(min_length=1, description="Sidor som svaret vilar på.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Källor.")
    provisions: tuple[ProvisionId | RepealedUse, ...] = Field((), description="Lagrum.")
    gaps: tuple[GapId, ...] = Field((), description="Luckor som svaret väntar på.")
    owner: RoleId = Field(description="Rollen som äger svaret.")
    reviewed: Date | None = Field(None, description="När svaret senast granskades. Utelämnas för ett utkast.")
    review_months: Whole = Field(ge=1, le=36, description="Månader mellan granskningar.")


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
    topics: tuple[Topic, ...] = Field(min_length=1, description="Ämnen.")
    levels: tuple[Level, ...] = Field(min_length=1, description="Utbildningsnivåer.")
    grounds: tuple[Ground, ...] = Field(min_length=1, description="Vad ett påstående vilar på, i märkenas ordning.")
    sections: tuple[Section, ...] = Field(min_length=1, description="Avsnitt i menyordning.")
