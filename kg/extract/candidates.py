"""What may stand for an entity, before it is known which, and what a document holds of them."""

from dataclasses import dataclass

from kg.model import EntityKind, MentionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A mention by tokens [start, end).

    `known` is a gazetteer id; `countries` are the codes that modify it; `title` is, for a person's name, what stands
    with it, and for a role or group its head noun.
    """

    start: int
    end: int
    head: int
    form: MentionKind
    text: str
    kind: EntityKind | None = None
    known: str | None = None
    countries: tuple[str, ...] = ()
    body: str | None = None
    sector: str | None = None
    title: str | None = None
    number: str | None = None
    plural: bool = False
    definite: bool = False
    """A singular noun with *the* or *this* and nothing else before it, and no *of* behind."""
    states: tuple[int, ...] = ()
    """Heads of the states that a person's title names: *UAE* of *UAE Foreign Minister X*."""
    unlisted: bool = False
    """A name by its form alone: an entity only where it takes part in an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All candidates of a document by their order, and the codes of nationalities by the token that names them."""

    candidates: tuple[Candidate, ...]
    nationalities: dict[int, str]
    apposed: dict[int, int]
    """Heads of roles in apposition to a name (*their leader, X*; *the group Y*), each with the head of that name."""
    acronyms: dict[str, int]
    """Acronyms of a title, each with the head of the name that it stands before: *Chief Justice (CJ) X*."""
