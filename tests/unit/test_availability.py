"""How much of a month a system worked, as far as the notices tell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from carekb.model.records.knowledge import Fact
from carekb.relations.availability import agreed, months
from notices import at, notice, update

HOUR = timedelta(hours=1)


def _resolved(start: str, end: str, **more: object) -> object:
    return notice("storning", start, end, updates=[update(start, "undersoks"), update(end, "lost")], **more)


def test_without_notices_nothing_is_known() -> None:
    assert months([], "samsa", at("2026-11-22 09:00")) == []


def test_a_month_before_the_first_notice_is_not_known_rather_than_perfect() -> None:
    rows = months([_resolved("2026-11-02 00:00", "2026-11-02 01:00")], "samsa", at("2026-11-22 00:00"))
    assert [row.first for row in rows][:2] == [date(2026, 11, 1), date(2026, 10, 1)]
    assert len(rows) == 12
    assert rows[0].covered == 20 * 24 * HOUR
    assert rows[0].percent == pytest.approx(100 * (1 - 1 / 480))
    assert rows[1].percent is None


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
