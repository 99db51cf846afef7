"""Planted errors: what is planted is one error, false and always the same; what becomes of it is counted rightly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from summarizer.cli import main
from summarizer.drafts import ArticleDraft
from summarizer.errors import ConfigurationError
from summarizer.evaluation.drafting import draft_from
from summarizer.evaluation.gold import GoldArticle, load_gold
from summarizer.evaluation.planted.alarms import false_alarms
from summarizer.evaluation.planted.case import Planted
from summarizer.evaluation.planted.fusion import fused_subject
from summarizer.evaluation.planted.kinds import FAMILIES, KINDS, chosen_kinds, plant
from summarizer.evaluation.planted.run import PLANTED_FIGURES
from summarizer.evaluation.planted.score import Bench, Checked
from summarizer.evaluation.planted.slips import Around
from summarizer.evaluation.results import EvalResult
from summarizer.evaluation.sheet import Sheet
from summarizer.summary import Warned

GOLD = Path(__file__).parent / "gold"
NAMES = ("ap_rail_bridge", "biz_lithium_takeover", "trade_patrol_vessels")
TEXT = """Two ferries collide off Tarven

TARVEN, May 3 - Two ferries collided on Sunday, and nine people were hurt.

Harbour master Edda Molin said that fog was to blame.

One ferry had sailed from Norway. The other had sailed from Iceland.

The Tarven Herald reported that a lookout had slept. The owners have not commented on the report.
"""


@pytest.fixture(scope="module")
def gold() -> list[GoldArticle]:
    return [article for article in load_gold(GOLD) if article.name in NAMES]


@pytest.fixture
def ferries(tmp_path: Path) -> GoldArticle:
    return ferries_with(tmp_path)


def ferries_with(folder: Path, **texts: str) -> GoldArticle:
    """Gold of a small article; ``texts`` gives claims other texts than the right ones, by id."""
    (folder / "ferries.txt").write_text(TEXT, encoding="utf-8")
    rows = [
        ("c1", "Nine people were hurt.", "nine people were hurt", [], "asserted"),
        ("c2", "Fog was to blame.", "fog was to blame", ["s1"], "asserted"),
        ("c3", "One ferry had sailed from Norway.", "One ferry had sailed from Norway", [], "asserted"),
        ("c4", "The other ferry had sailed from Iceland.", "The other had sailed from Iceland", [], "asserted"),
        ("c5", "A lookout had slept.", "a lookout had slept", ["s2"], "unconfirmed"),
    ]
    annotation = {
        "article": "ferries.txt",
        "sources": [
            {
                "id": "s1",
                "name": "Harbour master Edda Molin",
                "mentions": ["Edda Molin"],
                "kind": "official",
                "disclosure": "named",
            },
            {"id": "s2", "name": "The Tarven Herald", "mentions": [], "kind": "other_media", "disclosure": "named"},
        ],
        "claims": [
            {"id": i, "text": texts.get(i, text), "evidence": [words], "chain": chain, "status": status, "key": True}
            for i, text, words, chain, status in rows
        ],
        "unconfirmed": [
            {"claims": ["c5"], "reason": "no_comment", "awaiting": "The owners", "cue": "have not commented"}
        ],
    }
    (folder / "ferries.json").write_text(json.dumps(annotation), encoding="utf-8")
    (article,) = load_gold(folder)
    return article


# -- what is planted


def test_every_kind_finds_room(gold: list[GoldArticle], ferries: GoldArticle) -> None:
    made = {error.kind for article in (*gold, ferries) for error in plant(article)}

    assert made == {kind.name for kind in KINDS}


def test_one_thing_is_wrong_and_nothing_else(gold: list[GoldArticle]) -> None:
    allowed = {
        "text": {"text"},
        "evidence": {"quote", "sentences"},
        "chain": {"chain", "cue", "sources"},
        "status": {"status", "unconfirmed"},
        "kind": {"kind"},
        "disclosure": {"disclosure"},
        "brief": {"brief"},
    }
    for error in (error for article in gold for error in plant(article)):
        changed = set(differences(error))
        # an unnoticed hedge is gone from the text and from the status that it had given
        may = allowed[error.field] | ({"status", "unconfirmed"} if error.kind == "hedge_dropped" else set())
        assert changed, error
        assert changed <= may, error
        assert error.before != error.after, error


def differences(error: Planted) -> Iterator[str]:
    """What differs between a planted draft and the true one; only in the claim or source that it is about."""
    truth, draft = error.truth, error.draft
    for number, (right, wrong) in enumerate(zip(truth.claims, draft.claims, strict=True)):
        fields = changed_fields(right.model_dump(), wrong.model_dump())
        assert number == error.claim or not fields, error
        yield from fields
    for source, now in zip(truth.sources, draft.sources, strict=False):
        fields = changed_fields(source.model_dump(), now.model_dump())
        assert source.name == error.source or not fields, error
        yield from fields
    yield from ["sources"] if len(truth.sources) != len(draft.sources) else []
    yield from ["unconfirmed"] if truth.unconfirmed != draft.unconfirmed else []
    yield from ["brief"] if truth.brief != draft.brief else []


def changed_fields(right: dict[str, object], wrong: dict[str, object]) -> list[str]:
    return [name for name in right if right[name] != wrong[name]]


def test_the_same_errors_every_time_and_whatever_else_is_planted(gold: list[GoldArticle]) -> None:
    everything = list(plant(gold[0]))
    numbers = list(plant(gold[0], chosen_kinds(["number"])))

    assert everything == list(plant(gold[0]))
    assert numbers == [error for error in everything if error.kind.startswith("number_")]


def test_the_article_does_not_say_what_is_planted(gold: list[GoldArticle]) -> None:
    for article in gold:
        words = " ".join(article.article.text.lower().split())
        for error in plant(article):
            if error.field == "evidence" and error.kind != "evidence_moved":
                assert error.after.lower() not in words, error
            if error.field == "text":
                assert error.after.lower().strip("\u201c\u201d.") not in words, error


def test_whom_the_article_names_for_the_claim_is_never_the_wrong_source(gold: list[GoldArticle]) -> None:
    for article in gold:
        claims = draft_from(article).claims
        names = {source.name: source.id for source in article.sources.values()}
        for error in plant(article, chosen_kinds(["source", "attribution_invented"])):
            given = error.draft.claims[error.claim].chain[0]
            assert names[given] not in claims[error.claim].chain, error


@pytest.mark.parametrize(
    ("text", "other", "fuses"),
    [
        ("The ministry closed the old pier.", "The court stopped the second sale.", True),
        # who may be one
        ("The company closed the old pier.", "Fjord Line stopped the second sale.", False),
        ("Lima closed the old pier.", "The Peruvian ministry stopped the second sale.", False),
    ],
)
def test_what_may_be_one_is_not_fused(text: str, other: str, fuses: bool) -> None:
    around = Around(f"{text} {other}", text, {"Fjord Line": "body"})
    assert (fused_subject(text, other, around) is not None) == fuses


def test_kinds_are_chosen_by_name_and_by_family() -> None:
    assert {kind.name for kind in chosen_kinds(["swap", "date_day"])} == {"swap_actors", "date_day"}
    assert {kind.family for kind in chosen_kinds([])} == set(FAMILIES)
    with pytest.raises(ConfigurationError, match="no kind of error is called typo; there are number, "):
        chosen_kinds(["typo"])


# -- what becomes of it


def wrong_text(gold: GoldArticle, index: int, text: str) -> Planted:
    """An error in a claim's text."""
    truth = draft_from(gold).draft
    return Planted(
        "number_digits", "text", index, truth, changed(truth, index, text=text), truth.claims[index].text, text
    )


def changed(draft: ArticleDraft, index: int, **fields: object) -> ArticleDraft:
    claims = list(draft.claims)
    claims[index] = claims[index].model_copy(update=fields)
    return draft.model_copy(update={"claims": claims})


def test_what_checks_set_right_is_repaired(ferries: GoldArticle) -> None:
    judged = Bench(ferries).judge(wrong_text(ferries, 0, "Ninety people were hurt."))

    assert (judged.outcome, judged.found and judged.found.text) == ("repaired", "Nine people were hurt.")


def test_what_stands_is_missed(ferries: GoldArticle) -> None:
    # true, so that no check will ever change it; called an error, it is one that stands
    judged = Bench(ferries).judge(wrong_text(ferries, 0, "Nine people got hurt."))

    assert (judged.outcome, judged.by) == ("missed", None)


def test_what_is_rejected_is_removed(ferries: GoldArticle) -> None:
    truth = draft_from(ferries).draft
    words = "Whales were seen at dusk"
    draft = changed(truth, 0, text=f"{words}.", quote=words, sentences=[2])
    judged = Bench(ferries).judge(Planted("evidence_moved", "evidence", 0, truth, draft, "", words))

    assert (judged.outcome, judged.found) == ("removed", None)


@pytest.mark.parametrize(
    ("on", "outcome"), [("broken", "flagged"), ("asked", "asked"), ("both", "missed"), ("another claim", "missed")]
)
def test_a_warning_counts_where_it_is_about_the_error(ferries: GoldArticle, on: str, outcome: str) -> None:
    error = wrong_text(ferries, 0, "Nine people got hurt.")

    class Warning(Bench):
        def check(self, draft: ArticleDraft) -> Checked:
            checked = super().check(draft)
            warned = Warned(claim="c2" if on == "another claim" else "c1", text="look here", check="look")
            if draft is error.draft or on == "both":
                checked.verified.checks.warnings.append(warned)
            if draft is error.draft and on == "asked":
                checked.verified.doubts.append(warned)
            return checked

    judged = Warning(ferries).judge(error)

    assert (judged.outcome, judged.by) == (outcome, "look" if outcome in ("flagged", "asked") else None)


@pytest.mark.parametrize(
    ("chain", "outcome"),
    [(["The Tarven Herald"], "repaired"), (["Harbour master Edda Molin"], "missed"), ([], "missed")],
)
def test_an_attribution_is_repaired_where_the_source_is_gold_s(
    ferries: GoldArticle, chain: list[str], outcome: str
) -> None:
    truth = draft_from(ferries).draft
    error = Planted("attribution_none", "chain", 4, truth, changed(truth, 4, chain=[], cue=None), "", "")

    class Given(Bench):
        """Checks after which the claim has ``chain``."""

        def check(self, draft: ArticleDraft) -> Checked:
            checked = super().check(draft)
            if draft is error.draft:
                ids = {source.name: source.id for source in super().check(truth).verified.sources}
                checked.verified.sources[:] = super().check(truth).verified.sources
                checked.verified.claims[4].attribution.chain = [ids[name] for name in chain]
            return checked

    assert Given(ferries).judge(error).outcome == outcome


def test_true_drafts_raise_no_alarm(ferries: GoldArticle) -> None:
    sheet = Sheet(PLANTED_FIGURES)
    false_alarms(Bench(ferries), sheet)

    assert (sheet.tallies["alarm_claims"].hits, sheet.tallies["alarm_claims"].of) == (0, 5)
    assert (sheet.tallies["alarm_sources"].hits, sheet.tallies["alarm_sources"].of) == (0, 2)
    assert (sheet.tallies["alarm_brief"].hits, sheet.tallies["alarm_brief"].of) == (0, 5)
    assert sheet.misses == []


def test_what_checks_change_is_a_false_alarm(tmp_path: Path) -> None:
    sheet = Sheet(PLANTED_FIGURES)
    false_alarms(Bench(ferries_with(tmp_path, c1="Ninety people were hurt.")), sheet)

    assert sheet.tallies["alarm_claims"].hits == 1
    assert (sheet.tallies["alarm_fields"].hits, sheet.tallies["alarm_fields"].of) == (1, 20)
    assert sheet.tallies["alarm_brief"].hits == 1
    claim, sentence = sheet.misses
    assert (claim.figures, claim.check, claim.found and claim.found.text) == (
        ["alarm_claims"],
        "number",
        "Nine people were hurt.",
    )
    assert (sentence.figures, sentence.text) == (["alarm_brief"], "Ninety people were hurt.")


# -- the command


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["eval", *args], prog_name="summarizer")
    return done.exit_code, done.output


def test_the_command_counts_by_kind_and_lists_what_stands(tmp_path: Path) -> None:
    ferries_with(tmp_path)
    out = tmp_path / "planted.json"
    code, _ = run(str(tmp_path), "--planted", "--kind", "number", "--kind", "fused", "-q", "-o", str(out))
    result = EvalResult.model_validate_json(out.read_text(encoding="utf-8"))
    counted = {figure.name: (figure.hits, figure.of) for figure in result.figures if figure.of}
    (article,) = result.articles

    assert (code, result.mode) == (0, "planted")
    assert counted["number"] == (1, 1)
    assert counted["caught"][1] == counted["number"][1] + counted["fused"][1]
    assert "quotation" not in counted
    standing = [miss for miss in article.misses if not miss.figures[0].startswith("alarm")]
    assert len(standing) == counted["caught"][1] - counted["caught"][0]
    assert all(miss.gold and miss.passage and miss.text for miss in standing)


def test_the_table_names_families_and_kinds(tmp_path: Path) -> None:
    ferries_with(tmp_path)
    code, text = run(str(tmp_path), "--planted", "--kind", "quotation", "-q")

    assert code == 0
    assert "quotation altered" in text
    assert "quotation altered: a word of the evidence is another" in text
    assert "False alarms on true drafts" in text


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--planted", "--kind", "typo"], "no kind of error is called typo"),
        (["--kind", "number"], "--kind names kinds of planted errors"),
        (["--planted", "--oracle"], "two evaluations"),
        (["--planted", "--model", "none"], "--planted asks no model; leave out --model"),
    ],
)
def test_what_does_not_go_together_is_refused(args: list[str], says: str) -> None:
    code, text = run(str(GOLD), *args)

    assert code == 2
    assert says in text
