"""Cuts what a source says, or the article says itself, into propositions that a reader would quote alone."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.lexical.grammar import Grammar, Range

_LEAST = 4
"""Words below which a piece is no proposition of its own."""
_JOINING = frozenset({";", ",", "and", "but"})
"""What may stand between two clauses, besides the joints of the lexicon."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A proposition: token ranges that carry it, and the subject to be read with it, if it stands elsewhere."""

    ranges: tuple[Range, ...]
    subject: Range | None = None


def cut(grammar: Grammar, begin: int, stop: int) -> list[Piece]:
    """Cut ``begin:stop`` at relative clauses and coordinated clauses with verbs of their own."""
    pieces: list[Piece] = []
    subject: Range | None = None
    for start, end in _coordinated(grammar, begin, stop):
        words = grammar.lexicon.words
        verb = start + grammar.is_adverb(start)
        bare = grammar.low(verb) in words.auxiliaries or grammar.low(verb) in words.modals
        own = _relatives(grammar, start, end)
        if bare and subject is not None and own and own[0].subject is None:
            own[0] = Piece(own[0].ranges, subject)
        elif not bare:
            subject = grammar.clause_subject(start, end)
        pieces += own
    return pieces


def _coordinated(grammar: Grammar, begin: int, stop: int) -> list[Range]:
    """Cut at semicolons, ", but …", ", after …" and at "and" between whole clauses."""
    ranges: list[Range] = []
    left = begin
    open_bracket = False
    for index in range(begin + 1, stop - 1):
        low = grammar.low(index)
        open_bracket = (open_bracket or low in ("(", "[")) and low not in (")", "]")
        if low not in _JOINING and low not in grammar.lexicon.words.joints:
            continue
        joins_that = low in ("and", "but") and grammar.low(index + 1) == "that" and grammar.is_clause(left, index)
        if open_bracket or not (_clause(grammar, left, index) or joins_that):
            continue
        following = _joint(grammar, left, index, stop)
        if following is not None:
            ranges.append((left, index))
            left = following
    ranges.append((left, stop))
    return [trimmed for start, end in ranges if (trimmed := _trim(grammar, start, end))[1] > trimmed[0]]


def _joint(grammar: Grammar, left: int, index: int, stop: int) -> int | None:
    """Where the next clause begins, if ``index`` joins two clauses."""
    low = grammar.low(index)
    if low == ";":
        return index + 1 if _clause(grammar, index + 1, stop) else None
    if low in ("and", "but") and grammar.low(index + 1) == "that":
        return index + 2
    if not _full(grammar, index + 1, stop):
        return None
    if low in grammar.lexicon.words.joints and grammar.low(index - 1) in (",", "-", "\u2014", "\u2013", "--"):
        return index + 1
    if low in ("and", "but"):
        # "between North and South": two names are no clauses
        names = grammar.tokens[index - 1].capital and grammar.tokens[index + 1].capital
        return None if names or _opens_condition(grammar, left) or _in_relative(grammar, left, index) else index + 1
    if low == "," and (
        grammar.low(left) in ("after", "while", "although", "though") or _time_then_after(grammar, left, index)
    ):
        return index + 1
    return None


def _time_then_after(grammar: Grammar, left: int, index: int) -> bool:
    """Whether a time and a clause stand before the main clause: "On Monday, after P, Q"."""
    return any(grammar.low(i) in ("after", "while") and grammar.low(i - 1) == "," for i in range(left + 1, index))


def _in_relative(grammar: Grammar, left: int, index: int) -> bool:
    """Whether a relative clause is open at ``index``: ", of which P and Q" stays one."""
    return any(
        grammar.low(i) == ","
        and (
            grammar.low(i + 1) in grammar.lexicon.words.telling_relatives
            or grammar.low(i + 2) in grammar.lexicon.words.telling_relatives
        )
        for i in range(left, index)
    )


def _opens_condition(grammar: Grammar, left: int) -> bool:
    return grammar.low(left) in ("if", "unless", "when", "once")


def _clause(grammar: Grammar, start: int, end: int) -> bool:
    return _words(grammar, start, end) >= _LEAST and grammar.is_clause(start, end)


def _full(grammar: Grammar, start: int, end: int) -> bool:
    """Whether a subject with its own finite verb comes next (no bare verb phrase, no list member)."""
    words = grammar.lexicon.words
    if _words(grammar, start, end) < _LEAST:
        return False
    low = grammar.low(start)
    if low in words.auxiliaries or low in words.modals:
        return _words(grammar, start, end) >= (_LEAST if _to_come(grammar, start) else 6)
    seen_noun = False
    for index in range(start, min(end, start + 14)):
        low = grammar.low(index)
        if low in (",", ";", "and", "or", "that", "who", "which", "to"):
            return False
        if (
            grammar.is_finite(index)
            and low.endswith("ed")
            and index == start + 1
            and not grammar.tokens[start].capital
            and not grammar.low(start).endswith("s")
            and grammar.low(start) not in words.pronouns
            and index + 1 < end
            and grammar.low(index + 1) not in words.determiners
            and grammar.low(index + 1) not in words.prepositions
            and not grammar.is_adverb(index + 1)
            and not grammar.tokens[index + 1].capital
            and not grammar.tokens[index + 1].quote
            and grammar.low(index + 1) != "that"
        ):
            # "rocket propelled grenade fire", "industry manufactured parts": a compound
            return False
        if grammar.is_finite(index) and not grammar.tokens[index].capital:
            return seen_noun and not (
                low.endswith("ed") and grammar.low(index + 1) in ("by", "in", "on", "to", "from", "of")
            )
        seen_noun = seen_noun or low not in words.adverbs
    return False


def _to_come(grammar: Grammar, start: int) -> bool:
    """Whether a verb phrase is of what is to come: "closed on Friday and will reopen soon" tells of two things."""
    return grammar.low(start) in ("will", "would") or grammar.low(start + 1) == "to"


def _words(grammar: Grammar, start: int, end: int) -> int:
    return sum(
        len(grammar.tokens[i].text.split()) if grammar.tokens[i].quote else grammar.tokens[i].text[0].isalnum()
        for i in range(start, end)
    )


def _relatives(grammar: Grammar, begin: int, stop: int) -> list[Piece]:
    """Take ", which …" out of the clause around it."""
    opener = begin + (grammar.low(begin) == ",")
    if grammar.low(opener) in ("which", "who", "whose") and grammar.low(opener - 1) == "," and opener > 1:
        # what an attribution left over: "accused them of P, [which Q]"
        whole = _trim(grammar, opener, stop)
        return [Piece((whole,), antecedent(grammar, 0, opener - 1))] if whole[0] < whole[1] else []
    for index in range(begin + 1, stop - 2):
        if grammar.low(index) in (",", "\u2014", "\u2013", "--"):
            relative = index + 1
            pronoun = relative + 1 if grammar.low(relative) == "of" else relative
            if grammar.low(pronoun) not in grammar.lexicon.words.telling_relatives:
                continue
            end = relative_end(grammar, pronoun, stop)
            if not grammar.is_clause(pronoun + 1, end) or _words(grammar, pronoun, end) < _LEAST:
                continue
            before = _trim(grammar, begin, index)
            after = _trim(grammar, end, stop)
            head = _equated(grammar, begin, index) or antecedent(grammar, begin, index)
            inner = Piece((_trim(grammar, relative, end),), head)
            rest = after[1] - after[0] > 0
            if grammar.is_clause(*before) or not rest:
                outer = [Piece((before,) if not rest else (before, after))]
            else:
                # "Varga, who came on Monday, met …": the subject is read with what follows
                outer = [Piece((after,), before)]
            if before[1] <= before[0]:
                outer = []
            return [*outer, inner]
    whole = _trim(grammar, begin, stop)
    return [Piece((whole,))] if whole[0] < whole[1] else []


def _equated(grammar: Grammar, begin: int, comma: int) -> Range | None:
    """ "X is the newest of Ys, which P": the subject of a sentence that says what something is, is what P is about."""
    verbs = [i for i in range(begin, comma) if grammar.is_finite(i)]
    if len(verbs) != 1 or grammar.low(verbs[0]) not in ("is", "are", "was", "were"):
        return None
    named = grammar.low(verbs[0] + 1) in grammar.lexicon.words.determiners
    return grammar.clause_subject(begin, comma) if named else None


def relative_end(grammar: Grammar, pronoun: int, stop: int) -> int:
    """Where the relative clause at ``pronoun`` ends: at the comma behind its verb, or at ``stop``."""
    seen_verb = False
    for index in range(pronoun + 1, stop):
        seen_verb = seen_verb or grammar.is_finite(index)
        if (
            grammar.low(index) in (",", "\u2014", "\u2013", "--", ";")
            and seen_verb
            and (
                grammar.low(index) == ";"
                or (index + 1 < stop and (grammar.is_finite(index + 1) or grammar.low(index + 1) in ("and", "but")))
            )
        ):
            return index
    return stop


def antecedent(grammar: Grammar, begin: int, comma: int) -> Range:
    """The noun phrase before a relative clause: from its determiner, or its capitals."""
    start = comma
    words = grammar.lexicon.words
    while (
        start > begin
        and grammar.low(start - 1) not in (",", ";", ":")
        and not grammar.is_finite(start - 1)
        and grammar.low(start - 1) not in words.prepositions
        and not grammar.tokens[start - 1].quote
        and grammar.low(start - 1) not in words.subordinators
    ):
        start -= 1
        if grammar.low(start) in words.determiners:
            break
    if grammar.low(start - 1) == "to" and start + 1 < comma:
        # "to halt enrichment, which …": the verb is no part of the antecedent
        start += 1
    return (start, comma) if start < comma else (begin, comma)


def _trim(grammar: Grammar, begin: int, stop: int) -> Range:
    words = grammar.lexicon.words
    while begin < stop and (
        grammar.low(begin) in ("that", ",", ";", ":", ".", ")", "-", "\u2014", "\u2013", "--")
        or grammar.low(begin) in words.coordinators
    ):
        begin += 1
    while stop > begin and (
        grammar.low(stop - 1) in (",", ";", ":", "!", "?", "(", "-", "\u2014", "\u2013", "--", ".")
        or grammar.low(stop - 1) in words.coordinators
    ):
        if (
            grammar.low(stop - 1) == "."
            and stop < len(grammar.tokens)
            and grammar.tokens[stop - 1].start == grammar.tokens[stop - 2].end
            and stop - 2 >= begin
            and len(grammar.tokens[stop - 2].text) <= 3
        ):
            break
        stop -= 1
    while stop - 1 > begin and (
        grammar.low(stop - 1) in words.telling_relatives or grammar.low(stop - 1) in ("which", "that", ",")
    ):
        # a piece cut off before an attribution: "the site, where, officials said, …"
        stop -= 1
    return begin, stop
