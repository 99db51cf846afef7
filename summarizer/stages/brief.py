"""The embedded tier: the brief's lines are assembled from checked claims, and worded by the model line by line.

Asked for a brief of a list of claims, a small model drops sources and cites the wrong claims; asked to rewrite lines
of one source each, it mostly keeps both. ``scripts/embedded_tier.py`` measures how often.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.checks.assembly import assemble
from summarizer.checks.matters import check_matters
from summarizer.checks.proposal import Proposal, ProposedSentence
from summarizer.checks.wording import missing_names, missing_numbers, stems
from summarizer.drafts import lines_model
from summarizer.errors import ContextOverflow, CutOff, InvalidAnswer
from summarizer.lexical import Reading

if TYPE_CHECKING:
    from summarizer.pipeline import Job

_TOGETHER = 2
"""Sentences of one source that make a line: the model is to join them, and joins no more than two soundly."""
_KEPT = 0.6
"""Share of a line's content words that its wording must keep."""
_TOKENS = 110
"""Tokens of answer for each line."""


async def worded_brief(job: Job, reading: Reading, proposal: Proposal) -> set[str]:
    """Put the model's wording of the brief into ``proposal``; where none can be had, the assembled lines stay.

    Returns:
        The sentences that are the model's.
    """
    check_matters(job.article, reading, proposal)
    proposal.brief = assemble(job.article, proposal)
    lines = _of_one_source(proposal)
    prompt = job.prompt("brief")
    job.progress.stage("writing the brief")
    try:
        draft = await job.client.ask(
            prompt.messages(lines=[_curly(line.text) for line in lines]),
            lines_model(len(lines)),
            meter=job.meter,
            max_tokens=_TOKENS * len(lines),
        )
    except (InvalidAnswer, CutOff, ContextOverflow) as error:
        job.progress.note(f"the brief is assembled from the claims: {error}")
        job.decisions.overruled += 1
        return set()
    proposal.brief = []
    worded: set[str] = set()
    for number, line in enumerate(lines, 1):
        text = _straight(" ".join(getattr(draft, f"line{number}").split()))
        if _carries(text, line.text):
            proposal.brief.append(ProposedSentence(text, line.claims))
            worded.add(text)
        else:
            proposal.log.repair(
                "brief", None, "brief", text, line.text, "it leaves out much of its line, or adds to it"
            )
            proposal.brief.append(line)
    return worded


def _of_one_source(proposal: Proposal) -> list[ProposedSentence]:
    """Neighbouring sentences of the same source and status, two at a time, as one line."""
    lines: list[ProposedSentence] = []
    sizes: list[int] = []
    for sentence in proposal.brief:
        if lines and sizes[-1] < _TOGETHER and _voice(proposal, lines[-1].claims) == _voice(proposal, sentence.claims):
            lines[-1] = ProposedSentence(f"{lines[-1].text} {sentence.text}", [*lines[-1].claims, *sentence.claims])
            sizes[-1] += 1
        else:
            lines.append(sentence)
            sizes.append(1)
    return lines


def _curly(text: str) -> str:
    """Straight quotation marks as curly ones: under a JSON grammar a small model ends its string at a straight one."""
    return re.sub(r'"([^"]*)"', "\u201c\\1\u201d", text)


def _straight(text: str) -> str:
    return text.replace("\u201c", '"').replace("\u201d", '"')


def _carries(text: str, line: str) -> bool:
    """Whether a wording is whole, keeps what its line says and quotes, and names nobody and no number besides."""
    wanted = stems(line)
    if missing_names(text, line) or missing_numbers(text, line) or ('"' in line and '"' not in text):
        return False
    return text.endswith((".", "!", "?", '"')) and len(wanted & stems(text)) >= _KEPT * len(wanted)


def _voice(proposal: Proposal, claims: Sequence[str]) -> set[tuple[str, ...]]:
    """Chain and status of each claim."""
    found = [claim for identifier in claims if (claim := proposal.claim(identifier)) is not None]
    return {(*claim.chain, claim.status) for claim in found}
