"""Who works here: roles, forums, areas, municipalities, associations, contact paths, processes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..fields import (
    AreaId,
    AssociationId,
    BiText,
    Clock,
    ContactId,
    Date,
    FactId,
    Flag,
    ForumId,
    GapId,
    Line,
    Model,
    PagePath,
    ProvisionId,
    Record,
    RoleId,
    Sourced,
    SourceId,
    Status,
    SystemId,
    TermId,
    Text,
    TopicId,
    Url,
)


class Role(Sourced):
    """A function that people fill; never a person."""

    name: BiText = Field(description="Rollens namn i obestämd form, med liten bokstav.")
    group: Literal["vard-och-omsorg", "stod", "forvaltning"] = Field(
        description="vard-och-omsorg: möter den enskilde. stod: hjälper kollegor. forvaltning: sköter och beslutar."
    )
    summary: BiText = Field(description="En eller två meningar: vad rollen ansvarar för.")
    tasks: tuple[BiText, ...] = Field(min_length=1, description="Vad rollen gör, en uppgift per rad.")
    contacts: tuple[ContactId, ...] = Field((), description="Vem rollen vänder sig till (id i data/contacts.yml).")


class Participant(Model):
    """Who sits in a forum: a role of ours, or a described group."""

    role: RoleId | None = Field(None, description="Roll-id, när deltagaren är en av rollerna.")
    who: BiText | None = Field(None, description="Beskrivning, när deltagaren inte är en roll i basen.")


class Forum(Sourced):
    """A group that meets: decides, prepares, works."""

    name: BiText = Field(description="Forumets namn.")
    short: Line | None = Field(None, description="Kortnamn, som VVG eller SITIV AU.")
    kind: Literal["politiskt", "beslutande", "beredande", "arbetande", "operativt"] = Field(
        description="Vad forumet gör i kedjan."
    )
    ended: Text | None = Field(None, description="För forum som upphört: när och vad som tog över.")
    task: BiText = Field(description="Forumets uppgift.")
    participants: tuple[Participant, ...] = Field(min_length=1, description="Vilka som deltar.")
    frequency: BiText | None = Field(None, description="Hur ofta forumet möts. Utelämnas när det inte är känt.")
    convener: RoleId | None = Field(None, description="Rollen som kallar. Utelämnas när det inte är känt.")
    decides: BiText | None = Field(None, description="Vad forumet beslutar eller bereder.")
    reports_to: tuple[ForumId, ...] = Field((), description="Forum dit frågor går vidare.")


class Area(Sourced):
    """One of the six sub-regional collaboration areas."""

    name: BiText = Field(description="Områdets namn.")
    long_name: BiText = Field(description="Områdets fullständiga namn.")
    about: BiText = Field(description="Kort om området.")
    url: Url | None = Field(None, description="Områdets egen webbsida.")


class Municipality(Record):
    """One of the 49 municipalities."""

    code: str = Field(pattern=r"^14\d\d$", description="SCB:s kommunkod, fyra siffror som börjar med 14.")
    name: Line = Field(description="Kommunens namn utan ordet kommun.")
    official_name: Line = Field(description="Kommunens officiella namn.")
    association: AssociationId = Field(description="Kommunalförbund.")
    area: AreaId | None = Field(description="Delregionalt vårdsamverkansområde. Tomt när det inte är fastställt.")
    area_status: Status | None = Field(None, description="Hur säker områdestillhörigheten är.")
    gaps: tuple[GapId, ...] = Field((), description="Luckor som gäller kommunen.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Källor.")


class Association(Sourced):
    """One of the four associations of municipalities."""

    name: BiText = Field(description="Kortnamn.")
    official_name: Line = Field(description="Förbundets officiella namn.")
    about: BiText = Field(description="Kort om förbundet.")


class Address(Model):
    """A function's address, never a person's."""

    kind: Literal["e-post", "telefon", "webb"] = Field(description="Vilken sorts adress det är.")
    value: Line = Field(description="Adressen: funktionsbrevlåda, växel eller webbadress.")
    confirmed: Flag = Field(description="true när funktionen själv har bekräftat adressen.")
    checked: Date | None = Field(None, description="När adressen senast kontrollerades.")


class Opening(Model):
    """When a function answers on some days of the week; one that closes at or before it opens closes the next day."""

    days: tuple[Literal["mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag"], ...] = Field(
        min_length=1, description="Veckodagarna."
    )
    opens: Clock = Field(description="Öppnar, till exempel 08:00.")
    closes: Clock = Field(description="Stänger, till exempel 16:30. En tid före öppningen gäller dagen efter.")


class DeviatingDate(Model):
    """A date with other hours than its weekday; without times it is closed."""

    date: Date = Field(description="Datumet.")
    opens: Clock | None = Field(None, description="Öppnar. Utelämnas när det är stängt hela dagen.")
    closes: Clock | None = Field(None, description="Stänger. Utelämnas när det är stängt hela dagen.")


class Hours(Model):
    """When a function answers: by the week, less holidays and eves, with dates of their own. Swedish time."""

    weekly: tuple[Opening, ...] = Field(min_length=1, description="Öppettider en vanlig vecka.")
    holidays: Literal["stangt", "som-vanligt"] = Field("stangt", description="Helgdagar (röda dagar).")
    eves: Literal["stangt", "som-vanligt"] = Field(
        "stangt", description="Påskafton, midsommarafton, julafton och nyårsafton."
    )
    half_days_close: Clock | None = Field(
        None,
        description="Stänger tidigare på trettondagsafton, skärtorsdagen, valborgsmässoafton och allhelgonaafton.",
    )
    dates: tuple[DeviatingDate, ...] = Field((), description="Datum med andra tider. De går före allt annat.")
    confirmed: Flag = Field(description="true när funktionen själv har bekräftat öppettiderna.")
    checked: Date | None = Field(None, description="När öppettiderna senast kontrollerades.")


class Contact(Sourced):
    """One step of a contact path: a function, at a level, for some topics."""

    name: BiText = Field(description="Funktionens namn.")
    level: Literal["lokal", "delregional", "regional", "leverantor"] = Field(description="Nivå i kontaktvägen.")
    area: AreaId | None = Field(None, description="Området kontakten gäller. Tomt betyder hela länet.")
    topics: tuple[TopicId, ...] = Field(min_length=1, description="Vad man kan få hjälp med (ämnen i data/vocab.yml).")
    systems: tuple[SystemId, ...] = Field((), description="System kontakten hjälper till med.")
    helps_with: BiText = Field(description="Vad kontakten hjälper till med.")
    have_ready: tuple[BiText, ...] = Field((), description="Vad man bör ha till hands.")
    addresses: tuple[Address, ...] = Field((), description="Kända adresser. Hitta aldrig på en adress.")
    hours: Hours | None = Field(None, description="Öppettider. Utelämnas när de inte är kända. Hitta aldrig på tider.")
    confirmer: BiText | None = Field(None, description="Vem som kan bekräfta det som saknas eller inte är bekräftat.")


class Step(Record):
    """One step of a process: who does what, when, and what it rests on."""

    name: BiText = Field(description="Stegets namn.")
    actors: tuple[RoleId, ...] = Field(min_length=1, description="Rollerna som agerar.")
    receivers: tuple[RoleId, ...] = Field((), description="Rollerna som tar emot.")
    action: BiText = Field(description="Vad den agerande gör, i en mening.")
    respond: BiText | None = Field(None, description="Vad mottagaren gör, i en mening.")
    deadline: FactId | None = Field(None, description="Tidsgränsen (id i data/facts.yml).")
    message: TermId | None = Field(None, description="Meddelandet i SAMSA (id i data/glossary.yml).")
    pitfalls: tuple[BiText, ...] = Field((), description="Vad som kan gå fel.")
    provisions: tuple[ProvisionId, ...] = Field((), description="Lagrum.")
    page: PagePath | None = Field(None, description="Sidan om steget.")


class Process(Sourced):
    """A shared way of working, as steps in order."""

    name: BiText = Field(description="Processens namn.")
    summary: BiText = Field(description="Vad processen är till för.")
    page: PagePath | None = Field(None, description="Processens översiktssida.")
    steps: tuple[Step, ...] = Field(min_length=2, description="Stegen i ordning.")
