"""Times as coordinators say them, and what is refused because it can mean two things."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from carekb.days.in_words import duration_text, moment_text, period_text, written
from carekb.days.spoken import Unclear, moment, period
from notices import at

NOW = at("2026-11-22 09:15")  # a Sunday


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("nu", "2026-11-22T09:15+01:00"),
        ("Nu ", "2026-11-22T09:15+01:00"),
        ("i morgon 18–20", "2026-11-23T18:00+01:00 2026-11-23T20:00+01:00"),
        ("imorgon kl 18-20", "2026-11-23T18:00+01:00 2026-11-23T20:00+01:00"),
        ("i morgon kl. 18.30 till 20.15", "2026-11-23T18:30+01:00 2026-11-23T20:15+01:00"),
        ("idag 1830", "2026-11-22T18:30+01:00"),
        ("i kväll 20", "2026-11-22T20:00+01:00"),
        ("igår 23:05", "2026-11-21T23:05+01:00"),
        ("i övermorgon 08", "2026-11-24T08:00+01:00"),
        ("18–20", "2026-11-22T18:00+01:00 2026-11-22T20:00+01:00"),
        ("mellan 18 och 20", "2026-11-22T18:00+01:00 2026-11-22T20:00+01:00"),
        ("22–02", "2026-11-22T22:00+01:00 2026-11-23T02:00+01:00"),
        ("på torsdag 18.30", "2026-11-26T18:30+01:00"),
        ("torsdag 22 – fredag 06", "2026-11-26T22:00+01:00 2026-11-27T06:00+01:00"),
        ("24 november 18–20", "2026-11-24T18:00+01:00 2026-11-24T20:00+01:00"),
        ("den 24:e nov. kl 18", "2026-11-24T18:00+01:00"),
        ("24/11 18–20", "2026-11-24T18:00+01:00 2026-11-24T20:00+01:00"),
        ("24/11 22 – 25/11 02", "2026-11-24T22:00+01:00 2026-11-25T02:00+01:00"),
        ("2026-11-24 18:00", "2026-11-24T18:00+01:00"),
        ("2026-11-24 18:00–20:00", "2026-11-24T18:00+01:00 2026-11-24T20:00+01:00"),
        ("2026-07-01T18:00+02:00", "2026-07-01T18:00+02:00"),
        ("2026-07-01T18:00", "2026-07-01T18:00+02:00"),
        ("1 juli 2027 08", "2027-07-01T08:00+02:00"),
        ("3/1 08–09", "2027-01-03T08:00+01:00 2027-01-03T09:00+01:00"),
        ("31 dec 23 – 1 jan 01", "2026-12-31T23:00+01:00 2027-01-01T01:00+01:00"),
        ("31/12 23–01", "2026-12-31T23:00+01:00 2027-01-01T01:00+01:00"),
        ("i morgon 24.00", "2026-11-24T00:00+01:00"),
        ("om 2 timmar", "2026-11-22T11:15+01:00"),
        ("om en halvtimme", "2026-11-22T09:45+01:00"),
        ("för 10 minuter sedan", "2026-11-22T09:05+01:00"),
        ("för en timme sedan", "2026-11-22T08:15+01:00"),
        ("om två dagar", "2026-11-24T09:15+01:00"),
    ],
)
def test_what_people_say_is_understood(said: str, meant: str) -> None:
    found = period(said, NOW)
    assert " ".join(written(one) for one in (found.start, found.end) if one) == meant


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "Tiden saknas."),
        ("snart", "går inte att förstå"),
        ("i morgon", 'saknar klockslag. Lägg till det, till exempel "i morgon 18.00".'),
        ("i morgon 25", "Klockslaget 25.00 finns inte."),
        ("30/2 18", "Datumet 30/2 finns inte."),
        ("nästa torsdag 18", '"nästa" kan betyda två veckor.'),
        ("söndag 18", "I dag är det söndag."),
        ("i natt 02", '"i natt" kan betyda två nätter.'),
        ("25/11 20 – 24/11 18", "slutar innan det börjar"),
        ("18–20–22", "för många streck"),
        ("29 mars 2026 02.30", "finns inte den 29/3"),
        ("25 oktober 2026 02.30", "kommer två gånger den 25/10"),
    ],
)
def test_what_cannot_be_understood_or_means_two_things_is_refused_with_a_way_out(said: str, told: str) -> None:
    with pytest.raises(Unclear, match=re.escape(told)):
        period(said, NOW)


def test_the_hour_that_comes_twice_can_be_said_apart() -> None:
    night = at("2026-10-20 12:00")
    found = period("25/10 02.30 sommartid – 25/10 02.15 vintertid", night)
    assert (written(found.start), written(found.end or NOW)) == ("2026-10-25T02:30+02:00", "2026-10-25T02:15+01:00")


def test_a_span_over_the_change_of_clocks_counts_real_hours() -> None:
    assert moment("om 3 timmar", at("2026-10-25 01:00")) == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)
    assert written(moment("om 2 timmar", at("2026-03-29 01:00"))) == "2026-03-29T04:00+02:00"


def test_a_day_without_a_year_is_the_nearest_one_on_both_sides_of_new_year() -> None:
    assert written(moment("31 dec 23", at("2027-01-02 08:00"))) == "2026-12-31T23:00+01:00"
    assert written(moment("2 jan 08", at("2026-12-31 08:00"))) == "2027-01-02T08:00+01:00"


def test_two_times_are_refused_where_one_is_asked_for() -> None:
    with pytest.raises(Unclear, match="är två tider"):
        moment("18–20", NOW)


# --- read back


def test_times_are_read_back_in_full() -> None:
    found = period("i morgon 18–20", NOW)
    assert period_text(found.start, found.end, "sv") == "måndag 23 november 2026 kl. 18.00–20.00"
    assert period_text(found.start, found.end, "en") == "Monday 23 November 2026, 18:00–20:00"


def test_a_period_over_midnight_names_both_days() -> None:
    found = period("31/12 23–01", NOW)
    assert period_text(found.start, found.end, "sv") == (
        "torsdag 31 december 2026 kl. 23.00 – fredag 1 januari 2027 kl. 01.00"
    )


def test_the_hour_that_comes_twice_says_which_one_it_is() -> None:
    assert moment_text(at("2026-10-25 02:30"), "sv").endswith("kl. 02.30 (sommartid)")
    assert moment_text(at("2026-10-25 02:30", fold=1), "sv").endswith("kl. 02.30 (vintertid)")
    assert moment_text(at("2026-10-25 03:30"), "sv").endswith("kl. 03.30")


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(1, "1 minut"), (60, "1 timme"), (125, "2 timmar 5 minuter"), (1441, "1 dygn 1 minut"), (0, "1 minut")],
)
def test_lengths_are_told_in_words(minutes: int, text: str) -> None:
    from datetime import timedelta

    assert duration_text(timedelta(minutes=minutes), "sv") == text
