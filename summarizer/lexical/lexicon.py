"""The lexicon: cues, status words and word classes as data files, one folder a language.

The comments in the data files say what each list is for; a file with a key too few or too many is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_args

from summarizer.lexical.cuelists import CUE_KEYS, Cues, cues
from summarizer.lexical.datafiles import DEFAULT, exactly, pattern, table, words
from summarizer.lexical.naming import NAMING_KEYS, Naming, naming
from summarizer.lexical.tables import Tables, tables
from summarizer.needles import Sought
from summarizer.summary import Reason, Status

_BY_WORDS: tuple[Status, ...] = ("denied", "unconfirmed", "hedged", "scheduled", "confirmed")
"""The statuses that words carry by themselves."""


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
    reasons: frozenset[str]
    light: frozenset[str]
    name_prefixes: frozenset[str]
    relatives: frozenset[str]
    telling_relatives: frozenset[str]
    joints: frozenset[str]
    turns: frozenset[str]
    openers: frozenset[str]
    passed_on: frozenset[str]
    plural_nouns: frozenset[str]
    heading: frozenset[str]
    portfolios: frozenset[str]
    verdicts: frozenset[str]
    compound_ends: tuple[str, ...]
    name_roles: frozenset[str]
    title_acronyms: frozenset[str]
    phasal: frozenset[str]
    indefinites: frozenset[str]
    aired: frozenset[str]
    trade_surnames: frozenset[str]
    ties: frozenset[str]
    given_names: frozenset[str]
    generations: frozenset[str]
    background: frozenset[str]
    past_cues: frozenset[str]
    reduced: frozenset[str]
    floating: frozenset[str]
    verdict_ends: tuple[str, ...]
    agent_ends: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """How figures are given and given otherwise, see ``data/en/statuses.toml``."""

    values: Mapping[str, int]
    number: Sought
    """A figure, the group "value"; no date, time, price or part of a longer one."""
    nouns: Sought
    again: Sought
    only: Sought
    joint: Sought
    """Where one clause of figures ends and another begins."""
    measures: tuple[Sought, ...]
    people: frozenset[str]


@dataclass(frozen=True)
class Statuses:
    """Status words compiled, see ``data/en/statuses.toml``."""

    words: Mapping[Status, Sought]
    """Strongest status first."""
    exceptions: Mapping[Status, Sought | None]
    effects: Mapping[Reason, tuple[Sought, ...]]
    contrary: Sought
    """Words that call another account false."""
    pointing: Sought
    """Words by which a sentence points at what was said before."""
    said: Sought
    """Nouns for what another said."""
    points: Sought
    """A claim that only points at what another said, with more behind it."""
    none_such: Sought
    neither: Sought
    """Groups ``one`` and ``other``: what something is not."""
    marker: Sought
    """Words of the article's that say that accounts differ."""
    forward: Sought
    """The same, in front of the accounts."""
    contrast: Sought
    against: Sought
    """Sets a whole sentence against the one before."""
    withdrawn: Sought
    rejecting: Sought
    pleading: Sought
    report: Sought
    """What an outlet or a document says, as others speak of it."""
    shift: Sought
    """Opens a sentence on another matter."""
    any_such: Sought
    """Opens what is denied where somebody claimed it."""
    figures: Figures
    aside: Sought
    dependent: Sought
    attribute: Sought
    """A relative clause up to the next comma."""
    verb: Sought
    connective: Sought
    negation: Sought
    stance: Sought
    verifying: Sought
    question: Sought
    content: Sought
    doubting: Sought
    """Opens what is asked, behind words that leave it open."""
    confirming: Sought
    """Somebody confirms the group "noun"."""
    admitting: frozenset[str]
    """Verbs by which somebody bears out what another said."""
    attached: Sought
    """Ties words that leave something open to what stands before them."""
    accused: Sought
    vouching: Sought
    """Opens what its speaker bears out."""
    insisting: frozenset[str]
    """Verbs for an account that others contest."""
    anaphor: Sought
    """Ends what nobody spoke of with a pronoun: "would not comment on that"."""
    accounts: Sought
    """Words by which a sentence speaks of the accounts of two."""
    several: Sought
    """Words by which a sentence speaks of more than one claim."""
    details: Sought
    """What is held back without doubt on what is told."""
    withheld: Sought
    bodies: tuple[frozenset[str], ...]
    """Words for one body: "army", "troops"."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All that the lexical layer knows of one language; there is one of each, told apart by identity."""

    cues: Cues
    words: Words
    statuses: Statuses
    naming: Naming
    tables: Tables


def lexicon(language: str = DEFAULT) -> Lexicon:
    """The lexicon of ``language``, read once; errors as of :func:`read_lexicon`."""
    # The cache takes an argument left out, and the same one given, for two.
    return _kept(language)


def read_lexicon(language: str) -> Lexicon:
    """The lexicon of ``language`` from its files.

    Args:
        language: BCP 47 primary tag.

    Raises:
        LookupError: there is none.
        DataFileError: a file of it is not in its form.
    """
    names = [field.name for field in fields(Words)]
    classes = table(language, "words.toml", names)
    return Lexicon(
        cues=cues(table(language, "cues.toml", CUE_KEYS)),
        words=Words(
            **{
                # endings are compared as a tuple, which is what str.endswith takes
                name: (tuple(sorted(found)) if name.endswith("_ends") else found)
                for name in names
                for found in [words(classes[name], f"words.toml: {name}")]
            }  # type: ignore[arg-type]
        ),
        statuses=_statuses(
            table(language, "statuses.toml", (*_BY_WORDS, "conflict", "figures", "effects", "grammar", "standing"))
        ),
        naming=naming(table(language, "sources.toml", NAMING_KEYS)),
        tables=tables(),
    )


_kept = cache(read_lexicon)


_CONFLICT_KEYS = (
    "contrary", "pointing", "said", "points", "none_such", "neither", "markers", "forward", "contrasts", "against",
    "withdrawn", "rejecting", "pleading", "reports", "shifts", "any_such",
)  # fmt: skip
_STANDING_KEYS = (
    "negations", "stances", "doubting", "verifying", "questions", "contents", "confirming", "admitting", "vouching",
    "attached", "accused", "insisting", "anaphors", "accounts", "several", "details", "withheld", "bodies",
)  # fmt: skip


def _statuses(data: Mapping[str, Any]) -> Statuses:
    for status in _BY_WORDS:
        exactly(data[status], ("patterns", "except"), f"statuses.toml [{status}]")
    conflict = data["conflict"]
    exactly(conflict, _CONFLICT_KEYS, "statuses.toml [conflict]")
    unknown = data["effects"].keys() - set(get_args(Reason))
    exactly(data["effects"], data["effects"].keys() - unknown, "statuses.toml [effects]")
    grammar, standing = data["grammar"], data["standing"]
    exactly(grammar, ("asides", "dependents", "attributes", "verbs", "connectives"), "statuses.toml [grammar]")
    exactly(standing, _STANDING_KEYS, "statuses.toml [standing]")
    return Statuses(
        words={status: _whole_words(data[status]["patterns"]) for status in _BY_WORDS},
        exceptions={
            status: _whole_words(data[status]["except"]) if data[status]["except"] else None for status in _BY_WORDS
        },
        effects={
            reason: tuple(pattern([one], r"\b", "") for one in patterns) for reason, patterns in data["effects"].items()
        },
        contrary=_whole_words(conflict["contrary"]),
        pointing=_whole_words(conflict["pointing"]),
        said=_whole_words(conflict["said"]),
        points=_whole_words(conflict["points"]),
        none_such=_whole_words(conflict["none_such"]),
        neither=_whole_words(conflict["neither"]),
        marker=_whole_words(conflict["markers"]),
        forward=_whole_words(conflict["forward"]),
        contrast=_whole_words(conflict["contrasts"]),
        against=pattern(conflict["against"], "", r"\b"),
        withdrawn=_whole_words(conflict["withdrawn"]),
        report=_whole_words(conflict["reports"]),
        shift=_whole_words(conflict["shifts"]),
        any_such=_whole_words(conflict["any_such"]),
        rejecting=_whole_words(conflict["rejecting"]),
        pleading=_whole_words(conflict["pleading"]),
        figures=_figures(data["figures"]),
        aside=pattern(grammar["asides"], r"(?<=\w),? ", r"\b[^,;]*", case=True),
        attribute=pattern(grammar["attributes"], r"(?<=\w) ", r"(?= [\w-])"),
        dependent=pattern(grammar["dependents"], r"(?<=\w),? ", r"\b[^,;]*"),
        verb=pattern(grammar["verbs"], r"\b", r"\b", case=True),
        connective=pattern(grammar["connectives"], r"\s*", r"\b[ ,]*"),
        negation=pattern(standing["negations"], "", ""),
        stance=_whole_words(standing["stances"]),
        verifying=pattern(standing["verifying"], "", ""),
        doubting=_whole_words(standing["doubting"]),
        content=pattern(standing["contents"], " ", r"\b"),
        question=pattern(standing["questions"], " ", r"\b"),
        confirming=_whole_words(standing["confirming"]),
        admitting=words(standing["admitting"], "statuses.toml [standing] admitting"),
        attached=pattern(standing["attached"], r", ", r"\s*$"),
        accused=_whole_words(standing["accused"]),
        vouching=_whole_words(standing["vouching"]),
        insisting=words(standing["insisting"], "statuses.toml [standing] insisting"),
        anaphor=pattern(standing["anaphors"], r"\b", r"(?=\W*$)"),
        accounts=_whole_words(standing["accounts"]),
        several=_whole_words(standing["several"]),
        details=_whole_words(standing["details"]),
        withheld=pattern(standing["withheld"], r"\b", r"\b", case=True),
        bodies=tuple(words(group, "statuses.toml [standing] bodies") for group in standing["bodies"]),
    )


def _figures(data: Mapping[str, Any]) -> Figures:
    exactly(data, ("values", "nouns", "again", "only", "joints", "measures", "people"), "statuses.toml [figures]")
    return Figures(
        values=data["values"],
        number=pattern(
            [rf"(?P<value>\d[\d,]*(?:\.\d+)?|{'|'.join(data['values'])})"],
            r"(?<![\w.,$\u20ac\u00a3:/-])",
            r"(?![\w:/%]|-\w|[.,]\d)",
        ),
        nouns=_whole_words(data["nouns"]),
        again=_whole_words(data["again"]),
        only=_whole_words(data["only"]),
        joint=pattern(data["joints"], "", ""),
        measures=tuple(pattern(group, r"\b", "") for group in data["measures"]),
        people=words(data["people"], "statuses.toml [figures] people"),
    )


def _whole_words(patterns: Iterable[str]) -> Sought:
    """Alternatives that are no part of a longer or hyphenated word."""
    return pattern(patterns, r"(?<![\w-])", r"(?![\w-])")
