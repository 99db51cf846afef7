"""Sentence boundaries with offsets, by Wikimedia's ``sentencex``, inside paragraphs told by their line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from summarizer.languages import data, known

_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029]")
_BYLINE = re.compile(r"by [A-Z]")
_STRAY_MARK = re.compile(r"(?<=\s)[\"'\u201c\u2018\u00ab\u201e]\s*\Z")
_MS = re.compile(r"(?<!\w)Ms\.\s*\Z")
_PLATFORM = re.compile(r"\b(?:on|to|via) X\.\s+(?=[A-Z\"\u201c])")
_INSIDE = r"[\w\u0300-\u036f\u0900-\u0d7f-]"
"""Part of a word; vowel signs, which regular expressions take for none, are."""
_STOP = re.compile(r"[.!?][\"\u201d\u2019]?\s+(?=[A-Z\"\u201c])")
_LONGEST = 20_000
"""Characters of a paragraph that are split into sentences at once; the time for it grows with their square."""
_ABBREVIATION = 80
"""Characters in which an abbreviation before a full stop lies."""
_WRAPPED_AT_MOST = 120
"""Characters; whoever breaks lines by hand or by program does so below this."""


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence by its offsets, and the number of the paragraph that it stands in."""

    start: int
    end: int
    paragraph: int


def segment(text: str, language: str = "en") -> list[Span]:
    """Split ``text`` into sentences, white space trimmed, empty ones left out.

    A line is a paragraph of its own, as in agency lines and credits, unless the copy is hard-wrapped.
    """
    spans: list[Span] = []
    for paragraph, (start, end) in enumerate(_paragraphs(text)):
        for cut in _cuts(text, start, end, language):
            # a quotation left open at the paragraph's end: its first mark is no end of the sentence before it
            stray = _STRAY_MARK.search(text, start, cut) if cut < end else None
            first, last = _trimmed(text, start, stray.start() if stray else cut)
            if first < last:
                spans.append(Span(first, last, paragraph))
            start = last
    return spans


def _cuts(text: str, start: int, end: int, language: str) -> list[int]:
    """Where the sentences of a paragraph end."""
    from sentencex import get_sentence_boundaries

    cuts = {
        begin + boundary["end_index"]
        for begin, stop in _lengths(text, start, end)
        for boundary in get_sentence_boundaries(language, text[begin:stop])
    }
    # "HBRD.TO is up": a point inside a word ends nothing
    cuts = {cut for cut in cuts if cut == end or not (text[cut - 1] == "." and text[cut].isalnum())}
    # of the titles before names, ``sentencex`` lacks one
    cuts = {cut for cut in cuts if cut == end or not _MS.search(text, max(start, cut - 5), cut)}
    # "in a post on X. The ministry": the platform is no initial
    cuts |= {match.end() for match in _PLATFORM.finditer(text, start, end)}
    points = _points(language)
    if points is not None:
        cuts |= {match.end() for match in points.ends.finditer(text, start, end)}
        cuts = {cut for cut in cuts if cut == end or not points.goes_on(text, start, cut)}
    return sorted(cuts)


def _lengths(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph in lengths that are split in bounded time: nobody writes longer ones, but programs do.

    They end where a sentence may end, else at a space, else anywhere.
    """
    while end - start > _LONGEST:
        limit = start + _LONGEST
        stop = next((match.end() for match in _STOP.finditer(text, limit - _LONGEST // 4, limit)), 0)
        space = text.rfind(" ", start + _LONGEST // 2, limit) + 1
        stop = stop or space or limit
        yield start, stop
        start = stop
    yield start, end


@dataclass(frozen=True, slots=True)
class _Points:
    """Where a language's full stops end sentences, and where not, beyond what ``sentencex`` knows of it."""

    ends: re.Pattern[str]
    """What may end a sentence, with the space behind it."""
    within: re.Pattern[str]
    """An abbreviation or initial that something belongs to that follows, at the end of what is searched."""

    def goes_on(self, text: str, start: int, cut: int) -> bool:
        """Whether the sentence goes on behind ``cut``: in small letters, behind a dash, or after an abbreviation."""
        after = text[cut : cut + 80].lstrip(' \u00a0"\u201c\u201e\u00ab\u2018')
        return after[:1].islower() or after[:1] in ("\u2014", "\u2013") or self._is_within(text, start, cut)

    def _is_within(self, text: str, start: int, end: int) -> bool:
        while end > start and text[end - 1].isspace():
            end -= 1
        return self.within.search(text, max(start, end - _ABBREVIATION), end) is not None


@cache
def _points(language: str) -> _Points | None:
    """Those of a language whose data file tells of them."""
    section = data(language).get("sentences") if language in known() else None
    if section is None:
        return None
    return _Points(
        ends=re.compile(rf"(?<!{_INSIDE})(?:{'|'.join(section['ends'])})\s+(?=[^\W\d_]|[\u00ab\u201e\u201c\"])"),
        within=re.compile(rf"(?<!{_INSIDE})(?:{'|'.join(section['within'])})\.\Z"),
    )


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    lines = list(_lines(text))
    width = _width(text, lines)
    begin: int | None = None
    for number, (start, end) in enumerate(lines):
        if start == end:
            continue
        begin = start if begin is None else begin
        following = lines[number + 1] if number + 1 < len(lines) else (end, end)
        if not _runs_on(text[start:end], text[slice(*following)], width):
            yield begin, end
            begin = None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _LINE_BREAK.finditer(text):
        yield _trimmed(text, start, match.start())
        start = match.end()
    yield _trimmed(text, start, len(text))


def _width(text: str, lines: list[tuple[int, int]]) -> int:
    """The width to which the copy is wrapped; 0 where it is not."""
    lengths = [end - start for start, end in lines if start < end]
    short = [length for length in lengths if length <= _WRAPPED_AT_MOST]
    goes_on = any(
        start < end and after < stop and text[after].islower() for (start, end), (after, stop) in pairwise(lines)
    )
    return max(short) if goes_on and 10 * (len(lengths) - len(short)) <= len(lengths) else 0


def _goes_on(line: str) -> bool:
    return line[0].islower() and not _BYLINE.match(line)


def _runs_on(line: str, following: str, width: int) -> bool:
    """Whether the line was broken only for its width: the next word is in lower case, or would not have fitted."""
    if not width or not following or "|" in line:
        return False
    return _goes_on(following) or len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
