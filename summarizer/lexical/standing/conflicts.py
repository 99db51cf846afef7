"""Accounts that conflict: claims of different sources that cannot both hold."""

from __future__ import annotations

from summarizer.article.model import Sentence
from summarizer.lexical.standing.board import Board
from summarizer.lexical.standing.denials import rebuts
from summarizer.lexical.standing.figures import figures, figures_differ, measured
from summarizer.lexical.statement import Matter, Span
from summarizer.lexical.statuses import effects

_WIDE = 8
"""Sentences back to the account that another contradicts, where the article says that they differ."""
_SAME = 0.5
"""Overlap from which two claims are one."""
_NEAR = 3
"""Sentences within which a contrary account is about a claim."""


def dispute(board: Board, dropped: set[int]) -> None:
    """Settle the pairs that contradict each other."""
    # "the claims could not be verified" is nobody's account
    skipped = dropped | {i for i, s in enumerate(board.statements) if effects(s.text, board.lexicon)}
    for later, statement in enumerate(board.statements):
        for earlier in board.within(statement.sentence - _WIDE, statement.sentence):
            if earlier >= later or {earlier, later} & skipped or not _comparable(board, earlier, later):
                continue
            _counted(board, earlier, later)
            if board.gap(earlier, later) > _NEAR:
                continue
            _contrasted(board, earlier, later)
            _contrary(board, earlier, later)
            _answered(board, earlier, later)
            _argued(board, earlier, later)
            _refuted(board, earlier, later)
            _opposite(board, earlier, later)

    _neither(board, skipped)
    _marked(board, skipped)
    _withdrawn(board)
    _repeated(board)


def _neither(board: Board, skipped: set[int]) -> None:
    """ "The road is neither closed nor blocked": another, or the article itself, called it so shortly before."""
    for later, statement in enumerate(board.statements):
        found = board.lexicon.statuses.neither.search(statement.text) if statement.chain else None
        if found is None:
            continue
        denied = board.stems_of(f"{found['one']} {found['other']}")
        for earlier in board.within(statement.sentence - _NEAR, statement.sentence):
            if earlier >= later:
                break
            called = denied & board.stems[earlier] and not board.negated(earlier) and earlier not in skipped
            others = board.statements[earlier].chain[:1] != statement.chain[:1]
            if called and others:
                clash(board, earlier, later)


def _marked(board: Board, skipped: set[int]) -> None:
    """ "X gave a different account": what stands on both sides of the words that say so."""
    statuses = board.lexicon.statuses
    for sentence in board.article.body:
        words = board.without_speech(sentence)
        forward = statuses.forward.search(words)
        found = forward or statuses.marker.search(words)
        if found is None:
            continue
        cue = (sentence.start + found.start(), sentence.start + found.end())
        sides = _sides(board, sentence, cue, skipped, forward=forward is not None)
        for index in sides:
            board.settle(index, "disputed", cue, "disputed")
        if sides:
            board.matters.append(Matter(tuple(sorted(sides)), "disputed", None, cue))


def _sides(board: Board, sentence: Sentence, cue: Span, skipped: set[int], *, forward: bool) -> list[int]:
    """The claims that words on differing accounts are about."""
    near = [i for i in board.within(sentence.number - _WIDE, sentence.number + 2) if i not in skipped]
    away = {i: board.statements[i].sentence - sentence.number for i in near if board.statements[i].chain}
    here = [i for i, gap in away.items() if gap == 0]
    before = [i for i, gap in away.items() if -_WIDE <= gap < 0]
    after = [i for i, gap in away.items() if 0 < gap <= 2 and board.paragraph(i) == sentence.paragraph]
    if len({board.statements[i].chain[0] for i in after}) > 1 and (forward or not here):
        # "They differ over the toll. X says P. According to Y, Q."
        return after
    if here:
        others = _of_others(board, before, here)
        if not others and all(board.statements[i].spans[0][0] > cue[1] for i in here):
            # "Y contradicted her, saying Q"
            others = [i for i in before if away[i] == -1 and board.by_others(i, here[0])][-1:]
        return [*others, *here]
    others = _of_others(board, before, after) or [i for i in before if away[i] >= -2][-1:]
    return [*others, *after] if others and after else []


def _of_others(board: Board, before: list[int], claims: list[int]) -> list[int]:
    """The last of the claims ``before`` that others made on the matter of ``claims``."""
    on_it = [i for i in before if any(board.by_others(i, j) and board.shared(i, j) for j in claims)]
    return on_it[-1:]


def _withdrawn(board: Board) -> None:
    """ "They first claimed that P": what its own source no longer says."""
    for index, statement in enumerate(board.statements):
        found = board.lexicon.statuses.withdrawn.search(board.lead(index)) if statement.chain else None
        if found:
            board.settle(index, "disputed", statement.phrase, "disputed")


def _repeated(board: Board) -> None:
    """Who says again what is denied or disputed says what is denied or disputed."""
    settled = {i for i, s in enumerate(board.statements) if s.status in ("denied", "disputed")}
    for index, statement in enumerate(board.statements):
        if not statement.chain or index in settled:
            continue
        for other in board.about(statement.sentence):
            if (
                other in settled
                and board.negated(index) == board.negated(other)
                and len(board.shared(index, other)) > 1
                and board.overlap(index, other) >= _SAME
            ):
                twin = board.statements[other]
                board.settle(index, twin.status, twin.status_cue, twin.reason or "disputed")
                break


def _comparable(board: Board, earlier: int, later: int) -> bool:
    return (
        0 <= board.gap(earlier, later) <= _WIDE
        and board.by_others(earlier, later)
        and board.statements[earlier].spans[0] <= board.statements[later].spans[0]
        and "denied" not in (board.statements[earlier].status, board.statements[later].status)
        and not board.one_side(earlier, later)
    )


def clash(board: Board, earlier: int, later: int) -> None:
    """Settle two claims as accounts that conflict, one matter."""
    words = board.statements[later].phrase
    board.settle(earlier, "disputed", words, "disputed")
    board.settle(later, "disputed", words, "disputed")
    board.matters.append(Matter((earlier, later), "disputed", None, words))


def _contrasted(board: Board, earlier: int, later: int) -> None:
    """ "However, X said …": one matter, told otherwise by another."""
    lead = board.lexicon.statuses.contrast.search(board.lead(later))
    counted = all(figures(board, board.statements[index].text) for index in (earlier, later))
    if lead and not counted and board.gap(earlier, later) <= 1 and len(board.shared(earlier, later)) > 1:
        clash(board, earlier, later)


def _contrary(board: Board, earlier: int, later: int) -> None:
    """ "The letter is fake": a word that calls another account false."""
    text = board.statements[later].text
    statuses = board.lexicon.statuses
    said_false = statuses.contrary.search(text) and board.gap(earlier, later) <= 2 and not rebuts(board, later)
    cited = board.stems_of(" ".join(board.entity(entity).name for entity in board.statements[earlier].chain))
    about = board.shared(earlier, later) or cited & board.stems[later]
    if said_false and (about or statuses.pointing.search(text)):
        clash(board, earlier, later)


def _answered(board: Board, earlier: int, later: int) -> None:
    """The one who is charged with something has another account of it."""
    charge, answer = board.statements[earlier], board.statements[later]
    insists = answer.lemma in board.lexicon.statuses.insisting and board.gap(earlier, later) == 1
    if (
        (charge.lemma in board.lexicon.cues.accusing or insists)
        and not (charge.lemma == "claim" and charge.manner == "act")
        and not board.entity(answer.chain[0]).media
        and board.concerns(earlier, answer.chain[0])
        and board.shared(earlier, later)
    ):
        clash(board, earlier, later)


def _argued(board: Board, earlier: int, later: int) -> None:
    """ "X argues that the limit is unfair. The limit is fair, Y said": a charge that another answers at once."""
    first, second = board.statements[earlier], board.statements[later]
    if (
        first.lemma in board.lexicon.statuses.insisting
        and first.manner == "statement"
        and board.gap(earlier, later) == 1
        and board.together(earlier, later)
        and not board.entity(second.chain[0]).media
        and board.shared(earlier, later)
    ):
        clash(board, earlier, later)


def _refuted(board: Board, earlier: int, later: int) -> None:
    """Whoever a claim is about says next that something is not so."""
    speaker = board.statements[later].chain[0]
    if (
        board.negated(later)
        and not board.negated(earlier)
        and not board.lexicon.statuses.stance.search(board.statements[later].text)
        and board.statements[later].manner != "act"
        and board.gap(earlier, later) <= 2
        and not board.entity(speaker).media
        and _touches(board, earlier, later, speaker)
    ):
        clash(board, earlier, later)


def _touches(board: Board, earlier: int, later: int, speaker: str) -> bool:
    """Whether a "not" of ``speaker`` is about a claim: it names the speaker, or what the speaker says is not."""
    next_to, negates = board.gap(earlier, later) <= 1, board.negates(later, earlier)
    if board.names(earlier, speaker) and (negates or next_to or board.acts(earlier, speaker)):
        return True
    charged = board.statements[earlier].lemma in board.lexicon.cues.accusing
    if board.concerns(earlier, speaker) and (charged or negates or (next_to and board.shared(earlier, later))):
        return True
    return board.together(earlier, later) and board.gap(earlier, later) == 1 and negates


def _opposite(board: Board, earlier: int, later: int) -> None:
    """The same claim, once said to be so and once not to be so."""
    if board.negated(earlier) == board.negated(later):
        return
    statuses = board.lexicon.statuses
    one, other = (earlier, later) if board.negated(earlier) else (later, earlier)
    about = len(board.behind_negation(one) & board.stems[other]) > 1
    if about and board.overlap(earlier, later) >= 0.5:
        clash(board, earlier, later)
        return
    none = statuses.none_such.search(board.statements[later].text)
    if none and board.gap(earlier, later) <= 2:
        noun = none["noun"]
        if noun is None or board.stems_of(noun) & board.stems[earlier]:
            clash(board, earlier, later)


def _counted(board: Board, earlier: int, later: int) -> None:
    """Two figures for one thing, or a figure and a word that there is none."""
    text = board.statements[later].text
    none = board.lexicon.statuses.negation.search(text)
    measures = board.lexicon.statuses.figures.measures
    denied = {i for i, measure in enumerate(measures) if none and measure.search(text, none.end())}
    near = board.gap(earlier, later) <= _NEAR
    if figures_differ(board, earlier, later) or (near and denied & measured(board, board.statements[earlier].text)):
        clash(board, earlier, later)
