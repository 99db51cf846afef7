"""The phrases by which pages print furniture, as the data file has them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_EDGES = " \t\u00a0*\u2022\u00b7|>\u203a\u00bb<\u2013\u2014-:+_=\u2192\u2190\u25b6\u25ba\u2605"
_WORD = re.compile(r"[^\W\d_][\w\u2019'-]*")
_COUNT = re.compile(r"\d[\d.,]*[km]?\b", re.IGNORECASE)
_SHARE_WORDS = 16
"""Words up to which a line can be a share bar."""
_CRUMB = re.compile(r"\s*[>\u203a\u00bb\u2192]\s*")
_CRUMB_WORDS = 6
"""Words of one part of "Home > World > Asia", but the last, which may be the headline."""
_CRUMBS = 2
"""Parts from which a row of links is one, where the first is no "Home": an arrow may stand in any sentence."""


@dataclass(frozen=True)
class Phrases:
    """Tells lines and sentences that are furniture by their own words."""

    _openings: re.Pattern[str]
    _lines: re.Pattern[str]
    _headings: re.Pattern[str]
    _endings: re.Pattern[str]
    _shared: frozenset[str]
    """Words for sharing, and where to."""
    _between: frozenset[str]
    _agencies: Mapping[str, str]
    """Agencies in lower case to how they are written."""

    def opens(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Whether ``text[start:end]`` begins as furniture does."""
        return self._openings.match(text, start, len(text) if end is None else end) is not None

    def is_line(self, line: str) -> bool:
        """Whether a whole line is furniture."""
        bare = _bare(line)
        return bool(bare) and (
            self._lines.fullmatch(bare) is not None
            or self._is_share_bar(bare)
            or _is_trail(line)
            or self.agency(bare) is not None
        )

    def heads(self, line: str) -> bool:
        """Whether a line is the heading of a list of links: "Related stories"."""
        return self._headings.fullmatch(_bare(line)) is not None

    def ends(self, paragraph: str) -> bool:
        """Whether a paragraph, if nothing of the story is behind it, tells who wrote it."""
        return self._endings.fullmatch(" ".join(paragraph.split())) is not None

    def agency(self, line: str) -> str | None:
        """The agency that a line consists of, as it is written."""
        return self._agencies.get(_bare(line).strip("()[]/. ").lower())

    def _is_share_bar(self, line: str) -> bool:
        words = [word.lower() for word in _WORD.findall(_COUNT.sub(" ", line))]
        sharing = [word for word in words if word in self._shared]
        known = len(words) <= _SHARE_WORDS and self._shared.issuperset(set(words) - self._between)
        # "The post" is no share bar
        return known and bool(sharing) and (words[0] in self._shared or len(sharing) > 1)


def _bare(line: str) -> str:
    return " ".join(line.split()).strip(_EDGES)


def _is_trail(line: str) -> bool:
    """Whether a line is a trail of links: "Home > World > Asia"."""
    parts = _CRUMB.split(line.strip(_EDGES))
    if line.rstrip()[-1:] in (".", "!", "?"):
        return False
    short = all(0 < len(part.split()) <= _CRUMB_WORDS and part[:1].isupper() for part in parts[:-1])
    return short and (len(parts) > _CRUMBS or (len(parts) > 1 and parts[0].lower() in ("home", "news")))


@cache
def phrases() -> Phrases:
    """The phrases of the data file."""
    data = tomllib.loads((files("summarizer.article") / "data" / "furniture.toml").read_text(encoding="utf-8"))
    share = data["share"]
    return Phrases(
        _openings=_any(data["openings"].values()),
        _lines=_any(data["lines"].values()),
        _headings=_any([data["lines"]["headings"]]),
        _endings=_any(data["endings"].values()),
        _shared=frozenset([*share["networks"], *share["acts"]]),
        _between=frozenset(share["between"]),
        _agencies={name.lower(): name for name in data["agencies"]["names"]},
    )


def _any(groups: Iterable[Iterable[str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for group in groups for pattern in group), re.IGNORECASE)
