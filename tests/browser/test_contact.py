"""Whom do I call? Chosen, shared, printed, and with the hours by the reader's clock.

Hours are tried on the small base: nobody has told the real one any.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser

from browser.keys import has_focus, tab_to
from browser.places import LANGUAGES, address
from browser.test_paper import facts_of, needs_poppler, on_paper, squeezed, text_of
from browser.visits import NARROW, WIDE, Reader, Visit, overflow
from carekb.base.base import Base
from carekb.checks.open_base import open_base
from carekb.relations.contact_paths import contact_path, places
from carekb.relations.hours import DAY, Timetable, timetable
from conftest import MINI, ROOT, TODAY
from projects import built, copy_mini

SWEDEN = ZoneInfo("Europe/Stockholm")
PAGE = "kontakt/index.md"
NEED, PLACE, STEPS, ANSWER = "#kb-need", "#kb-place", "#kb-answer > ol > li", "#kb-answer"


@pytest.fixture(scope="module")
def base() -> Base:
    return open_base(ROOT, TODAY)[0]


@pytest.fixture
def small(browser: Browser, small_root: str) -> Iterator[Reader]:
    """Reads the small base's site."""
    someone = Reader(browser, small_root)
    yield someone
    someone.leave()


def names(page: Page) -> list[str]:
    """Return the names of those in the answer, in order."""
    return page.locator(f"{STEPS} .kb-chain-who strong").all_inner_texts()


# --- choosing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_choices_give_the_chain_in_order_and_say_how_long_it_is(visit: Visit, base: Base, lang: str) -> None:
    page = visit.open(address(PAGE, lang))
    expect(page.locator(ANSWER)).to_be_hidden()
    page.select_option(NEED, "inloggning")
    page.select_option(PLACE, "kommun:ale")
    expected = [contact.name.get(lang) for contact in contact_path(base, "inloggning", "simba")]
    assert names(page) == expected
    expect(page.locator("[role=status]#kb-said")).to_contain_text(str(len(expected)))
    expect(page.locator(f"{ANSWER} h3")).to_contain_text("Ale")
    assert visit.faults() == []
    for link in page.locator(f"{ANSWER} a").all():
        target = str(link.evaluate("(a) => a.href"))
        if target.startswith(visit.root):
            assert page.request.get(target).ok, target


@pytest.mark.parametrize("place", ["kommun=lilla-edet", "omrade=skaraborg"])
def test_an_answer_can_be_shared_by_its_address(visit: Visit, base: Base, place: str) -> None:
    kind, _, name = place.partition("=")
    page = visit.open(address(PAGE))
    page.select_option(PLACE, f"{kind}:{name}")
    page.select_option(NEED, "sip")
    assert page.url == f"{visit.root}kontakt/?arende=sip&{place}"
    shown = page.locator(ANSWER).inner_text()
    page.goto("about:blank")
    page = visit.open(f"kontakt/?arende=sip&{place}")
    assert page.locator(ANSWER).inner_text() == shown
    area = "-" if kind == "kommun" else name
    assert names(page) == [contact.name.sv for contact in contact_path(base, "sip", area)]


def test_an_address_that_asks_for_what_does_not_exist_asks_again(tab: Visit) -> None:
    page = tab.open("kontakt/?arende=trolleri&kommun=%3Cb%3E")
    assert (page.input_value(NEED), page.input_value(PLACE)) == ("", "")
    expect(page.locator(ANSWER)).to_be_hidden()
    assert tab.faults() == []


def test_with_a_need_alone_the_step_in_the_area_asks_where(tab: Visit) -> None:
    page = tab.open("kontakt/?arende=rutin")
    assert page.locator(STEPS).count() == 3
    expect(page.locator(STEPS).nth(1)).to_contain_text("Välj var du arbetar")


def test_a_place_whose_area_is_not_certain_says_so(tab: Visit) -> None:
    page = tab.open("kontakt/?arende=sip&kommun=lilla-edet")
    expect(page.locator(ANSWER)).to_contain_text("inte fastställt")
    page = tab.open("kontakt/?arende=sip&kommun=alingsas")
    expect(page.locator(f"{ANSWER} .kb-ground-slutsats")).to_be_visible()


def test_what_is_not_confirmed_says_so_and_who_can_confirm(tab: Visit) -> None:
    page = tab.open("kontakt/?arende=driftstorning&kommun=boras")
    for step in page.locator(STEPS).all():
        expect(step).not_to_contain_text("Öppettider: inte kända")
        expect(step.locator(".kb-open")).to_be_hidden()
    answer = page.locator(ANSWER).inner_text()
    assert answer.count("betyder att funktionen inte själv har bekräftat uppgiften") == 1, (
        "sägs en gång, inte vid varje steg"
    )
    assert answer.count("Det här vet vi inte") == 1
    expect(page.locator(STEPS).get_by_role("img", name="inte bekräftat").first).to_have_text("?")
    expect(page.locator(STEPS).last).to_contain_text("GITS kan bekräfta")
    meanwhile = page.locator(f"{ANSWER} .tip a").first
    expect(meanwhile).to_have_attribute("href", "../rutiner/reservrutin/forsta-tio-minuterna/")


_ALL_ANSWERS = """([needs, places]) => {
  const need = document.querySelector("#kb-need"), place = document.querySelector("#kb-place"), found = {};
  for (const n of needs) for (const p of places) {
    need.value = n; place.value = p; need.dispatchEvent(new Event("change"));
    found[n + " " + p] = [...document.querySelectorAll("#kb-answer > ol > li .kb-chain-who strong")]
      .map((e) => e.textContent);
  }
  return found;
}"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_need_in_every_municipality_and_area_is_answered(tab: Visit, base: Base, lang: str) -> None:
    page = tab.open(address(PAGE, lang))
    where = list(places(base))
    found = page.evaluate(_ALL_ANSWERS, [list(base.topics), [f"{place.kind}:{place.id}" for place in where]])
    expected = {
        f"{topic} {place.kind}:{place.id}": [c.name.get(lang) for c in contact_path(base, topic, place.area)]
        for topic in base.topics
        for place in where
    }
    assert found == expected
    assert len(found) == 15 * (49 + 6)
    assert [key for key, steps in found.items() if not steps] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_need_in_every_municipality_and_area_is_answered_on_its_sheet(site: Path, base: Base, lang: str) -> None:
    for place in places(base):
        file = site / address(f"kontakt/{place.kind}/{place.id}.md", lang) / "index.html"
        page = LexborHTMLParser(file.read_text(encoding="utf-8"))
        found = {}
        reached, asked = page.css("table")
        for row in asked.css("tbody tr"):
            needs, chain = row.css("td")
            steps = [(link.text(), link.attributes["href"]) for link in chain.css("a")]
            found |= {need.text(): steps for need in needs.css("a")}
        expected = {
            topic.name.get(lang): [
                (contact.name.get(lang), f"#{contact.id}") for contact in contact_path(base, topic.id, place.area)
            ]
            for topic in base.topics.values()
        }
        assert found == expected, place
        assert all(reached.css_first(anchor) for steps in found.values() for _, anchor in steps)


@pytest.mark.parametrize("place", ["kommun/ale", "omrade/skaraborg"])
def test_a_sheet_has_empty_boxes_for_what_only_the_unit_knows_and_fits_one_page(visit: Visit, place: str) -> None:
    page = visit.open(f"kontakt/{place}/")
    rows = page.locator("table").first.locator("tbody tr")
    local = rows.filter(has=page.locator("#lokal-superanvandare"))
    assert [cell.strip() for cell in local.locator("td").all_inner_texts()][1:] == ["", "", ""]
    assert rows.filter(has_not_text=re.compile(r"\w")).count() == 2, "två rader för fler funktioner"
    assert page.locator("main").inner_text().count("inte känt") == 0
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1


# --- the reader's own place


def test_the_place_chosen_for_the_whole_site_is_chosen_here_too(visit: Visit) -> None:
    page = visit.open(address(PAGE))
    page.evaluate("localStorage.setItem('kb-choice', JSON.stringify({role: null, area: 'simba', municipality: 'ale'}))")
    page.reload()
    assert page.input_value(PLACE) == "kommun:ale"
    page.evaluate(
        "localStorage.setItem('kb-choice', '{\"area\": \"samla\"}'); dispatchEvent(new CustomEvent('kb-choice'))"
    )
    assert page.input_value(PLACE) == "omrade:samla"
    page.select_option(PLACE, "kommun:boras")
    page.evaluate("dispatchEvent(new CustomEvent('kb-choice'))")
    assert page.input_value(PLACE) == "kommun:boras", "det läsaren själv har valt här gäller"
    page = visit.open("kontakt/?kommun=tanum")
    assert page.input_value(PLACE) == "kommun:tanum", "adressen går före"


@pytest.mark.parametrize("stored", ["null", "1", "[", '{"municipality": "ingenstans"}'])
def test_a_choice_that_cannot_be_read_is_no_choice(visit: Visit, stored: str) -> None:
    page = visit.open(address(PAGE))
    page.evaluate("(stored) => localStorage.setItem('kb-choice', stored)", stored)
    page.reload()
    assert page.input_value(PLACE) == ""
    # What such a choice would begin with is asked for, and is not there.
    assert [fault for fault in visit.faults() if "ingenstans" not in fault and "404" not in fault] == []


def test_nothing_is_stored_here(visit: Visit) -> None:
    page = visit.open("kontakt/?arende=sip&kommun=ale")
    page.select_option(PLACE, "kommun:boras")
    assert page.evaluate("localStorage.length") == 0
    assert visit.page.context.cookies() == []


# --- hours


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SWEDEN)


def said_at(page: Page, moment: datetime, step: int) -> str:
    """Return what a step says about now when the device's clock shows a moment."""
    page.clock.set_fixed_time(moment)
    page.evaluate("document.querySelector('#kb-need').dispatchEvent(new Event('change'))")
    return page.locator(STEPS).nth(step).locator(".kb-open").inner_text()


OFFICE = {
    "2026-11-23T00:00": "Stängt nu. Öppnar i dag kl. 08.00.",
    "2026-11-23T07:59": "Stängt nu. Öppnar i dag kl. 08.00.",
    "2026-11-23T08:00": "Öppet nu. Stänger i dag kl. 16.30.",
    "2026-11-23T16:29": "Öppet nu. Stänger i dag kl. 16.30.",
    "2026-11-23T16:30": "Stängt nu. Öppnar i morgon kl. 08.00.",
    "2026-11-26T23:59": "Stängt nu. Öppnar i morgon kl. 10.00.",  # a date of its own
    "2026-11-27T09:59": "Stängt nu. Öppnar i dag kl. 10.00.",
    "2026-11-27T11:30": "Stängt nu. Öppnar måndag 30 november kl. 08.00.",
    "2026-12-23T16:30": "Stängt nu. Öppnar måndag 28 december kl. 08.00.",  # an eve, two holidays, a Sunday
    "2026-12-30T20:00": "Stängt nu. Öppnar måndag 4 januari kl. 08.00.",  # over the new year
    "2027-01-01T00:00": "Stängt nu. Öppnar måndag 4 januari kl. 08.00.",
    "2027-01-05T11:59": "Öppet nu. Stänger i dag kl. 12.00.",  # a half day
    "2027-01-05T12:00": "Stängt nu. Öppnar fredag 8 januari kl. 08.00.",  # a holiday, a date that is closed
    "2027-03-25T13:00": "Stängt nu. Öppnar tisdag 30 mars kl. 08.00.",  # Easter, and summer time begins
    "2027-06-24T12:00": "Öppet nu. Stänger i dag kl. 16.30.",
    "2027-06-25T12:00": "Stängt nu. Öppnar måndag 28 juni kl. 08.00.",  # Midsummer Eve
    "2027-12-22T12:00": "Öppet nu. Stänger i dag kl. 16.30.",  # the last day that is known
    "2027-12-22T17:00": "Stängt nu. När det öppnar är inte känt.",
    "2027-12-23T12:00": "Om det är öppet i dag är inte känt: kopian är för gammal.",
}


def test_an_office_is_open_or_opens_next_by_the_readers_clock(small: Reader) -> None:
    page = small.visit().open("kontakt/?arende=rutin&kommun=lilla-edet")
    assert {moment: said_at(page, at(moment), 1) for moment in OFFICE} == OFFICE


def test_a_night_goes_on_after_midnight_and_when_the_clocks_change(small: Reader) -> None:
    page = small.visit().open("kontakt/?arende=inloggning&kommun=lilla-edet")
    instead = "Kan det inte vänta: gå till nästa steg, Drift och leverantör: Vakten."
    night = {
        "2026-12-31T21:59": f"Stängt nu. Öppnar i dag kl. 22.00. {instead}",
        "2026-12-31T23:59": "Öppet nu. Stänger i morgon kl. 06.00.",
        "2027-01-01T00:00": "Öppet nu. Stänger i dag kl. 06.00.",
        "2027-03-28T01:59": "Öppet nu. Stänger i dag kl. 06.00.",
        "2027-03-28T03:00": "Öppet nu. Stänger i dag kl. 06.00.",
        "2027-03-28T06:00": f"Stängt nu. Öppnar i dag kl. 22.00. {instead}",
        "2027-10-31T02:30": "Öppet nu. Stänger i dag kl. 06.00.",
        "2027-10-31T05:59": "Öppet nu. Stänger i dag kl. 06.00.",
    }
    assert {moment: said_at(page, at(moment), 2) for moment in night} == night
    again = at("2027-10-31T02:30").replace(fold=1)  # the same time once more, an hour later
    assert said_at(page, again, 2) == "Öppet nu. Stänger i dag kl. 06.00."
    assert said_at(page, again, 3) == "Öppet dygnet runt."


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_the_time_is_swedens_whatever_the_device_thinks(small: Reader, zone: str) -> None:
    page = small.visit(timezone_id=zone).open("kontakt/?arende=rutin&kommun=lilla-edet")
    assert said_at(page, at("2026-11-23T16:29"), 1) == "Öppet nu. Stänger i dag kl. 16.30."
    assert said_at(page, at("2026-11-23T16:30"), 1) == "Stängt nu. Öppnar i morgon kl. 08.00."


def test_the_hours_are_told_in_english(small: Reader) -> None:
    page = small.visit(locale="en-GB").open("en/kontakt/?arende=rutin&kommun=uddevalla")
    instead = "If it cannot wait: go to the next step, Regional: GITS."
    assert said_at(page, at("2026-11-24T12:30"), 1) == f"Closed now. Opens today at 13:00. {instead}"
    assert said_at(page, at("2026-11-26T15:00"), 1) == f"Closed now. Opens Tuesday 1 December at 09:00. {instead}"
    assert said_at(page, at("2026-11-23T16:29"), 2) == "Open now. Closes today at 16:30."
    expect(page.locator(STEPS).nth(1)).to_contain_text("Open ?: Tuesday, Thursday 09:00–12:00 and 13:00–15:00")


def test_an_open_page_follows_the_clock(small: Reader) -> None:
    visit = small.visit()
    visit.page.clock.install(time=at("2026-11-23T07:59:50"))
    page = visit.open("kontakt/?arende=rutin&kommun=lilla-edet")
    now = page.locator(STEPS).nth(1).locator(".kb-open")
    expect(now).to_have_text("Stängt nu. Öppnar i dag kl. 08.00.")
    page.clock.fast_forward(60_000)
    expect(now).to_have_text("Öppet nu. Stänger i dag kl. 16.30.")


def _opens(table: Timetable, moment: datetime) -> tuple[bool, datetime | None]:
    """Return whether it is open and when that changes, by looking at each minute of the wall clock."""
    start = moment.replace(tzinfo=None)

    def is_open(when: datetime) -> bool:
        for back in (0, 1):
            day = when.date() - timedelta(days=back)
            minute = when.hour * 60 + when.minute + back * DAY
            if any(a <= minute < b for a, b in table.dates.get(day, table.week[day.weekday()])):
                return True
        return False

    now, when = is_open(start), start
    while when.date() <= table.last + timedelta(days=1) and is_open(when) == now:
        when += timedelta(minutes=1)
    return now, when if when.date() <= table.last else None


def test_script_and_minutes_agree_all_through_the_year(small: Reader) -> None:
    contact = open_base(MINI, TODAY)[0].contacts["gits"]
    assert contact.hours
    table = timetable(contact.hours, TODAY)
    page = small.visit().open("kontakt/?arende=rutin&kommun=lilla-edet")
    moment, wrong = datetime(2026, 11, 22, 0, 7, tzinfo=SWEDEN), []
    while moment.date() < date(2027, 12, 10):
        text = said_at(page, moment, 1)
        now, change = _opens(table, moment)
        assert change
        if text.startswith("Öppet nu") != now or not text.endswith(f"kl. {change:%H.%M}."):
            wrong.append((moment, text, change))
        moment += timedelta(hours=37, minutes=11)
    assert wrong == []


# --- without scripts, by keyboard, narrow, on paper, from a folder


def test_without_scripts_the_lists_lead_to_every_answer(tab_without_scripts: Visit) -> None:
    page = tab_without_scripts.open(address(PAGE))
    expect(page.locator("#kb-choose")).to_be_hidden()
    expect(page.locator(ANSWER)).to_be_hidden()
    page.locator("main").get_by_role("link", name="Din kommun", exact=True).click()
    page.locator("main").get_by_role("link", name="Ale kommun", exact=True).click()
    expect(page.locator("main table").last).to_contain_text("Inloggning")
    page = tab_without_scripts.open(address(PAGE))
    page.locator("main").get_by_role("link", name="Jag kommer inte in", exact=True).click()
    expect(page.locator(".kb-content ol").first).to_contain_text("superanvändare")


def test_where_the_data_is_not_there_the_lists_are(visit: Visit) -> None:
    visit.page.route("**/contacts/**", lambda route: route.abort())
    page = visit.open(address(PAGE))
    expect(page.locator("#kb-choose")).to_be_hidden()
    expect(page.locator("main").get_by_role("link", name="Din kommun", exact=True)).to_be_visible()


def test_the_chooser_is_worked_by_keyboard_alone(visit: Visit) -> None:
    page = visit.open(address(PAGE))
    tab_to(page, NEED, within=80)
    page.keyboard.type("SAMSA")
    page.keyboard.press("Tab")
    assert has_focus(page, PLACE)
    page.keyboard.type("Ale")
    page.keyboard.press("Tab")
    assert has_focus(page, "#kb-choose button")
    assert page.input_value(PLACE) == "kommun:ale"
    page.keyboard.press("Enter")
    assert has_focus(page, "#kb-answer-title")
    page.keyboard.press("Tab")
    assert has_focus(page, f"{STEPS}:first-child a")


def test_the_button_without_a_need_goes_back_to_the_question(tab: Visit) -> None:
    page = tab.open("kontakt/?kommun=ale")
    page.click("#kb-choose button")
    assert has_focus(page, NEED)
    expect(page.locator("#kb-said")).to_contain_text("Välj också vad det gäller")


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_has_no_fault_that_axe_finds_and_fits(
    reader: Reader, axe: str, lang: str, viewport: dict[str, int]
) -> None:
    visit = reader.visit(viewport)
    page = visit.open(f"{address(PAGE, lang)}?arende=avvikelser&kommun=alingsas")
    page.evaluate(axe)
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})")
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []
    assert overflow(page) == []


@needs_poppler
def test_an_answer_is_printed_without_the_questions(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("kontakt/?arende=avvikelser&kommun=ale")
    text = squeezed(text_of(on_paper(page, tmp_path), "-raw"))
    assert squeezed("MedControl PRO") in text
    assert squeezed("Vad som hände, när och på vilken enhet") in text
    assert squeezed("Var arbetar du?") not in text


@needs_poppler
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sheet_of_all_needs_fits_one_page(visit: Visit, base: Base, tmp_path: Path, lang: str) -> None:
    longest = {
        place.area: place for place in sorted(places(base), key=lambda place: (place.kind == "kommun", len(place.name)))
    }
    sheets = [*longest.values(), *(place for place in places(base) if place.kind == "omrade")]
    sheets_used = {}
    for place in sheets:
        page = visit.open(address(f"kontakt/{place.kind}/{place.id}.md", lang))
        file = on_paper(page, tmp_path)
        sheets_used[place.id] = facts_of(file)["Pages"]
        flat = squeezed(text_of(file, "-raw"))
        written = page.locator(".kb-content :is(h2, h3, p:not(.kb-screen), li, td, dt, dd)").all_inner_texts()
        assert [text for text in written if squeezed(re.sub("[#:]", "", text)) not in re.sub("[#:]", "", flat)] == []
    assert {place: number for place, number in sheets_used.items() if number != "1"} == {}


def test_the_chooser_works_from_a_folder(browser: Browser, tmp_path: Path) -> None:
    site = built(copy_mini(tmp_path / "small"), env={"KB_OFFLINE": "1"})
    reader = Reader(browser, site.as_uri() + "/")
    visit = reader.visit()
    page = visit.page
    page.goto(f"{site.as_uri()}/kontakt/index.html?arende=rutin&kommun=uddevalla")
    assert len(names(page)) == 3
    page.select_option(NEED, "inloggning")
    assert len(names(page)) == 4
    for link in page.locator(f"{ANSWER} a[href]").all():
        target = str(link.evaluate("(a) => a.href")).partition("#")[0]
        if target.startswith("file:"):
            assert Path(target.removeprefix("file://")).is_file(), target
    assert visit.faults() == []
    reader.leave()


def test_script_and_data_are_loaded_on_this_page_alone_and_are_small(site: Path, visit: Visit) -> None:
    visit.open(address("kontakt/inloggning.md"))
    assert [asked for asked in visit.asked if "contact" in asked.rpartition("/")[2] or "/contacts/" in asked] == []
    (data,) = site.glob("contacts/*/sv.js")
    sizes = [len(gzip.compress(file.read_bytes(), 9)) for file in (site / "assets" / "contact.js", data)]
    assert sizes[0] <= 3 * 1024
    assert sizes[1] <= 6 * 1024, sizes
