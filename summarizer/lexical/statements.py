"""Verbs that report a proposition: "X said P", "P, X said", "X told Y that P"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.lexical.clauses import antecedent
from summarizer.lexical.cue import Found, Frame
from summarizer.lexical.cuelists import VerbForm
from summarizer.lexical.frames import frame_of, quote_follows
from summarizer.lexical.grammar import Grammar, Range
from summarizer.lexical.subjects import (
    Subject,
    inverted_subject,
    is_inserted,
    is_issued,
    outlet_spoken_to,
    outlets_between,
    subject_of,
)
from summarizer.lexical.verbs import BE, can_speak, is_noun_use, verb_group


def statement(grammar: Grammar, index: int, form: VerbForm, found: Sequence[Found]) -> Found | None:
    """A verb that reports a proposition: "X said P", "P, X said", "“P”, said X"; ``found`` stands before it."""
    cues = grammar.lexicon.cues
    if is_noun_use(grammar, index, form):
        return None
    verb_start, group = verb_group(grammar, index)
    only = grammar.low(index - 1) == "only"
    if (group & grammar.lexicon.words.modals and not only) or group & grammar.lexicon.words.negations:
        return None
    if "to" in group and grammar.low(verb_start - 1) in grammar.lexicon.words.phasal:
        # "continues to insist"
        verb_start, group = verb_start - 1, group - {"to"}
    passive = bool(group & BE) and form.participle and not form.gerund
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
    if subject is not None and (grammar.low(after) == "," or grammar.is_end(after)) and subject.start > 1:
        # "The bridge, as the mayor said, is safe"
        remarks = grammar.low(subject.start - 1) == "as" and grammar.low(subject.start - 2) in (",", "\u2014", "\u2013")
        subject = replace(subject, start=subject.start - remarks)
    if grammar.is_adverb(after) and grammar.low(after + 1) == "that":
        # "say privately that"
        after += 1
    if subject is not None and grammar.low(subject.start - 1) == "what" and grammar.is_finite(after):
        # "footage of what it said was the wreck": no proposition
        return None
    if subject is not None and subject.originator is None:
        originator, after = _cited(grammar, after)
        subject = replace(subject, originator=originator)
    told = form.lemma in cues.addressee
    if inverted is not None and (
        subject is None
        or subject.source is None
        or grammar.is_quote(index - 1)
        # "“P,” the aide, Jan Prokop, told Harbour Radio": behind the verb stands who is told
        or (_closes(grammar, inverted) and not told)
    ):
        end = max(r[1] for r in (inverted.appositive or inverted.source or (0, index), *inverted.outlets))
        end = grammar.skip_setting(end)
        frame: Frame = (
            "split"
            if is_inserted(grammar, index)
            else "around"
            if quote_follows(grammar, end) and grammar.is_quote(_content_before(grammar, index))
            else "before"
        )
        return _trailing(
            grammar,
            Found(
                "statement",
                form.lemma,
                (index, index + 1),
                inverted.source,
                frame,
                (index, end),
                inverted.appositive,
                outlets=inverted.outlets,
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
    if not outlets and (named := outlet_spoken_to(grammar, behind)):
        # "said in an interview with the weekly Der Hafen P"
        outlets, after = named, max(after, grammar.skip_setting(named[0][1]))
    outlets = outlets or _through(grammar, behind, after)
    after = _to_quotation(grammar, after)
    frame_found = frame_of(grammar, form, subject, after)
    if frame_found is None:
        return None
    if form.lemma == "report" and subject.source is not None and not _can_report(grammar, *subject.source):
        # "of the cases reported, half were new"
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


def _can_report(grammar: Grammar, start: int, end: int) -> bool:
    """Whether a noun phrase names a speaker or something spoken: "the press release reported"."""
    return can_speak(grammar, start, end) or grammar.head(start, end) in grammar.lexicon.cues.setting


def _to_quotation(grammar: Grammar, after: int) -> int:
    """Where a quotation begins behind words of when and where it was said: "said at 9 am from the port, “P”"."""
    words = grammar.lexicon.words
    if grammar.low(after) not in ("at", "from", "in", "on", "during", "after", "before", "via"):
        return after
    for index in range(after, min(after + _SETTING, len(grammar.tokens))):
        closes = grammar.tokens[index].quote and grammar.is_end(index + 1)
        if grammar.is_quote(index) or closes:
            return index if grammar.low(index - 1) in (",", ":") else after
        verb = grammar.is_finite(index) and grammar.low(index) != "am"
        if (verb and grammar.low(index - 1) in words.pronouns) or grammar.low(index) in ("that", "which", "who", ";"):
            return after
    return after


_SETTING = 18
"""Words up to which something between a cue and a quotation tells when and where."""


def _through(grammar: Grammar, start: int, stop: int) -> tuple[Range, ...]:
    """The outlet in what stands between a cue and its content: "said [in an interview with Harbour Radio] that P"."""
    words = grammar.lexicon.words
    if outlets := outlets_between(grammar, start, stop):
        return outlets
    for index in range(start, stop):
        aired = grammar.low(index - 1) in words.aired and not grammar.is_time(index + 1)
        if grammar.low(index) not in ("on", "in", *(("by",) if aired else ())):
            continue
        if any(grammar.low(i) in words.aired for i in range(index, min(index + 4, stop))):
            # "in the video broadcast on Alder radio"
            continue
        begin, end = grammar.phrase_right(index + 1, stop)
        named = any(grammar.tokens[i].capital for i in range(begin, end))
        noun = any(grammar.low(i) in words.outlet_nouns for i in range(begin, end))
        described = grammar.low(end - 1) in words.outlet_nouns and end - begin > 1
        # "on its website", "on the radio": its own, and any
        if grammar.low(begin) in words.determiners and not named:
            continue
        if (named and (noun or aired)) or described:
            return ((begin, end),)
    return ()


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
    if grammar.low(after) in cues.originator_follows:
        # "P, Y reported quoting X."
        source, stop = grammar.phrase_right(after + 1), grammar.phrase_stop(after + 1)
        if source[0] < source[1] and grammar.is_end(stop):
            return source, stop
    if grammar.low(after) == "," and grammar.low(after + 1) in cues.originator_follows:
        source, comma = grammar.phrase_right(after + 2), grammar.phrase_stop(after + 2)
        if grammar.low(comma) == "," and source[0] < source[1]:
            described = grammar.phrase_stop(comma + 1)
            # "P, Y said, citing X, the second largest maker."
            return source, described if grammar.is_end(described) else comma + 1
    if grammar.low(0) in cues.originator_follows:
        source, comma = grammar.phrase_right(1), grammar.phrase_stop(1)
        if source[0] < source[1] and grammar.low(comma) == ",":
            return source, after
    return None, after


def _content_before(grammar: Grammar, index: int) -> int:
    return index - 1 if grammar.is_quote(index - 1) else index - 2


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
    while grammar.low(after).endswith("'s") and grammar.low(after)[:-2] in words.times:
        # "told Friday's Harbour Post"
        after += 1
    if grammar.low(after) in ("edition", "issue") and grammar.low(after + 1) == "of":
        after += 2
    start, end = grammar.name_right(after)
    if start >= end and grammar.low(start) in words.audiences:
        end = start + 1
    if start < end:
        end = _known_outlet(grammar, start, end)
        head = grammar.low(end - 1)
        listeners = any(grammar.low(i) in words.audiences and not grammar.tokens[i].capital for i in range(start, end))
        if not (listeners or head in words.pronouns):
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
            told_of = grammar.low(after) == "of" and grammar.is_end(ahead)
            if (
                grammar.low(ahead) in ("that", ":")
                or grammar.is_quote(ahead)
                or (grammar.is_end(ahead) and not told_of)
            ):
                after = ahead
    return outlets, after


def _known_outlet(grammar: Grammar, start: int, end: int) -> int:
    """Where the name of a known outlet ends behind which a clause begins with a name: "told Reuters [Ilse Varga …]"."""
    begin = start + (grammar.low(start) == "the")
    for stop in range(end - 1, begin, -1):
        name = " ".join(token.text for token in grammar.tokens[begin:stop])
        if name in grammar.lexicon.tables.media and grammar.is_clause(stop, len(grammar.tokens)):
            while stop < end and grammar.low(stop) in grammar.lexicon.words.outlet_nouns:
                # "told Reuters news agency the …"
                stop += 1
            return stop
    return end


def _gerund(grammar: Grammar, index: int, form: VerbForm, found: Sequence[Found]) -> Found | None:
    """A cue that goes on with the source before it, or with the clause's subject: ", adding that P", ", saying P"."""
    before = grammar.low(index - 1)
    tells = form.lemma == "say" and any(
        grammar.low(i) in grammar.lexicon.cues.setting or grammar.low(i) in grammar.lexicon.naming.report_nouns
        for i in range(max(0, index - 7), index)
    )
    tells = tells or is_issued(grammar, index)
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
    after = _to_quotation(grammar, after)
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


def _without_purpose(grammar: Grammar, start: int, end: int) -> int:
    """Where a source ends that is cited "for its report"."""
    reports = grammar.lexicon.naming.report_nouns
    purpose = end - 3
    told = grammar.low(purpose) == "for" and grammar.low(end - 1) in reports
    return purpose if told and purpose > start else end


def _trailing(grammar: Grammar, hit: Found) -> Found:
    """ ", citing X" behind "Y reported": X is the originator; ", in an interview with Z": Z passes it on."""
    index = hit.region[1]
    if not hit.outlets and (outlets := _through(grammar, hit.cue[1], len(grammar.tokens))):
        # "“P,” the mayor said on Alder radio."
        return replace(hit, outlets=outlets, region=(hit.region[0], max(index, outlets[0][1])))
    if grammar.low(index) == "," and not hit.outlets and (named := outlet_spoken_to(grammar, index + 1)):
        return replace(hit, outlets=named, region=(hit.region[0], named[0][1]))
    if grammar.low(index) == "," and grammar.low(index + 1) in ("quoted", "cited") and grammar.low(index + 2) == "by":
        # "“P,” he said, quoted by Harbour Radio"
        outlet = grammar.phrase_right(index + 3)
        if outlet[0] < outlet[1] and not hit.outlets:
            return replace(hit, outlets=(outlet,), region=(hit.region[0], outlet[1]))
    if grammar.low(index) == ",":
        # ", citing X", ", which cited X"
        cites = index + 1 + (grammar.low(index + 1) in grammar.lexicon.words.relatives)
        form = grammar.lexicon.cues.relay.get(grammar.low(cites))
        relative = cites > index + 1 and form is not None and not form.base
        if relative or grammar.low(cites) in grammar.lexicon.cues.originator_follows:
            start, stop = grammar.phrase_right(cites + 1)
            end = _without_purpose(grammar, start, stop)
            if start < end:
                return replace(hit, originator=(start, end), region=(hit.region[0], stop))
    return hit
