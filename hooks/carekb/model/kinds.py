"""The kinds of records: which model, which file, which word an editor uses for them.

A new kind of record starts with a line here.
"""

from __future__ import annotations

from dataclasses import dataclass

from .fields import Record
from .records.editorial import (
    Course,
    Faq,
    Ground,
    Level,
    Notice,
    Section,
    Topic,
    Vocab,
)
from .records.figures import Figure
from .records.knowledge import Document, Fact, Gap, Law, Provision, SearchWord, Source, System, Term
from .records.organisation import Area, Association, Contact, Forum, Municipality, Process, Role, Step


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record. `path` is a list file, or a folder (ending in `/`) with one record per file."""

    name: str
    model: type[Record]
    word: str
    path: str | None = None
    short: str | None = None
    """The word in a shortcode, `[[roll:…]]`; None for kinds that texts do not refer to."""
    inside: tuple[str, str] | None = None
    """For records that stand inside others: the outer kind and the field."""

    @property
    def is_folder(self) -> bool:
        """Whether each record has a file of its own, named by its id."""
        return bool(self.path and self.path.endswith("/"))


KINDS = {
    kind.name: kind
    for kind in (
        Kind("role", Role, "rollen", "data/roles.yml", "roll"),
        Kind("forum", Forum, "forumet", "data/forums.yml", "forum"),
        Kind("area", Area, "området", "data/areas.yml", "omrade"),
        Kind("municipality", Municipality, "kommunen", "data/municipalities.yml", "kommun"),
        Kind("association", Association, "förbundet", "data/associations.yml", "forbund"),
        Kind("system", System, "systemet", "data/systems.yml", "system"),
        Kind("contact", Contact, "kontakten", "data/contacts.yml", "kontakt"),
        Kind("document", Document, "dokumentet", "data/documents.yml", "dokument"),
        Kind("law", Law, "lagen", "data/laws.yml", "lag"),
        Kind("provision", Provision, "lagrummet", inside=("law", "provisions")),
        Kind("fact", Fact, "uppgiften", "data/facts.yml", "fakta"),
        Kind("term", Term, "termen", "data/glossary.yml", "term"),
        Kind("source", Source, "källan", "data/sources.yml"),
        Kind("gap", Gap, "luckan", "data/gaps.yml", "lucka"),
        Kind("process", Process, "processen", "data/processes.yml", "process"),
        Kind("step", Step, "steget", inside=("process", "steps")),
        Kind("faq", Faq, "frågan", "data/faq/", "fraga"),
        Kind("notice", Notice, "notisen", "data/notices/"),
        Kind("course", Course, "kursen", "data/courses/", "kurs"),
        Kind("figure", Figure, "bilden", "data/figures/"),
        Kind("search_word", SearchWord, "sökordet", "data/search.yml"),
        Kind("topic", Topic, "ämnet", inside=("vocab", "topics")),
        Kind("level", Level, "nivån", inside=("vocab", "levels")),
        Kind("ground", Ground, "märket", short="grund", inside=("vocab", "grounds")),
        Kind("section", Section, "avsnittet", inside=("vocab", "sections")),
    )
}

VOCAB_PATH = "data/vocab.yml"
VOCAB_MODEL = Vocab
SHORTCODE_KINDS = {kind.short: kind.name for kind in KINDS.values() if kind.short}


DOCS = "docs"


ADDITIONS = "data/additions/"
"""Where local additions are: a folder for each area or municipality, named by its id."""
