"""Times in words: days, clock times, periods and durations as a Swedish reader meets them, and in English.

Always the time in Sweden. The hour that comes twice when summer time ends says which of the two it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from ..languages import Words, words
from .clock import ZONE


def local(moment: datetime) -> datetime:
    """Return the same moment on the clocks of Sweden."""
    return moment.astimezone(ZONE)


def written(moment: datetime) -> str:
    """Return a moment as it stands in a file: `2026-11-24T18:00+01:00`."""
    here = local(moment)
    return here.isoformat(timespec="seconds" if here.second else "minutes")


def day_text(moment: datetime, lang: str) -> str:
    """Return `tisdag 24 november 2026`."""
    here = local(moment)
    return f"{list(_times(lang)['days'].values())[here.weekday()]} {date_text(here.date(), lang)}"


def clock_text(moment: datetime, lang: str) -> str:
    """Return `18.00`, in English `18:00`; in the hour that comes twice also which one."""
    here = local(moment)
    times = _times(lang)
    text = f"{here.hour:02}{times['clock_sign']}{here.minute:02}"
    if here.utcoffset() != here.replace(fold=1 - here.fold).utcoffset():
        text += times["winter_time" if here.fold else "summer_time"]
    return text


def moment_text(moment: datetime, lang: str) -> str:
    """Return `tisdag 24 november 2026 kl. 18.00`."""
    return str(_times(lang)["at"]).format(day=day_text(moment, lang), clock=clock_text(moment, lang))


def period_text(start: datetime, end: datetime | None, lang: str) -> str:
    """Return `tisdag 24 november 2026 kl. 18.00–20.00`, with both days where they differ."""
    if not end:
        return moment_text(start, lang)
    if local(start).date() == local(end).date():
        return f"{moment_text(start, lang)}–{clock_text(end, lang)}"
    return f"{moment_text(start, lang)} – {moment_text(end, lang)}"


def periods_text(periods: Sequence[tuple[datetime, datetime]], lang: str) -> str:
    """Return `tisdag 24 november 2026 kl. 08.00–09.30 och kl. 15.30–17.00`: the day is said once."""
    texts: list[str] = []
    day = None
    for start, end in periods:
        text = period_text(start, end, lang)
        days = {local(start).date(), local(end).date()}
        texts.append(text.removeprefix(day_text(start, lang)).removeprefix(",").strip() if days == {day} else text)
        day = local(end).date() if len(days) == 1 else None
    return str(_times(lang)["and"]).join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def duration_text(length: timedelta, lang: str) -> str:
    """Return `1 dygn 2 timmar 5 minuter`; less than a minute is a minute."""
    minutes = max(1, round(length.total_seconds() / 60))
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [
        f"{count} {one if count == 1 else many}"
        for count, (one, many) in zip((days, hours, minutes), _times(lang)["units"].values(), strict=True)
        if count
    ]
    return " ".join(parts)


def between(start: datetime, end: datetime) -> timedelta:
    """Return the real time between two moments: an hour more or less in the nights when the clocks change."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def date_text(day: date, lang: str) -> str:
    """Return `22 november 2026`."""
    return str(_times(lang)["date"]).format(day=day.day, month=_times(lang)["months"][day.month - 1], year=day.year)


def month_text(day: date, lang: str) -> str:
    """Return `november 2026`."""
    return f"{_times(lang)['months'][day.month - 1]} {day.year}"


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - date.resolution).day
    return date(year, month + 1, min(day.day, last))


def _times(lang: str) -> Words:
    times: Words = words(lang)["times"]
    return times
