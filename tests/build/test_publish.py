"""The last good site is never harmed: not by errors, and not by a process that dies."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from carekb.disk.swap import restore, swap_in
from projects import build, copy_mini, environment, tree_hash

ROUNDS = 16
PAGE = "docs/rutiner/inskrivning.md"
ALONE = "docs/sip/index.md"
"""A page without a translation that must follow it."""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows har ingen kill -9")
def test_a_build_killed_at_any_moment_leaves_the_last_good_site_or_the_new_one(tmp_path: Path) -> None:
    root = copy_mini(tmp_path / "base")
    texts = [(root / ALONE).read_text(encoding="utf-8"), (root / ALONE).read_text(encoding="utf-8") + "\nNy rad.\n"]
    whole = []
    for text in texts:
        (root / ALONE).write_text(text, encoding="utf-8")
        started = time.monotonic()
        assert build(root).returncode == 0
        seconds = time.monotonic() - started
        whole.append(tree_hash(root / "site"))
    assert whole[0] != whole[1]

    chance = random.Random(7)
    found = []
    for number in range(ROUNDS):
        (root / ALONE).write_text(texts[number % 2], encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "--strict"],
            cwd=root,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(seconds * chance.uniform(0.3, 1.05))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        found.append(tree_hash(root / "site"))
    assert set(found) <= set(whole)

    (root / ALONE).write_text(texts[0], encoding="utf-8")
    assert build(root).returncode == 0
    assert tree_hash(root / "site") == whole[0]


@pytest.mark.skipif(sys.platform != "linux", reason="bara Linux byter två mappar i ett steg")
def test_there_is_a_whole_site_at_every_moment_of_a_swap(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("0", encoding="utf-8")
    swaps = (
        "import sys; from pathlib import Path; from carekb.disk.swap import swap_in\n"
        "site = Path(sys.argv[1]); new = site.with_name('next')\n"
        "for number in range(300):\n"
        "    new.mkdir(); (new / 'index.html').write_text(str(number)); swap_in(new, site)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", swaps, str(site)], env={**os.environ, "PYTHONPATH": _hooks()})
    looks = 0
    while process.poll() is None:
        assert (site / "index.html").read_text(encoding="utf-8").isdigit()
        looks += 1
    assert process.returncode == 0
    assert looks > 50


def test_a_site_that_stepped_aside_for_a_swap_that_never_came_is_put_back(tmp_path: Path) -> None:
    aside = tmp_path / ".site.last"
    aside.mkdir()
    (aside / "index.html").write_text("förra", encoding="utf-8")
    restore(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "förra"


def test_the_first_site_takes_its_place_without_a_former_one(tmp_path: Path) -> None:
    new = tmp_path / "next"
    new.mkdir()
    swap_in(new, tmp_path / "deep" / "site")
    assert (tmp_path / "deep" / "site").is_dir()
    assert not new.exists()


def test_a_base_with_errors_ends_with_the_report_and_leaves_the_site_untouched(small: Path) -> None:
    assert build(small).returncode == 0
    before = tree_hash(small / "site")
    roles = small / "data" / "roles.yml"
    text = roles.read_text(encoding="utf-8")
    roles.write_text(text.replace("contacts: [lokal-", "contacts: [okand-"), encoding="utf-8")
    (small / PAGE).write_bytes(b"\xff\xfe")
    finished = build(small)
    assert finished.returncode == 1
    assert re.search(r"^data/roles\.yml:\d+:\d+: KB301 .*okand-", finished.stderr, re.MULTILINE)
    assert re.search(r"^docs/rutiner/inskrivning\.md:\d+:\d+: KB101 ", finished.stderr, re.MULTILINE)
    assert "Inget har byggts och den förra webbplatsen är orörd." in finished.stderr
    assert "Traceback" not in finished.stderr
    assert tree_hash(small / "site") == before
    assert sorted(path.name for path in small.iterdir() if "site" in path.name) == ["site"]


def _hooks() -> str:
    return str(Path(__file__).parent.parent.parent / "hooks")
