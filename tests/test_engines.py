"""What engines there are, and that one costs nothing until it is asked for."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations

import pytest

from summarizer.batch.engine import Engine
from summarizer.batch.engines import DEFAULT, engines, load
from summarizer.errors import ConfigurationError

_LOADED = """
import sys
import summarizer.cli
from summarizer.batch.engines import engines, load
engines()
early = [name for name in ("asyncio", "openai", "ray", "sqlite3") if name in sys.modules]
load("local")
own = [name for name in sys.modules if name.startswith("summarizer.batch.engines.") and name.count(".") > 3]
others = [name for name in own if ".local." not in name]
print(early, others, [name for name in ("ray", "fsspec") if name in sys.modules])
"""


def test_an_engine_is_there_by_its_package_and_the_default_is_first() -> None:
    assert next(iter(engines())) == DEFAULT == "local"
    assert {"local", "openai-batch"} <= {*engines()}
    assert all(issubclass(load(name), Engine) for name in ("local", "openai-batch"))


def test_no_two_engines_have_an_option_of_one_name() -> None:
    names = [{option.name for option in engine.options} for engine in engines().values()]
    assert not any(one & other for one, other in combinations(names, 2))


def test_nothing_of_an_engine_is_imported_before_it_is_asked_for() -> None:
    told = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)
    assert told.stdout.split("\n")[0] == "[] [] []"


def test_an_engine_that_is_none() -> None:
    with pytest.raises(ConfigurationError, match="there is no engine 'abacus'; there are local"):
        load("abacus")
