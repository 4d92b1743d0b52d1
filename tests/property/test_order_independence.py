from datetime import date

from builders import AMERICA, RUSSIA, entity, event, graph_of, told
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.views import view
from kg.store import Store

CAST = [
    RUSSIA,
    AMERICA,
    entity("Person", "Peskov", "RUS"),
    entity("Person", "Dmitry Peskov", "RUS"),
    entity("Person", "John Smith", "USA"),
    entity("Person", "John Smith", "GBR"),
    entity("Person", "John Smith"),
]
one_of_cast = st.integers(0, len(CAST) - 1).map(CAST.__getitem__)
days = st.none() | st.integers(1, 6)


@st.composite
def articles(draw):
    """A few articles of a few days on the same people, so that much of what they tell may be one."""
    pairs = []
    for number in range(draw(st.integers(1, 7))):
        events = []
        for at in range(draw(st.integers(0, 3))):
            day = draw(days)
            events.append(
                event(
                    draw(st.sampled_from(["SAY", "THREATEN", "CONSULT"])),
                    [draw(one_of_cast)],
                    draw(st.lists(one_of_cast, max_size=1)),
                    at=at,
                    status=draw(st.sampled_from(["asserted", "possible", "negated"])),
                    date=date(2025, 3, day) if day else None,
                    date_precision=draw(st.sampled_from(["day", "month"])) if day else None,
                    content=draw(st.sampled_from([None, "peace talks soon", "grain exports fell"])),
                )
            )
        cast = {e.id: e for e in draw(st.permutations(CAST))}
        pairs.append(
            told(f"a{number}", list(cast.values()), events, day=draw(days), source=draw(st.sampled_from("xyz")))
        )
    return pairs


@settings(max_examples=60)
@given(articles(), st.randoms(use_true_random=False))
def test_any_order_of_articles_gives_the_same_graph(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    graph, other = graph_of(pairs), graph_of(shuffled)
    assert list(graph.nodes()) == list(other.nodes())
    assert list(graph.edges()) == list(other.edges())
    assert list(view(graph).edges()) == list(view(other).edges())


@settings(max_examples=30)
@given(articles(), st.randoms(use_true_random=False), st.integers(1, 3))
def test_any_order_and_parting_of_ingest_gives_the_same_store(tmp_path_factory, pairs, random, size):
    folder = tmp_path_factory.mktemp("stores")
    with Store.open(folder / "one.kg") as one, Store.open(folder / "other.kg") as other:
        one.add(pairs)
        twice = random.sample([*pairs, *pairs], 2 * len(pairs))
        for start in range(0, len(twice), size):
            other.add(twice[start : start + size])
        assert list(one.pairs()) == list(other.pairs())
