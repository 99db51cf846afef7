"""The strong tier: the article in one call, or window by window."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from summarizer.article import Sentence
from summarizer.drafts import ArticleDraft
from summarizer.errors import ContextOverflow, CutOff, Deferred, InvalidAnswer
from summarizer.prompting import Message, Prompt
from summarizer.stages.windows import answer_limit, halves, tokens, windows

if TYPE_CHECKING:
    from summarizer.pipeline import Job

_SMALLEST = 2
"""Sentences below which a window is not cut further."""
_BEFORE = 2
"""Sentences shown ahead of a later window, so that its pronouns have someone to refer to."""


async def draft_article(job: Job) -> list[ArticleDraft]:
    """Ask for drafts of the whole article, one for each window.

    Raises:
        ModelError: the model gives no usable draft.
        Deferred: an answer is still to come; all windows have been asked about by then.
    """
    prompt = job.prompt("article")
    pending = windows(job.article.body, job.spec.profile, _overhead(job))
    drafts: list[ArticleDraft] = []
    deferred: Deferred | None = None
    done = 0
    halved = 0  # the last sentence of a window that was cut in two for answers that do not fit the schema
    job.progress.stage("reading")
    while pending:
        window = pending.pop(0)
        messages = _messages(job, prompt, window)
        several = bool(drafts or pending)
        if several:
            numbers = f"sentences {window[0].number} to {window[-1].number}"
            job.progress.note(f"part {len(drafts) + 1} of {len(drafts) + 1 + len(pending)}: {numbers}")
        try:
            answer = await _ask(job, messages)
        except (ContextOverflow, CutOff, InvalidAnswer) as error:
            tried = isinstance(error, InvalidAnswer) and (not several or window[-1].number <= halved)
            if len(window) < 2 * _SMALLEST or tried:
                raise
            if isinstance(error, InvalidAnswer):
                halved = window[-1].number
            job.progress.note(f"{error}; asking in smaller pieces")
            pending[:0] = halves(window)
            continue
        except Deferred as error:
            deferred = error  # no window waits for the answer about another
            continue
        drafts.append(answer)
        job.windows += 1
        done += len(window)
        job.progress.advance(done, len(job.article.body))
    if deferred is not None:
        raise deferred
    return drafts


async def _ask(job: Job, messages: list[Message]) -> ArticleDraft:
    prompt = sum(tokens(message["content"]) for message in messages) + _schema_tokens(job)
    limit = answer_limit(job.spec.profile, prompt)
    return await job.client.ask(messages, ArticleDraft, meter=job.meter, max_tokens=limit)


def _overhead(job: Job) -> int:
    """Tokens of a request besides the sentences asked about: the prompt, the schema, what goes before a window."""
    longest = sorted((tokens(sentence.text) for sentence in job.article.body), reverse=True)
    headline = tokens(job.article.metadata.headline or "")
    return job.recipe.sizes["article"] + headline + sum(longest[:_BEFORE]) + _schema_tokens(job)


def _schema_tokens(job: Job) -> int:
    """What the schema adds to the prompt; servers that enforce it as a grammar do not show it to the model."""
    if job.spec.mode == "json_schema" and not job.spec.strict:
        return 0
    return _draft_tokens()


@cache
def _draft_tokens() -> int:
    return tokens(json.dumps(ArticleDraft.model_json_schema()))


def _messages(job: Job, prompt: Prompt, window: Sequence[Sentence]) -> list[Message]:
    first = window[0].number
    before = [sentence for sentence in job.article.body if first - _BEFORE <= sentence.number < first]
    headline = job.article.metadata.headline if first == 1 else None
    return prompt.messages(sentences=window, before=before, headline=headline, language=job.settings.language)
