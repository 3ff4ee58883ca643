"""Notices as HTML: the bar and the boxes of a page, and the part of the page of all notices that is made from data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from markupsafe import Markup

from ..base.entries import PageEntry
from ..days.in_words import day_text, duration_text, moment_text, month_text
from ..language.alphabet import sort_key
from ..languages import prefix, word
from ..model.records.disturbance import Notice
from ..model.records.knowledge import System
from ..relations.availability import Month, agreed, known_since, months
from ..relations.made_pages import OWN_PAGES
from ..relations.notice_life import Phase, by_time
from ..site.drawing import WIDTH, Box, FigureWords, Stroke
from ..site.frame import PageNotices, TocItem
from .board import PAGE, Board, Row, notice_words, said
from .cards import BAR, BOX, Card, Face, asof, cards, tone
from .feeds import FEEDS, feeds

HISTORY = timedelta(days=365)
PARTS = ("rad", "tavla")
"""The parts of the page of all notices that `kb notice publish` writes anew: the bar, and what is made from notices."""

_SCHEME = re.compile(r"^https?://")
_RECORD_PAGES = {OWN_PAGES[kind].at.partition("/")[0]: kind for kind in FEEDS}


@dataclass(frozen=True, slots=True)
class Shown:
    """A card at a moment, and what it means on this page beyond what it says of itself."""

    card: Card
    face: Face
    extra: list[Row] = field(default_factory=list)
    full: bool = False
    """Whether all its rows are there, as on the pages it touches, or only the first, as in the bar elsewhere."""


@dataclass(frozen=True, slots=True)
class Topics:
    """What a page is about, as far as notices ask: the ids that a notice must name to show on it."""

    path: str
    systems: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    """The role or area whose own page it is."""
    brief: bool = False
    """Whether the page, as the start page, only names what stands in no bar."""


@dataclass(slots=True)
class Pages:
    """Draws the notices of a board on pages; made once for a build, asked for every page."""

    board: Board
    _cards: dict[str, list[Card]] = field(default_factory=dict)
    _bars: dict[tuple[object, ...], str] = field(default_factory=dict)

    def of(self, entry: PageEntry, lang: str) -> PageNotices:
        """Return what the page at `entry` shows of notices."""
        topics = topics_of(entry)
        url = self.board.url(entry.path, lang)
        is_board = entry.path == PAGE
        boxes = [] if is_board else self._boxes(topics, lang)
        return PageNotices(
            bar=self.bar(url, lang, topics, marked=is_board),
            boxes="" if is_board else self._draw("boxes", boxes, url, lang, topics=topics),
            board=self.region(lang) if is_board else "",
            script=f"notiser/{lang}.js",
            headings=[TocItem(*pair) for pair in self._headings(lang)] if is_board else [],
            feed=f"{next(feeds(self.board, lang)).path}.atom" if is_board and self.board.address else "",
            first=is_board or bool(boxes or self._bar(topics, lang)),
        )

    def bar(self, url: str, lang: str, topics: Topics | None = None, *, marked: bool = False) -> str:
        """Return the bar on the page at `url`. On the page of all notices, which tells them itself, it is marked, to be
        found again, and empty."""
        shown = [] if marked else self._bar(topics, lang)
        key = (_up(url), lang, marked, *((item.full, *(row.label for row in item.extra)) for item in shown))
        if key not in self._bars:
            start, end = marks("rad") if marked else (Markup(), Markup())
            self._bars[key] = self._draw("bar", shown, url, lang, start=start, end=end)
        return self._bars[key]

    def region(self, lang: str) -> str:
        """Return the part of the page of all notices that is made from them."""
        board, words = self.board, notice_words(lang)
        phases = by_time(board.notices, board.now)
        recent = [
            notice
            for notice in sorted((*phases[Phase.ENDED], *phases[Phase.CANCELLED]), key=self._ended, reverse=True)
            if board.now - self._ended(notice) <= HISTORY
        ]
        start, end = marks("tavla")
        html = board.env.get_template("notices/board.html").render(
            start=start,
            end=end,
            words=words,
            lang=lang,
            empty=not board.notices,
            asof=asof(board, lang),
            ongoing=[self._item(notice, lang) for notice in phases[Phase.ONGOING]],
            planned=[self._item(notice, lang) for notice in phases[Phase.PLANNED]],
            history=[self._item(notice, lang) for notice in recent],
            systems=self._systems(recent, lang),
            figures=self._figures(lang),
            headings=dict(self._headings(lang)),
            subscriptions=self._subscriptions(lang) if board.address else [],
            up=_up(board.url(PAGE, lang)),
            address=board.address,
            counted=self._counted(lang),
        )
        return html.strip()

    def _bar(self, topics: Topics | None, lang: str) -> list[Shown]:
        """Return what the bar shows: on a page that it touches, all of a notice, so that no box says it again."""
        found = []
        for card, face in self._faces(lang):
            if face.level == BAR:
                extra = touches(card, topics) if topics and not topics.brief else None
                found.append(Shown(card, face, extra or [], full=extra is not None))
        return found

    def _boxes(self, topics: Topics, lang: str) -> list[Shown]:
        found = []
        for card, face in self._faces(lang):
            if face.level == BOX and (extra := touches(card, topics)) is not None:
                found.append(Shown(card, face, extra, full=not topics.brief))
        return found

    def _faces(self, lang: str) -> list[tuple[Card, Face]]:
        if lang not in self._cards:
            self._cards[lang] = cards(self.board, lang)
        now = self.board.now.timestamp()
        return [(card, card.face(now)) for card in self._cards[lang]]

    def _draw(self, template: str, shown: list[Shown], url: str, lang: str, **more: object) -> str:
        words = notice_words(lang)
        when = asof(self.board, lang) if shown else ""
        page = self.board.env.get_template(f"notices/{template}.html")
        return page.render(shown=shown, up=_up(url), lang=lang, words=words, asof=when, **more).strip()

    def _headings(self, lang: str) -> tuple[tuple[str, str], ...]:
        words = notice_words(lang)
        if not self.board.notices:
            return (("drift-prenumerera", words["subscribe"]),)
        names = (
            ("nu", "now"),
            ("planerat", "planned"),
            ("historik", "history"),
            ("system", "per_system"),
            ("prenumerera", "subscribe"),
        )
        return tuple((f"drift-{anchor}", words[key]) for anchor, key in names)

    def _ended(self, notice: Notice) -> datetime:
        return self.board.at(notice).end or notice.start

    def _item(self, notice: Notice, lang: str) -> dict[str, object]:
        board, at = self.board, self.board.at(notice)
        words = notice_words(lang)
        return {
            "id": notice.id,
            "label": board.label(notice, at, lang),
            "title": said(notice.title, lang),
            "when": board.when(notice, at, lang),
            "day": day_text(at.begin, lang),
            "length": duration_text(at.length, lang) if at.phase is Phase.ENDED else "",
            "tone": tone(notice, at),
            "rows": board.history(notice, lang)
            if at.is_over
            else [
                *board.rows_during(notice, lang, latest=False),
                *(row for system in board.effects(notice) for row in board.effect_rows(notice, lang, system)),
            ],
            "ways": board.ways(notice, lang, more=False),
            "updates": [
                {
                    "moment": moment_text(update.at, lang),
                    "iso": update.at.isoformat(),
                    "state": words["states"][update.state],
                    "text": said(update.text, lang),
                    "times": board.times(notice, update, lang),
                    "systems": [
                        f"{board.name('system', t.system, lang)}: {words['systems'][t.state]}" for t in update.systems
                    ],
                }
                for update in reversed(at.said)
            ],
        }

    def _systems(self, recent: list[Notice], lang: str) -> list[dict[str, object]]:
        board, states = self.board, self.board.states()
        counts = {system: sum(system in board.systems(n) for n in [*recent, *self._open()]) for system in states}
        words = notice_words(lang)
        return [
            {
                "id": system,
                "name": board.name("system", system, lang),
                "url": board.url(f"system/{system}.md", lang),
                "state": ", ".join(dict.fromkeys(board.state_text(*one, lang) for one in on)) or words["fine"],
                "count": counts[system],
            }
            for system, on in sorted(states.items(), key=lambda item: sort_key(board.name("system", item[0], lang)))
        ]

    def _open(self) -> list[Notice]:
        return by_time(self.board.notices, self.board.now)[Phase.ONGOING]

    def _figures(self, lang: str) -> list[dict[str, object]]:
        """Return the availability of each system that a notice has touched, and of those with an agreed level."""
        board = self.board
        if not board.notices:
            return []
        touched = {system for notice in board.notices for system in board.systems(notice)}
        systems = [
            s for s in board.base.systems.values() if s.id in touched or (s.availability and s.life == "i-drift")
        ]
        return [self._figure(system, lang) for system in systems]

    def _figure(self, system: System, lang: str) -> dict[str, object]:
        board, words = self.board, notice_words(lang)
        # Of the time before the first notice nothing is known; the text below the picture says since when.
        every = board.base.records.get("area", {})
        rows = [row for row in months(board.notices, system.id, board.now, every) if row.covered]
        fact = board.base.facts.get(system.availability) if system.availability else None
        name = board.name("system", system.id, lang)
        return {
            "id": system.id,
            "name": name,
            "title": words["picture"].format(system=name),
            "agreed": words["agreed"].format(value=fact.value.get(lang)) if fact else "",
            "rows": [
                {
                    "month": month_text(row.first, lang),
                    "percent": words["too_short"] if row.percent is None else percent_text(row.percent, lang),
                    "parts": [
                        words["part_outage"].format(
                            area=board.name("area", area, lang), length=duration_text(spent, lang)
                        )
                        for area, spent in row.parts.items()
                    ],
                    **{
                        key: duration_text(length, lang) if length else words["no_time"]
                        for key, length in (
                            ("outage", row.outage),
                            ("disturbed", row.disturbed),
                            ("stops", row.planned),
                        )
                    },
                }
                for row in rows
            ],
            "drawing": _draw(rows, agreed(fact), lang, words),
        }

    def _counted(self, lang: str) -> str:
        since = known_since(self.board.notices)
        return notice_words(lang)["counted"].format(since=day_text(since, lang)) if since else ""

    def _subscriptions(self, lang: str) -> list[dict[str, object]]:
        board, words = self.board, notice_words(lang)
        groups: dict[str, list[dict[str, str]]] = {"everything": [], "by_system": [], "by_area": [], "by_role": []}
        keys = {None: "everything", "system": "by_system", "area": "by_area", "role": "by_role"}
        for feed in feeds(board, lang):
            calendar = {
                None: f"{prefix(lang)}kalender/driftinformation.ics",
                "system": f"{prefix(lang)}kalender/system/{feed.record_id}.ics",
            }
            name = board.name(feed.kind, feed.record_id, lang) if feed.kind and feed.record_id else words["everything"]
            path = calendar.get(feed.kind, "")
            webcal = _SCHEME.sub("webcal://", f"{board.address}{path}") if path else ""
            groups[keys[feed.kind]].append({"name": name, "path": feed.path, "calendar": path, "webcal": webcal})
        return [{"id": key.replace("_", "-"), "name": words[key], "rows": rows} for key, rows in groups.items()]


def marks(part: str) -> tuple[Markup, Markup]:
    """Return what stands around a part. Text from notices cannot hold it: `<` is escaped."""
    return Markup("<!-- notiser: {} -->").format(part), Markup("<!-- notiser: slut {} -->").format(part)


def topics_of(entry: PageEntry) -> Topics:
    """Return what a page is about; a record's own page is about the record."""
    folder, _, name = entry.path.removesuffix(".md").partition("/")
    kind = _RECORD_PAGES.get(folder) if entry.generated and name != "index" else None
    if kind == "system":
        return Topics(entry.path, (name,))
    return Topics(entry.path, entry.systems, (name,) if kind else (), brief=entry.kind == "start")


def touches(card: Card, topics: Topics) -> list[Row] | None:
    """Return None where a card does not belong on a page, else what it means there beyond its own words."""
    effects = [row for system in topics.systems if system in card.effects for row in card.effects[system]]
    direct = any(system in card.systems for system in topics.systems)
    named = card.page == topics.path or any(one in topics.chosen for one in (*card.roles, *card.areas))
    return effects if direct or named or effects else None


def percent_text(percent: float, lang: str) -> str:
    """Return `99,95 %`, never rounded up to a hundred."""
    shown = f"{min(percent, 99.999 if percent < 100 else 100):.3f}".rstrip("0").rstrip(".")
    return f"{shown.replace('.', word('times.decimal_sign', lang))}\u00a0%"


def _draw(rows: list[Month], level: float | None, lang: str, words: dict[str, str]) -> dict[str, object]:
    """Place one bar for each month, the latest first, on a scale that begins below the worst month."""
    known = [row.percent for row in rows if row.percent is not None]
    low = min([99.0, *(float(int(percent)) for percent in known)])
    low = low - 1 if low in known else low
    left, width, line = 120, WIDTH - 120 - 82, 26
    boxes, texts, strokes = [], [], []
    for index, row in enumerate(rows):
        y = 22 + index * line
        texts.append(FigureWords(0, y + 15, month_text(row.first, lang)))
        if row.percent is None:
            texts.append(FigureWords(WIDTH - 2, y + 15, words["no_time"], anchor="end"))
            continue
        share = max(0.0, (row.percent - low) / (100 - low))
        boxes.append(Box(left, y + 2, round(width * share, 1) or 1, 16, "box"))
        texts.append(FigureWords(WIDTH - 2, y + 15, percent_text(row.percent, lang), anchor="end"))
    bottom = 22 + len(rows) * line
    if level is not None and level > low:
        x = round(left + width * (level - low) / (100 - low), 1)
        strokes.append(Stroke(((x, 16), (x, bottom)), "guide"))
        texts.append(FigureWords(x, 12, words["agreed_line"].format(value=percent_text(level, lang)), anchor="end"))
    return {"boxes": boxes, "words": texts, "strokes": strokes, "height": bottom + 4}


def _up(url: str) -> str:
    """Return the way from a page to the site's root: `../../`."""
    return "../" * url.removeprefix("./").count("/") or "./"
