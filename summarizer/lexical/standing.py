"""How the claims of an article stand once all of it is read: what one sentence does to the claims of another.

"There was no official confirmation", "declined to comment", "rejected the accusation", and accounts that conflict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.article.model import Article, Sentence
from summarizer.lexical.entity import Entity
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.statement import Matter, Span, Statement
from summarizer.lexical.statuses import Effect, effects, stronger
from summarizer.lexical.words import Quotation, content_words
from summarizer.summary import Reason, Status

_NEAR = 3
"""Sentences within which a denial or a contrary account is about a claim."""
_FIRM: frozenset[Status] = frozenset({"asserted", "confirmed", "hedged", "scheduled", "unconfirmed"})


@dataclass
class Standing:
    """Settles the statements of one article; ``statements`` is changed in place."""

    article: Article
    lexicon: Lexicon
    quoted: Sequence[Quotation]
    entities: Sequence[Entity]
    statements: list[Statement]

    def settle(self) -> list[Matter]:
        """Apply all effects, and list what stays open."""
        matters = self._denials()
        matters += self._conflicts()
        for sentence in self.article.body:
            for effect in effects(self._without_speech(sentence), self.lexicon):
                matter = self._effect(sentence, effect)
                if matter is not None:
                    matters.append(matter)
        return sorted(self._complete(matters), key=lambda matter: matter.statements)

    # -- denials ----------------------------------------------------------------------------------

    def _denials(self) -> list[Matter]:
        """Denials put to the accusations on record: "rejected the allegations", "denied any role"."""
        pointing = [(s, accused) for s in self.statements if s.bare_denial and (accused := self._accusations(s))]
        dropped = {id(denial) for denial, _ in pointing}
        self.statements[:] = [s for s in self.statements if id(s) not in dropped]
        # from here on the list keeps its length: statements are named by their places in it
        places = {id(s): index for index, s in enumerate(self.statements)}
        matters = []
        for denial, accused in pointing:
            touched = tuple(places[id(s)] for s in accused if id(s) in places)
            for index in touched:
                self._raise(index, "denied", denial.phrase, "denied")
            if touched:
                matters.append(Matter(touched, "denied", None, denial.phrase))
        for denial in [s for s in self.statements if s.manner == "denial"]:
            # the same claim made by somebody else
            for index, other in enumerate(self.statements):
                if (
                    not other.chain
                    or other is denial
                    or (other.chain[0] in denial.chain and other.sentence == denial.sentence)
                ):
                    continue
                alike = self._overlap(other, denial)
                if self.lexicon.statuses.negation.search(other.text) and not self.lexicon.statuses.negation.search(
                    denial.text
                ):
                    # the denier's own account: "there are no such camps"
                    if alike >= 0.3 and other.chain[0] not in denial.chain:
                        self._raise(index, "disputed", denial.phrase, "disputed")
                elif alike >= 0.5 or (alike >= 0.35 and self._one_side(other, denial)):
                    self._raise(index, "denied", denial.phrase, "denied")
        return matters

    def _one_side(self, one: Statement, other: Statement) -> bool:
        """Whether two sources speak for one country ("Moscow", "the Russian foreign minister")."""
        places = self.lexicon.tables.places
        sides = []
        for statement in (one, other):
            entity = next(e for e in self.entities if e.id == statement.chain[0])
            sides.append({places[word] for word in re.findall(r"[A-Z][\w.-]*", entity.name) if word in places})
        return bool(sides[0] & sides[1])

    def _accusations(self, denial: Statement) -> list[Statement]:
        """What ``denial`` rejects: accusations against the denier, else the last claims of others about it."""
        before = [
            s for s in self.statements if s.chain and s.chain[0] not in denial.chain and s.spans[0] < denial.spans[0]
        ]
        names = {
            word for e in self.entities if e.id in denial.chain for mention in e.mentions for word in _names(mention)
        }
        about = [s for s in before if names & set(_names(s.text))]
        near = [s for s in before if denial.sentence - s.sentence <= _NEAR]
        chosen = (
            [s for s in about if s.lemma in self.lexicon.cues.accusing]
            or [s for s in about if s in near]
            or [s for s in near if s.lemma in self.lexicon.cues.accusing or denial.sentence - s.sentence <= 1]
        )
        return [s for s in chosen if s.chain[:1] == chosen[-1].chain[:1] and chosen[-1].sentence - s.sentence <= 1]

    # -- conflicts --------------------------------------------------------------------------------

    def _conflicts(self) -> list[Matter]:
        """Pairs of claims of different sources that contradict each other."""
        matters: list[Matter] = []
        for position, later in enumerate(self.statements):
            for place, earlier in enumerate(self.statements[:position]):
                if self._conflicting(earlier, later):
                    self._raise(place, "disputed", later.phrase, "disputed")
                    self._raise(position, "disputed", later.phrase, "disputed")
                    matters.append(Matter((place, position), "disputed", None, later.phrase))
                    break
        return _joined(matters)

    def _conflicting(self, earlier: Statement, later: Statement) -> bool:
        if (
            not (earlier.chain and later.chain)
            or earlier.chain[0] == later.chain[0]
            or later.sentence - earlier.sentence > _NEAR
        ):
            return False
        if {earlier.status, later.status} & {"denied"} or earlier.spans[0] > later.spans[0]:
            return False
        if self.lexicon.statuses.contrary.search(later.text) and later.sentence - earlier.sentence <= 2:
            about_it = self._stems(earlier.text) & self._stems(later.text)
            return bool(about_it or self.lexicon.statuses.pointing.search(later.text))
        accused_answers = earlier.lemma in self.lexicon.cues.accusing and self._speaks_for_accused(earlier, later)
        return accused_answers and bool(self._stems(earlier.text) & self._stems(later.text))

    def _speaks_for_accused(self, accusation: Statement, answer: Statement) -> bool:
        entity = next(e for e in self.entities if e.id == answer.chain[0])
        if entity.media:
            return False
        words = self._content(accusation.text) | set(_names(accusation.text))
        return any(set(_names(mention)) & words for mention in entity.mentions) or bool(
            entity.country and entity.country in accusation.text
        )

    # -- effects of a sentence ----------------------------------------------------------------------

    def _without_speech(self, sentence: Sentence) -> str:
        """The sentence with its quotations blanked: what a speaker says is no word of the article."""
        text = sentence.text
        for quotation in self.quoted:
            start, end = max(quotation.start - sentence.start, 0), min(quotation.end - sentence.start, len(text))
            if start < end:
                text = text[:start] + " " * (end - start) + text[end:]
        return text

    def _effect(self, sentence: Sentence, effect: Effect) -> Matter | None:
        """The claims that an effect sentence leaves open; their status follows."""
        cue = (sentence.start + effect.start, sentence.start + effect.end)
        awaiting = (
            (sentence.start + effect.awaiting[0], sentence.start + effect.awaiting[1]) if effect.awaiting else None
        )
        own = [s for s in self.statements if s.sentence == sentence.number and _meets(s, cue)]
        touched = self._touched(sentence, effect, cue, own) or [s for s in own if self._open_itself(s, effect, cue)]
        if not touched:
            return None
        indices = tuple(self.statements.index(statement) for statement in touched)
        for statement in touched:
            if stronger("unconfirmed", statement.status) == "unconfirmed":
                self._raise(self.statements.index(statement), "unconfirmed", cue, effect.reason)
        whole = (sentence.start, sentence.end) if len(sentence.text.split()) <= 40 else cue
        return Matter(indices, effect.reason, awaiting, whole)

    def _open_itself(self, statement: Statement, effect: Effect, cue: Span) -> bool:
        """Whether the sentence leaves open what it says itself: "It is unclear how many", "gave no details on why"."""
        words = self.article.text[cue[0] : statement.spans[-1][1]]
        if effect.reason == "not_verified":
            verifying = self.lexicon.statuses.verifying.search(self.article.text[slice(*cue)])
            return not verifying or bool(_QUESTION.match(self.article.text, cue[1]))
        return effect.reason == "no_comment" and bool(self.lexicon.statuses.withheld.search(words))

    def _touched(self, sentence: Sentence, effect: Effect, cue: Span, own: list[Statement]) -> list[Statement]:
        words = self.article.text[slice(*cue)]
        asks = _QUESTION.match(self.article.text, cue[1])
        if effect.reason == "not_verified" and (asks or not self.lexicon.statuses.verifying.search(words)):
            return []
        said_there = [s for s in own if s.chain and s.spans[0][0] >= cue[1]]
        if said_there and effect.reason == "not_verified":
            return said_there
        before_it = [
            s for s in self.statements if s.sentence == sentence.number and s.chain and s.spans[-1][1] <= cue[0]
        ]
        if before_it:
            # "X said P, something Y has yet to confirm"
            return before_it[-1:]
        subject = self._content(self.article.text[cue[0] : sentence.end])
        candidates = [
            s
            for s in self.statements
            if s not in own
            and s.chain
            and 0 <= sentence.number - s.sentence <= 4
            and s.status in _FIRM
            and s.spans[0][0] < cue[0]
        ]
        if effect.reason == "no_official_confirmation":
            return self._awaiting_confirmation(sentence, candidates, subject, own) or self._announced(sentence, subject)
        nearest = max((s.sentence for s in candidates), default=0)
        reach = 2 if effect.reason == "not_verified" else 3
        near = [
            s
            for s in candidates
            if s.sentence >= nearest - (effect.reason == "not_verified") and sentence.number - s.sentence <= reach
        ]
        if effect.reason == "no_comment":
            return [
                s
                for s in near
                if s.sentence >= nearest and (s.status == "unconfirmed" or subject & self._content(s.text))
            ]
        return near

    def _awaiting_confirmation(
        self, sentence: Sentence, candidates: list[Statement], subject: set[str], own: list[Statement]
    ) -> list[Statement]:
        open_already = [s for s in candidates if s.status == "unconfirmed"]
        chosen = [s for s in open_already if subject & self._content(s.text) or sentence.number - s.sentence <= 1]
        chosen = chosen or [s for s in candidates if sentence.number - s.sentence <= 1]
        media = {entity.id for entity in self.entities if entity.media}
        origins = {s.chain[0] for s in chosen} & media
        if origins:
            # what the same outlets go on to report rests on the same reports
            chosen += [
                s
                for s in self.statements
                if s not in chosen
                and s not in own
                and s.status == "unconfirmed"
                and s.chain
                and s.chain[0] in media
                and abs(s.sentence - sentence.number) <= 6
            ]
        return sorted(chosen, key=self.statements.index)

    def _announced(self, sentence: Sentence, subject: set[str]) -> list[Statement]:
        """ "There was no confirmation of reports of a deal. X reported that the deal …": what is open comes behind."""
        return [
            s
            for s in self.statements
            if 0 < s.sentence - sentence.number <= 2
            and s.chain
            and s.status in _FIRM
            and subject & self._content(s.text)
        ]

    # -- the list of open matters -------------------------------------------------------------------

    def _complete(self, matters: list[Matter]) -> list[Matter]:
        """Add what is open by its own words or its own source."""
        taken = {index for matter in matters for index in matter.statements}
        for index, statement in enumerate(self.statements):
            if index in taken or statement.reason is None:
                continue
            words = statement.open_words
            last = matters[-1] if matters else None
            joins = (
                last is not None
                and last.reason == statement.reason
                and last.awaiting is None
                and last.cue == words
                and self.statements[last.statements[-1]].chain == statement.chain
            )
            if joins and last is not None:
                matters[-1] = replace(last, statements=(*last.statements, index))
            else:
                matters.append(Matter((index,), statement.reason, None, words))
        return matters

    def _content(self, text: str) -> set[str]:
        return content_words(text, self.lexicon)

    def _stems(self, text: str) -> set[str]:
        """Content words cut to five letters: enough to see "trained" and "training" as one."""
        return {word[:5] for word in self._content(text)}

    def _overlap(self, one: Statement, other: Statement) -> float:
        first, second = self._stems(one.text), self._stems(other.text)
        return len(first & second) / max(1, min(len(first), len(second)))

    def _raise(self, index: int, status: Status, cue: Span | None, reason: Reason) -> None:
        """Give a statement a stronger status; a weaker one changes nothing."""
        if stronger(status, self.statements[index].status) == status:
            self.statements[index] = replace(self.statements[index], status=status, status_cue=cue, reason=reason)


# "could not establish whether P": the matter is P, and no claim made before
_QUESTION = re.compile(r"(?: \w+day)? (?:whether|how|why|who|what|when|where|if)\b")


def _meets(statement: Statement, cue: Span) -> bool:
    return (
        any(start <= cue[0] < end or cue[0] <= start < cue[1] for start, end in statement.spans)
        or statement.spans[0][0] >= cue[1]
    )


def _names(text: str) -> list[str]:
    return re.findall(r"[A-Z][\w-]{2,}", re.sub(r"['\u2019]s?\b", "", text))


def _joined(matters: list[Matter]) -> list[Matter]:
    """Conflicts that share a claim are one matter."""
    joined: list[Matter] = []
    for matter in matters:
        twin = next((i for i, other in enumerate(joined) if set(other.statements) & set(matter.statements)), None)
        if twin is None:
            joined.append(matter)
        else:
            joined[twin] = replace(
                joined[twin], statements=tuple(sorted({*joined[twin].statements, *matter.statements}))
            )
    return joined
