"""Gold as a draft: what a model would answer that reads like the annotator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.drafts import ArticleDraft, DraftBriefSentence, DraftClaim, DraftSource, DraftUnconfirmed
from summarizer.evaluation.gold import GoldArticle, GoldClaim, GoldMatter, Span, occurrences
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import status_words
from summarizer.summary import Reason

BRIEF_WORDS = 150
"""Words up to which key claims go into a draft's brief."""
_OPEN: dict[Reason, str] = {
    "no_official_confirmation": "this has not been officially confirmed",
    "not_verified": "this could not be verified",
    "no_comment": "there was no comment on this",
    "media_report_only": "the report is unconfirmed",
    "anonymous_source": "this is unconfirmed",
    "hedged": "this is only suspected",
    "future": "this is planned",
    "denied": "this has been denied",
    "disputed": "this is disputed",
}
_LOWERED = frozenset({"the", "a", "an", "there", "it", "he", "she", "they", "this", "these", "those", "some", "many"})


@dataclass(frozen=True)
class GoldDraft:
    """A draft made from gold, with what it was made of."""

    draft: ArticleDraft
    claims: tuple[GoldClaim, ...]
    """The gold claim of each of the draft's claims, in their order."""
    spans: tuple[Span, ...]
    """Where the quotation of each of the draft's claims stands."""
    left_out: tuple[GoldClaim, ...]
    """Claims whose evidence stands in no numbered sentence: a draft cannot hold them."""


def draft_from(gold: GoldArticle) -> GoldDraft:
    """What a model would have answered that makes no mistake; its brief tells the key claims in the gold's words."""
    places = {claim.id: place for claim in gold.claims if (place := place_of(gold, claim)) is not None}
    told = tuple(claim for claim in gold.claims if claim.id in places)
    numbers = {claim.id: number for number, claim in enumerate(told, 1)}
    draft = ArticleDraft(
        sources=[DraftSource(name=s.name, kind=s.kind, disclosure=s.disclosure) for s in gold.sources.values()],
        claims=[_claim(gold, claim, places[claim.id]) for claim in told],
        unconfirmed=[
            _matter(gold, matter, touched)
            for matter in gold.matters
            if (touched := [numbers[i] for i in matter.claims if i in numbers])
        ],
        brief=_brief(gold, told),
    )
    left_out = tuple(claim for claim in gold.claims if claim.id not in places)
    return GoldDraft(draft, told, tuple(places[claim.id] for claim in told), left_out)


def place_of(gold: GoldArticle, claim: GoldClaim) -> Span | None:
    """Where the longest piece of a claim's evidence stands in the numbered sentences."""
    body = gold.article.body
    for exact in sorted(claim.evidence, key=len, reverse=True):
        for start, end in occurrences(gold.article.text, exact):
            if any(s.start <= start < s.end for s in body):
                return start, end
    return None


def _claim(gold: GoldArticle, claim: GoldClaim, place: Span) -> DraftClaim:
    start, end = place
    return DraftClaim(
        sentences=[s.number for s in gold.article.body if s.start < end and start < s.end],
        quote=gold.article.text[start:end],
        text=claim.text,
        chain=[source.name for source in gold.chain(claim)],
        cue=None,  # gold does not mark it
        status=claim.status,
        key=claim.key,
    )


def _matter(gold: GoldArticle, matter: GoldMatter, touched: list[int]) -> DraftUnconfirmed:
    first = next(claim for claim in gold.claims if claim.id in matter.claims)
    return DraftUnconfirmed(
        text=f"Open: {first.text}", claims=touched, reason=matter.reason, awaiting=matter.awaiting, cue=matter.cue
    )


def _brief(gold: GoldArticle, claims: Sequence[GoldClaim]) -> list[DraftBriefSentence]:
    chosen: list[DraftBriefSentence] = []
    left = BRIEF_WORDS
    for number, claim in enumerate(claims, 1):
        sentence = brief_sentence(gold, claim, number)
        left -= len(sentence.text.split()) if claim.key else 0
        if claim.key and left >= 0:
            chosen.append(sentence)
    return chosen


def brief_sentence(gold: GoldArticle, claim: GoldClaim, number: int) -> DraftBriefSentence:
    """A true sentence of a brief about one claim: with its source, its relays and its doubt.

    Args:
        gold: the article with its annotation.
        claim: the claim that is told.
        number: its number in the draft, counted from 1.
    """
    return DraftBriefSentence(text=told(gold, claim, doubt=doubt_of(gold, claim)), claims=[number])


def told(gold: GoldArticle, claim: GoldClaim, *, text: str | None = None, doubt: str = "") -> str:
    """A claim as a sentence with its source and its relays.

    Args:
        gold: the article with its annotation.
        claim: the claim.
        text: what to tell in place of the claim's own text.
        doubt: what to say of its standing, behind the claim; empty for nothing.
    """
    bare = (text or claim.text).rstrip(".")
    bare = bare.removeprefix("That ") if claim.chain else bare
    tail = f"; {doubt}." if doubt else "."
    if not claim.chain:
        return bare + tail
    words = gold.article.text
    origin, *relays = (lowered(source.name, words) for source in gold.chain(claim))
    via = f", as reported by {' and '.join(relays)}" if relays else ""
    subject = origin[:1].upper() + origin[1:] + ("," if "," in origin else "")
    if denied_by_origin(gold, claim):
        return f"{subject} denied that {lowered(bare, words)}{via}."
    return f"{subject} said that {lowered(bare, words)}{via}{tail}"


def doubt_of(gold: GoldArticle, claim: GoldClaim) -> str:
    """What a true sentence must say of a claim's standing, where the claim's own words do not say it; else nothing."""
    if claim.status in ("asserted", "confirmed"):
        return ""
    own = {word.status for word in status_words(claim.text, lexicon())}
    if claim.status in ("hedged", "scheduled") and own & {"hedged", "scheduled", "unconfirmed"}:
        return ""
    if claim.status in own:
        return ""
    matter = matter_of(gold, claim)
    if claim.status == "denied" or claim.status == "disputed":
        return _OPEN[claim.status]
    return _OPEN[matter.reason] if matter is not None else "this is unconfirmed"


def matter_of(gold: GoldArticle, claim: GoldClaim) -> GoldMatter | None:
    """The open matter that says of a claim what its status says, else the first that touches it."""
    over = [matter for matter in gold.matters if claim.id in matter.claims]
    same = [matter for matter in over if matter.reason == claim.status]
    return next(iter([*same, *over]), None)


def denied_by_origin(gold: GoldArticle, claim: GoldClaim) -> bool:
    """Whether a claim's first source is who denies it: so gold has it where nobody is named who says it."""
    matter = matter_of(gold, claim)
    if claim.status != "denied" or not claim.chain or matter is None or matter.cue is None:
        return False
    text = gold.article.text
    named = sorted(
        (at, -len(name), source.id)
        for source in gold.sources.values()
        for name in source.names
        if (at := matter.cue.find(name)) >= 0
    )
    if named:
        return named[0][2] == claim.chain[0]
    place = place_of(gold, claim)
    sentence = next((s for s in gold.article.body if place and s.start <= place[0] < s.end), None)
    if place is None or sentence is None:
        return False
    at = text.find(matter.cue, sentence.start, sentence.end)
    return sentence.start <= at < place[0]


def lowered(text: str, article: str) -> str:
    """``text`` inside a sentence: its first word in lower case, where it is no name by what ``article`` has.

    A name is what the article has with a capital alone; what it does not have at all is the annotator's own word,
    unless it is a country's.
    """
    first = re.match(r"\w+", text)
    if first is None or not (first[0].istitle() or len(first[0]) == 1):
        return text
    word = first[0].lower()
    known = word in _LOWERED or re.search(rf"\b{word}\b", article)
    strange = first[0] not in lexicon().tables.places and not re.search(rf"\b{first[0]}\b", article)
    return text[:1].lower() + text[1:] if known or strange else text
