"""The strong tier: the article in one call, or window by window, and once more where the draft does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.article import Sentence
from summarizer.checks import Verified
from summarizer.drafts import ArticleDraft
from summarizer.errors import ContextOverflow, CutOff, InvalidAnswer
from summarizer.lexical import Reading
from summarizer.prompting import Message, Prompt, load_prompt
from summarizer.stages.windows import halves, tokens, windows

if TYPE_CHECKING:
    from summarizer.pipeline import Job

_SMALLEST = 2
"""Sentences below which a window is not cut further."""
_BEFORE = 2
"""Sentences shown ahead of a later window, so that its pronouns have someone to refer to."""


@dataclass
class Drafts:
    """A model's drafts, window by window, with the conversations that led to them."""

    answers: list[ArticleDraft] = field(default_factory=list)
    asked: list[list[Message]] = field(default_factory=list)

    def faults(self, verified: Verified) -> list[str]:
        """What the checks rejected outright, in words for the model."""
        return [f"{entry.text!r}: {entry.why}" for entry in verified.checks.rejected]

    async def ask_again(self, job: Job, faults: Sequence[str]) -> list[ArticleDraft] | None:
        """Show the model what did not hold, once; ``None`` where that brings no draft.

        Only drafts of one window are asked again: for more, the cost of repeating stands against what
        the checks have repaired or rejected by then.
        """
        if len(self.answers) != 1:
            return None
        job.progress.stage("asking again")
        complaint = "These parts of your answer do not hold against the article:\n" + "\n".join(
            f"- {fault}" for fault in faults
        )
        complaint += "\nGive the whole answer again, with these parts corrected from the article or left out."
        messages = [
            *self.asked[0],
            {"role": "assistant", "content": self.answers[0].model_dump_json()},
            {"role": "user", "content": complaint},
        ]
        job.meter.reasks += 1
        try:
            return [await job.client.ask(messages, ArticleDraft, meter=job.meter)]
        except (InvalidAnswer, CutOff, ContextOverflow) as error:
            job.progress.note(f"the second draft cannot be used: {error}")
            return None


async def draft_article(job: Job, reading: Reading) -> Drafts:
    """Ask for drafts of the whole article.

    Raises:
        ModelError: the model gives no usable draft.
    """
    prompt = load_prompt("article", job.settings.prompts)
    language = job.settings.language
    job.prompt = prompt.info(language=language)
    overhead = sum(tokens(message["content"]) for message in _messages(job, prompt, ()))
    pending = windows(job.article.body, job.spec.profile, overhead)
    drafts = Drafts()
    done = 0
    job.progress.stage("reading")
    while pending:
        window = pending.pop(0)
        messages = _messages(job, prompt, window)
        try:
            answer = await job.client.ask(messages, ArticleDraft, meter=job.meter)
        except (ContextOverflow, CutOff) as error:
            if len(window) < 2 * _SMALLEST:
                raise
            job.progress.note(f"{error}; asking in smaller pieces")
            pending[:0] = halves(window)
            continue
        drafts.answers.append(answer)
        drafts.asked.append(messages)
        job.windows += 1
        done += len(window)
        job.progress.advance(done, len(job.article.body))
    return drafts


def _messages(job: Job, prompt: Prompt, window: Sequence[Sentence]) -> list[Message]:
    first = window[0].number if window else 1
    before = [sentence for sentence in job.article.body if first - _BEFORE <= sentence.number < first]
    headline = job.article.metadata.headline if first == 1 else None
    return prompt.messages(sentences=window, before=before, headline=headline, language=job.settings.language)
