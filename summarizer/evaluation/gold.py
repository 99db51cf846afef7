"""Gold annotations: who says what in an article and what it leaves open, as a careful reader marked it.

A gold folder holds one ``NAME.json`` per article and the texts beside them in ``articles/``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from summarizer.article import Article
from summarizer.errors import GoldError
from summarizer.readers import read_article
from summarizer.summary import Disclosure, Kind, Reason, Status

Span = tuple[int, int]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class GoldSource(_Part):
    """Whoever the article cites for content."""

    id: str
    name: str
    mentions: tuple[str, ...] = ()
    kind: Kind
    disclosure: Disclosure

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every mention, the name first, none twice."""
        return tuple(dict.fromkeys((self.name, *self.mentions)))


class GoldClaim(_Part):
    """One proposition, with the words that carry it."""

    id: str
    text: str
    evidence: tuple[str, ...] = Field(min_length=1)
    chain: tuple[str, ...]
    status: Status
    key: bool


class GoldMatter(_Part):
    """Something that a careful reader must not take as established."""

    claims: tuple[str, ...]
    reason: Reason
    awaiting: str | None
    cue: str | None


class Annotation(_Part):
    """One gold file as it is written."""

    article: str
    sources: tuple[GoldSource, ...]
    claims: tuple[GoldClaim, ...]
    unconfirmed: tuple[GoldMatter, ...]

    @model_validator(mode="after")
    def _refers_to_what_is_there(self) -> Annotation:
        sources = {source.id for source in self.sources}
        claims = {claim.id for claim in self.claims}
        for claim in self.claims:
            if missing := set(claim.chain) - sources:
                raise ValueError(f"claim {claim.id} names unknown sources: {', '.join(sorted(missing))}")
        for number, matter in enumerate(self.unconfirmed, 1):
            if missing := set(matter.claims) - claims:
                raise ValueError(f"unconfirmed matter {number} names unknown claims: {', '.join(sorted(missing))}")
        return self


@dataclass(frozen=True)
class GoldArticle:
    """An article with its annotation."""

    name: str
    """The gold file's name without its ending."""
    article: Article
    sources: dict[str, GoldSource]
    claims: tuple[GoldClaim, ...]
    matters: tuple[GoldMatter, ...]

    def spans(self, claim: GoldClaim) -> tuple[Span, ...]:
        """Every place at which a claim's evidence stands: (start, end) in code points of the article's text."""
        return tuple(place for exact in claim.evidence for place in occurrences(self.article.text, exact))

    def chain(self, claim: GoldClaim) -> tuple[GoldSource, ...]:
        """The claim's sources, originator first."""
        return tuple(self.sources[key] for key in claim.chain)


def occurrences(text: str, exact: str) -> list[Span]:
    """Every place of ``exact`` in ``text``, overlapping ones included."""
    found: list[Span] = []
    at = text.find(exact)
    while at >= 0 and exact:
        found.append((at, at + len(exact)))
        at = text.find(exact, at + 1)
    return found


def load_gold(folder: Path) -> list[GoldArticle]:
    """All gold of a folder, by name.

    Raises:
        GoldError: there is none, or a file is no annotation, or its words are not in its article.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder} is no folder; give one with NAME.json files and their texts in articles/")
    files = sorted(folder.glob("*.json"))
    if not files:
        raise GoldError(f"no gold in {folder}: it holds no NAME.json")
    return [_load(file) for file in files]


def _load(file: Path) -> GoldArticle:
    try:
        annotation = Annotation.model_validate(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise GoldError(f"cannot read {file}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise GoldError(f"{file} is no gold annotation: {place + ': ' if place else ''}{first['msg']}") from error
    places = (file.parent / "articles" / annotation.article, file.parent / annotation.article)
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise GoldError(f"{file} annotates {annotation.article}, which is neither in articles/ nor beside it")
    article = read_article(path)
    for words in (exact for claim in annotation.claims for exact in claim.evidence):
        if not occurrences(article.text, words):
            raise GoldError(f"{file}: these words are not in {annotation.article}: {words!r}")
    return GoldArticle(
        name=file.stem,
        article=article,
        sources={source.id: source for source in annotation.sources},
        claims=annotation.claims,
        matters=annotation.unconfirmed,
    )
