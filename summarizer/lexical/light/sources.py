"""Who speaks: phrases of a frame as sources, each once, whatever form its words take."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.lexical.entity import Entity
from summarizer.lexical.light.rules import Rules
from summarizer.lexical.statement import Span
from summarizer.lexical.tables import Tables, tables
from summarizer.summary import MEDIA_KINDS, Disclosure, Kind

_MARKS = " \u00a0,.:;\u2014\u2013-\"\u201c\u201d\u2018\u2019'\u00ab\u00bb()"
_WORD = re.compile(r"[^\s,.:;\"\u201c\u201d\u2018\u2019'\u00ab\u00bb()\u2014\u2013]+")
_LONGEST_NAME = 4
"""Words of an outlet's name that are looked up together."""
_NEAR = 2
"""Sentences after which a pronoun may mean somebody else."""
_STEM = 3
"""Letters that forms of one word have in common at least."""


class Speakers:
    """The sources of one article, in the order in which it brings them in."""

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self.rules = rules
        self.entities: list[Entity] = []
        self.now = 0
        """Number of the sentence that is read."""
        self._persons: set[str] = set()
        self._said: dict[str, int] = {}

    def resolve(self, span: Span) -> Entity | None:
        """The source that the words of ``span`` name; ``None`` where they name nobody who can be told."""
        span = self._bare(span)
        name = self.text[slice(*span)]
        if len(name) < 2 or not any(letter.isalpha() for letter in name):
            return None
        if self.rules.sources.pronouns.fullmatch(name):
            found = self._last(person=True)
            near = found is not None and self.now - self._said[found.id] <= _NEAR
            return self._again(found, "") if found is not None and near else None
        found = self._meant(name) or self._same(name)
        return self._again(found, name) if found is not None else self._new(name)

    def _meant(self, name: str) -> Entity | None:
        """Whom an office or a body without a name stands for: the last of the same words, else of the same kind."""
        sources = self.rules.sources
        person = sources.generic.fullmatch(name) is not None
        if not person and not sources.stand_ins.fullmatch(name):
            return None
        if sources.anonymous.search(name):
            # "the agency's interlocutor" is whoever it did not name before, and nobody else
            return self._last(anonymous=True)
        kind = self._kind(name)
        return self._alike(name, person=person) or self._last(
            person=person, kind=None if kind == "unspecified" else kind
        )

    def _bare(self, span: Span) -> Span:
        """``span`` without marks and words around the name that are none of it."""
        start, end = span
        while True:
            before = (start, end)
            while start < end and self.text[start] in _MARKS and not self._opens_name(start, end):
                start += 1
            while end > start and self.text[end - 1] in _MARKS and not self._closes_name(start, end):
                end -= 1
            match = self.rules.sources.strip.match(self.text, start, end)
            if match is not None and match.end() < end:
                start = match.end()
            if (start, end) == before:
                return start, end

    def _opens_name(self, start: int, end: int) -> bool:
        if self.text[start] == '"':
            return self._paired(start, end)
        return self.text[start] in "\u00ab\u2018\u201c" and end - start > 3

    def _closes_name(self, start: int, end: int) -> bool:
        if self.text[end - 1] == '"':
            return self._paired(start, end)
        opening = {"\u00bb": "\u00ab", "\u2019": "\u2018", "\u201d": "\u201c"}.get(self.text[end - 1])
        return opening is not None and opening in self.text[start:end]

    def _paired(self, start: int, end: int) -> bool:
        """Whether marks that open as they close come in pairs."""
        return self.text.count('"', start, end) % 2 == 0

    def _last(self, *, person: bool = False, kind: Kind | None = None, anonymous: bool = False) -> Entity | None:
        """Whoever of this sort spoke last; of whom nothing is said by name (``anonymous``), or of the others."""
        fitting = [
            entity
            for entity in self.entities
            if (entity.disclosure == "anonymous") == anonymous
            and (anonymous or (entity.id in self._persons) == person)
            and kind in (None, entity.kind)
        ]
        return max(fitting, key=lambda entity: entity.last_seen, default=None)

    def _alike(self, name: str, *, person: bool) -> Entity | None:
        """The last person or body one of whose words is a form of a word of ``name``: "the minister"."""
        words = _words(name)
        fitting = [
            entity
            for entity in self.entities
            if (entity.id in self._persons) == person
            and all(any(self._form(word, other) for other in entity.words) for word in words)
        ]
        return max(fitting, key=lambda entity: entity.last_seen, default=None)

    def _same(self, name: str) -> Entity | None:
        """The source that the article has named by these words, in another form or at greater length."""
        words = _words(name)
        disclosure = self._disclosure(name)
        nameless, body = disclosure in ("anonymous", "partial"), disclosure == "institution"
        for entity in sorted(self.entities, key=lambda entity: -entity.last_seen):
            fewer, more = sorted((words, sorted(entity.words)), key=len)
            contained = all(any(self._form(word, other) for other in more) for word in fewer)
            # "sources" are not those of another body, and "police" is not a police officer
            alike = nameless == (entity.disclosure in ("anonymous", "partial"))
            if contained and alike and (body == (entity.disclosure == "institution") or len(fewer) == len(more)):
                return entity
        return None

    def _form(self, one: str, other: str) -> bool:
        """Whether two words are forms of one."""
        shared = 0
        for a, b in zip(one, other, strict=False):
            if a != b:
                break
            shared += 1
        return (
            shared >= min(_STEM, len(one), len(other))
            and max(len(one), len(other)) - shared <= self.rules.sources.endings
        )

    def _again(self, entity: Entity, name: str) -> Entity:
        entity.mention(name)
        self._said[entity.id] = self.now
        if len(_words(name)) > len(_words(entity.name)):
            entity.name = name
            entity.words = entity.words | set(_words(name))
            self._judge(entity)
        self._seen(entity)
        return entity

    def _new(self, name: str) -> Entity:
        entity = Entity(
            id=f"s{len(self.entities) + 1}",
            name=name,
            mentions=[name],
            kind=None,
            disclosure="named",
            words=frozenset(_words(name)),
        )
        self.entities.append(entity)
        self._said[entity.id] = self.now
        self._judge(entity)
        self._seen(entity)
        return entity

    def _seen(self, entity: Entity) -> None:
        entity.last_seen = 1 + max(other.last_seen for other in self.entities)

    # -- what it is -----------------------------------------------------------------------------------

    def _judge(self, entity: Entity) -> None:
        entity.disclosure = self._disclosure(entity.name)
        entity.kind = self._kind(entity.name)
        if entity.disclosure == "named" and entity.kind not in (*MEDIA_KINDS, "document"):
            self._persons.add(entity.id)

    def _disclosure(self, name: str) -> Disclosure:
        sources = self.rules.sources
        if sources.anonymous.search(name):
            return "anonymous"
        if outlet(name, tables(), sources.endings) is not None:
            return "named"
        if sources.persons.search(name):
            return "named"
        if sources.partial.search(name):
            return "partial"
        return "institution" if sources.bodies.search(name) else "named"

    def _kind(self, name: str) -> Kind:
        found = outlet(name, tables(), self.rules.sources.endings)
        # an article's own words for an outlet ("state-run") come before what the table knows
        told = next((kind for kind, words in self.rules.kinds if words.search(name)), None)
        if found is not None and (told is None or told in (*MEDIA_KINDS, "document")):
            # an outlet's report is the outlet's word
            return "state_media" if told == "state_media" else found
        return told or "unspecified"


def outlet(name: str, known: Tables, endings: int) -> Kind | None:
    """The kind of the outlet that ``name`` holds by its name, in whatever case; ``None`` where it holds none."""
    words = _WORD.findall(name)
    for size in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            run = " ".join(words[start : start + size])
            for cut in range(min(endings, max(0, len(run) - _STEM)) + 1):
                kind = known.media.get(run[: len(run) - cut])
                if kind is not None and run[0].isupper() | (not run[0].islower()):
                    return kind
    return None


def _words(name: str) -> Sequence[str]:
    return [word.lower() for word in _WORD.findall(name)]
