"""With JavaScript off everything is there to read and reach, and nothing is shown that does nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from browser.keys import has_focus, tab_to
from browser.places import LANGUAGES, LOST, PAGES, TRIAL, address
from browser.visits import PHONE, WIDE, Reader, Visit, overflow

ROUTINE = "rutiner/in-och-utskrivning/inskrivningsmeddelande.md"
ONLY_WITH_SCRIPTS = ".kb-search, .kb-search-open, .kb-menu-open, .kb-toc-open, .kb-scheme"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", PAGES)
def test_a_page_can_be_read_without_scripts(tab_without_scripts: Visit, place: str, lang: str) -> None:
    page = tab_without_scripts.open(address(place, lang))
    expect(page.locator("main h1")).to_be_visible()
    # What was searched for in vain is known to scripts alone.
    unseen = page.evaluate(
        """() => [...document.querySelectorAll("main :is(p, li, td, dd, dt, time, h2, h3, summary)")]
          .filter((e) => e.textContent.trim() && !e.closest("details:not([open]), .tabbed-block, .kb-misses"))
          .filter((e) => !e.checkVisibility())
          .map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert unseen == []
    for dead in page.locator(ONLY_WITH_SCRIPTS).all():
        expect(dead).to_be_hidden()
    expect(page.locator(".kb-menu-link")).to_be_visible()
    due = page.locator("[data-review-due]")
    if due.count():
        day = due.get_attribute("data-review-due")
        expect(due).to_be_hidden()
        dates = page.locator(f".kb-about time[datetime='{day}']")
        expect(dates).to_be_visible()
        assert re.fullmatch(r"\d{1,2} \w+ \d{4}", dates.inner_text())
    assert overflow(page) == []
    assert tab_without_scripts.wrong == []


@pytest.mark.parametrize("place", ["index.md", ROUTINE])
def test_the_menu_is_a_link_without_scripts(reader: Reader, place: str) -> None:
    page = reader.visit(PHONE, java_script_enabled=False).open(address(place))
    expect(page.locator("#kb-nav")).to_be_hidden()
    tab_to(page, ".kb-menu-link")
    page.keyboard.press("Enter")
    expect(page.locator("#kb-nav")).to_be_visible()
    if place == ROUTINE:
        expect(page.locator(".kb-branch")).to_be_visible()
    page.keyboard.press("Tab")
    assert has_focus(page, "#kb-nav li:first-child a")
    tab_to(page, "#kb-nav a[href$='kontakt/']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/kontakt/$"))


def test_the_menu_is_there_on_a_desk_screen_without_scripts(reader: Reader) -> None:
    page = reader.visit(WIDE, java_script_enabled=False).open(address(ROUTINE))
    for part in ("#kb-nav", ".kb-branch", ".kb-toc", ".kb-crumbs"):
        expect(page.locator(part)).to_be_visible()
    expect(page.locator(".kb-menu-link")).to_be_hidden()


def test_tabs_and_folds_work_without_scripts(reader: Reader) -> None:
    page = reader.visit(PHONE, java_script_enabled=False).open(address(TRIAL))
    tab_to(page, ".tabbed-set > input")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Andra flikens text.")).to_be_visible()
    expect(page.get_by_text("Första flikens text")).to_be_hidden()
    page.locator(".tabbed-labels label").nth(2).click()
    expect(page.get_by_text("Tredje flikens text.")).to_be_visible()
    fold = page.locator("details.note")
    tab_to(page, "details.note > summary")
    page.keyboard.press("Enter")
    expect(fold.locator("p")).to_be_visible()
    page.locator(".check input").first.check()


@pytest.mark.parametrize("place", ["index.md", ROUTINE])
def test_the_language_links_work_without_scripts(reader: Reader, place: str) -> None:
    page = reader.visit(PHONE, java_script_enabled=False).open(address(place))
    for lang in ("en", "sv"):
        page.click(f".kb-lang a[lang={lang}]")
        expect(page.locator("html")).to_have_attribute("lang", lang)
        assert page.url.endswith("/" + address(place, lang))


def test_the_page_that_is_not_there_leads_on_without_scripts(reader: Reader) -> None:
    page = reader.visit(PHONE, java_script_enabled=False).open(LOST, found=False)
    expect(page.locator(".kb-search")).to_be_hidden()
    expect(page.locator("main h1")).to_be_visible()
    assert page.locator("main a").count() > 10


def test_dark_and_high_contrast_follow_the_device_without_scripts(reader: Reader) -> None:
    grounds = set()
    for options in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"contrast": "more"}):
        page = reader.visit(java_script_enabled=False, **options).open(address("index.md"))
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 3
