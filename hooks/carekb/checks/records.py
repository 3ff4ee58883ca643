"""What a record must keep to by itself: periods, years, figures, sources, reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ..base.base import Base
from ..days.in_words import date_text
from ..model.fields import Sourced
from ..model.records.figures import Figure
from ..model.records.front_matter import SOURCED_KINDS
from ..model.records.organisation import Hours
from ..relations.contact_paths import contact_path, unanswered
from ..relations.hours import DAY, WEEKDAYS, span
from ..relations.reviews import Reviewable, due, reviewables
from ..source.problems import Problem, problem
from ..source.yaml import Loc, YamlSource

_PERIODS = (
    ("document", "valid_from", "valid_to"),
    ("law", "in_force", "repealed"),
    ("provision", "from_date", "to_date"),
    ("notice", "start", "end"),
)


_NAMED = 3
"""How many places a report names before it counts the rest."""


def check_periods(base: Base) -> Iterator[Problem]:
    """Nothing ends before it starts, and updates of a notice come in order."""
    for kind, first, last in _PERIODS:
        for record in base.records[kind].values():
            start, end = getattr(record, first), getattr(record, last)
            if start and end and end < start:
                message = f'"{last}" ({_written(end)}) är före "{first}" ({_written(start)}). Rätta den ena.'
                yield base.places[kind, record.id].at(last, code="KB304", message=message)
    for notice in base.notices.values():
        for index in range(1, len(notice.updates)):
            if notice.updates[index].at < notice.updates[index - 1].at:
                message = "uppdateringen är äldre än den före. Skriv uppdateringarna i ordning, den senaste sist."
                yield base.places["notice", notice.id].at("updates", index, "at", code="KB304", message=message)


def _written(moment: date) -> str:
    """Return a date or a moment as it stands in the file, but for seconds."""
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()


def check_years(base: Base) -> Iterator[Problem]:
    """What is known only for an earlier year (Ä) says which year."""
    for (kind, record_id), place in base.places.items():
        record = base.records[kind][record_id]
        if isinstance(record, Sourced) and record.status == "Ä" and record.year is None:
            message = 'status är "Ä" (äldre) men "year" saknas. Skriv året uppgiften gäller.'
            yield place.at("status", code="KB308", message=message)


def check_areas(base: Base) -> Iterator[Problem]:
    """A municipality without an area says which gap it waits for."""
    for municipality in base.municipalities.values():
        if municipality.area is None and not municipality.gaps:
            message = f"{municipality.name} saknar område. Skriv area, eller ange luckan i gaps."
            yield base.places["municipality", municipality.id].at("area", code="KB310", message=message)


def check_figures(base: Base) -> Iterator[Problem]:
    """A figure has what its kind needs, and its arrows lead somewhere."""
    for figure in base.figures.values():
        place = base.places["figure", figure.id]
        for field, message in _figure_faults(figure):
            yield place.at(*field, code="KB309", message=message)


def _figure_faults(figure: Figure) -> Iterator[tuple[tuple[str | int, ...], str]]:
    needed = {"flode": "steps", "sekvens": "messages", "tidslinje": "points", "trad": "nodes"}
    for kind, field in needed.items():
        if figure.kind == kind and not getattr(figure, field):
            yield (field,), f'en bild av sorten "{kind}" behöver "{field}".'
        if figure.kind != kind and getattr(figure, field):
            yield (field,), f'"{field}" hör inte till en bild av sorten "{figure.kind}". Ta bort fältet eller byt kind.'
    lanes = {lane.id for lane in figure.lanes}
    for index, message in enumerate(figure.messages):
        for field, lane in (("from", message.sender), ("to", message.receiver)):
            if lane not in lanes:
                yield ("messages", index, field), f'deltagaren "{lane}" finns inte bland lanes.'
    nodes = {node.id for node in figure.nodes}
    for index, node in enumerate(figure.nodes):
        for number, branch in enumerate(node.branches):
            if branch.to not in nodes:
                yield ("nodes", index, "branches", number, "to"), f'noden "{branch.to}" finns inte i bilden.'
    yield from _tree_faults(figure)


def _tree_faults(figure: Figure) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """A decision tree is a tree: every question but the root is reached once, every answer at least once."""
    reached = [branch.to for node in figure.nodes for branch in node.branches]
    for index, node in enumerate(figure.nodes):
        count = reached.count(node.id)
        if index == 0 and count:
            yield ("nodes", index), f'den första noden "{node.id}" ska vara roten, men en gren leder till den.'
        elif index and not count:
            yield ("nodes", index), f'ingen gren leder till noden "{node.id}". Ta bort den, eller led en gren dit.'
        elif count > 1 and node.branches:
            yield ("nodes", index), f'flera grenar leder till frågan "{node.id}". Bara ett svar får nås på flera sätt.'


def check_page_sources(base: Base) -> Iterator[Problem]:
    """Routines, guides and manuals name their sources."""
    for page in base.pages.values():
        if page.meta.kind in SOURCED_KINDS and not page.meta.sources:
            message = (
                f'en sida av sorten "{page.meta.kind}" måste ha källor. Lägg till sources: [id, …] ur data/sources.yml.'
            )
            yield page.source.document.at((), "KB307", message)


def check_contact_paths(base: Base) -> Iterator[Problem]:
    """Wherever a reader works, every topic leads to someone, and first to someone near."""
    if base.unread.get("contact", set()) != set():
        return  # a contact that cannot be read may be the one that is missed
    for topic in base.topics.values():
        place = base.places["topic", topic.id]
        if without := unanswered(base, topic.id):
            more = f" och {len(without) - _NAMED} till" if len(without) > _NAMED else ""
            names = ", ".join(each.name for each in without[:_NAMED])
            message = f'ämnet "{topic.id}" leder inte till någon i {names}{more}. Lägg till det i data/contacts.yml.'
            yield place.at(code="KB311", message=message)
            continue
        if contact_path(base, topic.id)[0].level != "lokal":
            message = (
                f'ämnet "{topic.id}" har ingen lokal kontakt. Lägg till ämnet på en lokal kontakt i data/contacts.yml.'
            )
            yield place.at(code="KB902", message=message)


def check_hours(base: Base) -> Iterator[Problem]:
    """Opening hours do not overlap, and a deviating date has both its times or neither."""
    for contact in base.contacts.values():
        if contact.hours:
            for loc, message in _hours_faults(contact.hours):
                yield base.places["contact", contact.id].at("hours", *loc, code="KB312", message=message)


def _hours_faults(hours: Hours) -> Iterator[tuple[tuple[str | int, ...], str]]:
    taken: list[tuple[int, int]] = []
    for index, opening in enumerate(hours.weekly):
        for day in opening.days:
            opens, closes = span(opening.opens, opening.closes)
            start = WEEKDAYS.index(day) * DAY
            new = (start + opens, start + closes)
            # The week is a ring: Sunday night goes on into Monday.
            rings = [(a + turn, b + turn) for a, b in taken for turn in (-7 * DAY, 0, 7 * DAY)]
            if any(a < new[1] and new[0] < b for a, b in rings):
                yield ("weekly", index), f"tiderna {opening.opens}–{opening.closes} går in i andra tider samma dag."
                break
            taken.append(new)
    seen: dict[date, list[tuple[int, int]]] = {}
    for index, each in enumerate(hours.dates):
        earlier = seen.setdefault(each.date, [])
        if (each.opens is None) != (each.closes is None):
            yield ("dates", index), "skriv både opens och closes, eller ingen av dem om det är stängt."
            continue
        new = span(each.opens, each.closes) if each.opens and each.closes else (0, DAY)
        if any(a < new[1] and new[0] < b for a, b in earlier):
            yield ("dates", index), f"datumet {each.date} står redan med tider som krockar med de här."
        earlier.append(new)


def check_reviews(base: Base) -> Iterator[Problem]:
    """Warn of what should have been reviewed again, and refuse a review that cannot have been made."""
    for document, loc, record in _reviewed(base):
        place = document.mark((*loc, "reviewed"))
        if record.reviewed and (fault := _impossible(base, record.reviewed)):
            yield problem(document.path, place, "KB314", fault)
        elif (day := due(record)) and day < base.today:
            message = f"skulle ha granskats senast {date_text(day, 'sv')}. Granska texten och ändra reviewed."
            yield problem(document.path, place, "KB901", message)


def _reviewed(base: Base) -> Iterator[tuple[YamlSource, Loc, Reviewable]]:
    for page in base.pages.values():
        yield page.source.document, (), page.meta
    for addition in base.additions.values():
        yield addition.source.document, (), addition.meta
    for kind, record_id, record in reviewables(base):
        if kind != "page":
            place = base.places[kind, record_id]
            yield place.document, place.loc, record


def _impossible(base: Base, day: date) -> str | None:
    advice = "Skriv dagen då den ansvariga granskade texten, eller ta bort reviewed: då är texten ett utkast."
    if day > base.today:
        return f'"reviewed" ({day}) har inte varit än. {advice}'
    if base.started and day < base.started:
        return f'"reviewed" ({day}) är före basens första dag, {base.started}. {advice}'
    return None
