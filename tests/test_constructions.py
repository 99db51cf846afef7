"""Attributions in constructions that are rarer than "X said P", and words that look like one and are none."""

from __future__ import annotations

import pytest

from summarizer.article import parse_text
from summarizer.lexical import Reading, read_lexically


def reading_of(text: str) -> Reading:
    return read_lexically(parse_text(text))


def said(text: str) -> list[str]:
    """Each attributed claim with its chain."""
    reading = reading_of(text)
    return [
        f"{' > '.join(reading.source(key).name for key in claim.chain)} | {claim.text}"
        for claim in reading.statements
        if claim.chain
    ]


CLOSING = [
    ("If the yard were to follow its rivals 700 jobs could go, the paper reported.",
     "the paper | If the yard were to follow its rivals 700 jobs could go."),
    ("As the mission goes on, the fleet risks losing more of its tugs, the Veldora Register said.",
     "the Veldora Register | As the mission goes on, the fleet risks losing more of its tugs."),
    ("The yard plans to build abroad, sources close to the talks tell Harbour Radio.",
     "sources close to the talks > Harbour Radio | The yard plans to build abroad."),
    ("Output will fall by 500 tons, the Veldora Register reported quoting ministry sources.",
     "ministry sources > the Veldora Register | Output will fall by 500 tons."),
    ("The premier is well, the Norland news agency quoted his aide as saying on Monday.",
     "his aide > the Norland news agency | The premier is well."),
    ('"The money is safe," the paper quotes a source close to the bank.',
     "a source close to the bank > the paper | The money is safe."),
    ('"We are ready," said a harbour official quoted by the Veldora Register.',
     "a harbour official > the Veldora Register | We are ready."),
]  # fmt: skip
OPENING = [
    ("Jan Holt pointed out it would have cost more to build a dam.",
     "Jan Holt | It would have cost more to build a dam."),
    ("Jan Holt has since said his confession was forced.", "Jan Holt | Jan Holt's confession was forced."),
    ("A diver, Ilse Brann, on Sunday told Harbour Radio nets had been cut.",
     "A diver, Ilse Brann > Harbour Radio | Nets had been cut."),
    ("Jan Holt alleged, for example, the yard had paid nobody.", "Jan Holt | For example, the yard had paid nobody."),
    ("The mayor would only say there had been talks.", "The mayor | There had been talks."),
    ("In an interview with Harbour Radio, Mayor Jan Holt, who had come late, also said the pier was safe.",
     "Mayor Jan Holt > Harbour Radio | The pier was safe."),
    ("Norland has, in a statement, called on drivers to slow down.",
     "Norland | Norland called on drivers to slow down."),
    ("According to the first selectman, Jan Holt, ten men were aboard.", "Jan Holt | Ten men were aboard."),
    ("Saturday's Veldora Register reported the price had doubled.",
     "Veldora Register | The price had doubled."),
    ("Jan Holt was quoted in the Veldora Register saying: \"I feel cheated by all of them.\"",
     "Jan Holt > the Veldora Register | I feel cheated by all of them."),
]  # fmt: skip
SHORT = [
    ("Prices rise each spring, the bank said.", "the bank | Prices rise each spring."),
    ("No deaths, police said.", "police | No deaths."),
    ("The bridge, said the mayor, was safe.", "the mayor | The bridge was safe."),
    ("The bridge, says Jan Holt, will be shut.", "Jan Holt | The bridge will be shut."),
    ("The mayor is certain that the pier is safe.", "The mayor | The pier is safe."),
    ("Police were adamant the pier was safe.", "Police | The pier was safe."),
    ('Jan Holt: "The pier is safe and sound."', "Jan Holt | The pier is safe and sound."),
]  # fmt: skip
RELAYS = [
    ("Reuters reported that the pier was unsafe, citing two officials.",
     "two officials > Reuters | The pier was unsafe."),
    ("The paper said the pier was unsafe, quoting an engineer.", "an engineer > The paper | The pier was unsafe."),
    ("The minister said the road was shut, citing safety concerns.",
     "The minister | The road was shut, citing safety concerns."),
    ("Reuters reported the pier was unsafe, according to two officials.",
     "two officials > Reuters | The pier was unsafe."),
    ("The ministry said the pier was unsafe, according to TASS.", "The ministry > TASS | The pier was unsafe."),
    ("The mayor said in an interview with Harbour Radio that the pier was safe.",
     "The mayor > Harbour Radio | The pier was safe."),
    ("The mayor said on state television that the pier was safe.",
     "The mayor > state television | The pier was safe."),
    ('The paper quoted an unnamed official: "The pier is not safe at all."',
     "an unnamed official > The paper | The pier is not safe at all."),
    ("The paper quoted an official who said the pier was not safe.",
     "an official > The paper | The pier was not safe."),
    ("According to Reuters, which cited the harbour ministry, two piers are shut.",
     "the harbour ministry > Reuters | Two piers are shut."),
    ("The mayor said on her website that the pier was safe.", "The mayor | The pier was safe."),
    ("The mayor said on television that the pier was safe.", "The mayor | The pier was safe."),
]  # fmt: skip
LISTS = [
    ("The Ministry of Agriculture, Fisheries and Food said the dam was safe.",
     "The Ministry of Agriculture, Fisheries and Food | The dam was safe."),
    ("According to the Department of Health and Human Services, the dam is safe.",
     "the Department of Health and Human Services | The dam is safe."),
    ("The leaders of France, Germany and Italy said the dam was safe.",
     "The leaders of France, Germany and Italy | The dam was safe."),
]  # fmt: skip
OPENED = [
    ("As the mayor put it, the pier is safe.", "the mayor | The pier is safe."),
    ("As the mayor sees it: the pier is safe.", "the mayor | The pier is safe."),
    ("By the mayor's own account, the pier was safe.", "the mayor | The pier was safe."),
    ("The mayor's view is that the pier is safe.", "The mayor | The pier is safe."),
    ("The president called the attack barbaric.", "The president | The president called the attack barbaric."),
]  # fmt: skip
POSSESSIVE_NAMES = [
    ("Moody's said the outlook was poor.", "Moody's | The outlook was poor."),
    ("The outlook is poor, ratings agency Moody\u2019s says.", "ratings agency Moody\u2019s | The outlook is poor."),
    ("Sotheby's estimates that the vase is worth a million.", "Sotheby's | The vase is worth a million."),
    ("There were unconfirmed reports that the pier was shut.", "reports | The pier was shut."),
]  # fmt: skip
PASSIVE = [
    ("The offer was criticised by some aid groups as too small.",
     "some aid groups | The offer was criticised as too small."),
    ("The captain was accused of theft, which he denied.", "The captain | The captain was accused of theft."),
]  # fmt: skip


INSERTED = [
    ("The driver, police sources said, claimed to have met a stranger.",
     "The driver > police sources | The driver claimed to have met a stranger."),
    ("The council is, the Veldora Register noted, fully elected.",
     "the Veldora Register | The council is fully elected."),
    ("The Veldora Trust (VT), funded by a shipowner, has accused the port of waste.",
     "The Veldora Trust (VT) | The Veldora Trust (VT) accused the port of waste."),
    ("Ilse Brann, who entered office in May, has in the past voiced concern about the dam.",
     "Ilse Brann | Ilse Brann voiced concern about the dam."),
    ("Student groups here however, said that eight others were held.",
     "Student groups | Eight others were held."),
    ("The harbour board issued a paper arguing that the pier was old.",
     "The harbour board | The pier was old."),
    ("Researchers found two years ago that the eels were ill, the Veldora Register said.",
     "Researchers > the Veldora Register | The eels were ill."),
]  # fmt: skip
JOINT = [
    ("A fire broke out in a camp, witnesses and officials said.",
     "witnesses > officials | A fire broke out in a camp."),
    ("On Sunday, according to witnesses and officials, a man entered a shop.",
     "witnesses > officials | A man entered a shop."),
    ("There were four aboard; according to investigators, one was found dead.",
     "investigators | One was found dead."),
]  # fmt: skip
TOLD_BY = [
    ("Jan Holt said he was told by the harbour board that the crates were stolen.",
     "the harbour board > Jan Holt | The crates were stolen."),
    ("The Veldora Register cited a clerk of the town that the pier was old.",
     "a clerk of the town > The Veldora Register | The pier was old."),
    ("Reports named him on Sunday as Jan Holt, who lives in the town.",
     "Reports | Reports named him on Sunday as Jan Holt."),
    ("The health ministry declared the fever a pandemic on Monday.",
     "The health ministry | The health ministry declared the fever a pandemic on Monday."),
    ("The ministry has confirmed five new deaths on the island.",
     "The ministry | The ministry confirmed five new deaths on the island."),
    ("The vote was condemned by the Reform League.",
     "the Reform League | The vote was condemned."),
    ("The port is safe for now, Premier Ilse Brann was quoted as saying by the Veldora Register.",
     "Premier Ilse Brann > the Veldora Register | The port is safe for now."),
    ("The tugs are ready, the Veldora Register said Monday, citing Lovaas Shipping, the town's largest yard.",
     "Lovaas Shipping > the Veldora Register | The tugs are ready."),
    ("The alarm rang at noon at a plant, the Veldora Power Corp. (VPC) said.",
     "the Veldora Power Corp. (VPC) | The alarm rang at noon at a plant."),
    ("Lab tests on the boy's blood show his fever was caused by the eels.",
     "Lab tests on the boy's blood | Lab tests on the boy's blood show his fever was caused by the eels."),
    ("The vote was condemned on Monday by the Reform League.",
     "the Reform League | The vote was condemned on Monday."),
    ('Jan Holt spoke to reporters after the vote: "We lost this harbour for good."',
     "Jan Holt | We lost this harbour for good."),
    ("The port has reopened after a month of repairs, Saturday Post reported.",
     "Saturday Post | The port has reopened after a month of repairs."),
    ("Jan Holt told Harbour Radio that police suspect the men had been armed.",
     "police > Jan Holt > Harbour Radio | The men had been armed."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [*CLOSING, *OPENING, *OPENED, *SHORT, *LISTS, *RELAYS, *POSSESSIVE_NAMES, *PASSIVE, *INSERTED, *JOINT, *TOLD_BY],
)
def test_who_says_it(text: str, expected: str) -> None:
    assert said(text)[:1] == [expected]


def test_a_cue_in_no_construction_is_caught_with_its_source_in_the_words() -> None:
    assert said("Norland authorities have speculated the fire began in a mill.") == [
        "Norland authorities | Norland authorities speculated the fire began in a mill."
    ]
    assert said("They have all disagreed with the finding of the court.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The sale was called off, with market sales expected to cover the loss.",
        "The ministry confirmed the request on Monday.",
        "The fever has claimed nearly 300 lives this year.",
        "Among the firms accused were two banks of the town.",
        "Of the fraud cases reported - almost a third - most concerned credit.",
        "The court rejected the suit of the two sailors.",
        "Ilse Brann, whose boat sank, referred questions to the port.",
        "The price of bread claims a third of wages.",
        "As the mayor had it mended, the pier is safe.",
        "By the mayor's house, a pier was built.",
        "The mayor's reported illness was short.",
    ],
)
def test_what_looks_like_a_cue_and_says_nothing(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President of Graustark Ilse Brann said the vote was fair.", "President of Graustark Ilse Brann"),
        ("US Ambassador to Norway Jan Holt said the vote was fair.", "US Ambassador to Norway Jan Holt"),
        ("Rep. Elias Holt (D-Md.), chair of the panel, said that it was ready.", "Rep. Elias Holt"),
    ],
)
def test_who_holds_an_office_of_a_land_is_named(text: str, name: str) -> None:
    (source,) = reading_of(text).sources
    assert (source.name, source.disclosure) == (name, "named")


def test_a_family_name_with_letters_changed_is_the_same_persons() -> None:
    reading = reading_of("Premier Jan Hollister spoke on Monday. Hollsiter said the dam was safe.")
    assert [source.name for source in reading.sources] == ["Premier Jan Hollister"]


def test_an_unnamed_source_keeps_the_outlet_through_which_it_is_known() -> None:
    text = (
        "The dam will stay shut, the Veldora Register reported quoting ministry sources. "
        '"It is not safe at all," the ministry sources said.'
    )
    assert said(text)[-1] == "ministry sources > the Veldora Register | It is not safe at all."


def test_an_outlet_stands_before_a_name_that_opens_what_is_told_to_it() -> None:
    assert said("Professor Jan Holt told Reuters Ilse Brann had left the town.") == [
        "Professor Jan Holt > Reuters | Ilse Brann had left the town."
    ]


def test_typed_quotation_marks_are_quotation_marks() -> None:
    (claim, *_) = reading_of("''The boat was never safe,'' said Jan Holt, a diver.").statements
    assert (claim.speech, claim.text) == ("direct", "The boat was never safe.")


@pytest.mark.parametrize(
    ("text", "kind", "disclosure"),
    [
        ("The Pope said war was a defeat.", "ngo", "institution"),
        ("The Foreign Minister said talks had failed.", "official", "institution"),
        ("A Foreign Minister said talks had failed.", "official", "partial"),
        ("The pier is a disgrace, Labour leader Marta Kolar said.", "party", "named"),
        ("Chief Inspector Rita Brann said the pier was shut.", "official", "named"),
    ],
)
def test_who_speaks_by_office(text: str, kind: str, disclosure: str) -> None:
    (source,) = reading_of(text).sources
    assert (source.kind, source.disclosure) == (kind, disclosure)


@pytest.mark.parametrize(
    "text",
    ["Talks between the two sides resume on Monday.", "The council is seeking to close the pier."],
)
def test_what_is_to_come_in_the_present_tense_is_scheduled(text: str) -> None:
    assert [claim.status for claim in reading_of(text).statements] == ["scheduled"]


@pytest.mark.parametrize("text", ["The tunnel was open on Monday.", "The tunnel did not open on Monday."])
def test_what_was_so_is_not_scheduled(text: str) -> None:
    assert [claim.status for claim in reading_of(text).statements] == ["asserted"]


def test_whom_an_outlet_asked_is_no_outlet() -> None:
    (source,) = reading_of("Workers interviewed by the BBC said alarms had not gone off.").sources
    assert source.kind == "private"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("It was reported on Monday that the bridge had closed.", "hedged"),
        ("The bridge is seen as the key to the port.", "hedged"),
        ("The letter reportedly said the bridge had closed.", "hedged"),
        ("The premier is among the 21 leaders expected to attend the meeting.", "scheduled"),
    ],
)
def test_how_far_it_stands(text: str, status: str) -> None:
    assert [claim.status for claim in reading_of(text).statements] == [status]


def test_a_quotation_that_opens_anew_within_its_paragraph_goes_on() -> None:
    text = 'She said: "The port has lost its way. "We would like it to be closed." The council met on Monday.'
    assert said(f"Clerk Ilse Brann spoke first. {text}") == [
        "Clerk Ilse Brann | The port has lost its way.",
        "Clerk Ilse Brann | We would like it to be closed.",
    ]


def test_he_after_two_speakers_is_somebody() -> None:
    text = "Security and harbour sources said the man had died. The man wore a vest, he said."
    assert said(text)[1:] == ["Security and harbour sources | The man wore a vest."]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Sheriff Bill Varn said the road was closed.", "Sheriff Bill Varn", "official"),
        ("Norland Road Transport and Bridges Minister Obe Quad said the road was closed.",
         "Bridges Minister Obe Quad", "official"),
        ("A number of senators said the road was closed.", "A number of senators", "official"),
    ],
)  # fmt: skip
def test_what_somebody_is(text: str, name: str, kind: str) -> None:
    [source] = reading_of(text).sources
    assert (source.name, source.kind) == (name, kind)
