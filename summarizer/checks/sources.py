"""Sources and chains held to the article: named in it, of the kind that it shows, standing where the claim stands."""

from __future__ import annotations

import re

from summarizer.article.model import Article
from summarizer.checks.locate import find
from summarizer.checks.proposal import Proposal, ProposedClaim, ProposedSource
from summarizer.lexical import Reading, Statement
from summarizer.lexical.kinds import nature
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.sources import Entity
from summarizer.summary import MEDIA_KINDS, OFFICIAL_KINDS

_PRONOUNS = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|their|its|the (?:\w+ ){0,2}(?:ministry|minister|agency|report|statement|group|company|government|military|army|police|source|official|paper|newspaper|spokes\w+|president|leader|document|letter|embassy))\b",
    re.IGNORECASE,
)


def check_sources(article: Article, reading: Reading, proposal: Proposal, *, soft_binds: bool) -> None:
    """Every source is named in the article, letter by letter, and is of a kind that its words allow."""
    for key, source in list(proposal.sources.items()):
        if not _anchored(article, reading, source, proposal):
            del proposal.sources[key]
            proposal.log.reject("source", source.name, "no such source is named in the article")
            continue
        entity = entity_of(reading, source)
        if entity is not None:
            for mention in entity.mentions:
                if mention not in source.mentions:
                    source.mentions.append(mention)
            source.person = entity.person is not None
        _check_kind(reading, proposal, source, entity, soft_binds=soft_binds)


def _anchored(article: Article, reading: Reading, source: ProposedSource, proposal: Proposal) -> bool:
    """Whether the name stands in the article; near misses are set to the article's own words."""
    if _stands(source.name, article.text):
        source.mentions = [mention for mention in source.mentions if _stands(mention, article.text)]
        return True
    span = find(article, source.name, article.body)
    if span is None:
        match = re.search(r"(?<!\w)" + re.escape(source.name) + r"(?!\w)", article.text, re.IGNORECASE)
        span = match.span() if match else None
    if span is None:
        # "Sergei Lavrov, the foreign minister" for "Foreign Minister Sergei Lavrov": the same proper name decides
        words = [word for word in re.findall(r"[A-Z][\w'\u2019-]+", source.name)]
        entity = next((e for e in reading.sources if e.person is not None and set(e.person.core) <= set(words)), None)
        if entity is not None:
            span = (article.text.index(entity.name), article.text.index(entity.name) + len(entity.name))
    if span is None:
        return False
    exact = article.text[slice(*span)]
    proposal.log.repair("source", None, "source", source.name, exact, "the article writes it so")
    source.name, source.mentions = exact, [exact]
    return True


def _stands(name: str, text: str) -> bool:
    return bool(re.search(r"(?<!\w)" + re.escape(name) + r"(?!\w)", text))


def entity_of(reading: Reading, source: ProposedSource) -> Entity | None:
    """The lexical layer's source of the same name."""
    names = {_plain(mention) for mention in (*source.mentions, source.name)}
    for entity in reading.sources:
        if names & {_plain(mention) for mention in entity.mentions}:
            return entity
    return next(
        (
            e
            for e in reading.sources
            if e.person is not None and len(e.person.core) > 1 and " ".join(e.person.core) in source.name
        ),
        None,
    )


def _plain(name: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", name.lower())


def _check_kind(
    reading: Reading, proposal: Proposal, source: ProposedSource, entity: Entity | None, *, soft_binds: bool
) -> None:
    person = source.person
    shown = nature(source.name, "", lexicon(), person=person)
    kind = shown.kind
    if kind is None or kind == source.kind:
        kind = next(
            (n.kind for m in source.mentions if (n := nature(m, "", lexicon(), person=person)).kind in MEDIA_KINDS),
            kind,
        )
    if kind is not None and kind != source.kind:
        # An outlet is known by its name or by the article's words for it; so is the state behind it.
        certain = not person and (kind == "state_media" or (kind in MEDIA_KINDS and source.kind in OFFICIAL_KINDS))
        if certain or (soft_binds and entity is not None):
            proposal.log.repair(
                "kind",
                None,
                f"kind of {source.name}",
                source.kind,
                kind,
                "so the article's words and the table of outlets have it",
            )
            source.kind = kind
        elif (kind in OFFICIAL_KINDS) != (source.kind in OFFICIAL_KINDS):
            proposal.log.warn("kind", None, f"{source.name}: proposed as {source.kind}, its words point to {kind}")
    if (
        source.disclosure == "named"
        and shown.disclosure in ("partial", "anonymous")
        and not any(c.isupper() for c in re.sub(r"^\W*\w", "", source.name))
    ):
        proposal.log.repair(
            "disclosure",
            None,
            f"disclosure of {source.name}",
            source.disclosure,
            shown.disclosure,
            "the article gives no name",
        )
        source.disclosure = shown.disclosure


def check_chains(article: Article, reading: Reading, proposal: Proposal, *, soft_binds: bool) -> None:
    """Every claim keeps whom the article attributes it to; invented and missing attributions are set right or rejected."""
    kept: list[ProposedClaim] = []
    for claim in proposal.claims:
        if not claim.by_model or _check_chain(article, reading, proposal, claim, soft_binds=soft_binds):
            kept.append(claim)
        else:
            proposal.log.reject(
                "source", claim.text, "the source given for it is not in the article, and the article names no other"
            )
    proposal.claims = kept


def _check_chain(
    article: Article, reading: Reading, proposal: Proposal, claim: ProposedClaim, *, soft_binds: bool
) -> bool:
    known = [_key(proposal, name) for name in claim.chain]
    chain = [key for key in known if key is not None]
    statement = statement_of(reading, claim)
    shown = [ensure_source(proposal, reading.source(identifier)) for identifier in statement.chain] if statement else []
    log = proposal.log
    if len(chain) < len(claim.chain):
        if not chain and not shown and not (statement is not None and statement.manner == ""):
            return False
        if not chain:
            log.repair(
                "source",
                claim.id,
                "chain",
                _names(claim.chain, proposal),
                _names(shown, proposal),
                "the source given is not in the article",
            )
            _adopt(article, claim, statement, shown)
            return True
        log.repair(
            "source",
            claim.id,
            "chain",
            _names(claim.chain, proposal),
            _names(chain, proposal),
            "one of the sources given is not in the article",
        )
    claim.chain = chain
    if statement is not None and shown and chain != shown:
        _compare(article, reading, proposal, claim, statement, shown, soft_binds=soft_binds)
    elif chain and statement is not None and not shown:
        _unseen_cue(article, proposal, claim, soft_binds=soft_binds)
    _check_cue(article, claim, statement)
    return True


def _compare(
    article: Article,
    reading: Reading,
    proposal: Proposal,
    claim: ProposedClaim,
    statement: Statement,
    shown: list[str],
    *,
    soft_binds: bool,
) -> None:
    """Where draft and lexical layer name different sources."""
    log, chain = proposal.log, claim.chain
    before, after = _names(chain, proposal), _names(shown, proposal)
    explicit = statement.manner in ("statement", "phrase", "denial")
    if not chain:
        # Attribution loss is the worst error; an explicit cue over these very words decides.
        if explicit or soft_binds:
            log.repair(
                "attribution",
                claim.id,
                "chain",
                before,
                after,
                f"the article attributes it ({claim_cue(article, statement)})",
            )
            _adopt(article, claim, statement, shown)
        else:
            log.warn("attribution", claim.id, f"told as fact, though {', '.join(after)} may be its source")
        return
    relays = [key for key in shown if key not in chain]
    if (
        relays
        and [key for key in shown if key in chain] == chain
        and all(proposal.sources[key].kind in MEDIA_KINDS for key in relays)
        and explicit
    ):
        log.repair("relay", claim.id, "chain", before, after, "the article names who passed it on")
        claim.chain = shown
        return
    if _near(article, proposal, claim):
        if soft_binds:
            log.repair(
                "attribution",
                claim.id,
                "chain",
                before,
                after,
                f"the cue stands with it ({claim_cue(article, statement)})",
            )
            _adopt(article, claim, statement, shown)
        elif chain[0] != shown[0]:
            log.warn("attribution", claim.id, f"attributed to {before[0]}; {after[0]} stands nearer to the cue")
    elif chain[0] != shown[0] or soft_binds:
        log.repair(
            "attribution",
            claim.id,
            "chain",
            before,
            after,
            f"{before[0]} does not stand there; the cue's source does ({claim_cue(article, statement)})",
        )
        _adopt(article, claim, statement, shown)


def _unseen_cue(article: Article, proposal: Proposal, claim: ProposedClaim, *, soft_binds: bool) -> None:
    """A source where the layer sees no cue: bound only for models that are not trusted with it."""
    if soft_binds:
        proposal.log.repair(
            "attribution", claim.id, "chain", _names(claim.chain, proposal), [], "no cue in the article attributes it"
        )
        claim.chain, claim.cue, claim.speech = [], None, "none"
    elif not _near(article, proposal, claim):
        proposal.log.warn(
            "attribution", claim.id, f"no cue attributes it to {_names(claim.chain, proposal)[0]} where it stands"
        )


def _near(article: Article, proposal: Proposal, claim: ProposedClaim) -> bool:
    """Whether the originator is named, or a pronoun can mean it, in the claim's sentences."""
    around = " ".join(s.text for s in article.body if s.number in claim.sentences)
    source = proposal.sources[claim.chain[0]]
    if any(_stands(mention, around) for mention in source.mentions):
        return True
    first = min((s.start for s in article.body if s.number in claim.sentences), default=0)
    mentioned_before = any(mention in article.text[:first] for mention in source.mentions)
    return mentioned_before and (bool(_PRONOUNS.search(around)) or claim.speech == "direct")


def _adopt(article: Article, claim: ProposedClaim, statement: Statement | None, chain: list[str]) -> None:
    claim.chain = chain
    if statement is not None and chain:
        claim.cue = claim_cue(article, statement)
        claim.speech = statement.speech
    elif not chain:
        claim.cue, claim.speech = None, "none"


def _check_cue(article: Article, claim: ProposedClaim, statement: Statement | None) -> None:
    if not claim.chain:
        claim.cue, claim.speech = None, "none"
        return
    around = " ".join(s.text for s in article.body if s.number in claim.sentences)
    if claim.cue is None or not _stands(claim.cue, around):
        claim.cue = claim_cue(article, statement) if statement is not None and statement.cue else None
    if claim.speech == "none":
        claim.speech = "indirect"


def claim_cue(article: Article, statement: Statement) -> str | None:
    """The cue of a statement, as the article writes it."""
    return article.text[slice(*statement.cue)] if statement.cue else None


def statement_of(reading: Reading, claim: ProposedClaim) -> Statement | None:
    """The lexical layer's statement over the same words, if there is one."""

    def shared(statement: Statement) -> int:
        return sum(
            max(0, min(end, stop) - max(start, begin)) for start, end in claim.spans for begin, stop in statement.spans
        )

    best = max(reading.statements, key=shared, default=None)
    if best is None:
        return None
    least = min(sum(end - start for start, end in claim.spans), sum(end - start for start, end in best.spans))
    return best if shared(best) >= 0.5 * least else None


def _key(proposal: Proposal, name: str) -> str | None:
    """The source that a chain entry means: by its name, or by one of its mentions."""
    if name in proposal.sources:
        return name
    plain = _plain(name)
    return next(
        (
            key
            for key, source in proposal.sources.items()
            if plain == _plain(key) or plain in {_plain(m) for m in (source.name, *source.mentions)}
        ),
        None,
    )


def ensure_source(proposal: Proposal, entity: Entity) -> str:
    """The key of the lexical layer's source in the proposal; added where the draft forgot it."""
    names = {_plain(mention) for mention in entity.mentions}
    for key, source in proposal.sources.items():
        if names & {_plain(mention) for mention in (source.name, *source.mentions)}:
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


def _names(chain: list[str], proposal: Proposal) -> list[str]:
    return [proposal.sources[key].name if key in proposal.sources else key for key in chain]
