"""Cues that are no verbs of saying: "according to X", "to X, P", "Y quoted X as saying P"."""

from __future__ import annotations

from dataclasses import replace

from summarizer.lexical.cue import Found, Frame
from summarizer.lexical.cuelists import VerbForm
from summarizer.lexical.grammar import Grammar, Range
from summarizer.lexical.names import name_core
from summarizer.lexical.subjects import joint_names, subject_of
from summarizer.lexical.verbs import can_speak, verb_group


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
        told = grammar.low(following) == "which" and grammar.low(following + 1) in grammar.lexicon.cues.relay
        if told or grammar.low(following) in grammar.lexicon.cues.originator_follows:
            # "according to Harbour Radio, which cited the ministry"
            following += told
            originator = grammar.phrase_right(following + 1)
            region_end = originator[1]
        else:
            begin, stop = grammar.phrase_right(following)
            named = index > 0 or bool(name_core(grammar.tokens[begin:stop], grammar.lexicon))
            if (
                begin < stop
                and named
                and not grammar.is_clause(begin, stop)
                and (grammar.is_end(stop) or grammar.low(stop) == ",")
            ):
                appositive = (begin, stop)
                region_end = stop
    outlets: tuple[Range, ...] = ()
    if grammar.low(end) in grammar.lexicon.words.passed_on and grammar.low(end + 1) in ("by", "to"):
        # "according to a letter seen by Harbour Radio"
        outlets = (grammar.phrase_right(end + 2),)
        region_end = max(region_end, outlets[0][1])
    region_end = grammar.skip_setting(region_end)
    frame = _phrase_frame(grammar, index, region_end)
    region_start = index - (index > 0 and grammar.low(index - 1) == ",")
    if frame in ("after", "around") and grammar.low(region_end) in (",", ":"):
        region_end += 1
    joined = frame == "after" and grammar.low(index - 1) in grammar.lexicon.words.coordinators
    headless = joined and grammar.clause_subject(region_end, len(grammar.tokens)) is None
    return Found(
        "phrase",
        phrase,
        (index, source_start),
        (start, end),
        frame,
        (region_start, region_end),
        appositive,
        originator,
        outlets,
        joint_names(grammar, start, end),
        lead=grammar.clause_subject(0, index) if headless else None,
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


def put_by(grammar: Grammar) -> Found | None:
    """ "As the mayor put it, P", "By the mayor's account, P": an opening that names who tells what follows."""
    cues = grammar.lexicon.cues
    if grammar.low(0) == "as":
        start, end = grammar.phrase_right(1)
        puts = grammar.low(end) in cues.puts and grammar.low(end + 1) in ("it", "this", "things")
        stop = grammar.skip_setting(end + 2) if puts else end
    else:
        comma = next((i for i in range(2, min(8, len(grammar.tokens))) if grammar.low(i) == ","), 2)
        start, end = 1, comma - 1 - (grammar.low(comma - 2) == "own")
        puts = grammar.low(comma - 1) in cues.accounts and grammar.low(end - 1).endswith(("'s", "s'"))
        stop = comma
    if start >= end or not puts or grammar.low(stop) not in (",", ":") or not can_speak(grammar, start, end):
        return None
    return Found("phrase", grammar.low(0), (0, 1), (start, end), "after", (0, stop + 1))


def _phrase_frame(grammar: Grammar, index: int, end: int) -> Frame:
    """Where the content of "according to X" stands, which fills ``index:end``."""
    words = grammar.lexicon.words
    before = grammar.low(index - 1)
    if index == 0 or before == ";":
        return "after"
    if grammar.low(end) == ":" and grammar.is_clause(end, len(grammar.tokens)):
        # "Wrong, according to X: P"
        return "after" if index < 5 else "around"
    if (
        before == ","
        and grammar.low(end) == ","
        and grammar.low(index - 2) in (words.coordinators | words.subordinators)
    ):
        # "P and, according to X, Q"
        return "after"
    if before in words.coordinators and not grammar.is_end(end) and grammar.low(end) != ",":
        # "It has two ports and according to some estimates owns forty ships"
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
        return _quoted_in(grammar, index, form, verb_start, group) or _quotes_whom(grammar, index, form, verb_start)
    subject = subject_of(grammar, verb_start)
    if subject is None or subject.source is None:
        return None
    told = grammar.lexicon.cues.statement.get(grammar.low(saying + 1))
    content = saying + 2
    if told is not None and told.lemma in grammar.lexicon.cues.addressee:
        # "as telling the governors that"
        content = next((i for i in range(content, content + 6) if grammar.low(i) == "that"), content)
    content += grammar.low(content) == "that"
    if group & {"is", "are", "was", "were", "been"} and form.participle:
        outlet = grammar.phrase_right(index + 2, saying) if grammar.low(index + 1) == "by" else None
        by = grammar.phrase_right(content + 1)
        if grammar.low(content) == "by" and grammar.is_end(grammar.skip_setting(by[1])):
            # "P, X was quoted as saying by Y."
            outlet, content = by, by[1]
        outlets = (outlet,) if outlet and outlet[0] < outlet[1] else ()
        passed_on = replace(subject, originator=None, outlets=outlets, antecedents=())
        hit = passed_on.says("statement", form.lemma, (index, saying + 2), content)
        behind_clause = grammar.low(subject.start - 1) == "," and grammar.is_clause(0, subject.start)
        joined = grammar.low(content) in grammar.lexicon.words.coordinators
        closes = subject.start > 0 and (grammar.is_end(grammar.skip_setting(content)) or (behind_clause and joined))
        return replace(hit, frame="before") if closes else hit
    begin = grammar.skip_setting(index + 1)
    originator = grammar.trim(begin, saying)
    if originator[0] >= originator[1]:
        return None
    closing = grammar.skip_setting(content)
    if grammar.is_end(closing) and subject.start > 1 and grammar.low(subject.start - 1) == ",":
        # "P, Y quoted X as saying on Monday."
        hit = replace(subject, originator=originator).says("statement", form.lemma, (index, saying + 2), closing)
        return replace(hit, frame="before")
    if grammar.low(saying + 1) in grammar.lexicon.cues.denial:
        # "Y quoted X as denying that P": X denies, Y passes it on
        denier = replace(subject, source=originator, outlets=(subject.source,), originator=None)
        return denier.says("denial", form.lemma, (index, saying + 2), content)
    return replace(subject, originator=originator).says("statement", form.lemma, (index, saying + 2), content)


def _quoted_in(grammar: Grammar, index: int, form: VerbForm, verb_start: int, group: set[str]) -> Found | None:
    """ "X was quoted in the Harbour Gazette saying: “P”"."""
    if not (group & {"is", "are", "was", "were", "been"} and grammar.low(index + 1) in ("in", "by", "on")):
        return None
    saying = next(
        (i for i in range(index + 2, min(len(grammar.tokens), index + 14)) if grammar.low(i) == "saying"), None
    )
    subject = subject_of(grammar, verb_start)
    if saying is None or subject is None or subject.source is None:
        return None
    outlet = grammar.phrase_right(index + 2, saying)
    passed_on = replace(subject, outlets=(outlet,) if outlet[0] < outlet[1] else ())
    content = saying + 1 + (grammar.low(saying + 1) in (":", ",", "that"))
    return passed_on.says("statement", form.lemma, (index, saying + 1), content)


def _quotes_whom(grammar: Grammar, index: int, form: VerbForm, verb_start: int) -> Found | None:
    """ "“P,” the paper quotes a source.", "The paper quotes a source: “P”": nothing but the words of one quoted."""
    subject = subject_of(grammar, verb_start)
    if subject is None or subject.source is None:
        return None
    originator = grammar.phrase_right(index + 1)
    if originator[0] >= originator[1]:
        return None
    quoting = replace(subject, originator=originator)
    colon = grammar.phrase_stop(index + 1)
    if grammar.low(colon) in (":", ",") and grammar.is_quote(colon + 1):
        return quoting.says("statement", form.lemma, (index, index + 1), colon + 1)
    if grammar.low(colon) == "that" and grammar.is_clause(colon + 1, len(grammar.tokens)):
        # "The paper cited a security source that P"
        return quoting.says("statement", form.lemma, (index, index + 1), colon + 1)
    if not grammar.is_quote(subject.start - 1) or not grammar.is_end(grammar.skip_setting(originator[1])):
        return None
    hit = quoting.says("statement", form.lemma, (index, index + 1), originator[1])
    return replace(hit, frame="before")
