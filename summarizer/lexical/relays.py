"""Through which outlets the article knows what somebody says, where it names them once and goes on.

Whoever is first heard through an outlet ("the mayor told Harbour Radio") is heard through it in what follows too, until
they speak elsewhere ("told reporters", "said last year"). Whoever the article heard itself before is heard through an
outlet only in the paragraph that names it. How often that is so is in ``docs/verification.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence
from dataclasses import dataclass, field, replace

from summarizer.article.model import Article
from summarizer.lexical.cue import Found
from summarizer.lexical.entity import Entity
from summarizer.lexical.grammar import Grammar
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.statement import Statement
from summarizer.lexical.words import plain_tokens

Chain = tuple[str, ...]
"""Ids of sources, from the originator to the last relay."""


@dataclass
class Relays:
    """The outlets of one article's speakers, noted sentence by sentence in reading order."""

    article: Article
    lexicon: Lexicon
    statements: MutableSequence[Statement]
    """What the article has said so far."""
    _through: dict[str, Chain] = field(default_factory=dict)
    """Of each speaker: the outlets of what the article first had from them; none where it heard them itself."""
    _here: dict[str, Chain] = field(default_factory=dict)
    """Of each speaker: the outlets of what they said in this paragraph."""
    _paragraph: int = -1

    def of(self, speaker: str, grammar: Grammar, hit: Found, paragraph: int) -> Chain:
        """The outlets behind an attribution to ``speaker`` that names none."""
        if elsewhere(grammar, hit):
            return ()
        if paragraph == self._paragraph and speaker in self._here:
            return self._here[speaker]
        return self._through.get(speaker, ())

    def note(self, grammar: Grammar, hit: Found, chain: Chain, entities: Mapping[str, Entity], paragraph: int) -> None:
        """Note the chain of an attribution, for those behind it; the lead's own follow where the outlet comes later."""
        if paragraph != self._paragraph:
            self._paragraph, self._here = paragraph, {}
        if not chain or entities[chain[0]].media:
            return
        speaker, outlets = chain[0], chain[1:]
        if not all(entities[relay].media for relay in outlets):
            return
        if outlets:
            self._here[speaker] = outlets
            if not self._through.get(speaker, outlets) and self._only_in_lead(speaker, paragraph):
                self._through[speaker] = outlets
                self._put_behind_lead(speaker, outlets)
        if speaker not in self._through:
            self._through[speaker] = outlets
        elif elsewhere(grammar, hit) and not outlets:
            self._through[speaker] = ()

    def _only_in_lead(self, speaker: str, paragraph: int) -> bool:
        """Whether all that a speaker said before this paragraph stands in the lead, right before it."""
        lead = self.article.body[0].paragraph
        if not lead < paragraph <= lead + 2:
            return False
        body = {sentence.number: sentence for sentence in self.article.body}
        told = [body[statement.sentence] for statement in self.statements if statement.chain == (speaker,)]
        return all(sentence.paragraph == lead and self._of_media(sentence.text) for sentence in told)

    def _of_media(self, text: str) -> bool:
        """Whether a sentence says that it is from an outlet without naming it: "in a newspaper interview"."""
        words = self.lexicon.words
        media = {"interview", *words.outlet_nouns, *words.aired} - _LOOSE
        return not media.isdisjoint(t.low for t in plain_tokens(text))

    def _put_behind_lead(self, speaker: str, outlets: Chain) -> None:
        for index, statement in enumerate(self.statements):
            if statement.chain == (speaker,):
                self.statements[index] = replace(statement, chain=(speaker, *outlets))


_LOOSE = frozenset({"state", "official", "service", "desk"})
"""Parts of outlets' names that stand for none alone."""
_PERSONAL = frozenset({"them", "him", "her", "us", "me"})


def elsewhere(grammar: Grammar, hit: Found) -> bool:
    """Whether an attribution names another occasion or audience: "told reporters", "said last week that"."""
    words = grammar.lexicon.words
    for index in range(*hit.region):
        low = grammar.low(index)
        if grammar.tokens[index].quote:
            continue
        if low in words.audiences - _PERSONAL or low in grammar.lexicon.cues.occasions:
            return True
        before = low in ("has", "have", "had") and index == hit.cue[0] - 1
        if before or low in ("last", "earlier", "previously", "ago"):
            return True
    return False
