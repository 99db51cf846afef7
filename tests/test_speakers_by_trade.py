"""Who somebody is by trade, office and name: kinds of sources, "he" behind them, names written in two ways."""

from __future__ import annotations

import pytest

from summarizer.article import parse_text
from summarizer.lexical import Reading, read_lexically


def reading_of(*paragraphs: str) -> Reading:
    return read_lexically(parse_text("\n\n".join(["Port closes early", *paragraphs])))


def reading_of_two(one: str, other: str) -> Reading:
    """Two sentences, each said by somebody of these names."""
    return reading_of(f"{one} said on Monday that the port was safe.", f"{other} said it would open.")


def chain_of(reading: Reading, words: str) -> list[str]:
    (claim,) = (each for each in reading.statements if words in each.text)
    return [reading.source(key).name for key in claim.chain]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Torvik chairman Jo Varga said the yard was safe.", "company"),
        ("The chief operating officer, Jo Varga, said the yard was safe.", "company"),
        ("Club chairman Jo Varga said the yard was safe.", "company"),
        ("Torvik deputy leader Jo Varga said the yard was safe.", "party"),
        ("Kivuan leader Jo Varga said the yard was safe.", "private"),
        ("Labour election coordinator Jo Varga said the yard was safe.", "party"),
        ("Labour strategists said the yard was safe.", "party"),
        ("RMT union general secretary Jo Varga said the yard was safe.", "ngo"),
        ("The secretary general of the dockers' union said the yard was safe.", "ngo"),
        ("Security and medical sources said the yard was safe.", "official"),
        ("Medical sources said the yard was safe.", "unspecified"),
        ("The WHO said the yard was safe.", "intergovernmental"),
        ("The city's environment watchdog said the yard was safe.", "official"),
        ("A rights watchdog said the yard was safe.", "ngo"),
        ("The firm's lawyer said the yard was safe.", "company"),
        ("Her lawyer said the yard was safe.", "private"),
        ("Microbiologist Jo Varga said the yard was safe.", "expert"),
        ("Midfielder Jo Varga said the yard was safe.", "private"),
        ("Local media reports said the yard was safe.", "other_media"),
        ("Prosecuting attorney Jo Varga said the yard was safe.", "official"),
    ],
)
def test_trades_and_offices_tell_the_kind(text: str, kind: str) -> None:
    (source,) = reading_of(text).sources
    assert source.kind == kind


@pytest.mark.parametrize("who", ["a dealer", "a dentist", "a reporter", "a geneticist", "an onlooker", "a supplier"])
def test_he_is_whoever_spoke_last(who: str) -> None:
    reading = reading_of(
        "Harbour Minister Jan Varga said on Monday that the port was safe. The weather was fine on Tuesday.",
        f'"The noise was loud," {who} at the port said. "The gates were shut," he said.',
    )
    assert chain_of(reading, "The gates were shut") == [f"{who} at the port"]


def test_he_is_the_one_named_of_those_a_sentence_is_about() -> None:
    reading = reading_of(
        "Harbour Minister Jan Varga said on Monday that the port was safe.",
        'Tom Lund and three of his friends built the boat. He said, "The gates were shut."',
    )
    assert chain_of(reading, "The gates were shut") == ["Tom Lund"]


def test_it_is_no_retailer_that_a_name_stood_nearer_to() -> None:
    reading = reading_of(
        "A retailer at the port said on Monday that sales fell.",
        'Harbour Minister Jan Varga said the port was safe. "The gates were shut," he said.',
    )
    assert chain_of(reading, "The gates were shut") == ["Harbour Minister Jan Varga"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("spokesman Ali al-Varga", "Varga"),
        ("spokesman Ali al-Varga", "Al-Varga"),
        ("spokesman Ali Varga", "al-Varga"),
        ("spokesman Ali ash-Varga", "Varga"),
    ],
)
def test_a_family_name_may_leave_its_article_out(full: str, short: str) -> None:
    reading = reading_of_two(f"Government {full}", short)
    assert len(reading.sources) == 1
    assert reading.sources[0].kind == "official"


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("President Jan Marek Ilo da Varga", "Ilo"),
        ("President Jan Marek Ilo da Varga", "President Ilo"),
        ("President Jan Marek Ilo da Varga", "Da Varga"),
        ("Minister Ilse von der Torvik", "Von der Torvik"),
        ("Envoy Jan de Varga", "De Varga"),
        ("Spokesman Ali bin Varga", "Bin Varga"),
        ("Lawyer Abu Prokop al Varga", "Al Varga"),
        ("President Jan \u201cJoko\u201d Varga", "Joko"),
        ("Businessman Jan Varga Jr.", "Varga"),
        ("Businessman Jan Varga III", "Varga"),
        ("King Jan II", "Jan"),
        ("Chief Inspector Jan Varga", "Chief Insp Varga"),
        ("Detective Inspector Jan Varga", "Det Insp Varga"),
    ],
)
def test_a_person_is_one_under_a_shorter_name(full: str, short: str) -> None:
    reading = reading_of_two(full, short)
    assert len(reading.sources) == 1
    assert reading.sources[0].name.startswith(full.rstrip("."))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Minister Jan Varga", "Ben Varga"),
        ("Minister Jan Varga", "Union leader Ilse de Varga"),
        ("Minister Jan Marek Varga", "Union leader Marek"),
    ],
)
def test_who_only_shares_a_name_is_somebody_else(one: str, other: str) -> None:
    assert len(reading_of_two(one, other).sources) == 2


def test_two_people_of_one_syllable_stay_two() -> None:
    reading = reading_of("Mayor Ali Al-Varga said the port was safe.", "Union leader Jan Alvarga said it was not.")
    assert len(reading.sources) == 2


def test_an_office_of_several_words_is_one() -> None:
    reading = reading_of("Commanding officer Jan Varga said the men were armed.")
    assert reading.sources[0].name == "Commanding officer Jan Varga"


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("During his weekly radio address on Saturday, Mayor Jan Varga said the dam was safe.", ["Mayor Jan Varga"]),
        (
            "In an interview on Monday with Harbour Radio, Mayor Jan Varga said the dam was safe.",
            ["Mayor Jan Varga", "Harbour Radio"],
        ),
        (
            "Mayor Jan Varga said in an interview on Monday with Harbour Radio that the dam was safe.",
            ["Mayor Jan Varga", "Harbour Radio"],
        ),
        ("In an interview on Monday, Mayor Jan Varga said the dam was safe.", ["Mayor Jan Varga"]),
    ],
)
def test_a_day_is_no_outlet_and_hides_none(text: str, chain: list[str]) -> None:
    assert chain_of(reading_of(text), "dam was safe") == chain


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("In all likelihood the ship sank at night.", "hedged"),
        ("There are signs that the truce is holding.", "hedged"),
        ("There were no signs of a fire.", "asserted"),
        ("The fire is being treated as arson.", "hedged"),
        ("The bank held 4 million crowns thought to be lost.", "asserted"),
        ("The army is gearing up for an attack.", "scheduled"),
        ("The yard is on track to meet its target.", "scheduled"),
        ("A strike is imminent.", "scheduled"),
        ("Voters go to the polls on Sunday.", "scheduled"),
        ("The trial starts on 4 June.", "scheduled"),
        ("Bidders have until 4 June to file an offer.", "scheduled"),
        ("The mayor has no intention of resigning.", "asserted"),
    ],
)
def test_words_that_hedge_or_point_ahead(text: str, status: str) -> None:
    assert [each.status for each in reading_of(text).statements] == [status]
