"""The article as the pipeline sees it. Offsets everywhere are Unicode code points into ``Article.text``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Literal

Role = Literal["body", "headline", "furniture", "addressed"]
"""``body`` carries claims; ``headline`` repeats them; ``furniture`` is page apparatus (credits, source lists);
``addressed`` is written to machines that read the article, and part of nothing that it reports."""


def text_id(text: str) -> str:
    """SHA-256 of ``text`` in UTF-8, hexadecimal: what identifies an article."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, white space and dateline excluded."""

    number: int
    """Counted from 1 over the body, as models see it; 0 for headline and furniture."""
    start: int
    end: int
    text: str
    paragraph: int
    role: Role


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the article says about itself; ``None`` where it does not."""

    headline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    place: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something in the text that deserves a warning."""

    why: str
    """What it is, as a warning says it."""
    start: int
    end: int
    addressed: bool
    """Whether the words from ``start`` to ``end`` are written to machines, and carry nothing."""


@dataclass(frozen=True)
class Article:
    """A news article with its sentences in order."""

    text: str
    sentences: tuple[Sentence, ...]
    metadata: Metadata
    path: str | None = None
    language: str = "en"
    """BCP 47; ``und`` where it is not known."""
    oddities: tuple[Oddity, ...] = ()
    suspect: bool = False
    """Whether it speaks to machines, be it in a quotation: a model that has read it may have listened."""
    part: str | None = None
    """Which of several articles in its file."""
    notes: tuple[str, ...] = ()
    """What whoever read the file has to say about it."""
    said: str | None = None
    """SHA-256 (hexadecimal) of what the file says besides the text, if it says anything."""

    @cached_property
    def told(self) -> str:
        """The text with what is written to machines blanked out, so that offsets hold: what may carry a claim."""
        return _blanked(self.text, [(odd.start, odd.end) for odd in self.oddities if odd.addressed])

    def __hash__(self) -> int:
        # that of the fields would go through every sentence each time
        return hash(self.text)

    @cached_property
    def id(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal."""
        return text_id(self.text)

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences that carry claims, numbered from 1."""
        return tuple(sentence for sentence in self.sentences if sentence.role == "body")

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.body]

    def at(self, offset: int) -> Sentence | None:
        """The sentence of the body in which ``offset`` lies."""
        place = bisect_right(self._starts, offset) - 1
        return self.body[place] if place >= 0 and offset < self.body[place].end else None

    def holding(self, spans: Iterable[tuple[int, int]]) -> tuple[Sentence, ...]:
        """The sentences of the body that have a part in ``spans``, in order."""
        places = {
            place
            for start, end in spans
            for place in range(max(0, bisect_right(self._starts, start) - 1), bisect_right(self._starts, end))
            if self.body[place].start < end and start < self.body[place].end
        }
        return tuple(self.body[place] for place in sorted(places))

    def near(self, numbers: Iterable[int], reach: int = 0) -> Sequence[Sentence]:
        """The sentences of the body with these numbers, and so many before and behind each, in order."""
        wanted = {near for number in numbers for near in range(number - reach, number + reach + 1)}
        return [self.body[number - 1] for number in sorted(wanted) if 1 <= number <= len(self.body)]


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts: list[str] = []
    end = 0
    for start, stop in sorted(spans):
        # NUL is in no article, so that nothing can match what is blanked out
        parts += [text[end:start], "\0" * (stop - max(start, end))]
        end = max(end, stop)
    return "".join([*parts, text[end:]])
