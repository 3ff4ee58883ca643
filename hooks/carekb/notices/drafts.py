"""Notices as files: what a coordinator is asked, and the file that the answers make. Asks nobody and writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from ..base.base import Base
from ..days.in_words import local, written
from ..days.spoken import Unclear, moment, period
from ..editing.questions import (
    Answers,
    Draft,
    Field,
    Scaffold,
    filled,
    literal,
    named,
    never,
    new_id,
    short_id,
    texts_of,
)
from ..editing.questions import pages as written_pages
from ..model.canonical import amended, dump
from ..model.records.editorial import Notice
from ..relations.notice_life import ALLOWED, STATES
from ..source.yaml import parse

FOLDER = "data/notices"
_KINDS = {"storning": "något fungerar inte", "underhall": "planerat stopp", "information": "annat att veta"}
_FIRST = {"storning": "undersoks", "underhall": "planerad", "information": "planerad"}
_LAST = {"storning": "lost", "underhall": "genomford", "information": "genomford"}
_SAID = {
    "undersoks": {"sv": "Störningen undersöks.", "en": "The disruption is being investigated."},
    "planerad": {"sv": "Stoppet är planerat.", "en": "The stop is planned."},
    "lost": {"sv": "Störningen är löst.", "en": "The disruption is resolved."},
    "genomford": {"sv": "Stoppet är klart.", "en": "The stop is completed."},
    "installd": {"sv": "Stoppet är inställt.", "en": "The stop is cancelled."},
}
"""What is suggested as the text of an update, by its state. Who takes the suggestion gets it in both languages."""
_SAID_OF_INFORMATION = {
    "planerad": {"sv": "Informationen är publicerad.", "en": "The information is published."},
    "genomford": {"sv": "Informationen gäller inte längre.", "en": "The information no longer applies."},
    "installd": {"sv": "Informationen är indragen.", "en": "The information is withdrawn."},
}


def new_notice(now: datetime) -> Scaffold:
    """Return what to ask for a new notice; times are understood as said at `now`."""

    def start(answers: Answers) -> str:
        return written(period(answers["when"], now).start)[:10]

    return Scaffold(
        "notis",
        (
            Field("kind", "Sort?", choices=literal(Notice.model_fields["kind"].annotation, _KINDS)),
            Field("title", "Rubrik: vilket system, och vad märks?"),
            Field("title-en", "Rubrik på engelska?", required=never),
            Field("text", "Vad händer, och vad gör man under tiden?"),
            Field("text-en", "Texten på engelska?", required=never),
            Field("works", "Vad fungerar?", required=never),
            Field("works-en", "Vad fungerar, på engelska?", required=never, asked=lambda answers: "works" in answers),
            Field("fails", "Vad fungerar inte?", required=never),
            Field(
                "fails-en", "Vad fungerar inte, på engelska?", required=never, asked=lambda answers: "fails" in answers
            ),
            Field(
                "system",
                "System som berörs?",
                many=True,
                required=lambda answers: answers.get("kind") != "information",
                choices=named("system"),
            ),
            Field(
                "state",
                f"Systemens läge ({', '.join(STATES)})? Ett för alla, eller system=läge för vart och ett.",
                many=True,
                asked=lambda answers: bool(answers.get("system")),
                fault=_state_fault,
            ),
            Field("area", "Områden som berörs (tomt betyder alla)?", many=True, required=never, choices=named("area")),
            Field("role", "Roller som berörs (tomt betyder alla)?", many=True, required=never, choices=named("role")),
            Field("when", 'När (till exempel "nu" eller "i morgon 18–20")?', fault=_period_fault(now)),
            Field("routine", "Sidan med reservrutinen?", required=never, choices=written_pages),
            Field("contact", "Vem vänder man sig till?", required=never, choices=named("contact")),
            Field(
                "said",
                "Första uppdateringen?",
                default=lambda _, answers: _suggested(kind := answers["kind"], _FIRST[kind]).get("sv", ""),
            ),
            Field("said-en", "Första uppdateringen på engelska?", required=never, asked=_is_own),
            Field(
                "id",
                "Id, som också blir filens namn?",
                default=lambda base, answers: _free(base, f"{start(answers)}-{short_id(answers['title'])}"),
                fault=new_id("notice"),
            ),
        ),
        lambda _, answers: _new(answers, now),
    )


def update_fields(notice: Notice, now: datetime) -> tuple[Field, ...]:
    """Return what to ask for an update of a notice."""
    states: dict[str, str] = dict.fromkeys(ALLOWED[notice.kind], "")
    fields = [
        Field("state", "Läge nu?", choices=lambda _: states, default=lambda *_: notice.updates[-1].state),
        *_said("Vad har hänt?", ""),
        Field("system", "System vars läge ändras, som system=läge?", many=True, required=never, fault=_state_fault),
    ]
    if notice.kind != "storning":  # that one ends when it is resolved
        fields += [
            Field(
                "when", "Ny tid, om det flyttas (till exempel 26/11 18–21)?", required=never, fault=_period_fault(now)
            ),
            Field("end", "Nytt slut, om det drar ut på tiden?", required=never, fault=_moment_fault(now)),
        ]
    return (*fields, *_times(now))


def resolve_fields(notice: Notice, now: datetime) -> tuple[Field, ...]:
    """Return what to ask when a notice is over."""
    told = _suggested(notice.kind, _LAST[notice.kind])["sv"]
    return (*_said("Vad säger du till dem som berörs?", told), *_times(now))


def cancel_fields(notice: Notice, now: datetime) -> tuple[Field, ...]:
    """Return what to ask when something planned is called off."""
    return (*_said("Varför blir det inte av?", _suggested(notice.kind, "installd").get("sv", "")), *_times(now))


def updated(root: Path, notice: Notice, answers: Answers, now: datetime) -> Draft:
    """Return the file of a notice with one more update."""
    at = moment(answers.get("at", "nu"), now)
    update = {
        "at": written(at),
        "state": answers["state"],
        "text": _told(answers, "text", notice.kind, answers["state"]),
        "systems": [_touched(text) for text in answers.get("system") or ()],
    }
    moved = period(answers["when"], now) if answers.get("when") else None
    end = moment(answers["end"], now) if answers.get("end") else moved and moved.end
    is_over = answers["state"] == _LAST[notice.kind]
    path = f"{FOLDER}/{notice.id}.yml"
    text = (root / path).read_text(encoding="utf-8")
    value: dict[str, Any] = parse(path, text).value
    value["updates"] = [*value["updates"], filled(update)]
    if moved:
        value["start"] = written(moved.start)
    if end:
        value["end"] = written(end)
    elif is_over and (notice.end is None or at < notice.end):
        value["end"] = written(at)
    elif notice.kind == "storning" and not is_over:
        value.pop("end", None)  # what was resolved has begun again
    return Draft(path, amended(text, value, Notice))


def last_state(notice: Notice) -> str:
    """Return the state of a notice that is over."""
    return _LAST[notice.kind]


def _new(answers: Answers, now: datetime) -> Draft:
    kind, when = answers["kind"], period(answers["when"], now)
    # What goes on was known at the latest now; a disturbance told afterwards began before it was told.
    values = {
        "id": answers["id"],
        "kind": kind,
        "title": texts_of(answers, "title"),
        "text": texts_of(answers, "text"),
        "works": texts_of(answers, "works"),
        "fails": texts_of(answers, "fails"),
        "systems": _touched_by(answers),
        "areas": answers.get("area"),
        "roles": answers.get("role"),
        "start": written(when.start),
        "end": written(when.end) if when.end else None,
        "routine": answers.get("routine"),
        "contact": answers.get("contact"),
        "updates": [
            {
                "at": written(local(now).replace(second=0, microsecond=0)),
                "state": _FIRST[kind],
                "text": _told(answers, "said", kind, _FIRST[kind]),
            }
        ],
    }
    return Draft(f"{FOLDER}/{answers['id']}.yml", dump(filled(values), Notice))


def _suggested(kind: str, state: str) -> dict[str, str]:
    return (_SAID_OF_INFORMATION if kind == "information" else _SAID).get(state, {})


def _told(answers: Answers, name: str, kind: str, state: str) -> dict[str, str]:
    """Return what was said, in English too where it is what was suggested."""
    texts, known = texts_of(answers, name), _suggested(kind, state)
    return known if texts == {"sv": known.get("sv")} else texts


def _is_own(answers: Answers) -> bool:
    """Whether the first update has been put in other words than those suggested, which are known in English."""
    return bool(answers["said"] != _suggested(answers["kind"], _FIRST[answers["kind"]])["sv"])


def _said(ask: str, suggested: str) -> tuple[Field, ...]:
    return (
        Field("text", ask, default=lambda *_: suggested),
        Field("text-en", "Texten på engelska?", required=never),
    )


def _times(now: datetime) -> tuple[Field, ...]:
    return (Field("at", "När?", default=lambda *_: "nu", fault=_past_fault(now)),)


def _touched_by(answers: Answers) -> list[dict[str, str]]:
    """Return each system with its state: its own, or the one for all."""
    states = answers.get("state") or ()
    own: Mapping[str, str] = dict(text.split("=", 1) for text in states if "=" in text)
    common = next((text for text in states if "=" not in text), "avbrott")
    systems = [
        *(answers.get("system") or ()),
        *(system for system in own if system not in (answers.get("system") or ())),
    ]
    return [{"system": system, "state": own.get(system, common)} for system in systems]


def _touched(text: str) -> dict[str, str]:
    system, _, state = text.partition("=")
    return {"system": system, "state": state}


def _state_fault(base: Base, text: str) -> str | None:
    system, equals, state = text.rpartition("=")
    if equals and system not in base.systems:
        return f'systemet "{system}" finns inte.'
    if state not in STATES:
        return f'läget "{state}" finns inte. Välj ett av {", ".join(STATES)}.'
    return None


def _period_fault(now: datetime) -> Any:
    return lambda _, text: _fault(lambda: period(text, now))


def _moment_fault(now: datetime) -> Any:
    return lambda _, text: _fault(lambda: moment(text, now))


def _past_fault(now: datetime) -> Any:
    def fault(_: Base, text: str) -> str | None:
        try:
            at = moment(text, now)
        except Unclear as unclear:
            return str(unclear)
        return "En uppdatering kan inte ha gjorts i framtiden." if at > now else None

    return fault


def _fault(read: Any) -> str | None:
    try:
        read()
    except Unclear as unclear:
        return str(unclear)
    return None


def _free(base: Base, wanted: str) -> str:
    """Return an id that no notice has."""
    found, number = wanted, 1
    while found in base.notices or base.knows("notice", found):
        number += 1
        found = f"{wanted}-{number}"
    return found
