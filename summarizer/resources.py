"""Where the data that ships with the program lies: ``prompts/`` and ``schemas/``."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def data_folder(name: str) -> Traversable:
    """Folder ``name`` of packaged data: inside an installed wheel, or beside the package in a checkout."""
    package = files("summarizer")
    packaged = package / "_data" / name
    return packaged if packaged.is_dir() else package / ".." / name
