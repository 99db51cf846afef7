"""Failures: what they are called, and when there are too many."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, field

from summarizer.batch.tally import Tally
from summarizer.errors import (
    ConfigurationError,
    CutOff,
    InvalidAnswer,
    Refused,
    SummarizerError,
)

ANOTHER_TRY = (InvalidAnswer, Refused, CutOff)
"""What a second asking may mend: another answer, where the transport's failures have been tried again below."""


def kind_of(error: type[Exception]) -> str:
    """What failures by this error are called: ``transport_failed`` for ``TransportFailed``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", error.__name__).lower()


_OF_THE_ENDPOINT = frozenset({"endpoint_refused", "transport_failed"})
_HOPELESS = 5
"""Failures in a row of an endpoint that has not answered once in between."""
_FEWEST = 20
"""Articles tried before a share of failures means something."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be summarised."""

    kind: str
    """``transport_failed``, ``refused`` …: the error's name; ``internal`` for a fault of the program."""
    why: str
    """What went wrong, and what to do."""
    tries: int
    """How often it was tried."""
    trace: str = ""
    """Where in the program an ``internal`` failure came up."""


def failure(error: Exception, tries: int) -> Failure:
    """The failure that ``error`` amounts to."""
    if isinstance(error, SummarizerError):
        return Failure(kind_of(type(error)), str(error), tries)
    why = f"a fault in the program: {type(error).__name__}: {error}"
    return Failure("internal", why, tries, "".join(traceback.format_exception(error)))


@dataclass
class Patience:
    """Tells when a run has failed so often that going on is of no use.

    ``most`` is how many articles may fail, ``share`` which part of those tried, from 0 to 1; ``None`` is no limit.
    Whatever they say, an endpoint that only ever fails ends the run.
    """

    most: int | None = None
    share: float | None = None
    _in_a_row: int = field(default=0, init=False)

    def answered(self) -> None:
        """An article was summarised."""
        self._in_a_row = 0

    def failed(self, kind: str, why: str, tally: Tally) -> str | None:
        """An article failed; why the run should end, if it should."""
        self._in_a_row = self._in_a_row + 1 if kind in _OF_THE_ENDPOINT else 0
        if self._in_a_row >= _HOPELESS:
            return f"{self._in_a_row} articles in a row failed at the endpoint; the last: {why}"
        if self.most is not None and tally.failed > self.most:
            return f"{tally.failed} articles failed, more than --max-failures {self.most}; the last: {why}"
        if self.share is not None and tally.tried >= _FEWEST and tally.failed > self.share * tally.tried:
            return (
                f"{tally.failed} of {tally.tried} articles failed, more than --max-failures {self.share:.0%}; "
                f"the last: {why}"
            )
        return None


def patience(text: str | None) -> Patience:
    """The patience that ``N`` or ``P%`` stands for.

    Raises:
        ConfigurationError: ``text`` is neither.
    """
    if text is None:
        return Patience()
    if (number := re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", text.strip())) and float(number[1]) <= 100:
        return Patience(share=float(number[1]) / 100)
    if text.strip().isdecimal():
        return Patience(most=int(text))
    raise ConfigurationError(f"--max-failures takes a number or a percentage, such as 10 or 5%, not {text!r}")
