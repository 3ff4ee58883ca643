"""The notices in the form of Statuspage's public API, version 2, so that existing status tools can read them.

Files instead of a server: the state is that of the latest publishing, `page.updated_at`. Information that touches no
system has no place in that form and is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from ..model.records.disturbance import Notice, NoticeUpdate, SystemState
from ..relations.notice_life import FINAL, Phase, by_time, worst
from .board import PAGE, Board, notice_words, said

_COMPONENT = {
    "fungerar": "operational",
    "forsamrad": "degraded_performance",
    "delvis-avbrott": "partial_outage",
    "avbrott": "major_outage",
    "underhall": "under_maintenance",
}
_STATUS = {
    "undersoks": "investigating",
    "identifierad": "identified",
    "bevakas": "monitoring",
    "lost": "resolved",
    "planerad": "scheduled",
    "pagar": "in_progress",
    "verifieras": "verifying",
    "genomford": "completed",
    # Statuspage knows no cancelled maintenance; its text says that it was.
    "installd": "completed",
}
_IMPACT = {
    "fungerar": "none",
    "forsamrad": "minor",
    "delvis-avbrott": "major",
    "avbrott": "critical",
    "underhall": "maintenance",
}
_STILL = FINAL | {"planerad", "installd"}
"""The states in which nothing goes on."""
_PAGE_ID = "kunskapsbasen"
LANG = "sv"


def statuspage_files(board: Board) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every file below `api/v2/`."""
    page = _page(board)
    phases = by_time(board.notices, board.now)
    told = {phase: [notice for notice in some if notice.systems] for phase, some in phases.items()}
    stops = {phase: [_maintenance(board, n) for n in some if n.kind == "underhall"] for phase, some in told.items()}
    faults = {phase: [_incident(board, n) for n in some if n.kind == "storning"] for phase, some in told.items()}
    open_faults = [*faults[Phase.ONGOING], *faults[Phase.PLANNED]]
    components = _components(board)
    status = _status(board)
    yield _file(
        "summary",
        page=page,
        components=components,
        incidents=open_faults,
        scheduled_maintenances=[*stops[Phase.ONGOING], *stops[Phase.PLANNED]],
        status=status,
    )
    yield _file("status", page=page, status=status)
    yield _file("components", page=page, components=components)
    yield _file("incidents", page=page, incidents=[*open_faults, *faults[Phase.ENDED]])
    yield _file("incidents/unresolved", page=page, incidents=open_faults)
    every = [*stops[Phase.PLANNED], *stops[Phase.ONGOING], *stops[Phase.ENDED], *stops[Phase.CANCELLED]]
    yield _file("scheduled-maintenances", page=page, scheduled_maintenances=every)
    yield _file("scheduled-maintenances/upcoming", page=page, scheduled_maintenances=stops[Phase.PLANNED])
    yield _file("scheduled-maintenances/active", page=page, scheduled_maintenances=stops[Phase.ONGOING])


def _file(name: str, **document: Any) -> tuple[str, str]:
    return f"api/v2/{name}.json", json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _page(board: Board) -> dict[str, Any]:
    return {
        "id": _PAGE_ID,
        "name": "Kunskapsbasen",
        "url": board.absolute(PAGE, LANG),
        "time_zone": "Europe/Stockholm",
        "updated_at": _stamp(board.now),
    }


def system_states(board: Board) -> dict[str, SystemState]:
    """Return the worst state of each system in use now; an outage in a part of it is a partial outage of the whole."""
    return {system: worst(board.capped(*one) for one in found) for system, found in board.states().items()}


def _components(board: Board) -> list[dict[str, Any]]:
    return [
        _component(board, system, state, place) for place, (system, state) in enumerate(system_states(board).items(), 1)
    ]


def _component(board: Board, system: str, state: SystemState, place: int) -> dict[str, Any]:
    touched = [u.at for n in board.notices if system in board.systems(n) for u in board.at(n).said]
    first = min(touched, default=board.now)
    return {
        "id": system,
        "name": board.name("system", system, LANG),
        "status": _COMPONENT[state],
        "created_at": _stamp(first),
        "updated_at": _stamp(max(touched, default=first)),
        "position": place,
        "description": None,
        "showcase": True,
        "start_date": None,
        "group_id": None,
        "page_id": _PAGE_ID,
        "group": False,
        "only_show_if_degraded": False,
    }


def _status(board: Board) -> dict[str, str]:
    words = notice_words(LANG)
    state = worst(system_states(board).values())
    if state == "fungerar":
        return {"indicator": "none", "description": words["indicators"]["none"]}
    indicator = {"delvis-avbrott": "major", "avbrott": "critical", "underhall": "maintenance"}.get(state, "minor")
    return {"indicator": indicator, "description": words["indicators"][indicator]}


def _incident(board: Board, notice: Notice) -> dict[str, Any]:
    at = board.at(notice)
    resolved = _stamp(at.end) if at.phase in (Phase.ENDED, Phase.CANCELLED) and at.end else None
    watched = next((update.at for update in at.said if update.state == "bevakas"), None)
    every = [*at.impact.values(), *(touched.state for touched in notice.systems)]
    worst_state = worst(board.capped(notice, state) for state in every)
    return {
        "id": notice.id,
        "name": said(notice.title, LANG).text,
        "status": _STATUS[at.state],
        "created_at": _stamp(notice.updates[0].at),
        "updated_at": _stamp(at.said[-1].at if at.said else notice.updates[0].at),
        "monitoring_at": _stamp(watched) if watched else None,
        "resolved_at": resolved,
        "impact": _IMPACT[worst_state],
        "shortlink": board.absolute(board.place(notice), LANG),
        "started_at": _stamp(at.begin),
        "page_id": _PAGE_ID,
        "incident_updates": _updates(board, notice),
        "components": [
            _component(board, system, board.capped(notice, at.systems.get(system, "fungerar")), place)
            for place, system in enumerate(at.impact, 1)
        ],
    }


def _maintenance(board: Board, notice: Notice) -> dict[str, Any]:
    start, end = board.at(notice).planned
    return _incident(board, notice) | {
        "impact": "maintenance",
        "scheduled_for": _stamp(start),
        "scheduled_until": _stamp(end) if end else None,
    }


def _updates(board: Board, notice: Notice) -> list[dict[str, Any]]:
    """Return the updates, the latest first; each tells how it changed the systems."""
    found: list[dict[str, Any]] = []
    for update, states, changes in _changes(board, notice):
        found.append(
            {
                "id": f"{notice.id}-{len(found) + 1}",
                "status": _STATUS[update.state],
                "body": said(update.text, LANG).text,
                "incident_id": notice.id,
                "created_at": _stamp(update.at),
                "updated_at": _stamp(update.at),
                "display_at": _stamp(update.at),
                "affected_components": [
                    {
                        "code": system,
                        "name": board.name("system", system, LANG),
                        "old_status": _COMPONENT[board.capped(notice, states.get(system, "fungerar"))],
                        "new_status": _COMPONENT[board.capped(notice, state)],
                    }
                    for system, state in changes.items()
                ],
                "deliver_notifications": False,
                "custom_tweet": None,
                "tweet_id": None,
            }
        )
    return found[::-1]


def _changes(
    board: Board, notice: Notice
) -> Iterator[tuple[NoticeUpdate, dict[str, SystemState], dict[str, SystemState]]]:
    """Yield each update, the states of the systems before it, and those it sets: all well when something is over."""
    own: dict[str, SystemState] = {touched.system: touched.state for touched in notice.systems}
    states: dict[str, SystemState] = dict.fromkeys(own, "fungerar")
    is_on = False
    for update in board.at(notice).said:
        goes_on = update.state not in _STILL
        changes: dict[str, SystemState] = {touched.system: touched.state for touched in update.systems}
        if goes_on and not is_on:
            changes = own | changes
        elif is_on and not goes_on:
            changes = dict.fromkeys(states, "fungerar")
        yield update, dict(states), changes
        states |= changes
        is_on = goes_on


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
