"""The lexical layer's reading of an article: who says what, by cues and grammar alone.

Pure: an article (and answers to its doubts) in, a :class:`Reading` out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from summarizer.article.model import Article, Sentence
from summarizer.article.sentences import segment
from summarizer.errors import ArticleError
from summarizer.languages import primary
from summarizer.lexical.acts import is_bare_denial
from summarizer.lexical.attribution import attributions
from summarizer.lexical.chains import Chains
from summarizer.lexical.clauses import Piece, cut
from summarizer.lexical.cue import Found
from summarizer.lexical.datafiles import has_grammar, has_lexicon, languages, named
from summarizer.lexical.grammar import Grammar, Range
from summarizer.lexical.keys import with_keys
from summarizer.lexical.lexicon import Lexicon, lexicon
from summarizer.lexical.light import read_lightly
from summarizer.lexical.people import people
from summarizer.lexical.repeats import merged
from summarizer.lexical.sources import Sources
from summarizer.lexical.standing import settled
from summarizer.lexical.statement import Reading, Span, Statement
from summarizer.lexical.statuses import effects, status_words, stronger
from summarizer.lexical.texts import Texts, span, unquoted
from summarizer.lexical.words import Token, quotations, tokens
from summarizer.summary import Kind, Reason, Speech, Status


def read_lexically(article: Article, answers: Mapping[str, Kind] | None = None) -> Reading:
    """Read ``article`` by its attribution cues, with a grammar where its language has one, else by the light rules.

    Args:
        article: the article.
        answers: doubts settled by a model: key of the doubt to the kind chosen.

    Raises:
        ArticleError: there is no lexicon for the article's language.
    """
    if not has_lexicon(article.language):
        raise ArticleError(
            f"the article is in {named(article.language)}, and the rules know only: {', '.join(languages())}; "
            "name a model that reads whole articles"
        )
    if not has_grammar(article.language):
        return read_lightly(article)
    return _Reader(article, lexicon(primary(article.language)), answers or {}).read()


def unread(article: Article) -> Reading:
    """The empty reading of an article in a language without a lexicon, for models that need none."""
    return Reading(article, (), (), (), (), by_words=False)


_LONGEST = 160
"""Words read as one sentence; what is longer is no sentence, and reading it whole takes the square of its length."""


@dataclass
class _Reader:
    article: Article
    lexicon: Lexicon
    answers: Mapping[str, Kind]
    statements: list[Statement] = field(default_factory=list)

    def read(self) -> Reading:
        self.quoted = quotations(self.article)
        told = [sentence for sentence in self.article.sentences if sentence.role in ("body", "headline")]
        rows = [tokens(self.article, sentence.start, sentence.end, self.quoted) for sentence in told]
        self.sources = Sources(self.article, self.lexicon, people(self.article, rows, self.lexicon), self.answers)
        self.speaker: tuple[str, ...] = ()
        self.speaker_cue: Span | None = None
        self.announced: int | None = None
        self.chains = Chains(self.sources, self.statements)
        self.texts = Texts(self.article.text, self.sources.entities)
        for sentence, row in zip(told, rows, strict=True):
            if sentence.role != "body":
                continue
            for start in range(0, len(row), _LONGEST):
                self._sentence(sentence, row[start : start + _LONGEST])
        kept, matters = settled(self.article, self.lexicon, self.quoted, self.sources.entities, merged(self.statements))
        self.statements[:] = with_keys(kept, self.article.body[-1].number, self.lexicon)
        used = {identifier for statement in self.statements for identifier in statement.chain}
        sources = tuple(entity for entity in self.sources.entities if entity.id in used | self.chains.deniers)
        known = {entity.id for entity in sources}
        doubts = tuple(doubt for doubt in self.sources.doubts if doubt.source in known)
        return Reading(self.article, sources, tuple(self.statements), tuple(matters), doubts)

    # -- one sentence ------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence, row: list[Token]) -> None:
        grammar = Grammar(row, self.lexicon)
        found = _without_nested_acts(attributions(row, self.lexicon), self.lexicon)
        chains = self.chains.of(grammar, found, sentence.paragraph)
        if not found and self._all_quoted(row):
            self._carried_on(sentence, row)
            return
        if not found and self.announced == sentence.paragraph:
            # "The shipyard denied the reports:" and its words in the next paragraph
            self._announced(sentence, grammar)
            return
        covered: list[Range] = []
        for number, hit in enumerate(found):
            if not chains[number]:
                continue
            covered += [hit.region, *hit.contents]
            self._attributed(sentence, grammar, found, number, chains)
        self._own_voice(sentence, grammar, covered)
        if found:
            self.chains.remember(grammar, found, chains, sentence.paragraph)
            last = next((number for number in range(len(found) - 1, -1, -1) if chains[number]), None)
            if last is not None:
                self.speaker, self.speaker_cue = chains[last], span(row, found[last].cue)
                if row[-1].text == ":":
                    self.announced = sentence.paragraph + 1
        else:
            subject = grammar.clause_subject(0, len(row))
            if subject is not None:
                self.sources.note_subject(row[subject[0] : subject[1]])

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
        cue = span(row, hit.cue)
        bare = hit.manner == "denial" and is_bare_denial(grammar, hit)
        if bare:
            self.chains.deniers.update(chains[number])
        inner = [other for other, nested in enumerate(found) if number in nested.inside and chains[other]]
        if hit.frame == "split" and any(found[other].region[0] == hit.contents[0][0] for other in inner):
            # "The driver, police said, claimed P": what is said is what he claimed
            return
        if hit.frame == "split" and len(hit.contents) == 2:
            # "The deal, the minister said, will be signed"
            piece = Piece(hit.contents)
            text = self.texts.claim(grammar, piece)
            spans = tuple(span(row, r) for r in hit.contents)
            self._add(row, sentence, spans, text, chains[number], cue, hit, "indirect")
            return
        if hit.frame == "around" and self._broken(grammar, hit):
            # '"The deal," the minister said, "will be signed."'
            first, second = (unquoted(self.article.text, row[begin]) for begin, _ in hit.contents)
            text = " ".join(
                " ".join(self.article.text[slice(*span)] for span in (first, second)).replace(",", "").split()
            )
            self._add(row, sentence, (first, second), text, chains[number], cue, hit, "direct")
            return
        for begin, stop in hit.contents:
            holes = [r for other in inner for r in (found[other].region, *found[other].contents)]
            if hit.manner == "denial" and (tail := _beyond_denial(grammar, begin, stop)) < stop:
                for spans, text, _ in self._propositions(grammar, tail, stop, None, ()):
                    self._add(row, sentence, spans, text, (), None, None, "none")
                stop = tail
            for start, end in _without((begin, stop), holes):
                if holes and not grammar.is_clause(start, end):
                    continue
                for order, (spans, text, speech) in enumerate(
                    self._propositions(grammar, start, end, hit, chains[number])
                ):
                    background = hit.frame != "split" and self._background(grammar, hit, spans)
                    if order and speech == "indirect" and (background or effects(text, self.lexicon)):
                        # "X said P, though Y has yet to confirm it": the article's own remark
                        self._add(row, sentence, spans, text, (), None, None, "none")
                    else:
                        self._add(row, sentence, spans, text, chains[number], cue, hit, speech, bare_denial=bare)

    def _background(self, grammar: Grammar, hit: Found, spans: Sequence[Span]) -> bool:
        """Whether ", which is P" behind "X said Q" is the article's own: past speech has no present tense."""
        words = self.lexicon.words
        start = next((i for i, token in enumerate(grammar.tokens) if token.start == spans[0][0]), None)
        past = hit.manner == "phrase" or grammar.low(hit.cue[1] - 1) in words.past_cues
        if start is None or not past or start + 1 >= len(grammar.tokens):
            return False
        verb = start + 1 + (grammar.is_adverb(start + 1) and start + 2 < len(grammar.tokens))
        return grammar.low(start) in words.telling_relatives and self._present(grammar, verb)

    def _present(self, grammar: Grammar, verb: int) -> bool:
        low = grammar.low(verb)
        return low in ("is", "are", "has", "have", "does") or (
            low.endswith("s") and not low.endswith(("ss", "us", "'s")) and low not in ("was", "says", "its", "this")
        )

    def _propositions(
        self, grammar: Grammar, start: int, end: int, hit: Found | None, chain: Sequence[str]
    ) -> Iterable[tuple[tuple[Span, ...], str, Speech]]:
        """Cut a content into propositions: evidence spans, text, and how it is spoken."""
        row = grammar.tokens
        alone = [i for i in range(start, end) if row[i].quote]
        outside = sum(token.text[0].isalnum() for token in row[start:end] if not token.quote)
        act = hit is not None and hit.manner in ("act", "document")
        if alone and outside <= 2 and not (act and outside):
            for index in alone:
                yield from self._inside_quotation(row[index])
            return
        pieces = [Piece(((start, end),))] if act else cut(grammar, start, end)
        if hit is not None and hit.lead is not None and pieces:
            pieces[0] = replace(pieces[0], subject=pieces[0].subject or hit.lead)
        for piece in pieces:
            spans = tuple(span(row, r) for r in piece.ranges)
            speech: Speech = (
                "none"
                if hit is None
                else "mixed"
                if any(row[i].quote for r in piece.ranges for i in range(*r))
                else "indirect"
            )
            first = not self.statements or self.statements[-1].spans[0][0] < row[0].start
            text = self.texts.claim(grammar, piece, hit, chain, first=first)
            if text:
                yield spans, text, speech

    def _broken(self, grammar: Grammar, hit: Found) -> bool:
        """Whether one clause runs through two quotations: the first breaks off, the second goes on in lower case."""
        row = grammar.tokens
        if len(hit.contents) != 2 or not all(stop - begin == 1 and row[begin].quote for begin, stop in hit.contents):
            return False
        first, second = (
            self.article.text[slice(*unquoted(self.article.text, row[begin]))] for begin, _ in hit.contents
        )
        return first.endswith(",") and second[:1].islower()

    def _inside_quotation(self, token: Token) -> list[tuple[tuple[Span, ...], str, Speech]]:
        """The sentences of a quotation; a fragment without a verb goes with the sentence before it."""
        found: list[tuple[tuple[Span, ...], str, Speech]] = []
        begin, stop = unquoted(self.article.text, token)
        text = self.article.text
        for part in segment(text[begin:stop]):
            start, end = begin + part.start, begin + part.end
            row = tokens(self.article, start, end, [])
            grammar = Grammar(row, self.lexicon)
            if sum(t.text[0].isalnum() for t in row) < 3:
                continue
            for piece in cut(grammar, 0, len(row)):
                spans = tuple(span(row, r) for r in piece.ranges)
                wording = self.texts.claim(grammar, piece)
                if found and not any(grammar.is_clause(*r) for r in piece.ranges):
                    before, words, _ = found[-1]
                    found[-1] = ((*before, *spans), f"{words} {wording}", "direct")
                else:
                    found.append((spans, wording, "direct"))
        return found

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
        if reason in ("media_report_only", "anonymous_source"):
            status_cue = self._mention(row, sentence, chain[0], hit) or cue
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
        for start, end in _of_one_sentence(self.article.text, spans):
            for word in status_words(self.article.text[start:end], self.lexicon):
                if stronger(word.status, status) != status:
                    status, words = word.status, (start + word.start, start + word.end)
        if hit is not None and hit.lemma in cues.hedging and stronger("hedged", status) != status:
            status, words = "hedged", cue
        if cue is not None and hit is not None and stronger("hedged", status) != status:
            # "reportedly said", "has allegedly claimed"
            beside = self.article.text[max(0, cue[0] - _BESIDE) : cue[0]].split()
            if beside and any(word.status == "hedged" for word in status_words(beside[-1], self.lexicon)):
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

    def _mention(self, row: Sequence[Token], sentence: Sentence, source: str, hit: Found | None) -> Span | None:
        """Where a sentence names the source that a claim stands on: by name, else by the phrase before the cue."""
        origin = next(e for e in self.sources.entities if e.id == source)
        for mention in sorted(origin.mentions, key=len, reverse=True):
            place = re.search(rf"(?<![\w-]){re.escape(mention)}(?![\w-])", sentence.text)
            if place is not None:
                return sentence.start + place.start(), sentence.start + place.end()
        return span(row, hit.source) if hit is not None and hit.source is not None else None

    # -- speech carried on, and the article's own voice -----------------------------------------------

    def _all_quoted(self, row: Sequence[Token]) -> bool:
        quoted = sum(len(token.text.split()) for token in row if token.quote)
        return quoted >= 4 and quoted >= 0.75 * sum(len(token.text.split()) for token in row)

    def _carried_on(self, sentence: Sentence, row: list[Token]) -> None:
        """A sentence that is all quotation keeps the speaker of the speech around it."""
        chain, cue = self.speaker, self.speaker_cue
        if not chain:
            return
        for token in row:
            if token.quote:
                for spans, text, speech in self._inside_quotation(token):
                    self._add(row, sentence, spans, text, chain, cue, None, speech)

    def _announced(self, sentence: Sentence, grammar: Grammar) -> None:
        """A sentence without quotation marks in the paragraph that a colon gave to the last speaker."""
        for spans, text, _ in self._propositions(grammar, 0, len(grammar.tokens), None, self.speaker):
            self._add(grammar.tokens, sentence, spans, text, self.speaker, self.speaker_cue, None, "direct")

    def _own_voice(self, sentence: Sentence, grammar: Grammar, covered: Sequence[Range]) -> None:
        left = _without((0, len(grammar.tokens)), covered)
        if len(left) >= 2 and not grammar.is_clause(*left[0]) and not grammar.tokens[left[1][0]].quote:
            # "The deal, which X said …, was signed": subject and verb around an attribution
            begin = left[1][0] + (grammar.low(left[1][0]) == ",")
            if begin < left[1][1] and grammar.is_finite(begin) and left[0][1] - left[0][0] >= 2:
                piece = Piece((left[0], (begin, left[1][1])))
                spans = tuple(span(grammar.tokens, r) for r in (left[0], (begin, left[1][1])))
                self._add(grammar.tokens, sentence, spans, self.texts.claim(grammar, piece), (), None, None, "none")
                left = left[2:]
        for start, end in left:
            while start < end and (
                grammar.low(start) in self.lexicon.words.coordinators
                or grammar.low(start) in (",", ";")
                or (grammar.is_adverb(start) and grammar.low(start + 1) == ",")
            ):
                start += 1
            if covered:
                start, end = self._unhung(grammar, start, end)
            # verbs are many and some look like nouns ("cost", "hurt"): a whole sentence of the article's stands anyway
            whole = not covered and grammar.tokens[-1].low in (".", "!")
            if sum(t.text[0].isalnum() for t in grammar.tokens[start:end]) < 4:
                continue
            if not (whole or grammar.is_clause(start, end)):
                continue
            withheld = bool(effects(self.article.text[slice(*span(grammar.tokens, (start, end)))], self.lexicon))
            if covered and self._only_frames(grammar, start, end) and not withheld:
                continue
            if grammar.tokens[-1].low == "?" and end == len(grammar.tokens):
                continue
            for spans, text, _ in self._propositions(grammar, start, end, None, ()):
                if len(text.split()) >= 4:
                    self._add(grammar.tokens, sentence, spans, text, (), None, None, "none")

    def _unhung(self, grammar: Grammar, start: int, end: int) -> Range:
        """A stretch without the words that hang it on the attribution beside it: "the men fled after [they said …]"."""
        words = self.lexicon.words
        speech = self.lexicon.cues.setting | self.lexicon.cues.nominal
        subject = grammar.clause_subject(start, end)
        tells = subject is not None and grammar.head(*subject) in speech
        hangs = words.subordinators | words.coordinators | {",", "in", "—"}
        stop = end
        while stop > start and grammar.low(stop - 1) in hangs:
            stop -= 1
        alone = subject is not None and not tells and grammar.is_clause(start, stop)
        if grammar.low(start) in words.background and grammar.low(end - 1) == ",":
            # "After the dam burst, [the ministry said …]"
            opens = grammar.clause_subject(start + 1, stop)
            own = opens is not None and grammar.low(opens[0]) not in words.pronouns
            return (start + 1, stop) if own and stop - start > 5 else (start, end)
        return (start, stop) if alone else (start, end)

    def _only_frames(self, grammar: Grammar, start: int, end: int) -> bool:
        """Whether a stretch beside attributions only leads to them: "His comments come a day after", "When asked"."""
        words = self.lexicon.words
        first = grammar.low(start)
        if grammar.low(end - 1) in words.subordinators:
            return True
        if first in words.subordinators or first in ("leaked", "asked", "citing", "speaking"):
            return True
        if first in words.prepositions and grammar.low(start + 1).endswith("ing") and grammar.low(end - 1) == ",":
            # "After registering a loss, [the yard said …]"
            return True
        # without a subject before the verb it hangs on what stands beside it
        return grammar.is_finite(start) and not grammar.tokens[start].capital


_BESIDE = 20
"""Characters before a cue that hold the adverb beside it."""


_PLAIN_REASONS: Mapping[Status, Reason] = {
    "hedged": "hedged",
    "scheduled": "future",
    "unconfirmed": "not_verified",
    "denied": "denied",
    "disputed": "disputed",
}


def _beyond_denial(grammar: Grammar, begin: int, stop: int) -> int:
    """Where the article goes on behind what is denied: "denied firing live rounds, but P"."""
    joints = (i for i in range(begin + 1, stop - 2) if grammar.low(i) == "," and grammar.low(i + 1) in ("but", "and"))
    return next((i for i in joints if _opens_clause(grammar, i + 2, stop)), stop)


def _opens_clause(grammar: Grammar, start: int, stop: int) -> bool:
    """Whether a subject and its verb begin at ``start``, and no second thing that is denied."""
    subject = grammar.clause_subject(start, stop)
    return (
        grammar.low(start) != "that" and subject is not None and subject[0] == start and grammar.is_clause(start, stop)
    )


def _without_nested_acts(found: Sequence[Found], lexicon: Lexicon) -> list[Found]:
    """Leave out what somebody merely does inside somebody's speech ("she said he thanked them")."""
    kept = [
        number
        for number, hit in enumerate(found)
        if not (hit.inside and hit.manner in ("act", "document") and hit.lemma not in lexicon.cues.nested)
        and not (hit.inside and hit.manner == "denial" and hit.lemma not in lexicon.cues.nested)
    ]
    places = {number: place for place, number in enumerate(kept)}
    return [
        replace(found[number], inside=tuple(places[outer] for outer in found[number].inside if outer in places))
        for number in kept
    ]


def _of_one_sentence(text: str, spans: Sequence[Span]) -> Sequence[Span]:
    """The spans up to the first full stop between two: a fragment carried along decides nothing."""
    for index in range(1, len(spans)):
        if re.search(r"[.!?]", text[spans[index - 1][1] : spans[index][0]]):
            return spans[:index]
    return spans


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
