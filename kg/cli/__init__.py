"""The command line: parses, calls the library, prints; no other package imports click.

Data go to standard output, all else to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some
articles were skipped, 130 stopped by Ctrl-C. Heavy modules are imported where used, so that `kg --help` is instant.
"""

from __future__ import annotations

import os

import click

from kg import __version__
from kg.cli.asking import query, show, stats
from kg.cli.checking import doctor, evaluate_
from kg.cli.group import Commands
from kg.cli.reading import extract, ingest
from kg.cli.serving import serve
from kg.cli.writing import export, load, view

COMMANDS = (ingest, extract, view, export, load, show, stats, query, serve, evaluate_, doctor)


@click.group(
    cls=Commands,
    commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Read news and build a knowledge graph of geopolitical events.

    \b
    kg ingest articles/ --graphml graph.graphml   read articles, store what they tell, write the graph
    kg show "Dmitry Peskov"                       what somebody did, with the sentences
    kg view graph.html                            look at the graph in one page, without a server
    kg serve                                      look at the graph in Neo4j Browser
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False
