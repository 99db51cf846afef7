"""How an article is cut for a model's context."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import parse_text
from summarizer.errors import ContextOverflow
from summarizer.llm.profile import Profile
from summarizer.stages.windows import ANSWER_TOKENS, answer_limit, halves, tokens, windows

BODY = parse_text(" ".join(f"The mayor of town number {n} opened a bridge on Monday." for n in range(1, 61))).body


def profile(context: int, output: int) -> Profile:
    return Profile(asks="article", context_tokens=context, output_tokens=output, soft_signals_bind=False)


def test_a_large_context_takes_all_at_once() -> None:
    assert windows(BODY, profile(128_000, 32_000), 2_000) == [BODY]


@given(
    context=st.integers(min_value=1_000, max_value=20_000),
    output=st.integers(min_value=ANSWER_TOKENS, max_value=8_000),
    overhead=st.integers(min_value=0, max_value=800),
)
def test_windows_hold_all_sentences_in_order_and_fit(context: int, output: int, overhead: int) -> None:
    found = windows(BODY, profile(context, output), overhead)
    assert tuple(sentence for window in found for sentence in window) == BODY
    for window in found:
        prompt = overhead + sum(tokens(sentence.text) for sentence in window)
        assert prompt + ANSWER_TOKENS * len(window) <= context
        assert ANSWER_TOKENS * len(window) <= output
        assert prompt + answer_limit(profile(context, output), prompt) <= context


def test_a_prompt_that_leaves_no_room_is_told_before_anything_is_sent() -> None:
    with pytest.raises(ContextOverflow, match="takes 1000"):
        windows(BODY, profile(1_000, 500), 950)


def test_halves_keep_every_sentence() -> None:
    first, second = halves(BODY[:7])
    assert first + second == BODY[:7]
    assert (len(first), len(second)) == (3, 4)


def test_scripts_of_many_bytes_count_more() -> None:
    assert tokens("мост открыт") > tokens("most otkryt")
    assert tokens("桥梁开通了") >= 5
