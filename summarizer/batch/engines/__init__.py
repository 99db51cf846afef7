"""Engines: ways to work through a folder, a package here each.

A package is an engine by being here: its name, with dashes, is what ``--engine`` takes. It says in its ``__init__``
what it is, as ``OFFERED``, and imports nothing that only its work needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from summarizer.batch.engine import Engine

DEFAULT = "local"


@dataclass(frozen=True, slots=True)
class Offered:
    """An engine, as much as is known of it before it is asked for."""

    about: str
    """What it is for, in a few words."""
    load: Callable[[], type[Engine]]
    """Imports it. Raises ``ConfigurationError`` where what it needs is not installed, saying how to install it."""
    options: tuple[click.Option, ...] = ()
    """Options of its own on the command line: each asks for this engine, and its value is in
    ``order.engine_options``."""


@cache
def engines() -> Mapping[str, Offered]:
    """All engines by name, the default first."""
    names = sorted(
        (found.name for found in iter_modules(__path__) if found.ispkg), key=lambda name: (name != DEFAULT, name)
    )
    return {name.replace("_", "-"): import_module(f"{__name__}.{name}").OFFERED for name in names}


def load(name: str) -> type[Engine]:
    """The engine of that name.

    Raises:
        ConfigurationError: there is none, or it lacks something.
    """
    from summarizer.errors import ConfigurationError

    if name not in engines():
        raise ConfigurationError(f"there is no engine {name!r}; there are {', '.join(engines())}")
    return engines()[name].load()
