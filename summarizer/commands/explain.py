"""``summarizer explain``: why a summary would be reused or made anew."""

from __future__ import annotations

from pathlib import Path

import click

from summarizer.commands import options
from summarizer.commands.output import print_out


@click.command(short_help="Tell what a summary of a batch was made of, and what has changed since.")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.model
@options.base_url
@options.language
@options.prompts
def explain(path: Path, model: str | None, base_url: str | None, language: str | None, prompts: Path | None) -> None:
    """Print the fingerprint of the summary in file PATH, part by part, and what has changed since.

    While all parts are the same, a batch reuses the summary. Settings that are not given here are those of the last
    run over its output folder.

    \b
    Examples:
      summarizer explain summaries/story.json
      summarizer explain summaries/story.json --model openai/gpt-5-mini
    """
    from summarizer.batch import explain as fingerprints
    from summarizer.batch.words import explained
    from summarizer.config import load_settings
    from summarizer.llm.registry import resolve
    from summarizer.recipe import recipe

    given = {"model": model, "base_url": base_url, "language": language, "prompts": prompts}
    of_run = fingerprints.settings_of_run(path)
    if model is not None:  # an endpoint belongs to the model that it was set with
        of_run = {name: value for name, value in of_run.items() if name != "base_url"}
    settings = load_settings({**of_run, **{name: value for name, value in given.items() if value is not None}})
    print_out(explained(*fingerprints.explain(path, recipe(resolve(settings, to_ask=False), settings))))
