"""Who says what in one sentence: cues, their sources and the words that they cover.

The patterns follow the description of attribution in the PARC and PolNeAR corpora: a *cue* links a *source*
to a *content*; the cue stands outside quotations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from summarizer.lexical.clauses import antecedent, relative_end
from summarizer.lexical.grammar import Grammar, Range
from summarizer.lexical.lexicon import Lexicon, VerbForm
from summarizer.lexical.words import Token

Frame = Literal["before", "after", "around", "split"]
Manner = Literal["statement", "act", "denial", "document", "phrase", "nominal"]


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in a sentence, as token ranges."""

    manner: Manner
    lemma: str
    cue: Range
    source: Range | None
    """``None``: whoever the sentence's previous attribution, or its subject, names."""
    frame: Frame
    region: Range
    """The attribution phrase: source, cue and settings; what is outside can be content."""
    appositive: Range | None = None
    originator: Range | None = None
    """Whom the source relays."""
    outlets: tuple[Range, ...] = ()
    """Outlets that the source spoke to."""
    antecedents: tuple[Range, ...] = ()
    """For "A, B and C, which …": the sources meant."""
    lead: Range | None = None
    """For "the deal, which X said was worth P": what the content is about, where that stands before the cue."""
    contents: tuple[Range, ...] = ()
    inside: tuple[int, ...] = field(default=())
    """Indices of the attributions whose content holds this one, innermost first."""


def attributions(tokens: Sequence[Token], lexicon: Lexicon) -> list[Found]:
    """All attributions of a sentence, with the ranges of their contents, in order of their cues."""
    grammar = Grammar(tokens, lexicon)
    found: list[Found] = []
    taken = 0
    for index in range(len(tokens)):
        if index < taken or tokens[index].quote:
            continue
        hit = _hit(grammar, index, found)
        if hit is not None:
            found.append(hit)
            taken = max(hit.region[1] if hit.manner == "denial" else hit.cue[1], taken)
    return _contents(grammar, found)


def _hit(grammar: Grammar, index: int, found: Sequence[Found]) -> Found | None:
    low = grammar.low(index)
    cues = grammar.lexicon.cues
    for phrase in cues.source_follows:
        if tuple(grammar.low(index + i) for i in range(len(phrase))) == phrase:
            return _phrase(grammar, index, index + len(phrase), " ".join(phrase))
    if low in cues.relay:
        return _relay(grammar, index, cues.relay[low], found)
    if low in cues.denial:
        return _denial(grammar, index, cues.denial[low], found)
    if low in cues.statement:
        hit = _statement(grammar, index, cues.statement[low], found)
        if hit is not None:
            return hit
    if low in cues.act:
        hit = _act(grammar, index, cues.act[low], found)
        if hit is not None:
            return hit
    if low in cues.document:
        return _document(grammar, index, cues.document[low])
    if low in cues.nominal:
        return _nominal(grammar, index)
    return None


# --- the subject of a cue verb -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Subject:
    source: Range | None
    start: int
    """Where the attribution phrase begins."""
    appositive: Range | None = None
    originator: Range | None = None
    outlets: tuple[Range, ...] = ()
    antecedents: tuple[Range, ...] = ()


def _auxiliaries(grammar: Grammar, index: int) -> tuple[int, set[str]]:
    """Start of the verb group that ends at ``index``, and the words in it."""
    words = grammar.lexicon.words
    group: set[str] = set()
    start = index
    while start > 0:
        low = grammar.low(start - 1)
        if low in words.auxiliaries or low in words.modals or low in words.negations or low == "to":
            group.add(low)
        elif not grammar.is_adverb(start - 1) or low in ("here", "there", "today", "yesterday", "tonight"):
            break
        start -= 1
    return start, group


def _is_noun_use(grammar: Grammar, index: int, form: VerbForm) -> bool:
    """Whether a form that is also a noun ("reports", "claim") stands as one here."""
    words = grammar.lexicon.words
    before = grammar.low(index - 1)
    low = grammar.low(index)
    if form.gerund:
        return before in words.determiners or before in words.prepositions - {"by"} or before.endswith("'s")
    if before in words.determiners or before.endswith(("'s", "s'")):
        # "the reported attack", "a claim"; "these say" does not occur in the press
        return True
    if low != form.lemma and not low.endswith("s"):
        return grammar.low(index + 1) == "by"
    if before in words.prepositions or (before in ("and", "or") and grammar.low(index - 2) in words.determiners):
        return True
    if form.lemma in ("say", "tell", "think", "believe", "insist", "admit"):
        return False
    if low == form.lemma:
        # plural present: "outlets report"; after a singular noun the form is itself a noun ("media report")
        return not (
            before.endswith("s")
            or before in words.pronouns
            or before in words.auxiliaries
            or before in ("police", "people", "media", "did", "does")
            or before in words.adverbs
            or before == ","
        )
    if index + 1 < len(grammar.tokens) and (
        grammar.low(index + 1) in (".", ",", "of", "and", "about", "on") or grammar.low(index + 1) in words.auxiliaries
    ):
        return grammar.low(index + 1) != "," or before != ","
    return bool(before) and not grammar.tokens[index - 1].capital and before.endswith("s") and not before.endswith("ss")


def _subject(grammar: Grammar, index: int, found: Sequence[Found], *, verb_start: int) -> _Subject | None:
    """The source of the verb group that starts at ``verb_start``, looked for on its left."""
    words = grammar.lexicon.words
    last = verb_start - 1
    low = grammar.low(last)
    # "X in a tweet had said": settings between subject and verb belong to the attribution phrase
    if last < 0:
        return None
    if low in ("who", "which", "that"):
        return _relative(grammar, last)
    if low in words.coordinators:
        return _Subject(None, last)
    if low in (",", "\u2014", "\u2013", "--", ")"):
        return _over_insertion(grammar, last)
    start, end = grammar.phrase_left(verb_start)
    if start >= end:
        return None
    outlets = _outlets(grammar, end, verb_start)
    return _Subject((start, end), start, outlets=outlets)


def _relative(grammar: Grammar, pronoun: int) -> _Subject | None:
    """ "officials who say", "CBS and Reuters, which quote": the source is the antecedent."""
    end = pronoun
    if grammar.low(end - 1) == ",":
        end -= 1
        start = end
        # a list of names is taken whole
        while start > 0 and (grammar.tokens[start - 1].capital or grammar.low(start - 1) in (",", "and", "the", "or")):
            start -= 1
        items = _items(grammar, start, end)
        if len(items) > 1:
            return _Subject(items[-1], start, antecedents=tuple(items))
    start, stop = grammar.phrase_left(end)
    if grammar.low(start) in grammar.lexicon.cues.relay and start > 0:
        # "Reuters, which quote officials who say P"
        relay = _subject(grammar, start, (), verb_start=start)
        outlets = (relay.antecedents or (relay.source,)) if relay and relay.source else ()
        return _Subject((start + 1, stop), start - (grammar.low(start - 1) in _RELATIVE), outlets=outlets)
    if start >= stop or all(grammar.low(i) in grammar.lexicon.words.prepositions for i in range(start, stop)):
        return None
    return _Subject((start, stop), start)


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


def _over_insertion(grammar: Grammar, close: int) -> _Subject | None:
    """ "X, the minister, said", "X, in remarks to Y, said", "X (Y) said": the subject before an insertion."""
    opening = "(" if grammar.low(close) == ")" else grammar.low(close)
    begin = close - 1
    while begin >= 0 and grammar.low(begin) != opening:
        if grammar.is_quote(begin) or grammar.low(begin) in (";", ":"):
            return None
        begin -= 1
    if begin < 0 or begin == close - 1:
        return None
    inner = (begin + 1, close)
    if opening == "(":
        start, end = grammar.phrase_left(begin)
        return _Subject((start, close + 1), start) if start < end else None
    words = grammar.lexicon.words
    first = grammar.low(inner[0])
    start, end = grammar.phrase_left(begin)
    if start >= end or (grammar.is_clause(start, end) and not grammar.tokens[start].capital):
        return None
    if first in _SEEN_BY and grammar.low(inner[0] + 1) in ("by", "to", "with"):
        # "the memo, seen by reporters for A and B, says": the outlets pass the document on
        return _Subject((start, end), start, outlets=tuple(_items(grammar, inner[0] + 2, close)))
    if first in grammar.lexicon.cues.originator_follows:
        return _Subject((start, end), start, originator=grammar.phrase_right(inner[0] + 1, close))
    adverbial = (
        first in words.prepositions
        or first in ("speaking", "who", "which", "whose", "when", "while", "as", "asked", "citing")
        or grammar.is_time(inner[0])
        or grammar.is_adverb(inner[0])
    )
    if adverbial:
        return _Subject((start, end), start, outlets=_outlets(grammar, inner[0], close))
    if grammar.is_clause(*inner) and not grammar.tokens[inner[0]].capital:
        return None
    # "in Kyiv, the minister, said": a lone place before the first comma is no subject
    if grammar.low(start) in words.prepositions:
        return _Subject(inner, inner[0])
    return _Subject((start, end), start, appositive=inner)


def _outlets(grammar: Grammar, start: int, end: int) -> tuple[Range, ...]:
    """Outlets spoken to, in an adverbial between ``start`` and ``end``: "in remarks to X television"."""
    for phrase in grammar.lexicon.cues.told_through:
        for index in range(start, end - len(phrase) + 1):
            if tuple(grammar.low(index + i) for i in range(len(phrase))) == phrase:
                return (grammar.name_right(index + len(phrase)),)
    return ()


def _inverted(grammar: Grammar, index: int) -> _Subject | None:
    """ "…", said X: the subject behind the verb."""
    before = index - 1
    if not (
        grammar.is_quote(before)
        or (grammar.low(before) == "," and (grammar.is_quote(before - 1) or grammar.is_clause(0, before)))
    ):
        return None
    start, end = grammar.phrase_right(index + 1)
    if start >= end or grammar.low(start) in ("that", "to"):
        return None
    appositive = None
    if grammar.low(end) == ",":
        begin, stop = grammar.phrase_right(end + 1)
        if (
            begin < stop
            and not grammar.is_clause(begin, stop)
            and grammar.low(begin) not in grammar.lexicon.words.coordinators
            and not grammar.lexicon.cues.statement.get(grammar.low(begin), _NO_FORM).gerund
        ):
            appositive = (begin, stop)
    return _Subject((start, end), index, appositive=appositive)


_RELATIVE = frozenset({"who", "which", "that"})
_SEEN_BY = frozenset(
    {
        "seen",
        "obtained",
        "reviewed",
        "viewed",
        "published",
        "leaked",
        "shown",
        "shared",
        "released",
        "quoted",
        "cited",
        "reported",
        "carried",
    }
)
_NO_FORM = VerbForm("", participle=False, gerund=False, base=False)


# --- cues ----------------------------------------------------------------------------------------


def _statement(grammar: Grammar, index: int, form: VerbForm, found: Sequence[Found]) -> Found | None:
    cues = grammar.lexicon.cues
    if _is_noun_use(grammar, index, form):
        return None
    verb_start, group = _auxiliaries(grammar, index)
    if group & grammar.lexicon.words.modals or group & grammar.lexicon.words.negations:
        return None
    passive = bool(group & {"is", "are", "was", "were", "be", "been", "being"}) and form.participle and not form.gerund
    if passive or "to" in group or (form.base and "be" in group):
        return None
    if form.gerund and not group:
        return _gerund(grammar, index, form, found)
    inverted = _inverted(grammar, index) if verb_start == index and not form.gerund else None
    subject = _subject(grammar, index, found, verb_start=verb_start)
    after = grammar.skip_setting(index + 1)
    if subject is not None and subject.originator is None:
        originator, after = _cited(grammar, after)
        subject = replace(subject, originator=originator)
    if inverted is not None and (subject is None or subject.source is None or grammar.is_quote(index - 1)):
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
    outlets = subject.outlets
    if form.lemma in cues.addressee:
        outlets, after = _addressee(grammar, after, outlets)
    frame_found = _frame(grammar, form, subject, index, after)
    if frame_found is None:
        return None
    content_start = after + (grammar.low(after) in ("that", ":", ","))
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


def _inside_relative(grammar: Grammar, hit: Found) -> Found:
    """ "the deal, which X said was worth P, …": the antecedent is the content's subject, the comma its end."""
    relative = hit.region[0] - 1
    comma = grammar.low(relative - 1) == ","
    lead = antecedent(grammar, 0, relative - comma)
    return replace(hit, lead=lead, region=(relative - comma, hit.region[1]))


def _cited(grammar: Grammar, after: int) -> tuple[Range | None, int]:
    """ "Y reported, citing X, that P" and "Citing X, Y reported that P": X, and where the reading goes on."""
    cues = grammar.lexicon.cues
    if grammar.low(after) == "," and grammar.low(after + 1) in cues.originator_follows:
        start, end = grammar.phrase_right(after + 2)
        if grammar.low(end) == "," and start < end:
            return (start, end), end + 1
    if grammar.low(0) in cues.originator_follows:
        start, end = grammar.phrase_right(1)
        if start < end and grammar.low(end) == ",":
            return (start, end), after
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


def _addressee(grammar: Grammar, after: int, outlets: tuple[Range, ...]) -> tuple[tuple[Range, ...], int]:
    """ "told reporters in Kyiv that", "told the official X news agency that", "told CBC News the …"."""
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


def _frame(grammar: Grammar, form: VerbForm, subject: _Subject, index: int, after: int) -> Frame | None:
    """Where the content of a statement stands; ``None`` where the verb governs no proposition here."""
    cues = grammar.lexicon.cues
    low = grammar.low(after)
    begin = subject.start
    behind_comma = begin > 0 and (
        grammar.low(begin - 1) in (",", "\u2014", "\u2013", "--") or grammar.is_quote(begin - 1)
    )
    content_left = behind_comma and (
        grammar.is_quote(begin - 1)
        or grammar.is_quote(begin - 2)
        or (grammar.is_clause(0, begin - 1) and grammar.low(0) not in _OPENERS)
    )
    if after >= len(grammar.tokens) or grammar.is_end(after):
        return "before" if content_left else None
    if content_left and (grammar.is_quote(begin - 1) or grammar.is_quote(begin - 2)) and _quote_follows(grammar, after):
        return "around"
    if grammar.is_quote(after) or low == ":" or (low == "," and grammar.is_quote(after + 1)):
        return "after"
    if low == "that" and not (form.lemma == "say" and grammar.is_end(after + 1)):
        return "after"
    if low in ("whether", "how", "why", "what", "where") and form.lemma not in (
        "say",
        "tell",
        "explain",
        "reveal",
        "describe",
    ):
        return None
    if low in (",", ";", ")", "\u2014", "\u2013", "--"):
        if behind_comma and low == "," and grammar.low(begin - 2) in grammar.lexicon.words.subordinators:
            return "after"
        if content_left:
            return "before"
        if behind_comma and low == "," and begin > 2 and grammar.is_clause(after + 1, len(grammar.tokens)):
            # "The deal, the minister said, will be signed": one proposition around the cue
            opening = grammar.low(0) in _OPENERS or grammar.low(0) in grammar.lexicon.words.prepositions
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
    return None


_OPENERS = frozenset(
    {
        "when",
        "after",
        "before",
        "as",
        "while",
        "although",
        "though",
        "if",
        "asked",
        "because",
        "since",
        "but",
        "speaking",
        "in",
        "at",
        "on",
        "with",
        "despite",
        "during",
    }
)


def form_gerund(grammar: Grammar, index: int) -> bool:
    """Whether a cue verb's gerund stands at ``index``: "…, he said, adding that"."""
    form = grammar.lexicon.cues.statement.get(grammar.low(index)) or grammar.lexicon.cues.act.get(grammar.low(index))
    return form is not None and form.gerund


def _verb_soon(grammar: Grammar, start: int) -> bool:
    """Whether the phrase from ``start`` runs into its own finite verb before any relative clause: "P" rather than an object."""
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
    """ ", adding that P", ", saying P": the source is the one before, or the subject of the clause."""
    before = grammar.low(index - 1)
    if (
        index
        and before not in (",", "and", "\u2014", "\u2013", "--", "while", "as", "but", "without")
        and not grammar.is_quote(index - 1)
    ):
        return None
    if before == "as" or before == "without":
        return None
    after = grammar.skip_setting(index + 1)
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
    source = None if found else grammar.clause_subject(0, index)
    if source is None and not found:
        return None
    start = index - (before in (",", "and", "but"))
    return Found(
        "statement",
        form.lemma,
        (index, index + 1),
        source,
        "after",
        (start, after + (low in ("that", ":"))),
        outlets=outlets,
    )


def _trailing(grammar: Grammar, hit: Found) -> Found:
    """ ", citing X" behind "Y reported": X is the originator."""
    index = hit.region[1]
    if grammar.low(index) == "," and grammar.low(index + 1) in grammar.lexicon.cues.originator_follows:
        start, end = grammar.phrase_right(index + 2)
        if start < end:
            return replace(hit, originator=(start, end), region=(hit.region[0], end))
    return hit


def _phrase(grammar: Grammar, index: int, source_start: int, phrase: str) -> Found | None:
    """ "according to X": the content is the rest of the clause."""
    start, end = grammar.phrase_right(source_start)
    if start >= end:
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
    frame: Frame = (
        "after"
        if index == 0
        or (
            grammar.low(index - 1) in ("and", "but", ",", "that")
            and grammar.low(region_end) == ","
            and not grammar.is_clause(0, index)
        )
        else "before"
    )
    region_start = index - (index > 0 and grammar.low(index - 1) == ",")
    if frame == "after" and grammar.low(region_end) == ",":
        region_end += 1
    return Found(
        "phrase", phrase, (index, source_start), (start, end), frame, (region_start, region_end), appositive, originator
    )


def _relay(grammar: Grammar, index: int, form: VerbForm, found: Sequence[Found]) -> Found | None:
    """ "Y quoted X as saying P", "X was quoted by Y as saying P"."""
    saying = next(
        (
            i
            for i in range(index + 1, min(len(grammar.tokens), index + 24))
            if grammar.low(i) == "as" and grammar.low(i + 1) in ("saying", "telling", "writing", "reporting")
        ),
        None,
    )
    verb_start, group = _auxiliaries(grammar, index)
    if saying is None:
        # "…, which quote officials who say P" is read at "say"; "…, citing X" trails another cue
        if (form.gerund and grammar.low(index - 1) == ",") or (not form.gerund and grammar.low(index - 1) == "which"):
            return None
        return None
    content = saying + 2 + (grammar.low(saying + 2) == "that")
    if group & {"is", "are", "was", "were", "been"} and form.participle:
        subject = _subject(grammar, index, found, verb_start=verb_start)
        if subject is None or subject.source is None:
            return None
        outlet = grammar.phrase_right(index + 2, saying) if grammar.low(index + 1) == "by" else None
        outlets = (outlet,) if outlet and outlet[0] < outlet[1] else ()
        return Found(
            "statement",
            form.lemma,
            (index, saying + 2),
            subject.source,
            "after",
            (subject.start, content),
            subject.appositive,
            None,
            outlets,
        )
    subject = _subject(grammar, index, found, verb_start=verb_start)
    if subject is None or subject.source is None:
        return None
    begin = grammar.skip_setting(index + 1)
    originator = grammar.trim(begin, saying)
    if originator[0] >= originator[1]:
        return None
    return Found(
        "statement",
        form.lemma,
        (index, saying + 2),
        subject.source,
        "after",
        (subject.start, content),
        subject.appositive,
        originator,
        subject.outlets,
        subject.antecedents,
    )


def _denial(grammar: Grammar, index: int, form: VerbForm, found: Sequence[Found]) -> Found | None:
    """ "X denied (that) P", "X rejected allegations by Y that P", "X denied doing it"."""
    if _is_noun_use(grammar, index, form):
        return None
    verb_start, group = _auxiliaries(grammar, index)
    if group & (grammar.lexicon.words.modals | grammar.lexicon.words.negations) or "to" in group:
        return None
    if group & {"is", "are", "was", "were", "been", "be"} and form.participle:
        return None
    if form.gerund and not group:
        subject: _Subject | None = _Subject(None if found else grammar.clause_subject(0, index), index - 1)
    else:
        subject = _subject(grammar, index, found, verb_start=verb_start)
    if subject is None or (subject.source is None and not found):
        return None
    after = grammar.skip_setting(index + 1)
    if after >= len(grammar.tokens) or grammar.is_end(after):
        return None
    author, content = _denied(grammar, after)
    return Found(
        "denial",
        form.lemma,
        (index, index + 1),
        subject.source,
        "after",
        (subject.start, content),
        subject.appositive,
        author,
    )


def _denied(grammar: Grammar, after: int) -> tuple[Range | None, int]:
    """Author of what is denied, if named, and where its words begin."""
    cues = grammar.lexicon.cues
    if grammar.low(after) == "that":
        return None, after + 1
    limit = min(len(grammar.tokens), after + 8)
    for noun in range(after, limit):
        if grammar.low(noun) in cues.denied_contents:
            that = next(
                (i for i in range(noun + 1, min(len(grammar.tokens), noun + 10)) if grammar.low(i) == "that"), None
            )
            if that is None:
                return None, after
            if grammar.low(noun + 1) in ("by", "from"):
                return grammar.trim(noun + 2, that), that + 1
            owner = grammar.tokens[noun - 1]
            if owner.capital and noun > after:
                # "rejected Moscow's claims", "dismissed US allegations"
                return (noun - 1, noun), that + 1
            return None, that + 1
    return None, after


def _act(grammar: Grammar, index: int, form: VerbForm, found: Sequence[Found]) -> Found | None:
    """ "X accused Y of Z": the object is what X says."""
    cues = grammar.lexicon.cues
    if _is_noun_use(grammar, index, form):
        return None
    needed = cues.act_with.get(form.lemma)
    after = index + 1
    if needed is not None:
        if grammar.low(after) not in needed:
            return None
    elif (
        grammar.low(after) in grammar.lexicon.words.prepositions - {"as"}
        or after >= len(grammar.tokens) - 1
        or grammar.low(after) in (",", ".")
    ):
        return None
    verb_start, group = _auxiliaries(grammar, index)
    if group & (grammar.lexicon.words.modals | grammar.lexicon.words.negations) or "to" in group:
        return None
    if group & {"is", "are", "was", "were", "been", "be", "being"} and not form.gerund:
        return None
    if form.gerund and not group:
        if grammar.low(index - 1) not in (",", "and", "while"):
            return None
        subject: _Subject | None = _Subject(None if found else grammar.clause_subject(0, index), index - 1)
    else:
        subject = _subject(grammar, index, found, verb_start=verb_start)
    if subject is None or (subject.source is None and not found):
        return None
    if (
        subject.source is None
        and subject.start
        and grammar.low(subject.start) in grammar.lexicon.words.coordinators
        and not form.gerund
    ):
        # "He visited the plant and praised …": the clause's own subject
        own = grammar.clause_subject(0, index)
        subject = replace(subject, source=own) if own and not found else subject
    return Found(
        "act",
        form.lemma,
        (index, index + 1),
        subject.source,
        "after",
        (subject.start, index + 1),
        subject.appositive,
        subject.originator,
        subject.outlets,
        subject.antecedents,
    )


_DOCUMENT_HEADS = ("document",)


def _document(grammar: Grammar, index: int, form: VerbForm) -> Found | None:
    """ "the report details X", "photos showed X": a document speaks."""
    if form.gerund or _is_noun_use(grammar, index, form):
        return None
    verb_start, group = _auxiliaries(grammar, index)
    if group & (
        grammar.lexicon.words.modals | grammar.lexicon.words.negations | {"is", "are", "was", "were", "been", "to"}
    ):
        return None
    needed = {"call": ("for",), "refer": ("to",)}.get(form.lemma)
    if needed and grammar.low(index + 1) not in needed:
        return None
    subject = _subject(grammar, index, (), verb_start=verb_start)
    source = subject.source if subject else None
    if source is None or subject is None:
        return None
    roles = grammar.lexicon.tables.roles
    head = _head(grammar, source)
    if (
        roles.get(head) != "document"
        and head != "it"
        and not (head == "it" and any(roles.get(grammar.low(i)) == "document" for i in range(source[0])))
    ):
        return None
    return Found(
        "document", form.lemma, (index, index + 1), source, "after", (subject.start, index + 1), subject.appositive
    )


def _head(grammar: Grammar, phrase: Range) -> str:
    """The head of a noun phrase: its last word before a preposition, a relative clause or a participle."""
    words = grammar.lexicon.words
    head = ""
    for index in range(*phrase):
        low = grammar.low(index)
        if low in words.prepositions or low in ("who", "which", "that", ","):
            break
        if head and low.endswith("ed") and low not in words.not_past:
            break
        head = low
    return head


def _nominal(grammar: Grammar, index: int) -> Found | None:
    """ "the ministry's claim that P", "reports by X that P"."""
    that = index + 1
    source: Range | None = None
    if grammar.low(that) in ("by", "from"):
        that = next(
            (i for i in range(index + 2, min(len(grammar.tokens), index + 10)) if grammar.low(i) == "that"),
            len(grammar.tokens),
        )
        source = grammar.trim(index + 2, min(that, len(grammar.tokens)))
    if grammar.low(that) != "that":
        return None
    start = index
    if source is None:
        owner = index - 1
        while owner > 0 and not grammar.low(owner).endswith(("'s", "s'")) and index - owner < 4:
            owner -= 1
        if grammar.low(owner).endswith(("'s", "s'")):
            begin = owner
            words = grammar.lexicon.words
            while begin > 0 and (grammar.tokens[begin - 1].capital or grammar.low(begin - 1) in words.determiners):
                begin -= 1
            source, start = (begin, owner + 1), begin
        elif grammar.low(index) in ("reports", "allegations", "claims", "accusations"):
            source = (index, index + 1)
    if source is None or source[0] >= source[1]:
        return None
    return Found("nominal", grammar.low(index), (index, index + 1), source, "after", (start, that + 1))


# --- contents ------------------------------------------------------------------------------------


def _contents(grammar: Grammar, found: list[Found]) -> list[Found]:
    """Give every attribution the ranges that it covers, and say which lie inside which."""
    end = len(grammar.tokens)
    result: list[Found] = []
    for number, hit in enumerate(found):
        ranges: list[Range] = []
        if hit.frame in ("before", "around", "split"):
            ranges.append((_left_limit(grammar, found, number), hit.region[0]))
        if hit.frame in ("after", "around", "split"):
            limit = _right_limit(grammar, found, number, end)
            if hit.lead is not None and grammar.low(hit.region[0]) == ",":
                limit = min(limit, relative_end(grammar, hit.region[1] - 1, limit))
            ranges.append((hit.region[1], limit))
        ranges = [trimmed for begin, stop in ranges if (trimmed := _trim_content(grammar, begin, stop))[0] < trimmed[1]]
        result.append(replace(hit, contents=tuple(ranges)))
    nested: list[Found] = []
    for number, hit in enumerate(result):
        holders = [other for other, outer in enumerate(result) if other != number and _holds(outer, hit)]
        holders.sort(key=lambda other: sum(stop - begin for begin, stop in result[other].contents))
        nested.append(replace(hit, inside=tuple(holders)))
    return nested


def _holds(outer: Found, inner: Found) -> bool:
    return any(begin <= inner.cue[0] and inner.cue[1] <= stop for begin, stop in outer.contents)


def _left_limit(grammar: Grammar, found: Sequence[Found], number: int) -> int:
    """Where the content before a cue may begin: behind a coordinated attribution, else at the sentence's start."""
    limit = 0
    hit = found[number]
    for other in found[:number]:
        if other.frame != "after" and other.region[1] <= hit.region[0]:
            limit = max(limit, other.region[1])
        elif other.frame == "after" and _sibling_break(grammar, other.region[1], hit.region[0]) is not None:
            limit = max(limit, _sibling_break(grammar, other.region[1], hit.region[0]) or 0)
    return limit


def _sibling_break(grammar: Grammar, start: int, end: int) -> int | None:
    """Position of a semicolon between two attributions: what stands behind it is a matter of its own."""
    return next((i + 1 for i in range(end - 1, start, -1) if grammar.low(i) == ";"), None)


def _right_limit(grammar: Grammar, found: Sequence[Found], number: int, end: int) -> int:
    """Where the content behind a cue ends: before a coordinated attribution with a source of its own."""
    hit = found[number]
    words = grammar.lexicon.words
    for other in found[number + 1 :]:
        start = other.region[0]
        if start <= hit.region[1]:
            continue
        if other.frame == "before":
            # "…, X said" at the end relays the whole
            continue
        before = grammar.low(start - 1)
        if other.source is None:
            return start
        if before in ("and", "but", "while", "whereas", "though", "although", ";", ",") or before in words.coordinators:
            return start - 1
        if grammar.low(start) in (",", "and"):
            return start
    for index in range(hit.region[1] + 1, end):
        if grammar.low(index) == ";" or (
            grammar.is_quote(hit.region[1])
            and index > hit.region[1]
            and grammar.low(index) in ("but", "while")
            and grammar.is_clause(index + 1, end)
        ):
            return index
    return end


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
        and not (grammar.low(stop - 1) == "." and stop - 2 >= begin and grammar._abbreviation(stop - 1))
    ):
        stop -= 1
    return begin, stop


def each_range(found: Sequence[Found]) -> Iterator[Range]:
    """All ranges that attributions take up, their contents included."""
    for hit in found:
        yield hit.region
        yield from hit.contents
