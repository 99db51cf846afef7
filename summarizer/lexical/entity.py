"""A source as the article names it, and the doubts about its kind."""

from __future__ import annotations

from dataclasses import dataclass, field

from summarizer.lexical.people import Person
from summarizer.lexical.words import without_article
from summarizer.summary import MEDIA_KINDS, Disclosure, Kind


@dataclass
class Entity:
    """A source as the article names it."""

    id: str
    """"s1", "s2" … in the order in which the article brings them in."""
    name: str
    """The fullest mention."""
    mentions: list[str]
    kind: Kind | None
    disclosure: Disclosure
    person: Person | None = None
    country: str | None = None
    """The country that its name stands for ("Moscow")."""
    words: frozenset[str] = field(default_factory=frozenset)
    """The words of its name, and of a person's offices, in lower case."""
    head: str = ""
    """The noun that says what it is, in lower case; empty for a person."""
    plural: bool = False
    """Whether several speak: "officials"."""
    last_seen: int = 0
    """Where the article cited it last."""
    forms: set[str] = field(init=False, repr=False, compare=False)
    """Its mentions in lower case, without an article in front."""

    def __post_init__(self) -> None:
        self.forms = {without_article(mention.lower()) for mention in self.mentions}

    @property
    def media(self) -> bool:
        """Whether this is an outlet rather than somebody on record."""
        return self.kind in MEDIA_KINDS and self.person is None

    def mention(self, text: str) -> None:
        """Note another way in which the article names the source."""
        if text and text not in self.mentions:
            self.mentions.append(text)
            self.forms.add(without_article(text.lower()))


@dataclass(frozen=True, slots=True)
class Doubt:
    """A source whose kind neither its words nor the tables tell; a model may know better than the fallback."""

    source: str
    """Id of the source."""
    start: int
    end: int
    """Where the article names it."""

    @property
    def key(self) -> str:
        """What answers are filed under: the place, since ids may change with other answers."""
        return f"kind@{self.start}"
