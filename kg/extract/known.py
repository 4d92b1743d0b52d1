"""What the gazetteer knows of states and bodies, by code and name: built once, for it takes longer than an article."""

from dataclasses import dataclass, field

from kg.extract.drafts import normalised
from kg.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Known:
    """`codes` of states; `national` words, their names and demonyms; ids of `bodies` by their normalised names."""

    gazetteer: Gazetteer
    codes: frozenset[str] = field(init=False)
    national: frozenset[str] = field(init=False)
    bodies: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        countries, organizations = self.gazetteer.countries, self.gazetteer.organizations
        words = (w for c in countries for w in (c.name, *c.aliases, *c.demonyms))
        bodies = {normalised(name): body.id for body in organizations for name in (body.name, *body.aliases)}
        object.__setattr__(self, "codes", frozenset(c.code for c in countries))
        object.__setattr__(self, "national", frozenset(words))
        object.__setattr__(self, "bodies", bodies)
