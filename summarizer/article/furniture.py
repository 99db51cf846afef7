"""Headline, agency lines, datelines, credits and source lists: told apart from the text that carries claims.

Furniture is marked, never cut, so that offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from summarizer.article.dates import DATE, MONTH, WHEN, moment, moments
from summarizer.article.model import Metadata, Role
from summarizer.article.phrases import phrases
from summarizer.article.sentences import Span

_NOTE_LENGTH = 300
"""Characters up to which what opens as a credit is one to its end."""
_LIST_HEADING = re.compile(
    r"[=*#\s]*(?:Sources?|References|External links|Related news|Sister links|Further reading|Notes):?[=*\s]*", re.I
)
_LIST_ITEM_WORDS = 40
_LINK_WORDS = 20
"""Words up to which a line without a full stop, below "Related stories", is one of them."""
_SIGN_OFF = re.compile(r"(?:[A-Z]{2,4}(?: |$)){1,6}|[\W_]*(?:(?i:ends?)|30)?[\W_]*")
_NAME = r"(?:[^\W\d_][\w.'\u2019-]*)"
_BYLINE = re.compile(
    rf"(?:(?:(?:Written|Reported|Story|Words|Report) )?[Bb]y:?|BY:?)\s+(?P<names>{_NAME}(?:,?\s+{_NAME}){{1,9}})"
)
_OFFICE = re.compile(
    rf"(?P<names>{_NAME}(?:\s+{_NAME}){{1,3}}),\s+(?:[\w-]+\s+){{0,3}}(?:correspondent|reporter|editor|writer)", re.I
)
_DATE_LINE_WORDS = 6
"""Words beside date and time that still make a date line."""
_AROUND = frozenset(["by", "on", "updated", "published", "posted", "edited", "from"])
"""What may stand in small letters in one, beside what may in names."""
_SMALL = frozenset(
    ["and", "at", "for", "in", "of", "the", "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el",
     "la", "le", "van", "von"]
)  # fmt: skip
"""What may stand in small letters in a byline."""
_CAPTIONS = frozenset(
    [
        "ALERT", "ANALYSIS", "BREAKING", "CORRECTION", "EXCLUSIVE", "EXPLAINER", "FACTBOX", "FILE", "LIVE", "NOTE",
        "OPINION", "PHOTO", "PHOTOS", "UPDATE", "VIDEO", "WARNING", "WATCH", "ASEAN", "NATO", "OPEC", "UNESCO",
        "UNICEF", "U.N.", "U.S.", "UN", "EU", "US",
    ]
)  # fmt: skip
"""In capitals before a dash or colon, and no place."""
_LABEL = re.compile("updated|created|published|posted", re.IGNORECASE)
_CLOCK = re.compile(r"\d[:.]\d\d")
_DATELINE_ENDS = re.compile(r"[)\u2013\u2014:-]\s")
"""Without these no line is of its kind; to look for them takes no time, and most lines have none."""
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][\w .,'\u2019/-]{1,60}?)"
    rf"(?:,?\s+(?P<date>(?:\d{{1,2}}\s+{MONTH}|{MONTH}(?:\s+\d{{1,2}})?)(?:,?\s+\d{{4}})?))?"
    r"(?:,?\s*\((?P<agency>[^\W\d_][\w .&-]{1,30})\)|,\s+(?P<bare>[A-Z]{2,10})(?=\s*-))?"
    r"\s*(?:(?P<mark>--|[-\u2013\u2014]|:)|(?<=\)))\s+(?=[^\W_]|[\"'\u201c\u2018\u00ab(\[$\u00a3\u20ac])"
)
_DATELINE_POINT = re.compile(
    r"(?P<place>[A-Z][A-Z .'-]{2,40}?),\s+"
    rf"(?P<date>(?i:\d{{1,2}}\s+{MONTH}|{MONTH}\s+\d{{1,2}})(?:,?\s+\d{{4}})?)[,.]?"
    r"\s+(?:/(?P<agency>[A-Z][\w -]{1,30}?)/|(?P<bare>[A-Z]{3,15}))[.:]?\s+(?=[A-Z\"'\u201c])"
)
"""Agency between strokes or in capitals, closed by a full stop: "OSLO, March 3. /NTB/. The …"."""
_AGENCY_FIRST = re.compile(r"\((?P<agency>[A-Z][\w .&-]{1,30})\)\s*(?:--|[-\u2013\u2014])\s*")
_STOPS = ".!\u2026\u0964\u3002\u06d4"
"""What ends a sentence and no title; the last three are those of Hindi, Chinese and Urdu."""
_QUOTED_STOPS = ('."', ".\u201d", ".\u00bb", '\u0964"', "\u0964\u201d")
_OPENING = 3
"""Paragraphs of the body in which a dateline without date and agency is one; further down it is a name and a dash."""


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
    patterns = phrases()
    pieces: list[Piece] = []
    titles: set[int] = set()
    metadata = Metadata()
    listed: Callable[[str], bool] | None = None
    paragraphs = 0
    for line, sentences in _paragraphs(text, spans):
        listed = _list_below(line, begun=bool(paragraphs)) or (listed if listed is not None and listed(line) else None)
        start = sentences[0].start
        roles: list[Role] = ["body"] * len(sentences)
        if listed is not None or _is_apparatus(line, before_body=not paragraphs, titled=bool(titles)):
            roles = ["furniture"] * len(sentences)
            metadata = metadata if listed is not None else _from_apparatus(line, metadata)
        elif not paragraphs and _is_title(line):
            titles.update(range(len(pieces), len(pieces) + len(sentences)))
            roles = ["furniture" if metadata.headline else "headline"] * len(sentences)
            metadata = replace(metadata, headline=metadata.headline or line)
        else:
            roles = ["furniture" if patterns.opens(text, s.start, s.end) else "body" for s in sentences]
            if dateline := _dateline(line, opening=paragraphs < _OPENING and metadata.place is None):
                start += dateline.end()
                metadata = _from_dateline(dateline, metadata)
            paragraphs += 1
        for span, role in zip(sentences, roles, strict=True):
            # "ST. JOHN'S (AP) —": the dateline may hold what looks like the end of a sentence
            if span.end > start:
                pieces.append(Piece(max(start, span.start), span.end, span.paragraph, role))
    pieces = _without_ending(text, pieces)
    if not any(piece.role == "body" for piece in pieces):
        # a text of titles alone is its own body
        pieces = [replace(piece, role="body") if i in titles else piece for i, piece in enumerate(pieces)]
        metadata = replace(metadata, headline=None)
    return pieces, metadata


def _paragraphs(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, list[Span]]]:
    """Each paragraph's words with its sentences."""
    for _, group in groupby(spans, key=lambda span: span.paragraph):
        sentences = list(group)
        yield text[sentences[0].start : sentences[-1].end], sentences


def _is_title(line: str) -> bool:
    return len(line) <= 200 and line[-1] not in _STOPS and not line.endswith(_QUOTED_STOPS)


def _list_below(line: str, *, begun: bool) -> Callable[[str], bool] | None:
    """What makes a line below ``line`` one of a list, where ``line`` is the heading of one."""
    if phrases().heads(line):
        return _is_link
    if begun and _LIST_HEADING.fullmatch(line):
        return lambda below: len(below.split()) <= _LIST_ITEM_WORDS
    return None


def _is_link(line: str) -> bool:
    return _is_title(line) and len(line.split()) <= _LINK_WORDS


def _is_apparatus(line: str, *, before_body: bool, titled: bool) -> bool:
    if len(line) > _NOTE_LENGTH:
        return False
    patterns = phrases()
    if patterns.opens(line) or patterns.is_line(line) or WHEN.fullmatch(line) or _SIGN_OFF.fullmatch(line):
        return True
    if _is_agency_line(line):
        return True
    return before_body and bool(_byline(line) or (titled and _is_date_line(line)))


def _is_agency_line(line: str) -> bool:
    if len(line) >= 160:
        return False
    return line.count("|") >= 2 or (_LABEL.search(line) is not None and any(m["label"] for m in moments(line)))


def _is_date_line(line: str) -> bool:
    """Whether a line has a date and a time, and but names beside them: "Veldora Times, March 4, 2021, 10:15 IST"."""
    found = next(iter(moments(line)), None) if len(line) < 160 and _CLOCK.search(line) else None
    if found is None or not (found["hour"] or found["early"]):
        return False
    rest = re.findall(r"[^\W\d_][\w.'\u2019-]*", line[: found.start()] + line[found.end() :])
    return len(rest) <= _DATE_LINE_WORDS and all(
        word[0].isupper() or word in _SMALL or word in _AROUND for word in rest
    )


def _without_ending(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces with what stands behind the story about its author as furniture."""
    first = next((i for i, piece in enumerate(pieces) if piece.role == "body"), len(pieces))
    end = len(pieces)
    while end > first + 1:
        last = pieces[end - 1]
        begin = end - 1
        while begin and pieces[begin - 1].paragraph == last.paragraph:
            begin -= 1
        words = text[pieces[begin].start : last.end]
        furniture = all(piece.role == "furniture" for piece in pieces[begin:end])
        if begin <= first or not (furniture or phrases().ends(words)):
            break
        pieces[begin:end] = [replace(piece, role="furniture") for piece in pieces[begin:end]]
        end = begin
    return pieces


def _byline(line: str) -> str | None:
    match = _BYLINE.fullmatch(line) or _OFFICE.fullmatch(line)
    if match is None:
        return None
    small = {word for word in re.findall(r"[\w'\u2019-]+", match["names"]) if word[0].islower()}
    return match["names"] if match["names"][0].isupper() and small <= _SMALL and line[-1] != "." else None


def _dateline(line: str, *, opening: bool) -> re.Match[str] | None:
    if match := _AGENCY_FIRST.match(line):
        return match
    if match := _DATELINE_POINT.match(line):
        return match
    match = _DATELINE.match(line) if _DATELINE_ENDS.search(line) else None
    if match is None or line[match.end()].islower():
        return None
    city = re.split(r",|/", match["place"])[0].strip()
    agency = match["agency"] or match["bare"]
    if city.isupper() and len(city) > 2 and city not in _CAPTIONS:
        return match if agency or (match["mark"] and (match["date"] or opening)) else None
    # "Paris (AFP) –", "New Delhi, Mar 4 (PTI) The …": a place in small letters needs more to be told by
    named = all(word[0].isupper() for word in re.findall(r"[\w'\u2019-]+", match["place"]))
    dash = match["mark"] not in (None, ":")
    sure = (agency and (dash or match["date"])) or (match["date"] and dash)
    return match if named and sure and len(match["place"].split()) <= 4 and city != "The" else None


def _from_dateline(match: re.Match[str], metadata: Metadata) -> Metadata:
    groups = match.groupdict()
    place = (groups.get("place") or "").strip(" ,") or None
    agency = groups.get("agency") or groups.get("bare")
    return replace(metadata, place=metadata.place or place, agency=metadata.agency or agency)


def _from_apparatus(line: str, metadata: Metadata) -> Metadata:
    dated = moments(line) if len(line) < 160 and not phrases().opens(line) else []
    for match in dated:
        if "updated" in (match["label"] or "").lower():
            metadata = replace(metadata, updated_at=metadata.updated_at or moment(match))
        else:
            metadata = replace(metadata, published_at=metadata.published_at or moment(match))
    fields = [field.strip() for field in line.split("|")]
    if dated and len(fields) >= 2 and not _byline(fields[0]):
        if re.fullmatch(r"[A-Z][A-Za-z ]{1,30}", fields[0]):
            metadata = replace(metadata, agency=metadata.agency or fields[0])
        if (
            len(fields) >= 3
            and re.fullmatch(r"[^\W\d_][\w .,'\u2019()/-]{1,40}", fields[1])
            and not DATE.search(fields[1])
        ):
            metadata = replace(metadata, place=metadata.place or fields[1])
    bare = WHEN.split(line, maxsplit=1)[0] if dated else line
    bylines = (_byline(field.strip(" ,;\u2013\u2014-/")) for field in bare.split("|"))
    byline = next(filter(None, bylines), None)
    agency = phrases().agency(bare.strip(" ,;|/\u2013\u2014-"))
    return replace(metadata, byline=metadata.byline or byline, agency=metadata.agency or agency)
