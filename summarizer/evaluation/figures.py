"""From counts per article to figures over all, with intervals.

A figure is the sum of hits over the sum of what could be hit, so every claim weighs the same. Its interval is a
percentile bootstrap over articles: articles are drawn anew, with replacement, and the figure is taken of each draw.
Claims of one article share its style and its reader's mistakes, so articles are what chance draws, not claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING

from summarizer.errors import ConfigurationError
from summarizer.evaluation.definitions import Definition
from summarizer.evaluation.results import Figure, Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

CONFIDENCE = 0.95
RESAMPLES = 2000
_SEED = 0
"""Fixed: the same counts give the same intervals."""

Tallies = Mapping[str, Tally]


def figures(definitions: Iterable[Definition], articles: Sequence[Tallies]) -> list[Figure]:
    """The figures that ``definitions`` name, over all articles, in their order.

    Raises:
        ConfigurationError: the extra that evaluation needs is not installed.
    """
    listed = list(definitions)
    names = [definition.name for definition in listed]
    bounds = _intervals(_drawn(len(articles), names, articles)[0])
    found = []
    for definition, (low, high) in zip(listed, bounds, strict=True):
        hits, of = total(definition.name, articles)
        found.append(
            Figure(
                name=definition.name,
                label=definition.label,
                meaning=definition.meaning,
                group=definition.group,
                better=definition.better,
                unit=definition.unit,
                hits=hits,
                of=of,
                value=hits / of if of else None,
                low=low,
                high=high,
            )
        )
    return found


def total(name: str, articles: Iterable[Tallies]) -> tuple[float, float]:
    """Sum of hits, and of what could be hit, of a figure."""
    tallies = [article[name] for article in articles if name in article]
    return sum(tally.hits for tally in tallies), sum(tally.of for tally in tallies)


def change_intervals(
    names: Sequence[str], before: Sequence[Tallies], after: Sequence[Tallies]
) -> list[tuple[float | None, float | None]]:
    """Intervals of the change of each figure between two evaluations of the same articles, in the same order.

    Articles are drawn in pairs, so what makes an article hard for both counts for neither.
    """
    first, second = _drawn(len(before), names, before, after)
    return _intervals(second - first)


def _drawn(count: int, names: Sequence[str], *sides: Sequence[Tallies]) -> list[Matrix]:
    """Figures (columns) of each draw of articles (rows), for each side the same draws; NaN where nothing counts."""
    np = _numpy()
    chance = np.random.default_rng(_SEED)
    # How often each article is in a draw, which is all that sums need.
    drawn = chance.multinomial(count, [1 / count] * count, size=RESAMPLES) if count else np.zeros((RESAMPLES, 0))
    values = []
    for articles in sides:
        hits = np.array([[article.get(name, _NONE).hits for name in names] for article in articles])
        of = np.array([[article.get(name, _NONE).of for name in names] for article in articles])
        with np.errstate(invalid="ignore", divide="ignore"):
            values.append((drawn @ hits) / (drawn @ of))
    return values


_NONE = Tally()


def _intervals(values: Matrix) -> list[tuple[float | None, float | None]]:
    np = _numpy()
    tail = 100 * (1 - CONFIDENCE) / 2
    found: list[tuple[float | None, float | None]] = []
    for column in values.T:
        there = column[np.isfinite(column)]
        low, high = np.percentile(there, [tail, 100 - tail]) if there.size else (None, None)
        found.append((low if low is None else float(low), high if high is None else float(high)))
    return found


def _numpy() -> ModuleType:
    try:
        import numpy
    except ImportError as error:
        raise ConfigurationError('evaluation needs scipy: pip install ".[eval]" in the checkout') from error
    return numpy
