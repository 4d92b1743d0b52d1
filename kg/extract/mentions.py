"""Mentions: every stretch of text that may stand for an entity, before it is known which.

A mention is a name, a role or group in common nouns (*the Iranian foreign minister*, *Russian troops*), or a pronoun.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.extract.candidates import Candidate, Found
from kg.extract.names import LABELS, Name, NameIndex, find_names
from kg.extract.nouns import ARGUMENTS, BODIES, DEPARTMENTS, ORGANS, Nouns, peoples_and_citizens, pronoun
from kg.extract.syntax import SUBJECTS, cases, children, first_conjunct, top_of
from kg.extract.titles import (
    HONORIFICS,
    acronym_before,
    appositions,
    of_sort,
    title_before,
    titles_above,
    with_other_nouns,
    with_title,
    without_apposed,
)
from kg.extract.words import WORDS
from kg.gazetteer import Gazetteer, Place
from kg.model import EntityKind

FUNCTION_WORDS = frozenset({"of", "the", "to", "for", "and", "in", "at", "on"})
"""What holds a role of many words together (*leader of the opposition*) and is no role of its own."""
GIVEN_NAMES = frozenset({"jordan", "chad", "georgia", "israel", "kenya"})
"""Countries whose names people bear."""
SETTLEMENTS = WORDS["settlements"]
AMERICAN_OFFICES = WORDS["american_offices"]
"""Words behind the name of a part of the United States."""
TITLE_WORDS = WORDS["title_words"]
PARTY_ORGANS = WORDS["party_organs"]
"""Bodies of a party that act for it."""
WHERE = frozenset({"in", "on", "at", "near", "from", "to", "of", "outside", "around"})
"""Before a word that is a place's name and a person's, they tell that it is the place."""
ACRONYM = re.compile(r"[A-Z]{3,6}")
COMMON_PARTIES = WORDS["common_parties"]
LEAST_TOLD = 3
"""A country told of so often, beside nothing of a party's own, has a party of that name too."""
SPEAKING = frozenset({"speak", "learn", "teach", "study", "understand"})
STATE_CASES = WORDS["state_cases"]
STATE_VERBS, MUNICIPAL = WORDS["state_verbs"], WORDS["municipal"]
STATE_NOUNS = WORDS["state_nouns"]


class MentionFinder:
    """Finds mentions by the gazetteer's names, the model's names and the agents' nouns."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._index = NameIndex(gazetteer)
        self._nouns = Nouns(gazetteer.agents)
        self._role_words = {
            word for agent in gazetteer.agents if agent.number == "role" for word in agent.noun.split()
        } - FUNCTION_WORDS | TITLE_WORDS
        self._places = {place.name: place for place in gazetteer.places}

    def find(self, doc: Doc) -> Found:
        """Return the mentions of a document, left to right."""
        names = find_names(doc, self._index)
        groups, peoples = peoples_and_citizens(doc, names)
        names = [name for name in names if name.end - 1 not in peoples and not _is_language(doc, name)]
        nationalities = {i: code for name in names if (code := _nationality(name)) for i in range(name.start, name.end)}
        named = [c for name in names if (c := self._named(doc, name, nationalities))]
        named = self._parties_at_home(doc, named, nationalities)
        inside = {i for c in (*named, *groups) for i in range(c.start, c.end)} | nationalities.keys()
        named += [c for token in doc if token.i not in inside for c in self._unlisted(token, inside)]
        inside |= {i for c in named for i in range(c.start, c.end)}
        titles = {c.head: title_before(doc, c.start, self._role_words, inside) for c in named if c.kind == "Person"}
        taken = inside.union(*titles.values())
        nouns = [
            c
            for token in doc
            if token.i not in taken and (c := self._nouns.candidate(token, peoples.get(token.i), named, nationalities))
        ]
        apposed = appositions(doc, nouns, named)
        told = {apposed[noun.head]: noun for noun in reversed(nouns) if noun.head in apposed}
        named = [self._told(doc, c, titles.get(c.head, []), told.get(c.head), named, nationalities) for c in named]
        states = with_other_nouns(doc, [c for c in named if c.kind == "Country"])  # NATO ally Turkey
        nouns = [*without_apposed(doc, nouns, apposed.keys() | states.keys()), *groups]
        covered = inside | {c.head for c in nouns}
        pronouns = [c for token in doc if token.i not in covered and (c := pronoun(token))]
        return Found(
            candidates=tuple(sorted([*named, *nouns, *pronouns], key=lambda c: (c.start, c.end))),
            nationalities=nationalities,
            apposed=with_other_nouns(doc, named) | titles_above(doc, titles) | apposed,
            acronyms={doc[i].text: c.head for c in named if c.kind == "Person" and (i := acronym_before(doc, c.start))},
        )

    def _parties_at_home(self, doc: Doc, named: list[Candidate], nationalities: dict[int, str]) -> list[Candidate]:
        """Return the names, but parties whose name many bear as unknown where they are another country's."""
        parties = [c for c in named if c.known and _is_common(c)]
        told = Counter([*nationalities.values(), *(code for c in named if c not in parties for code in _states(c))])
        found = []
        for name in named:
            if name in parties:
                home = self._gazetteer.organization(str(name.known)).country
                owners, _ = self._nouns.modifiers(doc[name.head], named, nationalities)
                elsewhere = home not in told and max(told.values(), default=0) >= LEAST_TOLD
                if home not in owners if owners else elsewhere:
                    name = replace(name, known=None, countries=owners)
            found.append(name)
        return found

    def _told(
        self,
        doc: Doc,
        name: Candidate,
        title: list[int],
        apposed: Candidate | None,
        named: list[Candidate],
        nationalities: dict[int, str],
    ) -> Candidate:
        """Return a name with what its title and the noun in apposition to it tell of it."""
        if name.kind == "Organization" and apposed:
            return of_sort(name, apposed)
        if name.kind != "Person" or not (title or apposed):
            return name
        agents = (self._nouns.agent(doc[i])[0] for i in reversed(title))  # the Minister of Energy
        agent = next(filter(None, agents), None)
        return with_title(name, title, agent, apposed, named, nationalities)

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
        title = title_before(token.doc, start, self._role_words, inside, departments=False)
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
            head=top_of(doc[start:end]).i,
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
        head = top_of(doc[name.start : name.end])
        if "person" in known and not _is_settlement(doc, name.start):
            return known["person"], "Person"
        if "organization" in known and ("capital" not in known or self._is_seat(doc, name)):
            return known["organization"], "Organization"
        homonym = name.kind == "Person" and _is_given_name(doc[name.start])
        if "country" in known and not homonym and not ("place" in known and self._is_american(doc, name)):
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

    def _is_seat(self, doc: Doc, name: Name) -> bool:
        """Tell whether a capital stands for a body that sits there, not for its state: *Brussels* for the Union.

        Not *Brussels' mayor*, nor where the text tells of the state and not of the body.
        """
        head = top_of(doc[name.start : name.end])
        if not _acts_as_state(head) or (head.dep_ == "nmod:poss" and head.head.lemma_ in MUNICIPAL):
            return False
        body = self._gazetteer.organization(name.known["organization"])
        state = self._gazetteer.country(name.known["capital"])
        words = {token.text for token in doc}
        others = {body.name, *body.aliases} - {doc[name.start : name.end].text}
        told = any(other in (doc.text if " " in other else words) for other in others)
        return told or words.isdisjoint({state.name, *state.demonyms})

    def _is_american(self, doc: Doc, name: Name) -> bool:
        """Tell whether a name that a state and a part of the United States share means the latter.

        *Georgia Governor Brian Kemp*, *Atlanta, Georgia*.
        """
        before = [t.text for t in doc[max(0, name.start - 2) : name.start]]
        place = self._places.get(before[0]) if before[1:] == [","] else None
        county = before == ["County", ","]
        if (county or (place and place.country == "USA")) and doc[name.start].dep_ not in SUBJECTS:
            return True
        return doc[name.end : name.end + 1].text.lower().rstrip(".") in AMERICAN_OFFICES

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


def _is_language(doc: Doc, name: Name) -> bool:
    """Tell whether a word of nationality is a language: *said in English*, *speaks Russian*."""
    word = doc[name.end - 1]
    if "demonym" not in name.known or word.tag_ in ("NNS", "NNPS") or children(word, "det", "nummod"):
        return False
    spoken = word.dep_ == "obj" and word.head.lemma_ in SPEAKING
    return spoken or (word.dep_ in ("obl", "nmod") and not cases(word).isdisjoint({"in", "into"}))


def _is_settlement(doc: Doc, start: int) -> bool:
    """Tell whether a name stands behind *the town of* and the like, whoever else bears it."""
    before = [t.lower_ for t in doc[max(0, start - 2) : start]]
    return before[-1:] == ["of"] and before[0] in SETTLEMENTS


def _is_given_name(token: Token) -> bool:
    """Tell whether a state's name is a person's whom the text names in full somewhere: *Chad* of *Chad Wolf*."""
    if token.lower_ not in GIVEN_NAMES:
        return False
    people = (e for e in token.doc.ents if LABELS.get(e.label_) == "Person" and len(e) > 1)
    return any(word.lower_ == token.lower_ for person in people for word in person)


def _is_common(name: Candidate) -> bool:
    """Tell whether a body's name is one that parties of several countries bear: *the Democratic Party*."""
    words = name.text.lower().split()
    return name.kind == "Organization" and words[-1] == "party" and COMMON_PARTIES.issuperset(words)


def _states(name: Candidate) -> set[str]:
    if name.kind == "Country" and name.known:
        return {name.known.removeprefix("country:")}
    return {code for code in name.countries if code != "IGO"}


def _nationality(name: Name) -> str | None:
    return name.known.get("demonym") if set(name.known) == {"demonym"} else None


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
