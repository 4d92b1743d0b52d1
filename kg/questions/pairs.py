"""Questions about two sides: who did what to whom, and how often."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.model import Edge, Node
from kg.questions.index import Index, Row, ascending, value
from kg.questions.measures import balance, highest, lowest

Pair = tuple[str, str]
"""The ids of two entities."""


def who_threatens_whom(index: Index) -> Iterator[Row]:
    """Yield each pair of actors of which the first threatened the second."""
    pairs: defaultdict[Pair, list[Edge]] = defaultdict(list)
    for fact, source, target in index.asserted("THREATENED"):
        pairs[source.id, target.id].append(fact)
    return _counted(index, pairs)


def who_met_whom(index: Index) -> Iterator[Row]:
    """Yield each pair of actors who met, whoever called on whom."""
    pairs: defaultdict[Pair, list[Edge]] = defaultdict(list)
    for fact, source, target in index.asserted("CONSULTED"):
        if source.id != target.id:
            pairs[_unordered(source, target)].append(fact)
    return _counted(index, pairs)


def friends_and_foes(index: Index) -> Iterator[Row]:
    """Yield each pair of actors with what there was between them, plain statements left out."""
    pairs: defaultdict[Pair, dict[str, Node]] = defaultdict(dict)
    for fact, source, target in index.asserted():
        if source.id != target.id and fact.type != "SAID":
            event = index.event(fact)
            pairs[_unordered(source, target)][event.id] = event
    for (a, b), events in pairs.items():
        one, other = index.name(a), index.name(b)
        cooperation, conflict, intensity = balance(events.values())
        order = (-(cooperation + conflict), *ascending(one, other), a, b)
        yield (one, other, cooperation, conflict, intensity), order


def most_connected_actors(index: Index) -> Iterator[Row]:
    """Yield each actor with the number of others that it deals with, and of the acts in which it does."""
    others: defaultdict[str, set[str]] = defaultdict(set)
    acts: defaultdict[str, set[str]] = defaultdict(set)
    for fact, source, target in index.asserted():
        for side, other in ((source.id, target.id), (target.id, source.id)):
            others[side].add(other)
            acts[side].add(value(fact, "event"))
    for actor, met in others.items():
        node, count = index.nodes[actor], len(acts[actor])
        row = (value(node, "name"), value(node, "kind"), len(met), count, value(node, "mentions"))
        yield row, (-len(met), -count, *ascending(row[0]), actor)


def rejected_proposals(index: Index) -> Iterator[Row]:
    """Yield each refusal of somebody, with what was refused where an article has it."""
    for fact, source, target in index.asserted("REJECTED"):
        date, who, whose = value(fact, "date"), value(source, "name"), value(target, "name")
        claims: list[Node | None] = [*index.targets("ABOUT", index.event(fact))]
        for claim in claims or [None]:
            told = (value(claim, "type"), value(claim, "summary")) if claim else (None, None)
            order = (*ascending(date, who, whose), fact.id, *ascending(claim and claim.id))
            yield (date, who, whose, *told, value(fact, "sentence")), order


def timeline_between_two_countries(index: Index, first: str, second: str) -> Iterator[Row]:
    """Yield what two countries, their people and their bodies did to each other."""
    for x in index.labelled("Country", name=first):
        for y in index.labelled("Country", name=second):
            countries = {value(x, "country"), value(y, "country")}
            for fact, source, target in index.asserted() if None not in countries else ():
                if countries == {value(source, "country"), value(target, "country")}:
                    row = (value(fact, "date"), value(source, "name"), fact.type, value(target, "name"))
                    yield (*row, value(fact, "sentence")), (*ascending(*row), fact.id)


def _counted(index: Index, pairs: Mapping[Pair, list[Edge]]) -> Iterator[Row]:
    """Yield pairs with the number of their events, the first and last day of them, and one sentence."""
    for (a, b), facts in pairs.items():
        one, other = index.name(a), index.name(b)
        count = len({value(fact, "event") for fact in facts})
        days = [value(fact, "date") for fact in facts]
        sentence = lowest(value(fact, "sentence") for fact in facts)
        yield (one, other, count, lowest(days), highest(days), sentence), (-count, *ascending(one, other), a, b)


def _unordered(one: Node, other: Node) -> Pair:
    return min(one.id, other.id), max(one.id, other.id)
