"""What follows from the base: the derived relations, each in one place.

A forum knows its roles, a system what leans on it, a document the pages that rest on it, a role its steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ..base.addresses import target
from ..base.base import Base
from ..base.entries import Entry
from ..base.pages import SourcePage
from ..language.alphabet import add_months, first_upper, month_text, sort_key
from ..model.fields import BiText
from ..model.records.editorial import Course, Faq, Section
from ..model.records.knowledge import System, Term
from ..model.records.organisation import Area, Contact, Forum, Municipality, Process, Role, Step

T = TypeVar("T")

# The place of a step in its process, "2. Inskrivningsmeddelande": right in a menu, wrong in an alphabet.
_NUMBER = re.compile(r"^\d+\. ")

LEVELS = ("lokal", "delregional", "regional", "leverantor")
"""The order of a contact path."""


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


def contacts_of_role(base: Base, role: Role) -> list[Contact]:
    """Return whom a role turns to, nearest level first."""
    return _by_level(base.contacts[contact] for contact in role.contacts if contact in base.contacts)


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


def contact_path(base: Base, topic: str | None, area: str | None = None) -> list[Contact]:
    """Return the contacts from local to supplier for a topic, or for any; sub-regional ones of `area`, or all."""
    return _by_level(
        contact
        for contact in base.contacts.values()
        if (topic is None or topic in contact.topics) and (contact.area is None or area is None or contact.area == area)
    )


def terms_by_letter(base: Base, lang: str) -> list[tuple[str, list[Term]]]:
    """Return the glossary by first letter in `lang`, å ä ö last."""

    def shown(term: Term) -> str:
        return term.term if lang == "sv" else term.en

    return _by_letter((shown(term), term) for term in base.terms.values())


def a_to_o(base: Base, entries: Mapping[str, Entry], lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (title, `path.md#anchor`) of every page and term, by first letter in `lang`."""
    pages = [entry for entry in entries.values() if entry.path != "index.md"]
    titles = {(_NUMBER.sub("", entry.word(lang).nav_title), entry.path) for entry in pages}
    for term in base.terms.values():
        place = target(base, "term", term.id) or ""
        titles |= {(first_upper(term.term if lang == "sv" else term.en), place)}
        titles |= {(first_upper(synonym), place) for synonym in term.synonyms if lang == "sv"}
    return _by_letter((title, (title, place)) for title, place in sorted(titles))


def reviews_by_month(base: Base, lang: str) -> list[tuple[str, list[tuple[SourcePage, date]]]]:
    """Return (month in words, [(page, last day of review)]) for every written page, soonest first."""
    due = sorted(
        ((add_months(page.meta.reviewed, page.meta.review_months), page.path) for page in base.pages.values()),
    )
    months: dict[str, list[tuple[SourcePage, date]]] = {}
    for day, path in due:
        months.setdefault(month_text(day, lang), []).append((base.pages[path], day))
    return list(months.items())


def _by_letter(items: Iterable[tuple[str, T]]) -> list[tuple[str, list[T]]]:
    letters: dict[str, list[T]] = {}
    for title, item in sorted(items, key=lambda pair: sort_key(pair[0])):
        first = title[:1].upper()
        letters.setdefault(first if first.isalpha() else "0–9", []).append(item)
    return list(letters.items())


def _by_level(contacts: Iterable[Contact]) -> list[Contact]:
    return sorted(contacts, key=lambda contact: LEVELS.index(contact.level))


def _pages(pages: Iterable[SourcePage]) -> list[SourcePage]:
    return sorted(pages, key=lambda page: (page.path.split("/")[0], page.meta.order, sort_key(page.meta.title)))


def _municipalities(found: Iterable[Municipality]) -> list[Municipality]:
    return sorted(found, key=lambda municipality: sort_key(municipality.name))
