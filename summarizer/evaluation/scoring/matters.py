"""What a summary lists as unconfirmed.

A matter is found where the summary has an entry that touches a claim which tells one of the matter's claims, whatever
reason it gives; reason and awaited party are counted apart, of the entry that is most like the matter.
"""

from __future__ import annotations

from summarizer.evaluation import views
from summarizer.evaluation.definitions import by_reason
from summarizer.evaluation.gold import GoldArticle, GoldMatter
from summarizer.evaluation.identity import same_name
from summarizer.evaluation.results import Miss
from summarizer.evaluation.scoring.held import Held
from summarizer.evaluation.sheet import Sheet
from summarizer.summary import Unconfirmed


def score_matters(held: Held, sheet: Sheet) -> None:
    """Count the matters found, how each of them is told, and the entries that gold does not have."""
    for matter in held.gold.matters:
        entries = [entry for entry in held.summary.unconfirmed if _common(held, matter, entry)]
        best = max(entries, key=lambda entry: _likeness(held, matter, entry), default=None)
        verdicts = {"matters": best is not None, by_reason(matter.reason): best is not None}
        if best is not None:
            verdicts |= {"matter_reason": best.reason == matter.reason, "matter_awaiting": _awaits_same(matter, best)}
        if wrong := sheet.judge(verdicts):
            sheet.misses.append(_miss(held, wrong, matter, best))
    for entry in held.summary.unconfirmed:
        known = any(_common(held, matter, entry) for matter in held.gold.matters)
        if wrong := sheet.judge({"matters_precision": known}):
            sheet.misses.append(_miss(held, wrong, None, entry))


def miss_matters(gold: GoldArticle, sheet: Sheet) -> None:
    """Count all matters of an article as missed."""
    for matter in gold.matters:
        if wrong := sheet.judge({"matters": False, by_reason(matter.reason): False}):
            sheet.misses.append(Miss(figures=wrong, gold_matter=views.gold_matter(gold, matter)))


def _common(held: Held, matter: GoldMatter, entry: Unconfirmed) -> int:
    """How many of a matter's claims are told by claims that an entry touches."""
    touched = {claim.id for identifier in entry.claims for claim in held.telling.get(identifier, ())}
    return len(touched & set(matter.claims))


def _likeness(held: Held, matter: GoldMatter, entry: Unconfirmed) -> tuple[bool, bool, int]:
    return entry.reason == matter.reason, _awaits_same(matter, entry), _common(held, matter, entry)


def _awaits_same(matter: GoldMatter, entry: Unconfirmed) -> bool:
    if not matter.awaiting or not entry.awaiting:
        return not matter.awaiting and not entry.awaiting
    return same_name(matter.awaiting, entry.awaiting)


def _miss(held: Held, figures: list[str], matter: GoldMatter | None, entry: Unconfirmed | None) -> Miss:
    gold, summary = held.gold, held.summary
    spans = [span for claim in gold.claims if matter and claim.id in matter.claims for span in gold.spans(claim)]
    evidence = [piece for claim in summary.claims if entry and claim.id in entry.claims for piece in claim.evidence]
    return Miss(
        figures=figures,
        gold_matter=views.gold_matter(gold, matter) if matter else None,
        found_matter=views.found_matter(entry) if entry else None,
        passage=views.passage(gold.article, spans, evidence),
    )
