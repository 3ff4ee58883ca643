"""Pages made from data: which there are, from which template, and where to change them.

A new kind of page made from data is one line in `LISTS` or `RECORDS` and one template in `overrides/kb/pages/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..base.addresses import PAGE_OF
from ..base.base import Base
from ..model.kinds import ADDITIONS, VOCAB_PATH
from .additions import COMPARISON, areas_with_additions


@dataclass(frozen=True, slots=True)
class Generated:
    """A page made from data. `record` is (kind, id) for a record's own page."""

    path: str
    template: str
    kind: str
    data: str
    """The data file that the edit link leads to."""
    record: tuple[str, str] | None = None
    pattern: str | None = None
    """For a record's page: the path with `{id}` for the record's id."""
    order: int = 500
    in_search: bool = True
    """False for pages that only repeat what stands elsewhere: search then finds them by title alone."""


LISTS = (
    Generated("roller/index.md", "roles.md", "roll", "data/roles.yml"),
    Generated("forum/index.md", "forums.md", "forum", "data/forums.yml"),
    Generated("omraden/index.md", "areas.md", "omrade", "data/areas.yml"),
    Generated("omraden/tillagg.md", "additions.md", "omrade", ADDITIONS, order=900),
    Generated("system/index.md", "systems.md", "system", "data/systems.yml"),
    Generated("styrdokument/index.md", "documents.md", "styrdokument", "data/documents.yml"),
    Generated("styrdokument/lagar/index.md", "laws.md", "lag", "data/laws.yml"),
    Generated("ordlista/index.md", "glossary.md", "ordlista", "data/glossary.yml"),
    Generated("fragor/index.md", "questions.md", "fraga", VOCAB_PATH),
    Generated("kontakt/funktioner.md", "contacts.md", "kontakt", "data/contacts.yml", order=800),
    Generated(
        "kontakt/kommun/index.md", "municipalities.md", "kontakt", "data/municipalities.yml", order=810, in_search=False
    ),
    Generated("kontakt/omrade/index.md", "area-sheets.md", "kontakt", "data/areas.yml", order=820, in_search=False),
    Generated("utbildning/kurser.md", "courses.md", "utbildning", "data/courses/", order=900),
    Generated("redaktion/index.md", "editorial.md", "redaktion", "data/gaps.yml", order=0),
    Generated("redaktion/luckor.md", "gaps.md", "redaktion", "data/gaps.yml", order=10),
    Generated("redaktion/kallor.md", "sources.md", "redaktion", "data/sources.yml", order=20),
    Generated("redaktion/granskning.md", "reviews.md", "redaktion", "data/vocab.yml", order=30, in_search=False),
    Generated("sok.md", "search.md", "sok", "data/search.yml", in_search=False),
    Generated("min-start.md", "choice.md", "roll", "data/roles.yml", in_search=False),
    Generated("a-o.md", "a-to-o.md", "ordlista", "data/glossary.yml", in_search=False),
)
"""Pages that gather many records."""

MUNICIPALITY_SHEET = PAGE_OF["municipality"]
AREA_SHEET = "kontakt/omrade/{id}.md"
"""Whom to call at a unit of the region in an area; the area's own page tells what the area is."""

RECORDS = (
    ("role", "role.md", "roll", PAGE_OF["role"]),
    ("forum", "forum.md", "forum", PAGE_OF["forum"]),
    ("area", "area.md", "omrade", PAGE_OF["area"]),
    ("area", "area-sheet.md", "kontakt", AREA_SHEET),
    ("municipality", "municipality.md", "kontakt", MUNICIPALITY_SHEET),
    ("system", "system.md", "system", PAGE_OF["system"]),
    ("law", "law.md", "lag", PAGE_OF["law"]),
    ("topic", "topic.md", "fraga", PAGE_OF["topic"]),
)
"""Kinds of which each record has a page: (kind, template, kind of page, path)."""


def generated_pages(base: Base) -> Iterator[Generated]:
    """Yield every page made from data."""
    yield from LISTS
    for kind, template, page_kind, pattern in RECORDS:
        for record_id in base.records[kind]:
            place = base.places[kind, record_id]
            data = f"{place.document.path}#L{place.mark.line}"
            in_search = pattern not in (MUNICIPALITY_SHEET, AREA_SHEET)
            yield Generated(
                pattern.format(id=record_id), template, page_kind, data, (kind, record_id), pattern, in_search=in_search
            )
    for area in areas_with_additions(base):
        path = COMPARISON.format(id=area.id)
        yield Generated(path, "area-additions.md", "omrade", ADDITIONS, ("area", area.id), order=910, in_search=False)


def former_paths(base: Base, page: Generated) -> tuple[str, ...]:
    """Return the paths a record's page had under its former ids."""
    if not page.record or not page.pattern:
        return ()
    kind, record_id = page.record
    return tuple(page.pattern.format(id=old) for old in base.records[kind][record_id].former_ids)


def all_paths(base: Base) -> set[str]:
    """Return the path of every page of the site, written or made."""
    return set(base.pages) | (base.unread.get("page") or set()) | {page.path for page in generated_pages(base)}
