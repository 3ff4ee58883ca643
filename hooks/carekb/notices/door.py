"""What a build publishes and shows of notices."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..base.entries import PageEntry
from ..days import clock
from ..site.frame import PageNotices
from ..site.site import Site
from .board import Board
from .calendars import published
from .page import Pages
from .publishing import site_files


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the site, bytes) of all the site holds of notices beside its pages."""
    yield from site_files(_pages(site).board)


def parts(site: Site, entry: PageEntry, lang: str) -> PageNotices:
    """Return what a page shows of notices."""
    return _pages(site).of(entry, lang)


@lru_cache(maxsize=1)
def _pages(site: Site) -> Pages:
    titles = {path: {lang: words.title for lang, words in entry.words.items()} for path, entry in site.entries.items()}
    board = Board(
        site.base,
        clock.now(),
        site.root,
        address=site.address,
        directories=site.directories,
        titles=titles,
        generation=site.generation,
        published=published(site.root / "site"),
    )
    return Pages(board)
