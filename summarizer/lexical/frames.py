"""Where the content of a statement stands: before its cue, behind it, or on both sides."""

from __future__ import annotations

from summarizer.lexical.cue import Frame
from summarizer.lexical.cuelists import VerbForm
from summarizer.lexical.grammar import Grammar
from summarizer.lexical.subjects import Subject


def frame_of(grammar: Grammar, form: VerbForm, subject: Subject, after: int) -> Frame | None:
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
        # "P, the agency said.": nothing else closes a sentence so, be P a clause or not as far as its verbs tell
        closes = (
            behind_comma and (begin > _CLAUSE or not _is_setting(grammar, begin)) and _leaves_content(grammar, begin)
        )
        return "before" if content_left or closes else None
    if low == ":" and grammar.is_quote(begin - 1) and grammar.tokens[begin].capital:
        # "“P.” She said: “Q”": two sentences
        return "after"
    if content_left and (grammar.is_quote(begin - 1) or grammar.is_quote(begin - 2)) and quote_follows(grammar, after):
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
        if content_left and low == "," and _breaks_off(grammar, begin - 2):
            # "The council is, the paper noted, fully elected"
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
        if form.lemma in cues.bare and low == "," and _clause_behind(grammar, after + 1) is not None:
            # "alleged, for example, the yard had paid nobody"
            return "after"
        return (
            "after"
            if form.lemma == "say"
            and grammar.is_clause(after + 1, len(grammar.tokens))
            and grammar.low(after + 1) not in ("which", "who")
            else None
        )
    words = grammar.lexicon.words
    if low in words.prepositions and form.lemma in cues.bare and _clause_behind(grammar, after) is not None:
        # "added of the request, they would not consider it"
        return "after"
    if content_left and (
        low in words.coordinators
        or low in words.prepositions
        or low in words.subordinators
        or _is_gerund(grammar, after)
    ):
        return "before"
    if low == "to":
        return "after" if form.lemma in cues.infinitive else None
    if form.lemma in cues.strict and form.lemma not in cues.particles:
        return None
    if low in ("of", "about") and form.lemma in cues.addressee:
        # "told the inquiry of shots", but "informed the board of her plans"
        return None if grammar.low(after + 1) in ("his", "her", "its", "their") else "after"
    if grammar.tokens[after].quote:
        return "after"
    if (
        (form.lemma in cues.bare or form.lemma in cues.particles)
        and low not in words.prepositions - {"in", "during", "at", "under", "despite", "by"}
        and grammar.is_clause(after + (form.lemma != "say"), len(grammar.tokens))
    ):
        # an object alone is no proposition: "reported a loss that …"
        return "after" if form.lemma == "say" or _verb_soon(grammar, after) else None
    if form.lemma == "say":
        return "after" if low not in ("so", "goodbye", "hello") else None
    # "“P,” she wrote beside a photograph"
    return "before" if grammar.is_quote(begin - 1) else None


_CLAUSE = 5
"""Words up to which what stands before a closing cue may be less than a clause."""
_FEW = 3
"""Words and comma below which it is none in any case."""


_INSERTED = 7
"""Words up to which something between commas is a mere insertion."""


def _is_setting(grammar: Grammar, end: int) -> bool:
    """Whether a few words that open a sentence can be where or when something is said: "In Alder, the mayor said"."""
    words, opening = grammar.lexicon.words, grammar.low(0)
    closed = words.openers | words.prepositions | words.subordinators | words.coordinators
    return end < _FEW or opening in closed or grammar.is_adverb(0) or grammar.is_time(0)


def _leaves_content(grammar: Grammar, begin: int) -> bool:
    """Whether more stands before a closing attribution than what leads to it: "Asked about the toll, she replied"."""
    words = grammar.lexicon.words
    opener = grammar.low(0)
    if opener in ("asked", "speaking"):
        return False
    if opener in words.prepositions or opener in words.subordinators:
        comma = next((i for i in range(1, begin) if grammar.low(i) == ","), begin - 1)
        return comma < begin - 1 or begin > 2 * _CLAUSE
    return True


def _breaks_off(grammar: Grammar, last: int) -> bool:
    """Whether a clause that ends at ``last`` lacks what its verb needs: "The council is,"."""
    words = grammar.lexicon.words
    return grammar.low(last) in words.auxiliaries or grammar.low(last) in words.modals


def _clause_behind(grammar: Grammar, start: int) -> int | None:
    """Where a clause begins behind an insertion and its comma: "…, for example, [the yard had paid nobody]"."""
    limit = min(start + _INSERTED, len(grammar.tokens))
    comma = next((i for i in range(start, limit) if grammar.low(i) == ","), None)
    if comma is None or grammar.is_clause(start, comma) or not grammar.is_clause(comma + 1, len(grammar.tokens)):
        return None
    return comma + 1 if grammar.clause_subject(comma + 1, len(grammar.tokens)) is not None else None


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


def _is_gerund(grammar: Grammar, index: int) -> bool:
    """Whether a cue verb's gerund stands at ``index``: "…, he said, adding that"."""
    form = grammar.lexicon.cues.statement.get(grammar.low(index)) or grammar.lexicon.cues.act.get(grammar.low(index))
    return form is not None and form.gerund


def _verb_soon(grammar: Grammar, start: int) -> bool:
    """Whether the phrase from ``start`` has a finite verb of its own, so that it is a clause and no object."""
    for index in range(_over_appositive(grammar, start), len(grammar.tokens)):
        low = grammar.low(index)
        if index > start and (
            low in ("who", "which", "that", ",", ";") or low in ("after", "when", "while", "because")
        ):
            return False
        if index > start and grammar.tokens[index].quote:
            # "told Reuters the papers “do not prove P”": the verb stands within
            return index > start + 1 or grammar.tokens[start].capital
        if grammar.is_finite(index):
            return not (low.endswith("ed") and grammar.low(index + 1) in ("by", "in", "on", "at"))
    return False


def _over_appositive(grammar: Grammar, start: int) -> int:
    """Where a verb may stand behind a name and what is said of it: "Ilse Varga, a clerk of 41, [had met] …"."""
    comma = next((i for i in range(start, min(start + 6, len(grammar.tokens))) if grammar.low(i) == ","), start)
    named = comma > start and all(grammar.tokens[i].capital for i in range(start, comma))
    limit = min(comma + _INSERTED + 3, len(grammar.tokens))
    close = next((i for i in range(comma + 1, limit) if grammar.low(i) == ","), None) if named else None
    if close is None or any(grammar.is_finite(i) for i in range(comma + 1, close)):
        return start
    return close + 1 if close + 1 < len(grammar.tokens) and grammar.is_finite(close + 1) else start


def quote_follows(grammar: Grammar, index: int) -> bool:
    """Whether a quotation comes next, marks and connectives ("; and, later,") aside."""
    words = grammar.lexicon.words
    while (
        grammar.low(index) in (",", ":", ";", ".", "\u2014", "\u2013", "--")
        or grammar.low(index) in words.coordinators
        or grammar.is_adverb(index)
    ):
        index += 1
    return grammar.is_quote(index)
