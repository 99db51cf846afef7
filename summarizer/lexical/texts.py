"""Claims as sentences that stand by themselves, in the article's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.lexical.acts import is_bare_denial
from summarizer.lexical.clauses import Piece
from summarizer.lexical.cue import Found
from summarizer.lexical.entity import Entity
from summarizer.lexical.grammar import Grammar, Range
from summarizer.lexical.statement import Span
from summarizer.lexical.words import Token

_MARKS = "\"\u201c\u201d\u201e\u00ab\u00bb'\u2018\u2019"


def span(row: Sequence[Token], tokens: Range) -> Span:
    """Where a token range stands in the article."""
    return row[tokens[0]].start, row[tokens[1] - 1].end


def unquoted(text: str, token: Token) -> Span:
    """Where a quotation of ``text`` stands without its marks."""
    begin, stop = token.start, token.end
    while begin < stop and text[begin] in _MARKS:
        begin += 1
    while stop > begin and text[stop - 1] in _MARKS:
        stop -= 1
    return begin, stop


def as_sentence(text: str) -> str:
    """``text`` with a capital letter in front and a full stop behind, and no straight mark left open."""
    # the press puts the comma of its own sentence inside the marks
    words = text.rstrip('"\u201d\u2019')
    text = words.removesuffix(",") + text[len(words) :]
    if text.count('"') % 2:
        text = text.replace('"', "").strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "\u201d", '"')) else text + "."


@dataclass(frozen=True)
class Texts:
    """Words the claims of one article."""

    article: str
    """The article's text."""
    entities: Sequence[Entity]
    """The sources so far."""

    def claim(
        self,
        grammar: Grammar,
        piece: Piece,
        hit: Found | None = None,
        chain: Sequence[str] = (),
        *,
        first: bool = True,
    ) -> str:
        """A piece of a sentence as a claim.

        Args:
            grammar: the sentence.
            piece: the part of it that carries the claim.
            hit: the attribution over the claim, if there is one.
            chain: ids of the sources of that attribution.
            first: whether it is the first claim of its sentence; "it" may mean something else in the next ones.

        Returns:
            A sentence; empty where the piece has no words.
        """
        parts = [self._words(grammar, part) for part in piece.ranges]
        if piece.subject is not None:
            parts[0] = _with_subject(self._words(grammar, piece.subject), parts[0])
        text = " ".join(" ".join(parts).split())
        for mark in ",.;:":
            text = text.replace(f" {mark}", mark)
        text = text.strip(" ,;:-\u2013\u2014")
        if hit is not None and chain:
            text = self._told(grammar, piece, hit, chain, text, first=first)
        text = as_sentence(text)
        return text if any(character.isalnum() for character in text) else ""

    def _told(self, grammar: Grammar, piece: Piece, hit: Found, chain: Sequence[str], text: str, *, first: bool) -> str:
        """The claim with its source's name where it cannot be understood without."""
        cues = grammar.lexicon.cues
        name = self._name(chain[0])
        if hit.manner == "denial" and is_bare_denial(grammar, hit):
            # "denied the allegations", "denied any role": the denier is whom they are about
            accused = any(grammar.low(i) in cues.denied_contents for part in piece.ranges for i in range(*part))
            denier = re.sub(r"^The ", "the ", self._name(chain[-1]))
            return f"{text} {'against' if accused else 'by'} {denier}"
        promised = hit.lemma in cues.infinitive and text.startswith("to ")
        if hit.manner in ("act", "document") or promised:
            return f"{name} {self._words(grammar, hit.cue)} {text}"
        if hit.source is None:
            return text
        if match := re.match(r"(he|she|it|they)\b(?!')", text, re.IGNORECASE):
            if not grammar.lexicon.naming.expletive.match(text) and self._agrees(
                match[1], chain[0], grammar, first=first
            ):
                return name + text[match.end() :]
        elif (
            (match := re.match(r"(his|her|its|their)\b", text, re.IGNORECASE))
            and not re.search(r"['\u2019]s", name)
            and self._agrees(match[1], chain[0], grammar, first=first)
        ):
            return name + ("'" if name.endswith("s") else "'s") + text[match.end() :]
        return text

    def _agrees(self, pronoun: str, identifier: str, grammar: Grammar, *, first: bool) -> bool:
        """Whether the pronoun that opens a claim can mean its source: "the ministry said they were unarmed" cannot."""
        entity = self._entity(identifier)
        low = pronoun.lower()
        if low in ("he", "she", "his", "her"):
            for_another = grammar.lexicon.naming.for_another
            if for_another.search(entity.name) or any(for_another.fullmatch(word) for word in entity.words):
                return False
            return entity.person is not None or (entity.disclosure == "partial" and not entity.plural)
        if low in ("they", "their"):
            many = entity.plural or entity.name.lower().endswith(("police", "people"))
            return entity.person is None and many
        # "X said the tunnel was unsafe, but the ministry said it was safe"
        human = entity.kind in ("private", "expert") or (
            entity.disclosure == "partial" and not entity.media and entity.kind != "document"
        )
        return entity.person is None and not entity.plural and first and not human

    def _name(self, identifier: str) -> str:
        """A name to use in a sentence: surname with given name for persons, the first mention for others."""
        entity = self._entity(identifier)
        if entity.person is not None:
            return " ".join(entity.person.core)
        return entity.mentions[0].split(",")[0]

    def _entity(self, identifier: str) -> Entity:
        return next(entity for entity in self.entities if entity.id == identifier)

    def _words(self, grammar: Grammar, tokens: Range) -> str:
        return self.article[slice(*span(grammar.tokens, tokens))]


def _with_subject(subject: str, clause: str) -> str:
    """A clause read with the subject that stands elsewhere: in place of its relative pronoun, or before it."""
    pronoun, _, tail = clause.partition(" ")
    match pronoun.lower():
        case "who" | "which":
            return f"{subject} {tail}"
        case "whose":
            return f"{subject}'s {tail}"
        case "where":
            return f"In {subject}, {tail}"
        case "of":
            # "of which two sank"
            return f"Of {subject}, {tail.split(' ', 1)[-1]}"
        case _:
            return f"{subject} {clause}"
