"""The words that the checks look for, out of the lexicon's data files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from summarizer.summary import Status


@dataclass(frozen=True)
class Vocabulary:
    """Closed word lists of one language, see ``lexical/data/en/checks.toml``."""

    values: Mapping[str, int]
    scales: Mapping[str, int]
    suffixes: Mapping[str, int]
    vague: frozenset[str]
    moments: re.Pattern[str]
    negation: re.Pattern[str]
    implicit_negation: re.Pattern[str]
    light: frozenset[str]
    frame: frozenset[str]
    cue: re.Pattern[str]
    reporting: frozenset[str]
    confirming: re.Pattern[str]
    not_confirming: re.Pattern[str]
    """What takes the confirmation back, standing before it."""
    referring: re.Pattern[str]
    opens_with_pronoun: re.Pattern[str]
    breaks: re.Pattern[str]
    continues: re.Pattern[str]
    doubt: Mapping[Status, re.Pattern[str]]
    weak_status: re.Pattern[str]
    attributive: re.Pattern[str]
    relative: re.Pattern[str]
    outlet_nouns: frozenset[str]


@cache
def vocabulary(language: str = "en") -> Vocabulary:
    """The vocabulary of ``language``."""
    path = files("summarizer.lexical") / "data" / language / "checks.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    numbers, polarity, speech = data["numbers"], data["polarity"], data["speech"]
    return Vocabulary(
        values=numbers["values"],
        scales=numbers["scales"],
        suffixes=numbers["suffixes"],
        vague=frozenset(numbers["vague"]),
        moments=_moments(data["moments"]),
        negation=_any(polarity["negations"]),
        implicit_negation=_any(polarity["implicit"]),
        light=frozenset(data["light"]["words"]),
        frame=frozenset(data["light"]["frame"]),
        cue=_any(speech["cues"]),
        reporting=frozenset(speech["reporting"]),
        confirming=_any(speech["confirming"]),
        not_confirming=re.compile(r"(?<!\w)(?:" + "|".join(speech["not_confirming"]) + r")$", re.IGNORECASE),
        referring=_any(speech["referring"]),
        opens_with_pronoun=re.compile(r"(?:" + "|".join(speech["pronouns"]) + r")\b", re.IGNORECASE),
        breaks=re.compile("|".join(speech["breaks"]), re.IGNORECASE),
        continues=re.compile("|".join(speech["continues"]), re.IGNORECASE),
        doubt={
            "unconfirmed": _any(data["doubt"]["unconfirmed"]),
            "denied": _any(data["doubt"]["denied"]),
            "disputed": _any(data["doubt"]["disputed"]),
        },
        weak_status=_any(data["status"]["weak"]),
        attributive=_any(data["status"]["attributive"]),
        relative=_any(data["status"]["relative"]),
        outlet_nouns=frozenset(data["outlets"]["nouns"]),
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)", re.IGNORECASE)


def _moments(data: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Weekdays and months; months that are words as well only where something makes them a date."""
    plain = [*data["weekdays"], *(name for name in data["months"] if name not in data["ambiguous"])]
    unsure = "|".join(data["ambiguous"])
    before = "|".join(f"(?<={word} )" for word in data["before_month"])
    return re.compile(rf"\b(?:{'|'.join(plain)})\b|(?:{before}|(?<=\d )|(?<=\d-))(?:{unsure})\b|\b(?:{unsure})(?= \d)")
