"""Atom (RFC 4287) and JSON Feed 1.1: every update of a notice is an entry of its own.

One feed for everything, one for each system, area and role, in both languages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

from ..languages import LANGUAGES, prefix
from ..model.kinds import KINDS
from ..model.records.disturbance import Notice, NoticeUpdate
from .board import PAGE, Board, Localized, notice_words, said

LIMIT = 50
"""The latest entries that a feed holds."""
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed in which nothing has been told was changed last: a feed must say, and must not change for nothing."""
FEEDS = {kind.name: kind.feed for kind in KINDS.values() if kind.feed}
"""{kind of record: folder of its feeds}."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the site; `path` is without its ending and counted from the site's root."""

    path: str
    title: str
    lang: str
    kind: str | None = None
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An update as a feed tells it."""

    id: str
    number: int
    """Which update of its notice it is: two may be made within a minute."""
    title: Localized
    text: str
    html: str
    lang: str
    """The language of what it tells: Swedish in the English feed where nobody has translated it."""
    at: datetime
    url: str
    tags: tuple[str, ...]


def feeds(board: Board, lang: str) -> Iterator[Feed]:
    """Yield the feeds of a language: all, then one for each system, area and role."""
    title = notice_words(lang)["name"]
    yield Feed(f"{prefix(lang)}feeds/driftinformation", title, lang)
    for kind, folder in FEEDS.items():
        for record_id in board.base.records[kind]:
            named = f"{title}: {board.name(kind, record_id, lang)}"
            yield Feed(f"{prefix(lang)}feeds/{folder}/{record_id}", named, lang, kind, record_id)


def feed_files(board: Board) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every feed in both formats."""
    for lang in LANGUAGES:
        told = {notice.id: list(_entries(board, notice, lang)) for notice in board.notices}
        for feed in feeds(board, lang):
            entries = [
                entry
                for notice in board.notices
                if feed.kind is None or board.concerns(notice, feed.kind, feed.record_id or "")
                for entry in told[notice.id]
            ]
            entries.sort(key=lambda entry: (-entry.at.timestamp(), -entry.number, entry.id))
            yield f"{feed.path}.atom", _atom(board, feed, entries[:LIMIT])
            yield f"{feed.path}.json", _json(board, feed, entries[:LIMIT])


def tag(board: Board, rest: str) -> str:
    """Return an id that stays the same wherever the text is moved (RFC 4151)."""
    return f"tag:{host(board)},2026:driftinformation/{rest}"


def host(board: Board) -> str:
    """Return the name of the site's server."""
    return urlsplit(board.address).hostname or "kunskapsbasen.invalid"


def _entries(board: Board, notice: Notice, lang: str) -> Iterator[FeedEntry]:
    own = prefix(lang)
    for number, update in enumerate(board.at(notice).said, 1):
        told, title = _told(board, notice, update, lang), said(notice.title, lang)
        yield FeedEntry(
            id=tag(board, f"{own}{notice.id}/{number}"),
            number=number,
            title=replace(title, text=f"{title.text}: {notice_words(lang)['states'][update.state]}"),
            text=_text(told),
            html=board.env.get_template("notices/entry.html").render(**told).strip(),
            lang=told["text"].lang or lang,
            at=update.at,
            url=board.absolute(board.place(notice), lang),
            tags=(notice.kind, *board.systems(notice)),
        )


def _told(board: Board, notice: Notice, update: NoticeUpdate, lang: str) -> dict[str, Any]:
    """Return what an entry tells: the update, then what stands about the notice as a whole."""
    states = notice_words(lang)["systems"]
    return {
        "text": said(update.text, lang),
        "systems": [f"{board.name('system', t.system, lang)}: {states[t.state]}" for t in update.systems],
        "times": board.times(notice, update, lang),
        "when": board.when(notice, board.at(notice), lang),
        "rows": board.rows(notice, lang, latest=False),
        "ways": board.ways(notice, lang, more=False),
        "address": board.address,
    }


def _text(told: dict[str, Any]) -> str:
    parts = [told["text"].text, *(["\n".join(told["systems"])] if told["systems"] else []), *told["times"]]
    parts.append(told["when"])
    parts += [f"{row.label}:\n{row.said.text}" for row in told["rows"]]
    parts += [f"{way.text}: {told['address']}{way.url}" for way in told["ways"]]
    return "\n\n".join(parts)


def _atom(board: Board, feed: Feed, entries: list[FeedEntry]) -> str:
    Xml.register_namespace("", _ATOM)
    root = Xml.Element(f"{{{_ATOM}}}feed", {_LANG: feed.lang})

    def add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
        element = Xml.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
        element.text = text
        return element

    own = f"{board.address}{feed.path}.atom"
    add(root, "id", tag(board, feed.path.removeprefix("feeds/")))
    add(root, "title", feed.title)
    add(root, "subtitle", notice_words(feed.lang)["about"])
    add(root, "updated", _stamp(entries[0].at if entries else _FIRST))
    add(root, "link", rel="self", type="application/atom+xml", href=own)
    add(root, "link", rel="alternate", type="text/html", href=board.absolute(PAGE, feed.lang))
    add(add(root, "author"), "name", "Kunskapsbasen")
    for entry in entries:
        element = add(root, "entry", **({_LANG: entry.lang} if entry.lang != feed.lang else {}))
        add(element, "id", entry.id)
        add(element, "title", entry.title.text, **{_LANG: entry.title.lang or feed.lang})
        add(element, "updated", _stamp(entry.at))
        add(element, "published", _stamp(entry.at))
        add(element, "link", rel="alternate", type="text/html", href=entry.url)
        for word in entry.tags:
            add(element, "category", term=word)
        add(element, "summary", entry.text, type="text")
        add(element, "content", entry.html, type="html")
    Xml.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _json(board: Board, feed: Feed, entries: list[FeedEntry]) -> str:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": notice_words(feed.lang)["about"],
        "home_page_url": board.absolute(PAGE, feed.lang),
        "feed_url": f"{board.address}{feed.path}.json",
        "language": feed.lang,
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title.text,
                "content_html": entry.html,
                "content_text": entry.text,
                "date_published": _stamp(entry.at),
                "language": entry.lang,
                "tags": list(entry.tags),
            }
            for entry in entries
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
