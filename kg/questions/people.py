"""Questions about people: what they say, for whom they speak, what they belong to, how they are tied to each other."""

from collections.abc import Iterator

from kg.model import Node
from kg.questions.index import Index, Row, ascending, is_asserted, names, value
from kg.questions.measures import highest

VERBAL = (1, 3)
"""The quads of words, not deeds."""


def what_a_person_said(index: Index, person: str) -> Iterator[Row]:
    """Yield every statement of a person, with each sentence that tells it."""
    for speaker in index.labelled("Person", name=person):
        for event in _acts(index, speaker):
            for telling in index.out("REPORTED_IN", event) if value(event, "type") == "SAY" else ():
                article = index.nodes[telling.target]
                date, (title, source, url) = (
                    value(event, "date"),
                    (value(article, x) for x in ("title", "source", "url")),
                )
                row = (date, value(telling, "sentence"), value(event, "quote"), title, source, url)
                yield row, (*ascending(date, title, value(telling, "start")), telling.id)


def claims_in_a_persons_words(index: Index, person: str) -> Iterator[Row]:
    """Yield the acts of others that are told in a person's words."""
    speakers = index.labelled("Entity", name=person)
    events = {event.id: event for speaker in speakers for event in index.sources("CLAIMED_BY", speaker)}
    for event in events.values():
        date, act, status, summary = (value(event, name) for name in ("date", "type", "status", "summary"))
        who, whom = (names(index.sources(role, event)) for role in ("ACTOR_IN", "RECIPIENT_OF"))
        yield (date, who, act, whom, status, summary), (*ascending(date, act, summary), event.id)


def who_speaks_for_whom(index: Index) -> Iterator[Row]:
    """Yield each person who made statements, for each country or body that the person belongs to."""
    for person in index.labelled("Person"):
        statements = [event for event in _acts(index, person) if value(event, "quad") in VERBAL]
        last = highest(value(event, "date") for event in statements)
        for membership in index.out("AFFILIATED_WITH", person) if statements else ():
            body, name, role = index.name(membership.target), value(person, "name"), value(membership, "role")
            order = (-len(statements), *ascending(body, name, role), membership.id)
            yield (body, name, role, len(statements), last), order


def organization_and_its_people(index: Index, organization: str) -> Iterator[Row]:
    """Yield who belongs to a body or country, and how often each of them acts."""
    for body in index.labelled("Entity", name=organization):
        for membership in index.into("AFFILIATED_WITH", body):
            person = index.nodes[membership.source]
            if "Person" in person.labels:
                name, role = value(person, "name"), value(membership, "role")
                acts = len(_acts(index, person))
                row = (name, role, value(membership, "since"), value(membership, "until"), acts)
                yield row, (-acts, *ascending(name, role), membership.id)


def _acts(index: Index, actor: Node) -> list[Node]:
    """Return the asserted events that somebody is an actor of."""
    return list(filter(is_asserted, index.targets("ACTOR_IN", actor)))
