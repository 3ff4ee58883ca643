"""Searching as a reader does it: on the web and from a folder, in the header and on a page of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.keys import has_focus, tab_to
from browser.places import LANGUAGES, address
from browser.test_axe import violations
from browser.visits import NARROW, WIDE, Reader, Visit, overflow

SEARCH = {"sv": "sok/", "en": "en/sok/"}
LATER = 2000
"""Milliseconds until a search without hits is kept."""


def answered(page: Page) -> None:
    """Wait until the list is no longer about to change."""
    expect(page.locator("#kb-hits-list[aria-busy]")).to_have_count(0)


def hits(page: Page) -> list[str]:
    expect(page.locator(".kb-hit").first).to_be_visible()
    return [str(url) for url in page.locator(".kb-hit > a").evaluate_all("(all) => all.map((a) => a.href)")]


@pytest.mark.parametrize(
    ("lang", "words", "found"),
    [
        ("sv", "motena", "mote"),
        ("sv", "peksip", "pexip"),
        ("sv", "inskrivnings medelande", "inskrivningsmeddelande"),
        ("sv", "2017:612", "lagar/ul"),
        ("sv", "doktorn", "lakare"),
        ("sv", "sip-lagstiftning", "sip/"),
        ("sv", "uppföljningar av sip:en", "folj-upp"),
        ("sv", "lathund inlogning", "lathund/inloggning"),
        ("en", "discharged", "utskrivning"),
        ("en", "recieve admission notice", "inskrivningsmeddelande"),
    ],
)
@pytest.mark.parametrize("place", ["web", "folder"])
def test_the_same_search_finds_the_same_on_the_web_and_in_a_folder(
    browser: Browser, root: str, site: Path, place: str, lang: str, words: str, found: str
) -> None:
    with browser.new_page() as page:
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        start = root if place == "web" else site.as_uri() + "/"
        page.goto(f"{start}{'' if lang == 'sv' else 'en/'}index.html")
        page.fill("#kb-q", words)
        assert found in " ".join(hits(page)[:3])
        assert wrong == []


@pytest.mark.parametrize(("lang", "words"), [("sv", "inskrivning"), ("en", "admission")])
@pytest.mark.parametrize("place", ["web", "folder"])
def test_search_is_used_with_keys_alone_and_has_no_fault_while_it_is_open(
    browser: Browser, small_root: str, small_copy: Path, axe: str, place: str, lang: str, words: str
) -> None:
    start = small_root if place == "web" else small_copy.as_uri() + "/"
    with browser.new_page() as page:
        page.goto(f"{start}{'' if lang == 'sv' else 'en/'}index.html")
        tab_to(page, "#kb-q")
        page.keyboard.type(words)
        found = hits(page)
        expect(page.get_by_role("status").filter(has_text=re.compile(r"^\d+ "))).to_be_visible()
        assert violations(page, axe) == []
        page.keyboard.press("Enter")
        assert has_focus(page, ".kb-hit:first-child > a")
        tab_to(page, ".kb-hit:nth-child(2) > a", within=12)
        page.keyboard.press("Enter")
        page.wait_for_url(found[1])
        expect(page.locator("h1")).to_be_visible()
        assert page.url.startswith(start)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_for_searching_works_by_its_address(reader: Reader, axe: str, lang: str) -> None:
    visit = reader.visit()
    page = visit.open(f"{SEARCH[lang]}?q={quote('SIP')}")
    assert hits(page)
    expect(page.locator("#kb-q")).to_have_value("SIP")
    expect(page.locator("#kb-hits-count")).to_have_text(re.compile(r"\d+ "))
    assert page.locator("form[role=search]").count() == 1
    for viewport in (WIDE, NARROW):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        assert violations(page, axe) + overflow(page) == []
    page.fill("#kb-q", "samtycke" if lang == "sv" else "consent")
    expect(page).to_have_url(re.compile(r"\?q=(samtycke|consent)$"))
    assert visit.faults() == []


def test_the_page_for_searching_is_used_with_keys_alone(visit: Visit) -> None:
    page = visit.open(SEARCH["sv"])
    tab_to(page, "#kb-q")
    page.keyboard.type("logga in")
    hits(page)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    assert has_focus(page, ".kb-hit:first-child > a")
    page.keyboard.press("Escape")
    assert has_focus(page, "#kb-q")
    tab_to(page, ".kb-hit-section summary", within=40)
    page.keyboard.press("Enter")
    expect(page.locator(".kb-hit-section details[open] p").first).to_be_visible()


def test_the_header_leads_to_the_page_with_the_same_search(visit: Visit) -> None:
    page = visit.open("")
    page.fill("#kb-q", "vem kallar")
    hits(page)
    page.click(".kb-hits-all a")
    expect(page).to_have_url(visit.root + "sok/?q=vem%20kallar")
    assert hits(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_browser_can_add_the_site_as_a_search_engine(visit: Visit, site: Path, lang: str) -> None:
    page = visit.open(address("index.md", lang))
    link = page.locator("link[rel=search]")
    assert link.get_attribute("type") == "application/opensearchdescription+xml"
    file = site / str(link.evaluate("(e) => e.href")).removeprefix(visit.root)
    name = "{http://a9.com/-/spec/opensearch/1.1/}"
    tree = ElementTree.parse(file).getroot()
    template = tree.find(f"{name}Url")
    assert template is not None
    assert template.get("template") == f"https://kunskapsbasen.example/{SEARCH[lang]}?q={{searchTerms}}"
    assert len(tree.findtext(f"{name}ShortName") or "") <= 16


def test_a_letter_or_two_of_the_next_word_leave_the_list_as_it_is(visit: Visit) -> None:
    page = visit.open("")
    page.fill("#kb-q", "samtycke ")
    before = hits(page)
    for letter in "fö":
        page.locator("#kb-q").press_sequentially(letter)
        answered(page)
        assert hits(page) == before
    assert page.locator("#kb-hits-list > div .kb-quiet").count() == 0
    page.locator("#kb-q").press_sequentially("rälder")
    answered(page)
    assert hits(page) != before


def test_a_small_word_alone_is_the_beginning_of_another(visit: Visit) -> None:
    page = visit.open("")
    page.fill("#kb-q", "in")
    hits(page)
    marked = {text.lower() for text in page.locator(".kb-hit > a mark").all_text_contents()}
    assert marked
    assert all(text.startswith("in") and len(text) > 3 for text in marked), marked


@pytest.mark.parametrize(
    ("lang", "term", "own"),
    [
        ("sv", "sip", "sip/"),
        ("sv", "SAMSA", "system/samsa/"),
        ("sv", "npö", "system/npo/"),
        ("sv", "skaraborg", "omraden/skaraborg/"),
        ("en", "consent", "en/sip/samtycke/"),
        ("en", "coordinated individual plan", "en/sip/"),
    ],
)
def test_what_is_asked_for_by_its_name_alone_is_first(visit: Visit, lang: str, term: str, own: str) -> None:
    page = visit.open(address("index.md", lang))
    page.fill("#kb-q", term)
    assert hits(page)[0] == visit.root + own


def test_a_name_is_not_marked_in_another_word(visit: Visit) -> None:
    page = visit.open(SEARCH["sv"])
    page.fill("#kb-q", "samsa")
    hits(page)
    assert not {text.lower() for text in page.locator(".kb-hit mark").all_text_contents()} & {"samma", "sa", "sam"}


def test_quotation_marks_find_the_very_words(visit: Visit) -> None:
    page = visit.open(SEARCH["sv"])
    page.fill("#kb-q", '"samordnad individuell plan"')
    assert hits(page)
    page.fill("#kb-q", '"plan individuell samordnad"')
    expect(page.locator("#kb-hits-count")).to_contain_text("Inga träffar")


def test_a_corrected_word_is_said_and_a_missing_one_too(visit: Visit) -> None:
    page = visit.open(SEARCH["sv"])
    page.fill("#kb-q", "inskrivningsmedelande")
    expect(page.locator("#kb-hits-list > div > .kb-quiet")).to_contain_text("inskrivningsmeddelande")
    page.fill("#kb-q", "sip xyzzyqq")
    expect(page.locator("#kb-hits-list > div > .kb-quiet")).to_contain_text("xyzzyqq")


@pytest.mark.parametrize("words", ["xyzzyqq", "blåhval pizza", "släckare", "asdfgh qwerty"])
def test_nothing_is_made_up(visit: Visit, words: str) -> None:
    page = visit.open(SEARCH["sv"])
    page.fill("#kb-q", words)
    expect(page.locator("#kb-hits-count")).to_contain_text(f"Inga träffar på ”{words}”")
    expect(page.locator(".kb-hits-help a")).to_have_count(3)
    assert page.locator(".kb-hit").count() == 0


def test_near_words_are_offered_and_can_be_searched(visit: Visit) -> None:
    page = visit.open(SEARCH["sv"])
    page.fill("#kb-q", "samtqqxcke")
    near = page.locator(".kb-hits-near button").first
    expect(near).to_be_visible()
    near.click()
    assert hits(page)


def test_what_found_nothing_is_kept_here_alone_and_can_be_handed_over_or_cleared(visit: Visit) -> None:
    page = visit.open(SEARCH["sv"])
    expect(page.locator("#kb-misses")).to_contain_text("Inget är sparat")
    page.fill("#kb-q", "xyzzyqq")
    page.wait_for_timeout(LATER)
    page.fill("#kb-q", "19121212-1212 xyzzyqq")
    page.wait_for_timeout(LATER)
    kept = json.loads(page.evaluate("localStorage['kb-searches']"))
    assert [row["q"] for row in kept] == ["xyzzyqq"]
    with page.expect_download() as download:
        page.click("#kb-misses button:has-text('Spara som fil')")
    saved = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert saved["version"] == 1
    assert saved["lang"] == "sv"
    assert [(row["q"], row["count"]) for row in saved["searches"]] == [("xyzzyqq", 1)]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", saved["searches"][0]["last"])
    page.click("#kb-misses button:has-text('Rensa')")
    assert page.evaluate("localStorage.length") == 0
    assert visit.faults() == []


def test_an_answer_is_read_where_it_is_found(visit: Visit) -> None:
    page = visit.open("")
    page.fill("#kb-q", "kostar en sip något")
    first = page.locator(".kb-hit-section details").first
    first.locator("summary").click()
    expect(first.locator("p").first).to_be_visible()


def test_what_is_for_the_chosen_role_comes_earlier(visit: Visit) -> None:
    page = visit.open("")
    ask = "window.kbSearch.query('planera utskrivning', 40).then((all) => all.map((hit) => hit.url))"
    before = page.evaluate(ask)
    page.evaluate("localStorage.setItem('kb-choice', JSON.stringify({role: 'bistandshandlaggare', area: 'fyrbodal'}))")
    after = page.evaluate(ask)
    mine = [url for url in before if url.endswith("/bistandshandlaggare/")]
    assert len(mine) > 1
    assert sum(map(after.index, mine)) < sum(map(before.index, mine))


def test_without_scripts_the_page_says_what_to_use_instead(reader: Reader) -> None:
    page = reader.visit(java_script_enabled=False).open(SEARCH["sv"])
    expect(page.locator("main")).to_contain_text("Sökningen behöver JavaScript")
    expect(page.locator("main a[href$='a-o/']").first).to_be_visible()
    expect(page.locator(".kb-misses")).to_be_hidden()
