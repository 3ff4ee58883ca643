"""Swedish order, dates and slugs."""

from __future__ import annotations

from datetime import date

import pytest

from carekb.days.in_words import add_months, date_text, month_text
from carekb.language.alphabet import first_upper, slug, sort_key


def test_the_letters_a_ring_a_umlaut_and_o_umlaut_come_after_z_in_that_order() -> None:
    words = ["Öckerö", "Åmål", "Ale", "Älvsborg", "Zinkgruvan", "öppenvård"]
    assert sorted(words, key=sort_key) == ["Ale", "Zinkgruvan", "Åmål", "Älvsborg", "Öckerö", "öppenvård"]


def test_accents_and_capitals_do_not_move_a_word() -> None:
    assert sorted(["idéer", "idealet", "IDE"], key=sort_key) == ["IDE", "idealet", "idéer"]


def test_a_letter_written_with_a_combining_mark_sorts_as_the_letter() -> None:
    assert sort_key("A\u030amål")[0] == sort_key("Åmål")[0]


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 20), 12, date(2027, 11, 20)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(start: date, months: int, expected: date) -> None:
    assert add_months(start, months) == expected


def test_dates_are_written_in_words_in_both_languages() -> None:
    assert date_text(date(2026, 11, 2), "sv") == "2 november 2026"
    assert date_text(date(2026, 12, 31), "en") == "31 December 2026"
    assert [month_text(date(2026, m, 1), "en").split()[0] for m in (1, 9, 10, 11, 12)] == [
        "January",
        "September",
        "October",
        "November",
        "December",
    ]


def test_a_slug_is_ascii_kebab_case() -> None:
    assert slug("Fast vårdkontakt – på Öckerö (ny)!") == "fast-vardkontakt-pa-ockero-ny"


def test_only_the_first_letter_becomes_large() -> None:
    assert first_upper("översikt för SIP") == "Översikt för SIP"
    assert first_upper("eTjänstekort på kort") == "eTjänstekort på kort"
    assert first_upper("") == ""
