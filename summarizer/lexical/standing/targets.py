"""Which claims an answer is to: a denial points at what others said by its words, its author, or its place."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from summarizer.lexical.standing.board import Board

_FAR = 6
"""Sentences beyond which only words or names tie an answer to a claim."""
_AHEAD = 4
"""Sentences within which what is answered may come behind the answer."""

_QUOTED = re.compile(r"[\"\u201c\u2018][^\"\u201d\u2019]*[\"\u201d\u2019]")


@dataclass(frozen=True)
class Answer:
    """Words that answer what others said."""

    sentence: int
    start: int
    """Where in the article it stands."""
    text: str
    """What is answered, in the answer's words: "the allegations", "ships had been sent"."""
    denier: Collection[str]
    """Ids of who answers; empty where only ``side`` is known."""
    side: frozenset[str]
    """What tells that a claim is about them, see :attr:`Party.side`."""
    pleader: str | None = None
    """Who pleads not guilty, which answers charges against them, and nothing else that is said of the matter."""
    whole: bool = False
    """Whether it says itself what is denied ("any role in it"): it answers suspicions, and no report of facts."""


def targets(board: Board, answer: Answer, least: float) -> list[int]:
    """The claims that ``answer`` is to: the likeliest, and what its author says with it.

    Args:
        board: the claims.
        answer: the answer.
        least: what must speak for the likeliest one, see ``_likely``.
    """
    scores = {i: _likely(board, i, answer) for i in board.about(answer.sentence) if _can_be(board, i, answer)}
    best = max(scores, key=lambda i: (scores[i], board.statements[i].sentence, -i), default=None)
    if best is None or scores[best] < least:
        return []
    author = board.statements[best].chain[:1]
    if not author:
        return [best]
    if board.lexicon.statuses.several.search(answer.text):
        # "these allegations", "the report": all that its author says
        return [i for i in scores if board.statements[i].chain[:1] == author and _charges(board, i, best)]
    return [i for i in board.around(best) if i in scores and _belongs(board, i, best)]


def _belongs(board: Board, index: int, best: int) -> bool:
    """Whether a claim goes with the one answered: the same speech on the same matter."""
    quoted = board.statements[index].speech == board.statements[best].speech == "direct"
    if index == best or (quoted and board.together(index, best)):
        return True
    return bool(board.shared(index, best)) and (board.together(index, best) or abs(board.gap(index, best)) <= 1)


def _can_be(board: Board, index: int, answer: Answer) -> bool:
    other = board.statements[index]
    charged = bool(board.lexicon.statuses.accused.search(other.text))
    if not other.chain:
        # "The two are accused of theft", in the article's own voice
        near = 0 <= answer.sentence - other.sentence <= 2
        return near and other.manner != "denial" and charged
    if answer.pleader is not None and not (charged or _against(board, index, answer.pleader)):
        return False
    if answer.whole and not _suspects(board, index, answer.denier):
        return False
    if other.manner == "denial" or other.chain[0] in answer.denier:
        return False
    reported = any(board.entity(entity).media or board.entity(entity).kind == "document" for entity in other.chain)
    # "The rebels accused the army": both are of one country, and one charges the other
    charges = other.lemma in board.lexicon.cues.accusing and bool(board.named[index] & answer.side)
    if not (reported or charges) and board.parties.of[other.chain[0]].side & answer.side:
        return False
    return other.sentence - answer.sentence <= _AHEAD and not any(
        start <= answer.start < end for start, end in other.spans
    )


def _against(board: Board, index: int, accused: str) -> bool:
    """Whether a claim charges somebody with something, or tells what they did."""
    named, words = board.parties.named(accused), board.stems_of(accused)
    # "she", "the two": whoever is spoken of
    about = not (named or words) or named & board.named[index] or words & board.stems[index]
    return bool(about) or board.statements[index].lemma in board.lexicon.cues.accusing


def _suspects(board: Board, index: int, deniers: Collection[str]) -> bool:
    """Whether a claim charges, supposes, or tells of one of ``deniers`` itself."""
    other = board.statements[index]
    told = other.status in ("asserted", "scheduled") and other.lemma not in board.lexicon.cues.accusing
    return not told or (not board.negated(index) and any(board.names(index, denier) for denier in deniers))


def _charges(board: Board, index: int, best: int) -> bool:
    """Whether a claim is of the sort of ``best``: on the same kind of cue, or near it."""
    one, other = board.statements[index], board.statements[best]
    return one.lemma == other.lemma or abs(one.sentence - other.sentence) <= 1


def _likely(board: Board, index: int, answer: Answer) -> float:
    """How much speaks for a claim as the one answered."""
    other, statuses = board.statements[index], board.lexicon.statuses
    whole = board.sentences[answer.sentence].text
    words = len(board.stems_of(answer.text) & board.stems[index])
    score = min(words, 2) * 1.0
    score += 2 * any(_speaks_of(board, entity, answer) for entity in other.chain)
    score += other.lemma in board.lexicon.cues.accusing
    score += bool(board.named[index] & answer.side)
    if statuses.figures.nouns.search(answer.text):
        score += 1.5 * any(character.isdigit() for character in other.text)
    score += 0.5 * bool((board.parties.named(answer.text) - answer.side) & board.named[index])
    # nobody denies that something is not so
    score -= 1.5 * bool(statuses.negation.search(_QUOTED.sub("", other.text)))
    away = answer.sentence - other.sentence
    before = other.spans[0][0] < answer.start
    if before:
        score += (1.5, 1.5, 1.0, 0.5)[away] if away < 4 else 0.0 if away <= _FAR else -1.0
        score += away <= 2 and bool(statuses.against.search(whole))
    elif away < -1:
        score -= 1.0
    score -= 1.5 * bool(statuses.shift.match(whole))
    return score


def _speaks_of(board: Board, identifier: str, answer: Answer) -> bool:
    """Whether an answer names a source, or the report that it is known by."""
    entity = board.entity(identifier)
    if board.parties.of[identifier].names & (board.parties.named(answer.text) - answer.side):
        return True
    pointed = board.lexicon.statuses.report.search(answer.text)
    return pointed is not None and (entity.media or entity.kind == "document")
