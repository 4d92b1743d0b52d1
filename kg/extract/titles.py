"""Titles before names, and nouns in apposition to them: *Foreign Minister X*, *their leader, X*, *rights group Y*."""

import re
from collections.abc import Container, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.syntax import cases, is_spokesman
from kg.extract.words import WORDS
from kg.gazetteer import Agent

HONORIFICS, SERVING = WORDS["honorifics"], WORDS["serving"]
TITLE_ACRONYM = re.compile(r"[A-Z]{2,6}")
PRESS, FIRMS = WORDS["press"], WORDS["firms"]
SORTS, BLOCS = WORDS["sorts"], WORDS["blocs"]
"""What a body may be called behind its name, *the Hamas group*; and one of many states, *the NATO alliance*."""
LONGEST_DEPARTMENT = 10
"""Words between an office's noun and a name, at most."""
NOMINAL = frozenset({"ADP", "ADJ", "DET", "NOUN", "PROPN"})
"""What an *of* phrase is made of."""


def with_title(
    person: Candidate,
    span: list[int],
    agent: Agent | None,
    apposed: Candidate | None,
    named: list[Candidate],
    nationalities: dict[int, str],
) -> Candidate:
    """Return a person's name with what a title before it (`span`, `agent`) and a role in apposition tell."""
    countries, states, body = list(person.countries), [], None
    heads = {c.head: c for c in named}
    for i in span:
        if i in nationalities:
            countries.append(nationalities[i])
        elif i in heads and heads[i].kind == "Country":
            countries.append(str(heads[i].known).removeprefix("country:"))
            states.append(i)
        elif i in heads:
            countries.extend(heads[i].countries)
            body = body or (heads[i].known or heads[i].text if heads[i].kind == "Organization" else None)
    title, sector = (agent.noun, agent.sector) if agent else (None, None)
    if apposed:
        countries.extend(apposed.countries)
        title, sector, body = title or apposed.title, sector or apposed.sector, body or apposed.body
    return replace(
        person,
        countries=tuple(dict.fromkeys(countries)),
        states=tuple(states),
        body=body,
        sector=sector,
        title=title,
    )


def appositions(doc: Doc, nouns: list[Candidate], named: list[Candidate]) -> dict[int, int]:
    """Return the heads of roles and sorts in apposition to a name, each with the head of that name."""
    return {
        noun.head: name.head
        for noun in nouns
        if (name := _apposed_person(doc, noun, named) or _its_name(doc, noun, named))
    }


def without_apposed(doc: Doc, nouns: list[Candidate], apposed: Container[int]) -> list[Candidate]:
    """Return the nouns that stand for somebody of their own: *my friend the prime minister* is one."""
    nouns = [noun for noun in nouns if noun.head not in apposed]
    named_by_office = {doc[noun.head].head.i for noun in nouns if noun.number == "role" and _is_apposed(doc[noun.head])}
    return [noun for noun in nouns if noun.head not in named_by_office]


def acronym_before(doc: Doc, start: int) -> int | None:
    """Return the acronym in brackets right before a name: *Chief Justice (CJ) X*."""
    bracketed = start > 2 and doc[start - 3].text == "(" and doc[start - 1].text == ")"
    return start - 2 if bracketed and TITLE_ACRONYM.fullmatch(doc[start - 2].text) else None


def title_before(
    doc: Doc, start: int, role_words: set[str], inside: set[int], *, departments: bool = True
) -> list[int]:
    """Return the tokens of the title right before a name, left to right; empty unless it holds a role's noun.

    `departments`: also one whose noun stands before what it is of, *Minister of Energy X*.
    """
    acronym = acronym_before(doc, start)
    i = acronym - 2 if acronym else start - 1
    found = _department(doc, start, role_words) if departments else []
    i = found[-1] - 1 if found else i
    while (
        i >= 0
        and doc[i].sent == doc[start].sent
        and (_names_role(doc[i], role_words) or (found and (i in inside or _goes_on(doc[i]))))
        and not (doc[i].lower_ == "for" and _serves(doc[i - 1]))  # a spokesman for Chancellor X
    ):
        found.append(i)
        i -= 1
    while found and doc[found[-1]].lower_ in ("for", "of", "and", "'s", "’s"):
        found.pop()
    return sorted(found)


def _department(doc: Doc, start: int, role_words: set[str]) -> list[int]:
    """Return what an office right before a name is of, right to left: *Minister of Energy and Mines X*."""
    found: list[int] = []
    if start == 0 or (doc[start - 1].tag_ == "NNP" and _names_role(doc[start - 1], role_words)):
        return []
    for i in range(start - 1, max(start - LONGEST_DEPARTMENT, 0), -1):
        word = doc[i]
        if word.text == "of" and found and doc[i - 1].is_title and _names_role(doc[i - 1], role_words):
            return [*found, i]
        if not (word.is_title or (found and word.text in ("and", "of", "the", "&"))):
            return []
        if word.text == "and" and _names_role(doc[i + 1], role_words):  # the king and Prince X
            return []
        found.append(i)
    return []


def _serves(noun: Token) -> bool:
    """Tell whether a noun is of somebody who speaks or works for another."""
    return noun.lemma_.lower() in SERVING or is_spokesman(noun)


def _names_role(token: Token, role_words: set[str]) -> bool:
    word = token.lower_.rstrip(".")
    return word in role_words or word in HONORIFICS or token.lemma_.lower() in role_words


def _goes_on(token: Token) -> bool:
    """Tell whether a word may stand before a role's noun in a title."""
    return (
        token.tag_ in ("JJ", "POS", "NNP", "HYPH")
        or (token.tag_ == "NN" and token.is_title)
        or token.lower_ in ("for", "of", "and")
    )


def _apposed_person(doc: Doc, noun: Candidate, named: list[Candidate]) -> Candidate | None:
    """Return the person whom a role stands in apposition to, on either side."""
    head = doc[noun.head]
    for person in named:
        if person.kind == "Person":
            name = doc[person.head]
            if (head.dep_ == "appos" and head.head == name) or (name.dep_ in ("appos", "flat") and name.head == head):
                return person
            if head.tag_ == "NN" and (_set_off(doc, head.i, person) or _heads_body(head, name)):
                return person
    return None


def _heads_body(office: Token, name: Token) -> bool:
    """Tell whether the parse has a name right behind an office apposed to what it is the head of.

    *The chairman of the African Union Commission Moussa Faki*.
    """
    body = name.head
    return name.dep_ == "appos" and body.head == office and "of" in cases(body) and "," not in _between(body, name)


def _between(first: Token, second: Token) -> set[str]:
    return {t.text for t in first.doc[first.i + 1 : second.i]}


def _is_apposed(noun: Token) -> bool:
    """Tell whether an office tells who a noun before it is: *my friend the prime minister*."""
    return noun.dep_ == "appos" and noun.head.tag_ in ("NN", "NNS")


def with_other_nouns(doc: Doc, named: list[Candidate]) -> dict[int, int]:
    """Return other nouns that a name stands in apposition to, each with its head: *his friend X*, *the host, Y*."""
    heads = [doc[name.head] for name in named if name.kind != "Location"]
    return {name.head.i: name.i for name in heads if name.dep_ == "appos" and name.head.tag_ in ("NN", "NNP")}


def titles_above(doc: Doc, titles: Mapping[int, list[int]]) -> dict[int, int]:
    """Return titles that the parse makes the head of the name behind them, or leaves beside it, with that name's head.

    *Minister of Energy X*.
    """
    titled = {i for title in titles.values() for i in title}
    above = {doc[name].head.i: name for name in titles if doc[name].dep_ == "flat" and doc[name].head.i in titled}
    offices = {i: name for name, title in titles.items() for i in title if doc[i + 1].text in ("of", "for")}
    return offices | above


def _its_name(doc: Doc, noun: Candidate, named: list[Candidate]) -> Candidate | None:
    """Return the organization that a noun beside it calls by its sort.

    *rights group Amnesty International*, *the Hamas militant group*, *a Somali rebel group, the SSDF*.
    """
    if noun.number not in ("group", "body"):
        return None
    for name in named:
        if name.kind == "Organization" and (_follows(doc, name, noun) or _leads(doc, name, noun)):
            return name
    return None


def of_sort(name: Candidate, noun: Candidate) -> Candidate:
    """Return an organization with the country and sector of the noun that tells what it is, where it has none."""
    if name.countries:
        return name
    return replace(name, countries=noun.countries, sector=name.sector or noun.sector)


def _follows(doc: Doc, name: Candidate, noun: Candidate) -> bool:
    name_head, noun_head = doc[name.head], doc[noun.head]
    if name_head.dep_ == "appos" and name_head.head == noun_head:
        return noun_head.tag_ in ("NN", "NNP")
    return name.start == noun.end and (name_head.head == noun_head or noun_head.head == name_head)


def _leads(doc: Doc, name: Candidate, noun: Candidate) -> bool:
    """Tell whether a name stands in a noun's phrase as what the noun is: not *a NATO group*, nor *the UN company*."""
    head = doc[noun.head]
    sorts = BLOCS if "IGO" in name.countries else SORTS
    between = doc[name.end : noun.head]
    return (
        noun.start <= name.start < name.end <= noun.head
        and head.tag_ in ("NN", "NNP")
        and head.lemma_.lower() in sorts
        and _is_of_sort(name, head.lemma_.lower(), noun.sector)
        and all(token.pos_ in ("NOUN", "ADJ", "PROPN") for token in between)
        and not any(child.lower_ in ("a", "an", "another", "no", "any") for child in head.children)
    )


def _is_of_sort(name: Candidate, noun: str, sector: str | None) -> bool:
    """Tell whether a body can be what a noun calls it: *the Reuters news agency*, but not *the Hamas newspaper*."""
    sort = "JRN" if noun in PRESS else "BUS" if noun in FIRMS else sector
    return sort not in ("JRN", "BUS", "SPY") or name.sector in (None, sort)


def _set_off(doc: Doc, noun: int, person: Candidate) -> bool:
    """Tell whether a name follows a noun between commas, an apposition whatever the parse says.

    *Their leader, X,* and *the president of the court, X,*.
    """
    after = [t.lower_ for t in doc[person.end : person.end + 2]]
    closed = bool(after) and after[0] in (",", ".", ")") and "and" not in after
    between = doc[noun + 1 : person.start - 1]
    owned = not between or (between[0].lower_ == "of" and all(t.pos_ in NOMINAL or t.text in "()" for t in between))
    return person.start > noun + 1 and doc[person.start - 1].text == "," and owned and closed
