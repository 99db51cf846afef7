"""The content words of a text in the order of the active voice, each with its kind and the preposition before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import stem
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.words import without_possessive

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|[A-Z][a-z]{1,3}\.(?=\s[A-Z])|\d[\d,.]*\d|\d|[^\W\d_]+(?:['\u2019][^\W\d_]+)?|[,;:.!?()]"
)
# an abbreviation ("Gen.", "U.S.") ends no sentence
_SENTENCE = re.compile(
    r"(?<=[.!?\"\u201d])(?=\s)"  # most places are none, and this tells it soonest
    r"(?:(?<=[a-z\d]{3}[.!?])|(?<=[\"\u201d)][.!?])|(?<=[.!?][\"\u201d]))\s+(?=[A-Z\"\u201c])|;"
)
_OPENING = re.compile(r"[A-Z][^\W\d_]*")
_LETTERS = re.compile(r"[^\W\d_]+")
_MARKS = frozenset(",;:.!?()")
_RANKS = frozenset({"first", "last"})
_AGENT = 8
"""Words within which "by" belongs to a participle, and that an agent may have."""

Kind = Literal["name", "number", "moment", "noun", "word"]


@dataclass(frozen=True, slots=True)
class Word:
    """A content word; of a name of several words the last."""

    shown: str
    key: str
    """What it is compared by: a stem, a number in digits, the country for its adjective."""
    kind: Kind
    sentence: int
    place: int
    """Its rank among the content words and marks of its sentence, as the active voice would have it."""
    preposition: str
    """The preposition that governs it, or nothing."""
    paired: bool
    """Whether "and" or "or" joins it to what stands before it."""


@lru_cache(maxsize=2048)
def words_of(text: str, common: frozenset[str]) -> tuple[Word, ...]:
    """The content words of ``text``, sentence by sentence.

    Args:
        text: any text.
        common: words known to be written small: a capital at a sentence's beginning makes no name of them.
    """
    found: list[Word] = []
    for number, (sentence, opening) in enumerate(_sentences(text)):
        found += _words(sentence, number, opening in common)
    return tuple(found)


def keys_by_opening(text: str) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """Of each sentence of ``text`` its capital opening in lower case, and its words' keys if that is a name, or not."""
    for sentence, opening in _sentences(text):
        named = frozenset(word.key for word in _words(sentence, 0, False))
        yield opening, named, frozenset(word.key for word in _words(sentence, 0, True)) if opening else named


@lru_cache(maxsize=2048)
def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of ``text``, parts at semicolons for themselves, with straight apostrophes."""
    return tuple(sentence.replace("\u2019", "'") for sentence in _SENTENCE.split(text))


@lru_cache(maxsize=2048)
def _sentences(text: str) -> tuple[tuple[str, str], ...]:
    """The sentences of ``text``, each with its first word in lower case where that has a capital."""
    return tuple((each, opening[0].lower() if (opening := _OPENING.match(each)) else "") for each in sentences_of(text))


@lru_cache(maxsize=8192)
def _words(sentence: str, number: int, small: bool) -> tuple[Word, ...]:
    """The content words of a sentence; ``small``: its first word is known to be written small."""
    if number:
        return tuple(
            Word(w.shown, w.key, w.kind, number, w.place, w.preposition, w.paired) for w in _words(sentence, 0, small)
        )
    return tuple(_sentence(_TOKEN.findall(sentence), small))


@lru_cache(maxsize=2048)
def written_small(text: str) -> frozenset[str]:
    """The words of ``text`` in lower case."""
    return frozenset(word for word in _LETTERS.findall(text) if word.islower())


def _sentence(tokens: Sequence[str], small: bool) -> list[Word]:
    low = [token.lower() for token in tokens]
    places = _active(tokens, low)
    closed = lexicon().words
    drafts: list[tuple[float, Word | None]] = []
    preposition, paired = "", False
    i = 0
    while i < len(tokens):
        end = i + 1
        if low[i] in closed.prepositions or low[i] == "than":
            preposition = low[i]
        elif tokens[i] in _MARKS:
            preposition = ""
            drafts.append((places[i], None))
        elif low[i] in closed.auxiliaries or low[i] in closed.modals:
            preposition = ""
        elif not _is_light(low[i]):
            name_end = _name_end(tokens, low, i, small)
            end = max(end, name_end)
            kind = _kind(tokens, low, i, named=name_end > i)
            shown = " ".join(tokens[i:end])
            drafts.append((places[end - 1], Word(shown, _key(shown), kind, 0, 0, preposition, paired)))
            paired = False
        if low[i] in closed.coordinators:
            paired = True
        i = end
    drafts.sort(key=lambda draft: draft[0])
    return [
        Word(w.shown, w.key, w.kind, 0, rank, w.preposition, w.paired)
        for rank, (_, w) in enumerate(drafts)
        if w is not None
    ]


@lru_cache(maxsize=16384)
def _is_light(low: str) -> bool:
    words, closed = vocabulary(), lexicon().words
    if low in words.values or low in words.scales:
        return False
    closed_class = low in words.light or low in closed.determiners or low in closed.pronouns
    return closed_class or words.negation.fullmatch(low) is not None


def _name_end(tokens: Sequence[str], low: Sequence[str], start: int, small: bool) -> int:
    """Where the name that begins at ``start`` ends; ``start`` itself if none does. A country is a name by itself."""
    places = lexicon().tables.places
    if not tokens[start][0].isupper() or (start == 0 and small and tokens[0] not in places):
        return start
    for length in range(min(3, len(tokens) - start), 0, -1):
        if without_possessive(" ".join(tokens[start : start + length])) in places:
            return start + length
    end = start + 1
    while end < len(tokens) and tokens[end][0].isupper() and low[end] not in vocabulary().light:
        if tokens[end - 1].endswith("'s") or tokens[end] in places:
            break
        end += 1
    return end


def _kind(tokens: Sequence[str], low: Sequence[str], start: int, *, named: bool) -> Kind:
    words, closed = vocabulary(), lexicon().words
    if low[start] in words.values or low[start] in words.scales or tokens[start][0].isdigit():
        return "number"
    if words.moments.fullmatch(tokens[start]):
        return "moment"
    if low[start] in closed.adverbs or low[start] in closed.subordinators or low[start] in _RANKS:
        return "word"
    if named:
        return "name"
    # what follows "it" or "she" is what they do
    verbal = (
        low[start].endswith(("ed", "ing", "ly"))
        or low[start] in words.participles
        or (start > 0 and low[start - 1] in words.subjects)
    )
    return "word" if verbal or low[start] in closed.verb_forms else "noun"


@lru_cache(maxsize=16384)
def _key(shown: str) -> str:
    bare = without_possessive(shown)
    country = lexicon().tables.places.get(bare)
    if country is not None:
        return country
    last = bare.split()[-1].lower()
    value = vocabulary().values.get(last)
    return str(value) if value is not None else stem(last.replace(".", "").replace(",", "") or last)


def _active(tokens: Sequence[str], low: Sequence[str]) -> list[float]:
    """Places of the tokens once every passive is turned: its subject behind the verb, its agent before."""
    words = vocabulary()
    places = [float(i) for i in range(len(tokens))]
    for verb, word in enumerate(low):
        if not (word in words.participles or (word.endswith("ed") and len(word) > 3)):
            continue
        be = verb - 1
        while be >= 0 and low[be] not in words.passive and (low[be].endswith("ly") or low[be] in words.between):
            be -= 1
        passive = be >= 0 and low[be] in words.passive
        by = _agent(tokens, low, verb)
        if by is None and not passive:
            continue
        if by is not None and not passive and by != verb + 1:
            continue
        before = be if passive else verb
        start = before
        while start > 0 and tokens[start - 1] not in _MARKS and low[start - 1] not in words.opens:
            start -= 1
        for offset, i in enumerate(range(start, before)):
            places[i] = verb + 0.5 + offset / 1000
        if by is not None:
            for offset, i in enumerate(range(by + 1, _phrase_end(tokens, low, by + 1))):
                places[i] = verb - 0.5 + offset / 1000
    return places


def _agent(tokens: Sequence[str], low: Sequence[str], verb: int) -> int | None:
    """Where the "by" of the participle at ``verb`` stands."""
    closed = lexicon().words
    for i in range(verb + 1, min(len(tokens), verb + 1 + _AGENT)):
        if low[i] == "by":
            return i
        if tokens[i] in _MARKS or low[i] in closed.auxiliaries or low[i] in closed.coordinators:
            return None
    return None


def _phrase_end(tokens: Sequence[str], low: Sequence[str], start: int) -> int:
    closed = lexicon().words
    end = start
    while (
        end < min(len(tokens), start + _AGENT)
        and tokens[end] not in _MARKS
        and low[end] not in closed.auxiliaries
        and (low[end] == "of" or low[end] not in closed.prepositions)
        and low[end] not in closed.relatives
    ):
        end += 1
    return end
