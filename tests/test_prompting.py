"""The prompt of the strong tier: what it shows, what its example teaches, and how articles reach the wire."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from fake_server import fake_server, says

import summarizer
from summarizer.article import Article, parse_text
from summarizer.checks import verify
from summarizer.checks.locate import from_drafts
from summarizer.drafts import ArticleDraft
from summarizer.errors import ConfigurationError
from summarizer.lexical import read_lexically
from summarizer.prompting import Prompt, load_prompt
from summarizer.summary import Disclosure, Kind, Reason, Status

EXAMPLES = sorted((Path(__file__).parent.parent / "prompts" / "article" / "examples").glob("*.txt"))
NASTY = (
    'The ministry said {{ 7 * 7 }} vans and {% for x in y %} were "lost" </article> \\u0041 \\n {# gone #} yesterday. '
    "The tag <|im_end|> and ${HOME} stood on a wall, café owners said. `code` & 'quotes' “curly” stay as they are."
)


NOTHING: dict[str, list[str]] = {"sources": [], "claims": [], "unconfirmed": [], "brief": []}


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [*os.environ]:
        if name.startswith("SUMMARIZER_") or name.endswith(("_API_KEY", "_BASE_URL")):
            monkeypatch.delenv(name)
    (tmp_path / "config.toml").write_text("")
    monkeypatch.setenv("SUMMARIZER_CONFIG", str(tmp_path / "config.toml"))


@pytest.fixture
def prompt() -> Prompt:
    return load_prompt("article")


def rendered(prompt: Prompt, article: Article, language: str | None = None) -> list[dict[str, str]]:
    return prompt.messages(sentences=article.body, before=(), headline=article.metadata.headline, language=language)


def test_sentences_are_shown_numbered_after_the_worked_examples(prompt: Prompt) -> None:
    article = parse_text("Bridge opens\n\nThe bridge opened. The mayor said it was safe.")
    messages = rendered(prompt, article)
    roles = [message["role"] for message in messages]
    assert roles == ["system", *(["user", "assistant"] * len(EXAMPLES)), "user"]
    assert messages[-1]["content"] == (
        "Headline: Bridge opens\n\n[1] The bridge opened.\n[2] The mayor said it was safe."
    )


def test_every_label_of_the_draft_is_explained(prompt: Prompt) -> None:
    system = rendered(prompt, parse_text("The bridge opened."))[0]["content"]
    for labels in (Kind, Disclosure, Status, Reason):
        for label in get_args(labels):
            assert label in system


def test_sentences_before_a_window_are_shown_without_numbers(prompt: Prompt) -> None:
    article = parse_text("The bridge opened. The mayor spoke. He said it was safe.")
    shown = prompt.messages(sentences=article.body[2:], before=article.body[:2], headline=None, language=None)
    user = shown[-1]["content"]
    assert "[3] He said it was safe." in user
    assert "The mayor spoke." in user
    assert "[2]" not in user


def test_language_is_asked_for(prompt: Prompt) -> None:
    article = parse_text("The bridge opened.")
    assert "Write `text` fields and the brief in German" in rendered(prompt, article, "German")[0]["content"]
    assert "Write `text` fields" not in rendered(prompt, article)[0]["content"]


def test_hash_is_of_the_template_and_not_of_the_article(prompt: Prompt, tmp_path: Path) -> None:
    assert prompt.info(language=None) == load_prompt("article").info(language=None)
    assert prompt.info(language="de").sha256 != prompt.info(language=None).sha256


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_example_is_a_draft_in_which_nothing_needs_to_be_set_right(file: Path) -> None:
    article = parse_text(file.read_text(encoding="utf-8"))
    draft = ArticleDraft.model_validate_json(file.with_suffix(".json").read_text(encoding="utf-8"))
    names = {source.name for source in draft.sources}
    by_number = {sentence.number: sentence.text for sentence in article.body}
    for source in draft.sources:
        assert source.name in article.text
    for claim in draft.claims:
        assert claim.quote in " ".join(by_number[number] for number in claim.sentences)
        assert set(claim.chain) <= names
        assert claim.cue is None or claim.cue in article.text
        assert (claim.cue is None) == (not claim.chain)
    for matter in draft.unconfirmed:
        assert matter.cue is None or matter.cue in article.text
        assert matter.awaiting is None or matter.awaiting in article.text
    reading = read_lexically(article)
    verified = verify(article, reading, from_drafts(article, reading, [draft]), soft_binds=False)
    assert (verified.checks.rejected, verified.checks.repaired) == ([], [])
    assert [sentence.text for sentence in verified.brief] == [sentence.text for sentence in draft.brief]


@pytest.mark.parametrize("model", ["openai/gpt-5-mini", "mistral/some-model", "vllm/some-model-7b"])
def test_article_reaches_the_wire_as_it_is(model: str) -> None:
    with fake_server(says(NOTHING)) as server:
        summarizer.summarize(NASTY, model=model, base_url=server.base_url, api_key="secret")
        content = server.requests[0].body["messages"][-1]["content"]
        raw = server.requests[0].raw.decode("utf-8")
    article = parse_text(NASTY)
    lines = "\n".join(f"[{sentence.number}] {sentence.text}" for sentence in article.body)
    # a server might end the turn at such a mark
    assert content == lines.replace("<|im_end|>", "< |im_end|>")
    assert json.loads(raw)["messages"][-1]["content"] == content


def test_own_prompt_goes_before_the_one_that_ships(tmp_path: Path) -> None:
    own = tmp_path / "article"
    own.mkdir()
    (own / "prompt.toml").write_text('version = "mine"\ndraft = "article"\n')
    (own / "system.jinja").write_text("Be brief.")
    (own / "user.jinja").write_text("{% for s in sentences %}{{ s.text }}{% endfor %}")
    with fake_server(says(NOTHING)) as server:
        summary = summarizer.summarize(
            "The bridge opened.",
            model="openai/gpt-5-mini",
            base_url=server.base_url,
            api_key="secret",
            prompts=tmp_path,
        )
        messages = server.requests[0].body["messages"]
    assert messages == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "The bridge opened."},
    ]
    assert summary.run.prompt is not None
    assert summary.run.prompt.version == "mine"


@pytest.mark.parametrize("template", ["{{ missing }}", "{% for %}", "{{ ''.__class__.__mro__ }}"])
def test_broken_template_is_a_configuration_error(template: str, prompt: Prompt, tmp_path: Path) -> None:
    broken = Prompt("article", "1", "System.", template, ())
    with pytest.raises(ConfigurationError, match="article"):
        rendered(broken, parse_text("The bridge opened."))


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ 1/0 }}", "user.jinja cannot be rendered: division by zero"),
        ("Text:\n{% for %}", "user.jinja, line 2: "),
        ("", "user.jinja does not show sentence 1 as it is"),
        ("{% for s in sentences[:1] %}{{ s.text }}{% endfor %}", "user.jinja does not show sentence 2 as it is"),
    ],
)
def test_own_template_that_does_not_work_is_named(template: str, said: str, tmp_path: Path) -> None:
    own = own_prompt(tmp_path, user=template.encode())
    with fake_server() as server:
        with pytest.raises(ConfigurationError, match=re.escape(f"{own}{os.sep}{said}")):
            summarizer.summarize(
                "The bridge opened. The mayor spoke.",
                model="openai/gpt-5-mini",
                base_url=server.base_url,
                api_key="secret",
                prompts=tmp_path,
            )
        assert server.calls == 0


def test_own_template_may_wrap_lines_otherwise(tmp_path: Path) -> None:
    own_prompt(tmp_path, user=b"{% for s in sentences %}{{ s.text | wordwrap(9) }}\n{% endfor %}")
    article = parse_text("The bridge opened\nto the public. The mayor spoke.")
    assert rendered(load_prompt("article", tmp_path), article)[-1]["content"].startswith("The\nbridge\nopened")


@pytest.mark.parametrize("part", ["prompt.toml", "system.jinja", "user.jinja", "examples/1.txt", "examples/1.json"])
def test_part_that_is_not_utf_8_is_named(part: str, tmp_path: Path) -> None:
    own = own_prompt(tmp_path)
    (own / part).write_bytes("Café".encode("cp1252"))
    with pytest.raises(ConfigurationError, match=re.escape(f"{own / part} is not UTF-8 text")):
        load_prompt("article", tmp_path)


@pytest.mark.parametrize(
    ("part", "text", "said"),
    [
        ("examples/1.json", '{"claims": []}', "is no draft: sources: Field required"),
        ("examples/1.json", '{"claims"', "cannot be read"),
        ("examples/1.txt", "...", "holds no sentences"),
    ],
)
def test_example_that_teaches_no_draft_is_named(part: str, text: str, said: str, tmp_path: Path) -> None:
    own = own_prompt(tmp_path)
    (own / part).write_text(text)
    with pytest.raises(ConfigurationError, match=f"{re.escape(str(own / part))}.*{said}"):
        load_prompt("article", tmp_path)


def own_prompt(folder: Path, user: bytes = b"{% for s in sentences %}{{ s.text }}{% endfor %}") -> Path:
    own = folder / "article"
    (own / "examples").mkdir(parents=True)
    (own / "prompt.toml").write_text('version = "1"\ndraft = "article"\n')
    (own / "system.jinja").write_text("Be brief.")
    (own / "user.jinja").write_bytes(user)
    (own / "examples" / "1.txt").write_text("The bridge opened. The mayor spoke.")
    (own / "examples" / "1.json").write_text(json.dumps(NOTHING))
    return own


@pytest.mark.parametrize("left_out", ["prompt.toml", "system.jinja", "user.jinja"])
def test_incomplete_prompt_is_a_configuration_error(left_out: str, tmp_path: Path) -> None:
    own = tmp_path / "article"
    own.mkdir()
    for name, text in {"prompt.toml": 'version = "1"', "system.jinja": "x", "user.jinja": "y"}.items():
        if name != left_out:
            (own / name).write_text(text)
    with pytest.raises(ConfigurationError, match="incomplete"):
        load_prompt("article", tmp_path)


def test_instructions_are_rendered_for_each_language_and_take_any_name(prompt: Prompt) -> None:
    article = parse_text("The bridge opened.")
    told = [rendered(prompt, article, language)[0]["content"] for language in (None, "French", "Hindi", None)]
    assert told[0] == told[3]
    assert "French" in told[1]
    assert "Hindi" in told[2]
    own = replace(prompt, system="{{ range }} {{ language }}", examples=())
    assert own.messages(sentences=(), before=(), headline=None, language="Hindi", range="all")[0]["content"] == (
        "all Hindi"
    )
