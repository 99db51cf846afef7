"""PDF by its text layer: lines put together to paragraphs, running heads and page numbers left out.

Of ``pypdf``, ``pdfminer.six`` and PDFium the last reads best (docs/readers.md), and it runs in a process of its own.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from typing import Any

from summarizer.article.model import Metadata
from summarizer.errors import ArticleError
from summarizer.readers import pdfprocess
from summarizer.readers.document import Documents, Options
from summarizer.readers.extras import library
from summarizer.readers.parts import article, numbered
from summarizer.readers.pdftext import Line, paragraphs

_HEAD = 1024
"""Bytes in which a PDF says that it is one; mail programs and printers put lines before it."""
_SECONDS = 60
_WHY = {
    "encrypted": "is encrypted; give it without its password",
    "damaged": "is a damaged PDF that cannot be opened",
    "pages": f"is a PDF of more than {pdfprocess.MOST_PAGES} pages; give the article's",
    "long": "is a PDF with far more text than an article has",
}
_OPENING = 2000
"""Characters in which title and author stand, if they are the article's and not those of the file before it."""


def recognises(data: bytes, name: str) -> bool:
    """Whether a PDF begins in it."""
    return b"%PDF-" in data[:_HEAD] and not data[:1].isalpha()


def read(data: bytes, name: str, options: Options) -> Documents:
    """The document as one article.

    Dates are left alone: a file's is that of its making, not of the article's publication.
    """
    found = _pages(data, name)
    if "error" in found:
        raise ArticleError(f"{name} {_WHY[found['error']]}")
    pages = [[Line(*line) for line in page["lines"]] for page in found["pages"]]
    text = paragraphs(pages, [page["height"] for page in found["pages"]])
    if not text:
        scanned = "is a scanned PDF, pictures without text; run text recognition on it first"
        raise ArticleError(f"{name} {scanned if found['pictures'] else 'is a PDF without text'}")
    opening = " ".join(" ".join(text)[:_OPENING].split()).casefold()
    title, author = (" ".join(found["facts"].get(fact, "").split()) for fact in ("Title", "Author"))
    headline = title if title.casefold() in opening and " " in title else None
    byline = author if author.casefold() in opening and " " in author else None
    notes = ("text too small to be seen, or off the page, was left out",) if found["unseen"] else ()
    yield from numbered([article(headline, text, Metadata(byline=byline), notes=notes)], name)


def _pages(data: bytes, name: str) -> dict[str, Any]:
    """What the other process finds.

    Raises:
        ArticleError: it takes too long or too much memory, or dies of the file.
        ConfigurationError: the extra is not installed.
    """
    if importlib.util.find_spec("pypdfium2") is None:
        library("pypdfium2", "PDF files")
    command = [sys.executable, "-m", pdfprocess.__name__]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise ArticleError(f"{name} is a PDF that takes too much time or memory to read, or is damaged") from error
    found: dict[str, Any] = json.loads(done.stdout)
    return found
