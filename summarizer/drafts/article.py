"""The draft of a whole article, asked of a model that reads it in one call."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from summarizer.summary import Disclosure, Kind, Reason, Status


class DraftPart(BaseModel):
    """Base of all draft parts."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class DraftSource(DraftPart):
    """Anyone or anything that the article cites for content."""

    name: str = Field(min_length=1)
    """The fullest mention, copied from the article letter by letter."""
    kind: Kind
    """The role in which it speaks in this article."""
    disclosure: Disclosure
    """How far the article says who it is."""


class DraftClaim(DraftPart):
    """One proposition about which a reader could ask: who says so?"""

    sentences: list[int] = Field(min_length=1)
    """Numbers of the sentences that carry it."""
    quote: str = Field(min_length=1)
    """The words of those sentences that carry it, copied letter by letter, without the attribution phrase."""
    text: str = Field(min_length=1)
    """The claim alone in one short sentence, without its attribution; every number and name as in the article."""
    chain: list[str]
    """Names of sources from your list, from the originator to the last relay; empty for the article's own voice."""
    cue: str | None
    """The word or words that attribute it ("said", "according to"); null for the article's own voice."""
    status: Status
    """How far the article lets it stand."""
    key: bool
    """Whether a 100-word brief should carry it."""


class DraftUnconfirmed(DraftPart):
    """One matter that a careful reader must not take as established."""

    text: str = Field(min_length=1)
    """What is open, in one line."""
    claims: list[int] = Field(min_length=1)
    """Which of your claims it touches, counted from 1."""
    reason: Reason
    """Why it is open."""
    awaiting: str | None
    """Whose confirmation is missing, copied from the article; null where it does not say."""
    cue: str | None
    """The words that say so, copied from the article letter by letter."""


class DraftBriefSentence(DraftPart):
    """One sentence of the brief."""

    text: str = Field(min_length=1)
    """The sentence, with the source of each attributed claim named and every doubt kept."""
    claims: list[int] = Field(min_length=1)
    """Which of your claims it states, counted from 1."""


class ArticleDraft(DraftPart):
    """Who says what in an article, and what it leaves unconfirmed."""

    sources: list[DraftSource]
    """Everyone the article cites."""
    claims: list[DraftClaim]
    """What is claimed, in the article's order."""
    unconfirmed: list[DraftUnconfirmed]
    """What must not be taken as established."""
    brief: list[DraftBriefSentence]
    """A brief of about 100 words."""
