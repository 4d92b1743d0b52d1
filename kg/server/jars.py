"""Fetches locked jars once, checks each against its SHA-256, and keeps them in a cache.

A jar is downloaded into a scratch folder and moved into the cache only when its SHA-256 fits, so a
download that broke off leaves nothing behind that looks whole.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kg.errors import KgError
from kg.server.lock import Jar, digest, read_lock

Fetch = Callable[[Jar, Path], Path]
"""Downloads a jar into a folder and returns the path of the file."""

ATTEMPTS = 3
PARALLEL = 8


def cache_folder() -> Path:
    """Return where jars are kept: `$KG_CACHE`, else `geokg` in the user's cache folder."""
    if folder := os.environ.get("KG_CACHE"):
        return Path(folder)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "geokg"


def fetch_from_maven_central(jar: Jar, folder: Path) -> Path:
    """Download a jar by jgo, the pure-Python Maven client; see `Fetch`."""
    from jgo.maven import MavenContext

    component = MavenContext(repo_cache=folder, timeout=60).project(jar.group, jar.artifact).at_version(jar.version)
    return Path(component.artifact(jar.classifier, "jar").resolve())


def class_path(version: str, fetch: Fetch = fetch_from_maven_central) -> list[Path]:
    """Return the jars of a Neo4j release, all whole; those not in the cache are fetched.

    Raises KgError: an unknown release, or a jar that cannot be fetched or does not fit its checksum.
    """
    return whole_jars(f"Neo4j {version}", read_lock(version), fetch)


def whole_jars(name: str, jars: Sequence[Jar], fetch: Fetch = fetch_from_maven_central) -> list[Path]:
    """Return the jars of a program of that name, all whole; those not in the cache are fetched.

    Raises KgError: a jar cannot be fetched or does not fit its checksum.
    """
    folder = cache_folder() / "jars"
    folder.mkdir(parents=True, exist_ok=True)
    missing = [jar for jar in jars if not _is_whole(folder / jar.filename, jar)]
    if missing:
        _say(f"fetching {name} from Maven Central, once: {len(missing)} jars into {folder}")
        _fetch_all(missing, folder, fetch)
    return [folder / jar.filename for jar in jars]


def _is_whole(path: Path, jar: Jar) -> bool:
    return path.is_file() and digest(path) == jar.sha256


def _fetch_all(jars: list[Jar], folder: Path, fetch: Fetch) -> None:
    with ThreadPoolExecutor(PARALLEL) as pool:
        futures = [pool.submit(_fetch_whole, jar, folder, fetch) for jar in jars]
        try:
            for done, future in enumerate(futures, start=1):
                future.result()
                if done % 40 == 0 or done == len(jars):
                    _say(f"{done} of {len(jars)} jars fetched")
        finally:
            pool.shutdown(cancel_futures=True)


def _fetch_whole(jar: Jar, folder: Path, fetch: Fetch) -> None:
    """Fetch one jar into the cache, again if it came torn or the connection broke."""
    reason = ""
    for _ in range(ATTEMPTS):
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            try:
                path = fetch(jar, Path(scratch))
            except (OSError, RuntimeError) as error:  # jgo: requests' errors are OSErrors, "not found" a RuntimeError
                reason = str(error)
                continue
            if _is_whole(path, jar):
                path.replace(folder / jar.filename)
                return
            reason = "its checksum does not fit the lock"
    raise KgError(
        f"cannot fetch {jar.group}:{jar.artifact}:{jar.version} from Maven Central: {reason}; "
        f"check the network and start again, what was fetched is kept"
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
