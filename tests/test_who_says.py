"""Who says what where no "X said P" tells: views, relays, documents, offices, what hangs on an attribution."""

from __future__ import annotations

import pytest

from summarizer.article import parse_text
from summarizer.lexical import Reading, read_lexically


def reading_of(*paragraphs: str) -> Reading:
    return read_lexically(parse_text("\n\n".join(paragraphs)))


def said(reading: Reading) -> list[str]:
    return [
        f"{' > '.join(reading.source(key).name for key in claim.chain)} | {claim.text}".strip()
        for claim in reading.statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister pointed out that the dam was old.", "The minister | The dam was old."),
        ("To the union, the offer is an insult.", "the union | The offer is an insult."),
        ("The mayor called the charges baseless.", "The mayor | The mayor called the charges baseless."),
        ("The union regards the offer as a trap.", "The union | The union regards the offer as a trap."),
        ("The mayor asked the council not to vote.", "The mayor | The mayor asked the council not to vote."),
        ("Two survivors told the inquiry of shots.", "Two survivors | Shots."),
        (
            "Police are looking into the theory that the fire was set by a guard.",
            "Police | The fire was set by a guard.",
        ),
        (
            "The daily Hlas, citing two officials, reported that the talks had failed.",
            "two officials > The daily Hlas | The talks had failed.",
        ),
        (
            "The Hlas newspaper quoting two clerks said the talks had failed.",
            "two clerks > The Hlas newspaper | The talks had failed.",
        ),
        (
            '"We lost everything," a villager was quoted by the daily Hlas as saying.',
            "a villager > the daily Hlas | We lost everything.",
        ),
        (
            "The tug, owned by the port, sank at dawn, said the harbour master.",
            "the harbour master | The tug, owned by the port, sank at dawn.",
        ),
        (
            "The port will close, the harbour master said, and the ferries will stop on Monday.",
            "the harbour master | The port will close.",
        ),
        (
            "In a letter to Harbour Radio, the mayor said the bridge was safe.",
            "the mayor > Harbour Radio | The bridge was safe.",
        ),
        (
            "A copy of the contract obtained by Harbour Radio shows that the price doubled.",
            "A copy of the contract > Harbour Radio | The price doubled.",
        ),
        (
            "The company denied Halden's allegations it was dumping waste.",
            "Halden | The company was dumping waste.",
        ),
    ],
)  # fmt: skip
def test_cues_beside_verbs_of_saying(text: str, expected: str) -> None:
    if "denied" in text:
        assert [claim.status for claim in reading_of(text).statements] == ["denied"]
    else:
        assert said(reading_of(text))[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the blast.",
        "Heavy rain threatens the harvest.",
        "The president called an early election.",
        "The mayor called the fire brigade at noon.",
        "The court found him guilty of fraud.",
        "The army has not said how many men were lost.",
        "The pipes were laid according to the plan of 1954.",
    ],
)
def test_who_cannot_speak_says_nothing(text: str) -> None:
    assert [claim.chain for claim in reading_of(text).statements] == [()]


def test_what_hangs_on_an_attribution_keeps_its_own_facts() -> None:
    reading = reading_of("Six sailors were fined after they admitted that the hatch was open.")
    assert said(reading) == [
        "Six sailors | The hatch was open.",
        "| Six sailors were fined.",
    ]


def test_present_tense_beside_past_speech_is_the_articles_own() -> None:
    reading = reading_of("The ministry said on Monday that the mine, which employs 300 men, had been flooded.")
    assert [bool(claim.chain) for claim in reading.statements] == [True, False]


def test_words_announced_by_a_colon_are_the_speakers() -> None:
    reading = reading_of(
        "A crane fell at the shipyard in May.",
        "In a letter to Harbour Radio, the shipyard denied the allegations:",
        "Nobody was on the crane. The ropes were never cut.",
    )
    assert said(reading)[-1] == "the shipyard > Harbour Radio | The ropes were never cut."


def test_he_behind_an_outlets_report_spoke_to_the_outlet() -> None:
    reading = reading_of(
        "State television said Governor Ilse Varga visited the dam on Monday. She called the repairs a disgrace."
    )
    assert said(reading)[1].startswith("Governor Ilse Varga > State television | ")


def test_the_outlets_own_name_is_no_relay() -> None:
    reading = reading_of(
        "OSLO (Reuters) - The bridge is safe, Mayor Ana Torvik told Reuters on Monday after a long inspection."
    )
    assert said(reading) == ["Mayor Ana Torvik | The bridge is safe."]


def test_a_report_speaks_for_its_author() -> None:
    reading = reading_of(
        "The 40-page report by Clean Rivers, a rights group, was published on Monday.",
        "According to the report, three mills dump waste at night.",
    )
    assert said(reading)[-1] == "Clean Rivers | Three mills dump waste at night."
    assert reading.sources[0].kind == "ngo"


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["Union secretary Petra Novak said that talks would resume."], "ngo"),
        (["Petra Novak, an economist at the Danube Institute, said that prices would fall."], "expert"),
        (["Jan Prokop, who teaches law at the Danube University, said that the ruling was wrong."], "expert"),
        (["Secretary of State Ilse Varga said that talks would resume."], "official"),
        (["State counsel Ilse Varga said that the books were forged."], "official"),
        (["State-owned Halden Steel said that the mill would close."], "company"),
        (["Corvel Mining Ltd shut a pit on Monday.", "Corvel spokesman Piet Halm said that it was unsafe."], "company"),
        (
            [
                "The People's Reform Front (PRF) met on Monday in the capital.",
                "PRF candidate Ilse Varga said that it was over.",
            ],
            "party",
        ),
        (["A rights group published a report.", "The group's director, Ilse Varga, said that it was time."], "ngo"),
        (["The Kivu Liberation Army said that it held the town."], "armed_group"),
        (["The rebels' website said that they held the town."], "armed_group"),
        (["Former president Ilse Varga said that it was wrong."], "private"),
        (["Rebel leader General Ilse Varga said that the town was theirs."], "armed_group"),
        (["Opposition leader Colonel Jan Prokop said that it was wrong."], "party"),
        (["Health Minister Professor Ilse Varga said that it was wrong."], "official"),
        (["Union president Father Jan Prokop said that it was wrong."], "ngo"),
        (["Spokesman Colonel Jan Prokop said that it was wrong."], "official"),
        (["Police press officer Ilse Varga said that it was wrong."], "official"),
        (["Conservative leader Ilse Varga said that it was wrong."], "party"),
    ],
)
def test_offices_have_the_kind_of_what_they_serve(texts: list[str], kind: str) -> None:
    reading = reading_of(*texts)
    source = reading.source(reading.statements[-1].chain[0])
    assert source.kind == kind


def test_a_minister_may_be_named_after_speaking() -> None:
    reading = reading_of(
        "The oil fields are safe, the information minister said on Monday.",
        'Information Minister Ilse Varga denied the rumours. "There is no fighting," she said.',
    )
    assert len({claim.chain[0] for claim in reading.statements if claim.chain}) == 1


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ["Superintendent of police Ilse Varga said that two men were held.", "The SP added that a car was found."],
            "Superintendent of police Ilse Varga | A car was found.",
        ),
        (
            ["County District Attorney Ilse Varga said that she would appeal.", '"It is wrong," DA Varga said.'],
            "County District Attorney Ilse Varga | It is wrong.",
        ),
        (
            ["Senator Ilse Varga said that the vote was fair.", "The lawmaker added that turnout was high."],
            "Senator Ilse Varga | Turnout was high.",
        ),
        (
            ["The tax was attacked by Ilse Varga, a clerk in the harbour.", '"We object to it," she said.'],
            "Ilse Varga | We object to it.",
        ),
        (
            ["The Harbour Safety Organisation said that it was time.", "HSO said that the pier was old."],
            "The Harbour Safety Organisation | The pier was old.",
        ),
    ],
)
def test_short_forms_mean_whom_the_article_named(texts: list[str], expected: str) -> None:
    assert expected in said(reading_of(*texts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"The pier is lost," Ilse Varga said on arrival in the port of Halden, the daily Hlas reported.',
            "Ilse Varga > the daily Hlas | The pier is lost.",
        ),
        (
            "The talks have failed, said the daily Hlas, which cited an unnamed aide for its report.",
            "an unnamed aide > the daily Hlas | The talks have failed.",
        ),
        ("The union continues to insist that the pay is too low.", "The union | The pay is too low."),
        ("The ministry has since clarified that no licence was issued.", "The ministry | No licence was issued."),
        ("The army is denying Ruritanian government reports that it fired first.", "government"),
        ("Diplomats say privately that the treaty is dead.", "Diplomats | The treaty is dead."),
        (
            "According to a letter seen by the Harbour Gazette, the board knew of the leak.",
            "a letter > the Harbour Gazette | The board knew of the leak.",
        ),
        (
            "The army expressed regret for a raid that it said had gone wrong.",
            "The army | The army expressed regret for a raid.",
        ),
        (
            "The minister praised the crews and said the road was open, the daily Hlas reported.",
            "The minister > the daily Hlas | The road was open.",
        ),
    ],
)
def test_cues_in_longer_sentences(text: str, expected: str) -> None:
    assert any(expected in claim for claim in said(reading_of(text)))


@pytest.mark.parametrize(
    "text",
    [
        "The raid was aimed against suspected smugglers hiding near the old lighthouse.",
        "The vote was taken at a meeting of the board, held in a tent by the river.",
        "The maps put the mill beside the quay of the old harbour.",
        "There were fears that the dam might burst before the morning.",
    ],
)
def test_what_nobody_says_stays_the_article_s_own(text: str) -> None:
    assert all(not claim.chain for claim in reading_of(text).statements)


def test_an_opening_report_has_the_sources_that_it_is_said_to_quote() -> None:
    reading = reading_of(
        "A reshuffle of the cabinet is near, the daily Hlas reported on Monday.",
        "Hlas quoted sources in the palace as saying that the cabinet would change within days.",
    )
    assert [len(claim.chain) for claim in reading.statements] == [2, 2]
