"""Names and nouns with the kind of source that they make: the tables that all languages share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from summarizer.lexical.datafiles import rows
from summarizer.summary import Kind


@dataclass(frozen=True)
class Tables:
    """Names and nouns with the kind of source that they make; the same for all languages."""

    media: Mapping[str, Kind]
    bodies: Mapping[str, Kind]
    roles: Mapping[str, str]
    """A word in lower case to a kind, or to "neutral" where it tells none."""
    places: Mapping[str, str]
    """Country, capital, demonym or alias, to the country."""
    states: frozenset[str]
    """The places whose bare name can stand for a state: countries and capitals."""


@cache
def tables() -> Tables:
    """The tables, read once."""
    places: dict[str, str] = {}
    states: set[str] = set()
    for row in rows("places.csv"):
        country = row["country"]
        # a capital or demonym of two countries is the first one's; a country's own name is always its own
        places |= dict.fromkeys((country, *_split(row["aliases"])), country)
        for name in (*_split(row["capitals"]), *_split(row["demonyms"])):
            places.setdefault(name, country)
        states.update((country, *_split(row["aliases"]), *_split(row["capitals"])))
    return Tables(
        media={row["name"]: row["kind"] for row in rows("media.csv")},  # type: ignore[misc]
        bodies={row["name"]: row["kind"] for row in rows("bodies.csv")},  # type: ignore[misc]
        roles={row["word"]: row["kind"] for row in rows("roles.csv")},
        places=places,
        states=frozenset(states),
    )


def _split(cell: str) -> list[str]:
    return [name for name in cell.split(";") if name]
