"""Sources held to the article: named in it, each once, of the kind that it shows."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.article.model import Article
from summarizer.checks.locate import find
from summarizer.checks.proposal import Proposal, ProposedSource
from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import missing_names
from summarizer.lexical import Reading
from summarizer.lexical.entity import Entity
from summarizer.lexical.kinds import nature, outlet_name
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.words import occurrences, plain_name, without_possessive
from summarizer.summary import MEDIA_KINDS, OFFICIAL_KINDS, Kind

_STEM = 4
"""Letters by which words are one: "Peru's", "Peruvian"."""
_UNOFFICIAL: frozenset[Kind] = frozenset({"company", "party", "armed_group", "expert", "ngo", "private"})


def check_sources(article: Article, reading: Reading, proposal: Proposal, *, soft_binds: bool) -> None:
    """Every source is named in the article, letter by letter, stands once, and is of a kind that its words allow."""
    for key, source in list(proposal.sources.items()):
        if not _anchored(article, reading, source, proposal):
            del proposal.sources[key]
            proposal.log.reject("source", source.name, "no such source is named in the article")
    _unify(reading, proposal)
    names = {plain_name(source.name) for source in proposal.sources.values()}
    for source in proposal.sources.values():
        entity = entity_of(reading, source)
        if entity is not None:
            others = names - {plain_name(source.name)}
            source.mentions += [m for m in entity.mentions if m not in source.mentions and plain_name(m) not in others]
            source.person = entity.person is not None
        if not reading.by_words and entity is not None:
            # the reading's own source, by the rules of its language
            continue
        _check_kind(proposal, source, entity, soft_binds=soft_binds)
        if reading.by_words:
            _check_disclosure(proposal, source)


def _anchored(article: Article, reading: Reading, source: ProposedSource, proposal: Proposal) -> bool:
    """Whether the name stands in the article; near misses are set to the article's own words."""
    # what the layer reads it reads by offsets, be it glued to a bracket or to letters that are no word
    if stands(source.name, article.told) or any(entity.name == source.name for entity in reading.sources):
        source.mentions = [mention for mention in source.mentions if stands(mention, article.told)]
        return True
    span = find(article, source.name, article.body)
    if span is None:
        match = re.search(r"(?<!\w)" + re.escape(source.name) + r"(?!\w)", article.told, re.IGNORECASE)
        span = match.span() if match else None
    if span is None and not missing_names(f", {source.name}", article.told):
        # "Ilse Varga, the harbour master" for "Harbour Master Ilse Varga": the same proper name decides
        words = set(re.findall(r"[A-Z][\w'\u2019-]+", source.name))
        entity = next((e for e in reading.sources if e.person is not None and set(e.person.core) <= words), None)
        if entity is not None:
            start = article.told.index(entity.name)
            span = (start, start + len(entity.name))
    if span is None:
        return False
    exact = article.text[slice(*span)]
    proposal.log.repair("spelling", None, "source", source.name, exact, "the article writes it so")
    source.name, source.mentions = exact, [exact]
    return True


def _unify(reading: Reading, proposal: Proposal) -> None:
    """One source, one entry: "Varga" of one window is "Harbour Master Ilse Varga" of another."""
    kept: dict[str, ProposedSource] = {}
    moved: dict[str, str] = {}
    # only who shares a word or the layer's entity can be one: of a thousand sources that leaves a few each
    by_trait: dict[str, list[str]] = {}
    for key, source in proposal.sources.items():
        near = {other for trait in _traits(reading, source) for other in by_trait.get(trait, ())}
        twins = [other for other in kept if other in near and _same(reading, kept[other], source)]
        merged = len(twins) == 1
        if merged:
            moved[key], twin = twins[0], kept[twins[0]]
            twin.mentions += [mention for mention in [source.name, *source.mentions] if mention not in twin.mentions]
            if len(source.name) > len(twin.name):
                twin.name, twin.kind, twin.disclosure = source.name, source.kind, source.disclosure
        else:
            kept[key] = source
        into = moved.get(key, key)
        for trait in _traits(reading, kept[into]):
            by_trait.setdefault(trait, []).append(into)
    proposal.sources = kept
    for claim in proposal.claims:
        claim.chain = list(dict.fromkeys(moved.get(key, key) for key in claim.chain))


def _traits(reading: Reading, source: ProposedSource) -> set[str]:
    """What a source must share with another to be the same."""
    entity = entity_of(reading, source)
    return {*plain_name(source.name).split(), *([entity.id] if entity is not None else [])}


def _same(reading: Reading, one: ProposedSource, other: ProposedSource) -> bool:
    if plain_name(one.name) == plain_name(other.name):
        return True
    words, further = set(plain_name(one.name).split()), set(plain_name(other.name).split())
    contained = words <= further or further <= words
    entity = entity_of(reading, one)
    same_entity = entity is not None and entity is entity_of(reading, other)
    if one.window == other.window:
        return contained and same_entity and entity is not None and entity.person is not None
    shorter = min((one.name, other.name), key=len)
    return same_entity or (contained and any(word[:1].isupper() for word in shorter.split()[-1:]))


def stands(name: str, text: str) -> bool:
    """Whether ``name`` stands in ``text`` as it is, between word boundaries."""
    return next(occurrences(name, text), None) is not None


def entity_of(reading: Reading, source: ProposedSource) -> Entity | None:
    """The lexical layer's source of the same name."""
    known = reading.known_as((*source.mentions, source.name))
    return known if known is not None else reading.person_in(source.name)


def named_in(text: str, source: ProposedSource) -> bool:
    """Whether ``text`` names the source: by a mention, by a name that is its own, or by what it is called."""
    low = text.lower()
    if any(stands(plain_name(mention), low) for mention in source.mentions):
        return True
    own = own_names(source)
    if own:
        return any(stands(name, text) for name in own)
    return stands(called(source.name), low)


def called(name: str) -> str:
    """What a source is called: "ministry" of "the ministry of defence in Arlen"."""
    words = vocabulary().description.split(plain_name(name))[0].split()
    return words[-1] if words else ""


def own_names(source: ProposedSource) -> frozenset[str]:
    """The words of a source's names that are nobody else's: no place, no office, no common noun."""
    return _own_names((source.name, *source.mentions))


@lru_cache(maxsize=16384)
def _own_names(names: tuple[str, ...]) -> frozenset[str]:
    tables = lexicon().tables
    words = {
        without_possessive(word)
        for mention in names
        for word in re.findall(r"(?:[A-Z]\.){2,}|[A-Z][\w'\u2019-]+", re.sub(r"^(?:The|A|An|Some)\s", "", mention))
    }
    return frozenset(
        word
        for word in words
        if word not in tables.places
        and word.lower() not in tables.roles
        and word.lower().rstrip("s") not in tables.roles
        and word.lower() not in vocabulary().outlet_nouns
        and word.lower() not in vocabulary().light
    )


def _check_kind(proposal: Proposal, source: ProposedSource, entity: Entity | None, *, soft_binds: bool) -> None:
    shown = _kind_shown(source, entity)
    if shown is None or shown == source.kind:
        return
    if _is_certain(source, shown) or (soft_binds and entity is not None):
        why = "so the article's words and the table of outlets have it"
        proposal.log.repair("kind", None, f"kind of {source.name}", source.kind, shown, why)
        source.kind = shown
    elif (shown in OFFICIAL_KINDS) != (source.kind in OFFICIAL_KINDS):
        proposal.log.warn("kind", None, f"{source.name}: proposed as {source.kind}, its words point to {shown}")


def _kind_shown(source: ProposedSource, entity: Entity | None) -> Kind | None:
    """The kind that the source's own words have it be; a person of whom the article tells no office is private."""
    kinds = [nature(name, "", lexicon(), person=source.person).kind for name in (source.name, *source.mentions)]
    kind = next((kind for kind in kinds if kind in MEDIA_KINDS), kinds[0])
    person = entity.person if entity is not None and entity.kind == "private" else None
    if person is not None:
        bare = not person.roles and set(source.name.split()) <= set(person.core)
        return "private" if bare else None if kind == "private" else kind
    return kind


def _is_certain(source: ProposedSource, shown: Kind) -> bool:
    """Whether the source is of the kind ``shown`` whatever a draft says."""
    # An outlet is known by its name or by the article's words for it, and with it the state behind it.
    outlet = outlet_name(source.name, lexicon().tables) is not None or bool(
        vocabulary().outlet_nouns & set(plain_name(source.name).split())
    )
    if not source.person and outlet and (shown == "state_media" or shown in MEDIA_KINDS):
        return shown == "state_media" or source.kind in OFFICIAL_KINDS
    # A company, a party or rebels are no state's, even where a state owns them; heads and lawmakers may be both.
    return source.kind in OFFICIAL_KINDS and shown in _UNOFFICIAL


def _check_disclosure(proposal: Proposal, source: ProposedSource) -> None:
    if source.kind == "document":
        # documents have no names that would tell
        return
    shown = nature(source.name, "", lexicon(), person=source.person).disclosure
    nameless = not own_names(source)
    # "A senior Indian official" has a country, and no name
    first = source.name.split()[0].lower()
    nameless = nameless or (not source.person and (first in ("a", "an") or first in vocabulary().values))
    if source.disclosure == "named" and shown in ("partial", "anonymous") and nameless:
        field = f"disclosure of {source.name}"
        proposal.log.repair("disclosure", None, field, source.disclosure, shown, "the article gives no name")
        source.disclosure = shown


def key_of(proposal: Proposal, name: str) -> str | None:
    """The source that a chain entry means: by its name, or by one of its mentions."""
    if name in proposal.sources:
        return name
    plain = plain_name(name)
    return next(
        (
            key
            for key, source in proposal.sources.items()
            if plain == plain_name(key) or plain in {plain_name(m) for m in (source.name, *source.mentions)}
        ),
        None,
    )


def known_as(proposal: Proposal, entity: Entity) -> str | None:
    """The key under which the proposal has the lexical layer's source, if it has it."""
    names = {plain_name(mention) for mention in entity.mentions}
    return next(
        (
            key
            for key, source in proposal.sources.items()
            if names & {plain_name(mention) for mention in (source.name, *source.mentions)}
        ),
        None,
    )


def meant(proposal: Proposal, entity: Entity) -> list[str]:
    """The keys of the sources that the lexical layer's source may be.

    The one of the same name; else those that share most with it of the names that are nobody else's; else those that
    are called alike ("the ministry"), or the government of the country named.
    """
    known = known_as(proposal, entity)
    if known is not None:
        return [known]
    shared = {
        key: sum(any(stands(name, mention) for mention in entity.mentions) for name in own_names(source))
        for key, source in proposal.sources.items()
    }
    most = max(shared.values(), default=0)
    if most:
        return [key for key, number in shared.items() if number == most]
    bodies = {key: source for key, source in proposal.sources.items() if not source.person}
    alike = [key for key, source in bodies.items() if _called_alike(entity, source)]
    # "Lima", "the Peruvian government"
    return alike or [key for key, source in bodies.items() if entity.country and _state(source) == entity.country]


def _state(source: ProposedSource) -> str | None:
    """The country whose government a source is, by its name."""
    places = lexicon().tables.places
    of = {places[word] for word in re.findall(r"[A-Z][\w.-]*", source.name) if word in places}
    government = source.kind == "official" and called(source.name) in vocabulary().governments
    return of.pop() if government and len(of) == 1 else None


def _called_alike(entity: Entity, source: ProposedSource) -> bool:
    """Whether the two are called by one noun: the one alone ("the ministry"), or both with the same words before it."""
    for mention in map(plain_name, entity.mentions):
        for name in map(plain_name, (source.name, *source.mentions)):
            if name.startswith(f"{mention} ") or mention.startswith(f"{name} "):
                return True
            one, other = ({word[:_STEM] for word in re.findall(r"\w+", each)} for each in (mention, name))
            same = called(mention) == called(name)
            if same and (one <= other or other <= one or len(one & other) > 2):
                return True
    return False


def ensure_source(proposal: Proposal, entity: Entity) -> str:
    """The key of the lexical layer's source in the proposal; added where the draft forgot it."""
    key = known_as(proposal, entity)
    if key is not None:
        return key
    proposal.sources[entity.name] = ProposedSource(
        entity.name,
        entity.name,
        list(entity.mentions),
        entity.kind or "unspecified",
        entity.disclosure,
        entity.person is not None,
    )
    return entity.name
