"""Claims that a second, competent party confirms: "the owner confirmed the sale"."""

from __future__ import annotations

import re

from summarizer.article.model import Sentence
from summarizer.lexical.standing.board import Board
from summarizer.lexical.statement import Span
from summarizer.lexical.statuses import STRENGTH
from summarizer.summary import Status

_BEGINNING = 4
"""Letters in which a noun and its verb agree: "the closure", "would close"."""
_NEAR = 8
"""Sentences within which a confirmation is about a claim."""
_SAME = 0.5
"""Overlap from which what somebody confirms is what another claimed."""
_OPEN: frozenset[Status] = frozenset(STRENGTH[STRENGTH.index("unconfirmed") :])
"""What a confirmation can settle; a denial or a dispute stays."""


def confirm(board: Board) -> None:
    """Settle what is confirmed, before the article's words on what is not."""
    for index, statement in enumerate(board.statements):
        origin = board.origin(index)
        vouches = board.lexicon.statuses.vouching.match(statement.text)
        if (vouches or statement.lemma in board.lexicon.statuses.admitting) and origin is not None and not origin.media:
            for other in board.about(statement.sentence):
                if board.by_others(index, other) and _alike(board, index, other):
                    board.confirm(other, statement.cue)
                    board.confirm(index, statement.cue)
    for sentence in board.article.body:
        words = board.without_speech(sentence)
        for match in board.lexicon.statuses.confirming.finditer(words):
            if _outlets(board, re.split(r"[,;]| and ", words[: match.start()])[-1]):
                continue
            cue = (sentence.start + match.start(), sentence.start + match.end())
            near = board.within(sentence.number - _NEAR, sentence.number)
            meant = [i for i in near if _meant(board, i, sentence, cue, match["noun"])]
            for index in meant[-1:]:
                board.confirm(index, cue)


def _outlets(board: Board, text: str) -> bool:
    """Whether the words before "confirmed" speak of outlets: they are no second party to what others report."""
    nouns = board.lexicon.naming.outlet_nouns
    known = any(
        board.parties.of[entity.id].itself & board.parties.named(text) for entity in board.entities if entity.media
    )
    return known or any(word in nouns or word.removesuffix("s") in nouns for word in text.lower().split())


def _alike(board: Board, one: int, other: int) -> bool:
    """Whether two claims are one: in what they share, or word for word on whoever both name."""
    if len(board.shared(one, other)) > 1:
        return board.overlap(one, other) >= _SAME
    names = board.named[one] & board.named[other]
    return board.overlap(one, other) == 1 and bool(names)


def _meant(board: Board, index: int, sentence: Sentence, cue: Span, noun: str) -> bool:
    """Whether a claim is what a sentence confirms: it stands in it, or speaks of "the sale" that is confirmed."""
    statement = board.statements[index]
    away = sentence.number - statement.sentence
    if not statement.chain or statement.status not in _OPEN or statement.spans[-1][1] > cue[0] or away > _NEAR:
        return False
    if away <= 1 and (not noun or board.lexicon.statuses.said.fullmatch(f"the {noun}")):
        # "confirmed this", "confirmed the report"
        return True
    begin = noun.lower()[:_BEGINNING]
    return away == 0 or (len(begin) == _BEGINNING and any(stem.startswith(begin) for stem in board.stems[index]))
