"""What the gazetteer knows by code and name: built once, for it takes longer than an article."""

from dataclasses import dataclass, field

from kg.extract.drafts import normalised
from kg.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Known:
    """What is looked up by name.

    `codes` of states; `national` words, their names and demonyms; home states of `peoples` by all their forms; ids of
    `bodies` by their normalised names.
    """

    gazetteer: Gazetteer
    codes: frozenset[str] = field(init=False)
    national: frozenset[str] = field(init=False)
    peoples: dict[str, tuple[str, ...]] = field(init=False)
    bodies: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        countries, organizations = self.gazetteer.countries, self.gazetteer.organizations
        words = (w for c in countries for w in (c.name, *c.aliases, *c.demonyms))
        bodies = {normalised(name): body.id for body in organizations for name in (body.name, *body.aliases)}
        object.__setattr__(self, "codes", frozenset(c.code for c in countries))
        object.__setattr__(self, "national", frozenset(words))
        peoples = {form: p.countries for p in self.gazetteer.peoples for form in (p.name, *p.nouns)}
        object.__setattr__(self, "peoples", peoples)
        object.__setattr__(self, "bodies", bodies)
