"""Bounds on figures, for CI: which figures do not hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from summarizer.errors import ConfigurationError
from summarizer.evaluation.definitions import Definition
from summarizer.evaluation.results import EvalResult

Side = Literal["under", "over"]


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure must not be under, or over."""

    side: Side
    """``under``: the figure must reach the limit; ``over``: it must not exceed it."""
    figure: str
    """Name of the figure."""
    limit: float
    """The limit; a share in percent, anything else in its unit."""


def bound(side: Side, text: str, definitions: Iterable[Definition]) -> Bound:
    """Read ``NAME=VALUE``.

    Args:
        side: which option it was given to.
        text: what was given.
        definitions: the figures that there are.

    Raises:
        ConfigurationError: it is not of this form, there is no such figure, or its good direction is the other one.
    """
    known = {definition.name: definition for definition in definitions}
    name, separator, value = (part.strip() for part in text.partition("="))
    if not separator:
        raise ConfigurationError(f"--fail-{side} takes NAME=VALUE, such as recall=90, not {text!r}")
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        raise ConfigurationError(f"there is no figure {name!r}{hint}; there are {', '.join(known)}")
    better = known[name].better
    if better == ("lower" if side == "under" else "higher"):
        other = "over" if side == "under" else "under"
        raise ConfigurationError(f"{better} is better for {name}: use --fail-{other} {name}={value}")
    try:
        return Bound(side, name, float(value.removesuffix("%")))
    except ValueError:
        raise ConfigurationError(f"the limit of {name} has to be a number, not {value!r}") from None


def broken(bounds: Sequence[Bound], result: EvalResult) -> list[str]:
    """For each bound that does not hold, a line that says so. A figure with nothing to count holds no bound."""
    values = {figure.name: figure for figure in result.figures}
    lines = []
    for each in bounds:
        figure = values[each.figure]
        if figure.value is None:
            lines.append(f"{figure.name}: nothing in this gold to count, but it must not be {each.side} {each.limit:g}")
            continue
        shown = 100 * figure.value if figure.unit == "share" else figure.value
        unit = "%" if figure.unit == "share" else ""
        if shown < each.limit if each.side == "under" else shown > each.limit:
            lines.append(f"{figure.name} is {each.side} {each.limit:g}{unit}: {shown:.2f}{unit}")
    return lines
