"""Claims, their attribution and their status.

An attribution is right at its *source* where some source of gold's chain is in the chain, at its *originator* where
the first is the first, and *exact* where the chains are the same; two empty chains, the article's own voice twice,
are right in all three ways. Attribution and status are counted over the gold claims found.
"""

from __future__ import annotations

from summarizer.evaluation import views
from summarizer.evaluation.gold import GoldArticle, GoldClaim
from summarizer.evaluation.results import Miss
from summarizer.evaluation.scoring.held import SETTLED, Held
from summarizer.evaluation.sheet import Sheet
from summarizer.summary import Claim


def score_claims(held: Held, sheet: Sheet) -> None:
    """Count the claims found, how each of them is told, and the claims that gold does not have."""
    claims, alignment = held.summary.claims, held.alignment
    for i, claim in enumerate(held.gold.claims):
        j = alignment.told.get(i)
        verdicts = _presence(claim, told=j is not None, single=i in alignment.single)
        found = None if j is None else claims[j]
        if found is not None:
            verdicts |= _attribution(held, claim, found) | _standing(claim, found)
        if wrong := sheet.judge(verdicts):
            sheet.misses.append(_miss(held, wrong, claim, found))
    alone = set(alignment.single.values())
    for j, found in enumerate(claims):
        if wrong := sheet.judge({"precision": j in alignment.golds, "precision_single": j in alone}):
            sheet.misses.append(_miss(held, wrong, None, found))


def miss_claims(gold: GoldArticle, sheet: Sheet) -> None:
    """Count all claims of an article as missed."""
    for claim in gold.claims:
        if wrong := sheet.judge(_presence(claim, told=False, single=False)):
            passage = views.passage(gold.article, gold.spans(claim))
            sheet.misses.append(Miss(figures=wrong, gold=views.gold_claim(gold, claim), passage=passage))


def _presence(claim: GoldClaim, *, told: bool, single: bool) -> dict[str, bool]:
    verdicts = {"recall": told, "recall_single": single}
    if claim.key:
        verdicts["recall_key"] = told
    if claim.chain:
        verdicts["recall_attributed"] = told
    return verdicts


def _attribution(held: Held, claim: GoldClaim, found: Claim) -> dict[str, bool]:
    wanted = claim.chain
    chain = [held.who[key] for key in found.attribution.chain]
    own = not wanted and not chain
    right = {
        "source": own or any(key in who for key in wanted for who in chain),
        "originator": own or bool(wanted and chain and wanted[0] in chain[0]),
        "chain": len(wanted) == len(chain) and all(key in who for key, who in zip(wanted, chain, strict=True)),
    }
    if not wanted:
        return right | {"false_attribution": bool(chain)}
    verdicts = right | {f"{name}_attributed": hit for name, hit in right.items()} | {"loss": not chain}
    if right["originator"]:
        origin, told = held.gold.sources[wanted[0]], held.sources[found.attribution.chain[0]]
        verdicts |= {"kind": told.kind == origin.kind, "disclosure": told.disclosure == origin.disclosure}
    return verdicts


def _standing(claim: GoldClaim, found: Claim) -> dict[str, bool]:
    right, settled = found.status == claim.status, found.status in SETTLED
    if claim.status in SETTLED:
        return {"status": right, "demotion": not settled}
    return {"status": right, "status_open": right, "promotion": settled}


def _miss(held: Held, figures: list[str], claim: GoldClaim | None, found: Claim | None) -> Miss:
    gold = held.gold
    return Miss(
        figures=figures,
        gold=views.gold_claim(gold, claim) if claim else None,
        found=views.found_claim(found, held.sources) if found else None,
        passage=views.passage(gold.article, gold.spans(claim) if claim else (), found.evidence if found else ()),
    )
