"""The numbers are built here, so that no valid one stands in the repository."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carekb.source.personal_numbers import find


def luhn(nine: str) -> str:
    total = 0
    for place, digit in enumerate(nine):
        value = int(digit) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def number(day: str = "800101", serial: str = "123") -> tuple[str, str]:
    """A valid number as (date, last four)."""
    return day, serial + luhn(day + serial)


DAY, LAST = number()
COORDINATION_DAY, COORDINATION_LAST = number("800161")
SUBSTITUTE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    "written",
    [
        f"{DAY}-{LAST}",
        f"{DAY}+{LAST}",
        f"{DAY}{LAST}",
        f"{DAY} {LAST}",
        f"{DAY} - {LAST}",
        f"{DAY}\u00a0{LAST}",
        f"{DAY}\u2013{LAST}",
        f"{DAY}\u2011{LAST}",
        f"{DAY}\u2212{LAST}",
        f"{DAY}\u00ad{LAST}",
        f"{DAY}\u200b{LAST}",
        f"{DAY}\\-{LAST}",
        f"{DAY}&nbsp;{LAST}",
        f"{DAY}%20{LAST}",
        f"{DAY}-\n{LAST}",
        f"19{DAY}-{LAST}",
        f"19{DAY}{LAST}",
        f"19{DAY} {LAST}",
        f"1980-01-01-{LAST}",
        f"80 01 01 {LAST}",
        f"80 01 01-{LAST}",
        f"{DAY}-{LAST}".translate(SUBSTITUTE),
        f"{COORDINATION_DAY}-{COORDINATION_LAST}",
        f"19{COORDINATION_DAY}{COORDINATION_LAST}",
    ],
)
def test_every_way_of_writing_a_number_is_found_where_it_stands(written: str) -> None:
    text = f"Patienten ({written}), född på åttiotalet."
    [found] = find(text)
    assert text[found.offset : found.offset + found.length] == written


@pytest.mark.parametrize("before", ["", "nr:", "pnr_", "bild-", "/", "=", "("])
def test_a_number_after_punctuation_is_found(before: str) -> None:
    assert [found.offset for found in find(f"{before}{DAY}-{LAST}")] == [len(before)]


def test_a_coordination_number_says_that_it_is_one() -> None:
    text = f"{COORDINATION_DAY}-{COORDINATION_LAST} {DAY}-{LAST}"
    assert [found.is_coordination for found in find(text)] == [True, False]


def test_all_numbers_in_a_list_are_found() -> None:
    assert len(list(find(f"{DAY}-{LAST},{DAY}-{LAST};19{DAY}{LAST}\n{DAY}{LAST}"))) == 4


def test_a_false_start_does_not_hide_the_number_inside_it() -> None:
    day, last = number("010203")
    assert len(list(find(f"19 {day}{last}"))) == 1
    assert len(list(find(f"80 01 {day}-{last}"))) == 1


def test_twenty_ninth_of_february_counts_only_in_a_leap_year() -> None:
    day, last = number("000229")
    assert list(find(f"20{day}{last}"))
    assert not list(find(f"19{day}{last}"))
    day, last = number("010229")
    assert not list(find(f"{day}-{last}"))


@pytest.mark.parametrize(
    "text",
    [
        f"{DAY}-{LAST[:3]}{(int(LAST[3]) + 1) % 10}",
        f"1{DAY}{LAST}",
        f"{DAY}{LAST}1",
        f"a{DAY}{LAST}",
        f"{DAY}{LAST}f",
        f"SE{DAY}{LAST}",
        f"3{DAY}-{LAST}",
        f"0.{DAY}{LAST}",
        f"19{DAY}-{LAST}-4abc-8abc-123456789abc",
        "232100-0131",
        "556016-0680",
        "2017:612",
        "2026-11-22T18:00+01:00",
        "20261122T1800",
        "031-123 45 67",
        "0521-27 50 00",
        "+46 70 123 45 67",
        "+46701234567",
        "https://www.riksdagen.se/sv/dokument-lagar/lag-2017612_sfs-2017-612/",
        "https://web.archive.org/web/20240101123456/https://example.se",
        "978-91-7000-123-4",
        "2026",
        "",
    ],
)
def test_what_only_looks_like_a_number_is_left_alone(text: str) -> None:
    assert not list(find(text))


def test_bare_digits_after_a_word_for_telephone_are_a_telephone_number() -> None:
    day, last = number("070123")
    assert not list(find(f"Telefon: {day}{last}"))
    assert not list(find(f"tel:{day}{last}"))
    assert list(find(f"Telefon: {day}-{last}"))
    assert list(find(f"{day}{last}"))


def test_a_date_followed_by_an_hour_is_left_alone() -> None:
    hits = [hour for hour in range(2400) if list(find(f"2026-11-22 {hour:04}"))]
    assert not hits


@given(
    st.dates(date(1890, 1, 1), date(2050, 1, 1)),
    st.integers(1, 999),
    st.sampled_from(["", "-", "+", " "]),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", " ", "(", "född ", "\n"]),
)
def test_every_valid_number_is_found(
    day: date, serial: int, gap: str, long: bool, coordination: bool, before: str
) -> None:
    digits = f"{day:%y%m}{day.day + 60 * coordination:02}"
    digits, last = number(digits, f"{serial:03}")
    written = f"{f'{day:%Y}'[:2] if long else ''}{digits}{gap}{last}"
    assert [(f.offset, f.length) for f in find(before + written)] == [(len(before), len(written))]


@given(st.text(alphabet="0123456789-+ ab.,\n０Å"))
def test_any_text_can_be_searched_and_finds_do_not_overlap(text: str) -> None:
    end = 0
    for found in find(text):
        assert found.offset >= end
        end = found.offset + found.length
    assert end <= len(text)


def test_no_day_with_a_wrong_check_digit_is_found() -> None:
    first = date(1990, 1, 1)
    for days in range(0, 3000, 7):
        day, last = number(f"{first + timedelta(days):%y%m%d}")
        wrong = last[:3] + str((int(last[3]) + 5) % 10)
        assert not list(find(f"{day}-{wrong}"))
