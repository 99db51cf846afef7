"""Draws an evaluation: as a table for reading, as JSON, or as a page. What comes from outside is made visible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from summarizer.errors import ConfigurationError
from summarizer.evaluation.formats import EvalFormat
from summarizer.evaluation.results import (
    Better,
    Change,
    ClaimView,
    Comparison,
    EvalResult,
    Figure,
    MatterView,
    Miss,
    Mode,
    Tally,
    Unit,
)
from summarizer.report import json_text
from summarizer.report.wording import REASON, STATUS, count, visible

if TYPE_CHECKING:
    from rich.console import Console

_COLUMNS: dict[Mode, tuple[str, ...]] = {
    "gold": (*("recall", "precision", "source", "chain", "kind", "loss", "status", "promotion", "matters", "seconds"),),
    "oracle": ("kept", "text", "chain", "status", "sources", "matters", "brief", "rejected"),
    "planted": (),
}
"""The figures that each article shows; none where an article alone says little."""
TITLE: dict[Mode, str] = {
    "gold": "Held against gold",
    "oracle": "Gold fed through the checks",
    "planted": "Planted errors",
}
_NOTHING = "\u2013"


@dataclass(frozen=True, slots=True)
class Line:
    """One line, with the style in which a terminal shows it."""

    text: str
    style: str = ""


def draw(
    result: EvalResult | Comparison, format: EvalFormat, console: Console | None = None, *, misses: bool = False
) -> str:
    """Draw an evaluation, or a comparison of two; the text ends with a line end.

    Args:
        result: what to draw.
        format: how.
        console: the terminal whose colours to use; without one the text is plain.
        misses: whether a table is followed by every miss. JSON and pages always have them, a comparison its changes.

    Raises:
        ConfigurationError: a page is asked for of a comparison.
    """
    if format == "json":
        return json_text(result)
    if format == "html":
        from summarizer.evaluation.page import render

        if isinstance(result, Comparison):
            raise ConfigurationError("a comparison has no page; draw it in the terminal or as JSON")
        return render(result)
    lines = [*_comparison(result)] if isinstance(result, Comparison) else [*_evaluation(result, misses)]
    if console is None:
        return "".join(f"{line.text}\n" for line in lines)
    from rich.text import Text

    with console.capture() as drawn:
        for line in lines:
            console.print(Text(line.text, line.style), soft_wrap=True, highlight=False)
    return drawn.get()


# -- one evaluation


def _evaluation(result: EvalResult, misses: bool) -> Iterator[Line]:
    yield Line(f"{TITLE[result.mode]}: {visible(result.gold)}", "bold")
    yield Line(visible(about(result)), "dim")
    rows = [(figure.group, cells(figure)) for figure in result.figures if figure.value is not None]
    yield from _grouped(rows, right={1, 3})
    yield Line("")
    yield Line(how_to_read(result), "dim")
    yield from _articles(result)
    if misses:
        yield from _misses(result)


def about(result: EvalResult) -> str:
    """What was evaluated, with what, in a line."""
    prompts = [f"prompt {prompt.name}, version {prompt.version}" for prompt in result.prompts]
    return " \u00b7 ".join((result.model, *prompts, count(len(result.articles), "article"), result.summarizer_version))


def how_to_read(result: EvalResult) -> str:
    """What the intervals are."""
    return f"Behind each figure: what {result.confidence:.0%} of {result.resamples} draws of articles give."


def cells(figure: Figure) -> list[str]:
    """A figure as a row of a table: label, value, interval, counts, name."""
    return [
        figure.label,
        value(figure.value, figure.unit),
        _interval(value(figure.low, figure.unit), value(figure.high, figure.unit)),
        f"{_plain(figure.hits)} of {_plain(figure.of)}" if figure.unit == "share" else "",
        figure.name,
    ]


def _articles(result: EvalResult) -> Iterator[Line]:
    columns = [figure for figure in result.figures if figure.name in _COLUMNS[result.mode]]
    if not columns:
        return
    yield from _heading("Articles, in per cent")
    rows = [["", *(figure.name for figure in columns)]]
    for article in result.articles:
        tallies = (article.tallies.get(figure.name, Tally()) for figure in columns)
        cells = [
            value(t.hits / t.of if t.of else None, f.unit).removesuffix(" %")
            for t, f in zip(tallies, columns, strict=True)
        ]
        rows.append([visible(article.name), *cells])
    yield from (Line(f"  {text}") for text in _aligned(rows, right=set(range(1, len(columns) + 1))))
    for article in result.articles:
        if article.failed is not None:
            yield Line(f"  {visible(article.name)} failed: {visible(article.failed)}", "bold red")


def _misses(result: EvalResult) -> Iterator[Line]:
    for article in result.articles:
        if article.misses:
            yield from _heading(f"Misses of {visible(article.name)}")
            for miss in article.misses:
                yield from _miss(miss)


def _miss(miss: Miss, indent: str = "  ") -> Iterator[Line]:
    by = f" by {miss.check}" if miss.check else ""
    why = f": {visible(miss.why)}" if miss.why else ""
    yield Line(f"{indent}{', '.join(miss.figures)}{by}{why}", "yellow")
    sides = (
        ("gold", _claim(miss.gold)),
        ("found", _claim(miss.found)),
        ("gold", _matter(miss.gold_matter)),
        ("found", _matter(miss.found_matter)),
        ("told", miss.text),
        ("words", ", ".join(miss.words)),
    )
    for label, text in sides:
        if text:
            yield Line(f"{indent}  {label:<6}{visible(text)}")


def _claim(claim: ClaimView | None) -> str:
    if claim is None:
        return ""
    chain = " \u2190 ".join(f"{voice.name} ({voice.kind}, {voice.disclosure})" for voice in claim.chain)
    return f"{claim.text} \u2014 {chain or 'the article itself'} \u00b7 {STATUS[claim.status]}"


def _matter(matter: MatterView | None) -> str:
    if matter is None:
        return ""
    awaiting = f", awaiting {matter.awaiting}" if matter.awaiting else ""
    return f"{matter.text} \u2014 {REASON[matter.reason]}{awaiting}"


# -- two evaluations


def _comparison(comparison: Comparison) -> Iterator[Line]:
    yield Line(f"From {visible(comparison.before)} to {visible(comparison.after)}", "bold")
    yield Line(f"{count(len(comparison.articles), 'article')} that both have", "dim")
    if comparison.left_out:
        yield Line(f"left out, as only one has them: {visible(', '.join(comparison.left_out))}", "yellow")
    rows = [
        (
            figure.group,
            [
                figure.label,
                value(figure.before, figure.unit),
                value(figure.after, figure.unit),
                value(figure.change, figure.unit, signed=True),
                _interval(*(value(end, figure.unit, signed=True) for end in (figure.low, figure.high))),
                verdict(figure.better, figure.low, figure.high),
                figure.name,
            ],
        )
        for figure in comparison.figures
        if figure.before is not None or figure.after is not None
    ]
    yield from _grouped(rows, right={1, 2, 3})
    yield Line("")
    draws = f"{comparison.confidence:.0%} of {comparison.resamples}"
    yield Line(f"Behind each change: what {draws} draws of pairs give; better or worse where none of it is 0.", "dim")
    for name, changes in groupby(comparison.changes, key=lambda change: change.article):
        yield from _heading(f"Changes in {visible(name)}")
        for change in changes:
            yield from _change(change)


def _change(change: Change) -> Iterator[Line]:
    parts = [
        f"{label} {', '.join(names)}"
        for label, names in (("mended", change.mended), ("broken", change.broken))
        if names
    ]
    yield Line(f"  {'; '.join(parts)}: {visible(change.text)}", "red" if change.broken else "green")
    for label, miss in (("before", change.before), ("after", change.after)):
        found = miss and (_claim(miss.found) or _matter(miss.found_matter))
        if found:
            yield Line(f"    {label:<7}{visible(found)}", "dim")


def verdict(better: Better, low: float | None, high: float | None) -> str:
    """``better`` or ``worse`` where a change's whole interval lies on one side of 0; else nothing."""
    if better == "neither" or low is None or high is None or low <= 0 <= high:
        return ""
    return "better" if (low > 0) == (better == "higher") else "worse"


# -- tables


def value(number: float | None, unit: Unit, *, signed: bool = False) -> str:
    """A figure's value for reading; a change of a share is in points."""
    if number is None:
        return _NOTHING
    sign = "+" if signed else ""
    if unit == "share":
        return f"{100 * number:{sign}.1f}" if signed else f"{100 * number:.1f} %"
    if unit == "seconds":
        return f"{number:{sign}.2f} s"
    if unit == "usd":
        return f"{number:{sign}.4f}"
    return f"{number:{sign},.1f}" if unit == "requests" else f"{number:{sign},.0f}"


def _interval(low: str, high: str) -> str:
    units = (" %", " s")
    unit = next((unit for unit in units if high.endswith(unit)), "")
    return f"{low.removesuffix(unit)} to {high.removesuffix(unit)}"


def _plain(number: float) -> str:
    return f"{number:g}" if number < 1e6 else f"{number:,.0f}"


def _heading(title: str) -> Iterator[Line]:
    yield Line("")
    yield Line(title, "bold cyan")


def _grouped(rows: Sequence[tuple[str, list[str]]], *, right: set[int]) -> Iterator[Line]:
    """Rows under headings, all in the same columns."""
    texts = iter(_aligned([cells for _, cells in rows], right=right))
    for title, members in groupby(rows, key=lambda row: row[0]):
        yield from _heading(title)
        yield from (Line(f"  {next(texts)}") for _ in members)


def _aligned(rows: Sequence[Sequence[str]], *, right: set[int]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(w) if n in right else cell.ljust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
