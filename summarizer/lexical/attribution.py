"""Who says what in one sentence: cues, their sources and the words that they cover.

The patterns follow the description of attribution in the PARC and PolNeAR corpora: a *cue* links a *source*
to a *content*; the cue stands outside quotations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.lexical.acts import act, denial, document, nominal, passive
from summarizer.lexical.clauses import relative_end
from summarizer.lexical.cue import Found
from summarizer.lexical.grammar import Grammar, Range
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.net import caught
from summarizer.lexical.phrases import phrase, put_by, relay, to_whom
from summarizer.lexical.statements import statement
from summarizer.lexical.unspoken import captioned, conviction
from summarizer.lexical.verbs import can_speak
from summarizer.lexical.words import Token


def attributions(tokens: Sequence[Token], lexicon: Lexicon) -> list[Found]:
    """All attributions of a sentence, with the ranges of their contents, in order of their cues."""
    grammar = Grammar(tokens, lexicon)
    found: list[Found] = []
    taken = 0
    for index in range(len(tokens)):
        if index < taken or tokens[index].quote:
            continue
        hit = _hit(grammar, index, found)
        if hit is not None and not _says_nobody(grammar, hit):
            found.append(_with_actor(hit, found))
            taken = max(hit.region[1] if hit.manner == "denial" else hit.cue[1], taken)
    if not found and (hit := captioned(grammar)) is not None:
        found.append(hit)
    return contents(grammar, found)


def _hit(grammar: Grammar, index: int, found: Sequence[Found]) -> Found | None:
    low = grammar.low(index)
    cues = grammar.lexicon.cues
    token = grammar.tokens[index]
    if token.capital and index and grammar.tokens[index - 1].capital and not token.text.isupper():
        # "The United States said": a name, no verb
        return None
    if _takes_lives(grammar, index) or _of_the_passive(grammar, index):
        return None
    for words in cues.source_follows:
        if words[0] == low and tuple(grammar.low(index + i) for i in range(len(words))) == words:
            return phrase(grammar, index, index + len(words), " ".join(words))
    if index == 0 and low == "to":
        return to_whom(grammar)
    if index == 0 and low in ("as", "by") and (hit := put_by(grammar)) is not None:
        return hit
    if grammar.low(index + 1) == "by" and (hit := passive(grammar, index)) is not None:
        return hit
    if low in cues.relay and (hit := relay(grammar, index, cues.relay[low])) is not None:
        return hit
    if low in cues.denial and (hit := denial(grammar, index, cues.denial[low], found)) is not None:
        return hit
    if low in cues.statement:
        hit = statement(grammar, index, cues.statement[low], found)
        if hit is not None:
            return hit
    if low in cues.act:
        hit = act(grammar, index, cues.act[low], found)
        if hit is not None:
            return hit
    if low in cues.document and (hit := document(grammar, index, cues.document[low])) is not None:
        return hit
    if low in cues.convictions and (hit := conviction(grammar, index)) is not None:
        return hit
    if low in cues.nominal or low in cues.weighed:
        return nominal(grammar, index) or caught(grammar, index, found)
    return caught(grammar, index, found)


def _takes_lives(grammar: Grammar, index: int) -> bool:
    """Whether what is claimed are people: "has claimed nearly 300 lives"."""
    form = grammar.lexicon.cues.statement.get(grammar.low(index))
    behind = range(index + 1, index + 6)
    return (
        form is not None
        and form.lemma == "claim"
        and any(grammar.low(i) in ("life", "lives", "victim", "victims") for i in behind)
        and not any(grammar.low(i) in ("that", ",") for i in behind[:2])
    )


def _of_the_passive(grammar: Grammar, index: int) -> bool:
    """Whether a participle belongs to the noun before it: "among the firms [accused] were two banks"."""
    if not (grammar.low(index).endswith("ed") and grammar.low(index + 1) in ("is", "are", "was", "were")):
        return False
    relative = any(grammar.low(i) in ("which", "who", "that", "what", ",") for i in range(max(0, index - 6), index))
    spoken = any(grammar.is_quote(i) for i in range(index))
    return not relative and not spoken and grammar.low(index - 1) not in grammar.lexicon.words.pronouns


def _with_actor(hit: Found, found: Sequence[Found]) -> Found:
    """A coordinated cue with the subject of the act before it: "X praised the crews and said P"."""
    if hit.source is None and found and found[-1].manner == "act" and found[-1].source is not None:
        return replace(hit, source=found[-1].source, appositive=found[-1].appositive)
    return hit


def _says_nobody(grammar: Grammar, hit: Found) -> bool:
    """Whether the subject is a negation: "No group has claimed responsibility"."""
    return hit.source is not None and grammar.low(hit.source[0]) in ("no", "nobody", "none", "neither", "nothing")


def contents(grammar: Grammar, found: list[Found]) -> list[Found]:
    """Give every attribution the ranges that it covers, and say which lie inside which."""
    end = len(grammar.tokens)
    result: list[Found] = []
    for number, hit in enumerate(found):
        ranges: list[Range] = []
        if hit.frame in ("before", "around", "split"):
            ranges.append((_left_limit(grammar, found, number), hit.region[0]))
        if hit.frame in ("after", "around", "split"):
            limit = _right_limit(grammar, found, number, end)
            if (pronoun := _non_restrictive(grammar, hit)) is not None:
                # "The police, which said P, face a lawsuit"
                limit = min(limit, relative_end(grammar, pronoun, limit))
            if hit.lead is not None and grammar.low(hit.region[0]) == ",":
                limit = min(limit, relative_end(grammar, hit.region[1] - 1, limit))
            if hit.manner == "nominal":
                limit = min(limit, _clause_end(grammar, hit.region[1], limit))
            if hit.manner in ("act", "document"):
                limit = min(limit, _object_end(grammar, hit.region[1], limit))
            if hit.manner == "act":
                limit = min(limit, _told_of(found[number + 1 :], grammar, limit))
            if hit.manner == "denial":
                limit = min(limit, _denied_end(grammar, hit.region[1], limit))
            if hit.manner == "statement" and hit.originator is None:
                hit, limit = _without_citation(grammar, hit, limit)
            ranges.append((hit.region[1], limit))
        ranges = [trimmed for begin, stop in ranges if (trimmed := _trim_content(grammar, begin, stop))[0] < trimmed[1]]
        result.append(replace(hit, contents=tuple(ranges), region=_with_opening(grammar, hit)))
    nested: list[Found] = []
    for number, hit in enumerate(result):
        holders = [other for other, outer in enumerate(result) if other != number and _holds(outer, hit)]
        holders.sort(key=lambda other: sum(stop - begin for begin, stop in result[other].contents))
        nested.append(replace(hit, inside=tuple(holders)))
    return nested


def _non_restrictive(grammar: Grammar, hit: Found) -> int | None:
    """The pronoun of ", which" or ", who" with a cue for its verb."""
    words = grammar.lexicon.words
    index = hit.cue[0] - 1
    while index > 1 and (grammar.low(index) in words.auxiliaries or grammar.is_adverb(index)):
        index -= 1
    return index if grammar.low(index) in ("which", "who") and grammar.low(index - 1) == "," else None


def _without_citation(grammar: Grammar, hit: Found, stop: int) -> tuple[Found, int]:
    """What closes "Y reported P, citing X": X is the originator, and no part of what is reported."""
    follows = grammar.lexicon.cues.originator_follows
    for comma in range(hit.region[1] + 1, stop - 1):
        if grammar.low(comma) != "," or grammar.low(comma + 1) not in follows:
            continue
        begin, end = grammar.phrase_right(comma + 2)
        if begin < end and grammar.is_end(grammar.skip_setting(end)) and can_speak(grammar, begin, end):
            return replace(hit, originator=(begin, end)), comma
    return hit, stop


def _with_opening(grammar: Grammar, hit: Found) -> Range:
    """The attribution phrase with the setting that opens the sentence: "In a report that drew protests, X said"."""
    words, start = grammar.lexicon.words, hit.region[0]
    setting = any(grammar.low(i) in grammar.lexicon.cues.setting for i in range(min(start, 6)))
    opens = grammar.low(0) in words.prepositions and grammar.low(start - 1) == "," and setting
    if hit.frame == "after" and opens and not any(grammar.is_quote(i) for i in range(start)):
        return 0, hit.region[1]
    return hit.region


def _object_end(grammar: Grammar, start: int, stop: int) -> int:
    """Where the object of an act ends: before ", but" or ", which" and a clause of the article's own."""
    closes = grammar.lexicon.words.turns | {"which", "who", "whose"}
    return next(
        (
            index
            for index in range(start + 1, stop)
            if (grammar.low(index) == "," and grammar.low(index + 1) in closes and grammar.is_clause(index + 2, stop))
            or (
                # "described the raid as a mistake but he did not say whose"
                grammar.low(index) in grammar.lexicon.words.turns
                and grammar.low(index + 1) in grammar.lexicon.words.pronouns
                and grammar.is_finite(index + 2)
            )
        ),
        stop,
    )


def _told_of(later: Sequence[Found], grammar: Grammar, stop: int) -> int:
    """Where an act's object ends before a relative clause with a cue: "regret for an error [that they said …]"."""
    relatives = ("that", "which", "who")
    inner = (hit.region[0] for hit in later if hit.manner == "statement")
    return next((start - 1 for start in inner if start <= stop and grammar.low(start - 1) in relatives), stop)


def _denied_end(grammar: Grammar, start: int, stop: int) -> int:
    """Where what is denied ends: before ", but" or ", and" and a clause with a subject of its own."""
    joints = grammar.lexicon.words.turns | {"and"}
    for index in range(start + 1, stop):
        if grammar.low(index) == "," and grammar.low(index + 1) in joints and index + 2 < stop:
            subject = grammar.clause_subject(index + 2, stop)
            if subject is not None and subject[0] == index + 2 and grammar.low(subject[0]) != "that":
                return index
    return stop


def _clause_end(grammar: Grammar, start: int, stop: int) -> int:
    """Where the clause in "the claim that P is wrong" ends: before a second verb that nothing joins to the first."""
    words = grammar.lexicon.words
    verbs = 0
    for index in range(start, stop):
        low = grammar.low(index)
        if low in words.coordinators or low in words.subordinators or low == ",":
            verbs = 0
        elif low in words.auxiliaries or low in words.modals:
            before = grammar.low(index - 1)
            group = index > start and (
                before in words.auxiliaries
                or before in words.modals
                or before in words.negations
                or grammar.is_adverb(index - 1)
                or low in ("be", "been", "being")
            )
            if verbs and not group:
                return index
            verbs += 1
    return stop


def _holds(outer: Found, inner: Found) -> bool:
    return any(begin <= inner.cue[0] and inner.cue[1] <= stop for begin, stop in outer.contents)


def _left_limit(grammar: Grammar, found: Sequence[Found], number: int) -> int:
    """Where the content before a cue may begin: behind a coordinated attribution, else at the sentence's start."""
    limit = 0
    hit = found[number]
    for other in found[:number]:
        if other.frame != "after" and other.region[1] <= hit.region[0]:
            relayed = other.frame == "before" and number and not grammar.is_clause(other.region[1], hit.region[0])
            # "“P,” the mayor said on arrival in the port, the agency reported": the agency passes all of it on
            limit = limit if relayed else max(limit, other.region[1])
        elif other.frame == "after":
            limit = max(limit, _behind_semicolon(grammar, other.region[1], hit.region[0]))
    return limit


def _behind_semicolon(grammar: Grammar, start: int, end: int) -> int:
    """Position behind the last semicolon between two attributions, or 0: there a matter of its own begins."""
    return next((i + 1 for i in range(end - 1, start, -1) if grammar.low(i) == ";"), 0)


def _right_limit(grammar: Grammar, found: Sequence[Found], number: int, end: int) -> int:
    """Where the content behind a cue ends: before a coordinated attribution with a source of its own."""
    hit = found[number]
    words = grammar.lexicon.words
    looked = hit.region[1]
    for other in found[number + 1 :]:
        start = other.region[0]
        if start <= hit.region[1]:
            continue
        if any(_full_stop(grammar, index) for index in range(looked, start)):
            break
        looked = max(looked, start)
        if other.frame == "before":
            # "…, X said" at the end relays the whole, and is no part of it
            return start
        before = grammar.low(start - 1)
        if other.source is None:
            return start
        if before in ("and", "but", "while", "whereas", "though", "although", ";", ",") or before in (
            words.coordinators | words.indefinites
        ):
            return start - 1
        if grammar.low(start) in (",", "and"):
            return start
    if hit.frame == "after" and hit.source is not None and _subordinate(grammar, hit):
        # "Though the clerk says P, Q"
        comma = next((i for i in range(hit.region[1] + 3, end) if grammar.low(i) == ","), end)
        if grammar.clause_subject(comma + 1, end) is not None:
            return comma
    for index in range(hit.region[1] + 1, end):
        if _full_stop(grammar, index):
            return index + grammar.tokens[index].quote
        if _new_actor(grammar, index, end):
            return index
        if grammar.low(index) == "," and grammar.low(index + 1) == "but" and _acts(grammar, index + 2):
            # "confirmed that P, but kept the details to himself"
            return index
        if grammar.low(index) == ";" or (
            grammar.is_quote(hit.region[1])
            and index > hit.region[1]
            and grammar.low(index) in ("but", "while")
            and grammar.is_clause(index + 1, end)
        ):
            return index
    return end


def _acts(grammar: Grammar, index: int) -> bool:
    """Whether a past verb stands at ``index``, and no auxiliary: what the speaker did beside speaking."""
    low = grammar.low(index)
    past = low.endswith("ed") or low in grammar.lexicon.words.verb_forms
    return past and index < len(grammar.tokens) and grammar.is_finite(index)


def _subordinate(grammar: Grammar, hit: Found) -> bool:
    """Whether an attribution fills the clause that opens a sentence: "Though the clerk says"."""
    opener = hit.region[0] - 1
    return 0 <= opener < 2 and grammar.low(opener) in grammar.lexicon.words.background


def _full_stop(grammar: Grammar, index: int) -> bool:
    """Whether a sentence ends inside what was taken for one: "… near the port. Officials said …"."""
    if grammar.tokens[index].quote and index + 2 < len(grammar.tokens):
        # "“… for good.” She said: “…”"
        speaks = grammar.tokens[index + 1].text.lower() in grammar.lexicon.words.pronouns
        ends = re.search(r"[.!?]\W$", grammar.tokens[index].text)
        return speaks and grammar.tokens[index + 1].capital and ends is not None
    return (
        grammar.low(index) == "."
        and index + 2 < len(grammar.tokens)
        and grammar.tokens[index + 1].capital
        and not grammar.is_abbreviation(index)
    )


def _new_actor(grammar: Grammar, index: int, end: int) -> bool:
    """Whether ", and X confirmed the request" begins: somebody else's act, told by the article itself."""
    cues, words = grammar.lexicon.cues, grammar.lexicon.words
    if grammar.low(index) != "," or grammar.low(index + 1) not in ("and", "but", "while"):
        return False
    verb = next((i for i in range(index + 3, min(index + 9, end)) if grammar.is_finite(i)), None)
    if verb is None or grammar.low(index + 2) in words.pronouns:
        return False
    form = cues.statement.get(grammar.low(verb)) or cues.denial.get(grammar.low(verb))
    return form is not None and not form.gerund and can_speak(grammar, *grammar.trim(index + 2, verb))


def _trim_content(grammar: Grammar, begin: int, stop: int) -> Range:
    words = grammar.lexicon.words
    while begin < stop and (
        grammar.low(begin) in (",", ";", ":", "that", ".", ")")
        or (grammar.low(begin) in words.coordinators and begin > 0)
        or grammar.low(begin) in ("\u2014", "\u2013", "--", "-")
    ):
        begin += 1
    while (
        stop > begin
        and (
            grammar.low(stop - 1) in (",", ";", ":", ".", "!", "?", "(", "\u2014", "\u2013", "--", "-")
            or grammar.low(stop - 1) in words.coordinators
        )
        and not (grammar.low(stop - 1) == "." and stop - 2 >= begin and grammar.is_abbreviation(stop - 1))
    ):
        stop -= 1
    return begin, stop
