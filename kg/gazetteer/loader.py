"""Reads the seven files of a gazetteer and checks that they hold together."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast, get_args

from kg.gazetteer.records import (
    NON_STATES,
    SECTORS,
    Agent,
    Country,
    Gazetteer,
    Gender,
    Leader,
    Number,
    Office,
    Organization,
    OrganizationKind,
    People,
    Place,
)
from kg.gazetteer.table import Claims, Row, read_rows
from kg.ids import fingerprint

COUNTRIES = ("code", "name", "aliases", "demonyms", "capital", "metonyms")
PLACES = ("name", "aliases", "country")
PEOPLES = ("name", "nouns", "countries")
AGENTS = ("noun", "sector", "number")
LEADERS = ("id", "name", "aliases", "country", "office", "body", "sector", "since", "until")
ORGANIZATIONS = ("id", "name", "aliases", "country", "sector", "kind")
GIVEN_NAMES = ("name", "gender")

NO_COUNTRY = "give a code of countries.csv"
NO_SECTOR = "give a PLOVER sector"
NO_BLOC = f"{NO_COUNTRY} or one of {', '.join(sorted(NON_STATES))}"


class Loader:
    """Reads a folder once; after `load`, `problems` holds one line each, and the gazetteer is sound if it is empty."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.problems: list[str] = []
        self._codes: frozenset[str] = frozenset()
        self._codes_and_blocs: frozenset[str] = frozenset()
        self._bodies: frozenset[str] = frozenset()

    def load(self) -> Gazetteer:
        """Return what the seven files hold."""
        countries = tuple(self._countries())
        self._codes = frozenset(country.code for country in countries)
        self._codes_and_blocs = self._codes and self._codes | NON_STATES
        places = tuple(self._places())
        peoples = tuple(self._peoples())
        agents = tuple(self._agents())
        organizations = tuple(self._organizations())
        self._bodies = frozenset(body.id for body in organizations)
        return Gazetteer(
            fingerprint=fingerprint(self._folder, "*.csv"),
            countries=countries,
            places=places,
            peoples=peoples,
            agents=agents,
            leaders=tuple(self._leaders()),
            organizations=organizations,
            given_names=dict(self._given_names()),
        )

    def _rows(self, name: str, columns: tuple[str, ...]) -> Iterator[Row]:
        return read_rows(self._folder / name, columns, self.problems)

    def _countries(self) -> Iterator[Country]:
        codes, names, cities = Claims("code"), Claims("name"), Claims("metonym")
        for row in self._rows("countries.csv", COUNTRIES):
            country = Country(
                code=row.matching("code", "[A-Z]{3}", "three capital letters, as in ISO 3166 alpha-3"),
                name=row.text("name"),
                aliases=row.names("aliases"),
                demonyms=row.names("demonyms"),
                capital=row.optional("capital"),
                metonyms=row.names("metonyms"),
            )
            codes.once(row, country.code)
            names.claim(row, country.code, country.name, *country.aliases, *country.demonyms)
            cities.claim(row, country.code, *country.metonyms)
            yield country

    def _places(self) -> Iterator[Place]:
        ids, names = Claims("place"), Claims("name")
        for row in self._rows("places.csv", PLACES):
            place = Place(
                name=row.text("name"),
                aliases=row.names("aliases"),
                country=row.known("country", "country", self._codes, NO_COUNTRY),
            )
            ids.once(row, place.id if place.name else "")
            names.claim(row, place.id, place.name, *place.aliases)
            yield place

    def _peoples(self) -> Iterator[People]:
        names = Claims("name")
        for row in self._rows("peoples.csv", PEOPLES):
            people = People(name=row.text("name"), nouns=row.names("nouns"), countries=row.names("countries"))
            row.text("countries")
            for code in people.countries:
                row.check("country", code, self._codes, NO_COUNTRY)
            names.claim(row, people.name, people.name, *people.nouns)
            yield people

    def _agents(self) -> Iterator[Agent]:
        nouns = Claims("noun")
        for row in self._rows("agents.csv", AGENTS):
            agent = Agent(
                noun=row.text("noun"),
                sector=row.choice("sector", "sector", SECTORS, NO_SECTOR),
                number=cast(Number, row.choice("number", "number", get_args(Number), "choose one")),
            )
            nouns.once(row, agent.noun)
            yield agent

    def _given_names(self) -> Iterator[tuple[str, Gender]]:
        names = Claims("name")
        for row in self._rows("given_names.csv", GIVEN_NAMES):
            name = row.matching("name", r"[^\WA-Z\d_]+(-[^\WA-Z\d_]+)*", "it in small letters, without blanks")
            names.once(row, name)
            yield name, cast(Gender, row.choice("gender", "gender", get_args(Gender), "choose one"))

    def _organizations(self) -> Iterator[Organization]:
        ids, names = Claims("id"), Claims("name")
        for row in self._rows("organizations.csv", ORGANIZATIONS):
            body = Organization(
                id=row.matching("id", "org:[a-z0-9-]+", "org: and lower-case letters, digits and hyphens"),
                name=row.text("name"),
                aliases=row.names("aliases"),
                country=row.known("country", "country", self._codes_and_blocs, NO_BLOC),
                sector=row.known("sector", "sector", SECTORS, NO_SECTOR),
                kind=cast(OrganizationKind, row.choice("kind", "kind", get_args(OrganizationKind), "choose one")),
            )
            ids.once(row, body.id)
            names.claim(row, body.id, body.name, *body.aliases)
            yield body

    def _leaders(self) -> Iterator[Leader]:
        names = Claims("name")
        leaders: dict[str, Leader] = {}
        for row in self._rows("leaders.csv", LEADERS):
            leader = self._leader(row)
            names.claim(row, leader.id, leader.name, *leader.aliases)
            known = leaders.get(leader.id)
            leaders[leader.id] = _joined(row, known, leader) if known else leader
        for leader in leaders.values():
            offices = sorted(leader.offices, key=lambda o: (o.until or date.max, o.since or date.min))
            yield replace(leader, offices=tuple(offices), country=offices[-1].country)

    def _leader(self, row: Row) -> Leader:
        office = Office(
            title=row.text("office"),
            country=row.choice("country", "country", self._codes_and_blocs, NO_BLOC),
            body=row.known("body", "body", self._bodies, "give an id of organizations.csv"),
            sector=row.known("sector", "sector", SECTORS, NO_SECTOR),
            since=row.day("since", last=False),
            until=row.day("until", last=True),
        )
        if office.since and office.until and office.until < office.since:
            row.fail(f"until {office.until} is before since {office.since}; swap or mend them")
        return Leader(
            id=row.matching("id", "person:[a-z0-9-]+", "person: and lower-case letters, digits and hyphens"),
            name=row.text("name"),
            aliases=row.names("aliases"),
            country=office.country,
            offices=(office,),
        )


def _joined(row: Row, known: Leader, more: Leader) -> Leader:
    """Return a leader with one more office; a person's lines tell the same name, and the same aliases or none."""
    if more.name != known.name:
        row.fail(f"{known.id} is named {more.name!r} here and {known.name!r} above; write one name")
    if known.aliases and more.aliases and set(more.aliases) != set(known.aliases):
        row.fail(f"aliases of {known.id} differ from those above; write them alike, or leave them empty here")
    return replace(known, aliases=known.aliases or more.aliases, offices=(*known.offices, *more.offices))
