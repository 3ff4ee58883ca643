"""The suite itself: every address is a page that is there, and it is large enough to say something."""

from __future__ import annotations

from collections import Counter

import pytest

from carekb.base.addresses import anchors, site_url
from carekb.checks.open_base import open_base
from carekb.relations.made_pages import all_paths
from conftest import ROOT, TODAY
from search.suite import address, compounds, queries, rank, score


@pytest.fixture(scope="module")
def places() -> set[str]:
    base, _ = open_base(ROOT, TODAY)
    return {site_url(place, "sv") for place in (*all_paths(base), *anchors(base))}


@pytest.mark.parametrize("suite", ["queries", "others"])
def test_every_address_that_counts_as_right_is_there(places: set[str], suite: str) -> None:
    missing = {right for query in queries(suite) for right in query.right} - places
    assert not missing, "\n".join(sorted(missing))


@pytest.mark.parametrize(("suite", "swedish", "english"), [("queries", 180, 36), ("others", 280, 80)])
def test_the_suite_is_large_enough_in_both_languages(suite: str, swedish: int, english: int) -> None:
    asked = Counter(query.lang for query in queries(suite))
    assert asked["sv"] >= swedish
    assert asked["en"] >= english


def test_no_query_is_asked_twice() -> None:
    asked = Counter((query.lang, query.text.casefold()) for query in (*queries(), *queries("others")))
    assert [query for query, times in asked.items() if times > 1] == []


def test_the_list_of_compounds_has_words_to_split_and_words_to_leave() -> None:
    words = compounds()
    assert len(words) >= 220
    assert sum((word,) in ways for word, ways in words.items()) >= 50
    for word, ways in words.items():
        for way in ways:
            # Each part begins as it stands in the word; only a linking letter or a last vowel may differ.
            assert word.startswith(way[0][:2]), (word, way)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8000/sip/kalla/", "sip/kalla/"),
        ("http://127.0.0.1:8000/en/fragor/sip/?h=sip#vad-ar-en-sip", "fragor/sip/#vad-ar-en-sip"),
        ("sip/kalla.html#steg", "sip/kalla/#steg"),
        ("/en/index.html", ""),
        ("en/en/sip/", "sip/"),
        ("ordlista/#sip:~:text=plan", "ordlista/#sip"),
    ],
)
def test_an_address_is_read_the_same_wherever_the_site_is(url: str, expected: str) -> None:
    assert address(url, "http://127.0.0.1:8000/") == expected


def test_answers_are_judged_by_page_and_an_anchor_by_its_place_on_it() -> None:
    answers = ["a/#one", "a/", "b/#x", "b/#y", "c/"]
    assert rank(answers, ["a/"]) == 1
    assert rank(answers, ["c/"]) == 3
    assert rank(answers, ["b/#x"]) == 2
    assert rank(answers, ["b/#y"]) == 3
    assert rank(answers, ["b/#z"]) is None
    assert rank(answers, ["c/", "b/"]) == 2
    assert score([1, 3, 4, None]).at_1 == 0.25
    assert score([1, 3, 4, None]).at_3 == 0.5
