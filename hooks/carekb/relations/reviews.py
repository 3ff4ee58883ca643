"""What has been reviewed, what is a draft, and what is due when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ..base.base import Base
from ..days.in_words import add_months, month_text
from ..language.alphabet import sort_key


class Reviewable(Protocol):
    """What a function answers for: a page, an answer, a course, a section's pages made from data."""

    @property
    def owner(self) -> str:
        """The role that answers for it; for a draft, the one that is proposed."""

    @property
    def reviewed(self) -> date | None:
        """The day of the last review; None for a draft."""

    @property
    def review_months(self) -> int:
        """How many months may pass until the next review."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A line of the review calendar: a page, `faq`, `course` or `section`, and when it is due."""

    kind: str
    id: str
    owner: str
    due: date | None


def due(record: Reviewable) -> date | None:
    """Return the last day on which something may be used without a new review; None for a draft."""
    return add_months(record.reviewed, record.review_months) if record.reviewed else None


def oldest_review(records: Iterable[Reviewable]) -> date | None:
    """Return when a page that gathers several was reviewed: as long ago as the oldest, never if one never was."""
    days = [record.reviewed for record in records]
    known = [day for day in days if day]
    return min(known) if known and len(known) == len(days) else None


def reviewables(base: Base) -> Iterator[tuple[str, str, Reviewable]]:
    """Yield (kind, id, record) of everything that is reviewed, in the order of the base."""
    for page in base.pages.values():
        yield "page", page.path, page.meta
    for faq in base.faq.values():
        yield "faq", faq.id, faq
    for course in base.courses.values():
        yield "course", course.id, course
    for section in base.sections.values():
        yield "section", section.id, section


def reviews_by_month(base: Base, lang: str) -> list[tuple[str, list[ReviewItem]]]:
    """Return (month in words, what is to be reviewed in it), soonest first."""
    months: dict[str, list[ReviewItem]] = {}
    dated = [(due(record), ReviewItem(kind, i, record.owner, due(record))) for kind, i, record in reviewables(base)]
    for day, item in sorted(((day, item) for day, item in dated if day), key=lambda pair: pair[0]):
        months.setdefault(month_text(day, lang), []).append(item)
    return list(months.items())


def drafts_by_owner(base: Base, lang: str) -> list[tuple[str, dict[str, list[ReviewItem]]]]:
    """Return (role, {kind: what it is proposed to answer for, and nobody has reviewed}), by the role's name."""
    owners: dict[str, dict[str, list[ReviewItem]]] = {}
    for kind, i, record in reviewables(base):
        if not record.reviewed:
            owners.setdefault(record.owner, {}).setdefault(kind, []).append(ReviewItem(kind, i, record.owner, None))
    return sorted(owners.items(), key=lambda pair: sort_key(base.roles[pair[0]].name.get(lang)))
