"""What the lexical layer reads over a claim's words."""

from __future__ import annotations

from itertools import islice

from summarizer.article.model import Article
from summarizer.checks.proposal import ProposedClaim
from summarizer.lexical import Reading, Statement


def claim_cue(article: Article, statement: Statement) -> str | None:
    """The cue of a statement, as the article writes it."""
    return article.text[slice(*statement.cue)] if statement.cue else None


def statement_of(reading: Reading, claim: ProposedClaim) -> Statement | None:
    """The lexical layer's statement over the same words, if there is one."""
    best = max(reading.over(claim.spans), key=lambda statement: _shared(claim, statement), default=None)
    if best is None:
        return None
    least = min(sum(end - start for start, end in claim.spans), sum(end - start for start, end in best.spans))
    return best if _shared(claim, best) >= 0.5 * least else None


def _shared(claim: ProposedClaim, statement: Statement) -> int:
    """Characters of evidence that claim and statement have in common."""
    ours, theirs = sorted(claim.spans), sorted(statement.spans)
    shared = place = 0
    for start, end in ours:
        # those that end before this one begins end before all further ones begin
        while place < len(theirs) and theirs[place][1] <= start:
            place += 1
        for begin, stop in islice(theirs, place, None):
            if begin >= end:
                break
            shared += max(0, min(end, stop) - max(start, begin))
    return shared
