"""Reads an article by the frames of its language: an article in, a :class:`Reading` out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from summarizer.article.model import Article, Sentence
from summarizer.languages import primary
from summarizer.lexical.entity import Entity
from summarizer.lexical.keys import with_keys
from summarizer.lexical.light.rules import Frame, Manner, Rules, rules
from summarizer.lexical.light.sources import Speakers
from summarizer.lexical.light.standing import touched
from summarizer.lexical.repeats import merged
from summarizer.lexical.statement import Reading, Span, Statement
from summarizer.lexical.statuses import stronger
from summarizer.lexical.words import Quotation, quotations
from summarizer.summary import MEDIA_KINDS, Reason, Speech, Status

_EDGES = " \u00a0,;:\u2014\u2013-"
_OPENING, _CLOSING = "\"\u201c\u201e\u00ab\u2018'", "\"\u201d\u201c\u00bb\u2019'"
_FEWEST = 2
"""Words that make a claim."""
_LONGEST = 3_000
"""Characters beyond which a sentence is none; what frames cost grows with the square of its length."""
_ALL_QUOTED = 0.8
"""Share of a sentence in quotation marks from which it goes on with the speech before."""
_REASONS: dict[Status, Reason] = {
    "hedged": "hedged",
    "scheduled": "future",
    "unconfirmed": "not_verified",
    "denied": "denied",
}


def read_lightly(article: Article) -> Reading:
    """Read ``article`` by the rules of its language.

    Raises:
        LookupError: there are none.
    """
    return _Reader(article, rules(primary(article.language))).read()


@dataclass(frozen=True, slots=True)
class _Attribution:
    """Whose words something is."""

    chain: tuple[Entity, ...]
    cue: Span
    phrase: Span
    manner: Manner


@dataclass
class _Reader:
    article: Article
    rules: Rules
    statements: list[Statement] = field(default_factory=list)
    speaker: _Attribution | None = None

    def read(self) -> Reading:
        self.text = self.article.text
        self.quoted = quotations(self.article)
        self.speakers = Speakers(self.text, self.rules)
        body = [sentence for sentence in self.article.body if not self.rules.skip.fullmatch(sentence.text)]
        for sentence in body:
            self._sentence(sentence)
        statements, matters, deniers = touched(self.article, self.rules, merged(self.statements))
        kept = with_keys(statements, self.article.body[-1].number)
        used = {identifier for statement in kept for identifier in statement.chain} | deniers
        sources = tuple(entity for entity in self.speakers.entities if entity.id in used)
        return Reading(self.article, sources, tuple(kept), tuple(matters), (), by_words=False)

    # -- one sentence -----------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence) -> None:
        start = sentence.start
        self.speakers.now = sentence.number
        if (dateline := self.rules.dateline.match(self.text, start, sentence.end)) is not None:
            start = dateline.end()
        if self._withholds(start, sentence.end):
            # "the ministry would not confirm it" looks like speech, and is the article's word about it
            self._add(sentence, (start, sentence.end), None)
            return
        fits = sentence.end - start <= _LONGEST
        for frame in self.rules.frames if fits else ():
            match = frame.pattern.fullmatch(self.text, start, sentence.end)
            attribution = self._attribution(frame, match) if match is not None else None
            if match is None or attribution is None:
                continue
            if frame.manner == "previous":
                if not self._attribute_previous(sentence, attribution):
                    self._add(sentence, (start, sentence.end), None)
            elif frame.manner == "act":
                # "X called it a provocation": content and verb make sense together alone
                self._add(sentence, (match.start(), match.end()), attribution)
            elif frame.manner == "around":
                self._add(sentence, match.span("content"), attribution, more=match.span("more"))
            else:
                for name in ("content", "more"):
                    if match.groupdict().get(name):
                        for part in self._parts(match.span(name)):
                            self._add(sentence, part, attribution)
            self.speaker = attribution
            return
        carried = self.speaker if self._all_quoted(start, sentence.end) else None
        self._add(sentence, (start, sentence.end), carried)

    def _withholds(self, start: int, end: int) -> bool:
        """Whether a sentence says no more than that nobody confirms or comments."""
        silent = (words for reason, words in self.rules.effects.items() if reason != "denied")
        return any(
            (match := words.search(self.text, start, end)) is not None
            and not any(q.start <= match.start() < q.end for q in self.quoted)
            and 2 * len(self.text[start:end].split()) <= 5 * len(match[0].split()) + 12
            for words in silent
        )

    def _attribution(self, frame: Frame, match: re.Match[str]) -> _Attribution | None:
        """The sources that a frame names, originator first; ``None`` where it names nobody who can be told."""
        spans = {name: match.span(name) for name, found in match.groupdict().items() if found}
        named = spans.get("source") or spans.get("pronoun")
        if named is None or self._in_quotation(match.start("cue")):
            return None
        source = self.speakers.resolve(named)
        if source is None:
            return None
        chain = [source]
        if "origin" in spans and (origin := self.speakers.resolve(spans["origin"])) is not None:
            chain = [origin, source]
        if "via" in spans and (outlet := self.speakers.resolve(spans["via"])) is not None:
            chain.append(outlet)
        distinct = tuple(dict.fromkeys(entity.id for entity in chain))
        by_id = {entity.id: entity for entity in chain}
        around = [named, spans["cue"]]
        phrase = min(start for start, _ in around), max(end for _, end in around)
        return _Attribution(tuple(by_id[i] for i in distinct), spans["cue"], phrase, frame.manner)

    def _attribute_previous(self, sentence: Sentence, attribution: _Attribution) -> bool:
        """Give the sentence before to who "said this"; whether there is one in the article's own voice."""
        last = self.statements[-1] if self.statements else None
        if last is None or last.chain or sentence.number - last.sentence != 1:
            return False
        self.statements.pop()
        self._add(self.article.body[last.sentence - 1], (last.spans[0][0], last.spans[-1][1]), attribution)
        return True

    def _parts(self, span: Span) -> Iterator[Span]:
        """A content cut where its cue, or another of the same speaker, brings in the next."""
        start, end = span
        for joint in self.rules.joints.finditer(self.text, start, end):
            if not self._in_quotation(joint.start()) or self._in_quotation(start):
                yield start, joint.start()
                start = joint.end()
        yield start, end

    def _in_quotation(self, position: int) -> bool:
        return any(q.start < position < q.end for q in self.quoted)

    def _all_quoted(self, start: int, end: int) -> bool:
        inside = sum(max(0, min(end, q.end) - max(start, q.start)) for q in self.quoted)
        return inside >= _ALL_QUOTED * (end - start)

    # -- statements -------------------------------------------------------------------------------------

    def _add(self, sentence: Sentence, span: Span, attribution: _Attribution | None, more: Span | None = None) -> None:
        """A statement over the words of ``span``, and of ``more`` that goes on with them."""
        span, speech = _trimmed(self.text, span, self.quoted)
        spans = (span,) if more is None else (span, _trimmed(self.text, more, self.quoted)[0])
        words = " ".join(self.text[slice(*part)] for part in spans)
        if len(words.split()) < _FEWEST and attribution is None:
            return
        if not any(letter.isalnum() for letter in words):
            return
        chain = attribution.chain if attribution is not None else ()
        status, status_cue, reason = self._status((span[0], spans[-1][1]), attribution)
        self.statements.append(
            Statement(
                sentence=sentence.number,
                spans=spans,
                text=self._claim(words),
                chain=tuple(entity.id for entity in chain),
                cue=attribution.cue if attribution is not None else None,
                lemma="",
                manner=attribution.manner if attribution is not None else "",
                speech=speech if attribution is not None else "none",
                status=status,
                status_cue=status_cue,
                reason=reason,
                phrase=attribution.phrase if attribution is not None else None,
                bare_denial=_is_denial(attribution) and self.rules.pointing.search(words) is not None,
                denied_by_source=_is_denial(attribution),
            )
        )

    def _claim(self, words: str) -> str:
        text = " ".join(words.split())
        text = text[:1].upper() + text[1:]
        return text if text.endswith((self.rules.stop, "!", "?", "\u2026")) else text + self.rules.stop

    def _status(self, span: Span, attribution: _Attribution | None) -> tuple[Status, Span | None, Reason | None]:
        if _is_denial(attribution) and attribution is not None:
            return "denied", attribution.cue, "denied"
        status: Status = "asserted"
        words: Span | None = None
        for name, pattern in self.rules.statuses.items():
            match = pattern.search(self.text, *span)
            if match is not None and stronger(name, status) != status:
                status, words = name, match.span()
        if attribution is not None and stronger("unconfirmed", status) != status:
            origin = attribution.chain[0]
            if origin.kind in MEDIA_KINDS:
                return "unconfirmed", attribution.phrase, "media_report_only"
            if origin.disclosure in ("partial", "anonymous") and origin.kind != "document":
                return "unconfirmed", attribution.phrase, "anonymous_source"
        return status, words, _REASONS.get(status)


def _is_denial(attribution: _Attribution | None) -> bool:
    return attribution is not None and attribution.manner == "denial"


def _trimmed(text: str, span: Span, quoted: Sequence[Quotation]) -> tuple[Span, Speech]:
    """``span`` without marks at its edges, and how it is spoken."""
    start, end = span
    inside = any(q.start <= start + 2 and end - 3 <= q.end for q in quoted)
    mixed = any(q.start < end and start < q.end for q in quoted)
    while True:
        before = (start, end)
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        if inside and start < end and text[start] in _OPENING:
            start += 1
        if inside and end - start > 1 and text[end - 1] in ".\u0964" and text[end - 2] in _CLOSING:
            end -= 1
        if inside and end > start and text[end - 1] in _CLOSING:
            end -= 1
        if (start, end) == before:
            break
    return (start, end), "direct" if inside else "mixed" if mixed else "indirect"
