"""Who does what: a text that was put together out of two sentences, or turned round, does not stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from test_ground import checked

from summarizer.checks import Verified
from summarizer.checks.doers import mistaken_doer, told_elsewhere
from summarizer.checks.replaced import impossible_day, misdated, replaced_name
from summarizer.summary import Kind

KINDS: Mapping[str, Kind] = {"harbour watch": "ngo", "fjord line": "company"}


@pytest.mark.parametrize(
    ("text", "support", "found"),
    [
        # turned round
        ("The mayor has sued the owners.", "The owners have sued the mayor.", ("The mayor", "The owners")),
        ("Norland was attacked by Arlen.", "Arlen was attacked by Norland.", ("Norland", "Arlen")),
        (
            "Peru's ministry has asked Chile to open the border.",
            "On Monday Chile has asked Peru's ministry to open the border.",
            ("Peru's ministry", "Chile"),
        ),
        (
            "The Chilean envoy summoned the Peruvian ministry.",
            "It summoned the Chilean envoy.",
            ("The Chilean envoy", ""),
        ),
        # one's name, another's deed
        ("Anna Holm sold two ferries.", "Boris Kral sold two ferries.", ("Anna Holm", "Boris Kral")),
        ("The ministry can stop the sale.", "The court, which can stop the sale, met.", ("The ministry", "The court")),
        ("Harbour Watch closed two piers.", "The ministry closed two piers.", ("Harbour Watch", "The ministry")),
        ("The airline urged its allies to wait.", "Peru urged its allies to wait.", ("The airline", "Peru")),
        # the same one, as may be
        ("The owners have sued the mayor.", "The owners have sued the mayor.", None),
        ("The mayor was sued by the owners.", "The owners have sued the mayor.", None),
        ("Anna Holm sold two ferries.", "The minister sold two ferries.", None),
        ("Lima asked Chile to open the border.", "Peru asked Chile to open the border.", None),
        ("The firm sold two ferries.", "Fjord Line sold two ferries.", None),
        ("Peru and Chile agreed on a border.", "The two neighbours agreed on a border.", None),
        ("The minister sold two ferries.", "Anna Holm, the minister, said she sold two ferries.", None),
        ("Anna Holm said the road was open.", "Boris Kral said the road was open.", None),
    ],
)
def test_who_does_it(text: str, support: str, found: tuple[str, str] | None) -> None:
    mistaken = mistaken_doer(text, (support,), f"Anna Holm came late. {support}", KINDS.get)
    assert (mistaken and (mistaken.who, mistaken.instead_of)) == found


def test_a_pronoun_stands_for_somebody_named_near_it() -> None:
    support = "He had bought the ferry in Brenn."
    text = "Boris Kral had bought the ferry in Brenn."
    assert mistaken_doer(text, (support,), f"Boris Kral spoke first. {support}", KINDS.get) is None
    assert mistaken_doer(text, (support,), f"Jan Prokop spoke first. {support}", KINDS.get) is not None


def test_what_another_sentence_tells_is_not_the_evidences() -> None:
    article = "The board has had no reply. The governor has neither allowed nor stopped the transfers."
    support = "The board has had no reply."
    assert told_elsewhere(
        "The board has neither allowed nor stopped the transfers.", support, article, attributed=False
    )
    assert told_elsewhere("The board got no answer.", support, article, attributed=False) is None


@pytest.mark.parametrize(
    ("text", "support", "found"),
    [
        ("She was ambassador to Peru.", "She was ambassador to Chile.", ("Peru", "Chile")),
        ("She was ambassador to Peru.", "She was ambassador there.", None),
        ("She was ambassador to Britain.", "She was ambassador to the United Kingdom.", None),
        ("She was ambassador to Chile.", "She was ambassador to Peru and to Chile.", None),
    ],
)
def test_countries_in_the_place_of_others(text: str, support: str, found: tuple[str, str] | None) -> None:
    assert replaced_name(text, support) == found


def test_dates_in_the_place_of_others() -> None:
    assert misdated("It sank in May.", "It sank in March.", "It sank in March.") == "May"
    assert misdated("It sank in May.", "It sank then.", "It sank then.") is None
    assert misdated("It sank in May.", "It sank in March.", "It sank in March and rose in May.") is None
    assert impossible_day("It sank on Friday, August 20, 2015.") is not None
    assert impossible_day("It sank on Thursday, August 20, 2015.") is None
    assert impossible_day("It sank on Monday, 31 February 2015.") is None


TOWN = (
    "Two ferries sold in Brenn\n\n"
    "The harbour court can stop the sale. "
    "The transport ministry named a new director on Monday. "
    "It summoned the Norlandic envoy within hours."
)
SOURCES = {"The transport ministry": ("official", "institution")}


def told(claims: Sequence[Mapping[str, Any]]) -> Verified:
    return checked(TOWN, claims, SOURCES)


def test_what_is_turned_round_is_told_in_the_articles_words() -> None:
    quote = "It summoned the Norlandic envoy within hours"
    false = "The Norlandic envoy summoned the transport ministry within hours."
    verified = told([{"sentences": [3], "quote": quote, "text": false}])
    assert verified.claims[0].text == f"{quote}."
    true = "The transport ministry summoned the Norlandic envoy within hours."
    assert told([{"sentences": [3], "quote": quote, "text": true}]).claims[0].text == true


def test_who_may_be_another_is_asked_about() -> None:
    claim = {"sentences": [1], "quote": "can stop the sale", "text": "The transport ministry can stop the sale."}
    verified = told([claim])
    assert [entry.check for entry in verified.doubts] == ["swap"]
    assert told([claim | {"text": "The harbour court can stop the sale."}]).doubts == []
