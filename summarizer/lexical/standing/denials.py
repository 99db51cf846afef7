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
            _what_was_just_said(board, index)
    for index, statement in enumerate(board.statements):
        if statement.manner != "denial" and rebuts(board, index):
            _denied(board, index, _pointed_at(board, index), rebuttal=True)
    _rejected(board)
    _own_accounts(board)
    return pointing


def _rejected(board: Board) -> None:
    """ "Both have pleaded not guilty", "the party does not accept the result": the nearest claims of others."""
    for sentence in board.article.body:
        found = board.lexicon.statuses.rejecting.search(board.without_speech(sentence))
        if found is None or any(s.manner == "denial" and s.sentence == sentence.number for s in board.statements):
            continue
        cue = (sentence.start + found.start(), sentence.start + found.end())
        who = board.named(board.article.text[sentence.start : cue[0]])
        subject = board.stems_of(board.article.text[cue[0] : sentence.end])
        near = [
            i
            for i, s in enumerate(board.statements)
            if s.chain and s.sentence != sentence.number and abs(s.sentence - sentence.number) <= _NEAR
            and not board.side(s.chain[0]) & who
        ]
        before = [i for i in near if board.statements[i].sentence < sentence.number]
        after = [i for i in near if 0 < board.statements[i].sentence - sentence.number <= 1]
        chosen = [i for i in before + after if subject & board.stems[i]] or before[-1:] or after[:1]
        # of one speaker's sentence the first claim is the one that the others explain
        for index in [i for i in chosen if board.statements[i].sentence == board.statements[chosen[-1]].sentence][:1]:
            board.settle(index, "denied", cue, "denied")
            board.matters.append(Matter((index,), "denied", None, cue))


def _own_accounts(board: Board) -> None:
    """ "X denied it and insisted that P": what the denier says in the same breath conflicts with what is denied."""
    for index, statement in enumerate(board.statements):
        for denial in board.statements:
            if (
                denial.manner == "denial"
                and statement.manner != "denial"
                and denial.denied_by_source
                and statement.sentence == denial.sentence
                and statement.chain[:1] == denial.chain[:1]
                and statement.chain
                and denial.spans[0] < statement.spans[0]
            ):
                board.settle(index, "disputed", statement.phrase, "disputed")


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
    charged = [i for i in before if board.statements[i].lemma in board.lexicon.cues.accusing]
    chosen = (
        [i for i in about if i in near and i in charged]
        or [i for i in about if i in near]
        or [i for i in about if i in charged]
        or [i for i in near if i in charged or board.gap(i, denial) <= 1]
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


def _what_was_just_said(board: Board, denial: int) -> None:
    """ "X denied that any …": an answer to the claim before it in the paragraph, if that is somebody else's."""
    said = board.statements[denial]
    if not said.denied_by_source or not board.lexicon.statuses.any_such.match(said.text):
        return
    for index in range(denial - 1, -1, -1):
        if board.statements[index].chain and not board.one_side(index, denial):
            if board.gap(index, denial) <= 1 and board.together(index, denial):
                board.settle(index, "denied", said.phrase, "denied")
            return
