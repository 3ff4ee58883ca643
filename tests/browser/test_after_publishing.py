"""What a reader meets who had the site open, or in the browser's cache, when another one took its place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import serving
from browser.visits import Reader, Visit
from projects import built, copy_mini

NEW = "Akut kontakt en kväll"
ROLE, NEW_ROLE = "    sv: biståndshandläggare\n", "    sv: handläggare av bistånd\n"
QUERIES = ("SIP", "inskrivning", "rutin", "kväll", "samsa")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The small site as it was ten days ago, and with one page more."""
    before, after = (copy_mini(tmp_path_factory.mktemp(name) / "base") for name in ("före", "efter"))
    page = (after / "docs/sip/mote.md").read_text(encoding="utf-8").replace("title: SIP-möte", f"title: {NEW}")
    (after / "docs/sip/akut.md").write_text(page, encoding="utf-8")
    roles = after / "data/roles.yml"
    text = roles.read_text(encoding="utf-8")
    assert ROLE in text
    roles.write_text(text.replace(ROLE, NEW_ROLE), encoding="utf-8")
    old = built(before)
    for file in old.rglob("*"):
        os.utime(file, (file.stat().st_mtime - 864_000,) * 2)  # a browser may keep what has not changed for long
    return old, built(after)


class Web:
    """A server whose site can be exchanged."""

    def __init__(self, folder: Path, root: str) -> None:
        self.folder, self.root = folder, root

    def publish(self, site: Path) -> None:
        fresh = self.folder.with_name("ny")
        fresh.symlink_to(site)
        fresh.replace(self.folder)


@pytest.fixture
def web(sites: tuple[Path, Path], tmp_path: Path) -> Iterator[Web]:
    folder = tmp_path / "webb"
    folder.symlink_to(sites[0])
    with serving(folder) as root:
        yield Web(folder, root)


@pytest.fixture
def someone(browser: Browser, web: Web) -> Iterator[Reader]:
    reader = Reader(browser, web.root)
    yield reader
    reader.leave()


def hits(page: Page, query: str) -> list[str]:
    """Return how many pages a query finds, and the first of them."""
    page.fill("#kb-q", "")
    expect(page.locator("#kb-hits")).to_be_hidden()
    page.fill("#kb-q", query)
    expect(page.locator("#kb-hits-list .kb-hit").first).to_be_visible()
    expect(page.locator("#kb-hits-list[aria-busy=true]")).to_have_count(0)
    expect(page.locator("#kb-hits-count")).to_have_text(re.compile("träff"))
    return [page.inner_text("#kb-hits-count"), *page.locator("#kb-hits-list .kb-hit > a").all_inner_texts()]


def all_hits(page: Page) -> dict[str, list[str]]:
    return {query: hits(page, query) for query in QUERIES}


@pytest.mark.parametrize("goes_on", [False, True], ids=["stays", "goes-on"])
def test_search_answers_as_the_new_site_does_or_as_the_old_one_did(
    someone: Reader, web: Web, sites: tuple[Path, Path], goes_on: bool
) -> None:
    page = someone.visit().page
    page.goto(web.root)
    assert hits(page, "samsa")
    web.publish(sites[1])
    if goes_on:
        page.goto(f"{web.root}sip/mote/")
    found = all_hits(page)
    other = someone.visit().page
    other.goto(web.root)
    assert found == all_hits(other)


def test_a_page_that_the_browser_kept_is_read_again_once(someone: Reader, web: Web, sites: tuple[Path, Path]) -> None:
    page = someone.visit().page
    page.goto(f"{web.root}a-o/")
    page.goto(web.root)
    web.publish(sites[1])
    loads: list[str] = []
    page.on("load", lambda _: loads.append(page.url))
    page.click(".kb-footer a[href$='a-o/']")
    expect(page.get_by_role("link", name=NEW)).to_be_visible()
    page.wait_for_timeout(1500)
    assert len(loads) == 2


def test_a_choice_made_on_a_page_from_before_a_publishing_is_answered_by_the_new_site(
    someone: Reader, web: Web, sites: tuple[Path, Path]
) -> None:
    page = someone.visit().page
    page.goto(f"{web.root}min-start/")
    web.publish(sites[1])
    page.select_option("#kb-startform-role", "bistandshandlaggare")
    page.click("#kb-startform button")
    expect(page.locator(".kb-choice p")).to_contain_text("handläggare av bistånd")
    shown = page.evaluate("document.documentElement.getAttribute('data-generation')")
    assert (sites[1] / "choice" / shown).is_dir()
    kept = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert [name for name in kept if "/choice/" in name and f"/{shown}/" not in name] == []


def test_scripts_and_styles_are_asked_for_with_their_version(visit: Visit) -> None:
    visit.open("")
    own = [asked for asked in visit.asked if "/assets/" in asked and not asked.endswith("mark.svg")]
    assert own
    assert [asked for asked in own if "?v=" not in asked] == []
