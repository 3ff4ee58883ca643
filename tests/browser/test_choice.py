"""A role and a place chosen once: kept, shown, shared, undone, and never in the way; local additions beside it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import serving
from browser.keys import focused, tab_to
from browser.test_axe import violations
from browser.visits import NARROW, WIDE, Reader, Visit, overflow
from browsers import firefox
from firefox import Firefox
from projects import built, copy_mini, kb, once

MINE = {"role": "bistandshandlaggare", "area": "fyrbodal", "municipality": "uddevalla"}
SHARED = "min-start/?roll=bistandshandlaggare&kommun=uddevalla"
ROUTINE = "rutiner/inskrivning/"
MEETING = "sip/mote/"
"""The page with additions."""
SHIFT = """window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
  .observe({ type: "layout-shift", buffered: true });"""


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.getbasetemp()
    return folder.parent if folder.name.startswith("popen-") else folder


@pytest.fixture(scope="session")
def small(shared: Path) -> Iterator[str]:
    """The address of the small base, which has local additions."""
    folder = once(shared / "choice", lambda folder: built(copy_mini(folder)))
    with serving(folder / "site") as address:
        yield address


@pytest.fixture
def visit(browser: Browser, small: str) -> Iterator[Visit]:
    """A tab with nothing stored."""
    reader = Reader(browser, small)
    yield reader.visit()
    reader.leave()


def stored(page: Page) -> Any:
    return json.loads(page.evaluate("localStorage.getItem('kb-choice')"))


def keys_stored(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    return found


def choose(visit: Visit, choice: dict[str, str] | None = None) -> None:
    """Store a choice, as an earlier visit would have."""
    visit.open("min-start/")
    visit.page.evaluate("(choice) => localStorage.setItem('kb-choice', JSON.stringify(choice))", choice or MINE)


def test_without_a_choice_nothing_is_stored_shown_or_fetched(visit: Visit) -> None:
    page = visit.open(ROUTINE)
    page.wait_for_timeout(200)
    assert keys_stored(page) == []
    assert not page.is_visible(".kb-choice")
    assert page.locator("[data-mine]").count() == 0
    assert [asked for asked in visit.asked if "choice" in asked] == []
    assert visit.faults() == []


def test_a_choice_is_saved_by_the_form_and_kept_over_a_reload(visit: Visit) -> None:
    page = visit.open("min-start/")
    page.select_option("#kb-startform-role", "bistandshandlaggare")
    page.select_option("#kb-startform-place", "kommun:uddevalla")
    assert keys_stored(page) == []
    page.click("#kb-startform button")
    expect(page.locator("#kb-startform-note")).to_have_text("Sparat. Sidorna börjar nu med det som är ditt.")
    assert stored(page) == MINE
    assert keys_stored(page) == ["kb-choice"]
    page.reload()
    line = page.locator(".kb-choice p")
    expect(line).to_have_text("Du ser sidorna som biståndshandläggare i Uddevalla kommun.")
    assert page.input_value("#kb-startform-place") == "kommun:uddevalla"
    assert visit.faults() == []


def test_an_area_alone_and_a_role_alone_are_choices_too(visit: Visit) -> None:
    choose(visit, {"area": "fyrbodal"})
    page = visit.open("")
    expect(page.locator(".kb-choice p")).to_have_text("Du ser sidorna för Fyrbodal.")
    choose(visit, {"role": "redaktor"})
    page = visit.open("en/")
    expect(page.locator(".kb-choice p")).to_have_text("You have chosen editor.")


def test_the_start_page_leads_with_what_is_mine_and_keeps_the_rest(visit: Visit) -> None:
    before = visit.open("").inner_text(".kb-content")
    choose(visit)
    page = visit.open("")
    box = page.locator(".kb-content > .kb-mine:first-child")
    expect(box.locator("h2")).to_have_text("För dig som är biståndshandläggare")
    assert "2. Planering" in box.inner_text()
    assert "1. Inskrivningsmeddelande" not in box.inner_text()  # another acts there
    assert "Kontaktvägar där du arbetar" in box.inner_text()
    assert "Ring också kommunens samordnare" in box.inner_text()
    assert page.inner_text(".kb-content").endswith(before)
    assert visit.faults() == []


def test_a_process_shows_my_steps_first_and_says_what_i_do_in_each(visit: Visit) -> None:
    choose(visit)
    page = visit.open("rutiner/")
    steps = page.locator(".kb-mine li").all_inner_texts()
    assert [" ".join(step.split()) for step in steps] == [
        "1. Inskrivningsmeddelande Du tar emot",
        "2. Planering Du agerar",
    ]
    expect(page.locator(".undersidor li .kb-you")).to_have_text("Du tar emot")
    page = visit.open(ROUTINE)
    expect(page.locator(".steg .kb-you")).to_have_text("Du")
    assert "Biståndshandläggare" in page.locator(".steg dd", has=page.locator(".kb-you")).inner_text()


def test_a_contact_page_begins_with_my_contacts(visit: Visit) -> None:
    choose(visit)
    page = visit.open("kontakt/funktioner/")
    links = page.locator(".kb-content > .kb-mine:first-child a")
    assert links.all_inner_texts() == [
        "Superanvändaren på din enhet",
        "GITS",
        "Samordnaren i Fyrbodal",
        "Kontaktvägar där du arbetar",
    ]
    links.last.click()
    expect(page.locator("h1")).to_have_text("Kontaktvägar i Uddevalla")


def test_my_additions_are_open_and_those_of_others_folded(visit: Visit) -> None:
    page = visit.open(MEETING)
    assert page.locator("details.tillagg[open]").count() == 0
    expect(page.locator("details.tillagg")).to_have_count(2)
    choose(visit, {"area": "fyrbodal"})
    page = visit.open(MEETING)
    expect(page.locator("details.i-fyrbodal")).to_have_attribute("open", "")
    assert page.locator("details.i-uddevalla[open]").count() == 0
    choose(visit)
    page = visit.open(MEETING)
    expect(page.locator("details.tillagg[open]")).to_have_count(2)


def test_a_choice_is_removed_with_one_press_and_brought_back_with_another(visit: Visit) -> None:
    choose(visit)
    page = visit.open(MEETING)
    button = page.locator(".kb-choice button")
    expect(button).to_have_text("Ta bort")
    button.click()
    expect(page.locator(".kb-choice p")).to_have_text("Valet är borttaget.")
    assert keys_stored(page) == []
    assert page.locator("[data-mine], details.tillagg[open]").count() == 0
    found = focused(page)
    assert found is not None
    assert found["text"] == "Ångra"
    button.click()
    expect(page.locator(".kb-choice p")).to_contain_text("biståndshandläggare")
    assert stored(page) == MINE
    expect(page.locator("details.tillagg[open]")).to_have_count(2)
    button.click()
    page = visit.open(MEETING)
    assert not page.is_visible(".kb-choice")


def test_a_shared_address_shows_a_choice_and_stores_nothing_until_it_is_saved(visit: Visit) -> None:
    page = visit.open(SHARED)
    expect(page.locator("#kb-startform-note")).to_contain_text("Länken visar Biståndshandläggare · Uddevalla.")
    expect(page.locator(".kb-mine h2")).to_have_text("För dig som är biståndshandläggare")
    assert keys_stored(page) == []
    page.click("#kb-startform button")
    assert stored(page) == MINE
    assert page.locator("#kb-startform-share a").get_attribute("href") == visit.root + SHARED


def test_a_shared_address_asks_before_it_replaces_a_choice(visit: Visit) -> None:
    choose(visit, {"role": "slutenvarden"})
    page = visit.open(SHARED)
    note = page.locator("#kb-startform-note")
    expect(note).to_contain_text("Du har valt Personal i slutenvården. Inget ändras om du inte sparar.")
    assert stored(page) == {"role": "slutenvarden"}
    page.click("#kb-startform button")
    assert stored(page) == MINE


def test_an_address_with_ids_that_are_not_there_changes_nothing(visit: Visit) -> None:
    page = visit.open("min-start/?roll=tomten&kommun=%3Cb%3E")
    assert page.input_value("#kb-startform-role") == page.input_value("#kb-startform-place") == ""
    page.click("#kb-startform button")
    expect(page.locator("#kb-startform-note")).to_have_text("Välj en roll eller en plats först.")
    assert keys_stored(page) == []
    assert visit.faults() == []


def test_a_choice_that_is_no_longer_there_says_so_and_can_be_removed(visit: Visit) -> None:
    choose(visit, {"role": "finns-inte"})
    page = visit.open("")
    expect(page.locator(".kb-choice p")).to_have_text("Ditt val finns inte längre.")
    page.click(".kb-choice button")
    assert keys_stored(page) == []


def test_what_is_stored_by_mistake_breaks_nothing(visit: Visit) -> None:
    visit.open("")
    visit.page.evaluate("localStorage.setItem('kb-choice', '{')")
    page = visit.open(ROUTINE)
    assert not page.is_visible(".kb-choice")
    assert visit.faults() == []


def test_others_on_the_page_are_told_of_the_choice(visit: Visit) -> None:
    visit.page.add_init_script(
        "window.told = []; window.addEventListener('kb-choice', (event) => window.told.push(event.detail));"
    )
    choose(visit)
    page = visit.open("")
    expect(page.locator(".kb-mine")).to_be_visible()
    page.click(".kb-choice button")
    assert page.evaluate("window.told") == [MINE, None]


def test_the_english_pages_show_the_same_choice_in_english(visit: Visit) -> None:
    choose(visit)
    page = visit.open("en/sip/mote/")
    expect(page.locator(".kb-choice p")).to_have_text("You have chosen needs assessor in Uddevalla.")
    addition = page.locator("details.i-uddevalla")
    expect(addition).to_have_attribute("lang", "sv")
    expect(addition).to_have_attribute("open", "")
    assert page.locator("details.i-fyrbodal").get_attribute("lang") is None


def test_the_page_is_painted_once_with_the_choice_in_it(visit: Visit) -> None:
    choose(visit)
    visit.page.add_init_script(SHIFT)
    for place in ("", "rutiner/", ROUTINE, MEETING, "min-start/"):
        page = visit.open(place)
        page.wait_for_timeout(300)
        assert page.evaluate("window.shift") < 0.01, place


def test_a_notice_that_has_ended_since_the_build_moves_nothing_when_it_goes(visit: Visit) -> None:
    page = visit.page
    page.route("**/notiser/*.js", lambda route: (time.sleep(0.5), route.continue_()))
    page.add_init_script(SHIFT)
    visit.open(ROUTINE)
    page.wait_for_timeout(1000)
    assert page.locator("#kb-notices").is_hidden()
    assert page.evaluate("window.shift") == 0


@pytest.mark.parametrize("place", ["", "rutiner/", MEETING, "min-start/", "omraden/fyrbodal/tillagg/", "en/"])
def test_axe_finds_nothing_and_nothing_overflows_with_a_choice(visit: Visit, axe: str, place: str) -> None:
    choose(visit)
    page = visit.open(place)
    page.locator(".kb-choice p").wait_for()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for viewport in (WIDE, NARROW):
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            assert overflow(page) == []
            assert violations(page, axe) == []
    assert visit.faults() == []


def test_the_choice_is_made_and_removed_by_keyboard_alone(visit: Visit) -> None:
    page = visit.open("min-start/")
    tab_to(page, "#kb-startform-role")
    page.keyboard.type("Bist")
    page.keyboard.press("Tab")
    page.keyboard.type("Udd")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert stored(page) == MINE
    page = visit.open(ROUTINE)
    tab_to(page, ".kb-choice button")
    found = focused(page)
    assert found is not None
    assert found["outline"] >= 2
    page.keyboard.press("Enter")
    assert keys_stored(page) == []


def test_without_scripts_the_lists_lead_to_every_role_and_area_and_additions_can_be_unfolded(
    browser: Browser, small: str
) -> None:
    reader = Reader(browser, small)
    visit = reader.visit(java_script_enabled=False)
    page = visit.open("min-start/")
    assert page.locator("#kb-startform").count() == 0
    assert page.locator(".spalter a").count() == 3 + 1 + 2
    page.click(".spalter >> text=Biståndshandläggare")
    assert page.locator("h1").inner_text() == "Min roll: biståndshandläggare"
    page = visit.open(MEETING)
    assert not page.is_visible(".kb-choice")
    page.click("details.i-fyrbodal summary")
    assert page.is_visible("text=Ring samordnaren samma dag")
    reader.leave()


def test_paper_shows_the_additions_and_not_the_choice(visit: Visit) -> None:
    choose(visit)
    page = visit.open("rutiner/")
    page.emulate_media(media="print")
    assert not page.is_visible(".kb-choice")
    assert not page.is_visible(".kb-mine")
    page.emulate_media(media="screen")
    page.click(".kb-choice button")
    page = visit.open(MEETING)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.is_visible("text=Ring samordnaren samma dag")
    assert page.is_visible("text=gemensam inkorg hos")


@pytest.fixture(scope="session")
def copy(shared: Path) -> str:
    """The address of the small base as the copy to read without a network."""

    def unpack(folder: Path) -> None:
        project = copy_mini(folder / "project")
        finished = kb(project, "build", "--offline")
        assert finished.returncode == 0, finished.stderr
        ZipFile(next((project / "dist").glob("*.zip"))).extractall(folder)

    return next(once(shared / "choice-offline", unpack).glob("kunskapsbasen-*")).as_uri()


def test_the_copy_without_a_network_keeps_and_shows_a_choice(browser: Browser, copy: str) -> None:
    reader = Reader(browser, f"{copy}/")
    page = reader.visit().page
    page.goto(f"{copy}/min-start.html?roll=bistandshandlaggare&kommun=uddevalla")
    page.click("#kb-startform button")
    page.goto(f"{copy}/rutiner/inskrivning.html")
    expect(page.locator(".kb-choice p")).to_have_text("Du ser sidorna som biståndshandläggare i Uddevalla kommun.")
    expect(page.locator(".steg .kb-you")).to_have_text("Du")
    page.goto(f"{copy}/sip/mote.html")
    expect(page.locator("details.tillagg[open]")).to_have_count(2)
    page.goto(f"{copy}/index.html")
    page.click("text=Kontaktvägar där du arbetar")
    expect(page.locator("h1")).to_have_text("Kontaktvägar i Uddevalla")
    reader.leave()


def until(selector: str) -> str:
    """Return an expression that waits until the element has words."""
    words = f"document.querySelector('{selector}').textContent"
    return f"new Promise((done) => {{ (function look() {{ {words} ? done(1) : setTimeout(look, 50); }})(); }})"


def test_the_copy_does_the_same_in_firefox(copy: str, tmp_path: Path) -> None:
    binary = firefox()
    if not binary:
        pytest.skip("Firefox finns inte här")
    line, opened = (
        "document.querySelector('.kb-choice p').textContent",
        "document.querySelectorAll('details[open]').length",
    )
    with Firefox(binary, tmp_path / "profile") as running:
        running.open(f"{copy}/min-start.html?roll=bistandshandlaggare&kommun=uddevalla")
        running.run(until("#kb-startform-note"))
        running.run("(document.querySelector('#kb-startform button').click(), 1)")
        running.open(f"{copy}/sip/mote.html")
        running.run(until(".kb-choice p"))
        assert running.run(f"[{line}, {opened}]") == ["Du ser sidorna som biståndshandläggare i Uddevalla kommun.", 2]


def test_going_back_to_a_page_from_before_the_choice_shows_the_choice(visit: Visit) -> None:
    page = visit.open(MEETING)
    page.evaluate("(choice) => localStorage.setItem('kb-choice', JSON.stringify(choice))", MINE)
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator(".kb-choice p")).to_contain_text("biståndshandläggare")
