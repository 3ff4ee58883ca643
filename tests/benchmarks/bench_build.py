"""What a full build costs, against MkDocs + Material + static-i18n on the same Markdown, in the same run.

`make bench`, or `python tests/benchmarks/bench_build.py --pages 50 300 --pairs 3`.
Processor time (user + system of the process and all it started), because a wall clock measures the neighbours as well,
and the peak memory of the largest process. Our processes work one after another; while the first one reads the base,
MkDocs waits with what it takes to start. What Python keeps compiled is there from the build before. The two are built
in turn, and each pair gives a ratio; the median counts.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))
from projects import copy_mini, environment, kb

LIMIT = 1.15
PER_FOLDER = 25
STOCK = """
site_name: Kunskapsbasen
site_url: https://kunskapsbasen.example/
theme:
  name: material
  language: sv
plugins:
  - search
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: sv, name: Svenska, default: true, build: true}
        - {locale: en, name: English, build: true}
markdown_extensions:
  [admonition, attr_list, def_list, md_in_html, sane_lists, tables, toc, pymdownx.details, pymdownx.superfences,
   {pymdownx.highlight: {use_pygments: false}}, {pymdownx.tabbed: {alternate_style: true}}]
"""
_TEXTS = {
    "sv": """patient vård kommun sjukhus meddelande plan ansvar region möte stöd behov insats enhet kontakt person
        läkare avdelning mottagning samverkan uppföljning dokument rutin ärende system uppgift beslut kallelse hjälp
        anhörig hemtjänst och eller som när där sedan därför inte alltid bara också måste kan ska får har blir ger tar
        skickar läser svarar planerar ansvarar samordnar följer ser gör den det en ett vid för med till från om över
        trygg tydlig gemensam skriftlig muntlig tidig sen ny gammal viktig enkel rätt hel""",
    "en": """patient care municipality hospital message plan duty region meeting support need measure unit contact
        person physician ward clinic collaboration review document routine case system task decision summons help
        relative home and or that when where then therefore not always only also must can shall may has becomes gives
        takes sends reads answers plans leads follows sees does the a an at for with to from about over safe clear
        common written spoken early late new old important simple right whole""",
}
WORDS = {lang: text.split() for lang, text in _TEXTS.items()}
HEADINGS = {
    "sv": ("Så gör du", "När du börjar", "Det här behöver du", "Om något går fel", "Efteråt"),
    "en": ("What you do", "When you start", "What you need", "If something goes wrong", "Afterwards"),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one build took."""

    seconds: float
    megabytes: float


def page_path(number: int) -> str:
    """Return the Swedish file of a generated page below `docs/`."""
    return f"rutiner/mapp-{number // PER_FOLDER:02}/sida-{number:04}.md"


def write_pages(docs: Path, count: int) -> None:
    """Write `count` pages, the same every time: Swedish for all, English for every second, an index for each folder."""
    for number in range(count):
        path = docs / page_path(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(number, "sv", count), encoding="utf-8")
        if number % 2:
            path.with_suffix(".en.md").write_text(_page(number, "en", count), encoding="utf-8")
        index = path.parent / "index.md"
        if not index.exists():
            index.write_text(head(f"Mapp {number // PER_FOLDER}", "sv") + "En mapp med sidor.\n", encoding="utf-8")


def _page(number: int, lang: str, count: int) -> str:
    chance = random.Random(f"{number} {lang}")
    parts = [head(f"{'Sida' if lang == 'sv' else 'Page'} {number}", lang)]
    for heading in HEADINGS[lang]:
        parts.append(f"## {heading}\n")
        parts += [_paragraph(chance, lang, number, count) for _ in range(2)]
    parts.append("!!! note\n    " + _sentence(chance, lang) + "\n")
    parts.append("\n".join(f"{place}. {_sentence(chance, lang)}" for place in range(1, 6)) + "\n")
    rows = [" | ".join(chance.choice(WORDS[lang]) for _ in range(3)) for _ in range(6)]
    parts.append("\n".join(f"| {row} |" for row in (rows[0], "--- | --- | ---", *rows[1:])) + "\n")
    return "\n".join(parts)


def head(title: str, lang: str) -> str:
    """Return the front matter of a page of the benchmarks."""
    lines = [f'title: "{title}"', "description: En sida för mätning."]
    if lang == "sv":
        lines += ["kind: rutin", "owner: redaktor", "reviewed: 2026-11-20", "review_months: 12", "sources: [l1]"]
    return "\n".join(("---", *lines, "---", "", ""))


def _paragraph(chance: random.Random, lang: str, number: int, count: int) -> str:
    other = chance.randrange(count)
    here = f"sida-{other:04}.md" if other // PER_FOLDER == number // PER_FOLDER else f"../../{page_path(other)}"
    here = here.replace("../../rutiner/", "../")
    sentences = [_sentence(chance, lang) for _ in range(chance.randint(3, 5))]
    words = " ".join(chance.choices(WORDS[lang], k=3))
    return "\n".join((*sentences, f"**{words.capitalize()}** [{words}]({here}).")) + "\n"


def _sentence(chance: random.Random, lang: str) -> str:
    return " ".join(chance.choices(WORDS[lang], k=chance.randint(9, 15))).capitalize() + "."


def prepare_own(root: Path, count: int) -> None:
    """Make the small base with `count` pages more, and this project's code."""
    copy_mini(root)
    write_pages(root / "docs", count)


def prepare_stock(root: Path, own: Path) -> None:
    """Make an ordinary project of the Markdown that `own` stages: pages from data too, English where it is written."""
    root.mkdir()
    (root / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    finished = kb(own, "stage", str(root / "docs"))
    assert finished.returncode == 0, finished.stdout + finished.stderr
    for page in (own / "docs").rglob("*.md"):
        translation = page.with_suffix(".en.md")
        if not page.name.endswith(".en.md") and not translation.exists():
            (root / "docs" / translation.relative_to(own / "docs")).unlink()


def measure(root: Path) -> Cost:
    """Build the project at `root` from nothing."""
    for folder in ("site", ".build"):
        shutil.rmtree(root / folder, ignore_errors=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "-q"],
        cwd=root,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr
    said = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(said)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def compare(count: int, pairs: int, say: Callable[[str], None]) -> float:
    """Build both `pairs` times in turn, tell what they cost, and return the larger of the two median ratios."""
    with tempfile.TemporaryDirectory() as folder:
        own, stock = Path(folder) / "own", Path(folder) / "stock"
        prepare_own(own, count)
        prepare_stock(stock, own)
        runs = [(measure(own), measure(stock)) for _ in range(pairs)]
        pages = len(list((own / "site").rglob("*.html")))
    time_ratio = median(one.seconds / other.seconds for one, other in runs)
    memory_ratio = median(one.megabytes / other.megabytes for one, other in runs)
    seconds = [median(pair[side].seconds for pair in runs) for side in (0, 1)]
    megabytes = [median(pair[side].megabytes for pair in runs) for side in (0, 1)]
    say(
        f"{count:5} × 2 ({pages:4} filer)  {seconds[0]:7.2f} s {seconds[1]:7.2f} s  {time_ratio:5.2f}"
        f"     {megabytes[0]:6.0f} MB {megabytes[1]:6.0f} MB  {memory_ratio:5.2f}"
    )
    return max(time_ratio, memory_ratio)


def main() -> None:
    """Measure each size; exit 1 if any costs more than the limit."""
    parser = argparse.ArgumentParser(description="Mäter ett helt bygge mot MkDocs + Material + static-i18n.")
    parser.add_argument("--pages", type=int, nargs="+", default=[50, 300, 1000], help="antal sidor som görs")
    parser.add_argument("--pairs", type=int, default=3, help="antal byggen av varje")
    options = parser.parse_args()

    def say(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    say("sidor                  processortid: vi, vanlig, kvot    minne: vi, vanlig, kvot")
    ratios = [compare(count, options.pairs, say) for count in options.pages]
    if max(ratios) > LIMIT:
        sys.exit(f"Kvoten ska vara högst {LIMIT}.")


if __name__ == "__main__":
    main()
