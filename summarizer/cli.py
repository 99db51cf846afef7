"""The command ``summarizer``: the commands of :mod:`summarizer.commands` under one name.

Whatever is slow to import is imported inside the command that needs it, so that help is there at once.
"""

from __future__ import annotations

import click

from summarizer.commands.article import article
from summarizer.commands.batch import batch
from summarizer.commands.evaluate import evaluate
from summarizer.commands.explain import explain
from summarizer.commands.export import export, search
from summarizer.commands.models import models
from summarizer.commands.report import report
from summarizer.commands.schema import schema
from summarizer.commands.session import Commands


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from summarizer import __version__

        click.echo(f"summarizer {__version__}")
        ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 this article failed, 2 wrong usage or configuration, "
    "3 some articles of a batch failed, 4 a batch was ended by its budget, failures or a full disk, 130 interrupted.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Checked, attributed summaries of news articles: who says what, and what stays unconfirmed.

    \b
    Examples:
      summarizer article story.txt                  read it here
      summarizer article story.txt -o summary.json  keep it for programs
      summarizer batch stories --out desk           a folder of articles, resumed where it ended
      summarizer report desk                        draw the pages of a folder of summaries
      summarizer search desk "S-400"                find claims in it
      summarizer models                             which models can be used now
      summarizer schema                             what the JSON holds
      summarizer eval tests/gold                    how right summaries are
    """


for _command in (article, batch, explain, export, search, report, models, schema, evaluate):
    main.add_command(_command)
