"""Outlets that speech goes through: named once, and gone on with."""

from __future__ import annotations

import pytest

from summarizer.article import parse_text
from summarizer.lexical import read_lexically


def chains(text: str) -> list[list[str]]:
    """The chains of the attributed claims of an article, names of sources."""
    reading = read_lexically(parse_text(text))
    return [[reading.source(key).name for key in claim.chain] for claim in reading.statements if claim.chain]


RADIO = "Harbour Radio"
HOLT = "Mayor Jan Holt"


def test_whoever_is_first_heard_through_an_outlet_stays_with_it() -> None:
    text = (
        "The old pier is safe, Mayor Jan Holt told Harbour Radio.\n\n"
        "Holt said the new one was not.\n\n"
        "It opened in May.\n\n"
        "He said it would be closed."
    )
    assert chains(text) == [[HOLT, RADIO]] * 3


@pytest.mark.parametrize(
    "elsewhere",
    ["Holt told reporters that the new one was not.", "Holt said last year that the new one was not."],
)
def test_what_is_said_elsewhere_goes_through_no_outlet(elsewhere: str) -> None:
    text = f"The old pier is safe, Mayor Jan Holt told Harbour Radio.\n\n{elsewhere}"
    assert chains(text) == [[HOLT, RADIO], [HOLT]]


def test_whoever_was_heard_before_is_heard_through_an_outlet_in_its_paragraph_alone() -> None:
    text = (
        "Mayor Jan Holt said the old pier was safe.\n\n"
        "The new one was not, he told Harbour Radio. Holt said it would be closed.\n\n"
        "Holt said a third would open."
    )
    assert chains(text) == [[HOLT], [HOLT, RADIO], [HOLT, RADIO], [HOLT]]


def test_a_lead_of_a_newspaper_interview_goes_through_the_outlet_named_behind_it() -> None:
    text = (
        "The old pier is safe, Mayor Jan Holt said in a newspaper interview on Monday.\n\n"
        "The new one was not, he told the Veldora Register."
    )
    assert chains(text) == [[HOLT, "the Veldora Register"]] * 2


@pytest.mark.parametrize(
    ("told", "outlet"),
    [
        ("told Friday's Veldora Register", "Veldora Register"),
        ("told Norland sports daily El Faro", "Norland sports daily El Faro"),
        ("told the Sunday Herald", "the Sunday Herald"),
        ("said on Veldora radio", "Veldora radio"),
        ("said in remarks broadcast by Veldora television", "Veldora television"),
    ],
)
def test_how_an_outlet_is_named(told: str, outlet: str) -> None:
    assert chains(f'"The old pier is safe," Mayor Jan Holt {told}.') == [[HOLT, outlet]]
