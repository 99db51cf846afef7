"""The seed article, without a model and with the embedded one: what the summary must show, item by item."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from summarizer import ArticleSummary, summarize
from summarizer.llm import weights
from summarizer.summary import Claim, Source

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_7ad6c81f6b61ff4e.txt"
NO_CONFIRMATION = "There was no official confirmation from the Indian government"


CASSETTES = Path(__file__).parent / "cassettes"
LIVE = [pytest.mark.slow, pytest.mark.skipif(not weights.installed(), reason="the embedded model is not installed")]


@pytest.fixture(scope="module", params=["none", "replayed", pytest.param("local", marks=LIVE)])
def summary(request: pytest.FixtureRequest) -> ArticleSummary:
    """By rules alone, by what the embedded model once answered, and by what it answers now."""
    if request.param == "replayed":
        return summarize(SEED, model="local", replay=CASSETTES)
    return summarize(SEED, model=request.param)


def claim(summary: ArticleSummary, words: str) -> Claim:
    """The claim whose evidence holds ``words``."""
    (found,) = (c for c in summary.claims if any(words in piece.exact for piece in c.evidence))
    return found


def chain(summary: ArticleSummary, found: Claim) -> list[Source]:
    sources = {source.id: source for source in summary.sources}
    return [sources[key] for key in found.attribution.chain]


def names(summary: ArticleSummary, found: Claim) -> list[str]:
    return [source.name for source in chain(summary, found)]


def test_it_is_valid_against_the_published_schema(summary: ArticleSummary) -> None:
    schema = json.loads((ROOT / "schemas" / "summary.json").read_text(encoding="utf-8"))
    data = summary.model_dump(mode="json", by_alias=True)
    jsonschema.Draft202012Validator(schema).validate(data)
    assert ArticleSummary.model_validate(data) == summary


def test_what_the_article_says_about_itself(summary: ArticleSummary) -> None:
    about = summary.article
    assert (about.agency, about.place) == ("PTI", "Moscow")
    assert (about.published_at, about.updated_at) == ("2020-09-03T21:09:00+05:30", "2020-09-03T21:24:00+05:30")
    assert about.headline is not None
    assert about.headline.startswith("Rajnath holds talks")
    assert about.text == SEED.read_text(encoding="utf-8")


def test_russian_media_are_state_media(summary: ArticleSummary) -> None:
    kinds = {source.name: (source.kind, source.disclosure) for source in summary.sources}
    assert kinds["Russia's state-run Sputnik news agency"] == ("state_media", "named")
    assert kinds["the official Russian media"] == ("state_media", "partial")


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("finalised a major deal for manufacturing AK-47 203 rifles", "the official Russian media"),
        ("a requirement for around 770,000", "Russia's state-run Sputnik news agency"),
        (
            "100,000 will be imported and the rest will be manufactured in India",
            "Russia's state-run Sputnik news agency",
        ),
        ("joint venture Indo-Russia Rifles Private Limited", "Russia's state-run Sputnik news agency"),
    ],
)
def test_the_rifle_deal_is_reported_by_them_and_unconfirmed(summary: ArticleSummary, words: str, source: str) -> None:
    found = claim(summary, words)
    assert names(summary, found) == [source]
    assert found.attribution.group == "media"
    assert found.status == "unconfirmed"
    (matter,) = (matter for matter in summary.unconfirmed if found.id in matter.claims)
    assert matter.reason == "no_official_confirmation"
    assert matter.awaiting == "the Indian government"
    assert NO_CONFIRMATION in matter.evidence[0].exact


def test_it_said_after_the_joint_venture_is_sputnik(summary: ArticleSummary) -> None:
    found = claim(summary, "joint venture Indo-Russia Rifles Private Limited")
    assert found.attribution.cue == "said"
    assert summary.article.text[found.evidence[-1].end :].startswith(", it said.")


@pytest.mark.parametrize(
    ("words", "speech"),
    [
        ('had an "excellent meeting" with his Russian counterpart', "mixed"),
        ("Excellent meeting with the Russian Defence Minister", "direct"),
        ("We talked about a wide range of issues", "direct"),
        ("issues of mutual interest will figure in his talks", "indirect"),
        ("India and Russia are privileged Strategic Partners", "direct"),
    ],
)
def test_what_singh_says_is_official_and_named(summary: ArticleSummary, words: str, speech: str) -> None:
    found = claim(summary, words)
    (singh,) = chain(summary, found)
    assert (singh.name, singh.kind, singh.disclosure) == ("Defence Minister Rajnath Singh", "official", "named")
    assert (found.attribution.group, found.attribution.speech) == ("official", speech)
    assert found.status in ("asserted", "scheduled")


def test_officials_with_no_name_state_no_fact(summary: ArticleSummary) -> None:
    found = claim(summary, "likely to request the Russian side")
    (officials,) = chain(summary, found)
    assert (officials.name, officials.kind, officials.disclosure) == ("Officials", "official", "partial")
    assert found.attribution.group == "unnamed_official"
    assert found.status in ("unconfirmed", "hedged")
    assert any(found.id in matter.claims for matter in summary.unconfirmed)


def test_the_delivery_is_scheduled(summary: ArticleSummary) -> None:
    found = claim(summary, "delivery of the first batch of S-400")
    assert (found.attribution.chain, found.status) == ([], "scheduled")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("is the latest and most advanced version of the AK-47 rifle", "asserted"),
        ("second visit to Moscow since June", "asserted"),
        ("represented India at the Victory Day Parade", "asserted"),
        ("will also attend a meeting of the Shanghai Cooperation Organisation", "scheduled"),
        ("are expected to deliberate on regional security", "scheduled"),
        ("a fierce border row between India and China", "asserted"),
        ("The SCO comprises eight member states", "asserted"),
        ("are expected to attend the SCO meeting", "scheduled"),
        ("seen as a counterweight to NATO", "asserted"),
        ("The aim of the SCO is to maintain peace", "asserted"),
        ("India became a member of the SCO in 2017", "asserted"),
        (NO_CONFIRMATION, "asserted"),
    ],
)
def test_the_background_is_in_the_articles_own_voice(summary: ArticleSummary, words: str, status: str) -> None:
    found = claim(summary, words)
    assert found.attribution.chain == []
    assert (found.attribution.group, found.attribution.speech) == ("article", "none")
    assert found.status == status


def test_the_standfirst_is_evidence_and_no_claim_of_its_own(summary: ArticleSummary) -> None:
    assert len(claim(summary, "finalised a major deal").evidence) == 2
    assert len(claim(summary, "We talked about a wide range").evidence) == 2


def test_nobody_is_a_source_who_is_only_spoken_of(summary: ArticleSummary) -> None:
    assert [source.name for source in summary.sources] == [
        "Defence Minister Rajnath Singh",
        "the official Russian media",
        "Russia's state-run Sputnik news agency",
        "Officials",
    ]


def test_the_brief_keeps_every_attribution_and_every_doubt(summary: ArticleSummary) -> None:
    claims = {c.id: c for c in summary.claims}
    assert summary.brief
    assert sum(len(sentence.text.split()) for sentence in summary.brief) <= 130
    for sentence in summary.brief:
        assert sentence.claims
        for found in (claims[identifier] for identifier in sentence.claims):
            for source in chain(summary, found):
                assert any(mention.lower() in sentence.text.lower() for mention in source.mentions)
            if found.status == "unconfirmed":
                assert re.search(r"not confirmed|not named|unconfirmed", sentence.text)
            if found.status == "scheduled":
                assert re.search(r"\bwill\b|expected|scheduled|looking forward", sentence.text, re.IGNORECASE)


def test_the_brief_tells_of_the_talks_and_of_the_deal(summary: ArticleSummary) -> None:
    told = " ".join(sentence.text for sentence in summary.brief)
    assert "Shoigu" in told
    assert "AK-47 203" in told
    assert re.search(r"not confirmed by the Indian government|Indian government has not confirmed", told)


def test_nothing_rejected_is_told(summary: ArticleSummary) -> None:
    told = [sentence.text for sentence in summary.brief] + [c.text for c in summary.claims]
    assert not {entry.text for entry in summary.checks.rejected} & set(told)


def test_the_run_tells_who_decided(summary: ArticleSummary) -> None:
    run = summary.run
    assert run.decisions.lexical == len(summary.claims)
    assert run.cost_usd is None
    if run.model == "none":
        assert (run.requests, run.prompt_tokens, run.completion_tokens, run.decisions.model) == (0, 0, 0, 0)
    else:
        assert run.requests
        assert run.prompt_tokens
        assert run.completion_tokens
        assert run.decisions.model + run.decisions.overruled >= len(summary.brief)
        assert run.prompt is not None
        assert re.fullmatch(r"[0-9a-f]{64}", run.prompt.sha256)


def test_five_sentences_by_what_the_embedded_model_answered() -> None:
    article = Path(__file__).parent / "articles" / "five_sentences.txt"
    found = summarize(article, model="local", replay=CASSETTES)
    plain = summarize(article, model="none")
    assert found.run.replayed
    assert [c.text for c in found.claims] == [c.text for c in plain.claims]
    assert found.brief


def test_a_fresh_process_is_done_at_once(tmp_path: Path) -> None:
    """A second in all on an idle machine; the bound leaves room for a busy one."""
    out = tmp_path / "summary.json"
    command = [sys.executable, "-m", "summarizer", "article", str(SEED), "--model", "none", "-o", str(out)]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert time.perf_counter() - started < 3
    assert ArticleSummary.model_validate_json(out.read_text(encoding="utf-8")).claims
