"""The net below the frames: cues in no construction that the others know, with somebody who can speak.

A claim that is told as the article's own though somebody made it is the worst error, so a cue with a speaker for a
subject attributes what stands behind it even where no frame fits; the claim is worded with source and cue.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.lexical.cue import Found, Manner
from summarizer.lexical.cuelists import VerbForm
from summarizer.lexical.grammar import Grammar, Range
from summarizer.lexical.subjects import Subject, subject_of
from summarizer.lexical.verbs import BE, can_speak, is_noun_use, verb_group

_LEAST = 2
"""Words behind a cue below which it says nothing: "The ministry confirmed it"."""


def caught(grammar: Grammar, index: int, found: Sequence[Found]) -> Found | None:
    """The attribution of a cue at ``index`` that no frame took; ``found`` stands before it."""
    cues, words = grammar.lexicon.cues, grammar.lexicon.words
    low = grammar.low(index)
    form = cues.statement.get(low) or cues.act.get(low) or cues.denial.get(low) or cues.loose.get(low)
    if form is None:
        return None
    verb_start, group = verb_group(grammar, index)
    if group & (words.modals | words.negations) or "to" in group:
        return None
    if group & BE and not form.gerund:
        return _by_whom(grammar, index, form) if form.participle else None
    if form.lemma in cues.never_loose or is_noun_use(grammar, index, form):
        return None
    subject = _subject(grammar, index, verb_start, form, group, found)
    if subject is None or (subject.source is None and not found):
        return None
    if subject.source is not None and not can_speak(grammar, *subject.source):
        return None
    after = grammar.skip_setting(index + 1)
    if form.lemma == "confirm" and _is_known(grammar, after):
        return None
    if sum(token.text[0].isalnum() for token in grammar.tokens[after:]) < _LEAST or grammar.low(after) in (",", ";"):
        return None
    return subject.says("act", form.lemma, (index, index + 1), after)


def _is_known(grammar: Grammar, start: int) -> bool:
    """Whether what is confirmed has been told before: "confirmed the talks", but "confirmed five deaths"."""
    words, figures = grammar.lexicon.words, grammar.lexicon.statuses.figures.values
    pointed = grammar.low(start) in words.determiners - {"a", "an", "some", *figures}
    further = any(grammar.low(i) == "of" or grammar.low(i).endswith("'s") for i in range(start + 1, start + 4))
    return (pointed or grammar.low(start) in words.pronouns) and not further


def _subject(
    grammar: Grammar, index: int, verb_start: int, form: VerbForm, group: set[str], found: Sequence[Found]
) -> Subject | None:
    if form.gerund and not group:
        before = grammar.low(index - 1)
        speaker = _accompanying(grammar, index)
        if speaker is not None:
            # "…, with the latter confirming P"
            return Subject(speaker, speaker[0] - 1)
        if before not in (",", "and", "while"):
            return None
        return Subject(None if found else grammar.clause_subject(0, index), index - 1)
    start = verb_start
    while grammar.low(start - 1) == "all" or grammar.low(start - 1) in grammar.lexicon.words.floating:
        # "They have all denied": verb groups hold such words too
        start -= 1
    if start != verb_start:
        start = verb_group(grammar, start)[0]
    return subject_of(grammar, start)


def _accompanying(grammar: Grammar, index: int) -> Range | None:
    start = next((i for i in range(index - 1, max(0, index - 6), -1) if grammar.low(i) in ("with", ",")), index)
    speaker = (start + 1, index)
    held = grammar.low(start) == "with" and speaker[0] < index
    return speaker if held and can_speak(grammar, *speaker) else None


def _by_whom(grammar: Grammar, index: int, form: VerbForm) -> Found | None:
    """ "The charge was denied by X.", "He was reported missing on Monday by the police.": X closes the sentence."""
    by = next((i for i in range(index + 1, min(index + 7, len(grammar.tokens))) if grammar.low(i) == "by"), None)
    cues = grammar.lexicon.cues
    denies = form.lemma in cues.denied
    if by is None or not (denies or form.lemma in cues.passive):
        return None
    source, stop = grammar.phrase_right(by + 1), grammar.phrase_stop(by + 1)
    if source[0] >= source[1] or not can_speak(grammar, *source):
        return None
    if not (grammar.is_end(stop) or grammar.low(stop) == ","):
        return None
    manner: Manner = "denial" if denies else "statement"
    return Found(manner, form.lemma, (index, index + 1), source, "before", (by, stop))
