"""The rules of a language for the light reading, compiled from its data file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from summarizer.languages import data, readable
from summarizer.lexical.datafiles import DataFileError, exactly, pattern
from summarizer.needles import Sought
from summarizer.summary import Kind, Reason, Status

Manner = Literal["statement", "around", "act", "denial", "previous"]
"""What a frame's cue does: tells a content, stands inside of it, does something to it, denies it, or attributes the
sentence before."""
_GROUPS = frozenset({"source", "pronoun", "cue", "content", "more", "origin", "via"})
"""What the groups of a frame may be called, see ``docs/languages.md``."""
_PART = re.compile(r"\{([a-z_]+)\}")
_STATUSES: tuple[Status, ...] = ("denied", "unconfirmed", "hedged", "scheduled", "confirmed")
_KEYS = ("parts", "frames", "joints", "sources", "kinds", "statuses", "effects", "page")
_SOURCE_KEYS = ("strip", "pronouns", "generic", "stand_ins", "anonymous", "partial", "bodies", "persons", "endings")
_EFFECT_REASONS = ("denied", "no_official_confirmation", "not_verified", "no_comment", "anaphors", "pointing")
_PAGE_KEYS = ("dateline", "skip", "stop")


@dataclass(frozen=True, slots=True)
class Frame:
    """A form of sentence in which somebody says something."""

    pattern: Sought
    manner: Manner


@dataclass(frozen=True, slots=True)
class SourceRules:
    """How sources are named."""

    strip: Sought
    """Words around a source's name that are none of it."""
    pronouns: Sought
    generic: Sought
    """An office without a name: "the minister"."""
    stand_ins: Sought
    """A body without a name: "the agency"."""
    anonymous: Sought
    partial: Sought
    bodies: Sought
    """Words that make a name that of a body, at its head."""
    persons: Sought
    """A personal name."""
    endings: int
    """Letters by which forms of one word differ at its end."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All that the light reading knows of a language."""

    frames: tuple[Frame, ...]
    joints: Sought
    """Between two contents of one cue."""
    sources: SourceRules
    kinds: tuple[tuple[Kind, Sought], ...]
    statuses: Mapping[Status, Sought]
    effects: Mapping[Reason, Sought]
    anaphors: Sought
    """Words by which a sentence that leaves something open points at what was told before: "this information"."""
    pointing: Sought
    """Words by which a denial is of what was told before: "these reports"."""
    dateline: Sought
    skip: Sought
    """A sentence that is no news: an agency's name alone."""
    stop: str
    """What a sentence ends with."""


@cache
def rules(language: str) -> Rules:
    """The rules of ``language``, compiled once.

    Raises:
        LookupError: there are none.
        DataFileError: the file is not in its form.
    """
    if language not in readable():
        raise LookupError(f"no rules for language {language!r}; there are: {', '.join(readable())}")
    section = data(language)["reading"]
    where = f"{language}.toml [reading]"
    exactly(section, _KEYS, where)
    exactly(section["sources"], _SOURCE_KEYS, f"{where} sources")
    exactly(section["statuses"], _STATUSES, f"{where} statuses")
    exactly(section["effects"], _EFFECT_REASONS, f"{where} effects")
    exactly(section["page"], _PAGE_KEYS, f"{where} page")
    parts, sources, page = section["parts"], section["sources"], section["page"]

    def words(patterns: Iterable[str]) -> Sought:
        return _compiled(patterns, parts)

    return Rules(
        frames=tuple(_frame(entry, parts, where) for entry in section["frames"]),
        joints=words(section["joints"]),
        sources=SourceRules(
            **{key: words(sources[key]) for key in _SOURCE_KEYS if key != "endings"}, endings=sources["endings"]
        ),
        kinds=tuple((_kind(kind, where), words(patterns)) for kind, patterns in section["kinds"].items()),
        statuses={status: words(section["statuses"][status]) for status in _STATUSES},
        effects={
            reason: words(section["effects"][reason]) for reason in get_args(Reason) if reason in section["effects"]
        },
        anaphors=words(section["effects"]["anaphors"]),
        pointing=words(section["effects"]["pointing"]),
        dateline=words(page["dateline"]),
        skip=words(page["skip"]),
        stop=page["stop"],
    )


def _kind(name: str, where: str) -> Kind:
    if name not in get_args(Kind):
        raise DataFileError(f"{where} kinds: no kind {name!r}")
    return name  # type: ignore[return-value]


def _frame(entry: Mapping[str, Any], parts: Mapping[str, str], where: str) -> Frame:
    exactly(entry, ("manner", "pattern"), f"{where} frames")
    if entry["manner"] not in get_args(Manner):
        raise DataFileError(f"{where} frames: no manner {entry['manner']!r}")
    frame = Frame(_compiled([entry["pattern"]], parts), entry["manner"])
    groups = frame.pattern.compiled.groupindex.keys()
    unknown = groups - _GROUPS
    if unknown or not {"cue", "source"} & groups:
        raise DataFileError(f"{where} frames: {entry['pattern']}: unknown groups {sorted(unknown)}, or no cue")
    return frame


def _compiled(patterns: Iterable[str], parts: Mapping[str, str]) -> Sought:
    """Alternatives, with the names of parts in braces replaced by what they stand for."""
    found = [_filled(one, parts) for one in patterns]
    return pattern(found or ["(?!)"], "", "")


def _filled(text: str, parts: Mapping[str, str]) -> str:
    while match := _PART.search(text):
        if match[1] not in parts:
            raise DataFileError(f"[reading] parts: no part {match[1]!r}")
        text = f"{text[: match.start()]}(?:{parts[match[1]]}){text[match.end() :]}"
    return text
