import pytest

from kg.graph.metrics import centrality

TRIANGLES = {(a, b): 1 for group in ("abc", "xyz") for a in group for b in group if a < b}


def test_degree_counts_facts_of_both_directions():
    measures = centrality(["a", "b", "c", "alone"], {("a", "b"): 3, ("b", "a"): 1, ("b", "c"): 1})
    assert {name: m.degree for name, m in measures.items()} == {"a": 4.0, "b": 5.0, "c": 1.0, "alone": 0.0}


def test_pagerank_sums_to_one_and_prefers_who_is_acted_on():
    measures = centrality(["a", "b", "c"], {("a", "c"): 1, ("b", "c"): 1})
    assert sum(m.pagerank for m in measures.values()) == pytest.approx(1)
    assert measures["c"].pagerank > measures["a"].pagerank == measures["b"].pagerank


def test_communities_are_numbered_from_the_largest():
    facts = {**TRIANGLES, ("c", "x"): 1, ("a", "d"): 2, ("b", "d"): 2}
    measures = centrality([*"abcdxyz", "alone"], facts)
    assert [measures[name].community for name in "abcdxyz"] == [0, 0, 0, 0, 1, 1, 1]
    assert measures["alone"].community is None


def test_no_entities_and_no_facts():
    assert centrality([], {}) == {}
    assert centrality(["a"], {})["a"].pagerank == 1.0


def test_measures_are_the_same_in_every_process(outputs_of):
    program = (
        "import random; from kg.graph.metrics import centrality\n"
        "r = random.Random(3); names = [f'n{i}' for i in range(60)]\n"
        "print(centrality(names, {(r.choice(names), r.choice(names)): 1 for _ in range(150)}))"
    )
    assert len(outputs_of(program)) == 1
