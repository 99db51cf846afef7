"""Whom a text has do what, beside whom the article has do it: by the verb, and by what follows it.

A text and a sentence of the article tell the same deed where the verb is the same and what follows it is mostly the
same. Then whoever does it in the text must stand before that verb in the article too, or be what a pronoun or a
description there can mean. Else the text was put together out of two sentences, or turned round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from summarizer.checks.carried import base_of
from summarizer.checks.order import sentences_of
from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import stem
from summarizer.lexical.grammar import Grammar
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.subjects import subject_of
from summarizer.lexical.words import plain_name, plain_tokens, without_possessive
from summarizer.summary import MEDIA_KINDS, Kind

KindCalled = Callable[[str], Kind | None]

_SAME_DEED = 0.5
"""Share of what follows a verb in a text that must follow it in the article, for both to tell the same deed."""
_LONGEST = 12
"""Words of a subject from which it is more than one noun phrase."""
_SAYING, _COMMON, _MOST = 2, 1 / 3, 0.8
"""Words from which a predicate says something; the share of them that its own sentences have where it is another
sentence's, and the share that this one has."""
_JOINTS = frozenset({"to", "not", "neither", "nor"})
"""What may stand within a group of verbs, besides auxiliaries and adverbs."""
_DISTINCT: frozenset[str] = frozenset(
    {"official", "intergovernmental", "company", "party", "armed_group", "ngo", "media"}
)
"""Kinds of bodies, of which each is called by the nouns of its own; people are called by many, and papers speak for
others."""


@dataclass(frozen=True, slots=True)
class Mistaken:
    """Somebody whom a text has do what the article has another do."""

    who: str
    instead_of: str
    """As the article names the other; empty where a pronoun stands for them."""
    turned: bool
    """Whether the article has the one done to what the other does, which leaves no doubt."""

    @property
    def why(self) -> str:
        """What is wrong, in words."""
        return f"{self.who} does what {self.instead_of or 'another'} does in the article"


def mistaken_doer(text: str, supports: Sequence[str], context: str, kind_called: KindCalled) -> Mistaken | None:
    """Somebody whom ``text`` has do what its support has another do; ``None`` where there is nobody.

    Args:
        text: a text.
        supports: what is to carry it; the first of them that tells a deed decides on it.
        context: these with the sentences around them, in which a pronoun's name stands.
        kind_called: what the source is that is called so, in lower case and without an article, if there is one.
    """
    if any(text.rstrip(".")[1:] in support for support in supports):
        return None  # the article's own words
    for sentence in sentences_of(text):
        for deed in _deeds(sentence):
            if not deed.who or deed.verb <= _saying():
                continue
            told = ([other for other in _all_deeds(support) if _is_same(deed, other)] for support in supports)
            found = _judged(deed, next(filter(None, told), []), context, kind_called)
            if found is not None:
                return found
    return None


@lru_cache(maxsize=256)
def _all_deeds(text: str) -> tuple[_Deed, ...]:
    return tuple(deed for sentence in sentences_of(text) for deed in _deeds(sentence))


def told_elsewhere(text: str, support: str, article: str, *, attributed: bool) -> str | None:
    """A sentence of ``text`` in which somebody does what ``article`` tells elsewhere, and nothing of it ``support``.

    Args:
        text: a text.
        support: the sentences that are to carry it.
        article: all of the article.
        attributed: whether the text names its speakers.
    """
    if text.rstrip(".")[1:] in support:
        return None
    here = _all([_words(sentence) for sentence in sentences_of(support)])
    for sentence in sentences_of(text):
        for deed in _told(_deeds(sentence), attributed):
            done = (deed.verb | deed.behind) - _empty()
            if len(done) < _SAYING or not deed.who or deed.verb & here or len(done & here) > _COMMON * len(done):
                continue
            others = (_words(other) for other in sentences_of(article))
            if any(deed.verb & words and len(done & words) >= _MOST * len(done) for words in others):
                return sentence
    return None


def _told(deeds: Sequence[_Deed], attributed: bool) -> Sequence[_Deed]:
    """What a sentence tells first; what somebody thinks or asks in it may be told elsewhere."""
    first = 1 if attributed and deeds and deeds[0].verb <= _saying() else 0
    return deeds[first : first + 1]


# -- what is done in a sentence ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb with its subject; words are compared by the country that they name, or by their stems."""

    subject: str
    """As it is written; empty where there is none, or a pronoun."""
    who: frozenset[str]
    verb: frozenset[str]
    before: frozenset[str]
    behind: frozenset[str]
    done_to: frozenset[str]
    """What stands behind the verb in the same breath."""
    pronoun: str
    """The pronoun for a subject."""
    passive: bool


@lru_cache(maxsize=4096)
def _deeds(sentence: str) -> tuple[_Deed, ...]:
    """What is done in a sentence, verb by verb."""
    grammar = Grammar(plain_tokens(sentence), lexicon())
    keys = [_keys(grammar, i) for i in range(len(grammar.tokens))]
    found: list[_Deed] = []
    index = 0
    while index < len(keys):
        if not grammar.is_finite(index) or (index and grammar.tokens[index].capital):
            index += 1
            continue
        end = _group_end(grammar, index)
        subject, who = _subject(grammar, index, keys)
        passive = _is_passive(grammar, index, end)
        verb = _verb(grammar, index, end)
        pronoun = grammar.low(index - 1) if not who and grammar.low(index - 1) in lexicon().words.pronouns else ""
        done_to = _all(keys[end : _object_end(grammar, end)])
        before, behind = _all(keys[:index]), _all(keys[end:])
        found.append(_Deed(subject, who, verb, before, behind, done_to, pronoun, passive))
        index = end
    return tuple(found)


@lru_cache(maxsize=4096)
def _words(sentence: str) -> frozenset[str]:
    """All that a sentence is compared by."""
    grammar = Grammar(plain_tokens(sentence), lexicon())
    return _all([_keys(grammar, i) for i in range(len(grammar.tokens))])


def _all(keys: Sequence[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*keys)


def _keys(grammar: Grammar, index: int) -> frozenset[str]:
    token, low = grammar.tokens[index], grammar.low(index)
    if not low[0].isalnum() or low in vocabulary().light or low in lexicon().words.determiners:
        return frozenset()
    bare = without_possessive(token.text)
    country = _country(grammar, index) if token.capital else None
    return frozenset({_plain(bare), country}) if country is not None else frozenset({_plain(bare)})


def _country(grammar: Grammar, index: int) -> str | None:
    """The country that a capital word names, with its neighbour or alone: "South Korea", "Korean"."""
    places = lexicon().tables.places
    shown = [without_possessive(token.text) for token in grammar.tokens[max(0, index - 1) : index + 2]]
    at = min(index, 1)
    phrases = (" ".join(shown[: at + 1]), " ".join(shown[at:]), shown[at])
    return next((places[phrase] for phrase in phrases if phrase in places), None)


@lru_cache(maxsize=16384)
def _plain(word: str) -> str:
    low = word.lower().replace(".", "").replace(",", "")
    value = vocabulary().values.get(low)
    return str(value) if value is not None else base_of(stem(low))


def _helps(grammar: Grammar, index: int) -> bool:
    """Whether a word of a verb group says nothing by itself."""
    low, words = grammar.low(index), lexicon().words
    known = low in words.auxiliaries or low in words.modals or low in words.contractions or low in _JOINTS
    return known or grammar.is_adverb(index)


def _group_end(grammar: Grammar, start: int) -> int:
    """Where the group of verbs that begins at ``start`` ends: "is reported to be examining"."""
    end = start + 1
    if not _helps(grammar, start):
        return end
    behind = end
    while behind < len(grammar.tokens):
        if _is_verb(grammar, behind):
            end = behind + 1
        elif not _helps(grammar, behind):
            break
        behind += 1
    return end


def _is_verb(grammar: Grammar, index: int) -> bool:
    """Whether the word at ``index``, in a group of verbs, is an infinitive or a participle."""
    low, before = grammar.low(index), index - 1
    while grammar.is_adverb(before) or grammar.low(before) in _JOINTS - {"to"}:
        before -= 1
    if _helps(grammar, index) or not low.isalpha():
        return False
    bare = grammar.low(before) in lexicon().words.modals or grammar.low(before) in ("to", "do", "does", "did")
    return bare or low.endswith(("ed", "ing")) or low in vocabulary().participles


def _verb(grammar: Grammar, start: int, end: int) -> frozenset[str]:
    """What the group is compared by; a helper alone stands for itself."""
    full = frozenset(_plain(grammar.tokens[i].text) for i in range(start, end) if not _helps(grammar, i))
    if full:
        return full
    return frozenset({"have" if grammar.low(start) in ("has", "have", "had") else "be"})


def _object_end(grammar: Grammar, start: int) -> int:
    """Where the noun phrase behind a verb or its "by" ends: before a preposition other than "of"."""
    start += grammar.low(start) == "by"
    stop = grammar.phrase_stop(start)
    prepositions = (i for i in range(start, stop) if grammar.low(i) in lexicon().words.prepositions - {"of"})
    return next(prepositions, stop)


def _is_passive(grammar: Grammar, start: int, end: int) -> bool:
    last, words = grammar.low(end - 1), vocabulary()
    participle = last.endswith("ed") or last in words.participles
    return participle and any(grammar.low(i) in words.passive for i in range(start, end - 1))


def _subject(grammar: Grammar, verb: int, keys: Sequence[frozenset[str]]) -> tuple[str, frozenset[str]]:
    """The subject of the verb at ``verb``, with what it is compared by; nothing for a pronoun or an unclear one."""
    found = subject_of(grammar, verb)
    if found is None or found.source is None:
        return "", frozenset()
    start, end = found.source
    start = min(start, found.start) if found.antecedents else start
    if end - start > _LONGEST or grammar.low(start) in lexicon().words.pronouns:
        return "", frozenset()
    return " ".join(token.text for token in grammar.tokens[start:end]), _all(keys[start:end])


# -- the same deed by another -----------------------------------------------------------------------


@cache
def _saying() -> frozenset[str]:
    """Verbs of saying, whose subjects other checks hold to the claims' sources."""
    return frozenset(map(_plain, vocabulary().reporting))


@cache
def _empty() -> frozenset[str]:
    """Verbs that tell nothing by themselves: "carried out"."""
    return frozenset({"be", "have"}) | frozenset(map(_plain, ("carried", "out", "made", "did", "took")))


def _is_same(deed: _Deed, other: _Deed) -> bool:
    """Whether two verbs tell the same deed, by whomever and to whomever."""
    if deed.passive != other.passive or not deed.verb & other.verb or not deed.behind:
        return False
    # turned round, what it is done to is another as well
    behind = deed.behind - deed.done_to if deed.who <= other.done_to else deed.behind
    return len(behind & other.behind) >= _SAME_DEED * len(behind)


def _judged(deed: _Deed, same: Sequence[_Deed], context: str, kind_called: KindCalled) -> Mistaken | None:
    """Somebody else who does in all places what ``deed`` tells; ``None`` where its doer may be who does it in one."""
    found: Mistaken | None = None
    for other in same:
        turned = _is_turned(deed, other)
        if not turned and (deed.who & other.before or not _are_apart(deed, other, context, kind_called)):
            return None
        found = found or Mistaken(deed.subject, other.subject, turned)
    return found


def _is_turned(deed: _Deed, other: _Deed) -> bool:
    """Whether who does it and to whom it is done have changed places."""
    if other.who:
        return (
            not deed.who & other.who
            and other.who <= deed.behind
            and bool(deed.who & other.behind or deed.who & other.before)
        )
    return deed.who <= other.done_to and not deed.done_to & other.behind


def _are_apart(deed: _Deed, other: _Deed, context: str, kind_called: KindCalled) -> bool:
    """Whether two subjects that have no word in common can hardly be one."""
    if not other.who:
        # whom a pronoun means is named around it
        named = any(deed.who & _words(sentence) for sentence in sentences_of(context))
        return other.pronoun in lexicon().naming.personal and not named
    one, two = deed.subject, other.subject
    if _is_joint(one) or _is_joint(two):
        return False
    sorts = _sort(one, kind_called), _sort(two, kind_called)
    names = _is_name(one), _is_name(two)
    if (_is_country(one) and _is_no_state(two)) or (_is_country(two) and _is_no_state(one)):
        return True
    if None in sorts or not {*sorts} <= _DISTINCT:
        return all(names)
    return sorts[0] != sorts[1] or names[0] == names[1]


def _is_joint(phrase: str) -> bool:
    """Whether a subject is several, each of whom has a name of its own."""
    return bool({"and", "or", "two", "both", "three", "sides"} & {*phrase.lower().split()})


def _is_name(phrase: str) -> bool:
    return phrase.split()[-1][:1].isupper()


def _sort(phrase: str, kind_called: KindCalled) -> str | None:
    """What a subject is: by the source that is called so, by its country, or by its noun; all outlets are of one."""
    bare = plain_name(phrase)
    kind = kind_called(bare) or ("official" if _is_country(phrase) else _by_noun(bare))
    return "media" if kind in MEDIA_KINDS else kind


def _by_noun(phrase: str) -> str | None:
    roles, head = lexicon().tables.roles, _head(phrase)
    return roles.get(head) or roles.get(head.rstrip("s"))


def _head(phrase: str) -> str:
    words = vocabulary().description.split(plain_name(phrase))[0].split()
    return words[-1] if words else ""


def _is_country(phrase: str) -> bool:
    return phrase.removeprefix("The ").removeprefix("the ") in lexicon().tables.places


def _is_no_state(phrase: str) -> bool:
    """Whether a description is of something that no country is: "the airline"."""
    return (
        not _is_name(phrase) and _head(phrase) not in vocabulary().states and _by_noun(plain_name(phrase)) != "official"
    )
