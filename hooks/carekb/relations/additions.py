"""Local additions: what an area or a municipality adds to a page, and where on the page it stands."""

from __future__ import annotations

from collections.abc import Iterable

from ..base.addresses import name
from ..base.base import Base
from ..base.pages import SourceAddition
from ..language.alphabet import sort_key
from ..model.records.organisation import Area
from ..source.markdown import MarkdownSource

COMPARISON = "omraden/{id}/tillagg.md"
"""The page that shows all additions of an area side by side; made only where there are any."""


def place_kind(base: Base, place: str) -> str | None:
    """Return whether the id `place` is an `area` or a `municipality`, or None where it is neither."""
    return next((kind for kind in ("area", "municipality") if place in base.records[kind]), None)


def place_name(base: Base, place: str, lang: str) -> str:
    """Return what an area or municipality is called."""
    return name(base, place_kind(base, place) or "", place, lang)


def area_of(base: Base, place: str) -> str | None:
    """Return the area that a place is or lies in; None for a municipality whose area is not established."""
    return place if place in base.areas else base.municipalities[place].area


def additions_to(base: Base, page: str) -> list[SourceAddition]:
    """Return the additions to a page: areas before municipalities, each in Swedish order."""
    return _sorted(base, (a for a in base.additions.values() if a.meta.page == page))


def additions_in(base: Base, area: str) -> dict[str, list[SourceAddition]]:
    """Return the additions of an area and of its municipalities, by the page they add to."""
    return _by_page(_sorted(base, (a for a in base.additions.values() if area_of(base, a.place) == area)))


def additions_of(base: Base, place: str) -> dict[str, list[SourceAddition]]:
    """Return the additions of one area or municipality, without those of others, by page."""
    return _by_page(_sorted(base, (a for a in base.additions.values() if a.place == place)))


def all_additions(base: Base) -> dict[str, list[SourceAddition]]:
    """Return every addition by page."""
    return _by_page(_sorted(base, base.additions.values()))


def areas_with_additions(base: Base) -> list[Area]:
    """Return the areas that have additions, or whose municipalities have."""
    places = {area_of(base, a.place) for a in base.additions.values() if place_kind(base, a.place)}
    return [area for area in base.areas.values() if area.id in places]


def comparison_of(base: Base, place: str) -> str | None:
    """Return the page where a place's additions stand beside those of its area, or None outside every area."""
    area = area_of(base, place)
    return COMPARISON.format(id=area) if area else None


# --- what the page said


# --- where it stands


def anchors(source: MarkdownSource) -> list[tuple[int, str]]:
    """Return (level, anchor) of the headings of a page, in order."""
    return [(heading.level, heading.anchor) for heading in source.reading.headings]


def _by_page(additions: Iterable[SourceAddition]) -> dict[str, list[SourceAddition]]:
    pages: dict[str, list[SourceAddition]] = {}
    for addition in additions:
        pages.setdefault(addition.meta.page, []).append(addition)
    return dict(sorted(pages.items()))


def _sorted(base: Base, additions: Iterable[SourceAddition]) -> list[SourceAddition]:
    def key(addition: SourceAddition) -> tuple[bool, tuple[str, str], str]:
        kind = place_kind(base, addition.place)
        return (
            kind != "area",
            sort_key(place_name(base, addition.place, "sv")) if kind else ("", ""),
            addition.meta.title,
        )

    return sorted(additions, key=key)
