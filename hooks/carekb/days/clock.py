"""The clock: the only place that asks what day it is.

`KB_TODAY=2026-11-22` or `SOURCE_DATE_EPOCH` in the environment stops it, so that two builds can be the same.
"""

from __future__ import annotations

import os
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Stockholm")


class ClockError(ValueError):
    """`KB_TODAY` or `SOURCE_DATE_EPOCH` cannot be read. The text is for the editor."""


def now() -> datetime:
    """Return the present moment in Sweden; a stopped clock gives the start of `KB_TODAY`, or the epoch's moment."""
    if written := os.environ.get("KB_TODAY"):
        try:
            return datetime.combine(date.fromisoformat(written), time(), ZONE)
        except ValueError:
            message = f'KB_TODAY är "{written}" och inte ett datum. Skriv år-månad-dag, till exempel 2026-11-22.'
            raise ClockError(message) from None
    if written := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(written), ZONE)
        except (ValueError, OverflowError, OSError):
            message = f'SOURCE_DATE_EPOCH är "{written}" och inte ett antal sekunder sedan 1970.'
            raise ClockError(message) from None
    return datetime.now(ZONE)


def today() -> date:
    """Return today's date in Sweden."""
    return now().date()
