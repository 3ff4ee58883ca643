"""iCalendar (RFC 5545): one calendar of all planned stops, and one for each system: its own and of what it leans on.

A stop keeps its UID for ever; each update raises SEQUENCE, and a cancelled stop stays in the calendar as cancelled, so
that a program which has fetched it before takes it away. Times are in UTC: in the night when summer time ends, a time
in Sweden names two moments, and only UTC tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard

from ..fields import LANGUAGES
from ..notices import Phase
from ..records.editorial import Notice
from .board import Board, said
from .feeds import host

_REFRESH = timedelta(hours=1)


def calendar_files(board: Board) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every calendar in both languages."""
    stops = [notice for notice in board.notices if notice.kind == "underhall" and notice.end]
    for lang in LANGUAGES:
        prefix = "" if lang == LANGUAGES[0] else f"{lang}/"
        events = {notice.id: _event(board, notice, lang) for notice in stops}
        title = board.words[lang]["name"]
        yield f"{prefix}kalender/driftinformation.ics", _calendar(title, list(events.values()))
        for system in board.base.systems:
            own = [events[notice.id] for notice in stops if board.concerns(notice, "system", system)]
            name = f"{title}: {board.name('system', system, lang)}"
            yield f"{prefix}kalender/system/{system}.ics", _calendar(name, own)


def _calendar(name: str, events: list[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Kunskapsbasen//Driftinformation//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Stockholm")
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    parts: list[Component] = [*events] or [_zone()]
    for part in parts:
        calendar.add_component(part)
    return bytes(calendar.to_ical())


def _event(board: Board, notice: Notice, lang: str) -> Event:
    at = board.at(notice)
    updates = at.said or notice.updates[:1]
    event = Event()
    event.add("uid", f"{notice.id}@{host(board)}")
    event.add("sequence", len(updates) - 1)
    event.add("dtstamp", _utc(updates[-1].at))
    event.add("created", _utc(notice.updates[0].at))
    event.add("last-modified", _utc(updates[-1].at))
    cancelled = at.phase is Phase.CANCELLED
    event.add("dtstart", _utc(notice.start))
    event.add("dtend", _utc(notice.end or notice.start))
    title = said(notice.title, lang).text
    event.add("summary", f"{board.label(notice, at, lang)}: {title}" if cancelled else title)
    event.add("description", _description(board, notice, lang))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("categories", [board.words[lang]["kinds"][notice.kind], *board.systems(notice)])
    event.add("url", board.absolute(board.place(notice), lang))
    return event


def _description(board: Board, notice: Notice, lang: str) -> str:
    parts = [f"{row.label}:\n{row.said.text}" for row in board.rows(notice, lang)]
    parts += [f"{way.text}: {board.address}{way.url}" for way in board.ways(notice, lang)]
    return "\n\n".join(parts)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _zone() -> Timezone:
    """Return the zone of Sweden: a calendar must hold something (RFC 5545, 3.6), also when no stop is planned."""
    zone = Timezone()
    zone.add("tzid", "Europe/Stockholm")
    for part, start, before, after, month, name in (
        (TimezoneDaylight(), datetime(1996, 3, 31, 2), 1, 2, 3, "CEST"),  # noqa: DTZ001 - local by definition
        (TimezoneStandard(), datetime(1996, 10, 27, 3), 2, 1, 10, "CET"),  # noqa: DTZ001 - local by definition
    ):
        part.add("dtstart", start)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone
