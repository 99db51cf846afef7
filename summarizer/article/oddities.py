"""What a text holds that is none of its report: words for machines, and characters that do not show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from summarizer.article.addressed import Spoken, addressed, is_command, quotes_command, turn_marks
from summarizer.article.furniture import Piece
from summarizer.article.model import Metadata, Oddity
from summarizer.article.plainness import Sign, signs

_SHOWN = 60
"""Characters of a text that a warning shows."""
_SIGNS: dict[Sign, str] = {
    "invisible": "invisible characters inside words",
    "bidi": "characters that turn the direction of writing",
    "tags": "invisible tag characters, which can spell out a text",
    "lookalike": "words of letters from two scripts that look alike",
}
_READABLE = ("headline", "outlet", "agency", "byline", "place")


@dataclass(frozen=True, slots=True)
class Inspection:
    """An article's parts, after a look at whom they speak to."""

    pieces: list[Piece]
    """The sentences, those for machines with the role ``addressed``."""
    metadata: Metadata
    """Without commands."""
    oddities: tuple[Oddity, ...]
    suspect: bool
    """See :attr:`~summarizer.article.model.Article.suspect`."""


def inspected(text: str, pieces: Sequence[Piece], metadata: Metadata) -> Inspection:
    """Mark the sentences that are no report, and list what is odd.

    Args:
        text: the article.
        pieces: its sentences with their roles.
        metadata: what it says about itself.
    """
    spoken = [Spoken(text[piece.start : piece.end], piece.paragraph) for piece in pieces]
    reasons = addressed(spoken)
    marked = [replace(piece, role="addressed") if why else piece for piece, why in zip(pieces, reasons, strict=True)]
    odd = list(_runs(text, pieces, reasons))
    if any(old.role == "headline" and new.role != "headline" for old, new in zip(pieces, marked, strict=True)):
        metadata = replace(metadata, headline=None)
    for name in _READABLE:
        value = getattr(metadata, name)
        if value is not None and is_command(value):
            metadata = replace(metadata, **{name: None})
            start = text.find(value)
            if start >= 0:
                odd.append(Oddity(f"the {name} gives commands to a machine, left out", start, start + len(value), True))
    odd += [
        Oddity(
            f"marks of a chat template in a sentence of the report: {_shown(text, s.start, s.end)}",
            s.start,
            s.end,
            False,
        )
        for s in marked
        if s.role != "addressed" and turn_marks(text[s.start : s.end])
    ]
    suspect = any(oddity.addressed for oddity in odd) or any(
        s.role != "addressed" and quotes_command(text[s.start : s.end]) for s in marked
    )
    return Inspection(marked, metadata, (*odd, *_characters(text)), suspect)


def _runs(text: str, pieces: Sequence[Piece], reasons: Sequence[str | None]) -> Iterable[Oddity]:
    """One oddity for each run of sentences."""
    for is_odd, run in groupby(range(len(pieces)), key=lambda index: reasons[index] is not None):
        if is_odd:
            indices = list(run)
            start, end = pieces[indices[0]].start, pieces[indices[-1]].end
            about = "a sentence" if len(indices) == 1 else f"{len(indices)} sentences"
            why = f"{about} not summarised: {reasons[indices[0]]}: {_shown(text, start, end)}"
            yield Oddity(why, start, end, True)


def _characters(text: str) -> Iterable[Oddity]:
    """One oddity for each kind of character."""
    found = list(signs(text))
    for sign, what in _SIGNS.items():
        places = [place for place in found if place.sign == sign]
        if places:
            first = places[0]
            shown = f": {_shown(text, first.start, first.end)}" if sign == "lookalike" else ""
            why = f"{what}, {len(places)} times, first at character {first.start}{shown}"
            yield Oddity(why, first.start, first.end, False)


def _shown(text: str, start: int, end: int) -> str:
    words = " ".join(text[start : min(end, start + 4 * _SHOWN)].split())
    return f"\u201c{words[:_SHOWN]}\u2026\u201d" if len(words) > _SHOWN else f"\u201c{words}\u201d"
