"""Libraries that not every installation has."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from summarizer.errors import ConfigurationError


def library(module: str, what: str) -> ModuleType:
    """The module ``module`` of a library in the extra ``readers``.

    Args:
        module: its name.
        what: what it is needed for, for the message: ``HTML pages``.

    Raises:
        ConfigurationError: it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != module.split(".")[0]:
            raise
        raise ConfigurationError(f"{what} need libraries: pip install '.[readers]' in the checkout") from None
