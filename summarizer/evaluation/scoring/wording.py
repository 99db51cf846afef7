"""The words of a summary: evidence verbatim, numbers and names that the article has, a brief that keeps its sources.

A sentence of the brief is held against the gold claims that it tells: those behind the claims which it cites, as far
as most of their words are in it. What the summary itself says of its claims does not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.evaluation import views
from summarizer.evaluation.gold import GoldClaim
from summarizer.evaluation.results import Miss
from summarizer.evaluation.scoring import words
from summarizer.evaluation.scoring.held import SETTLED, Held
from summarizer.evaluation.sheet import Sheet
from summarizer.summary import ArticleSummary, BriefSentence, Evidence


def score_words(held: Held, sheet: Sheet) -> None:
    """Count evidence that is verbatim, and numbers and names that the article does not have."""
    text, summary = held.gold.article.text, held.summary
    for piece in _evidence(summary):
        there = text[piece.start : piece.end]
        if wrong := sheet.judge({"verbatim": there == piece.exact}):
            sheet.misses.append(Miss(figures=wrong, text=piece.exact, why=f"the article has there: {there!r}"))
    for told in [claim.text for claim in summary.claims] + [sentence.text for sentence in summary.brief]:
        numbers, names = words.unsupported_numbers(told, text), words.unsupported_names(told, text)
        for figure, (missing, of) in (("unsupported_numbers", numbers), ("unsupported_names", names)):
            sheet.count(figure, len(missing), of)
            if missing:
                sheet.misses.append(Miss(figures=[figure], text=told, words=missing))


def _evidence(summary: ArticleSummary) -> Iterator[Evidence]:
    for claim in summary.claims:
        yield from claim.evidence
        if claim.status_cue is not None:
            yield claim.status_cue
    for matter in summary.unconfirmed:
        yield from matter.evidence


def score_brief(held: Held, sheet: Sheet) -> None:
    """Count sentences that cite nothing, and those that lose the source or the doubt of what they tell."""
    known = {claim.id for claim in held.summary.claims}
    for sentence in held.summary.brief:
        told = _told(held, sentence)
        lost = [claim for claim in told if claim.chain and not _named(held, sentence, claim)]
        is_open = [claim for claim in told if claim.status not in SETTLED]
        settled = is_open if not words.doubts(sentence.text) else []
        verdicts = {"brief_uncited": not known & set(sentence.claims)}
        if any(claim.chain for claim in told):
            verdicts["brief_source_lost"] = bool(lost)
        if is_open:
            verdicts["brief_doubt_lost"] = bool(settled)
        if wrong := sheet.judge(verdicts):
            sheet.misses.append(_miss(held, wrong, sentence, [*lost, *settled]))


def _miss(held: Held, figures: list[str], sentence: BriefSentence, claims: Sequence[GoldClaim]) -> Miss:
    gold = held.gold
    return Miss(
        figures=figures,
        gold=views.gold_claim(gold, claims[0]) if claims else None,
        text=sentence.text,
        passage=views.passage(gold.article, gold.spans(claims[0])) if claims else None,
    )


def _told(held: Held, sentence: BriefSentence) -> list[GoldClaim]:
    behind = {claim.id: claim for cited in sentence.claims for claim in held.telling.get(cited, ())}
    return [c for c in behind.values() if words.tells(sentence.text, (c.text, " ".join(c.evidence)))]


def _named(held: Held, sentence: BriefSentence, claim: GoldClaim) -> bool:
    """Whether a sentence names someone of a gold claim's chain, by gold's names or the summary's."""
    names = [name for source in held.gold.chain(claim) for name in source.names]
    names += [m for key, source in held.sources.items() if held.who[key] & set(claim.chain) for m in source.mentions]
    return words.names_someone(sentence.text, names)
