"""The plan by Ray Data: articles are found, read and held against the outputs on the cluster, and stream in here."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import ray.data
from ray.data import DataContext, Datasource, ReadTask
from ray.data.block import BlockMetadata

from summarizer.batch.crew.worker import stand_in
from summarizer.batch.plan import Done, Item, plan
from summarizer.batch.walk import Found, Unreadable, Walk
from summarizer.readers import Options
from summarizer.recipe import Recipe

_BLOCK = 128 << 10
"""Bytes of articles, or of their names, that go from one step to the next in one piece."""
_AT_ONCE = 64
_READ_AT_ONCE = 32
"""Articles that one task reads at a time: storage far away is slow to answer, not to send."""


def stream(articles: Walk, recipe: Recipe, done: Done, options: Options) -> Iterator[Item]:
    """What is to be done about each article, in their order.

    Memory is bounded: no more is found and read than is asked for here, and a little ahead.

    Args:
        articles: the files; walked by a task.
        recipe: by which their summaries are made.
        done: whether there is a summary at this place with this fingerprint; called in tasks.
        options: what the user says about the files.

    Raises:
        OSError: ``done`` cannot tell.
    """
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    folder = Path.cwd()

    def items(found: Found | Unreadable) -> Iterator[Item | OSError]:
        try:
            yield from plan([found], recipe, done, options)
        except OSError as error:
            yield error

    def begun(found: Found | Unreadable) -> Iterator[Item | OSError]:
        """The items of a file, of which some are looked at now; it may hold very many."""
        rest = items(found)
        return chain(list(islice(rest, _AT_ONCE)), rest)

    def look(batch: pa.Table) -> Iterator[pa.Table]:
        stand_in(folder)
        with ThreadPoolExecutor(_READ_AT_ONCE) as threads:
            yield from _tables(chain.from_iterable(threads.map(begun, _values(batch))))

    context = DataContext.get_current().copy()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.target_max_block_size = _BLOCK
    context.execution_options.preserve_order = True
    with DataContext.current(context):
        found = ray.data.read_datasource(_Walked(articles, folder), override_num_blocks=1, num_cpus=0)
        # Workers have the processors; what reads waits for storage.
        looked_at = found.map_batches(look, batch_size=_AT_ONCE, batch_format="pyarrow", num_cpus=0)
    for batch in looked_at.iter_batches(batch_size=None, batch_format="pyarrow"):
        for item in _values(batch):
            if isinstance(item, OSError):
                raise item
            yield item


class _Walked(Datasource):
    """What a walk finds: one task, since the order of names is what tells where outputs go."""

    def __init__(self, articles: Walk, folder: Path) -> None:
        self._articles = articles
        self._folder = folder

    def estimate_inmemory_data_size(self) -> int | None:
        """Unknown."""
        return None

    def get_read_tasks(self, parallelism: int, *args: object, **options: object) -> list[ReadTask]:
        """The one task."""
        articles, folder = self._articles, self._folder

        def read() -> Iterator[pa.Table]:
            stand_in(folder)
            yield from _tables(articles)

        return [ReadTask(read, BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None))]


def _tables(values: Iterable[object]) -> Iterator[pa.Table]:
    rest = iter(values)
    while some := list(islice(rest, _AT_ONCE)):
        yield pa.table({"value": pa.array([pickle.dumps(value) for value in some], pa.binary())})


def _values(table: pa.Table) -> Iterator[Any]:
    return (pickle.loads(value.as_py()) for value in table["value"])
