"""Opening hours as a timetable: the week, and every date of the coming 13 months that differs from it.

Times are wall-clock minutes in Europe/Stockholm, so that a change to or from summer time moves nothing.
What is open now only the reader's clock can say: `overrides/assets/contact.js` reads the timetable.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args

from ..days.holidays import special_days
from ..days.in_words import add_months
from ..model.records.organisation import Hours, Opening

MONTHS = 13
DAY = 24 * 60
WEEKDAYS: tuple[str, ...] = get_args(get_args(Opening.model_fields["days"].annotation)[0])

Spans = tuple[tuple[int, int], ...]
"""(opens, closes) in minutes from the date's midnight, in order; past 1440 is the next day."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a function answers, until `last`, the last day it is known for."""

    week: tuple[Spans, ...]
    """Seven days from Monday."""
    dates: dict[date, Spans]
    """Dates that differ from their weekday; no spans means closed."""
    last: date

    def plain(self) -> dict[str, Any]:
        """Return it as the reader's script takes it: `w` the week, `x` the dates that differ, `t` the last day."""
        return {
            "w": self.week,
            "x": {day.isoformat(): spans for day, spans in self.dates.items()},
            "t": self.last.isoformat(),
        }


def timetable(hours: Hours, today: date) -> Timetable:
    """Return the timetable from yesterday, whose night may still go on, until 13 months from `today`."""
    first, last = today - timedelta(days=1), add_months(today, MONTHS)
    week = tuple(_weekday(hours, name) for name in WEEKDAYS)
    dates: dict[date, Spans] = {}
    for day, kind in special_days(first, last).items():
        usual = week[day.weekday()]
        if kind == "half":
            spans = _until(usual, minutes(hours.half_days_close)) if hours.half_days_close else usual
        else:
            rule = hours.holidays if kind == "holiday" else hours.eves
            spans = () if rule == "stangt" else usual
        if spans != usual:
            dates[day] = spans
    for own in own_dates(hours):
        dates[own] = tuple(
            sorted(
                span(each.opens, each.closes) for each in hours.dates if each.date == own and each.opens and each.closes
            )
        )
    return Timetable(week, {day: spans for day, spans in sorted(dates.items()) if first <= day <= last}, last)


def own_dates(hours: Hours) -> list[date]:
    """Return the dates with hours of their own, in order."""
    return sorted({each.date for each in hours.dates})


def minutes(clock: str) -> int:
    """Return `08:30` as minutes from midnight."""
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def span(opens: str, closes: str) -> tuple[int, int]:
    """Return two times of day as a span; closing at or before opening is on the next day."""
    start, end = minutes(opens), minutes(closes)
    return start, end if end > start else end + DAY


def week_lines(hours: Hours) -> list[tuple[list[tuple[str, str]], list[tuple[str, str]]]]:
    """Return the week for people: (runs of weekdays (first, last), times (opens, closes)), in the file's order."""
    lines: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for opening in hours.weekly:
        days = tuple(sorted(opening.days, key=WEEKDAYS.index))
        lines.setdefault(days, []).append((opening.opens, opening.closes))
    return [(_runs(days), times) for days, times in lines.items()]


def _runs(days: tuple[str, ...]) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for day in days:
        if runs and WEEKDAYS.index(runs[-1][1]) == WEEKDAYS.index(day) - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _weekday(hours: Hours, name: str) -> Spans:
    return tuple(sorted(span(each.opens, each.closes) for each in hours.weekly if name in each.days))


def _until(spans: Spans, end: int) -> Spans:
    return tuple((start, min(stop, end)) for start, stop in spans if start < end)
