"""The Cypher files that come with the package: the schema, and analysts' questions.

A question is a file `cypher/NAME.cypher`, NAME in kebab case:

    // Title, one line
    // What the answer shows, in one or more lines.
    // :param person => "Dmitry Peskov"
    MATCH ... $person ... RETURN ...;

Comments stand before the query; a parameter's value is a JSON value, its default. Its last RETURN begins a line, as do
ORDER BY and LIMIT after it. A question that is worth a picture returns it in a last column `graph`, of paths: Neo4j
Browser draws them. The other columns are its table.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import InputError, unknown

SCHEMA_FILE = "constraints.cypher"
GRAPH = "graph"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PARAMETER_LINE = re.compile(r":param (\w+) => (.+)")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
NESTED = re.compile(r"\[[^][(){}]*\]|\([^][(){}]*\)|\{[^][(){}]*\}")
RETURNED = re.compile(r"^RETURN (.*?)(?=^ORDER BY |^LIMIT |\Z)", re.MULTILINE | re.DOTALL)
LIMIT = re.compile(r"^LIMIT (\d+)\Z", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question; `parameters` are defaults by name, `text` is a single statement without comments.

    `columns` are those of its table, which leaves the picture out; an answer has `limit` rows at most.
    """

    name: str
    title: str
    description: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    text: str
    columns: tuple[str, ...] = ()
    limit: int | None = None

    def given(self, **values: object) -> dict[str, object]:
        """Return its parameters with these values and defaults for the others.

        Raises InputError: there is no such parameter, or its value is not of its default's kind, text or a number.
        """
        for name, value in values.items():
            if name not in self.parameters:
                raise InputError(unknown(f"parameter of {self.name}", name, self.parameters))
            default = self.parameters[name]
            kinds = (str,) if isinstance(default, str) else (int, float)
            if not isinstance(value, kinds) or isinstance(value, bool):
                raise InputError(f"{self.name}: {name} is {value!r}; give a value such as {default!r}")
        return {**self.parameters, **values}


def cypher_folder() -> Path:
    """Return the folder of the Cypher files: inside an installed package, beside it in a checkout."""
    package = Path(__file__).parent
    packaged = package / "cypher"
    return packaged if packaged.is_dir() else package.parent / "cypher"


def load_queries(folder: Path | None = None) -> dict[str, Query]:
    """Return the questions of a folder by name, in the order of their names.

    Raises InputError: a file is not in the form that the module describes.
    """
    paths = sorted((folder or cypher_folder()).glob("*.cypher"))
    return {
        path.stem: parse_query(path.read_text(encoding="utf-8"), path.stem)
        for path in paths
        if path.name != SCHEMA_FILE
    }


def parse_query(text: str, name: str) -> Query:
    """Return the question that a file of this name (without its ending) holds.

    Raises InputError: the text is not in the form that the module describes.
    """
    if not NAME.fullmatch(name):
        raise InputError(f"{name}.cypher: a query's name is in kebab case, such as who-met-whom")
    lines = text.splitlines()
    length = next((number for number, line in enumerate(lines) if not line.startswith("//")), len(lines))
    comments = [line.removeprefix("//").strip() for line in lines[:length]]
    title, *rest = comments or [""]
    description = " ".join(line for line in rest if line and not line.startswith(":"))
    if not title or title.startswith(":") or not description:
        raise InputError(f"{name}.cypher:1: starts with `// Title` and a comment that explains it")
    parameters = _parameters(comments, name)
    statement = _statement(lines[length:], name, length + 1)
    _check_parameters(parameters, statement, name)
    limit = LIMIT.search(statement)
    return Query(
        name=name,
        title=title,
        description=description,
        parameters=parameters,
        text=statement,
        columns=_columns(statement, name),
        limit=int(limit[1]) if limit else None,
    )


def browser_parameters(queries: Iterable[Query]) -> str:
    """Return the command that sets the parameters of all these questions to their defaults in Neo4j Browser."""
    defaults = {name: value for query in queries for name, value in query.parameters.items()}
    pairs = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in sorted(defaults.items()))
    return f":params {{{', '.join(pairs)}}}"


def own_query(text: str, name: str) -> Query:
    """Return a question of a user's own: one Cypher statement, with a title and `:param` defaults where it has them.

    Raises InputError: there is no statement, or a `:param` line is not in the form that the module describes.
    """
    lines = text.splitlines()
    comments = [line.removeprefix("//").strip() if line.startswith("//") else "" for line in lines]
    statement = "\n".join(line for line in lines if not line.startswith("//")).strip().removesuffix(";")
    if not statement:
        raise InputError(f"{name}.cypher: there is no Cypher statement in it")
    title = next((comment for comment in comments if comment and not comment.startswith(":")), name)
    return Query(name=name, title=title, description="", parameters=_parameters(comments, name), text=statement)


def _parameters(comments: list[str], name: str) -> dict[str, object]:
    parameters: dict[str, object] = {}
    for number, line in enumerate(comments, start=1):
        if not line.startswith(":"):
            continue
        found = PARAMETER_LINE.fullmatch(line)
        try:
            if found is None or found[1] in parameters:
                raise ValueError(line)
            parameters[found[1]] = json.loads(found[2])
        except ValueError:
            raise InputError(
                f"{name}.cypher:{number}: {line!r} is not `:param name => value` with a JSON value, each name once"
            ) from None
    return parameters


def _statement(lines: list[str], name: str, first: int) -> str:
    statement = "\n".join(lines).strip()
    bare = STRING.sub('""', statement)
    if not bare.endswith(";") or bare.count(";") != 1 or "//" in bare:
        raise InputError(f"{name}.cypher:{first}: after the comments stands one statement that ends with `;`")
    return statement.removesuffix(";")


def _columns(statement: str, name: str) -> tuple[str, ...]:
    """Return the names of what a statement returns but the picture: of `a.name AS who, [p = () | p] AS graph`, who."""
    found = RETURNED.findall(STRING.sub("", statement))
    if not found:
        raise InputError(f"{name}.cypher: the statement has no line that begins with RETURN")
    items = found[-1]
    while (bare := NESTED.sub("", items)) != items:
        items = bare
    return tuple(column for item in items.split(",") if (column := item.split()[-1]) != GRAPH)


def _check_parameters(parameters: Mapping[str, object], statement: str, name: str) -> None:
    used = set(re.findall(r"\$(\w+)", STRING.sub('""', statement)))
    if missing := sorted(used - parameters.keys()):
        raise InputError(f"{name}.cypher: ${missing[0]} has no line `// :param {missing[0]} => value`")
    if unused := sorted(parameters.keys() - used):
        raise InputError(f"{name}.cypher: the parameter {unused[0]} is given but not used")


def load_schema() -> list[str]:
    """Return the statements of the schema file: what every load into Neo4j applies first."""
    text = (cypher_folder() / SCHEMA_FILE).read_text(encoding="utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    return [statement.strip() for statement in code.split(";") if statement.strip()]


def edge_constraint(edge_type: str) -> str:
    """Return the schema's statement for a type of edge; an ontology of one's own may bring new types."""
    return f"CREATE CONSTRAINT {edge_type.lower()}_id IF NOT EXISTS FOR ()-[r:{edge_type}]-() REQUIRE r.id IS UNIQUE"
