"""The embedded tier: the brief's lines are assembled from checked claims, and worded by the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.checks.brief import assemble
from summarizer.checks.matters import check_matters
from summarizer.checks.proposal import Proposal, ProposedSentence
from summarizer.drafts import BriefDraft
from summarizer.errors import ContextOverflow, CutOff, InvalidAnswer
from summarizer.lexical import Reading
from summarizer.prompting import load_prompt

if TYPE_CHECKING:
    from summarizer.pipeline import Job


async def worded_brief(job: Job, reading: Reading, proposal: Proposal) -> None:
    """Put the model's wording of the brief into ``proposal``; where none can be had, the assembled lines stay."""
    check_matters(job.article, reading, proposal)
    lines = assemble(job.article, proposal)
    proposal.brief = lines
    prompt = load_prompt("brief", job.settings.prompts)
    job.progress.stage("writing the brief")
    messages = prompt.messages(lines=[line.text for line in lines])
    job.prompt = prompt.info()
    try:
        draft = await job.client.ask(messages, BriefDraft, meter=job.meter, max_tokens=700)
    except (InvalidAnswer, CutOff, ContextOverflow) as error:
        job.progress.note(f"the brief is assembled from the claims: {error}")
        job.decisions.overruled += 1
        return
    if len(draft.sentences) != len(lines):
        proposal.log.warn(
            "brief",
            None,
            "the model gave another number of sentences than asked; the brief is assembled from the claims",
        )
        job.decisions.overruled += 1
        return
    proposal.brief = [
        ProposedSentence(" ".join(text.split()), line.claims) for text, line in zip(draft.sentences, lines, strict=True)
    ]
