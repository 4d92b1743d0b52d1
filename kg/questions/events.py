"""Questions about events: what happened where and when, who tells of it, and what did not happen."""

from collections import defaultdict
from collections.abc import Iterator

from kg.model import Node
from kg.questions.index import Index, Row, ascending, is_asserted, known, names, value
from kg.questions.measures import balance, lowest

FORCE = ("THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
UNREAL = ("negated", "conditional", "possible", "intended")


def article_with_its_events(index: Index, words: str) -> Iterator[Row]:
    """Yield all that was read out of the articles with these words in the title."""
    for article in index.labelled("Article"):
        title = value(article, "title")
        if title is None or words.lower() not in title.lower():
            continue
        for telling in index.into("REPORTED_IN", article):
            event, position = index.nodes[telling.source], value(telling, "start")
            who, whom = (names(index.sources(role, event)) for role in ("ACTOR_IN", "RECIPIENT_OF"))
            act = value(event, "type")
            row = (title, position, who, act, whom, value(telling, "status"), value(telling, "sentence"))
            yield row, (*ascending(title), article.id, *ascending(position, act), telling.id)


def corroborated_events(index: Index, least: float) -> Iterator[Row]:
    """Yield the acts that so many sources report."""
    for event in filter(is_asserted, index.labelled("Event")):
        sources = value(event, "sources")
        if sources is not None and sources >= least:
            date, summary = value(event, "date"), value(event, "summary")
            told_by = known(value(article, "source") for article in index.targets("REPORTED_IN", event))
            row = (date, value(event, "type"), summary, sources, told_by)
            yield row, (-sources, *ascending(date, summary), event.id)


def single_source_events(index: Index) -> Iterator[Row]:
    """Yield the acts that only one source reports, with one sentence."""
    for event in filter(is_asserted, index.labelled("Event")):
        tellings = index.out("REPORTED_IN", event)
        if value(event, "type") == "SAY" or value(event, "sources") != 1 or not tellings:
            continue
        date, summary, intensity = (value(event, name) for name in ("date", "summary", "intensity"))
        source = lowest(value(index.nodes[telling.target], "source") for telling in tellings)
        sentence = lowest(value(telling, "sentence") for telling in tellings)
        row = (date, value(event, "type"), summary, source, sentence, intensity, value(event, "confidence"))
        yield row, (*ascending(intensity, date, summary), event.id)


def events_at_a_place(index: Index, place: str) -> Iterator[Row]:
    """Yield what happened in a place, and who took part."""
    places = index.labelled("Entity", name=place)
    events = {event.id: event for found in places for event in index.sources("LOCATED_IN", found)}
    for event in filter(is_asserted, events.values()):
        date, act, summary = (value(event, name) for name in ("date", "type", "summary"))
        who = names(index.sources("ACTOR_IN", event))
        yield (date, act, who, summary), (*ascending(date, act, summary), event.id)


def cooperation_and_conflict_by_month(index: Index, country: str) -> Iterator[Row]:
    """Yield the balance of each month in which a country, its people or its bodies acted or were acted on."""
    codes = {value(found, "country") for found in index.labelled("Country", name=country)} - {None}
    sides = [entity for entity in index.labelled("Entity") if value(entity, "country") in codes]
    roles = ("ACTOR_IN", "RECIPIENT_OF")
    events = {event.id: event for side in sides for role in roles for event in index.targets(role, side)}
    months: defaultdict[tuple[int, int], list[Node]] = defaultdict(list)
    for event in filter(is_asserted, events.values()):
        date = value(event, "date")
        if date is not None and value(event, "type") != "SAY":
            months[date.year, date.month].append(event)
    for month, acts in months.items():
        yield (*month, *balance(acts)), month


def negated_and_conditional_threats(index: Index) -> Iterator[Row]:
    """Yield each actor of a threat or of force that did not take place, or not yet."""
    for event in index.labelled("Event"):
        status, date, act, summary = (value(event, name) for name in ("status", "date", "type", "summary"))
        if act not in FORCE or status not in UNREAL:
            continue
        whom = names(index.sources("RECIPIENT_OF", event))
        for actor in index.sources("ACTOR_IN", event):
            who = value(actor, "name")
            order = (*ascending(status, date, who, summary), event.id, actor.id)
            yield (status, date, who, act, whom, summary), order


def most_contradicted_claims(index: Index) -> Iterator[Row]:
    """Yield the events that somebody rejects, or that articles tell both as a fact and as false."""
    for event in index.labelled("Event"):
        tellings = index.out("REPORTED_IN", event)
        articles = {
            status: len({telling.target for telling in tellings if value(telling, "status") == status})
            for status in ("asserted", "negated")
        }
        about = filter(is_asserted, index.sources("ABOUT", event))
        rejections = len({other.id for other in about if value(other, "type") == "REJECT"})
        if tellings and (rejections or all(articles.values())):
            summary = value(event, "summary")
            counts = (rejections, articles["negated"], articles["asserted"])
            order = (-(rejections + articles["negated"]), *ascending(summary), event.id)
            yield (summary, value(event, "type"), value(event, "status"), *counts), order
