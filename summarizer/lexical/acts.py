"""Cues whose object is the content: accusations, denials, what documents show, "the ministry's claim that P"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.lexical.cue import Found
from summarizer.lexical.cuelists import VerbForm
from summarizer.lexical.grammar import Grammar, Range
from summarizer.lexical.subjects import Subject, is_issued, subject_of
from summarizer.lexical.verbs import BE, can_speak, is_noun_use, verb_group


def denial(grammar: Grammar, index: int, form: VerbForm, found: Sequence[Found]) -> Found | None:
    """A denial: "X denied (that) P", "X rejected allegations by Y that P", "X denied doing it"."""
    cues = grammar.lexicon.cues
    if is_noun_use(grammar, index, form):
        return None
    verb_start, group = verb_group(grammar, index)
    if group & (grammar.lexicon.words.modals | grammar.lexicon.words.negations) or "to" in group:
        return None
    if group & {"is", "are", "was", "were", "been", "be"} and form.participle:
        return None
    if form.gerund and not group:
        subject: Subject | None = Subject(None if found else grammar.clause_subject(0, index), index - 1)
    else:
        subject = subject_of(grammar, verb_start)
    if subject is None or (subject.source is None and not found):
        return None
    after = grammar.skip_setting(index + 1)
    if after >= len(grammar.tokens) or grammar.is_end(after):
        return None if found else _denied_before(grammar, index, form, subject)
    author, content = _denied(grammar, after)
    content_words = {grammar.low(i) for i in range(after, after + 8)}
    if subject.source is not None and grammar.head(*subject.source) in cues.benches and "that" not in content_words:
        # "The court rejected the suit": a ruling, and no denial
        return None
    colon = next((i for i in range(after, min(after + 8, len(grammar.tokens))) if grammar.low(i) == ":"), None)
    if colon is not None and colon + 1 < len(grammar.tokens):
        # "denied the accusations: “I took nothing”": what follows is what the denier says
        return subject.says("statement", form.lemma, (index, index + 1), colon + 1)
    return Found(
        "denial",
        form.lemma,
        (index, index + 1),
        subject.source,
        "after",
        (subject.start, content),
        subject.appositive,
        author,
        subject.outlets,
    )


def _denied_before(grammar: Grammar, index: int, form: VerbForm, subject: Subject) -> Found | None:
    """ "P, which X denied", "P, a charge that X denies": what is denied stands before its denial."""
    if subject.source is None or grammar.low(subject.start - 1) not in ("which", "that"):
        return None
    comma = next((i for i in range(subject.start - 1, max(0, subject.start - 8), -1) if grammar.low(i) == ","), None)
    if comma is None or not grammar.is_clause(0, comma):
        return None
    return Found("denial", form.lemma, (index, index + 1), subject.source, "before", (comma, index + 1))


def _denied(grammar: Grammar, after: int) -> tuple[Range | None, int]:
    """Author of what is denied, if named, and where its words begin."""
    cues = grammar.lexicon.cues
    if grammar.low(after) == "that":
        return None, after + 1
    limit = min(len(grammar.tokens), after + 8)
    for noun in range(after, limit):
        if grammar.low(noun) in cues.denied_contents:
            that = _that(grammar, noun)
            if that is None:
                return _bare_denied(grammar, noun, after)
            if grammar.low(noun + 1) in ("by", "from"):
                return grammar.trim(noun + 2, that), that + 1
            return _owner(grammar, after, noun), that + 1
    return None, after


def _that(grammar: Grammar, noun: int) -> int | None:
    """The "that" which opens what a noun is about; in "denied the charge, saying that" it is another verb's."""
    for index in range(noun + 1, min(len(grammar.tokens), noun + 10)):
        form = grammar.lexicon.cues.statement.get(grammar.low(index))
        if form is not None and form.gerund:
            return None
        if grammar.low(index) == "that":
            return index
    return None


def _bare_denied(grammar: Grammar, noun: int, after: int) -> tuple[Range | None, int]:
    """ "denied Ruritanian claims it was behind with its payments": the author, and a clause without "that"."""
    words = grammar.lexicon.words
    opens = grammar.low(noun + 1) in words.pronouns or grammar.low(noun + 1) in ("the", "its", "his", "her", "their")
    if not (opens and grammar.is_clause(noun + 1, min(noun + 8, len(grammar.tokens)))):
        return None, after
    return _owner(grammar, after, noun), noun + 1


def _owner(grammar: Grammar, after: int, noun: int) -> Range | None:
    """Whose claims are denied: "rejected Moscow's claims", "denied Ruritanian government reports"."""
    words = grammar.lexicon.words
    begin = after
    while begin < noun and (
        grammar.low(begin) in words.determiners
        or grammar.is_adverb(begin)
        or grammar.low(begin) in words.setting_adjectives
    ):
        begin += 1
    if begin >= noun or grammar.low(noun - 1) in words.determiners or grammar.tokens[begin].quote:
        return None
    named = grammar.tokens[noun - 1].capital
    body = any(token.capital for token in grammar.tokens[begin:noun]) and can_speak(grammar, begin, noun)
    return (begin if body else noun - 1, noun) if named or body else None


def is_bare_denial(grammar: Grammar, hit: Found) -> bool:
    """Whether only "the allegations" or "any role" are denied: what they are may stand elsewhere."""
    if hit.originator is not None or not hit.contents:
        return False
    begin, stop = hit.contents[0]
    return (
        stop - begin <= 8
        and "that" not in {grammar.low(i) for i in range(begin, stop)}
        and not any(grammar.is_finite(i) for i in range(begin, stop))
    )


def act(grammar: Grammar, index: int, form: VerbForm, found: Sequence[Found]) -> Found | None:
    """An act whose object is what somebody says: "X accused Y of Z"."""
    cues = grammar.lexicon.cues
    if is_noun_use(grammar, index, form):
        return None
    after = _over_terms(grammar, index + 1)
    named = _calls(grammar, form, after)
    if form.lemma in cues.act_with or form.lemma in cues.act_further:
        near = grammar.low(after) in cues.act_with.get(form.lemma, ())
        if not (near or named or _further(grammar, after, cues.act_further.get(form.lemma, ()))):
            return None
    elif (
        grammar.low(after) in grammar.lexicon.words.prepositions - {"as"}
        or after >= len(grammar.tokens) - 1
        or grammar.low(after) in (",", ".")
    ):
        return None
    if form.lemma in cues.act_later and not _later(grammar, after, cues.act_later[form.lemma]):
        return None
    verb_start, group = verb_group(grammar, index)
    if group & (grammar.lexicon.words.modals | grammar.lexicon.words.negations) or "to" in group:
        return None
    if group & BE and not form.gerund:
        return None
    if form.gerund and not group:
        if grammar.low(index - 1) not in (",", "and", "while") and not is_issued(grammar, index):
            return None
        subject: Subject | None = Subject(None if found else grammar.clause_subject(0, index), index - 1)
    else:
        subject = subject_of(grammar, verb_start)
    if subject is not None and subject.source is None and not found and not form.gerund:
        # "He visited the plant and praised …": the clause's own subject
        subject = replace(subject, source=grammar.clause_subject(0, index))
    if subject is None or (subject.source is None and not found):
        return None
    if subject.source is not None and not can_speak(grammar, *subject.source):
        return None
    return subject.says("act", form.lemma, (index, index + 1), after)


def _over_terms(grammar: Grammar, after: int) -> int:
    """Where the object of an act begins behind how it is put: "condemned in the strongest terms the raid"."""
    if grammar.low(after) != "in":
        return after
    terms = (i for i in range(after + 1, min(after + 6, len(grammar.tokens))))
    return next((i + 1 for i in terms if grammar.low(i) == "terms" or _ends_in_terms(grammar, i)), after)


def _ends_in_terms(grammar: Grammar, index: int) -> bool:
    return grammar.tokens[index].quote and grammar.tokens[index].text.strip('"\u201d').endswith("terms")


def _calls(grammar: Grammar, form: VerbForm, after: int) -> bool:
    """Whether somebody is called something: "called the report “credible”", "called the vote fair"."""
    words = grammar.lexicon.words
    if form.lemma not in ("call", "declare"):
        return False
    if grammar.low(after) in ("it", "them", "him", "her", "this", "that") and after + 1 < len(grammar.tokens) - 1:
        return grammar.low(after + 1) not in words.prepositions
    if not (grammar.low(after) in words.determiners or grammar.tokens[after].capital):
        return False
    stop = next(
        (i for i in range(after, min(after + 12, len(grammar.tokens))) if grammar.low(i) in (",", ".", ";")),
        len(grammar.tokens),
    )
    said = range(after + 2, stop)
    return any(grammar.tokens[i].quote for i in said) or any(
        grammar.low(i) in ("a", "an")
        or _is_superlative(grammar, i)
        or grammar.low(i) in words.verdicts
        or grammar.low(i).endswith(words.verdict_ends)
        for i in said
        if grammar.low(i - 1) not in words.prepositions and grammar.low(i - 1) not in words.determiners
    )


def _is_superlative(grammar: Grammar, index: int) -> bool:
    """Whether "the worst" or "the most …" begins at ``index``."""
    behind = grammar.low(index + 1)
    return grammar.low(index) == "the" and (behind in ("worst", "best", "most", "least") or behind.endswith("est"))


def passive(grammar: Grammar, index: int) -> Found | None:
    """ "X was criticised by Y as Z": Y speaks."""
    cues = grammar.lexicon.cues
    form = cues.act.get(grammar.low(index)) or cues.statement.get(grammar.low(index))
    if form is not None and form.lemma in cues.addressee and form.participle:
        return _told_by(grammar, index, form)
    if form is None or form.lemma not in cues.passive or not form.participle or grammar.low(index + 1) != "by":
        return None
    stop = next(
        (i for i in range(index + 3, min(index + 12, len(grammar.tokens))) if grammar.low(i) in _PASSIVE_JOINTS), None
    )
    if stop is None or grammar.is_end(stop + 1) or not can_speak(grammar, *grammar.trim(index + 2, stop)):
        return None
    source = grammar.trim(index + 2, stop)
    _, group = verb_group(grammar, index)
    passes = group & {"is", "are", "was", "were", "been", "being"}
    if not passes or group & (grammar.lexicon.words.modals | grammar.lexicon.words.negations):
        return None
    return Found("statement", form.lemma, (index, index + 1), source, "split", (index + 1, stop))


def _told_by(grammar: Grammar, index: int, form: VerbForm) -> Found | None:
    """ "The board was told by engineers that P": the engineers speak."""
    source, that = grammar.phrase_right(index + 2), grammar.phrase_stop(index + 2)
    start, group = verb_group(grammar, index)
    if not group & BE or group & (grammar.lexicon.words.modals | grammar.lexicon.words.negations):
        return None
    if grammar.low(that) != "that" or source[0] >= source[1] or not can_speak(grammar, *source):
        return None
    told = grammar.phrase_left(start)
    return Found("statement", form.lemma, (index, index + 1), source, "after", (told[0], that + 1))


_PASSIVE_JOINTS = ("as", "of", "for")
"""What follows whoever acts in a passive: "accused by unions of waste"."""


def _further(grammar: Grammar, after: int, wanted: Sequence[str]) -> bool:
    """Whether one of ``wanted`` follows behind an object, in the same clause: "asked the council to vote"."""
    if grammar.low(after) in ("to", "not", "as", "for", "whether", "that") or grammar.tokens[after].quote:
        return False
    for index in range(after, min(after + 14, len(grammar.tokens))):
        if index > after and grammar.low(index) in wanted:
            return True
        if grammar.low(index) in (",", ";", ":", "that", "which", "who") or grammar.is_finite(index):
            return False
    return False


def _later(grammar: Grammar, after: int, wanted: Sequence[str]) -> bool:
    """Whether one of ``wanted`` and a figure follow soon: "put the toll at 34"."""
    figures = grammar.lexicon.statuses.figures.values
    return any(
        grammar.low(i) in wanted
        and any(grammar.low(j) in figures or any(map(str.isdigit, grammar.low(j))) for j in range(i + 1, i + 5))
        for i in range(after, min(after + 10, len(grammar.tokens)))
    )


def document(grammar: Grammar, index: int, form: VerbForm) -> Found | None:
    """ "the report details X", "photos showed X": a document speaks."""
    if form.gerund or is_noun_use(grammar, index, form):
        return None
    verb_start, group = verb_group(grammar, index)
    if group & (
        grammar.lexicon.words.modals | grammar.lexicon.words.negations | {"is", "are", "was", "were", "been", "to"}
    ):
        return None
    if form.lemma in grammar.lexicon.cues.act_later and not _later(
        grammar, index + 1, grammar.lexicon.cues.act_later[form.lemma]
    ):
        # "the maps put the mill by the quay": no figure is put at anything
        return None
    needed = grammar.lexicon.cues.document_with.get(form.lemma)
    if needed and grammar.low(index + 1) not in needed:
        return None
    subject = subject_of(grammar, verb_start)
    if subject is None or subject.source is None:
        return None
    head = grammar.head(*subject.source)
    shown = form.lemma == "show" and head in grammar.lexicon.words.outlet_nouns
    if grammar.lexicon.tables.roles.get(head) != "document" and head != "it" and not shown:
        return None
    that = grammar.low(index + 1) == "that"
    found = subject.says("statement" if that else "document", form.lemma, (index, index + 1), index + 1 + that)
    return replace(found, antecedents=())


def _qualifies(grammar: Grammar, index: int) -> bool:
    """Whether a word between an owner and a noun can be its adjective: no noun of speech with a verb behind it."""
    cues = grammar.lexicon.cues
    return grammar.low(index) not in cues.setting | cues.nominal or (
        grammar.low(index) in grammar.lexicon.words.setting_adjectives
    )


def nominal(grammar: Grammar, index: int) -> Found | None:
    """ "the ministry's claim that P", "reports by X that P"."""
    that = grammar.skip_setting(index + 1)
    source: Range | None = None
    if grammar.low(that) in ("by", "from"):
        that = next(
            (i for i in range(index + 2, min(len(grammar.tokens), index + 10)) if grammar.low(i) == "that"),
            len(grammar.tokens),
        )
        source = grammar.trim(index + 2, min(that, len(grammar.tokens)))
    if grammar.low(that) in ("is", "was") and grammar.low(that + 1) == "that" and source is None:
        # "the ministry's view is that P"
        that += 1
    if grammar.low(that) != "that":
        return None
    start = index
    if source is None:
        owner = index - 1
        while owner > 0 and not grammar.low(owner).endswith(("'s", "s'")) and index - owner < 4:
            owner -= 1
        plain = all(_qualifies(grammar, i) for i in range(owner + 1, index))
        if grammar.low(owner).endswith(("'s", "s'")) and plain:
            begin = owner
            words = grammar.lexicon.words
            while begin > 0 and (grammar.tokens[begin - 1].capital or grammar.low(begin - 1) in words.determiners):
                begin -= 1
            source, start = (begin, owner + 1), begin
        elif grammar.low(index - 1) in ("their", "his", "her", "its") and grammar.low(that) == "that":
            # "are at one in their view that"
            holder = grammar.clause_subject(0, index)
            source = holder if holder is not None and can_speak(grammar, *holder) else None
            start = holder[0] if holder is not None else index
        elif grammar.low(index) in ("reports", "allegations", "claims", "accusations"):
            source = (index, index + 1)
        elif grammar.low(index) in grammar.lexicon.cues.weighed:
            # "there were fears that": nobody's
            nobody = any(grammar.low(i) == "there" for i in range(max(0, index - 6), index))
            holder = None if nobody else grammar.clause_subject(0, index)
            source = holder if holder is not None and can_speak(grammar, *holder) else None
            start = holder[0] if holder is not None else index
    if source is None or source[0] >= source[1]:
        return None
    return Found("nominal", grammar.low(index), (index, index + 1), source, "after", (start, that + 1))
