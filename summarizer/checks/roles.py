"""Whether names, numbers and nouns stand where the article has them: before the same verb, beside the same noun.

What a word is to a sentence shows in what stands around it, once passives are turned: the words before and behind it
and the preposition that governs it. Where a word's surroundings are those that the article gives to another of its
kind, the two were taken for each other: who did it and to whom, which number counts what, whose the weapons were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from summarizer.checks.order import Kind, Word, words_of, written_small
from summarizer.lexical.words import without_possessive

_REACH = 5
"""Content words to either side that tell what a word is to the others."""
_GOVERNED = 0.6
"""What the same preposition counts, next to 1 for the same neighbour."""
_UNGOVERNED = 0.4
"""What another preposition counts against it, or one where there is none."""
_EXCHANGED: Mapping[Kind, tuple[float, float]] = {
    "name": (1.3, 0.0),
    "number": (0.5, 0.0),
    "moment": (0.5, 0.0),
    "noun": (1.3, 0.5),
}
"""How much better two words must fit in each other's place: both together, and the one that gains less."""
_MISPLACED: Mapping[Kind, float] = {"name": 3.0, "number": 0.9, "moment": 0.9}
"""How much better another word of the article must fit in the place of one."""
_FITTING = 2.0
"""How well it must fit there by itself."""
_BESIDE: Mapping[Kind, int] = {"name": 3, "number": 2, "moment": 2}
"""Places within which two words of the article belong together: "the Arlenian president, Mara Holt"."""
_PAIRED = 2
"""Places within which "and" makes two words one."""
_OWNED = 5
"""The same, for what "of" ties to the noun before it: "Arlenia's northern port city of Brenn"."""


def misplaced(text: str, support: str, *, evidence: str = "", leave: str = "") -> tuple[str, str] | None:
    """A word of ``text`` in the place that ``support`` gives to another, with that other; ``None`` if there is none.

    Args:
        text: a text.
        support: the article's sentences that are to carry it.
        evidence: the words among them that the text stands on: a figure that these have, and not the other, is right.
        leave: what those who say it are called; where these words stand is not asked.
    """
    if text.rstrip(".")[1:] in support:
        return None  # nothing has left its place
    common = written_small(text) | written_small(support)
    speakers = {word.key for word in words_of(leave, common)}
    fits = _Fits(words_of(text, common), words_of(support, common))
    pairs = chain(_exchanged(fits), _taken_for_another(fits))
    own = {word.key for word in words_of(evidence, common) if word.kind in ("number", "moment")}
    found = next(
        (
            (word, other)
            for word, other in pairs
            if not speakers & {word.key, other.key} and not (word.key in own and other.key not in own)
        ),
        None,
    )
    return (found[0].shown, found[1].shown) if found is not None else None


def _exchanged(fits: _Fits) -> Iterator[tuple[Word, Word]]:
    """Two words of a text that fit better into each other's places."""
    for number, one in enumerate(fits.ours):
        for other in fits.ours[number + 1 :]:
            if one.key == other.key or one.kind != other.kind or one.kind not in _EXCHANGED or fits.paired(one, other):
                continue
            both, least = _EXCHANGED[one.kind]
            gain = fits.gain(one, other.key)
            if gain < least:
                continue
            back = fits.gain(other, one.key)
            if back >= least and gain + back >= both and not fits.of_one_name(one, other):
                yield one, other


def _taken_for_another(fits: _Fits) -> Iterator[tuple[Word, Word]]:
    """A word of a text in the place of one that the text does not have."""
    told = {word.key for word in fits.ours}
    for word in fits.ours:
        if word.kind not in _MISPLACED or not fits.has(word.key):
            continue
        least = _FITTING if word.kind == "name" else 0.0
        for other in fits.theirs:
            if word.kind != other.kind or other.key in told or fits.alone(word, other.key) < least:
                continue
            if fits.gain(word, other.key) < _MISPLACED[word.kind]:
                continue
            if not (fits.beside(word, other) or fits.of_one_name(word, other)):
                yield word, other


class _Fits:
    """How well words of a text fit into the places of words of its support."""

    def __init__(self, ours: Sequence[Word], theirs: Sequence[Word]) -> None:
        self.ours, self.theirs = ours, theirs
        self._places: dict[str, list[Word]] = {}
        for word in theirs:
            self._places.setdefault(word.key, []).append(word)
        self._around = {id(word): around for words in (ours, theirs) for word, around in _surroundings(words)}
        self._shared: dict[tuple[int, int], list[tuple[str, float]]] = {}

    def has(self, key: str) -> bool:
        """Whether the support has a word of this key."""
        return key in self._places

    def gain(self, word: Word, key: str) -> float:
        """How much better ``word`` fits where the support has ``key`` than where it has ``word`` itself."""
        leave = {word.key, key}
        return self._best(word, key, leave) - self._best(word, word.key, leave)

    def alone(self, word: Word, key: str) -> float:
        """How well ``word`` fits where the support has ``key``."""
        return self._best(word, key, {word.key, key})

    def beside(self, word: Word, other: Word) -> bool:
        """Whether the support has ``word`` next to ``other``, as a title is next to its name."""
        return any(
            place.sentence == there.sentence
            and abs(place.place - there.place) <= (_OWNED if place.preposition == "of" else _BESIDE[other.kind])
            for place in self._places[word.key]
            for there in self._places[other.key]
        )

    def of_one_name(self, one: Word, other: Word) -> bool:
        """Whether both stand for parts of one name of the support: "Mara Holt" and "Holt"."""
        parts = _parts(one), _parts(other)
        return any(
            parts[0] & whole and parts[1] & whole
            for whole in (_parts(word) for word in self.theirs if word.kind == "name" and " " in word.shown)
        )

    def paired(self, one: Word, other: Word) -> bool:
        """Whether the text names the two in one breath: "A and B"."""
        return other.paired and one.sentence == other.sentence and abs(one.place - other.place) <= _PAIRED

    def _best(self, word: Word, key: str, leave: set[str]) -> float:
        return max((self._fit(word, place, leave) for place in self._places.get(key, ())), default=0.0)

    def _fit(self, word: Word, place: Word, leave: set[str]) -> float:
        fit = 0.0
        for key, near in self._common(word, place):
            if key not in leave:
                fit += near
        if word.preposition or place.preposition:
            fit += _GOVERNED if word.preposition == place.preposition else -_UNGOVERNED
        return fit

    def _common(self, word: Word, place: Word) -> Sequence[tuple[str, float]]:
        """The words around both, with how near they are; below zero where they stand on different sides."""
        pair = id(word), id(place)
        found = self._shared.get(pair)
        if found is None:
            there = self._around[id(place)]
            found = self._shared[pair] = []
            for key, one in self._around[id(word)].items():
                if key in there:
                    other = there[key]
                    near = min(abs(one), abs(other)) ** 0.5
                    found.append((key, near if one * other > 0 else -near))
        return found


def _parts(word: Word) -> frozenset[str]:
    return frozenset(map(without_possessive, word.shown.split()))


def _surroundings(words: Sequence[Word]) -> Iterator[tuple[Word, Mapping[str, float]]]:
    """Each word with those around it: how near, from 1 down, below zero where they stand before it."""
    for number, word in enumerate(words):
        around: dict[str, float] = {}
        # words come in the order of their places, so no farther neighbour can be within reach
        for other in words[max(0, number - _REACH) : number + _REACH + 1]:
            distance = other.place - word.place
            if other.sentence == word.sentence and 0 < abs(distance) <= _REACH:
                near = 1 / distance
                if abs(near) > abs(around.get(other.key, 0.0)):
                    around[other.key] = near
        yield word, around
