"""The graph in numbers: what there is, when it was, who acts towards whom, and whether with them or against them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, islice

from kg.graph import Graph
from kg.graph.schema import STRUCTURAL_EDGES
from kg.model import Edge
from kg.ontology import Ontology
from kg.terminal import Table

BARS = "·▁▂▃▄▅▆▇█"
"""What stands for none, and from few to most."""
MONTHS = 24
"""Most months that are drawn: those in a row that hold most facts."""
PLAIN = "SAID"
"""Speech alone is neither cooperation nor conflict."""


class Months(dict[str, int]):
    """Counts by month (`2025-03`), with a small bar for each of some months."""

    def __init__(self, counts: Mapping[str, int], drawn: Sequence[str], most: int) -> None:
        super().__init__(sorted(counts.items()))
        steps = len(BARS) - 1
        self.caption = "".join(BARS[-(-steps * self.get(month, 0) // max(most, 1))] for month in drawn)


class BothWays(dict[str, int]):
    """What one side did to the other, and the other to the one, shown as `3 + 2`."""

    @property
    def caption(self) -> str:
        """What a table shows; blank where there is nothing."""
        return " + ".join(map(str, self.values())) if any(self.values()) else ""


def statistics(graph: Graph, ontology: Ontology, top: int) -> list[Table]:
    """Return the graph in numbers, lists cut to `top` rows; only asserted facts count for actors and pairs."""
    labels: Counter[str] = Counter()
    names: dict[str, str] = {}
    for node in graph.nodes():
        labels[node.labels[-1]] += 1
        if "Entity" in node.labels:
            names[node.id] = str(node.properties["name"])
    facts = [edge for edge in graph.edges() if edge.type not in STRUCTURAL_EDGES]
    asserted = [fact for fact in facts if fact.properties["status"] == "asserted"]
    between = [fact for fact in asserted if fact.target in names]
    return [
        Table.of_counts("Nodes", "label", labels),
        _by_type_and_month(facts),
        Table.of_counts("Facts by status", "status", Counter(str(fact.properties["status"]) for fact in facts)),
        _busiest(asserted, names, top),
        _matrix(between, names, top),
        _dyads(between, names, ontology, top),
    ]


def _by_type_and_month(facts: Iterable[Edge]) -> Table:
    counts: Counter[str] = Counter()
    months: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for fact in facts:
        counts[fact.type] += 1
        day = fact.properties.get("date")
        if isinstance(day, date):
            months[fact.type][f"{day:%Y-%m}"] += 1
    drawn = _busiest_months(sum(months.values(), Counter()))
    most = max((by_month[month] for by_month in months.values() for month in drawn), default=0)
    rows = [
        (kind, count, Months(months[kind], drawn, most))
        for kind, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    note = f"months from {drawn[0]} to {drawn[-1]}" if drawn else ""
    return Table(title="Facts by type", columns=("type", "count", "months"), rows=rows, note=note)


def _busiest_months(counts: Mapping[str, int]) -> list[str]:
    """Return all months from the first to the last, or those MONTHS in a row that hold most facts, the latest such."""
    months = list(_months_between(min(counts), max(counts))) if counts else []
    sums = [0, *accumulate(counts.get(month, 0) for month in months)]
    starts = range(max(0, len(months) - MONTHS) + 1)
    start = max(starts, key=lambda i: (sums[min(i + MONTHS, len(months))] - sums[i], i))
    return months[start : start + MONTHS]


def _months_between(first: str, last: str) -> Iterator[str]:
    (year, month), (last_year, last_month) = (map(int, end.split("-")) for end in (first, last))
    for number in range(year * 12 + month - 1, last_year * 12 + last_month):
        yield f"{number // 12:04}-{number % 12 + 1:02}"


def _busiest(facts: Iterable[Edge], names: Mapping[str, str], top: int) -> Table:
    counts = Counter(fact.source for fact in facts)
    actors = sorted(counts.items(), key=lambda item: (-item[1], names[item[0]]))
    rows = [(names[actor], count) for actor, count in actors[:top]]
    return Table(title="Busiest actors", columns=("name", "facts"), rows=rows)


def _matrix(facts: Sequence[Edge], names: Mapping[str, str], top: int) -> Table:
    """Return how many facts go from whom to whom, among those that most facts have as a side."""
    counts = Counter((fact.source, fact.target) for fact in facts)
    sides = Counter(side for fact in facts for side in {fact.source, fact.target})
    busiest = sorted(sides, key=lambda side: (-sides[side], names[side], side))[:top]
    rows = [
        (number, names[actor], *(counts[actor, recipient] or None for recipient in busiest))
        for number, actor in enumerate(busiest, 1)
    ]
    numbers = [str(number) for number in range(1, len(busiest) + 1)]
    return Table(title="Who to whom", columns=("no", "actor", *numbers), rows=rows)


def _dyads(facts: Iterable[Edge], names: Mapping[str, str], ontology: Ontology, top: int) -> Table:
    """Return what the two sides of a dyad did to each other: quads 1 and 2, cooperation, against 3 and 4, conflict."""
    quads = {kind.edge: kind.quad for kind in ontology.types.values()}
    counts: Counter[tuple[str, str, bool]] = Counter()
    for fact in facts:
        if fact.type != PLAIN and fact.source != fact.target:
            counts[fact.source, fact.target, quads[fact.type] > 2] += 1
    dyads: Counter[tuple[str, str]] = Counter()
    for (actor, recipient, _), count in counts.items():
        one, other = sorted((actor, recipient), key=lambda side: (names[side], side))
        dyads[one, other] += count
    rows = []
    for one, other in islice(sorted(dyads, key=lambda d: (-dyads[d], names[d[0]], names[d[1]], d)), top):
        cooperation, conflict = (
            BothWays(one=counts[one, other, hostile], other=counts[other, one, hostile]) for hostile in (False, True)
        )
        balance = sum(cooperation.values()) - sum(conflict.values())
        rows.append((names[one], names[other], cooperation, conflict, balance))
    columns = ("one", "other", "cooperation", "conflict", "balance")
    return Table(title="Cooperation and conflict by dyad", columns=columns, rows=rows)
