import pytest

from kg.graph import ListedGraph
from kg.model import Edge, Node
from kg.sinks.drawing import Kinds, drawing_of


def drawn(degrees, links=()):
    nodes = tuple(
        Node(id=name, labels=("Entity", "Person"), properties={} if degree is None else {"degree": degree})
        for name, degree in degrees.items()
    )
    edges = tuple(Edge(id=f"{a} {b}", type="SAID", source=a, target=b, properties={"weight": 1.0}) for a, b in links)
    return drawing_of(ListedGraph(nodes, edges))


def test_sizes_run_from_the_smallest_to_the_largest_that_gephi_gives():
    sizes = drawn({"none": None, "zero": 0.0, "quarter": 10.0, "most": 40.0}).sizes
    assert sizes == {"none": 4.0, "zero": 4.0, "quarter": 52.0, "most": 100.0}


@pytest.mark.parametrize("degrees", [{}, {"a": 3.0}, {"a": 0.0, "b": 0.0}, {"a": 7.0, "b": 7.0}])
def test_equal_nodes_have_the_smallest_size(degrees):
    assert set(drawn(degrees).sizes.values()) <= {4.0}


def test_linked_nodes_are_placed_by_their_links():
    places = drawn({"a": 1.0, "b": 1.0, "c": 0.0}, [("a", "b")]).places
    assert places.keys() == {"a", "b", "c"}
    assert sum(x for x, _ in places.values()) == pytest.approx(0, abs=0.2)


def test_properties_in_use():
    drawing = drawn({"a": None, "b": 1.0}, [("a", "b")])
    assert (drawing.node_properties, drawing.edge_properties) == ({"degree"}, {"weight"})


def test_a_kind_is_numbered_where_gephi_would_merge():
    kinds = Kinds()
    ends = [("SAID", "a", "b"), ("SAID", "a", "b"), ("SAID", "b", "a"), ("MET", "a", "b"), ("SAID", "a", "b")]
    edges = [Edge(id=str(i), type=t, source=a, target=b) for i, (t, a, b) in enumerate(ends)]
    assert [kinds.of(edge) for edge in edges] == ["SAID", "SAID 2", "SAID", "MET", "SAID 3"]
