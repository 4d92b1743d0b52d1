"""The jars that make up a Neo4j server, locked: Maven coordinates and the SHA-256 of each file.

To make a lock anew, let Maven copy the dependencies of a pom with `org.neo4j.test:neo4j-harness` and
`org.neo4j.client:neo4j-browser` (`mvn dependency:copy-dependencies -Dmdep.useRepositoryLayout=true
-DoutputDirectory=jars`) and run `python -m kg.server.lock jars > kg/server/jars-VERSION.lock`.
"""

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError, unknown

VERSIONS = ("5.26", "2026.08")
"""The Neo4j releases that can be started; the first is the long-term one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jar:
    """One file of a Maven repository."""

    group: str
    artifact: str
    version: str
    classifier: str = ""
    sha256: str

    @property
    def filename(self) -> str:
        """Return the name of the file as Maven writes it."""
        suffix = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{suffix}.jar"


def read_lock(version: str) -> list[Jar]:
    """Return the jars of a Neo4j release, in the order of the lock.

    Raises KgError: there is no lock for this release.
    """
    if version not in VERSIONS:
        raise KgError(unknown("Neo4j version", version, VERSIONS))
    lines = Path(__file__).with_name(f"jars-{version}.lock").read_text(encoding="utf-8").splitlines()
    return [_parse(line) for line in lines if line and not line.startswith("#")]


def _parse(line: str) -> Jar:
    coordinates, sha256 = line.split()
    group, artifact, version, *classifier = coordinates.split(":")
    return Jar(group=group, artifact=artifact, version=version, classifier="".join(classifier), sha256=sha256)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def lock_lines(repository: Path) -> Iterator[str]:
    """Yield the lines of a lock for all jars of a folder in Maven's repository layout."""
    for path in sorted(repository.rglob("*.jar")):
        *group, artifact, version, _ = path.relative_to(repository).parts
        classifier = path.stem.removeprefix(f"{artifact}-{version}").removeprefix("-")
        coordinates = ":".join(filter(None, (".".join(group), artifact, version, classifier)))
        yield f"{coordinates} {digest(path)}"


if __name__ == "__main__":
    print("# Made by kg/server/lock.py: group:artifact:version[:classifier] sha256")
    print(*lock_lines(Path(sys.argv[1])), sep="\n")
