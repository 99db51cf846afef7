"""What an evaluation found: counts per article, figures over all, and every miss with the words around it.

The one form that the table, the JSON and the page are drawn from, whatever was evaluated: a model against gold,
the checks fed with gold (``oracle``), or the checks fed with planted errors (``planted``).
"""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from summarizer.summary import Disclosure, Evidence, Kind, Part, PromptInfo, Reason, Run, Status

RESULT_VERSION: Final = "1"

Mode = Literal["gold", "oracle", "planted"]
Better = Literal["higher", "lower", "neither"]
Unit = Literal["share", "seconds", "tokens", "requests", "usd"]


class Tally(Part):
    """A count on its way to a figure."""

    hits: float = 0
    """How many times it was so; for seconds, tokens and the like, how much."""
    of: float = 0
    """How many times it could have been so; for seconds, tokens and the like, articles."""


class Figure(Part):
    """One figure over all articles: ``hits / of``, each claim (or whatever is counted) weighing the same."""

    name: str
    """What ``--fail-under`` and ``--fail-over`` call it."""
    label: str
    """What a table calls it."""
    meaning: str
    """How it is counted, in a line."""
    group: str
    """The heading under which it stands."""
    better: Better
    """Which direction is the good one."""
    unit: Unit
    """What it counts; a ``share`` is a number from 0 to 1, all others are means per article."""
    hits: float
    """Sum of the articles' hits."""
    of: float
    """Sum of what could have been hit."""
    value: float | None
    """``hits / of``; none where there was nothing to count."""
    low: float | None
    """Lower end of the interval: what to expect of other articles like these."""
    high: float | None
    """Upper end of the interval."""


class Voice(Part):
    """One source of a chain."""

    name: str
    """Its fullest name."""
    kind: Kind
    """The role in which it speaks."""
    disclosure: Disclosure
    """How far the article says who it is."""


class ClaimView(Part):
    """A claim as gold or as the summary has it."""

    id: str
    """Its id there."""
    text: str
    """The claim."""
    chain: list[Voice]
    """Who says it, from the originator to the last relay; empty for the article's own voice."""
    status: Status
    """How far it stands."""
    key: bool
    """Whether a brief should carry it."""
    evidence: list[Evidence]
    """The words that carry it, with their place in the article."""


class MatterView(Part):
    """An unconfirmed matter as gold or as the summary has it."""

    text: str
    """What is open."""
    claims: list[str]
    """Ids of the claims that it touches, gold's or the summary's."""
    reason: Reason
    """Why it is open."""
    awaiting: str | None
    """Whose confirmation is missing."""
    cue: str | None
    """The words that say so."""


class Passage(Part):
    """Whole sentences of the article around what a miss is about."""

    start: int = Field(ge=0)
    """Where they begin in the article's text, in code points; offsets of evidence count in the article too."""
    text: str
    """The words, verbatim."""


class Miss(Part):
    """One thing that is not as it should be."""

    figures: list[str] = Field(min_length=1)
    """Names of the figures that it counts against."""
    gold: ClaimView | None = None
    """The gold claim; none for what gold does not have."""
    found: ClaimView | None = None
    """The claim of the summary; none for what the summary does not have."""
    gold_matter: MatterView | None = None
    """The gold matter, where the miss is about one."""
    found_matter: MatterView | None = None
    """The matter of the summary, where the miss is about one."""
    text: str | None = None
    """What else it is about: a sentence of the brief, a planted error as it was fed in."""
    words: list[str] = Field(default_factory=list)
    """The words at fault, such as a number that the article does not have."""
    check: str | None = None
    """Name of the check that did it, where one did."""
    why: str | None = None
    """What happened, in a line, where the two sides do not say it themselves."""
    passage: Passage | None = None
    """The article's words around it; none where it has no place there."""


class ArticleResult(Part):
    """What one article came to."""

    name: str
    """Name of its gold file, without the ending."""
    headline: str | None = None
    """Its headline."""
    failed: str | None = None
    """Why there is no summary, where there is none; all its gold counts as missed then."""
    tallies: dict[str, Tally]
    """Counts by name of figure."""
    misses: list[Miss] = Field(default_factory=list)
    """All that counts against it, in the article's order."""
    run: Run | None = None
    """How its summary was made and what it cost; for a failed article, what was spent."""


class EvalResult(Part):
    """What an evaluation found."""

    version: Literal["1"] = RESULT_VERSION
    """Version of this form."""
    mode: Mode
    """What was evaluated."""
    gold: str
    """The gold folder, as given."""
    model: str
    """The model, as ``provider/model``."""
    prompts: list[PromptInfo] = Field(default_factory=list)
    """The prompts that asked."""
    summarizer_version: str
    """Version of this program."""
    confidence: float = Field(gt=0, lt=1)
    """How much of the resampled values an interval holds."""
    resamples: int = Field(gt=0)
    """How often articles were drawn anew for the intervals."""
    figures: list[Figure]
    """The figures, group by group."""
    articles: list[ArticleResult]
    """The articles, by name."""


class Difference(Part):
    """One figure in two evaluations, over the articles that both have."""

    name: str
    """Name of the figure."""
    label: str
    """What a table calls it."""
    group: str
    """The heading under which it stands."""
    better: Better
    """Which direction is the good one."""
    unit: Unit
    """What it counts."""
    before: float | None
    """Its value in the first."""
    after: float | None
    """Its value in the second."""
    change: float | None
    """``after - before``; none where one of them is none."""
    low: float | None
    """Lower end of the interval of the change, articles drawn in pairs."""
    high: float | None
    """Upper end of that interval."""


class Change(Part):
    """One claim, matter or sentence that became better or worse."""

    article: str
    """Name of its gold file."""
    text: str
    """The gold claim, or what else it is."""
    mended: list[str]
    """Figures that it counted against before and does not any more."""
    broken: list[str]
    """Figures that it counts against now and did not before."""
    before: Miss | None
    """The miss in the first evaluation."""
    after: Miss | None
    """The miss in the second."""


class Comparison(Part):
    """Two evaluations of the same articles."""

    version: Literal["1"] = RESULT_VERSION
    """Version of this form."""
    before: str
    """What the first evaluated: model and prompt."""
    after: str
    """What the second evaluated."""
    articles: list[str]
    """The articles that both have."""
    left_out: list[str]
    """The articles that only one of them has, which count for nothing here."""
    confidence: float = Field(gt=0, lt=1)
    """How much of the resampled changes an interval holds."""
    resamples: int = Field(gt=0)
    """How often articles were drawn anew for the intervals."""
    figures: list[Difference]
    """The figures of both."""
    changes: list[Change]
    """What became better or worse, article by article."""
