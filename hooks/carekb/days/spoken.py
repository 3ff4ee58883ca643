"""Times as people say them in Swedish: "nu", "i morgon 18–20", "24/11 kl 18.30", "om 2 timmar".

Pure: the present moment is an argument. What can be meant in two ways is refused with words that say how to put it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from .clock import ZONE


class Unclear(ValueError):
    """A time that cannot be read, or can be read in two ways. The text is for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Period:
    """A start, and an end where one was said."""

    start: datetime
    end: datetime | None = None


_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_WEEKDAYS_SHORT = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NEAR = {"i förrgår": -2, "i går": -1, "i dag": 0, "i kväll": 0, "i morgon": 1, "i övermorgon": 2}
_NUMBERS = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "halv": 0.5}
_UNITS = {"m": timedelta(minutes=1), "t": timedelta(hours=1), "d": timedelta(days=1), "v": timedelta(days=7)}
_SEASONS = {"sommartid": 0, "vintertid": 1}

# "om 2 timmar", "för en halvtimme sedan", "om 10 min".
_AWAY = re.compile(
    r"(?P<way>om|för) (?P<count>\d{1,3}|en|ett|två|tre|fyra|fem|sex)? ?(?P<half>halv ?)?"
    r"(?P<unit>minut(?:er)?|min|tim(?:me|mar|mes)?|dygn|dag(?:ar)?|veck(?:a|or))(?: sedan)?"
)
# A clock time: 18, 18.30, 18:30, 1830, with "kl" before it or not, and which of two equal hours is meant.
_CLOCK = re.compile(
    r"(?:kl(?:ockan|\.)? ?)?(?P<hour>\d{1,2})(?:[.:]?(?P<minute>\d{2}))?(?: (?P<season>sommartid|vintertid))?$"
)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_SLASH_DAY = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:[ /-](?P<year>\d{4}))?(?![\d:.])")
_WORD_DAY = re.compile(
    rf"(?:den )?(?P<day>\d{{1,2}})(?::e)? (?P<name>{'|'.join(_MONTHS)})[a-zå]*\.?(?: (?P<year>\d{{4}}))?(?![\d:.])"
)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2}(?::\d{2})?)(z|[+-]\d{2}:\d{2})?")
_HELP = 'Skriv till exempel "nu", "i morgon 18–20", "torsdag 18.30" eller "24 november 18–20".'


def period(text: str, now: datetime) -> Period:
    """Return the period that `text` means when it is said at `now`. Raises Unclear."""
    words = _plain(text)
    if not words:
        raise Unclear(f"Tiden saknas. {_HELP}")
    first, second = _halves(words)
    start, day = _moment(first, now.astimezone(ZONE), None)
    start = _fixed(start)
    if second is None:
        return Period(start)
    end, _ = _moment(second, now.astimezone(ZONE), day)
    if _fixed(end) <= start and not _names_day(second):
        # "22–02" ends on the next day.
        end, _ = _moment(second, now.astimezone(ZONE), day + timedelta(days=1))
    end = _fixed(end)
    if end <= start:
        raise Unclear(
            f'"{text.strip()}" slutar innan det börjar. Skriv båda dagarna, till exempel "24/11 22 – 25/11 02".'
        )
    return Period(start, end)


def moment(text: str, now: datetime) -> datetime:
    """Return the single moment that `text` means when it is said at `now`. Raises Unclear."""
    found = period(text, now)
    if found.end:
        raise Unclear(f'"{text.strip()}" är två tider. Skriv en.')
    return found.start


def _plain(text: str) -> str:
    """Return the text in one spelling: small letters, single spaces, one dash, "i dag" in two words."""
    words = " ".join(text.lower().replace("\u00a0", " ").replace(",", " ").split())
    for together in ("förrgår", "igår", "idag", "ikväll", "imorgon", "imorrn", "imorron", "iövermorgon"):
        apart = {"förrgår": "förrgår", "imorrn": "i morgon", "imorron": "i morgon"}.get(together, f"i {together[1:]}")
        words = re.sub(rf"\b{together}\b", apart, words)
    return re.sub(r"\bi ?morr(?:o?n)\b", "i morgon", words)


def _halves(words: str) -> tuple[str, str | None]:
    """Split at what stands between two times; the dashes inside 2026-11-24 are not that."""
    for pattern in (r" ?[–—] ?", r" - ", r" (?:till|och) ", r"(?<=\d)-(?=\d{1,2}(?:[.:]?\d{2})?$)"):
        if pattern.startswith("(?<") and _ISO_DAY.fullmatch(words):
            continue
        parts = re.split(pattern, words)
        if len(parts) == 2 and all(parts):
            return parts[0].removeprefix("mellan ").removeprefix("från "), parts[1]
        if len(parts) > 2:
            raise Unclear(f'"{words}" har för många streck. {_HELP}')
    return words.removeprefix("från "), None


def _fixed(moment: datetime) -> datetime:
    """Return the moment with its distance to UTC: within one zone Python compares clock times, not points in time."""
    return moment.astimezone(timezone(moment.utcoffset() or timedelta()))


def _names_day(words: str) -> bool:
    return _CLOCK.fullmatch(words) is None


def _moment(words: str, now: datetime, day: date | None) -> tuple[datetime, date]:
    """Return a moment and its day; without a day of its own it is on `day`, or today."""
    if words == "nu":
        at = now.replace(second=0, microsecond=0)
        return at, at.date()
    if match := _AWAY.fullmatch(words):
        return _away(match, now)
    if match := _MOMENT.fullmatch(words):
        return _written(match)
    said, rest = _day(words, now)
    if said is None and not rest:
        raise Unclear(f'"{words}" går inte att förstå som en tid. {_HELP}')
    clock = _CLOCK.fullmatch(rest)
    if not clock:
        if not rest:
            raise Unclear(f'"{words}" saknar klockslag. Lägg till det, till exempel "{words} 18.00".')
        what = "ett klockslag" if said else "en tid"
        raise Unclear(f'"{rest}" går inte att förstå som {what}. {_HELP}')
    on = said or day or now.date()
    return _on_clock(on, int(clock["hour"]), int(clock["minute"] or 0), clock["season"]), on


def _away(match: re.Match[str], now: datetime) -> tuple[datetime, date]:
    count = float(_NUMBERS.get(match["count"] or "en", 0) or match["count"])
    if match["half"]:
        count /= 2
    length = _UNITS[match["unit"][0]] * count
    real = now.astimezone(UTC) + (length if match["way"] == "om" else -length)
    at = real.astimezone(ZONE).replace(second=0, microsecond=0)
    return at, at.date()


def _written(match: re.Match[str]) -> tuple[datetime, date]:
    """Read the form of the files, `2026-11-24T18:00+01:00`; without a zone it is the time in Sweden."""
    try:
        day, clock = date.fromisoformat(match[1]), time.fromisoformat(match[2])
    except ValueError:
        raise Unclear(f'"{match[0]}" finns inte. Kontrollera datum och klockslag.') from None
    if not match[3]:
        return _on_clock(day, clock.hour, clock.minute, None), day
    return datetime.fromisoformat(match[0].upper()).astimezone(ZONE), day


def _day(words: str, now: datetime) -> tuple[date | None, str]:
    """Return the day that begins `words`, if they begin with one, and what follows."""
    for name, days in _NEAR.items():
        if words == name or words.startswith(f"{name} "):
            return now.date() + timedelta(days=days), words.removeprefix(name).strip()
    if words.startswith("i natt"):
        raise Unclear('"i natt" kan betyda två nätter. Skriv dagen, till exempel "i morgon 01–03".')
    if re.match(r"nästa (?!vecka)", words):
        raise Unclear('"nästa" kan betyda två veckor. Skriv datumet, till exempel "3 december 18–20".')
    weekday = re.match(r"(?:på |nu på )?(mån|tis|ons|tors|fre|lör|sön)(?:dag)?(?: |$)", words)
    if weekday:
        return _weekday(_WEEKDAYS_SHORT.index(weekday[1]), now, words[weekday.end() :].strip())
    for pattern in (_ISO_DAY, _SLASH_DAY, _WORD_DAY):
        if match := pattern.match(words):
            month = _MONTHS.index(match["name"]) + 1 if "name" in match.groupdict() else int(match["month"])
            year = int(match["year"]) if match["year"] else None
            return _date(int(match["day"]), month, year, now.date()), words[match.end() :].strip()
    return None, words


def _weekday(number: int, now: datetime, rest: str) -> tuple[date, str]:
    days = (number - now.weekday()) % 7
    if days == 0:
        name = _WEEKDAYS[number]
        raise Unclear(f'I dag är det {name}. Skriv "i dag" eller datumet, så att det inte går att missförstå.')
    return now.date() + timedelta(days=days), rest


def _date(day: int, month: int, year: int | None, today: date) -> date:
    """Return a date; without a year, the one nearest to today, so that 3 January is ahead in December."""
    found = []
    for each in (year,) if year else (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(each, month, day))
        except ValueError:
            continue
    if not found:
        raise Unclear(f"Datumet {day}/{month}{f' {year}' if year else ''} finns inte.")
    return min(found, key=lambda one: abs((one - today).days))


def _on_clock(day: date, hour: int, minute: int, season: str | None) -> datetime:
    if hour == 24 and minute == 0:
        day, hour = day + timedelta(days=1), 0
    shown, date_ = f"{hour:02}.{minute:02}", f"{day.day}/{day.month}"
    if hour > 23 or minute > 59:
        raise Unclear(f"Klockslaget {shown} finns inte.")
    first = datetime.combine(day, time(hour, minute), ZONE)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise Unclear(f"Klockan {shown} finns inte den {date_}: klockorna ställs fram från 02.00 till 03.00.")
    if season is None:
        raise Unclear(
            f"Klockan {shown} kommer två gånger den {date_}, när klockorna ställs tillbaka. "
            f'Skriv "{shown} sommartid" för den första eller "{shown} vintertid" för den andra.'
        )
    return first if _SEASONS[season] == 0 else second
