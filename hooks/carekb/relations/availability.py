"""How much of each month a system has worked, as far as the notices tell.

Only unplanned outages count against it: planned stops and partial disturbances are told beside. How an agreement
counts is for the agreement; the page says how this is counted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from ..days.clock import ZONE
from ..model.records.disturbance import Notice
from ..model.records.knowledge import Fact
from .notice_life import STATES, Span, spans

MONTHS = 12
ENOUGH = timedelta(days=14)
"""The shortest part of a month over which a share says anything."""
LONG_KNOWN = timedelta(days=30)
"""How long notices must have been published before: the first of all is often an outage, and nothing but that."""
# The number at the start of a fact's value, "99,9 procent".
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)")


@dataclass(frozen=True, slots=True)
class Month:
    """What the notices tell of a system in a month, or in the part of it they cover."""

    first: date
    covered: timedelta
    """How much of the month has passed since the first notice; nothing is known of the time before."""
    known: timedelta
    """How long notices have been published by now."""
    outage: timedelta
    disturbed: timedelta
    planned: timedelta
    parts: Mapping[str, timedelta] = field(default_factory=dict)
    """The outage in each area where the system was down there only; counted as disturbed, not as an outage of all."""

    @property
    def percent(self) -> float | None:
        """The share of the covered time without an unplanned outage; None where there is too little to count over."""
        return 100 * (1 - self.outage / self.covered) if self.is_enough else None

    @property
    def is_enough(self) -> bool:
        """Whether there is enough time to count over."""
        return self.covered >= ENOUGH and self.known >= LONG_KNOWN


def known_since(notices: Iterable[Notice]) -> datetime | None:
    """Return when the first notice was published or began, from which on the notices can tell anything."""
    return min((min(notice.start, notice.updates[0].at) for notice in notices), default=None)


def months(notices: Iterable[Notice], system: str, now: datetime, areas: Collection[str] = ()) -> list[Month]:
    """Return the latest twelve months of a system, the latest first; `areas` are all there are."""
    every = list(notices)
    since = known_since(every)
    if since is None:
        return []
    own = [span for notice in every for span in spans(notice, now) if span.system == system]
    local = [span for span in own if _is_part(span, areas)]
    found = list(_worst_only([_capped(span) if span in local else span for span in own]))
    rows = []
    for first, start, end in _latest(now):
        low, high = max(start, since.astimezone(UTC)), min(end, now.astimezone(UTC))
        rows.append(
            Month(
                first,
                max(high - low, timedelta()),
                now - since,
                outage=_within(found, low, high, ("avbrott",), planned=False),
                disturbed=_within(found, low, high, ("forsamrad", "delvis-avbrott", "underhall"), planned=False),
                planned=_within(found, low, high, STATES, planned=True),
                parts=_by_area(local, low, high),
            )
        )
    return rows


def agreed(fact: Fact | None) -> float | None:
    """Return the percentage that a fact's value begins with."""
    match = _PERCENT.match(fact.value.sv) if fact else None
    return float(match[1].replace(",", ".")) if match else None


def _is_part(span: Span, areas: Collection[str]) -> bool:
    """Whether a span was for some areas or roles only."""
    return bool(span.roles) or bool(span.areas and (not areas or set(span.areas) < set(areas)))


def _capped(span: Span) -> Span:
    """Return what a span in a part of a system was for the whole of it."""
    return replace(span, state="delvis-avbrott") if span.state == "avbrott" else span


def _by_area(local: list[Span], low: datetime, high: datetime) -> dict[str, timedelta]:
    """Return how long each area was without the system while others had it."""
    found = {}
    for area in sorted({area for span in local for area in span.areas}):
        here = list(_worst_only([span for span in local if area in span.areas]))
        if spent := _within(here, low, high, ("avbrott",), planned=False):
            found[area] = spent
    return found


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
