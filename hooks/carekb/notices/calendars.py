"""iCalendar (RFC 5545): one calendar of all planned stops, and one for each system: its own and of what it leans on.

A stop keeps its UID for ever. Each update raises SEQUENCE, and so does a time that is no longer the published one, also
when someone has changed it in the file without an update. A cancelled stop stays in the calendar as cancelled, so that
a program which has fetched it before takes it away. Times are in UTC: in the night when summer time ends, a time in
Sweden names two moments, and only UTC tells them apart.

The few lines of the format are written here: to load a library for all of it would take 0.15 s of processor time and
5 MB of every build, and of every publishing. The tests read the calendars back with one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from ..languages import LANGUAGES, prefix
from ..model.records.disturbance import Notice
from ..relations.notice_life import Phase
from .board import Board, notice_words, said
from .feeds import host

_OCTETS = 75
"""The longest line (RFC 5545, 3.1)."""
# A calendar must hold something (3.6), also when no stop is planned: the zone of Sweden.
_ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE""".splitlines()


_ALL = "kalender/driftinformation.ics"
_TIMES = ("DTSTART", "DTEND", "STATUS")
"""What a program must not miss a change of."""


def published(site: Path) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Return {UID: (SEQUENCE, times and status)} of the stops in the calendar that a site has; nothing without one."""
    try:
        lines = (site / _ALL).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    found, event = {}, dict[str, str]()
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT" and event.get("SEQUENCE", "").isdecimal():
            found[event.get("UID", "")] = (int(event["SEQUENCE"]), tuple(event.get(key, "") for key in _TIMES))
        event[name] = value
    return found


def calendar_files(board: Board) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every calendar in both languages."""
    stops = [notice for notice in board.notices if notice.kind == "underhall" and notice.end]
    for lang in LANGUAGES:
        events = {notice.id: _event(board, notice, lang) for notice in stops}
        title = notice_words(lang)["name"]
        yield f"{prefix(lang)}{_ALL}", _calendar(title, list(events.values()))
        for system in board.base.systems:
            own = [events[notice.id] for notice in stops if board.concerns(notice, "system", system)]
            name = f"{title}: {board.name('system', system, lang)}"
            yield f"{prefix(lang)}kalender/system/{system}.ics", _calendar(name, own)


def _calendar(name: str, events: list[list[str]]) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kunskapsbasen//Driftinformation//SV",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        "X-WR-TIMEZONE:Europe/Stockholm",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *(line for event in events or [_ZONE] for line in event),
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) for line in lines).encode()


def _event(board: Board, notice: Notice, lang: str) -> list[str]:
    at = board.at(notice)
    updates = at.said or notice.updates[:1]
    cancelled = at.phase is Phase.CANCELLED
    start, end = at.planned if cancelled else (at.begin, at.end)
    title = said(notice.title, lang).text
    uid = f"{notice.id}@{host(board)}"
    times = (_utc(start), _utc(end or start), "CANCELLED" if cancelled else "CONFIRMED")
    categories = [notice_words(lang)["kinds"][notice.kind], *board.systems(notice)]
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{_sequence(board, uid, len(updates) - 1, times)}",
        f"DTSTAMP:{_utc(updates[-1].at)}",
        f"CREATED:{_utc(notice.updates[0].at)}",
        f"LAST-MODIFIED:{_utc(updates[-1].at)}",
        f"DTSTART:{times[0]}",
        f"DTEND:{times[1]}",
        f"SUMMARY:{_text(f'{board.label(notice, at, lang)}: {title}' if cancelled else title)}",
        f"DESCRIPTION:{_text(_description(board, notice, lang))}",
        f"STATUS:{times[2]}",
        "TRANSP:TRANSPARENT",
        f"CATEGORIES:{','.join(map(_text, categories))}",
        f"URL:{board.absolute(board.place(notice), lang)}",
        "END:VEVENT",
    ]


def _sequence(board: Board, uid: str, updates: int, times: tuple[str, ...]) -> int:
    """Return how many times an event has changed: never fewer than published, and more if its times are others."""
    before, then = board.published.get(uid, (-1, times))
    return max(updates, before if then == times else before + 1)


def _description(board: Board, notice: Notice, lang: str) -> str:
    parts = [f"{row.label}:\n{row.said.text}" for row in board.rows(notice, lang)]
    parts += [f"{way.text}: {board.address}{way.url}" for way in board.ways(notice, lang)]
    return "\n\n".join(parts)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Return a text as a value (3.3.11)."""
    for char, shown in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(char, shown)
    return text


def _folded(line: str) -> str:
    """Return a line folded between characters so that no part is too long, with its end (3.1)."""
    return "\r\n ".join(_parts(line)) + "\r\n"


def _parts(line: str) -> Iterable[str]:
    start, size = 0, 0
    for index, char in enumerate(line):
        octets = len(char.encode())
        if size + octets > _OCTETS:
            yield line[start:index]
            start, size = index, 1  # the space that begins the next line
        size += octets
    yield line[start:]
