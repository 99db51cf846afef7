"""An evaluation as a page: the figures, and each miss beside the article's words.

One file that loads nothing and has no script. Which misses are shown is chosen by radio buttons, in style alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from summarizer.evaluation.report import TITLE, about, cells, how_to_read
from summarizer.evaluation.results import ClaimView, EvalResult, Figure, MatterView, Miss, Passage, Voice
from summarizer.report import wording
from summarizer.report.highlight import Annotation, segments
from summarizer.report.html import page
from summarizer.report.wording import harmless
from summarizer.summary import Evidence

_OWN = "the article itself"
_NAME = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the article's words."""

    text: str
    """The words."""
    role: str
    """``gold``, ``found``, ``both`` or, where nothing rests on them, empty."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in which gold and summary may differ."""

    label: str
    gold: str
    found: str

    @property
    def differs(self) -> bool:
        """Whether they do; where one side has nothing at all, that is said once and not for each row."""
        return bool(self.gold and self.found) and self.gold != self.found


@dataclass(frozen=True, slots=True)
class Shown:
    """A miss as the page draws it."""

    figures: tuple[str, ...]
    """Names of the figures that it counts against."""
    title: str
    why: str
    pieces: tuple[Piece, ...]
    elsewhere: tuple[tuple[str, str], ...]
    """Evidence that stands outside of the passage: whose it is, and its words."""
    rows: tuple[Row, ...]
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article with its misses."""

    name: str
    headline: str
    failed: str
    misses: tuple[Shown, ...]


def render(result: EvalResult) -> str:
    """Draw an evaluation as a self-contained page of HTML 5."""
    labels = _labels(result)
    counts = Counter(name for article in result.articles for miss in article.misses for name in miss.figures)
    groups = [
        (title, [(cells(figure), figure.meaning, counts[figure.name]) for figure in members])
        for title, members in groupby(_counted(result), key=lambda figure: figure.group)
    ]
    choices = [(name, label, counts[name]) for name, label in labels.items() if counts[name]]
    return page(
        "evaluation.html.jinja",
        styles=("page.css", "evaluation.css"),
        rules="".join(_rule(name) for name, _, _ in choices),
        title=f"{TITLE[result.mode]}: {result.gold}",
        about=about(result),
        how_to_read=how_to_read(result),
        groups=groups,
        choices=choices,
        total=sum(len(article.misses) for article in result.articles),
        chapters=[
            Chapter(
                article.name,
                article.headline or "",
                article.failed or "",
                tuple(_shown(miss, labels) for miss in article.misses),
            )
            for article in result.articles
            if article.misses or article.failed
        ],
    )


def _labels(result: EvalResult) -> dict[str, str]:
    """What each figure is called, with its heading where others are called the same."""
    often = Counter(figure.label for figure in result.figures)
    return {f.name: f.label if often[f.label] == 1 else f"{f.group}: {f.label}" for f in result.figures}


def _counted(result: EvalResult) -> Iterator[Figure]:
    return (figure for figure in result.figures if figure.value is not None)


def _rule(name: str) -> str:
    """Hides all misses but those of one figure while that one is chosen."""
    assert _NAME.fullmatch(name), name
    chosen = f".misses:has(#only-{name}:checked)"
    return f"{chosen} .miss:not(.on-{name}), {chosen} .chapter:not(:has(.on-{name})) {{ display: none; }}\n"


def _shown(miss: Miss, labels: dict[str, str]) -> Shown:
    gold = (miss.gold.evidence if miss.gold else []), miss.gold_matter
    found = (miss.found.evidence if miss.found else []), miss.found_matter
    by = f" (check: {miss.check})" if miss.check else ""
    inside = [piece for piece in (*gold[0], *found[0]) if miss.passage and _inside(piece, miss.passage)]
    sides = (("gold", gold[0]), ("found", found[0]))
    return Shown(
        figures=tuple(miss.figures),
        title=", ".join(labels.get(name, name) for name in miss.figures) + by,
        why=miss.why or "",
        pieces=tuple(_pieces(miss.passage, gold, found)) if miss.passage else (),
        elsewhere=tuple((side, e.exact) for side, evidence in sides for e in evidence if e not in inside),
        rows=(*_claim_rows(miss.gold, miss.found), *_matter_rows(miss.gold_matter, miss.found_matter)),
        text=miss.text or "",
        words=", ".join(miss.words),
    )


def _inside(piece: Evidence, passage: Passage) -> bool:
    return passage.start <= piece.start and piece.end <= passage.start + len(passage.text)


def _pieces(
    passage: Passage,
    gold: tuple[Iterable[Evidence], MatterView | None],
    found: tuple[Iterable[Evidence], MatterView | None],
) -> Iterator[Piece]:
    """The passage, cut where words begin or end on which either side rests."""
    marked: dict[Annotation, None] = {}
    for side, (evidence, matter) in (("gold", gold), ("found", found)):
        for piece in evidence:
            if _inside(piece, passage):
                marked[Annotation(side, "evidence", piece.start - passage.start, piece.end - passage.start)] = None
        at = passage.text.find(matter.cue) if matter and matter.cue else -1
        if matter and matter.cue and at >= 0:
            marked[Annotation(side, "open", at, at + len(matter.cue))] = None
    for segment in segments(passage.text, marked):
        sides = {annotation.target for annotation in segment.over}
        yield Piece(harmless(segment.text), "both" if len(sides) > 1 else "".join(sides))


def _claim_rows(gold: ClaimView | None, found: ClaimView | None) -> Iterator[Row]:
    if gold is None and found is None:
        return
    yield Row("Claim", gold.text if gold else "", found.text if found else "")
    yield Row("Who says so", _chain(gold.chain) if gold else "", _chain(found.chain) if found else "")
    yield Row("Standing", wording.STATUS[gold.status] if gold else "", wording.STATUS[found.status] if found else "")
    yield Row("Key claim", _yes(gold.key) if gold else "", _yes(found.key) if found else "")


def _matter_rows(gold: MatterView | None, found: MatterView | None) -> Iterator[Row]:
    if gold is None and found is None:
        return
    yield Row("What is open", gold.text if gold else "", found.text if found else "")
    yield Row("Because", wording.REASON[gold.reason] if gold else "", wording.REASON[found.reason] if found else "")
    yield Row("Awaited", _awaited(gold) if gold else "", _awaited(found) if found else "")


def _chain(chain: Iterable[Voice]) -> str:
    """From the originator to the last relay."""
    return " \u2192 ".join(map(_voice, chain)) or _OWN


def _voice(voice: Voice) -> str:
    hidden = f", {wording.HIDDEN[voice.disclosure]}" if voice.disclosure in wording.HIDDEN else ""
    return f"{voice.name} ({wording.KIND[voice.kind]}{hidden})"


def _awaited(matter: MatterView) -> str:
    return matter.awaiting or "nobody named"


def _yes(value: bool) -> str:
    return "yes" if value else "no"
