"""Headline, agency lines, datelines, credits and source lists: told apart from the text that carries claims.

Furniture is marked, never cut, so that offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from summarizer.article.model import Metadata, Role
from summarizer.article.sentences import Span

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DAY_NAME = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+"
_DATE_LINE = re.compile(
    rf"^(?:(?:Published|Updated|Posted|Last updated)(?: on| at)?:?\s+)?(?:{_DAY_NAME})?"
    rf"(?:{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}})"
    r"(?:[\s,|]+(?:at\s+)?\d{1,2}:\d\d(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*[A-Z]{2,5})?)?$",
)
_CREDIT = re.compile(
    r"^(?:\(?(?:Reporting|Editing|Additional reporting|Writing|Compiled|Edited)\s+by\b"
    r"|(?:Representative|Representational|File)\s+(?:image|photo|picture)\b"
    r"|(?:Image|Photo|Picture|Video)\s*(?:Credit|courtesy|by|:)"
    r"|(?:FILE\s*[-\u2013\u2014]|Photo:|Image:|Credit:|Caption:)"
    r"|\(?(?:This story|With inputs from|This report|Inputs from|Some information (?:for|in) this report)\b"
    r"|.{0,80}\bcontributed to this report\b"
    r"|(?:Also|Read)\s+(?:read|more|also)\b|READ (?:MORE|ALSO)|ALSO READ|Related:|Follow us|Share (?:this|on)|Sign up|Subscribe"
    r"|Advertisement$|Copyright\b|\u00a9|All rights reserved|Categories:|Tags:|Topics:|Filed under)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^(?:By|BY)\s+((?:[A-Z][\w.'\u2019-]+(?:\s+|,\s+|\s+and\s+)?){2,8})$")
_LIST_HEADING = re.compile(
    r"^(?:Sources?|References|External links|Related news|Sister links|Further reading|Notes):?$", re.I
)
_STAMP = re.compile(
    r"(?P<label>Updated|Created|Published|Posted|Last updated)\s*:?\s*"
    r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})[\s,|]+(?P<hour>\d{1,2}):(?P<minute>\d\d)"
    r"(?:\s*(?P<zone>IST|GMT|UTC|MSK|CET|EST|EDT|BST|Z|[+-]\d\d:?\d\d))?",
    re.IGNORECASE,
)
# Only zones whose abbreviation is fixed on the page's own terms; IST is India's on Indian agency lines.
_ZONES = {"IST": 5.5, "GMT": 0, "UTC": 0, "Z": 0, "MSK": 3, "CET": 1, "EST": -5, "EDT": -4, "BST": 1}
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z .'\u2019-]{2,30}(?:[,/]\s?[A-Z][A-Za-z. ]{1,30}){0,2}"
    r"|[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2},\s+(?:\d{1,2}\s+)?" + _MONTH + r"(?:\s+\d{1,2})?)"
    r",?\s*(?:[,-]?\s*"
    + _MONTH
    + r"\s+\d{1,2}\s*)?(?:\((?P<agency>[A-Z][\w .&-]{1,30})\))?\s*(?:[-\u2013\u2014]{1,2}|:)\s+"
)
_AGENCY_FIRST = re.compile(r"^\((?P<agency>[A-Z][\w .&-]{1,30})\)\s*[-\u2013\u2014]{1,2}\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence with the part that it plays on the page."""

    start: int
    end: int
    paragraph: int
    role: Role


def describe(text: str, spans: Sequence[Span]) -> tuple[list[Piece], Metadata]:
    """Tell headline and furniture from body, and gather what they say about the article.

    Args:
        text: the article.
        spans: its sentences in order.

    Returns:
        The sentences with their roles (a dateline at the head of a sentence is left out of it), and the metadata.
    """
    pieces: list[Piece] = []
    metadata = Metadata()
    in_source_list = False
    seen_body = False
    for index, span in enumerate(spans):
        line = text[span.start : span.end]
        alone = _alone(spans, index)
        in_source_list = in_source_list or (seen_body and alone and bool(_LIST_HEADING.match(line)))
        role: Role = "body"
        start = span.start
        if in_source_list or _is_apparatus(line, alone):
            role = "furniture"
            metadata = _from_apparatus(line, metadata)
        elif not seen_body and alone and _is_title(line):
            role = "furniture" if metadata.headline else "headline"
            if role == "headline":
                metadata = replace(metadata, headline=line)
        elif dateline := _dateline(line) if _opens_paragraph(spans, index) else None:
            start += dateline.end()
            metadata = _from_dateline(dateline, metadata)
        seen_body = seen_body or role == "body"
        if start < span.end:
            pieces.append(Piece(start, span.end, span.paragraph, role))
    if not seen_body:
        # A text of one line is its own body.
        pieces = [replace(piece, role="body") if piece.role == "headline" else piece for piece in pieces]
    return pieces, metadata


def _alone(spans: Sequence[Span], index: int) -> bool:
    """Whether no other sentence shares the paragraph, apparatus lines aside."""
    return sum(span.paragraph == spans[index].paragraph for span in spans[max(0, index - 6) : index + 7]) <= 3


def _opens_paragraph(spans: Sequence[Span], index: int) -> bool:
    return index == 0 or spans[index - 1].paragraph != spans[index].paragraph


def _is_title(line: str) -> bool:
    return len(line) <= 200 and line[-1] not in ".!\u2026" and not line.endswith(('."', ".\u201d"))


def _is_apparatus(line: str, alone: bool) -> bool:
    if _CREDIT.match(line) or (_STAMP.search(line) and len(line) < 160):
        return True
    return alone and bool(_DATE_LINE.match(line) or _BYLINE.match(line) or (line.count("|") >= 2 and len(line) < 160))


def _dateline(line: str) -> re.Match[str] | None:
    match = _AGENCY_FIRST.match(line) or _DATELINE.match(line)
    if match is None or match.re is _AGENCY_FIRST:
        return match
    return match if len(match.group("place").strip()) > 2 else None


def _from_dateline(match: re.Match[str], metadata: Metadata) -> Metadata:
    groups = match.groupdict()
    place = (groups.get("place") or "").strip(" ,") or None
    if place:
        place = re.sub(rf",?\s*(?:\d{{1,2}}\s+)?{_MONTH}(?:\s+\d{{1,2}})?$", "", place)
    return replace(metadata, place=metadata.place or place, agency=metadata.agency or groups.get("agency"))


def _from_apparatus(line: str, metadata: Metadata) -> Metadata:
    for match in _STAMP.finditer(line):
        moment = _moment(match)
        if moment is None:
            continue
        if "updated" in match["label"].lower():
            metadata = replace(metadata, updated_at=metadata.updated_at or moment)
        else:
            metadata = replace(metadata, published_at=metadata.published_at or moment)
    fields = [field.strip() for field in line.split("|")]
    if len(fields) >= 3 and re.fullmatch(r"[A-Z][A-Za-z]{1,9}", fields[0]):
        metadata = replace(metadata, agency=metadata.agency or fields[0])
        if re.fullmatch(r"[A-Z][\w .'-]{1,40}", fields[1]):
            metadata = replace(metadata, place=metadata.place or fields[1])
    if byline := _BYLINE.match(line):
        metadata = replace(metadata, byline=metadata.byline or byline[1].strip())
    if _DATE_LINE.match(line):
        metadata = replace(metadata, published_at=metadata.published_at or _date(line))
    return metadata


def _moment(match: re.Match[str]) -> str | None:
    zone = match["zone"]
    offset = None
    if zone:
        upper = zone.upper()
        hours = _ZONES[upper] if upper in _ZONES else float(upper[:3]) + float(upper[-2:]) / 60
        offset = timezone(timedelta(hours=hours))
    try:
        moment = datetime(
            int(match["year"]),
            int(match["month"]),
            int(match["day"]),
            int(match["hour"]),
            int(match["minute"]),
            tzinfo=offset,
        )
    except ValueError:
        return None
    return moment.isoformat()


def _date(line: str) -> str | None:
    found = re.search(rf"(?:({_MONTH})\s+(\d{{1,2}}),?\s+(\d{{4}})|(\d{{1,2}})\s+({_MONTH}),?\s+(\d{{4}}))", line)
    if found is None:
        return None
    month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    try:
        return datetime.strptime(f"{day} {month[:3]} {year}", "%d %b %Y").date().isoformat()
    except ValueError:
        return None
