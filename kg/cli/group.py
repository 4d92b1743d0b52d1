"""A group of commands whose errors are one line each, and its exit codes."""

from __future__ import annotations

import errno
import io
import sys
from typing import Any

import click

from kg.errors import KgError, unknown

SKIPPED = 3
"""Exit code of a run that is done but had to skip articles."""
STOPPED = {
    "ingest": "; what is stored stays, and the same command goes on from there",
    "load": "; the database holds a part, and the same command completes it",
    "serve": "; the server and its data are gone",
}
"""What Ctrl-C leaves behind, by command; the others leave nothing."""


class Commands(click.Group):
    """A group whose commands fail in one line: what a user can mend is no traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a KgError, a full disk or the like becomes a message and exit code 1, Ctrl-C 130.

        A reader that closes its end of a pipe early is left to click, which ends quietly.
        """
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except KgError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            sys.stdout = io.StringIO()  # what is left in the full one would fail again at the end
            raise click.ClickException(f"{error.filename or 'cannot write the output'}: {error.strerror}") from error
        except KeyboardInterrupt:
            click.echo(f"\nstopped{STOPPED.get(ctx.invoked_subcommand or '', '')}", err=True)
            ctx.exit(130)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command where there is none of that name."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            ctx.fail(unknown("command", args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)
