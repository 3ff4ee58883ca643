"""What holds: laws, documents, systems, terms, facts, and where they come from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..fields import (
    BiText,
    ContactId,
    Date,
    DocumentId,
    FactId,
    Flag,
    ForumId,
    Line,
    Model,
    ProvisionId,
    Record,
    RoleId,
    Sourced,
    SourceId,
    SystemId,
    Text,
    Url,
)


class Source(Record):
    """Where a statement comes from."""

    title: Line = Field(description="Källans namn.")
    kind: Literal["lag", "forarbete", "styrdokument", "rapport", "webb"] = Field(description="Vilken sorts källa.")
    url: Url | None = Field(None, description="Adress, när källan finns på webben.")
    dated: Line | None = Field(None, description="Källans datum eller år, som text.")
    note: Text | None = Field(None, description="Vad läsaren bör veta om källan, t.ex. att den är äldre.")


class Gap(Record):
    """Something the base does not know, and who could tell."""

    title: BiText = Field(description="Vad som saknas, som en kort rubrik.")
    missing: BiText = Field(description="Vad som saknas och varför det behövs.")
    ask_roles: tuple[RoleId, ...] = Field((), description="Roller som kan svara.")
    ask_forums: tuple[ForumId, ...] = Field((), description="Forum som kan svara.")
    until_then: Text | None = Field(None, description="Vad läsaren gör tills luckan är fylld.")


class Provision(Record):
    """One provision of a law, told in our own words."""

    chapter: str | None = Field(None, pattern=r"^\d{1,3}( [a-z])?$", description="Kapitel.")
    section: str = Field(
        pattern=r"^\d{1,3}( [a-z])?([–-]\d{1,3}( [a-z])?)?$", description="Paragraf, eller intervall som 8–9."
    )
    says: BiText = Field(description="Vad lagrummet säger, med egna ord.")
    from_date: Date | None = Field(None, description="Gäller från, när det skiljer sig från lagens ikraftträdande.")
    to_date: Date | None = Field(None, description="Upphävt från och med detta datum.")
    replaced_by: ProvisionId | None = Field(None, description="Lagrummet som gäller i stället.")


class Law(Record):
    """An act or ordinance."""

    sfs: str = Field(pattern=r"^\d{4}:\d{1,4}$", description="SFS-nummer, till exempel 2017:612.")
    title: Line = Field(description="Författningens namn utan SFS-nummer.")
    name: BiText = Field(description="Kort namn i löpande text, i bestämd form.")
    abbreviation: Line | None = Field(None, description="Förkortning, som HSL.")
    in_force: Date | None = Field(None, description="Trädde i kraft. Utelämnas när uppgiften inte är belagd.")
    repealed: Date | None = Field(None, description="Upphävdes.")
    about: BiText = Field(description="Vad lagen reglerar, i en eller två meningar.")
    url: Url = Field(description="Adress till författningstexten.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Källor.")
    provisions: tuple[Provision, ...] = Field((), description="Lagrum som basen använder.")


class Document(Sourced):
    """A governing document: agreement, guideline, routine, plan."""

    title: Line = Field(description="Dokumentets titel, ordagrant.")
    name: BiText = Field(description="Kort namn i löpande text.")
    kind: Literal["overenskommelse", "riktlinje", "rutin", "plan", "avtal", "uppdrag", "rapport"] = Field(
        description="Vilken sorts dokument."
    )
    about: BiText = Field(description="Vad dokumentet styr och för vem.")
    state: BiText = Field(description="Vad som är känt om giltigheten.")
    decided_by: ForumId | None = Field(None, description="Forumet som beslutar.")
    valid_from: Date | None = Field(None, description="Gäller från.")
    valid_to: Date | None = Field(None, description="Gäller till.")
    replaces: tuple[DocumentId, ...] = Field((), description="Dokument som detta ersätter.")
    url: Url | None = Field(None, description="Adress.")


class Dependency(Model):
    """That one system leans on another, and what is felt when the other one stops."""

    system: SystemId = Field(description="Systemet som behövs.")
    effect: BiText = Field(description="Vad som märks när det systemet inte fungerar.")


class System(Sourced):
    """An IT service or register."""

    name: BiText = Field(description="Systemets namn.")
    kind: Literal["gemensam", "nationell", "regional", "historisk"] = Field(
        description="gemensam: förvaltas av GITS. historisk: används inte längre."
    )
    life: Literal["i-drift", "under-utveckling", "avbruten", "avvecklad"] = Field(
        description="Var i livet systemet är."
    )
    life_note: BiText | None = Field(None, description="Vad som är känt om läget.")
    purpose: BiText = Field(description="Vad systemet är till för.")
    provider: BiText | None = Field(None, description="Vem som tillhandahåller eller driftar det.")
    depends_on: tuple[Dependency, ...] = Field((), description="System det är beroende av.")
    when_down: BiText | None = Field(None, description="Vad användaren gör när systemet inte fungerar.")
    contacts: tuple[ContactId, ...] = Field((), description="Vem man kontaktar.")
    replaced_by: SystemId | None = Field(None, description="Systemet som tog över.")
    availability: FactId | None = Field(
        None, description="Avtalad tillgänglighet (id i data/facts.yml) vars värde börjar med procenttalet."
    )


class Term(Sourced):
    """A glossary term, with the words people really use for it."""

    term: Line = Field(description="Termen som den ska skrivas.")
    en: Line = Field(description="Engelsk term.")
    expansion: Line | None = Field(None, description="Vad en förkortning står för.")
    synonyms: tuple[Line, ...] = Field((), description="Andra ord för samma sak, också äldre.")
    misspellings: tuple[Line, ...] = Field((), description="Vanliga felstavningar.")
    definition: BiText = Field(description="Definition i en mening.")

    def called(self, lang: str) -> str:
        """Return the term in `lang`, or the Swedish one."""
        return self.en if lang == "en" else self.term


class Fact(Sourced):
    """A number or time limit, stated once and quoted by reference."""

    value: BiText = Field(description='Värdet som det skrivs i löpande text, t.ex. "24 timmar".')
    says: BiText = Field(description="Vad värdet betyder, i en mening.")
    provisions: tuple[ProvisionId, ...] = Field((), description="Lagrum som anger värdet.")


class SearchWord(Record):
    """What readers write, and what the base calls it: corrects what search gets wrong by itself."""

    lang: Literal["sv", "en"] = Field("sv", description="Språket i sökningen.")
    words: tuple[Line, ...] = Field(min_length=1, description="Det som läsaren skriver, ord eller uttryck.")
    means: tuple[Line, ...] = Field((), description="Det som basen kallar det. Söks också.")
    same: Flag = Field(False, description="true när orden betyder samma sak åt båda hållen.")
    parts: tuple[Line, ...] = Field((), description="Hur ett sammansatt ord delas. En enda del: ordet delas inte.")
    form_of: Line | None = Field(None, description="Grundformen, när ordet är en böjning som sökningen inte känner.")
