"""Atom (RFC 4287) and JSON Feed 1.1: every update of a notice is an entry of its own.

One feed for everything, one for each system, area and role, in both languages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

from ..model.fields import LANGUAGES
from ..model.records.editorial import Notice, NoticeUpdate
from .board import PAGE, Board, said

LIMIT = 50
"""The latest entries that a feed holds."""
_ATOM = "http://www.w3.org/2005/Atom"
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed in which nothing has been told was changed last: a feed must say, and must not change for nothing."""
KINDS = (("system", "system", "system"), ("area", "omrade", "omraden"), ("role", "roll", "roller"))
"""(kind of record, folder of its feeds, folder of its pages)."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the site; `path` is without its ending and counted from the site's root."""

    path: str
    title: str
    lang: str
    kind: str | None = None
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An update as a feed tells it."""

    id: str
    title: str
    text: str
    at: datetime
    first: datetime
    url: str
    tags: tuple[str, ...]


def feeds(board: Board, lang: str) -> Iterator[Feed]:
    """Yield the feeds of a language: all, then one for each system, area and role."""
    prefix = "" if lang == LANGUAGES[0] else f"{lang}/"
    title = board.words[lang]["name"]
    yield Feed(f"{prefix}feeds/driftinformation", title, lang)
    for kind, folder, _ in KINDS:
        for record_id in board.base.records[kind]:
            named = f"{title}: {board.name(kind, record_id, lang)}"
            yield Feed(f"{prefix}feeds/{folder}/{record_id}", named, lang, kind, record_id)


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
            entries.sort(key=lambda entry: (-entry.at.timestamp(), entry.id))
            yield f"{feed.path}.atom", _atom(board, feed, entries[:LIMIT])
            yield f"{feed.path}.json", _json(board, feed, entries[:LIMIT])


def tag(board: Board, rest: str) -> str:
    """Return an id that stays the same wherever the text is moved (RFC 4151)."""
    return f"tag:{host(board)},2026:driftinformation/{rest}"


def host(board: Board) -> str:
    """Return the name of the site's server."""
    return urlsplit(board.address).hostname or "kunskapsbasen.invalid"


def _entries(board: Board, notice: Notice, lang: str) -> Iterator[Entry]:
    updates = [(index, update) for index, update in enumerate(notice.updates) if update.at <= board.now]
    for index, update in updates:
        yield Entry(
            id=tag(board, f"{notice.id}/{index + 1}"),
            title=f"{said(notice.title, lang).text}: {board.words[lang]['states'][update.state]}",
            text=_text(board, notice, update, lang),
            at=update.at,
            first=updates[0][1].at,
            url=board.absolute(board.place(notice), lang),
            tags=(notice.kind, *board.systems(notice)),
        )


def _text(board: Board, notice: Notice, update: NoticeUpdate, lang: str) -> str:
    """Return the update, then what stands about the notice as a whole."""
    words = board.words[lang]
    parts = [said(update.text, lang).text]
    if update.systems:
        states = [f"{board.name('system', t.system, lang)}: {words['systems'][t.state]}" for t in update.systems]
        parts.append("\n".join(states))
    parts += board.times(notice, update, lang)
    parts.append(board.when(notice, board.at(notice), lang))
    parts += [f"{row.label}:\n{row.said.text}" for row in board.rows(notice, lang, latest=False)]
    parts += [f"{way.text}: {board.address}{way.url}" for way in board.ways(notice, lang, more=False)]
    return "\n\n".join(parts)


def _atom(board: Board, feed: Feed, entries: list[Entry]) -> str:
    Xml.register_namespace("", _ATOM)
    root = Xml.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": feed.lang})

    def add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
        element = Xml.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
        element.text = text
        return element

    own = f"{board.address}{feed.path}.atom"
    add(root, "id", tag(board, feed.path.removeprefix("feeds/")))
    add(root, "title", feed.title)
    add(root, "subtitle", board.words[feed.lang]["about"])
    add(root, "updated", _stamp(entries[0].at if entries else _FIRST))
    add(root, "link", rel="self", type="application/atom+xml", href=own)
    add(root, "link", rel="alternate", type="text/html", href=board.absolute(PAGE, feed.lang))
    add(add(root, "author"), "name", "Kunskapsbasen")
    for entry in entries:
        element = add(root, "entry")
        add(element, "id", entry.id)
        add(element, "title", entry.title)
        add(element, "updated", _stamp(entry.at))
        add(element, "published", _stamp(entry.at))
        add(element, "link", rel="alternate", type="text/html", href=entry.url)
        for word in entry.tags:
            add(element, "category", term=word)
        add(element, "content", entry.text, type="text")
    Xml.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _json(board: Board, feed: Feed, entries: list[Entry]) -> str:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": board.words[feed.lang]["about"],
        "home_page_url": board.absolute(PAGE, feed.lang),
        "feed_url": f"{board.address}{feed.path}.json",
        "language": feed.lang,
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.text,
                "date_published": _stamp(entry.at),
                "tags": list(entry.tags),
            }
            for entry in entries
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
