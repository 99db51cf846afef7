"""Options that several commands share, so that they are called and explained alike everywhere."""

from __future__ import annotations

from pathlib import Path

import click

from summarizer.commands.output import STDIO

output = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=STDIO,
    metavar="FILE",
    help="Write here, whole or not at all; - is standard output.",
)
model = click.option(
    "--model", metavar="NAME", help="provider/model, local, local:FILE.gguf or none; see: summarizer models."
)
base_url = click.option("--base-url", metavar="URL", help="Any endpoint that speaks the OpenAI protocol.")
language = click.option("--language", metavar="TAG", help="Language to write the brief in, such as en or pt-BR.")
record = click.option(
    "--record",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep every answer of the model here.",
)
replay = click.option(
    "--replay",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Take every answer from here; ask nobody.",
)
prompts = click.option(
    "--prompts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Your own prompts, before those that come along.",
)
price = click.option(
    "--price", metavar="IN/OUT", help="US dollars for a million tokens of prompt and of answer, such as 0.25/2."
)
text_field = click.option(
    "--text-field", metavar="NAME", help="Where JSON has the article's text: a field, or the way to it, as data.body."
)
allow_private = click.option(
    "--allow-private", is_flag=True, help="Fetch from addresses that are not of the public internet, too."
)
verbose = click.option("-v", "--verbose", count=True, help="Tell what is done; twice: also where an error came from.")
quiet = click.option("-q", "--quiet", is_flag=True, help="Nothing on standard error but errors.")
