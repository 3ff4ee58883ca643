"""What this project's own search finds, asked in a real browser; `make bench-search` sets others beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.conftest import browser as browser
from browser.conftest import site as site
from search.engines import ask_own, start_page, type_and_read
from search.serving import served
from search.suite import LANGS, LIMITS, address, queries, rank, score
from search.tables import Answers, comparison, misses

TYPED = 7
"""Every how manieth query is typed by hand as well."""

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("relevance")]


@pytest.fixture(scope="module")
def answers(browser: Browser, site: Path) -> Answers:
    return ask_own(browser, site, queries())


@pytest.fixture(scope="module")
def answers_to_others(browser: Browser, site: Path) -> Answers:
    return ask_own(browser, site, queries("others"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("suite", LIMITS)
def test_the_right_answer_is_first_or_among_three(
    answers: Answers, answers_to_others: Answers, suite: str, lang: str
) -> None:
    given = {"queries": answers, "others": answers_to_others}[suite]
    result = score([rank(given[query], query.right) for query in given if query.lang == lang])
    report = f"\n{comparison({'vår': given})}\n\n{misses(given, lang)}"
    assert result.at_1 >= LIMITS[suite][0], report
    assert result.at_3 >= LIMITS[suite][1], report


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_typed_gives_the_list_that_the_contract_promises(
    browser: Browser, site: Path, answers: Answers, lang: str
) -> None:
    some = [query for query in answers if query.lang == lang][::TYPED]
    with served(site) as root, start_page(browser, root, lang) as page:
        for query in some:
            seen = [address(hit, root) for hit in type_and_read(page, query.text)]
            assert seen[:1] == list(answers[query])[:1], query
            assert set(seen) <= set(answers[query]), query
