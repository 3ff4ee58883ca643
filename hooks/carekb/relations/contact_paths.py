"""Whom to call: the needs and the places a reader chooses from, and which contacts answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..base.base import Base
from ..base.entries import PageEntry
from ..model.records.organisation import Contact, Role
from ..model.records.vocab import Topic

SECTION = "kontakt/"
NO_AREA = "-"
"""Stands for an area that is not established: no sub-regional contact fits it."""

LEVELS = ("lokal", "delregional", "regional", "leverantor")
"""The order of a contact path."""

_LAST = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader works: in a municipality, or at a unit of the region in an area."""

    kind: str
    """`kommun` or `omrade`, as in addresses."""
    id: str
    name: str
    area: str


def places(base: Base) -> Iterator[Place]:
    """Yield every municipality and every area."""
    for municipality in base.municipalities.values():
        yield Place("kommun", municipality.id, municipality.name, municipality.area or NO_AREA)
    for area in base.areas.values():
        yield Place("omrade", area.id, area.name.sv, area.id)


def unanswered(base: Base, topic: str) -> list[Place]:
    """Return the places where nobody can be called about a topic."""
    return [place for place in places(base) if not contact_path(base, topic, place.area)]


def topic_pages(entries: Mapping[str, PageEntry]) -> dict[str, PageEntry]:
    """Return the hand-written contact page about each topic alone, by the topic's id."""
    return {
        entry.topics[0]: entry
        for entry in entries.values()
        if entry.path.startswith(SECTION) and not entry.generated and len(entry.topics) == 1
    }


def topics_in_order(base: Base, entries: Mapping[str, PageEntry]) -> list[Topic]:
    """Return the topics in the order of their contact pages, those without a page last."""
    pages = topic_pages(entries)
    return sorted(base.topics.values(), key=lambda topic: pages[topic.id].order if topic.id in pages else _LAST)


def chains(base: Base, entries: Mapping[str, PageEntry], area: str | None) -> list[tuple[list[Topic], list[Contact]]]:
    """Return (topics, whom to contact in order) in an area, topics with the same chain together; None is no area."""
    found: dict[tuple[str, ...], tuple[list[Topic], list[Contact]]] = {}
    for topic in topics_in_order(base, entries):
        path = contact_path(base, topic.id, area or NO_AREA)
        found.setdefault(tuple(contact.id for contact in path), ([], path))[0].append(topic)
    return list(found.values())


def contact_path(base: Base, topic: str | None, area: str | None = None) -> list[Contact]:
    """Return the contacts from local to supplier for a topic, or for any; sub-regional ones of `area`, or all."""
    return _by_level(
        contact
        for contact in base.contacts.values()
        if (topic is None or topic in contact.topics) and (contact.area is None or area is None or contact.area == area)
    )


def _by_level(contacts: Iterable[Contact]) -> list[Contact]:
    return sorted(contacts, key=lambda contact: LEVELS.index(contact.level))


def contacts_of_role(base: Base, role: Role) -> list[Contact]:
    """Return whom a role turns to, nearest level first."""
    return _by_level(base.contacts[contact] for contact in role.contacts if contact in base.contacts)
