"""What a reader of the page's structure meets: landmarks, names, languages of parts, links that look like links.

Each test that begins with "The stock theme's fault" stands for one line in the list of what the theme does wrong.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from browser.places import LANGUAGES, LOST, ONE_OF_EACH_LAYOUT, TRIAL, UNTRANSLATED, address
from browser.visits import NARROW, PHONE, WIDE, Reader, Visit
from carekb.languages import words

_LANDMARKS = """() => [...document.querySelectorAll("nav, main, header, footer, aside, form, section, [role]")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true })).flatMap((e) => {
    const label = e.getAttribute("aria-labelledby");
    const name = label ? document.getElementById(label).textContent.trim() : e.getAttribute("aria-label") || "";
    const role = e.getAttribute("role") || e.tagName.toLowerCase();
    if (role === "section" && !name) return [];
    if (!["nav", "main", "header", "footer", "aside", "form", "search", "region", "section"].includes(role)) return [];
    return [`${role}: ${name}`];
  })"""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", ONE_OF_EACH_LAYOUT)
def test_landmarks_of_the_same_kind_have_names_of_their_own(reader: Reader, place: str, lang: str) -> None:
    # The stock theme's fault: landmarks of the same name
    for viewport in (WIDE, PHONE):
        page = reader.visit(viewport).open(address(place, lang))
        if viewport is PHONE:
            page.click(".kb-menu-open")
            page.click(".kb-search-open")
        found = page.evaluate(_LANDMARKS)
        assert len(found) == len(set(found)), found
        assert [name for name in found if name in ("nav: ", "search: ", "region: ")] == []
        assert [name for name in found if name.startswith("main")] == ["main: "]


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("place", ONE_OF_EACH_LAYOUT)
def test_whatever_takes_the_focus_has_a_role_and_a_name(reader: Reader, place: str, viewport: dict[str, int]) -> None:
    # The stock theme's fault: section labels focusable without role; task-list boxes and tabs without label
    page = reader.visit(viewport).open(address(place))
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
          .filter((e) => e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true })).flatMap((e) => {
            const native = e.matches("a[href], button, input, select, textarea, summary");
            const labels = [...(e.labels || [])].map((l) => l.textContent).join("");
            const name = e.getAttribute("aria-label") || labels || e.textContent;
            return (native || e.getAttribute("role")) && name.trim() ? [] : [e.outerHTML.slice(0, 160)];
          })"""
    )
    assert nameless == []


def test_tabs_are_a_group_with_a_name(visit: Visit) -> None:
    # The stock theme's fault: tabs without group name
    page = visit.open(address(TRIAL))
    expect(page.get_by_role("group", name="Sjukhuset / Kommunen / Vårdcentralen")).to_be_visible()
    for name in ("Sjukhuset", "Kommunen", "Vårdcentralen"):
        expect(page.get_by_role("radio", name=name, exact=True)).to_have_count(1)


def test_every_tick_box_is_named_by_its_whole_text(visit: Visit) -> None:
    page = visit.open(address(TRIAL))
    expect(page.get_by_role("checkbox", name="En sak som är klar.", exact=True)).to_be_checked()


def test_code_and_tables_have_no_unnamed_buttons_or_small_anchors(visit: Visit) -> None:
    # The stock theme's fault: copy button and annotations without name, line-number anchors smaller than 24 px
    page = visit.open(address(TRIAL))
    assert page.locator("pre button, pre a, table button").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", [*ONE_OF_EACH_LAYOUT, "ordlista/index.md", "redaktion/kallor.md"])
def test_links_in_text_are_known_by_more_than_their_colour(reader: Reader, place: str, scheme: str) -> None:
    # The stock theme's fault: links in text known by colour alone
    page = reader.visit(color_scheme=scheme).open(address(place))
    page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    plain = page.evaluate(
        """() => [...document.querySelectorAll(".kb-head a, .kb-content a, .kb-about a")]
          .filter((e) => e.checkVisibility() && !getComputedStyle(e).textDecorationLine.includes("underline"))
          .map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert plain == []


def test_search_is_a_landmark_with_a_field_a_name_and_a_status(visit: Visit) -> None:
    # The stock theme's fault: the search box is a dialog without name; its count is not announced
    page = visit.open(address("index.md"))
    expect(page.get_by_role("search", name="Sök i kunskapsbasen")).to_be_visible()
    expect(page.get_by_role("searchbox", name="Sök i kunskapsbasen")).to_be_visible()
    page.fill("#kb-q", "sip")
    expect(page.get_by_role("status").and_(page.locator(".kb-hits-count"))).to_contain_text("träff")
    assert page.locator("[role=dialog]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_found_words_can_be_read_where_they_are_marked(reader: Reader, scheme: str) -> None:
    # The stock theme's fault: contrast of search tags and highlights
    page = reader.visit(color_scheme=scheme).open(address("index.md"))
    page.fill("#kb-q", "utskrivningsklar")
    mark = page.locator("#kb-hits mark").first
    expect(mark).to_be_visible()
    ink, ground = mark.evaluate("(e) => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]")
    assert _contrast(ink, ground) >= 4.5


def test_search_finds_pages_of_its_own_language_alone(site: Path) -> None:
    # The stock theme's fault: search mixes the languages, hits carry no lang
    for lang in LANGUAGES:
        text = next(site.glob(f"search/*/{lang}/core.js")).read_text(encoding="utf-8")
        found = json.loads(text[text.index("{") : text.rindex("}") + 1])
        assert found["lang"] == lang
        assert [url for url, *_ in found["pages"] if url.startswith("en/") != (lang == "en")] == []


def test_a_swedish_hit_in_the_english_search_says_its_language(visit: Visit) -> None:
    page = visit.open(address("index.md", "en"))
    page.fill("#kb-q", "Finns bara på svenska")
    hit = page.locator(f".kb-hit:has(> a[href$='{address(UNTRANSLATED, 'en')}'])")
    expect(hit).to_have_attribute("lang", "sv")
    expect(hit.locator(".kb-hit-kind")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("place", [*ONE_OF_EACH_LAYOUT, "rutiner/in-och-utskrivning/betalningsansvar.md"])
def test_every_picture_says_what_it_shows_and_stands_in_words_beside_it(visit: Visit, place: str) -> None:
    # The stock theme's fault: diagrams need a CDN and unsafe-inline styles, and have no text
    page = visit.open(address(place))
    for figure in page.locator("figure.kb-figure").all():
        drawing = figure.locator("svg")
        expect(drawing).to_have_attribute("role", "img")
        assert len(drawing.evaluate("(e) => e.querySelector('title').textContent")) > 20
        assert drawing.get_attribute("aria-labelledby") == drawing.locator("title").get_attribute("id")
        words = figure.locator("xpath=following-sibling::*[1]")
        expect(words.locator("summary")).to_have_text("Bilden i text")
        assert words.locator("li").count() > 1
    assert page.locator("img:not([alt])").count() == 0


def test_a_page_in_swedish_says_nothing_in_english_and_the_other_way_round(site: Path) -> None:
    # The stock theme's fault: English words in the Swedish interface
    texts = {lang: words(lang)["frame"] for lang in LANGUAGES}
    short = {lang: {v for v in texts[lang].values() if isinstance(v, str) and v} for lang in LANGUAGES}
    foreign = {"sv": short["en"] - short["sv"] | {"Permanent link", "Back to top", "Note", "Warning", "Tip"},
               "en": short["sv"] - short["en"]}  # fmt: skip
    faults = set()
    for file in site.rglob("*.html"):
        tree = LexborHTMLParser(file.read_text(encoding="utf-8"))
        if not tree.css_first("header.kb-header") or file.name == "404.html":
            continue
        lang = (tree.root.attributes if tree.root else {}).get("lang") or ""
        for node in tree.css(f"[lang]:not([lang={lang}]):not(html)"):
            node.decompose()
        frame = "header *, footer *, .kb-about *, .kb-toc *, .kb-pager *, .kb-crumbs *"
        said = {node.text(strip=True) for node in tree.css(frame)}
        said |= {
            (node.attributes.get(name) or "").strip()
            for name in ("aria-label", "title", "placeholder", "alt")
            for node in tree.css(f"[{name}]")
        }
        faults |= {(lang, text) for text in said & foreign[lang]}
    assert faults == set()


def test_nothing_asks_for_a_map_of_the_site(visit: Visit) -> None:
    # The stock theme's fault: link rel=alternate makes the script fetch <lang>/sitemap.xml
    page = visit.open(address("index.md"))
    page.goto(page.url + "en/")
    page.wait_for_timeout(500)
    assert [asked for asked in visit.asked if "sitemap" in asked] == []


@pytest.mark.parametrize("place", [LOST, f"en/{LOST}", "rutiner/finns-inte"])
def test_the_page_that_is_not_there_speaks_both_languages_and_leads_on(visit: Visit, root: str, place: str) -> None:
    # The stock theme's fault: the 404 page comes out in the last language built
    page = visit.open(place, found=False)
    assert page.locator("section[lang=sv] h1").inner_text() == "Sidan finns inte"
    assert page.locator("section[lang=en] h2").inner_text() == "Page not found"
    # its links lead from the root of the published address; here the same paths
    links = {urljoin(page.url, a.get_attribute("href") or "") for a in page.locator("main a").all()}
    paths = {re.sub(r"^https?://[^/]+/", "", link) for link in links}
    assert len(paths) > 10
    for path in paths:
        assert page.request.get(root + path).ok, path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_accessibility_statement_says_how_to_report_and_who_supervises(visit: Visit, lang: str) -> None:
    page = visit.open(address("om/tillganglighet.md", lang))
    main = page.locator("main")
    assert main.locator("a[href*='kontakt/'], a[href*='bidra/'], a[href^='mailto:']").count() > 0
    assert main.locator("a[href*='digg.se']").count() > 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_has_one_heading_of_the_first_level_and_skips_none(site: Path, lang: str) -> None:
    faults = []
    for file in site.rglob("*.html"):
        tree = LexborHTMLParser(file.read_text(encoding="utf-8"))
        if (tree.root.attributes if tree.root else {}).get("lang") != lang or not tree.css_first("main"):
            continue
        levels = [int((node.tag or "h0")[1]) for node in tree.css("main :is(h1, h2, h3, h4, h5, h6)")]
        steps = [now - before for before, now in pairwise(levels)]
        if levels[:1] != [1] or levels.count(1) != 1 or max(steps, default=0) > 1:
            faults.append(f"{file.relative_to(site)}: {levels}")
    assert faults == []


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two computed colours, `rgb(r, g, b)`."""

    def luminance(colour: str) -> float:
        parts = [int(c) / 255 for c in re.findall(r"\d+", colour)[:3]]
        red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
