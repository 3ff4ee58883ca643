"""How much of a month a system worked, as far as the notices tell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from carekb.model.records.knowledge import Fact
from carekb.relations.availability import agreed, months
from notices import at, notice, stamp, update

HOUR = timedelta(hours=1)


def _resolved(start: str, end: str, **more: object) -> object:
    return notice("storning", start, end, updates=[update(start, "undersoks"), update(end, "lost")], **more)


def test_without_notices_nothing_is_known() -> None:
    assert months([], "samsa", at("2026-11-22 09:00")) == []


def test_a_month_before_the_first_notice_is_not_known_rather_than_perfect() -> None:
    rows = months([_resolved("2026-11-02 00:00", "2026-11-02 01:00")], "samsa", at("2026-12-22 00:00"))
    assert [row.first for row in rows][:3] == [date(2026, 12, 1), date(2026, 11, 1), date(2026, 10, 1)]
    assert len(rows) == 12
    assert rows[1].covered == 29 * 24 * HOUR
    assert rows[1].percent == pytest.approx(100 * (1 - 1 / 696))
    assert rows[2].percent is None


@pytest.mark.parametrize(
    ("start", "end", "now"),
    [
        ("2026-11-24 09:00", "2026-11-24 18:00", "2026-11-24 18:00"),
        ("2026-11-24 09:00", "2026-11-24 18:00", "2026-12-05 00:00"),
        ("2026-11-24 09:00", "2026-11-24 18:00", "2026-12-20 00:00"),
    ],
)
def test_the_first_outage_of_a_site_is_told_as_time_and_not_as_a_share_of_no_time(
    start: str, end: str, now: str
) -> None:
    rows = months([_resolved(start, end)], "samsa", at(now))
    assert [row.percent for row in rows] == [None] * 12
    assert sum((row.outage for row in rows), timedelta()) == 9 * HOUR


def test_an_outage_on_the_first_night_of_a_month_makes_no_share_of_an_hour() -> None:
    long_ago = _resolved("2026-01-02 00:00", "2026-01-02 01:00", id="forr")
    (row, *_) = months([long_ago, notice("storning", "2026-12-01 00:00")], "samsa", at("2026-12-01 01:00"))
    assert (row.outage, row.percent) == (HOUR, None)


AREAS = ("skaraborg", "fyrbodal", "sodra-alvsborg")


@pytest.mark.parametrize("part", [{"areas": ["skaraborg"]}, {"areas": ["skaraborg", "fyrbodal"]}, {"roles": ["fvk"]}])
def test_an_outage_in_a_part_of_a_system_is_no_outage_of_all_of_it(part: dict[str, list[str]]) -> None:
    local = _resolved("2026-11-10 10:00", "2026-11-10 12:00", **part)
    first = _resolved("2026-01-10 10:00", "2026-01-10 11:00", id="forr")
    (row, *_) = months([first, local], "samsa", at("2026-11-22 00:00"), AREAS)
    assert (row.outage, row.disturbed, row.percent) == (timedelta(), 2 * HOUR, 100)
    assert row.parts == dict.fromkeys(part.get("areas", ()), 2 * HOUR)


def test_an_outage_that_names_every_area_is_one_of_the_whole_system() -> None:
    (row, *_) = months(
        [_resolved("2026-11-10 10:00", "2026-11-10 12:00", areas=list(AREAS))], "samsa", at("2026-11-22 00:00"), AREAS
    )
    assert (row.outage, row.parts) == (2 * HOUR, {})


def test_outages_in_two_areas_at_once_count_once_and_are_told_for_each() -> None:
    one = _resolved("2026-11-10 10:00", "2026-11-10 12:00", id="ett", areas=["skaraborg"])
    other = _resolved("2026-11-10 11:00", "2026-11-10 13:00", id="tva", areas=["fyrbodal"])
    (row, *_) = months([one, other], "samsa", at("2026-11-22 00:00"), AREAS)
    assert (row.outage, row.disturbed) == (timedelta(), 3 * HOUR)
    assert row.parts == {"fyrbodal": 2 * HOUR, "skaraborg": 2 * HOUR}


def test_good_hours_between_two_outages_of_one_notice_count_as_good() -> None:
    back = notice(
        "storning",
        "2026-11-10 08:00",
        updates=[
            update("2026-11-10 08:05", "undersoks"),
            update("2026-11-10 09:30", "lost"),
            update("2026-11-10 15:30", "undersoks"),
            update("2026-11-10 17:00", "lost"),
        ],
    )
    (row, *_) = months([back], "samsa", at("2026-11-22 00:00"))
    assert row.outage == 3 * HOUR


@pytest.mark.parametrize(
    ("updates", "hours"),
    [
        ([update("2026-11-10 21:45", "genomford")], 3.75),
        ([update("2026-11-10 19:15", "genomford")], 1.25),
        ([update("2026-11-11 08:00", "genomford", since=stamp("2026-11-10 20:30"))], 2.5),
        ([update("2026-11-10 18:40", "pagar", since=stamp("2026-11-10 18:30"))], 1.5),
        ([update("2026-11-10 20:30", "pagar", end=stamp("2026-11-10 22:00"))], 4),
    ],
)
def test_a_planned_stop_counts_as_long_as_it_lasted(updates: list[dict[str, object]], hours: float) -> None:
    planned = [update("2026-11-01 08:00", "planerad"), *updates]
    stop = notice("underhall", "2026-11-10 18:00", "2026-11-10 20:00", updates=planned)
    (row, *_) = months([stop], "samsa", at("2026-11-22 00:00"))
    assert row.planned == hours * HOUR


def test_months_with_a_change_of_clocks_have_an_hour_more_or_less() -> None:
    first = _resolved("2025-12-01 00:00", "2025-12-01 01:00")
    rows = {row.first: row.covered for row in months([first], "samsa", at("2026-11-22 00:00"))}
    assert rows[date(2026, 3, 1)] == (31 * 24 - 1) * HOUR
    assert rows[date(2026, 10, 1)] == (31 * 24 + 1) * HOUR
    assert rows[date(2026, 1, 1)] == 31 * 24 * HOUR


def test_an_outage_over_new_year_is_shared_between_the_months() -> None:
    rows = months([_resolved("2026-12-31 22:00", "2027-01-01 03:00")], "samsa", at("2027-01-10 00:00"))
    assert (rows[0].outage, rows[1].outage) == (3 * HOUR, 2 * HOUR)


def test_planned_stops_and_partial_disturbances_do_not_count_as_outage() -> None:
    stop = notice("underhall", "2026-11-10 18:00", "2026-11-10 20:00", id="stopp")
    slow = _resolved(
        "2026-11-11 18:00", "2026-11-11 19:00", id="segt", systems=[{"system": "samsa", "state": "forsamrad"}]
    )
    (row, *_) = months([stop, slow], "samsa", at("2026-11-22 00:00"))
    assert (row.outage, row.disturbed, row.planned, row.percent) == (timedelta(), HOUR, 2 * HOUR, 100)


def test_overlapping_notices_count_once_as_the_worst() -> None:
    one = _resolved("2026-11-10 10:00", "2026-11-10 12:00", id="ett")
    other = _resolved("2026-11-10 11:00", "2026-11-10 13:00", id="tva")
    slow = _resolved(
        "2026-11-10 09:00", "2026-11-10 13:00", id="tre", systems=[{"system": "samsa", "state": "forsamrad"}]
    )
    (row, *_) = months([one, other, slow], "samsa", at("2026-11-22 00:00"))
    assert (row.outage, row.disturbed) == (3 * HOUR, HOUR)


def test_an_outage_that_goes_on_counts_until_now() -> None:
    (row, *_) = months([notice("storning", "2026-11-21 23:00")], "samsa", at("2026-11-22 00:00"))
    assert row.outage == HOUR


def test_the_agreed_level_is_the_number_that_the_fact_begins_with() -> None:
    values = {"id": "x", "sources": ["l1"], "says": {"sv": "x", "en": "x"}, "value": {"sv": "99,9 procent", "en": "x"}}
    assert agreed(Fact.model_validate(values)) == 99.9
    assert agreed(None) is None
