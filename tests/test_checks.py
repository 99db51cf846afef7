"""The checks by themselves: what counts as carried by the article, and what becomes of what is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from drafts import SEED, SPUTNIK, Draft, Spoil, claim, seed_draft, sets

from summarizer.article import parse_text
from summarizer.article.model import Article, Metadata
from summarizer.checks import Verified, verify
from summarizer.checks.carried import carried, unknown_opening
from summarizer.checks.days import days_meant
from summarizer.checks.faults import Support, text_fault
from summarizer.checks.figures import missing_figures
from summarizer.checks.locate import from_drafts
from summarizer.checks.polarity import firmer, negation_added, negation_lost
from summarizer.checks.proposal import from_reading
from summarizer.checks.roles import misplaced
from summarizer.checks.wording import (
    confirmations,
    missing_moments,
    missing_names,
    missing_numbers,
    missing_ordinals,
    missing_quotations,
    numbers,
    plain_doubts,
)
from summarizer.drafts import ArticleDraft
from summarizer.lexical import read_lexically
from summarizer.readers import read_article as read


def checked(text: str, *drafts: Draft, soft_binds: bool = False, language: str | None = None) -> Verified:
    article = parse_text(text)
    reading = read_lexically(article)
    proposal = from_drafts(article, reading, [ArticleDraft.model_validate(draft) for draft in drafts])
    return verify(article, reading, proposal, soft_binds=soft_binds, language=language)


def draft(
    claims: Sequence[Mapping[str, Any]],
    sources: dict[str, tuple[str, str]] | None = None,
    brief: list[tuple[str, list[int]]] | None = None,
    unconfirmed: list[dict[str, Any]] | None = None,
) -> Draft:
    """A draft with what is said of each claim, the rest as plainly as can be."""
    plain = {"sentences": [1], "chain": [], "cue": None, "status": "asserted", "key": True}
    return {
        "sources": [
            {"name": name, "kind": kind, "disclosure": disclosure}
            for name, (kind, disclosure) in (sources or {}).items()
        ],
        "claims": [{**plain, "text": each["quote"], **each} for each in claims],
        "unconfirmed": unconfirmed or [],
        "brief": [{"text": text, "claims": cited} for text, cited in brief or []],
    }


def chains(verified: Verified) -> list[list[str]]:
    names = {source.id: source.name for source in verified.sources}
    return [[names[identifier] for identifier in c.attribution.chain] for c in verified.claims]


def did(verified: Verified) -> list[str | None]:
    checks = verified.checks
    return [entry.check for entry in checks.rejected] + [entry.check for entry in checks.repaired]


# -- wording


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2.5 million people", ["2500000"]),
        ("Two million", ["2000000"]),
        ("twenty-five men and two hundred and five cows", ["25", "205"]),
        ("two, three or four dogs", ["2", "3", "4"]),
        ("a dozen, and dozens more", ["12", "dozens"]),
        ("£18m, or 44 per cent", ["18", "44"]),
        ("1,200 of 3 hundred thousand", ["1200", "300000"]),
        ("on the 75th day of the three-day visit", ["75", "3"]),
        ("the S-400 and the AK-47 203", ["400", "47", "203"]),
        ("second to none", []),
    ],
)
def test_placesin_digits_and_words(text: str, found: list[str]) -> None:
    assert list(numbers(text)) == found


@pytest.mark.parametrize(
    ("text", "support", "missing"),
    [
        ("14 boats", "fourteen boats", []),
        ("fourteen boats", "14 boats", []),
        ("13 boats", "fourteen boats", ["13"]),
        ("18 million pounds", "£18m", []),
        ("1.5 billion", "$1.5bn", []),
        ("2 million", "two thousand", ["2 million"]),
        ("hundreds died", "dozens died", ["hundreds"]),
        ("one of them", "they came", []),
        ("1 of them", "they came", ["1"]),
    ],
)
def test_missing_numbers(text: str, support: str, missing: list[str]) -> None:
    assert missing_numbers(text, support) == missing


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("770.000 Gewehre", []),
        ("770 000 fusils", []),
        ("2,5 Millionen", []),
        ("44 %", []),
        ("780.000 Gewehre", ["780.000"]),
        ("3,5 Millionen", ["3,5"]),
    ],
)
def test_missing_figures_of_another_language(text: str, missing: list[str]) -> None:
    assert missing_figures(text, "770,000 rifles, 2.5 million crowns, forty-four per cent") == missing


def test_missing_moments() -> None:
    assert missing_moments("It opened on Friday in May 2015.", "It opened on Fri, 1 May.") == []
    assert missing_moments("It opened on Friday.", "It opened on Thursday.") == ["Friday"]
    assert missing_moments("They march and may win.", "They did.") == []


def test_missing_names() -> None:
    assert missing_names("The UN and the U.S. met Ruritania.", "The United Nations and the US met.") == ["Ruritania"]
    assert missing_names("Soldiers fired.", "The troops fired.") == []
    assert missing_names("Boris Kral fired.", "The troops fired.") == ["Boris", "Kral"]


def test_a_name_may_be_spelt_with_other_vowels() -> None:
    assert missing_names("Of al-Norida came Sarea.", "It came from al-Noreda, as Saree said.") == []
    assert missing_names("Of al-Norida came Sorana.", "It came from al-Noreda, as Saree said.") == ["Sorana"]
    assert missing_names("She lives in Nigeria.", "She lives in Niger.") == ["Nigeria"]


def test_missing_quotations() -> None:
    article = "He said it was “a very\ngood day” for all."
    assert missing_quotations('It was "a very good day".', article) == []
    assert missing_quotations('It was "a really good day".', article) == ["a really good day"]


@pytest.mark.parametrize(
    ("text", "support", "lost", "added"),
    [
        ("There was official confirmation.", "There was no official confirmation.", True, False),
        ("The boats are safe.", "The boats are not safe.", True, False),
        ("The boats are unsafe.", "The boats are not safe.", False, False),
        ("The mayor declined to comment.", "The mayor did not comment.", False, False),
        ("The boats are not safe.", "The boats are safe.", False, True),
        ("The mayor has not said whether he stays.", "The mayor has yet to say whether he stays.", False, False),
        ("The fleet has nine boats.", "The fleet, which is not new, has nine boats.", False, False),
        ("The United Ports are not closing.", "The United Ports are closing.", False, True),
        ("Nobody was not hurt.", "Nobody was hurt.", False, True),
        (
            "The mayor has pleaded guilty to false accounting.",
            "The mayor pleaded not guilty to false accounting.",
            True,
            False,
        ),
        ("The mayor refused to sell boats.", "The mayor refused to sell boats that were not safe.", False, False),
        ("The port answered the request.", "The port did not immediately answer the request.", True, False),
        ("Divers found no more boats.", "They had found none.", False, False),
        ("The list does not hold any boats.", "It does not, however, hold any boats.", False, False),
        ("The loss weakens the fleet.", "The loss not only weakens the fleet, it ends it.", False, False),
        (
            "It could not be established whether the boat sank.",
            "The court could not establish whether it sank.",
            False,
            False,
        ),
    ],
)
def test_negation(text: str, support: str, lost: bool, added: bool) -> None:
    assert (negation_lost(text, support) is not None, negation_added(text, support) is not None) == (lost, added)


NORLAND = "Norland attacked Arlen on Monday near the port of Brask."
LOSSES = "The mayor said 12 sailors were rescued and 30 containers were lost."


@pytest.mark.parametrize(
    ("text", "support", "found"),
    [
        # who did it to whom
        ("Arlen attacked Norland.", NORLAND, ("Arlen", "Norland")),
        ("Norland was attacked by Arlen.", NORLAND, ("Arlen", "Norland")),
        ("Arlen was attacked by Norland.", NORLAND, None),
        ("Norland attacked Arlen.", NORLAND, None),
        ("On Monday Norland attacked Arlen.", NORLAND, None),
        ("The attack by Norland on Arlen was on Monday.", NORLAND, None),
        ("Mayors accused pilots of fraud.", "The pilots accused mayors of fraud.", ("Mayors", "pilots")),
        # which number counts what
        ("30 sailors were rescued and 12 containers were lost.", LOSSES, ("30", "12")),
        ("30 sailors were rescued.", LOSSES, ("30", "12")),
        ("12 sailors were rescued.", LOSSES, None),
        ("30 containers were lost, and twelve sailors rescued.", LOSSES, None),
        # whose it was
        (
            "Brazilian tugs towed a Chilean ferry.",
            "A Brazilian ferry was towed by Chilean tugs.",
            ("Brazilian", "Chilean"),
        ),
        ("Chilean tugs towed a Brazilian ferry.", "A Brazilian ferry was towed by Chilean tugs.", None),
        # a port and whose it is, a first name and the whole
        ("The talks take place in Brenn.", "The talks take place in Arlenia's northern port city of Brenn.", None),
        ("Holt's sister Ilse carried the flag.", "His sister Ilse Holt, a painter, carried the flag.", None),
        # two in one breath have no order
        ("Vera Holt and Gen. Oto Marn had a long meeting.", "Vera Holt had a long meeting with Gen. Oto Marn.", None),
    ],
)
def test_words_in_the_place_of_others(text: str, support: str, found: tuple[str, str] | None) -> None:
    assert misplaced(text, support) == found


def test_where_speakers_stand_is_not_asked() -> None:
    support = "Arlen asked Norland to host talks, Norland said."
    assert misplaced("Norland asked Arlen to host talks.", support) is not None
    assert misplaced("Norland asked Arlen to host talks.", support, leave="Norland") is None


@pytest.mark.parametrize(
    ("text", "support", "loose"),
    [
        ("Its refusal broke the deal.", "They refused, breaking the agreement.", []),
        ("The sale of boats required permission.", "Boats were sold; a requirement was permission.", []),
        ("The harbour burned for days.", "The ferry sank.", ["harbour", "burned", "days"]),
        ("It was unconfirmed that 14 boats sank on Friday.", "Boats sank.", []),
    ],
)
def test_words_are_carried_in_any_form(text: str, support: str, loose: list[str]) -> None:
    assert [word.shown for word in carried(text, support).loose] == loose


def test_a_text_begins_with_nobody_unheard_of() -> None:
    article = "The port declined to comment. Traders had asked it."
    assert unknown_opening("Tavrel declined to comment.", article) == ["Tavrel"]
    assert unknown_opening("Ports declined to comment.", article) == []
    assert unknown_opening("Customers had asked the port.", article) == []


def test_missing_ordinals() -> None:
    assert missing_ordinals("The third and fourth boats sank.", "The third boat sank.") == ["fourth"]


def test_missing_moments_by_distance() -> None:
    assert missing_moments("It opens next week.", "It opened last week.") == ["next week"]
    assert missing_moments("It opened last week.", "Last week it opened.") == []


@pytest.mark.parametrize(
    ("text", "support", "found"),
    [
        ("The port will close.", "The port could close.", "will"),
        ("The port will close.", "The port, which may be sold, is to close.", None),
        ("The port is known to be closed.", "The port is thought to be closed.", "known to"),
        ("The port will close.", "The port closes on Friday.", None),
    ],
)
def test_more_certain_than_the_evidence(text: str, support: str, found: str | None) -> None:
    assert firmer(text, support) == found


BEFORE, AFTER = "The ferry Alma left Brask with 40 cars.", "Divers searched the harbour for two days."
SINKING = "On Friday the ferry hit a sandbank and lost its rudder."


def fault_of(text: str, evidence: str = SINKING) -> str | None:
    near = f"{BEFORE} {SINKING} {AFTER}"
    support = Support(
        evidence=evidence,
        sentences=SINKING,
        around=near,
        lines="",
        days="",
        context=near,
        speakers="",
        article=f"{near} Trains ran.",
    )
    fault = text_fault(text, support)
    return fault[0] if fault is not None else None


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("The ferry Alma hit a sandbank and lost its rudder on Friday.", None),
        ("The ferry lost its rudder when it hit a sandbank.", None),
        ("A sandbank was hit by the Alma.", None),
        ("The ferry hit a sandbank and searched the harbour for two days.", "content"),
        ("The ferry left Brask with cars.", "content"),
    ],
)
def test_a_text_tells_what_its_evidence_tells(text: str, check: str | None) -> None:
    assert fault_of(text) == check


def test_a_neighbours_number_does_not_stand_for_the_evidences_own() -> None:
    evidence = "Divers searched the harbour for two days."
    support = Support(
        evidence=evidence,
        sentences=evidence,
        around=f"{evidence} Nine boats helped.",
        lines="",
        days="",
        context=evidence,
        speakers="",
        article=f"{evidence} Nine boats helped.",
    )
    assert text_fault("Divers searched the harbour for two days.", support) is None
    fault = text_fault("Divers searched the harbour for nine days.", support)
    assert fault is not None
    assert fault[0] == "number"


def test_confirmations_that_are_taken_back_are_none() -> None:
    text = "The ministry confirmed it. Nobody at the palace has yet confirmed it, and there was no confirmation."
    assert next(match[0] for match in confirmations(text)) == "confirmed"
    assert list(confirmations("There was no official confirmation. The palace declined to confirm it.")) == []


def test_doubts_of_a_relative_clause_are_not_the_claims() -> None:
    assert [w.status for w in plain_doubts("The boat, which will be sold, is old")] == []
    assert [w.status for w in plain_doubts("The boat will be sold")] == ["scheduled"]
    assert [w.status for w in plain_doubts("The boat is likely to be sold")] == ["hedged"]


# -- sources

FERRY = (
    "Ferry sold, says ministry\n\n"
    "The old ferry was sold abroad, Transport Minister Ilse Varga told Harbour Radio. "
    "Varga said all 14 lifeboats had been replaced. "
    "The state-run Norland news agency reported that the price was two million crowns. "
    "The buyer did not respond to a request for comment. "
    'Two sailors called the new boats "far too small". '
    "The service was stopped in March."
)
VARGA, RADIO, AGENCY = "Transport Minister Ilse Varga", "Harbour Radio", "The state-run Norland news agency"
KINDS = {VARGA: ("official", "named"), RADIO: ("other_media", "named"), AGENCY: ("state_media", "named")}
SOLD = {"quote": "The old ferry was sold abroad", "chain": [VARGA, RADIO], "cue": "told"}
PRICE = {
    "sentences": [3],
    "quote": "the price was two million crowns",
    "chain": [AGENCY],
    "cue": "reported",
    "status": "unconfirmed",
}
STOPPED = {"sentences": [6], "quote": "The service was stopped in March"}


def test_relay_left_out_is_put_back() -> None:
    text = FERRY + " Harbour Radio quoted Varga as saying that the pier had been closed."
    claim = {"sentences": [7], "quote": "the pier had been closed", "chain": [VARGA], "cue": "quoted"}
    verified = checked(text, draft([claim], KINDS))
    assert chains(verified) == [[VARGA, RADIO]]
    assert did(verified) == ["relay"]


def test_whom_somebody_spoke_to_may_be_the_articles_own_outlet_and_is_asked_about() -> None:
    verified = checked(FERRY, draft([SOLD | {"chain": [VARGA]}], KINDS))
    assert chains(verified) == [[VARGA]]
    assert [(doubt.check, doubt.claim) for doubt in verified.doubts] == [("relay", "c1")]


def test_source_by_the_name_of_somebody_else_gives_way_to_the_one_at_the_cue() -> None:
    lifeboats = {"sentences": [2], "quote": "all 14 lifeboats had been replaced", "chain": [AGENCY]}
    verified = checked(FERRY, draft([lifeboats], KINDS))
    # what she tells the radio goes on in the paragraph that names it
    assert chains(verified) == [[VARGA, RADIO]]
    assert "attribution" in did(verified)


def test_name_in_other_order_is_set_to_the_articles_words() -> None:
    name = "Ilse Varga, transport minister"
    verified = checked(FERRY, draft([SOLD | {"chain": [name]}], {name: ("official", "named")}))
    assert chains(verified) == [[VARGA]]
    assert verified.checks.rejected == []


def test_source_is_found_by_another_of_its_names() -> None:
    verified = checked(FERRY, draft([SOLD | {"chain": ["Varga", RADIO]}], KINDS))
    assert chains(verified) == [[VARGA, RADIO]]
    assert did(verified) == []


def test_two_of_one_surname_stay_two() -> None:
    text = (
        "Mayor Anna Holm said the bridge was safe. Engineer Peter Holm said the bridge was old. "
        "Anna Holm said she would cross it."
    )
    sources = {"Mayor Anna Holm": ("official", "named"), "Engineer Peter Holm": ("expert", "named")}
    claims: list[dict[str, Any]] = [
        {"quote": "the bridge was safe", "chain": ["Mayor Anna Holm"]},
        {"sentences": [2], "quote": "the bridge was old", "chain": ["Engineer Peter Holm"]},
    ]
    verified = checked(text, draft(claims, sources))
    assert chains(verified) == [["Mayor Anna Holm"], ["Engineer Peter Holm"]]
    assert did(verified) == []


def test_forgotten_source_of_a_plain_attribution_comes_in() -> None:
    verified = checked(FERRY, draft([PRICE | {"chain": [], "status": "asserted"}], {}))
    assert len(verified.sources) == 1
    assert verified.sources[0].kind == "state_media"
    assert verified.claims[0].status == "unconfirmed"


def test_source_that_is_cited_for_nothing_stays_as_one_who_denies_or_keeps_silent() -> None:
    sources = KINDS | {"The buyer": ("company", "partial")}
    verified = checked(FERRY, draft([SOLD], sources))
    assert "The buyer" in [source.name for source in verified.sources]


# -- windows


def test_windows_share_sources_and_repeat_no_claim() -> None:
    first = draft([SOLD], {VARGA: KINDS[VARGA], RADIO: KINDS[RADIO]})
    second = draft(
        [SOLD | {"chain": ["Varga", RADIO]}, {"sentences": [2], "quote": "all 14 lifeboats had been replaced"}],
        {"Varga": ("official", "named"), RADIO: KINDS[RADIO]},
    )
    second["claims"][1]["chain"] = ["Varga"]
    verified = checked(FERRY, first, second)
    assert chains(verified) == [[VARGA, RADIO], [VARGA]]
    assert did(verified) == ["repeat"]


# -- statuses


@pytest.mark.parametrize(
    ("quote", "status"),
    [
        ("The bridge will open on Monday", "scheduled"),
        ("The bridge is likely to open", "hedged"),
        ("The bridge reportedly cracked", "hedged"),
        ("The bridge opened", "asserted"),
    ],
)
def test_words_of_doubt_in_the_evidence_bind_or_are_asked_about(quote: str, status: str) -> None:
    text = f"{quote}. The mayor smiled at the crowd."
    bound = checked(text, draft([{"quote": quote}]), soft_binds=True).claims[0]
    assert bound.status == status
    assert (bound.status_cue is None) == (status == "asserted")
    trusted = checked(text, draft([{"quote": quote}]))
    assert trusted.claims[0].status == "asserted"
    assert [(doubt.check, doubt.claim) for doubt in trusted.doubts] == (
        [] if status == "asserted" else [("status", "c1")]
    )
    assert all(doubt in trusted.checks.warnings for doubt in trusted.doubts)


def test_more_doubt_than_the_words_demand_stands_for_a_trusted_model() -> None:
    disputed = STOPPED | {"status": "disputed"}
    assert checked(FERRY, draft([disputed])).claims[0].status == "disputed"
    assert checked(FERRY, draft([disputed]), soft_binds=True).claims[0].status == "asserted"


def test_confirmed_needs_somebody_who_confirms() -> None:
    verified = checked(FERRY, draft([STOPPED | {"status": "confirmed"}]))
    assert verified.claims[0].status == "asserted"
    text = "The service was stopped in March. The company confirmed that it had been stopped."
    kept = checked(text, draft([STOPPED | {"sentences": [1], "status": "confirmed"}]))
    assert kept.claims[0].status == "confirmed"


def test_every_open_claim_is_listed_and_no_settled_one_is_lost() -> None:
    verified = checked(FERRY, draft([PRICE, STOPPED], KINDS))
    assert [(m.claims, m.reason) for m in verified.unconfirmed] == [(["c1"], "no_comment")]
    assert verified.unconfirmed[0].awaiting == "The buyer"
    assert [c.text for c in verified.claims] == ["the price was two million crowns", "The service was stopped in March"]


# -- the brief


def brief_of(text: str, cited: list[int]) -> Verified:
    listed = [{"text": "The price.", "claims": [2], "reason": "media_report_only", "awaiting": None, "cue": None}]
    return checked(FERRY, draft([SOLD, PRICE, STOPPED], KINDS, [(text, cited)], listed))


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("The old ferry was sold abroad, Varga told Harbour Radio.", [1]),
        ("According to Minister Varga, the old ferry was sold abroad.", [1]),
        ("The price was two million crowns, the Norland news agency reported; this is unconfirmed.", [2]),
        ("The service was stopped in March.", [3]),
        ("The ferry was sold, Varga told Harbour Radio, after the service was stopped in March.", [1, 3]),
    ],
)
def test_true_sentences_of_a_brief_stand(text: str, cited: list[int]) -> None:
    verified = brief_of(text, cited)
    assert [sentence.text for sentence in verified.brief] == [text]
    assert did(verified) == []


@pytest.mark.parametrize(
    ("text", "cited", "check"),
    [
        ("The old ferry was sold abroad.", [1], "attribution"),
        ("Ilse Varga's old ferry went abroad.", [1], "attribution"),
        ("The price was two million crowns, the Norland news agency reported.", [2], "promotion"),
        ("The price was three million crowns, the Norland news agency reported; unconfirmed.", [2], "number"),
        ("The service was stopped in April.", [3], "name"),
        ("The service was not the one that was stopped in March, Delmar Lines said.", [3], "name"),
        ('"The service is dead," it was said in March.', [3], "quotation"),
        ("The buyer confirmed that the service was stopped in March.", [3], "promotion"),
    ],
)
def test_false_sentences_of_a_brief_do_not_stand(text: str, cited: list[int], check: str) -> None:
    verified = brief_of(text, cited)
    assert text not in [sentence.text for sentence in verified.brief]
    assert check in did(verified)
    assert verified.brief


def test_brief_that_is_missing_is_assembled_with_source_and_doubt() -> None:
    verified = checked(FERRY, draft([PRICE], KINDS))
    assert len(verified.brief) == 1
    text = verified.brief[0].text
    assert "Norland news agency" in text
    assert "unconfirmed" in text


def test_brief_that_is_far_too_long_is_cut_to_what_matters() -> None:
    claims: list[dict[str, Any]] = [
        {"sentences": [n], "quote": f"Bridge number {n} in the long valley opened"} for n in range(1, 41)
    ]
    text = " ".join(f"{each['quote']} on Monday." for each in claims)
    verified = checked(text, draft(claims, brief=[(f"{c['quote']}.", [n]) for n, c in enumerate(claims, 1)]))
    assert 60 < sum(len(sentence.text.split()) for sentence in verified.brief) <= 180
    cited = [int(sentence.claims[0][1:]) for sentence in verified.brief]
    assert cited == sorted(cited)


# -- another language


def in_german(spoilt: Draft) -> None:
    """The draft of the seed with texts in German for one claim and its sentence of the brief."""
    claim(spoilt, "need")["text"] = "Das indische Heer braucht rund 770.000 Gewehre."
    spoilt["brief"] = [
        {
            "text": "Das indische Heer braucht rund 770000 Gewehre, von denen 100000 eingeführt werden.",
            "claims": [7, 8],
        },
        {"text": "Singh traf am Mittwoch in Moskau ein.", "claims": [3]},
    ]


def seed_in(language: str | None, *spoils: Spoil) -> Verified:
    article = read(SEED)
    reading = read_lexically(article)
    given = [ArticleDraft.model_validate(seed_draft(*spoils))]
    return verify(article, reading, from_drafts(article, reading, given), soft_binds=False, language=language)


def test_texts_in_another_language_keep_source_and_doubt_in_brackets() -> None:
    verified = seed_in("de", in_german, sets("need", text="Das Heer braucht 770.000 Gewehre."))
    assert did(verified) == []
    assert [sentence.text for sentence in verified.brief] == [
        f"Das indische Heer braucht rund 770000 Gewehre, von denen 100000 eingeführt werden. [{SPUTNIK}: unconfirmed]",
        "Singh traf am Mittwoch in Moskau ein.",
    ]
    assert [warning.check for warning in verified.checks.warnings] == ["language"]
    assert "not checked" in verified.checks.warnings[0].text


def test_placesare_compared_in_any_language() -> None:
    verified = seed_in("de", in_german, sets("need", text="Das Heer braucht 780.000 Gewehre."))
    assert did(verified) == ["number"]
    assert "770,000" in next(c.text for c in verified.claims if "requirement" in c.evidence[0].exact)


def test_sources_and_chains_are_checked_in_any_language() -> None:
    verified = seed_in("de-AT", in_german, sets("need", text="Das Heer braucht Gewehre.", chain=["Tass"], cue=None))
    found = next(c for c in verified.claims if "requirement" in c.evidence[0].exact)
    names = {source.id: source.name for source in verified.sources}
    assert [names[identifier] for identifier in found.attribution.chain] == [SPUTNIK]


@pytest.mark.parametrize("language", [None, "en", "en-GB"])
def test_the_articles_own_language_is_checked_in_full(language: str | None) -> None:
    assert seed_in(language).checks.warnings == []
    assert "name" in did(seed_in(language, sets("row", text="The row is between India and Nepal.")))


# -- the layer's own reading


def test_the_layers_own_reading_passes_the_checks_untouched() -> None:
    article = read(SEED)
    reading = read_lexically(article)
    verified = verify(article, reading, from_reading(reading), soft_binds=True)
    assert (verified.checks.rejected, verified.checks.repaired, verified.checks.warnings) == ([], [], [])
    assert [c.text for c in verified.claims] == [statement.text for statement in reading.statements]


@pytest.mark.parametrize(
    ("evidence", "text", "check"),
    [
        ("The dam burst yesterday.", "The dam burst on Friday, 3 May 2024.", None),
        ("The dam burst on Friday.", "The dam burst on Friday, May 3, 2024.", None),
        ("Talks go on tomorrow.", "Talks will go on on Sunday.", None),
        ("The dam burst yesterday.", "The dam burst on Thursday.", "name"),
        ("The dam burst yesterday.", "The dam burst on 2 May.", "number"),
        ("The dam burst on Friday.", "The dam burst on Saturday, May 4.", "number"),
    ],
)
def test_days_told_by_their_distance_may_be_told_by_date(evidence: str, text: str, check: str | None) -> None:
    article = Article(evidence, parse_text(f"Flood\n\n{evidence}").sentences, Metadata(published_at="2024-05-04"))
    support = Support(
        evidence=evidence,
        sentences=evidence,
        around=evidence,
        lines="",
        days=days_meant(article, evidence, evidence),
        context=evidence,
        speakers="",
        article=evidence,
    )
    fault = text_fault(text, support)
    assert (fault and fault[0]) == check


def test_without_a_date_the_days_named_nearby_tell_which_is_meant() -> None:
    article = parse_text("Flood\n\nHolt spoke on Monday.\n\nTalks go on tomorrow.")
    assert days_meant(article, "Talks go on tomorrow.", article.text) == "Tuesday"
    assert days_meant(article, "Talks go on.", article.text) == ""


def test_a_negation_said_twice_may_be_told_once() -> None:
    evidence = "They carry no badge, they carry no sign."
    assert negation_lost("They carry no badge or sign.", evidence) is None
    assert negation_lost("They carry a badge and a sign.", evidence) == "badg"


def test_a_country_may_be_called_by_another_of_its_names() -> None:
    assert missing_names("The United States voted.", "The U.S. delegate voted.") == []
    assert missing_names("The United States voted.", "The French delegate voted.") == ["United", "States"]


def test_a_figure_that_the_evidence_has_is_no_other_one() -> None:
    assert misplaced("30 sailors were rescued.", LOSSES, evidence=LOSSES) == ("30", "12")
    assert misplaced("30 sailors were rescued.", LOSSES, evidence="The figure was 30.") is None
