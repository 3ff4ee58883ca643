"""The base: every record and page that could be read, found by id.

Values only; what follows from them is in `carekb.relations`, what must hold in `carekb.checks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from ..model.fields import Record
from ..model.records.course import Course
from ..model.records.disturbance import Notice
from ..model.records.faq import Faq
from ..model.records.figures import Figure
from ..model.records.knowledge import Document, Fact, Gap, Law, Provision, SearchWord, Source, System, Term
from ..model.records.organisation import Area, Association, Contact, Forum, Municipality, Process, Role, Step
from ..model.records.vocab import Ground, Level, Section, Topic
from ..source.problems import Mark, Problem
from ..source.yaml import Loc, YamlSource
from .pages import SourceAddition, SourcePage

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record stands: a YAML document and the way into it."""

    document: YamlSource
    loc: Loc

    @property
    def mark(self) -> Mark:
        """Line and column of the record."""
        return self.document.mark(self.loc)

    def at(self, *loc: str | int, code: str, message: str) -> Problem:
        """Make a problem at a field of the record."""
        return self.document.at((*self.loc, *loc), code, message)


@dataclass(slots=True, eq=False)
class Base:
    """All records by kind and id, all hand-written pages by path, and where each record stands."""

    today: date
    """The day the base is read for; Europe/Stockholm."""
    started: date | None = None
    """The day the base began, where its vocabulary could be read."""
    dropped: tuple[str, ...] = ()
    """Pages that were removed on purpose, and whose addresses lead nowhere."""
    published: tuple[str, ...] = ()
    """The paths of the pages of the site that is published from here, where there is one."""
    records: dict[str, dict[str, Record]] = field(default_factory=dict)
    places: dict[tuple[str, str], Position] = field(default_factory=dict)
    pages: dict[str, SourcePage] = field(default_factory=dict)
    additions: dict[str, SourceAddition] = field(default_factory=dict)
    """Local additions by path below `data/additions/`, `skaraborg/kalla.md`."""
    assets: dict[str, bytes] = field(default_factory=dict)
    """Files below `docs/` that are not pages, {path: bytes}."""
    files: dict[str, str] = field(default_factory=dict)
    """The text of every data file and page, faulty or not, {path from the root: text}."""
    owner_of: dict[str, str] = field(default_factory=dict)
    """The law of a provision and the process of a step, {inner id: outer id}."""
    unread: dict[str, set[str] | None] = field(default_factory=dict)
    """Ids that are there but whose record has faults, by kind; None when a whole file could not be read.

    What refers to them is not called unknown: one fault is reported once, where it is.
    """

    def knows(self, kind: str, record_id: str) -> bool:
        """Whether a record or page exists, readable or not."""
        unread = self.unread.get(kind, set())
        return unread is None or record_id in self.records.get(kind, {}) or record_id in unread

    def _all(self, kind: str, model: type[R]) -> Mapping[str, R]:
        del model  # tells the type checker what the kind holds
        return cast("Mapping[str, R]", self.records.get(kind, {}))

    @property
    def roles(self) -> Mapping[str, Role]:
        return self._all("role", Role)

    @property
    def forums(self) -> Mapping[str, Forum]:
        return self._all("forum", Forum)

    @property
    def areas(self) -> Mapping[str, Area]:
        return self._all("area", Area)

    @property
    def municipalities(self) -> Mapping[str, Municipality]:
        return self._all("municipality", Municipality)

    @property
    def associations(self) -> Mapping[str, Association]:
        return self._all("association", Association)

    @property
    def systems(self) -> Mapping[str, System]:
        return self._all("system", System)

    @property
    def contacts(self) -> Mapping[str, Contact]:
        return self._all("contact", Contact)

    @property
    def documents(self) -> Mapping[str, Document]:
        return self._all("document", Document)

    @property
    def laws(self) -> Mapping[str, Law]:
        return self._all("law", Law)

    @property
    def provisions(self) -> Mapping[str, Provision]:
        return self._all("provision", Provision)

    @property
    def facts(self) -> Mapping[str, Fact]:
        return self._all("fact", Fact)

    @property
    def terms(self) -> Mapping[str, Term]:
        return self._all("term", Term)

    @property
    def sources(self) -> Mapping[str, Source]:
        return self._all("source", Source)

    @property
    def gaps(self) -> Mapping[str, Gap]:
        return self._all("gap", Gap)

    @property
    def processes(self) -> Mapping[str, Process]:
        return self._all("process", Process)

    @property
    def steps(self) -> Mapping[str, Step]:
        return self._all("step", Step)

    @property
    def faq(self) -> Mapping[str, Faq]:
        return self._all("faq", Faq)

    @property
    def notices(self) -> Mapping[str, Notice]:
        return self._all("notice", Notice)

    @property
    def courses(self) -> Mapping[str, Course]:
        return self._all("course", Course)

    @property
    def figures(self) -> Mapping[str, Figure]:
        return self._all("figure", Figure)

    @property
    def search_words(self) -> Mapping[str, SearchWord]:
        return self._all("search_word", SearchWord)

    @property
    def topics(self) -> Mapping[str, Topic]:
        return self._all("topic", Topic)

    @property
    def levels(self) -> Mapping[str, Level]:
        return self._all("level", Level)

    @property
    def grounds(self) -> Mapping[str, Ground]:
        return self._all("ground", Ground)

    @property
    def sections(self) -> Mapping[str, Section]:
        return self._all("section", Section)
