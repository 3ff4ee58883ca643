"""Notices in a real browser: they arrive, change and go by themselves, and are right by the reader's clock."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.conftest import serving
from browser.visits import NARROW, Reader, Visit, overflow
from carekb.notices.publishing import publish
from notices import at, update, values, write
from projects import built, copy_mini, once

pytestmark = pytest.mark.slow

NOW = at("2026-11-22 10:00")
PAGE = "rutiner/inskrivning/"
OTHER = "om/"
OUTAGE = values("storning", "2026-11-22 09:00", id="avbrott", fails={"sv": "Inloggningen."}, contact="gits")
RESOLVED = {
    **OUTAGE,
    "end": at("2026-11-22 10:05").isoformat(),
    "updates": [*OUTAGE["updates"], update("2026-11-22 10:05", "lost", "Nu går det igen.")],
}
ENDED = [update("2026-11-22 09:00", "undersoks"), update("2026-11-22 09:30", "lost")]
SLOW = values(
    "storning",
    "2026-11-22 09:30",
    id="segt",
    title={"sv": "Klara är långsamt", "en": "Klara is slow"},
    systems=[{"system": "samsa", "state": "forsamrad"}],
)
STOP = values("underhall", "2026-11-22 18:00", "2026-11-22 20:00", id="stopp")


@pytest.fixture
def own(shared: Path, tmp_path: Path) -> Path:
    """The small base, built and without notices, free to change."""
    copy = Path(shutil.copytree(once(shared / "quiet", _build), tmp_path / "own"))
    publish(copy, copy / "site", NOW)
    return copy


def _build(folder: Path) -> None:
    copy_mini(folder)
    for file in (folder / "data/notices").glob("*.yml"):
        file.unlink()
    built(folder, env={"KB_TODAY": "", "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))})


@pytest.fixture
def served(own: Path) -> Iterator[str]:
    """The address of that site."""
    with serving(own / "site") as address:
        yield address


@pytest.fixture
def readers(browser: Browser, served: str) -> Iterator[Reader]:
    someone = Reader(browser, served)
    yield someone
    someone.leave()


def tab(readers: Reader, now: datetime = NOW, **options: Any) -> Visit:
    """Open a tab whose clock stands at `now` until a test lets it run."""
    visit = readers.visit(**options)
    visit.page.clock.install(time=now)
    return visit


def tell(own: Path, now: datetime, *found: dict[str, Any]) -> None:
    """Publish these notices."""
    for one in found:
        write(own, one)
    publish(own, own / "site", now)


def wait(page: Page, seconds: int = 130) -> None:
    """Let time pass on the page, in steps between which answers from the server can come."""
    for _ in range(seconds // 5):
        page.clock.run_for(5_000)
        page.wait_for_timeout(25)


def bar(page: Page) -> str:
    return page.locator("#kb-drift").inner_text() if page.locator("#kb-drift").is_visible() else ""


def heard(page: Page) -> str:
    """Return what a screen reader was told last."""
    return " ".join(page.locator("#kb-drift-say").inner_text().split())


def boxes(page: Page) -> str:
    return page.locator("#kb-notices").inner_text() if page.locator("#kb-notices").is_visible() else ""


def test_an_open_page_gets_the_notice_when_it_is_published_and_loses_it_when_it_is_resolved(
    own: Path, readers: Reader
) -> None:
    visit = tab(readers)
    page = visit.open(PAGE)
    assert (bar(page), boxes(page)) == ("", "")
    tell(own, at("2026-11-22 10:01"), OUTAGE)
    wait(page)
    page.locator("#kb-drift .kb-card").wait_for()
    assert "Avbrott pågår SAMSA går inte att nå" in bar(page)
    assert "Sedan söndag 22 november 2026 kl. 09.00." in bar(page)
    page.locator("#kb-drift .kb-card-more summary").click()
    assert "Inloggningen." in bar(page), "hela notisen, för sidan handlar om systemet"
    assert boxes(page) == "", "aldrig två gånger på en sida"
    assert "Följ reservrutinen." in bar(page)
    assert "10.01" in bar(page)
    assert heard(page) == (
        "Driftinformation: Avbrott pågår: SAMSA går inte att nå. "
        "söndag 22 november 2026 kl. 09.00 – undersöks Så är det."
    )
    tell(own, at("2026-11-22 10:06"), RESOLVED)
    wait(page)
    page.locator("#kb-drift").wait_for(state="hidden")
    assert "Löst" in boxes(page)
    assert "Nu går det igen." in boxes(page)
    assert "Inloggningen." not in boxes(page), "det gällde medan det pågick"
    assert heard(page).startswith("Driftinformation: Löst: SAMSA går inte att nå. ")
    assert visit.faults() == []


@pytest.mark.parametrize("address", [PAGE, OTHER])
def test_an_open_page_says_what_has_changed_once_and_nothing_when_nothing_has(
    own: Path, readers: Reader, address: str
) -> None:
    tell(own, NOW, OUTAGE, SLOW)
    page = tab(readers).open(address)
    page.locator("#kb-drift .kb-card").wait_for()
    page.evaluate(
        "() => { window.said = []; const say = document.getElementById('kb-drift-say');"
        "new MutationObserver(() => said.push(say.textContent)).observe(say, { childList: true }) }"
    )
    updates = [*OUTAGE["updates"]]
    for minute, state, text in ((3, "identifierad", "Kortet är hittat."), (8, "bevakas", "Åter 21.00.")):
        updates.append(update(f"2026-11-22 10:0{minute}", state, text))
        tell(own, at(f"2026-11-22 10:0{minute}"), {**OUTAGE, "updates": [*updates]})
        wait(page)
    tell(own, at("2026-11-22 10:12"))
    wait(page)
    updates.append(update("2026-11-22 10:14", "lost", "Klart."))
    tell(own, at("2026-11-22 10:14"), {**OUTAGE, "updates": updates})
    wait(page)
    heads = ("Avbrott pågår", "Avbrott pågår", "Löst")
    tails = ("Kortet är hittat.", "Åter 21.00.", "Klart.")
    said = page.evaluate("said")
    assert len(said) == 3, said
    for one, head, tail in zip(said, heads, tails, strict=True):
        assert one.startswith(f"Driftinformation: {head}: SAMSA går inte att nå. ")
        assert one.endswith(tail)


@pytest.mark.parametrize("address", [PAGE, OTHER])
def test_what_is_heard_when_the_state_is_no_longer_known_is_that_it_is_not_known(
    own: Path, readers: Reader, address: str
) -> None:
    tell(own, NOW, OUTAGE)
    visit = tab(readers)
    page = visit.page
    with page.expect_response("**/notiser/sv.json") as asked:
        visit.open(address)
    asked.value.finished()
    page.locator("#kb-drift .kb-card").wait_for()
    page.route("**/notiser/sv.json", lambda route: route.fulfill(status=503))
    page.clock.fast_forward(30 * 3600_000)
    page.clock.run_for(10_000)
    assert heard(page).startswith("Driftinformation: Läget är okänt: SAMSA går inte att nå")
    assert ("Läget är okänt" in boxes(page)) == (address == PAGE)


def test_the_bar_is_on_every_page_and_the_box_only_where_it_matters(own: Path, served: str, readers: Reader) -> None:
    tell(own, NOW, OUTAGE)
    page = tab(readers).open(OTHER)
    page.locator("#kb-drift .kb-card").wait_for()
    assert boxes(page) == ""
    lost = tab(readers).page
    lost.goto(f"{served}finns/inte/")
    lost.locator("#kb-drift .kb-card").wait_for()
    assert lost.locator("#kb-drift a").last.get_attribute("href") == "/driftinformation/#notis-avbrott"
    english = tab(readers).open(f"en/{PAGE}")
    english.locator("#kb-drift .kb-card").wait_for()
    assert "Outage SAMSA cannot be reached" in bar(english)
    assert english.locator("#kb-drift dd[lang=sv]").count() >= 1


def _without_times(route: Route) -> None:
    """Answer as a server that says neither what o'clock it is nor how old the file is."""
    answer = route.fetch()
    kept = {name: value for name, value in answer.headers.items() if name not in ("date", "last-modified")}
    route.fulfill(status=answer.status, headers=kept, body=answer.body())


@pytest.mark.parametrize(
    ("clock", "is_wrong"),
    [
        ("2026-11-22 18:30", False),
        ("2026-11-22 20:30", True),
        ("2026-11-23 18:30", True),
        ("2026-11-21 18:30", True),
    ],
)
def test_a_clock_that_is_wrong_hides_no_stop_and_the_page_says_so(
    own: Path, readers: Reader, clock: str, is_wrong: bool
) -> None:
    tell(own, at("2026-11-22 18:25"), STOP)
    page = tab(readers, at(clock)).open(PAGE)
    page.clock.run_for(6_000)
    page.wait_for_timeout(200)
    page.clock.run_for(6_000)
    assert "Planerat stopp pågår" in bar(page)
    assert ("Datorns klocka verkar gå fel." in bar(page)) == is_wrong


def test_a_stop_published_long_ago_is_over_when_the_server_says_so_too(own: Path, readers: Reader) -> None:
    tell(own, at("2026-11-22 18:25"), STOP)
    for file in (own / "site/notiser").iterdir():
        hours = file.stat().st_mtime - 2 * 3600 - 300
        os.utime(file, (hours, hours))
    page = tab(readers, at("2026-11-22 20:30")).open(PAGE)
    page.clock.run_for(6_000)
    page.wait_for_timeout(200)
    page.clock.run_for(6_000)
    assert bar(page) == ""
    assert "Datorns klocka" not in boxes(page)


def test_a_planned_stop_announces_itself_begins_and_ends_on_a_page_left_open(own: Path, readers: Reader) -> None:
    tell(own, NOW, STOP)
    visit = tab(readers, at("2026-11-22 17:58"))
    visit.page.route("**/notiser/sv.json", _without_times)
    page = visit.open(PAGE)
    page.locator("#kb-notices .kb-card").wait_for()
    assert "Planerat stopp SAMSA" in boxes(page)
    assert bar(page) == ""
    page.clock.run_for(3 * 60_000)
    assert "Planerat stopp pågår" in bar(page)
    page.clock.fast_forward(2 * 3600_000)
    wait(page)
    assert bar(page) == ""
    assert "Stoppets tid är slut" in boxes(page)


def test_an_old_copy_on_disk_shows_an_ended_stop_as_ended(own: Path, readers: Reader) -> None:
    write(own, STOP)
    env = {"KB_TODAY": "", "SOURCE_DATE_EPOCH": str(int(at("2026-11-22 19:00").timestamp()))}
    built(own, env=env)
    built(own, "--site-dir", "kopia", env={**env, "KB_OFFLINE": "1"})
    for address in (own / "site" / PAGE / "index.html", own / "kopia" / "rutiner/inskrivning.html"):
        assert "Planerat stopp pågår" in address.read_text(encoding="utf-8")
        page = tab(readers, at("2026-11-22 21:00")).page
        page.goto(address.as_uri())
        assert bar(page) == ""
        assert "Stoppets tid är slut" in boxes(page)
    board = tab(readers, at("2026-11-22 21:00")).page
    board.goto((own / "kopia" / "driftinformation" / "index.html").as_uri())
    assert board.locator("[data-tones=over] #notis-stopp .kb-card-label").inner_text() == "Stoppets tid är slut"
    assert "Ingen pågående störning är publicerad här." in board.locator("[data-tones~=major]").inner_text()
    assert board.locator("[data-system=samsa]").inner_text() == "Ingen känd störning"


def test_an_old_copy_does_not_claim_that_an_outage_without_an_end_still_goes_on(own: Path, readers: Reader) -> None:
    tell(own, NOW, OUTAGE)
    page = tab(readers, at("2026-11-24 10:00")).page
    page.goto((own / "site" / PAGE / "index.html").as_uri())
    assert bar(page) == ""
    assert "Läget är okänt" in boxes(page)
    page.goto((own / "site/driftinformation/index.html").as_uri())
    assert page.locator("[data-system=samsa]").inner_text() == "Läget är okänt"


def test_without_scripts_the_page_tells_the_state_as_of_a_stated_time(own: Path, readers: Reader) -> None:
    env = {"KB_TODAY": "", "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    write(own, OUTAGE)
    built(own, env=env)
    page = readers.visit(java_script_enabled=False).open(PAGE)
    assert "Avbrott pågår" in bar(page)
    assert "Läget enligt uppgifter från söndag 22 november 2026 kl. 10.00." in bar(page)
    assert "Inloggningen." not in bar(page)
    page.locator("#kb-drift .kb-card-more summary").click()
    assert "Inloggningen." in bar(page)
    write(own, RESOLVED)
    built(own, env={**env, "SOURCE_DATE_EPOCH": str(int(at("2026-11-22 11:00").timestamp()))})
    page = readers.visit(java_script_enabled=False).open(PAGE)
    assert bar(page) == ""
    assert "Löst" in boxes(page)


_SHAPE = """(holder) => [...holder.querySelectorAll(".kb-card, .kb-card *")].map((e) =>
  [e.localName, e.className, e.getAttribute("data-tone"), e.getAttribute("data-id"), e.lang && e.getAttribute("lang"),
   e.getAttribute("dir"), e.href || "", e.textContent.replace(/\\s+/g, " ").trim()].join("|").replace(/\\s+/g, ""))"""
"""Each element of the cards of a holder: its name, class, tone, record, language, direction, address and text."""


def test_the_script_draws_a_card_as_the_build_does(own: Path, readers: Reader) -> None:
    write(own, OUTAGE)
    built(own, env={"KB_TODAY": "", "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))})
    holders = "#kb-drift", "#kb-notices"
    still = readers.visit(java_script_enabled=False).open(PAGE)
    written = [still.locator(holder).evaluate(_SHAPE) for holder in holders]
    page = tab(readers).open(PAGE)
    page.locator("#kb-drift .kb-card:not([data-rev])").wait_for()
    assert any("|major|" in row for row in written[0])
    assert [page.locator(holder).evaluate(_SHAPE) for holder in holders] == written


def test_a_notice_folded_away_stays_so_until_it_changes_and_nothing_is_stored_before(
    own: Path, readers: Reader
) -> None:
    tell(own, NOW, OUTAGE)
    visit = tab(readers)
    page = visit.open(PAGE)
    card = page.locator("#kb-drift .kb-card")
    card.wait_for()
    assert page.evaluate("localStorage.length") == 0
    card.locator("summary").first.click()
    page.wait_for_function("() => localStorage.length === 1")
    page = visit.open(PAGE)
    assert card.get_attribute("open") is None
    tell(own, at("2026-11-22 10:02"), OUTAGE)
    wait(page)
    assert card.get_attribute("open") is None, "att publicera igen är ingen ändring"
    changed = {
        **OUTAGE,
        "updates": [*OUTAGE["updates"], update("2026-11-22 10:03", "identifierad", "Felet är hittat.")],
    }
    tell(own, at("2026-11-22 10:03"), changed)
    wait(page)
    page.locator("#kb-drift .kb-card[open]").wait_for()
    card.locator("summary").first.click()
    page.wait_for_function("() => localStorage.length === 1")
    card.locator("summary").first.click()
    page.wait_for_function("() => localStorage.length === 0")


def test_a_notice_is_folded_by_keyboard(own: Path, readers: Reader) -> None:
    tell(own, NOW, OUTAGE)
    page = tab(readers).open(OTHER)
    page.locator("#kb-drift .kb-card").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    assert page.locator("#kb-drift .kb-card").get_attribute("open") is None


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)><script>alert(2)</script>",
        '"\' onmouseover="alert(1)" `${1}` &amp; \\u003c',
        "\u202eegasredrägsna\u2066 \u05e9\u05dc\u05d5\u05dd",
        "y" * 10_000,
    ],
)
def test_hostile_text_is_shown_as_text(text: str, own: Path, readers: Reader) -> None:
    visit = tab(readers)
    alarms: list[str] = []
    visit.page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    page = visit.open(PAGE)
    tell(own, at("2026-11-22 10:01"), {**OUTAGE, "title": {"sv": text[:300]}, "text": {"sv": text}})
    wait(page)
    page.locator("#kb-drift .kb-card").wait_for()
    assert page.locator("#kb-drift bdi").text_content() == text[:300]
    assert text in (page.locator("#kb-drift dl").first.text_content() or "")
    assert page.locator("#kb-drift img, #kb-drift script, #kb-notices img, #kb-notices script").count() == 0
    page.set_viewport_size({"width": 320, "height": 640})
    assert overflow(page) == []
    page = visit.open("driftinformation/")
    assert text in (page.locator("#kb-board").text_content() or "")
    assert overflow(page) == []
    assert alarms == []
    assert visit.faults() == []


def test_the_page_of_all_notices_reads_itself_again(own: Path, readers: Reader) -> None:
    page = tab(readers).open("driftinformation/")
    assert "Ingen driftinformation är publicerad här ännu" in page.locator("#kb-board").inner_text()
    tell(own, at("2026-11-22 10:01"), OUTAGE)
    wait(page)
    page.locator("#notis-avbrott").wait_for()
    assert "Avbrott pågår" in page.locator("#notis-avbrott").inner_text()


def test_the_page_of_all_notices_keeps_what_the_reader_has_unfolded_and_is_left_alone_when_nothing_is_new(
    own: Path, readers: Reader
) -> None:
    tell(own, NOW, RESOLVED | {"id": "forra", "end": at("2026-11-22 09:30").isoformat(), "updates": ENDED})
    page = tab(readers).open("driftinformation/")
    page.locator("#notis-forra summary").click()
    page.evaluate("document.getElementById('kb-board').setAttribute('data-same', '')")
    for moment, *found in (("2026-11-22 10:01",), ("2026-11-22 10:02", OUTAGE)):
        tell(own, at(moment), *found)
        with page.expect_response("**/driftinformation/"):
            wait(page)
        page.wait_for_timeout(100)
        assert page.locator("#kb-board[data-same]").count() == (0 if found else 1)
    page.locator("#notis-avbrott").wait_for()
    assert page.locator("#notis-forra").get_attribute("open") is not None
    assert page.evaluate("document.activeElement.closest('details').id") == "notis-forra"
    page.set_viewport_size({"width": 320, "height": 640})
    page.locator("#kb-board .table-wrap[role=region][aria-label*=Tillgänglighet]").wait_for()


def test_a_server_in_trouble_is_asked_less_and_less_often(readers: Reader) -> None:
    visit = tab(readers)
    asked: list[str] = []
    visit.page.route("**/notiser/sv.json", lambda route: (asked.append(route.request.url), route.fulfill(status=503)))
    page = visit.open(PAGE)
    for _ in range(30):
        page.clock.run_for(60_000)
        page.wait_for_timeout(10)
    assert 3 <= len(asked) <= 7
    assert bar(page) == ""


def test_a_hidden_or_offline_page_asks_nothing(readers: Reader) -> None:
    visit = tab(readers)
    page = visit.open(PAGE)
    page.clock.run_for(10_000)
    page.context.set_offline(True)
    before = len(visit.asked)
    page.clock.run_for(10 * 60_000)
    assert len(visit.asked) == before
    page.context.set_offline(False)
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    page.wait_for_timeout(100)
    before = len(visit.asked)
    page.clock.run_for(10 * 60_000)
    assert len(visit.asked) == before
    assert [fault for fault in visit.faults() if "mark.svg" not in fault] == [], "ikonen hämtas när webbläsaren vill"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_with_notices_have_no_violation_and_fit_a_phone(
    scheme: Any, width: int, own: Path, readers: Reader, axe: str
) -> None:
    tell(own, NOW, OUTAGE, STOP)
    for address in (PAGE, OTHER, "driftinformation/", "en/driftinformation/"):
        visit = tab(readers, viewport={**NARROW, "width": width}, color_scheme=scheme)
        page = visit.open(address)
        page.locator(".kb-card").first.wait_for()
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run({ runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] })"
        )
        assert [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found["violations"]] == []
        assert overflow(page) == []
        assert visit.faults() == []


@pytest.mark.parametrize("query", ["samsa nere", "är det någon störning", "kommer inte in", "samsa"])
def test_who_searches_for_what_has_failed_meets_what_is_wrong_just_now_first(
    own: Path, readers: Reader, query: str
) -> None:
    tell(own, NOW, OUTAGE, SLOW)
    visit = readers.visit()
    visit.page.clock.set_fixed_time(NOW)
    page = visit.open(OTHER)
    page.fill("#kb-q", query)
    first = page.locator("#kb-hits-list > :first-child > :first-child.kb-hits-live")
    first.wait_for()
    assert first.locator("li").all_inner_texts() == [
        "Avbrott pågår SAMSA går inte att nå",
        "Störning pågår Klara är långsamt",
    ]
    assert first.locator("a").first.get_attribute("href") == "../driftinformation/#notis-avbrott"
    status = page.locator("#kb-hits-count")
    expect(status).to_have_text(re.compile("^Avbrott pågår: SAMSA går inte att nå. Störning pågår: .* träff"))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.kb-hits-live') !== null")
    assert visit.faults() == []


def test_what_is_over_or_planned_does_not_stand_first_among_the_hits(own: Path, readers: Reader) -> None:
    tell(own, at("2026-11-22 10:06"), RESOLVED, STOP)
    visit = readers.visit()
    visit.page.clock.set_fixed_time(at("2026-11-22 10:10"))
    page = visit.open(OTHER)
    page.fill("#kb-q", "samsa nere")
    page.locator(".kb-hit").first.wait_for()
    assert page.locator(".kb-hits-live").count() == 0


def test_a_question_about_something_else_is_not_met_by_what_is_wrong(own: Path, readers: Reader) -> None:
    tell(own, NOW, OUTAGE)
    visit = readers.visit()
    visit.page.clock.set_fixed_time(NOW)
    page = visit.open(OTHER)
    page.fill("#kb-q", "utskrivning")
    page.locator(".kb-hit").first.wait_for()
    assert page.locator("#kb-drift .kb-card").count() == 1
    assert page.locator(".kb-hits-live").count() == 0
