"""How much of an article goes into one request: windows of whole sentences within the model's context."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Sentence
from summarizer.errors import ContextOverflow
from summarizer.llm.asked import about
from summarizer.llm.profile import Profile

ANSWER_TOKENS = 120
"""Tokens of draft for one sentence of article: careful drafts have about 90, with their share of sources and brief."""
_NUMBERING = 6
"""Tokens of "[12] " and the line break."""


def tokens(text: str) -> int:
    """About how many tokens ``text`` has, rather too many than too few."""
    return about(text.encode("utf-8", "surrogatepass"))


def windows(sentences: Sequence[Sentence], profile: Profile, overhead: int) -> list[tuple[Sentence, ...]]:
    """Cut ``sentences`` so that each window fits the model with its answer.

    Args:
        sentences: the article's body.
        profile: the model's context and longest answer, in tokens.
        overhead: tokens of the prompt around the sentences.

    Raises:
        ContextOverflow: not even one sentence fits.
    """
    found: list[tuple[Sentence, ...]] = []
    current: list[Sentence] = []
    used = 0
    for sentence in sentences:
        size = tokens(sentence.text) + _NUMBERING
        answer = ANSWER_TOKENS * (len(current) + 1)
        fits = overhead + used + size + answer <= profile.context_tokens and answer <= profile.output_tokens
        if current and not fits:
            found.append(tuple(current))
            current, used = [], 0
        if overhead + size + ANSWER_TOKENS > profile.context_tokens:
            raise ContextOverflow(
                f"the prompt needs about {overhead + size + ANSWER_TOKENS} tokens with one sentence and its answer, "
                f"and the model takes {profile.context_tokens}; set a larger context, or have it asked questions only"
            )
        current.append(sentence)
        used += size
    return [*found, tuple(current)] if current else found


def halves(window: Sequence[Sentence]) -> list[tuple[Sentence, ...]]:
    """A window cut in two, for a model that could not take it whole."""
    middle = len(window) // 2
    return [tuple(window[:middle]), tuple(window[middle:])]


def answer_limit(profile: Profile, prompt: int) -> int:
    """How many tokens an answer to a prompt of ``prompt`` tokens may have: endpoints refuse more than fits."""
    return max(ANSWER_TOKENS, min(profile.output_tokens, profile.context_tokens - prompt))
