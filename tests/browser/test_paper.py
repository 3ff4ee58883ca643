"""A page on paper: A4, nothing that needs a click, all of its text, and where and when it comes from."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.places import LANGUAGES, TRIAL, UNTRANSLATED, address
from browser.visits import Reader, Visit

PRINTED = (
    "index.md",
    "rutiner/in-och-utskrivning/index.md",
    "rutiner/in-och-utskrivning/inskrivningsmeddelande.md",
    "rutiner/in-och-utskrivning/betalningsansvar.md",
    "sip/kalla.md",
    "manualer/bevaka-inkorgen.md",
    "utbildning/ny-anvandare.md",
    "kontakt/inloggning.md",
    "nyheter/sip-paragrafen-har-flyttat.md",
    "om/organisation.md",
    "roller/bistandshandlaggare.md",
    "forum/sro.md",
    "omraden/fyrbodal.md",
    "system/samsa.md",
    "styrdokument/index.md",
    "styrdokument/lagar/ul.md",
    "ordlista/index.md",
    "fragor/sip.md",
    "kontakt/kommun/index.md",
    "redaktion/luckor.md",
    "sok.md",
    TRIAL,
    UNTRANSLATED,
)
ADDRESS = "https://kunskapsbasen.example/"
DATE = {"sv": "22 november 2026", "en": "22 November 2026"}
CHROME = {
    "sv": ("Hoppa till innehållet", "Som i enheten", "På den här sidan", "Föreslå en ändring", "Integritet och kakor"),
    "en": ("Skip to content", "Same as device", "On this page", "Suggest a change", "Privacy and cookies"),
}

needs_poppler = pytest.mark.skipif(
    not (shutil.which("pdftotext") and shutil.which("pdfinfo")),
    reason="pdftotext och pdfinfo saknas (Debian: poppler-utils), så papperets text kan inte läsas",
)


def on_paper(page: Page, tmp_path: Path) -> Path:
    """Print the open page to a PDF and return it."""
    file = tmp_path / "sida.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    return file


def text_of(file: Path, *options: str) -> str:
    """Return the text of a PDF."""
    run = subprocess.run(["pdftotext", *options, str(file), "-"], capture_output=True, check=True)
    return run.stdout.decode("utf-8")


def facts_of(file: Path) -> dict[str, str]:
    """Return what is known of a PDF: number of pages, size, …"""
    run = subprocess.run(["pdfinfo", str(file)], capture_output=True, check=True)
    pairs = (line.partition(":") for line in run.stdout.decode("utf-8").splitlines())
    return {key: value.strip() for key, _, value in pairs}


def squeezed(text: str) -> str:
    """Return text without what line breaks do to it, spaces and hyphens, and without the styles' capitals."""
    return re.sub(r"[\s\u00ad\u200b‐-]+", "", unicodedata.normalize("NFKC", text)).casefold()


def test_a_page_of_every_kind_is_printed(site: Path) -> None:
    pages = json.loads((site / "api/v1/pages.json").read_text(encoding="utf-8"))["pages"]
    kinds = {page["path"]: page["kind"] for page in pages}
    assert set(kinds.values()) - {kinds[page] for page in PRINTED} == set()


@needs_poppler
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", PRINTED)
def test_a_printed_page_has_all_its_text_and_nothing_of_the_frame(
    visit: Visit, tmp_path: Path, place: str, lang: str
) -> None:
    page = visit.open(address(place, lang))
    written: list[str] = page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), found = [];
          while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            const frame = parent.closest("title, .kb-crumbs, .kb-toc, .kb-pager, .kb-edit, .kb-screen, [hidden]");
            if (!frame) found.push(walker.currentNode.data);
          }
          return found;
        }"""
    )
    file = on_paper(page, tmp_path)
    facts, text = facts_of(file), text_of(file, "-raw")
    flat = squeezed(text)
    assert [piece for piece in written if squeezed(piece) not in flat] == []
    assert "(A4)" in facts["Page size"]
    assert squeezed(ADDRESS + address(place, lang)) in flat
    assert squeezed(DATE[lang]) in squeezed(text_of(file, "-l", "1"))
    said = squeezed("".join(written))
    assert [word for word in CHROME[lang] if squeezed(word) in flat and squeezed(word) not in said] == []
    pages = int(facts["Pages"])
    empty = [n for n in range(1, pages + 1) if not text_of(file, "-f", str(n), "-l", str(n)).strip()]
    assert empty == []
    heading = squeezed(page.locator("main h1").inner_text())
    assert heading in squeezed(text_of(file, "-l", "1")), "rubriken står inte på första bladet"
    assert visit.faults() == []


@needs_poppler
def test_what_is_folded_and_every_tab_is_on_paper_with_its_name(visit: Visit, tmp_path: Path) -> None:
    # The stock theme's fault: folded details and tabs
    page = visit.open(address(TRIAL))
    text = squeezed(text_of(on_paper(page, tmp_path), "-raw"))
    for part in (
        "Texten som var vikt",
        "Sjukhuset Första flikens text",
        "Kommunen Andra flikens text",
        "Vårdcentralen Tredje flikens text",
    ):
        assert squeezed(part) in text, part
    assert squeezed("Bilden i text") in text
    assert not page.locator("details.note").first.evaluate("(e) => e.open"), "efter utskriften är det vikt igen"


@needs_poppler
def test_answers_in_the_list_of_hits_are_on_paper(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("sok/?q=vem%20kallar%20till%20sip")
    fold = page.locator(".kb-hit-section details").first
    expect(fold).to_be_visible()
    answer = squeezed(fold.locator("p").first.evaluate("(p) => p.textContent"))
    assert len(answer) > 20
    assert answer in squeezed(text_of(on_paper(page, tmp_path), "-raw"))


@needs_poppler
def test_folds_and_tabs_are_on_paper_without_scripts_too(reader: Reader, tmp_path: Path) -> None:
    page = reader.visit(java_script_enabled=False).open(address(TRIAL))
    text = squeezed(text_of(on_paper(page, tmp_path), "-raw"))
    for part in ("Texten som var vikt", "Första flikens text", "Andra flikens text", "Tredje flikens text", "Kommunen"):
        assert squeezed(part) in text, part


@pytest.mark.parametrize("scheme", ["dark", "contrast"])
def test_a_dark_page_is_black_on_white_on_paper(reader: Reader, scheme: str) -> None:
    # The stock theme's fault: dark pages
    page = reader.visit(color_scheme="dark").open(address(TRIAL))
    page.evaluate("(scheme) => localStorage.setItem('kb-scheme', scheme)", scheme)
    page.reload()
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        """() => [document.body, ...document.querySelectorAll("main :is(p, h1, h2, td, th, li, a, summary, svg, code)")]
          .map((e) => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor].join())"""
    )
    inks = {re.match(r"rgb\((\d+)", pair)[1] for pair in colours}  # type: ignore[index]
    assert max(int(ink) for ink in inks) < 100
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("place", [TRIAL, "redaktion/granskning.md", "omraden/index.md", "om/planer.md"])
def test_no_table_is_cut_on_paper(reader: Reader, place: str) -> None:
    # The stock theme's fault: cut tables
    a4 = {"width": round((210 - 34) / 25.4 * 96), "height": round((297 - 38) / 25.4 * 96)}
    page = reader.visit(a4).open(address(place))
    page.emulate_media(media="print")
    cut = page.evaluate(
        """() => [...document.querySelectorAll("main :is(.table-wrap, pre, svg, table)")]
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 ||
            (e.clientWidth && e.scrollWidth > e.clientWidth + 1))
          .map((e) => `${e.scrollWidth}/${e.clientWidth} ${e.outerHTML.slice(0, 100)}`)"""
    )
    assert cut == []


@needs_poppler
def test_addresses_of_other_sites_stand_on_paper(visit: Visit, tmp_path: Path) -> None:
    # The stock theme's fault: addresses missing
    page = visit.open(address("styrdokument/lagar/ul.md"))
    links = {a.get_attribute("href") or "" for a in page.locator("main a[href^='http']:visible").all()}
    links = {link for link in links if "/edit/" not in link}
    assert links
    text = squeezed(text_of(on_paper(page, tmp_path), "-raw"))
    assert [link for link in links if squeezed(link) not in text] == []


@needs_poppler
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_quick_guide_fits_one_sheet(visit: Visit, site: Path, tmp_path: Path, lang: str) -> None:
    folder = site / address("manualer/lathund/index.md", lang)
    guides = sorted(file.parent.name for file in folder.glob("*/index.html"))
    assert guides
    sheets = {}
    for guide in guides:
        page = visit.open(address(f"manualer/lathund/{guide}.md", lang))
        file = on_paper(page, tmp_path)
        sheets[guide] = facts_of(file)["Pages"]
        flat, written = squeezed(text_of(file, "-raw")), page.locator(".kb-content").inner_text().split("\n")
        assert [line for line in written if squeezed(line) not in flat and "\t" not in line] == []
        told = [ADDRESS + address(f"manualer/lathund/{guide}.md", lang), *page.locator(".kb-meta dd").all_inner_texts()]
        for known in told:
            assert squeezed(known) in flat
    assert {guide: number for guide, number in sheets.items() if number != "1"} == {}
