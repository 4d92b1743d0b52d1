"""The gazetteer's records, and the look-ups over them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Gender = Literal["m", "f"]
Number = Literal["group", "role", "state"]
"""What an agent's noun names: many or a body, an office that one person holds, or the whole state."""
OrganizationKind = Literal[
    "seat",
    "branch",
    "ministry",
    "party",
    "force",
    "armed_group",
    "igo",
    "alliance",
    "ngo",
    "court",
    "media",
    "company",
    "agency",
    "bank",
    "other",
]

# fmt: off
SECTORS = frozenset({
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "JRN", "JUD", "LAB", "LEG", "MED",
    "MIL", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK",
})
# fmt: on
"""PLOVER's sectors of actors."""
NON_STATES = frozenset({"EUR", "IGO", "IMG", "ISM", "MNC", "NGO", "UNO"})
"""PLOVER's codes that stand in place of a country for bodies of many countries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state or territory by its ISO 3166 alpha-3 code (`KOS` for Kosovo, as in PLOVER).

    The first demonym is the one that modifies a noun; `metonyms` are cities that stand for the state when they act.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    metonyms: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return the entity id, such as `country:RUS`."""
        return f"country:{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that is no country; `country` is None where it lies in several, or is disputed as a whole."""

    name: str
    aliases: tuple[str, ...]
    country: str | None

    @property
    def id(self) -> str:
        """Return `place:` and the name in lower-case ASCII letters and digits, such as `place:sao-paulo`."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode().lower()
        return f"place:{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """An ethnic people by its adjective, its other forms, and the states where it is at home, the main one first."""

    name: str
    nouns: tuple[str, ...]
    countries: tuple[str, ...]


FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "KHM"})
"""States whose people's family names come first in English news too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A lower-case noun that names an actor who is not named: singular, save where only the plural means people."""

    noun: str
    sector: str
    number: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office held from the first to the last of these days; None means unknown, or still held.

    `country` may be one of `NON_STATES`; `body` is the id of the organization it is an office of.
    """

    title: str
    country: str
    body: str | None
    sector: str | None
    since: date | None
    until: date | None

    def held_on(self, day: date) -> bool:
        """Tell whether the office was held on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A person of public office; `offices` go from the first left to those still held; `country` is the last one's."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str
    offices: tuple[Office, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A named body; `country` may be one of `NON_STATES`."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    sector: str | None
    kind: OrganizationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """All that is known before reading, in the order of the files, with look-ups that are built once.

    `fingerprint` changes with any of the files.
    """

    fingerprint: str
    countries: tuple[Country, ...]
    places: tuple[Place, ...]
    peoples: tuple[People, ...]
    agents: tuple[Agent, ...]
    leaders: tuple[Leader, ...]
    organizations: tuple[Organization, ...]
    given_names: Mapping[str, Gender]
    """Given names in small letters that nearly only one gender bears."""
    _countries: Mapping[str, Country] = field(init=False, repr=False, compare=False)
    _leaders: Mapping[str, Leader] = field(init=False, repr=False, compare=False)
    _organizations: Mapping[str, Organization] = field(init=False, repr=False, compare=False)
    _holders: Mapping[tuple[str, str], list[tuple[Office, Leader]]] = field(init=False, repr=False, compare=False)
    _bearers: Mapping[tuple[str, str], list[tuple[Office, Leader]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        holders: defaultdict[tuple[str, str], list[tuple[Office, Leader]]] = defaultdict(list)
        bearers: defaultdict[tuple[str, str], list[tuple[Office, Leader]]] = defaultdict(list)
        for leader in self.leaders:
            for office in leader.offices:
                holders[office.title, office.country].append((office, leader))
                for surname in {_surname(leader), _without_article(_surname(leader))}:
                    bearers[office.title, surname].append((office, leader))
        object.__setattr__(self, "_countries", {c.code: c for c in self.countries})
        object.__setattr__(self, "_leaders", {p.id: p for p in self.leaders})
        object.__setattr__(self, "_organizations", {o.id: o for o in self.organizations})
        object.__setattr__(self, "_holders", dict(holders))
        object.__setattr__(self, "_bearers", dict(bearers))

    def country(self, code: str) -> Country:
        """Return the country of an alpha-3 code; KeyError where there is none."""
        return self._countries[code]

    def leader(self, id_: str) -> Leader:
        """Return the leader of an id such as `person:joe-biden`; KeyError where there is none."""
        return self._leaders[id_]

    def organization(self, id_: str) -> Organization:
        """Return the organization of an id such as `org:nato`; KeyError where there is none."""
        return self._organizations[id_]

    def holder(self, office_title: str, country: str, on: date | None, body: str | None = None) -> Leader | None:
        """Return who held a country's office on a day; None where no one, or more than one, is known, or without a day.

        Of several offices of one title that of the `body` goes before: the presidents of the European Union's organs.
        On the day of a handover both hold it, so the answer is None.
        """
        if on is None:
            return None
        held = [(o, leader) for o, leader in self._holders.get((office_title, country), ()) if o.held_on(on)]
        own = [(office, leader) for office, leader in held if body and office.body == body]
        found = {leader.id: leader for _, leader in own or held}
        return next(iter(found.values())) if len(found) == 1 else None

    def bearers(self, office_title: str, surname: str, on: date | None) -> tuple[Leader, ...]:
        """Return those who bore an office and a surname: on a day, if any did, else before it; without a day, ever."""
        offices = [o for o in self._bearers.get((office_title, surname), []) if not on or (o[0].since or on) <= on]
        then = [(office, leader) for office, leader in offices if on and office.held_on(on)]
        return tuple({leader.id: leader for _, leader in then or offices}.values())


def _without_article(surname: str) -> str:
    """Return an Arabic surname as it often stands alone: *Sisi* for *al-Sisi*."""
    return surname.removeprefix("al-").removeprefix("el-")


def _surname(leader: Leader) -> str:
    """Return the family name, which in some countries stands first."""
    words = [word for word in leader.name.split() if word.strip(".") not in ("Jr", "Sr", "II", "III", "IV")]
    return words[0] if leader.country in FAMILY_NAME_FIRST else words[-1]
