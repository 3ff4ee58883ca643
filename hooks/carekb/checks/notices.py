"""What a notice must keep to so that its life can be told from its times."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.base import Base
from ..model.records.editorial import Notice
from ..relations.notice_life import ALLOWED, FINAL
from ..source.problems import Problem
from ..source.yaml import Loc


def check_notices(base: Base) -> Iterator[Problem]:
    """A notice has the times, systems and states that its kind needs."""
    for notice in base.notices.values():
        place = base.places["notice", notice.id]
        for field, message in (*_period_faults(notice), *_state_faults(notice)):
            yield place.at(*field, code="KB313", message=message)


def _period_faults(notice: Notice) -> Iterator[tuple[Loc, str]]:
    last = notice.updates[-1].state
    if notice.kind == "underhall" and not notice.end:
        yield (), 'ett planerat stopp måste ha ett slut. Lägg till "end".'
    if notice.kind == "storning" and last == "lost" and not notice.end:
        yield (), 'störningen är löst men saknar slut. Lägg till "end".'
    if notice.kind == "storning" and last != "lost" and notice.end:
        message = 'störningen har ett slut men är inte löst. Lägg till en uppdatering "lost" eller ta bort "end".'
        yield ("end",), message
    if notice.kind == "storning" and notice.start > notice.updates[0].at:
        message = "störningen börjar efter sin första uppdatering. Rätta tiden, eller skriv kind: underhall."
        yield ("start",), message
    if notice.kind != "information" and not notice.systems:
        yield (), 'notisen saknar system. Lägg till "systems", så att den syns på rätt sidor.'


def _state_faults(notice: Notice) -> Iterator[tuple[Loc, str]]:
    allowed = ALLOWED[notice.kind]
    for index, update in enumerate(notice.updates):
        if update.state not in allowed:
            message = f'läget "{update.state}" hör inte till sorten "{notice.kind}". Välj ett av {", ".join(allowed)}.'
            yield ("updates", index, "state"), message
        elif update.state in FINAL and update.at < notice.start:
            message = f'notisen är "{update.state}" innan den har börjat. Skriv "installd" om den inte blir av.'
            yield ("updates", index, "state"), message
    for loc, touched in (
        (("systems",), notice.systems),
        *((("updates", index, "systems"), update.systems) for index, update in enumerate(notice.updates)),
    ):
        names = [disturbance.system for disturbance in touched]
        for index, name in enumerate(names):
            if name in names[:index]:
                yield (*loc, index), f'systemet "{name}" står två gånger. Ta bort det ena.'
