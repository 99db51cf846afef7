"""Elements of a tree, of XML or HTML."""

from __future__ import annotations

from typing import Any, TypeAlias

Element: TypeAlias = Any
"""An ``lxml`` element; the library has no type information."""


def local(element: Element) -> str:
    """An element's name without namespace; empty for comments and entities."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
