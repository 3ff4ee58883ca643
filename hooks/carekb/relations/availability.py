"""How much of each month a system has worked, as far as the notices tell.

Only unplanned outages count against it: planned stops and partial disturbances are told beside. How an agreement
counts is for the agreement; the page says how this is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from ..days.clock import ZONE
from ..model.records.editorial import Notice
from ..model.records.knowledge import Fact
from .notice_life import STATES, Span, spans

MONTHS = 12
# The number at the start of a fact's value, "99,9 procent".
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)")


@dataclass(frozen=True, slots=True)
class Month:
    """What the notices tell of a system in a month, or in the part of it they cover."""

    first: date
    covered: timedelta
    """How much of the month has passed since the first notice; nothing is known of the time before."""
    outage: timedelta
    disturbed: timedelta
    planned: timedelta

    @property
    def percent(self) -> float | None:
        """The share of the covered time without an unplanned outage; None where nothing is covered."""
        return 100 * (1 - self.outage / self.covered) if self.covered else None


def known_since(notices: Iterable[Notice]) -> datetime | None:
    """Return when the first notice was published or began, from which on the notices can tell anything."""
    return min((min(notice.start, notice.updates[0].at) for notice in notices), default=None)


def months(notices: Iterable[Notice], system: str, now: datetime) -> list[Month]:
    """Return the latest twelve months of a system, the latest first."""
    every = list(notices)
    since = known_since(every)
    if since is None:
        return []
    found = list(_worst_only([span for notice in every for span in spans(notice, now) if span.system == system]))
    rows = []
    for first, start, end in _latest(now):
        low, high = max(start, since.astimezone(UTC)), min(end, now.astimezone(UTC))
        rows.append(
            Month(
                first,
                max(high - low, timedelta()),
                outage=_within(found, low, high, ("avbrott",), planned=False),
                disturbed=_within(found, low, high, ("forsamrad", "delvis-avbrott", "underhall"), planned=False),
                planned=_within(found, low, high, STATES, planned=True),
            )
        )
    return rows


def agreed(fact: Fact | None) -> float | None:
    """Return the percentage that a fact's value begins with."""
    match = _PERCENT.match(fact.value.sv) if fact else None
    return float(match[1].replace(",", ".")) if match else None


def _latest(now: datetime) -> Iterator[tuple[date, datetime, datetime]]:
    """Yield (first day, start, end) of each month in Sweden; when the clocks change it has an hour more or less."""
    here = now.astimezone(ZONE)
    number = here.year * 12 + here.month - 1
    for back in range(MONTHS):
        edges = []
        for index in (number - back, number - back + 1):
            year, month = divmod(index, 12)
            edges.append(datetime(year, month + 1, 1, tzinfo=ZONE))
        yield edges[0].date(), edges[0].astimezone(UTC), edges[1].astimezone(UTC)


def _worst_only(every: list[Span]) -> Iterator[Span]:
    """Cut overlapping spans so that each moment counts once, as the worst thing that held; unplanned before planned."""
    edges = sorted({edge.astimezone(UTC) for span in every for edge in (span.start, span.end)})
    for start, end in pairwise(edges):
        here = [span for span in every if span.start <= start and span.end >= end]
        if here:
            worst = max(here, key=lambda span: (not span.planned, STATES.index(span.state)))
            # A disturbance during a planned stop of the same system is part of the stop, unless it is worse.
            stop = next((span for span in here if span.planned), None)
            if stop and STATES.index(worst.state) < STATES.index("avbrott"):
                worst = stop
            yield Span(worst.system, worst.state, start, end, worst.planned)


def _within(every: list[Span], low: datetime, high: datetime, states: Iterable[str], *, planned: bool) -> timedelta:
    total = timedelta()
    for span in every:
        if span.planned == planned and span.state in states:
            total += max(min(span.end, high) - max(span.start, low), timedelta())
    return total
