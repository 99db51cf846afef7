"""What is installed: declared dependencies, locks, and the data that ships."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from summarizer.llm.weights import EMBEDDED

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?P<marker> ; [^\\\n]+?)? \\\n"
    r"(?:    --hash=sha256:[0-9a-f]{64} \\\n)*    --hash=sha256:[0-9a-f]{64}\n"
)


def requirements(*extras: str) -> list[Requirement]:
    """What the project itself and these extras ask for."""
    found: list[Requirement] = [Requirement(line) for line in PROJECT["dependencies"]]
    for extra in extras:
        for line in PROJECT["optional-dependencies"][extra]:
            requirement = Requirement(line)
            own = requirement.name == PROJECT["name"]
            found += requirements(*requirement.extras) if own else [requirement]
    return found


def imported(files: Iterable[Path]) -> set[str]:
    """Top-level names of what ``files`` import, the standard library aside."""
    names: set[str] = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - {"_typeshed", "__future__"}


@pytest.mark.parametrize(
    ("folder", "extras"),
    [("summarizer", ["local", "eval", "export", "ray", "socks"]), ("tests", ["test", "browser", "ray-test"])],
)
def test_what_is_imported_is_declared(folder: str, extras: list[str]) -> None:
    files = list((ROOT / folder).rglob("*.py"))
    own = {"summarizer"} | {file.stem for home in ("tests", "scripts") for file in (ROOT / home).glob("*.py")}
    declared = {canonicalize_name(requirement.name) for requirement in requirements(*extras)}
    homes = packages_distributions()

    missing = {
        name
        for name in imported(files) - own
        if not declared & {canonicalize_name(home) for home in homes.get(name, [name])}
    }

    assert not missing


def test_test_extra_covers_what_is_imported_late() -> None:
    """The tests go through what needs the extra ``local`` at run time, without it being installed."""
    assert {"filelock"} <= {requirement.name for requirement in requirements("test")}


def test_instructor_comes_first() -> None:
    """pip keeps to the first bounds it meets, and these are the narrowest."""
    assert requirements()[0].name == "instructor"


def test_weights_are_those_that_are_joined() -> None:
    declared = {str(requirement) for requirement in requirements("local")}

    assert {f"{part.distribution}=={EMBEDDED.version}" for part in EMBEDDED.parts} <= declared


@pytest.mark.parametrize(("file", "extras"), [("local.txt", ["local"]), ("dev.txt", ["test", "dev"])])
def test_lock_holds_what_is_declared_and_nothing_but_hashes(file: str, extras: list[str]) -> None:
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
    versions = {found["name"]: found["version"] for found in PINNED.finditer(text)}

    assert re.sub(r"^#.*\n", "", PINNED.sub("", text), flags=re.MULTILINE) == ""
    for requirement in requirements(*extras):
        locked = versions.get(canonicalize_name(requirement.name))
        assert locked, f"{requirement} is not locked; run: requirements/update"
        assert requirement.specifier.contains(locked), f"{requirement} is locked at {locked}; run: requirements/update"


def test_locks_agree() -> None:
    local, dev = (
        {found["name"]: found["version"] for found in PINNED.finditer((ROOT / "requirements" / file).read_text())}
        for file in ("local.txt", "dev.txt")
    )

    assert {name: local[name] for name in local.keys() & dev.keys()} == {
        name: dev[name] for name in local.keys() & dev.keys()
    }


def test_type_information_ships() -> None:
    assert (ROOT / "summarizer" / "py.typed").is_file()
