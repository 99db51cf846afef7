"""What the fuzzer found, and what it begins with: the properties hold of it; so they do of what Hypothesis makes up."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from fuzzing import CASES, TARGETS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.article import parse_text
from summarizer.drafts import ArticleDraft
from summarizer.middle import by_drafts, by_rules

FOUND = [(file.parent.name, file) for file in sorted(CASES.rglob("*")) if file.is_file()]
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(("target", "file"), FOUND, ids=lambda value: value.name if isinstance(value, Path) else value)
def test_cases(target: str, file: Path) -> None:
    TARGETS[target](file.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_there_are_cases(target: str) -> None:
    assert target in {name for name, _ in FOUND}


def test_a_speaker_who_is_told_of_too_stays_a_source() -> None:
    verified, _ = by_rules(parse_text("told told told told told "))
    assert {key for claim in verified.claims for key in claim.attribution.chain} <= {s.id for s in verified.sources}


@pytest.mark.parametrize("blank", [" ", ".", "\u2026", "\u201c \u201d"])
def test_answers_that_say_nothing_are_no_claims(blank: str) -> None:
    article = parse_text('The minister said, "The bridge is shut." \u2026 Nobody was hurt.')
    claim = {"sentences": [1], "quote": blank, "text": "The bridge is shut.", "chain": [], "cue": None}
    told = claim | {"quote": "The bridge is shut", "text": blank}
    draft = {
        "sources": [],
        "claims": [each | {"status": "asserted", "key": True} for each in (claim, told)],
        "unconfirmed": [{"text": blank, "claims": [2], "reason": "denied", "awaiting": blank, "cue": blank}],
        "brief": [{"text": blank, "claims": [2]}],
    }
    verified = by_drafts(article, [ArticleDraft.model_validate(draft)], soft_binds=False)
    assert [piece.exact for each in verified.claims for piece in each.evidence] == ["The bridge is shut"] * len(
        verified.claims
    )
    assert all(
        re.search(r"\w", text) for text in [*(c.text for c in verified.claims), *(s.text for s in verified.brief)]
    )


@quick
@given(st.binary(max_size=400))
def test_any_file_is_read_or_refused(data: bytes) -> None:
    TARGETS["readers"](data)


@quick
@given(st.text(max_size=400))
def test_any_text_has_its_sentences_in_place(text: str) -> None:
    TARGETS["sentences"](text.encode("utf-8", "surrogatepass"))


@quick
@given(st.binary(min_size=20, max_size=300))
def test_any_answer_of_a_model_comes_to_a_summary_that_keeps_the_contract(data: bytes) -> None:
    TARGETS["drafts"](data)


@quick
@given(st.binary(min_size=20, max_size=300))
def test_any_row_of_telling_words_comes_to_a_summary_that_keeps_the_contract(data: bytes) -> None:
    TARGETS["rules"](data)


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_a_short_run_of_the_fuzzer_finds_nothing(target: str) -> None:
    pytest.importorskip("atheris")
    script = Path(__file__).parent.parent / "scripts" / "fuzz.py"
    ran = subprocess.run(
        [sys.executable, str(script), target, "--seconds", "20"], capture_output=True, text=True, timeout=300
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
