"""Attribution cues as data: verbs with their inflected forms, phrases and nouns, see ``data/en/cues.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from summarizer.lexical.datafiles import exactly, words


@dataclass(frozen=True)
class VerbForm:
    """One inflected form of a cue verb."""

    lemma: str
    participle: bool
    """Whether the form can follow "was": "was told"."""
    gerund: bool
    """Whether it ends in "-ing"."""
    base: bool
    """Whether it is the lemma itself."""


@dataclass(frozen=True)
class Cues:
    """Attribution cues, see ``data/en/cues.toml``."""

    statement: Mapping[str, VerbForm]
    act: Mapping[str, VerbForm]
    denial: Mapping[str, VerbForm]
    denied: frozenset[str]
    """The verbs of denials."""
    loose: Mapping[str, VerbForm]
    """Verbs that say something of their subject's only with a speaker before and words behind."""
    never_loose: frozenset[str]
    """Verbs that say nothing outside of their own constructions."""
    relay: Mapping[str, VerbForm]
    document: Mapping[str, VerbForm]
    bare: frozenset[str]
    strict: frozenset[str]
    infinitive: frozenset[str]
    convictions: frozenset[str]
    addressee: frozenset[str]
    hedging: frozenset[str]
    future: frozenset[str]
    never_noun: frozenset[str]
    question: frozenset[str]
    nested: frozenset[str]
    accusing: frozenset[str]
    passive: frozenset[str]
    """Verbs whose passive says what somebody says: "criticised by Y as Z"."""
    act_with: Mapping[str, tuple[str, ...]]
    act_later: Mapping[str, tuple[str, ...]]
    """Verbs that speak with one of these and a figure further on: "put the toll at 34"."""
    act_further: Mapping[str, tuple[str, ...]]
    """Verbs that speak with one of these further on: "regard Y as Z"."""
    particles: Mapping[str, tuple[tuple[str, ...], ...]]
    """Verbs that speak only with one of these behind them: "pointed out that"."""
    denied_contents: frozenset[str]
    benches: frozenset[str]
    """Who rules on what it rejects: "the court"."""
    as_saying: frozenset[str]
    told_through: tuple[tuple[str, ...], ...]
    document_with: Mapping[str, tuple[str, ...]]
    source_follows: tuple[tuple[str, ...], ...]
    no_sources: frozenset[str]
    """What things are "according to" without speaking: "the law"."""
    originator_follows: tuple[str, ...]
    puts: frozenset[str]
    """Verbs of "as X put it"."""
    accounts: frozenset[str]
    """Nouns of "by X's account"."""
    nominal: frozenset[str]
    weighed: frozenset[str]
    """Nouns of what the subject of their clause weighs: "the theory that P"."""
    setting: frozenset[str]
    occasions: frozenset[str]
    """Nouns of where somebody speaks to all."""
    issuing: frozenset[str]
    """Forms of the verbs that give out a statement: "issued a paper arguing that P"."""


CUE_KEYS = {
    "statement": (
        "verbs", "bare", "quotation_or_that_only", "infinitive", "hedging", "future", "nested", "never_noun",
        "question", "addressee", "convictions", "particles",
    ),
    "act": ("verbs", "accusing", "passive", "with", "later", "further"),
    "denial": ("verbs", "contents", "benches"),
    "relay": ("verbs", "as_saying", "told_through"),
    "document": ("verbs", "with"),
    "phrases": ("source_follows", "no_sources", "originator_follows", "puts", "accounts"),
    "nominal": ("nouns", "weighed"),
    "setting": ("nouns", "occasions", "issuing"),
    "loose": ("verbs", "never"),
    "irregular": None,
}  # fmt: skip
"""The sections of ``cues.toml`` with their keys; ``None`` where the keys are words."""


def cues(data: Mapping[str, Any]) -> Cues:
    """The cues of ``data``, the top level of ``cues.toml``.

    Raises:
        DataFileError: a section is not in its form.
    """
    for section, keys in CUE_KEYS.items():
        if keys is not None:
            exactly(data[section], keys, f"cues.toml [{section}]")
    irregular: dict[str, list[str]] = data["irregular"]

    def forms(lemmas: Iterable[str]) -> dict[str, VerbForm]:
        return {
            form: VerbForm(lemma, participle=participle, gerund=form.endswith("ing"), base=form == lemma)
            for lemma in lemmas
            for form, participle in _inflect(lemma, irregular)
        }

    def listed(section: str, key: str) -> frozenset[str]:
        return words(data[section][key], f"cues.toml [{section}] {key}")

    return Cues(
        statement=forms(data["statement"]["verbs"]),
        act=forms([*data["act"]["verbs"], *data["act"]["with"], *data["act"]["later"], *data["act"]["further"]]),
        denial=forms(data["denial"]["verbs"]),
        denied=listed("denial", "verbs"),
        loose=forms(data["loose"]["verbs"]),
        never_loose=listed("loose", "never"),
        relay=forms(data["relay"]["verbs"]),
        document=forms(data["document"]["verbs"]),
        bare=listed("statement", "bare"),
        strict=listed("statement", "quotation_or_that_only"),
        infinitive=listed("statement", "infinitive"),
        convictions=listed("statement", "convictions"),
        addressee=listed("statement", "addressee"),
        hedging=listed("statement", "hedging"),
        future=listed("statement", "future"),
        never_noun=listed("statement", "never_noun"),
        question=listed("statement", "question"),
        nested=listed("statement", "nested"),
        accusing=listed("act", "accusing"),
        passive=listed("act", "passive"),
        act_with={verb: tuple(after) for verb, after in data["act"]["with"].items()},
        act_later={verb: tuple(after) for verb, after in data["act"]["later"].items()},
        act_further={verb: tuple(after) for verb, after in data["act"]["further"].items()},
        particles={
            verb: tuple(tuple(phrase.split()) for phrase in phrases)
            for verb, phrases in data["statement"]["particles"].items()
        },
        denied_contents=listed("denial", "contents"),
        benches=listed("denial", "benches"),
        as_saying=listed("relay", "as_saying"),
        told_through=tuple(tuple(phrase.split()) for phrase in data["relay"]["told_through"]),
        document_with={verb: tuple(after) for verb, after in data["document"]["with"].items()},
        source_follows=tuple(tuple(phrase.split()) for phrase in data["phrases"]["source_follows"]),
        no_sources=listed("phrases", "no_sources"),
        originator_follows=tuple(data["phrases"]["originator_follows"]),
        puts=listed("phrases", "puts"),
        accounts=listed("phrases", "accounts"),
        nominal=listed("nominal", "nouns"),
        weighed=listed("nominal", "weighed"),
        setting=listed("setting", "nouns"),
        occasions=listed("setting", "occasions"),
        issuing=frozenset(forms(data["setting"]["issuing"])),
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
