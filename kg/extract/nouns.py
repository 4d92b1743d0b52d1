"""Mentions in common nouns: roles, groups, states, bodies and pairs, and the pronouns."""

from collections.abc import Container, Iterable

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.forms import lemmas
from kg.extract.names import Name
from kg.extract.syntax import SUBJECTS, cases, children, conjuncts, first_conjunct, is_spokesman, phrases, top_of
from kg.extract.words import WORDS
from kg.gazetteer import Agent

ORGANS, DEPARTMENTS = WORDS["organs"], WORDS["departments"]
"""Organs of a state that are organizations of their own once the state is known."""
BODIES = WORDS["bodies"]
"""Nouns that stand for an organization where one named before fits: *the agency*."""
LANDS = WORDS["lands"]
"""Nouns that stand for a state named before: *the country*."""
BODY_NOUNS = {"organ": ORGANS, "body": BODIES, "counterpart": frozenset({"counterpart"}), "land": LANDS}
COLLECTIVES = WORDS["collectives"]
ETHNIC = Agent(noun="ethnic", sector="CVL", number="group")
"""What *ethnic Albanians* are: a group of the country where they live."""
PEOPLE = Agent(noun="people", sector="CVL", number="group")
"""What *Kurds* or *the Rohingya* are."""
CITIZENS, MEMBER = "citizens", "member"
LONGEST = 5
"""Tokens of the longest agent's noun, its hyphens with them: *prime minister-designate*."""
SOME = WORDS["some"]
CROWDS = frozenset({"ten", "dozen", "hundred", "thousand"})
"""Numbers that alone stand for people: *thousands marched*."""
DONE_TO_PEOPLE = WORDS["done_to_people"]
QUANTITIES = COLLECTIVES | WORDS["quantities"]
ABROAD = WORDS["abroad"]
"""Bodies and people of one state in another: *its embassy in Damascus*."""
PAIRED = WORDS["paired"]
TWO = frozenset({"two", "pair", "duo"})
MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod"})
ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss"})
PRONOUNS = WORDS["pronouns"]


class Nouns:
    """Finds mentions in common nouns by the agents' nouns, and what modifies them."""

    def __init__(self, agents: Iterable[Agent]) -> None:
        by_noun = {agent.noun: agent for agent in agents}
        self._agents = {noun.replace("-", " "): agent for noun, agent in by_noun.items()} | by_noun

    def candidate(
        self, token: Token, ethnic: Agent | None, named: list[Candidate], nationalities: dict[int, str]
    ) -> Candidate | None:
        """Return the role, group, state, body or pair that a common noun heads; `ethnic` is what a people's name is."""
        if _is_two(token):
            return _pair(token, token.i, title=None)
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.dep_ == "amod":
            return None
        if _is_crowd(token):
            ethnic = PEOPLE
        agent, first = (ethnic, token.i - (ethnic is ETHNIC)) if ethnic else self.agent(token)
        if token.dep_ == "compound" and not (token.tag_.startswith("NNP") or self._acts_in(agent, token)):
            return None
        if _is_pair(token):
            return _pair(token, first, title=token.lemma_.lower())
        body = next((number for number, nouns in BODY_NOUNS.items() if token.lemma_.lower() in nouns), None)
        if (agent is None and body is None) or (agent and agent.number == "role" and _is_before_name(token)):
            return None
        start = min([first, *(t.i for left in token.lefts if left.dep_ in MODIFIERS for t in left.subtree)])
        countries, owner = self.modifiers(token, named, nationalities)
        return Candidate(
            start=start,
            end=token.i + 1,
            head=token.i,
            form="role",
            text=token.doc[start : token.i + 1].text,
            countries=countries,
            body=owner,
            sector=agent.sector if agent else "GOV" if body == "organ" else None,
            title=agent.noun if agent else token.doc[first : token.i + 1].text.lower(),
            number=agent.number if agent else body,
            plural=token.tag_ in ("NNS", "NNPS") or (agent is not None and agent.number in ("group", "state")),
            definite=token.tag_ == "NN" and _is_definite(token),
        )

    def _acts_in(self, agent: Agent | None, token: Token) -> bool:
        """Tell whether a noun may do what its head tells: *a government crackdown*, not *government troops*."""
        alone = self.agent(token.head)[0] is None and token.head.lemma_.lower() not in BODIES | ORGANS
        return agent is not None and alone

    def agent(self, token: Token) -> tuple[Agent | None, int]:
        """Return the agent that a noun heads, the longest in the list, and the token it begins at."""
        behind = [t.lower_ for t in token.doc[token.i + 1 : token.i + 4]]
        for length in range(3, 0, -1) if behind[:1] in (["of"], ["general"]) else ():
            if agent := self._agents.get(" ".join([token.lemma_.lower(), *behind[:length]])):
                return agent, token.i  # secretary of state, attorney general
        if token.text == "PM" and not any(c.isdigit() for c in token.doc[max(0, token.i - 1)].text):  # not 6:30 PM
            return self._agents.get("prime minister"), token.i
        for length in range(LONGEST, 0, -1):
            first = token.i - length + 1
            if first < 0:
                continue
            before = [t.lower_ for t in token.doc[first : token.i] if t.text != "-"]  # vice-president
            found = (self._agents.get(" ".join([*before, lemma]).replace("-", " ")) for lemma in lemmas(token))
            if agent := next(filter(None, found), None):
                return agent, first
        return None, token.i

    def modifiers(
        self, token: Token, named: list[Candidate], nationalities: dict[int, str]
    ) -> tuple[tuple[str, ...], str | None]:
        """Return the countries and the body that modify a noun: before it, or after *of*, *in*, *from*."""
        # A Chinese government crackdown; the Saudi crown prince.
        owners = [token, *children(token, "compound"), *([token.head] if token.dep_ == "compound" else ())]
        marks = [t for o in owners for c in children(o, "amod", "compound", "nmod") for t in conjuncts(c) if t != token]
        by_head = {c.head: c for c in named}
        speaks = is_spokesman(token)
        tied_to_organ = speaks or token.lemma_.lower() == MEMBER
        tied = {"of", "from"} if token.lemma_.lower() in ABROAD else {"of", "in", "from", *(("for",) if speaks else ())}
        countries: list[str] = []
        body = told = None
        for mark in marks:
            phrase = first_conjunct(mark)
            behind = cases(mark) | cases(phrase)
            apart = countries and phrase != told and behind <= {"in", "from"}
            if mark.i > token.i and (not behind & tied or apart):
                continue  # a German doctor in Niger
            told = phrase
            if mark.i in nationalities:
                countries.append(nationalities[mark.i])
            elif (token.lemma_.lower() in COLLECTIVES and self.agent(mark)[0]) or (  # a group of Moroccan diplomats
                tied_to_organ and mark.i not in by_head  # a spokesman for Sudan's army
            ):
                countries += self.modifiers(mark, named, nationalities)[0]
            elif (name := _named_by(mark, by_head)) is not None:
                owner = by_head[name]
                if owner.kind == "Country" and owner.known:
                    countries.append(owner.known.removeprefix("country:"))
                else:
                    countries.extend(owner.countries)
                    body = body or (owner.known or owner.text if owner.kind == "Organization" else None)
        return tuple(dict.fromkeys(countries)), body


def _named_by(mark: Token, by_head: Container[int]) -> int | None:
    """Return the head of the name that a noun's modifier is, or calls by its sort: *fighters from the group JNIM*."""
    return next((t.i for t in (mark, *children(mark, "appos", "flat", "nmod:desc")) if t.i in by_head), None)


def _pair(token: Token, first: int, title: str | None) -> Candidate:
    return Candidate(
        start=first,
        end=token.i + 1,
        head=token.i,
        form="role",
        text=token.text,
        number="pair",
        title=title,
        plural=True,
    )


def _is_before_name(token: Token) -> bool:
    """Tell whether a noun is a title: *prime minister* of *Prime Minister X*."""
    return token.i + 1 < len(token.doc) and token.dep_ in ("compound", "nmod:desc")


def peoples_and_citizens(doc: Doc, names: list[Name]) -> tuple[list[Candidate], dict[int, Agent | None]]:
    """Return some citizens of a state, and the last words of names that name no state, with the group they name.

    *two Americans*; *ethnic Albanians*, *Kurds*; a people's name that modifies a noun names no group of its own.
    """
    found: dict[int, Agent | None] = {}
    citizens = []
    for name in names:
        last = name.end - 1
        if _is_ethnic(doc, name):
            found[last] = ETHNIC
        elif citizen := _citizens(doc, name):
            citizens.append(citizen)
            found[last] = None
        elif "people" in name.known and not _is_name_of_person(doc, name):
            found[last] = PEOPLE if _is_people(doc[last]) else None
    return citizens, found


def _citizens(doc: Doc, name: Name) -> Candidate | None:
    """Return some people of a country, who are not their state: *two Americans*, *hundreds of Syrians*, *a Russian*."""
    head = top_of(doc[name.start : name.end])
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


def _is_ethnic(doc: Doc, name: Name) -> bool:
    """Tell whether a word of nationality is none: *ethnic Albanians* of Serbia."""
    return "demonym" in name.known and name.start > 0 and doc[name.start - 1].lower_ == "ethnic"


def _is_name_of_person(doc: Doc, name: Name) -> bool:
    """Tell whether a people's name is somebody's: *Tamil* alone, but neither *the Tamil* nor *Tamils*."""
    head = doc[name.end - 1]
    return name.kind == "Person" and not (head.text.endswith("s") or children(head, "det"))


def _is_people(token: Token) -> bool:
    """Tell whether a people's name is a noun of its own: *Kurds* and *the Rohingya*, not *Kurdish* fighters."""
    return token.tag_.startswith("NN") and token.dep_ not in ("compound", "amod", "nmod:desc", "flat")


def _is_pair(token: Token) -> bool:
    """Tell whether a noun refers back to two sides: *both leaders*, *the two countries*."""
    if token.tag_ != "NNS" or token.lemma_.lower() not in PAIRED:
        return False
    words = {c.lower_ for c in token.children}
    return "both" in words or (bool(words & {"the", "these"}) and "two" in words)


def _is_crowd(token: Token) -> bool:
    """Tell whether a number is people by itself: *tens of thousands rallied*, not *thousands of dollars went*."""
    counted = any("of" in cases(t) and t.lemma_.lower() not in CROWDS for t in token.subtree if t.dep_ == "nmod")
    is_side = token.dep_ in SUBJECTS or (token.dep_ == "obj" and not DONE_TO_PEOPLE.isdisjoint(lemmas(token.head)))
    return token.lemma_.lower() in CROWDS and token.tag_ == "NNS" and is_side and not counted


def _is_two(token: Token) -> bool:
    """Tell whether a word alone refers back to two sides: *the two*, *the pair*, *both*."""
    word, words = token.lower_, [c.lower_ for c in token.children if c.dep_ not in ("punct", "case", "cc")]
    if word == "both":
        return token.dep_ in SUBJECTS and not words
    return word in TWO and token.dep_ in ARGUMENTS and words == ["the"]


def _is_definite(token: Token) -> bool:
    before = [child.lower_ for child in token.lefts if child.dep_ not in ("case", "cc", "mark", "punct")]
    return before in (["the"], ["this"]) and not phrases(token, "of")


def pronoun(token: Token) -> Candidate | None:
    """Return the mention that a pronoun is, unless it stands for nobody (*it rained*)."""
    if token.lower_ not in PRONOUNS or token.pos_ not in ("PRON", "DET") or token.dep_ == "expl":
        return None
    return Candidate(start=token.i, end=token.i + 1, head=token.i, form="pronoun", text=token.text)
