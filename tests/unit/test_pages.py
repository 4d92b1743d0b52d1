"""What docs/ tells of the ontology and the schema is what the program has.

Pages and pictures made from data are written anew by `KG_WRITE_PAGES=1 python -m pytest tests/unit/test_pages.py`.
"""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from pages import ontology as ontology_page
from pages import schema as schema_page

from kg.graph import schema
from kg.ontology import DEFAULT_FOLDER, load_ontology
from kg.sinks.event_rows import COLUMNS

DOCS = Path(__file__).parents[2] / "docs"
MADE = {
    "ontology.md": ontology_page.page,
    "images/ontology.svg": ontology_page.drawing,
    "images/schema.svg": schema_page.drawing,
}
SCHEMA = (DOCS / "schema.md").read_text(encoding="utf8")
TYPES = {
    "text": str,
    "texts": tuple,
    "number": int,
    "decimal": float,
    "yes/no": bool,
    "date": date,
}
POLECAT = {
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW",
    "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
}  # fmt: skip
"""The columns of its table."""


@pytest.mark.parametrize("name", MADE)
def test_a_page_is_what_the_data_give(name: str) -> None:
    made, path = MADE[name](load_ontology()), DOCS / name
    if os.environ.get("KG_WRITE_PAGES"):
        path.write_text(made, encoding="utf8")
    assert path.read_text(encoding="utf8") == made, f"docs/{name} is out of date; how to write it anew: {__file__}"


def test_the_ontology_s_page_has_every_type_mode_and_example() -> None:
    page = ontology_page.page(load_ontology())
    for kind in load_ontology().types.values():
        part = page.split(f"\n## {kind.type}\n")[1].split("\n## ")[0]
        assert all(f"*{mode.name}* (" in part for mode in kind.modes), kind.type
        assert all(f"| {given.text} | " in part for given in kind.examples)


def test_a_trigger_is_shown_as_its_file_writes_it() -> None:
    text = "".join(path.read_text(encoding="utf8") for path in DEFAULT_FOLDER.glob("events/*.toml"))
    shown = {ontology_page.trigger(frame) for kind in load_ontology().types.values() for frame in kind.frames}
    assert not [words for words in shown if f'"{words}"' not in text]


def tables(heading: str, page: str = SCHEMA) -> list[list[str]]:
    """The rows of the table below a heading, without its head."""
    part = re.split(rf"^#+ {heading}\n", page, flags=re.MULTILINE)[1].split("\n#")[0]
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:1] == "|"]
    return rows[2:]


@pytest.mark.parametrize(
    ("heading", "properties"),
    [
        *schema.NODE_PROPERTIES.items(),
        *((kind, told) for kind, told in schema.STRUCTURAL_EDGES.items() if told),
        ("Facts", schema.FACT_PROPERTIES),
    ],
)
def test_the_schema_s_page_has_every_property(heading: str, properties: dict[str, type]) -> None:
    told = {name: TYPES[kind] for name, kind, meaning in tables(heading) if meaning}
    assert told == properties
    assert list(told) == list(properties), "in the schema's order"


def test_the_schema_s_page_has_every_edge() -> None:
    assert {row[0] for row in tables("Edges that hold events together")} == set(schema.STRUCTURAL_EDGES)


def test_the_event_table_s_page_has_every_column() -> None:
    rows = tables("The event table", (DOCS / "tables.md").read_text(encoding="utf8"))
    told = {
        name.strip(" `"): (kind, meaning, origin) for names, kind, meaning, origin in rows for name in names.split(",")
    }
    kinds = TYPES | {"true/false": bool}
    assert {name: kinds[kind] for name, (kind, meaning, _) in told.items() if meaning} == COLUMNS
    assert {name for name, (*_, origin) in told.items() if origin == "yes"} == POLECAT & COLUMNS.keys()
