"""A brief in the article's own sentences: for articles in whose language the program cannot word one.

Each sentence stands as the article has it, its attribution and its doubts with it; what it lacks of them (a pronoun for
a source, a denial that comes later) follows in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.article.model import Article, Sentence
from summarizer.checks.assembly import WORDS, weight
from summarizer.checks.matters import SETTLED
from summarizer.checks.phrases import Phrases
from summarizer.checks.proposal import Proposal, ProposedClaim, ProposedSentence

_END = re.compile(r"[\s.!?\u2026\u0964|\u3002]+$")


def retold_brief(article: Article, proposal: Proposal, phrases: Phrases | None) -> list[ProposedSentence]:
    """The sentences of the claims that a reader needs most, to about 120 words, in the article's order."""
    claims = [claim for claim in proposal.claims if claim.key] or proposal.claims
    groups: dict[int, list[ProposedClaim]] = {}
    for claim in claims:
        groups.setdefault(claim.sentences[0] if claim.sentences else 0, []).append(claim)
    chosen: dict[int, ProposedSentence] = {}
    used: dict[str, int] = {}
    length = 0
    while groups:
        number = max(groups, key=lambda number: weight(proposal, groups[number][0], used))
        group = groups.pop(number)
        sentence = retold(article, proposal, group, phrases)
        size = len(sentence.text.split())
        if chosen and length + size > WORDS:
            continue
        chosen[number] = sentence
        length += size
        for key in group[0].chain[:1]:
            used[key] = used.get(key, 0) + 1
    return [chosen[number] for number in sorted(chosen)]


def retold(
    article: Article, proposal: Proposal, claims: Sequence[ProposedClaim], phrases: Phrases | None
) -> ProposedSentence:
    """The article's sentence of these claims, with what it lacks of their sources and doubts in brackets.

    Args:
        article: the article.
        proposal: what the claims stand in.
        claims: claims of one sentence, one at least.
        phrases: the words for doubt; without any, the statuses' own names.
    """
    sentences = article.near(claims[0].sentences)
    text = " ".join(_words(article, sentences, claims).split())
    notes: list[str] = []
    for claim in claims:
        note = ": ".join(part for part in (_source(proposal, claim, text), _doubt(claim, sentences, phrases)) if part)
        if note and note not in notes:
            notes.append(note)
    if notes:
        end = _END.search(text)
        at = end.start() if end else len(text)
        text = f"{text[:at]} [{'; '.join(notes)}]{text[at:]}"
    return ProposedSentence(text, [claim.id for claim in claims])


def _words(article: Article, sentences: Sequence[Sentence], claims: Sequence[ProposedClaim]) -> str:
    """The sentences' words; where the claims stand in none that is known, their evidence."""
    if not sentences:
        return " ".join(article.text[slice(*span)] for claim in claims for span in claim.spans)
    return " ".join(sentence.text for sentence in sentences)


def _source(proposal: Proposal, claim: ProposedClaim, text: str) -> str:
    """The claim's sources, where the sentence does not name the first of them."""
    if not claim.chain:
        return ""
    origin = proposal.sources[claim.chain[0]]
    if any(mention in text for mention in (origin.name, *origin.mentions)) and (claim.cue is None or claim.cue in text):
        return ""
    return " \u2192 ".join(proposal.sources[key].name for key in claim.chain)


def _doubt(claim: ProposedClaim, sentences: Sequence[Sentence], phrases: Phrases | None) -> str:
    """The claim's doubt, where the sentence's own words do not show it."""
    if claim.status in SETTLED:
        return ""
    cue = claim.status_cue
    shown = cue is not None and any(s.start <= cue[0] < s.end for s in sentences)
    # whoever alone says it is named, which says nothing yet of who does not confirm it
    if shown and claim.reason not in ("media_report_only", "anonymous_source"):
        return ""
    return phrases.doubts[claim.status] if phrases is not None else claim.status
