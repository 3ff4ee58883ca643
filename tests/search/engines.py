"""Three ways to search the same text in a real browser: this project's own, the stock theme's, and Pagefind."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from search.serving import served
from search.suite import LANGS, Query, address

TESTS = Path(__file__).parent.parent
PAGEFIND = TESTS / "node_modules" / ".bin" / "pagefind"
DEEP = 10
"""How many pages of an answer are looked at."""
Answers = dict[Query, list[str]]

# The contract with the page: `window.kbSearch.query(text)` promises [{url, title, kind, places: [{url, title}]}]: the
# pages in the order shown, with the places on each that a reader sees. Each url works as a link on the page where it
# was asked. A page without the contract is read as a reader sees it.
_OWN = """async (texts) => {
  const all = [];
  for (const text of texts) {
    const hits = await window.kbSearch.query(text);
    const urls = hits.flatMap((hit) => [hit.url, ...(hit.places || []).map((place) => place.url)]);
    all.push(urls.map((url) => new URL(url, document.baseURI).href));
  }
  return all;
}"""
FIELD = "#kb-q"
HIT = ".kb-hit > a, .kb-hit-section > a"
# What a reader sees once the list has stopped changing; null until then.
_SEEN = f"""() => !document.querySelector("[aria-busy=true]") && document.getElementById("kb-hits-count").textContent
  ? [...document.querySelectorAll("{HIT}")].map((link) => link.href) : null"""
# The theme asks its worker; what the worker answers is what the theme draws, in that order.
_LISTEN_TO_WORKER = """
  window.answers = [];
  const RESULT = 3;
  window.Worker = class extends window.Worker {
    constructor(...all) {
      super(...all);
      this.addEventListener("message", ({ data }) => data.type === RESULT && window.answers.push(data.data));
    }
  };
"""
_MATERIAL = """async (texts) => {
  const field = document.querySelector("[data-md-component=search-query]");
  const ask = (text) => new Promise((resolve, reject) => {
    window.answers.length = 0;
    field.value = text;
    field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    const began = performance.now();
    const look = () => window.answers.length ? resolve(window.answers.at(-1))
      : performance.now() - began > 8000 ? reject(new Error(`no answer to ${text}`)) : setTimeout(look, 4);
    look();
  });
  const all = [];
  for (const text of texts) {
    const { items } = await ask(text);
    await ask(`${text} \u00b7`);  // the theme does not ask the same twice, so the next is never taken for this
    all.push((items || []).flat().map((hit) => new URL(hit.location, `${location.origin}/`).href));
  }
  return all;
}"""
# The first three places on a page, those with the most matches, as Pagefind's own interface shows them.
_PAGEFIND = """async ([texts, deep]) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  const all = [];
  for (const text of texts) {
    const { results } = await pagefind.search(text);
    const read = await Promise.all(results.slice(0, deep).map((result) => result.data()));
    all.push(read.flatMap(({ url, sub_results: places }) => {
      const best = [...places].sort((a, b) => b.locations.length - a.locations.length).slice(0, 3);
      return [url, ...places.filter((place) => best.includes(place)).map((place) => place.url)];
    }).map((url) => new URL(url, location.origin).href));
  }
  return all;
}"""


def ask_own(browser: Browser, site: Path, queries: Sequence[Query]) -> Answers:
    """Ask this project's search."""

    def ask(page: Page, texts: list[str]) -> list[list[str]]:
        if page.evaluate("Boolean(window.kbSearch && window.kbSearch.query)"):
            return list(page.evaluate(_OWN, texts))
        return [type_and_read(page, text) for text in texts]

    return _ask(browser, site, queries, ask)


def ask_material(browser: Browser, site: Path, queries: Sequence[Query]) -> Answers:
    """Ask the stock theme's search, through its own field."""

    def ask(page: Page, texts: list[str]) -> list[list[str]]:
        page.focus("[data-md-component=search-query]")
        page.wait_for_function("() => document.querySelector('.md-search-result__meta')?.textContent.trim()")
        page.wait_for_timeout(1500)
        return list(page.evaluate(_MATERIAL, texts))

    return _ask(browser, site, queries, ask, _LISTEN_TO_WORKER)


def ask_pagefind(browser: Browser, site: Path, queries: Sequence[Query]) -> Answers:
    """Ask Pagefind."""
    return _ask(browser, site, queries, lambda page, texts: list(page.evaluate(_PAGEFIND, [texts, DEEP])))


@contextmanager
def start_page(browser: Browser, root: str, lang: str, before: str = "") -> Iterator[Page]:
    """Open the start page in `lang`, in a tab of its own; the script `before` runs first."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    if before:
        page.add_init_script(before)
    page.goto(root + ("" if lang == "sv" else f"{lang}/"), wait_until="load")
    yield page
    context.close()


def type_and_read(page: Page, text: str) -> list[str]:
    """Type `text` into the page's own search field and return the addresses in the list, as a reader sees it."""
    field = page.locator(FIELD)
    field.fill("")
    page.wait_for_function(f"() => !document.querySelector('{HIT}')")
    field.press_sequentially(text)
    return list(page.wait_for_function(_SEEN).json_value())


def build_pagefind(own: Path, target: Path) -> str | None:
    """Copy the finished site `own` and let Pagefind index it; return why not, if it could not."""
    if not PAGEFIND.exists():
        return "pagefind saknas: kör npm ci i tests/"
    shutil.copytree(own, target)
    (target / "csp.txt").unlink(missing_ok=True)  # its WebAssembly is not allowed by ours
    command = [str(PAGEFIND), "--site", str(target), "--root-selector", "main"]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    return None if finished.returncode == 0 else (finished.stderr or finished.stdout)[-400:]


def build_stock(project: Path, target: Path) -> Path:
    """Build the stock theme on the Markdown that the project at `project` stages; return its `site/`."""
    sys.path.insert(0, str(TESTS / "benchmarks"))
    from bench_build import measure, prepare_stock

    prepare_stock(target, project)
    measure(target)
    return target / "site"


def _ask(
    browser: Browser,
    site: Path,
    queries: Sequence[Query],
    ask: Callable[[Page, list[str]], list[list[str]]],
    before: str = "",
) -> Answers:
    """Open the site's start page in each language and ask everything there."""
    answers: Answers = {}
    with served(site) as root:
        for lang in LANGS:
            mine = [query for query in queries if query.lang == lang]
            if not mine:
                continue
            with start_page(browser, root, lang, before) as page:
                for query, hits in zip(mine, ask(page, [query.text for query in mine]), strict=True):
                    answers[query] = [address(hit, root) for hit in hits]
    return answers
