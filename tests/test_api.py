"""The Python interface: what it takes for a path, and where it may be called."""

from __future__ import annotations

import asyncio
import os
import warnings
from pathlib import Path

import pytest
from fake_server import fake_server, says

from summarizer.api import asummarize, summarize
from summarizer.errors import ArticleError, ConfigurationError
from summarizer.summary import ArticleSummary

TEXT = "The bridge opened on Monday. The mayor said it was safe."
UKRAINIAN = "Міністр заявив, що міст зачинено. Компанія це заперечує, а поліція ще не відповіла."
RUSSIAN = "Министр заявил, что мост закрыт. Компания это отрицает."


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [*os.environ]:
        if name.startswith("SUMMARIZER_") or name.endswith(("_API_KEY", "_BASE_URL")):
            monkeypatch.delenv(name)
    (tmp_path / "config.toml").write_text("")
    monkeypatch.setenv("SUMMARIZER_CONFIG", str(tmp_path / "config.toml"))


def test_a_path_and_the_name_of_a_file_are_read(tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text(TEXT)
    for article in (file, str(file)):
        assert summarize(article, model="none").article.path == str(file)
    assert summarize(TEXT, model="none").article.path is None


@pytest.mark.parametrize("name", ["nofile.txt", "news/nofile", "C:\\news\\nofile", "/nowhere/story.md"])
def test_the_name_of_no_file_is_not_summarised(name: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        summarize(name, model="none")
    assert str(caught.value) == f"no such file: {name}; to summarise a text, give the text"


@pytest.mark.parametrize(
    "text", ["The mayor said no/yes to story.txt", "The bridge was closed.", "The bridge was closed.\nstory.txt"]
)
def test_a_text_is_not_taken_for_a_path(text: str) -> None:
    assert summarize(text, model="none").article.text == text


def test_in_a_running_loop_the_other_function_is_named() -> None:
    async def inside() -> ArticleSummary:
        with pytest.raises(RuntimeError, match="await asummarize"):
            summarize(TEXT, model="none")
        return await asummarize(TEXT, model="none")

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert asyncio.run(inside()).article.text == TEXT


def test_rules_alone_do_not_read_a_language_without_a_lexicon() -> None:
    with pytest.raises(ArticleError, match="'uk', and the rules know only: en, hi, ru"):
        summarize(UKRAINIAN, model="none")


def test_a_model_that_reads_whole_articles_goes_on_in_any_language() -> None:
    draft = {
        "sources": [{"name": "Министр", "kind": "official", "disclosure": "partial"}],
        "claims": [
            {
                "sentences": [1],
                "quote": "мост закрыт",
                "text": "Мост закрыт.",
                "chain": ["Министр"],
                "cue": "заявил",
                "status": "asserted",
                "key": True,
            }
        ],
        "unconfirmed": [],
        "brief": [],
    }
    with fake_server(says(draft), repeat=True) as server:
        summary = summarize(RUSSIAN, model="openai/gpt-4o", base_url=server.base_url, api_key="secret")
    assert summary.article.language == "ru"
    assert [claim.text for claim in summary.claims] == ["Мост закрыт."]
    assert "language" in [warning.check for warning in summary.checks.warnings]
