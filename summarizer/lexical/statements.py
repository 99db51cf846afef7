"""Cues that report a proposition: "X said P", "according to X", "Y quoted X as saying P"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.lexical.clauses import antecedent
from summarizer.lexical.cue import Found, Frame
from summarizer.lexical.grammar import Grammar, Range
from summarizer.lexical.lexicon import VerbForm
from summarizer.lexical.subjects import Subject, can_speak, inverted_subject, is_noun_use, subject_of, verb_group


def statement(grammar: Grammar, index: int, form: VerbForm, found: Sequence[Found]) -> Found | None:
    """A verb that reports a proposition: "X said P", "P, X said", "“P”, said X"; ``found`` stands before it."""
    cues = grammar.lexicon.cues
    if is_noun_use(grammar, index, form):
        return None
    verb_start, group = verb_group(grammar, index)
    if group & grammar.lexicon.words.modals or group & grammar.lexicon.words.negations:
        return None
    passive = bool(group & {"is", "are", "was", "were", "be", "been", "being"}) and form.participle and not form.gerund
    if passive or "to" in group or (form.base and "be" in group):
        return None
    if form.gerund and not group:
        return _gerund(grammar, index, form, found)
    behind = _behind_particle(grammar, index, form)
    if behind is None:
        return None
    inverted = inverted_subject(grammar, index) if verb_start == index and not form.gerund else None
    subject = subject_of(grammar, verb_start)
    after = grammar.skip_setting(behind)
    if subject is not None and subject.originator is None:
        originator, after = _cited(grammar, after)
        subject = replace(subject, originator=originator)
    if inverted is not None and (
        subject is None or subject.source is None or grammar.is_quote(index - 1) or _closes(grammar, inverted)
    ):
        end = (inverted.appositive or inverted.source or (0, index))[1]
        end = grammar.skip_setting(end)
        frame: Frame = (
            "around" if _quote_follows(grammar, end) and grammar.is_quote(_content_before(grammar, index)) else "before"
        )
        return _trailing(
            grammar,
            Found(
                "statement", form.lemma, (index, index + 1), inverted.source, frame, (index, end), inverted.appositive
            ),
        )
    if subject is None:
        return None
    if (
        subject.source is None
        and not found
        and subject.start
        and grammar.low(subject.start) in grammar.lexicon.words.coordinators
    ):
        own = grammar.clause_subject(0, index)
        subject = replace(subject, source=own) if own else subject
    outlets = subject.outlets
    if form.lemma in cues.addressee:
        outlets, after = _addressee(grammar, after, outlets)
    elif grammar.low(after) == "to" and (
        _that(grammar, after + 1) is not None or _is_outlet(grammar, *grammar.name_right(after + 1))
    ):
        # "confirmed to Harbour Radio that"
        outlets, after = _addressee(grammar, after + 1, outlets)
    frame_found = _frame(grammar, form, subject, after)
    if frame_found is None:
        return None
    content_start = after + (grammar.low(after) in ("that", ":", ",", "of", "about"))
    hit = Found(
        "statement",
        form.lemma,
        (index, index + 1),
        subject.source,
        frame_found,
        (subject.start, content_start if frame_found != "before" else after),
        subject.appositive,
        subject.originator,
        outlets,
        subject.antecedents,
    )
    if frame_found == "after" and grammar.low(subject.start - 1) in ("which", "who") and subject.start > 1:
        hit = _inside_relative(grammar, hit)
    return _trailing(grammar, hit) if frame_found == "before" else hit


def _closes(grammar: Grammar, inverted: Subject) -> bool:
    """Whether nothing but the speaker stands behind the verb: "…, said the harbour master"."""
    end = grammar.skip_setting((inverted.source or (0, 0))[1])
    return grammar.is_end(end) or grammar.low(end) == ","


def _behind_particle(grammar: Grammar, index: int, form: VerbForm) -> int | None:
    """Where the reading goes on behind a verb and its particle ("pointed out"); ``None`` where it needs one."""
    phrases = grammar.lexicon.cues.particles.get(form.lemma)
    if phrases is None:
        return index + 1
    for words in phrases:
        if tuple(grammar.low(index + 1 + i) for i in range(len(words))) == words:
            return index + 1 + len(words)
    return None


def _inside_relative(grammar: Grammar, hit: Found) -> Found:
    """The antecedent as the content's subject, and the comma as its end: "the deal, which X said was worth P, …"."""
    relative = hit.region[0] - 1
    comma = grammar.low(relative - 1) == ","
    lead = antecedent(grammar, 0, relative - comma)
    return replace(hit, lead=lead, region=(relative - comma, hit.region[1]))


def _cited(grammar: Grammar, after: int) -> tuple[Range | None, int]:
    """ "Y reported, citing X, that P" and "Citing X, Y reported that P": X, and where the reading goes on."""
    cues = grammar.lexicon.cues
    if grammar.low(after) == "," and grammar.low(after + 1) in cues.originator_follows:
        source, comma = grammar.phrase_right(after + 2), grammar.phrase_stop(after + 2)
        if grammar.low(comma) == "," and source[0] < source[1]:
            return source, comma + 1
    if grammar.low(0) in cues.originator_follows:
        source, comma = grammar.phrase_right(1), grammar.phrase_stop(1)
        if source[0] < source[1] and grammar.low(comma) == ",":
            return source, after
    return None, after


def _content_before(grammar: Grammar, index: int) -> int:
    return index - 1 if grammar.is_quote(index - 1) else index - 2


def _quote_follows(grammar: Grammar, index: int) -> bool:
    """Whether a quotation comes next, marks and connectives ("; and, later,") aside."""
    words = grammar.lexicon.words
    while (
        grammar.low(index) in (",", ":", ";", ".", "\u2014", "\u2013", "--")
        or grammar.low(index) in words.coordinators
        or grammar.is_adverb(index)
    ):
        index += 1
    return grammar.is_quote(index)


def _is_outlet(grammar: Grammar, start: int, end: int) -> bool:
    """Whether a range is the name of a known outlet."""
    return " ".join(token.text for token in grammar.tokens[start:end]) in grammar.lexicon.tables.media


def _that(grammar: Grammar, start: int) -> int | None:
    """Where "that" follows a short noun phrase, times and settings passed over."""
    for index in range(start, min(start + 10, len(grammar.tokens))):
        if grammar.low(index) == "that":
            return index
        if grammar.low(index) == "," or grammar.is_quote(index) or grammar.is_finite(index):
            return None
    return None


def _addressee(grammar: Grammar, after: int, outlets: tuple[Range, ...]) -> tuple[tuple[Range, ...], int]:
    """ "told reporters in Kyiv that", "told the official X news agency that", "told Harbour Radio the …"."""
    words = grammar.lexicon.words
    if grammar.low(after) in ("that", ":", "of") or grammar.is_quote(after) or after >= len(grammar.tokens):
        return outlets, after
    start, end = grammar.name_right(after)
    if start >= end and grammar.low(start) in words.audiences:
        end = start + 1
    if start < end:
        head = grammar.low(end - 1)
        if not (head in words.audiences or head in words.pronouns):
            outlets = (*outlets, (start, end))
        after = grammar.skip_setting(end)
        # "told a Senate subcommittee that": the addressee runs on to its "that"
        that = next((i for i in range(after, min(len(grammar.tokens), after + 6)) if grammar.low(i) == "that"), None)
        if that is not None and not any(grammar.is_finite(i) or grammar.low(i) == "," for i in range(after, that)):
            return outlets, that
        # "told reporters in Kyiv", "told a conference of donors"
        if grammar.low(after) in ("in", "at", "of", "on", "by", "from", "during", "after"):
            ahead = after
            while (
                ahead < min(len(grammar.tokens), after + 9)
                and grammar.low(ahead) not in ("that", ",", ":")
                and not grammar.is_quote(ahead)
                and not grammar.is_finite(ahead)
            ):
                ahead += 1
            if grammar.low(ahead) in ("that", ":") or grammar.is_quote(ahead) or grammar.is_end(ahead):
                after = ahead
    return outlets, after


def _frame(grammar: Grammar, form: VerbForm, subject: Subject, after: int) -> Frame | None:
    """Where the content of a statement stands; ``None`` where the verb governs no proposition here."""
    cues = grammar.lexicon.cues
    low = grammar.low(after)
    begin = subject.start
    behind_comma = begin > 0 and (
        grammar.low(begin - 1) in (",", "\u2014", "\u2013", "--") or grammar.is_quote(begin - 1)
    )
    content_left = behind_comma and (
        grammar.is_quote(begin - 1) or grammar.is_quote(begin - 2) or _main_clause(grammar, begin - 1)
    )
    if after >= len(grammar.tokens) or grammar.is_end(after):
        return "before" if content_left else None
    if content_left and (grammar.is_quote(begin - 1) or grammar.is_quote(begin - 2)) and _quote_follows(grammar, after):
        return "around"
    if grammar.is_quote(after) or low == ":" or (low == "," and grammar.is_quote(after + 1)):
        return "after"
    if low == "that" and not (form.lemma == "say" and grammar.is_end(after + 1)):
        return "after"
    if low in ("whether", "how", "why", "what", "where") and form.lemma not in cues.question:
        return None
    if low in (",", ";", ")", "\u2014", "\u2013", "--"):
        if behind_comma and low == "," and grammar.low(begin - 2) in grammar.lexicon.words.subordinators:
            return "after"
        if content_left and low == "," and grammar.low(after + 1) in grammar.lexicon.words.reasons:
            # "The river is low, the ministry said, because the snows failed"
            return "split"
        if content_left and low == "," and _goes_on(grammar, subject, after + 1):
            # "Work begins in May, she said, and the bridge will open in June"
            return "around"
        if content_left or (behind_comma and low == "," and grammar.low(after + 1) in grammar.lexicon.words.turns):
            return "before"
        if behind_comma and low == "," and begin > 2 and grammar.is_clause(after + 1, len(grammar.tokens)):
            # "The deal, the minister said, will be signed": one proposition around the cue
            opening = (
                grammar.low(0) in grammar.lexicon.words.openers or grammar.low(0) in grammar.lexicon.words.prepositions
            )
            return "after" if opening else "split"
        return (
            "after"
            if form.lemma == "say"
            and grammar.is_clause(after + 1, len(grammar.tokens))
            and grammar.low(after + 1) not in ("which", "who")
            else None
        )
    words = grammar.lexicon.words
    if content_left and (
        low in words.coordinators
        or low in words.prepositions
        or low in words.subordinators
        or form_gerund(grammar, after)
    ):
        return "before"
    if form.lemma in cues.strict:
        return None
    if low == "to":
        return "after" if form.lemma in cues.infinitive else None
    if low in ("of", "about") and form.lemma in cues.addressee:
        # "told the inquiry of beatings"
        return "after"
    if grammar.tokens[after].quote:
        return "after"
    if (
        form.lemma in cues.bare
        and low not in words.prepositions - {"in", "during", "at", "under", "despite", "by"}
        and grammar.is_clause(after + (form.lemma != "say"), len(grammar.tokens))
    ):
        # an object alone is no proposition: "reported a loss that …"
        return "after" if form.lemma == "say" or _verb_soon(grammar, after) else None
    if form.lemma == "say":
        return "after" if low not in ("so", "goodbye", "hello") else None
    # "“P,” she wrote beside a photograph"
    return "before" if grammar.is_quote(begin - 1) else None


def _goes_on(grammar: Grammar, subject: Subject, joint: int) -> bool:
    """Whether the speech of a pronoun runs on behind its cue: a clause follows whose verb is no cue itself."""
    cues = grammar.lexicon.cues
    if subject.source is None or grammar.low(subject.source[0]) not in grammar.lexicon.words.pronouns:
        return False
    if grammar.low(joint) != "and" or not grammar.is_clause(joint + 1, len(grammar.tokens)):
        return False
    verb = next(i for i in range(joint + 1, len(grammar.tokens)) if grammar.is_finite(i) or grammar.is_quote(i))
    low = grammar.low(verb)
    return verb > joint + 1 and low not in cues.statement and low not in cues.act and low not in cues.denial


def _main_clause(grammar: Grammar, end: int) -> bool:
    """Whether a main clause stands before ``end``: one that opens with "when" or "asked" needs it behind its comma."""
    words = grammar.lexicon.words
    opener = grammar.low(0)
    start = 0
    if opener in words.subordinators or opener in ("asked", "speaking"):
        start = next((i + 1 for i in range(end) if grammar.low(i) == ","), end)
    return grammar.is_clause(start, end)


def form_gerund(grammar: Grammar, index: int) -> bool:
    """Whether a cue verb's gerund stands at ``index``: "…, he said, adding that"."""
    form = grammar.lexicon.cues.statement.get(grammar.low(index)) or grammar.lexicon.cues.act.get(grammar.low(index))
    return form is not None and form.gerund


def _verb_soon(grammar: Grammar, start: int) -> bool:
    """Whether the phrase from ``start`` has a finite verb of its own, so that it is a clause and no object."""
    for index in range(start, len(grammar.tokens)):
        low = grammar.low(index)
        if index > start and (
            low in ("who", "which", "that", ",", ";") or low in ("after", "when", "while", "because")
        ):
            return False
        if grammar.is_finite(index):
            return not (low.endswith("ed") and grammar.low(index + 1) in ("by", "in", "on", "at"))
    return False


def _gerund(grammar: Grammar, index: int, form: VerbForm, found: Sequence[Found]) -> Found | None:
    """A cue that goes on with the source before it, or with the clause's subject: ", adding that P", ", saying P"."""
    before = grammar.low(index - 1)
    tells = form.lemma == "say" and any(
        grammar.low(i) in grammar.lexicon.cues.setting or grammar.low(i) in grammar.lexicon.naming.report_nouns
        for i in range(max(0, index - 7), index)
    )
    accompanying = _accompanying(grammar, index)
    if (
        index
        and not tells
        and accompanying is None
        and before not in (",", "and", "\u2014", "\u2013", "--", "while", "as", "but", "without")
        and not grammar.is_quote(index - 1)
    ):
        return None
    behind = _behind_particle(grammar, index, form)
    if before == "as" or before == "without" or behind is None:
        return None
    after = grammar.skip_setting(behind)
    outlets: tuple[Range, ...] = ()
    if form.lemma in grammar.lexicon.cues.addressee:
        outlets, after = _addressee(grammar, after, ())
    low = grammar.low(after)
    if not (
        low in ("that", ":", "it", "he", "she", "they")
        or grammar.is_quote(after)
        or (form.lemma in grammar.lexicon.cues.bare and grammar.is_clause(after, len(grammar.tokens)))
    ):
        return None
    source = accompanying or (None if found else grammar.clause_subject(0, index))
    if source is None and not found:
        return None
    start = accompanying[0] - 1 if accompanying else index - (before in (",", "and", "but"))
    return Found(
        "statement",
        form.lemma,
        (index, index + 1),
        source,
        "after",
        (start, after + (low in ("that", ":"))),
        outlets=outlets,
    )


def _accompanying(grammar: Grammar, index: int) -> Range | None:
    """The speaker of "with": "…, with officials saying that P"."""
    start = next((i for i in range(index - 1, max(0, index - 8), -1) if grammar.low(i) in ("with", ",")), index)
    speaker = (start + 1, index)
    if grammar.low(start) != "with" or speaker[0] >= index or not can_speak(grammar, *speaker):
        return None
    return speaker


def _trailing(grammar: Grammar, hit: Found) -> Found:
    """ ", citing X" behind "Y reported": X is the originator; ", in an interview with Z": Z passes it on."""
    index = hit.region[1]
    if grammar.low(index) == "," and not hit.outlets:
        for words in grammar.lexicon.cues.told_through:
            if tuple(grammar.low(index + 1 + i) for i in range(len(words))) == words:
                outlet = grammar.name_right(index + 1 + len(words))
                if grammar.low(outlet[1] - 1) not in grammar.lexicon.words.audiences:
                    return replace(hit, outlets=(outlet,), region=(hit.region[0], outlet[1]))
    if grammar.low(index) == "," and grammar.low(index + 1) in grammar.lexicon.cues.originator_follows:
        start, end = grammar.phrase_right(index + 2)
        if start < end:
            return replace(hit, originator=(start, end), region=(hit.region[0], end))
    return hit


def phrase(grammar: Grammar, index: int, source_start: int, phrase: str) -> Found | None:
    """A phrase whose content is the rest of the clause: "according to X"."""
    start, end = grammar.phrase_right(source_start)
    if start >= end or grammar.head(start, end) in grammar.lexicon.cues.no_sources:
        return None
    originator = None
    appositive = None
    region_end = end
    if grammar.low(end) == ",":
        following = end + 1
        if grammar.low(following) in grammar.lexicon.cues.originator_follows:
            originator = grammar.phrase_right(following + 1)
            region_end = originator[1]
        elif index > 0:
            begin, stop = grammar.phrase_right(following)
            if (
                begin < stop
                and not grammar.is_clause(begin, stop)
                and (grammar.is_end(stop) or grammar.low(stop) == ",")
            ):
                appositive = (begin, stop)
                region_end = stop
    region_end = grammar.skip_setting(region_end)
    frame = _phrase_frame(grammar, index, region_end)
    region_start = index - (index > 0 and grammar.low(index - 1) == ",")
    if frame in ("after", "around") and grammar.low(region_end) in (",", ":"):
        region_end += 1
    return Found(
        "phrase", phrase, (index, source_start), (start, end), frame, (region_start, region_end), appositive, originator
    )


def to_whom(grammar: Grammar) -> Found | None:
    """ "To the ministry, the claim is baseless": a view, where a sentence opens with whose it is."""
    start, end = grammar.phrase_right(1)
    rest = range(end + 1, len(grammar.tokens))
    told = any(grammar.low(i) in grammar.lexicon.cues.statement and grammar.low(i).endswith("s") for i in rest)
    if start >= end or grammar.low(end) != "," or not (told or grammar.is_clause(end + 1, len(grammar.tokens))):
        return None
    if not can_speak(grammar, start, end) and grammar.low(start) not in grammar.lexicon.naming.subject_of:
        return None
    return Found("phrase", "to", (0, 1), (start, end), "after", (0, end + 1))


def _phrase_frame(grammar: Grammar, index: int, end: int) -> Frame:
    """Where the content of "according to X" stands, which fills ``index:end``."""
    words = grammar.lexicon.words
    before = grammar.low(index - 1)
    if index == 0:
        return "after"
    if grammar.low(end) == ":" and grammar.is_clause(end, len(grammar.tokens)):
        # "Not so, according to X: P"
        return "after" if index < 5 else "around"
    if before == "," and grammar.low(end) == "," and grammar.low(index - 2) in (
        words.coordinators | words.telling_relatives | {"that"}
    ):
        # "P and, according to X, Q"
        return "after"
    opens = before in ("and", "but", ",", "that") and grammar.low(end) == "," and not grammar.is_clause(0, index)
    return "after" if opens else "before"


def relay(grammar: Grammar, index: int, form: VerbForm) -> Found | None:
    """A source by way of another: "Y quoted X as saying P", "X was quoted by Y as saying P"."""
    saying = next(
        (
            i
            for i in range(index + 1, min(len(grammar.tokens), index + 24))
            if grammar.low(i) == "as" and grammar.low(i + 1) in grammar.lexicon.cues.as_saying
        ),
        None,
    )
    verb_start, group = verb_group(grammar, index)
    if saying is None:
        # "…, which quote officials who say P" is read at "say"; "…, citing X" trails another cue
        return None
    subject = subject_of(grammar, verb_start)
    if subject is None or subject.source is None:
        return None
    content = saying + 2 + (grammar.low(saying + 2) == "that")
    if group & {"is", "are", "was", "were", "been"} and form.participle:
        outlet = grammar.phrase_right(index + 2, saying) if grammar.low(index + 1) == "by" else None
        outlets = (outlet,) if outlet and outlet[0] < outlet[1] else ()
        passed_on = replace(subject, originator=None, outlets=outlets, antecedents=())
        hit = passed_on.says("statement", form.lemma, (index, saying + 2), content)
        behind_clause = grammar.low(subject.start - 1) == "," and grammar.is_clause(0, subject.start)
        closes = subject.start > 0 and (
            grammar.is_end(content) or (behind_clause and grammar.low(content) in grammar.lexicon.words.coordinators)
        )
        return replace(hit, frame="before") if closes else hit
    begin = grammar.skip_setting(index + 1)
    originator = grammar.trim(begin, saying)
    if originator[0] >= originator[1]:
        return None
    if grammar.low(saying + 1) in grammar.lexicon.cues.denial:
        # "Y quoted X as denying that P": X denies, Y passes it on
        denier = replace(subject, source=originator, outlets=(subject.source,), originator=None)
        return denier.says("denial", form.lemma, (index, saying + 2), content)
    return replace(subject, originator=originator).says("statement", form.lemma, (index, saying + 2), content)
