"""Scores against gold: what counts as found, as right, as lost, on a small article with its gold written out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from summarizer.errors import ModelError
from summarizer.evaluation.definitions import GOLD_FIGURES
from summarizer.evaluation.gold import GoldArticle, load_gold
from summarizer.evaluation.results import ArticleResult, Miss
from summarizer.evaluation.scoring import score, score_failure
from summarizer.evaluation.scoring.words import doubts, unsupported_names, unsupported_numbers
from summarizer.readers import read_article as read
from summarizer.summary import (
    ArticleInfo,
    ArticleSummary,
    Attribution,
    BriefSentence,
    Claim,
    Disclosure,
    Evidence,
    Kind,
    Reason,
    Run,
    Source,
    Status,
    Unconfirmed,
)

TEXT = """Two piers closed in Brenmouth

Two piers of Brenmouth harbour were closed on Monday and 25 boats were moved, Mayor Lena Ostrow said. Nobody was hurt.

The Brenmouth Courier, quoting a port engineer, reported that the piles of both piers had rotted. The harbour board \
denied that anything had rotted. Its inspector, Ivo Ostrow, found nothing wrong in spring.

Repairs will begin in May, the harbour board said.
"""
CLOSED, MOVED = "Two piers of Brenmouth harbour were closed on Monday", "25 boats were moved"
UNHURT, ROTTED = "Nobody was hurt", "the piles of both piers had rotted"
SPRING, REPAIRS = "found nothing wrong in spring", "Repairs will begin in May"
GOLD = {
    "article": "piers.txt",
    "sources": [
        {"id": "mayor", "name": "Mayor Lena Ostrow", "mentions": ["Ostrow"], "kind": "official", "disclosure": "named"},
        {"id": "inspector", "name": "Ivo Ostrow", "mentions": ["Ostrow"], "kind": "official", "disclosure": "named"},
        {"id": "engineer", "name": "a port engineer", "kind": "official", "disclosure": "partial"},
        {"id": "paper", "name": "The Brenmouth Courier", "kind": "other_media", "disclosure": "named"},
        {"id": "board", "name": "The harbour board", "kind": "official", "disclosure": "institution"},
    ],
    "claims": [
        {"id": "g1", "text": f"{CLOSED}.", "evidence": [CLOSED], "chain": ["mayor"], "status": "asserted", "key": True},
        {"id": "g2", "text": f"{MOVED}.", "evidence": [MOVED], "chain": ["mayor"], "status": "asserted", "key": False},
        {"id": "g3", "text": "Nobody was hurt.", "evidence": [UNHURT], "chain": [], "status": "asserted", "key": True},
        {
            "id": "g4",
            "text": "The piles of both piers had rotted.",
            "evidence": [ROTTED],
            "chain": ["engineer", "paper"],
            "status": "denied",
            "key": True,
        },
        {
            "id": "g5",
            "text": "The inspector found nothing wrong in spring.",
            "evidence": [SPRING],
            "chain": ["inspector"],
            "status": "disputed",
            "key": False,
        },
        {
            "id": "g6",
            "text": "Repairs will begin in May.",
            "evidence": [REPAIRS],
            "chain": ["board"],
            "status": "scheduled",
            "key": False,
        },
    ],
    "unconfirmed": [
        {"claims": ["g4", "g5"], "reason": "denied", "awaiting": "The harbour board", "cue": "denied"},
        {"claims": ["g6"], "reason": "future", "awaiting": None, "cue": "will"},
    ],
}


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> GoldArticle:
    folder = tmp_path_factory.mktemp("gold")
    (folder / "piers.txt").write_text(TEXT, encoding="utf-8")
    (folder / "piers.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (found,) = load_gold(folder)
    return found


@dataclass(frozen=True)
class Told:
    """A claim of a summary to be made."""

    text: str
    quote: str
    chain: tuple[str, ...] = ()
    status: Status = "asserted"


MAYOR = Source(id="s1", name="Mayor Lena Ostrow", mentions=["Mayor Lena Ostrow"], kind="official", disclosure="named")
ENGINEER = Source(id="s2", name="a port engineer", mentions=["a port engineer"], kind="official", disclosure="partial")
PAPER = Source(id="s3", name="The Brenmouth Courier", mentions=["Courier"], kind="other_media", disclosure="named")
INSPECTOR = Source(id="s4", name="Ivo Ostrow", mentions=["Ivo Ostrow", "Ostrow"], kind="official", disclosure="named")
BOARD = Source(
    id="s5", name="the harbour board", mentions=["the harbour board"], kind="official", disclosure="institution"
)
SOURCES = [MAYOR, ENGINEER, PAPER, INSPECTOR, BOARD]

RIGHT = [
    Told(f"{CLOSED}.", CLOSED, ("s1",)),
    Told(f"{MOVED}.", MOVED, ("s1",)),
    Told("Nobody was hurt.", UNHURT),
    Told("The piles of both piers had rotted.", ROTTED, ("s2", "s3"), "denied"),
    Told("The inspector found nothing wrong in spring.", SPRING, ("s4",), "disputed"),
    Told("Repairs will begin in May.", REPAIRS, ("s5",), "scheduled"),
]
OPEN = [
    Unconfirmed(text="Whether the piles had rotted.", claims=["c4"], reason="denied", awaiting="the harbour board"),
    Unconfirmed(text="Repairs are to begin.", claims=["c6"], reason="future"),
]
BRIEF = [
    BriefSentence(text="Two piers of Brenmouth harbour were closed on Monday, Mayor Lena Ostrow said.", claims=["c1"]),
    BriefSentence(
        text="The piles had rotted, the Brenmouth Courier quoted a port engineer; the board denied it.", claims=["c4"]
    ),
]


def summary(
    told: Sequence[Told] = RIGHT,
    *,
    sources: Sequence[Source] = SOURCES,
    unconfirmed: Sequence[Unconfirmed] = OPEN,
    brief: Sequence[BriefSentence] = BRIEF,
) -> ArticleSummary:
    """A summary whose claims are ``told``; ids count from c1."""
    return ArticleSummary(
        article=ArticleInfo(id="0", words=0, text=TEXT),
        sources=list(sources),
        claims=[
            Claim(
                id=f"c{number}",
                text=claim.text,
                evidence=[
                    Evidence(
                        exact=claim.quote,
                        start=TEXT.index(claim.quote),
                        end=TEXT.index(claim.quote) + len(claim.quote),
                    )
                ],
                attribution=Attribution(chain=list(claim.chain), speech="indirect", group="other"),
                status=claim.status,
                key=True,
            )
            for number, claim in enumerate(told, 1)
        ],
        unconfirmed=list(unconfirmed),
        brief=list(brief),
        run=Run(model="none", seconds=2.0, requests=3, prompt_tokens=10, completion_tokens=5, summarizer_version="0"),
    )


def changed(number: int, claim: Told | None) -> list[Told]:
    """The right claims with the one at ``number`` (from 1) replaced, or left out."""
    told: list[Told | None] = [*RIGHT]
    told[number - 1] = claim
    return [each for each in told if each is not None]


FOUND = ("recall", "recall_single", "precision", "precision_single")


def counts(result: ArticleResult, *names: str) -> list[tuple[float, float]]:
    tallies = (result.tallies.get(name) for name in names)
    return [(tally.hits, tally.of) if tally else (0, 0) for tally in tallies]


def only_miss(result: ArticleResult) -> Miss:
    (miss,) = result.misses
    return miss


# -- a right summary


def test_right_summary_misses_nothing(gold: GoldArticle) -> None:
    result = score(gold, summary())

    assert result.misses == []
    better = {definition.name: definition.better for definition in GOLD_FIGURES if definition.unit == "share"}
    for name, tally in result.tallies.items():
        if better.get(name) == "higher":
            assert tally.hits == tally.of, name
        if better.get(name) == "lower":
            assert tally.hits == 0, name
    assert counts(result, "recall", "recall_key", "recall_attributed", "precision") == [(6, 6), (3, 3), (5, 5), (6, 6)]
    assert counts(result, "loss", "false_attribution", "promotion", "demotion") == [(0, 5), (0, 1), (0, 3), (0, 3)]
    assert counts(result, "matters", "matters_denied", "matters_future") == [(2, 2), (1, 1), (1, 1)]
    assert counts(result, "seconds", "requests", "tokens", "failed", "cost") == [
        (2, 1),
        (3, 1),
        (15, 1),
        (0, 1),
        (0, 0),
    ]


# -- attribution and status of a claim that is found


@pytest.mark.parametrize(
    ("number", "chain", "wrong"),
    [
        (1, (), {"source", "originator", "chain", "loss"}),
        (1, ("s5",), {"source", "originator", "chain"}),
        (1, ("s1", "s3"), {"chain"}),
        (4, ("s2",), {"chain"}),
        (4, ("s3",), {"originator", "chain"}),
        (4, ("s3", "s2"), {"originator", "chain"}),
        (3, ("s1",), {"source", "originator", "chain", "false_attribution"}),
        (5, ("s1",), {"source", "originator", "chain"}),  # the mayor's namesake is another man
    ],
)
def test_attribution(gold: GoldArticle, number: int, chain: tuple[str, ...], wrong: set[str]) -> None:
    claim = RIGHT[number - 1]
    result = score(gold, summary(changed(number, Told(claim.text, claim.quote, chain, claim.status)), brief=[]))

    miss = only_miss(result)
    assert set(miss.figures) == wrong
    assert miss.gold is not None
    assert miss.gold.id == f"g{number}"
    assert miss.passage is not None
    assert claim.quote in miss.passage.text
    assert TEXT[miss.passage.start :].startswith(miss.passage.text)


@pytest.mark.parametrize(
    ("number", "status", "wrong"),
    [
        (4, "asserted", {"status", "promotion"}),
        (5, "confirmed", {"status", "promotion"}),
        (6, "hedged", {"status"}),
        (1, "unconfirmed", {"status", "demotion"}),
        (1, "confirmed", {"status"}),
    ],
)
def test_status(gold: GoldArticle, number: int, status: Status, wrong: set[str]) -> None:
    claim = RIGHT[number - 1]
    result = score(gold, summary(changed(number, Told(claim.text, claim.quote, claim.chain, status))))

    assert set(only_miss(result).figures) == wrong
    assert counts(result, "status") == [(5, 6)]


@pytest.mark.parametrize(
    ("field", "value", "wrong"), [("kind", "company", ["kind"]), ("disclosure", "anonymous", ["disclosure"])]
)
def test_kind_and_disclosure_are_the_originators(gold: GoldArticle, field: str, value: str, wrong: list[str]) -> None:
    result = score(gold, summary(sources=[MAYOR, ENGINEER.model_copy(update={field: value}), *SOURCES[2:]]))

    assert only_miss(result).figures == wrong
    assert counts(result, field) == [(4, 5)]
    relay = score(gold, summary(sources=[MAYOR, ENGINEER, PAPER.model_copy(update={field: value}), INSPECTOR, BOARD]))
    assert relay.misses == []


@pytest.mark.parametrize("name", ["Brenmouth Courier", "the Courier", "Courier", "The Brenmouth Courier"])
def test_source_goes_by_any_name_that_holds_the_other(gold: GoldArticle, name: str) -> None:
    paper = PAPER.model_copy(update={"name": name, "mentions": [name]})

    assert score(gold, summary(sources=[MAYOR, ENGINEER, paper, INSPECTOR, BOARD])).misses == []


def test_stranger_is_no_source_of_gold(gold: GoldArticle) -> None:
    stranger = BOARD.model_copy(update={"name": "the board of pilots", "mentions": ["the board of pilots"]})
    result = score(gold, summary(sources=[*SOURCES[:4], stranger]))

    assert set(only_miss(result).figures) == {"source", "originator", "chain"}


# -- what is found


def test_claim_that_is_missing(gold: GoldArticle) -> None:
    result = score(gold, summary(changed(6, None), unconfirmed=OPEN[:1]))

    assert [miss.figures for miss in result.misses] == [["recall"], ["matters"]]
    assert counts(result, "recall", "recall_attributed", "matters_future") == [(5, 6), (4, 5), (0, 1)]
    assert counts(result, "chain", "status") == [(5, 5), (5, 5)]


def test_claim_that_gold_does_not_have(gold: GoldArticle) -> None:
    extra = Told(
        "The harbour board denied that anything had gone bad.", "The harbour board denied that anything", ("s5",)
    )
    result = score(gold, summary([*RIGHT, extra]))

    assert only_miss(result).figures == ["precision"]
    assert counts(result, "recall", "precision", "precision_single") == [(6, 6), (6, 7), (6, 7)]


def test_wider_claim_tells_both_but_is_one(gold: GoldArticle) -> None:
    quote = f"{CLOSED} and {MOVED}"
    wide = [Told(f"{quote}.", quote, (), "asserted"), *RIGHT[2:]]
    result = score(gold, summary(wide, unconfirmed=[], brief=[]))

    assert counts(result, *FOUND) == [
        (6, 6),
        (5, 6),
        (5, 5),
        (5, 5),
    ]
    assert counts(result, "loss") == [(2, 5)]  # what a reader is told of both


def test_claim_as_wide_as_the_article_tells_nothing(gold: GoldArticle) -> None:
    whole = TEXT[TEXT.index(CLOSED) :].strip()
    result = score(gold, summary([Told(whole, whole)], unconfirmed=[], brief=[]))

    (found, _), (right, _) = counts(result, "recall", "precision")
    assert found <= 3
    assert right <= 1


def test_pieces_of_one_claim_are_right_and_scored_once(gold: GoldArticle) -> None:
    pieces = [Told("Two piers were closed.", "were closed", ("s1",)), *RIGHT]
    result = score(gold, summary(pieces, unconfirmed=[], brief=[]))

    assert counts(result, "recall", "precision", "precision_single", "chain") == [(6, 6), (7, 7), (6, 7), (6, 6)]


def test_two_gold_claims_in_one_beside_their_own_are_no_error(gold: GoldArticle) -> None:
    quote = f"{CLOSED} and {MOVED}"
    result = score(gold, summary([*RIGHT, Told(f"{quote}.", quote, ("s1",))]))

    assert counts(result, "precision", "precision_single") == [(7, 7), (6, 7)]


def test_words_that_say_something_else_are_not_the_claim(gold: GoldArticle) -> None:
    result = score(gold, summary(changed(3, Told("Forty ferries sank.", UNHURT)), brief=[]))

    assert {figure for miss in result.misses for figure in miss.figures} >= {"recall", "precision"}


def test_claim_told_in_the_headline_is_found(gold: GoldArticle) -> None:
    told = changed(1, Told("Two piers of Brenmouth harbour were closed.", "Two piers closed in Brenmouth", ("s1",)))

    assert counts(score(gold, summary(told)), "recall") == [(6, 6)]


@pytest.mark.parametrize("order", [1, -1])
def test_ties_are_decided_alike(gold: GoldArticle, order: int) -> None:
    twice = [RIGHT[2], RIGHT[2], *RIGHT[:2], *RIGHT[3:]][::order]
    result = score(gold, summary(twice, unconfirmed=[], brief=[]))

    assert counts(result, *FOUND) == [
        (6, 6),
        (6, 6),
        (7, 7),
        (6, 7),
    ]
    assert result == score(gold, summary(twice, unconfirmed=[], brief=[]))


# -- matters


@pytest.mark.parametrize(
    ("reason", "awaiting", "figures"),
    [
        ("disputed", "the harbour board", ["matter_reason"]),
        ("denied", None, ["matter_awaiting"]),
        ("denied", "the mayor", ["matter_awaiting"]),
    ],
)
def test_reason_and_awaited_count_apart(
    gold: GoldArticle, reason: Reason, awaiting: str | None, figures: list[str]
) -> None:
    matter = Unconfirmed(text="Open.", claims=["c5"], reason=reason, awaiting=awaiting)
    result = score(gold, summary(unconfirmed=[matter, OPEN[1]]))

    assert only_miss(result).figures == figures
    assert counts(result, "matters", "matters_precision") == [(2, 2), (2, 2)]


def test_matter_that_gold_does_not_have(gold: GoldArticle) -> None:
    result = score(gold, summary(unconfirmed=[*OPEN, Unconfirmed(text="Hurt?", claims=["c3"], reason="hedged")]))

    assert only_miss(result).figures == ["matters_precision"]
    assert counts(result, "matters", "matters_precision") == [(2, 2), (2, 3)]


# -- words


def test_altered_evidence_is_seen(gold: GoldArticle) -> None:
    made = summary()
    made.claims[0].evidence[0] = Evidence(exact=CLOSED.replace("Two", "Ten"), start=TEXT.index(CLOSED), end=len(CLOSED))
    result = score(gold, made)

    (hits, of), *_ = counts(result, "verbatim")
    assert of - hits == 1
    assert any(miss.figures == ["verbatim"] for miss in result.misses)


@pytest.mark.parametrize(
    ("text", "missing", "of"),
    [
        ("25 boats", [], 1),
        ("twenty-five boats", [], 1),
        ("Twenty-one boats and 26 cars", ["twenty-one", "26"], 2),
        ("One of 2 piers", [], 1),
        ("both piers", [], 0),
        ("1,500 boats, 2.5 tonnes", ["1,500", "2.5"], 2),
    ],
)
def test_unsupported_numbers(text: str, missing: list[str], of: int) -> None:
    assert unsupported_numbers(text, TEXT) == (missing, of)


@pytest.mark.parametrize(
    ("text", "missing", "of"),
    [
        ("Ostrow's piers in Brenmouth", [], 1),
        ("The Courier said Marsden agreed", ["Marsden"], 2),
        ("Piers were closed. Boats were moved", [], 0),
        ("Karl Marsden said so", ["Karl", "Marsden"], 2),
        ('In Brenmouth\u2019s "Courier"', [], 1),
    ],
)
def test_unsupported_names(text: str, missing: list[str], of: int) -> None:
    assert unsupported_names(text, TEXT) == (missing, of)


def test_unsupported_words_are_listed(gold: GoldArticle) -> None:
    brief = [BriefSentence(text="Nobody in Marsden was hurt on 40 boats.", claims=["c3"])]
    result = score(gold, summary(brief=brief))

    assert [(miss.figures, miss.words) for miss in result.misses] == [
        (["unsupported_numbers"], ["40"]),
        (["unsupported_names"], ["Marsden"]),
    ]


@pytest.mark.parametrize(
    ("text", "claims", "figures"),
    [
        ("Two piers of Brenmouth harbour were closed on Monday.", ["c1"], ["brief_source_lost"]),
        ("The piles of both piers had rotted, a port engineer said.", ["c4"], ["brief_doubt_lost"]),
        ("The piles of both piers had rotted.", ["c4"], ["brief_source_lost", "brief_doubt_lost"]),
        ("Nobody was hurt.", ["c9"], ["brief_uncited"]),
        ("Nobody was hurt.", ["c3"], []),
        ("Repairs will begin in May, the board of the harbour said.", ["c6"], []),
    ],
)
def test_sentences_of_the_brief(gold: GoldArticle, text: str, claims: list[str], figures: list[str]) -> None:
    result = score(gold, summary(brief=[BriefSentence(text=text, claims=claims)]))

    assert [miss.figures for miss in result.misses] == ([figures] if figures else [])


def test_brief_is_held_against_gold_not_against_the_summary(gold: GoldArticle) -> None:
    """A summary that loses a source everywhere has lost it in its brief too."""
    told = changed(1, Told(f"{CLOSED}.", CLOSED))
    result = score(gold, summary(told, brief=[BriefSentence(text=f"{CLOSED}.", claims=["c1"])]))

    assert counts(result, "brief_source_lost") == [(1, 1)]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("The pier is said to be unsafe, which is unconfirmed.", True),
        ("The pier won\u2019t open.", True),
        ("The pier could not be reached.", True),
        ("The pier has not been officially confirmed safe.", True),
        ("The pier is closed.", False),
        ("The willow by the dismayed pier stands.", False),
    ],
)
def test_words_of_doubt(text: str, doubt: bool) -> None:
    assert doubts(text) == doubt


# -- articles that fail, and gold on disk


def test_failed_article_is_all_missed(gold: GoldArticle) -> None:
    error = ModelError("the endpoint is gone")
    error.run = summary().run
    result = score_failure(gold, error)

    assert result.failed == "the endpoint is gone"
    assert counts(result, "recall", "recall_key", "recall_attributed", "matters") == [(0, 6), (0, 3), (0, 5), (0, 2)]
    assert counts(result, "failed", "tokens", "chain", "precision") == [(1, 1), (15, 1), (0, 0), (0, 0)]
    assert len(result.misses) == 8


def test_own_gold_is_found_in_itself() -> None:
    """Each gold claim told in its own words and place is found one to one, in all fourteen articles."""
    for gold in load_gold(Path(__file__).parent / "gold"):
        text = gold.article.text
        assert read(Path(__file__).parent / "gold" / "articles" / f"{gold.name}.txt").text == text
        kinds: dict[str, tuple[Kind, Disclosure]] = {s.id: (s.kind, s.disclosure) for s in gold.sources.values()}
        made = ArticleSummary(
            article=ArticleInfo(id="0", words=0, text=text),
            sources=[
                Source(id=s.id, name=s.name, mentions=[s.name], kind=kinds[s.id][0], disclosure=kinds[s.id][1])
                for s in gold.sources.values()
            ],
            claims=[
                Claim(
                    id=claim.id,
                    text=claim.text,
                    evidence=[Evidence(exact=text[a:b], start=a, end=b) for a, b in gold.spans(claim)],
                    attribution=Attribution(chain=list(claim.chain), speech="none", group="other"),
                    status=claim.status,
                    key=claim.key,
                )
                for claim in gold.claims
            ],
            unconfirmed=[
                Unconfirmed(text="Open.", claims=list(m.claims), reason=m.reason, awaiting=m.awaiting)
                for m in gold.matters
            ],
            run=Run(model="gold", summarizer_version="0"),
        )
        result = score(gold, made)

        assert [miss for miss in result.misses if miss.figures != ["unsupported_numbers"]] == []
        assert result.tallies["recall_single"].hits == len(gold.claims)
