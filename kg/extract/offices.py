"""Offices: those of which a state has one, and what they are called in different states."""

import re

from kg.extract.words import WORDS

HEADS = WORDS["heads"]
"""Offices whose holder a text calls the leader."""
OFFICES = (WORDS["foreign_ministers"], WORDS["defence_ministers"], WORDS["finance_ministers"])
"""Names of one office in different states."""
GOVERNMENT_HEADS = WORDS["heads_of_government"]
SPOKEN = re.compile(r"^(spokes|press secretary)")
TOPS = WORDS["tops"]
"""What a text may call who is first in a body, one for the other."""
JUDGES = WORDS["judges"]
SECOND = frozenset({"vice", "deputy"})
MINISTER = re.compile(r"(?!deputy|former|vice|junior)\S.* (minister|secretary)")


def is_office(title: str) -> bool:
    """Tell whether a state has one holder of an office, as it has one head."""
    return title in HEADS or MINISTER.fullmatch(title) is not None or len(names_of_office(title)) > 1


def names_of_office(title: str) -> list[str]:
    """Return a title, then those of the same office elsewhere: *foreign secretary* of *foreign minister*."""
    others = next((names for names in OFFICES if title in names), frozenset())
    return [title, *sorted(others - {title})]


def names_of_counterpart(title: str) -> list[str]:
    """Return what the holder of a title's office may be in another state, ministers first, as most are called.

    *Prime minister* of *chancellor*, *foreign minister* of *secretary of state*.
    """
    names = [*names_of_office(title), *sorted(GOVERNMENT_HEADS - {title} if title in GOVERNMENT_HEADS else ())]
    return sorted(names, key=lambda name: (not name.endswith("minister"), len(name)))


def same_role(role: str, title: str) -> bool:
    """Tell whether a role in text can mean a title: its last word is the same, or both speak for somebody."""
    if SPOKEN.match(role) and SPOKEN.match(title):
        return True
    if title.split()[0] in SECOND and role.split()[0] not in SECOND:
        return False
    if (role == "leader" and title in HEADS) or (role in JUDGES and title.split()[-1] in JUDGES):
        return True
    return role == title or title.endswith(f" {role}") or role.split()[-1] == title.split()[-1] == role
