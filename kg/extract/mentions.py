"""Mentions: every stretch of text that may stand for an entity, before it is known which.

A mention is a name, a role or group in common nouns (*the Iranian foreign minister*, *Russian troops*), or a pronoun.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from kg.extract.names import Name, NameIndex, find_names
from kg.extract.syntax import SUBJECTS, cases, children, conjuncts, first_conjunct, phrases
from kg.extract.words import WORDS
from kg.gazetteer import Agent, Gazetteer, Place
from kg.model import EntityKind, MentionKind

PRONOUNS = WORDS["pronouns"]
FUNCTION_WORDS = frozenset({"of", "the", "to", "for", "and", "in", "at", "on"})
"""What holds a role of many words together (*leader of the opposition*) and is no role of its own."""
GIVEN_NAMES = frozenset({"jordan", "chad", "georgia", "israel", "kenya"})
"""Countries whose names people bear."""
HONORIFICS = WORDS["honorifics"]
TITLE_WORDS = WORDS["title_words"]
ORGANS, DEPARTMENTS = WORDS["organs"], WORDS["departments"]
"""Organs of a state that are organizations of their own once the state is known."""
PARTY_ORGANS = WORDS["party_organs"]
"""Bodies of a party that act for it."""
BODIES = WORDS["bodies"]
"""Nouns that stand for an organization where one named before fits: *the agency*."""
BODY_NOUNS = {"organ": ORGANS, "body": BODIES, "counterpart": frozenset({"counterpart"})}
PRESS, FIRMS = WORDS["press"], WORDS["firms"]
SORTS, BLOCS = WORDS["sorts"], WORDS["blocs"]
"""What a body may be called behind its name, *the Hamas group*; and one of many states, *the NATO alliance*."""
COLLECTIVES = WORDS["collectives"]
ETHNIC = Agent(noun="ethnic", sector="CVL", number="group")
"""What *ethnic Albanians* are: a group of the country where they live."""
PEOPLE = Agent(noun="people", sector="CVL", number="group")
"""What *Kurds* or *the Rohingya* are."""
WHERE = frozenset({"in", "on", "at", "near", "from", "to", "of", "outside", "around"})
"""Before a word that is a place's name and a person's, they tell that it is the place."""
CITIZENS = "citizens"
SOME = WORDS["some"]
QUANTITIES = COLLECTIVES | WORDS["quantities"]
ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss"})
ACRONYM = re.compile(r"[A-Z]{3,6}")
NOMINAL = frozenset({"ADP", "ADJ", "DET", "NOUN", "PROPN"})
"""What an *of* phrase is made of."""
TITLE_ACRONYM = re.compile(r"[A-Z]{2,6}")
ABROAD = WORDS["abroad"]
"""Bodies and people of one state in another: *its embassy in Damascus*."""
PAIRED = WORDS["paired"]
TWO = frozenset({"two", "pair", "duo"})
STATE_CASES = WORDS["state_cases"]
STATE_VERBS = WORDS["state_verbs"]
STATE_NOUNS = WORDS["state_nouns"]


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


class MentionFinder:
    """Finds mentions by the gazetteer's names, the model's names and the agents' nouns."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._index = NameIndex(gazetteer)
        self._agents = {agent.noun: agent for agent in gazetteer.agents}
        self._role_words = {
            word for agent in gazetteer.agents if agent.number == "role" for word in agent.noun.split()
        } - FUNCTION_WORDS | TITLE_WORDS
        self._places = {place.name: place for place in gazetteer.places}

    def find(self, doc: Doc) -> Found:
        """Return the mentions of a document, left to right."""
        names = find_names(doc, self._index)
        ethnic = {name.end - 1: ETHNIC for name in names if _is_ethnic(doc, name)}
        citizens = [c for name in names if name.end - 1 not in ethnic and (c := _citizens(doc, name))]
        peoples = {name.end - 1 for name in names if "people" in name.known and not _is_person(doc, name)}
        ethnic |= {i: PEOPLE for i in peoples if _is_people(doc[i])}
        apart = ethnic.keys() | peoples | {c.end - 1 for c in citizens}
        names = [name for name in names if name.end - 1 not in apart]
        nationalities = {i: code for name in names if (code := _nationality(name)) for i in range(name.start, name.end)}
        named = [c for name in names if (c := self._named(doc, name, nationalities))]
        inside = {i for c in (*named, *citizens) for i in range(c.start, c.end)} | nationalities.keys()
        named += [c for token in doc if token.i not in inside for c in self._unlisted(token, inside)]
        inside |= {i for c in named for i in range(c.start, c.end)}
        titled = {i for c in named if c.kind == "Person" for i in _title_span(doc, c.start, self._role_words, inside)}
        nouns = [
            c
            for token in doc
            if token.i not in inside | titled
            for c in self._noun(token, ethnic.get(token.i), named, nationalities)
        ]
        people = [self._with_title(doc, c, named, nouns, nationalities, inside) for c in named]
        apposed = {
            c.head: name.head for c in nouns if (name := _apposed_person(doc, c, named) or _its_name(doc, c, named))
        }
        sorts = {apposed[c.head]: c for c in nouns if c.head in apposed}
        people = [_of_sort(c, sorts[c.head]) if c.head in sorts else c for c in people]
        nouns = [c for c in nouns if c.head not in apposed]
        named_by_office = {doc[c.head].head.i for c in nouns if c.number == "role" and _is_apposed(doc[c.head])}
        nouns = [c for c in nouns if c.head not in named_by_office]
        apposed = _with_other_nouns(doc, named) | _titles_above(doc, people, titled) | apposed
        nouns += citizens
        covered = inside | {c.head for c in nouns}
        pronouns = [c for token in doc if token.i not in covered for c in _pronoun(token)]
        ordered = sorted([*people, *nouns, *pronouns], key=lambda c: (c.start, c.end))
        acronyms = {doc[i].text: c.head for c in named if c.kind == "Person" and (i := _acronym_before(doc, c.start))}
        return Found(candidates=tuple(ordered), nationalities=nationalities, apposed=apposed, acronyms=acronyms)

    def _unlisted(self, token: Token, inside: set[int]) -> Iterator[Candidate]:
        """Yield a proper noun that neither gazetteer nor model named: an acronym that acts, a surname after a title."""
        acronym = ACRONYM.fullmatch(token.text)
        noun = "NN" if acronym else "NNP"
        if not token.tag_.startswith(noun) or token.ent_type_ or first_conjunct(token).dep_ not in ARGUMENTS:
            return
        start = token.i
        while start > 0 and token.doc[start - 1].tag_ == "NNP" and token.doc[start - 1].head == token:
            if start - 1 in inside or token.doc[start - 1].lower_ in self._role_words | HONORIFICS:
                break
            start -= 1
        title = _title_span(token.doc, start, self._role_words, inside)
        if start in inside or token.lower_ in self._role_words | HONORIFICS | BODIES or not (title or acronym):
            return
        yield Candidate(
            start=start,
            end=token.i + 1,
            head=token.i,
            form="name",
            text=token.doc[start : token.i + 1].text,
            kind="Person" if title else "Organization",
            unlisted=True,
        )

    def _named(self, doc: Doc, name: Name, nationalities: dict[int, str]) -> Candidate | None:
        start, end = name.start, name.end
        known, kind = self._reading(doc, name)
        if kind is None or (kind == "Organization" and known is None and self._is_organ(doc[start:end])):
            return None
        if kind == "Person" and known is None:
            while start + 1 < end and doc[start].lower_.rstrip(".") in HONORIFICS | self._role_words:
                start += 1
        return Candidate(
            start=start,
            end=end,
            head=_head(doc, start, end).i,
            form="name",
            text=doc[start:end].text,
            kind=kind,
            known=known,
            countries=self._countries(name, known, nationalities, None if kind == "Person" else name.within),
            sector=self._gazetteer.organization(known).sector if known and kind == "Organization" else None,
        )

    def _is_organ(self, name: Span) -> bool:
        """Tell whether a name in capitals is what every state or party has: *Parliament*, *the Core Committee*."""
        if name.text.lower() in PARTY_ORGANS and name[-1].lower_ in BODIES:
            return True
        return name[-1].lower_ in ORGANS and all(t.lower_ in DEPARTMENTS for t in name[:-1])

    def _reading(self, doc: Doc, name: Name) -> tuple[str | None, EntityKind | None]:
        """Choose among the gazetteer's readings of a name by where it stands; else take the model's kind."""
        known = name.known
        head = _head(doc, name.start, name.end)
        if "person" in known:
            return known["person"], "Person"
        if "organization" in known:
            return known["organization"], "Organization"
        if "country" in known and not (name.kind == "Person" and doc[name.start].lower_ in GIVEN_NAMES):
            return f"country:{known['country']}", "Country"
        if "metonym" in known and _acts_as_state(head):
            return f"country:{known['metonym']}", "Country"
        somewhere = name.kind != "Person" or (name.end - name.start == 1 and cases(head) & WHERE)
        if known.keys() & {"place", "capital", "metonym"} and somewhere:
            place = self._places.get(known.get("place", "")) or Place(
                name=doc[name.start : name.end].text, aliases=(), country=None
            )
            return place.id, "Location"
        if "demonym" in known:
            return (f"country:{known['demonym']}", "Country") if _acts_as_people(head) else (None, None)
        return None, name.kind

    def _countries(
        self, name: Name, known: str | None, nationalities: dict[int, str], within: str | None
    ) -> tuple[str, ...]:
        """Return the country that a named body, place or person has of itself or by the word before it."""
        country: str | None = nationalities.get(name.start - 1) or within
        if known and known.startswith("org:"):
            country = self._gazetteer.organization(known).country
        elif known and known.startswith("person:"):
            country = self._gazetteer.leader(known).country
        elif known and known.startswith("place:"):
            place = self._places.get(name.known.get("place", ""))
            country = place.country if place else name.known.get("capital") or name.known.get("metonym")
        return (country,) if country else ()

    def _noun(
        self, token: Token, ethnic: Agent | None, named: list[Candidate], nationalities: dict[int, str]
    ) -> Iterator[Candidate]:
        """Yield the role, group or state that a common noun heads, one for each nationality that modifies it."""
        if _is_two(token):
            yield Candidate(
                start=token.i, end=token.i + 1, head=token.i, form="role", text=token.text, number="pair", plural=True
            )
            return
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.dep_ == "amod":
            return
        agent, first = (ethnic, token.i - (ethnic is ETHNIC)) if ethnic else self._agent(token)
        if token.dep_ == "compound" and not (token.tag_.startswith("NNP") or self._acts_in(agent, token)):
            return
        if _is_pair(token):
            yield Candidate(
                start=first,
                end=token.i + 1,
                head=token.i,
                form="role",
                text=token.text,
                number="pair",
                title=token.lemma_.lower(),
                plural=True,
            )
            return
        body = next((number for number, nouns in BODY_NOUNS.items() if token.lemma_.lower() in nouns), None)
        if agent is None and body is None:
            return
        start = min(
            [first, *(t.i for t in token.lefts if t.dep_ in ("amod", "compound", "nmod", "nummod") for t in t.subtree)]
        )
        countries, owner = self._modifiers(token, named, nationalities)
        noun = agent.noun if agent else token.doc[first : token.i + 1].text.lower()
        if (
            agent
            and agent.number == "role"
            and token.i + 1 < len(token.doc)
            and token.dep_ in ("compound", "nmod:desc")
        ):
            return
        plural = token.tag_ in ("NNS", "NNPS") or (agent is not None and agent.number in ("group", "state"))
        yield Candidate(
            start=start,
            end=token.i + 1,
            head=token.i,
            form="role",
            text=token.doc[start : token.i + 1].text,
            kind=None,
            countries=countries,
            body=owner,
            sector=agent.sector if agent else "GOV" if body == "organ" else None,
            title=noun,
            number=agent.number if agent else body,
            plural=plural,
            definite=token.tag_ == "NN" and _is_definite(token),
        )

    def _acts_in(self, agent: Agent | None, token: Token) -> bool:
        """Tell whether a noun may do what its head tells: *a government crackdown*, not *government troops*."""
        alone = self._agent(token.head)[0] is None and token.head.lemma_.lower() not in BODIES | ORGANS
        return agent is not None and alone

    def _agent(self, token: Token) -> tuple[Agent | None, int]:
        """Return the agent that a noun heads, the longest in the list, and the token it begins at."""
        behind = [t.lower_ for t in token.doc[token.i + 1 : token.i + 4]]
        for length in range(3, 0, -1) if behind[:1] in (["of"], ["general"]) else ():
            if agent := self._agents.get(" ".join([token.lemma_.lower(), *behind[:length]])):
                return agent, token.i  # secretary of state, attorney general
        for length in (3, 2, 1):
            first = token.i - length + 1
            if first < 0:
                continue
            before = [t.lower_ for t in token.doc[first : token.i] if t.text != "-"]  # vice-president
            words = [*before, token.lemma_.lower()]
            agent = self._agents.get(" ".join(words)) or self._agents.get(" ".join([*words[:-1], token.lower_]))
            if agent:
                return agent, first
        return None, token.i

    def _modifiers(
        self, token: Token, named: list[Candidate], nationalities: dict[int, str]
    ) -> tuple[tuple[str, ...], str | None]:
        """Return the countries and the body that modify a noun: before it, or after *of*, *in*, *from*."""
        # A Chinese government crackdown; the Saudi crown prince.
        owners = [token, *children(token, "compound"), *([token.head] if token.dep_ == "compound" else ())]
        marks = [t for o in owners for c in children(o, "amod", "compound", "nmod") for t in conjuncts(c) if t != token]
        by_head = {c.head: c for c in named}
        speaks = token.lemma_.lower().startswith("spokes")
        tied = {"of", "from"} if token.lemma_.lower() in ABROAD else {"of", "in", "from", *(("for",) if speaks else ())}
        countries: list[str] = []
        body = None
        for mark in marks:
            behind = cases(mark) | cases(first_conjunct(mark))
            if mark.i > token.i and (not behind & tied or (countries and behind == {"in"})):
                continue  # a German doctor in Niger
            if mark.i in nationalities:
                countries.append(nationalities[mark.i])
            elif (token.lemma_.lower() in COLLECTIVES and self._agent(mark)[0]) or (  # a group of Moroccan diplomats
                speaks and mark.i not in by_head  # a spokesman for Sudan's army
            ):
                countries += self._modifiers(mark, named, nationalities)[0]
            elif mark.i in by_head:
                owner = by_head[mark.i]
                if owner.kind == "Country" and owner.known:
                    countries.append(owner.known.removeprefix("country:"))
                else:
                    countries.extend(owner.countries)
                    body = body or (owner.known or owner.text if owner.kind == "Organization" else None)
        return tuple(dict.fromkeys(countries)), body

    def _with_title(
        self,
        doc: Doc,
        person: Candidate,
        named: list[Candidate],
        nouns: list[Candidate],
        nationalities: dict[int, str],
        inside: set[int],
    ) -> Candidate:
        """Return a person's name with the title, country and body that stand before it or beside it in apposition."""
        if person.kind != "Person":
            return person
        span = _title_span(doc, person.start, self._role_words, inside)
        apposed = next((n for n in nouns if _apposed_person(doc, n, [person])), None)
        if not span and not apposed:
            return person
        countries, states, body, title, sector = list(person.countries), [], None, None, None
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
        if span:
            agent, _ = self._agent(doc[span[-1]])
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


def _is_ethnic(doc: Doc, name: Name) -> bool:
    """Tell whether a word of nationality is none: *ethnic Albanians* of Serbia."""
    return "demonym" in name.known and name.start > 0 and doc[name.start - 1].lower_ == "ethnic"


def _is_person(doc: Doc, name: Name) -> bool:
    """Tell whether a people's name is somebody's: *Tamil* alone, but neither *the Tamil* nor *Tamils*."""
    head = doc[name.end - 1]
    return name.kind == "Person" and not (head.text.endswith("s") or children(head, "det"))


def _is_people(token: Token) -> bool:
    """Tell whether a people's name is a noun of its own: *Kurds* and *the Rohingya*, not *Kurdish* fighters."""
    return token.tag_.startswith("NN") and token.dep_ not in ("compound", "amod", "nmod:desc", "flat")


def _citizens(doc: Doc, name: Name) -> Candidate | None:
    """Return some people of a country, who are not their state: *two Americans*, *hundreds of Syrians*, *a Russian*."""
    head = _head(doc, name.start, name.end)
    if "demonym" not in name.known or not head.tag_.startswith("NN") or head.dep_ in ("compound", "amod"):
        return None
    counted = any(c.dep_ == "nummod" or c.lower_ in SOME for c in head.children)
    if not counted and not (head.head.lemma_.lower() in QUANTITIES and "of" in cases(head)):
        return None
    return Candidate(
        start=name.start,
        end=name.end,
        head=head.i,
        form="role",
        text=doc[name.start : name.end].text,
        countries=(name.known["demonym"],),
        sector="CVL",
        title=CITIZENS,
        number="group",
        plural=head.tag_.endswith("S"),
    )


def _nationality(name: Name) -> str | None:
    return name.known.get("demonym") if set(name.known) == {"demonym"} else None


def _head(doc: Doc, start: int, end: int) -> Token:
    """Return the token of [start, end) whose head lies outside; the last such where a parse splits a name."""
    outside = [t for t in doc[start:end] if not start <= t.head.i < end or t.head.i == t.i]
    return outside[-1] if outside else doc[end - 1]


def _acts_as_state(head: Token) -> bool:
    """Tell whether a capital stands for its state: it acts, owns, or is a side, and is no place.

    *Moscow is waiting for signals from Washington* against *a rally in Moscow*.
    """
    top = first_conjunct(head)
    dep, governor = top.dep_, top.head
    if dep in ("nsubj", "nmod:poss", "iobj", "obl:agent"):
        return not any(c.dep_ == "cop" for c in governor.children) or governor.pos_ == "ADJ"
    if dep in ("obj", "nsubj:pass"):
        return governor.lemma_ in STATE_VERBS
    if dep in ("obl", "nmod"):
        found = cases(top) or cases(head)
        return bool(found & STATE_CASES) or (
            bool(found & {"to", "from", "on", "for"}) and governor.lemma_ in STATE_NOUNS
        )
    return False


def _acts_as_people(head: Token) -> bool:
    """Tell whether a word of nationality stands for the people or state and does not modify another noun."""
    top = first_conjunct(head)
    if head.tag_ in ("NNPS", "NNS"):
        return head.dep_ not in ("compound", "amod")
    return top.dep_ in ("nsubj", "obj", "iobj", "nsubj:pass", "obl", "obl:agent") and any(
        c.lower_ == "the" for c in top.children
    )


def _acronym_before(doc: Doc, start: int) -> int | None:
    """Return the acronym in brackets right before a name: *Chief Justice (CJ) X*."""
    bracketed = start > 2 and doc[start - 3].text == "(" and doc[start - 1].text == ")"
    return start - 2 if bracketed and TITLE_ACRONYM.fullmatch(doc[start - 2].text) else None


def _title_span(doc: Doc, start: int, role_words: set[str], inside: set[int]) -> list[int]:
    """Return the tokens of the title right before a name, left to right; empty unless it holds a role's noun."""
    acronym = _acronym_before(doc, start)
    i = acronym - 2 if acronym else start - 1
    found: list[int] = []
    while i >= 0 and doc[i].sent == doc[start].sent:
        token = doc[i]
        word = token.lower_.rstrip(".")
        if (
            word in role_words
            or word in HONORIFICS
            or token.lemma_.lower() in role_words
            or (
                found
                and (
                    i in inside
                    or token.tag_ in ("JJ", "POS", "NNP", "HYPH")
                    or (token.tag_ == "NN" and token.is_title)
                    or token.lower_ in ("for", "of", "and")
                )
            )
        ):
            found.append(i)
        else:
            break
        i -= 1
    while found and doc[found[-1]].lower_ in ("for", "of", "and", "'s", "’s"):
        found.pop()
    return sorted(found)


def _apposed_person(doc: Doc, noun: Candidate, named: list[Candidate]) -> Candidate | None:
    """Return the person whom a role stands in apposition to, on either side."""
    head = doc[noun.head]
    for person in named:
        if person.kind == "Person":
            name = doc[person.head]
            if (head.dep_ == "appos" and head.head == name) or (name.dep_ in ("appos", "flat") and name.head == head):
                return person
            if head.tag_ == "NN" and _set_off(doc, head.i, person):
                return person
    return None


def _is_apposed(noun: Token) -> bool:
    """Tell whether an office tells who a noun before it is: *my friend the prime minister*."""
    return noun.dep_ == "appos" and noun.head.tag_ in ("NN", "NNS")


def _with_other_nouns(doc: Doc, named: list[Candidate]) -> dict[int, int]:
    """Return other nouns that a name stands in apposition to, each with its head: *his friend X*, *the host, Y*."""
    heads = [doc[name.head] for name in named if name.kind != "Location"]
    return {name.head.i: name.i for name in heads if name.dep_ == "appos" and name.head.tag_ in ("NN", "NNP")}


def _titles_above(doc: Doc, people: list[Candidate], titled: set[int]) -> dict[int, int]:
    """Return titles that the parse makes the head of the name behind them, each with the head of that name."""
    names = [doc[c.head] for c in people if c.kind == "Person"]
    return {name.head.i: name.i for name in names if name.dep_ == "flat" and name.head.i in titled}


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


def _of_sort(name: Candidate, noun: Candidate) -> Candidate:
    """Return an organization with the country and sector of the noun that tells what it is, where it has none."""
    if name.kind != "Organization" or name.countries:
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


def _is_pair(token: Token) -> bool:
    """Tell whether a noun refers back to two sides: *both leaders*, *the two countries*."""
    if token.tag_ != "NNS" or token.lemma_.lower() not in PAIRED:
        return False
    words = {c.lower_ for c in token.children}
    return "both" in words or (bool(words & {"the", "these"}) and "two" in words)


def _is_two(token: Token) -> bool:
    """Tell whether a word alone refers back to two sides: *the two*, *the pair*, *both*."""
    word, words = token.lower_, [c.lower_ for c in token.children if c.dep_ not in ("punct", "case", "cc")]
    if word == "both":
        return token.dep_ in SUBJECTS and not words
    return word in TWO and token.dep_ in ARGUMENTS and words == ["the"]


def _is_definite(token: Token) -> bool:
    before = [child.lower_ for child in token.lefts if child.dep_ not in ("case", "cc", "mark", "punct")]
    return before in (["the"], ["this"]) and not phrases(token, "of")


def _pronoun(token: Token) -> Iterator[Candidate]:
    if token.lower_ in PRONOUNS and token.pos_ in ("PRON", "DET") and token.dep_ != "expl":
        yield Candidate(start=token.i, end=token.i + 1, head=token.i, form="pronoun", text=token.text)
