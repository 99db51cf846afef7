"""The claims of an article side by side: what they are about, whom they name, and how far each stands so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from summarizer.article.model import Article, Sentence
from summarizer.lexical.entity import Entity
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.standing.parties import Parties
from summarizer.lexical.statement import Matter, Span, Statement
from summarizer.lexical.statuses import stronger
from summarizer.lexical.words import Quotation, content_words, within
from summarizer.summary import Reason, Status

_STEM = 5
"""Letters by which words are one: enough to see "trained" in "training"."""
_REACH = 100
"""Sentences beyond which words in common are no more a sign that one sentence is about another's claim."""


@dataclass
class Board:
    """The statements of one article, named by their places in ``statements``; only its methods change them."""

    article: Article
    lexicon: Lexicon
    quoted: Sequence[Quotation]
    entities: Sequence[Entity]
    statements: list[Statement]
    matters: list[Matter] = field(default_factory=list)
    _stems_of: dict[str, frozenset[str]] = field(default_factory=dict)

    # -- what claims are about ---------------------------------------------------------------------

    @cached_property
    def stems(self) -> list[frozenset[str]]:
        """For each statement the stems of its content words."""
        return [self.stems_of(statement.text) for statement in self.statements]

    def stems_of(self, text: str) -> frozenset[str]:
        """The stems of the content words of ``text`` but names: two claims on one country need share no matter."""
        found = self._stems_of.get(text)
        if found is None:
            words = content_words(text, self.lexicon) - self._names
            found = frozenset(word if word[0].isdigit() else word[:_STEM] for word in words)
            self._stems_of[text] = found
        return found

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words with a capital inside a sentence, in lower case."""
        found = (re.findall(r"(?<=[\w,;] )[A-Z][\w-]+", sentence.text) for sentence in self.article.body)
        return frozenset(part for words in found for word in words for part in re.split(r"\W", word.lower()))

    def shared(self, one: int, other: int) -> frozenset[str]:
        """What two statements are both about."""
        return self.stems[one] & self.stems[other]

    def overlap(self, one: int, other: int) -> float:
        """The share of the shorter statement's stems that the other has too, 0 to 1."""
        return len(self.shared(one, other)) / max(1, min(len(self.stems[one]), len(self.stems[other])))

    @cached_property
    def _negations(self) -> list[int | None]:
        """For each statement where its first "not" ends."""
        found = (self.lexicon.statuses.negation.search(statement.text) for statement in self.statements)
        return [match.end() if match is not None else None for match in found]

    def negated(self, index: int) -> bool:
        """Whether a statement says that something is not so."""
        return self._negations[index] is not None

    def negates(self, index: int, other: int) -> bool:
        """Whether a statement says "not", and behind it what another says without one."""
        return bool(self.behind_negation(index) & self.stems[other]) and not self.negated(other)

    def behind_negation(self, index: int) -> frozenset[str]:
        """The stems behind the first "not" of a statement."""
        end = self._negations[index]
        return self.stems_of(self.statements[index].text[end:]) if end is not None else frozenset()

    # -- who speaks ---------------------------------------------------------------------------------

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self.entities}

    def entity(self, identifier: str) -> Entity:
        """The source with this id."""
        return self._entities[identifier]

    def origin(self, index: int) -> Entity | None:
        """Whoever is first in the statement's chain; ``None`` for the article itself."""
        chain = self.statements[index].chain
        return self.entity(chain[0]) if chain else None

    def by_others(self, one: int, other: int) -> bool:
        """Whether two statements are attributed, and to different originators."""
        first, second = self.statements[one].chain, self.statements[other].chain
        return bool(first and second) and first[0] != second[0]

    @cached_property
    def parties(self) -> Parties:
        """The sources as parties."""
        return Parties(self.lexicon, self.entities)

    @cached_property
    def named(self) -> list[frozenset[str]]:
        """For each statement what its content names, see :attr:`Party.side`."""
        contents = (" ".join(self.article.text[slice(*span)] for span in s.spans) for s in self.statements)
        return [self.parties.named(content) for content in contents]

    def concerns(self, index: int, identifier: str) -> bool:
        """Whether a statement's content is about a source."""
        return bool(self.parties.of[identifier].side & self.named[index])

    def names(self, index: int, identifier: str) -> bool:
        """Whether a statement's content names a source itself, and not only its country."""
        return bool(self.parties.of[identifier].itself & self.named[index])

    def acts(self, index: int, identifier: str) -> bool:
        """Whether a statement tells what a source itself did: it is named before the verb, and not as an owner."""
        subject = self.lexicon.statuses.verb.split(self.statements[index].text, maxsplit=1)[0]
        owns = "'s" in subject or "\u2019s" in subject
        return not owns and bool(self.parties.of[identifier].itself & self.parties.named(subject))

    def one_side(self, one: int, other: int) -> bool:
        """Whether the originators of two statements are one, or of one side."""
        first, second = self.statements[one].chain, self.statements[other].chain
        return bool(first and second) and self.parties.one_side(first[0], second[0])

    # -- the article's own words ----------------------------------------------------------------------

    def without_speech(self, sentence: Sentence) -> str:
        """The sentence with its quotations blanked: what a speaker says is no word of the article."""
        text = sentence.text
        parts: list[str] = []
        told = 0
        for quotation in within(self.quoted, sentence.start, sentence.end):
            start, end = max(quotation.start - sentence.start, told), min(quotation.end - sentence.start, len(text))
            parts += [text[told:start], " " * (end - start)]
            told = max(told, end)
        return "".join([*parts, text[told:]])

    def lead(self, index: int) -> str:
        """The article's words before a statement, back to the one before it or to the sentence's beginning."""
        statement = self.statements[index]
        begin = self.sentences[statement.sentence].start
        start = statement.spans[0][0]
        for place in self.within(statement.sentence, statement.sentence):
            if place < index:
                begin = max([begin, *(end for _, end in self.statements[place].spans if end <= start)])
        return self.article.text[begin:start]

    @cached_property
    def sentences(self) -> dict[int, Sentence]:
        """The body's sentences by number."""
        return {sentence.number: sentence for sentence in self.article.body}

    @cached_property
    def _in_sentence(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for index, statement in enumerate(self.statements):
            found.setdefault(statement.sentence, []).append(index)
        return found

    def within(self, first: int, last: int) -> list[int]:
        """The statements of the sentences from ``first`` to ``last``, by number, in order."""
        return sorted(index for number in range(first, last + 1) for index in self._in_sentence.get(number, ()))

    def about(self, sentence: int) -> list[int]:
        """The statements that words of a sentence can be about, in order."""
        return self.within(sentence - _REACH, sentence + _REACH)

    def paragraph(self, index: int) -> int:
        """The paragraph in which a statement stands."""
        return self.sentences[self.statements[index].sentence].paragraph

    def together(self, one: int, other: int) -> bool:
        """Whether two statements stand in one paragraph."""
        return self.paragraph(one) == self.paragraph(other)

    def gap(self, earlier: int, later: int) -> int:
        """Sentences from one statement to the next; negative where the order is the other way round."""
        return self.statements[later].sentence - self.statements[earlier].sentence

    def around(self, index: int) -> list[int]:
        """The unbroken row of claims of one originator that a statement stands in."""
        row = self.run(index)
        for other in range(index + 1, len(self.statements)):
            if self.statements[other].chain[:1] != self.statements[index].chain[:1] or self.gap(row[-1], other) > 1:
                break
            row.append(other)
        return row

    def run(self, last: int) -> list[int]:
        """The unbroken row of claims of one originator that ends at ``last``."""
        row = [last]
        for index in range(last - 1, -1, -1):
            other = self.statements[index]
            if other.chain[:1] != self.statements[last].chain[:1] or self.gap(index, row[0]) > 1:
                break
            row.insert(0, index)
        return row

    # -- settling -----------------------------------------------------------------------------------

    def settle(self, index: int, status: Status, cue: Span | None, reason: Reason) -> None:
        """Give a statement a stronger status; a weaker one changes nothing."""
        if stronger(status, self.statements[index].status) == status:
            self.statements[index] = replace(self.statements[index], status=status, status_cue=cue, reason=reason)

    def weaken(self, index: int, status: Status, cue: Span | None) -> None:
        """Give a statement another status though it has a stronger one, which was another claim's."""
        self.statements[index] = replace(self.statements[index], status=status, status_cue=cue, reason=None)
        self.settle(index, status, cue, "disputed")

    def confirm(self, index: int, cue: Span | None) -> None:
        """Let a statement stand as confirmed, unless somebody denies it."""
        self.statements[index] = replace(self.statements[index], status="confirmed", status_cue=cue, reason=None)
