"""Walks with a keyboard alone: everything can be reached, used and left, and is seen where it is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from browser.keys import focused, has_focus, tab_to
from browser.places import LANGUAGES, LOST, ONE_OF_EACH_LAYOUT, TRIAL, address
from browser.visits import NARROW, PHONE, WIDE, Reader, Visit

ROUTINE = "rutiner/in-och-utskrivning/inskrivningsmeddelande.md"
WALKED = ("index.md", ROUTINE, TRIAL)


TYPED = 250
"""Milliseconds after the last letter until search has answered it, and said how much it found."""


def search_for(page: Page, words: str) -> None:
    """Type words in the search field, which has the focus, and wait for what they find."""
    page.keyboard.type(words)
    page.wait_for_timeout(TYPED)
    expect(page.locator("#kb-hits-list a").first).to_be_visible()


def stored(page: Page) -> dict[str, str]:
    """Return what the page has stored on the reader's device."""
    assert page.context.cookies() == []
    assert page.evaluate("sessionStorage.length") == 0
    kept: dict[str, str] = page.evaluate("({...localStorage})")
    return kept


# --- the way past the frame ---


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_stop_leads_past_the_frame(reader: Reader, viewport: dict[str, int], lang: str) -> None:
    page = reader.visit(viewport).open(address(ROUTINE, lang))
    page.keyboard.press("Tab")
    assert has_focus(page, "a.kb-skip[href='#innehall']")
    assert (focused(page) or {})["seen"]
    page.keyboard.press("Enter")
    assert has_focus(page, "main#innehall")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


# --- the menu on a phone ---


@pytest.mark.parametrize("place", ["index.md", ROUTINE])
def test_the_menu_on_a_phone_opens_and_closes_by_keyboard(reader: Reader, place: str) -> None:
    # The stock theme's fault: a drawer opened by a label, never reached by Tab
    visit = reader.visit(PHONE)
    page = visit.open(address(place))
    button, menu = page.locator(".kb-menu-open"), page.locator("#kb-nav")
    expect(button).to_have_attribute("aria-controls", "kb-nav")
    expect(menu).to_be_hidden()
    tab_to(page, ".kb-menu-open")
    for opens in ("Enter", "Space"):
        expect(button).to_have_attribute("aria-expanded", "false")
        page.keyboard.press(opens)
        expect(button).to_have_attribute("aria-expanded", "true")
        expect(menu).to_be_visible()
        page.keyboard.press("Tab")
        assert has_focus(page, "#kb-nav li:first-child a"), focused(page)
        page.keyboard.press("Escape")
        expect(button).to_have_attribute("aria-expanded", "false")
        expect(menu).to_be_hidden()
        assert has_focus(page, ".kb-menu-open")
    page.keyboard.press("Enter")
    tab_to(page, "#kb-nav a[href$='sip/']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/sip/$"))
    expect(page.locator("#kb-nav")).to_be_hidden()
    assert visit.faults() == []


@pytest.mark.parametrize("place", WALKED)
def test_nothing_that_is_hidden_takes_the_focus_on_a_phone(reader: Reader, place: str) -> None:
    # The stock theme's fault: 23 stops off screen
    page = reader.visit(PHONE).open(address(place))
    for press in range(200):
        page.keyboard.press("Tab")
        stop = focused(page)
        if stop is None:
            return
        assert stop["seen"], f"stopp {press + 1}: {stop}"
    raise AssertionError("Tab kommer aldrig till slutet av sidan")


def test_the_menu_of_the_section_comes_with_the_menu_on_a_phone(reader: Reader) -> None:
    page = reader.visit(PHONE).open(address(ROUTINE))
    branch = page.locator(".kb-branch")
    expect(branch).to_be_hidden()
    tab_to(page, ".kb-menu-open")
    page.keyboard.press("Enter")
    expect(branch).to_be_visible()
    tab_to(page, ".kb-branch a[aria-current='page']")
    page.keyboard.press("Escape")
    expect(branch).to_be_hidden()
    assert has_focus(page, ".kb-menu-open")


def test_the_list_of_headings_opens_and_closes_on_a_phone(reader: Reader) -> None:
    page = reader.visit(PHONE).open(address(ROUTINE))
    button, headings = page.locator(".kb-toc-open"), page.locator("#kb-toc-list")
    expect(button).to_have_attribute("aria-controls", "kb-toc-list")
    expect(headings).to_be_hidden()
    tab_to(page, ".kb-toc-open")
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    assert has_focus(page, "#kb-toc-list li:first-child a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#gor-sa-har$"))
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(headings).to_be_hidden()


# --- search ---


@pytest.mark.parametrize(
    ("lang", "words", "said"), [("sv", "utskrivningsklar", "träffar"), ("en", "discharge", "results")]
)
def test_search_is_found_used_and_followed_by_keyboard(visit: Visit, lang: str, words: str, said: str) -> None:
    # The stock theme's faults: results not announced, Tab closes the search, result links are no tab stops
    page = visit.open(address("index.md", lang))
    tab_to(page, "#kb-q")
    search_for(page, words)
    status = page.locator("#kb-hits [role=status]")
    expect(status).to_contain_text(said)
    page.keyboard.press("Tab")
    assert has_focus(page, ".kb-search-go")
    page.keyboard.press("Tab")
    if has_focus(page, "#kb-hits"):  # a box that scrolls is a stop of its own in Chromium
        page.keyboard.press("Tab")
    assert has_focus(page, ".kb-hit:first-child > a"), focused(page)
    expect(page.locator("#kb-hits")).to_be_visible()
    goal = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(goal)
    assert visit.faults() == []


def test_enter_in_the_search_field_leads_to_the_first_hit(visit: Visit) -> None:
    page = visit.open(address(ROUTINE))
    tab_to(page, "#kb-q")
    search_for(page, "samtycke")
    expect(page.locator("#kb-hits [role=status]")).to_contain_text("träff")
    page.keyboard.press("Enter")
    assert has_focus(page, ".kb-hit > a")


def test_escape_closes_the_hits_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit.open(address("index.md"))
    tab_to(page, "#kb-q")
    search_for(page, "kallelse")
    tab_to(page, ".kb-hit > a", within=5)
    page.keyboard.press("Escape")
    expect(page.locator("#kb-hits")).to_be_hidden()
    assert has_focus(page, "#kb-q")
    expect(page.locator("#kb-q")).to_have_value("kallelse")


@pytest.mark.parametrize("key", ["Shift+Tab", "Tab"])
def test_leaving_the_search_closes_its_hits(visit: Visit, key: str) -> None:
    page = visit.open(address("index.md"))
    tab_to(page, "#kb-q")
    search_for(page, "kallelse")
    for _ in range(80):
        page.keyboard.press(key)
        if not page.evaluate("document.getElementById('kb-search').contains(document.activeElement)"):
            break
    assert focused(page) is not None
    expect(page.locator("#kb-hits")).to_be_hidden()


def test_hits_that_come_late_do_not_open_over_a_reader_who_has_left(visit: Visit) -> None:
    page = visit.open(address("index.md"))
    held: list[Route] = []
    page.route("**/search/*/sv/core.js", lambda route: held.append(route))
    tab_to(page, "#kb-q")
    page.keyboard.type("kallelse")
    page.wait_for_timeout(TYPED)
    tab_to(page, ".kb-nav a", within=2)
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_timeout(1000)
    expect(page.locator("#kb-hits")).to_be_hidden()
    assert has_focus(page, ".kb-nav a")


def test_more_hits_are_shown_and_the_focus_goes_to_the_first_of_them(visit: Visit) -> None:
    page = visit.open(address("index.md"))
    tab_to(page, "#kb-q")
    search_for(page, "samsa")
    more = page.locator("#kb-hits-list button")
    expect(more).to_be_visible()
    before = page.locator(".kb-hit").count()
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".kb-hit")).not_to_have_count(before)
    assert page.evaluate("[...document.querySelectorAll('.kb-hit > a')].indexOf(document.activeElement)") == before


def test_a_search_without_hits_says_so_and_offers_another_way(visit: Visit) -> None:
    page = visit.open(address("index.md"))
    tab_to(page, "#kb-q")
    search_for(page, "xyzzyqq")
    expect(page.locator("#kb-hits [role=status]")).to_contain_text("xyzzyqq")
    tab_to(page, "#kb-hits-list a", within=4)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_on_a_phone_opens_takes_the_focus_and_gives_it_back(reader: Reader, lang: str) -> None:
    page = reader.visit(PHONE).open(address(ROUTINE, lang))
    button = page.locator(".kb-search-open")
    expect(page.locator("#kb-search")).to_be_hidden()
    tab_to(page, ".kb-search-open")
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert has_focus(page, "#kb-q")
    search_for(page, "sip")
    page.keyboard.press("Escape")
    expect(page.locator("#kb-hits")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#kb-search")).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    assert has_focus(page, ".kb-search-open")


def test_search_on_the_page_that_is_not_there_finds(visit: Visit) -> None:
    page = visit.open(LOST, found=False)
    tab_to(page, "#kb-q")
    search_for(page, "kallelse")
    tab_to(page, ".kb-hit > a", within=5)
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).not_to_have_text("Sidan finns inte")
    assert visit.faults() == []


# --- language ---


@pytest.mark.parametrize("place", ["index.md", ROUTINE, "roller/bistandshandlaggare.md"])
def test_the_language_links_stay_on_the_page(visit: Visit, place: str) -> None:
    # The stock theme's fault: a menu on hover, links without lang, the current language not marked
    page = visit.open(address(place))
    links = page.locator(".kb-lang a")
    for lang, other in (("sv", "en"), ("en", "sv"), ("sv", "en")):
        expect(page.locator("html")).to_have_attribute("lang", lang)
        assert page.url.partition("/")[2].endswith(address(place, lang))
        assert [link.get_attribute("lang") for link in links.all()] == list(LANGUAGES)
        assert [link.get_attribute("hreflang") for link in links.all()] == list(LANGUAGES)
        current = [link.get_attribute("lang") for link in links.all() if link.get_attribute("aria-current")]
        assert current == [lang]
        tab_to(page, f".kb-lang a[lang={other}]")
        page.keyboard.press("Enter")
        page.wait_for_function("(lang) => document.documentElement.lang === lang", arg=other)
    assert stored(page) == {}


# --- colours ---


def test_nothing_is_stored_before_a_choice_and_only_the_choice_after_it(visit: Visit) -> None:
    # The stock theme's fault: the palette is stored on the first page view
    page = visit.open(address("index.md"))
    assert stored(page) == {}
    tab_to(page, "#kb-scheme summary")
    page.keyboard.press("Enter")
    assert stored(page) == {}
    page.keyboard.press("Tab")
    assert has_focus(page, "#kb-scheme input[value=system]")
    for choice in ("light", "dark", "contrast"):
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"#kb-scheme input[value={choice}]")).to_be_checked()
        expect(page.locator("html")).to_have_attribute("data-scheme", choice)
        assert stored(page) == {"kb-scheme": choice}
    page.goto(page.url + address("sip/kalla.md"))
    expect(page.locator("html")).to_have_attribute("data-scheme", "contrast")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-scheme", "contrast")
    page.locator("#kb-scheme summary").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert has_focus(page, "#kb-scheme input[value=contrast]")
    page.keyboard.press("ArrowDown")
    assert page.locator("html").get_attribute("data-scheme") is None
    assert stored(page) == {}
    page.keyboard.press("Escape")
    expect(page.locator("#kb-scheme fieldset")).to_be_hidden()
    assert has_focus(page, "#kb-scheme summary")
    assert visit.faults() == []


@pytest.mark.parametrize(("device", "choice", "seen"), [("light", "dark", "dark"), ("dark", "light", "light")])
def test_the_choice_wins_over_the_device(reader: Reader, device: str, choice: str, seen: str) -> None:
    page = reader.visit(color_scheme=device).open(address("index.md"))
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == device
    page.click("#kb-scheme summary")
    page.check(f"#kb-scheme input[value={choice}]")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == seen


def test_the_choice_of_colours_closes_when_the_focus_leaves_it(visit: Visit) -> None:
    page = visit.open(address("index.md"))
    tab_to(page, "#kb-scheme summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#kb-scheme fieldset")).to_be_hidden()


# --- tabs and folds ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tabs_are_changed_with_the_arrow_keys(visit: Visit, lang: str) -> None:
    page = visit.open(address(TRIAL, lang))
    panels = page.locator(".tabbed-block")
    tab_to(page, ".tabbed-set > input")
    assert (focused(page) or {})["outline"] >= 2
    for shown, key in ((0, None), (1, "ArrowRight"), (2, "ArrowRight"), (1, "ArrowLeft")):
        if key:
            page.keyboard.press(key)
        assert [panels.nth(i).is_visible() for i in range(3)] == [i == shown for i in range(3)]
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    assert has_focus(page, ".tabbed-block:first-child a")


def test_folded_text_opens_and_closes_with_enter_and_space(visit: Visit) -> None:
    page = visit.open(address(TRIAL))
    fold = page.locator("details.note").first
    tab_to(page, "details.note > summary")
    for key, is_open in (("Enter", True), ("Space", False), ("Space", True), ("Enter", False)):
        page.keyboard.press(key)
        assert fold.evaluate("(e) => e.open") is is_open
    page.keyboard.press("Tab")
    assert has_focus(page, "details.tip > summary"), "det som är vikt ska inte kunna få fokus"


def test_a_link_to_folded_text_unfolds_it(visit: Visit) -> None:
    page = visit.open(address(TRIAL))
    page.evaluate("document.querySelector('details.note p').id = 'inuti'")
    page.evaluate("location.hash = '#inuti'")
    expect(page.locator("#inuti")).to_be_visible()


def test_a_checklist_is_ticked_with_space_and_by_its_text(visit: Visit) -> None:
    page = visit.open(address(TRIAL))
    first, second = page.locator(".check input").all()[:2]
    expect(second).to_be_checked()
    tab_to(page, ".check input")
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    page.get_by_text("En sak att bocka av.").click()
    expect(first).not_to_be_checked()


def test_what_scrolls_sideways_can_be_scrolled_with_the_arrow_keys(reader: Reader) -> None:
    # The stock theme's fault: scrolling tables and code without focus or name
    page = reader.visit(NARROW).open(address(TRIAL))
    for selector in (".table-wrap", "pre"):
        tab_to(page, f"{selector}[role=region][aria-label]")
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        page.wait_for_function("() => document.activeElement.scrollLeft > 0")
    names = page.eval_on_selector_all("[role=region]", "(all) => all.map((e) => e.getAttribute('aria-label'))")
    assert len(names) == len(set(names))
    assert page.locator(".table-wrap").nth(1).get_attribute("tabindex") is None, "den korta tabellen rullar inte"


# --- no keys of its own, and the focus always seen ---


@pytest.mark.parametrize("place", ["index.md", ROUTINE])
def test_no_single_key_does_anything_by_itself(visit: Visit, place: str) -> None:
    # The stock theme's fault: n p s f , . cannot be turned off
    page = visit.open(address(place))
    page.keyboard.press("Tab")
    before, state = page.url, "[document.activeElement.outerHTML, scrollY, document.documentElement.outerHTML.length]"
    was = page.evaluate(state)
    for key in "npsfbc,./?tlmhjk1234567890-+":
        page.keyboard.press(key)
        page.keyboard.press(f"Shift+{key}")
    assert page.url == before
    assert page.evaluate(state) == was


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", WALKED)
def test_the_focus_is_seen_at_forty_stops(reader: Reader, place: str, scheme: str, viewport: dict[str, int]) -> None:
    page = reader.visit(viewport, color_scheme=scheme).open(address(place))
    faults = []
    for press in range(1, 41):
        page.keyboard.press("Tab")
        stop = focused(page)
        if stop is None:
            break
        if not (stop["seen"] and stop["opaque"] and stop["clear"] and stop["outline"] >= 2):
            faults.append(f"stopp {press}: {stop}")
    assert faults == []


@pytest.mark.parametrize("place", WALKED)
def test_the_focus_is_seen_backwards_too(visit: Visit, place: str) -> None:
    page = visit.open(address(place))
    faults = []
    for press in range(1, 41):
        page.keyboard.press("Shift+Tab")
        stop = focused(page)
        if stop and not (stop["seen"] and stop["outline"] >= 2):
            faults.append(f"stopp {press}: {stop}")
    assert faults == []


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", ONE_OF_EACH_LAYOUT)
def test_targets_are_large_enough(reader: Reader, place: str, lang: str, viewport: dict[str, int]) -> None:
    page = reader.visit(viewport).open(address(place, lang))
    page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    small = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, summary, label")].flatMap((e) => {
          const style = getComputedStyle(e);
          if (e.closest(".kb-skip, .tabbed-set > input") || style.visibility !== "visible") return [];
          const target = (e.matches("input") && e.closest("label")) || e;
          const box = target.getBoundingClientRect();
          if (!box.width || target.closest(".kb-hide")) return [];
          // A link in a line of text may be as tall as the line lets it; then the lines must be apart.
          const inline = getComputedStyle(target).display === "inline";
          const line = inline ? parseFloat(getComputedStyle(target.parentElement).lineHeight) : 0;
          const height = Math.max(box.height, line);
          return height < 23.99 || (!inline && box.width < 23.99)
            ? [`${Math.round(box.width)}×${Math.round(height)} ${e.outerHTML.slice(0, 120)}`] : [];
        })"""
    )
    assert small == []
