import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

import kg.server
from kg.errors import KgError
from kg.server import jars, running, start
from kg.server.jars import class_path
from kg.server.lock import VERSIONS, Jar, digest, lock_lines, read_lock
from kg.sinks.neo4j import check

from .conftest import connection_to

PARENT = """
import time
from kg.server import start
server = start(heap="512m")
print(server.process.pid, server.folder, flush=True)
time.sleep(600)
"""


def gone(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_server_serves_browser_on_loopback_and_leaves_nothing() -> None:
    with running(heap="512m") as server:
        assert {urlsplit(uri).hostname for uri in (server.bolt, server.http)} == {"127.0.0.1"}
        assert check(connection_to(server)).startswith("Neo4j 5.26")
        with urlopen(f"{server.http}/browser/") as page:
            assert page.status == 200
        assert server.password not in repr(server)
    assert server.process.poll() is not None
    assert not server.folder.exists()


def test_server_is_gone_with_its_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid, folder = parent.stdout.readline().split()
        assert not gone(int(pid))
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while not gone(int(pid)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert gone(int(pid))
    assert not Path(folder).exists()


def test_server_that_cannot_start_says_why_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(kg.server, "class_path", lambda _version: [])
    with pytest.raises(KgError, match=r"Neo4j 5\.26 did not start: .*neo4j"):
        start()
    assert not list(tmp_path.glob("kg-neo4j-*"))


def test_missing_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.server, "EXTRA", ("no_such_module",))
    with pytest.raises(KgError, match=r'pip install "geokg\[server\]"'):
        start()


def test_unknown_version_lists_what_there_is() -> None:
    with pytest.raises(KgError, match=r"there are: 2026\.08, 5\.26"):
        class_path("5.62")


@pytest.mark.parametrize("version", VERSIONS)
def test_locks_are_complete(version: str) -> None:
    locked = read_lock(version)
    assert {"neo4j-harness", "neo4j-browser"} <= {jar.artifact for jar in locked}
    assert all(len(jar.sha256) == 64 for jar in locked)
    assert len({jar.filename for jar in locked}) == len(locked)


class Registry:
    """Stands in for Maven Central: gives each jar's name as its content, torn the first `torn` times."""

    def __init__(self, torn: int = 0) -> None:
        self.torn = torn
        self.fetched: list[str] = []

    def __call__(self, jar: Jar, folder: Path) -> Path:
        self.fetched.append(jar.artifact)
        path = folder / "download"
        path.write_text(jar.artifact if len(self.fetched) > self.torn else "torn")
        return path


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Jar]:
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    content = tmp_path / "content"
    made = []
    for name in ("one", "two"):
        content.write_text(name)
        made.append(Jar(group="g", artifact=name, version="1", sha256=digest(content)))
    monkeypatch.setattr(jars, "read_lock", lambda _version: made)
    monkeypatch.setattr(jars, "PARALLEL", 1)
    return made


def test_jars_are_fetched_once(locked: list[Jar], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    registry = Registry()
    for _ in range(2):
        paths = class_path("5.26", registry)
    assert registry.fetched == ["one", "two"]
    assert paths == [tmp_path / "jars" / jar.filename for jar in locked]
    assert [path.read_text() for path in paths] == ["one", "two"]
    assert capsys.readouterr().err.count("fetching") == 1


@pytest.mark.usefixtures("locked")
def test_torn_jars_are_fetched_again() -> None:
    registry = Registry(torn=2)
    first, _ = class_path("5.26", registry)
    assert registry.fetched == ["one", "one", "one", "two"]
    first.write_text("on")
    class_path("5.26", registry)
    assert first.read_text() == "one"


@pytest.mark.usefixtures("locked")
def test_a_jar_that_never_fits_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="g:one:1 from Maven Central: its checksum does not fit"):
        class_path("5.26", Registry(torn=99))
    assert not list((tmp_path / "jars").iterdir())


def test_a_lock_is_made_from_a_folder_of_jars(tmp_path: Path) -> None:
    for name in ("a-1.jar", "a-1-linux.jar"):
        path = tmp_path / "org" / "x" / "a" / "1" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    assert [line.split()[0] for line in lock_lines(tmp_path)] == ["org.x:a:1:linux", "org.x:a:1"]
