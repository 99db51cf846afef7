"""Asking a strong model once more, about those of its claims that do not hold against the article."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from summarizer.article import Sentence
from summarizer.checks import Verified
from summarizer.drafts import ArticleDraft, Corrections, DraftClaim, corrected
from summarizer.errors import ModelError, ReplayMiss
from summarizer.stages.windows import answer_limit, tokens

if TYPE_CHECKING:
    from summarizer.pipeline import Job

_BOOKKEEPING = frozenset({"unconfirmed", "kind", "disclosure", "status", "sentence", "spelling", "repeat", "brief"})
"""Checks that set in order what the draft itself has: nothing for a model to mend."""
_WITHOUT_LOSS = frozenset({"evidence", "attribution", "relay", "source"})
"""Further checks whose repairs put in what the article has in plain words: shown to a model that is asked anyway."""
_NEAR = 2
"""Sentences shown to either side of those that a claim stands on."""
_QUOTED = re.compile(r"'([^']+ [^']+)'|\"([^\"]+ [^\"]+)\"")
"""Words of the article in the reason why a claim does not hold."""


@dataclass(frozen=True)
class Fault:
    """Why a claim does not hold, or may not."""

    number: int
    """The claim's, among all that were drafted, from 1."""
    why: str
    wins: bool
    """Whether a second try may win more than wording."""


def faults(drafts: Sequence[ArticleDraft], verified: Verified) -> list[Fault]:
    """What a second try may mend in the claims of ``drafts``: what was rejected, what was false, what is doubted."""
    chains = [claim.chain for draft in drafts for claim in draft.claims]
    checks = verified.checks
    found = [Fault(number, why, wins=True) for number, why in verified.lost]
    for entry in checks.rejected:
        if entry.check == "source":
            why = f"{entry.text!r}: {entry.why}"
            found += [Fault(number, why, wins=True) for number, chain in enumerate(chains, 1) if entry.text in chain]
    for fix in checks.repaired:
        if fix.claim is None or fix.check in _BOOKKEEPING:
            continue
        given = f" (you gave {fix.from_!r})" if fix.field != "text" else ""
        wins = fix.check not in _WITHOUT_LOSS
        found.append(Fault(verified.drafted[fix.claim], f"{fix.field}{given}: {fix.why}", wins=wins))
    return found + [
        Fault(verified.drafted[entry.claim], entry.text, wins=True) for entry in verified.doubts if entry.claim
    ]


def worth(drafts: Sequence[ArticleDraft], verified: Verified) -> float:
    """How much of the drafts stands, less what of it does not hold as it was given.

    A claim that was set right or is doubted is worth more than none: the article has it, or the model may be right.
    """
    return len(verified.claims) + verified.brief_by_model - len(faults(drafts, verified)) / 2


async def ask_again(job: Job, drafts: Sequence[ArticleDraft], found: Sequence[Fault]) -> list[ArticleDraft] | None:
    """Show the model what does not hold, draft by draft; the drafts with its corrections, ``None`` if it gives none.

    Only the claims concerned are shown and given again, with the sentences around them: a whole draft costs as much
    as the first one did, and may break what was right in it.
    """
    mended, before, any_answer = [], 0, False
    for draft in drafts:
        mine: dict[int, list[str]] = {}
        for fault in found:
            if before < fault.number <= before + len(draft.claims):
                mine.setdefault(fault.number - before, []).append(fault.why)
        before += len(draft.claims)
        corrections = await _corrections(job, draft, mine) if mine else None
        any_answer = any_answer or corrections is not None
        mended.append(corrected(draft, corrections, mine) if corrections else draft)
    return mended if any_answer else None


async def _corrections(job: Job, draft: ArticleDraft, why: Mapping[int, Sequence[str]]) -> Corrections | None:
    shown = {number: draft.claims[number - 1] for number in sorted(why)}
    messages = job.prompt("corrections").messages(
        sentences=_around(job.article.body, list(shown.values()), [text for texts in why.values() for text in texts]),
        sources=[source.name for source in draft.sources],
        claims=[(number, claim.model_dump_json(), why[number]) for number, claim in shown.items()],
        language=job.settings.language,
    )
    prompt = sum(tokens(message["content"]) for message in messages) + _schema_tokens()
    answer = sum(tokens(claim.model_dump_json()) for claim in shown.values())
    if prompt + 2 * answer > job.spec.profile.context_tokens:
        job.progress.note("the draft has faults, but asking again does not fit the model's context")
        return None
    job.progress.stage("asking again")
    job.meter.reasks += 1
    try:
        limit = answer_limit(job.spec.profile, prompt)
        return await job.client.ask(messages, Corrections, meter=job.meter, max_tokens=limit)
    except ReplayMiss:
        raise
    except ModelError as error:
        # There is a draft already; a second try is only a chance to better it.
        job.progress.note(f"no corrections: {error}")
        return None


def _around(body: Sequence[Sentence], claims: Sequence[DraftClaim], why: Sequence[str]) -> list[Sentence]:
    """The sentences that the claims name with their neighbours, and those whose words the reasons quote."""
    numbers = {number for claim in claims for number in claim.sentences}
    quoted = [match[1] or match[2] for text in why for match in _QUOTED.finditer(text)]
    return [
        sentence
        for sentence in body
        if any(abs(sentence.number - number) <= _NEAR for number in numbers)
        or any(words in sentence.text for words in quoted)
    ]


@cache
def _schema_tokens() -> int:
    return tokens(json.dumps(Corrections.model_json_schema()))
