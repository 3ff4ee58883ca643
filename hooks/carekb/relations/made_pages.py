"""Pages made from data: which there are, from which template, and where to change them.

The pages of records and their lists follow from the rows in `model/kinds.py`; other pages are one line in `LISTS`. Each
has a template in `overrides/kb/pages/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..base.base import Base
from ..model.kinds import ADDITIONS, KINDS, VOCAB_PATH, PageKind, RecordPage
from .additions import COMPARISON, areas_with_additions


@dataclass(frozen=True, slots=True)
class Generated:
    """A page made from data. `record` is (kind, id) for a page about one record."""

    path: str
    template: str
    kind: PageKind
    data: str
    """The data file that the edit link leads to."""
    record: tuple[str, str] | None = None
    pattern: str | None = None
    """For a record's page: the path with `{id}` for the record's id."""
    order: int = 500
    in_search: bool = True
    """False for pages that only repeat what stands elsewhere: search then finds them by title alone."""


AREA_SHEET = "kontakt/omrade/{id}.md"
"""Whom to call at a unit of the region in an area; the area's own page tells what the area is."""

LISTS = (
    *(
        Generated(page.path, kind.template, page.kind, kind.path or "", order=page.order, in_search=page.whole)
        for kind in KINDS.values()
        if (page := kind.listed)
    ),
    Generated("omraden/tillagg.md", "additions.md", PageKind.OMRADE, ADDITIONS, order=900),
    Generated("fragor/index.md", "questions.md", PageKind.FRAGA, VOCAB_PATH),
    Generated(
        "kontakt/omrade/index.md", "area-sheets.md", PageKind.KONTAKT, "data/areas.yml", order=820, in_search=False
    ),
    Generated("redaktion/index.md", "editorial.md", PageKind.REDAKTION, "data/gaps.yml", order=0),
    Generated("redaktion/granskning.md", "reviews.md", PageKind.REDAKTION, VOCAB_PATH, order=30, in_search=False),
    Generated("sok.md", "search.md", PageKind.SOK, "data/search.yml", in_search=False),
    Generated("min-start.md", "choice.md", PageKind.ROLL, "data/roles.yml", in_search=False),
    Generated("a-o.md", "a-to-o.md", PageKind.ORDLISTA, "data/glossary.yml", in_search=False),
)
"""Pages that gather many records."""

OWN_PAGES = {kind.name: kind.page for kind in KINDS.values() if kind.page and kind.page.kind}
"""Kinds of which each record has a page of its own."""


def generated_pages(base: Base) -> Iterator[Generated]:
    """Yield every page made from data."""
    yield from LISTS
    for kind, page in OWN_PAGES.items():
        yield from _of_each(base, kind, f"{kind}.md", page)
    yield from _of_each(base, "area", "area-sheet.md", RecordPage(AREA_SHEET, PageKind.KONTAKT, whole=False))
    for area in areas_with_additions(base):
        path = COMPARISON.format(id=area.id)
        record = ("area", area.id)
        yield Generated(path, "area-additions.md", PageKind.OMRADE, ADDITIONS, record, order=910, in_search=False)


def _of_each(base: Base, kind: str, template: str, page: RecordPage) -> Iterator[Generated]:
    assert page.kind
    for record_id in base.records[kind]:
        place = base.places[kind, record_id]
        data = f"{place.document.path}#L{place.mark.line}"
        path = page.at.format(id=record_id)
        yield Generated(path, template, page.kind, data, (kind, record_id), page.at, in_search=page.whole)


def former_paths(base: Base, page: Generated) -> tuple[str, ...]:
    """Return the paths a record's page had under its former ids."""
    if not page.record or not page.pattern:
        return ()
    kind, record_id = page.record
    return tuple(page.pattern.format(id=old) for old in base.records[kind][record_id].former_ids)


def all_paths(base: Base) -> set[str]:
    """Return the path of every page of the site, written or made."""
    return set(base.pages) | (base.unread.get("page") or set()) | {page.path for page in generated_pages(base)}
