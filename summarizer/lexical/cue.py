"""An attribution found in a sentence, as token ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.lexical.grammar import Range

Frame = Literal["before", "after", "around", "split"]
"""Where the content stands: before or after the cue, in quotations on both sides of it, or as one clause around it."""
Manner = Literal["statement", "act", "denial", "document", "phrase", "nominal"]
"""How the cue brings its content in, see ``data/en/cues.toml``."""


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in a sentence, as token ranges."""

    manner: Manner
    lemma: str
    cue: Range
    source: Range | None
    """``None``: whoever the sentence's previous attribution, or its subject, names."""
    frame: Frame
    region: Range
    """The attribution phrase: source, cue and settings; what is outside can be content."""
    appositive: Range | None = None
    originator: Range | None = None
    """Whom the source relays."""
    outlets: tuple[Range, ...] = ()
    """Outlets that the source spoke to."""
    antecedents: tuple[Range, ...] = ()
    """For "A, B and C, which …": the sources meant."""
    lead: Range | None = None
    """For "the deal, which X said was worth P": what the content is about, where that stands before the cue."""
    contents: tuple[Range, ...] = ()
    inside: tuple[int, ...] = ()
    """Indices of the attributions whose content holds this one, innermost first."""
