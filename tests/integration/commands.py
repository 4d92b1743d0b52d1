"""The command line as the tests call it, and a story for it."""

import subprocess
import sys

from click.testing import CliRunner, Result

from kg.cli import main

STORY = """Ankara Warns Athens Over Islands

ANKARA, Jan 27 — Turkey threatened Greece with sanctions on Monday, January 27.

"We will not wait," President Recep Tayyip Erdogan told reporters.

Greece rejected the threat. Share this article on Facebook
"""


def run(*arguments: str, input_: str | bytes | None = None, env: dict[str, str] | None = None) -> Result:
    result = CliRunner().invoke(main, list(arguments), input=input_, env=env, prog_name="kg", catch_exceptions=False)
    if env and (password := env.get("NEO4J_PASSWORD")):
        assert password not in result.output
    return result


def start(*arguments: str, **options) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "kg", *arguments], **options)


def fails(*arguments: str, **env: str) -> str:
    result = run(*arguments, env=env or None)
    assert result.exit_code == 1, result.output
    (line,) = result.stderr.strip().splitlines()
    return line
