"""Runs a coverage-guided fuzzer on one of the targets of ``tests/fuzzing.py``; needs the extra ``fuzz``.

    python scripts/fuzz.py readers --seconds 300

What breaks a property is written to ``fuzz-out/TARGET/`` as ``crash-…`` (or ``timeout-…``, ``oom-…``); once it is
mended it belongs in ``tests/fuzz_cases/TARGET/``, where the tests replay it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
_LONGEST = 6000
"""Bytes of an input."""
_SECONDS = 20
"""For one input, until it counts as hanging."""
_MEGABYTES = 2500


def main() -> None:
    """Fuzz until the time is over or a property is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", choices=["readers", "sentences", "rules", "drafts"])
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()

    import atheris

    sys.path[:0] = [str(HERE), str(HERE / "tests")]
    with atheris.instrument_imports(include=["summarizer"]):
        from fuzzing import CASES, TARGETS

    found = HERE / "fuzz-out" / options.target
    corpus = found / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = CASES / options.target
    seeds.mkdir(parents=True, exist_ok=True)
    if options.target == "readers":
        _seed_with_files(corpus)
    flags = [
        f"-max_total_time={options.seconds}",
        f"-max_len={_LONGEST}",
        f"-timeout={_SECONDS}",
        f"-rss_limit_mb={_MEGABYTES}",
        f"-artifact_prefix={found}/",
        "-len_control=0",  # full length from the start: a short text is no article
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *flags, str(corpus), str(seeds)], TARGETS[options.target])
    atheris.Fuzz()


def _seed_with_files(corpus: Path) -> None:
    """Begin with a file of every format: nobody finds the first bytes of an archive by chance."""
    files = [path for path in sorted((HERE / "tests" / "corpus").rglob("*")) if path.is_file()]
    for number, path in enumerate(files):
        data = path.read_bytes()
        if len(data) < _LONGEST and path.suffix != ".py":
            (corpus / f"seed-{number}").write_bytes(bytes([number % 256]) + data)


if __name__ == "__main__":
    main()
