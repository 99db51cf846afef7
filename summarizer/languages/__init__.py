"""What the program knows of single languages: one data file a language, beside this module.

English has a grammar of its own as well, see ``summarizer/lexical``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_HERE = files("summarizer.languages")


@cache
def known() -> tuple[str, ...]:
    """The languages that have a file, as BCP 47 primary tags, sorted."""
    names = (entry.name for entry in _HERE.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def data(language: str) -> dict[str, Any]:
    """The file of a language, read once.

    Args:
        language: BCP 47 primary tag.

    Raises:
        LookupError: there is none.
        ValueError: it is no TOML.
    """
    if language not in known():
        raise LookupError(f"no data for language {language!r}; there are: {', '.join(known())}")
    return tomllib.loads((_HERE / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def readable() -> tuple[str, ...]:
    """The languages whose file has rules to read articles by, sorted."""
    return tuple(language for language in known() if "reading" in data(language))


def primary(tag: str) -> str:
    """The language of a BCP 47 tag: "en" of "en-GB"."""
    return tag.split("-")[0].lower()
