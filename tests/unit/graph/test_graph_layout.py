import random
from math import dist

import numpy as np
import pytest

from kg.graph.layout import _kernel, _push, positions

SIZE = 10.0


def circles(count, of=6):
    """The links of rings that hang on one chain."""
    rings = [(f"r{ring}.{i}", f"r{ring}.{(i + 1) % of}") for ring in range(count) for i in range(of)]
    return rings + [(f"r{ring}.0", f"r{ring + 1}.0") for ring in range(count - 1)]


def placed(links, *alone, size=SIZE):
    return positions(dict.fromkeys([name for link in links for name in link] + list(alone), size), links)


def mean(distances):
    distances = list(distances)
    return sum(distances) / len(distances)


def test_no_nodes():
    assert positions({}, []) == {}


def test_a_single_node_stands_in_the_middle_or_near():
    (place,) = positions({"a": SIZE}, [("a", "a")]).values()
    assert dist(place, (0, 0)) < 3 * SIZE


def test_two_linked_nodes_stand_beside_each_other():
    places = placed([("a", "b")])
    assert SIZE <= dist(places["a"], places["b"]) < 5 * SIZE


def test_linked_nodes_stand_nearer_than_others():
    links = circles(12)
    places = placed(links)
    names = sorted(places)
    linked = mean(dist(places[a], places[b]) for a, b in links)
    others = mean(dist(places[a], places[b]) for a in names for b in names if a < b)
    assert linked < others / 3


def test_the_push_read_off_the_grid_is_that_of_all_on_all():
    chance = random.Random(2)
    places = np.array([(chance.uniform(0, 900), chance.uniform(0, 900)) for _ in range(40)])
    masses = np.array([1.0 + i % 7 for i in range(40)])
    between = places[:, None] - places[None]
    square = (between**2).sum(axis=2) + np.eye(40)
    exact = (between * (masses[None] / square)[:, :, None]).sum(axis=1)
    assert np.abs(_push(places, masses, _kernel(256)) - exact).mean() < 0.02 * np.abs(exact).mean()


def test_a_loose_part_does_not_fly_away():
    links = [(f"a{i}", f"a{(i + 1) % 40}") for i in range(40)] + [("b0", "b1"), ("b1", "b2"), ("b2", "b0")]
    places = placed(links)
    across = max(dist(places["a0"], place) for name, place in places.items() if name.startswith("a"))
    assert all(dist(places["b0"], place) < 1.2 * across for place in places.values())


def test_nodes_do_not_overlap():
    sizes = {f"n{i}": 6.0 + i % 40 for i in range(300)}
    chance = random.Random(5)
    links = [(f"n{chance.randrange(200)}", f"n{int(200 * chance.random() ** 3)}") for _ in range(500)]
    places = positions(sizes, links)
    overlaps = [
        (a, b)
        for a in places
        for b in places
        if a < b and dist(places[a], places[b]) < 0.99 * (sizes[a] + sizes[b]) / 2
    ]
    assert not overlaps


@pytest.mark.parametrize("kind", ["star", "clique", "pairs", "alone", "twins"])
def test_no_two_nodes_at_one_place(kind):
    links = {
        "star": [("hub", f"n{i}") for i in range(400)],
        "clique": [(f"n{i}", f"n{j}") for i in range(40) for j in range(i)],
        "pairs": [(f"a{i}", f"b{i}") for i in range(300)],
        "alone": [],
        "twins": [(hub, f"n{i}") for i in range(100) for hub in ("left", "right")],
    }[kind]
    places = placed(links, *(f"alone{i}" for i in range(50)))
    assert len(set(places.values())) == len(places)


def test_nodes_without_links_stand_around_the_others():
    places = placed(circles(5), "x", "y", "z")
    rim = max(dist(place, (0, 0)) for name, place in places.items() if name.startswith("r"))
    assert all(dist(places[name], (0, 0)) > rim + SIZE for name in "xyz")


def test_nodes_without_links_fill_a_disc():
    places = placed([], *(f"n{i}" for i in range(1000))).values()
    assert max(dist(place, (0, 0)) for place in places) < 30 * SIZE
    for sign in (-1, 1):
        assert 400 < sum(sign * x > 0 for x, _ in places) < 600
        assert 400 < sum(sign * y > 0 for _, y in places) < 600


def test_links_that_come_often_pull_more():
    rim = [(f"n{i}", f"n{(i + 1) % 12}") for i in range(12)]
    spokes = [("hub", f"n{i}") for i in range(12)]
    places = placed([*rim, *spokes, *[("n5", "hub")] * 30])
    far = {name: dist(place, places["hub"]) for name, place in places.items() if name != "hub"}
    assert min(far, key=far.__getitem__) == "n5"


def test_nodes_with_one_link_stand_all_around_where_they_hang():
    places = placed([*circles(6), *[("r2.0", f"leaf{i}") for i in range(40)]])
    middle = places["r2.0"]
    leaves = [place for name, place in places.items() if name.startswith("leaf")]
    assert max(dist(leaf, middle) for leaf in leaves) < 8 * SIZE
    assert all(
        sum(sign * (leaf[axis] - middle[axis]) > 0 for leaf in leaves) > 8 for sign in (-1, 1) for axis in (0, 1)
    )


def test_order_and_direction_of_nodes_and_links_do_not_matter():
    links = circles(10) + circles(5)
    places = placed(links, "alone", "also alone")
    mixed = [(b, a) for a, b in links[:40]] + links[40:]
    random.Random(1).shuffle(mixed)
    sizes = dict.fromkeys(sorted(places, reverse=True), SIZE)
    assert positions(sizes, mixed) == places


def test_places_are_short_numbers():
    assert all(value == round(value, 1) for place in placed(circles(4)).values() for value in place)


def test_places_are_the_same_in_every_process(outputs_of):
    program = (
        "import random; from kg.graph.layout import positions\n"
        "r = random.Random(3); names = {f'n{i}' for i in range(200)}\n"
        "links = {(f'n{r.randrange(150)}', f'n{r.randrange(150)}') for _ in range(300)}\n"
        "print(sorted(positions(dict.fromkeys(names, 8.0), links).items()))"
    )
    assert len(outputs_of(program)) == 1
