"""Reads what notices need, and no page but those they link to: as fast at two thousand pages as at fifty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from ..base.addresses import name, target
from ..base.base import Base
from ..base.pages import read_pages
from ..base.read import read_kinds, read_more
from ..checks import OF_NOTICES
from ..languages import LANGUAGES, staged_name
from ..model.kinds import DOCS
from ..source.problems import Problem
from .feeds import FEEDS

READ = ("notice", *FEEDS, "contact", "fact")
"""The kinds of records that notices are and refer to."""


def open_notices(root: Path, today: date, drafts: Mapping[str, str] | None = None) -> tuple[Base, list[Problem]]:
    """Return the notices below `root` with all they refer to, and every fault in them.

    `drafts` holds files as they would be, {path: text}, instead of or besides those on disk.
    """
    drafts = drafts or {}
    base, problems = read_kinds(root, today, READ, without=set(drafts))
    for path, text in drafts.items():
        problems += read_more(base, path, text)
    files = {path: raw for path in _routines(base) for path, raw in _page(root, path)}
    base.pages, faults = read_pages(files)
    problems += faults
    return base, sorted({*problems, *(found for check in OF_NOTICES for found in check(base))})


def titles(base: Base) -> dict[str, dict[str, str]]:
    """Return the titles of the pages that have been read, and of the systems' own pages, by language."""
    found = {path: {lang: page.text(lang)[0].title for lang in LANGUAGES} for path, page in base.pages.items()}
    for kind in FEEDS:
        for record_id in base.records[kind]:
            found[str(target(base, kind, record_id))] = {lang: name(base, kind, record_id, lang) for lang in LANGUAGES}
    return found


def _routines(base: Base) -> set[str]:
    return {notice.routine for notice in base.notices.values() if notice.routine}


def _page(root: Path, path: str) -> Iterator[tuple[str, bytes]]:
    for lang in LANGUAGES:
        file_name = staged_name(path, lang)
        file = root / DOCS / file_name
        if file.is_file():
            yield file_name, file.read_bytes()
