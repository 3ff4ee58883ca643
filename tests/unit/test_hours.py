"""Opening hours: the week, the days that differ, and how far ahead they are known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from carekb.days.holidays import special_days
from carekb.model.records.organisation import Hours
from carekb.relations.hours import Timetable, minutes, span, timetable, week_lines
from conftest import ROOT, TODAY

KNOWN = ROOT / "tests" / "fixtures" / "almanac.txt"
WORKDAYS = ["mandag", "tisdag", "onsdag", "torsdag", "fredag"]
OFFICE = ((480, 990),)


def office(**more: Any) -> Hours:
    return Hours.model_validate(
        {"weekly": [{"days": WORKDAYS, "opens": "08:00", "closes": "16:30"}], "confirmed": "false", **more}
    )


def spans(table: Timetable, day: date) -> tuple[tuple[int, int], ...]:
    return table.dates.get(day, table.week[day.weekday()])


def test_the_almanac_is_that_of_the_library_for_twenty_one_years() -> None:
    known = [line.split() for line in KNOWN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = special_days(date(2024, 1, 1), date(2044, 12, 31))
    assert [[day.isoformat(), kind] for day, kind in found.items()] == known


def test_the_almanac_holds_both_ends_and_no_ordinary_sunday() -> None:
    assert special_days(date(2026, 12, 24), date(2026, 12, 25)) == {
        date(2026, 12, 24): "eve",
        date(2026, 12, 25): "holiday",
    }
    assert special_days(date(2026, 11, 22), date(2026, 11, 30)) == {}


def test_a_half_day_that_is_also_a_holiday_is_a_holiday() -> None:
    ascension_day_and_walpurgis_night = date(2285, 4, 30)
    assert special_days(ascension_day_and_walpurgis_night, ascension_day_and_walpurgis_night) == {
        ascension_day_and_walpurgis_night: "holiday"
    }


def test_an_office_is_closed_on_holidays_and_eves_over_the_new_year() -> None:
    table = timetable(office(), TODAY)
    shut = [day for day in (date(2026, 12, 23) + timedelta(days=n) for n in range(16)) if not spans(table, day)]
    assert shut == [
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2026, 12, 27),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2027, 1, 2),
        date(2027, 1, 3),
        date(2027, 1, 6),
    ]


def test_a_half_day_closes_earlier_but_never_later_than_usual() -> None:
    table = timetable(office(half_days_close="12:00"), TODAY)
    assert spans(table, date(2027, 1, 5)) == ((480, 720),)
    assert date(2027, 1, 5) not in timetable(office(half_days_close="18:00"), TODAY).dates
    assert spans(timetable(office(half_days_close="07:00"), TODAY), date(2027, 1, 5)) == ()


def test_a_service_that_never_rests_has_no_dates_that_differ() -> None:
    always = {"weekly": [{"days": [*WORKDAYS, "lordag", "sondag"], "opens": "00:00", "closes": "24:00"}]}
    hours = Hours.model_validate(
        {**always, "holidays": "som-vanligt", "eves": "som-vanligt", "confirmed": "true", "checked": "2026-11-01"}
    )
    table = timetable(hours, TODAY)
    assert table.dates == {}
    assert table.week == (((0, 1440),),) * 7


def test_a_date_of_its_own_goes_before_holidays_and_may_open_twice() -> None:
    dates = [
        {"date": "2026-12-24", "opens": "13:00", "closes": "15:00"},
        {"date": "2026-12-24", "opens": "08:00", "closes": "10:00"},
        {"date": "2026-12-23"},
        {"date": "2025-01-01", "opens": "08:00", "closes": "10:00"},
    ]
    table = timetable(office(dates=dates), TODAY)
    assert spans(table, date(2026, 12, 24)) == ((480, 600), (780, 900))
    assert spans(table, date(2026, 12, 23)) == ()
    assert date(2025, 1, 1) not in table.dates


def test_the_timetable_begins_yesterday_and_ends_after_thirteen_months() -> None:
    table = timetable(office(), date(2026, 12, 26))
    assert next(iter(table.dates)) == date(2026, 12, 25)
    assert table.last == date(2028, 1, 26)
    assert date(2028, 1, 6) in table.dates
    assert table.plain()["t"] == "2028-01-26"
    assert table.plain()["x"]["2027-12-24"] == ()


def test_a_time_that_does_not_come_after_opening_is_on_the_next_day() -> None:
    assert span("22:00", "06:00") == (1320, 1800)
    assert span("08:00", "08:00") == (480, 1920)
    assert span("20:00", "24:00") == (1200, 1440)
    assert minutes("08:30") == 510


@pytest.mark.parametrize(
    ("days", "runs"),
    [
        (WORKDAYS, [("mandag", "fredag")]),
        (["torsdag", "tisdag"], [("tisdag", "tisdag"), ("torsdag", "torsdag")]),
        (["sondag", "mandag", "tisdag"], [("mandag", "tisdag"), ("sondag", "sondag")]),
    ],
)
def test_weekdays_in_a_row_are_told_as_one(days: list[str], runs: list[tuple[str, str]]) -> None:
    hours = Hours.model_validate(
        {"weekly": [{"days": days, "opens": "08:00", "closes": "12:00"}], "confirmed": "false"}
    )
    assert week_lines(hours) == [(runs, [("08:00", "12:00")])]


def test_times_of_the_same_days_stand_together() -> None:
    weekly = [
        {"days": ["mandag"], "opens": "08:00", "closes": "12:00"},
        {"days": ["mandag"], "opens": "13:00", "closes": "16:00"},
    ]
    hours = Hours.model_validate({"weekly": weekly, "confirmed": "false"})
    assert week_lines(hours) == [([("mandag", "mandag")], [("08:00", "12:00"), ("13:00", "16:00")])]
