"""What searching finds and what it costs, against the stock theme and Pagefind, in the same run.

`make bench-search`, or `python tests/benchmarks/bench_search.py --pages 1000 --only cost`.
Relevance is judged on this project's own pages. Cost is measured on a base of 1,000 Swedish pages, each in both
languages where it is written: this project's own and made ones, in `living` text (sentences of this base, and new
compounds of its words) or in the `plain` text of the other benchmark (about a hundred words, on every page).
The browser's processor is slowed four times; a worker, which a browser does not slow, by the server that sends it.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))
from bench_build import Cost, head, measure, page_path, prepare_stock, write_pages
from playwright.sync_api import Browser, Page, sync_playwright

from browsers import CHROMIUM_ARGUMENTS, chromium
from projects import copy_project
from search.engines import FIELD, Answers, ask_material, ask_own, ask_pagefind, build_pagefind
from search.serving import Line, compressed, served
from search.suite import LANGS, LIMITS, queries, rank, score
from search.tables import comparison

SLOWER = 4
MEDIAN_MS, WORST_MS = 50, 150
FIRST_SEARCH_BYTES = 150_000
FIRST_HIT_SECONDS = 2.0
SLOW_4G = {"bytes_per_second": 1_638_400 / 8, "round_trip": 0.15}
"""Lighthouse's slow 4G: 1.6 Mbit/s, and 150 ms there and back."""
LIST = "#kb-hits-list"
INDEX = "search/"
"""The folder of the index in the finished site."""
QUIET_MS = 250
"""So long nothing must change in the list before its answer to a key counts as whole."""
HEADINGS = {
    "sv": ("Så gör du", "När det gäller", "Om något går fel"),
    "en": ("What you do", "When it applies", "If not"),
}

# For each key: from the key press to the frame in which the list stands as it then stays.
_WATCH = f"""
  window.keyAt = 0; window.shownAt = 0; window.firstAt = 0; window.focusAt = 0;
  // A letter that the keyboard of the test has no key for (å, §) comes without a key press.
  let pressed = false;
  const begin = (event) => {{ window.keyAt = event.timeStamp; window.shownAt = 0; }};
  addEventListener("keydown", (event) => {{ pressed = true; begin(event); }}, true);
  addEventListener("beforeinput", (event) => {{ if (!pressed) begin(event); pressed = false; }}, true);
  addEventListener("focusin", (event) => {{
    if (event.target.matches("{FIELD}")) window.focusAt ||= performance.now();
  }});
  addEventListener("DOMContentLoaded", () => {{
    const list = document.querySelector("{LIST}");
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {{
      window.shownAt = performance.now();
      if (!window.firstAt && list.querySelector(".kb-hit")) window.firstAt = window.shownAt;
    }}))).observe(list, {{ childList: true, subtree: true, characterData: true, attributes: true }});
  }});
"""
_SETTLED = f"""() => new Promise((resolve) => {{
  const began = performance.now();
  const look = () => {{
    const now = performance.now(), last = window.shownAt || began;
    if (now - last < {QUIET_MS}) setTimeout(look, 20);
    else resolve(window.shownAt ? window.shownAt - window.keyAt : null);
  }};
  look();
}})"""
FIRSTS = (
    ("sv", "utskrivningsklar"),
    ("sv", "vem kallar till sip"),
    ("sv", "inskrivningsmedelande"),
    ("sv", "16 kap 4 §"),
    ("en", "admission notice"),
)


def say(text: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


# ---- a large base ----


def sentences(docs: Path, lang: str) -> list[str]:
    """Return the plain sentences of the pages in `lang`: one a line, no links, no shortcodes."""
    found = []
    for page in sorted(docs.rglob("*.md")):
        if page.name.endswith(".en.md") != (lang == "en") or "/om/" in page.as_posix():
            continue
        body = page.read_text(encoding="utf-8").split("---", 2)[-1]
        found += [
            line
            for line in body.split("\n")
            if line[:1].isupper() and line.endswith(".") and not set(line) & set("[|`<")
        ]
    return found


def write_living_pages(docs: Path, count: int) -> None:
    """Write `count` pages of this base's sentences, with new compounds of its words here and there."""
    known = {lang: sentences(docs, lang) for lang in LANGS}
    chance = random.Random("compounds")
    words = sorted(
        {word for line in known["sv"] for word in line[:-1].split() if word.isalpha() and 4 < len(word) < 11}
    )
    coined = [chance.choice(words).lower() + chance.choice(words).lower() for _ in range(12_000)]
    for number in range(count):
        path = docs / page_path(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        for lang, file in (("sv", path), ("en", path.with_suffix(".en.md"))):
            if lang == "sv" or number % 2:
                file.write_text(_living_page(number, lang, known[lang], coined), encoding="utf-8")
        index = path.parent / "index.md"
        if not index.exists():
            index.write_text(head(f"Mapp {path.parent.name}", "sv") + "En mapp med sidor.\n", encoding="utf-8")


def _living_page(number: int, lang: str, known: list[str], coined: list[str]) -> str:
    chance = random.Random(f"{number} {lang}")
    parts = [head(" ".join(chance.choice(known)[:-1].split()[:5]).replace(":", "").replace('"', ""), lang)]
    for heading in HEADINGS[lang]:
        parts.append(f"## {heading}\n")
        for _ in range(3):
            lines = chance.sample(known, 4)
            if lang == "sv":
                # Common words are common and rare ones rare: the square leans towards the beginning of the list.
                word = coined[int(len(coined) * chance.random() ** 2)]
                lines.append(f"Det gäller också {word}.")
            parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def prepare_large(root: Path, count: int, text: str) -> None:
    """Copy this project and fill it up to `count` Swedish pages."""
    copy_project(root)
    there = sum(not page.name.endswith(".en.md") for page in (root / "docs").rglob("*.md"))
    write = write_living_pages if text == "living" else write_pages
    write(root / "docs", max(0, count - there))


# ---- relevance ----


def relevance(browser: Browser, folder: Path) -> list[str]:
    """Ask all three about this project's own pages, print the table, and return what is below the limits."""
    own, stock, pagefind = folder / "own", folder / "stock", folder / "pagefind"
    copy_project(own)
    measure(own)
    prepare_stock(stock, own)
    measure(stock)
    hindrance = build_pagefind(own / "site", pagefind)
    if hindrance:
        say(f"Pagefind kunde inte köras: {hindrance}")
    faults = []
    for suite, (first, third) in LIMITS.items():
        engines: dict[str, Answers] = {
            "vår": ask_own(browser, own / "site", queries(suite)),
            "Material": ask_material(browser, stock / "site", queries(suite)),
        }
        if not hindrance:
            engines["Pagefind"] = ask_pagefind(browser, pagefind, queries(suite))
        say(f"\n{suite}.yml\n{comparison(engines)}")
        for lang in LANGS:
            result = score([rank(engines["vår"][query], query.right) for query in queries(suite) if query.lang == lang])
            if result.at_1 < first or result.at_3 < third:
                found = f"{result.at_1:.1%} först och {result.at_3:.1%} bland tre"
                faults.append(f"{suite}, {lang}: {found}, ska vara {first:.0%} och {third:.0%}")
    return faults


# ---- cost ----


def cost(browser: Browser, folder: Path, count: int, text: str, rounds: int) -> list[str]:
    """Measure a base of `count` pages, print it, and return what is over the limits."""
    own, stock = folder / "own", folder / "stock"
    prepare_large(own, count, text)
    prepare_stock(stock, own)
    builds = measure(own), measure(stock)
    site = own / "site"
    say(f"\n{text}: {len(list(site.rglob('*.html')))} filer HTML av {count} sidor på två språk")
    sizes(site, stock / "site", builds)
    return [
        *before(browser, site, stock / "site"),
        *first(browser, site),
        *slow(browser, site, rounds),
        *keys(browser, site, rounds),
    ]


def sizes(site: Path, stock: Path, builds: tuple[Cost, Cost]) -> None:
    """Print the size of the index and the cost of the build, beside stock."""
    mine = [file for file in (site / INDEX).rglob("*") if file.is_file()]
    theirs = [stock / "search" / "search_index.json"]
    raw = [sum(file.stat().st_size for file in files) for files in (mine, theirs)]
    packed = [sum(len(compressed(file)) for file in files) for files in (mine, theirs)]
    largest = max((len(compressed(file)) for file in mine), default=0)
    say(f"  index            {_kb(raw[0])} mot {_kb(raw[1])}, kvot {raw[0] / raw[1]:.2f}")
    say(f"  index, packat    {_kb(packed[0])} mot {_kb(packed[1])}, kvot {packed[0] / packed[1]:.2f}")
    say(f"  indexets filer   {len(mine)}, den största {_kb(largest)} packad")
    seconds = [build.seconds for build in builds]
    say(
        f"  bygge            {seconds[0]:.1f} s mot {seconds[1]:.1f} s processortid, kvot {seconds[0] / seconds[1]:.2f}"
    )


def before(browser: Browser, site: Path, stock: Path) -> list[str]:
    """Count what a first view loads before anybody searches."""
    weights = []
    for folder in (site, stock):
        line = Line()
        with _tab(browser, folder, line) as page:
            page.wait_for_timeout(2500)
        weights.append((sum(size for _, size in line.sent), [path for path, _ in line.sent if path.startswith(INDEX)]))
    (mine, early), (theirs, _) = weights
    say(f"  första sidvisning {_kb(mine)} mot {_kb(theirs)}; av indexet {', '.join(early) or 'ingenting'}")
    return [f"Laddat innan någon söker: {early}"] if early else []


def first(browser: Browser, site: Path) -> list[str]:
    """Count what the first search loads, for each of some queries in a browser that has nothing stored."""
    loaded = []
    for lang, query in FIRSTS:
        line = Line()
        with _tab(browser, site, line, lang) as page:
            page.wait_for_timeout(1000)
            line.sent.clear()
            _type(page, query)
        assert any(path.startswith(INDEX) for path, _ in line.sent), "no index was loaded: look where it is"
        loaded.append((sum(size for _, size in line.sent), len(line.sent), query))
    worst = max(loaded)
    middle = median(size for size, _, _ in loaded)
    say(f"  första sökning   {_kb(middle)} (median), {_kb(worst[0])} i {worst[1]} filer (störst, {worst[2]!r})")
    return [f"Första sökningen laddar {_kb(worst[0])}"] if worst[0] > FIRST_SEARCH_BYTES else []


def slow(browser: Browser, site: Path, rounds: int) -> list[str]:
    """Time the first hit on a bad line with a slow processor, from when the field is chosen; the best of `rounds`."""
    times = []
    for lang, query in FIRSTS:
        best = min(_first_hit(browser, site, lang, query) for _ in range(rounds))
        times.append((best, query))
    worst = max(times)
    middle = median(time for time, _ in times)
    say(f"  långsam 4G       {middle:.2f} s (median), {worst[0]:.2f} s (längst, {worst[1]!r}) till första träffen")
    return [f"Första träffen efter {worst[0]:.2f} s"] if worst[0] > FIRST_HIT_SECONDS else []


def _first_hit(browser: Browser, site: Path, lang: str, query: str) -> float:
    with _tab(browser, site, Line(**SLOW_4G, worker_times=SLOWER), lang, slower=True) as page:
        page.wait_for_timeout(1500)
        page.locator(FIELD).click()
        page.keyboard.type(query)
        page.wait_for_function("() => window.firstAt", timeout=30_000)
        return float(page.evaluate("window.firstAt - window.focusAt")) / 1000


def keys(browser: Browser, site: Path, rounds: int) -> list[str]:
    """Time each key of many queries until its answer is shown, the processor slowed; the best of `rounds` counts."""
    times: dict[tuple[str, str, int], float] = {}
    for lang in LANGS:
        some = [query.text for query in queries() if query.lang == lang][:: 9 if lang == "sv" else 6]
        for _ in range(rounds):
            with _tab(browser, site, Line(worker_times=SLOWER), lang, slower=True) as page:
                _type(page, "sip", page_wait=3000)
                for text in some:
                    page.locator(FIELD).fill("")
                    page.wait_for_timeout(QUIET_MS)
                    for place, letter in enumerate(text):
                        page.keyboard.type(letter)
                        took = page.evaluate(_SETTLED)
                        key = (lang, text, place)
                        if took is not None:
                            times[key] = min(times.get(key, took), took)
    ordered = sorted(times.values())
    worst = max(times, key=times.__getitem__)
    tail = ordered[int(len(ordered) * 0.95)]
    say(
        f"  tangent → svar   {median(ordered):.0f} ms (median), {tail:.0f} ms (95 %), {times[worst]:.0f} ms "
        f"(längst, {worst[1][: worst[2] + 1]!r}) av {len(ordered)} tangenter"
    )
    faults = []
    if median(ordered) > MEDIAN_MS:
        faults.append(f"Tangent till svar: median {median(ordered):.0f} ms")
    if times[worst] > WORST_MS:
        faults.append(f"Tangent till svar: längst {times[worst]:.0f} ms, {worst}")
    return faults


@contextmanager
def _tab(browser: Browser, site: Path, line: Line, lang: str = "sv", *, slower: bool = False) -> Iterator[Page]:
    """Open the start page over `line` in a tab that has nothing stored."""
    with served(site, line) as root:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        page.add_init_script(_WATCH)
        if slower:
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(root + ("" if lang == "sv" else f"{lang}/"), wait_until="load")
        yield page
        context.close()


def _type(page: Page, text: str, page_wait: int = 1000) -> None:
    """Type a whole query and wait until its answer stands."""
    page.locator(FIELD).click()
    page.keyboard.type(text, delay=30)
    page.wait_for_function(f"() => document.querySelector('{LIST} .kb-hit')", timeout=30_000)
    page.wait_for_timeout(page_wait)


def _kb(size: float) -> str:
    return f"{size / 1000:.0f} kB"


def main() -> None:
    """Judge and measure; exit 1 if anything is below or over the limits."""
    parser = argparse.ArgumentParser(description="Mäter vad sökningen hittar och vad den kostar.")
    parser.add_argument("--only", choices=["relevance", "cost"], help="bara det ena")
    parser.add_argument("--pages", type=int, default=1000, help="antal sidor i den stora basen")
    parser.add_argument(
        "--texts", nargs="+", choices=["living", "plain"], default=["living", "plain"], help="sidornas text"
    )
    parser.add_argument("--rounds", type=int, default=3, help="antal gånger varje sökning skrivs; den snabbaste räknas")
    parser.add_argument("--keep", type=Path, help="mapp att bygga i och lämna kvar")
    options = parser.parse_args()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = options.keep or Path(temporary)
        path, arguments = chromium(window=True), [*CHROMIUM_ARGUMENTS, "--disable-quic"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        if options.only != "cost":
            faults += relevance(browser, _fresh(folder / "real"))
        for text in options.texts if options.only != "relevance" else []:
            faults += cost(browser, _fresh(folder / text), options.pages, text, options.rounds)
        browser.close()
    if faults:
        sys.exit("\nUtanför gränserna:\n" + "\n".join(faults))


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


if __name__ == "__main__":
    main()
