"""The words that the checks look for, out of the lexicon's data files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.lexical.datafiles import DEFAULT, exactly, pattern, table
from summarizer.needles import Sought
from summarizer.summary import Status


@dataclass(frozen=True)
class Vocabulary:
    """Closed word lists of one language, see ``lexical/data/en/checks.toml``."""

    values: Mapping[str, int]
    scales: Mapping[str, int]
    suffixes: Mapping[str, int]
    vague: frozenset[str]
    ordinals: Sought
    moments: Sought
    """Weekdays and months."""
    weekdays: tuple[str, ...]
    """In the order of the week, which begins on Monday."""
    months: tuple[str, ...]
    day_steps: Mapping[str, int]
    """Words for days to their distance from the day of writing."""
    relative_moments: Sought
    """Dates by their distance from the day of writing."""
    taken_up: Sought
    """Dates that an earlier sentence gives."""
    negation: Sought
    implicit_negation: Sought
    withheld: Sought
    """Hold back what they are followed by, as a negation does."""
    tentative: Sought
    firm: tuple[tuple[Sought, Sought], ...]
    """Words that are certain, by groups, each with all the words that may stand for them."""
    passive: frozenset[str]
    """With a participle behind them they make the passive."""
    between: frozenset[str]
    """May stand between the two."""
    participles: frozenset[str]
    """Those that do not end in "ed"."""
    opens: frozenset[str]
    """Where a subject begins anew."""
    subjects: frozenset[str]
    """Pronouns that are subjects by their form."""
    one_word: tuple[tuple[str, ...], ...]
    """Forms and words that count as one, the first standing for all."""
    light: frozenset[str]
    frame: frozenset[str]
    cue: Sought
    reporting: frozenset[str]
    confirming: Sought
    not_confirming: Sought
    """What takes the confirmation back, standing before it."""
    referring: Sought
    opens_with_pronoun: Sought
    breaks: Sought
    continues: Sought
    before_claim: frozenset[str]
    quoting: Sought
    """Who passes on what somebody else says."""
    said_behind: Sought
    """A source with its verb behind the words that it says."""
    doubt: Mapping[Status, Sought]
    weak_status: Sought
    attributive: Sought
    hearsay: Sought
    """Hedges that say no more than that something is not settled."""
    relative: Sought
    opens_with_relative: Sought
    closes_with_relative: Sought
    """A relative pronoun shortly before."""
    spoken_to: Sought
    """Right before an outlet: it is spoken to, and may be the article's own."""
    outlet_nouns: frozenset[str]
    governments: frozenset[str]
    """What the government of a country is called, beside "Lima"."""
    states: frozenset[str]
    """What a country itself is called."""
    images: Sought
    """Documents that have no title and no author."""
    description: Sought
    """Where what a source is called ends, and what is said of it begins."""
    critical: tuple[tuple[Sought, Sought], ...]
    """Words that say what happened to whom, by groups, each with all the words that may stand for them."""


_KEYS = {
    "numbers": ("values", "scales", "suffixes", "vague", "ordinals"),
    "moments": ("weekdays", "months", "ambiguous", "relative", "taken_up", "steps", "before_month"),
    "polarity": ("negations", "implicit", "withheld"),
    "certainty": ("tentative", "groups"),
    "grammar": ("passive", "between", "participles", "opens", "subjects"),
    "forms": ("one_word",),
    "light": ("words", "frame"),
    "speech": (
        "cues",
        "reporting",
        "confirming",
        "not_confirming",
        "referring",
        "pronouns",
        "breaks",
        "continues",
        "before_claim",
        "quoting",
        "spoken_to",
    ),
    "doubt": ("unconfirmed", "denied", "disputed", "scheduled"),
    "status": ("weak", "attributive", "hearsay", "relative", "relative_before"),
    "outlets": ("nouns",),
    "sources": ("governments", "states", "description", "images"),
    "critical": ("groups",),
}
"""The sections of ``checks.toml`` with their keys."""


@cache
def vocabulary(language: str = DEFAULT) -> Vocabulary:
    """The vocabulary of ``language``, read once.

    Raises:
        LookupError: there is none.
        DataFileError: ``checks.toml`` is not in its form.
    """
    data = table(language, "checks.toml", _KEYS)
    for section, keys in _KEYS.items():
        exactly(data[section], keys, f"checks.toml [{section}]")
    for section in ("critical", "certainty"):
        for group in data[section]["groups"]:
            exactly(group, ("words", "or"), f"checks.toml [{section}] groups")
    numbers, polarity, speech = data["numbers"], data["polarity"], data["speech"]
    return Vocabulary(
        values=numbers["values"],
        scales=numbers["scales"],
        suffixes=numbers["suffixes"],
        vague=frozenset(numbers["vague"]),
        ordinals=pattern(numbers["ordinals"]),
        moments=_moments(data["moments"]),
        weekdays=tuple(data["moments"]["weekdays"]),
        months=tuple(data["moments"]["months"]),
        day_steps=data["moments"]["steps"],
        relative_moments=pattern(data["moments"]["relative"]),
        taken_up=pattern(data["moments"]["taken_up"]),
        negation=pattern(polarity["negations"]),
        implicit_negation=pattern(polarity["implicit"]),
        withheld=pattern(polarity["withheld"]),
        tentative=pattern(data["certainty"]["tentative"]),
        firm=_groups(data["certainty"]["groups"]),
        passive=frozenset(data["grammar"]["passive"]),
        between=frozenset(data["grammar"]["between"]),
        participles=frozenset(data["grammar"]["participles"]),
        opens=frozenset(data["grammar"]["opens"]),
        subjects=frozenset(data["grammar"]["subjects"]),
        one_word=tuple(tuple(forms) for forms in data["forms"]["one_word"]),
        light=frozenset(data["light"]["words"]),
        frame=frozenset(data["light"]["frame"]),
        cue=pattern(speech["cues"]),
        reporting=frozenset(speech["reporting"]),
        confirming=pattern(speech["confirming"]),
        not_confirming=pattern(speech["not_confirming"], after="$"),
        referring=pattern(speech["referring"]),
        opens_with_pronoun=pattern(speech["pronouns"], "", r"\b"),
        breaks=pattern(speech["breaks"], "", ""),
        continues=pattern(speech["continues"], "", ""),
        before_claim=frozenset(speech["before_claim"]),
        quoting=pattern(speech["quoting"]),
        said_behind=pattern(
            [*speech["reporting"], "saying"],
            r"[\"\u201d\u2019]?,[\"\u201d\u2019]? (?!(?:and|but|or|who|which|whose|where)\b)[^,;:]{,60}\b",
            r"\b(?: [^,;:\s]+){0,4}$",
            case=True,
        ),
        doubt={
            "unconfirmed": pattern(data["doubt"]["unconfirmed"]),
            "denied": pattern(data["doubt"]["denied"]),
            "disputed": pattern(data["doubt"]["disputed"]),
            "scheduled": pattern(data["doubt"]["scheduled"]),
        },
        weak_status=pattern(data["status"]["weak"]),
        attributive=pattern(data["status"]["attributive"]),
        hearsay=pattern([*data["status"]["attributive"], *data["status"]["hearsay"]]),
        relative=pattern(data["status"]["relative"]),
        opens_with_relative=pattern(data["status"]["relative"], r"\s*", r"\b"),
        closes_with_relative=pattern(
            data["status"]["relative_before"], r"[,\u2014\u2013-]\s*(?:\w+ ){0,2}\b", r"(?: \w+){0,2}\s*$"
        ),
        spoken_to=pattern(data["speech"]["spoken_to"], r"\b", r"\s+(?:\w+ ){0,3}$"),
        outlet_nouns=frozenset(data["outlets"]["nouns"]),
        governments=frozenset(data["sources"]["governments"]),
        states=frozenset(data["sources"]["states"]),
        images=pattern(data["sources"]["images"]),
        description=pattern(data["sources"]["description"], r"\s", r"\s|,"),
        critical=_groups(data["critical"]["groups"]),
    )


def _groups(groups: Sequence[Mapping[str, list[str]]]) -> tuple[tuple[Sought, Sought], ...]:
    """Each group's words, and these with all the words that may stand for them."""
    return tuple((pattern(group["words"]), pattern([*group["words"], *group["or"]])) for group in groups)


def _moments(data: Mapping[str, list[str]]) -> Sought:
    """Weekdays and months; months that are words as well only where something makes them a date."""
    plain = [*data["weekdays"], *(name for name in data["months"] if name not in data["ambiguous"])]
    unsure = "|".join(data["ambiguous"])
    before = "|".join(f"(?<=(?i:{word}) )" for word in data["before_month"])
    return Sought(rf"\b(?:{'|'.join(plain)})\b|(?:{before}|(?<=\d )|(?<=\d-))(?:{unsure})\b|\b(?:{unsure})(?= \d)")
