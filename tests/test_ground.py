"""Who says so and how sure: what becomes of sources, relays, kinds and statuses that the article does not bear out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from summarizer.article import parse_text
from summarizer.checks import Verified, verify
from summarizer.checks.locate import from_drafts
from summarizer.drafts import ArticleDraft
from summarizer.lexical import read_lexically

HARBOUR = (
    "Harbour to close for a month\n\n"
    "Mayor Ilse Varga said the western pier was unsafe. "
    "She said the repair was paid for by the port. "
    "The fishermen's union called the closure a disgrace. "
    "Boris Kral, a diver, told Harbour Radio that the pier had sunk by a metre. "
    "The pier was built of oak in March. "
    '"Nobody was ever in danger," Varga said. '
    "Divers fear a second collapse. "
    "Traders complain of high fees."
)
VARGA, UNION, KRAL, RADIO = "Mayor Ilse Varga", "The fishermen's union", "Boris Kral", "Harbour Radio"
SOURCES = {
    VARGA: ("official", "named"),
    UNION: ("ngo", "institution"),
    KRAL: ("private", "named"),
    RADIO: ("other_media", "named"),
}
UNSAFE = {"sentences": [1], "quote": "the western pier was unsafe", "chain": [VARGA]}
PAID = {"sentences": [2], "quote": "the repair was paid for by the port", "chain": [VARGA]}
DISGRACE = {"sentences": [3], "quote": "the closure a disgrace", "chain": [UNION]}
SUNK = {"sentences": [4], "quote": "the pier had sunk by a metre", "chain": [KRAL, RADIO]}
OAK = {"sentences": [5], "quote": "The pier was built of oak in March", "chain": []}
DANGER = {"sentences": [6], "quote": "Nobody was ever in danger", "chain": [VARGA]}


def checked(
    text: str,
    claims: Sequence[Mapping[str, Any]],
    sources: Mapping[str, tuple[str, str]],
    unconfirmed: Sequence[Mapping[str, Any]] = (),
) -> Verified:
    plain = {"sentences": [1], "chain": [], "cue": None, "status": "asserted", "key": True}
    given = {
        "sources": [{"name": name, "kind": kind, "disclosure": how} for name, (kind, how) in sources.items()],
        "claims": [{**plain, "text": f"{each['quote']}.", **each} for each in claims],
        "unconfirmed": list(unconfirmed),
        "brief": [],
    }
    article = parse_text(text)
    reading = read_lexically(article)
    proposal = from_drafts(article, reading, [ArticleDraft.model_validate(given)])
    return verify(article, reading, proposal, soft_binds=False)


def chains(verified: Verified) -> list[list[str]]:
    names = {source.id: source.name for source in verified.sources}
    return [[names[identifier] for identifier in c.attribution.chain] for c in verified.claims]


def rejected(verified: Verified) -> list[str | None]:
    return [entry.check for entry in verified.checks.rejected]


def asked(verified: Verified) -> list[str | None]:
    return [entry.check for entry in verified.doubts]


def repaired(verified: Verified) -> list[tuple[str | None, str]]:
    return [(entry.check, entry.field) for entry in verified.checks.repaired]


# -- sources that the ground bears out


def test_true_sources_stand() -> None:
    claims = [UNSAFE, PAID, DISGRACE, SUNK, OAK, DANGER]
    verified = checked(HARBOUR, claims, SOURCES)
    assert chains(verified) == [[VARGA], [VARGA], [UNION], [KRAL, RADIO], [], [VARGA]]
    assert rejected(verified) == []


@pytest.mark.parametrize(
    ("text", "quote", "source"),
    [
        (
            "The ministry of trade met on Monday. The ministry said the fees would stay.",
            "the fees would stay",
            "The ministry of trade",
        ),
        ("Anna Holm arrived. She told reporters the road was open.", "the road was open", "Anna Holm"),
        (
            "A senior Danish official said the road was open. Boris Kral spoke of a new era.",
            "the road was open",
            "Boris Kral",
        ),
        ("To Anna Holm, the road is a disgrace.", "the road is a disgrace", "Anna Holm"),
        ('Anna Holm said it was late. "The road is a disgrace."', "The road is a disgrace", "Anna Holm"),
    ],
)
def test_whoever_may_be_meant_at_the_cue_stands(text: str, quote: str, source: str) -> None:
    number = 1 if text.count(".") == 1 or quote in text.split(".")[0] else 2
    verified = checked(
        text, [{"sentences": [number], "quote": quote, "chain": [source]}], {source: ("private", "named")}
    )
    assert chains(verified) == [[source]]


# -- sources that it does not


@pytest.mark.parametrize(
    ("claim", "wrong", "right"),
    [(UNSAFE, UNION, VARGA), (UNSAFE, KRAL, VARGA), (DANGER, UNION, VARGA)],
)
def test_exchanged_source_gives_way_to_the_one_at_the_cue(claim: dict[str, Any], wrong: str, right: str) -> None:
    verified = checked(HARBOUR, [claim | {"chain": [wrong]}], SOURCES)
    assert chains(verified) == [[right]]
    assert ("attribution", "chain") in repaired(verified)


def test_claim_of_somebody_far_away_is_asked_about_where_nobody_else_is_read() -> None:
    text = "Kral spoke first. The rain stopped. The road dried. Safe? Not so, according to drivers: the bridge shakes."
    verified = checked(
        text, [{"sentences": [5], "quote": "the bridge shakes", "chain": ["Kral"]}], {"Kral": ("private", "named")}
    )
    assert chains(verified) == [["Kral"]]
    assert asked(verified) == ["attribution"]


def test_source_behind_a_pronoun_that_is_another_is_asked_about() -> None:
    verified = checked(HARBOUR, [PAID | {"chain": [RADIO]}], SOURCES)
    assert chains(verified) == [[RADIO]]
    assert asked(verified) == ["attribution"]


def test_whom_a_pronoun_at_the_cue_hardly_means_is_asked_about() -> None:
    text = "Mayor Ilse Varga met Boris Kral, a diver. The mayor came by boat. She said the pier was safe."
    sources = {VARGA: ("official", "named"), KRAL: ("private", "named")}
    claim = {"sentences": [3], "quote": "the pier was safe"}
    assert [d.check for d in checked(text, [claim | {"chain": [KRAL]}], sources).doubts] == ["attribution"]
    assert checked(text, [claim | {"chain": [VARGA]}], sources).doubts == []


def test_the_articles_own_words_in_a_mouth_are_asked_about() -> None:
    verified = checked(HARBOUR, [OAK | {"chain": [VARGA], "cue": "said"}], SOURCES)
    assert chains(verified) == [[VARGA]]
    assert asked(verified) == ["attribution"]


def test_source_that_is_not_in_the_article_gives_way_or_takes_its_claim_with_it() -> None:
    stranger = {"Otto Lind": ("expert", "named")}
    verified = checked(HARBOUR, [UNSAFE | {"chain": ["Otto Lind"]}], SOURCES | stranger)
    assert chains(verified) == [[VARGA]]
    fear = {"sentences": [7], "quote": "a second collapse", "chain": ["Otto Lind"]}
    lost = checked(HARBOUR, [fear], SOURCES | stranger)
    assert ["Otto Lind"] not in chains(lost)


# -- told as fact


@pytest.mark.parametrize(
    ("claim", "right"), [(UNSAFE, [VARGA]), (PAID, [VARGA]), (SUNK, [KRAL, RADIO]), (DANGER, [VARGA])]
)
def test_what_is_somebodys_word_is_not_told_as_fact(claim: dict[str, Any], right: list[str]) -> None:
    verified = checked(HARBOUR, [claim | {"chain": []}], SOURCES)
    assert chains(verified) == [right]


def test_quotation_of_nobody_is_asked_about() -> None:
    verified = checked(
        'The lamp was out. "Nobody saw the boat sink in the night." The rain went on.',
        [{"sentences": [2], "quote": "Nobody saw the boat sink in the night"}],
        {},
    )
    assert rejected(verified) == []
    assert asked(verified) == ["attribution"]


def test_words_cut_off_their_speaker_are_asked_about() -> None:
    fear = {"sentences": [7], "quote": "fear a second collapse", "text": "The pier will collapse again."}
    verified = checked(HARBOUR, [fear], SOURCES | {"Divers": ("private", "partial")})
    assert asked(verified) == ["attribution"] or [] not in chains(verified)


def test_text_that_says_itself_who_speaks_stands() -> None:
    verified = checked(HARBOUR, [{"sentences": [8], "quote": "Traders complain of high fees"}], SOURCES)
    assert chains(verified) == [[]]
    assert rejected(verified) == []


# -- relays


def test_relay_and_originator_left_out_are_put_back() -> None:
    article = HARBOUR.replace("told Harbour Radio that", "was quoted by Harbour Radio as saying that")
    for given in ([KRAL], [RADIO]):
        verified = checked(article, [SUNK | {"chain": given}], SOURCES)
        assert chains(verified) == [[KRAL, RADIO]]
        assert ("relay", "chain") in repaired(verified)


def test_outlet_that_is_only_spoken_to_is_asked_about() -> None:
    verified = checked(HARBOUR, [SUNK | {"chain": [KRAL]}], SOURCES)
    assert chains(verified) == [[KRAL]]
    assert [doubt.check for doubt in verified.doubts] == ["relay"]


# -- kinds and disclosure


def test_links_named_beside_a_claim_are_put_back_or_asked_about() -> None:
    text = (
        "Speaking on Wharf Live in Brenn, Boris Kral said the pier had sunk by a metre. "
        "He said the piles had rotted away. The mayor came on Monday."
    )
    sources = {"Boris Kral": ("private", "named"), "Wharf Live": ("other_media", "named")}
    whole = ["Boris Kral", "Wharf Live"]
    sunk = {"quote": "the pier had sunk by a metre", "chain": whole}
    rotten = {"sentences": [2], "quote": "the piles had rotted away", "chain": whole}

    def mended(*claims: Mapping[str, Any]) -> list[bool]:
        verified = checked(text, claims, sources)
        doubted = {doubt.claim for doubt in verified.doubts}
        return [c.id in doubted or len(c.attribution.chain) == 2 for c in verified.claims]

    assert [doubt.check for doubt in checked(text, [sunk, rotten], sources).doubts] == []
    assert mended(sunk | {"chain": ["Boris Kral"]}, rotten) == [True, True]
    assert mended(sunk | {"chain": ["Wharf Live"]}, rotten) == [True, True]
    assert mended(sunk, rotten | {"chain": ["Boris Kral"]}) == [True, True]


def test_an_invented_source_is_asked_about_even_where_the_article_names_the_right_one() -> None:
    verified = checked(HARBOUR, [UNSAFE | {"chain": ["Ilja Sorn"]}], SOURCES)
    assert [entry.check for entry in verified.doubts] == ["source"]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("The fishermen's union", HARBOUR, "ngo"),
        ("Basque rebels", "Basque rebels said the road was open.", "armed_group"),
        ("Eyewitnesses", "Eyewitnesses said the road was open.", "private"),
        ("Harbour Radio", HARBOUR, "other_media"),
    ],
)
def test_who_is_no_states_is_not_called_official(name: str, text: str, kind: str) -> None:
    quote, number = ("the closure a disgrace", 3) if name == UNION else ("the road was open", 1)
    if name == RADIO:
        quote, number = "the pier had sunk by a metre", 4
    chain = [KRAL, RADIO] if name == RADIO else [name]
    sources = {**(SOURCES if text == HARBOUR else {}), name: ("official", "institution")}
    verified = checked(text, [{"sentences": [number], "quote": quote, "chain": chain}], sources)
    assert next(source.kind for source in verified.sources if source.name == name) == kind


@pytest.mark.parametrize("name", ["Peruvian officials", "Two Belgian diplomats", "the Danish media"])
def test_who_has_no_name_is_not_called_named(name: str) -> None:
    text = f"According to {name} the road was open."
    verified = checked(text, [{"quote": "the road was open", "chain": [name]}], {name: ("official", "named")})
    assert verified.sources[0].disclosure in ("partial", "anonymous")
    assert verified.claims[0].status == "unconfirmed"


# -- statuses


@pytest.mark.parametrize(
    ("text", "quote", "status"),
    [
        (
            "Arlen accused Norland of moving the border. Norland denied the accusation.",
            "Norland of moving the border",
            "denied",
        ),
        (
            "Anna Holm said three boats sank. The report could not be independently verified.",
            "three boats sank",
            "unconfirmed",
        ),
        ("Anna Holm alleged that three boats sank.", "three boats sank", "hedged"),
        ("Anna Holm said three boats would be sold.", "three boats would be sold", "scheduled"),
    ],
)
def test_doubt_that_the_article_puts_on_somebodys_word_is_asked_about(text: str, quote: str, status: str) -> None:
    name = "Arlen" if "Arlen" in text else "Anna Holm"
    claim = {"quote": quote, "chain": [name], "status": "asserted"}
    verified = checked(text, [claim], {name: ("official", "named")})
    assert verified.claims[0].status == "asserted"
    assert [(d.check, d.claim) for d in verified.doubts if f"it may be {status}" in d.text] == [("status", "c1")]


def test_no_account_is_disputed_alone() -> None:
    text = (
        "The mayor, Anna Holm, said 14 boats were lost in the harbour. "
        "Harbour Master Ilse Varga said nine boats were lost."
    )
    sources = {"Anna Holm": ("official", "named"), "Harbour Master Ilse Varga": ("official", "named")}
    claims: list[Mapping[str, Any]] = [
        {"quote": "14 boats were lost in the harbour", "chain": ["Anna Holm"], "status": "disputed"},
        {"sentences": [2], "quote": "nine boats were lost", "chain": ["Harbour Master Ilse Varga"]},
    ]
    listed: list[Mapping[str, Any]] = [
        {"text": "How many.", "claims": [1], "reason": "disputed", "awaiting": None, "cue": None}
    ]
    assert [c.status for c in checked(text, claims, sources, listed).claims] == ["disputed", "disputed"]


def test_the_other_side_is_asked_about_where_it_has_words_of_its_own() -> None:
    text = (
        "The mayor, Anna Holm, said the harbour was safe. "
        "Boris Kral, a diver, said the piles had rotted away. "
        "Traders met at noon."
    )
    sources = {"Anna Holm": ("official", "named"), "Boris Kral": ("private", "named")}
    safe = {"quote": "the harbour was safe", "chain": ["Anna Holm"], "status": "disputed"}
    rotten = {"sentences": [2], "quote": "the piles had rotted away", "chain": ["Boris Kral"]}
    met = {"sentences": [3], "quote": "Traders met at noon"}
    matter = {"text": "How safe.", "claims": [1], "reason": "disputed", "awaiting": None, "cue": None}
    verified = checked(text, [safe, rotten, met], sources, [matter])
    assert [(d.claim, d.check) for d in verified.doubts] == [("c2", "status")]
    both = {**matter, "claims": [1, 2]}
    assert checked(text, [safe, rotten | {"status": "disputed"}, met], sources, [both]).doubts == []


@pytest.mark.parametrize(
    ("name", "kind", "disclosure", "asked"),
    [
        ("the state-run Brenn Agency", "state_media", "named", True),
        ("a memo", "document", "partial", True),
        ("photographs", "document", "partial", False),
        ("the Harbour Act", "document", "named", False),
    ],
)
def test_what_may_be_no_settled_source_is_asked_about(name: str, kind: str, disclosure: str, asked: bool) -> None:
    text = f"According to {name}, the pier had sunk by a metre."
    claim = {"quote": "the pier had sunk by a metre", "chain": [name]}
    verified = checked(text, [claim], {name: (kind, disclosure)})
    assert verified.claims[0].status == "asserted"
    assert bool(verified.doubts) == asked


@pytest.mark.parametrize(
    ("sentence", "quote", "text", "asked"),
    [
        ("Anna Holm had alleged by letter that boats sank.", "boats sank", "Boats sank.", True),
        ("Anna Holm called it likely, and boats sank.", "boats sank", "Boats sank.", False),
        ("Anna Holm said the boats, which may sink, are old.", "are old", "The boats are old.", False),
    ],
)
def test_doubt_right_before_a_claim_is_about_it(sentence: str, quote: str, text: str, asked: bool) -> None:
    claim = {"quote": quote, "text": text, "chain": ["Anna Holm"]}
    verified = checked(sentence, [claim], {"Anna Holm": ("official", "named")})
    assert any("it may be hedged" in doubt.text for doubt in verified.doubts) == asked


def test_confirmation_of_something_else_confirms_nothing() -> None:
    text = (
        "The pier sank by a metre. The rain went on. The school stayed open. The market was full. "
        "The palace confirmed a royal wedding."
    )
    verified = checked(text, [{"quote": "The pier sank by a metre", "status": "confirmed"}], {})
    assert verified.claims[0].status == "asserted"


def test_an_official_who_says_the_same_confirms_it() -> None:
    text = (
        "Harbour Radio reported that the old pier sank by a metre. Mayor Ilse Varga said the old pier sank by a metre."
    )
    sources = {RADIO: ("other_media", "named"), VARGA: ("official", "named")}
    heard = {"quote": "the old pier sank by a metre", "chain": [RADIO], "status": "confirmed"}
    said = {"sentences": [2], "quote": "the old pier sank by a metre", "chain": [VARGA]}
    other = said | {"text": "The pier is oak.", "quote": "Mayor Ilse Varga said"}
    assert checked(text, [heard, said], sources).claims[0].status != "asserted"
    assert checked(text, [heard, other], sources).claims[0].status != "confirmed"
