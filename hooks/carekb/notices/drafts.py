"""Notices as files: what a coordinator is asked, and the file that the answers make. Asks nobody and writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ..base.base import Base
from ..days.in_words import between, duration_text, local, period_text, written
from ..days.spoken import SpokenPeriod, Unclear, moment, period
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
from ..languages import LANGUAGES
from ..model.canonical import dump
from ..model.fields import Text
from ..model.records.disturbance import Notice
from ..relations.notice_life import ALLOWED, FINAL, STATES, Phase, standing
from ..source.problems import nearest
from ..source.yaml import parse
from .board import notice_words

FOLDER = "data/notices"
_KINDS = {"storning": "något fungerar inte", "underhall": "planerat stopp", "information": "annat att veta"}
_LATE = timedelta(hours=3)
"""So long after its planned end it may be the telling that is late, and not the stop."""
_NIGHT = timedelta(hours=12)
"""A time over midnight that is longer was perhaps meant the other way round."""
_LAST = {"storning": "lost", "underhall": "genomford", "information": "genomford"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may be a mistake. The one who writes is asked; without questions it is refused or only told."""

    text: str
    refused: bool = True


def new_notice(now: datetime) -> Scaffold:
    """Return what to ask for a new notice; times are understood as said at `now`."""

    def start(answers: Answers) -> str:
        return written(period(answers["when"], now).start)[:10]

    def first(answers: Answers) -> str:
        return _first(answers["kind"], _period_of(answers, now), now)

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
                choices=_systems_in_use,
                fault=_system_fault,
                pairs="first",
            ),
            Field(
                "state",
                "Systemens läge? Ett för alla, eller system=läge för vart och ett.",
                many=True,
                asked=lambda answers: any("=" not in text for text in answers.get("system", ())),
                choices=lambda _: notice_words(LANGUAGES[0])["systems"],
                fault=_system_fault,
                pairs="second",
            ),
            Field("area", "Områden som berörs (tomt betyder alla)?", many=True, required=never, choices=named("area")),
            Field("role", "Roller som berörs (tomt betyder alla)?", many=True, required=never, choices=named("role")),
            Field("when", 'När (till exempel "nu" eller "i morgon 18–20")?', fault=_period_fault(now)),
            Field("end", "Slut?", required=never, asked=lambda _: False, fault=_moment_fault(now)),
            Field("routine", "Sidan med reservrutinen?", required=never, choices=written_pages),
            Field("contact", "Vem vänder man sig till?", required=never, choices=named("contact")),
            Field(
                "said",
                "Första uppdateringen?",
                default=lambda _, answers: _suggested(answers["kind"], first(answers)).get("sv", ""),
            ),
            Field(
                "said-en",
                "Första uppdateringen på engelska?",
                required=never,
                asked=lambda answers: answers["said"] != _suggested(answers["kind"], first(answers)).get("sv"),
            ),
            Field(
                "id",
                "Id, som också blir filens namn?",
                default=lambda base, answers: _free(base, f"{start(answers)}-{short_id(answers['title'])}"),
                fault=new_id("notice"),
            ),
        ),
        lambda _, answers: _new(answers, now),
    )


def update_fields(notice: Notice, now: datetime, *, stated: bool = False) -> tuple[Field, ...]:
    """Return what to ask for an update of a notice; `stated` says that its new state is known to be meant."""
    at = standing(notice, now)
    states: dict[str, str] = {state: notice_words(LANGUAGES[0])["states"][state] for state in ALLOWED[notice.kind]}
    is_disturbance = notice.kind == "storning"
    # Who writes about a stop whose time is over, and has not ended it, writes that it goes on.
    state = "pagar" if at.by_plan and not is_disturbance else at.state
    moved = "Rättad tid, från eller från och till" if is_disturbance else "Ny tid, om det flyttas"

    def happened(_: Base, answers: Answers) -> str:
        begins = answers.get("state") == "pagar" and not any(u.state == "pagar" for u in at.periods[-1].said)
        return written(at.begin) if begins and at.begin < now and (answers.get("end") or not stated) else "nu"

    return (
        Field("state", "Läge nu?", choices=lambda _: states, default=lambda *_: state),
        *_said("Vad har hänt?", ""),
        Field(
            "system",
            "System vars läge ändras, som system=läge?",
            many=True,
            required=never,
            choices=lambda _: notice_words(LANGUAGES[0])["systems"],
            fault=_pair_fault,
            pairs="second",
        ),
        Field("when", f"{moved} (till exempel 26/11 18–21)?", required=never, fault=_period_fault(now)),
        Field(
            "end",
            "Slut, om det är ett annat?",
            required=never,
            asked=lambda _: not is_disturbance,
            fault=_moment_fault(now),
        ),
        Field("at", "När hände det?", default=happened, fault=_past_fault(now)),
    )


def resolve_fields(notice: Notice, now: datetime) -> tuple[Field, ...]:
    """Return what to ask when a notice is over."""
    told = _suggested(notice.kind, _LAST[notice.kind])["sv"]
    return (
        *_said("Vad säger du till dem som berörs?", told),
        Field("when", "Rättad tid, från och till (tomt om början stämmer)?", required=never, fault=_period_fault(now)),
        Field("end", "Slut?", required=never, asked=lambda _: False, fault=_past_fault(now)),
        Field(
            "at",
            "När tog det slut?",
            asked=lambda answers: not answers.get("when") and not answers.get("end"),
            default=lambda *_: "nu",
            fault=_past_fault(now),
        ),
    )


def cancel_fields(notice: Notice, now: datetime) -> tuple[Field, ...]:
    """Return what to ask when something planned is called off."""
    told = _suggested(notice.kind, "installd").get("sv", "")
    when = Field("at", "När ställdes det in?", default=lambda *_: "nu", fault=_past_fault(now))
    return (*_said("Varför blir det inte av?", told), when)


def updated(root: Path, notice: Notice, answers: Answers, now: datetime) -> Draft:
    """Return the file of a notice with one more update. Raises Unclear for times that contradict each other."""
    path = f"{FOLDER}/{notice.id}.yml"
    text = (root / path).read_text(encoding="utf-8")
    value: dict[str, Any] = parse(path, text).value
    update = {
        "at": written(_minute(now)),
        "state": answers["state"],
        "text": _told(answers, "text", notice.kind, answers["state"]),
        "systems": [_touched(text) for text in answers.get("system") or ()],
        **_times(notice, answers, now),
    }
    value["updates"] = [*value["updates"], filled(update)]
    return Draft(path, dump(value, Notice))


def _times(notice: Notice, answers: Answers, now: datetime) -> dict[str, str | None]:
    """Return the times of an update: when what it tells of happened, and the start and end that it moves."""
    moved = period(answers["when"], now) if answers.get("when") else None
    at = moment(answers.get("at", "nu"), now)
    end = moment(answers["end"], now) if answers.get("end") else moved and moved.end
    is_over = answers["state"] in FINAL
    if end and notice.kind == "storning" and not is_over:
        raise Unclear("En störning har inget slut förrän den är löst. Skriv läget lost, eller kör: kb notice resolve")
    since = end if is_over and end else at
    if since > now:
        raise Unclear("Det har inte tagit slut än: tiden ligger i framtiden.")
    begins = answers["state"] == "pagar" and since > standing(notice, now).begin
    return {
        "since": written(since) if since < _minute(now) or (begins and not moved) else None,
        "start": written(moved.start) if moved else None,
        "end": written(end) if end and not is_over else None,
    }


def last_state(notice: Notice) -> str:
    """Return the state of a notice that is over."""
    return _LAST[notice.kind]


# --- what may be a mistake


def doubts_of_new(base: Base, answers: Answers, now: datetime) -> list[Doubt]:
    """Return what to ask about before a new notice is saved."""
    found = _doubts_of_time(answers, now)
    when, systems = _period_of(answers, now), {one["system"] for one in _touched_by(answers)}
    for notice in base.notices.values():
        at = standing(notice, now)
        same_systems = {touched.system for touched in notice.systems} == systems
        # A stop of the same name at another time is another stop.
        same_time = at.begin == when.start or (notice.kind == "storning" and not at.is_over)
        same = notice.kind == answers["kind"] and same_systems and same_time
        if same and notice.title.sv.casefold() == answers["title"].casefold():
            found.append(Doubt(f'Notisen finns redan: "{notice.id}". Uppdatera den med: kb notice update {notice.id}'))
        elif same and systems and at.phase is Phase.ONGOING and notice.kind == "storning":
            text = f'Det pågår redan en störning i samma system: "{notice.id}". '
            found.append(Doubt(f"{text}Uppdatera den med: kb notice update {notice.id}", refused=False))
    if answers["kind"] != "storning" and when.end and when.end <= now:
        found.append(Doubt("Tiden har redan passerat. Notisen skrivs som avslutad.", refused=False))
    elif answers["kind"] == "underhall" and when.start < _minute(now):
        found.append(Doubt("Stoppets början har redan passerat. Notisen skrivs som pågående.", refused=False))
    return found


def doubts_of_update(notice: Notice, answers: Answers, now: datetime) -> list[Doubt]:
    """Return what to ask about before an update is saved."""
    found = _doubts_of_time(answers, now)
    at = standing(notice, now)
    known = at.impact
    until = at.planned[1]
    if at.by_plan and answers["state"] == "genomford" and answers.get("at") == "nu" and until and now - until > _LATE:
        told = duration_text(between(until, now), "sv")
        text = f"Stoppet slutar enligt det här {told} efter sin planerade tid. Slutade det tidigare: --at med tiden."
        found.append(Doubt(text, refused=False))
    for system in (text.partition("=")[0] for text in answers.get("system") or ()):
        if system not in known:
            found.append(Doubt(f'Systemet "{system}" finns inte i notisen. Det läggs till, och notisen visas för det.'))
    moved = period(answers["when"], now) if answers.get("when") else None
    if moved and notice.kind != "storning" and (moved.end or moved.start) <= now and answers["state"] not in FINAL:
        found.append(Doubt("Den nya tiden har redan passerat.", refused=False))
    return found


def is_told(notice: Notice, answers: Answers, now: datetime) -> bool:
    """Whether ending a notice would only say again that it is over, and when."""
    at, times = standing(notice, now), _times(notice, answers, now)
    is_final = bool(at.said) and at.said[-1].state in FINAL
    return is_final and not times["start"] and datetime.fromisoformat(times["since"] or written(now)) == at.end


def refusal(notice: Notice, command: str, now: datetime, *, timed: bool) -> str | None:
    """Return why a notice cannot be ended or called off now, or None; with a time of its own it may be put right."""
    at = standing(notice, now)
    if command == "update":
        return None
    if command == "cancel" and notice.kind == "storning":
        return f"En störning kan inte ställas in. Kör: kb notice resolve {notice.id}"
    if at.phase is Phase.CANCELLED:
        return "Notisen är redan inställd."
    if at.said and at.said[-1].state in FINAL and not (timed and command == "resolve"):
        return f"Notisen är redan avslutad. Ska tiden rättas? Kör: kb notice resolve {notice.id} --at TID"
    if command == "resolve" and at.phase is Phase.PLANNED:
        return f"Det har inte börjat än. Ställ in det med: kb notice cancel {notice.id}"
    if command == "cancel" and any(update.state in ("pagar", "verifieras") for update in at.periods[-1].said):
        return f"Det har redan börjat. Avsluta det med: kb notice resolve {notice.id}"
    return None


def _doubts_of_time(answers: Answers, now: datetime) -> list[Doubt]:
    if not answers.get("when"):
        return []
    when = period(answers["when"], now)
    if not when.is_rolled or not when.end or when.end - when.start <= _NIGHT:
        return []
    length = duration_text(between(when.start, when.end), "sv")
    return [
        Doubt(
            f'"{answers["when"]}" blir {length}: {period_text(when.start, when.end, "sv")}. Skriv annars båda dagarna.'
        )
    ]


# --- the parts of a file


def _period_of(answers: Answers, now: datetime) -> SpokenPeriod:
    """Return when a new notice holds; its end may have been said by itself."""
    when = period(answers["when"], now)
    return replace(when, end=moment(answers["end"], now)) if answers.get("end") else when


def _first(kind: str, when: SpokenPeriod, now: datetime) -> str:
    """Return the state that a new notice begins with: what is told afterwards is over, and a stop may go on."""
    if when.end and when.end <= now:
        return _LAST[kind]
    if kind == "storning":
        return "undersoks"
    return "pagar" if kind == "underhall" and when.start < _minute(now) else "planerad"


def _minute(now: datetime) -> datetime:
    return local(now).replace(second=0, microsecond=0)


def _new(answers: Answers, now: datetime) -> Draft:
    kind, when = answers["kind"], _period_of(answers, now)
    state = _first(kind, when, now)
    is_over = kind == "storning" and state == "lost"
    # What goes on was known at the latest now; a disturbance told afterwards began before it was told.
    update = {
        "at": written(_minute(now)),
        "state": state,
        "text": _told(answers, "said", kind, state),
        "since": written(when.end) if when.end and state in FINAL else None,
    }
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
        "end": written(when.end) if when.end and not is_over else None,
        "routine": answers.get("routine"),
        "contact": answers.get("contact"),
        "updates": [filled(update)],
    }
    return Draft(f"{FOLDER}/{answers['id']}.yml", dump(filled(values), Notice))


def _suggested(kind: str, state: str) -> dict[str, str]:
    """Return what is suggested as the text of an update; who takes the suggestion gets it in all languages."""
    suggested = {lang: notice_words(lang)["suggested"] for lang in LANGUAGES if lang in Text.model_fields}
    about = "information" if kind == "information" else "disturbance"
    return {lang: texts[about][state] for lang, texts in suggested.items() if state in texts[about]}


def _told(answers: Answers, name: str, kind: str, state: str) -> dict[str, str]:
    """Return what was said, in English too where it is what was suggested."""
    texts, known = texts_of(answers, name), _suggested(kind, state)
    return known if texts == {"sv": known.get("sv")} else texts


def _said(ask: str, suggested: str) -> tuple[Field, ...]:
    return (
        Field("text", ask, default=lambda *_: suggested),
        Field(
            "text-en",
            "Texten på engelska?",
            required=never,
            asked=lambda answers: not suggested or answers.get("text") != suggested,
        ),
    )


def _touched_by(answers: Answers) -> list[dict[str, str]]:
    """Return each system with its state: its own, or the one for all."""
    named, states = answers.get("system") or (), answers.get("state") or ()
    own: Mapping[str, str] = dict(text.split("=", 1) for text in (*named, *states) if "=" in text)
    common = next((text for text in states if "=" not in text), "avbrott")
    systems = dict.fromkeys(text.partition("=")[0] for text in (*named, *own))
    return [{"system": system, "state": own.get(system, common)} for system in systems]


def _touched(text: str) -> dict[str, str]:
    system, _, state = text.partition("=")
    return {"system": system, "state": state}


def _systems_in_use(base: Base) -> dict[str, str]:
    """Return the systems that something can happen to: those that have ended are not offered."""
    names = named("system")(base)
    return {key: names[key] for key, system in base.systems.items() if system.life in ("i-drift", "under-utveckling")}


def _system_fault(base: Base, text: str) -> str | None:
    """Say what is wrong with the system of `system=läge`."""
    system, equals, state = text.partition("=")
    if equals and system not in base.systems:
        return f'systemet "{system}" finns inte{nearest(system, base.systems) or "."}'
    if equals and state not in STATES:
        return f'läget "{state}" finns inte. Välj ett av {", ".join(STATES)}.'
    if equals and base.systems[system].life in ("avbruten", "avvecklad"):
        return f'systemet "{system}" används inte längre.'
    return None


def _pair_fault(base: Base, text: str) -> str | None:
    return _system_fault(base, text) if "=" in text else "Skriv system=läge, till exempel samsa=avbrott."


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
