"""How much of an article goes into one request: windows of whole sentences within the model's context."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Sentence
from summarizer.llm.profile import Profile

CHARACTERS_PER_TOKEN = 3.2
"""Cautious: English news prose has about 4.4, names and figures less."""
ANSWER_TOKENS = 130
"""Tokens of draft for one sentence of article: measured drafts have 60 to 110."""


def tokens(text: str) -> int:
    """About how many tokens ``text`` has, rather too many than too few."""
    return int(len(text) / CHARACTERS_PER_TOKEN) + 8


def windows(sentences: Sequence[Sentence], profile: Profile, overhead: int) -> list[tuple[Sentence, ...]]:
    """Cut ``sentences`` so that each window fits the model with its answer.

    Args:
        sentences: the article's body.
        profile: the model's context and longest answer, in tokens.
        overhead: tokens of the prompt around the sentences.
    """
    found: list[tuple[Sentence, ...]] = []
    current: list[Sentence] = []
    used = answer = 0
    for sentence in sentences:
        size = tokens(sentence.text)
        too_long = overhead + used + size + answer + ANSWER_TOKENS > profile.context_tokens
        if current and (too_long or answer + ANSWER_TOKENS > profile.output_tokens):
            found.append(tuple(current))
            current, used, answer = [], 0, 0
        current.append(sentence)
        used += size
        answer += ANSWER_TOKENS
    return [*found, tuple(current)] if current else found


def halves(window: Sequence[Sentence]) -> list[tuple[Sentence, ...]]:
    """A window cut in two, for a model that could not take it whole."""
    middle = len(window) // 2
    return [tuple(window[:middle]), tuple(window[middle:])]
