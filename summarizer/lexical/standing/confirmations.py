"""Claims that a second, competent party confirms: "the company confirmed the talks"."""

from __future__ import annotations

from summarizer.lexical.standing.board import Board
from summarizer.lexical.statuses import STRENGTH
from summarizer.summary import Status

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
            for other in range(len(board.statements)):
                if (
                    board.by_others(index, other)
                    and board.overlap(index, other) >= _SAME
                    and len(board.shared(index, other)) > 1
                ):
                    board.confirm(other, statement.cue)
                    board.confirm(index, statement.cue)
    for sentence in board.article.body:
        for match in board.lexicon.statuses.confirming.finditer(board.without_speech(sentence)):
            cue = (sentence.start + match.start(), sentence.start + match.end())
            noun = board.stems_of(match["noun"])
            before = [
                i
                for i, s in enumerate(board.statements)
                if s.chain
                and 0 <= sentence.number - s.sentence <= _NEAR
                and s.spans[-1][1] <= cue[0]
                and s.status in _OPEN
                and (noun & board.stems[i] or (s.sentence == sentence.number))
            ]
            for i in before[-1:]:
                board.confirm(i, cue)
