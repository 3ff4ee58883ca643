"""The Swedish days when people do not work as usual: holidays, eves and half days.

The rules are those of the act on public holidays (1989:253) and of custom. The library `holidays` knows them too, but
takes 0.8 s to import, a third of a build: a test holds these rules against its dates instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from dateutil.easter import easter

DayKind = Literal["holiday", "eve", "half"]
"""A public holiday, an eve that is free by custom, a day that often ends early."""

_ONE = timedelta(days=1)
_SATURDAY = 5
_FIXED: tuple[tuple[int, int, DayKind], ...] = (
    (1, 1, "holiday"),
    (1, 5, "half"),
    (1, 6, "holiday"),
    (4, 30, "half"),
    (5, 1, "holiday"),
    (6, 6, "holiday"),
    (12, 24, "eve"),
    (12, 25, "holiday"),
    (12, 26, "holiday"),
    (12, 31, "eve"),
)
_FROM_EASTER: tuple[tuple[int, DayKind], ...] = (
    (-3, "half"),  # Maundy Thursday
    (-2, "holiday"),
    (-1, "eve"),
    (0, "holiday"),
    (1, "holiday"),
    (39, "holiday"),  # Ascension Day
    (49, "holiday"),  # Whit Sunday
)
_RANK: dict[DayKind, int] = {"half": 0, "eve": 1, "holiday": 2}


def special_days(first: date, last: date) -> dict[date, DayKind]:
    """Return the days from `first` to `last`, both counted, that are not as usual; ordinary Sundays are not among them.

    A day that is two things at once, Walpurgis Night and Ascension Day, is the freer of them.
    """
    found: dict[date, DayKind] = {}
    for year in range(first.year, last.year + 1):
        for day, kind in _year(year):
            if first <= day <= last and _RANK[kind] >= _RANK.get(found.get(day, "half"), 0):
                found[day] = kind
    return dict(sorted(found.items()))


def _year(year: int) -> Iterator[tuple[date, DayKind]]:
    for month, day, kind in _FIXED:
        yield date(year, month, day), kind
    sunday = easter(year)
    for days, kind in _FROM_EASTER:
        yield sunday + timedelta(days=days), kind
    midsummer = _saturday_from(date(year, 6, 20))
    yield midsummer - _ONE, "eve"
    yield midsummer, "holiday"
    all_saints = _saturday_from(date(year, 10, 31))
    yield all_saints - _ONE, "half"
    yield all_saints, "holiday"


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(_SATURDAY - day.weekday()) % 7)
