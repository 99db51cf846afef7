"""Words that are looked for before a pattern is: they never hide what the pattern would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.needles import Sought, lowered, needles

PATTERNS = [sought.pattern for each in lexicon().statuses.effects.values() for sought in each]


@given(st.data())
def test_what_a_pattern_of_the_lexicon_matches_is_found(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(pattern))
    assert Sought(pattern).search(text, lowered(text))


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\bplans?\b", [{"plan"}]),
        (r"(?:will|shall) meet", [{"will", "shall"}, {" meet"}]),
        (r"(?:will|\w+) meet", [{" meet"}]),
        (r"(?:not )?yet", [{"yet"}]),
        (r"(?:said ){2}", [{"said "}]),
        (r"[Ss]aid|no", []),
    ],
)
def test_needles_are_what_every_match_holds(pattern: str, needed: list[set[str]]) -> None:
    found = needles(re.compile(pattern, re.IGNORECASE))
    assert sorted(map(sorted, found)) == sorted(map(sorted, needed))


def test_a_text_without_needles_is_not_looked_through() -> None:
    sought = Sought(re.compile(r"\bplans to\b", re.IGNORECASE))
    assert sought.search("It PLANS TO go", lowered("It PLANS TO go"))
    assert sought.search("It goes", lowered("It goes")) is None


def test_a_pattern_that_minds_case_has_none() -> None:
    assert needles(re.compile("plan")) == ()
