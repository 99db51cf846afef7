"""Where an article is: a file, standard input, or an address of the web."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

_WEB = re.compile(r"https?://", re.IGNORECASE)


class Address(str):
    """An address of the web."""

    __slots__ = ()


class Source(click.Path):
    """A path, ``-`` included, or an address; as :class:`~pathlib.Path` or :class:`Address`."""

    def __init__(self) -> None:
        super().__init__(allow_dash=True, path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> Path | Address:
        """What was given; nothing is looked up."""
        if _WEB.match(str(value)):
            return Address(value)
        return Path(os.fsdecode(super().convert(value, param, ctx)))
