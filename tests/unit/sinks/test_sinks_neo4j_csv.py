"""The files for neo4j-admin; that it takes them is shown in tests/integration/test_admin_import.py."""

import csv
from datetime import date
from pathlib import Path

import pytest

from kg.errors import SinkError
from kg.graph import ListedGraph
from kg.graph.schema import STRUCTURAL_EDGES
from kg.model import Edge, Node
from kg.queries import load_schema
from kg.sinks import neo4j_csv, write_folder
from kg.sinks.neo4j_csv import FILES, LIST_DELIMITERS, write


def person(key: str, *aliases: str) -> Node:
    return Node(id=key, labels=("Entity", "Person"), properties={"name": key, "aliases": aliases})


def written(folder: Path, *items: Node | Edge) -> Path:
    nodes = tuple(item for item in items if isinstance(item, Node))
    write(ListedGraph(nodes, tuple(item for item in items if isinstance(item, Edge))), folder)
    return folder


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def test_columns_are_typed_and_values_as_the_import_reads_them(tmp_path: Path) -> None:
    event = Node(
        id="e:1",
        labels=("Event",),
        properties={
            "date": date(2025, 1, 24), "quad": 1, "intensity": -2.5, "confidence": 1e-9, "cameo": "043",
            "summary": 'says "no",\n=1', "content": "", "mutual": False,
        },
    )  # fmt: skip
    header, row = (written(tmp_path, event) / "Event.csv").read_text().split("\n", 1)
    assert header == (
        "id:ID,:LABEL,type:string,mode:string,status:string,date:date,date_precision:string,quad:long,"
        "intensity:double,cameo:string,summary:string,content:string,quote:string,mutual:boolean,sources:long,"
        "confidence:double,kg_load:string"
    )
    assert row == '"e:1",,,,,2025-01-24,,1,-2.5,"043","says ""no"",\n=1","",,false,,1e-09,"import"\n'


def test_nodes_have_their_kind_and_edges_their_ends_and_type(tmp_path: Path) -> None:
    written(
        tmp_path,
        person("a", "x", 'y"'),
        person("b"),
        Edge(id="1", type="MENTIONED_IN", source="a", target="b", properties={"count": 3}),
        Edge(id="2", type="SAID", source="b", target="a", properties={"weight": 1.0}),
        Edge(id="3", type="OWN_TIE", source="a", target="a"),
    )
    rows = table(tmp_path, "Entity")
    assert [(row["id:ID"], row[":LABEL"], row["aliases:string[]"]) for row in rows] == [
        ("a", "Person", 'x\x1fy"'),
        ("b", "Person", ""),
    ]
    assert table(tmp_path, "MENTIONED_IN") == [
        {"id:string": "1", ":START_ID": "a", ":END_ID": "b", ":TYPE": "MENTIONED_IN", "count:long": "3",
         "kg_load:string": "import"}
    ]  # fmt: skip
    facts = table(tmp_path, "FACTS")
    assert [(row["id:string"], row[":TYPE"], row[":START_ID"], row["weight:double"]) for row in facts] == [
        ("2", "SAID", "b", "1.0"),
        ("3", "OWN_TIE", "a", ""),
    ]
    assert '"b","Person","b",,,,,' in (tmp_path / "Entity.csv").read_text(), "an empty list is absent, not empty text"


def test_an_empty_graph_has_all_files_for_the_import(tmp_path: Path) -> None:
    written(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == FILES - {"import.report"}
    assert [table(tmp_path, name) for name in STRUCTURAL_EDGES] == [[]] * len(STRUCTURAL_EDGES)
    arguments = (tmp_path / "import.args").read_text().splitlines()
    named = {line.rpartition("./")[2] for line in arguments if line.startswith(("--nodes", "--relationships"))}
    assert named == {path.name for path in tmp_path.glob("*.csv")}
    assert neo4j_csv.COMMAND in arguments[0]
    assert {"--array-delimiter=U+001F", "--multiline-fields=true", "--bad-tolerance=0"} < set(arguments)


def test_lists_are_parted_by_what_is_in_none_of_them(tmp_path: Path) -> None:
    told = Edge(id="1", type="REPORTED_IN", source="e", target="a", properties={"marks": ("p", "\x1d")})
    written(tmp_path, person("a", "b", "c"), person("d", "x\x1fy", "\x1e"), told)
    assert [row["aliases:string[]"] for row in table(tmp_path, "Entity")] == ["b\x1cc", "x\x1fy\x1c\x1e"]
    assert [row["marks:string[]"] for row in table(tmp_path, "REPORTED_IN")] == ["p\x1c\x1d"]
    assert "--array-delimiter=U+001C\n" in (tmp_path / "import.args").read_text()
    assert not set(LIST_DELIMITERS) & set('\t\n\r\x00,"')
    with pytest.raises(SinkError, match="every control character"):
        written(tmp_path, person("a", LIST_DELIMITERS))


def test_schema_is_the_shipped_one_and_that_of_own_types(tmp_path: Path) -> None:
    types = [f"TIE_{letter}" for letter in "HGFEDCBA"]
    edges = [Edge(id=kind, type=kind, source="a", target="a") for kind in (*types, "SAID", *types)]
    statements = (written(tmp_path, person("a"), *edges) / "schema.cypher").read_text().split(";\n")
    own = [f"CREATE CONSTRAINT tie_{x}_id IF NOT EXISTS FOR ()-[r:TIE_{x.upper()}]-()" for x in "abcdefgh"]
    assert statements == [*load_schema(), *(f"{start} REQUIRE r.id IS UNIQUE" for start in own), ""]


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (Node(id="x", labels=("Entety",), properties={}), "did you mean 'Entity'"),
        (Node(id="x", labels=("Entity", "Persn"), properties={}), "did you mean 'Person'"),
        (Node(id="x", labels=("Article",), properties={"titel": "x"}), "did you mean 'title'"),
        (Edge(id="x", type="SAID]", source="x", target="x"), "cannot be a Neo4j type"),
        (Edge(id="x", type="SAID", source="x", target="x", properties={"wait": 1.0}), "did you mean 'weight'"),
    ],
)
def test_what_is_outside_the_schema_is_refused(item: Node | Edge, message: str, tmp_path: Path) -> None:
    with pytest.raises(SinkError, match=message):
        written(tmp_path, item)


def test_a_row_is_written_before_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[int] = []
    line = neo4j_csv._line

    def counted(*arguments: object) -> str:
        lines.append(1)
        return line(*arguments)  # type: ignore[arg-type]

    class Stream:
        def nodes(self):
            for number in range(3):
                assert len(lines) == number
                yield person(str(number))

        def edges(self):
            for number in range(3):
                assert len(lines) == 3 + number
                yield Edge(id=str(number), type="SAID", source="0", target="1")

    monkeypatch.setattr(neo4j_csv, "_line", counted)
    write(Stream(), tmp_path)
    assert len(lines) == 6


EXPORT = ListedGraph((person("a"),), ())


def test_an_earlier_export_is_replaced_with_its_report(tmp_path: Path) -> None:
    target = tmp_path / "graph"
    for folder in (target, tmp_path / "link"):
        write_folder("csv", ListedGraph((person("old"),), ()), str(target))
        (target / "import.report").touch()
        if folder != target:
            folder.symlink_to(target)
        write_folder("csv", EXPORT, str(folder))
        assert [row["id:ID"] for row in table(target, "Entity")] == ["a"]
        assert not (target / "import.report").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"graph", "link"}
    (tmp_path / "plain").mkdir()
    assert target.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_files_of_others_are_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "graph"
    write_folder("csv", EXPORT, str(target))
    (target / "notes.txt").write_text("mine")
    with pytest.raises(SinkError, match=r"holds 'notes\.txt', not an earlier export alone"):
        write_folder("csv", EXPORT, str(target))
    (target / "notes.txt").unlink()
    (target / "import.args").rename(tmp_path / "import.args")
    with pytest.raises(SinkError, match=r"holds 'ABOUT\.csv'"):
        write_folder("csv", EXPORT, str(target))
    (tmp_path / "import.args").rename(target / "import.args")
    (target / "import.report").mkdir()
    with pytest.raises(SinkError, match=r"holds 'import.report'"):
        write_folder("csv", EXPORT, str(target))

    class Late(ListedGraph):
        def edges(self):
            (tmp_path / "late").mkdir()
            (tmp_path / "late" / "mine").touch()
            return iter(())

    with pytest.raises(SinkError, match="holds 'mine'"):
        write_folder("csv", Late((), ()), str(tmp_path / "late"))
    assert {path.name for path in tmp_path.iterdir()} == {"graph", "late"}


@pytest.mark.parametrize("stop", [RuntimeError, KeyboardInterrupt])
def test_a_failed_export_leaves_what_was_there(stop: type[BaseException], tmp_path: Path) -> None:
    class Torn(ListedGraph):
        def edges(self):
            raise stop

    target = tmp_path / "graph"
    with pytest.raises(stop):
        write_folder("csv", Torn((person("new"),), ()), str(target))
    assert not list(tmp_path.iterdir())
    write_folder("csv", EXPORT, str(target))
    with pytest.raises(stop):
        write_folder("csv", Torn((person("new"),), ()), str(target))
    assert [row["id:ID"] for row in table(target, "Entity")] == ["a"]
    assert list(tmp_path.iterdir()) == [target]


def test_what_cannot_be_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, message in [
        (str(tmp_path / "file"), "cannot write .*file: Not a directory"),
        (str(tmp_path / "no/such"), "cannot write .*no/such: No such file"),
        ("-", "standard output cannot take: name a folder"),
    ]:
        with pytest.raises(SinkError, match=message):
            write_folder("csv", EXPORT, path)
    with pytest.raises(SinkError, match="did you mean 'csv'"):
        write_folder("csw", EXPORT, str(tmp_path / "graph"))
