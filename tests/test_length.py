"""Articles from one paragraph to a book: what they take, and what a reader gets of them."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Callable

import pytest
from fake_server import FakeServer, Reply, Seen, fails, fake_server, says
from longread import long_article, section
from window_drafts import asked_about, draft_of, drafts_what_is_asked

import summarizer
from summarizer import ArticleSummary
from summarizer.article import parse_text
from summarizer.config import Settings
from summarizer.errors import InvalidAnswer, ModelError
from summarizer.lexical import read_lexically
from summarizer.pipeline import run
from summarizer.progress import Lines

WINDOW = {"SUMMARIZER_CONTEXT_TOKENS": "16000", "SUMMARIZER_OUTPUT_TOKENS": "6000"}


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WINDOW.items():
        monkeypatch.setenv(name, value)


def by_rules(words: int) -> ArticleSummary:
    return summarizer.summarize(long_article(words), model="none")


def drafted(server: FakeServer, words: int = 2_500) -> ArticleSummary:
    return summarizer.summarize(
        long_article(words), model="openai/gpt-5-mini", base_url=server.base_url, api_key="secret"
    )


def length(summary: ArticleSummary) -> int:
    return sum(len(sentence.text.split()) for sentence in summary.brief)


def places(summary: ArticleSummary) -> list[float]:
    """Where in the article the claims of the brief stand, 0 to 1."""
    starts = {claim.id: claim.evidence[0].start for claim in summary.claims}
    return [starts[sentence.claims[0]] / len(summary.article.text) for sentence in summary.brief]


def processor_time(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


# -- by rules alone


def test_one_paragraph_is_enough() -> None:
    summary = summarizer.summarize(section(0).split("\n\n")[0], model="none")
    assert summary.brief
    assert summary.claims


def test_four_times_the_words_take_little_more_than_four_times_as_long() -> None:
    by_rules(1_000)
    short = min(processor_time(lambda: by_rules(3_000)) for _ in range(2))
    long = processor_time(lambda: by_rules(12_000))
    assert long < 9 * short


def test_the_brief_of_a_long_article_is_short_and_of_its_whole_length() -> None:
    summary = by_rules(12_000)
    assert 60 <= length(summary) <= 140
    assert min(places(summary)) < 0.02
    assert max(places(summary)) > 0.5
    assert 8 <= sum(claim.key for claim in summary.claims) <= 14


def test_open_matters_of_a_long_article_are_grouped_and_none_is_lost() -> None:
    summary = by_rules(12_000)
    assert 10 <= len(summary.unconfirmed) <= 45
    listed = {identifier for matter in summary.unconfirmed for identifier in matter.claims}
    assert listed >= {claim.id for claim in summary.claims if claim.status not in ("asserted", "confirmed")}
    assert len(listed) > 100


def test_denials_deny_nothing_hundreds_of_sentences_away() -> None:
    reading = read_lexically(parse_text(long_article(8_000)))
    for matter in reading.matters:
        numbers = [reading.statements[index].sentence for index in matter.statements]
        assert max(numbers) - min(numbers) <= 200


# -- in windows


@pytest.mark.usefixtures("narrow")
def test_windows_become_one_summary() -> None:
    with fake_server(drafts_what_is_asked, repeat=True) as server:
        summary = drafted(server)
        asked = [asked_about(seen) for seen in server.requests]
    assert summary.run.windows > 3
    assert sorted({number for shown in asked for number in shown})[:3] == [1, 2, 3]
    assert 60 <= length(summary) <= 180
    assert max(places(summary)) > 0.5
    names = [source.name for source in summary.sources]
    assert len(names) == len(set(names))
    identifiers = [claim.id for claim in summary.claims]
    assert identifiers == [f"c{number}" for number in range(1, len(identifiers) + 1)]


@pytest.mark.usefixtures("narrow")
def test_progress_tells_each_part() -> None:
    stream = io.StringIO()
    with fake_server(drafts_what_is_asked, repeat=True) as server:
        settings = Settings(
            model="openai/gpt-5-mini",
            base_url=server.base_url,
            api_key="secret",
            context_tokens=16_000,
            output_tokens=6_000,
        )
        summary = asyncio.run(run(parse_text(long_article(2_500)), settings, Lines(stream)))
    told = [line for line in stream.getvalue().splitlines() if line.startswith("  part ")]
    assert len(told) == summary.run.windows
    assert told[0].startswith(f"  part 1 of {summary.run.windows}: sentences 1 to ")


@pytest.mark.usefixtures("narrow")
def test_a_part_whose_answer_does_not_fit_the_schema_is_asked_in_smaller_ones() -> None:
    broken: list[dict[int, str]] = []

    def answer(seen: Seen) -> Reply:
        shown = asked_about(seen)
        if 70 in shown and len(shown) > 30:
            broken.append(shown)
            return says({"claims": "many"})(seen)
        return drafts_what_is_asked(seen)

    with fake_server(answer, repeat=True) as server:
        summary = drafted(server)
    assert broken
    assert any(e.exact in broken[0][70] for claim in summary.claims for e in claim.evidence)


@pytest.mark.usefixtures("narrow")
def test_a_part_that_never_fits_fails_with_what_was_spent() -> None:
    def answer(seen: Seen) -> Reply:
        return says({"claims": "many"} if 70 in asked_about(seen) else draft_of(asked_about(seen)))(seen)

    with fake_server(answer, repeat=True) as server:
        with pytest.raises(InvalidAnswer) as error:
            drafted(server)
        assert server.calls < 14
    assert error.value.run is not None
    assert error.value.run.requests == server.calls
    assert error.value.run.prompt_tokens > 0


@pytest.mark.usefixtures("narrow")
def test_an_error_in_a_later_part_is_told_with_what_was_spent() -> None:
    def answer(seen: Seen) -> Reply:
        return fails(401, "no such key") if 70 in asked_about(seen) else drafts_what_is_asked(seen)

    with fake_server(answer, repeat=True) as server, pytest.raises(ModelError) as error:
        drafted(server)
    assert error.value.run is not None
    assert error.value.run.requests > 1


# -- a small model


def test_a_small_model_is_asked_a_bounded_number_of_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_ASKS", "questions")
    questions: list[str] = []

    def answer(seen: Seen) -> Reply:
        fields = seen.body["response_format"]["json_schema"]["schema"]["properties"]
        questions.extend(name for name, field in fields.items() if "enum" in field)
        return says({name: field.get("enum", ["-"])[0] for name, field in fields.items()})(seen)

    article = long_article(12_000)
    assert len(read_lexically(parse_text(article)).doubts) > 40
    with fake_server(answer, repeat=True) as server:
        summary = summarizer.summarize(article, model="openai/small", base_url=server.base_url, api_key="secret")
        assert server.calls <= 25
    assert 0 < len(questions) <= 80  # official ones are asked twice
    assert length(summary) <= 180
