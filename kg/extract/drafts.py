"""Entities in the making: what an article has told of each so far, and what it can be."""

import re
from collections import Counter
from dataclasses import dataclass, field

from kg.extract.candidates import Candidate
from kg.extract.titles import BLOCS, FIRMS
from kg.extract.words import WORDS
from kg.model import EntityKind, MentionKind

ANY_BODY = WORDS["any_body"]
"""Nouns that may stand for a body of any kind."""
UNOFFICIAL, OFFICIAL = frozenset({"group", "outfit"}), frozenset({"GOV", "LEG", "JUD", "MIL", "COP"})
"""Nouns that mean no body of a state, and the sectors of those."""
DOMESTIC = WORDS["domestic"]
"""Words of the names of bodies that belong to some state."""
HOME_SECTORS = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "PTY", "OPP", "LAB"})
SUPRANATIONAL = WORDS["supranational"]
"""Words of the names of those that do not."""


def normalised(name: str) -> str:
    """Return a name in lower case, without article, possessive mark and punctuation."""
    name = re.sub(r"[’']s?$", "", name.strip().casefold())
    return re.sub(r"[^\w]+", " ", re.sub(r"^(the|a|an)\s+", "", name)).strip()


@dataclass(slots=True)
class Draft:
    """An entity in the making."""

    id: str
    kind: EntityKind
    name: str
    country: str | None = None
    sector: str | None = None
    anonymous_source: bool = False
    unlisted: bool = False
    names: Counter[str] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    countries: Counter[str] = field(default_factory=Counter)
    gender: str | None = None
    plural: bool = False
    mentions: dict[int, Candidate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A mention as a possible side of an event: the ids it stands for, and what it is."""

    ids: tuple[str, ...]
    kind: EntityKind | None
    form: MentionKind


def surname(name: str) -> str:
    """Return the last word of a name, as `normalised` has it."""
    return normalised(name).rpartition(" ")[2]


def is_domestic(draft: Draft) -> bool:
    """Tell whether somebody of unknown country holds an office, or is a body, such as each state has."""
    if draft.kind == "Person":
        return draft.sector in HOME_SECTORS
    words = set(normalised(draft.name).split())
    return draft.kind == "Organization" and bool(DOMESTIC & words) and not SUPRANATIONAL & words


def may_be(body: Draft, noun: str, sector: str | None) -> bool:
    """Tell whether a noun that is no part of an organization's name can still mean it, by its sector."""
    if noun in ANY_BODY:
        return noun not in UNOFFICIAL or body.sector not in OFFICIAL
    if noun in BLOCS:
        return body.country == "IGO"
    if noun in FIRMS:
        return body.sector in (None, "BUS")
    return sector is not None and sector == body.sector
