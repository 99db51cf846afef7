"""What stays open: "no official confirmation", "could not be verified", "declined to comment", and the claims meant."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.article.model import Sentence
from summarizer.lexical.standing.board import Board
from summarizer.lexical.statement import Matter, Span, Statement
from summarizer.lexical.statuses import Effect, effects
from summarizer.summary import Reason, Status

_LONGEST = 40
"""Words up to which the whole sentence is the matter's cue."""
_FIRM: frozenset[Status] = frozenset({"asserted", "hedged", "scheduled", "unconfirmed"})
_REACH: dict[Reason, int] = {"not_verified": 2, "no_comment": 3, "no_official_confirmation": 4}
"""Sentences within which words about the standing of claims are about a claim."""
_SAME_REPORTS = 6
"""Sentences within which what the same outlets report rests on the same reports."""


def leave_open(board: Board) -> None:
    """Settle the claims that the article's own words leave open."""
    for sentence in board.article.body:
        for effect in effects(board.without_speech(sentence), board.lexicon):
            cue = (sentence.start + effect.start, sentence.start + effect.end)
            touched = sorted(set(_Place(board, sentence, effect, cue).touched()))
            for index in touched:
                board.settle(index, "unconfirmed", cue, effect.reason)
            if touched:
                whole = (sentence.start, sentence.end) if len(sentence.text.split()) <= _LONGEST else cue
                awaiting = effect.awaiting and (
                    sentence.start + effect.awaiting[0],
                    sentence.start + effect.awaiting[1],
                )
                board.matters.append(Matter(tuple(touched), effect.reason, awaiting, whole))


def doubt(board: Board) -> None:
    """Hedge what somebody said of a thing that the article goes on to call alleged."""
    for sentence in board.article.body:
        for found in board.lexicon.statuses.doubting.finditer(board.without_speech(sentence)):
            noun = board.stems_of(found["noun"])
            for index in board.about(sentence.number):
                statement = board.statements[index]
                if statement.chain and statement.sentence < sentence.number and noun & board.stems[index]:
                    cue = sentence.start + found.start(), sentence.start + found.end()
                    board.settle(index, "hedged", cue, "hedged")


class _Place:
    """Words about the standing of claims, where they stand."""

    def __init__(self, board: Board, sentence: Sentence, effect: Effect, cue: Span) -> None:
        self.board, self.sentence, self.cue, self.reason = board, sentence, cue, effect.reason
        self.words = board.article.text[slice(*cue)]
        self.asks = bool(board.lexicon.statuses.question.match(board.article.text, cue[1]))
        self.rest = board.article.text[cue[0] : sentence.end]
        self.subject = board.stems_of(self.rest)
        self.own = [i for i in self._here() if _meets(board.statements[i], cue)]
        awaited = (
            board.article.text[sentence.start + effect.awaiting[0] : sentence.start + effect.awaiting[1]]
            if effect.awaiting
            else ""
        )
        self.awaited_end = sentence.start + effect.awaiting[1] if effect.awaiting else cue[1]
        self.awaited = board.parties.named(awaited)

    def touched(self) -> list[int]:
        """The statements that the words leave open, those of another sentence before the sentence's own."""
        return self._elsewhere() or [i for i in self.own if self._open_itself(self.board.statements[i])]

    def _here(self) -> list[int]:
        return self.board.within(self.sentence.number, self.sentence.number)

    def _open_itself(self, statement: Statement) -> bool:
        """Whether the sentence leaves open what it says itself: "It is unclear whether P", "has yet to say whether"."""
        words = self.board.article.text[self.cue[0] : statement.spans[-1][1]]
        if self.reason == "not_verified":
            return self.asks or not self.board.lexicon.statuses.verifying.search(self.words)
        if self.reason == "no_official_confirmation":
            return self.asks or bool(self.board.lexicon.statuses.content.match(self.board.article.text, self.cue[1]))
        return self._asked() or bool(self.board.lexicon.statuses.withheld.search(words))

    def _asked(self) -> bool:
        """Whether what is asked stands behind whose word is missing: "no comment from X on whether P"."""
        return bool(self.board.lexicon.statuses.question.match(self.board.article.text, self.awaited_end))

    def _elsewhere(self) -> list[int]:
        verifying = self.board.lexicon.statuses.verifying.search(self.words)
        if self.reason == "not_verified" and (self.asks or not verifying):
            return []
        if self.reason == "no_comment" and self._asked():
            return []
        if self.reason == "no_comment" and self.board.lexicon.statuses.details.search(self.rest):
            return []
        statements = self.board.statements
        said_there = [i for i in self.own if statements[i].chain and statements[i].spans[0][0] >= self.cue[1]]
        if said_there and self.reason == "not_verified":
            return said_there
        attached = [i for i in self.own if statements[i].chain and self._attached(statements[i])]
        if attached:
            return attached
        before_it = [i for i in self._here() if statements[i].chain and statements[i].spans[-1][1] <= self.cue[0]]
        if before_it:
            # "X said P, something Y has yet to confirm"
            return before_it[-1:]
        if self.reason == "no_official_confirmation":
            return self._awaiting_confirmation() or self._announced()
        if self.reason == "no_comment":
            return self._uncommented()
        return self._unverified()

    def _attached(self, statement: Statement) -> bool:
        """Whether the words hang on a claim: "P, a figure that could not be confirmed"."""
        said = self.board.article.text[statement.spans[0][0] : self.cue[0]]
        return bool(self.board.lexicon.statuses.attached.search(said))

    def _candidates(self) -> list[int]:
        """Attributed claims before the words and near enough, in order."""
        return [
            i
            for i in self.board.within(self.sentence.number - _REACH[self.reason], self.sentence.number)
            if i not in self.own
            and (s := self.board.statements[i]).chain
            and s.status in _FIRM
            and s.spans[0][0] < self.cue[0]
        ]

    def _about(self, candidates: Iterable[int]) -> list[int]:
        return [i for i in candidates if self.subject & self.board.stems[i]]

    def _unverified(self) -> list[int]:
        near = self._candidates()
        if not near:
            return []
        nearest = self.board.statements[near[-1]].sentence
        several = bool(self.board.lexicon.statuses.accounts.search(self.sentence.text))
        of_one = {*self.board.run(near[-1])}
        return [
            i for i in near if self.board.statements[i].sentence >= nearest - several or (not several and i in of_one)
        ]

    def _uncommented(self) -> list[int]:
        """Claims that the silent party was asked about: they name it, or what it would not speak of."""
        near = [i for i in self._candidates() if not self._is_silent(self.board.statements[i])]
        document = [
            i
            for i in near
            if any(self.board.entity(e).kind == "document" and self._names(e) for e in self.board.statements[i].chain)
        ]
        if document:
            return document
        nearest = max((self.board.statements[i].sentence for i in near), default=0)
        last = [i for i in near if self.board.statements[i].sentence >= nearest]
        if self.board.lexicon.statuses.anaphor.search(self.rest):
            return last[-1:]
        named = [i for i in near if self.awaited & self.board.named[i]]
        if named and not set(named) & set(last):
            return named[-1:]
        beside = [
            i
            for i in last
            if self.board.paragraph(i) == self.sentence.paragraph
            and self.sentence.number - self.board.statements[i].sentence <= 1
        ]
        meant = {*self._about(last), *named, *beside}
        return [i for i in last if i in meant or self.board.statements[i].status == "unconfirmed"]

    def _is_silent(self, statement: Statement) -> bool:
        """Whether who made a claim is who says no more: "She would not be drawn on the cost"."""
        speaker = self.board.entity(statement.chain[0])
        pronoun = self.words.split(" ", 1)[0].lower() in ("he", "she")
        return (
            pronoun if speaker.person else bool(self.awaited) and self.awaited <= self.board.parties.of[speaker.id].side
        )

    def _names(self, identifier: str) -> bool:
        return bool(self.board.stems_of(self.board.entity(identifier).name) & self.subject)

    def _awaiting_confirmation(self) -> list[int]:
        board, number = self.board, self.sentence.number
        near = self._candidates()
        open_already = [i for i in near if board.statements[i].status == "unconfirmed"]
        about = set(self._about(open_already))
        chosen = [i for i in open_already if i in about or number - board.statements[i].sentence <= 1]
        chosen = chosen or [i for i in near if number - board.statements[i].sentence <= 1]
        media = {entity.id for entity in board.entities if entity.media}
        if {board.statements[i].chain[0] for i in chosen} & media:
            # what the same outlets go on to report rests on the same reports
            chosen += [
                i
                for i in board.within(number - _SAME_REPORTS, number + _SAME_REPORTS)
                if i not in chosen
                and i not in self.own
                and (s := board.statements[i]).status == "unconfirmed"
                and s.chain[:1]
                and s.chain[0] in media
            ]
        return chosen

    def _announced(self) -> list[int]:
        """ "There was no confirmation of reports of a deal. X reported that the deal …": what is open comes behind."""
        behind = [
            i
            for i in self.board.within(self.sentence.number + 1, self.sentence.number + 2)
            if (s := self.board.statements[i]).chain and s.status in _FIRM
        ]
        return self._about(behind)


def _meets(statement: Statement, cue: Span) -> bool:
    return (
        any(start <= cue[0] < end or cue[0] <= start < cue[1] for start, end in statement.spans)
        or statement.spans[0][0] >= cue[1]
    )
