"""Puts the notices on a finished site without building it: data, feeds, calendars, and the page of all notices.

Every file is written beside and moved into place, so a reader meets the old file or the new one, never half of it. A
process killed on the way leaves some files old and some new, and its unfinished ones in a folder of their own; the next
publishing clears that away and writes what differs.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ..days import clock
from ..disk.locks import Busy, locked, of_site
from ..languages import LANGUAGES
from ..source.problems import Problem
from .board import PAGE, Board
from .calendars import published
from .files import notice_files
from .page import PARTS, Pages, marks
from .reading import open_notices, titles

SITE = "notiser/webbplats.json"
"""Written by the build: how the site is addressed."""


class Refused(Exception):
    """Nothing was published. The text is for the coordinator."""


@dataclass(slots=True)
class Published:
    """What a publishing did."""

    changed: list[str] = field(default_factory=list)
    kept: int = 0


def site_files(board: Board) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the site, bytes) of all a built site holds of notices beside its pages."""
    about = {"version": 1, "address": board.address, "directories": board.directories, "generation": board.generation}
    yield SITE, f"{json.dumps(about, ensure_ascii=False)}\n".encode()
    yield from notice_files(board)


def publish(root: Path, site: Path, now: datetime) -> Published:
    """Publish the notices below `root` on the finished site at `site`. Raises Refused, and then nothing has changed."""
    if not (site / SITE).is_file():
        raise Refused(f"{site} är inte en färdig webbplats från den här versionen. Kör först: kb build")
    try:
        with locked(of_site(site)):
            # Read only now: who published just before us may have had newer notices than we would have read.
            base, problems = open_notices(root, now.date())
            _stop_on(problems)
            about = json.loads((site / SITE).read_text(encoding="utf-8"))
            address, directories = about["address"], about["directories"]
            board = Board(
                base,
                now,
                root,
                address=address,
                directories=directories,
                titles=titles(base),
                generation=about.get("generation", ""),
                published=published(site),
            )
            _check_links(board, site)
            return _write(site, {**dict(notice_files(board)), **_pages(board, site)})
    except Busy:
        raise Refused("En annan publicering pågår. Vänta en stund och försök igen.") from None
    except OSError as error:
        raise Refused(f"{error.filename or site} går inte att läsa eller skriva. Rätta det och kör igen.") from None


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
            html = f"{before}{parts[part]}{after}"
        pages[path] = html.encode()
    return pages


def _write(site: Path, files: dict[str, bytes]) -> Published:
    """Write what differs: first all of it beside, then all into place, so that old and new meet for a moment only."""
    fresh = of_site(site).parent / "nytt"
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


if __name__ == "__main__":
    # The build starts this for what was written in `data/notices/` while it went on; what is faulty waits.
    try:
        publish(Path(sys.argv[1]), Path(sys.argv[2]), clock.now())
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
