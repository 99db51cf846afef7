"""A claim of a true draft and what it takes to break it, and the error that comes of that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any, Literal

from summarizer.drafts import ArticleDraft, DraftBriefSentence, DraftClaim
from summarizer.evaluation.drafting import GoldDraft, doubt_of, told
from summarizer.evaluation.gold import GoldArticle, GoldClaim
from summarizer.evaluation.planted.clauses import Agent
from summarizer.evaluation.planted.slips import Around
from summarizer.lexical.words import quotations
from summarizer.summary import MEDIA_KINDS

Field = Literal["text", "evidence", "chain", "status", "kind", "disclosure", "brief"]
"""What of a draft is broken."""


@dataclass(frozen=True)
class Planted:
    """One error in one draft."""

    kind: str
    """Which kind."""
    field: Field
    """What of the draft is broken."""
    claim: int
    """The claim that it is about, counted from 0 in the draft; for a source, the first claim that cites it."""
    truth: ArticleDraft
    """The draft without the error."""
    draft: ArticleDraft
    """The draft with it, and otherwise the same."""
    before: str
    """What was right."""
    after: str
    """What is wrong now."""
    source: str | None = None
    """Name of the source whose kind or disclosure is wrong."""


Plant = Callable[["Case", str, Random], Planted | None]
"""Case, name of the kind and a source of chance, to the error; ``None`` where the claim has no room for it."""


@dataclass(frozen=True)
class Ground:
    """An article's true draft, in which errors are planted."""

    gold: GoldArticle
    """The article with its annotation."""
    made: GoldDraft
    """The draft made from it."""

    @cached_property
    def actors(self) -> dict[str, Agent]:
        """Whom the article cites by name: persons and bodies."""
        found: dict[str, Agent] = {}
        for source in self.gold.sources.values():
            person = source.disclosure == "named" and source.kind not in (*MEDIA_KINDS, "document", "unspecified")
            if person or source.disclosure == "institution":
                found |= dict.fromkeys(source.names, "person" if person else "body")
        return found

    def around(self, index: int) -> Around:
        """The article's words around the draft's claim at ``index``."""
        numbers = self.made.draft.claims[index].sentences
        sentence = " ".join(s.text for s in self.gold.article.body if s.number in numbers)
        return Around(self.gold.article.text, sentence, self.actors)


@dataclass(frozen=True)
class Case:
    """One claim of the draft."""

    ground: Ground
    """The draft."""
    index: int
    """Which of its claims, counted from 0."""

    @property
    def gold(self) -> GoldArticle:
        """The article with its annotation."""
        return self.ground.gold

    @property
    def base(self) -> ArticleDraft:
        """The true draft."""
        return self.ground.made.draft

    @property
    def claims(self) -> Sequence[GoldClaim]:
        """The gold claims that the draft tells, in its order."""
        return self.ground.made.claims

    @property
    def claim(self) -> GoldClaim:
        """The gold claim."""
        return self.claims[self.index]

    @property
    def given(self) -> DraftClaim:
        """The claim as the draft has it."""
        return self.base.claims[self.index]

    @cached_property
    def around(self) -> Around:
        """The article's words around it."""
        return self.ground.around(self.index)

    @cached_property
    def quoted(self) -> str | None:
        """Its evidence where somebody says just that in quotation marks."""
        start, end = self.ground.made.spans[self.index]
        inside = any(q.start <= start and end <= q.end for q in quotations(self.gold.article))
        bare = self.given.quote.strip('"\u201c\u201d. ,')
        return bare if inside and self.given.chain and not any(mark in bare for mark in '"\u201c\u201d') else None

    @cached_property
    def elsewhere(self) -> list[int]:
        """The claims of other sentences."""
        return [i for i, c in enumerate(self.base.claims) if not {*c.sentences} & {*self.given.sentences}]

    @property
    def sentence(self) -> str:
        """A true sentence of a brief about it."""
        return told(self.gold, self.claim, doubt=doubt_of(self.gold, self.claim))

    def with_claim(self, **changes: Any) -> ArticleDraft:  # noqa: ANN401 - any field of a draft's claim
        """The draft with the claim changed."""
        claims = list(self.base.claims)
        claims[self.index] = self.given.model_copy(update=changes)
        return self.base.model_copy(update={"claims": claims})

    def planted(self, kind: str, field: Field, draft: ArticleDraft, before: object, after: object) -> Planted:
        """The error that ``draft`` holds."""
        return Planted(kind, field, self.index, self.base, draft, _shown(before), _shown(after))

    def in_brief(self, kind: str, after: str, *others: int, before: str | None = None) -> Planted | None:
        """The error in a brief of one sentence, which cites the claim and maybe ``others``, counted from 0."""
        before = before or self.sentence
        if after == before:
            return None
        cited = sorted({self.index + 1, *(other + 1 for other in others)})
        truth, draft = (
            self.base.model_copy(update={"brief": [DraftBriefSentence(text=text, claims=numbers)]})
            for text, numbers in ((before, [self.index + 1]), (after, cited))
        )
        return Planted(kind, "brief", self.index, truth, draft, before, after)


def _shown(value: object) -> str:
    return " \u2192 ".join(value) or "the article's own voice" if isinstance(value, list) else str(value)
