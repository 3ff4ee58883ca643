"""The notice board: all notices at a moment, with the names, words and addresses needed to tell about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment

from ..base.addresses import name, site_url, target
from ..base.base import Base
from ..days.in_words import between, duration_text, moment_text, period_text
from ..language.alphabet import first_upper
from ..model.fields import Text
from ..model.records.editorial import Notice
from ..relations.notice_life import Phase, Standing, effects, standing
from ..site.templates import environment

PAGE = "driftinformation/index.md"
"""The page that gathers all notices."""

# Characters that are not text: they may not stand in XML, and mean something to terminals. Line breaks and tabs may.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """Return a text with every control character shown as a replacement character."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one language; `lang` is its own language where that is not the wanted one."""

    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Something told about a notice, under a label."""

    label: str
    said: Said


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
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The titles of pages by language, {path: {lang: title}}; of those at least that notices link to."""

    @cached_property
    def env(self) -> Environment:
        """The templates; only those of notices, which ask nothing of the base."""
        return environment(self.root)

    @cached_property
    def words(self) -> dict[str, dict[str, Any]]:
        """The words of notices by language."""
        module: Any = self.env.get_template("notices/words.md").module
        return dict(module.words)

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
        words = self.words[lang]["phases"][notice.kind]
        if at.phase is Phase.ONGOING and at.is_major:
            return str(words["major"])
        return str(words["by_plan" if at.by_plan else at.phase.value])

    def when(self, notice: Notice, at: Standing, lang: str) -> str:
        """Return when, in a sentence, as the phase asks for it."""
        words = self.words[lang]
        values = {"start": moment_text(at.begin, lang), "period": first_upper(period_text(at.begin, at.end, lang))}
        if at.phase is Phase.CANCELLED:
            planned = period_text(notice.start, notice.end, lang)
            return str(words["cancelled"]).format(period=planned, end=moment_text(at.end or self.now, lang))
        if at.phase is Phase.ONGOING and not at.end:
            return str(words["since"]).format(**values)
        if not at.end:
            return str(words["when_open"]).format(**values)
        key = "was" if at.phase is Phase.ENDED else "when"
        if at.by_plan and notice.kind == "underhall":
            key = "by_plan"
        return str(words[key]).format(**values, length=duration_text(between(at.begin, at.end), lang))

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
        """Return what a reader needs to know: for whom, what to do, what works and what not, and what was said last."""
        words, at = self.words[lang], self.at(notice)
        rows = [
            Row(words[key], Said(", ".join(self.name(kind, one, lang) for one in chosen)))
            for key, kind, chosen in (("areas", "area", notice.areas), ("roles", "role", notice.roles))
            if chosen
        ]
        rows.append(Row(words["text"], said(notice.text, lang)))
        rows += [
            Row(words[key], said(text, lang))
            for key, text in (("works", notice.works), ("fails", notice.fails))
            if text
        ]
        if at.impact:
            states = words["systems"]
            named = [f"{self.name('system', system, lang)}: {states[state]}" for system, state in at.impact.items()]
            rows.append(Row(words["touched"], Said("\n".join(named))))
        if latest and at.said:
            update = at.said[-1]
            text = said(update.text, lang)
            head = f"{moment_text(update.at, lang)} – {words['states'][update.state]}"
            rows.append(Row(words["latest"], Said(f"{head}\n{text.text}", text.lang)))
        return rows

    def effect_rows(self, notice: Notice, lang: str, system: str) -> list[Row]:
        """Return what a notice means in a system that leans on a touched one."""
        label = str(self.words[lang]["effect"])
        return [
            Row(
                label.format(system=self.name("system", system, lang), cause=self.name("system", cause, lang)),
                said(effect, lang),
            )
            for cause, effect in self.effects(notice).get(system, ())
        ]

    def ways(self, notice: Notice, lang: str, *, more: bool = True) -> list[Way]:
        """Return the links of a notice: fallback routine, contact, all updates."""
        words = self.words[lang]
        ways = []
        if notice.routine:
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


def said(text: Text, lang: str) -> Said:
    """Return a text in `lang`, marked as Swedish where there is no translation."""
    missing = lang != "sv" and not getattr(text, lang)
    return Said(clean(text.get(lang)), "sv" if missing else None)


def latest_first(notices: Iterable[Notice], now: datetime) -> list[Notice]:
    """Return notices by when something was last said of them, the latest first."""

    def key(notice: Notice) -> tuple[float, str]:
        updates = standing(notice, now).said or notice.updates[:1]
        return -updates[-1].at.timestamp(), notice.id

    return sorted(notices, key=key)
