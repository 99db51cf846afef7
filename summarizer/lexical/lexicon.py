"""The lexicon: cues, status words and word classes as data files, one folder a language.

The comments in the data files say what each list is for; a file with a key too few or too many is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_args

from summarizer.lexical.datafiles import DEFAULT, exactly, pattern, rows, table, words
from summarizer.summary import Kind, Reason, Status

_BY_WORDS: tuple[Status, ...] = ("denied", "unconfirmed", "hedged", "scheduled", "confirmed")
"""The statuses that words carry by themselves."""


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
    relay: Mapping[str, VerbForm]
    document: Mapping[str, VerbForm]
    bare: frozenset[str]
    strict: frozenset[str]
    infinitive: frozenset[str]
    addressee: frozenset[str]
    hedging: frozenset[str]
    future: frozenset[str]
    never_noun: frozenset[str]
    question: frozenset[str]
    nested: frozenset[str]
    accusing: frozenset[str]
    act_with: Mapping[str, tuple[str, ...]]
    act_later: Mapping[str, tuple[str, ...]]
    """Verbs that speak with one of these and a figure further on: "put the toll at 34"."""
    act_further: Mapping[str, tuple[str, ...]]
    """Verbs that speak with one of these further on: "regard Y as Z"."""
    particles: Mapping[str, tuple[tuple[str, ...], ...]]
    """Verbs that speak only with one of these behind them: "pointed out that"."""
    denied_contents: frozenset[str]
    as_saying: frozenset[str]
    told_through: tuple[tuple[str, ...], ...]
    document_with: Mapping[str, tuple[str, ...]]
    source_follows: tuple[tuple[str, ...], ...]
    no_sources: frozenset[str]
    """What things are "according to" without speaking: "the law"."""
    originator_follows: tuple[str, ...]
    nominal: frozenset[str]
    weighed: frozenset[str]
    """Nouns of what the subject of their clause weighs: "the theory that P"."""
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
    compound_ends: frozenset[str]
    name_roles: frozenset[str]
    title_acronyms: frozenset[str]
    phasal: frozenset[str]
    indefinites: frozenset[str]
    aired: frozenset[str]
    trade_surnames: frozenset[str]
    given_names: frozenset[str]
    background: frozenset[str]
    past_cues: frozenset[str]
    reduced: frozenset[str]
    floating: frozenset[str]
    verdict_ends: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """How figures are given and given otherwise, see ``data/en/statuses.toml``."""

    values: Mapping[str, int]
    number: re.Pattern[str]
    """A figure, the group "value"; no date, time, price or part of a longer one."""
    nouns: re.Pattern[str]
    again: re.Pattern[str]
    only: re.Pattern[str]
    joint: re.Pattern[str]
    """Where one clause of figures ends and another begins."""
    measures: tuple[re.Pattern[str], ...]
    people: frozenset[str]


@dataclass(frozen=True)
class Statuses:
    """Status words compiled, see ``data/en/statuses.toml``."""

    words: Mapping[Status, re.Pattern[str]]
    """Strongest status first."""
    exceptions: Mapping[Status, re.Pattern[str] | None]
    effects: Mapping[Reason, tuple[re.Pattern[str], ...]]
    contrary: re.Pattern[str]
    """Words that call another account false."""
    pointing: re.Pattern[str]
    """Words by which a sentence points at what was said before."""
    said: re.Pattern[str]
    """Nouns for what another said."""
    points: re.Pattern[str]
    """A claim that only points at what another said, with more behind it."""
    none_such: re.Pattern[str]
    marker: re.Pattern[str]
    """Words of the article's that say that accounts differ."""
    forward: re.Pattern[str]
    """The same, in front of the accounts."""
    contrast: re.Pattern[str]
    against: re.Pattern[str]
    """Sets a whole sentence against the one before."""
    withdrawn: re.Pattern[str]
    rejecting: re.Pattern[str]
    pleading: re.Pattern[str]
    report: re.Pattern[str]
    """What an outlet or a document says, as others speak of it."""
    shift: re.Pattern[str]
    """Opens a sentence on another matter."""
    any_such: re.Pattern[str]
    """Opens what is denied where somebody claimed it."""
    figures: Figures
    aside: re.Pattern[str]
    dependent: re.Pattern[str]
    attribute: re.Pattern[str]
    """A relative clause up to the next comma."""
    verb: re.Pattern[str]
    connective: re.Pattern[str]
    negation: re.Pattern[str]
    stance: re.Pattern[str]
    verifying: re.Pattern[str]
    question: re.Pattern[str]
    content: re.Pattern[str]
    doubting: re.Pattern[str]
    """Opens what is asked, behind words that leave it open."""
    confirming: re.Pattern[str]
    """Somebody confirms the group "noun"."""
    admitting: frozenset[str]
    """Verbs by which somebody bears out what another said."""
    attached: re.Pattern[str]
    """Ties words that leave something open to what stands before them."""
    accused: re.Pattern[str]
    vouching: re.Pattern[str]
    """Opens what its speaker bears out."""
    insisting: frozenset[str]
    """Verbs for an account that others contest."""
    anaphor: re.Pattern[str]
    """Ends what nobody spoke of with a pronoun: "would not comment on that"."""
    accounts: re.Pattern[str]
    """Words by which a sentence speaks of the accounts of two."""
    several: re.Pattern[str]
    """Words by which a sentence speaks of more than one claim."""
    details: re.Pattern[str]
    """What is held back without doubt on what is told."""
    withheld: re.Pattern[str]
    bodies: tuple[frozenset[str], ...]
    """Words for one body: "army", "troops"."""


@dataclass(frozen=True)
class Naming:
    """What the words of a source phrase tell, see ``data/en/sources.toml``."""

    state_media: re.Pattern[str]
    state_body: re.Pattern[str]
    company: re.Pattern[str]
    ends: frozenset[str]
    beside: frozenset[str]
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
    weak: frozenset[str]
    voices: frozenset[str]
    countries: frozenset[str]
    unnamed: re.Pattern[str]
    collective: re.Pattern[str]
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
    for_another: re.Pattern[str]
    expletive: re.Pattern[str]
    """An "it" that stands for nobody: "it is too early"."""
    own_outlet: tuple[re.Pattern[str], ...]
    """What an outlet says of itself; the group "name" is the outlet."""
    told_outlet: re.Pattern[str]
    house: frozenset[str]
    """Outlets that are taken for the article's own where people speak to them."""
    short_outlets: Mapping[str, str]
    """Short to full name."""
    synonyms: Mapping[str, frozenset[str]]
    """A noun to those that the press uses for it elsewhere."""


@dataclass(frozen=True)
class Tables:
    """Names and nouns with the kind of source that they make; the same for all languages."""

    media: Mapping[str, Kind]
    bodies: Mapping[str, Kind]
    roles: Mapping[str, str]
    """A word in lower case to a kind, or to "neutral" where it tells none."""
    places: Mapping[str, str]
    """Country, capital, demonym or alias, to the country."""
    states: frozenset[str]
    """The places whose bare name can stand for a state: countries and capitals."""


@dataclass(frozen=True)
class Lexicon:
    """All that the lexical layer knows of one language."""

    cues: Cues
    words: Words
    statuses: Statuses
    naming: Naming
    tables: Tables


@cache
def lexicon(language: str = DEFAULT) -> Lexicon:
    """The lexicon of ``language``, read once.

    Args:
        language: BCP 47 primary tag.

    Raises:
        LookupError: there is none.
        DataFileError: a file of it is not in its form.
    """
    names = [field.name for field in fields(Words)]
    classes = table(language, "words.toml", names)
    return Lexicon(
        cues=_cues(table(language, "cues.toml", _CUE_KEYS)),
        words=Words(
            **{
                # endings are compared as a tuple, which is what str.endswith takes
                name: (tuple(sorted(found)) if name == "verdict_ends" else found)
                for name in names
                for found in [words(classes[name], f"words.toml: {name}")]
            }  # type: ignore[arg-type]
        ),
        statuses=_statuses(
            table(language, "statuses.toml", (*_BY_WORDS, "conflict", "figures", "effects", "grammar", "standing"))
        ),
        naming=_naming(table(language, "sources.toml", _NAMING_KEYS)),
        tables=_tables(),
    )


_CUE_KEYS = {
    "statement": (
        "verbs", "bare", "quotation_or_that_only", "infinitive", "hedging", "future", "nested", "never_noun",
        "question", "addressee", "particles",
    ),
    "act": ("verbs", "accusing", "with", "later", "further"),
    "denial": ("verbs", "contents"),
    "relay": ("verbs", "as_saying", "told_through"),
    "document": ("verbs", "with"),
    "phrases": ("source_follows", "no_sources", "originator_follows"),
    "nominal": ("nouns", "weighed"),
    "setting": ("nouns",),
    "irregular": None,
}  # fmt: skip
"""The sections of ``cues.toml`` with their keys; ``None`` where the keys are words."""


def _cues(data: Mapping[str, Any]) -> Cues:
    for section, keys in _CUE_KEYS.items():
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
        relay=forms(data["relay"]["verbs"]),
        document=forms(data["document"]["verbs"]),
        bare=listed("statement", "bare"),
        strict=listed("statement", "quotation_or_that_only"),
        infinitive=listed("statement", "infinitive"),
        addressee=listed("statement", "addressee"),
        hedging=listed("statement", "hedging"),
        future=listed("statement", "future"),
        never_noun=listed("statement", "never_noun"),
        question=listed("statement", "question"),
        nested=listed("statement", "nested"),
        accusing=listed("act", "accusing"),
        act_with={verb: tuple(after) for verb, after in data["act"]["with"].items()},
        act_later={verb: tuple(after) for verb, after in data["act"]["later"].items()},
        act_further={verb: tuple(after) for verb, after in data["act"]["further"].items()},
        particles={
            verb: tuple(tuple(phrase.split()) for phrase in phrases)
            for verb, phrases in data["statement"]["particles"].items()
        },
        denied_contents=listed("denial", "contents"),
        as_saying=listed("relay", "as_saying"),
        told_through=tuple(tuple(phrase.split()) for phrase in data["relay"]["told_through"]),
        document_with={verb: tuple(after) for verb, after in data["document"]["with"].items()},
        source_follows=tuple(tuple(phrase.split()) for phrase in data["phrases"]["source_follows"]),
        no_sources=listed("phrases", "no_sources"),
        originator_follows=tuple(data["phrases"]["originator_follows"]),
        nominal=listed("nominal", "nouns"),
        weighed=listed("nominal", "weighed"),
        setting=listed("setting", "nouns"),
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


_CONFLICT_KEYS = (
    "contrary", "pointing", "said", "points", "none_such", "markers", "forward", "contrasts", "against",
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


def _whole_words(patterns: Iterable[str]) -> re.Pattern[str]:
    """Alternatives that are no part of a longer or hyphenated word."""
    return pattern(patterns, r"(?<![\w-])", r"(?![\w-])")


_NAMING_KEYS = {
    "kind": (
        "state_media_patterns", "state_body_patterns", "company_patterns", "ends", "beside", "ones", "mouthpieces",
        "former", "offices", "weak", "voices", "countries", "articled", "endings",
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


def _naming(data: Mapping[str, Any]) -> Naming:
    for section, keys in _NAMING_KEYS.items():
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


@cache
def _tables() -> Tables:
    places: dict[str, str] = {}
    states: set[str] = set()
    for row in rows("places.csv"):
        country = row["country"]
        # a capital or demonym of two countries is the first one's; a country's own name is always its own
        places |= dict.fromkeys((country, *_split(row["aliases"])), country)
        for name in (*_split(row["capitals"]), *_split(row["demonyms"])):
            places.setdefault(name, country)
        states.update((country, *_split(row["aliases"]), *_split(row["capitals"])))
    return Tables(
        media={row["name"]: row["kind"] for row in rows("media.csv")},  # type: ignore[misc]
        bodies={row["name"]: row["kind"] for row in rows("bodies.csv")},  # type: ignore[misc]
        roles={row["word"]: row["kind"] for row in rows("roles.csv")},
        places=places,
        states=frozenset(states),
    )


def _split(cell: str) -> list[str]:
    return [name for name in cell.split(";") if name]
