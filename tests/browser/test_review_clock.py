"""A page whose review is overdue says so by the reader's own clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from browser.places import LANGUAGES, TRIAL, address
from browser.visits import Reader

HERE = ZoneInfo("Europe/Stockholm")
WORDS = {"sv": "Granskningen är försenad", "en": "The review is overdue"}
DAY = {"sv": "22 november 2027", "en": "22 November 2027"}
LAST = datetime(2027, 11, 22, tzinfo=HERE)
"""The day by which the trial page is to be reviewed: twelve months after it was."""


def open_at(reader: Reader, lang: str, moment: datetime, **options: object) -> Page:
    """Open the trial page on a device whose clock shows a moment."""
    visit = reader.visit(**options)
    visit.page.clock.set_fixed_time(moment)
    return visit.open(address(TRIAL, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("moment", [LAST.replace(year=2026), LAST, LAST.replace(hour=23, minute=59)])
def test_nothing_is_said_until_the_last_day_has_passed(reader: Reader, lang: str, moment: datetime) -> None:
    page = open_at(reader, lang, moment)
    expect(page.locator("[data-review-due]")).to_be_hidden()
    expect(page.locator("main")).not_to_contain_text(WORDS[lang])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("moment", [LAST + timedelta(days=1), LAST + timedelta(days=1000)])
def test_the_day_after_the_page_says_that_it_is_overdue(reader: Reader, lang: str, moment: datetime) -> None:
    page = open_at(reader, lang, moment)
    notice = page.locator("[data-review-due]")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text(WORDS[lang])
    expect(notice).to_contain_text(DAY[lang])
    above = page.evaluate(
        """() => document.querySelector("[data-review-due]").getBoundingClientRect().bottom
          <= document.querySelector(".kb-content").getBoundingClientRect().top"""
    )
    assert above, "det ska synas före texten"


def test_the_day_is_the_readers_own_and_not_that_of_greenwich(reader: Reader) -> None:
    moment = LAST.replace(hour=23, minute=30)  # in Auckland the next day has begun, in Los Angeles it is noon
    for zone, overdue in (("Pacific/Auckland", True), ("America/Los_Angeles", False)):
        page = open_at(reader, "sv", moment, timezone_id=zone)
        assert page.locator("[data-review-due]").is_visible() is overdue


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_scripts_the_date_stands_in_the_text(reader: Reader, lang: str) -> None:
    page = reader.visit(java_script_enabled=False).open(address(TRIAL, lang))
    expect(page.locator("[data-review-due]")).to_be_hidden()
    expect(page.locator(".kb-about")).to_contain_text(DAY[lang])
