"""Local additions: what an area or a municipality adds to a page, and where on the page it stands."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import date

from ..base.addresses import name
from ..base.base import Base
from ..base.pages import Source, SourceAddition, SourcePage, outside_fences
from ..language.alphabet import sort_key
from ..model.fields import Record
from ..model.records.organisation import Area
from ..site.expand import plain
from ..source.markdown import headings
from ..source.shortcodes import Shortcode, find

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


def fingerprint(base: Base, page: SourcePage) -> str:
    """Return 12 hexadecimal digits that change when the Swedish page does.

    Counted are the words a reader meets: the text with each shortcode as its words, and the records behind blocks.
    Line breaks, review dates and sources are not counted.
    """
    parts = [page.meta.title, page.meta.description]
    for line in page.source.body.split("\n"):
        try:
            blocks = [code for code in find(line) if code.is_block]
            parts += [_record(base, code) for code in blocks] or [plain(line, base, "sv")]
        except KeyError:  # a shortcode that names nothing is reported where it stands
            parts.append(line)
    words = " ".join(" ".join(parts).split())
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _record(base: Base, code: Shortcode) -> str:
    """Return what a block shortcode shows, as text that changes with it."""
    shown: list[Record]
    if code.kind == "steg":
        shown = [base.steps[code.target]]
    elif code.kind == "kontaktvag":
        shown = [contact for contact in base.contacts.values() if code.target in contact.topics]
    else:
        shown = [table[code.target] for table in (base.figures, base.processes) if code.target in table]
    values = [record.model_dump(mode="json", exclude={"sources", "gaps"}) for record in shown]
    return json.dumps([code.kind, code.target, values], ensure_ascii=False, sort_keys=True)


def is_stale(base: Base, addition: SourceAddition) -> bool:
    """Whether the page has changed since the addition was reviewed against it."""
    page = base.pages.get(addition.meta.page)
    return bool(page and addition.meta.fingerprint != fingerprint(base, page))


def confirmed(text: str, today: date, said: str) -> str:
    """Return the file of an addition as reviewed `today` against a page with the fingerprint `said`.

    Only those two lines of the front matter are touched, so that comments and the rest stay as they were written.
    """
    first, head, body = text.split("---\n", 2)
    for key, value in (("reviewed", today.isoformat()), ("fingerprint", said)):
        line = re.compile(rf"^{key}:.*$", re.MULTILINE)
        head = line.sub(f"{key}: {value}", head) if line.search(head) else f"{head}{key}: {value}\n"
    return "---\n".join((first, head, body))


# --- where it stands


def anchors(source: Source) -> list[tuple[int, str]]:
    """Return (level, anchor) of the headings of a page, in order."""
    return [(level, anchor) for _, level, _, anchor in headings(source.lines())]


def weave(body: str, page: SourcePage, added: Iterable[tuple[SourceAddition, str]]) -> str:
    """Return the Markdown of a page with its additions, each (addition, Markdown), at the end of its section.

    An addition names the Swedish heading. A translation has the heading in the same place; where it has not, the
    addition stands last on the page.
    """
    lines = body.rstrip("\n").split("\n")
    found = list(headings(outside_fences(lines, 0)))
    swedish = anchors(page.source)
    before: dict[int, list[str]] = {}
    for addition, text in added:
        order = next((n for n, (_, anchor) in enumerate(swedish) if anchor == addition.meta.after), None)
        if order is not None and (order >= len(found) or found[order][1] != swedish[order][0]):
            order = None
        end = len(lines)
        if order is not None:
            level = found[order][1]
            end = next((line for line, other, *_ in found[order + 1 :] if other <= level), end)
        before.setdefault(end, []).append(text)
    for place in sorted(before, reverse=True):
        lines[place:place] = ["", *"\n\n".join(text.strip("\n") for text in before[place]).split("\n"), ""]
    return "\n".join(lines) + "\n"


def indented(text: str, steps: int = 1) -> str:
    """Return Markdown as the content of a box: every line that is not empty set in by four spaces a step."""
    return "\n".join(f"{'    ' * steps}{line}" if line else "" for line in text.strip("\n").split("\n"))


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
