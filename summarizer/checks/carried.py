"""Whether the words of a text are carried by the article's: told of one sentence, not put together out of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from summarizer.checks.order import Word, keys_by_opening, words_of, written_small
from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import stem, stems

_SHARED = 4
"""Letters at the beginning by which two words can be of one family: "refuse" and "refusal"."""
_OF_LONGER = 0.6
"""Share of the longer one that these letters must make."""


@dataclass(frozen=True, slots=True)
class Carried:
    """How much of a text its support carries."""

    words: tuple[Word, ...]
    """Content words of the text, numbers, dates and words of framing aside."""
    loose: tuple[Word, ...]
    """Those that the support has in no form."""

    @property
    def share(self) -> float:
        """Share of the words that are loose."""
        return len(self.loose) / len(self.words) if self.words else 0.0

    @property
    def ends_loose(self) -> bool:
        """Whether the last of the words is loose, and no name that stands for a pronoun."""
        return bool(self.loose) and self.loose[-1] is self.words[-1] and self.words[-1].kind != "name"

    @property
    def begins_loose(self) -> bool:
        """Whether the first of them is."""
        return bool(self.loose) and self.loose[0] is self.words[0]


@lru_cache(maxsize=1024)
def carried(text: str, support: str) -> Carried:
    """Compare the content words of ``text`` with those of ``support``, in any form and in any order."""
    small = written_small(text)
    bases, framing = _bases(), _framing()
    words = tuple(
        word
        for word in words_of(text, small | written_small(support))
        if word.kind not in ("number", "moment") and word.key not in framing
    )
    fixed, open_ = _words_had(support)
    have = [fixed, *(_had(common if opening in small else named) for opening, named, common in open_)]
    loose = (word for word in words if not any(had.in_any_form(bases.get(word.key, word.key)) for had in have))
    return Carried(words, tuple(loose))


@dataclass(frozen=True, slots=True)
class _Had:
    """Words that a text has, in the form that stands for all their forms."""

    bases: frozenset[str]
    families: Mapping[str, Sequence[str]]
    """Those that begin alike."""

    def in_any_form(self, base: str) -> bool:
        return base in self.bases or any(_of_one_family(base, other) for other in self.families.get(base[:_SHARED], ()))


@lru_cache(maxsize=1024)
def _had(keys: frozenset[str]) -> _Had:
    known = _bases()
    bases = frozenset(known.get(key, key) for key in keys)
    families: dict[str, list[str]] = {}
    for base in bases:
        families.setdefault(base[:_SHARED], []).append(base)
    return _Had(bases, families)


@lru_cache(maxsize=256)  # a whole article is compared with each of its claims
def _words_had(text: str) -> tuple[_Had, tuple[tuple[str, frozenset[str], frozenset[str]], ...]]:
    """The words of ``text``; apart from them those of sentences whose first word another text may show to be no name.

    Of these its first word, the keys of its words if that is a name, and if it is not.
    """
    small = written_small(text)
    fixed = set(stems(text))
    open_: list[tuple[str, frozenset[str], frozenset[str]]] = []
    for opening, named, common in keys_by_opening(text):
        if opening in small or named == common:
            fixed |= common if opening in small else named
        else:
            open_.append((opening, named, common))
    return _had(frozenset(fixed)), tuple(open_)


def unknown_opening(text: str, article: str) -> list[str]:
    """The capital word that ``text`` begins with, where the article has it in no form: who knows whom it names?

    A plural is no name ("Workers" may be the article's "we"), nor is what ends as verbs and adverbs do.
    """
    found = carried(text, article)
    first = found.words[0] if found.words else None
    unknown = first is not None and found.loose[:1] == (first,) and text.lstrip('"\u201c').startswith(first.shown)
    named = first is not None and first.kind == "name" and not first.shown.endswith(("s", "ing", "ed", "ly"))
    return [first.shown] if first is not None and unknown and named else []


def _of_one_family(one: str, other: str) -> bool:
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    longer, shorter = max(len(one), len(other)), min(len(one), len(other))
    return shared >= _SHARED and (shared >= _OF_LONGER * longer or (shared > _SHARED and shared >= shorter - 2))


def base_of(key: str) -> str:
    """The stem that stands for all words that count as one with the word of this stem."""
    return _bases().get(key, key)


@cache
def _bases() -> Mapping[str, str]:
    """Stems of irregular forms and of words that stand for one another, to the stem that stands for all of them."""
    return {stem(form): stem(forms[0]) for forms in vocabulary().one_word for form in forms}


@cache
def _framing() -> frozenset[str]:
    return frozenset(map(stem, vocabulary().frame))
