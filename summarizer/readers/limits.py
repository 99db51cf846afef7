"""How much a reader takes on."""

from __future__ import annotations

MOST_BYTES = 64 * 1024 * 1024
"""Of a file that has to be read as a whole."""
