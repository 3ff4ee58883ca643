"""The clock is Swedish, and can be stopped."""

from __future__ import annotations

from datetime import date

import pytest

from carekb.days.clock import ClockError, now, today


def test_kb_today_stops_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_TODAY", "2026-07-01")
    assert today() == date(2026, 7, 1)
    assert now().isoformat() == "2026-07-01T00:00:00+02:00"


def test_the_epoch_is_told_in_swedish_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_TODAY")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782860400")
    assert now().isoformat() == "2026-07-01T01:00:00+02:00"
    assert today() == date(2026, 7, 1)


def test_without_either_the_clock_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_TODAY")
    assert now() <= now()
    assert now().utcoffset() is not None


@pytest.mark.parametrize(
    ("name", "written"), [("KB_TODAY", "22/11"), ("SOURCE_DATE_EPOCH", "x"), ("SOURCE_DATE_EPOCH", "9" * 30)]
)
def test_a_date_that_cannot_be_read_is_told_in_swedish(
    name: str, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KB_TODAY")
    monkeypatch.setenv(name, written)
    with pytest.raises(ClockError, match=f"{name} är"):
        today()
