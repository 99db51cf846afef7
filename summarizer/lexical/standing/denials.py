"""Denials and the claims that they deny: "rejected the allegations", "denied any role", "the claim is baseless"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.lexical.standing.board import Board
from summarizer.lexical.statement import Matter

_NEAR = 3
"""Sentences within which a denial is about a claim."""
_SAME, _ALIKE = 0.5, 0.35
"""Overlap from which a claim is what somebody denies; the lower one where the denier is of its maker's side."""
_WORDS = 2
"""Stems that a claim and a denial of it share at least."""
_ACCOUNT = 0.3
"""Overlap from which a denier's own account ("there are no such camps") is about a claim."""


def deny(board: Board) -> set[int]:
    """Settle what the denials on record deny.

    Returns:
        Statements that only point at others ("the allegations"), and are none beside them.
    """
    pointing: set[int] = set()
    for index, statement in enumerate(board.statements):
        if statement.manner != "denial":
            continue
        if statement.bare_denial:
            if denied := _pointed_at(board, index):
                pointing.add(index)
                _denied(board, index, denied)
        else:
            _what_others_claimed(board, index)
    for index, statement in enumerate(board.statements):
        if statement.manner != "denial" and rebuts(board, index):
            _denied(board, index, _pointed_at(board, index), rebuttal=True)
    return pointing


def _denied(board: Board, denial: int, denied: Iterable[int], *, rebuttal: bool = False) -> None:
    """Settle ``denied``, and what the denier says besides: an account of its own conflicts with them."""
    words = board.statements[denial].phrase or board.statements[denial].spans[0]
    touched = tuple(denied)
    for index in touched:
        board.settle(index, "denied", words, "denied")
    if rebuttal:
        board.settle(denial, "disputed", words, "disputed")
        touched = (*touched, denial)
    board.matters.append(Matter(touched, "denied", None, words))


def rebuts(board: Board, index: int) -> bool:
    """Whether a claim calls what others said false: "the accusation was a fairy tale"."""
    statuses = board.lexicon.statuses
    found = statuses.contrary.search(board.statements[index].text)
    return found is not None and bool(statuses.said.search(board.statements[index].text, 0, found.start()))


def _pointed_at(board: Board, denial: int) -> list[int]:
    """What "the allegations" are: charges against the denier, else the last claims of others about it."""
    said = board.statements[denial]
    side = board.side(said.chain[0]) if said.chain else board.named(said.text)
    before = [
        i
        for i, other in enumerate(board.statements)
        if other.chain
        and other.chain[0] not in said.chain
        and other.spans[0] < said.spans[0]
        and other.manner != "denial"
    ]
    words = board.article.text[slice(*said.spans[0])]
    if board.lexicon.statuses.figures.nouns.search(words):
        counted = [i for i in before if board.gap(i, denial) <= _NEAR and re.search(r"\d", board.statements[i].text)]
        return counted[-1:]
    about = [i for i in before if side & board.named(board.statements[i].text)]
    near = [i for i in before if board.gap(i, denial) <= _NEAR]
    charged = board.lexicon.cues.accusing
    chosen = (
        [i for i in about if board.statements[i].lemma in charged]
        or [i for i in about if i in near]
        or [i for i in near if board.statements[i].lemma in charged or board.gap(i, denial) <= 1]
    )
    return [i for i in board.run(chosen[-1]) if i in chosen or i in near] if chosen else []


def _what_others_claimed(board: Board, denial: int) -> None:
    """ "X denied that P": whoever else claims P is denied."""
    said = board.statements[denial]
    for index, other in enumerate(board.statements):
        if not other.chain or index == denial or other.manner == "denial" or len(board.shared(index, denial)) < _WORDS:
            continue
        own = said.denied_by_source and board.one_side(index, denial)
        if own and other.sentence == said.sentence:
            continue
        alike = board.overlap(index, denial)
        if board.negated(index) and not board.negated(denial):
            if alike >= _ACCOUNT:
                board.settle(index, "disputed", said.phrase, "disputed")
        elif not own and (alike >= _SAME or (alike >= _ALIKE and board.one_side(index, denial))):
            board.settle(index, "denied", said.phrase, "denied")
