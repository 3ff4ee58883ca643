"""Notices for tests: made of plain values, at moments written as people in Sweden would write them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from carekb.days.clock import ZONE
from carekb.model.canonical import dump
from carekb.model.records.disturbance import Notice


def at(text: str, fold: int = 0) -> datetime:
    """Return `2026-11-24 18:00` on the clocks of Sweden; `fold` chooses between two equal hours."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE, fold=fold)


def stamp(text: str, fold: int = 0) -> str:
    """Return the same as it stands in a file."""
    return at(text, fold).isoformat()


def update(moment: str, state: str, text: str = "Så är det.", **more: Any) -> dict[str, Any]:
    """Return an update; a moment with an offset is taken as it is."""
    when = moment if "T" in moment else stamp(moment)
    return {"at": when, "state": state, "text": {"sv": text}, **more}


def values(kind: str, start: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    """Return the values of a notice on SAMSA."""
    first = {"storning": "undersoks"}.get(kind, "planerad")
    state = "underhall" if kind == "underhall" else "avbrott"
    found = {
        "id": "exempel",
        "kind": kind,
        "title": {"sv": "SAMSA går inte att nå", "en": "SAMSA cannot be reached"},
        "text": {"sv": "Följ reservrutinen.", "en": "Follow the contingency procedure."},
        "systems": [] if kind == "information" else [{"system": "samsa", "state": state}],
        "start": start if "T" in start else stamp(start),
        "end": (end if end is None or "T" in end else stamp(end)),
        "updates": [update("2026-01-01 08:00" if kind != "storning" else start, first)],
        **more,
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def notice(kind: str, start: str, end: str | None = None, **more: Any) -> Notice:
    """Return a notice on SAMSA."""
    return Notice.model_validate(values(kind, start, end, **more))


def write(root: Path, found: dict[str, Any]) -> Path:
    """Write a notice into the base at `root`."""
    file = root / "data" / "notices" / f"{found['id']}.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(dump(found, Notice), encoding="utf-8", newline="\n")
    return file
