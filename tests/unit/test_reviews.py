"""A draft says that it is one; what has been reviewed says by whom and when, to readers and programs alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from carekb.base.base import Base
from carekb.checks.open_base import open_base
from carekb.publish.outputs import base_document, pages_document
from carekb.relations import reviews
from carekb.search.inputs import knowledge
from carekb.site.assemble import build_site
from carekb.site.frame import PageNotices, PageView
from carekb.site.frame_values import page_view
from carekb.site.site import Site
from conftest import MINI, ROOT, TODAY

DRAFT, REVIEWED = "kontakt/rutin.md", "rutiner/inskrivning.md"
ANSWER, COURSE = "data/faq/vem-skickar.yml", "data/courses/samsa-grund.yml"


@pytest.fixture(scope="module")
def base() -> Base:
    return open_base(MINI, TODAY)[0]


@pytest.fixture(scope="module")
def site(base: Base) -> Site:
    return build_site(base, ROOT)


def changed(root: Path, file: str, old: str, new: str) -> Site:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    base, problems = open_base(root, TODAY)
    assert problems == []
    return build_site(base, ROOT)


def shown(site: Site, path: str) -> PageView:
    notices = PageNotices("", "", "", "", [], "")
    return page_view(site, path, "sv", notices=notices, edit_base=None, offline=False).page


def test_an_answer_shows_its_own_owner_and_review_not_those_of_its_topic(mini: Path) -> None:
    site = changed(mini, ANSWER, "owner: redaktor", "owner: slutenvarden")
    assert (
        "Ansvarig: [personal i slutenvården](../roller/slutenvarden.md). "
        "Senast granskat 20 november 2026, granskas igen senast 20 november 2027.\n{ .kb-state }\n"
    ) in site.bodies["fragor/rutin.md", "sv"]
    assert "Last reviewed 20 November 2026" in site.bodies["fragor/rutin.md", "en"]


def test_an_answer_that_is_a_draft_shows_who_is_proposed_to_own_it(mini: Path) -> None:
    site = changed(mini, ANSWER, "reviewed: 2026-11-20\n", "")
    assert (
        "Utkast. Föreslagen ansvarig: [redaktör](../roller/redaktor.md).\n{ .kb-state }\n"
        in (site.bodies["fragor/rutin.md", "sv"])
    )
    assert "Draft. Proposed owner: [editor](" in site.bodies["fragor/rutin.md", "en"]


def test_a_course_shows_its_own_owner_and_review(site: Site, mini: Path) -> None:
    assert "Utkast. Föreslagen ansvarig: [redaktör](" in site.bodies["utbildning/kurser.md", "sv"]
    reviewed = changed(mini, COURSE, "review_months: 12", "reviewed: 2026-11-21\nreview_months: 6")
    assert (
        "Senast granskat 21 november 2026, granskas igen senast 21 maj 2027."
        in (reviewed.bodies["utbildning/kurser.md", "sv"])
    )


def test_the_frame_is_told_whether_the_page_is_a_draft(site: Site) -> None:
    draft, reviewed = shown(site, DRAFT), shown(site, REVIEWED)
    assert (draft.draft, draft.reviewed, draft.next_review) == (True, None, None)
    assert (reviewed.draft, reviewed.reviewed, reviewed.next_review) == (False, "2026-11-20", "2027-11-20")


def test_a_page_of_answers_is_a_draft_while_one_of_them_is(site: Site, mini: Path) -> None:
    assert not site.entries["fragor/rutin.md"].is_draft
    assert changed(mini, ANSWER, "reviewed: 2026-11-20\n", "").entries["fragor/rutin.md"].is_draft


def test_a_page_that_gathers_several_is_as_old_as_the_oldest_review(base: Base) -> None:
    faq = base.faq["vem-skickar"]
    older = faq.model_copy(update={"reviewed": date(2026, 3, 1)})
    assert reviews.oldest_review([faq, older]) == date(2026, 3, 1)
    assert reviews.oldest_review([faq, faq.model_copy(update={"reviewed": None})]) is None
    assert reviews.oldest_review([]) is None


def test_the_review_calendar_has_every_page_answer_course_and_section_once(base: Base) -> None:
    due = [(item.kind, item.id) for _, items in reviews.reviews_by_month(base, "sv") for item in items]
    drafts = [
        (item.kind, item.id)
        for _, found in reviews.drafts_by_owner(base, "sv")
        for items in found.values()
        for item in items
    ]
    everything = [(kind, record_id) for kind, record_id, _ in reviews.reviewables(base)]
    assert sorted(due + drafts) == sorted(everything)
    assert ("faq", "vem-skickar") in due
    assert ("course", "samsa-grund") in drafts


def test_the_review_calendar_links_answers_and_courses(site: Site) -> None:
    calendar = site.bodies["redaktion/granskning.md", "sv"]
    drafts, _, due = calendar.partition("## november 2027")
    assert "(../utbildning/kurser.md#samsa-grund)" in drafts
    assert "(../fragor/rutin.md#vem-skickar) | 20 november 2027 | [redaktör]" in due


def test_programs_are_told_whether_something_is_a_draft(base: Base, site: Site) -> None:
    pages = {page["path"]: page["state"] for page in pages_document(site)["pages"]}
    assert (pages[DRAFT], pages[REVIEWED]) == ("draft", "reviewed")
    records = base_document(base)["records"]
    assert records["faq"][0]["state"] == "reviewed"
    assert records["course"][0]["state"] == "draft"
    assert "state" not in records["role"][0]


def test_search_is_told_whether_a_page_is_a_draft(site: Site) -> None:
    drafts = {page["path"]: page["draft"] for page in knowledge(site, "sv")["pages"]}
    assert (drafts[DRAFT], drafts[REVIEWED]) == (True, False)
