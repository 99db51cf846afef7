"""Accounts that conflict: claims of different sources that cannot both hold."""

from __future__ import annotations

from summarizer.lexical.standing.board import Board
from summarizer.lexical.standing.denials import rebuts
from summarizer.lexical.standing.figures import figures_differ
from summarizer.lexical.statement import Matter
from summarizer.lexical.statuses import effects

_NEAR = 3
"""Sentences within which a contrary account is about a claim."""


def dispute(board: Board, dropped: set[int]) -> None:
    """Settle the pairs that contradict each other."""
    # "the claims could not be verified" is nobody's account
    skipped = dropped | {i for i, s in enumerate(board.statements) if effects(s.text, board.lexicon)}
    for later in range(len(board.statements)):
        for earlier in range(later):
            if {earlier, later} & skipped or not _comparable(board, earlier, later):
                continue
            _contrary(board, earlier, later)
            _answered(board, earlier, later)
            _refuted(board, earlier, later)
            _opposite(board, earlier, later)
            _counted(board, earlier, later)


def _comparable(board: Board, earlier: int, later: int) -> bool:
    return (
        board.by_others(earlier, later)
        and not board.one_side(earlier, later)
        and 0 <= board.gap(earlier, later) <= _NEAR
        and board.statements[earlier].spans[0] <= board.statements[later].spans[0]
        and "denied" not in (board.statements[earlier].status, board.statements[later].status)
    )


def clash(board: Board, earlier: int, later: int) -> None:
    words = board.statements[later].phrase
    board.settle(earlier, "disputed", words, "disputed")
    board.settle(later, "disputed", words, "disputed")
    board.matters.append(Matter((earlier, later), "disputed", None, words))


def _contrary(board: Board, earlier: int, later: int) -> None:
    """ "The files are fake": a word that calls another account false."""
    text = board.statements[later].text
    statuses = board.lexicon.statuses
    if statuses.contrary.search(text) and board.gap(earlier, later) <= 2 and not rebuts(board, later):
        if board.shared(earlier, later) or statuses.pointing.search(text):
            clash(board, earlier, later)


def _answered(board: Board, earlier: int, later: int) -> None:
    """The one who is charged with something has another account of it."""
    charge, answer = board.statements[earlier], board.statements[later]
    if (
        charge.lemma in board.lexicon.cues.accusing
        and not (charge.lemma == "claim" and charge.manner == "act")
        and not board.entity(answer.chain[0]).media
        and board.concerns(earlier, answer.chain[0])
        and board.shared(earlier, later)
    ):
        clash(board, earlier, later)


def _refuted(board: Board, earlier: int, later: int) -> None:
    """Whoever a claim is about says next that something is not so."""
    answer = board.statements[later]
    if (
        board.negated(later) != board.negated(earlier)
        and board.negated(later)
        and board.gap(earlier, later) <= 1
        and not board.entity(answer.chain[0]).media
        and board.concerns(earlier, answer.chain[0])
    ):
        clash(board, earlier, later)


def _opposite(board: Board, earlier: int, later: int) -> None:
    """The same claim, once said to be so and once not to be so."""
    if board.negated(earlier) == board.negated(later):
        return
    statuses = board.lexicon.statuses
    one, other = (earlier, later) if board.negated(earlier) else (later, earlier)
    denied = statuses.negation.search(board.statements[one].text)
    behind = board.stems_of(board.statements[one].text[denied.end() :]) if denied else frozenset()
    if len(board.shared(earlier, later)) >= 2 and board.overlap(earlier, later) >= 0.5 and len(behind & board.stems[other]) > 1:
        clash(board, earlier, later)
    elif board.gap(earlier, later) <= 2 and (none := statuses.none_such.search(board.statements[later].text)):
        if none["noun"] is None or board.stems_of(none["noun"]) & board.stems[earlier]:
            clash(board, earlier, later)


def _counted(board: Board, earlier: int, later: int) -> None:
    """Two figures for one thing."""
    if figures_differ(board, earlier, later):
        clash(board, earlier, later)
