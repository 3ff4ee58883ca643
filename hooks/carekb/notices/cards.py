"""Notices as cards for pages: all is decided beforehand for each stretch of time, and a page only picks by the clock.

The same cards are drawn by the templates at build time and by `notices.js` in the reader's browser.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..days.in_words import moment_text
from ..languages import LANGUAGES
from ..model.records.disturbance import Notice
from ..relations.notice_life import STATES, Phase, Standing, is_shown, standing, turns
from ..site.browser_data import calling, compact_json
from .board import Board, Localized, Row, Way, notice_words, said
from .links import pieces

NOWHERE, BOX, BAR = 0, 1, 2
_BRIEF = 240
"""The longest text, in characters, that the bar shows; a longer one is read on the page of all notices."""


@dataclass(frozen=True, slots=True)
class Face:
    """How a card looks from a moment on."""

    start: int
    """Seconds since 1970."""
    level: int
    """Where it shows: nowhere, in a box on the pages it touches, or in the bar on every page too."""
    label: str
    when: str
    tone: str
    """`major`, `minor`, `info`, `planned` or `over`; the style of the card, and its part of the page of all notices."""
    open: bool
    """Whether it goes on and nobody knows until when: then old data says nothing of now."""


@dataclass(frozen=True, slots=True)
class Card:
    """A notice as pages show it, in one language."""

    id: str
    rev: str
    """Changes with everything a reader should notice; a card folded away comes back then."""
    title: Localized
    rows: list[Row]
    after: list[Row]
    """The rows when it is over: nothing that held only while it went on."""
    brief: int
    """How many of the rows, from the first, the bar shows too: for whom it is, and what to do if that is short."""
    ways: list[Way]
    systems: dict[str, tuple[int, str, int]]
    """The state of each system it touches while it goes on: how bad, 0 for well, in words, and 1 where it is so in a
    part of the system only."""
    effects: dict[str, list[Row]]
    page: str
    roles: tuple[str, ...]
    areas: tuple[str, ...]
    faces: list[Face]

    def face(self, now: float) -> Face:
        """Return the face at a moment; before all of them, the first."""
        return next((face for face in reversed(self.faces) if face.start <= now), self.faces[0])


def cards(board: Board, lang: str) -> list[Card]:
    """Return the cards of all notices that any page may still come to show, the gravest and latest first."""
    found = [_card(board, notice, lang) for notice in board.notices if _matters(board, notice)]
    now = board.now.timestamp()
    order = {"major": 0, "minor": 1, "info": 2, "planned": 3, "over": 4}
    return sorted(found, key=lambda card: (order[card.face(now).tone], -card.face(now).start, card.id))


def data_document(board: Board, lang: str) -> dict[str, Any]:
    """Return the cards as `notices.js` reads them: short names, since every page carries them."""
    words = notice_words(lang)
    return {
        "v": 1,
        "g": board.generation,
        "t": int(board.now.timestamp()),
        "asof": asof(board, lang),
        "clock": words["clock"],
        "more": words["show_more"],
        "old": [words["old"], words["old_when"]],
        "say": [words["said"], words["none_said"]],
        "n": [_plain(card) for card in cards(board, lang)],
    }


def data_files(board: Board) -> dict[str, str]:
    """Return `notiser/<lang>.json`, which open pages fetch, and the same as a script, which a copy on disk can load."""
    files = {}
    for lang in LANGUAGES:
        document = data_document(board, lang)
        files[f"notiser/{lang}.json"] = f"{compact_json(document)}\n"
        files[f"notiser/{lang}.js"] = calling("kbNotices", document)
    return files


def asof(board: Board, lang: str) -> str:
    """Return the sentence that says when the state was known."""
    return str(notice_words(lang)["asof"]).format(moment=moment_text(board.now, lang))


def tone(notice: Notice, at: Standing) -> str:
    """Return how a card looks, see `Face`."""
    if at.phase is Phase.PLANNED:
        return "planned"
    if at.phase is not Phase.ONGOING:
        return "over"
    if at.is_major:
        return "major"
    return "info" if notice.kind == "information" and not at.systems else "minor"


def _matters(board: Board, notice: Notice) -> bool:
    at = board.at(notice)
    return at.phase in (Phase.PLANNED, Phase.ONGOING) or is_shown(notice, board.now)


def _card(board: Board, notice: Notice, lang: str) -> Card:
    title = said(notice.title, lang)
    rows, ways = board.rows_during(notice, lang), board.ways(notice, lang)
    is_part = board.is_part(notice)
    faces = [_face(board, notice, moment, lang) for moment in (board.now, *turns(notice, board.now))]
    return Card(
        id=notice.id,
        rev=hashlib.sha256(notice.model_dump_json().encode()).hexdigest()[:8],
        title=Localized(title.text.replace("\n", " "), title.lang),
        rows=rows,
        after=board.rows_after(notice, lang),
        brief=bool(notice.areas) + bool(notice.roles) + (len(said(notice.text, lang).text) <= _BRIEF),
        ways=ways,
        systems={
            system: (STATES.index(board.capped(notice, state)), board.state_text(notice, state, lang), int(is_part))
            for system, state in board.at(notice).impact.items()
        },
        effects={system: board.effect_rows(notice, lang, system) for system in board.effects(notice)},
        page=notice.routine or "",
        roles=notice.roles,
        areas=notice.areas,
        faces=faces,
    )


def _face(board: Board, notice: Notice, moment: datetime, lang: str) -> Face:
    at = standing(notice, moment)
    level = NOWHERE if not is_shown(notice, moment) else BAR if at.is_major else BOX
    return Face(
        start=int(moment.timestamp()),
        level=level,
        label=board.label(notice, at, lang),
        when=board.when(notice, at, lang),
        tone=tone(notice, at),
        open=at.phase is Phase.ONGOING and at.end is None,
    )


def _plain(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "rev": card.rev,
        "title": _words(card.title),
        "rows": [_row(row) for row in card.rows],
        "after": [_row(row) for row in card.after],
        "brief": card.brief,
        "links": [[way.text, way.url] for way in card.ways],
        "sys": card.systems,
        "eff": {system: [_row(row) for row in rows] for system, rows in card.effects.items()},
        "page": card.page,
        "for": [*card.roles, *card.areas],
        "faces": [[f.start, f.level, f.label, f.when, f.tone, int(f.open)] for f in card.faces],
    }


def _row(row: Row) -> list[Any]:
    found = [[piece.text, piece.url] if piece.url else [piece.text] for piece in pieces(row.said.text)]
    return [row.label, row.said.text, row.said.lang or "", found] if len(found) > 1 else [row.label, *_words(row.said)]


def _words(text: Localized) -> list[str]:
    return [text.text, text.lang] if text.lang else [text.text]
