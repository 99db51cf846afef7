"""What a run would do and cost, found out without a call."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.article import Article
from summarizer.batch.plan import Item, Passed, Reused, Task
from summarizer.errors import ArticleError, ContextOverflow
from summarizer.llm.registry import LOCAL
from summarizer.readers import article_of
from summarizer.stages.windows import ANSWER_TOKENS, tokens, windows

if TYPE_CHECKING:
    from summarizer.llm.prices import Prices
    from summarizer.llm.registry import ModelSpec
    from summarizer.recipe import Recipe

_READS, _WRITES = 5000.0, 60.0
"""Tokens a second of a hosted model, roughly: of a prompt, and of an answer."""
_LOCAL_READS, _LOCAL_WRITES = 60.0, 25.0
"""The same of the embedded model on two cores."""
_SMALL_CALLS = 2
"""Calls of a small model for an article: the sources in doubt, and the brief."""
_SMALL_PROMPT, _SMALL_ANSWER = 250, 160
"""Tokens of such a call besides the prompt's own, and of its answer."""


@dataclass
class Estimate:
    """What is to be done, and about what it takes; re-asks and retries come on top."""

    articles: int = 0
    """To be summarised."""
    copies: int = 0
    """With the text of another one."""
    reused: int = 0
    """Done already."""
    skipped: int = 0
    """Files that hold no article by their kind."""
    unusable: int = 0
    """That cannot be read."""
    calls: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    cost: float | None = None
    """US dollars; none where no price is known."""
    seconds: float | None = 0.0
    """Time, roughly; none where that is not told by the number of calls."""


def estimate(
    items: Iterable[Item],
    spec: ModelSpec,
    recipe: Recipe,
    prices: Prices,
    *,
    calls_at_a_time: int | None,
    requests_per_minute: int | None = None,
    tokens_per_minute: int | None = None,
) -> Estimate:
    """Go through a plan and add up."""
    found = Estimate()
    seen = sqlite3.connect("")  # on disk where it grows, and gone with the connection
    seen.execute("CREATE TABLE seen (digest TEXT PRIMARY KEY) WITHOUT ROWID")
    try:
        for item in items:
            if isinstance(item, Reused):
                found.reused += 1
            elif isinstance(item, Passed):
                found.skipped += 1
            elif not isinstance(item, Task):
                found.unusable += 1
            elif not seen.execute("INSERT OR IGNORE INTO seen VALUES (?)", (item.fingerprint.digest,)).rowcount:
                found.copies += 1
            else:
                _add(found, item, spec, recipe)
    finally:
        seen.close()
    found.cost = prices.quote(found.prompt_tokens, found.answer_tokens)
    if calls_at_a_time is None:
        found.seconds = None
        return found
    reads, writes = (_LOCAL_READS, _LOCAL_WRITES) if spec.provider == LOCAL else (_READS, _WRITES)
    found.seconds = max(
        (found.prompt_tokens / reads + found.answer_tokens / writes) / calls_at_a_time,
        60 * found.calls / requests_per_minute if requests_per_minute else 0.0,
        60 * (found.prompt_tokens + found.answer_tokens) / tokens_per_minute if tokens_per_minute else 0.0,
    )
    return found


def _add(found: Estimate, task: Task, spec: ModelSpec, recipe: Recipe) -> None:
    try:
        article = article_of(task.document, str(task.path))
        calls, prompt, answer = _of_article(article, spec, recipe)
    except (ArticleError, ContextOverflow):
        found.unusable += 1
        return
    found.articles += 1
    found.calls += calls
    found.prompt_tokens += prompt
    found.answer_tokens += answer


def _of_article(article: Article, spec: ModelSpec, recipe: Recipe) -> tuple[int, int, int]:
    """Calls, and tokens of prompts and answers."""
    if spec.profile.asks == "nothing":
        return 0, 0, 0
    if spec.profile.asks == "questions":
        own = sum(recipe.sizes.values())
        return _SMALL_CALLS, own + _SMALL_CALLS * _SMALL_PROMPT, _SMALL_CALLS * _SMALL_ANSWER
    own = recipe.sizes["article"]
    calls = len(windows(article.body, spec.profile, own))
    text = sum(tokens(sentence.text) for sentence in article.body)
    return calls, calls * own + text, ANSWER_TOKENS * len(article.body)
