"""A random graph of news with all that makes answers differ: absent values, namesakes, ties, loops, parallel edges."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from kg.graph import ListedGraph
from kg.graph.schema import ENTITY_KINDS
from kg.model import STATUSES, Edge, Node, Value
from kg.ontology import load_ontology

Item = TypeVar("Item")

NAMES = (
    "Dmitry Peskov", "Volodymyr Zelensky", "Russia", "United States", "Davos", "Émile Ñandú", "\U0001f600 Bot",
    "～ Group", "Zoë", "zoë", "Ann Lee", "OPEC", "Iran",
)  # fmt: skip
TITLES = ("Moscow WAITS FOR WASHINGTON to move", "Kremlin waits for Washington", "ΟΔΟΣ και İstanbul", "Oil", None)
CODES = ("RUS", "USA", "UKR", None)
OUTLETS = ("Daily", "Évening", "Weekly", None)
SUMMARIES = ("Plan: cut prices", "A raid", "\U0001f600 raid", "～ raid")
ASKED_OF = ("SAY", "THREATEN", "REJECT", "CONSULT")
"""Types of events that a question is about, and which are commoner for that."""
ROLES = ("president", "spokesperson", None)


class RandomNews:
    """One graph of a seed, built part by part."""

    def __init__(self, seed: int, entities: int, events: int) -> None:
        self.chance = Random(seed)
        types = load_ontology().types
        self.types = [*types.values(), *(types[name] for name in ASKED_OF * 3)]
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.entities = [self.entity(number) for number in range(entities)]
        self.articles = [self.article(number) for number in range(events // 8)]
        self.events: list[Node] = []
        for number in range(events):
            self.event(number)
        for _ in range(entities * 2):
            self.affiliation()

    def pick(self, items: Sequence[Item]) -> Item:
        return self.chance.choice(items)

    def some(self, items: Sequence[Item], most: int) -> list[Item]:
        return self.chance.sample(items, self.chance.randint(0, most))

    def day(self) -> date | None:
        return date(2024, 1, 25) + timedelta(days=self.chance.randrange(500)) if self.chance.random() < 0.85 else None

    def node(self, key: str, labels: tuple[str, ...], **properties: Value | None) -> Node:
        node = Node(id=key, labels=labels, properties=present(properties))
        self.nodes.append(node)
        return node

    def edge(self, kind: str, source: Node, target: Node, **properties: Value | None) -> None:
        key = f"edge:{self.chance.randrange(10**12)}"
        self.edges.append(Edge(id=key, type=kind, source=source.id, target=target.id, properties=present(properties)))

    def entity(self, number: int) -> Node:
        kind, name = self.pick((*ENTITY_KINDS, "Person", "Person", "Country", "Country")), self.pick(NAMES)
        mentions = self.pick((None, 1, 7))
        return self.node(
            f"entity:{number}", ("Entity", kind), name=name, kind=kind, country=self.pick(CODES), mentions=mentions
        )

    def article(self, number: int) -> Node:
        return self.node(f"article:{number}", ("Article",), title=self.pick(TITLES), source=self.pick(OUTLETS))

    def event(self, number: int) -> None:
        kind, status = self.pick(self.types), self.pick(("asserted", *STATUSES))
        told = {"date": self.day(), "status": status, "sources": self.pick((None, 1, 2, 3)), "confidence": 0.5}
        event = self.node(
            f"event:{number}",
            ("Event",),
            **told,
            type=kind.type,
            quad=kind.quad,
            intensity=self.pick((kind.intensity, self.chance.randrange(-100, 100) / 10, None)),
            summary=self.pick(SUMMARIES),
            quote=self.pick((None, "Never")),
        )
        actors, recipients = self.some(self.entities, 2) or [self.pick(self.entities)], self.some(self.entities, 2)
        for role, sides in (("ACTOR_IN", actors), ("RECIPIENT_OF", recipients)):
            for side in sides:
                self.edge(role, side, event)
        sentence = self.pick((None, "B said so.", "\U0001f600 said.", "～ said."))
        for actor in actors:
            for target in (recipients or [event]) * self.pick((1, 1, 1, 2)):
                self.edge(kind.edge, actor, target, event=event.id, sentence=sentence, **told)
        self.tell(event)

    def tell(self, event: Node) -> None:
        for article in self.chance.choices(self.articles[:8], k=self.chance.randint(0, 3)):
            status, start = self.pick(("asserted", "negated", *STATUSES)), self.chance.randrange(4)
            self.edge("REPORTED_IN", event, article, status=status, start=start, sentence=self.pick(SUMMARIES))
        for kind, others in (("CLAIMED_BY", self.entities), ("LOCATED_IN", self.entities), ("ABOUT", self.events)):
            for other in self.some(others, min(2, len(others))):
                self.edge(kind, event, other)
        self.events.append(event)

    def affiliation(self) -> None:
        member, body = self.pick(self.entities), self.pick(self.entities)
        self.edge("AFFILIATED_WITH", member, body, role=self.pick(ROLES), since=self.day(), until=self.day())


def present(properties: dict[str, Value | None]) -> dict[str, Value]:
    return {name: value for name, value in properties.items() if value is not None}


def random_news(seed: int, entities: int = 60, events: int = 600) -> ListedGraph:
    news = RandomNews(seed, entities, events)
    return ListedGraph(tuple(news.nodes), tuple(news.edges))
