"""Which claims of a summary are which gold claims.

Two claims are compared by where their evidence stands (characters in common) and by the content words of their
texts (stems in common), each as a share of the gold claim's, of the summary claim's, and of both (Dice). A gold
claim's words are those of its text or those of its evidence, whichever the other's text is nearer to: annotators
rewrite, extractors copy. Two claims may be the same when

- their evidence shares at least ``_EVIDENCE`` of the shorter one and their texts ``_WORDS`` of the shorter one, or
- their texts share ``_RETOLD`` of the longer one: the same told again elsewhere, in a headline or further below.

Of such pairs the assignment with the greatest total fit is chosen, no claim in two pairs. Fit is the mean of both
Dice shares, squared, so that one good pair outweighs two poor ones.

What is left over may still be right, cut differently:

- A gold claim that no claim of the summary has to itself counts as found where a *wider* claim holds more than half
  of its evidence and of its words, and is not so wide that it would hold anything. A reader of that claim is told.
  It is scored by the wider claim's source and status, since these are what the reader is told of it.
- A claim of the summary that no gold claim has to itself counts as right where it is *made of* gold claims: more than
  half of its evidence and of its words are theirs, be it a piece of one or two in one. It is not scored again: the
  gold claims are, each once.

Counts strictly one to one stand beside these, so that nobody has to agree with the rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.checks.wording import stems
from summarizer.errors import ConfigurationError
from summarizer.evaluation.gold import GoldArticle, GoldClaim, Span
from summarizer.summary import Claim

_EVIDENCE = 0.3
_WORDS = 0.25
_RETOLD = 0.7
_MOST = 0.5
_NOT_TOO_WIDE = 0.15
"""Share of a claim's evidence that each gold claim inside it must make up."""


@dataclass(frozen=True)
class Words:
    """A claim as it is compared."""

    wordings: tuple[str, ...]
    """How it is worded; the one nearest to the other claim counts."""
    spans: tuple[Span, ...]
    length: int
    """Characters of evidence; occurrences of the same words count once."""

    @cached_property
    def places(self) -> frozenset[int]:
        """Every character of the evidence."""
        return frozenset(place for start, end in self.spans for place in range(start, end))

    @cached_property
    def content(self) -> tuple[frozenset[str], ...]:
        """Stems of the content words of each wording."""
        return tuple(frozenset(stems(wording)) for wording in self.wordings)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How two claims compare: what share of the gold claim, of the found one, and of both is common."""

    evidence: tuple[float, float, float]
    words: tuple[float, float, float]

    @classmethod
    def of(cls, gold: Words, found: Words) -> _Fit:
        common = min(len(gold.places & found.places), gold.length, found.length)
        words = [_shares(len(one & other), len(one), len(other)) for one in gold.content for other in found.content]
        return cls(_shares(common, gold.length, found.length), max(words, key=lambda shares: shares[2]))

    @property
    def weight(self) -> float:
        return ((self.evidence[2] + self.words[2]) / 2) ** 2

    @property
    def possible(self) -> bool:
        here = max(self.evidence[:2]) >= _EVIDENCE and max(self.words[:2]) >= _WORDS
        return here or min(self.words[:2]) >= _RETOLD

    @property
    def wider(self) -> bool:
        """Whether the found claim holds the gold claim."""
        return self.evidence[0] > _MOST and self.words[0] > _MOST and self.evidence[1] >= _NOT_TOO_WIDE


def _shares(common: int, gold: int, found: int) -> tuple[float, float, float]:
    if not common:
        return 0.0, 0.0, 0.0
    return common / gold, common / found, 2 * common / (gold + found)


@dataclass(frozen=True)
class Alignment:
    """Which claims of a summary are which gold claims, by their places in the two lists."""

    single: dict[int, int]
    """Gold claim to the claim of the summary that it has to itself."""
    told: dict[int, int]
    """Every gold claim that is found to the claim that tells it: its own, or a wider one."""
    golds: dict[int, set[int]]
    """Every right claim of the summary to all gold claims that it tells, wholly or in part."""


def match(article: GoldArticle, claims: Sequence[Claim]) -> Alignment:
    """Align the claims of a summary with an article's gold claims.

    Raises:
        ConfigurationError: the extra that evaluation needs is not installed.
    """
    return align([_of_gold(article, claim) for claim in article.claims], [_of_summary(claim) for claim in claims])


def align(gold: Sequence[Words], found: Sequence[Words]) -> Alignment:
    """Align two lists of claims; the same lists give the same alignment, earlier claims first where claims tie."""
    fits = {(i, j): _Fit.of(one, other) for i, one in enumerate(gold) for j, other in enumerate(found)}
    single = _assign(len(gold), len(found), fits)
    told = dict(single)
    for i in range(len(gold)):
        holding = [j for j in range(len(found)) if fits[i, j].wider]
        if i not in single and holding:
            told[i] = max(holding, key=lambda j: fits[i, j].weight)
    golds: dict[int, set[int]] = {}
    for i, j in told.items():
        golds.setdefault(j, set()).add(i)
    for j in range(len(found)):
        if j not in golds and (made_of := _made_of(j, gold, found[j], fits)):
            golds[j] = made_of
    return Alignment(single, told, golds)


def _made_of(j: int, gold: Sequence[Words], claim: Words, fits: Mapping[tuple[int, int], _Fit]) -> set[int]:
    """The gold claims that make up most of a claim of the summary; none where they do not."""
    parts = {i for i in range(len(gold)) if fits[i, j].evidence[1] >= _NOT_TOO_WIDE}
    (words,) = claim.content
    places = frozenset[int]().union(*(gold[i].places for i in parts)) & claim.places
    content = frozenset[str]().union(*(wording for i in parts for wording in gold[i].content)) & words
    return parts if len(places) > _MOST * claim.length and len(content) > _MOST * len(words) else set()


def _of_gold(article: GoldArticle, claim: GoldClaim) -> Words:
    length = sum(len(exact) for exact in claim.evidence)
    return Words((claim.text, " ".join(claim.evidence)), article.spans(claim), length)


def _of_summary(claim: Claim) -> Words:
    spans = tuple((piece.start, piece.end) for piece in claim.evidence)
    return Words((claim.text,), spans, len({place for start, end in spans for place in range(start, end)}))


def _assign(rows: int, columns: int, fits: Mapping[tuple[int, int], _Fit]) -> dict[int, int]:
    try:
        import numpy as np
        from scipy.optimize import linear_sum_assignment
    except ImportError as error:
        raise ConfigurationError('evaluation needs scipy: pip install ".[eval]" in the checkout') from error
    weights = np.zeros((rows, columns))
    for (i, j), fit in fits.items():
        if fit.possible:
            weights[i, j] = fit.weight
    chosen = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    return {int(i): int(j) for i, j in chosen if weights[i, j] > 0}
