"""Builds, a preview, a copy and publishings of notices at once, some of them killed: readers see whole sites only.

One round as a rule; `KB_RUSH=50` runs fifty.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from projects import built, environment, tree_hash

pytestmark = pytest.mark.slow

ROUNDS = int(os.environ.get("KB_RUSH", "1"))
PATIENCE = 120.0
GENERATION = re.compile(rb'data-generation="([0-9a-f]{10})"')
BUILD = ("mkdocs", "build")
OFFLINE = ("carekb", "build", "--offline")
NOTICES = ("carekb", "notice", "publish", "--to", "site")
SERVE = ("mkdocs", "serve", "--dev-addr", "127.0.0.1:0")


class Running:
    """A command of the project in a process of its own, with a log that is read when it has ended."""

    def __init__(self, root: Path, command: tuple[str, ...], log: Path) -> None:
        self.command = command
        self.killed = False
        self._log = log
        self._process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=root,
            env=environment(PYTHONPATH=str(root / "hooks"), PYTHONUNBUFFERED="1"),
            stdin=subprocess.DEVNULL,
            stdout=log.open("wb"),
            stderr=subprocess.STDOUT,
        )

    def kill(self, how: signal.Signals) -> None:
        self.killed = self._process.poll() is None
        self._process.send_signal(how)

    def has_built(self) -> bool:
        return "Documentation built" in self.said()

    def ended(self) -> int:
        return self._process.wait(timeout=PATIENCE)

    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")


class Reader(threading.Thread):
    """Reads one page after another, from one folder of the site at a time, and keeps what was not whole."""

    def __init__(self, site: Path, pages: list[str]) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.seen: set[str] = set()
        self.looks = 0
        self._site, self._pages = site, pages
        self._enough = threading.Event()

    def run(self) -> None:
        while not self._enough.is_set():
            self._look()
            time.sleep(0.005)

    def stop(self) -> None:
        self._enough.set()
        self.join()

    def _look(self) -> None:
        """Read a few pages of one site: held open, it stays the same one when another takes its place."""
        try:
            held = os.open(self._site, os.O_RDONLY)
        except FileNotFoundError:
            self.faults.append("the site is gone")
            return
        try:
            generations = {self._read(held, page) for page in random.sample(self._pages, 3)} - {None}
        finally:
            os.close(held)
        self.looks += 1
        if len(generations) > 1:
            self.faults.append(f"pages of {generations} at once")

    def _read(self, held: int, page: str) -> str | None:
        try:
            with open(page, "rb", opener=lambda path, flags: os.open(path, flags, dir_fd=held)) as file:
                html = file.read()
        except FileNotFoundError:
            if os.path.samestat(os.fstat(held), self._site.stat()):
                self.faults.append(f"{page} is gone")
            return None  # the old site is taken away page by page, once another has its place
        found = GENERATION.search(html)
        if not found or not html.rstrip().endswith(b"</html>"):
            self.faults.append(f"{page} is half")
            return None
        self.seen.add(found[1].decode())
        return found[1].decode()


def changed(root: Path, number: int) -> None:
    page, beside = root / "docs" / "sip" / "index.md", root / "beside"  # has no translation that must follow
    beside.write_text(f"{page.read_text(encoding='utf-8')}\nRad nummer {number}.\n", encoding="utf-8")
    beside.replace(page)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_all_commands_at_once_with_some_killed_leave_whole_pages_of_one_generation(
    small: Path, tmp_path: Path, number: int
) -> None:
    chance = random.Random(number)
    site = built(small)
    with_frame = (path for path in site.rglob("*.html") if GENERATION.search(path.read_bytes()))
    pages = [path.relative_to(site).as_posix() for path in with_frame]
    reader = Reader(site, pages)
    reader.start()
    commands = [BUILD, BUILD, OFFLINE, OFFLINE, SERVE, NOTICES, NOTICES]
    chance.shuffle(commands)
    running = []
    for place, command in enumerate(commands):
        running.append(Running(small, command, tmp_path / f"{place}.log"))
        time.sleep(chance.uniform(0, 0.8))
        if chance.random() < 0.5:
            changed(small, place)
    for one in chance.sample([one for one in running if one.command != NOTICES], 2):
        one.kill(chance.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
        time.sleep(chance.uniform(0, 0.8))
    end = time.monotonic() + PATIENCE
    for one in running:
        if one.command == SERVE:
            while not one.killed and not one.has_built():
                assert time.monotonic() < end, one.said()
                time.sleep(0.1)
            one.kill(signal.SIGTERM)
    for one in running:
        code = one.ended()
        if not one.killed:
            assert code == 0, (one.command, one.said())
            assert "Traceback" not in one.said(), (one.command, one.said())
    last = Running(small, BUILD, tmp_path / "last.log")
    assert last.ended() == 0, last.said()
    reader.stop()
    assert not reader.faults
    assert reader.looks > 20
    assert reader.seen
    assert sorted(path.name for path in small.iterdir() if "site" in path.name) == ["site"]
    for copy in (small / "dist").glob("*.zip"):
        with zipfile.ZipFile(copy) as archive:
            packed = [archive.read(name) for name in archive.namelist() if name.endswith(".html")]
        assert len({found[1] for html in packed if (found := GENERATION.search(html))}) == 1
    after = tree_hash(site)
    again = Running(small, BUILD, tmp_path / "again.log")
    assert again.ended() == 0, again.said()
    assert tree_hash(site) == after
