"""Words that are looked for before a pattern is: they never hide what the pattern would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.checks.vocabulary import vocabulary
from summarizer.lexical.lexicon import lexicon
from summarizer.needles import Sought, needles

STATUSES = lexicon().statuses
ALONE = (*vars(STATUSES).values(), *vars(vocabulary()).values())
PATTERNS = [
    *(sought.compiled for sought in ALONE if isinstance(sought, Sought)),
    *(sought.compiled for each in STATUSES.effects.values() for sought in each),
    *(sought.compiled for sought in STATUSES.words.values()),
]


@given(st.data())
def test_what_a_pattern_of_the_lexicon_matches_is_found(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(pattern))
    there = pattern.search(text)
    assert there is not None
    for case in (text, text.upper(), text.lower(), text.title()):
        sought, plain = Sought(pattern.pattern, pattern.flags), pattern
        assert [each.span() for each in sought.finditer(case)] == [each.span() for each in plain.finditer(case)]
        assert (sought.search(case) is None) == (plain.search(case) is None)
        assert sought.findall(case) == plain.findall(case)
        assert sought.split(case, maxsplit=1) == plain.split(case, maxsplit=1)
        assert sought.sub("", case) == plain.sub("", case)


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
    found = needles(pattern, re.IGNORECASE)
    assert sorted(map(sorted, found)) == sorted(map(sorted, needed))


def test_a_text_without_needles_is_not_looked_through() -> None:
    sought = Sought(r"\bplans to\b", re.IGNORECASE)
    assert sought.search("It PLANS TO go")
    assert sought.search("It goes") is None


def test_a_pattern_that_minds_case_has_needles_in_lower_case() -> None:
    assert needles("Plan") == (frozenset({"plan"}),)
    assert Sought("Plan").search("The Plan")
    assert Sought("Plan").search("The plan") is None


def test_what_is_no_regular_expression_is_refused_at_once() -> None:
    with pytest.raises(re.error):
        Sought("(is")
