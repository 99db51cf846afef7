"""What stays unconfirmed: every claim that is not settled is listed, with the reason in the article's words."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from summarizer.article.model import Article
from summarizer.checks.overlap import statement_of
from summarizer.checks.phrases import Phrases
from summarizer.checks.proposal import Proposal, ProposedClaim, ProposedMatter
from summarizer.checks.tongue import ENGLISH, Tongue
from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import stems
from summarizer.lexical import Matter, Reading
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import effects, status_words
from summarizer.summary import MEDIA_KINDS, Reason, Status

SETTLED: frozenset[Status] = frozenset({"asserted", "confirmed"})
_REASONS: dict[Status, Reason] = {
    "denied": "denied",
    "disputed": "disputed",
    "unconfirmed": "not_verified",
    "hedged": "hedged",
    "scheduled": "future",
}


_SAID: frozenset[Reason] = frozenset({"denied", "no_comment", "no_official_confirmation", "not_verified"})
"""Reasons that stand in the article's own words, or do not hold."""
_LISTED = 40
"""Entries from which a list of open matters is no list any more that anybody reads."""
_SHOWN = 4
"""Entries of one reason that stay by themselves then, beside one for all others."""
_NEAR = 3
"""Sentences between a claim and words about it that share none with it."""


def check_reasons(article: Article, reading: Reading, proposal: Proposal) -> None:
    """Drop reasons for doubt that no words of the article give, and whoever is not there to be waited for.

    Claims of a matter so dropped are listed again by their status, with what the lexical layer reads of them.

    Args:
        article: the article, in a language that has a lexicon.
        reading: the lexical layer's reading of it.
        proposal: the proposal, its chains checked; changed in place.
    """
    kept: list[ProposedMatter] = []
    for matter in proposal.matters:
        claims = [claim for identifier in matter.claims if (claim := proposal.claim(identifier)) is not None]
        read = {found.reason for claim in claims if (found := _read_over(reading, claim)) is not None}
        if matter.reason in _SAID and matter.reason not in read and not _said(article, matter, claims):
            if not _beside(article, matter, claims):
                why = "no words of the article near its claims say so"
                proposal.log.repair("unconfirmed", None, "reason", matter.reason, None, why)
                continue
            shown = article.text[slice(*matter.spans[0])]
            text = f"listed as open ({matter.reason}), by words that are not known to say so: {shown}"
            proposal.log.warn("unconfirmed", claims[0].id, text)
        if matter.awaiting is not None and not _awaited(article, matter):
            why = "its words do not name whom they wait for"
            proposal.log.repair("unconfirmed", None, "awaiting", matter.awaiting, None, why)
            matter.awaiting = None
        kept.append(matter)
    proposal.matters = kept


def _said(article: Article, matter: ProposedMatter, claims: list[ProposedClaim]) -> bool:
    """Whether the matter's words say what its reason is, of its claims."""
    if not matter.spans:
        return False
    start, end = matter.spans[0]
    shown = article.text[start:end]
    doubt = vocabulary().doubt["denied" if matter.reason == "denied" else "unconfirmed"]
    place = article.at(start)
    around = place.text if place is not None else shown
    read = matter.reason == "denied" and any(word.status == "denied" for word in status_words(around, lexicon()))
    if not read and not doubt.search(shown) and not doubt.search(around) and not effects(around, lexicon()):
        return False
    told = stems(around)
    return _beside(article, matter, claims) or any(told & stems(claim.text) for claim in claims)


def _beside(article: Article, matter: ProposedMatter, claims: list[ProposedClaim]) -> bool:
    """Whether the matter's words stand near its claims."""
    if not matter.spans:
        return False
    number = _sentence_at(article, matter.spans[0][0])
    return any(abs(number - near) <= _NEAR for claim in claims for near in claim.sentences)


def _awaited(article: Article, matter: ProposedMatter) -> bool:
    """Whether somebody who can be waited for is named beside the matter's words."""
    awaiting = matter.awaiting or ""
    roles = lexicon().tables.roles
    if not any(letter.isupper() for letter in awaiting) and not any(
        word in roles or word.rstrip("s") in roles for word in awaiting.lower().split()
    ):
        return False
    if not matter.spans:
        return False
    number = _sentence_at(article, matter.spans[0][0])
    return any(awaiting in sentence.text for sentence in article.near([number], 1))


def _sentence_at(article: Article, offset: int) -> int:
    place = article.at(offset)
    return place.number if place is not None else -1


def check_matters(article: Article, reading: Reading, proposal: Proposal, tongue: Tongue = ENGLISH) -> None:
    """Drop matters over claims that do not stand, add those that the draft forgot, and word them.

    Args:
        article: the article.
        reading: the lexical layer's reading of it.
        proposal: the proposal; changed in place.
        tongue: the languages of article and texts, which say what can be compared.
    """
    standing = {claim.id for claim in proposal.claims}
    for matter in proposal.matters:
        matter.claims = [identifier for identifier in matter.claims if identifier in standing]
    proposal.matters = [matter for matter in proposal.matters if matter.claims]
    listed = {identifier for matter in proposal.matters for identifier in matter.claims}
    for claim in proposal.claims:
        if claim.status in SETTLED or claim.id in listed:
            continue
        _list(article, reading, proposal, claim)
        if claim.by_model:
            proposal.log.repair(
                "unconfirmed",
                claim.id,
                "unconfirmed",
                None,
                proposal.matters[-1].reason,
                "the draft did not list it as open",
            )
    proposal.matters.sort(key=lambda matter: _first(proposal, matter))
    _group(proposal)
    for matter in proposal.matters:
        # A model's own line stands only where the program cannot compare its words, and has its figures right.
        own = tongue.foreign and not article.suspect and matter.text
        if not own or tongue.fault(matter.text, article.told, article.told):
            matter.text = _worded(proposal, matter, tongue.phrases) if tongue.phrases else _wording(proposal, matter)


def _first(proposal: Proposal, matter: ProposedMatter) -> int:
    return min(proposal.position(identifier) for identifier in matter.claims)


def _group(proposal: Proposal) -> None:
    """Join matters of one sort where a long article has more of them than a reader would go through.

    First those of one reason, source and awaited party; where there are still too many, of each reason those that
    weigh most stay by themselves, and the others become one.
    """
    if len(proposal.matters) > _LISTED:
        _join(proposal, lambda matter: (matter.awaiting, _origin(proposal, matter)))
    if len(proposal.matters) > _LISTED:
        keys = {claim.id for claim in proposal.claims if claim.key}
        ranked = sorted(proposal.matters, key=lambda m: (keys.isdisjoint(m.claims), -len(m.claims)))
        shown: dict[Reason, list[int]] = {}
        for matter in ranked:
            shown.setdefault(matter.reason, []).append(id(matter))
        alone = {number for numbers in shown.values() for number in numbers[:_SHOWN]}
        _join(proposal, lambda matter: id(matter) if id(matter) in alone else None)
        proposal.matters.sort(key=lambda matter: _first(proposal, matter))


def _join(proposal: Proposal, trait: Callable[[ProposedMatter], Hashable]) -> None:
    """Make one matter of those that share their reason and a trait."""
    groups: dict[Hashable, ProposedMatter] = {}
    for matter in proposal.matters:
        into = groups.setdefault((matter.reason, trait(matter)), matter)
        if into is not matter:
            into.claims += [identifier for identifier in matter.claims if identifier not in into.claims]
            into.spans += [span for span in matter.spans if span not in into.spans]
            into.awaiting = into.awaiting if into.awaiting == matter.awaiting else None
    proposal.matters = list(groups.values())


def _origin(proposal: Proposal, matter: ProposedMatter) -> str | None:
    claim = proposal.claim(matter.claims[0])
    return claim.chain[0] if claim is not None and claim.chain else None


def _list(article: Article, reading: Reading, proposal: Proposal, claim: ProposedClaim) -> None:
    """List ``claim`` with the layer's matter over the same words, or by its status."""
    matter = _matter_of(reading, claim)
    known = claim.reason if reading.by_words else claim.reason or _by_source(proposal, claim)
    reason = matter.reason if matter is not None else known or _REASONS[claim.status]
    cue = (matter.cue if matter is not None else None) or claim.status_cue
    twin = next(
        (other for other in proposal.matters if other.reason == reason and cue is not None and other.spans == [cue]),
        None,
    )
    if twin is not None:
        twin.claims.append(claim.id)
        return
    awaiting = article.text[slice(*matter.awaiting)] if matter is not None and matter.awaiting else None
    proposal.matters.append(ProposedMatter("", [claim.id], reason, awaiting, [cue] if cue else []))


def _by_source(proposal: Proposal, claim: ProposedClaim) -> Reason | None:
    """Why a claim is unconfirmed, by who says it alone."""
    if claim.status != "unconfirmed" or not claim.chain:
        return None
    origin = proposal.sources[claim.chain[0]]
    if origin.disclosure in ("partial", "anonymous"):
        return "anonymous_source"
    return "media_report_only" if origin.kind in MEDIA_KINDS else None


def _matter_of(reading: Reading, claim: ProposedClaim) -> Matter | None:
    statement = statement_of(reading, claim)
    return _read_over(reading, claim) if statement is not None and statement.status == claim.status else None


def _read_over(reading: Reading, claim: ProposedClaim) -> Matter | None:
    """The layer's matter over the claim's words."""
    statement = statement_of(reading, claim)
    if statement is None:
        return None
    return reading.matter_over(statement)


def _worded(proposal: Proposal, matter: ProposedMatter, words: Phrases) -> str:
    """The line in the language of ``words``."""
    claims = [claim for identifier in matter.claims if (claim := proposal.claim(identifier)) is not None]
    who = proposal.sources[claims[0].chain[0]].name if claims[0].chain else "\u2014"
    line = words.matters[matter.reason].format(what=claims[0].text.strip(), who=who)
    if len(claims) == 1:
        return line
    end = len(line.rstrip(".\u0964"))
    return line[:end] + words.more.format(number=len(claims) - 1) + line[end:]


def _wording(proposal: Proposal, matter: ProposedMatter) -> str:
    """One line that says what is open and why."""
    claims = [claim for identifier in matter.claims if (claim := proposal.claim(identifier)) is not None]
    what = claims[0].text.rstrip(".")
    if len(claims) > 1:
        what += f" (and {len(claims) - 1} more)"
    origin = proposal.sources[claims[0].chain[0]].name if claims[0].chain else None
    awaiting = matter.awaiting
    if matter.reason == "no_official_confirmation":
        return f"Not confirmed by {awaiting}: {what}." if awaiting else f"Not officially confirmed: {what}."
    if matter.reason == "no_comment":
        return f"No comment from {awaiting}: {what}." if awaiting else f"Nobody would comment: {what}."
    if matter.reason == "media_report_only":
        return f"Reported by {origin} only: {what}."
    if matter.reason == "anonymous_source":
        return f"From a source that is not named ({origin}): {what}."
    if matter.reason == "denied":
        return f"Denied by {origin}: {what}." if claims[0].denied_by_source else f"Denied: {what}."
    if matter.reason == "disputed":
        return f"Disputed: {what}."
    if matter.reason == "future":
        return f"Still to come: {what}."
    if matter.reason == "hedged":
        return f"Not stated as certain: {what}."
    return f"Not verified: {what}."
