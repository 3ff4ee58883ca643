"""What notices cost: the time of publishing at 50 and 2,000 pages, and the bytes that each page carries.

Run by hand: `python tests/benchmarks/bench_notices.py`. CPU time, the best of several rounds, on the small base.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).parent.parent
ROOT = TESTS.parent
sys.path[:0] = [str(TESTS), str(ROOT / "hooks")]

from carekb.notices.publishing import publish  # noqa: E402 - after the paths
from notices import at, update, values, write  # noqa: E402
from projects import built, copy_mini  # noqa: E402

SIZES = (50, 2000)
ROUNDS = 7
NOW = at("2026-11-22 10:00")
PAGE = """\
---
title: Sida {n}
description: Sida {n}.
kind: om
owner: redaktor
reviewed: 2026-11-20
review_months: 12
---

Text.
"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        small = copy_mini(Path(folder) / "small")
        built(small)
        found = {}
        for pages in SIZES:
            project = Path(shutil.copytree(small, Path(folder) / str(pages)))
            _grow(project, pages)
            found[pages] = _measure(project)
            work, process = found[pages]
            _say(f"{pages:>5} sidor: {work * 1000:.0f} ms CPU att publicera, {process:.2f} s CPU för hela kommandot")
        ratio = found[SIZES[1]][0] / found[SIZES[0]][0]
        _say(f"förhållande: {ratio:.2f}")
    script = (ROOT / "overrides/assets/notices.js").read_bytes()
    styles = (ROOT / "overrides/assets/css/notices.css").read_bytes()
    _say(f"skript: {len(script)} byte, {len(gzip.compress(script))} komprimerat")
    _say(f"stil: {len(styles)} byte, {len(gzip.compress(styles))} komprimerat")


def _grow(project: Path, pages: int) -> None:
    """Add pages both to the base and, as they would be built, to the site."""
    page = (project / "site/om/index.html").read_bytes()
    for number in range(pages):
        (project / f"docs/om/sida-{number}.md").write_text(PAGE.format(n=number), encoding="utf-8")
        folder = project / f"site/om/sida-{number}"
        folder.mkdir()
        (folder / "index.html").write_bytes(page)


def _measure(project: Path) -> tuple[float, float]:
    outage = values("storning", "2026-11-22 09:00", id="avbrott")
    best = process = float("inf")
    for number in range(ROUNDS):
        write(project, {**outage, "updates": [*outage["updates"], update("2026-11-22 09:30", "bevakas", str(number))]})
        began = time.process_time()
        publish(project, project / "site", NOW)
        best = min(best, time.process_time() - began)
        before = os.times()
        command = [sys.executable, "-m", "carekb", "notice", "publish", "--to", "site"]
        subprocess.run(
            command, cwd=project, env={**os.environ, "PYTHONPATH": "hooks"}, check=True, stdout=subprocess.DEVNULL
        )
        after = os.times()
        process = min(
            process, after.children_user + after.children_system - before.children_user - before.children_system
        )
    return best, process


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
