"""The output contract, version 1: what a summary holds. The JSON Schema in ``schemas/`` is made from it."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Final = "1"

Kind = Literal[
    "official",
    "intergovernmental",
    "state_media",
    "wire_agency",
    "other_media",
    "company",
    "party",
    "armed_group",
    "expert",
    "ngo",
    "document",
    "private",
    "unspecified",
]
Disclosure = Literal["named", "institution", "partial", "anonymous"]
Status = Literal["denied", "disputed", "unconfirmed", "hedged", "scheduled", "confirmed", "asserted"]
Reason = Literal[
    "no_official_confirmation",
    "not_verified",
    "media_report_only",
    "anonymous_source",
    "hedged",
    "future",
    "denied",
    "disputed",
    "no_comment",
]
Group = Literal["official", "unnamed_official", "media", "other", "article"]
Speech = Literal["direct", "indirect", "mixed", "none"]

MEDIA_KINDS: frozenset[Kind] = frozenset({"state_media", "wire_agency", "other_media"})
OFFICIAL_KINDS: frozenset[Kind] = frozenset({"official", "intergovernmental"})


class Part(BaseModel):
    """Base of all parts of the contract: unknown fields are errors, field docstrings go into the schema."""

    model_config = ConfigDict(
        extra="forbid", use_attribute_docstrings=True, validate_by_name=True, serialize_by_alias=True
    )


class Evidence(Part):
    """The article's own words: a W3C Web Annotation text quote with its text position."""

    exact: str = Field(min_length=1)
    """The words, verbatim: ``article.text[start:end]``."""
    start: int = Field(ge=0)
    """Offset of the first character, in Unicode code points."""
    end: int = Field(gt=0)
    """Offset behind the last character, in Unicode code points."""


class ArticleInfo(Part):
    """The article and what it says about itself."""

    id: str
    """SHA-256 of the text in UTF-8, hexadecimal."""
    path: str | None = None
    """Where the article was read from, as given."""
    part: str | None = None
    """Which of several articles in that file: a line's or an item's number."""
    url: str | None = None
    """The address that the article gives for itself."""
    headline: str | None = None
    """The headline, as written."""
    outlet: str | None = None
    """The publishing outlet, where the article names it."""
    agency: str | None = None
    """The agency whose copy this is, from the agency line or dateline."""
    byline: str | None = None
    """The author line, as written."""
    place: str | None = None
    """The place in the dateline."""
    published_at: str | None = None
    """When published, ISO 8601; with a zone only where the article gives one."""
    updated_at: str | None = None
    """When updated, ISO 8601; with a zone only where the article gives one."""
    language: str = "en"
    """Language of the article, BCP 47."""
    words: int = Field(ge=0)
    """Number of words in the text."""
    text: str
    """The text in which all offsets count."""


class Source(Part):
    """Anyone or anything that the article cites for content."""

    id: str
    """Identifier inside this summary: ``s1`` …"""
    name: str
    """The fullest mention, a substring of the article."""
    mentions: list[str] = Field(min_length=1)
    """All ways in which the article names it, each a substring of the article."""
    kind: Kind
    """The role in which it speaks here."""
    disclosure: Disclosure
    """How far the article says who it is."""


class Attribution(Part):
    """Who says it."""

    chain: list[str] = Field(default_factory=list)
    """Source ids from the originator to the last relay; empty for the article's own voice."""
    cue: str | None = None
    """The article's words that attribute the claim ("said", "according to")."""
    speech: Speech
    """``direct`` in quotation marks, ``indirect``, ``mixed``, ``none`` for the article's own voice."""
    group: Group
    """What a reader wants first: who the originator is, in five groups."""


class Claim(Part):
    """One proposition about which a reader could ask: who says so?"""

    id: str
    """Identifier inside this summary: ``c1`` …"""
    text: str = Field(min_length=1)
    """The claim alone, without its attribution."""
    evidence: list[Evidence] = Field(min_length=1)
    """The words that carry it."""
    attribution: Attribution
    """Who says it."""
    status: Status
    """How far the article lets it stand."""
    status_cue: Evidence | None = None
    """The words that decided the status; none for plain statements."""
    key: bool
    """Whether a 100-word brief should carry it."""


class BriefSentence(Part):
    """One sentence of the brief with the claims that it rests on."""

    text: str = Field(min_length=1)
    """The sentence; it keeps the attribution and the doubt of its claims."""
    claims: list[str] = Field(min_length=1)
    """Ids of the claims that it states."""


class Unconfirmed(Part):
    """One matter that a careful reader must not take as established."""

    text: str = Field(min_length=1)
    """What is open, in a line."""
    claims: list[str] = Field(min_length=1)
    """Ids of the claims that it touches."""
    reason: Reason
    """Why it is open."""
    awaiting: str | None = None
    """Whose confirmation is missing, as the article names it."""
    evidence: list[Evidence] = Field(default_factory=list)
    """The words that say so."""


class Rejected(Part):
    """What was proposed and does not hold."""

    text: str
    """What was proposed."""
    why: str
    """Why it is not in the summary."""
    check: str | None = None
    """Name of the check that rejected it."""


class Repaired(Part):
    """What was proposed wrong and could be set right from the article."""

    claim: str | None = None
    """Id of the claim; none where the repair touches a source or the brief."""
    field: str
    """What was changed."""
    from_: str | list[str] | None = Field(default=None, alias="from")
    """What was proposed."""
    to: str | list[str] | None = None
    """What stands now."""
    why: str
    """What in the article decided it."""
    check: str | None = None
    """Name of the check that repaired it."""


class Warned(Part):
    """What stands, but deserves a look."""

    claim: str | None = None
    """Id of the claim that it concerns, if one."""
    text: str
    """What to look at."""
    check: str | None = None
    """Name of the check that warns."""


class Checks(Part):
    """What verification did; nothing is dropped or changed in silence."""

    rejected: list[Rejected] = Field(default_factory=list)
    """What is not in the summary, and why."""
    repaired: list[Repaired] = Field(default_factory=list)
    """What was set right, and why."""
    warnings: list[Warned] = Field(default_factory=list)
    """What deserves a look."""


class PromptInfo(Part):
    """Which prompt asked."""

    name: str
    """Name of the template."""
    version: str
    """Version of the template."""
    sha256: str
    """SHA-256 of the rendered template, hexadecimal."""


class Fingerprint(Part):
    """What decides a summary: while all of it is the same, the summary need not be made anew."""

    digest: str
    """SHA-256 over the other parts in canonical JSON, hexadecimal."""
    text: str
    """SHA-256 of the article's text in UTF-8, hexadecimal."""
    said: str | None = None
    """SHA-256 of what the article's file says besides the text (headline, date, address …); none for plain text."""
    model: str
    """The model, as ``provider/model``."""
    endpoint: str
    """Who was asked: the provider, or the URL of an endpoint that has no name."""
    prompts: dict[str, str] = Field(default_factory=dict)
    """SHA-256 of each prompt of the tier, by its name."""
    draft: str | None = None
    """SHA-256 of the schemas that the model's answers are held to; none where no model is asked."""
    parameters: dict[str, str | int | float | bool | None] = Field(default_factory=dict)
    """How the model is asked, and the language asked for."""
    summary: str
    """Version of this contract."""


class Decisions(Part):
    """Who decided what in this summary."""

    model: int = Field(default=0, ge=0)
    """Decisions that were the model's and stood."""
    lexical: int = Field(default=0, ge=0)
    """Decisions of the lexical layer."""
    overruled: int = Field(default=0, ge=0)
    """Proposals of the model that the checks did not let stand."""


class Run(Part):
    """How the summary was made and what it cost."""

    model: str
    """The model, as ``provider/model``."""
    prompt: PromptInfo | None = None
    """The prompt, the last one where there were several; none where no model was asked."""
    prompts: list[PromptInfo] = Field(default_factory=list)
    """All prompts, in the order of their use."""
    requests: int = Field(default=0, ge=0)
    """Calls that reached the endpoint or were replayed, failed attempts included."""
    reasks: int = Field(default=0, ge=0)
    """Calls made again because the answer was not valid."""
    prompt_tokens: int = Field(default=0, ge=0)
    """Tokens sent, failed attempts included."""
    completion_tokens: int = Field(default=0, ge=0)
    """Tokens received, failed attempts included."""
    cost_usd: float | None = None
    """Price of those tokens in US dollars; none where no price is known."""
    seconds: float = Field(default=0.0, ge=0)
    """Wall-clock time."""
    replayed: bool = False
    """Whether every answer came from a recording."""
    windows: int = Field(default=0, ge=0)
    """In how many pieces the article was shown to the model."""
    decisions: Decisions = Field(default_factory=Decisions)
    """Who decided what."""
    summarizer_version: str
    """Version of this program."""
    fingerprint: Fingerprint | None = None
    """What decided this summary."""
    same_text_as: str | None = None
    """The article with the same text whose summary this is; it was not made, nor paid for, a second time."""


class ArticleSummary(Part):
    """A checked, attributed summary of one article."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    """Version of this contract."""
    article: ArticleInfo
    """The article."""
    brief: list[BriefSentence] = Field(default_factory=list)
    """The brief, sentence by sentence."""
    sources: list[Source] = Field(default_factory=list)
    """Everyone the article cites."""
    claims: list[Claim] = Field(default_factory=list)
    """What is claimed, in the article's order."""
    unconfirmed: list[Unconfirmed] = Field(default_factory=list)
    """What must not be taken as established."""
    checks: Checks = Field(default_factory=Checks)
    """What verification did."""
    run: Run
    """How the summary was made."""
