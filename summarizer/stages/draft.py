"""The strong tier: the article in one call, or window by window, and once more where the draft does not hold."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from summarizer.article import Sentence
from summarizer.checks import Verified
from summarizer.drafts import ArticleDraft
from summarizer.errors import ContextOverflow, CutOff, ModelError, ReplayMiss
from summarizer.prompting import Message, Prompt
from summarizer.stages.windows import answer_limit, halves, tokens, windows

if TYPE_CHECKING:
    from summarizer.pipeline import Job

_SMALLEST = 2
"""Sentences below which a window is not cut further."""
_BEFORE = 2
"""Sentences shown ahead of a later window, so that its pronouns have someone to refer to."""
_BOOKKEEPING = frozenset({"unconfirmed", "kind", "disclosure", "status", "sentence", "spelling", "repeat", "brief"})
"""Checks that set in order what the draft itself has: nothing for a model to mend."""
_WITHOUT_LOSS = frozenset({"evidence", "attribution", "relay", "source"})
"""Further checks whose repairs put in what the article has in plain words: shown to a model that is asked anyway."""


@dataclass
class Drafts:
    """A model's drafts, window by window, with the conversations that led to them."""

    answers: list[ArticleDraft] = field(default_factory=list)
    asked: list[list[Message]] = field(default_factory=list)

    def faults(self, verified: Verified) -> list[str]:
        """What a second try may mend, in words for the model: what was rejected, what was false, what is doubted."""
        texts = {claim.id: claim.text for claim in verified.claims}
        checks = verified.checks
        found = [f"{entry.text!r}: {entry.why}" for entry in checks.rejected if entry.check not in _BOOKKEEPING]
        for entry in checks.repaired:
            if entry.check not in _BOOKKEEPING:
                given = f" (you gave {entry.from_!r})" if entry.field not in ("text", "brief") else ""
                about = entry.from_ if entry.field in ("text", "brief") else texts.get(entry.claim or "", entry.field)
                found.append(f"{about!r}{given}: {entry.why}")
        return found + [f"{texts.get(entry.claim or '', '')!r}: {entry.text}" for entry in verified.doubts]

    def worth_asking(self, verified: Verified) -> bool:
        """Whether a second try may win more than wording: a part is lost, a text was false, or a claim is doubted.

        A sentence of the brief is no part that is lost: its claims are told in the article's words.
        """
        lost = any(entry.check not in _BOOKKEEPING for entry in verified.checks.rejected)
        false = any(
            entry.check not in _BOOKKEEPING | _WITHOUT_LOSS and entry.field != "brief"
            for entry in verified.checks.repaired
        )
        return lost or false or bool(verified.doubts)

    async def ask_again(self, job: Job, faults: Sequence[str]) -> list[ArticleDraft] | None:
        """Show the model what did not hold, once; ``None`` where that brings no draft.

        Only drafts of one window are asked again: for more, the cost of repeating stands against what
        the checks have repaired or rejected by then.
        """
        if len(self.answers) != 1:
            return None
        complaint = "These parts of your answer do not hold against the article:\n" + "\n".join(
            f"- {fault}" for fault in faults
        )
        complaint += (
            "\nGive the whole answer again, with these parts corrected from the article, left out where it does not "
            "carry them, or kept where it does say so."
        )
        messages = [
            *self.asked[0],
            {"role": "assistant", "content": self.answers[0].model_dump_json()},
            {"role": "user", "content": complaint},
        ]
        size = sum(tokens(message["content"]) for message in messages)
        if size + tokens(self.answers[0].model_dump_json()) > job.spec.profile.context_tokens:
            job.progress.note("the draft has faults, but asking again does not fit the model's context")
            return None
        job.progress.stage("asking again")
        job.meter.reasks += 1
        try:
            return [await _ask(job, messages)]
        except ReplayMiss:
            raise
        except ModelError as error:
            # There is a draft already; a second one is only a chance to better it.
            job.progress.note(f"no second draft: {error}")
            return None


async def settle(job: Job, drafts: Drafts, check: Callable[[Sequence[ArticleDraft]], Awaitable[Verified]]) -> Verified:
    """Check the drafts; where something does not hold, ask once more and keep the better of the two.

    Args:
        job: the article on its way.
        drafts: what the model answered.
        check: holds drafts to the article.
    """
    first = await check(drafts.answers)
    if not drafts.worth_asking(first):
        return first
    again = await drafts.ask_again(job, drafts.faults(first))
    if again is None:
        return first
    second = await check(again)
    return second if _worth(drafts, second) >= _worth(drafts, first) else first


def _worth(drafts: Drafts, verified: Verified) -> float:
    """How much of a draft stands, less what did not hold.

    A doubted claim is worth more than none: the model that insists on it may be right.
    """
    doubted = len(verified.doubts)
    wrong = len(drafts.faults(verified)) - doubted
    return len(verified.claims) + verified.brief_by_model - 2 * wrong - doubted / 2


async def draft_article(job: Job) -> Drafts:
    """Ask for drafts of the whole article.

    Raises:
        ModelError: the model gives no usable draft.
    """
    prompt = job.prompt("article")
    pending = windows(job.article.body, job.spec.profile, _overhead(job))
    drafts = Drafts()
    done = 0
    job.progress.stage("reading")
    while pending:
        window = pending.pop(0)
        messages = _messages(job, prompt, window)
        try:
            answer = await _ask(job, messages)
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
