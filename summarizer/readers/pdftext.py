"""From the lines of a PDF to its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, takewhile
from statistics import median

from summarizer.readers.pdfprocess import HYPHEN

_EDGE = 0.12
"""Share of the page's height at its head and foot in which running heads stand."""
_SMALL = 0.85
_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|seite|p\.|стр\.|पृष्ठ)\s*)?\d{1,4}(?:\s*(?:/|of|von|из|sur|de)\s*\d{1,4})?\W{0,3}", re.IGNORECASE
)
_PRINTED = re.compile(r"(?:(?:https?|file)://\S+(?:\s+\d+/\d+)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d\d.*)")
"""What browsers print above and below a page: its address, the moment of printing with the title."""
_ENDS = re.compile(r"[.!?:…।][\"'”’»)\]]*$")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its place, in points from the page's lower left corner: ends, baseline, and height of its font."""

    text: str
    left: float
    right: float
    base: float
    height: float


def paragraphs(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[str]:
    """The paragraphs on pages of these heights, each on one line; those that run over a page's end are whole."""
    lines = [line for page in _without_furniture(pages, heights) for line in page]
    columns = list(_columns(lines))
    spacing = _spacing(columns)
    parted = _are_parted(columns, spacing)
    groups: list[list[Line]] = []
    for column in columns:
        edge = max(line.right for line in column)
        for number, line in enumerate(column):
            before = column[number - 1]
            if not number:
                goes_on = bool(groups) and _runs_over(groups[-1][-1], line)
            else:
                goes_on = not _is_set_off(before, line, spacing) and (parted or _fills(before, line, edge))
            if goes_on or (groups and groups[-1][-1].text.endswith(HYPHEN)):
                groups[-1].append(line)
            else:
                groups.append([line])
    known = Counter(word for line in lines for word in _WORDS.findall(line.text.lower()))
    return [_joined([line.text for line in group], known) for group in groups]


def _without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> Iterator[list[Line]]:
    """The pages without their numbers and running heads, which several have, or which are small above all else.

    From the edges inwards, up to the first line that is neither: what stands further in is text.
    """
    edges = [[line for line in page if _at_edge(line, height)] for page, height in zip(pages, heights, strict=True)]
    seen = Counter(mask for page in edges for mask in {_masked(line) for line in page})
    often = max(2, len(pages) // 3)
    usual = median(line.height for page in pages for line in page) if any(pages) else 0.0

    def is_furniture(height: float, line: Line) -> bool:
        if seen[_masked(line)] >= often or _NUMBER.fullmatch(line.text) or _PRINTED.fullmatch(line.text):
            return True
        return line.base > height / 2 and line.height < _SMALL * usual

    for page, edge, height in zip(pages, edges, heights, strict=True):
        head = sorted((line for line in edge if line.base > height / 2), key=lambda line: -line.base)
        foot = sorted((line for line in edge if line.base <= height / 2), key=lambda line: line.base)
        furniture = {line for side in (head, foot) for line in takewhile(partial(is_furniture, height), side)}
        yield [line for line in page if line not in furniture]


def _at_edge(line: Line, height: float) -> bool:
    return line.base > (1 - _EDGE) * height or line.base < _EDGE * height


def _masked(line: Line) -> tuple[str, int]:
    """A line with its numbers made equal, and the height at which it stands."""
    return re.sub(r"\d+", "0", line.text), round(line.base / 4)


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines in one size, each below the one before and sharing some of its width."""
    column: list[Line] = []
    for line in lines:
        before = column[-1] if column else line
        below = line.base < before.base - 0.2 * line.height and line.left < before.right and before.left < line.right
        if column and not (below and _same_size(before, line)):
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _same_size(one: Line, other: Line) -> bool:
    return 0.85 < one.height / other.height < 1.18


def _spacing(columns: Sequence[Sequence[Line]]) -> float:
    """The usual distance from line to line, in heights of a line."""
    steps = [(a.base - b.base) / b.height for column in columns for a, b in pairwise(column)]
    return median(steps) if steps else 1.2


def _is_set_off(before: Line, line: Line, spacing: float) -> bool:
    """Whether space above a line, or its indentation, says that a paragraph begins."""
    return (before.base - line.base) / line.height > 1.25 * spacing or line.left - before.left > 0.6 * line.height


def _are_parted(columns: Sequence[Sequence[Line]], spacing: float) -> bool:
    """Whether the paragraphs of a document are set off, so that a short line by itself ends none."""
    pairs = [pair for column in columns for pair in pairwise(column)]
    return 30 * sum(_is_set_off(*pair, spacing) for pair in pairs) > len(pairs)


def _fills(before: Line, line: Line, edge: float) -> bool:
    """Whether a line was broken for its width: the next word is in small letters, or would not have fitted."""
    letter = (line.right - line.left) / len(line.text)
    return line.text[0].islower() or before.right + letter * (len(line.text.split()[0]) + 1) > edge


def _runs_over(before: Line, line: Line) -> bool:
    """Whether the first line of a column or page goes on with what the last one left open."""
    return _same_size(before, line) and not _ENDS.search(before.text)


def _joined(lines: Sequence[str], known: Counter[str]) -> str:
    """The lines as one, words parted at a line's end put together.

    A hyphen stays where the document has the word with it elsewhere, or both halves as words but not the whole; or
    where a figure or a capital stands beside it.
    """
    text = lines[0]
    for line in lines[1:]:
        if not text.endswith(HYPHEN):
            text = f"{text} {line}"
            continue
        stem = text.removesuffix(HYPHEN)
        first, second = _WORDS.findall(stem.split()[-1] if stem.split() else ""), _WORDS.match(line)
        one, two = first[-1].lower() if first else "", second[0].lower() if second else ""
        apart = not one or not two or not line[0].islower() or not stem[-1].islower()
        compound = known[f"{one}-{two}"] > 0 or (known[one] > 0 and known[two] > 0)
        hyphen = "-" if apart or (compound and not known[one + two]) else ""
        text = f"{stem}{hyphen}{line}"
    return text.replace(HYPHEN, "-")
