"""The Python interface: article in, summary out."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from summarizer.article import Article, parse_text
from summarizer.article.fitness import fit
from summarizer.config import load_settings
from summarizer.errors import ConfigurationError
from summarizer.pipeline import run
from summarizer.progress import Progress
from summarizer.readers import read_article
from summarizer.summary import ArticleSummary

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_PATH = re.compile(r"\S*[/\\]\S*|\S+\.[A-Za-z0-9]{1,5}")
"""What is rather the name of a file than a text: without spaces, with a slash or an ending."""


async def asummarize(
    article: str | Path,
    *,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    language: str | None = None,
    record: Path | None = None,
    replay: Path | None = None,
    prompts: Path | None = None,
    progress: Progress | None = None,
    allow_private: bool = False,
) -> ArticleSummary:
    """Summarise one article.

    Args:
        article: its text, the path of its file, or its address on the web. A ``str`` of one line that names an
            existing file is a path; one that looks like a path and names none is refused.
        model: ``provider/model``, ``local``, ``local:FILE.gguf`` or ``none``; by default what environment and
            config file say, else the embedded model if it is installed, else none.
        base_url: an OpenAI-compatible endpoint.
        api_key: its key, before those of the environment.
        language: language of the output, BCP 47; by default the article's.
        record: folder to keep the model's answers in.
        replay: folder to take the answers from; nobody is asked.
        prompts: folder of prompts that go before those that ship.
        progress: is told what goes on.
        allow_private: whether an address may be in a network that is not public.

    Raises:
        SummarizerError: see ``summarizer.errors``; its message says what to do.
    """
    flags = {
        "model": model,
        "base_url": base_url,
        "api_key": api_key,
        "language": language,
        "record": record,
        "replay": replay,
        "prompts": prompts,
    }
    loaded = await _fetched(article, allow_private=allow_private) or _load(article)
    return await run(loaded, load_settings(flags), progress)


def summarize(
    article: str | Path,
    *,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    language: str | None = None,
    record: Path | None = None,
    replay: Path | None = None,
    prompts: Path | None = None,
    progress: Progress | None = None,
    allow_private: bool = False,
) -> ArticleSummary:
    """Summarise one article: :func:`asummarize` for callers without an event loop.

    Raises:
        SummarizerError: see :func:`asummarize`.
        RuntimeError: an event loop is running; await :func:`asummarize` there.
    """
    if _in_event_loop():
        raise RuntimeError("summarize() cannot be called from a running event loop; await asummarize() there")
    return asyncio.run(
        asummarize(
            article,
            model=model,
            base_url=base_url,
            api_key=api_key,
            language=language,
            record=record,
            replay=replay,
            prompts=prompts,
            progress=progress,
            allow_private=allow_private,
        )
    )


async def _fetched(article: str | Path, *, allow_private: bool) -> Article | None:
    if isinstance(article, Path) or not _ADDRESS.fullmatch(article):
        return None
    from summarizer.readers.fetch import article_at

    return await article_at(article, allow_private=allow_private)


def _load(article: str | Path) -> Article:
    if isinstance(article, Path):
        return read_article(article)
    if "\n" not in article and _is_file(article):
        return read_article(Path(article))
    if _PATH.fullmatch(article):
        raise ConfigurationError(f"no such file: {article}; to summarise a text, give the text")
    return fit(parse_text(article))


def _in_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:
        # too long for a name: a text
        return False
