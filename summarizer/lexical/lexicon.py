"""The lexicon: cues, status words and word classes as data files, one folder a language."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from summarizer.summary import Kind, Reason, Status

_DATA: Traversable = files("summarizer.lexical") / "data"


@dataclass(frozen=True)
class VerbForm:
    """One inflected form of a cue verb."""

    lemma: str
    participle: bool
    """Whether the form can follow "was": "was told"."""
    gerund: bool
    base: bool


@dataclass(frozen=True)
class Cues:
    """Attribution cues, see ``data/en/cues.toml``."""

    statement: Mapping[str, VerbForm]
    act: Mapping[str, VerbForm]
    denial: Mapping[str, VerbForm]
    relay: Mapping[str, VerbForm]
    document: Mapping[str, VerbForm]
    bare: frozenset[str]
    strict: frozenset[str]
    infinitive: frozenset[str]
    addressee: frozenset[str]
    hedging: frozenset[str]
    future: frozenset[str]
    nested: frozenset[str]
    accusing: frozenset[str]
    act_with: Mapping[str, tuple[str, ...]]
    act_later: Mapping[str, str]
    denied_contents: frozenset[str]
    told_through: tuple[tuple[str, ...], ...]
    source_follows: tuple[tuple[str, ...], ...]
    originator_follows: tuple[str, ...]
    nominal: frozenset[str]
    setting: frozenset[str]


@dataclass(frozen=True)
class Words:
    """Closed word classes, see ``data/en/words.toml``."""

    determiners: frozenset[str]
    pronouns: frozenset[str]
    auxiliaries: frozenset[str]
    modals: frozenset[str]
    negations: frozenset[str]
    contractions: frozenset[str]
    prepositions: frozenset[str]
    subordinators: frozenset[str]
    coordinators: frozenset[str]
    adverbs: frozenset[str]
    times: frozenset[str]
    verb_forms: frozenset[str]
    setting_adjectives: frozenset[str]
    audiences: frozenset[str]
    outlet_nouns: frozenset[str]
    not_past: frozenset[str]
    not_adverbs: frozenset[str]
    human_roles: frozenset[str]
    state_modifiers: frozenset[str]
    state_nouns: frozenset[str]
    thing_words: frozenset[str]
    name_particles: frozenset[str]
    setting_tails: frozenset[str]


@dataclass(frozen=True)
class Statuses:
    """Status words compiled, see ``data/en/statuses.toml``."""

    words: Mapping[Status, re.Pattern[str]]
    exceptions: Mapping[Status, re.Pattern[str] | None]
    effects: Mapping[Reason, tuple[re.Pattern[str], ...]]
    contrary: re.Pattern[str]
    """Words that call another account false."""


@dataclass(frozen=True)
class Tables:
    """Names and nouns with the kind of source that they make."""

    media: Mapping[str, Kind]
    bodies: Mapping[str, Kind]
    roles: Mapping[str, str]
    places: Mapping[str, str]
    """Country, capital, demonym or alias, to the country."""
    countries: frozenset[str]
    capitals: Mapping[str, str]


@dataclass(frozen=True)
class Lexicon:
    """All that the lexical layer knows of one language."""

    cues: Cues
    words: Words
    statuses: Statuses
    tables: Tables


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The lexicon of ``language``.

    Raises:
        LookupError: there is none.
    """
    folder = _DATA / language
    if not folder.is_dir():
        raise LookupError(f"no lexicon for language {language!r}")
    words = _toml(folder / "words.toml")
    return Lexicon(
        cues=_cues(_toml(folder / "cues.toml")),
        words=Words(**{name: frozenset(values) for name, values in words.items()}),
        statuses=_statuses(_toml(folder / "statuses.toml")),
        tables=_tables(),
    )


def _toml(path: Traversable) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _cues(data: dict[str, Any]) -> Cues:
    irregular: dict[str, list[str]] = data["irregular"]

    def forms(lemmas: Iterable[str]) -> dict[str, VerbForm]:
        return {
            form: VerbForm(lemma, participle=participle, gerund=form.endswith("ing"), base=form == lemma)
            for lemma in lemmas
            for form, participle in _inflect(lemma, irregular)
        }

    statement = data["statement"]
    return Cues(
        statement=forms(statement["verbs"]),
        act=forms([*data["act"]["verbs"], *data["act"]["with"], *data["act"]["later"]]),
        denial=forms(data["denial"]["verbs"]),
        relay=forms(data["relay"]["verbs"]),
        document=forms(data["document"]["verbs"]),
        bare=frozenset(statement["bare"]),
        strict=frozenset(statement["quotation_or_that_only"]),
        infinitive=frozenset(statement["infinitive"]),
        addressee=frozenset(statement["addressee"]),
        hedging=frozenset(statement["hedging"]),
        future=frozenset(statement["future"]),
        nested=frozenset(statement["nested"]),
        accusing=frozenset(data["act"]["accusing"]),
        act_with={verb: tuple(words) for verb, words in data["act"]["with"].items()},
        act_later=data["act"]["later"],
        denied_contents=frozenset(data["denial"]["contents"]),
        told_through=tuple(tuple(phrase.split()) for phrase in data["relay"]["told_through"]),
        source_follows=tuple(tuple(phrase.split()) for phrase in data["phrases"]["source_follows"]),
        originator_follows=tuple(data["phrases"]["originator_follows"]),
        nominal=frozenset(data["nominal"]["nouns"]),
        setting=frozenset(data["setting"]["nouns"]),
    )


def _inflect(lemma: str, irregular: Mapping[str, list[str]]) -> list[tuple[str, bool]]:
    """Forms of a verb, each with whether it is a past participle."""
    if lemma in irregular:
        past = [form for form in irregular[lemma] if not form.endswith(("ing", "s"))] or [lemma]
        return [(lemma, lemma in past), *((form, form in past) for form in irregular[lemma])]
    if lemma.endswith("e"):
        return [(lemma, False), (lemma + "s", False), (lemma + "d", True), (lemma[:-1] + "ing", False)]
    if re.search(r"[^aeiou]y$", lemma):
        stem = lemma[:-1]
        return [(lemma, False), (stem + "ies", False), (stem + "ied", True), (lemma + "ing", False)]
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return [(lemma, False), (third, False), (lemma + "ed", True), (lemma + "ing", False)]


def _statuses(data: dict[Any, Any]) -> Statuses:
    effects = data.pop("effects")
    conflict = data.pop("conflict")
    return Statuses(
        words={status: _any(entry["patterns"]) for status, entry in data.items()},
        exceptions={status: _any(entry["except"]) if entry["except"] else None for status, entry in data.items()},
        effects={
            reason: tuple(re.compile(rf"\b{pattern}", re.IGNORECASE) for pattern in patterns)
            for reason, patterns in effects.items()
        },
        contrary=_any(conflict["contrary"]),
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:" + "|".join(patterns) + r")(?![\w-])", re.IGNORECASE)


def _tables() -> Tables:
    places: dict[str, str] = {}
    countries: set[str] = set()
    capitals: dict[str, str] = {}
    for row in _rows("places.csv"):
        country = row["country"]
        for name in (country, *_split(row["aliases"])):
            places[name] = country
            countries.add(name)
        for name in _split(row["capitals"]):
            places.setdefault(name, country)
            capitals[name] = country
        for name in _split(row["demonyms"]):
            places.setdefault(name, country)
    return Tables(
        media={row["name"]: row["kind"] for row in _rows("media.csv")},  # type: ignore[misc]
        bodies={row["name"]: row["kind"] for row in _rows("bodies.csv")},  # type: ignore[misc]
        roles={row["word"]: row["kind"] for row in _rows("roles.csv")},
        places=places,
        countries=frozenset(countries),
        capitals=capitals,
    )


def _split(cell: str) -> list[str]:
    return [name for name in cell.split(";") if name]


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((_DATA / name).read_text(encoding="utf-8").splitlines()))
