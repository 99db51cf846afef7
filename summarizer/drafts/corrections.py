"""What a model sets right in a draft of its own: single claims, by their numbers."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import Field

from summarizer.drafts.article import ArticleDraft, DraftClaim, DraftPart, DraftSource


class Correction(DraftPart):
    """One of your claims, gone over once more."""

    number: int = Field(ge=1)
    """Its number, as given."""
    claim: DraftClaim | None
    """The claim as the article has it; null where the article does not carry it."""


class Corrections(DraftPart):
    """The claims that were shown, each corrected, kept or left out."""

    sources: list[DraftSource]
    """Sources that these claims name and your list does not have, or has wrongly."""
    claims: list[Correction]
    """One entry for each claim shown."""


def corrected(draft: ArticleDraft, corrections: Corrections, asked: Collection[int]) -> ArticleDraft:
    """The draft with some of its claims set right or left out, and all that refers to them renumbered.

    Args:
        draft: a draft.
        corrections: what the model says of some of its claims.
        asked: the numbers of the claims that it was asked about, from 1; what it says of others does not count.
    """
    changed = {entry.number: entry.claim for entry in corrections.claims if entry.number in asked}
    claims = {number: changed.get(number, claim) for number, claim in enumerate(draft.claims, 1)}
    standing = [number for number, claim in claims.items() if claim is not None]
    places = {number: place for place, number in enumerate(standing, 1)}
    named = {source.name: source for source in (*draft.sources, *corrections.sources)}
    cited = {name for claim in claims.values() if claim for name in claim.chain}
    dropped = {name for number in changed for name in draft.claims[number - 1].chain} - cited

    def renumbered(numbers: Collection[int]) -> list[int]:
        return [places[number] for number in numbers if number in places]

    return ArticleDraft(
        sources=[source for name, source in named.items() if name not in dropped],
        claims=[claim for claim in claims.values() if claim is not None],
        unconfirmed=[
            matter.model_copy(update={"claims": left})
            for matter in draft.unconfirmed
            if (left := renumbered(matter.claims))
        ],
        brief=[
            sentence.model_copy(update={"claims": left})
            for sentence in draft.brief
            if (left := renumbered(sentence.claims))
        ],
    )
