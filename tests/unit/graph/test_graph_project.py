from dataclasses import replace
from datetime import date

import pytest
from builders import AMERICA, KNOWN, RUSSIA, entity, event, graph_of, mention, nodes_with, told

from kg.errors import OntologyError
from kg.graph import CheckedGraph, InconsistentGraphError, ListedGraph
from kg.graph.project import ProjectedGraph
from kg.graph.schema import FACT_PROPERTIES, NODE_PROPERTIES, STRUCTURAL_EDGES
from kg.model import Affiliation, Edge, Entity, Evidence, Node
from kg.ontology import load_ontology
from kg.resolve import resolve

TEXT = "Peskov rejected the plan in Moscow. He said that it was made for America alone."
PESKOV = entity(
    "Person",
    "Dmitry Peskov",
    "RUS",
    sector="GOV",
    aliases=("Peskov",),
    mentions=(mention(0, "Peskov"), mention(36, "He")),
)
MOSCOW = entity("Location", "Moscow", "RUS", mentions=(mention(28, "Moscow"),))


def edges(graph, type_):
    return [edge for edge in graph.edges() if edge.type == type_]


@pytest.fixture
def graph():
    """One article, with a rejection told in a speech, and the speech about it."""
    reject = event(
        "REJECT", [PESKOV], [AMERICA], at=7, sentence=(0, 35), location=MOSCOW.id, content="the plan", speaker=PESKOV.id
    )
    _, extraction = told("a1", [], [reject])
    said = event("SAY", [PESKOV], at=39, sentence=(36, 79), about=extraction.events[0].id)
    return CheckedGraph(graph_of([told("a1", [PESKOV, MOSCOW, AMERICA], [reject, said], text=TEXT, source="Daily")]))


def test_entity_node(graph):
    person = next(node for node in graph.nodes() if node.id == PESKOV.id)
    assert person.labels == ("Entity", "Person")
    assert {key: person.properties[key] for key in ("name", "aliases", "country", "sector", "mentions")} == {
        "name": "Dmitry Peskov",
        "aliases": ("Peskov",),
        "country": "RUS",
        "sector": "GOV",
        "mentions": 2,
    }
    assert person.properties["first_seen"] == person.properties["last_seen"] == date(2025, 3, 1)
    assert person.evidence == (Evidence(article="a1", start=0, end=6), Evidence(article="a1", start=36, end=38))


def test_event_node(graph):
    reject, said = nodes_with(graph, "Event")
    assert reject.properties["summary"] == "Dmitry Peskov REJECTED United States: the plan"
    assert reject.evidence == (Evidence(article="a1", start=7, end=11),)
    assert (reject.properties["type"], reject.properties["status"], reject.properties["sources"]) == (
        "REJECT",
        "asserted",
        1,
    )
    assert said.properties["summary"] == "Dmitry Peskov SAID"


def test_structural_edges(graph):
    reject, said = (node.id for node in nodes_with(graph, "Event"))
    ends = {type_: [(edge.source, edge.target) for edge in edges(graph, type_)] for type_ in STRUCTURAL_EDGES}
    assert ends == {
        "ACTOR_IN": [(PESKOV.id, reject), (PESKOV.id, said)],
        "RECIPIENT_OF": [(AMERICA.id, reject)],
        "REPORTED_IN": [(reject, "a1"), (said, "a1")],
        "MENTIONED_IN": sorted((e.id, "a1") for e in (PESKOV, MOSCOW, AMERICA)),
        "LOCATED_IN": [(reject, MOSCOW.id)],
        "AFFILIATED_WITH": [(PESKOV.id, RUSSIA.id)],
        "CLAIMED_BY": [(reject, PESKOV.id)],
        "ABOUT": [(said, reject)],
    }


def test_a_telling_carries_its_sentence_and_trigger(graph):
    telling = edges(graph, "REPORTED_IN")[0].properties
    assert telling["sentence"] == TEXT[telling["start"] : telling["end"]] == "Peskov rejected the plan in Moscow."
    assert (telling["trigger"], telling["rule"], telling["status"]) == ("reje", "verb:test", "asserted")


def test_facts_point_to_recipients_or_else_to_the_event(graph):
    (rejected,), (said,) = edges(graph, "REJECTED"), edges(graph, "SAID")
    assert (rejected.source, rejected.target) == (PESKOV.id, AMERICA.id)
    assert rejected.properties["sentence"] == "Peskov rejected the plan in Moscow."
    assert said.target == said.properties["event"] == nodes_with(graph, "Event")[1].id


def test_only_declared_properties_of_the_declared_type(graph):
    for node in graph.nodes():
        declared = NODE_PROPERTIES[node.labels[0]]
        assert all(isinstance(value, declared[key]) for key, value in node.properties.items())
    for edge in graph.edges():
        declared = STRUCTURAL_EDGES.get(edge.type, FACT_PROPERTIES)
        assert all(isinstance(value, declared[key]) for key, value in edge.properties.items())


def test_it_can_be_read_again(graph):
    assert list(graph.edges()) == list(graph.edges())
    assert list(graph.nodes()) == list(graph.nodes())


def test_every_actor_acts_on_every_recipient():
    china = entity("Country", "China", "CHN")
    graph = graph_of(
        [told("a", [RUSSIA, AMERICA, PESKOV, china], [event("THREATEN", [RUSSIA, china], [AMERICA, PESKOV])])]
    )
    pairs = {(edge.source, edge.target) for edge in edges(graph, "THREATENED")}
    assert pairs == {(a.id, b.id) for a in (RUSSIA, china) for b in (AMERICA, PESKOV)}


def test_a_mutual_act_goes_each_way_between_every_two():
    graph = graph_of([told("a", [RUSSIA, AMERICA, PESKOV], [event("CONSULT", [RUSSIA, AMERICA, PESKOV], mutual=True)])])
    pairs = {(edge.source, edge.target) for edge in edges(graph, "CONSULTED")}
    assert pairs == {(a.id, b.id) for a in (RUSSIA, AMERICA, PESKOV) for b in (RUSSIA, AMERICA, PESKOV) if a != b}


def test_the_strongest_status_stands_and_the_doubt_stays_visible():
    pairs = [
        told(f"a{i}", [RUSSIA, AMERICA], [event("THREATEN", [AMERICA], [RUSSIA], status=status)], day=i, source=f"s{i}")
        for i, status in ((1, "possible"), (2, "asserted"))
    ]
    graph = graph_of(pairs)
    (node,) = nodes_with(graph, "Event")
    (fact,) = edges(graph, "THREATENED")
    assert node.properties["status"] == fact.properties["status"] == "asserted"
    assert node.properties["sources"] == fact.properties["sources"] == 2
    assert [edge.properties["status"] for edge in edges(graph, "REPORTED_IN")] == ["possible", "asserted"]
    assert (fact.properties["first_seen"], fact.properties["last_seen"]) == (date(2025, 3, 1), date(2025, 3, 2))
    assert len(node.evidence) == 2


@pytest.mark.parametrize("status", ["negated", "conditional", "possible", "intended"])
def test_what_is_not_asserted_says_so_and_counts_for_nothing(status):
    graph = graph_of([told("a", [RUSSIA, AMERICA], [event("ASSAULT", [RUSSIA], [AMERICA], status=status)])])
    (node,) = nodes_with(graph, "Event")
    assert node.properties["summary"] == f"Russia ASSAULTED United States ({status})"
    assert edges(graph, "ASSAULTED")[0].properties["status"] == status
    assert {node.properties["degree"] for node in nodes_with(graph, "Entity")} == {0.0}


def test_a_telling_says_where_in_the_article_its_parts_stand():
    russia = replace(RUSSIA, mentions=(mention(0, "Russia"), mention(10, "it"), mention(23, "Russia")))
    america = replace(AMERICA, mentions=(mention(16, "America"),))
    peskov = replace(PESKOV, mentions=(mention(22, "he"),))
    hit = event("ASSAULT", [russia], [america], at=12, sentence=(10, 24), speaker=peskov.id)
    (telling,) = edges(graph_of([told("a", [russia, america, peskov], [hit])]), "REPORTED_IN")
    assert telling.properties["marks"] == ("actor:10-12", "trigger:12-16", "recipient:16-23", "speaker:22-24")


def test_long_content_is_cut_after_a_word():
    graph = graph_of([told("a", [RUSSIA], [event("SAY", [RUSSIA], content="word\n" * 50)])])
    summary = str(nodes_with(graph, "Event")[0].properties["summary"])
    assert summary.endswith("word word …")
    assert "\n" not in summary


def test_a_person_is_called_by_the_commonest_full_name():
    def person(name):
        return entity("Person", name, "RUS")

    names = ["Peskov", "Peskov", "Dmitry Peskov", "Dmitry Peskov", "Dmitry S. Peskov"]
    graph = graph_of([told(f"a{i}", [person(name)]) for i, name in enumerate(names)])
    (node,) = nodes_with(graph, "Person")
    assert node.properties["name"] == "Dmitry Peskov"
    assert node.properties["aliases"] == ("Dmitry S. Peskov", "Peskov")


def test_the_country_that_no_article_mentions_is_made_from_the_gazetteer():
    graph = graph_of([told("a", [PESKOV])])
    country = next(node for node in graph.nodes() if node.id == RUSSIA.id)
    assert (country.properties["name"], country.properties["mentions"], country.evidence) == ("Russia", 0, ())


def test_bodies_of_many_countries_have_no_country_node():
    graph = graph_of([told("a", [entity("Organization", "OPEC", "IGO")])])
    assert edges(graph, "AFFILIATED_WITH") == []


def test_affiliations_keep_role_and_dates_and_bring_their_target():
    kremlin = Entity(id="org:kremlin", kind="Organization", name="Kremlin", country="RUS")
    spokesman = Affiliation(target="org:kremlin", role="spokesman", since=date(2012, 5, 22))
    pairs = [told("a", [replace(PESKOV, affiliations=(spokesman,))])]
    known = {**KNOWN, kremlin.id: kremlin}
    graph = CheckedGraph(ProjectedGraph(lambda: pairs, resolve(lambda: pairs), load_ontology(), known))
    found = {(edge.source, edge.target): edge.properties for edge in edges(graph, "AFFILIATED_WITH")}
    assert found == {
        (PESKOV.id, kremlin.id): {"role": "spokesman", "since": date(2012, 5, 22)},
        (PESKOV.id, RUSSIA.id): {},
        (kremlin.id, RUSSIA.id): {},
    }


def test_two_entities_of_an_article_that_become_one_are_mentioned_once():
    short = entity("Person", "Peskov", "RUS", mentions=(mention(9, "Peskov"),))
    graph = CheckedGraph(graph_of([told("a", [PESKOV, short])]))
    assert [edge.properties["count"] for edge in edges(graph, "MENTIONED_IN")] == [3]


def test_an_event_type_that_the_ontology_lacks():
    graph = graph_of([told("a", [RUSSIA], [event("THREATN", [RUSSIA])])])
    with pytest.raises(OntologyError, match=r"'THREATN'; did you mean 'THREATEN'.*--refresh"):
        list(graph.nodes())


EVENT = Node(id="e", labels=("Event",), properties={})
COUNTRY = Node(id="c", labels=("Entity", "Country"), properties={})


def edge(source, target, type_="ACTOR_IN"):
    return Edge(id=f"{source} {target} {type_}", type=type_, source=source, target=target)


@pytest.mark.parametrize(
    ("nodes", "listed", "fault"),
    [
        ((COUNTRY, COUNTRY), (), "two nodes with the id c"),
        ((COUNTRY,), (edge("c", "x"),), "has no node x"),
        ((COUNTRY,), (edge("c", "c"), edge("c", "c")), "two edges with the id"),
        ((COUNTRY, EVENT), (edge("c", "e"),), "events reported in no article: e"),
    ],
)
def test_a_graph_that_does_not_hold_together_raises(nodes, listed, fault):
    checked = CheckedGraph(ListedGraph(nodes, listed))
    with pytest.raises(InconsistentGraphError, match=fault):
        list(checked.edges())
