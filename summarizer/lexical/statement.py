"""What the lexical layer makes of an article: statements, open matters, and the reading that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.article.model import Article
from summarizer.lexical.entity import Doubt, Entity
from summarizer.lexical.words import plain_name
from summarizer.summary import Reason, Speech, Status

Span = tuple[int, int]
"""Offsets into the article's text, end exclusive."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A proposition with who says it."""

    sentence: int
    spans: tuple[Span, ...]
    text: str
    chain: tuple[str, ...]
    cue: Span | None
    lemma: str
    manner: str
    speech: Speech
    status: Status
    status_cue: Span | None = None
    reason: Reason | None = None
    key: bool = False
    phrase: Span | None = None
    """The attribution phrase: "Officials said"."""
    bare_denial: bool = False
    """A denial of "the allegations" or of "any role": what is denied may stand elsewhere."""

    denied_by_source: bool = False
    """Whether the chain names who denies it, nobody being on record as having claimed it."""

    @property
    def open_words(self) -> Span | None:
        """The words that leave it open: who alone says it, or its own words of doubt."""
        if self.reason in ("media_report_only", "anonymous_source"):
            return self.phrase
        return self.status_cue or self.cue


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that stays unconfirmed: indices of the statements that it touches, why, and the words that say so."""

    statements: tuple[int, ...]
    reason: Reason
    awaiting: Span | None
    cue: Span | None


@dataclass(frozen=True)
class Reading:
    """All that the layer found in an article."""

    article: Article
    sources: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    matters: tuple[Matter, ...]
    doubts: tuple[Doubt, ...]
    by_words: bool = True
    """Whether lexicon and grammar of the article's language were at hand: without them little or nothing is found, and
    nothing is ruled out."""

    def source(self, identifier: str) -> Entity:
        """The source with this id."""
        return self._sources[identifier]

    def known_as(self, names: Iterable[str]) -> Entity | None:
        """The first source that goes by one of ``names``; case and article do not count."""
        places = [place for name in names if (place := self._mentioned.get(plain_name(name))) is not None]
        return self.sources[min(places)] if places else None

    def person_in(self, text: str) -> Entity | None:
        """The first source that is a person whose full name stands in ``text``."""
        return next((entity for name, entity in self._persons if name in text), None)

    def over(self, spans: Iterable[Span]) -> Sequence[Statement]:
        """The statements whose evidence stands in ``spans`` or next to them, in order."""
        blocks = {block for start, end in spans for block in _blocks(start, end)}
        return self._at(index for block in blocks for index in self._in_block.get(block, ()))

    def beside(self, sentences: Iterable[int]) -> Sequence[Statement]:
        """The statements of these sentences, by number, and of those before and behind each, in order."""
        near = {number + step for number in sentences for step in (-1, 0, 1)}
        return self._at(index for number in near for index in self._in_sentence.get(number, ()))

    def matter_over(self, statement: Statement) -> Matter | None:
        """The first matter that touches a statement."""
        return self._matters.get(statement)

    def _at(self, indices: Iterable[int]) -> Sequence[Statement]:
        return [self.statements[index] for index in sorted(set(indices))]

    @cached_property
    def _sources(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self.sources}

    @cached_property
    def _mentioned(self) -> Mapping[str, int]:
        named = ((plain_name(m), place) for place, entity in enumerate(self.sources) for m in entity.mentions)
        # of several the first counts
        return dict(reversed([*named]))

    @cached_property
    def _persons(self) -> Sequence[tuple[str, Entity]]:
        cores = ((entity.person.core, entity) for entity in self.sources if entity.person is not None)
        return [(" ".join(core), entity) for core, entity in cores if len(core) > 1]

    @cached_property
    def _in_block(self) -> Mapping[int, list[int]]:
        return _by((block, i) for i, s in enumerate(self.statements) for span in s.spans for block in _blocks(*span))

    @cached_property
    def _in_sentence(self) -> Mapping[int, list[int]]:
        return _by((statement.sentence, index) for index, statement in enumerate(self.statements))

    @cached_property
    def _matters(self) -> Mapping[Statement, Matter]:
        touched = ((self.statements[index], matter) for matter in self.matters for index in matter.statements)
        # of several the first counts
        return dict(reversed([*touched]))


_BLOCK = 256
"""Characters of text that are looked up as one."""


def _blocks(start: int, end: int) -> range:
    return range(start // _BLOCK, end // _BLOCK + 1)


def _by(pairs: Iterable[tuple[int, int]]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
