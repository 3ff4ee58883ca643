"""The copy that opens by a double click: one ZIP, the same bytes every time, whole, and silent."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Protocol
from zipfile import ZipFile

import pytest
from selectolax.lexbor import LexborHTMLParser

from browsers import CHROMIUM_ARGUMENTS, chromium, firefox
from carekb.packs.offline import pack
from crawl import dead_links, outside
from firefox import Firefox
from projects import STOPPED, copy_mini, copy_project, kb, once

NAME = f"kunskapsbasen-{STOPPED}"
DATES = ("22 november 2026", "22 November 2026")
PATIENCE = 15.0


def packed(root: Path) -> Path:
    """Make the copy of the project at `root`, and return the ZIP."""
    finished = kb(root, "build", "--offline")
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.strip().endswith(str(root / "dist" / f"{NAME}.zip"))
    return root / "dist" / f"{NAME}.zip"


@pytest.fixture(scope="session")
def archive(shared: Path) -> Path:
    """The copy of this project."""
    return once(shared / "offline", lambda folder: packed(copy_project(folder))) / "dist" / f"{NAME}.zip"


@pytest.fixture(scope="session")
def copy(archive: Path, shared: Path) -> Path:
    """The copy unpacked, in a folder whose name a careless link would not survive."""
    folder = once(shared / "På skrivbordet, 100 % här #1", lambda target: ZipFile(archive).extractall(target))
    return folder / NAME


@pytest.mark.slow
def test_the_same_base_and_date_give_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    one = packed(copy_mini(tmp_path / "one"))
    other = packed(copy_mini(tmp_path / "an other"))
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.slow
def test_a_page_past_its_review_stops_the_copy_only_under_strict(small: Path) -> None:
    later = {"KB_TODAY": "2029-01-01"}
    assert kb(small, "build", "--offline", "--strict", env=later).returncode == 1
    assert not (small / "dist").exists()
    assert kb(small, "build", "--offline", env=later).returncode == 0
    assert (small / "dist" / "kunskapsbasen-2029-01-01.zip").is_file()


def test_nothing_in_the_zip_tells_of_the_machine_it_was_made_on(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "b").mkdir(parents=True)
    (site / "b" / "å.html").write_text("b", encoding="utf-8")
    (site / "a.html").write_text("a", encoding="utf-8")
    (site / "a.html").chmod(0o600)
    with ZipFile(pack(site, tmp_path / "dist", date(2026, 11, 22))) as archive:
        assert archive.namelist() == [f"{NAME}/a.html", f"{NAME}/b/å.html"]
        assert archive.comment == b""
        for entry in archive.infolist():
            assert entry.date_time == (2026, 11, 22, 0, 0, 0)
            assert (entry.create_system, entry.external_attr, entry.extra) == (3, 0o100644 << 16, b"")
    assert [path.name for path in (tmp_path / "dist").iterdir()] == [f"{NAME}.zip"]


@pytest.mark.slow
def test_the_zip_holds_one_folder_with_the_start_page_on_top(archive: Path) -> None:
    with ZipFile(archive) as opened:
        names = opened.namelist()
    assert {name.split("/")[0] for name in names} == {NAME}
    assert f"{NAME}/index.html" in names
    assert names == sorted(names)
    assert not [name for name in names if name.endswith(("/404.html", "sitemap.xml", "robots.txt", ".gz", ".map"))]


@pytest.mark.slow
def test_every_link_in_the_copy_leads_to_a_file_and_an_anchor_in_it(copy: Path) -> None:
    assert dead_links(copy, directories=False) == []


@pytest.mark.slow
def test_only_links_that_a_reader_follows_lead_out_of_the_copy(copy: Path) -> None:
    assert [found for found in outside(copy) if found[1] != "a" or "kunskapsbasen.example" in found[2]] == []
    for sheet in copy.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.findall(r"@import|url\(\s*['\"]?(?!data:|[#'\"])", text), sheet


@pytest.mark.slow
def test_the_date_of_the_copy_is_on_every_page(copy: Path) -> None:
    undated = []
    for page in copy.rglob("*.html"):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        text = tree.body.text() if tree.body else ""
        leads_on = tree.css_first("meta[http-equiv=refresh]")
        if not leads_on and not any(day in text for day in DATES):
            undated.append(page.relative_to(copy).as_posix())
    assert undated == []


class Browser(Protocol):
    """What the walk below asks of a browser."""

    def open(self, url: str) -> None:
        """Go to `url` and wait until the page has loaded."""

    def run(self, expression: str) -> Any:
        """Return the value of a JavaScript expression."""

    def type(self, selector: str, text: str) -> None:
        """Click on an element and write in it."""

    def errors(self) -> list[str]:
        """Return errors and warnings of the console."""

    def requests(self) -> list[str]:
        """Return requests that were not for files."""


class Chromium:
    """Chromium by Playwright."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._errors: list[str] = []
        self._requests: list[str] = []
        page.on("console", lambda said: self._errors.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self._errors.append(str(error)))
        page.on("requestfailed", lambda request: self._errors.append(f"{request.url}: {request.failure}"))
        page.on("request", lambda request: self._requests.append(request.url))

    def open(self, url: str) -> None:
        self._page.goto(url, wait_until="load")

    def run(self, expression: str) -> Any:
        return self._page.evaluate(expression)

    def type(self, selector: str, text: str) -> None:
        self._page.click(selector)
        self._page.keyboard.type(text)

    def errors(self) -> list[str]:
        return self._errors

    def requests(self) -> list[str]:
        return [url for url in self._requests if not url.startswith(("file:", "data:"))]


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Browser]:
    """A real browser."""
    binary = {"chromium": chromium, "firefox": firefox}[request.param]()
    if not binary:
        pytest.skip(f"{request.param} finns inte på maskinen och kunde inte installeras")
    if request.param == "firefox":
        with Firefox(binary, tmp_path / "profile") as running:
            yield running
        return
    started = request.getfixturevalue("playwright").chromium.launch(executable_path=binary, args=CHROMIUM_ARGUMENTS)
    yield Chromium(started.new_page())
    started.close()


@pytest.mark.slow
@pytest.mark.browser
def test_the_copy_is_read_and_searched_by_double_click_in_both_languages(browser: Browser, copy: Path) -> None:
    browser.open((copy / "index.html").as_uri())
    assert browser.run("document.documentElement.lang") == "sv"
    assert DATES[0] in browser.run("document.body.innerText")
    assert browser.run("[...document.styleSheets].length") >= 2
    assert browser.run("getComputedStyle(document.querySelector('.kb-header')).backgroundColor") != "rgba(0, 0, 0, 0)"

    _follow(browser, ".kb-nav a[href*='rutiner']", "/rutiner/index.html")
    _follow(browser, ".kb-main a[href*='in-och-utskrivning/index.html']", "/rutiner/in-och-utskrivning/index.html")
    _pictures(browser)

    _follow(browser, ".kb-lang a[lang=en]", "/en/rutiner/in-och-utskrivning/index.html")
    assert browser.run("document.documentElement.lang") == "en"
    assert DATES[1] in browser.run("document.body.innerText")
    _pictures(browser)
    _search(browser, "discharge", "/en/")

    _follow(browser, ".kb-lang a[lang=sv]", ".html")
    assert browser.run("document.documentElement.lang") == "sv"
    _search(browser, "inskrivningsmeddelande", NAME)
    _follow(browser, ".kb-brand", f"{NAME}/index.html")

    assert browser.errors() == []
    assert browser.requests() == []


def _follow(browser: Browser, link: str, end: str) -> None:
    """Click a link, and wait for the page it leads to."""
    browser.run("(window.kbBefore = true, null)")
    browser.run(f'(document.querySelector("{link}").click(), null)')
    # Between two pages a browser may show an empty one, which is complete as well.
    left = "!window.kbBefore && location.href !== 'about:blank'"
    _wait(browser, f"{left} && document.readyState === 'complete'")
    assert browser.run("location.pathname").endswith(end)
    assert browser.run("document.querySelector('h1').textContent.length") > 2


def _pictures(browser: Browser) -> None:
    pictures = "[...document.querySelectorAll('.kb-content svg, .kb-content img')]"
    seen = browser.run(f"{pictures}.map((e) => [e.getBoundingClientRect().width, e.localName == 'svg' || e.complete])")
    assert seen
    assert all(width > 50 and loaded for width, loaded in seen)


def _search(browser: Browser, words: str, address: str) -> None:
    """Search, and go to the first page found."""
    browser.type("#kb-q", words)
    first = "document.querySelectorAll('#kb-hits-list li:first-child mark')"
    found = f"[...{first}].map((mark) => mark.textContent.toLowerCase())"
    _wait(browser, f"{found}.includes('{words}')")
    assert address in browser.run("document.querySelector('#kb-hits-list a').href")
    _follow(browser, "#kb-hits-list a", ".html")
    assert words.lower() in browser.run("document.querySelector('main').innerText.toLowerCase()")


def _wait(browser: Browser, condition: str) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            if browser.run(condition):
                return
        except Exception as error:  # the page may be on its way to the next one
            last: object = error
        else:
            last = condition
        assert time.monotonic() < end, last
        time.sleep(0.05)
