"""Attributions without a verb of saying: "X is certain that P", "X: “P”"."""

from __future__ import annotations

from summarizer.lexical.cue import Found
from summarizer.lexical.grammar import Grammar
from summarizer.lexical.subjects import subject_of
from summarizer.lexical.verbs import BE, can_speak, verb_group


def conviction(grammar: Grammar, index: int) -> Found | None:
    """Somebody is sure of a proposition: "the mayor is certain that P", "the clerks were adamant P"."""
    start, group = verb_group(grammar, index)
    words = grammar.lexicon.words
    if not group & BE or group & (words.modals | words.negations):
        return None
    subject = subject_of(grammar, start)
    if subject is None or subject.source is None or grammar.low(subject.source[0]) == "it":
        return None
    if not can_speak(grammar, *subject.source):
        return None
    behind = index + 1 + (grammar.low(index + 1) == "that")
    if grammar.low(index + 1) == "," or grammar.clause_subject(behind, len(grammar.tokens)) is None:
        return None
    cue = (index, index + 1)
    return Found(
        "statement", grammar.low(index), cue, subject.source, "after", (subject.start, behind), subject.appositive
    )


def _led_to(grammar: Grammar, verb: int, colon: int) -> Found | None:
    """What somebody does before their words are given: "The mayor spoke to reporters after the vote: “We lost.”"."""
    _, group = verb_group(grammar, verb + 1)
    subject = subject_of(grammar, verb)
    if grammar.low(verb) in BE or group & grammar.lexicon.words.negations:
        # "The mayor was asked one question: “…”"
        return None
    if subject is None or subject.source is None or not can_speak(grammar, *subject.source):
        return None
    return Found("statement", "say", (verb, verb + 1), subject.source, "after", (0, colon + 1), subject.appositive)


def captioned(grammar: Grammar) -> Found | None:
    """A speaker's name, a colon and the words, as interviews are printed: "The mayor: “The bridge is safe.”"."""
    colon = next((i for i in range(len(grammar.tokens)) if grammar.low(i) == ":"), 0)
    spoken = grammar.tokens[colon + 1].quote if colon + 1 < len(grammar.tokens) else False
    if not colon or not spoken or not grammar.is_end(colon + 2):
        return None
    verb = next((i for i in range(colon) if grammar.is_finite(i) and not grammar.tokens[i].capital), None)
    if verb is not None:
        return _led_to(grammar, verb, colon)
    if not can_speak(grammar, 0, colon):
        return None
    return Found("statement", "say", (colon, colon + 1), (0, colon), "after", (0, colon + 1))
