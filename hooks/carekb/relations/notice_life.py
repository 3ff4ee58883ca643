"""The life of a notice: what holds at a moment, and when that changes by itself.

Pure: the moment is an argument. Times in the base carry their zone, so they are compared as points in time; Swedish
wall-clock time, with its two odd nights a year, matters only when times are read and written (`carekb.days.in_words`,
`carekb.days.spoken`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import get_args

from ..model.fields import BiText
from ..model.records.disturbance import Notice, NoticeUpdate, SystemState, UpdateState
from ..model.records.knowledge import System

AHEAD = timedelta(days=14)
"""How long before its start a planned stop announces itself on the pages of its systems."""
AFTERWARDS = timedelta(hours=12)
"""How long after its end a notice stays on those pages, as ended: messages may still be missing."""

STATES: tuple[SystemState, ...] = get_args(SystemState)
"""System states from well to worst."""
MAJOR = frozenset({"avbrott", "underhall"})
"""States in which a system cannot be used."""
FINAL = frozenset({"lost", "genomford"})
_STARTED = frozenset({"pagar", "verifieras"})
ALLOWED: Mapping[str, tuple[UpdateState, ...]] = {
    "storning": ("undersoks", "identifierad", "bevakas", "lost"),
    "underhall": ("planerad", "pagar", "verifieras", "genomford", "installd"),
    "information": ("planerad", "pagar", "verifieras", "genomford", "installd"),
}
"""The states an update may give, by kind of notice."""


class Phase(StrEnum):
    """Where in its life a notice is."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    ENDED = "ended"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Period:
    """A time during which what a notice tells goes on; a disturbance that comes back has one for each time."""

    begin: datetime
    end: datetime | None
    """When it ended or shall end; None while nobody knows."""
    planned: tuple[datetime, datetime | None]
    """The start and the end that were last announced, where the real ones differ."""
    said: tuple[NoticeUpdate, ...] = ()
    """The updates made about this period, the latest last."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a notice stands at a moment."""

    phase: Phase
    state: UpdateState
    """The last state said, or the one that has followed from the times since then."""
    periods: tuple[Period, ...]
    """Every time it has gone on, the latest, which the fields below are about, last."""
    begin: datetime
    end: datetime | None
    """When it ended or shall end; None while nobody knows."""
    by_plan: bool
    """Whether it counts as ended only because its planned time is over, and nobody has said more."""
    impact: Mapping[str, SystemState]
    """The state of each system while the notice goes on, as far as it is known."""
    said: tuple[NoticeUpdate, ...]
    """The updates made by now, the latest last."""

    @property
    def length(self) -> timedelta:
        """How long it has gone on in all, the good hours between not counted; nothing while it goes on."""
        spent = [(period.begin, period.end) for period in self.periods if period.end]
        return sum((end.astimezone(UTC) - begin.astimezone(UTC) for begin, end in spent), timedelta())

    @property
    def planned(self) -> tuple[datetime, datetime | None]:
        """The start and the end that were last announced."""
        return self.periods[-1].planned

    @property
    def is_over(self) -> bool:
        """Whether it has ended or been called off."""
        return self.phase in (Phase.ENDED, Phase.CANCELLED)

    @property
    def systems(self) -> Mapping[str, SystemState]:
        """The systems that are not well now."""
        if self.phase is not Phase.ONGOING:
            return {}
        return {system: state for system, state in self.impact.items() if state != "fungerar"}

    @property
    def is_major(self) -> bool:
        """Whether a system cannot be used now."""
        return any(state in MAJOR for state in self.systems.values())


def standing(notice: Notice, now: datetime) -> Standing:
    """Return how `notice` stands at `now`. What is said later does not count yet."""
    said = tuple(update for update in notice.updates if update.at <= now)
    last = said[-1] if said else None
    found = periods(notice, said)
    begin, end, by_plan = found[-1].begin, found[-1].end, True
    if last and last.state == "installd":
        phase, end, by_plan = Phase.CANCELLED, last.at, False
    elif last and last.state in FINAL:
        phase, by_plan = Phase.ENDED, False
    elif now < begin:
        phase = Phase.PLANNED
    else:
        phase = Phase.ENDED if end and now >= end else Phase.ONGOING
    return Standing(
        phase=phase,
        state=_state(notice, phase, last),
        periods=found,
        begin=begin,
        end=end,
        by_plan=by_plan and phase is Phase.ENDED,
        impact=_impact(notice, found[-1].said),
        said=said,
    )


def happened(update: NoticeUpdate) -> datetime:
    """Return when what an update tells of happened: earlier than it was told, if it says so."""
    return update.since or update.at


def periods(notice: Notice, said: Iterable[NoticeUpdate]) -> tuple[Period, ...]:
    """Return every time that what a notice tells has gone on or shall go on, as far as `said` tells."""
    found = [Period(notice.start, None if notice.kind == "storning" else notice.end, (notice.start, notice.end))]
    is_over = False
    for update in said:
        if is_over and update.state not in FINAL:
            begin = update.start or happened(update)
            found.append(Period(begin, update.end, (begin, update.end), (update,)))
        else:
            found[-1] = _after(notice, found[-1], update, is_over=is_over)
        is_over = update.state in FINAL
    return tuple(found)


def _after(notice: Notice, period: Period, update: NoticeUpdate, *, is_over: bool) -> Period:
    """Return a period as it is known after one more update about it."""
    begin, end = update.start or period.begin, update.end or period.end
    start, until = period.planned
    planned = (start, until) if update.state in FINAL else (update.start or start, update.end or until)
    if update.state in _STARTED and not any(earlier.state in _STARTED for earlier in period.said):
        begin = update.start or update.since or min(begin, update.at)
        planned = (start, planned[1])
    if update.state in _STARTED and not update.end and end and update.at >= end:
        end = None  # it goes on beyond its time, and nobody has said until when
    if update.state in FINAL and (update.since or not is_over):
        end = update.since or update.end or _unsaid_end(notice, begin, update.at)
    return Period(begin, end, planned, (*period.said, update))


def _unsaid_end(notice: Notice, begin: datetime, at: datetime) -> datetime:
    """Return when something ended that is over at `at`: a stop then, the others at their end if they have had one."""
    if notice.kind != "underhall" and notice.end and begin <= notice.end <= at:
        return notice.end
    return at


def turns(notice: Notice, after: datetime) -> list[datetime]:
    """Return the moments after `after` at which what is shown changes without anyone saying anything."""
    now = standing(notice, after)
    moments = {now.begin - AHEAD, now.begin} if now.phase is Phase.PLANNED else set()
    if now.end:
        moments |= {now.end, now.end + AFTERWARDS}
    return sorted(moment for moment in moments if moment > after)


def is_shown(notice: Notice, now: datetime) -> bool:
    """Whether the pages the notice touches tell about it at `now`."""
    at = standing(notice, now)
    if at.phase is Phase.PLANNED:
        return at.begin - now <= AHEAD
    if at.phase is Phase.ONGOING:
        return True
    assert at.end  # what is over or cancelled has an end
    return now - at.end < AFTERWARDS


def worst(states: Iterable[SystemState]) -> SystemState:
    """Return the worst of some states; a system of which nothing is said works as far as is known."""
    return max(states, key=STATES.index, default="fungerar")


def effects(systems: Mapping[str, System], touched: Iterable[str]) -> dict[str, list[tuple[str, BiText]]]:
    """Return {system: [(the touched system it needs, what is felt)]} for systems that lean on a touched one.

    Only the nearest ones: what a system does without another is known, not what its absence then does to a third.
    """
    disturbed = set(touched)
    found: dict[str, list[tuple[str, BiText]]] = {}
    for system in systems.values():
        for dependency in system.depends_on:
            if dependency.system in disturbed and system.id not in disturbed:
                found.setdefault(system.id, []).append((dependency.system, dependency.effect))
    return found


@dataclass(frozen=True, slots=True)
class Span:
    """A time during which a notice held a system in one state."""

    system: str
    state: SystemState
    start: datetime
    end: datetime
    planned: bool
    areas: tuple[str, ...] = ()
    """The areas it was for; none means all."""
    roles: tuple[str, ...] = ()


def spans(notice: Notice, now: datetime) -> Iterator[Span]:
    """Yield what a notice has meant for each system until `now`; what has not begun, or never came, is left out."""
    at = standing(notice, now)
    if at.phase is Phase.CANCELLED:
        return
    for period in at.periods:
        stop = min(period.end or now, now)
        if period.begin < stop:
            yield from _spans_of(notice, period, stop)


def _spans_of(notice: Notice, period: Period, stop: datetime) -> Iterator[Span]:
    is_planned, areas, roles = notice.kind == "underhall", notice.areas, notice.roles
    changes = [(period.begin, notice.systems), *((happened(update), update.systems) for update in period.said)]
    for system in _impact(notice, period.said):
        # The first state said holds from the beginning, however late it was said: nobody writes before it happens.
        state: SystemState = "fungerar"
        since = period.begin
        for moment, touched in changes:
            for following in (one.state for one in touched if one.system == system):
                edge = min(max(moment, since), stop)
                if since < edge and state != "fungerar":
                    yield Span(system, state, since, edge, is_planned, areas, roles)
                state, since = following, edge
        if since < stop and state != "fungerar":
            yield Span(system, state, since, stop, is_planned, areas, roles)


def by_time(notices: Iterable[Notice], now: datetime) -> dict[Phase, list[Notice]]:
    """Return notices by phase: what goes on and what is over newest first, what is planned soonest first."""
    found: dict[Phase, list[Notice]] = {phase: [] for phase in Phase}
    for notice in notices:
        found[standing(notice, now).phase].append(notice)
    for phase, some in found.items():
        some.sort(key=lambda notice: (standing(notice, now).begin.astimezone(UTC), notice.id))
        if phase is not Phase.PLANNED:
            some.reverse()
    return found


def changed(notice: Notice, now: datetime) -> datetime:
    """Return when anything was last said about a notice."""
    said = standing(notice, now).said
    return said[-1].at if said else notice.updates[0].at


def _impact(notice: Notice, said: tuple[NoticeUpdate, ...]) -> dict[str, SystemState]:
    impact: dict[str, SystemState] = {touched.system: touched.state for touched in notice.systems}
    for update in said:
        impact |= {touched.system: touched.state for touched in update.systems}
    return impact


def _state(notice: Notice, phase: Phase, last: NoticeUpdate | None) -> UpdateState:
    first: UpdateState = "undersoks" if notice.kind == "storning" else "planerad"
    state = last.state if last else first
    if phase is Phase.ENDED and state not in FINAL:
        return "lost" if notice.kind == "storning" else "genomford"
    if phase is Phase.ONGOING and state == "planerad":
        return "pagar"
    return state
