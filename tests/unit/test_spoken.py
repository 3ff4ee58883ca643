"""Times as coordinators say them, and what is refused because it can mean two things."""

from __future__ import annotations

import contextlib
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carekb.days.in_words import duration_text, moment_text, period_text, written
from carekb.days.spoken import Unclear, moment, period
from notices import at

NOW = at("2026-11-22 09:15")  # a Sunday
PARTS = (
    *("i", "morgon", "i morgon", "kl", "kl.", "18", "20", "18.30", "–", "-", "till", "och", "den", "24/11", "99/99"),
    *("24 november", "tisdag", "tis", "mellan", "från", "för", "om", "2", "timmar", "sedan", "nu", "9999", "0000"),
    *("2026-11-24T18:00+99:00", "9999-12-31T23:59-23:00"),
    *("2026-11-24", "00:00", "24.00", "sommartid", "vintertid", "kväll", "på", "0001-01-01T00:00", "(2 timmar)."),
)


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
        ("tisdag 24/11 18–20", "2026-11-24T18:00+01:00 2026-11-24T20:00+01:00"),
        ("tis 24 november 18–20", "2026-11-24T18:00+01:00 2026-11-24T20:00+01:00"),
        ("tisdag den 24 november kl 18-20", "2026-11-24T18:00+01:00 2026-11-24T20:00+01:00"),
        ("på tisdag den 24/11 18.30", "2026-11-24T18:30+01:00"),
        ("tisdag 2026-11-24 18:00", "2026-11-24T18:00+01:00"),
        ("kl 18-20 i morgon", "2026-11-23T18:00+01:00 2026-11-23T20:00+01:00"),
        ("18.30 den 24/11", "2026-11-24T18:30+01:00"),
        ("18 till 20 på torsdag", "2026-11-26T18:00+01:00 2026-11-26T20:00+01:00"),
        ("kl. 18.00–20.00 den 24 november", "2026-11-24T18:00+01:00 2026-11-24T20:00+01:00"),
        ("i morgon mellan 18 och 20", "2026-11-23T18:00+01:00 2026-11-23T20:00+01:00"),
        ("från kl 18 till kl 20 i morgon", "2026-11-23T18:00+01:00 2026-11-23T20:00+01:00"),
        ("i morgon kväll 18–20", "2026-11-23T18:00+01:00 2026-11-23T20:00+01:00"),
        ("torsdag eftermiddag kl 13", "2026-11-26T13:00+01:00"),
        ("i morgon bitti 7", "2026-11-23T07:00+01:00"),
        ("i morse 8–9", "2026-11-22T08:00+01:00 2026-11-22T09:00+01:00"),
        ("i går kväll 21–22.30", "2026-11-21T21:00+01:00 2026-11-21T22:30+01:00"),
        ("i morgon 18 -20", "2026-11-23T18:00+01:00 2026-11-23T20:00+01:00"),
        ("i morgon kl 18-kl 20.", "2026-11-23T18:00+01:00 2026-11-23T20:00+01:00"),
        ("Tisdag 24 november 2026 kl. 18.00–20.00", "2026-11-24T18:00+01:00 2026-11-24T20:00+01:00"),
        ("Tisdag 24 november 2026 kl. 18.00–20.00 (2 timmar).", "2026-11-24T18:00+01:00 2026-11-24T20:00+01:00"),
        ("Sedan tisdag 24 november 2026 kl. 18.00.", "2026-11-24T18:00+01:00"),
        (
            "Tisdag 24 november 2026 kl. 22.00 – onsdag 25 november 2026 kl. 02.00",
            "2026-11-24T22:00+01:00 2026-11-25T02:00+01:00",
        ),
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
        ("onsdag 24/11 18–20", "24/11 2026 är en tisdag, inte en onsdag."),
        ("tisdag 24/11 22 – torsdag 25/11 02", "25/11 2026 är en onsdag, inte en torsdag."),
        ("i kväll 8", "kan betyda två tider. Skriv timmen som 20."),
        ("i morgon kväll 8–10", "kan betyda två tider. Skriv timmen som 20."),
        ("torsdag eftermiddag kl 3", "kan betyda två tider. Skriv timmen som 15."),
        ("1/1 9999 18", "ligger för långt bort."),
        ("31/12 9999 22–02", "ligger för långt bort."),
        ("0001-01-01 00:00", "ligger för långt bort."),
        ("2026-11-24T18:00+99:00", "finns inte."),
        ("2026-11-24T18:00+24:00", "finns inte."),
        ("29 mars 2026 02.30", "finns inte den 29/3"),
        ("25 oktober 2026 02.30", "kommer två gånger den 25/10"),
    ],
)
def test_what_cannot_be_understood_or_means_two_things_is_refused_with_a_way_out(said: str, told: str) -> None:
    with pytest.raises(Unclear, match=re.escape(told)):
        period(said, NOW)


@given(
    st.integers(0, 60 * 24 * 700),
    st.integers(1, 60 * 72),
)
def test_whatever_the_base_says_of_times_it_understands_itself(ahead: int, minutes: int) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=ahead)
    end = start + timedelta(minutes=minutes)
    for text in (period_text(start, end, "sv"), f"{period_text(start, end, 'sv').capitalize()} (2 timmar)."):
        found = period(text, NOW)
        assert (found.start, found.end) == (start, end), text
    assert moment(moment_text(start, "sv"), NOW) == start


@given(st.text(max_size=60) | st.lists(st.sampled_from(PARTS), max_size=6).map(" ".join))
def test_no_words_make_anything_but_a_time_or_a_sentence_that_says_why_not(said: str) -> None:
    with contextlib.suppress(Unclear):
        found = period(said, NOW)
        assert found.end is None or found.start < found.end


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
    assert duration_text(timedelta(minutes=minutes), "sv") == text
