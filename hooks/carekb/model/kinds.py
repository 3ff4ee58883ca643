"""The kinds of records and of pages: one row for each, from which all tables of kinds are derived.

A row says which model and file a kind has, which word an editor uses for it, where it is read and listed, and how
search weighs its pages. `docs/om/arkitektur.md` says how to add a kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from .fields import Record
from .records.course import Course
from .records.disturbance import Notice
from .records.faq import Faq
from .records.figures import Figure
from .records.knowledge import Document, Fact, Gap, Law, Provision, SearchWord, Source, System, Term
from .records.organisation import Area, Association, Contact, Forum, Municipality, Process, Role, Step
from .records.vocab import Ground, Level, Section, Topic, Vocab


class PageKind(StrEnum):
    """What a page is to its reader. The label is `kinds` in the words of each language.

    `weight` is how far search puts such a page before others, 100 for neither: what one does comes first, then what
    explains, then what is about the site.
    """

    weight: int

    def __new__(cls, name: str, weight: int = 0) -> PageKind:
        """Make a kind with a name and a weight; `PageKind(name)` looks one up."""
        kind = str.__new__(cls, name)
        kind._value_ = name
        kind.weight = weight
        return kind

    RUTIN = "rutin", 112
    GUIDE = "guide", 112
    MANUAL = "manual", 108
    FRAGA = "fraga", 100
    SYSTEM = "system", 98
    ROLL = "roll", 96
    FORUM = "forum", 95
    OMRADE = "omrade", 95
    LAG = "lag", 92
    SOK = "sok", 90
    UTBILDNING = "utbildning", 88
    STYRDOKUMENT = "styrdokument", 85
    NYHET = "nyhet", 72
    KONTAKT = "kontakt", 64
    ORDLISTA = "ordlista", 62
    START = "start", 60
    OM = "om", 50
    REDAKTION = "redaktion", 35


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Where a record is read: `at` is the path of a page, or an anchor on one, with fields of the record in braces.

    With a `kind` each record has a page of its own, from the template `overrides/kb/pages/<kind of record>.md`.
    """

    at: str
    kind: PageKind | None = None
    whole: bool = True
    """Whether search reads the whole page; False where it only repeats what stands elsewhere."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """The page that lists all records of a kind, from a template with the name of their data file."""

    path: str
    kind: PageKind
    order: int = 500
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record. `path` is a list file, or a folder (ending in `/`) with one record per file."""

    name: str
    model: type[Record]
    word: str
    """What an error calls one of them, `rollen`."""
    plural: str
    """What the documentation calls them, `Roller`."""
    path: str | None = None
    short: str | None = None
    """The word in a shortcode, `[[roll:…]]`; None for kinds that texts do not refer to."""
    inside: tuple[str, str] | None = None
    """For records that stand inside others: the outer kind and the field."""
    page: RecordPage | None = None
    listed: ListPage | None = None
    feed: str | None = None
    """The folder of the feeds that tell of notices for one of them."""
    called: str = "name"
    """The field with what one of them is called in running text."""
    states_values: bool = False
    """Whether the texts may state numbers and provisions; texts of other kinds refer to them with shortcodes."""

    @property
    def is_folder(self) -> bool:
        """Whether each record has a file of its own, named by its id."""
        return bool(self.path and self.path.endswith("/"))

    @property
    def template(self) -> str:
        """The template of the page that lists them: `roles.md` for `data/roles.yml`."""
        return f"{PurePath(self.path or '').stem}.md"


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "role",
            Role,
            "rollen",
            "Roller",
            "data/roles.yml",
            "roll",
            page=RecordPage("roller/{id}.md", PageKind.ROLL),
            listed=ListPage("roller/index.md", PageKind.ROLL),
            feed="roll",
            states_values=True,
        ),
        Kind(
            "forum",
            Forum,
            "forumet",
            "Forum",
            "data/forums.yml",
            "forum",
            page=RecordPage("forum/{id}.md", PageKind.FORUM),
            listed=ListPage("forum/index.md", PageKind.FORUM),
            states_values=True,
        ),
        Kind(
            "area",
            Area,
            "området",
            "Områden",
            "data/areas.yml",
            "omrade",
            page=RecordPage("omraden/{id}.md", PageKind.OMRADE),
            listed=ListPage("omraden/index.md", PageKind.OMRADE),
            feed="omrade",
            states_values=True,
        ),
        Kind(
            "municipality",
            Municipality,
            "kommunen",
            "Kommuner",
            "data/municipalities.yml",
            "kommun",
            page=RecordPage("kontakt/kommun/{id}.md", PageKind.KONTAKT, whole=False),
            listed=ListPage("kontakt/kommun/index.md", PageKind.KONTAKT, 810, whole=False),
            called="official_name",
        ),
        Kind(
            "association",
            Association,
            "förbundet",
            "Kommunalförbund",
            "data/associations.yml",
            "forbund",
            page=RecordPage("omraden/index.md#{id}"),
            states_values=True,
        ),
        Kind(
            "system",
            System,
            "systemet",
            "System",
            "data/systems.yml",
            "system",
            page=RecordPage("system/{id}.md", PageKind.SYSTEM),
            listed=ListPage("system/index.md", PageKind.SYSTEM),
            feed="system",
            states_values=True,
        ),
        Kind(
            "contact",
            Contact,
            "kontakten",
            "Kontakter",
            "data/contacts.yml",
            "kontakt",
            page=RecordPage("kontakt/funktioner.md#{id}"),
            listed=ListPage("kontakt/funktioner.md", PageKind.KONTAKT, 800),
        ),
        Kind(
            "document",
            Document,
            "dokumentet",
            "Styrdokument",
            "data/documents.yml",
            "dokument",
            page=RecordPage("styrdokument/index.md#{id}"),
            listed=ListPage("styrdokument/index.md", PageKind.STYRDOKUMENT),
            states_values=True,
        ),
        Kind(
            "law",
            Law,
            "lagen",
            "Lagar",
            "data/laws.yml",
            "lag",
            page=RecordPage("styrdokument/lagar/{id}.md", PageKind.LAG),
            listed=ListPage("styrdokument/lagar/index.md", PageKind.LAG),
            states_values=True,
        ),
        Kind(
            "provision",
            Provision,
            "lagrummet",
            "Lagrum",
            inside=("law", "provisions"),
            page=RecordPage("styrdokument/lagar/{outer}.md#{id}"),
        ),
        Kind(
            "fact",
            Fact,
            "uppgiften",
            "Tider, tal och belopp",
            "data/facts.yml",
            "fakta",
            states_values=True,
            called="value",
        ),
        Kind(
            "term",
            Term,
            "termen",
            "Ordlistan",
            "data/glossary.yml",
            "term",
            page=RecordPage("ordlista/index.md#{id}"),
            listed=ListPage("ordlista/index.md", PageKind.ORDLISTA),
            states_values=True,
        ),
        Kind(
            "source",
            Source,
            "källan",
            "Källor",
            "data/sources.yml",
            page=RecordPage("redaktion/kallor.md#{id}"),
            listed=ListPage("redaktion/kallor.md", PageKind.REDAKTION, 20),
            states_values=True,
            called="title",
        ),
        Kind(
            "gap",
            Gap,
            "luckan",
            "Luckor",
            "data/gaps.yml",
            "lucka",
            page=RecordPage("redaktion/luckor.md#{id}"),
            listed=ListPage("redaktion/luckor.md", PageKind.REDAKTION, 10),
            states_values=True,
            called="title",
        ),
        Kind(
            "process",
            Process,
            "processen",
            "Processer",
            "data/processes.yml",
            "process",
        ),
        Kind("step", Step, "steget", "Steg", inside=("process", "steps")),
        Kind(
            "faq",
            Faq,
            "frågan",
            "Frågor och svar",
            "data/faq/",
            "fraga",
            page=RecordPage("fragor/{record.topic}.md#{id}"),
            called="question",
        ),
        Kind("notice", Notice, "notisen", "Notiser", "data/notices/", called="title"),
        Kind(
            "course",
            Course,
            "kursen",
            "Kurser",
            "data/courses/",
            "kurs",
            page=RecordPage("utbildning/kurser.md#{id}"),
            listed=ListPage("utbildning/kurser.md", PageKind.UTBILDNING, 900),
        ),
        Kind("figure", Figure, "bilden", "Figurer", "data/figures/", called="title"),
        Kind("search_word", SearchWord, "sökordet", "Sökord", "data/search.yml"),
        Kind(
            "topic",
            Topic,
            "ämnet",
            "Ämnen",
            inside=("vocab", "topics"),
            page=RecordPage("fragor/{id}.md", PageKind.FRAGA),
        ),
        Kind("level", Level, "nivån", "Nivåer", inside=("vocab", "levels")),
        Kind("ground", Ground, "märket", "Märken", short="grund", inside=("vocab", "grounds")),
        Kind("section", Section, "avsnittet", "Avsnitt", inside=("vocab", "sections"), states_values=True),
    )
}

VOCAB_PATH = "data/vocab.yml"
VOCAB_MODEL = Vocab
SHORTCODE_KINDS = {kind.short: kind.name for kind in KINDS.values() if kind.short}


DOCS = "docs"


ADDITIONS = "data/additions/"
"""Where local additions are: a folder for each area or municipality, named by its id."""
