"""Plain text: what is nothing else."""

from __future__ import annotations

from summarizer.readers.decoding import decode
from summarizer.readers.document import Document, Documents, Options


def recognises(data: bytes, name: str) -> bool:
    """Everything is tried as text at last."""
    return True


def read(data: bytes, name: str, options: Options) -> Documents:
    """The text as it is, in whatever encoding."""
    yield Document(decode(data, name))
