"""What the words of a source phrase tell, as data, see ``data/en/sources.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from summarizer.lexical.datafiles import exactly, pattern, words
from summarizer.needles import Sought
from summarizer.summary import Kind


@dataclass(frozen=True)
class Naming:
    """What the words of a source phrase tell, see ``data/en/sources.toml``."""

    state_media: Sought
    state_body: Sought
    company: Sought
    ends: frozenset[str]
    beside: frozenset[str]
    leanings: frozenset[str]
    """Parties and their leanings, by words that stand for other things too."""
    party_offices: frozenset[str]
    """Offices that a leaning before them makes a party's."""
    firm_offices: frozenset[str]
    """Offices that an unknown name before them makes a firm's."""
    leading: frozenset[str]
    """Offices that an unknown name before them makes a party's."""
    adjective_ends: tuple[str, ...]
    advocates: frozenset[str]
    """They speak for a firm or an authority that keeps them, else for a private person."""
    ones: frozenset[str]
    """One or some of those who are named behind."""
    mouthpieces: frozenset[str]
    former: frozenset[str]
    offices: frozenset[str]
    """Roles whose kind is that of the body that they serve."""
    articled: frozenset[str]
    """Endings that count only behind "the"."""
    endings: Mapping[str, Kind]
    """Nouns that close a body's name in capitals, with its kind."""
    titles: frozenset[str]
    """Of rank, church and learning: behind an office they tell no other."""
    weak: frozenset[str]
    voices: frozenset[str]
    countries: frozenset[str]
    unnamed: Sought
    collective: Sought
    institutions: frozenset[str]
    humans: frozenset[str]
    untitled: frozenset[str]
    unique: frozenset[str]
    """Offices that one holds at a time."""
    speakers: frozenset[str]
    """Those who speak as the body that they speak for."""
    quantities: frozenset[str]
    pointing: frozenset[str]
    anew: frozenset[str]
    """Beginnings of words."""
    personal: frozenset[str]
    subject_of: Mapping[str, str]
    """Object form of a pronoun to its subject form."""
    speech_nouns: frozenset[str]
    report_nouns: frozenset[str]
    outlet_nouns: frozenset[str]
    speaking_for: frozenset[str]
    for_another: Sought
    expletive: Sought
    """An "it" that stands for nobody: "it is too early"."""
    own_outlet: tuple[Sought, ...]
    """What an outlet says of itself; the group "name" is the outlet."""
    told_outlet: Sought
    house: frozenset[str]
    """Outlets that are taken for the article's own where people speak to them."""
    short_outlets: Mapping[str, str]
    """Short to full name."""
    synonyms: Mapping[str, frozenset[str]]
    """A noun to those that the press uses for it elsewhere."""


NAMING_KEYS = {
    "kind": (
        "state_media_patterns", "state_body_patterns", "company_patterns", "ends", "beside", "leanings",
        "party_offices", "firm_offices", "leading", "adjective_ends", "advocates", "ones", "mouthpieces", "former",
        "offices", "titles", "weak", "voices", "countries", "articled", "endings",
    ),
    "disclosure": (
        "unnamed_patterns", "collective_patterns", "institutions", "humans", "untitled", "unique", "speakers",
    ),
    "again": (
        "quantities", "pointing", "anew", "personal", "speech_nouns", "report_nouns", "outlet_nouns", "speaking_for",
        "for_another_patterns", "expletive_patterns", "subject_of", "synonyms",
    ),
    "publisher": ("own_patterns", "told_patterns", "house", "short"),
}  # fmt: skip
"""The sections of ``sources.toml`` with their keys."""
_OUTLET = r"(?:[Tt]he )?(?P<name>[A-Z][\w.&'\u2019-]*(?: [A-Z][\w.&'\u2019-]*){0,3})"
"""What NAME stands for in the patterns of publishers."""


def naming(data: Mapping[str, Any]) -> Naming:
    """What ``data`` tells, the top level of ``sources.toml``.

    Raises:
        DataFileError: a section is not in its form.
    """
    for section, keys in NAMING_KEYS.items():
        exactly(data[section], keys, f"sources.toml [{section}]")

    def listed(section: str, key: str) -> frozenset[str]:
        return words(data[section][key], f"sources.toml [{section}] {key}")

    kind, disclosure, again, publisher = data["kind"], data["disclosure"], data["again"], data["publisher"]
    return Naming(
        state_media=pattern(kind["state_media_patterns"], "", ""),
        state_body=pattern(kind["state_body_patterns"], "", ""),
        company=pattern(kind["company_patterns"], r"\b", r"\b\.?", case=True),
        ends=listed("kind", "ends"),
        beside=listed("kind", "beside"),
        leanings=listed("kind", "leanings"),
        party_offices=listed("kind", "party_offices"),
        firm_offices=listed("kind", "firm_offices"),
        leading=listed("kind", "leading"),
        adjective_ends=tuple(sorted(listed("kind", "adjective_ends"))),
        advocates=listed("kind", "advocates"),
        ones=listed("kind", "ones"),
        mouthpieces=listed("kind", "mouthpieces"),
        former=listed("kind", "former"),
        offices=listed("kind", "offices"),
        articled=listed("kind", "articled"),
        endings={
            noun: kind
            for kind, nouns in kind["endings"].items()
            for noun in words(nouns, f"sources.toml [kind.endings] {kind}")
        },
        titles=listed("kind", "titles"),
        weak=listed("kind", "weak"),
        voices=listed("kind", "voices"),
        countries=listed("kind", "countries"),
        unnamed=pattern(disclosure["unnamed_patterns"], r"\b", r"\b"),
        collective=pattern(disclosure["collective_patterns"], r"\b", r"\b"),
        institutions=listed("disclosure", "institutions"),
        humans=listed("disclosure", "humans"),
        untitled=listed("disclosure", "untitled"),
        unique=listed("disclosure", "unique"),
        speakers=listed("disclosure", "speakers"),
        quantities=listed("again", "quantities"),
        pointing=listed("again", "pointing"),
        anew=listed("again", "anew"),
        personal=listed("again", "personal"),
        subject_of=again["subject_of"],
        speech_nouns=listed("again", "speech_nouns"),
        report_nouns=listed("again", "report_nouns"),
        outlet_nouns=listed("again", "outlet_nouns"),
        speaking_for=listed("again", "speaking_for"),
        for_another=pattern(again["for_another_patterns"], r"\b", r"\b"),
        expletive=pattern(again["expletive_patterns"], r"it ", r"\b"),
        own_outlet=tuple(
            pattern([one.replace("NAME", _OUTLET)], r"\b", "", case=True) for one in publisher["own_patterns"]
        ),
        told_outlet=pattern([one.replace("NAME", _OUTLET) for one in publisher["told_patterns"]], r"\b", "", case=True),
        house=listed("publisher", "house"),
        short_outlets=publisher["short"],
        synonyms={
            noun: words(others, f"sources.toml [again.synonyms] {noun}") for noun, others in again["synonyms"].items()
        },
    )
