"""What readers and programs are told of notices: feeds, calendars, data, pages and plain text."""

from __future__ import annotations

import functools
import http.server
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from jsonschema import Draft202012Validator
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from carekb.base.entries import from_page
from carekb.checks.open_base import open_base
from carekb.notices.board import Board, clean
from carekb.notices.calendars import _folded, _text, published
from carekb.notices.cards import BAR, BOX, cards
from carekb.notices.files import notice_files, notices_document
from carekb.notices.links import pieces
from carekb.notices.page import Pages, Topics, touches
from carekb.notices.plain_text import mail, sms
from carekb.notices.reading import open_notices, titles
from conftest import MINI, ROOT
from notices import at, update, values, write

SCHEMAS = Path(__file__).parent.parent / "schemas"
ADDRESS = "https://kunskapsbasen.example/"
NODE = Path(__file__).parent.parent / "node_modules"
HOSTILE = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;]]><!-- notiser: slut tavla -->",
    "quotes": '"\'`\\ " onmouseover="alert(1)" \' {{ 7*7 }} ${7*7} [[roll:redaktor]] **x**',
    "calendar": "a;b,c\\d\nEND:VEVENT\nBEGIN:VEVENT\r\nX-HITTAT:PÅ",
    "direction": "\u202egnitiW\u2066x\u2067 \u200f\u05e9\u05dc\u05d5\u05dd",
    "control": "pip\x07 \x1b[31mröd\x00 \u2028rad\u2029 \ufffe",
    "long": "x" * 10_000,
}


def board(root: Path, now: datetime, *found: dict[str, Any], address: str = ADDRESS) -> Board:
    """Return the board of the small base with these notices alone."""
    for file in (root / "data" / "notices").glob("*.yml"):
        file.unlink()
    for one in found:
        write(root, one)
    base, problems = open_notices(root, now.date())
    assert problems == []
    return Board(base, now, ROOT, address=address, titles=titles(base))


STOP = values(
    "underhall",
    "2026-11-24 18:00",
    "2026-11-24 20:00",
    id="stopp",
    updates=[update("2026-11-20 09:00", "planerad", "Stoppet är planerat.")],
)
OUTAGE = values(
    "storning",
    "2026-11-22 09:00",
    id="avbrott",
    updates=[
        update("2026-11-22 09:00", "undersoks", "Felet undersöks."),
        update("2026-11-22 09:30", "identifierad", "Ett kort är trasigt."),
    ],
)
NOW = at("2026-11-22 10:00")
SITHS_DOWN = {"system": "siths", "state": "avbrott"}


@pytest.fixture
def two(mini: Path) -> Board:
    return board(mini, NOW, STOP, OUTAGE)


def files(found: Board) -> dict[str, bytes]:
    return dict(notice_files(found))


# --- feeds


def test_every_update_is_an_entry_of_its_own_newest_first(two: Board) -> None:
    entries = feedparser.parse(files(two)["feeds/driftinformation.atom"])["entries"]
    assert [entry.title for entry in entries] == [
        "SAMSA går inte att nå: orsaken är hittad",
        "SAMSA går inte att nå: undersöks",
        "SAMSA går inte att nå: planerat",
    ]
    assert len({entry.id for entry in entries}) == 3
    assert entries[0].updated == "2026-11-22T08:30:00Z"
    assert entries[0].content[0].type == "text/html"
    assert entries[0].content[0].value.startswith("<p>Ett kort är trasigt.</p>")
    assert entries[0].summary.startswith("Ett kort är trasigt.\n\nSedan ")


def test_there_are_feeds_for_all_and_for_each_system_area_and_role_in_both_languages(two: Board) -> None:
    paths = set(files(two))
    for name in ("driftinformation", "system/samsa", "system/siths", "omrade/fyrbodal", "roll/redaktor"):
        for prefix in ("", "en/"):
            assert {f"{prefix}feeds/{name}.atom", f"{prefix}feeds/{name}.json"} <= paths


def test_feeds_are_valid(two: Board) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    json_feed = Draft202012Validator(json.loads((SCHEMAS / "json-feed.schema.json").read_text(encoding="utf-8")))
    seen = 0
    for path, raw in files(two).items():
        if path.endswith(".atom"):
            schema.assertValid(etree.fromstring(raw))
            assert not feedparser.parse(raw)["bozo"], path
            seen += 1
        elif "feeds/" in path:
            json_feed.validate(json.loads(raw))
            seen += 1
    assert seen > 20


def test_a_feed_tells_only_what_concerns_its_system_area_or_role(mini: Path) -> None:
    own = {**OUTAGE, "areas": ["fyrbodal"], "roles": ["redaktor"]}
    found = files(board(mini, NOW, own))
    areas = {
        p: len(feedparser.parse(raw)["entries"])
        for p, raw in found.items()
        if p.startswith("feeds/omrade/") and p.endswith("atom")
    }
    roles = {
        p: len(feedparser.parse(raw)["entries"])
        for p, raw in found.items()
        if p.startswith("feeds/roll/") and p.endswith("atom")
    }
    assert {p for p, count in areas.items() if count} == {"feeds/omrade/fyrbodal.atom"}
    assert {p for p, count in roles.items() if count} == {"feeds/roll/redaktor.atom"}
    assert feedparser.parse(found["feeds/system/siths.atom"])["entries"] == []


def test_a_stop_in_a_system_is_told_to_those_who_follow_one_that_leans_on_it(mini: Path) -> None:
    siths = {**OUTAGE, "systems": [SITHS_DOWN]}
    stop = {**STOP, "systems": [{"system": "siths", "state": "underhall"}]}
    found = files(board(mini, NOW, siths, stop))
    assert len(feedparser.parse(found["feeds/system/samsa.atom"])["entries"]) == 3
    assert len(_events(found["kalender/system/samsa.ics"])) == 1


def test_what_is_well_disturbs_nobody(mini: Path) -> None:
    told = {**values("information", "2026-11-22 09:00"), "systems": [{"system": "siths", "state": "fungerar"}]}
    found = board(mini, NOW, told)
    assert [found.effects(notice) for notice in found.notices] == [{}]
    worse = {**told, "updates": [*told["updates"], update("2026-11-22 09:30", "pagar", systems=[SITHS_DOWN])]}
    found = board(mini, NOW, worse)
    assert [list(found.effects(notice)) for notice in found.notices] == [["samsa"]]


def test_a_feed_in_which_nothing_is_told_does_not_change(mini: Path) -> None:
    path = "feeds/system/siths.atom"
    assert files(board(mini, NOW, STOP))[path] == files(board(mini, at("2026-12-24 12:00"), STOP))[path]


def test_an_update_that_lies_ahead_is_not_told_yet(mini: Path) -> None:
    found = files(board(mini, at("2026-11-22 09:10"), OUTAGE))
    assert len(json.loads(found["feeds/driftinformation.json"])["items"]) == 1


def _entries_of(found: Board, path: str) -> list[Any]:
    raw = files(found)[f"{path}.atom"]
    parsed = feedparser.parse(raw)
    assert not parsed["bozo"]
    return list(parsed["entries"])


QUICK = {
    **OUTAGE,
    "updates": [
        update("2026-11-22 09:00", state, f"Nummer {n}.", systems=[{"system": "samsa", "state": "avbrott"}])
        for n, state in enumerate(["undersoks"] * 6 + ["identifierad"] * 6, 1)
    ],
}


def test_entries_of_the_two_languages_have_different_ids(two: Board) -> None:
    swedish, english = (_entries_of(two, f"{prefix}feeds/driftinformation") for prefix in ("", "en/"))
    assert len(swedish) == len(english) == 3
    assert not {entry.id for entry in swedish} & {entry.id for entry in english}
    ids = [
        {item["id"] for item in json.loads(files(two)[f"{prefix}feeds/driftinformation.json"])["items"]}
        for prefix in ("", "en/")
    ]
    assert not ids[0] & ids[1]


def test_updates_within_a_minute_are_entries_of_their_own_with_the_latest_first(mini: Path) -> None:
    found = board(mini, NOW, QUICK)
    entries = _entries_of(found, "feeds/driftinformation")
    assert [entry.summary.split("\n")[0] for entry in entries] == [f"Nummer {n}." for n in range(12, 0, -1)]
    assert len({entry.id for entry in entries}) == 12
    items = json.loads(files(found)["feeds/driftinformation.json"])["items"]
    assert [item["id"] for item in items] == [entry.id for entry in entries]
    (incident,) = json.loads(files(found)["api/v2/incidents.json"])["incidents"]
    assert [one["body"] for one in incident["incident_updates"]] == [f"Nummer {n}." for n in range(12, 0, -1)]


def test_an_entry_shows_in_a_reader_as_paragraphs_lists_and_links(mini: Path) -> None:
    told = {**OUTAGE, "routine": "sip/index.md", "text": {"sv": "Första stycket.\n\nAndra. Ring 010-123 45 67."}}
    found = board(mini, NOW, told)
    (entry, _) = _entries_of(found, "feeds/driftinformation")
    html = LexborHTMLParser(entry.content[0].value)
    assert [node.text() for node in html.css("dt")] == ["Vad som händer", "System"]
    assert html.css("a")[-1].attributes["href"] == f"{ADDRESS}sip/"
    (item, _) = json.loads(files(found)["feeds/driftinformation.json"])["items"]
    links = LexborHTMLParser(item["content_html"]).css("a")
    assert links[0].attributes["href"] == "tel:+46101234567", "feedparser tar bort adresser som den inte känner"
    assert html.css_first("p").text() == "Ett kort är trasigt."


def test_an_entry_says_in_which_language_it_is(mini: Path) -> None:
    both = [{**one, "text": {**one["text"], "en": "In English."}} for one in OUTAGE["updates"][:1]]
    found = board(mini, NOW, {**OUTAGE, "updates": [*both, *OUTAGE["updates"][1:]]})
    raw = etree.fromstring(files(found)["en/feeds/driftinformation.atom"])
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    entries = raw.findall("{http://www.w3.org/2005/Atom}entry")
    assert raw.get(lang) == "en"
    assert [entry.get(lang) for entry in entries] == ["sv", None]
    assert [item["language"] for item in json.loads(files(found)["en/feeds/driftinformation.json"])["items"]] == [
        "sv",
        "en",
    ]
    html = LexborHTMLParser(_entries_of(found, "en/feeds/driftinformation")[0].content[0].value)
    assert html.css_first("p").attributes["lang"] == "sv"
    assert [node.attributes.get("lang") for node in html.css("dd")] == [None, None]


# --- calendars


def _events(raw: bytes) -> list[Any]:
    calendar = Calendar.from_ical(raw)
    assert calendar.errors == []
    return list(calendar.walk("VEVENT"))


def test_calendars_hold_planned_stops_alone_and_parse(two: Board) -> None:
    (event,) = _events(files(two)["kalender/driftinformation.ics"])
    assert event["UID"] == "stopp@kunskapsbasen.example"
    assert event.decoded("DTSTART") == at("2026-11-24 18:00")
    assert event.decoded("DTEND") == at("2026-11-24 20:00")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 0)
    assert len(_events(files(two)["kalender/system/samsa.ics"])) == 1
    assert _events(files(two)["kalender/system/siths.ics"]) == []


def test_a_calendar_without_stops_still_holds_something(two: Board) -> None:
    calendar = Calendar.from_ical(files(two)["kalender/system/siths.ics"])
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]


class Importer:
    """A calendar program as RFC 5546 asks for: a UID is known once, a later SEQUENCE takes its place."""

    def __init__(self) -> None:
        self.events: dict[str, Any] = {}

    def read(self, raw: bytes) -> None:
        for event in _events(raw):
            known = self.events.get(event["UID"])
            if known is None or event["SEQUENCE"] > known["SEQUENCE"]:
                self.events[event["UID"]] = event
        self.events = {uid: event for uid, event in self.events.items() if event["STATUS"] != "CANCELLED"}


def test_a_calendar_program_follows_a_stop_that_is_moved_and_then_cancelled(mini: Path) -> None:
    program = Importer()
    program.read(files(board(mini, NOW, STOP))["kalender/driftinformation.ics"])
    moved = {
        **STOP,
        "start": at("2026-11-26 18:00").isoformat(),
        "end": at("2026-11-26 21:00").isoformat(),
        "updates": [*STOP["updates"], update("2026-11-22 11:00", "planerad", "Flyttat.")],
    }
    program.read(files(board(mini, at("2026-11-22 12:00"), moved))["kalender/driftinformation.ics"])
    (event,) = program.events.values()
    assert (event.decoded("DTSTART"), event["SEQUENCE"]) == (at("2026-11-26 18:00"), 1)
    gone = {**moved, "updates": [*moved["updates"], update("2026-11-23 11:00", "installd", "Blir inte av.")]}
    raw = files(board(mini, at("2026-11-23 12:00"), gone))["kalender/driftinformation.ics"]
    (cancelled,) = _events(raw)
    assert (cancelled["STATUS"], cancelled["SEQUENCE"], cancelled["UID"]) == ("CANCELLED", 2, event["UID"])
    program.read(raw)
    assert program.events == {}


@pytest.mark.parametrize(
    "change",
    [
        {"start": at("2026-11-24 17:00").isoformat()},
        {"end": at("2026-11-24 21:00").isoformat()},
        {"start": at("2026-11-26 18:00").isoformat(), "end": at("2026-11-26 20:00").isoformat()},
    ],
)
def test_a_time_changed_in_the_file_alone_reaches_calendar_programs(
    change: dict[str, str], mini: Path, tmp_path: Path
) -> None:
    program, sequences, site = Importer(), [], tmp_path / "site"
    for values_ in (STOP, STOP, {**STOP, **change}, STOP, {**STOP, **change}, {**STOP, **change}):
        made = files(replace(board(mini, NOW, values_), published=published(site)))
        for path in ("kalender/driftinformation.ics", "en/kalender/system/samsa.ics"):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(made[path])
        program.read(made["kalender/driftinformation.ics"])
        (event,) = program.events.values()
        assert event.decoded("DTSTART") == datetime.fromisoformat(str(values_["start"]))
        assert event.decoded("DTEND") == datetime.fromisoformat(str(values_["end"]))
        sequences.append(int(event["SEQUENCE"]))
        (english,) = _events(made["en/kalender/system/samsa.ics"])
        assert english["SEQUENCE"] == event["SEQUENCE"]
    assert sequences == [0, 0, 1, 2, 3, 3]


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"BEGIN:VEVENT\r\nSEQUENCE:x\r\nEND:VEVENT\r\n"])
def test_a_published_calendar_that_cannot_be_read_counts_as_none(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "kalender").mkdir()
    (tmp_path / "kalender/driftinformation.ics").write_bytes(raw)
    assert published(tmp_path) == {}


@pytest.mark.parametrize(("lang", "paste"), [("sv", "klistra in adressen"), ("en", "paste the address")])
def test_the_page_tells_how_to_subscribe_to_a_calendar(lang: str, paste: str, mini: Path) -> None:
    tree = _shown(board(mini, NOW, STOP), lang)
    prefix = "" if lang == "sv" else "en/"
    ways = tree.css_first("#drift-kalender")
    assert f"{ADDRESS}{prefix}kalender/driftinformation.ics" in ways.css_first("code").text()
    assert paste in ways.text().lower()
    for program in ("Outlook", "Google", "Apple", "iPhone", "Android"):
        assert program in ways.text()
    hrefs = [node.attributes["href"] for node in tree.css("a") if "kalender" in str(node.attributes["href"])]
    subscriptions = [href for href in hrefs if str(href).startswith("webcal://kunskapsbasen.example/")]
    assert len(subscriptions) == len(hrefs) / 2 > 1


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400))
@example("å" * 200)
@example("\\n;,:\\;\n\n \n")
def test_any_text_comes_back_from_a_calendar_whole_and_no_line_is_too_long(text: str) -> None:
    shown = clean(text)
    lines = _folded(f"DESCRIPTION:{_text(shown)}")
    assert max(len(line.encode()) for line in lines.split("\r\n")) <= 75
    raw = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{lines}END:VEVENT\r\nEND:VCALENDAR\r\n".encode()
    (event,) = _events(raw)
    assert str(event["DESCRIPTION"]).replace("\r\n", "\n") == shown


def test_a_stop_in_the_hour_that_comes_twice_keeps_its_length_in_the_calendar(mini: Path) -> None:
    night = values("underhall", "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", id="natt")
    (event,) = _events(files(board(mini, at("2026-10-20 12:00"), night))["kalender/driftinformation.ics"])
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=1)


# --- data


def test_the_own_api_tells_every_notice_and_how_it_stands(two: Board) -> None:
    document = json.loads(notices_document(two))
    assert document["version"] == 1
    assert {n["id"]: n["standing"]["phase"] for n in document["notices"]} == {"avbrott": "ongoing", "stopp": "planned"}
    assert document["systems"]["samsa"] == "avbrott"


def test_statuspage_files_have_the_states_of_that_api(two: Board) -> None:
    found = files(two)
    summary = json.loads(found["api/v2/summary.json"])
    (incident,) = summary["incidents"]
    (stop,) = summary["scheduled_maintenances"]
    assert (incident["status"], incident["impact"]) == ("identified", "critical")
    assert [u["status"] for u in incident["incident_updates"]] == ["identified", "investigating"]
    assert (stop["status"], stop["scheduled_for"]) == ("scheduled", "2026-11-24T17:00:00.000Z")
    assert summary["status"]["indicator"] == "critical"
    assert {c["id"]: c["status"] for c in summary["components"]} == {"siths": "operational", "samsa": "major_outage"}


def test_a_stop_that_goes_on_and_one_that_is_over_have_their_states_there_too(mini: Path) -> None:
    on = json.loads(files(board(mini, at("2026-11-24 19:00"), STOP))["api/v2/scheduled-maintenances/active.json"])
    assert [stop["status"] for stop in on["scheduled_maintenances"]] == ["in_progress"]
    over = json.loads(files(board(mini, at("2026-11-24 20:00"), STOP))["api/v2/scheduled-maintenances.json"])
    assert [stop["status"] for stop in over["scheduled_maintenances"]] == ["completed"]


@pytest.fixture
def served(two: Board, tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "served"
    for path, raw in files(two).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.skipif(not (NODE / "statuspage.io").is_dir() or not shutil.which("node"), reason="npm-paketen saknas")
def test_an_existing_statuspage_client_reads_the_files(served: str) -> None:
    script = Path(__file__).parent.parent / "statuspage.cjs"
    ended = subprocess.run(["node", script, served], capture_output=True, text=True, check=False, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert found["status"]["status"]["indicator"] == "critical"
    assert [i["id"] for i in found["unresolved"]["incidents"]] == ["avbrott"]
    assert [i["id"] for i in found["upcoming"]["scheduled_maintenances"]] == ["stopp"]
    assert found["summary"]["page"]["time_zone"] == "Europe/Stockholm"


# --- cards and pages


def test_a_card_changes_its_face_by_the_clock_without_new_data(mini: Path) -> None:
    (card,) = cards(board(mini, NOW, STOP), "sv")

    def seen(moment: str) -> tuple[int, str]:
        face = card.face(at(moment).timestamp())
        return face.level, face.label

    assert seen("2026-11-22 10:00") == (BOX, "Planerat stopp")
    assert seen("2026-11-24 18:00") == (BAR, "Planerat stopp pågår")
    assert seen("2026-11-24 20:00") == (BOX, "Stoppets tid är slut")
    assert seen("2026-11-25 08:00")[0] == 0
    assert seen("2020-01-01 00:00") == (BOX, "Planerat stopp"), "en klocka som går fel visar läget när det publicerades"


def test_information_looks_like_information_unless_a_system_suffers(mini: Path) -> None:
    told = values("information", "2026-11-22 09:00", id="nytt")
    slow = {**told, "id": "segt", "systems": [{"system": "samsa", "state": "forsamrad"}]}
    found = cards(board(mini, NOW, told, slow, STOP, OUTAGE), "sv")
    assert [(card.id, card.face(NOW.timestamp()).tone) for card in found] == [
        ("avbrott", "major"),
        ("segt", "minor"),
        ("nytt", "info"),
        ("stopp", "planned"),
    ]


def test_what_was_over_long_ago_is_not_sent_to_pages(mini: Path) -> None:
    assert cards(board(mini, at("2026-12-24 20:00"), STOP), "sv") == []


def test_a_card_belongs_on_pages_of_its_system_of_those_that_lean_on_it_and_of_its_routine(mini: Path) -> None:
    siths = {
        **OUTAGE,
        "systems": [SITHS_DOWN],
        "routine": "sip/index.md",
        "roles": ["redaktor"],
    }
    (card,) = cards(board(mini, NOW, siths), "sv")
    assert touches(card, Topics("x.md", ("siths",))) == []
    felt = touches(card, Topics("x.md", ("samsa",)))
    assert felt is not None
    assert [row.said.text for row in felt] == ["Ingen kan logga in."]
    assert touches(card, Topics("sip/index.md")) == []
    assert touches(card, Topics("roller/redaktor.md", (), ("redaktor",))) == []
    assert touches(card, Topics("x.md")) is None


def test_the_start_page_names_only_what_stands_in_no_bar(mini: Path) -> None:
    slow = {**OUTAGE, "id": "segt", "systems": [{"system": "samsa", "state": "forsamrad"}], "fails": {"sv": "Allt."}}
    pages = Pages(board(mini, NOW, OUTAGE, slow))
    base, _ = open_base(MINI, NOW.date())
    entry = replace(from_page(base.pages["index.md"]), systems=("samsa",))
    tree = LexborHTMLParser(str(pages.of(entry, "sv").boxes))
    assert [node.attributes["data-id"] for node in tree.css(".kb-card")] == ["segt"]
    assert "Allt." not in tree.text()


@pytest.mark.parametrize(("text", "brief"), [("Följ reservrutinen.", 3), ("x" * 300, 2)])
def test_the_bar_tells_whom_it_concerns_and_what_to_do_if_that_is_short(text: str, brief: int, mini: Path) -> None:
    found = board(mini, NOW, {**OUTAGE, "areas": ["fyrbodal"], "roles": ["redaktor"], "text": {"sv": text}})
    (card,) = cards(found, "sv")
    assert card.brief == brief
    told = [node.text() for node in LexborHTMLParser(str(Pages(found).bar("./", "sv", marked=False))).css("dd")]
    assert told == ["Fyrbodal", "redaktör", text][:brief]
    entry = from_page(open_base(MINI, NOW.date())[0].pages["rutiner/inskrivning.md"])
    html = Pages(found).of(entry, "sv")
    assert [line for line in (html.bar + html.boxes).splitlines() if line != line.rstrip()] == []
    assert html.bar[0] == html.boxes[0] == "<", "ingen tom rad att lämna blanksteg på"


def test_every_change_gives_a_card_a_new_revision(mini: Path) -> None:
    revs = set()
    for count in (1, 2):
        (card,) = cards(board(mini, NOW, {**OUTAGE, "updates": OUTAGE["updates"][:count]}), "sv")
        revs.add(card.rev)
    assert len(revs) == 2


def test_an_english_page_marks_what_is_only_in_swedish(two: Board) -> None:
    card = next(card for card in cards(two, "en") if card.id == "avbrott")
    assert card.title.lang is None
    assert card.rows[-1].said.lang == "sv"


def test_without_notices_the_page_says_that_nothing_is_published_rather_than_that_all_works(mini: Path) -> None:
    html = Pages(board(mini, NOW)).region("sv")
    assert "Ingen driftinformation är publicerad här ännu" in html
    assert "betyder inte att allt fungerar" in html
    assert "svg" not in html


def test_the_page_shows_now_planned_history_and_availability(mini: Path) -> None:
    over = {
        **OUTAGE,
        "id": "forra",
        "start": at("2026-10-01 09:00").isoformat(),
        "end": at("2026-10-01 11:05").isoformat(),
    }
    over["updates"] = [update("2026-10-01 09:00", "undersoks"), update("2026-10-01 11:05", "lost")]
    html = Pages(board(mini, NOW, STOP, OUTAGE, over)).region("sv")
    tree = LexborHTMLParser(str(html))
    assert [node.attributes["id"] for node in tree.css("h2")] == [
        "drift-nu",
        "drift-planerat",
        "drift-historik",
        "drift-system",
        "drift-prenumerera",
    ]
    assert [node.attributes["id"] for node in tree.css("article")] == ["notis-avbrott", "notis-stopp"]
    assert "2 timmar 5 minuter" in tree.css_first("#notis-forra summary").text()
    assert len(tree.css("figure svg title")) == 1
    rows = [[cell.text() for cell in row.css("th, td")] for row in tree.css("table")[1].css("tbody tr")]
    assert rows[1] == ["oktober 2026", "99,717\u00a0%", "2 timmar 5 minuter", "–", "–"]
    assert len(rows) == 2, "före den första notisen vet ingen något"
    assert tree.css_first("[data-system=samsa]").text() == "Avbrott"
    assert [node.text() for node in tree.css(".kb-none:not([hidden])")] == []
    where = {node.attributes["data-tones"]: len(node.css(".kb-card")) for node in tree.css("[data-tones]")}
    assert where == {"major minor info": 1, "planned": 1, "over": 1}


# --- a part of a system

LOCAL = {**OUTAGE, "id": "lokalt", "areas": ["fyrbodal"]}


@pytest.fixture
def areas(mini: Path) -> Path:
    """The small base with a second area, so that one is not all."""
    file = mini / "data/areas.yml"
    first = file.read_text(encoding="utf-8")
    second = first.replace("fyrbodal", "skaraborg").replace("Fyrbodal", "Skaraborg")
    file.write_text(first + re.sub(r"\A#.*\n+", "", second), encoding="utf-8")
    return mini


def _shown(found: Board, lang: str = "sv") -> LexborHTMLParser:
    return LexborHTMLParser(str(Pages(found).region(lang)))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"areas": ["fyrbodal"]}, "Avbrott (Fyrbodal)"),
        ({"roles": ["redaktor"]}, "Avbrott (redaktör)"),
        ({"areas": ["fyrbodal"], "roles": ["redaktor"]}, "Avbrott (Fyrbodal, redaktör)"),
    ],
)
def test_an_outage_in_a_part_is_no_outage_of_the_whole_system(
    part: dict[str, list[str]], words: str, areas: Path
) -> None:
    found = board(areas, NOW, {**OUTAGE, **part})
    made = files(found)
    summary = json.loads(made["api/v2/summary.json"])
    assert summary["status"]["indicator"] == "major"
    assert {c["id"]: c["status"] for c in summary["components"]}["samsa"] == "partial_outage"
    (incident,) = summary["incidents"]
    assert incident["impact"] == "major"
    assert incident["components"][0]["status"] == "partial_outage"
    changes = [c for u in incident["incident_updates"] for c in u["affected_components"]]
    assert {change["new_status"] for change in changes} == {"partial_outage"}
    api = json.loads(made["api/v1/notices.json"])
    assert api["systems"]["samsa"] == "delvis-avbrott"
    assert api["areas"] == ({"samsa": {"fyrbodal": "avbrott"}} if "areas" in part else {})
    assert _shown(found).css_first("[data-system=samsa]").text() == words
    (card,) = cards(found, "sv")
    assert card.systems["samsa"][1:] == (words, 1)


def test_where_a_notice_holds_stands_beside_its_phase_wherever_it_is_told(areas: Path) -> None:
    found = board(areas, NOW, LOCAL)
    (card,) = cards(found, "sv")
    assert card.face(NOW.timestamp()).label == "Avbrott pågår (Fyrbodal)"
    assert sms(found, found.base.notices["lokalt"], "sv").startswith("Avbrott pågår (Fyrbodal): ")
    assert sms(found, found.base.notices["lokalt"], "en").startswith("Outage (Fyrbodal): ")


def test_a_notice_that_names_every_area_is_for_the_whole_system(areas: Path) -> None:
    every = sorted(open_notices(areas, NOW.date())[0].areas)
    found = board(areas, NOW, {**OUTAGE, "areas": every})
    assert json.loads(files(found)["api/v2/summary.json"])["status"]["indicator"] == "critical"
    assert _shown(found).css_first("[data-system=samsa]").text() == "Avbrott"


def test_a_system_that_is_slow_for_all_and_down_in_an_area_says_both(areas: Path) -> None:
    slow = {**OUTAGE, "id": "segt", "systems": [{"system": "samsa", "state": "forsamrad"}]}
    both = board(areas, NOW, LOCAL, slow)
    assert _shown(both).css_first("[data-system=samsa]").text() == "Avbrott (Fyrbodal), Försämrat"
    all_down = board(areas, NOW, LOCAL, OUTAGE)
    assert _shown(all_down).css_first("[data-system=samsa]").text() == "Avbrott"


def test_the_first_outage_of_a_site_makes_no_share(mini: Path) -> None:
    tree = _shown(board(mini, NOW, OUTAGE))
    cells = [cell.text() for cell in tree.css("table")[1].css("tbody tr")[0].css("td")]
    assert cells[:2] == ["för kort tid", "1 timme"]
    assert tree.css_first("figure svg rect") is None


def test_the_table_of_months_says_that_an_outage_was_in_one_area(areas: Path) -> None:
    long_ago = {**OUTAGE, "id": "forr", "start": at("2026-01-01 09:00").isoformat()}
    long_ago["updates"] = [update("2026-01-01 09:00", "undersoks"), update("2026-01-01 10:00", "lost")]
    tree = _shown(board(areas, NOW, LOCAL, long_ago))
    cells = [cell.text() for cell in tree.css("table")[1].css("tbody tr")[0].css("td")]
    assert cells == ["100\u00a0%", "–", "1 timmevarav avbrott i Fyrbodal: 1 timme", "–"]


# --- what can be opened


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("Ring 010-123 45 67 eller 0521-12 34 56.", ["tel:+46101234567", "tel:+46521123456"]),
        (
            "Ring 0701234567, +46 31 12 34 56 eller +46(0)10 123 45 67",
            ["tel:+46701234567", "tel:+46311234 56".replace(" ", ""), "tel:+46101234567"],
        ),
        ("Skriv till gits@example.se.", ["mailto:gits@example.se"]),
        (
            "Se https://example.se/a_(b)?c=1&d=2, eller www.example.se.",
            ["https://example.se/a_(b)?c=1&d=2", "https://www.example.se"],
        ),
        ("Ärende 2026-11-24 kl. 08.00–09.30, INC0012345678, 0–100 eller 00123456789", []),
        ("javascript:alert(1) data:text/html,x file:///etc a@b @c.se", []),
    ],
)
def test_phone_numbers_and_addresses_are_links_and_nothing_else_is(text: str, urls: list[str], mini: Path) -> None:
    assert [piece.url for piece in pieces(text) if piece.url] == urls
    assert "".join(piece.text for piece in pieces(text)) == text
    found = board(
        mini, NOW, {**OUTAGE, "text": {"sv": text}, "updates": [update("2026-11-22 09:00", "undersoks", text)]}
    )
    entry = replace(from_page(open_base(MINI, NOW.date())[0].pages["index.md"]), systems=("samsa",), kind="sida")
    bar = LexborHTMLParser(str(Pages(found).of(entry, "sv").bar))
    assert [node.attributes["href"] for node in bar.css("dd a")][: len(urls)] == urls
    article = _shown(found).css_first("#notis-avbrott")
    assert [node.attributes["href"] for node in article.css("dd a")] == urls
    assert [node.attributes["href"] for node in article.css("li p a")] == urls
    (card,) = json.loads(files(found)["notiser/sv.json"])["n"]
    row = next(row for row in card["rows"] if row[0] == "Vad som händer")
    assert [piece[1] for piece in (row[3] if len(row) > 3 else []) if len(piece) > 1] == urls


@pytest.mark.parametrize("text", ["_" * 100_000, "a@" * 50_000, "0" * 100_000, "010 " * 25_000, "http://" * 20_000])
def test_looking_for_links_takes_no_longer_than_the_text_is(text: str) -> None:
    import time

    began = time.process_time()
    assert "".join(piece.text for piece in pieces(text)) == text
    assert time.process_time() - began < 2


# --- what is over

OVER = {
    **OUTAGE,
    "text": {"sv": "Ingen kommer in. Under tiden: ring."},
    "works": {"sv": "Telefonen."},
    "fails": {"sv": "Inloggningen."},
    "routine": "sip/index.md",
    "updates": [*OUTAGE["updates"], update("2026-11-22 09:50", "lost", "Nu går det igen.")],
}
GONE = {
    **STOP,
    "text": {"sv": "Ingen kommer in. Under tiden: ring."},
    "routine": "sip/index.md",
    "updates": [*STOP["updates"], update("2026-11-22 09:40", "installd", "Blir inte av.")],
}
HOLDS_NO_MORE = ("Ingen kommer in", "Under tiden", "Telefonen", "Inloggningen", "stängt för underhåll", ": avbrott")


@pytest.mark.parametrize("over", [OVER, GONE])
def test_what_is_over_does_not_speak_as_if_it_went_on(over: dict[str, Any], mini: Path) -> None:
    found = board(mini, NOW, over)
    notice = found.base.notices[str(over["id"])]
    entry = from_page(open_base(MINI, NOW.date())[0].pages["rutiner/inskrivning.md"])
    made = files(found)
    told = [
        str(Pages(found).of(entry, "sv").boxes),
        mail(found, notice, "sv"),
        made["feeds/driftinformation.json"].decode(),
        *(str(event["DESCRIPTION"]) for event in _events(made["kalender/driftinformation.ics"])),
    ]
    assert [(text, words) for text in told for words in HOLDS_NO_MORE if words in text] == []
    assert ("Nu går det igen." if over is OVER else "Blir inte av.") in told[0]


def test_the_card_of_a_stop_says_no_more_what_holds_when_its_time_is_over(mini: Path) -> None:
    (card,) = cards(board(mini, NOW, {**STOP, "fails": {"sv": "Allt."}, "areas": ["fyrbodal"]}), "sv")
    assert card.face(at("2026-11-24 21:00").timestamp()).tone == "over"
    assert [row.said.text for row in card.after] == ["Fyrbodal"]


def test_history_keeps_what_was_written_and_says_that_it_was_so_then(mini: Path) -> None:
    tree = _shown(board(mini, NOW, OVER, GONE))
    labels = {one: [dt.text() for dt in tree.css(f"#notis-{one} dt")] for one in ("avbrott", "stopp")}
    assert labels == {
        "avbrott": [
            "Så stod det medan det pågick",
            "Det här fungerade då",
            "Det här fungerade inte då",
            "System som berördes",
        ],
        "stopp": ["Så var det planerat"],
    }


@pytest.mark.parametrize("path", ["rutiner/inskrivning.md", "index.md", "sip/index.md"])
def test_a_notice_stands_once_on_a_page(path: str, mini: Path) -> None:
    base, _ = open_base(MINI, NOW.date())
    entry = replace(from_page(base.pages[path]), systems=("samsa",))
    html = Pages(board(mini, NOW, OUTAGE)).of(entry, "sv")
    tree = LexborHTMLParser(f"{html.bar}{html.boxes}")
    assert [node.attributes["data-id"] for node in tree.css(".kb-card")] == ["avbrott"]


def test_the_page_of_all_notices_tells_a_notice_in_its_list_and_not_in_a_bar(mini: Path) -> None:
    assert "kb-card" not in Pages(board(mini, NOW, OUTAGE)).bar("driftinformation/", "sv", marked=True)


# --- times as they were


def test_a_disturbance_that_came_back_tells_both_times_everywhere(mini: Path) -> None:
    updates = [
        update("2026-11-20 08:00", "undersoks"),
        update("2026-11-20 09:30", "lost"),
        update("2026-11-20 15:30", "undersoks"),
        update("2026-11-20 17:00", "lost"),
    ]
    found = board(mini, NOW, {**OUTAGE, "start": at("2026-11-20 08:00").isoformat(), "updates": updates})
    notice = found.base.notices["avbrott"]
    told = "Fredag 20 november 2026 kl. 08.00–09.30 och kl. 15.30–17.00 (3 timmar)."
    assert mail(found, notice, "sv").splitlines()[1] == told
    assert mail(found, notice, "en").splitlines()[1] == (
        "Friday 20 November 2026, 08:00–09:30 and 15:30–17:00 (3 hours)."
    )
    assert _shown(found).css_first("#notis-avbrott .kb-card-when").text() == told
    (stated,) = json.loads(files(found)["api/v1/notices.json"])["notices"]
    assert [period["end"][11:16] for period in stated["standing"]["periods"]] == ["09:30", "17:00"]
    (incident,) = json.loads(files(found)["api/v2/incidents.json"])["incidents"]
    changes = [
        (u["status"], [(c["old_status"], c["new_status"]) for c in u["affected_components"]])
        for u in reversed(incident["incident_updates"])
    ]
    down, up = ("operational", "major_outage"), ("major_outage", "operational")
    assert changes == [
        ("investigating", [down]),
        ("resolved", [up]),
        ("investigating", [down]),
        ("resolved", [up]),
    ]


def test_a_stop_that_overran_tells_when_it_ended_and_what_was_planned(mini: Path) -> None:
    late = {**STOP, "updates": [*STOP["updates"], update("2026-11-24 21:45", "genomford", "Klart.")]}
    found = board(mini, at("2026-11-24 22:00"), late)
    assert mail(found, found.base.notices["stopp"], "sv").splitlines()[1] == (
        "Tisdag 24 november 2026 kl. 18.00–21.45 (3 timmar 45 minuter). "
        "Planerad tid: tisdag 24 november 2026 kl. 18.00–20.00."
    )
    made = files(found)
    (event,) = _events(made["kalender/driftinformation.ics"])
    assert event.decoded("DTEND") == at("2026-11-24 21:45")
    (stop,) = json.loads(made["api/v2/scheduled-maintenances.json"])["scheduled_maintenances"]
    assert (stop["scheduled_until"][11:16], stop["resolved_at"][11:16]) == ("19:00", "20:45")


def test_a_time_put_right_later_is_told_with_what_was_said_before(mini: Path) -> None:
    right = update("2026-11-22 09:40", "identifierad", "Rättat.", start=at("2026-11-22 08:10").isoformat())
    found = board(mini, NOW, {**OUTAGE, "updates": [*OUTAGE["updates"], right]})
    told = "Ny tid: söndag 22 november 2026 kl. 08.10. Tidigare sagt: söndag 22 november 2026 kl. 09.00."
    assert told in _shown(found).css_first("#notis-avbrott").text()
    assert told in json.loads(files(found)["feeds/driftinformation.json"])["items"][0]["content_text"]


# --- hostile text


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_text_everywhere(kind: str, mini: Path) -> None:
    text = HOSTILE[kind]
    title = " ".join(text.split())[:300]
    shown = "".join("\ufffd" if c in "\x00\x07\x1b\ufffe" else c for c in text.replace("\r\n", "\n"))
    bad = {**OUTAGE, "title": {"sv": title}, "text": {"sv": text}, "works": {"sv": text}}
    bad["updates"] = [update("2026-11-22 09:00", "undersoks", text)]
    stop = {**STOP, "title": {"sv": title}, "text": {"sv": text}}
    found = board(mini, NOW, bad, stop)
    made = files(found)

    feed = ElementTree.fromstring(made["feeds/driftinformation.atom"])
    assert shown in next(e.text or "" for e in feed.iter("{http://www.w3.org/2005/Atom}summary"))
    html = LexborHTMLParser(next(e.text or "" for e in feed.iter("{http://www.w3.org/2005/Atom}content")))
    assert html.css("script, img, b") == []
    assert not [n for n in html.css("*") for name in n.attributes if name.startswith("on")]
    assert "".join(shown.split()) in "".join(html.text().split())
    assert shown in json.loads(made["feeds/driftinformation.json"])["items"][0]["content_text"]
    (event,) = _events(made["kalender/driftinformation.ics"])
    assert shown in str(event["DESCRIPTION"]).replace("\r\n", "\n")
    assert "X-HITTAT" not in event
    data = json.loads(made["notiser/sv.json"])
    assert any(shown in row[1] for card in data["n"] for row in card["rows"])
    script = made["notiser/sv.js"].decode()
    assert "</" not in script
    assert json.loads(script.removeprefix("kbNotices(").rstrip().removesuffix(")")) == data
    assert text.strip() in json.loads(made["api/v1/notices.json"])["notices"][0]["text"]["sv"]

    pages = Pages(found)
    for html in (pages.region("sv"), pages.bar("./", "sv", marked=True)):
        tree = LexborHTMLParser(str(html))
        assert tree.css("script, img, b") == []
        assert not [n for n in tree.css("*") for name in n.attributes if name.startswith("on")]
        assert html.count("<!-- notiser: slut") == 1
    assert shown in " ".join(node.text() for node in LexborHTMLParser(str(pages.region("sv"))).css("dd"))
    assert shown in mail(found, found.base.notices["avbrott"], "sv")


# --- plain text


def test_a_notice_can_be_pasted_into_mail_and_a_text_message(two: Board) -> None:
    notice = two.base.notices["avbrott"]
    text = mail(two, notice, "sv")
    assert text.startswith("Avbrott pågår: SAMSA går inte att nå\nSedan söndag 22 november 2026 kl. 09.00.\n")
    assert "Alla uppdateringar: https://kunskapsbasen.example/driftinformation/#notis-avbrott" in text
    assert sms(two, notice, "sv") == (
        "Avbrott pågår: SAMSA går inte att nå. Sedan söndag 22 november 2026 kl. 09.00. "
        "https://kunskapsbasen.example/driftinformation/\n"
    )


def test_an_offline_copy_gets_the_data_that_pages_need_and_no_addresses(mini: Path) -> None:
    found = files(board(mini, NOW, STOP, address=""))
    assert sorted(found) == ["notiser/en.js", "notiser/en.json", "notiser/sv.js", "notiser/sv.json"]


def test_reading_notices_needs_no_pages(mini: Path) -> None:
    shutil.rmtree(mini / "docs")
    base, problems = open_notices(mini, NOW.date())
    assert problems == []
    assert list(base.notices) == ["planerat-stopp"]


def test_the_script_of_notices_with_its_data_on_a_calm_day_is_at_most_four_and_a_half_kilobytes_compressed(
    mini: Path,
) -> None:
    import gzip

    script = (ROOT / "overrides/assets/notices.js").read_bytes()
    data = files(board(mini, NOW))["notiser/sv.js"]
    assert len(gzip.compress(script)) + len(gzip.compress(data)) <= 4608


def test_the_small_base_reads_the_same_whole_and_in_part() -> None:
    whole, _ = open_base(MINI, NOW.date())
    part, _ = open_notices(MINI, NOW.date())
    for kind in ("notice", "system", "area", "role", "contact"):
        assert part.records[kind] == whole.records[kind]
