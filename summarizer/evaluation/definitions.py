"""The figures of an evaluation against gold: name, label, meaning, direction and unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from summarizer.evaluation.results import Better, Unit
from summarizer.report.wording import REASON
from summarizer.summary import Reason


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is, apart from its value."""

    name: str
    """What bounds on the command line call it."""
    label: str
    """What a table calls it."""
    meaning: str
    """How it is counted, in a line."""
    group: str
    """The heading under which it stands."""
    better: Better = "higher"
    """Which direction is the good one."""
    unit: Unit = "share"
    """What it counts."""
    variant_of: str | None = None
    """The figure that it narrows down or takes more strictly; misses are listed under that one alone."""


Row = tuple[str, str, str] | tuple[str, str, str, Better]


def group(title: str, *rows: Row, variants: Mapping[str, str] | None = None) -> tuple[Definition, ...]:
    """Definitions of shares under one heading.

    Args:
        title: the heading.
        rows: name, label, meaning and, where it is not ``higher``, which direction is the good one.
        variants: names of figures that are variants, to the figure that they are variants of.
    """
    of = variants or {}
    return tuple(
        Definition(row[0], row[1], row[2], title, row[3] if len(row) == 4 else "higher", variant_of=of.get(row[0]))
        for row in rows
    )


def by_reason(reason: Reason) -> str:
    """Name of the figure for the matters that are open for ``reason``."""
    return f"matters_{reason}"


GOLD_FIGURES: tuple[Definition, ...] = (
    *group(
        "Claims",
        ("recall", "found", "gold claims that the summary has, one to one or inside a wider claim"),
        ("recall_key", "key ones found", "the same of gold's key claims"),
        ("recall_attributed", "attributed ones found", "the same of gold claims with a source"),
        ("recall_single", "found one to one", "gold claims that have a claim of the summary to themselves"),
        ("precision", "precision", "claims of the summary that tell gold claims, or are made of them"),
        ("precision_single", "precision one to one", "claims of the summary that have a gold claim to themselves"),
        variants={
            "recall_key": "recall",
            "recall_attributed": "recall",
            "recall_single": "recall",
            "precision_single": "precision",
        },
    ),
    *group(
        "Attribution of the claims found",
        ("source", "source right", "a source of gold's chain is in the chain, or both are the article's own voice"),
        ("originator", "originator right", "the first source is gold's first, or both are the article's own voice"),
        ("chain", "chain exact", "the same sources in the same order"),
        ("source_attributed", "source, attributed ones", "source right, of gold claims with a source"),
        ("originator_attributed", "originator, attributed ones", "originator right, of gold claims with a source"),
        ("chain_attributed", "chain, attributed ones", "chain exact, of gold claims with a source"),
        ("kind", "kind right", "the originator's kind is gold's, of claims whose originator is right"),
        ("disclosure", "disclosure right", "the originator's disclosure is gold's, of the same claims"),
        ("loss", "attribution lost", "told in the article's own voice, of gold claims with a source", "lower"),
        ("false_attribution", "falsely attributed", "told with a source, of gold claims without one", "lower"),
        variants={f"{name}_attributed": name for name in ("source", "originator", "chain")},
    ),
    *group(
        "Status of the claims found",
        ("status", "status right", "the status is gold's"),
        ("status_open", "status right, open ones", "the same of claims that gold holds open"),
        ("promotion", "promoted", "told as asserted or confirmed, of claims that gold holds open", "lower"),
        ("demotion", "demoted", "held open, of claims that gold has as asserted or confirmed", "lower"),
        variants={"status_open": "status"},
    ),
    *group(
        "Unconfirmed matters",
        ("matters", "found", "gold matters of which an entry of the summary touches a claim"),
        ("matters_precision", "precision", "entries of the summary that touch a claim of a gold matter"),
        ("matter_reason", "reason right", "the entry's reason is gold's, of matters found"),
        ("matter_awaiting", "awaited right", "the entry awaits the same confirmation, or none, of matters found"),
    ),
    *group(
        "Unconfirmed matters found, by reason",
        *((by_reason(reason), REASON[reason], "gold matters found, of this reason") for reason in get_args(Reason)),
        variants={by_reason(reason): "matters" for reason in get_args(Reason)},
    ),
    *group(
        "Words",
        ("verbatim", "evidence verbatim", "pieces of evidence that stand in the article at their offsets"),
        ("unsupported_numbers", "numbers unsupported", "numbers in claims and brief that the article has not", "lower"),
        ("unsupported_names", "names unsupported", "names in claims and brief that the article has not", "lower"),
    ),
    *group(
        "Brief",
        ("brief_uncited", "sentences uncited", "sentences that cite no claim of the summary", "lower"),
        ("brief_source_lost", "source lost", "sentences that name no source, of those on attributed gold", "lower"),
        ("brief_doubt_lost", "doubt lost", "sentences with no word of doubt, of those on gold held open", "lower"),
    ),
    Definition("failed", "articles failed", "articles of which no summary came", "Cost", "lower"),
    Definition("by_model", "decided by the model", "decisions that were the model's and stood", "Cost", "neither"),
    Definition("seconds", "seconds per article", "wall-clock time", "Cost", "lower", "seconds"),
    Definition("requests", "requests per article", "calls, failed attempts included", "Cost", "lower", "requests"),
    Definition(
        "tokens", "tokens per article", "tokens in and out, failed attempts included", "Cost", "lower", "tokens"
    ),
    Definition("cost", "dollars per article", "of articles whose price is known", "Cost", "lower", "usd"),
)
"""The figures of an evaluation against gold, in the order of the report."""
