"""What axe can find, on every kind of page, and what must not happen while it is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from browser.places import LANGUAGES, LOST, MADE, ONE_OF_EACH_LAYOUT, PAGES, TRIAL, address
from browser.visits import NARROW, WIDE, Reader, Visit, overflow
from carekb.relations.made_pages import LISTS, OWN_PAGES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES = ("light", "dark")
_RUN = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] });
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`.slice(0, 300)));
}"""
_UNFOLD = "() => document.querySelectorAll('main details').forEach((e) => { e.open = true; })"


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe finds on the page as it stands, one line for each element."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe)
    return list(page.evaluate(_RUN, TAGS))


def look(visit: Visit, axe: str, *, contrast: str = "no-preference") -> list[str]:
    """Return the faults of the open page in both schemes on both widths, each with where it was seen."""
    page, faults = visit.page, []
    for viewport in (WIDE, NARROW):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, contrast=contrast)  # type: ignore[arg-type]
            faults += [f"{viewport['width']} px, {scheme}: {fault}" for fault in violations(page, axe)]
        faults += [f"{viewport['width']} px scrolls sideways: {wide}" for wide in overflow(page)]
    return faults


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", PAGES)
def test_a_page_has_no_fault_in_any_scheme_or_width(tab: Visit, axe: str, place: str, lang: str) -> None:
    page = tab.open(address(place, lang))
    page.evaluate(_UNFOLD)
    assert look(tab, axe) + tab.faults() == []


@pytest.mark.parametrize("place", [TRIAL, "utbildning/ny-anvandare.md", "redaktion/luckor.md"])
def test_a_page_with_its_folds_closed_has_no_fault(tab: Visit, axe: str, place: str) -> None:
    page = tab.open(address(place))
    page.evaluate("() => document.querySelectorAll('main details').forEach((e) => { e.open = false; })")
    assert look(tab, axe) + tab.faults() == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", ONE_OF_EACH_LAYOUT)
def test_a_page_has_no_fault_in_high_contrast(tab: Visit, axe: str, place: str, lang: str) -> None:
    tab.open(address(place, lang))
    assert look(tab, axe, contrast="more") + tab.faults() == []


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_a_chosen_scheme_has_no_fault_on_a_device_that_asks_for_another(reader: Reader, axe: str, scheme: str) -> None:
    visit = reader.visit(color_scheme="light" if scheme == "dark" else "dark")
    page = visit.open(address(TRIAL))
    page.evaluate("(scheme) => localStorage.setItem('kb-scheme', scheme)", scheme)
    page.reload()
    assert violations(page, axe) + visit.faults() == []


@pytest.mark.parametrize("place", [LOST, f"en/{LOST}"])
def test_the_page_that_is_not_there_has_no_fault(tab: Visit, axe: str, place: str) -> None:
    tab.open(place, found=False)
    assert look(tab, axe) + tab.faults() == []


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(("lang", "words"), [("sv", "utskrivningsklar"), ("en", "discharge"), ("sv", "xyzzyqq")])
def test_an_open_search_has_no_fault(reader: Reader, axe: str, lang: str, words: str, viewport: dict[str, int]) -> None:
    visit = reader.visit(viewport)
    page = visit.open(address("index.md", lang))
    if viewport is NARROW:
        page.click(".kb-search-open")
    page.fill("#kb-q", words)
    page.wait_for_selector("#kb-hits-list a")
    faults = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        faults += [f"{scheme}: {fault}" for fault in violations(page, axe)]
    assert faults + overflow(page) + visit.faults() == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", ["index.md", "rutiner/in-och-utskrivning/inskrivningsmeddelande.md"])
def test_an_open_menu_on_a_phone_has_no_fault(reader: Reader, axe: str, place: str, lang: str) -> None:
    visit = reader.visit(NARROW)
    page = visit.open(address(place, lang))
    page.click(".kb-menu-open")
    page.evaluate("() => document.querySelectorAll('.kb-toc-open').forEach((e) => e.click())")
    faults = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        faults += [f"{scheme}: {fault}" for fault in violations(page, axe)]
    assert faults + overflow(page) + visit.faults() == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_open_choice_of_colours_has_no_fault(reader: Reader, axe: str, lang: str) -> None:
    visit = reader.visit(NARROW)
    page = visit.open(address("om/index.md", lang))
    page.click("#kb-scheme summary")
    assert violations(page, axe) + overflow(page) + visit.faults() == []


def test_what_looks_for_faults_finds_those_that_are_planted(visit: Visit, axe: str) -> None:
    page = visit.open(address("om/index.md"))
    page.evaluate(
        """() => {
          document.querySelector("main").insertAdjacentHTML("beforeend",
            "<img src='/assets/mark.svg'><p style='color: #777'>x</p><div class='wide'>x</div>");
          document.querySelector(".wide").style.width = "2000px";
          document.body.appendChild(document.createElement("script")).textContent = "window.planted = true";
          document.body.appendChild(document.createElement("img")).src = "http://127.0.0.1:9/x.png";
          document.body.appendChild(document.createElement("img")).src = "/finns-inte.png";
          console.warn("planted");
        }"""
    )
    page.wait_for_timeout(300)
    seen = "\n".join(look(visit, axe) + visit.faults())
    for fault in (
        "image-alt",
        "scrolls sideways",
        "console warning: planted",
        "policy: script-src",
        "404: ",
        "policy: img-src",
    ):
        assert fault in seen, f"{fault} saknas i:\n{seen}"
    assert page.evaluate("window.planted") is None


def test_every_kind_of_page_is_among_those_that_are_read(site: Path) -> None:
    pages: list[dict[str, Any]] = json.loads((site / "api/v1/pages.json").read_text(encoding="utf-8"))["pages"]
    kinds = {(page["kind"], page["generated"]) for page in pages}
    read = {(page["kind"], page["generated"]) for page in pages if page["path"] in PAGES}
    assert kinds - read == set()


def test_every_template_of_pages_made_from_data_is_among_those_that_are_read(site: Path) -> None:
    assert {page.path for page in LISTS} - set(MADE) == set()
    folders = {page.at.rpartition("/")[0] for page in OWN_PAGES.values()}
    lists = {page.path for page in LISTS}
    for folder in folders:
        assert [page for page in MADE if page.rpartition("/")[0] == folder and page not in lists], folder
    assert [page for page in PAGES if not (site / address(page) / "index.html").is_file()] == []
