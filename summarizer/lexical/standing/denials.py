"""Denials and the claims that they deny: "rejected the allegations", "denied any role", "the claim is untrue"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from summarizer.lexical.standing.board import Board
from summarizer.lexical.standing.targets import Answer, targets
from summarizer.lexical.statement import Matter, Span

_POINTING, _REJECTING, _TELLING = 1.0, 1.0, 2.5
"""What must speak for a claim as the one denied: where a denial points at one, rejects something, or says what."""
_SAME, _ALIKE = 0.5, 0.35
"""Overlap from which a claim is what somebody denies; the lower one where the denier is of its maker's side."""
_WORDS = 2
"""Stems that a claim and a denial of it share at least."""
_AFTER = 6
"""Sentences behind a denial within which the denier goes on with an account of its own."""
_ACCOUNT = 0.3
"""Overlap from which a denier's own account ("there are no such camps") is about a claim."""


def deny(board: Board) -> set[int]:
    """Settle what the denials on record deny.

    Returns:
        Statements that only point at others ("the allegations"), and are none beside them.
    """
    pointing: set[int] = set()
    for index, statement in enumerate(board.statements):
        if statement.manner == "denial":
            if statement.bare_denial:
                if denied := targets(board, _answer(board, index), _POINTING):
                    pointing.add(index)
                    _denied(board, denied, statement.phrase)
            elif points := board.lexicon.statuses.points.match(statement.text):
                # "denied the claims and showed a film": what is denied stands elsewhere, the rest is an answer
                answer = replace(_answer(board, index), text=points[0])
                _denied(board, targets(board, answer, _POINTING), statement.phrase)
                board.weaken(index, "disputed", statement.phrase)
            else:
                _what_others_claimed(board, index)
        elif statement.chain and _calls_false(board, index) and not rebuts(board, index):
            board.settle(index, "disputed", statement.phrase, "disputed")
        elif rebuts(board, index):
            words = statement.phrase or statement.spans[0]
            board.settle(index, "disputed", words, "disputed")
            if not _repeats(board, index):
                _denied(board, targets(board, _answer(board, index), _POINTING), words)
    _rejected(board)
    _own_accounts(board)
    return pointing


def _answer(board: Board, index: int) -> Answer:
    said = board.statements[index]
    side = board.parties.of[said.chain[0]].side if said.chain else board.parties.named(said.text)
    text = " ".join(board.article.text[slice(*span)] for span in said.spans)
    whole = said.bare_denial and bool(board.lexicon.statuses.any_such.match(text))
    return Answer(said.sentence, said.spans[0][0], text, said.chain, side, whole=whole)


def _denied(board: Board, denied: Iterable[int], words: Span | None) -> None:
    """Settle what one denial denies, as one matter."""
    touched = tuple(denied)
    for index in touched:
        board.settle(index, "denied", words, "denied")
    if touched:
        board.matters.append(Matter(touched, "denied", None, words))


def rebuts(board: Board, index: int) -> bool:
    """Whether a claim calls what others said false: "the accusation was nonsense"."""
    statuses = board.lexicon.statuses
    text = board.statements[index].text
    said = statuses.said.match(text)
    return said is not None and bool(statuses.contrary.search(text, said.end()))


def _calls_false(board: Board, index: int) -> bool:
    """Whether a claim calls something false that another said: "it is invented"."""
    statuses = board.lexicon.statuses
    text = board.statements[index].text
    starts = [found.start() for found in statuses.pointing.finditer(text)]
    opens = any(start == 0 or text.endswith("that ", 0, start) for start in starts)
    return opens and bool(statuses.contrary.search(text))


def _repeats(board: Board, index: int) -> bool:
    """Whether a rebuttal only goes on from a denial before it."""
    number = board.statements[index].sentence
    near = (board.statements[other] for other in board.within(number - 2, number))
    return any(s.manner == "denial" and s.bare_denial for s in near)


def _what_others_claimed(board: Board, denial: int) -> None:
    """ "X denied that P": whoever else claims P is denied, or failing that whom X answers."""
    said = board.statements[denial]
    found = False
    for index in board.about(said.sentence):
        other = board.statements[index]
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
            found = True
    if not found and said.denied_by_source:
        anew = bool(board.lexicon.statuses.any_such.match(said.text))
        for index in targets(board, _answer(board, denial), _TELLING - anew):
            if not board.one_side(index, denial) and (anew or _about(board, index, denial)):
                board.settle(index, "denied", said.phrase, "denied")


def _about(board: Board, index: int, denial: int) -> bool:
    """Whether a claim is on the matter that a denial tells: by its words, or as a charge or a report."""
    other = board.statements[index]
    reported = any(board.entity(entity).media for entity in other.chain)
    charged = other.lemma in board.lexicon.cues.accusing
    return reported or charged or len(board.shared(index, denial)) >= _WORDS


def _rejected(board: Board) -> None:
    """ "The two pleaded not guilty", "refused to recognise the vote"."""
    statuses = board.lexicon.statuses
    for sentence in board.article.body:
        words = board.without_speech(sentence)
        plea = statuses.pleading.search(words)
        found = plea or statuses.rejecting.search(words)
        here = (board.statements[index] for index in board.within(sentence.number, sentence.number))
        if found is None or any(statement.manner == "denial" for statement in here):
            continue
        cue = (sentence.start + found.start(), sentence.start + found.end())
        who = board.parties.named(board.article.text[sentence.start : cue[0]])
        deniers = [entity.id for entity in board.entities if board.parties.of[entity.id].names & who]
        subject = statuses.verb.split(words[: found.start()], maxsplit=1)[0] if plea else None
        answer = Answer(sentence.number, cue[0], words[found.start() :], deniers, who, subject)
        _denied(board, targets(board, answer, _REJECTING), cue)
        for index in board.within(sentence.number, sentence.number):
            # "X denies that, saying P"
            statement = board.statements[index]
            behind = statement.spans[0][0] > cue[0]
            if behind and statement.speech == "indirect" and statement.chain[0] in deniers:
                board.settle(index, "disputed", statement.phrase, "disputed")


def _own_accounts(board: Board) -> None:
    """What the denier says besides: "X denied it and insisted that P", "We jam nobody"."""
    denied = {i for i, s in enumerate(board.statements) if s.status == "denied"}
    for denial in [i for i, s in enumerate(board.statements) if s.manner == "denial" or rebuts(board, i)]:
        answer = board.statements[denial]
        if not answer.chain or (answer.manner == "denial" and not answer.denied_by_source):
            continue
        near = board.about(answer.sentence)
        for index in near:
            statement = board.statements[index]
            if statement.manner != "denial" and _goes_on(board, denial, index, [i for i in near if i in denied]):
                board.settle(index, "disputed", statement.phrase, "disputed")


def _goes_on(board: Board, denial: int, index: int, denied: list[int]) -> bool:
    """Whether a claim behind a denial gives the denier's own account of the matter."""
    said, other = board.statements[denial], board.statements[index]
    gap = board.gap(denial, index)
    if not said.spans[0] < other.spans[0] or gap > _AFTER:
        return False
    if not other.chain:
        # "No such order was given": the article goes on in the denier's voice
        return gap <= 2 and any(board.negates(index, claim) for claim in denied)
    if not board.one_side(denial, index):
        return gap <= 1 and board.negated(index) and board.concerns(index, said.chain[0])
    if said.chain[0] != other.chain[0] and gap > 1:
        return False
    insists = other.lemma in board.lexicon.statuses.insisting
    # in the denial's own sentence less tells that it is about the same
    enough = 0 if gap == 0 else 1
    about = any(len(board.shared(index, claim)) > enough for claim in denied if claim != index)
    only = board.lexicon.statuses.figures.only.search(other.text)
    return insists or board.negated(index) or about or bool(only)
