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
class SpokenPeriod:
    """A start, and an end where one was said."""

    start: datetime
    end: datetime | None = None
    is_rolled: bool = False
    """Whether the end is on the next day only because its clock time is the earlier one."""


_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_WEEKDAYS_SHORT = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NEAR = {
    **{"i förrgår": -2, "i går": -1, "i dag": 0, "i morgon": 1, "i övermorgon": 2},
    **{"i morse": 0, "i förmiddags": 0, "i förmiddag": 0, "i eftermiddags": 0, "i eftermiddag": 0, "i kväll": 0},
}
_NUMBERS = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "halv": 0.5}
_UNITS = {"m": timedelta(minutes=1), "t": timedelta(hours=1), "d": timedelta(days=1), "v": timedelta(days=7)}
_NOON = 12
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
# A part of a day after the day, "i morgon kväll 18"; in the later ones 8 may be meant as 20.
_PART = re.compile(r"(?:på )?(?P<part>bitti|morgon(?:en)?|förmiddag(?:en)?|eftermiddag(?:en)?|kväll(?:en)?)(?: |$)")
_LATE = ("i eftermiddag", "i kväll", "eftermiddag", "kväll")
# Clock times before the day, "kl 18–20 i morgon", "18.30 den 24/11".
_TIME = r"(?:kl(?:ockan|\.)? ?)?\d{1,2}(?:[.:]?\d{2})?"
_DAY_LAST = re.compile(
    rf"(?P<time>{_TIME}(?: ?[-–—] ?{_TIME}| till {_TIME}| och {_TIME})?) (?P<day>(?:i |på |den )?\D.*|(?:den )?\d.*)"
)
_SHORT = re.compile(r"(?<=\d) ?- ?(?=(?:kl(?:ockan|\.)? ?)?\d{1,2}(?:[.:]?\d{2})?(?: (?:sommartid|vintertid))?$)")
# How long it lasts, as times are read back: "kl. 18.00–20.00 (2 timmar)."
_LENGTH = re.compile(r" ?\((?!sommartid|vintertid)[^()]*\)\.?$")
_YEARS = range(2000, 2101)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_SLASH_DAY = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:[ /-](?P<year>\d{4}))?(?![\d:.])")
_WORD_DAY = re.compile(
    rf"(?:den )?(?P<day>\d{{1,2}})(?::e)? (?P<name>{'|'.join(_MONTHS)})[a-zå]*\.?(?: (?P<year>\d{{4}}))?(?![\d:.])"
)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2}(?::\d{2})?)(z|[+-]\d{2}:\d{2})?")
_HELP = 'Skriv till exempel "nu", "i morgon 18–20", "torsdag 18.30" eller "24 november 18–20".'


def period(text: str, now: datetime) -> SpokenPeriod:
    """Return the period that `text` means when it is said at `now`. Raises Unclear."""
    try:
        found = _period(text, now)
    except (OverflowError, OSError):
        found = None
    if found is None or not {found.start.year, (found.end or found.start).year} <= {*_YEARS}:
        raise Unclear(f'"{text.strip()[:60]}" ligger för långt bort. Kontrollera året.')
    return found


def _period(text: str, now: datetime) -> SpokenPeriod:
    words = _day_first(_plain(text), now)
    if not words:
        raise Unclear(f"Tiden saknas. {_HELP}")
    first, second = _halves(words)
    start, day = _moment(first, now.astimezone(ZONE), None)
    start = _fixed(start)
    if second is None:
        return SpokenPeriod(start)
    end, _ = _moment(second, now.astimezone(ZONE), day)
    is_rolled = _fixed(end) <= start and not _names_day(second)
    if is_rolled:
        # "22–02" ends on the next day.
        end, _ = _moment(second, now.astimezone(ZONE), day + timedelta(days=1))
    end = _fixed(end)
    if end <= start:
        raise Unclear(
            f'"{text.strip()}" slutar innan det börjar. Skriv båda dagarna, till exempel "24/11 22 – 25/11 02".'
        )
    return SpokenPeriod(start, end, is_rolled)


def moment(text: str, now: datetime) -> datetime:
    """Return the single moment that `text` means when it is said at `now`. Raises Unclear."""
    found = period(text, now)
    if found.end:
        raise Unclear(f'"{text.strip()}" är två tider. Skriv en.')
    return found.start


def _plain(text: str) -> str:
    """Return the text in one spelling: small letters, single spaces, one dash, "i dag" in two words."""
    words = " ".join(text.lower().replace("\u00a0", " ").replace(",", " ").split())
    words = _LENGTH.sub("", words).removesuffix(".").removeprefix("sedan ")
    words = re.sub(r"\((sommartid|vintertid)\)", r"\1", re.sub(r"\b(?:mellan|från)\b ?", "", words)).strip()
    for together in ("förrgår", "igår", "idag", "ikväll", "imorgon", "imorrn", "imorron", "iövermorgon"):
        apart = {"förrgår": "förrgår", "imorrn": "i morgon", "imorron": "i morgon"}.get(together, f"i {together[1:]}")
        words = re.sub(rf"\b{together}\b", apart, words)
    return re.sub(r"\bi ?morr(?:o?n)\b", "i morgon", words)


def _halves(words: str) -> tuple[str, str | None]:
    """Split at what stands between two times; the dashes inside 2026-11-24 are not that."""
    for pattern in (re.compile(r" ?[–—] ?"), re.compile(r" - "), re.compile(r" (?:till|och) "), _SHORT):
        if pattern is _SHORT and _ISO_DAY.fullmatch(words):
            continue
        parts = pattern.split(words)
        if len(parts) == 2 and all(parts):
            return parts[0], parts[1]
        if len(parts) > 2:
            raise Unclear(f'"{words}" har för många streck. {_HELP}')
    return words, None


def _day_first(words: str, now: datetime) -> str:
    """Return "i morgon kl 18–20" for "kl 18–20 i morgon"; what does not end with a day is left as it is."""
    match = _DAY_LAST.fullmatch(words)
    if not match:
        return words
    said, rest = _day(match["day"], now.astimezone(ZONE))
    return f"{match['day']} {match['time']}" if said and not rest else words


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
        zoned = datetime.fromisoformat(match[0].upper())
    except ValueError:
        raise Unclear(f'"{match[0]}" finns inte. Kontrollera datum och klockslag.') from None
    if not match[3]:
        return _on_clock(day, clock.hour, clock.minute, None), day
    return zoned.astimezone(ZONE), day


def _day(words: str, now: datetime) -> tuple[date | None, str]:
    """Return the day that begins `words`, if they begin with one, and what follows."""
    for name, days in _NEAR.items():
        if words == name or words.startswith(f"{name} "):
            day, rest = now.date() + timedelta(days=days), words.removeprefix(name).strip()
            return day, _within_day(rest, name if name.startswith(_LATE) else "")
    if words.startswith("i natt"):
        raise Unclear('"i natt" kan betyda två nätter. Skriv dagen, till exempel "i morgon 01–03".')
    if re.match(r"nästa (?!vecka)", words):
        raise Unclear('"nästa" kan betyda två veckor. Skriv datumet, till exempel "3 december 18–20".')
    weekday = re.match(r"(?:på |nu på )?(mån|tis|ons|tors|fre|lör|sön)(?:dag)?(?:en)?\.?(?: |$)", words)
    if weekday:
        number, rest = _WEEKDAYS_SHORT.index(weekday[1]), words[weekday.end() :].strip()
        on, after = _dated(rest, now)
        if on is None:
            return _weekday(number, now, _within_day(rest))
        if on.weekday() != number:
            written = f"{on.day}/{on.month} {on.year}"
            raise Unclear(f"{written} är en {_WEEKDAYS[on.weekday()]}, inte en {_WEEKDAYS[number]}. Rätta den ena.")
        return on, after
    return _dated(words, now)


def _dated(words: str, now: datetime) -> tuple[date | None, str]:
    """Return the date that begins `words`, if they begin with one, and what follows."""
    for pattern in (_ISO_DAY, _SLASH_DAY, _WORD_DAY):
        if match := pattern.match(words.removeprefix("den ")):
            month = _MONTHS.index(match["name"]) + 1 if "name" in match.groupdict() else int(match["month"])
            year = int(match["year"]) if match["year"] else None
            rest = words.removeprefix("den ")[match.end() :].strip()
            return _date(int(match["day"]), month, year, now.date()), _within_day(rest)
    return None, words


def _within_day(rest: str, late: str = "") -> str:
    """Return what follows a part of the day; 8 in the evening must be written as 20."""
    if match := _PART.match(rest):
        rest, late = rest[match.end() :].strip(), match["part"] if match["part"].startswith(_LATE) else ""
    clock = _CLOCK.fullmatch(rest.partition(" ")[0] if not late else re.split(r" ?[-–—] ?| till | och ", rest)[0])
    if late and clock and int(clock["hour"]) < _NOON:
        raise Unclear(f'"{late} {rest}" kan betyda två tider. Skriv timmen som {int(clock["hour"]) + _NOON}.')
    return rest


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
