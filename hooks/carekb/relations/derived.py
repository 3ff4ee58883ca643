"""What follows from the base: the derived relations, each in one place.

A forum knows its roles, a system what leans on it, a document the pages that rest on it, a role its steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from ..base.base import Base
from ..base.pages import SourcePage
from ..language.alphabet import sort_key
from ..model.fields import BiText
from ..model.records.course import Course
from ..model.records.faq import Faq
from ..model.records.knowledge import System, Term
from ..model.records.organisation import Area, Forum, Municipality, Process, Step
from ..model.records.vocab import Section

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Duty:
    """A step of a process as one role sees it."""

    process: Process
    step: Step
    number: int
    """The step's place in its process, from 1."""
    acts: bool
    """True where the role acts, false where it receives."""


def forums_of_role(base: Base, role: str) -> list[Forum]:
    """Return the forums where a role takes part or calls the meeting."""
    return [
        forum
        for forum in base.forums.values()
        if forum.convener == role or any(participant.role == role for participant in forum.participants)
    ]


def forums_below(base: Base, forum: str) -> list[Forum]:
    """Return the forums whose matters go on to `forum`."""
    return [other for other in base.forums.values() if forum in other.reports_to]


def duties_of_role(base: Base, role: str) -> list[Duty]:
    """Return the process steps where a role acts or receives, in process order."""
    return [
        Duty(process, step, number, acts=role in step.actors)
        for process in base.processes.values()
        for number, step in enumerate(process.steps, 1)
        if role in step.actors or role in step.receivers
    ]


def pages_for_role(base: Base, role: str) -> list[SourcePage]:
    """Return the pages written for a role."""
    return _pages(page for page in base.pages.values() if role in page.meta.audience)


def pages_by_section(base: Base, pages: Iterable[SourcePage]) -> list[tuple[Section, list[SourcePage]]]:
    """Return pages by the section they stand in, in menu order."""
    found: dict[str, list[SourcePage]] = {}
    for page in pages:
        found.setdefault(page.path.split("/")[0], []).append(page)
    return [(section, found[section.id]) for section in base.sections.values() if section.id in found]


def faq_for_role(base: Base, role: str) -> list[Faq]:
    """Return the questions asked by a role."""
    return [faq for faq in base.faq.values() if role in faq.roles]


def courses_for_role(base: Base, role: str) -> list[Course]:
    """Return the courses meant for a role."""
    return [course for course in base.courses.values() if role in course.roles]


def dependents_of_system(base: Base, system: str) -> list[tuple[System, BiText]]:
    """Return (system, effect) for the systems that lean on `system`."""
    return [
        (other, dependency.effect)
        for other in base.systems.values()
        for dependency in other.depends_on
        if dependency.system == system
    ]


def pages_on_system(base: Base, system: str) -> list[SourcePage]:
    """Return the pages about a system: its manuals, routines and guides."""
    return _pages(page for page in base.pages.values() if system in page.meta.systems)


def pages_on_document(base: Base, document: str) -> list[SourcePage]:
    """Return the pages that rest on a governing document."""
    return _pages(page for page in base.pages.values() if document in page.meta.documents)


def pages_on_provision(base: Base, provision: str) -> list[SourcePage]:
    """Return the pages that rest on a provision."""
    return _pages(page for page in base.pages.values() if provision in page.meta.provision_ids)


def pages_from_source(base: Base, source: str) -> list[SourcePage]:
    """Return the pages that name a source."""
    return _pages(page for page in base.pages.values() if source in page.meta.sources)


def faq_from_source(base: Base, source: str) -> list[Faq]:
    """Return the answers that name a source, in Swedish order of the question."""
    found = (faq for faq in base.faq.values() if source in faq.sources)
    return sorted(found, key=lambda faq: sort_key(faq.question.sv))


def courses_from_source(base: Base, source: str) -> list[Course]:
    """Return the courses that name a source."""
    return [course for course in base.courses.values() if source in course.sources]


def pages_waiting_for(base: Base, gap: str) -> list[SourcePage]:
    """Return the pages that wait for a gap to be filled."""
    return _pages(page for page in base.pages.values() if gap in page.meta.gaps)


def faq_waiting_for(base: Base, gap: str) -> list[Faq]:
    """Return the answers that wait for a gap to be filled."""
    return [faq for faq in base.faq.values() if gap in faq.gaps]


def faq_of_topic(base: Base, topic: str) -> list[Faq]:
    """Return the questions of a topic, in Swedish order of the question."""
    return sorted((faq for faq in base.faq.values() if faq.topic == topic), key=lambda faq: sort_key(faq.question.sv))


def faq_moved_from(base: Base, topic: str) -> list[Faq]:
    """Return the questions that were on a topic's page before they, or what was merged into them, moved."""
    return sorted(
        (faq for faq in base.faq.values() if topic in faq.former_topics), key=lambda faq: sort_key(faq.question.sv)
    )


def municipalities_in(base: Base, area: Area) -> list[Municipality]:
    """Return an area's municipalities, å ä ö last."""
    return _municipalities(m for m in base.municipalities.values() if m.area == area.id)


def municipalities_of(base: Base, association: str) -> list[Municipality]:
    """Return an association's municipalities, å ä ö last."""
    return _municipalities(m for m in base.municipalities.values() if m.association == association)


def terms_by_letter(base: Base, lang: str) -> list[tuple[str, list[Term]]]:
    """Return the glossary by first letter in `lang`, å ä ö last."""

    return by_letter((term.called(lang), term) for term in base.terms.values())


def by_letter(items: Iterable[tuple[str, T]]) -> list[tuple[str, list[T]]]:
    """Return items, each (title, item), by the first letter of the title, å ä ö last."""
    letters: dict[str, list[T]] = {}
    for title, item in sorted(items, key=lambda pair: sort_key(pair[0])):
        first = title[:1].upper()
        letters.setdefault(first if first.isalpha() else "0–9", []).append(item)
    return list(letters.items())


def _pages(pages: Iterable[SourcePage]) -> list[SourcePage]:
    return sorted(pages, key=lambda page: (page.path.split("/")[0], page.meta.order, sort_key(page.meta.title)))


def _municipalities(found: Iterable[Municipality]) -> list[Municipality]:
    return sorted(found, key=lambda municipality: sort_key(municipality.name))
