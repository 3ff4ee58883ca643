"""The same pages for readers who zoom, space out the text, choose their own colours, or want stillness."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.keys import focused, tab_to
from browser.places import LANGUAGES, LOST, ONE_OF_EACH_LAYOUT, PAGES, TRIAL, UNTRANSLATED, address
from browser.visits import NARROW, WIDE, Reader, Visit, overflow

ROUTINE = "rutiner/in-och-utskrivning/inskrivningsmeddelande.md"
ZOOMED = {"width": 320, "height": 256}
"""What is left of a screen of 1280 × 1024 at 400 %."""

_CUT = """() => [...document.querySelectorAll("body *")].flatMap((e) => {
  if (!e.checkVisibility({ visibilityProperty: true })) return [];
  if (e.closest(".kb-hide, .kb-toc-title, svg, .kb-skip")) return [];
  const style = getComputedStyle(e);
  const clips = /hidden|clip/.test(style.overflowX + style.overflowY) && e !== document.body;
  const control = e.matches("button, summary, .kb-button, input, .kb-nav a, .tabbed-labels label");
  const spills = control && style.display !== "inline";
  return (clips || spills) && (e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 2)
    ? [`${e.scrollWidth}×${e.scrollHeight} in ${e.clientWidth}×${e.clientHeight}: ${e.outerHTML.slice(0, 120)}`] : [];
})"""


def wear(page: Page, style: str) -> None:
    """Lay a reader's own style over the page; a style sheet object is not what the policy forbids."""
    page.evaluate(
        """(style) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(style);
          document.adoptedStyleSheets = [sheet];
        }""",
        style,
    )


def unfold(page: Page) -> None:
    """Open all folds."""
    page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")


# --- zoom ---


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", ONE_OF_EACH_LAYOUT)
def test_a_page_at_400_percent_can_be_read_and_walked(reader: Reader, place: str, lang: str) -> None:
    page = reader.visit(ZOOMED).open(address(place, lang))
    assert overflow(page) == []
    faults = []
    for press in range(1, 41):
        page.keyboard.press("Tab")
        stop = focused(page)
        if stop and not (stop["seen"] and stop["outline"] >= 2):
            faults.append(f"stopp {press}: {stop}")
    assert faults == []
    page.evaluate("scrollTo(0, document.querySelector('.kb-content').getBoundingClientRect().top + scrollY + 300)")
    covered = page.evaluate(
        """() => [40, 128, 220].filter((y) => {
          const top = document.elementFromPoint(160, y);
          return !top || !top.closest("main, footer");
        })"""
    )
    assert covered == [], "inget i ramen ska ligga över texten"


def test_menu_and_search_can_be_used_at_400_percent(reader: Reader) -> None:
    page = reader.visit(ZOOMED).open(address(ROUTINE))
    tab_to(page, ".kb-menu-open")
    page.keyboard.press("Enter")
    tab_to(page, "#kb-nav li:last-child a")
    assert (focused(page) or {})["seen"]
    page.keyboard.press("Escape")
    tab_to(page, ".kb-search-open", key="Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("kallelse")
    expect(page.locator(".kb-hit").first).to_be_visible()
    page.wait_for_timeout(250)
    tab_to(page, ".kb-hit > a", within=5)
    assert (focused(page) or {})["seen"]
    assert overflow(page) == []


@pytest.mark.parametrize("place", ONE_OF_EACH_LAYOUT)
def test_text_at_twice_its_size_is_not_cut(visit: Visit, place: str) -> None:
    page = visit.open(address(place))
    unfold(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    wear(page, "html { font-size: 200% !important; }")
    assert overflow(page) + page.evaluate(_CUT) == []


# --- text spacing, WCAG 2.2 criterion 1.4.12 ---


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("place", [*ONE_OF_EACH_LAYOUT, "kontakt/index.md", "ordlista/index.md"])
def test_spaced_out_text_is_not_cut(reader: Reader, place: str, viewport: dict[str, int]) -> None:
    page = reader.visit(viewport).open(address(place))
    unfold(page)
    wear(
        page,
        """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
           p { margin-bottom: 2em !important; }""",
    )
    assert overflow(page) + page.evaluate(_CUT) == []


# --- the system's own colours ---


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["index.md", ROUTINE, TRIAL])
def test_controls_have_borders_in_forced_colours(reader: Reader, place: str, scheme: str) -> None:
    for viewport in (WIDE, NARROW):
        page = reader.visit(viewport, forced_colors="active", color_scheme=scheme).open(address(place))
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        bare = page.evaluate(
            """() => [...document.querySelectorAll("button, input[type=search], .kb-button")]
              .filter((e) => e.checkVisibility())
              .map((e) => (e.matches(".kb-toc-open") ? e.parentElement : e)).flatMap((e) => {
                const style = getComputedStyle(e), ground = getComputedStyle(document.body).backgroundColor;
                const drawn = ["Top", "Bottom"].every((side) => parseFloat(style[`border${side}Width`]) >= 1 &&
                  style[`border${side}Style`] !== "none" && style[`border${side}Color`] !== ground);
                return drawn ? [] : [e.outerHTML.slice(0, 120)];
              })"""
        )
        assert bare == []


@pytest.mark.parametrize("place", ["index.md", ROUTINE, TRIAL])
def test_the_focus_is_seen_in_forced_colours(reader: Reader, place: str) -> None:
    page = reader.visit(forced_colors="active").open(address(place))
    for press in range(1, 31):
        page.keyboard.press("Tab")
        stop = focused(page)
        assert stop is None or (stop["seen"] and stop["outline"] >= 2), f"stopp {press}: {stop}"


def test_the_chosen_tab_and_the_current_page_are_told_apart_in_forced_colours(reader: Reader) -> None:
    page = reader.visit(forced_colors="active").open(address(TRIAL))
    for one, other in (
        (".tabbed-labels > label:nth-child(1)", ".tabbed-labels > label:nth-child(2)"),
        (".kb-branch a[aria-current=page]", ".kb-branch li:first-child > ul a:not([aria-current])"),
    ):
        borders = [
            page.locator(part).first.evaluate(
                """(e) => {
                  const style = getComputedStyle(e);
                  return [style.borderTopColor, style.borderLeftColor, style.fontWeight].join();
                }"""
            )
            for part in (one, other)
        ]
        assert borders[0] != borders[1], one


def test_pictures_are_drawn_in_forced_colours(reader: Reader) -> None:
    page = reader.visit(forced_colors="active", color_scheme="dark").open(address("om/organisation.md"))
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    drawn = page.evaluate(
        """() => [...document.querySelectorAll(".kb-figure :is(text, .arrow, .box)")].map((e) => {
          const style = getComputedStyle(e);
          return e.tagName === "text" ? style.fill : style.stroke;
        })"""
    )
    assert drawn
    assert ground not in drawn


# --- stillness ---


@pytest.mark.parametrize("place", ["index.md", TRIAL])
def test_nothing_moves_for_a_reader_who_wants_stillness(reader: Reader, place: str) -> None:
    page = reader.visit(reduced_motion="reduce").open(address(place))
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((e) => {
          const s = getComputedStyle(e);
          const seconds = (s.transitionDuration + "," + s.animationDuration).split(",").map(parseFloat);
          return Math.max(...seconds) > 0.01 || s.scrollBehavior === "smooth";
        }).map((e) => e.outerHTML.slice(0, 100))"""
    )
    assert moving == []


# --- a page that nobody has translated ---


def test_a_page_without_translation_says_so_and_marks_its_language(visit: Visit) -> None:
    # The stock theme's fault: a page fallen back to Swedish says lang="en"
    page = visit.open(address(UNTRANSLATED, "en"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    notice = page.locator(".kb-notice").first
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("only in Swedish")
    assert _language(page, ".kb-notice p") == "en"
    for part in ("main h1", ".kb-lead", ".kb-content p", ".kb-toc li a", ".kb-branch a[aria-current=page]"):
        assert _language(page, part) == "sv", part
    for part in (".kb-about h2", ".kb-about dt", ".kb-toc-title", ".kb-crumbs a", ".kb-nav a", "footer p"):
        assert _language(page, part) == "en", part
    assert page.title().startswith("Finns bara på svenska")
    assert visit.faults() == []


def test_the_same_page_in_swedish_says_nothing_of_translation(visit: Visit) -> None:
    page = visit.open(address(UNTRANSLATED))
    assert page.locator("[lang=sv]:not(html, .kb-lang a)").count() == 0
    assert page.locator(".kb-notice:visible").count() == 0


def test_every_part_of_every_page_in_english_is_marked_where_it_is_swedish(visit: Visit) -> None:
    for place in (LOST, *PAGES[:8]):
        page = visit.open(place if place == LOST else address(place, "en"), found=place != LOST)
        wrong = page.evaluate(
            """() => [...document.querySelectorAll("nav a, footer a")].filter((e) =>
              /[åäöÅÄÖ]/.test(e.textContent) && (e.closest("[lang]") || {}).lang === "en").map((e) => e.textContent)"""
        )
        names = ("Göteborg", "Södra Älvsborg", "Västra Götaland", "Västfolket", "Vårdvalet", "NPÖ")
        assert [text for text in wrong if not any(name in text for name in names)] == [], place


def _language(page: Page, selector: str) -> str:
    """Return the language a screen reader would speak the first such element in."""
    found: str = page.locator(selector).first.evaluate("(e) => e.closest('[lang]').lang")
    return found
