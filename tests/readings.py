"""What an extraction holds, by the names that a text gives."""

from kg.model import Entity, Extraction


def entity(extraction: Extraction, name: str) -> Entity:
    (found,) = [e for e in extraction.entities if e.name == name]
    return found


def forms(extraction: Extraction, name: str) -> list[str]:
    return [mention.text for mention in entity(extraction, name).mentions]


def sides(extraction: Extraction, kind: str = "ACCUSE") -> tuple[set[str], set[str]]:
    """The actors and the recipients of the only event of a type."""
    ((_, _, actors, recipients),) = told(extraction, kind)
    return actors, recipients


def told(extraction: Extraction, *kinds: str) -> list[tuple[str, str, set[str], set[str]]]:
    """Type, status, actors and recipients of the events, of some types only where any are given."""
    names = {e.id: e.name for e in extraction.entities}
    return [
        (e.type, e.status, {names[a] for a in e.actors}, {names[r] for r in e.recipients})
        for e in extraction.events
        if not kinds or e.type in kinds
    ]
