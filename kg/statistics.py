"""The graph in numbers: what there is, when it was, who acts towards whom, and whether with them or against them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

from kg.graph import Graph
from kg.graph.schema import STRUCTURAL_EDGES
from kg.model import Edge
from kg.ontology import Ontology
from kg.terminal import Table

BARS = "·▁▂▃▄▅▆▇█"
"""What stands for none, and from few to most."""
MONTHS = 24
"""Most months that are drawn: those in a row that hold most facts."""
MATRIX = 50
"""Width of the columns of a matrix, in characters: what a terminal of 80 has beside names."""
PLAIN = "SAID"
"""Speech alone is neither cooperation nor conflict."""


class Months(dict[str, int]):
    """Counts by month (`2025-03`), with a small bar for each of some months, in proportion to the highest of these."""

    def __init__(self, counts: Mapping[str, int], drawn: Sequence[str]) -> None:
        super().__init__(sorted(counts.items()))
        steps, bars = len(BARS) - 1, [self.get(month, 0) for month in drawn]
        most = max(bars, default=0) or 1
        self.caption = "".join(BARS[-(-steps * count // most)] for count in bars)


class BothWays(dict[str, int]):
    """What one side did to the other, and the other to the one, shown as `3 + 2`."""

    @property
    def caption(self) -> str:
        """What a table shows; blank where there is nothing."""
        return " + ".join(map(str, self.values())) if any(self.values()) else ""


@dataclass(slots=True)
class _Facts:
    """Facts counted one after the other, so that none of them stays in memory."""

    names: Mapping[str, str]
    """Those of entities, by id."""
    types: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    months: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By type; without those of which no month is known."""
    actors: Counter[str] = field(default_factory=Counter)
    """Of asserted facts, as `acts`."""
    acts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """By actor, recipient and type."""

    def add(self, fact: Edge) -> None:
        about = fact.properties
        self.types[fact.type] += 1
        self.statuses[str(about["status"])] += 1
        if isinstance(day := about.get("date"), date) and about.get("date_precision") != "year":
            self.months[fact.type][day.isoformat()[:7]] += 1
        if about["status"] == "asserted":
            self.actors[fact.source] += 1
            if fact.target in self.names:
                self.acts[fact.source, fact.target, fact.type] += 1

    def most(self, counts: Mapping[str, int], top: int) -> list[str]:
        """Return the entities that are counted most, those counted alike by name."""
        return sorted(counts, key=lambda entity: (-counts[entity], self.names[entity], entity))[:top]


def statistics(graph: Graph, ontology: Ontology, top: int) -> list[Table]:
    """Return the graph in numbers, lists cut to `top` rows; only asserted facts count for actors and pairs."""
    labels: Counter[str] = Counter()
    names: dict[str, str] = {}
    for node in graph.nodes():
        labels[node.labels[-1]] += 1
        if "Entity" in node.labels:
            names[node.id] = str(node.properties["name"])
    facts = _Facts(names)
    for edge in graph.edges():
        if edge.type not in STRUCTURAL_EDGES:
            facts.add(edge)
    return [
        Table.of_counts("Nodes", "label", labels),
        _by_type_and_month(facts),
        Table.of_counts("Facts by status", "status", facts.statuses),
        _busiest(facts, top),
        _matrix(facts, top),
        _dyads(facts, ontology, top),
    ]


def _by_type_and_month(facts: _Facts) -> Table:
    drawn = _busiest_months(sum(facts.months.values(), Counter()))
    rows = [
        (kind, count, Months(facts.months[kind], drawn))
        for kind, count in sorted(facts.types.items(), key=lambda item: (-item[1], item[0]))
    ]
    note = f"months from {drawn[0]} to {drawn[-1]}" if drawn else ""
    return Table(title="Facts by type", columns=("type", "count", "months"), rows=rows, note=note, folds=False)


def _busiest_months(counts: Mapping[str, int]) -> list[str]:
    """Return the months from the first to the last with facts, of those MONTHS in a row that hold most, the latest."""
    months = _months_between(min(counts), max(counts)) if counts else []
    sums = [0, *accumulate(counts.get(month, 0) for month in months)]
    starts = range(max(0, len(months) - MONTHS) + 1)
    start = max(starts, key=lambda i: (sums[min(i + MONTHS, len(months))] - sums[i], i))
    held = [month for month in months[start : start + MONTHS] if month in counts]
    return _months_between(held[0], held[-1]) if held else []


def _months_between(first: str, last: str) -> list[str]:
    (year, month), (last_year, last_month) = (map(int, end.split("-")) for end in (first, last))
    numbers = range(year * 12 + month - 1, last_year * 12 + last_month)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]


def _busiest(facts: _Facts, top: int) -> Table:
    rows = [(facts.names[actor], facts.actors[actor]) for actor in facts.most(facts.actors, top)]
    return Table(title="Busiest actors", columns=("name", "facts"), rows=rows, folds=False)


def _matrix(facts: _Facts, top: int) -> Table:
    """Return how many facts go from whom to whom, among those that most facts have as a side."""
    counts: Counter[tuple[str, str]] = Counter()
    sides: Counter[str] = Counter()
    for (actor, recipient, _), count in facts.acts.items():
        counts[actor, recipient] += count
        for side in {actor, recipient}:
            sides[side] += count
    number = {side: i for i, side in enumerate(facts.most(sides, top), 1)}
    names = {i: facts.names[side] for side, i in number.items()}
    among = {(number[a], number[r]): n for (a, r), n in counts.items() if a in number and r in number}
    digits = len(str(max(among.values(), default=0)))
    across = range(1, len(number) + 1)[: MATRIX // (max(digits, 2) + 3)]
    return Table(
        title="Who to whom",
        columns=("no", "actor", *map(str, across)),
        rows=[(i, name, *(among.get((i, recipient)) for recipient in across)) for i, name in names.items()],
        note="the recipient by its number",
        folds=False,
        data=[{"actor": names[a], "recipient": names[r], "facts": n} for (a, r), n in sorted(among.items())],
    )


def _dyads(facts: _Facts, ontology: Ontology, top: int) -> Table:
    """Return what the two sides of a dyad did to each other: quads 1 and 2, cooperation, against 3 and 4, conflict."""
    quads = {kind.edge: kind.quad for kind in ontology.types.values()}
    names = facts.names
    counts: Counter[tuple[str, str, bool]] = Counter()
    dyads: Counter[tuple[str, str]] = Counter()
    for (actor, recipient, relation), count in facts.acts.items():
        if relation != PLAIN and actor != recipient:
            counts[actor, recipient, quads[relation] > 2] += count
            one, other = sorted((actor, recipient), key=lambda side: (names[side], side))
            dyads[one, other] += count
    rows = []
    for one, other in sorted(dyads, key=lambda d: (-dyads[d], names[d[0]], names[d[1]], d))[:top]:
        cooperation, conflict = (
            BothWays(one=counts[one, other, hostile], other=counts[other, one, hostile]) for hostile in (False, True)
        )
        balance = sum(cooperation.values()) - sum(conflict.values())
        rows.append((names[one], names[other], cooperation, conflict, balance))
    columns = ("one", "other", "cooperation", "conflict", "balance")
    note = "by one + by the other"
    return Table(title="Cooperation and conflict by dyad", columns=columns, rows=rows, note=note, folds=False)
