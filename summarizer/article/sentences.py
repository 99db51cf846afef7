"""Sentence boundaries with offsets, by Wikimedia's ``sentencex``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence by its offsets, and the number of the paragraph that it stands in."""

    start: int
    end: int
    paragraph: int


def segment(text: str, language: str = "en") -> list[Span]:
    """Split ``text`` into sentences, white space trimmed, empty ones left out.

    A line that stands alone (no closing punctuation, followed by a line break) is a sentence of its own,
    as in agency lines and credits.
    """
    from sentencex import get_sentence_boundaries

    spans: list[Span] = []
    paragraph = 0
    for boundary in get_sentence_boundaries(language, text):
        if boundary["is_paragraph_break"]:
            paragraph += 1
            continue
        for start, end in _lines(text, boundary["start_index"], boundary["end_index"]):
            spans.append(Span(start, end, paragraph))
    return spans


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split at line breaks unless the text runs on (hard-wrapped copy)."""
    line_start = start
    for position in range(start, end):
        if text[position] == "\n" and not _runs_on(text, line_start, position, end):
            yield from _trimmed(text, line_start, position)
            line_start = position + 1
    yield from _trimmed(text, line_start, end)


def _runs_on(text: str, start: int, position: int, end: int) -> bool:
    following = text[position:end].lstrip()
    line = text[start:position].strip()
    # An agency line or a credit is short or barred; wrapped prose is long, or goes on in lower case.
    return bool(following) and "|" not in line and (len(line) > 50 or following[0].islower())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
