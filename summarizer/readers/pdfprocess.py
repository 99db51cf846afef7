"""PDFium in a process of its own: a PDF on standard input, its lines with their places as JSON on standard output.

The library is native code that cannot be interrupted, and a small PDF may ask for any amount of time and memory.
"""

from __future__ import annotations

import ctypes
import json
import re
import sys
from importlib import import_module
from typing import Any

MOST_PAGES = 200
MOST_CHARACTERS = 4 * 1024 * 1024
_SECONDS = 10
_BYTES = 512 * 1024**2
_LEAST_SIZE = 2.0
"""Points below which nobody can read a line."""
HYPHEN = "\ufffe"
"""What PDFium puts where a hyphen ends a line, in place of hyphen and line break."""
_LINE = re.compile(rf"(?P<line>[^\s{HYPHEN}](?:[^\r\n{HYPHEN}]*[^\s{HYPHEN}])?)[^\S\r\n]*(?P<hyphen>{HYPHEN}?)")
_IMAGE = 3


def _bound() -> None:
    """Limit this process's time and memory, where the system can."""
    try:
        resource = import_module("resource")
    except ModuleNotFoundError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


def _read(data: bytes) -> dict[str, Any]:
    pdfium = import_module("pypdfium2")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return {"error": "encrypted" if "password" in str(error).lower() else "damaged"}
    if len(document) > MOST_PAGES:
        return {"error": "pages"}
    pages: list[Any] = []
    characters, pictures, unseen = 0, False, False
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            return {"error": "damaged"}
        lines, left_out = _lines(page)
        characters += sum(len(line[0]) for line in lines)
        if characters > MOST_CHARACTERS:
            return {"error": "long"}
        if not lines:
            pictures = pictures or any(True for _ in page.get_objects(filter=(_IMAGE,), max_depth=2))
        pages.append({"height": page.get_height(), "lines": lines})
        unseen = unseen or left_out
        page.close()
    return {"pages": pages, "pictures": pictures, "unseen": unseen, "facts": document.get_metadata_dict()}


def _lines(page: Any) -> tuple[list[list[Any]], bool]:  # noqa: ANN401 - the library has no type information
    """The lines of a page in reading order: text, left, right, baseline, height; and whether some cannot be seen."""
    text = page.get_textpage()
    width, height = page.get_size()
    lines: list[list[Any]] = []
    unseen = False
    for match in _LINE.finditer(text.get_text_range()):
        first, last = match.start(), match.end("line") - 1
        # the boxes of the font, which are as high for an x as for a Q; only those of ligatures are not
        boxes = [text.get_charbox(at, loose=True) for at in {first, (first + last) // 2, last}]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        tall = max(box[3] - box[1] for box in boxes)
        base = _baseline(text, first)
        if tall < _LEAST_SIZE or right < 0 or left > width or base > height or base + tall < 0:
            unseen = True
        else:
            lines.append([match["line"] + match["hyphen"], *(round(edge, 1) for edge in (left, right, base, tall))])
    text.close()
    return lines, unseen


def _baseline(text: Any, at: int) -> float:  # noqa: ANN401
    raw = import_module("pypdfium2.raw")
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, at, x, y)
    return y.value


if __name__ == "__main__":
    _bound()
    answer = _read(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))
