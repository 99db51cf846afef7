"""Cuts an article's text where its annotations begin and end, so that overlapping ones can be shown side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from summarizer.summary import ArticleSummary, Evidence

Role = Literal["evidence", "decided", "open"]
"""``evidence`` carries a claim, ``decided`` settled its status, ``open`` says that a matter is open."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One stretch of the article with what rests on it."""

    target: str
    """Id of the claim, or ``uN`` for the Nth open matter."""
    role: Role
    start: int
    """Offset of the first character, in Unicode code points."""
    end: int
    """Offset behind the last character."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Text over which no annotation begins or ends."""

    text: str
    over: tuple[Annotation, ...]
    begins: tuple[Annotation, ...]
    ends: tuple[Annotation, ...]


def annotated(summary: ArticleSummary) -> list[Annotation]:
    """Everything in ``summary`` that points into its article, none twice."""
    found: dict[Annotation, None] = {}

    def add(target: str, role: Role, spans: Iterable[Evidence]) -> None:
        found.update((Annotation(target, role, span.start, span.end), None) for span in spans)

    for claim in summary.claims:
        add(claim.id, "evidence", claim.evidence)
        add(claim.id, "decided", filter(None, [claim.status_cue]))
    for number, matter in enumerate(summary.unconfirmed, 1):
        add(f"u{number}", "open", matter.evidence)
    return list(found)


def segments(text: str, marked: Iterable[Annotation]) -> Iterator[Segment]:
    """``text`` in pieces that join to it again; no piece is empty.

    Args:
        text: the article's text.
        marked: annotations within it.
    """
    begins: dict[int, list[Annotation]] = defaultdict(list)
    ends: dict[int, list[Annotation]] = defaultdict(list)
    for annotation in marked:
        begins[annotation.start].append(annotation)
        ends[annotation.end].append(annotation)
    cuts = sorted({0, len(text), *begins, *ends})
    over: dict[Annotation, None] = {}
    for start, end in pairwise(cuts):
        for annotation in ends[start]:
            over.pop(annotation, None)
        over.update(dict.fromkeys(begins[start]))
        yield Segment(text[start:end], tuple(over), tuple(begins[start]), tuple(ends[end]))
