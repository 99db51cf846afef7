"""On what a benchmark ran."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version


def machine() -> str:
    """Processors, system and versions on one line."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("openai", "instructor", "pydantic"))
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} processors, load {load:.1f}, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {packages}"
    )
