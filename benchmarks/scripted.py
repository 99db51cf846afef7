"""What a model would answer that reads like the annotator, in the form that each contestant asks for.

It stands in for a strong model where calls and tokens are counted: what is asked, and how long a right answer is, then
depend on the contestant alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from relay import Request, Script

from summarizer.evaluation.drafting import draft_from
from summarizer.evaluation.gold import GoldArticle, GoldClaim

PLAIN = ("source", "status")
"""What peers are asked about a claim."""
FULL = ("source", "kind", "disclosure", "relay", "status", "key")
"""All that a claim of the summary has."""
_ASKED_AGAIN = re.compile(r"^Claim (\d+): \{", re.MULTILINE)
_BEGINNING = 25
"""Letters of a claim's words by which a piece of an article is told to hold it."""


def our_script(gold: GoldArticle) -> Script:
    """Answers with the draft of the whole article, and keeps each claim that it is asked about again."""
    draft = draft_from(gold).draft
    whole = draft.model_dump_json()

    def answer(request: Request) -> str:
        asked = [int(number) for number in _ASKED_AGAIN.findall(str(request["messages"][-1]["content"]))]
        kept = [{"number": number, "claim": draft.claims[number - 1].model_dump()} for number in asked]
        return json.dumps({"sources": [], "claims": kept}, separators=(",", ":")) if kept else whole

    return answer


def claims_script(gold: GoldArticle) -> Script:
    """Answers with all claims, as ``llm`` and ``instructor`` ask for them."""
    answer = json.dumps(
        {"claims": [_told(gold, claim, ("quote", *PLAIN)) for claim in gold.claims]}, ensure_ascii=False
    )
    return lambda request: answer


def langextract_script(gold: GoldArticle) -> Script:
    """Answers each piece of the article with the claims whose words begin in it."""
    return _by_pieces(gold, PLAIN)


def full_script(gold: GoldArticle) -> Script:
    """The same, with all that a claim of the summary has."""
    return _by_pieces(gold, FULL)


def _by_pieces(gold: GoldArticle, fields: Sequence[str]) -> Script:
    pending = list(gold.claims)

    def answer(request: Request) -> str:
        piece = _plain(str(request["messages"][-1]["content"]).rpartition("\nQ: ")[2])
        here = [claim for claim in pending if _plain(_words(claim))[:_BEGINNING] in piece]
        for claim in here:
            pending.remove(claim)
        found = [{"claim": _words(claim), "claim_attributes": _told(gold, claim, fields)} for claim in here]
        return json.dumps({"extractions": found}, ensure_ascii=False)

    return answer


def _told(gold: GoldArticle, claim: GoldClaim, fields: Sequence[str]) -> dict[str, str | None]:
    chain = gold.chain(claim)
    first = chain[0] if chain else None
    whole: dict[str, str | None] = {
        "quote": _words(claim),
        "source": first.name if first else None,
        "kind": first.kind if first else None,
        "disclosure": first.disclosure if first else None,
        "relay": chain[1].name if len(chain) > 1 else None,
        "status": claim.status,
        "key": "yes" if claim.key else "no",
    }
    return {name: whole[name] for name in fields}


def _words(claim: GoldClaim) -> str:
    return max(claim.evidence, key=len)


def _plain(text: str) -> str:
    return " ".join(text.split())
