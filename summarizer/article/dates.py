"""Dates and times as pages print them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?(?![a-z])"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Where an abbreviation is used for several zones, the one of the agencies that print it: IST is India's.
_ZONES = {
    "IST": 5.5, "GMT": 0, "UTC": 0, "Z": 0, "MSK": 3, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "BST": 1,
    "EST": -5, "EDT": -4, "PST": -8, "PDT": -7, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8,
}  # fmt: skip
_DAY = (
    rf"(?:(?P<month1>{MONTH})\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year1>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{MONTH}),?\s+(?P<year2>\d{{4}})"
    r"|(?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d)"
    r"|(?P<day4>\d{1,2})(?P<mark>[-/.])(?P<month4>\d{1,2})(?P=mark)(?P<year4>\d{4}))(?!\d)"
)
DATE = re.compile(_DAY, re.IGNORECASE)
WHEN = re.compile(
    r"(?:(?P<label>Updated|Created|Published|Posted|Last updated|First published)(?: on| at)?\s*:?\s*)?"
    rf"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?{_DAY}"
    r"(?:(?:T|[\s,|]+(?:at\s+)?)(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*(?P<zone>[+-]\d\d:?\d\d|[A-Z]{1,5}\b))?)?",
    re.IGNORECASE,
)
"""A moment, with what the page calls it; the whole of a date line matches it."""


def moment(match: re.Match[str]) -> str | None:
    """ISO 8601 of a match of :data:`WHEN`: a date, or date and time with the zone that the page gives.

    ``None`` where there is no such day, or where day and month cannot be told apart ("3/4/2021").
    """
    found = next(kind for kind in "1234" if match[f"year{kind}"])
    year, month, day = match[f"year{found}"], match[f"month{found}"], match[f"day{found}"]
    if match["mark"] == "/":
        if int(month) > 12:
            day, month = month, day
        elif int(day) <= 12 and day != month:
            return None
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        on = date(int(year), number, int(day))
        if match["hour"] is None:
            return on.isoformat()
        hour = int(match["hour"])
        if match["half"]:
            hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
        return datetime.combine(on, time(hour, int(match["minute"])), _zone(match["zone"])).isoformat()
    except ValueError:
        return None


def _zone(name: str | None) -> timezone | None:
    if name is None:
        return None
    if name[0] in "+-":
        offset = timedelta(hours=int(name[1:3]), minutes=int(name[-2:]))
        return timezone(-offset if name[0] == "-" else offset)
    hours = _ZONES.get(name.upper())
    return None if hours is None else timezone(timedelta(hours=hours))
