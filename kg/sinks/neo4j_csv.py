r"""Files for `neo4j-admin database import`, which fills an empty Neo4j database faster than any load.

The database that they make holds what a load makes, for a load to go on from: the stamp `kg_load` is in them too.
A table has the columns of one node label, of one structural edge type, or of all facts. Text is always quoted, so that
an empty text differs from an absent value and a number in it stays text. Backslashes mean nothing to the import.

Format: https://neo4j.com/docs/operations-manual/current/import/#import-tool-header-format
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TextIO

from kg.errors import SinkError
from kg.graph.schema import FACT_PROPERTIES, NODE_PROPERTIES, STRUCTURAL_EDGES, PropertyType
from kg.model import Value
from kg.queries import edge_constraint, load_schema
from kg.sinks.rows import edge_row, known_labels, known_type, node_row
from kg.sinks.stream import GraphStream

COMMAND = "neo4j-admin database import full @import.args --overwrite-destination=true neo4j"
"""What makes a database of the files, run in their folder."""

ARGUMENTS, SCHEMA, REPORT, FACTS = "import.args", "schema.cypher", "import.report", "FACTS"
TABLES = (*NODE_PROPERTIES, *STRUCTURAL_EDGES, FACTS)
FILES = frozenset({ARGUMENTS, SCHEMA, REPORT, *(f"{table}.csv" for table in TABLES)})
"""All that is ever in the folder; the import itself leaves its report there."""

STAMP = "import"
"""The `kg_load` of what was imported: no load has it, so the next one takes all of it for its own."""

TYPES: dict[PropertyType, str] = {
    int: "long",
    float: "double",
    bool: "boolean",
    str: "string",
    date: "date",
    tuple: "string[]",
}
LIST_DELIMITERS = "".join(map(chr, (*range(0x1F, 0, -1), 0x7F))).translate({ord(c): None for c in "\t\n\r"})
"""What may part the items of lists: the first that is in none of them, nearly always the very first."""


class _DelimiterInListError(Exception):
    """An item of a list holds what was to part them."""


def write(graph: GraphStream, folder: Path) -> None:
    """Write a graph as tables, schema and arguments of the import, one row after the other.

    Raises SinkError: a node or edge does not fit the graph's schema.
    """
    for delimiter in LIST_DELIMITERS:
        try:
            _write_nodes(graph, folder, delimiter)
            types = _write_edges(graph, folder, delimiter)
        except _DelimiterInListError:
            continue
        break
    else:
        raise SinkError("the names of this graph hold every control character there is: clean the articles' text")
    schema = dict.fromkeys([*load_schema(), *(edge_constraint(edge_type) for edge_type in sorted(types))])
    (folder / SCHEMA).write_text("".join(f"{statement};\n" for statement in schema), encoding="utf-8")
    (folder / ARGUMENTS).write_text("".join(f"{line}\n" for line in _arguments(delimiter)), encoding="utf-8")


def _arguments(delimiter: str) -> Iterator[str]:
    yield f"# Run in this folder, the server stopped: {COMMAND}"
    yield f"# Then start the server: cypher-shell -d neo4j -f {SCHEMA}"
    yield from (f"--nodes={label}=./{label}.csv" for label in NODE_PROPERTIES)
    yield from (f"--relationships={edge_type}=./{edge_type}.csv" for edge_type in STRUCTURAL_EDGES)
    yield f"--relationships=./{FACTS}.csv"
    yield f"--array-delimiter=U+{ord(delimiter):04X}"
    yield from ("--multiline-fields=true", "--strict=true", "--bad-tolerance=0", f"--report-file=./{REPORT}")


def _write_nodes(graph: GraphStream, folder: Path, delimiter: str) -> None:
    with ExitStack() as stack:
        tables = {
            label: stack.enter_context(_table(folder / f"{label}.csv", ("id:ID", ":LABEL"), declared))
            for label, declared in NODE_PROPERTIES.items()
        }
        for node in graph.nodes():
            base, *kinds = known_labels(node.labels)
            tables[base].write(_line([node.id, tuple(kinds), *node_row(node).values()], delimiter))


def _write_edges(graph: GraphStream, folder: Path, delimiter: str) -> set[str]:
    """Write the tables of the edges; returns their types."""
    types = set()
    with ExitStack() as stack:
        ends = ("id:string", ":START_ID", ":END_ID", ":TYPE")
        tables = {
            name: stack.enter_context(_table(folder / f"{name}.csv", ends, declared))
            for name, declared in (STRUCTURAL_EDGES | {FACTS: FACT_PROPERTIES}).items()
        }
        for edge in graph.edges():
            types.add(known_type(edge.type))
            table = tables.get(edge.type, tables[FACTS])
            table.write(_line([edge.id, edge.source, edge.target, edge.type, *edge_row(edge).values()], delimiter))
    return types


@contextmanager
def _table(path: Path, first: Iterable[str], declared: Mapping[str, PropertyType]) -> Iterator[TextIO]:
    with path.open("w", encoding="utf-8", newline="") as out:
        columns = [*first, *(f"{name}:{TYPES[kind]}" for name, kind in declared.items()), "kg_load:string"]
        out.write(",".join(columns) + "\n")
        yield out


def _line(values: Iterable[Value | None], delimiter: str) -> str:
    return ",".join(_field(value, delimiter) for value in (*values, STAMP)) + "\n"


def _field(value: Value | None, delimiter: str) -> str:
    """Return a value as the import reads it; an empty list, which it cannot read, is absent.

    Raises _DelimiterInListError.
    """
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if isinstance(value, tuple):
        if any(delimiter in item for item in value):
            raise _DelimiterInListError
        return _field(delimiter.join(value) or None, delimiter)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else repr(value)
