"""The strong tier through the public face: a scripted endpoint drafts the seed article, well or badly."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from drafts import (
    MEDIA,
    NOT_CONFIRMED,
    OFFICIALS,
    SEED,
    SINGH,
    SPUTNIK,
    Draft,
    Spoil,
    claim,
    number,
    seed_draft,
    sets,
    settles,
    writes,
)
from fake_server import (
    FakeServer,
    Reply,
    Script,
    Seen,
    corrects,
    cut_off,
    fake_server,
    filtered,
    insists,
    overflow_llamacpp,
    overflow_openai,
    refuses,
    says,
)

import summarizer
from summarizer.cli import main
from summarizer.errors import ContextOverflow, InvalidAnswer, Refused
from summarizer.stages.windows import tokens
from summarizer.summary import ArticleSummary, Claim

STRONG = "openai/gpt-5-mini"
OWN = "vllm/some-model-7b"
GOLD = Path(__file__).parent / "gold" / "articles"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting and no key of whoever runs the tests."""
    for name in [*os.environ]:
        if name.startswith("SUMMARIZER_") or name.endswith(("_API_KEY", "_BASE_URL")):
            monkeypatch.delenv(name)
    (tmp_path / "config.toml").write_text("")
    monkeypatch.setenv("SUMMARIZER_CONFIG", str(tmp_path / "config.toml"))


def summarize(server: FakeServer, article: Path = SEED, model: str = STRONG) -> ArticleSummary:
    return summarizer.summarize(article, model=model, base_url=server.base_url, api_key="secret")


def chain_of(summary: ArticleSummary, found: Claim) -> list[str]:
    names = {source.id: source.name for source in summary.sources}
    return [names[identifier] for identifier in found.attribution.chain]


def out(summary: ArticleSummary, name: str) -> Claim:
    """The claim of the summary that stands on the words of the claim called ``name``."""
    quote = claim(seed_draft(), name)["quote"].rstrip(".")
    return next(c for c in summary.claims if any(quote in e.exact or e.exact in quote for e in c.evidence))


def did(summary: ArticleSummary) -> set[str]:
    """Names of the checks that rejected or repaired something."""
    checks = summary.checks
    return {entry.check or "" for entry in checks.rejected} | {entry.check or "" for entry in checks.repaired}


# -- a good draft passes unharmed


def test_good_draft_passes_unharmed() -> None:
    draft = seed_draft()
    with fake_server(says(draft)) as server:
        summary = summarize(server)
        assert server.calls == 1
    assert summary.run.requests == 1
    assert (summary.run.reasks, summary.run.windows, summary.run.decisions.overruled) == (0, 1, 0)
    assert (summary.checks.rejected, summary.checks.repaired, summary.checks.warnings) == ([], [], [])
    assert [s.model_dump(include={"name", "kind", "disclosure"}) for s in summary.sources] == draft["sources"]
    for given, found in zip(draft["claims"], summary.claims, strict=True):
        assert found.text == given["text"]
        assert [e.exact for e in found.evidence] == [given["quote"]]
        assert chain_of(summary, found) == given["chain"]
        assert (found.attribution.cue, found.status, found.key) == (given["cue"], given["status"], given["key"])
    ids = [f"c{n}" for n in range(1, len(summary.claims) + 1)]
    assert [c.id for c in summary.claims] == ids
    assert [(s.text, s.claims) for s in summary.brief] == [
        (s["text"], [ids[n - 1] for n in s["claims"]]) for s in draft["brief"]
    ]
    assert [(m.claims, m.reason, m.awaiting, m.evidence[0].exact) for m in summary.unconfirmed] == [
        ([ids[n - 1] for n in m["claims"]], m["reason"], m["awaiting"], m["cue"]) for m in draft["unconfirmed"]
    ]
    # what is open is said in the checks' own words, which is no repair
    assert [m.text for m in summary.unconfirmed][:2] == [
        "Not confirmed by the Indian government: India and Russia finalised a major deal for manufacturing AK-47 203 "
        "rifles in India (and 3 more).",
        "From a source that is not named (Officials): Singh is likely to request the Russian side to ensure the timely "
        "delivery of the S-400 systems.",
    ]


def test_good_draft_of_a_model_that_is_not_trusted_loses_no_claim_and_no_source() -> None:
    draft = seed_draft()
    with fake_server(says(draft)) as server:
        summary = summarize(server, model=OWN)
        assert server.calls == 1
    assert summary.checks.rejected == []
    assert {entry.check for entry in summary.checks.repaired} <= {"status", "unconfirmed"}
    for given, found in zip(draft["claims"], summary.claims, strict=True):
        assert (found.text, chain_of(summary, found)) == (given["text"], given["chain"])


def test_groups_speech_and_cues_are_worked_out_from_the_article() -> None:
    with fake_server(says(seed_draft())) as server:
        summary = summarize(server)
    groups = {name: out(summary, name).attribution.group for name in ("meeting", "deal", "need", "request", "delivery")}
    assert groups == {
        "meeting": "official",
        "deal": "media",
        "need": "media",
        "request": "unnamed_official",
        "delivery": "article",
    }
    assert out(summary, "meeting").attribution.speech == "mixed"
    assert out(summary, "partners").attribution.speech == "direct"
    assert out(summary, "issues").attribution.speech == "indirect"
    assert out(summary, "row").attribution.speech == "none"
    deal = out(summary, "deal").status_cue
    assert deal is not None
    assert deal.exact == NOT_CONFIRMED
    assert out(summary, "meeting").status_cue is None


# -- planted faults: nothing false comes out, and what was done about it is told


def invents_spokesman(draft: Draft) -> None:
    draft["sources"].append(
        {"name": "Foreign Ministry spokesman Anil Mehra", "kind": "official", "disclosure": "named"}
    )
    claim(draft, "row")["chain"] = ["Foreign Ministry spokesman Anil Mehra"]


def invents_namesake(draft: Draft) -> None:
    draft["sources"][0]["name"] = "Defence Minister Amar Singh"
    for each in draft["claims"]:
        each["chain"] = ["Defence Minister Amar Singh" if name == SINGH else name for name in each["chain"]]


def calls_sputnik_official(draft: Draft) -> None:
    draft["sources"][2]["kind"] = "official"


# what is done to the draft, words that must not come out, the check that must show
FAULTS: dict[str, tuple[Spoil, list[str], str]] = {
    "number in a claim": (sets("need", text="The Indian Army requires around 780,000 rifles."), ["780,000"], "number"),
    "number word in a claim": (
        sets("arrival", text="Singh arrived in Moscow on Wednesday on a thirteen-day visit."),
        ["thirteen"],
        "number",
    ),
    "number of another sentence": (
        sets("need", text="The Indian Army requires around 2021 AK-47 203 rifles."),
        ["requires around 2021"],
        "number",
    ),
    "number in the brief": (
        writes(2, "Sputnik said 200,000 of 770,000 rifles will be imported, which is unconfirmed."),
        ["200,000"],
        "number",
    ),
    "name in a claim": (
        sets("row", text="The meeting takes place under the shadow of a border row between India and Nepal."),
        ["Nepal"],
        "name",
    ),
    "date moved": (
        sets("friday", text="Singh will attend a meeting of the Shanghai Cooperation Organisation on Thursday."),
        ["Organisation on Thursday"],
        "date",
    ),
    "hedge dropped": (
        sets("request", text="Singh will request the Russian side to ensure the delivery of the S-400 systems."),
        ["Singh will request"],
        "promotion",
    ),
    "negation dropped": (
        sets("no confirmation", text="There was official confirmation from the Indian government of the deal."),
        ["was official confirmation"],
        "negation",
    ),
    "negation added": (
        sets("member", text="India has not become a member of the SCO in 2017."),
        ["not become a member"],
        "negation",
    ),
    "quotation in a claim": (
        sets("meeting", text='Singh had an "excellent and historic meeting" with Gen. Sergey Shoigu in Moscow.'),
        ["historic"],
        "quotation",
    ),
    "quotation altered by a word": (
        sets("venture", quote="The rifles will be assembled in India as part of the joint venture Indo-Russia Rifles"),
        ["assembled"],
        "evidence",
    ),
    "evidence in another place": (sets("member", sentences=[9]), ["\0"], "sentence"),
    "evidence of something else": (
        sets("member", quote="he said in a tweet", sentences=[1]),
        ["\0"],
        "evidence",
    ),
    "claim of nothing in the article": (
        sets("row", text="Villagers welcomed cheaper electricity tariffs after harvest.", quote="electricity tariffs"),
        ["Villagers"],
        "evidence",
    ),
    "roles exchanged": (
        sets("request", text="The Russian side is likely to request Singh to ensure the delivery of the S-400."),
        ["side is likely to request Singh"],
        "swap",
    ),
    "Sputnik called official": (calls_sputnik_official, ["\0"], "kind"),
    "invented source": (invents_spokesman, ["Mehra"], "source"),
    "invented namesake": (invents_namesake, ["Amar"], "source"),
    "deal told as a fact": (sets("deal", chain=[], cue=None), ["\0"], "attribution"),
    "Sputnik's claim told as a fact": (sets("need", chain=[], cue=None), ["\0"], "attribution"),
    "quotation told as a fact": (sets("partners", chain=[], cue=None), ["\0"], "attribution"),
    "deal told as settled": (settles("deal"), ["\0"], "status"),
    "request told as settled": (settles("request"), ["\0"], "status"),
    "status against the draft's own list": (sets("venture", status="asserted"), ["\0"], "status"),
    "claim called confirmed": (sets("delivery", status="confirmed"), ["\0"], "status"),
    "brief without its source": (
        writes(1, "India and Russia finalised a major deal for AK-47 203 rifles, which is unconfirmed."),
        ["finalised a major deal for AK-47 203 rifles, which"],
        "attribution",
    ),
    "brief without its doubt": (
        writes(1, "The official Russian media reported that India and Russia finalised a major deal.", "deal"),
        ["finalised a major deal."],
        "promotion",
    ),
    "brief that has India confirm": (
        writes(1, "India confirmed the deal that the official Russian media reported, still unconfirmed by others."),
        ["India confirmed"],
        "promotion",
    ),
    "brief that drops the hedge": (
        writes(3, "Officials, who were not named, said Singh will request the S-400 systems, which is unconfirmed."),
        ["will request"],
        "promotion",
    ),
    "brief with another's source": (
        writes(2, "Officials said the Indian Army requires around 770,000 rifles, which is unconfirmed."),
        ["Officials said the Indian Army"],
        "attribution",
    ),
    "brief of no claim": (
        lambda draft: draft["brief"][4].update(claims=[99]),
        ["by the end of 2021, the"],
        "brief",
    ),
    "brief of other things": (
        writes(4, "Delivery trucks carried fresh bread past cheering crowds, as is scheduled by 2021."),
        ["bread"],
        "content",
    ),
}


def false_in(summary: ArticleSummary, words: list[str]) -> list[str]:
    """Which of ``words`` the summary says anywhere but in its account of what the checks did."""
    said = summary.model_dump(exclude={"checks", "article", "run"})
    return [word for word in words if word in json.dumps(said, ensure_ascii=False)]


def holds(summary: ArticleSummary) -> None:
    """What must be true of every summary of the seed, whatever the draft."""
    by_name = {source.name: source for source in summary.sources}
    article = summary.article.text
    for source in summary.sources:
        assert source.name in article
    if SPUTNIK in by_name:
        assert by_name[SPUTNIK].kind == "state_media"
    for found in summary.claims:
        for piece in found.evidence:
            assert article[piece.start : piece.end] == piece.exact
    for name, origin in (("deal", MEDIA), ("need", SPUTNIK), ("imported", SPUTNIK), ("request", OFFICIALS)):
        found = out(summary, name)
        assert chain_of(summary, found) == [origin]
        assert found.status == "unconfirmed"
    assert out(summary, "delivery").status == "scheduled"
    assert chain_of(summary, out(summary, "member")) == []
    assert chain_of(summary, out(summary, "partners")) in ([SINGH], ["Defence Minister Rajnath Singh"])
    ids = {found.id for found in summary.claims}
    for sentence in summary.brief:
        assert sentence.claims
        assert set(sentence.claims) <= ids


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_fault_does_not_come_out(fault: str) -> None:
    spoil, words, check = FAULTS[fault]
    draft = seed_draft(spoil)
    with fake_server(says(draft), corrects(draft)) as server:
        summary = summarize(server)
        assert server.calls <= 2
    assert false_in(summary, words) == []
    assert check in did(summary)
    holds(summary)


def test_all_faults_together_do_not_come_out() -> None:
    compatible = [FAULTS[name][0] for name in FAULTS if name != "invented namesake"]
    draft = seed_draft(*compatible)
    with fake_server(says(draft), corrects(draft)) as server:
        summary = summarize(server)
        assert server.calls == 2
    words = [word for _, words, _ in FAULTS.values() for word in words]
    assert false_in(summary, words) == []
    names = {source.name: source for source in summary.sources}
    assert names[SPUTNIK].kind == "state_media"
    for sentence in summary.brief:
        assert sentence.claims


# -- asking again


@pytest.mark.parametrize(
    ("spoil", "check"),
    [(sets("member", chain=[SPUTNIK], cue="said"), "attribution"), (settles("delivery"), "status")],
    ids=["background put into a mouth", "delivery told as settled"],
)
def test_what_the_article_seems_to_say_otherwise_is_asked_and_stands_with_a_warning(
    spoil: Callable[[Draft], None], check: str
) -> None:
    draft = seed_draft(spoil)
    with fake_server(says(draft), corrects(draft)) as server:
        insists = summarize(server)
        assert server.calls == 2
    assert check in [warned.check for warned in insists.checks.warnings]
    with fake_server(says(draft), corrects(seed_draft())) as server:
        assert summarize(server).checks.warnings == []


def leaves_out(*names: str) -> Callable[[Seen], Reply]:
    """What a model says that takes back the claims called so."""
    return says({"sources": [], "claims": [{"number": number(name), "claim": None} for name in names]})


def test_leaving_out_what_was_asked_about_is_no_correction() -> None:
    put = seed_draft(sets("member", chain=[SPUTNIK], cue="said"))
    with fake_server(says(put), leaves_out("member")) as server:
        summary = summarize(server)
        assert server.calls == 2
    assert len(summary.claims) == len(put["claims"])
    assert "attribution" in [warned.check for warned in summary.checks.warnings]


def test_faults_are_shown_to_the_model_once_and_the_better_draft_is_taken() -> None:
    spoilt = seed_draft(FAULTS["number in a claim"][0], FAULTS["invented source"][0])
    with fake_server(says(spoilt), corrects(seed_draft())) as server:
        summary = summarize(server)
        assert server.calls == 2
        system, asked = server.requests[1].body["messages"]
    # only what does not hold is shown again, with the sentences around it
    assert len(json.dumps([system, asked])) < 0.6 * len(server.requests[0].raw)
    assert asked["content"].count("Claim ") == 2
    assert "780,000" in asked["content"]
    assert "Anil Mehra" in asked["content"]
    assert (summary.run.requests, summary.run.reasks, summary.run.prompt_tokens) == (2, 1, 200)
    assert (summary.checks.rejected, summary.checks.repaired) == ([], [])
    assert [c.text for c in summary.claims] == [c["text"] for c in seed_draft()["claims"]]


@pytest.mark.parametrize("second", [refuses(), cut_off(), overflow_openai()], ids=["refused", "cut off", "overflow"])
def test_a_second_try_that_brings_nothing_leaves_the_first(second: Script) -> None:
    spoilt = seed_draft(FAULTS["number in a claim"][0])
    with fake_server(says(spoilt), second) as server:
        summary = summarize(server)
        assert server.calls == 2
    assert did(summary) == {"number"}
    assert "770,000" in out(summary, "need").text


def test_what_code_can_set_right_is_not_asked_again() -> None:
    with fake_server(says(seed_draft(calls_sputnik_official, settles("deal")))) as server:
        summary = summarize(server)
        assert server.calls == 1
    assert did(summary) == {"kind", "status", "unconfirmed"}


# -- answers that are none


def test_invalid_answers_end_after_three_calls(tmp_path: Path) -> None:
    with fake_server(says({"claims": "none"}, prompt_tokens=70, completion_tokens=9), repeat=True) as server:
        with pytest.raises(InvalidAnswer) as caught:
            summarize(server)
        assert server.calls == 3
    run = caught.value.run
    assert run is not None
    assert (run.requests, run.reasks, run.prompt_tokens, run.completion_tokens) == (3, 2, 210, 27)


def test_invalid_answers_end_the_command_with_1_and_their_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    with fake_server(says("{", prompt_tokens=70, completion_tokens=9), repeat=True) as server:
        args = ["article", str(SEED), "--model", STRONG, "--base-url", server.base_url]
        result = CliRunner().invoke(main, args, prog_name="summarizer")
        assert server.calls == 3
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "210" in result.stderr
    assert "27" in result.stderr


@pytest.mark.parametrize("reply", [refuses(), filtered()], ids=["refusal", "filter"])
def test_refusal_ends_at_once(reply: Script) -> None:
    with fake_server(reply) as server:
        with pytest.raises(Refused):
            summarize(server)
        assert server.calls == 1


def shown(seen: Seen) -> list[int]:
    """Numbers of the sentences that a request asks about."""
    lines = seen.body["messages"][-1]["content"].splitlines()
    return [int(line[1 : line.index("]")]) for line in lines if line.startswith("[")]


def part(seen: Seen) -> Draft:
    """What the good draft has of the sentences that a request asks about."""
    whole = seed_draft()
    numbers = set(shown(seen))
    kept = [n for n, each in enumerate(whole["claims"], 1) if set(each["sentences"]) <= numbers]
    place = {old: new for new, old in enumerate(kept, 1)}

    def moved(items: list[Draft]) -> list[Draft]:
        chosen = [item | {"claims": [place[n] for n in item["claims"] if n in place]} for item in items]
        return [item for item in chosen if item["claims"]]

    claims = [whole["claims"][n - 1] for n in kept]
    named = {name for each in claims for name in each["chain"]}
    return {
        "sources": [source for source in whole["sources"] if source["name"] in named],
        "claims": claims,
        "unconfirmed": moved(whole["unconfirmed"]),
        "brief": [s for s in moved(whole["brief"]) if len(s["claims"]) == len(_whole(whole, s))],
    }


def _whole(draft: Draft, sentence: Draft) -> list[int]:
    found: list[int] = next(s["claims"] for s in draft["brief"] if s["text"] == sentence["text"])
    return found


def drafts_what_is_shown(seen: Seen) -> Reply:
    return says(part(seen))(seen)


@pytest.mark.parametrize("first", [overflow_openai(), overflow_llamacpp(), cut_off()], ids=["openai", "llama", "cut"])
def test_what_does_not_fit_is_asked_in_smaller_pieces(first: Script) -> None:
    with fake_server(first, drafts_what_is_shown, repeat=True) as server:
        summary = summarize(server)
        pieces = [shown(seen) for seen in server.requests]
    assert pieces[0] == list(range(1, 26))
    assert pieces[1] + pieces[2] == pieces[0]
    assert len(pieces) == 3
    assert summary.run.windows == 2
    assert [c.text for c in summary.claims] == [c["text"] for c in seed_draft()["claims"]]
    assert did(summary) == set()


def test_what_never_fits_fails_with_a_clear_error() -> None:
    with fake_server(overflow_openai(), repeat=True) as server:
        with pytest.raises(ContextOverflow):
            summarize(server)
        assert server.calls <= 6


# -- long articles


def one_claim_each(seen: Seen) -> Reply:
    """A draft with one claim, of nobody, for every sentence shown."""
    lines = [line for line in seen.body["messages"][-1]["content"].splitlines() if line.startswith("[")]
    claims: list[dict[str, Any]] = []
    for line in lines:
        mark, _, text = line.partition("] ")
        claims.append(
            {
                "sentences": [int(mark[1:])],
                "quote": text,
                "text": text,
                "chain": [],
                "cue": None,
                "status": "asserted",
                "key": False,
            }
        )
    brief = [{"text": claims[0]["text"], "claims": [1]}]
    return says({"sources": [], "claims": claims, "unconfirmed": [], "brief": brief})(seen)


def test_long_article_goes_in_windows_that_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.txt"))]
    article = tmp_path / "long.txt"
    article.write_text("\n\n".join(texts[:8]), encoding="utf-8")
    assert len(article.read_text(encoding="utf-8").split()) > 2400
    monkeypatch.setenv("SUMMARIZER_CONTEXT_TOKENS", "6000")
    monkeypatch.setenv("SUMMARIZER_OUTPUT_TOKENS", "2000")
    with fake_server(one_claim_each, repeat=True) as server:
        summary = summarize(server, article, OWN)
        requests = [seen.body for seen in server.requests]
        pieces = [shown(seen) for seen in server.requests]
    body = [n for piece in pieces for n in piece]
    assert body == list(range(1, len(body) + 1))
    assert len(pieces) > 3
    assert summary.run.windows == len(pieces)
    for request in requests:
        prompt = sum(tokens(message["content"]) for message in request["messages"])
        assert prompt + request["max_tokens"] <= 6000
        assert request["max_tokens"] <= 2000
    assert len(summary.claims) == len(body)
    assert sum(len(sentence.text.split()) for sentence in summary.brief) <= 180


def test_sources_are_one_across_windows() -> None:
    def answer(seen: Seen) -> Reply:
        draft = part(seen)
        if 14 in shown(seen):  # the second window calls him by his surname only
            text = json.dumps(draft).replace(SINGH, "Singh")
            draft = json.loads(text)
        return says(draft)(seen)

    with fake_server(cut_off(), answer, repeat=True) as server:
        summary = summarize(server)
    assert [s.name for s in summary.sources if "Singh" in s.mentions] == [SINGH]
    assert chain_of(summary, out(summary, "figure")) == [SINGH]


def test_what_a_second_window_tells_again_is_told_once() -> None:
    def answer(seen: Seen) -> Reply:
        draft = part(seen)
        if 25 in shown(seen):  # of a sentence that it was shown for reference only
            draft["claims"].append(seed_draft()["claims"][number("no confirmation") - 1])
        return says(draft)(seen)

    with fake_server(cut_off(), answer, repeat=True) as server:
        summary = summarize(server)
    assert [r.check for r in summary.checks.rejected] == ["repeat"]
    assert sum(NOT_CONFIRMED in e.exact for c in summary.claims for e in c.evidence) == 1


def test_a_claim_set_right_from_the_article_is_better_than_none() -> None:
    spoilt = seed_draft(FAULTS["number in a claim"][0])
    with fake_server(says(spoilt), leaves_out("need")) as server:
        summary = summarize(server)
        assert server.calls == 2
    assert len(summary.claims) == len(spoilt["claims"])
    assert did(summary) == {"number"}


def test_corrections_of_claims_that_were_not_asked_about_do_not_count() -> None:
    spoilt = seed_draft(FAULTS["number in a claim"][0])
    wrong = seed_draft(settles("delivery"), calls_sputnik_official)
    with fake_server(says(spoilt), corrects(wrong | {"sources": []})) as server:
        summary = summarize(server)
    assert (summary.checks.rejected, summary.checks.repaired, summary.checks.warnings) == ([], [], [])


def test_a_claim_taken_back_rightly_takes_along_what_refers_to_it() -> None:
    spoilt = seed_draft(FAULTS["claim of nothing in the article"][0])
    with fake_server(says(spoilt), leaves_out("row")) as server:
        summary = summarize(server)
        assert server.calls == 2
    assert summary.checks.rejected == []
    row = claim(seed_draft(), "row")["text"]
    assert [c.text for c in summary.claims] == [c["text"] for c in seed_draft()["claims"] if c["text"] != row]


def test_output_in_another_language_keeps_source_and_doubt() -> None:
    german = seed_draft(sets("need", text="Das indische Heer braucht rund 770.000 Gewehre."))
    german["brief"] = [{"text": "Das indische Heer braucht 770.000 Gewehre.", "claims": [number("need")]}]
    with fake_server(says(german)) as server:
        summary = summarizer.summarize(SEED, model=STRONG, base_url=server.base_url, api_key="secret", language="de")
        assert server.calls == 1
        system = server.requests[0].body["messages"][0]["content"]
    assert "the brief in de" in system
    assert out(summary, "need").text == "Das indische Heer braucht rund 770.000 Gewehre."
    assert [s.text for s in summary.brief] == [f"Das indische Heer braucht 770.000 Gewehre. [{SPUTNIK}: unconfirmed]"]
    assert [warning.check for warning in summary.checks.warnings] == ["language"]


# -- lies that use nothing but the article's own names and figures

CLASH = """Talvania and Oskara trade accusations over border clash

KOVAR (Reuters) - Defence Minister Marta Lindqvist said on Tuesday that 12 Talvanian soldiers were wounded when \
Oskaran artillery shelled the town of Brenn.

Oskaran Foreign Ministry spokesman Pavel Orlik denied that Oskaran forces had fired on Brenn and said 30 of its own \
troops had been killed by Talvanian drones.

The state-run Oskara Today newspaper reported that Talvania had moved 400 tanks to the border. The government in \
Talvania has not confirmed the report.

President Elena Dorsey said she would not send troops to Brenn.

A senior Talvanian official, speaking on condition of anonymity, said a ceasefire may be signed next week. Hospital \
director Ivo Brandt said four children were among the wounded.

Talvania exported 2 million tonnes of grain to Oskara in 2024, according to the World Bank.
"""
LINDQVIST, ORLIK = "Defence Minister Marta Lindqvist", "Oskaran Foreign Ministry spokesman Pavel Orlik"
PAPER, DORSEY = "The state-run Oskara Today newspaper", "President Elena Dorsey"
OFFICIAL, BRANDT, BANK = "A senior Talvanian official", "Hospital director Ivo Brandt", "the World Bank"
GOVERNMENT = "The government in Talvania"
# name of the claim: sentence, quote, text, source, cue, status
_SAID: dict[str, tuple[int, str, str, str, str, str]] = {
    "wounded": (
        1,
        "12 Talvanian soldiers were wounded when Oskaran artillery shelled the town of Brenn",
        "12 Talvanian soldiers were wounded when Oskaran artillery shelled Brenn.",
        LINDQVIST,
        "said",
        "disputed",
    ),
    "fired": (
        2,
        "Oskaran forces had fired on Brenn",
        "Oskaran forces fired on Brenn.",
        ORLIK,
        "denied",
        "denied",
    ),
    "killed": (
        2,
        "30 of its own troops had been killed by Talvanian drones",
        "30 Oskaran troops had been killed by Talvanian drones.",
        ORLIK,
        "said",
        "asserted",
    ),
    "tanks": (
        3,
        "Talvania had moved 400 tanks to the border",
        "Talvania had moved 400 tanks to the border.",
        PAPER,
        "reported",
        "unconfirmed",
    ),
    "ceasefire": (
        6,
        "a ceasefire may be signed next week",
        "A ceasefire may be signed next week.",
        OFFICIAL,
        "said",
        "unconfirmed",
    ),
    "children": (
        7,
        "four children were among the wounded",
        "Four children were among the wounded.",
        BRANDT,
        "said",
        "asserted",
    ),
    "grain": (
        8,
        "Talvania exported 2 million tonnes of grain to Oskara in 2024",
        "Talvania exported 2 million tonnes of grain to Oskara in 2024.",
        BANK,
        "according to",
        "asserted",
    ),
}


def nth(name: str) -> int:
    return [*_SAID].index(name) + 1


def clash_draft() -> Draft:
    kinds = {
        LINDQVIST: ("official", "named"),
        ORLIK: ("official", "named"),
        PAPER: ("state_media", "named"),
        DORSEY: ("official", "named"),
        OFFICIAL: ("official", "anonymous"),
        BRANDT: ("private", "named"),
        BANK: ("intergovernmental", "institution"),
    }
    return {
        "sources": [{"name": name, "kind": kind, "disclosure": shown} for name, (kind, shown) in kinds.items()],
        "claims": [
            {
                "sentences": [sentence],
                "quote": quote,
                "text": text,
                "chain": [source],
                "cue": cue,
                "status": status,
                "key": True,
            }
            for sentence, quote, text, source, cue, status in _SAID.values()
        ],
        "unconfirmed": [
            {
                "text": "The tanks are not confirmed.",
                "claims": [nth("tanks")],
                "reason": "no_official_confirmation",
                "awaiting": GOVERNMENT,
                "cue": "The government in Talvania has not confirmed the report",
            },
            {
                "text": "Oskara denies having fired.",
                "claims": [nth("wounded"), nth("fired")],
                "reason": "denied",
                "awaiting": None,
                "cue": "denied",
            },
            {
                "text": "Only an anonymous official speaks of a ceasefire.",
                "claims": [nth("ceasefire")],
                "reason": "anonymous_source",
                "awaiting": None,
                "cue": "speaking on condition of anonymity",
            },
        ],
        "brief": [
            {
                "text": "Pavel Orlik denied that Oskaran forces fired on Brenn.",
                "claims": [nth("fired")],
            }
        ],
    }


@pytest.fixture
def clash(tmp_path: Path) -> Path:
    path = tmp_path / "clash.txt"
    path.write_text(CLASH, encoding="utf-8")
    return path


def told(draft: Draft, article: Path) -> ArticleSummary:
    with fake_server(insists(draft), repeat=True) as server:
        return summarize(server, article)


def test_good_draft_of_the_clash_passes_unharmed(clash: Path) -> None:
    draft = clash_draft()
    summary = told(draft, clash)
    assert (summary.checks.rejected, summary.checks.repaired, summary.checks.warnings) == ([], [], [])
    assert [c.text for c in summary.claims] == [c["text"] for c in draft["claims"]]
    assert [s.text for s in summary.brief] == [s["text"] for s in draft["brief"]]


BRIEF_LIES = {
    "another speaker": (
        ["tanks"],
        "The government in Talvania said it had moved 400 tanks to the border, according to Oskara Today, not "
        "confirmed.",
        "attribution",
    ),
    "invented officials": (
        ["tanks"],
        "Official sources told the Oskara Today newspaper that Talvania had moved 400 tanks; unconfirmed.",
        "attribution",
    ),
    "said what it denies": (
        ["fired"],
        "Oskaran Foreign Ministry spokesman Pavel Orlik said Oskaran forces had fired on Brenn, which is denied.",
        "attribution",
    ),
    "denied what it said": (
        ["killed"],
        "Pavel Orlik denied that 30 of its own troops had been killed by Talvanian drones.",
        "attribution",
    ),
    "speakers exchanged": (
        ["wounded", "killed"],
        "Lindqvist said 30 Oskaran troops had been killed by Talvanian drones and Orlik said 12 Talvanian soldiers "
        "were wounded; disputed.",
        "attribution",
    ),
    "told as fact": (
        ["tanks"],
        "Talvania moved 400 tanks to the border, and the state-run Oskara Today newspaper reported that the government "
        "in Talvania has not confirmed the report.",
        "attribution",
    ),
    "killed for wounded": (
        ["children"],
        "Four children were among the dead, hospital director Ivo Brandt said.",
        "word",
    ),
    "weapons for grain": (
        ["grain"],
        "Talvania exported 2 million tonnes of weapons to Oskara in 2024, according to the World Bank.",
        "word",
    ),
    "at least": (
        ["children"],
        "Hospital director Ivo Brandt said at least four children were among the wounded.",
        "word",
    ),
    "each month": (
        ["grain"],
        "Talvania exported 2 million tonnes of grain to Oskara each month in 2024, the World Bank said.",
        "word",
    ),
}


@pytest.mark.parametrize("lie", BRIEF_LIES)
def test_lie_in_the_brief_does_not_come_out(lie: str, clash: Path) -> None:
    names, text, check = BRIEF_LIES[lie]
    draft = clash_draft()
    draft["brief"].append({"text": text, "claims": [nth(name) for name in names]})
    summary = told(draft, clash)
    assert text not in [sentence.text for sentence in summary.brief]
    assert check in did(summary)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wounded", "12 Talvanian soldiers were killed when Oskaran artillery shelled Brenn."),
        ("children", "Four children were among the dead."),
        ("grain", "Talvania imported 2 million tonnes of grain from Oskara in 2024."),
    ],
)
def test_claim_whose_words_turn_it_round_is_told_in_the_articles_words(name: str, text: str, clash: Path) -> None:
    draft = clash_draft()
    draft["claims"][nth(name) - 1]["text"] = text
    summary = told(draft, clash)
    assert text not in [found.text for found in summary.claims]
    assert "word" in did(summary)


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("killed", LINDQVIST, ORLIK),
        ("tanks", DORSEY, PAPER),
        ("ceasefire", DORSEY, OFFICIAL),
    ],
)
def test_claim_in_the_mouth_of_somebody_who_is_not_there(name: str, wrong: str, right: str, clash: Path) -> None:
    draft = clash_draft()
    draft["claims"][nth(name) - 1]["chain"] = [wrong]
    summary = told(draft, clash)
    assert chain_of(summary, summary.claims[nth(name) - 1]) == [right]
    assert "attribution" in did(summary)


def test_report_about_a_government_told_as_its_word_is_asked_about(clash: Path) -> None:
    draft = clash_draft()
    draft["sources"].append({"name": GOVERNMENT, "kind": "official", "disclosure": "institution"})
    draft["claims"][nth("tanks") - 1] |= {"chain": [GOVERNMENT], "status": "asserted"}
    draft["unconfirmed"].pop(0)
    summary = told(draft, clash)
    found = summary.claims[nth("tanks") - 1]
    assert summary.run.reasks == 1
    assert ("attribution", found.id) in [(warned.check, warned.claim) for warned in summary.checks.warnings]


def test_source_with_a_country_and_no_name_is_not_named(clash: Path) -> None:
    draft = clash_draft()
    next(s for s in draft["sources"] if s["name"] == OFFICIAL)["disclosure"] = "named"
    summary = told(draft, clash)
    assert next(s for s in summary.sources if s.name == OFFICIAL).disclosure in ("partial", "anonymous")
    assert "disclosure" in did(summary)


@pytest.mark.parametrize(
    "matter",
    [
        {
            "text": "The government in Talvania confirmed that it moved 400 tanks to the border.",
            "claims": [nth("tanks")],
            "reason": "no_official_confirmation",
            "awaiting": GOVERNMENT,
            "cue": "has not confirmed the report",
        },
        {
            "text": "President Elena Dorsey refused to comment on the ceasefire.",
            "claims": [nth("ceasefire")],
            "reason": "no_comment",
            "awaiting": DORSEY,
            "cue": None,
        },
        {
            "text": "Oskara denies the grain exports.",
            "claims": [nth("grain")],
            "reason": "denied",
            "awaiting": "grain",
            "cue": "denied",
        },
    ],
    ids=["confirmed", "comment", "grain"],
)
def test_open_matter_is_not_told_in_the_models_words(matter: Draft, clash: Path) -> None:
    draft = clash_draft()
    draft["unconfirmed"].append(matter)
    summary = told(draft, clash)
    assert matter["text"] not in [found.text for found in summary.unconfirmed]
    assert summary.claims[nth("grain") - 1].status == "asserted"
    assert DORSEY not in [found.awaiting for found in summary.unconfirmed]
    assert "grain" not in [found.awaiting for found in summary.unconfirmed]
