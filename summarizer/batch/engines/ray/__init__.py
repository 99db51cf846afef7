"""For folders that one machine can't chew: workers on a Ray cluster ask the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from summarizer.batch.engines import Offered

if TYPE_CHECKING:
    from summarizer.batch.engine import Engine


def _load() -> type[Engine]:
    from importlib.util import find_spec

    from summarizer.errors import ConfigurationError

    if find_spec("ray") is None:
        raise ConfigurationError("--engine ray needs an extra: pip install 'summarizer[ray]'")
    from summarizer.batch.engines.ray.engine import OnRay

    return OnRay


OFFERED = Offered(
    "on many machines, by Ray",
    _load,
    (
        click.Option(
            ["--ray-address"],
            metavar="ADDRESS",
            help="Where the cluster is, or auto for this machine's. [default: RAY_ADDRESS, or one started here]",
        ),
        click.Option(
            ["--ray-workers"],
            type=click.IntRange(min=1),
            metavar="N",
            help="Workers, a processor each; by default one for each processor of the cluster.",
        ),
    ),
)
