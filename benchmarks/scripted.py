"""What a model would answer that reads like the annotator, in the form that each contestant asks for.

It stands in for a strong model where calls and tokens are counted: what is asked, and how long a right answer is, then
depend on the contestant alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from relay import Request, Script

from summarizer.article import parse_text
from summarizer.evaluation.drafting import draft_from
from summarizer.evaluation.gold import GoldArticle, GoldClaim, GoldMatter

_BEGINNING = 25
"""Letters of a claim's words by which a piece of an article is told to hold it."""


def our_script(gold: GoldArticle) -> Script:
    """Answers with the draft of the whole article."""
    answer = draft_from(gold).draft.model_dump_json()
    return lambda request: answer


def claims_script(gold: GoldArticle) -> Script:
    """Answers with all claims, as ``llm`` and ``instructor`` ask for them."""
    answer = json.dumps({"claims": [_told(gold, claim) for claim in gold.claims]}, ensure_ascii=False)
    return lambda request: answer


def langextract_script(gold: GoldArticle) -> Script:
    """Answers each piece of the article with the claims whose words begin in it."""
    pending = list(gold.claims)

    def answer(request: Request) -> str:
        prompt = str(request["messages"][-1]["content"])
        piece = _plain(prompt.rpartition("\nQ: ")[2])
        here = [claim for claim in pending if _plain(_words(claim))[:_BEGINNING] in piece]
        for claim in here:
            pending.remove(claim)
        found = []
        for claim in here:
            told = _told(gold, claim)
            found.append({"claim": told.pop("quote"), "claim_attributes": told})
        return json.dumps({"extractions": found}, ensure_ascii=False)

    return answer


def joined(gold: Sequence[GoldArticle], words: int) -> list[GoldArticle]:
    """Articles of at least ``words`` words, each made of the next few of ``gold``; what is left over is left out."""
    long, parts = [], list[GoldArticle]()
    for article in gold:
        parts.append(article)
        if sum(len(part.article.text.split()) for part in parts) >= words:
            long.append(_joined(parts))
            parts = []
    return long


def _joined(parts: Sequence[GoldArticle]) -> GoldArticle:
    """Several annotated articles as one text."""
    sources, claims, matters = {}, list[GoldClaim](), list[GoldMatter]()
    for part in parts:
        own = f"{part.name}-"
        sources |= {own + key: source.model_copy(update={"id": own + key}) for key, source in part.sources.items()}
        for claim in part.claims:
            chain = tuple(own + key for key in claim.chain)
            claims.append(claim.model_copy(update={"id": own + claim.id, "chain": chain}))
        for matter in part.matters:
            matters.append(matter.model_copy(update={"claims": tuple(own + key for key in matter.claims)}))
    text = "\n\n".join(part.article.text.strip() for part in parts) + "\n"
    name = " + ".join(part.name for part in parts)
    return GoldArticle(name, parse_text(text), sources, tuple(claims), tuple(matters))


def _told(gold: GoldArticle, claim: GoldClaim) -> dict[str, str | None]:
    chain = gold.chain(claim)
    return {"quote": _words(claim), "source": chain[0].name if chain else None, "status": claim.status}


def _words(claim: GoldClaim) -> str:
    return max(claim.evidence, key=len)


def _plain(text: str) -> str:
    return " ".join(text.split())
