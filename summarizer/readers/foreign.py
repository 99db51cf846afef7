"""Files that hold no article by their kind: pictures, sound, archives, programs."""

from __future__ import annotations

from summarizer.errors import ForeignFile
from summarizer.readers.document import Documents, Options
from summarizer.readers.markup import root_name

_MARKS = (
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"\0\0\x01\0", "a picture (ICO)"),
    (b"ID3", "sound (MP3)"),
    (b"OggS", "sound (Ogg)"),
    (b"fLaC", "sound (FLAC)"),
    (b"\x1aE\xdf\xa3", "a video (Matroska)"),
    (b"PK\x03\x04", "an archive (ZIP); unpack it"),
    (b"PK\x05\x06", "an empty archive (ZIP)"),
    (b"\x1f\x8b", "compressed (gzip); unpack it"),
    (b"BZh", "compressed (bzip2); unpack it"),
    (b"\xfd7zXZ\0", "compressed (xz); unpack it"),
    (b"(\xb5/\xfd", "compressed (Zstandard); unpack it"),
    (b"7z\xbc\xaf'\x1c", "an archive (7z); unpack it"),
    (b"Rar!\x1a\x07", "an archive (RAR); unpack it"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"PAR1", "a table (Parquet)"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OTTO\0", "a font"),
    (b"\0\x01\0\0\0", "a font"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file; save it as DOCX or PDF"),
    (b"{\\rtf", "RTF; save it as DOCX or text"),
)
_IN_LETTERS = frozenset([b"BM", b"MZ", b"ID3", b"BZh", b"PAR1", b"GIF8"])
"""Marks that a text may begin with: they count where what follows is none."""


def recognises(data: bytes, name: str) -> bool:
    """Whether its first bytes are those of such a kind."""
    return _kind(data) is not None


def read(data: bytes, name: str, options: Options) -> Documents:
    """Nothing: it is told what the file is."""
    raise ForeignFile(f"{name} is {_kind(data)}, no article")


def _kind(data: bytes) -> str | None:
    for mark, kind in _MARKS:
        if data.startswith(mark) and (mark not in _IN_LETTERS or not _is_text(data[:512])):
            return kind
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "a picture (WebP)" if data[8:12] == b"WEBP" else "sound or video (RIFF)"
    if data[4:8] == b"ftyp":
        return "a video or picture (MP4)"
    if data[257:262] == b"ustar":
        return "an archive (tar); unpack it"
    return "a picture (SVG)" if data[:1] in b"<\xef" and root_name(data) == "svg" else None


def _is_text(start: bytes) -> bool:
    return not any(byte < 9 or 13 < byte < 27 for byte in start)
