"""What a notice must keep to so that its life can be told from its times."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.base import Base
from ..days.in_words import written
from ..model.records.disturbance import Notice, NoticeUpdate
from ..relations.notice_life import ALLOWED, FINAL, periods
from ..source.problems import Problem
from ..source.yaml import Loc


def check_notices(base: Base) -> Iterator[Problem]:
    """A notice has the times, systems and states that its kind needs."""
    for notice in base.notices.values():
        place = base.places["notice", notice.id]
        for field, message in (*_period_faults(notice), *_state_faults(notice), *_system_faults(notice)):
            yield place.at(*field, code="KB313", message=message)


def _period_faults(notice: Notice) -> Iterator[tuple[Loc, str]]:
    if notice.kind == "underhall" and not notice.end:
        yield (), 'ett planerat stopp måste ha ett slut. Lägg till "end".'
    if notice.kind == "storning" and notice.end and not any(update.state == "lost" for update in notice.updates):
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
            continue
        for field, message in _time_faults(notice, update):
            yield ("updates", index, field), message
        period = periods(notice, notice.updates[: index + 1])[-1]
        if period.end and period.end < period.begin and update.state in FINAL:
            message = f'notisen är "{update.state}" innan den har börjat. Skriv "installd" om den inte blir av.'
            yield ("updates", index, "state"), message
        elif period.end and period.end < period.begin and (update.since or update.start or update.end):
            message = f"slutet ({written(period.end)}) är före början ({written(period.begin)}). Skriv ett nytt slut."
            yield ("updates", index), message


def _time_faults(notice: Notice, update: NoticeUpdate) -> Iterator[tuple[str, str]]:
    """Yield (field, what is wrong) for the times that an update gives besides its own."""
    if update.since and update.since > update.at:
        yield "since", "det som uppdateringen berättar har inte hänt än när den skrivs. Rätta tiden."
    if update.end and update.state in FINAL:
        yield "end", 'det som är över slutade när det slutade. Skriv tiden som "since".'
    elif update.end and notice.kind == "storning":
        yield "end", 'en störning har inget planerat slut. Skriv "lost" när den är löst.'
    if update.start and notice.kind == "storning" and update.start > update.at:
        yield "start", "störningen börjar efter att den har berättats. Rätta tiden."


def _system_faults(notice: Notice) -> Iterator[tuple[Loc, str]]:
    for loc, touched in (
        (("systems",), notice.systems),
        *((("updates", index, "systems"), update.systems) for index, update in enumerate(notice.updates)),
    ):
        names = [disturbance.system for disturbance in touched]
        for index, name in enumerate(names):
            if name in names[:index]:
                yield (*loc, index), f'systemet "{name}" står två gånger. Ta bort det ena.'
