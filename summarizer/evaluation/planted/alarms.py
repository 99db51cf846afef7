"""False alarms: what verification changes, rejects or warns of in drafts that are true."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.drafts import DraftBriefSentence
from summarizer.evaluation import views
from summarizer.evaluation.drafting import GoldDraft, brief_sentence, draft_from
from summarizer.evaluation.gold import GoldArticle
from summarizer.evaluation.planted.score import Bench, Checked
from summarizer.evaluation.results import Miss
from summarizer.evaluation.sheet import Sheet

_WORDS = 120
"""Words of one brief; all of an article's sentences together would be cut for their length."""


def false_alarms(bench: Bench, sheet: Sheet) -> None:
    """Verify the true draft, and count what does not come out as it went in.

    Args:
        bench: the article.
        sheet: where to count.
    """
    made = draft_from(bench.gold)
    checked = bench.check(made.draft)
    names = {id_: source.name for id_, source in checked.sources.items()}
    asked = {entry.claim for entry in checked.verified.doubts}
    warned = {entry.claim for entry in checked.verified.checks.warnings}
    for index, given in enumerate(made.draft.claims):
        found = checked.claim(index)
        changed = ["claim"]
        if found is not None:
            same = {
                "evidence": any(given.quote.strip('"\u201c\u201d .,') in piece.exact for piece in found.evidence),
                "text": found.text == " ".join(given.text.split()),
                "chain": [names[key] for key in found.attribution.chain] == given.chain,
                "status": found.status == given.status,
            }
            changed = [field for field, as_given in same.items() if not as_given]
            sheet.count("alarm_fields", len(changed), len(same))
            sheet.count("alarm_asked", found.id in asked)
            sheet.count("alarm_warned", found.id in warned)
        sheet.count("alarm_claims", bool(changed))
        if changed:
            _list(bench.gold, made, checked, index, sheet, f"true, and changed: {', '.join(changed)}")
    sheet.count("alarm_articles", bool(asked))
    _sources(made, checked, sheet)
    for sentence in _told(bench, made):
        _brief(sentence, bench, made, sheet)


def _list(gold: GoldArticle, made: GoldDraft, checked: Checked, index: int, sheet: Sheet, why: str) -> None:
    claim, found = made.claims[index], checked.claim(index)
    repair = next((r for r in checked.verified.checks.repaired if found is not None and r.claim == found.id), None)
    rejected = next((r for r in checked.verified.checks.rejected if r.text == claim.text), None)
    entry = repair or rejected
    sheet.misses.append(
        Miss(
            figures=["alarm_claims"],
            gold=views.gold_claim(gold, claim),
            found=views.found_claim(found, checked.sources) if found else None,
            check=entry.check if entry else None,
            why=f"{why}; {entry.why}" if entry else why,
            passage=views.passage(gold.article, gold.spans(claim)),
        )
    )


def _sources(made: GoldDraft, checked: Checked, sheet: Sheet) -> None:
    out = {source.name: source for source in checked.verified.sources}
    for given in made.draft.sources:
        found = out.get(given.name)
        kept = found is not None and (found.kind, found.disclosure) == (given.kind, given.disclosure)
        sheet.count("alarm_sources", not kept)
        if not kept:
            now = f"{found.kind}, {found.disclosure}" if found else "gone"
            why = f"true, and changed: {given.kind}, {given.disclosure} \u2192 {now}"
            sheet.misses.append(Miss(figures=["alarm_sources"], text=given.name, why=why))


def _told(bench: Bench, made: GoldDraft) -> Iterator[list[DraftBriefSentence]]:
    """Every claim told in a sentence, in briefs of common length."""
    brief: list[DraftBriefSentence] = []
    for number, claim in enumerate(made.claims, 1):
        sentence = brief_sentence(bench.gold, claim, number)
        if sum(len(s.text.split()) for s in (*brief, sentence)) > _WORDS and brief:
            yield brief
            brief = []
        brief.append(sentence)
    if brief:
        yield brief


def _brief(brief: list[DraftBriefSentence], bench: Bench, made: GoldDraft, sheet: Sheet) -> None:
    checked = bench.check(made.draft.model_copy(update={"brief": brief}))
    log = checked.verified.checks
    for sentence in brief:
        repair = next((r for r in log.repaired if r.field == "brief" and r.from_ == sentence.text), None)
        entry = repair or next((r for r in log.rejected if r.text == sentence.text), None)
        sheet.count("alarm_brief", entry is not None)
        if entry is not None:
            sheet.misses.append(Miss(figures=["alarm_brief"], text=sentence.text, check=entry.check, why=entry.why))
