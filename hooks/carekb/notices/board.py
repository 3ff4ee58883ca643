"""The notice board: all notices at a moment, with the names, words and addresses needed to tell about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from jinja2 import Environment

from ..base.addresses import name, site_url, target
from ..base.base import Base
from ..days.in_words import duration_text, moment_text, period_text, periods_text
from ..language.alphabet import first_upper
from ..languages import Words, words
from ..model.fields import Text
from ..model.records.disturbance import Notice, NoticeUpdate, SystemState
from ..relations.notice_life import STATES, Phase, Standing, effects, periods, standing
from ..site.templates import environment
from .links import pieces

PAGE = "driftinformation/index.md"
"""The page that gathers all notices."""

_NAMED = 3
"""So many areas are named beside the phase of a notice; more are counted."""
# Characters that are not text: they may not stand in XML, and mean something to terminals. Line breaks and tabs may.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """Return a text with every control character shown as a replacement character."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def notice_words(lang: str) -> Words:
    """Return the words of notices: on pages, in feeds, calendars, data and plain text alike."""
    found: Words = words(lang)["notices"]
    return found


@dataclass(frozen=True, slots=True)
class Localized:
    """A text in one language; `lang` is its own language where that is not the wanted one."""

    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Something told about a notice, under a label."""

    label: str
    said: Localized


@dataclass(frozen=True, slots=True)
class Way:
    """A link from a notice; `url` is counted from the site's root."""

    text: str
    url: str


@dataclass
class Board:
    """All notices of a base as they are at `now`."""

    base: Base
    now: datetime
    root: Path
    """The project, for its templates."""
    address: str = ""
    """The site's address on the web, ending in a slash; empty for a copy that is read offline."""
    directories: bool = True
    generation: str = ""
    """The version of the site that its pages name; see `build.versions`."""
    published: Mapping[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    """The stops in the calendar of the site as it is, see `calendars.published`."""
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The titles of pages by language, {path: {lang: title}}; of those at least that notices link to."""

    @cached_property
    def env(self) -> Environment:
        """The templates; only those of notices, which ask nothing of the base."""
        env = environment(self.root)
        env.filters["pieces"] = pieces
        return env

    @property
    def notices(self) -> list[Notice]:
        """Every notice, by id."""
        return [self.base.notices[key] for key in sorted(self.base.notices)]

    def at(self, notice: Notice) -> Standing:
        """Return how a notice stands now."""
        return standing(notice, self.now)

    def url(self, place: str, lang: str) -> str:
        """Return the address of `path.md#anchor` from the site's root."""
        return site_url(place, lang, directories=self.directories)

    def absolute(self, place: str, lang: str) -> str:
        """Return the address of `path.md#anchor` on the web."""
        url = self.url(place, lang)
        return self.address + ("" if url == "./" else url)

    def place(self, notice: Notice) -> str:
        """Return where the notice stands on the page of all notices."""
        return f"{PAGE}#notis-{notice.id}"

    def name(self, kind: str, record_id: str, lang: str) -> str:
        """Return a record's name, or its id where the record is not known."""
        if record_id not in self.base.records.get(kind, {}):
            return record_id
        return name(self.base, kind, record_id, lang)

    def label(self, notice: Notice, at: Standing, lang: str) -> str:
        """Return the words for the notice's phase: `Avbrott pågår`."""
        words = notice_words(lang)["phases"][notice.kind]
        is_major = at.phase is Phase.ONGOING and at.is_major
        label = words["major" if is_major else "by_plan" if at.by_plan else at.phase.value]
        part = self.part(notice, lang)
        return f"{label} ({part})" if part else str(label)

    def part(self, notice: Notice, lang: str) -> str:
        """Return the areas that a notice is for, or how many; nothing where it is for all."""
        if self.is_everywhere(notice.areas):
            return ""
        if len(notice.areas) > _NAMED:
            return str(notice_words(lang)["some_areas"]).format(count=len(notice.areas))
        return ", ".join(self.name("area", one, lang) for one in notice.areas)

    def is_part(self, notice: Notice) -> bool:
        """Whether a notice is for some areas or roles only: then the system works for the others."""
        return bool(notice.roles) or not self.is_everywhere(notice.areas)

    def capped(self, notice: Notice, state: SystemState) -> SystemState:
        """Return what a state means for the whole system: an outage in a part of it is a partial outage."""
        return "delvis-avbrott" if state == "avbrott" and self.is_part(notice) else state

    def state_text(self, notice: Notice, state: SystemState, lang: str) -> str:
        """Return a state in words, with where or for whom: `Avbrott (Skaraborg)`."""
        roles = ", ".join(self.name("role", one, lang) for one in notice.roles)
        part = ", ".join(filled for filled in (self.part(notice, lang), roles) if filled)
        text = first_upper(notice_words(lang)["systems"][state])
        return f"{text} ({part})" if part else text

    def states(self) -> dict[str, list[tuple[Notice, SystemState]]]:
        """Return what goes on in each system in use, the worst first, and no further than what is so everywhere."""
        found: dict[str, list[tuple[Notice, SystemState]]] = {
            system.id: [] for system in self.base.systems.values() if system.life in ("i-drift", "under-utveckling")
        }
        for notice in self.notices:
            for system, state in self.at(notice).systems.items():
                found.setdefault(system, []).append((notice, state))
        return {system: self._worst_first(some) for system, some in found.items()}

    def _worst_first(self, some: list[tuple[Notice, SystemState]]) -> list[tuple[Notice, SystemState]]:
        some.sort(key=lambda one: (-STATES.index(self.capped(*one)), self.is_part(one[0])))
        whole = next((place for place, one in enumerate(some) if not self.is_part(one[0])), len(some))
        return some[: whole + 1]

    def is_everywhere(self, areas: Iterable[str]) -> bool:
        """Whether some areas are all: none named means all."""
        named = set(areas)
        return not named or named >= self.base.records.get("area", {}).keys()

    def when(self, notice: Notice, at: Standing, lang: str) -> str:
        """Return when, in a sentence, as the phase asks for it."""
        words = notice_words(lang)
        past = [(period.begin, period.end) for period in at.periods if period.end]
        values = {"start": moment_text(at.begin, lang), "period": first_upper(periods_text(past, lang) if past else "")}
        if at.phase is Phase.CANCELLED:
            planned = period_text(*at.planned, lang)
            return str(words["cancelled"]).format(period=planned, end=moment_text(at.end or self.now, lang))
        if not at.end:
            text = str(words["since" if at.phase is Phase.ONGOING else "when_open"]).format(**values)
            return f"{text} {words['earlier'].format(**values)}" if past else text
        key = "was" if at.phase is Phase.ENDED else "when"
        if at.by_plan and notice.kind == "underhall":
            key = "by_plan"
        text = str(words[key]).format(**values, length=duration_text(at.length, lang))
        if notice.kind == "underhall" and at.planned != (at.begin, at.end):
            return f"{text} {words['was_planned'].format(period=period_text(*at.planned, lang))}"
        return text

    def times(self, notice: Notice, update: NoticeUpdate, lang: str) -> list[str]:
        """Return the times that an update tells besides its own: when it happened, and what was moved or put right."""
        words, index = notice_words(lang), notice.updates.index(update)
        told = [words["happened"].format(moment=moment_text(update.since, lang))] if update.since else []
        if update.start or update.end:
            now, before = (periods(notice, notice.updates[:count])[-1] for count in (index + 1, index))
            new, old = (period_text(period.begin, period.end, lang) for period in (now, before))
            told.append(words["moved"].format(period=new, before=old))
        return told

    def systems(self, notice: Notice) -> list[str]:
        """Return the systems a notice touches itself."""
        return list(self.at(notice).impact)

    def effects(self, notice: Notice) -> dict[str, list[tuple[str, Text]]]:
        """Return {system: [(what it needs, what is felt)]} for systems that lean on one that is, or was, not well."""
        changes = [*notice.systems, *(touched for update in self.at(notice).said for touched in update.systems)]
        unwell = [touched.system for touched in changes if touched.state != "fungerar"]
        found = effects(self.base.systems, unwell).items()
        return {system: list(felt) for system, felt in found if system not in self.systems(notice)}

    def concerns(self, notice: Notice, kind: str, record_id: str) -> bool:
        """Whether a notice is for a system, an area or a role."""
        if kind == "system":
            return record_id in self.systems(notice) or record_id in self.effects(notice)
        chosen = notice.areas if kind == "area" else notice.roles
        return not chosen or record_id in chosen

    def rows(self, notice: Notice, lang: str, *, latest: bool = True) -> list[Row]:
        """Return what a reader needs to know now: of what is over nothing but for whom it was and how it ended."""
        if self.at(notice).is_over:
            return self.rows_after(notice, lang) if latest else self._whom(notice, lang)
        return self.rows_during(notice, lang, latest=latest)

    def rows_during(self, notice: Notice, lang: str, *, latest: bool = True) -> list[Row]:
        """Return what holds before and while it goes on: for whom, what to do, what works, and what was said last."""
        return [
            *self._whom(notice, lang),
            *self._what(notice, lang, ("text", "works", "fails", "touched")),
            *(self._latest(notice, lang) if latest else ()),
        ]

    def rows_after(self, notice: Notice, lang: str) -> list[Row]:
        """Return what still holds when it is over: for whom it was, and how it ended if anyone has said that."""
        closing = self.at(notice).is_over and not self.at(notice).by_plan
        return [*self._whom(notice, lang), *(self._latest(notice, lang) if closing else ())]

    def history(self, notice: Notice, lang: str) -> list[Row]:
        """Return all that was written of what is over, under labels that say that it was so then."""
        if self.at(notice).phase is Phase.CANCELLED:
            return [*self._whom(notice, lang), *self._what(notice, lang, ("text_planned",))]
        keys = ("text_then", "works_then", "fails_then", "touched_then")
        return [*self._whom(notice, lang), *self._what(notice, lang, keys)]

    def _whom(self, notice: Notice, lang: str) -> list[Row]:
        return [
            Row(notice_words(lang)[key], Localized(", ".join(self.name(kind, one, lang) for one in chosen)))
            for key, kind, chosen in (("areas", "area", notice.areas), ("roles", "role", notice.roles))
            if chosen
        ]

    def _what(self, notice: Notice, lang: str, labels: tuple[str, ...]) -> list[Row]:
        """Return what was written of a notice, each part under the label of its place."""
        words, impact = notice_words(lang), self.at(notice).impact
        named = [f"{self.name('system', one, lang)}: {words['systems'][state]}" for one, state in impact.items()]
        texts = [said(text, lang) if text else None for text in (notice.text, notice.works, notice.fails)]
        parts = [*texts, Localized("\n".join(named)) if named else None]
        return [Row(words[label], part) for label, part in zip(labels, parts, strict=False) if part]

    def _latest(self, notice: Notice, lang: str) -> list[Row]:
        words, at = notice_words(lang), self.at(notice)
        if not at.said:
            return []
        update = at.said[-1]
        text = said(update.text, lang)
        head = f"{moment_text(update.at, lang)} – {words['states'][update.state]}"
        return [
            Row(words["latest"], Localized("\n".join([head, text.text, *self.times(notice, update, lang)]), text.lang))
        ]

    def effect_rows(self, notice: Notice, lang: str, system: str) -> list[Row]:
        """Return what a notice means in a system that leans on a touched one."""
        label = str(notice_words(lang)["effect"])
        return [
            Row(
                label.format(system=self.name("system", system, lang), cause=self.name("system", cause, lang)),
                said(effect, lang),
            )
            for cause, effect in self.effects(notice).get(system, ())
        ]

    def ways(self, notice: Notice, lang: str, *, more: bool = True) -> list[Way]:
        """Return the links of a notice: fallback routine, contact, all updates."""
        words = notice_words(lang)
        ways = []
        if notice.routine and not self.at(notice).is_over:
            text = str(words["routine"]).format(title=self._title(notice.routine, lang))
            ways.append(Way(text, self.url(notice.routine, lang)))
        if notice.contact:
            text = str(words["contact"]).format(name=self.name("contact", notice.contact, lang))
            ways.append(Way(text, self.url(target(self.base, "contact", notice.contact) or PAGE, lang)))
        if more:
            ways.append(Way(str(words["more"]), self.url(self.place(notice), lang)))
        return ways

    def _title(self, path: str, lang: str) -> str:
        titles = self.titles.get(path, {})
        return titles.get(lang) or titles.get("sv") or path.removesuffix(".md")


def said(text: Text, lang: str) -> Localized:
    """Return a text in `lang`, marked as Swedish where there is no translation."""
    missing = lang != "sv" and not getattr(text, lang, None)
    return Localized(clean(text.get(lang)), "sv" if missing else None)


def latest_first(notices: Iterable[Notice], now: datetime) -> list[Notice]:
    """Return notices by when something was last said of them, the latest first."""

    def key(notice: Notice) -> tuple[float, str]:
        updates = standing(notice, now).said or notice.updates[:1]
        return -updates[-1].at.timestamp(), notice.id

    return sorted(notices, key=key)
