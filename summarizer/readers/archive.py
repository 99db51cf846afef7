"""Documents that are ZIP archives of XML: DOCX and ODT."""

from __future__ import annotations

import zipfile
from io import BytesIO
from zlib import error as ZlibError

from summarizer.errors import ArticleError

MAGIC = b"PK\x03\x04"
_MOST_MEMBERS = 10_000
_MOST_BYTES = 64 * 1024 * 1024
"""Of a member, unpacked."""
_RATIO = 200
"""Times by which a member of more than a megabyte may be larger than what it is packed in; text gets to some 20."""
_SMALL = 1024 * 1024
_ENCRYPTED = 1


class Archive:
    """The members of an archive, each looked at before it is unpacked."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises ArticleError where it is broken."""
        self._name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise ArticleError(f"{name} is a damaged archive ({error})") from error
        if len(self._zip.infolist()) > _MOST_MEMBERS:
            raise ArticleError(f"{name} is an archive of more than {_MOST_MEMBERS} files, which no document is")

    def __contains__(self, member: str) -> bool:
        return member in self._zip.NameToInfo

    def read(self, member: str) -> bytes:
        """The content of a member.

        Raises:
            ArticleError: it is not there, encrypted, damaged, or unpacks to far more than a document has.
        """
        try:
            info = self._zip.getinfo(member)
        except KeyError:
            raise ArticleError(f"{self._name} lacks {member}, in which its text should be") from None
        if info.flag_bits & _ENCRYPTED:
            raise ArticleError(f"{self._name} is encrypted; give it without its password")
        # No more is ever unpacked than the archive declares, so looking at that is enough.
        if info.file_size > _MOST_BYTES or info.file_size > max(_SMALL, _RATIO * info.compress_size):
            raise ArticleError(f"{self._name} unpacks to {info.file_size // 2**20} MB, far more than a document has")
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, ZlibError, EOFError, OSError, ValueError, RuntimeError) as error:
            raise ArticleError(f"{self._name} is a damaged archive ({error})") from error
