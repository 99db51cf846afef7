"""Which statements of an article matter most: those that a brief of a hundred words is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.statement import Statement
from summarizer.lexical.words import long_words

_FEWEST, _MOST = 8, 14
"""Bounds of how many statements are key: as far as a 100-word brief can carry."""
_LONG = 150
"""Sentences from which an article is no news story any more, that tells what matters first."""
_OPENING = 4
"""Key statements of a long article that its beginning has all the same."""
_SHORTEST, _LONGEST = 6, 35
"""Words of a statement that can stand for a stretch of a long article."""


def with_keys(statements: Sequence[Statement], total: int, lexicon: Lexicon | None = None) -> list[Statement]:
    """The statements with the key ones marked: the first matters, and what is attributed or open.

    Args:
        statements: in the article's order.
        total: how many sentences the article's body has.
        lexicon: the article's language; without one every longer word counts.
    """
    limit = max(_FEWEST, min(_MOST, len(statements) * 2 // 3))
    if total < _LONG:
        keys = _foremost(statements, total, limit)
    else:
        first = [statement for statement in statements if statement.sentence < _LONG // 2]
        keys = {0, *_foremost(first, _LONG // 2, _OPENING)} if first else set()
        keys |= _throughout(statements, total, limit - len(keys), keys, lexicon)
    return [replace(statement, key=index in keys) for index, statement in enumerate(statements)]


def _foremost(statements: Sequence[Statement], total: int, limit: int) -> set[int]:
    def place(index: int) -> float:
        statement = statements[index]
        return statement.sentence / total - 0.35 * bool(statement.chain) - 0.2 * (statement.status == "unconfirmed")

    return set(sorted(range(len(statements)), key=place)[:limit])


def _throughout(
    statements: Sequence[Statement], total: int, limit: int, chosen: set[int], lexicon: Lexicon | None
) -> set[int]:
    """One statement of each of ``limit`` stretches: what is most of the article's matter, and is not told yet.

    A word weighs as often as the article's statements have it, and next to nothing once a chosen one has it.
    """
    light = lexicon.words.light if lexicon is not None else frozenset[str]()
    words = [long_words(statement.text) - light for statement in statements]
    counts = Counter(word for each in words for word in each)
    shares = {word: count / len(statements) for word, count in counts.items()}
    for index in chosen:
        _tell(words[index], shares)
    stretches: list[list[int]] = [[] for _ in range(limit)]
    for index, statement in enumerate(statements):
        if index not in chosen and _stands_alone(statement, lexicon):
            stretches[min(limit - 1, statement.sentence * limit // (total + 1))].append(index)
    found: set[int] = set()
    for stretch in filter(None, stretches):
        best = max(stretch, key=lambda index: _matter(statements[index], words[index], shares))
        _tell(words[best], shares)
        found.add(best)
    return found


def _matter(statement: Statement, words: Set[str], shares: Mapping[str, float]) -> float:
    mean = sum(shares[word] for word in words) / len(words) if words else 0.0
    return mean * (1 + 0.35 * bool(statement.chain) + 0.2 * (statement.status == "unconfirmed"))


def _tell(words: Set[str], shares: dict[str, float]) -> None:
    for word in words:
        shares[word] **= 2


def _stands_alone(statement: Statement, lexicon: Lexicon | None) -> bool:
    """Whether a statement can be understood without its neighbours, as far as its length and its first word tell."""
    words = statement.text.split()
    loose = lexicon is not None and words[:1] and words[0].lower() in lexicon.words.pronouns
    return _SHORTEST <= len(words) <= _LONGEST and not loose
