"""The source of a cue verb: its subject, with appositives, insertions and outlets spoken to."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.lexical.clauses import antecedent
from summarizer.lexical.cue import Found, Manner
from summarizer.lexical.cuelists import VerbForm
from summarizer.lexical.grammar import Grammar, Range
from summarizer.lexical.names import is_human_role
from summarizer.lexical.verbs import can_speak


@dataclass(frozen=True, slots=True)
class Subject:
    """What a cue verb has for a subject."""

    source: Range | None
    """``None``: the subject of the verb before it."""
    start: int
    """Where the attribution phrase begins."""
    appositive: Range | None = None
    originator: Range | None = None
    """Whom it relays."""
    outlets: tuple[Range, ...] = ()
    """Outlets that it spoke to, or that pass it on."""
    antecedents: tuple[Range, ...] = ()
    """The names of a list that a relative pronoun takes up."""

    def says(self, manner: Manner, lemma: str, cue: Range, content: int) -> Found:
        """The attribution to this subject whose content begins at ``content``, behind its cue."""
        return Found(
            manner,
            lemma,
            cue,
            self.source,
            "after",
            (self.start, content),
            self.appositive,
            self.originator,
            self.outlets,
            self.antecedents,
        )


def subject_of(grammar: Grammar, verb_start: int) -> Subject | None:
    """The source of the verb group that starts at ``verb_start``, looked for on its left; ``None`` if there is none."""
    words = grammar.lexicon.words
    last = verb_start - 1
    low = grammar.low(last)
    # "the mayor in a letter had warned": settings between subject and verb belong to the attribution phrase
    if last < 0:
        return None
    if low in ("who", "which", "that"):
        return _relative(grammar, last)
    if low in words.coordinators:
        return Subject(None, last)
    if low == "," and grammar.is_adverb(last - 1) and grammar.low(last - 2) not in (",", "and", "but") and last > 2:
        # "The mayor however, said"
        start, end = grammar.phrase_left(last)
        return Subject((start, end), start) if start < end else None
    if low in (",", "\u2014", "\u2013", "--") or (low == ")" and not grammar.tokens[last - 1].capital):
        return _over_insertion(grammar, last)
    start, end = grammar.phrase_left(verb_start)
    if start >= end:
        # "The mayor, Ilse Varga, on Sunday told": settings stand between the comma and the verb
        comma = next((i for i in range(last, max(0, last - 6), -1) if grammar.low(i) == ","), None)
        return _over_insertion(grammar, comma) if comma and grammar.skip_setting(comma + 1) == verb_start else None
    start, end = _before_relative(grammar, start, end)
    if grammar.low(start) in grammar.lexicon.words.indefinites and start + 1 < end:
        # "…, something the clerks say"
        start += 1
    start = _behind_setting(grammar, start, end)
    if start >= end:
        return None
    outlets = outlets_between(grammar, end, verb_start) or _opening_outlet(grammar, start)
    for index in range(start + 1, end - 1):
        if grammar.low(index) in grammar.lexicon.cues.originator_follows:
            # "The weekly quoting two clerks said"
            return Subject((start, index), start, originator=(index + 1, end), outlets=outlets)
    for index in range(start + 1, end - 2):
        if grammar.low(index) in grammar.lexicon.words.passed_on and grammar.low(index + 1) in ("by", "to"):
            # "A copy of the letter seen by Harbour Radio says"
            return Subject((start, index), start, outlets=tuple(_items(grammar, index + 2, end)))
    several = joint_names(grammar, start, end)
    if several:
        return Subject(several[-1], several[0][0], outlets=outlets, antecedents=several)
    return Subject((start, end), start, outlets=outlets)


def _behind_setting(grammar: Grammar, start: int, end: int) -> int:
    """Where a speaker begins behind a place: "in Moscow [officials]"; ``end`` where a preposition leaves none."""
    words = grammar.lexicon.words
    if grammar.low(start) not in words.prepositions:
        return start
    behind = start + 1
    while behind < end and (grammar.tokens[behind].capital or grammar.low(behind) in words.determiners):
        behind += 1
    if behind < end and can_speak(grammar, behind, end):
        return behind
    return start if any(grammar.tokens[i].capital for i in range(start + 1, end)) else end


def joint_names(grammar: Grammar, start: int, end: int) -> tuple[Range, ...]:
    """The names of a joint subject: "Ruritania, the League and Graustark regard"; none where one noun heads them."""
    begin = start
    while begin > 1 and grammar.low(begin - 1) == "," and grammar.tokens[begin - 2].capital:
        left = grammar.phrase_left(begin - 1)
        if left[0] >= left[1] or left[1] - left[0] > 5 or not _is_name(grammar, *left):
            break
        begin = left[0]
    items = tuple(_items(grammar, begin, end))
    joined = any(grammar.low(i) == "and" for i in range(start, end))
    if joined and len(items) == 2 and all(_is_party(grammar, *item) for item in items):
        return items
    known = (" ".join(token.text for token in grammar.tokens[i:j]) for i, j in ((start, end), (start + 1, end)))
    tables = grammar.lexicon.tables
    if not joined or len(items) < 2 or any(name in tables.bodies or name in tables.media for name in known):
        return ()
    if any(grammar.heads_list(i, items[-1][0]) for i in range(begin, end)):
        return ()
    titled = any(is_human_role(grammar.tokens[i].text, grammar.lexicon) for i in range(*items[-1]))
    if titled and grammar.low(items[0][1] - 1) in grammar.lexicon.words.portfolios:
        # "Road Transport and Bridges Minister Ilse Varga"
        return ()
    return items if all(_is_name(grammar, *item) for item in items) else ()


def _is_party(grammar: Grammar, start: int, end: int) -> bool:
    """Whether a range names speakers by itself: "witnesses", "the bank"; no "rebel" of "rebel and army officials"."""
    words, noun = grammar.lexicon.words, grammar.low(end - 1)
    many = noun.endswith("s") and not noun.endswith("ss")
    one = end - start > 1 and grammar.low(start) in words.determiners and grammar.low(start) != "its"
    return (many or one) and not (grammar.tokens[end - 1].capital and end > 1) and can_speak(grammar, start, end)


def _is_name(grammar: Grammar, start: int, end: int) -> bool:
    """Whether a range is one name in capitals that stands for a state or holds more than one word."""
    if grammar.low(start) == "the":
        start += 1
    capitals = all(grammar.tokens[i].capital or grammar.low(i) in ("of", "for", "the") for i in range(start, end))
    text = " ".join(token.text for token in grammar.tokens[start:end])
    tables = grammar.lexicon.tables
    return start < end and capitals and (end - start > 1 or text in tables.states or text in tables.media)


def _opening_outlet(grammar: Grammar, start: int) -> tuple[Range, ...]:
    """The outlet in what opens a sentence before its subject: "In a letter to Harbour Radio, the mayor said"."""
    words, cues = grammar.lexicon.words, grammar.lexicon.cues
    if start < 4 or grammar.low(start - 1) != "," or grammar.low(0) not in words.prepositions | {"speaking", "writing"}:
        return ()
    told = outlets_between(grammar, 0, start - 1)
    if told:
        return told
    for index in range(1, start - 2):
        if grammar.low(index) in words.aired:
            # "In a talk broadcast last night by Harbour Radio, the mayor said"
            by = next((i for i in range(index + 1, min(index + 4, start - 2)) if grammar.low(i) in ("on", "by")), None)
            if by is not None and grammar.tokens[by + 1].capital and not grammar.is_time(by + 1):
                return (grammar.name_right(by + 1),)
    for index in range(1, start - 2):
        if grammar.low(index) not in cues.setting:
            continue
        joint = grammar.over_time(index + 1)
        if joint < start - 2 and grammar.low(joint) in ("of", "by", "from", "to", "in", "with", "on"):
            outlet = grammar.phrase_right(joint + 1, start - 1)
            # "In a post on X": a network, no outlet
            return () if grammar.low(outlet[1] - 1) in cues.setting else (outlet,)
    return ()


def _before_relative(grammar: Grammar, start: int, end: int) -> Range:
    """The subject that a relative clause keeps from its verb: "a driver who waits outside said"."""
    if grammar.low(start) in grammar.lexicon.words.pronouns:
        # "an outage that they said was over": the pronoun speaks
        return start, end
    if grammar.low(start - 1) == "which" and grammar.low(start - 2) in grammar.lexicon.words.prepositions:
        # "a dispute in which each side accused": the clause has a subject of its own
        return start, end
    if start == 0 or not (grammar.low(start - 1) in ("who", "which", "that") or grammar.is_finite(start - 1)):
        return start, end
    if grammar.low(start - 1) == "that" and _complements(grammar, start - 1):
        # "said that a man who …", "told Radio Alder that police suspect": no relative
        return start, end
    relative = next((i for i in range(start - 1, 0, -1) if grammar.low(i) in ("which", "who", "that", ",", ";")), 0)
    if grammar.low(relative) not in ("which", "who", "that"):
        return start, end
    before = grammar.phrase_left(relative)
    return before if before[0] < before[1] else (start, end)


def _complements(grammar: Grammar, that: int) -> bool:
    """Whether "that" opens what a cue before it says, to an addressee or to nobody."""
    cues = grammar.lexicon.cues
    for index in range(that - 1, max(-1, that - 8), -1):
        form = cues.statement.get(grammar.low(index))
        if form is not None and (index == that - 1 or form.lemma in cues.addressee):
            return True
        if grammar.low(index) == "," or grammar.is_finite(index):
            return False
    return False


def _relative(grammar: Grammar, pronoun: int) -> Subject | None:
    """The antecedent as the source: "officials who say", "CBS and Reuters, which quote"."""
    end = pronoun
    if grammar.low(end - 1) == ",":
        end -= 1
        start = end
        # a list of names is taken whole
        while start > 0 and (grammar.tokens[start - 1].capital or grammar.low(start - 1) in (",", "and", "the", "or")):
            start -= 1
        items = _items(grammar, start, end)
        if len(items) > 1:
            return Subject(items[-1], start, antecedents=tuple(items))
    start, stop = grammar.phrase_left(end)
    quoting = next((i for i in (start, start - 1) if i > 0 and grammar.low(i) in grammar.lexicon.cues.relay), None)
    if quoting is not None and quoting + 1 < stop:
        # "Reuters, which quote officials who say P", "The paper quoted an official who said P"
        relay = subject_of(grammar, quoting)
        outlets = (relay.antecedents or (relay.source,)) if relay and relay.source else ()
        within = grammar.low(quoting - 1) in ("who", "which", "that")
        opens = relay.start if relay and not within else quoting - within
        return Subject((quoting + 1, stop), opens, outlets=outlets)
    if start >= stop or all(grammar.low(i) in grammar.lexicon.words.prepositions for i in range(start, stop)):
        return None
    while start < stop - 1 and grammar.low(start) in _PLACED and grammar.low(pronoun) == "that":
        # "came across records that showed"
        start += 1
    if grammar.low(start) in grammar.lexicon.words.prepositions and grammar.low(pronoun) == "who":
        # "is at odds with the mayor, who said"
        start, stop = antecedent(grammar, start, stop)
    by = next((i for i in range(start + 1, stop - 1) if grammar.low(i) == "by"), None)
    if by is not None and _is_participle(grammar, start):
        # "was drawn by a clerk who says", "was given the parcel by a clerk who says"
        start = by + 1
    return Subject((start, stop), start) if start < stop else None


_PLACED = frozenset({"across", "into", "on", "upon", "through", "by", "to", "from", "with", "at"})
"""Prepositions behind a verb that belong to no antecedent."""


def _items(grammar: Grammar, start: int, end: int) -> list[Range]:
    items: list[Range] = []
    begin = start
    for index in range(start, end + 1):
        if index == end or grammar.low(index) in (",", "and", "or"):
            item = grammar.trim(begin, index)
            if item[0] < item[1]:
                items.append(item)
            begin = index + 1
    return items


def _over_insertion(grammar: Grammar, close: int) -> Subject | None:
    """The subject before an insertion: "X, the minister, said", "X, in remarks to Y, said", "X (Y) said"."""
    opening = "(" if grammar.low(close) == ")" else grammar.low(close)
    begin = close - 1
    while begin >= 0 and grammar.low(begin) != opening and grammar.low(begin) not in (";", ":"):
        begin -= 1
    if begin < 0 or begin == close - 1 or grammar.low(begin) != opening:
        return None
    inner = (begin + 1, close)
    if grammar.is_finite(inner[0]) and not _is_participle(grammar, inner[0]):
        # "The tug, owned by the port, sank off the cape, said the harbour master"
        return None
    reduced = _is_participle(grammar, inner[0])
    if not reduced and any(grammar.is_quote(i) for i in range(*inner)):
        return None
    if opening == "(":
        start, end = grammar.phrase_left(begin)
        return Subject((start, close + 1), start) if start < end else None
    words = grammar.lexicon.words
    first = grammar.low(inner[0])
    start, end = _before_relative(grammar, *grammar.phrase_left(begin))
    if start >= end or (grammar.is_clause(start, end) and not grammar.tokens[start].capital):
        return None
    if grammar.low(start) == "including" or grammar.low(start - 1) == "including":
        # "opposition parties, including the League, which are banned, said"
        comma = start - (grammar.low(start) != "including") - 1
        return _over_insertion(grammar, comma) if grammar.low(comma) == "," else None
    left = start - 1 - grammar.is_adverb(start - 1)
    if reduced and grammar.low(left) == "," and not can_speak(grammar, start, end):
        # "a report, strongly critical of the deal, published by the port, said"
        return _over_insertion(grammar, begin)
    if grammar.low(start).endswith("ing") and not grammar.tokens[start].capital:
        # ", belonging to the port, sank": no noun phrase
        return None
    if _tells(grammar, inner):
        # "The driver, police said, claimed P": what another says the driver says
        return Subject((start, end), start)
    if first in words.passed_on and grammar.low(inner[0] + 1) in ("by", "to", "with"):
        # "the memo, seen by reporters for A and B, says": the outlets pass the document on
        return Subject((start, end), start, outlets=tuple(_items(grammar, inner[0] + 2, close)))
    if first in grammar.lexicon.cues.originator_follows:
        return Subject((start, end), start, originator=grammar.phrase_right(inner[0] + 1, close))
    adverbial = (
        first in words.prepositions
        or reduced
        or first in ("speaking", "who", "whom", "which", "whose", "when", "while", "as", "asked", "citing")
        or grammar.is_time(inner[0])
        or grammar.is_adverb(inner[0])
    )
    if adverbial:
        outlets = outlets_between(grammar, inner[0], close) or _opening_outlet(grammar, start)
        return Subject((start, end), start, outlets=outlets)
    named = first in words.determiners or grammar.tokens[inner[0]].capital
    if grammar.is_clause(*inner) and not named:
        return None
    # "in Kyiv, the minister, said": a lone place before the first comma is no subject
    if grammar.low(start) in words.prepositions:
        return Subject(inner, inner[0])
    several = _items(grammar, *inner)
    plural = grammar.low(end - 1).endswith("s") and any(grammar.low(i) == "and" for i in range(*inner))
    if plural and len(several) > 1 and all(stop - b > 1 and grammar.tokens[stop - 1].capital for b, stop in several):
        # "two officials, Mayor Ilse Varga and engineer Jan Prokop, said"
        return Subject(several[-1], start, antecedents=tuple(several))
    return Subject((start, end), start, appositive=inner)


def _tells(grammar: Grammar, inner: Range) -> bool:
    """Whether an insertion is an attribution itself: ", police sources said,"."""
    form = grammar.lexicon.cues.statement.get(grammar.low(inner[1] - 1))
    past = form is not None and not form.base and not form.gerund
    return past and inner[1] - inner[0] > 1 and can_speak(grammar, inner[0], inner[1] - 1)


def is_issued(grammar: Grammar, gerund: int) -> bool:
    """Whether a gerund tells what a statement says that somebody gives out: "issued a paper [arguing] that P"."""
    cues, noun = grammar.lexicon.cues, gerund - 1
    stated = grammar.low(noun) in cues.setting | cues.nominal | grammar.lexicon.naming.report_nouns
    if not stated and not (noun > 0 and grammar.tokens[noun].quote):
        return False
    verb = next((i for i in range(noun, max(0, noun - 8), -1) if grammar.is_finite(i)), None)
    return verb is not None and grammar.low(verb) in cues.issuing


def _is_participle(grammar: Grammar, index: int) -> bool:
    """Whether a reduced relative clause opens at ``index``: ", dated May 3 and marked “secret”,"."""
    low = grammar.low(index)
    return (low.endswith("ed") or low in grammar.lexicon.words.reduced) and not grammar.tokens[index].capital


def outlets_between(grammar: Grammar, start: int, end: int) -> tuple[Range, ...]:
    """Outlets spoken to, in an adverbial between ``start`` and ``end``: "in remarks to X television"."""
    for phrase in grammar.lexicon.cues.told_through:
        for index in range(start, end - len(phrase) + 1):
            if (outlets := outlet_behind(grammar, index, phrase)) is not None:
                return outlets
    return ()


def outlet_behind(grammar: Grammar, index: int, phrase: tuple[str, ...]) -> tuple[Range, ...] | None:
    """The outlet behind the words ``phrase`` at ``index``, none where they name an audience; ``None`` without them."""
    last = len(phrase) - 1
    if grammar.low(index) != phrase[0] or any(grammar.low(index + i) != phrase[i] for i in range(last)):
        return None
    # "in an interview [on Monday] with Harbour Radio"
    joint = grammar.over_time(index + last)
    outlet = grammar.name_right(joint + 1)
    if grammar.low(joint) != phrase[-1] or outlet[0] >= outlet[1]:
        return None
    return (outlet,) if grammar.low(outlet[1] - 1) not in grammar.lexicon.words.audiences else ()


def outlet_spoken_to(grammar: Grammar, index: int) -> tuple[Range, ...]:
    """The outlet of an adverbial that begins at ``index``: "in an interview with X"."""
    found = (outlet_behind(grammar, index, phrase) for phrase in grammar.lexicon.cues.told_through)
    return next((outlets for outlets in found if outlets), ())


def inverted_subject(grammar: Grammar, index: int) -> Subject | None:
    """The subject behind the verb of a quotation or clause that ends before it: "P", said X."""
    before = index - 1
    behind_comma = grammar.low(before) == ","
    clause = behind_comma and (grammar.is_quote(before - 1) or grammar.is_clause(0, before))
    if not (grammar.is_quote(before) or clause or (behind_comma and is_inserted(grammar, index))):
        return None
    start, end = grammar.phrase_right(index + 1)
    if start >= end or grammar.low(start) == "that" or grammar.low(start) in grammar.lexicon.words.prepositions:
        # "…, held in a tent": no subject
        return None
    spoken = grammar.is_quote(before) or grammar.is_quote(before - 1)
    if not spoken and end < len(grammar.tokens) and grammar.is_finite(end):
        # "The note, dated 2022, says engineers told managers": the noun behind the cue has a verb of its own
        return None
    if grammar.low(end) in grammar.lexicon.words.passed_on and grammar.low(end + 1) == "by":
        # "“P”, said an official quoted by the paper"
        stop = grammar.phrase_stop(end + 2)
        return Subject((start, end), index, outlets=tuple(_items(grammar, end + 2, stop)))
    appositive = None
    if grammar.low(end) == ",":
        begin, stop = grammar.phrase_right(end + 1)
        if (
            begin < stop
            and not grammar.is_clause(begin, stop)
            and grammar.low(begin) not in grammar.lexicon.words.coordinators
            and not grammar.lexicon.cues.statement.get(grammar.low(begin), NO_FORM).gerund
        ):
            appositive = (begin, stop)
    return Subject((start, end), index, appositive=appositive)


def is_inserted(grammar: Grammar, index: int) -> bool:
    """Whether a cue stands with its source between a subject and its verb: "The bridge, said the mayor, was safe"."""
    if grammar.low(index) not in ("said", "says") or grammar.low(index - 1) != "," or grammar.is_clause(0, index - 1):
        return False
    start, end = grammar.phrase_right(index + 1)
    behind = end + 1 + grammar.is_adverb(end + 1)
    return start < end and grammar.low(end) == "," and behind < len(grammar.tokens) and grammar.is_finite(behind)


NO_FORM = VerbForm("", participle=False, gerund=False, base=False)
