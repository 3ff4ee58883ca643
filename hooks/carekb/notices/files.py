"""The site's own data about notices, `api/v1/notices.json`, and every file that is not a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..model.records.disturbance import Notice
from ..relations.notice_life import worst
from .board import Board
from .calendars import calendar_files
from .cards import data_files
from .feeds import feed_files
from .statuspage import statuspage_files, system_states

VERSION = 1


def notice_files(board: Board) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the site, bytes) of notice data, feeds and calendars; an offline copy holds only the first."""
    for path, text in data_files(board).items():
        yield path, text.encode()
    if not board.address:
        return
    yield "api/v1/notices.json", notices_document(board).encode()
    for path, text in (*statuspage_files(board), *feed_files(board)):
        yield path, text.encode()
    yield from calendar_files(board)


def notices_document(board: Board) -> str:
    """Return every notice with all its history, and how it stood when this was published."""
    document = {
        "version": VERSION,
        "published": _iso(board.now),
        "systems": system_states(board),
        "areas": _area_states(board),
        "notices": [_notice(board, notice) for notice in board.notices],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _area_states(board: Board) -> dict[str, dict[str, str]]:
    """Return {system: {area: the worst state there}} for what is not so everywhere."""
    found: dict[str, dict[str, str]] = {}
    for system, some in board.states().items():
        for area in sorted({area for notice, _ in some for area in notice.areas if board.is_part(notice)}):
            here = (state for notice, state in some if not notice.areas or area in notice.areas)
            found.setdefault(system, {})[area] = worst(here)
    return found


def _notice(board: Board, notice: Notice) -> dict[str, Any]:
    at = board.at(notice)
    return notice.model_dump(mode="json", by_alias=True) | {
        "url": board.absolute(board.place(notice), "sv"),
        "standing": {
            "phase": at.phase.value,
            "state": at.state,
            "begin": _iso(at.begin),
            "end": _iso(at.end) if at.end else None,
            "by_plan": at.by_plan,
            "periods": [
                {"begin": _iso(period.begin), "end": _iso(period.end) if period.end else None} for period in at.periods
            ],
            "systems": dict(at.systems),
            "effects": {
                system: [{"system": cause, "effect": felt.model_dump(mode="json")} for cause, felt in rows]
                for system, rows in board.effects(notice).items()
            },
        },
    }


def _iso(moment: Any) -> str:
    return str(moment.isoformat(timespec="seconds"))
