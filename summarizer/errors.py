"""Every failure a user can meet, each with a message that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.summary import Run


class SummarizerError(Exception):
    """Base of all errors raised on purpose.

    ``exit_code`` is what the command line ends with; ``run`` holds what the article had
    cost when it failed (requests, tokens), where calls had been made.
    """

    exit_code = 1
    run: Run | None = None


class ConfigurationError(SummarizerError):
    """Wrong usage or settings: an unknown model name, a missing key, a missing extra."""

    exit_code = 2


class ArticleError(SummarizerError):
    """The input is no article that can be summarised: unreadable, empty, not text."""


class ForeignFile(ArticleError):
    """The file holds no article by its kind: a picture, an archive, a program."""


class GoldError(SummarizerError):
    """A folder of gold annotations cannot be read, or does not fit its articles."""

    exit_code = 2


class Deferred(SummarizerError):
    """The answer is still to come: nothing has failed, and the same question will be answered later."""


class ModelError(SummarizerError):
    """A model could not be brought to give a usable answer."""


class TransportFailed(ModelError):
    """The endpoint could not be reached or kept failing (429, 5xx, timeout, reset)."""


class EndpointRefused(ModelError):
    """The endpoint rejected the request itself: wrong key, unknown model, bad request."""


class InvalidAnswer(ModelError):
    """The answer did not fit the schema, also after the re-asks."""


class Refused(ModelError):
    """The model declined to answer, or a content filter withheld the answer."""


class CutOff(ModelError):
    """The answer hit the output limit (``finish_reason=length``)."""


class ContextOverflow(ModelError):
    """The request does not fit the model's context; smaller windows may."""


class BudgetReached(ModelError):
    """The next call might cost more than is left of the budget."""


class ReplayMiss(ModelError):
    """Replay mode has no recording of this request."""
