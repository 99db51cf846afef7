"""Who speaks in a sentence of the brief, read as the article is read, beside whom its claims have."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from summarizer.article import words_alone
from summarizer.checks.proposal import Proposal, ProposedClaim
from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import numbers, stems
from summarizer.lexical import read_lexically
from summarizer.lexical.datafiles import DEFAULT
from summarizer.lexical.words import without_possessive

_SHARED = 0.7
"""Share of a clause's words from which it tells a claim."""
_RELATIVE = re.compile(r"\b(?:who|which|whose|whom)\s([^,;.]+)")
_ANTECEDENT = 1
"""Words of a clause that its relative pronoun may stand for."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """What is told in a sentence, and by whom."""

    speakers: tuple[str, ...]
    text: str
    denies: bool


def speakers_fault(proposal: Proposal, text: str, claims: Sequence[ProposedClaim]) -> str | None:
    """Why a sentence has somebody say what is not theirs; ``None`` where every speaker has their own words.

    Args:
        proposal: the proposal with its sources.
        text: a sentence of the brief.
        claims: the claims that it cites.
    """
    clauses = _clauses(text)
    cited = {key for claim in claims for key in claim.chain}
    names = {key: _names(" ".join([proposal.sources[key].name, *proposal.sources[key].mentions])) for key in cited}
    known = frozenset().union(*names.values())
    own = all(claim.chain for claim in claims)
    doubted = any(claim.status in ("denied", "disputed") for claim in claims)
    told = " ".join(claim.text for claim in claims)
    for clause in clauses:
        for speaker in clause.speakers:
            # a denial is told beside what it denies; who speaks inside of a claim stands in its text
            words = _names(speaker)
            if words & known or words <= _names(told) or (clause.denies and doubted) or not own:
                continue
            return f"it has {speaker} say what others said"
        sourced = any(_names(speaker) & known for speaker in clause.speakers)
        if clause.denies and sourced and not doubted and not vocabulary().doubt["denied"].search(told):
            return "it has a source deny what it said"
    for claim in claims:
        if not claim.chain:
            continue
        mine = [c for c in clauses if any(_names(speaker) & names[claim.chain[0]] for speaker in c.speakers)]
        if claim.denied_by_source and mine and not any(clause.denies for clause in mine):
            return "it has a source say what it denies"
        others = [c for c in clauses if c.speakers and c not in mine]
        rest = " ".join(other.text for other in claims if other is not claim)
        figures = set(numbers(claim.text)) - set(numbers(rest))
        if any(
            set(numbers(c.text)) & figures and not any(set(numbers(m.text)) & figures for m in mine) for c in others
        ):
            return "it puts a claim's numbers into another's mouth"
    if own and any(clause.speakers for clause in clauses):
        for clause in clauses:
            content = stems(clause.text)
            if clause.speakers or len(content) <= 2 or _is_relative(content, text):
                continue
            if len(content & stems(told)) >= _SHARED * len(content):
                return "it tells as fact what its source said"
    return None


def _is_relative(content: Set[str], text: str) -> bool:
    """Whether a clause of ``text`` stands in another one, by a relative pronoun, and is told by whoever tells that."""
    clauses = _RELATIVE.findall(text)
    return any(len(content - stems(clause)) <= _ANTECEDENT < len(content) for clause in clauses)


@lru_cache(maxsize=512)
def _clauses(text: str) -> tuple[_Clause, ...]:
    reading = read_lexically(words_alone(text, DEFAULT))
    return tuple(
        _Clause(
            tuple(reading.source(key).name for key in s.chain),
            s.text,
            s.denied_by_source or s.manner == "denial",
        )
        for s in reading.statements
    )


def _names(text: str) -> frozenset[str]:
    """The content words of a name, without regard to case."""
    words = (without_possessive(word).lower() for word in re.findall(r"[\w'\u2019-]+", text))
    return frozenset(word for word in words if word not in vocabulary().light)
