"""Puts the notices on a finished site without building it: data, feeds, calendars, and the page of all notices.

Every file is written beside and moved into place, so a reader meets the old file or the new one, never half of it. A
process killed on the way leaves some files old and some new, and its unfinished ones in a folder of their own; the next
publishing clears that away and writes what differs.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ..fields import LANGUAGES
from ..problems import Problem
from .api import notice_files
from .board import PAGE, Board
from .page import PARTS, Pages, marks
from .reading import open_notices, titles

SITE = "notiser/webbplats.json"
"""Written by the build: how the site is addressed."""
_WORK = ".notiser"
"""A folder on the site for the lock and for files on their way; nothing leads there."""
_PATIENCE = 10.0
"""Seconds to wait for another publishing, which itself takes a part of one."""


class Refused(Exception):
    """Nothing was published. The text is for the coordinator."""


@dataclass(slots=True)
class Published:
    """What a publishing did."""

    changed: list[str] = field(default_factory=list)
    kept: int = 0


def write_all(board: Board, site: Path) -> None:
    """Write all files of notices to a site that is being built, and how it is addressed; its pages have theirs."""
    about = {"version": 1, "address": board.address, "directories": board.directories}
    files = {SITE: f"{json.dumps(about, ensure_ascii=False)}\n".encode(), **dict(notice_files(board))}
    for path, content in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)


def refresh(board: Board, site: Path) -> None:
    """Bring a site that has just been built up to date with notices written while it was being built.

    Otherwise it would take the place of one on which they have been published meanwhile. Faulty ones wait.
    """
    base, problems = open_notices(board.root, board.base.today)
    if base.records["notice"] == board.base.records["notice"] or any(not found.is_warning for found in problems):
        return
    fresh = replace(board, base=base, titles={**board.titles, **titles(base)})
    write_all(fresh, site)
    for path, content in _pages(fresh, site).items():
        (site / path).write_bytes(content)


def publish(root: Path, site: Path, now: datetime) -> Published:
    """Publish the notices below `root` on the finished site at `site`. Raises Refused, and then nothing has changed."""
    if not (site / SITE).is_file():
        raise Refused(f"{site} är inte en färdig webbplats från den här versionen. Kör först: kb build")
    with locked(site / _WORK / "las", "En annan publicering pågår. Vänta en stund och försök igen."):
        # Read only now: who published just before us may have had newer notices than we would have read.
        base, problems = open_notices(root, now.date())
        _stop_on(problems)
        about = json.loads((site / SITE).read_text(encoding="utf-8"))
        board = Board(base, now, root, address=about["address"], directories=about["directories"], titles=titles(base))
        _check_links(board, site)
        return _write(site, {**dict(notice_files(board)), **_pages(board, site)})


@contextmanager
def locked(file: Path, message: str, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold a lock that the system gives back when the process ends, however it ends."""
    deadline = time.monotonic() + patience
    while True:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a+b") as handle:
            while not _lock(handle.fileno()):
                if time.monotonic() >= deadline:
                    raise Refused(message)
                time.sleep(0.02)
            if _is_still(handle.fileno(), file):
                yield
                return
        # A build has put another site here while we waited: its lock is the one that counts.


def _is_still(descriptor: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except OSError:
        return False


def _lock(descriptor: int) -> bool:
    try:
        if os.name == "nt":  # pragma: no cover - tested by hand
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # Windows only
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _stop_on(problems: list[Problem]) -> None:
    errors = [str(found) for found in problems if not found.is_warning]
    if errors:
        raise Refused("\n".join(["Notiserna har fel. Ingenting har publicerats.", *errors]))


def _check_links(board: Board, site: Path) -> None:
    """A link from a notice must lead somewhere on this very site, which may be older than the base."""
    for notice in board.notices:
        for way in board.ways(notice, "sv", more=False):
            path = way.url.partition("#")[0]
            if not (site / (f"{path}index.html" if path.endswith("/") or not path else path)).is_file():
                raise Refused(f'Notisen "{notice.id}" länkar till {path}, som inte finns i {site}. Kör först: kb build')


def _pages(board: Board, site: Path) -> dict[str, bytes]:
    """Return the page of all notices in both languages, with its parts written anew."""
    pages, drawn = {}, Pages(board)
    for lang in LANGUAGES:
        url = board.url(PAGE, lang)
        path = f"{url}index.html" if url.endswith("/") else url
        parts = {"rad": drawn.bar(url, lang, marked=True), "tavla": drawn.region(lang)}
        try:
            html = (site / path).read_text(encoding="utf-8")
        except OSError:
            raise Refused(f"{site / path} går inte att läsa. Kör först: kb build") from None
        for part in PARTS:
            start, end = marks(part)
            before, found, rest = html.partition(start)
            _, closed, after = rest.partition(end)
            if not found or not closed:
                raise Refused(f"{site / path} saknar platsen för notiser. Kör först: kb build")
            html = f"{before}{parts[part].strip()}{after}"
        pages[path] = html.encode()
    return pages


def _write(site: Path, files: dict[str, bytes]) -> Published:
    """Write what differs: first all of it beside, then all into place, so that old and new meet for a moment only."""
    fresh = site / _WORK / "nytt"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    done = Published()
    moves: list[tuple[Path, Path]] = []
    for number, (path, content) in enumerate(sorted(files.items())):
        target = site / path
        if target.is_file() and target.read_bytes() == content:
            done.kept += 1
            continue
        beside = fresh / str(number)
        beside.write_bytes(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        moves.append((beside, target))
        done.changed.append(path)
    for beside, target in moves:
        beside.replace(target)
    fresh.rmdir()
    return done
