"""The lexical layer's reading of an article: who says what, by cues and grammar alone.

Pure: an article (and answers to its doubts) in, a :class:`Reading` out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from summarizer.article.model import Article, Sentence
from summarizer.article.sentences import segment
from summarizer.lexical.attribution import attributions
from summarizer.lexical.clauses import Piece, cut
from summarizer.lexical.cue import Found
from summarizer.lexical.grammar import Grammar, Range
from summarizer.lexical.lexicon import Lexicon, lexicon
from summarizer.lexical.people import people
from summarizer.lexical.sources import Entity, Sources
from summarizer.lexical.standing import Standing
from summarizer.lexical.statement import Reading, Span, Statement
from summarizer.lexical.statuses import effects, status_words, stronger
from summarizer.lexical.words import Token, quotations, tokens
from summarizer.summary import Kind, Reason, Speech, Status


def read_lexically(article: Article, answers: Mapping[str, Kind] | None = None) -> Reading:
    """Read ``article`` by its attribution cues.

    Args:
        article: the article.
        answers: doubts settled by a model: key of the doubt to the kind chosen.
    """
    return _Reader(article, lexicon("en"), answers or {}).read()


@dataclass
class _Reader:
    article: Article
    lexicon: Lexicon
    answers: Mapping[str, Kind]
    statements: list[Statement] = field(default_factory=list)
    deniers: set[str] = field(default_factory=set)
    """Those who deny what others claim: sources in no chain."""

    def read(self) -> Reading:
        self.quoted = quotations(self.article)
        body = self.article.body
        rows = [tokens(self.article, sentence.start, sentence.end, self.quoted) for sentence in body]
        everything = [
            tokens(self.article, s.start, s.end, self.quoted) for s in self.article.sentences if s.role != "furniture"
        ]
        self.sources = Sources(self.article, self.lexicon, people(self.article, everything, self.lexicon), self.answers)
        self.speaker: tuple[str, ...] = ()
        self.speaker_cue: Span | None = None
        self.previous: tuple[str, ...] = ()
        self.passed_in: tuple[int, ...] = ()
        self.passed_on: dict[tuple[str, ...], tuple[str, ...]] = {}
        for position, (sentence, row) in enumerate(zip(body, rows, strict=True)):
            self._sentence(
                sentence,
                row,
                body[position - 1] if position else None,
                rows[position + 1] if position + 1 < len(rows) else None,
            )
        self._merge_repeats()
        matters = Standing(self.article, self.lexicon, self.quoted, self.sources.entities, self.statements).settle()
        self._mark_keys()
        used = {identifier for statement in self.statements for identifier in statement.chain}
        deniers = self.deniers
        sources = tuple(entity for entity in self.sources.entities if entity.id in used | deniers)
        known = {entity.id for entity in sources}
        doubts = tuple(doubt for doubt in self.sources.doubts if doubt.source in known)
        return Reading(self.article, sources, tuple(self.statements), tuple(matters), doubts)

    # -- one sentence ------------------------------------------------------------------------------

    def _sentence(
        self, sentence: Sentence, row: list[Token], before: Sentence | None, following: list[Token] | None
    ) -> None:
        grammar = Grammar(row, self.lexicon)
        found = _without_nested_acts(attributions(row, self.lexicon), self.lexicon)
        chains = self._chains(grammar, found)
        if not found and self._all_quoted(row):
            self._carried_on(sentence, row, before, following)
            return
        covered: list[Range] = []
        for number, hit in enumerate(found):
            if not chains[number]:
                continue
            covered += [hit.region, *hit.contents]
            self._attributed(sentence, grammar, found, number, chains)
        self._own_voice(sentence, grammar, covered)
        if found:
            self.previous = tuple(dict.fromkeys(identifier for chain in reversed(chains) for identifier in chain[:1]))
            last = next((number for number in range(len(found) - 1, -1, -1) if chains[number]), None)
            self.passed_on = {
                chain[:1]: chain[1:] for hit, chain in zip(found, chains, strict=True) if hit.outlets and len(chain) > 1
            } or ({} if sentence.paragraph not in self.passed_in else self.passed_on)
            self.passed_in = (sentence.paragraph, sentence.paragraph + 1)
            if last is not None:
                self.speaker, self.speaker_cue = chains[last], self._span(row, found[last].cue)
        else:
            subject = grammar.clause_subject(0, len(row))
            if subject is not None:
                self.sources.note_subject(row[subject[0] : subject[1]])

    def _chains(self, grammar: Grammar, found: Sequence[Found]) -> list[tuple[str, ...]]:
        """For each attribution the ids of its sources, from the originator to the last relay."""
        row = grammar.tokens
        own: list[tuple[str, ...]] = []
        for number, hit in enumerate(found):
            chain: list[str] = []
            for phrase in (hit.originator, hit.source):
                if phrase is None:
                    continue
                appositive = hit.appositive if phrase == hit.source else None
                reporting = hit.lemma == "report" and phrase == hit.source
                entity = self.sources.resolve(
                    row[phrase[0] : phrase[1]],
                    row[appositive[0] : appositive[1]] if appositive else (),
                    self.previous,
                    outlet=reporting,
                )
                if entity is not None and entity.id not in chain:
                    chain.append(entity.id)
            if hit.manner == "document" and chain and not self._is_document(chain[-1]):
                chain = []
            if hit.source is None:
                # the gerund or coordinated verb goes on with the source before it
                chain += [identifier for identifier in (own[number - 1] if number else ()) if identifier not in chain]
            if hit.manner == "denial" and hit.originator is not None and hit.source is not None and len(chain) == 2:
                self.deniers.add(chain[1])
                chain = chain[:1]
            if hit.antecedents:
                extra = [self.sources.resolve(row[a:b]) for a, b in hit.antecedents]
                chain = [entity.id for entity in extra if entity is not None]
            if hit.source is not None and not hit.outlets and row[hit.source[0]].low in self.lexicon.words.pronouns:
                # "he said" after "he told Harbour Radio": the same conversation
                chain += [relay for relay in self.passed_on.get(tuple(chain), ()) if relay not in chain]
            for outlet in hit.outlets:
                entity = self.sources.resolve(row[outlet[0] : outlet[1]], outlet=True)
                if entity is not None and entity.media and entity.id not in chain:
                    chain.append(entity.id)
                elif entity is not None and not entity.media:
                    self._forget(entity)
            own.append(tuple(chain))
        result: list[tuple[str, ...]] = []
        for number, hit in enumerate(found):
            chain = list(own[number])
            for outer in hit.inside:
                if found[outer].manner in ("statement", "phrase"):
                    chain += [identifier for identifier in own[outer] if identifier not in chain]
            result.append(tuple(chain))
        return result

    def _is_document(self, identifier: str) -> bool:
        return any(e.id == identifier and e.kind == "document" for e in self.sources.entities)

    def _forget(self, entity: Entity) -> None:
        """Drop an addressee that turned out to be no outlet and speaks nowhere."""
        if (
            not any(entity.id in statement.chain for statement in self.statements)
            and entity is self.sources.entities[-1]
        ):
            self.sources.entities.pop()

    def _attributed(
        self,
        sentence: Sentence,
        grammar: Grammar,
        found: Sequence[Found],
        number: int,
        chains: Sequence[tuple[str, ...]],
    ) -> None:
        hit = found[number]
        row = grammar.tokens
        cue = self._span(row, hit.cue)
        bare = hit.manner == "denial" and self._bare_denial(grammar, hit)
        if bare:
            self.deniers.update(chains[number])
        if hit.frame == "split" and len(hit.contents) == 2:
            # "The deal, the minister said, will be signed"
            piece = Piece(hit.contents)
            text = self._text(grammar, piece, None, ())
            spans = tuple(self._span(row, r) for r in hit.contents)
            self._add(row, sentence, spans, text, chains[number], cue, hit, "indirect")
            return
        if hit.frame == "around" and self._broken(grammar, hit):
            # '"The deal," the minister said, "will be signed."'
            first, second = (self._unquoted(row[begin]) for begin, _ in hit.contents)
            text = " ".join(
                " ".join(self.article.text[slice(*span)] for span in (first, second)).replace(",", "").split()
            )
            self._add(row, sentence, (first, second), text, chains[number], cue, hit, "direct")
            return
        inner = [other for other, nested in enumerate(found) if number in nested.inside and chains[other]]
        for begin, stop in hit.contents:
            holes = [r for other in inner for r in (found[other].region, *found[other].contents)]
            for start, end in _without((begin, stop), holes):
                if holes and not grammar.is_clause(start, end):
                    continue
                for order, (spans, text, speech) in enumerate(
                    self._propositions(grammar, start, end, hit, chains[number])
                ):
                    if order and speech == "indirect" and effects(text, self.lexicon):
                        # "X said P, though Y has yet to confirm it": the article's own remark
                        self._add(row, sentence, spans, text, (), None, None, "none")
                    else:
                        self._add(row, sentence, spans, text, chains[number], cue, hit, speech, bare_denial=bare)

    def _bare_denial(self, grammar: Grammar, hit: Found) -> bool:
        """Whether only "the allegations" or "any role" are denied: what they are may stand elsewhere."""
        if hit.originator is not None or not hit.contents:
            return False
        begin, stop = hit.contents[0]
        return (
            stop - begin <= 8
            and "that" not in {grammar.low(i) for i in range(begin, stop)}
            and not any(grammar.is_finite(i) for i in range(begin, stop))
        )

    def _propositions(
        self, grammar: Grammar, start: int, end: int, hit: Found | None, chain: Sequence[str]
    ) -> Iterable[tuple[tuple[Span, ...], str, Speech]]:
        """Cut a content into propositions: evidence spans, text, and how it is spoken."""
        row = grammar.tokens
        alone = [i for i in range(start, end) if row[i].quote]
        outside = sum(token.text[0].isalnum() for token in row[start:end] if not token.quote)
        if alone and outside <= 2:
            for index in alone:
                yield from self._inside_quotation(row[index])
            return
        act = hit is not None and hit.manner in ("act", "document")
        pieces = [Piece(((start, end),))] if act else cut(grammar, start, end)
        if hit is not None and hit.lead is not None and pieces:
            pieces[0] = replace(pieces[0], subject=pieces[0].subject or hit.lead)
        for piece in pieces:
            spans = tuple(self._span(row, r) for r in piece.ranges)
            speech: Speech = (
                "none"
                if hit is None
                else "mixed"
                if any(row[i].quote for r in piece.ranges for i in range(*r))
                else "indirect"
            )
            text = self._text(grammar, piece, hit, chain)
            if text:
                yield spans, text, speech

    def _broken(self, grammar: Grammar, hit: Found) -> bool:
        """Whether one clause runs through two quotations: the first breaks off, the second goes on in lower case."""
        row = grammar.tokens
        if len(hit.contents) != 2 or not all(stop - begin == 1 and row[begin].quote for begin, stop in hit.contents):
            return False
        first, second = (self.article.text[slice(*self._unquoted(row[begin]))] for begin, _ in hit.contents)
        return first.endswith(",") and second[:1].islower()

    def _unquoted(self, token: Token) -> Span:
        """A quotation without its marks."""
        text = self.article.text
        begin, stop = token.start, token.end
        while begin < stop and text[begin] in _QUOTATION_MARKS:
            begin += 1
        while stop > begin and text[stop - 1] in _QUOTATION_MARKS:
            stop -= 1
        return begin, stop

    def _inside_quotation(self, token: Token) -> list[tuple[tuple[Span, ...], str, Speech]]:
        """The sentences of a quotation; a fragment without a verb goes with the sentence before it."""
        found: list[tuple[tuple[Span, ...], str, Speech]] = []
        begin, stop = self._unquoted(token)
        text = self.article.text
        for span in segment(text[begin:stop]):
            start, end = begin + span.start, begin + span.end
            row = tokens(self.article, start, end, [])
            grammar = Grammar(row, self.lexicon)
            if sum(t.text[0].isalnum() for t in row) < 3:
                continue
            for piece in cut(grammar, 0, len(row)):
                spans = tuple(self._span(row, r) for r in piece.ranges)
                wording = self._text(grammar, piece, None, ())
                if found and not any(grammar.is_clause(*r) for r in piece.ranges):
                    before, words, _ = found[-1]
                    found[-1] = ((*before, *spans), f"{words} {wording}", "direct")
                else:
                    found.append((spans, wording, "direct"))
        return found

    def _text(self, grammar: Grammar, piece: Piece, hit: Found | None, chain: Sequence[str]) -> str:
        """The claim as a sentence that stands by itself, in the article's own words."""
        row = grammar.tokens
        parts = [self.article.text[slice(*self._span(row, r))] for r in piece.ranges]
        if piece.subject is not None:
            subject = self.article.text[slice(*self._span(row, piece.subject))]
            first, *rest = parts
            words = first.split(" ", 1)
            if words[0].lower() in ("who", "which", "whose", "where", "of"):
                tail = words[1] if len(words) > 1 else ""
                if words[0].lower() == "whose":
                    first = f"{subject}'s {tail}"
                elif words[0].lower() == "of":
                    first = f"Of {subject}, {tail.split(' ', 1)[-1]}"
                elif words[0].lower() == "where":
                    first = f"In {subject}, {tail}"
                else:
                    first = f"{subject} {tail}"
            else:
                first = f"{subject} {first}"
            parts = [first, *rest]
        text = " ".join(" ".join(parts).split())
        text = re.sub(r"\s+([,.;:])", r"\1", text).strip(" ,;:-\u2013\u2014")
        if hit is not None and hit.manner == "denial" and self._bare_denial(grammar, hit) and chain:
            accused = any(grammar.low(i) in self.lexicon.cues.denied_contents for r in piece.ranges for i in range(*r))
            name = re.sub(r"^The ", "the ", self._short(chain[-1]))
            text = f"{text} {'against' if accused else 'by'} {name}"
        elif hit is not None and hit.manner in ("act", "document") and chain:
            name = self._short(chain[0])
            text = f"{name} {self.article.text[slice(*self._span(row, hit.cue))]} {text}"
        elif hit is not None and hit.lemma in self.lexicon.cues.infinitive and chain and text.startswith("to "):
            text = f"{self._short(chain[0])} {self.article.text[slice(*self._span(row, hit.cue))]} {text}"
        elif (
            hit is not None
            and chain
            and (match := re.match(r"(he|she|it|they)\b(?!')", text, re.IGNORECASE))
            and hit.source is not None
            and self._agrees(match[1], chain[0], row[0].start)
        ):
            text = self._short(chain[0]) + text[match.end() :]
        elif (
            hit is not None
            and chain
            and (match := re.match(r"(his|her|its|their)\b", text, re.IGNORECASE))
            and hit.source is not None
            and self._agrees(match[1], chain[0], row[0].start)
        ):
            owner = self._short(chain[0])
            if "'s" not in owner and "\u2019s" not in owner:
                text = owner + ("'" if owner.endswith("s") else "'s") + text[match.end() :]
        # the press puts the comma of its own sentence inside the marks
        text = re.sub(r",([\"\u201d\u2019]*)$", r"\1", text)
        if text.count('"') % 2:
            text = text.replace('"', "").strip()
        if not any(character.isalnum() for character in text):
            return ""
        text = text[0].upper() + text[1:]
        return text if text[-1] in '.!?\u201d"' else text + "."

    def _agrees(self, pronoun: str, identifier: str, sentence: int) -> bool:
        """Whether the pronoun that opens a claim can mean its source: "the ministry said they were unarmed" cannot.

        ``sentence`` is where the sentence begins.
        """
        entity = next(e for e in self.sources.entities if e.id == identifier)
        low = pronoun.lower()
        if low in ("he", "she", "his", "her"):
            if _FOR_ANOTHER.search(entity.name):
                return False
            return entity.person is not None or (entity.disclosure == "partial" and not entity.plural)
        if low in ("they", "their"):
            return entity.person is None and (entity.plural or entity.name.lower().endswith(("police", "people")))
        # "X said the tunnel was unsafe, but the ministry said it was safe"
        first = not self.statements or self.statements[-1].spans[0][0] < sentence
        return entity.person is None and not entity.plural and first

    def _short(self, identifier: str) -> str:
        """A name to use in a sentence: surname with given name for persons, the first mention for others."""
        entity = next(e for e in self.sources.entities if e.id == identifier)
        if entity.person is not None:
            return " ".join(entity.person.core)
        return entity.mentions[0].split(",")[0]

    def _phrase(self, row: Sequence[Token], hit: Found) -> Span:
        """Source and cue together, as far as they stand together."""
        starts = [r[0] for r in (hit.source, hit.cue) if r is not None]
        ends = [r[1] for r in (hit.source, hit.cue) if r is not None]
        return row[min(starts)].start, row[max(ends) - 1].end

    def _add(
        self,
        row: Sequence[Token],
        sentence: Sentence,
        spans: tuple[Span, ...],
        text: str,
        chain: tuple[str, ...],
        cue: Span | None,
        hit: Found | None,
        speech: Speech,
        *,
        bare_denial: bool = False,
    ) -> None:
        status, status_cue, reason = self._status(spans, chain, hit, cue)
        self.statements.append(
            Statement(
                sentence.number,
                spans,
                text,
                chain,
                cue,
                hit.lemma if hit else "",
                hit.manner if hit else "",
                speech,
                status,
                status_cue,
                reason,
                phrase=self._phrase(row, hit) if hit is not None else cue,
                bare_denial=bare_denial,
                denied_by_source=hit is not None and hit.manner == "denial" and hit.originator is None,
            )
        )

    def _status(
        self, spans: Sequence[Span], chain: Sequence[str], hit: Found | None, cue: Span | None
    ) -> tuple[Status, Span | None, Reason | None]:
        cues = self.lexicon.cues
        status: Status = "asserted"
        words: Span | None = None
        for start, end in spans:
            for word in status_words(self.article.text[start:end], self.lexicon):
                if stronger(word.status, status) != status:
                    status, words = word.status, (start + word.start, start + word.end)
        if hit is not None and hit.lemma in cues.hedging and stronger("hedged", status) != status:
            status, words = "hedged", cue
        if hit is not None and hit.lemma in cues.future and stronger("scheduled", status) != status:
            status, words = "scheduled", cue
        reason: Reason | None = _PLAIN_REASONS.get(status)
        if hit is not None and hit.manner == "denial":
            return "denied", cue, "denied"
        if chain and stronger("unconfirmed", status) != status:
            origin = next(e for e in self.sources.entities if e.id == chain[0])
            if origin.media:
                return "unconfirmed", cue, "media_report_only"
            relayed = any(e.media for e in self.sources.entities if e.id in chain[1:])
            if origin.kind == "document" and origin.disclosure != "named" and relayed:
                return "unconfirmed", cue, "media_report_only"
            if origin.disclosure in ("partial", "anonymous") and origin.kind != "document":
                return "unconfirmed", cue, "anonymous_source"
        return status, words, reason

    # -- speech carried on, and the article's own voice -----------------------------------------------

    def _all_quoted(self, row: Sequence[Token]) -> bool:
        quoted = sum(len(token.text.split()) for token in row if token.quote)
        return quoted >= 4 and quoted >= 0.75 * sum(len(token.text.split()) for token in row)

    def _carried_on(
        self, sentence: Sentence, row: list[Token], before: Sentence | None, following: list[Token] | None
    ) -> None:
        """A sentence that is all quotation keeps the speaker of the speech around it."""
        chain, cue = self.speaker, self.speaker_cue
        if not chain:
            return
        for token in row:
            if token.quote:
                for spans, text, speech in self._inside_quotation(token):
                    self._add(row, sentence, spans, text, chain, cue, None, speech)

    def _own_voice(self, sentence: Sentence, grammar: Grammar, covered: Sequence[Range]) -> None:
        left = _without((0, len(grammar.tokens)), covered)
        if len(left) >= 2 and not grammar.is_clause(*left[0]) and not grammar.tokens[left[1][0]].quote:
            # "The deal, which X said …, was signed": subject and verb around an attribution
            begin = left[1][0] + (grammar.low(left[1][0]) == ",")
            if begin < left[1][1] and grammar.is_finite(begin) and left[0][1] - left[0][0] >= 2:
                piece = Piece((left[0], (begin, left[1][1])))
                spans = tuple(self._span(grammar.tokens, r) for r in (left[0], (begin, left[1][1])))
                self._add(grammar.tokens, sentence, spans, self._text(grammar, piece, None, ()), (), None, None, "none")
                left = left[2:]
        for start, end in left:
            while start < end and (
                grammar.low(start) in self.lexicon.words.coordinators
                or grammar.low(start) in (",", ";")
                or (grammar.is_adverb(start) and grammar.low(start + 1) == ",")
            ):
                start += 1
            # verbs are many and some look like nouns ("cost", "hurt"): a whole sentence of the article's stands anyway
            whole = not covered and grammar.tokens[-1].low in (".", "!")
            if sum(t.text[0].isalnum() for t in grammar.tokens[start:end]) < 4:
                continue
            if not (whole or grammar.is_clause(start, end)):
                continue
            withheld = bool(effects(grammar_text(self.article.text, grammar, start, end), self.lexicon))
            if covered and self._only_frames(grammar, start, end) and not withheld:
                continue
            if grammar.tokens[-1].low == "?" and end == len(grammar.tokens):
                continue
            for spans, text, _ in self._propositions(grammar, start, end, None, ()):
                if len(text.split()) >= 4:
                    self._add(grammar.tokens, sentence, spans, text, (), None, None, "none")

    def _only_frames(self, grammar: Grammar, start: int, end: int) -> bool:
        """Whether a stretch beside attributions only leads to them: "His comments come a day after", "When asked"."""
        words = self.lexicon.words
        first = grammar.low(start)
        if grammar.low(end - 1) in words.subordinators:
            return True
        if first in words.subordinators or first in ("leaked", "asked", "citing", "speaking"):
            return True
        # without a subject before the verb it hangs on what stands beside it
        return grammar.is_finite(start) and not grammar.tokens[start].capital

    # -- the whole article ----------------------------------------------------------------------------

    def _merge_repeats(self) -> None:
        """A standfirst that the body repeats is one claim with two pieces of evidence."""
        merged: list[Statement] = []
        wordings: list[str] = []
        for statement in self.statements:
            wording = _normal(statement.text)
            twin = next(
                (
                    i
                    for i, other in enumerate(wordings)
                    if _same_words(wording, other)
                    and merged[i].sentence != statement.sentence
                    and _one_voice(merged[i].chain, statement.chain)
                ),
                None,
            )
            if twin is None:
                merged.append(statement)
                wordings.append(wording)
                continue
            other = merged.pop(twin)
            del wordings[twin]
            keep = statement if len(statement.chain) >= len(other.chain) else other
            merged.append(
                replace(keep, sentence=statement.sentence, spans=tuple(sorted({*other.spans, *statement.spans})))
            )
            wordings.append(_normal(keep.text))
        self.statements[:] = merged

    def _mark_keys(self) -> None:
        """Key: the article's first matters and what is attributed or open, as far as a 100-word brief can carry."""
        total = self.article.body[-1].number
        scored = sorted(
            range(len(self.statements)),
            key=lambda i: (
                (self.statements[i].sentence / total)
                - 0.35 * bool(self.statements[i].chain)
                - 0.2 * (self.statements[i].status == "unconfirmed")
            ),
        )
        limit = max(8, min(14, len(scored) * 2 // 3))
        for index in scored[:limit]:
            self.statements[index] = replace(self.statements[index], key=True)

    def _span(self, row: Sequence[Token], r: Range) -> Span:
        return row[r[0]].start, row[r[1] - 1].end


_FOR_ANOTHER = re.compile(
    r"\b(?:lawyer|attorney|counsel|solicitor|spokes\w+|aide|adviser|advisor|wife|husband|father|mother|brother|sister|son"
    r"|daughter|doctor)\b",
    re.IGNORECASE,
)
"""Who speaks for somebody else: "her lawyer said she would appeal"."""
_PLAIN_REASONS: Mapping[Status, Reason] = {
    "hedged": "hedged",
    "scheduled": "future",
    "unconfirmed": "not_verified",
    "denied": "denied",
    "disputed": "disputed",
}


_QUOTATION_MARKS = "\"\u201c\u201d\u201e\u00ab\u00bb'\u2018\u2019"


def _without_nested_acts(found: Sequence[Found], lexicon: Lexicon) -> list[Found]:
    """Leave out what somebody merely does inside somebody's speech ("she said he thanked them")."""
    kept = [
        number
        for number, hit in enumerate(found)
        if not (hit.inside and hit.manner in ("act", "document") and hit.lemma not in lexicon.cues.nested)
    ]
    places = {number: place for place, number in enumerate(kept)}
    return [
        replace(found[number], inside=tuple(places[outer] for outer in found[number].inside if outer in places))
        for number in kept
    ]


def grammar_text(text: str, grammar: Grammar, start: int, end: int) -> str:
    """The article's words over a token range."""
    return text[grammar.tokens[start].start : grammar.tokens[end - 1].end]


def _without(whole: Range, holes: Sequence[Range]) -> list[Range]:
    """What is left of ``whole`` outside ``holes``."""
    left = [whole]
    for begin, stop in sorted(holes):
        left = [
            part
            for start, end in left
            for part in ((start, min(end, begin)), (max(start, stop), end))
            if part[0] < part[1]
        ]
    return left


def _normal(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _one_voice(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two tellings can be one: the article may leave out in one what it attributes in the other."""
    shorter, longer = sorted((one, other), key=len)
    return set(shorter) <= set(longer)


def _same_words(one: str, other: str) -> bool:
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if len(shorter) <= 0.7 * len(longer) or shorter not in longer:
        return False
    # of a few words, one word more makes another claim
    return shorter == longer or shorter.count(" ") >= 4
