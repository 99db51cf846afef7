"""Dates and times as pages print them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?(?![a-z])"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Where an abbreviation is used for several zones, the one of the agencies that print it: IST is India's.
_ZONES = {
    "IST": 5.5, "GMT": 0, "UTC": 0, "Z": 0, "MSK": 3, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "BST": 1,
    "EST": -5, "EDT": -4, "PST": -8, "PDT": -7, "MDT": -6, "CDT": -5, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8,
    "PHT": 8, "MYT": 8, "WIB": 7, "PKT": 5, "BDT": 6, "TRT": 3, "EAT": 3, "CAT": 2, "SAST": 2, "WAT": 1, "WEST": 1,
    "AWST": 8, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3,
}  # fmt: skip
_BY_SEASON = {"ET": "America/New_York", "PT": "America/Los_Angeles", "UK": "Europe/London"}
"""Zones that pages name without saying whether it is summer: the date says it."""
_ZONE = r"\(?(?P<{name}>(?:GMT|UTC)\s?[+-]\d{{1,2}}(?::?\d\d)?|[+-]\d\d:?\d\d|[A-Z]{{1,5}}\b(?: time)?)\)?"
_DAY = (
    rf"(?:(?P<month1>{MONTH})\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year1>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<month2>{MONTH})[,\s-]+(?P<year2>\d{{4}})"
    r"|(?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d)"
    r"|(?P<day4>\d{1,2})(?P<mark>[-/.])(?P<month4>\d{1,2})(?P=mark)(?P<year4>\d{4}))(?!\d)"
)
DATE = re.compile(_DAY, re.IGNORECASE)
WHEN = re.compile(
    r"(?:(?P<label>Updated|Created|Published|Posted|Last updated|First published)(?: on| at)?\s*:?\s*)?"
    rf"(?:(?P<early>\d{{1,2}}[:.]\d\d)(?:\s*(?P<part>[ap])\.?m\b\.?)?(?:\s*{_ZONE.format(name='where')})?,?\s+(?:on\s+)?)?"
    rf"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?{_DAY}"
    r"(?:(?:T|[\s,|]+(?:at\s+)?)(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?"
    rf"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*{_ZONE.format(name='zone')})?)?",
    re.IGNORECASE,
)
"""A moment, with what the page calls it; the whole of a date line matches it."""
_YEAR = re.compile(r"\d{4}")


def moments(line: str) -> list[re.Match[str]]:
    """All matches of :data:`WHEN` in ``line``. Looking for a year first costs next to nothing, and most have none."""
    return [*WHEN.finditer(line)] if _YEAR.search(line) else []


def moment(match: re.Match[str]) -> str | None:
    """ISO 8601 of a match of :data:`WHEN`: a date, or date and time with the zone that the page gives.

    ``None`` where there is no such day, or where day and month cannot be told apart ("3/4/2021").
    """
    found = next(kind for kind in "1234" if match[f"year{kind}"])
    year, month, day = match[f"year{found}"], match[f"month{found}"], match[f"day{found}"]
    if match["mark"]:
        if int(month) > 12:
            day, month = month, day
        elif match["mark"] == "/" and int(day) <= 12 and day != month:
            return None
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        on = date(int(year), number, int(day))
        clock = _clock(match)
        if clock is None:
            return on.isoformat()
        at = datetime.combine(on, clock)
        return at.replace(tzinfo=_zone(match["zone"] if match["hour"] else match["where"], at)).isoformat()
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> time | None:
    """The time of day that stands behind the date, or before it."""
    if match["hour"] is not None:
        hour, minute, half = match["hour"], match["minute"], match["half"]
    elif match["early"] is not None:
        hour, minute, half = *re.split(r"[:.]", match["early"]), match["part"]
    else:
        return None
    shift = 12 if (half or "").lower() == "p" else 0
    return time(int(hour) % 12 + shift if half else int(hour), int(minute))


def _zone(name: str | None, at: datetime) -> timezone | None:
    if name is None:
        return None
    name = name.upper().removesuffix(" TIME")
    if offset := re.fullmatch(r"(?:GMT|UTC)?\s?([+-])(\d{1,2}):?(\d\d)?", name):
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-away if offset[1] == "-" else away)
    if name in _BY_SEASON:
        return timezone(ZoneInfo(_BY_SEASON[name]).utcoffset(at) or timedelta())
    hours = _ZONES.get(name)
    return None if hours is None else timezone(timedelta(hours=hours))
