"""Roles: who does an event and to whom, from the slots of its trigger."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.drafts import Draft
from kg.extract.forms import hyphened, lemmas
from kg.extract.page import Page
from kg.extract.syntax import (
    LEAVING,
    cases,
    children,
    conjuncts,
    first_conjunct,
    is_furthering,
    is_judged,
    logical_objects,
    logical_subjects,
    phrases,
    places_behind,
    surface_subjects,
)
from kg.extract.triggers import Slots, Trigger, telling_verbs, types_of
from kg.extract.words import WORDS
from kg.ontology import Frame

ACTORS = {"verb": ("subj",), "adj": ("subj",), "noun": ("poss", "by", "subj", "from", "amod", "of")}
RECIPIENTS = {
    "verb": ("obj", "with", "against", "to", "on"),
    "noun": ("against", "on", "to", "with", "of"),
    "adj": ("to", "with", "of", "by"),
}
MOST_SIDES = 4
"""More sides than this are no longer told pair by pair."""
SENDING = WORDS["sending"]
"""Verbs whose object goes to whom they are about: *to send troops to Mali*."""
DONE_TO = frozenset({"of", "on", "against", "at"})
MATERIAL = (2, 4)
"""Quads of deeds, not words."""
OWNING = ("nmod:poss", "amod", "compound")
BELOW = (*OWNING, "nmod", "acl", "obl")
BEFALLING = WORDS["befalling"]
"""Acts of which an adjective tells to whom they are done, or where: *the Cuban embargo*."""
AGREEING = frozenset({"sign", "reach", "agree", "negotiate", "broker", "seal", "conclude", "hold"})
REPLIES = frozenset({"response", "reply", "answer", "reaction"})
OWNER_DEPTH = 3
"""How far below a thing its owner or place may stand: *a base of the army in Mali*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The sides of one event; `deep` where one stands only as owner or place of what is named.

    `sure` is the detector's probability that the word tells the event and that these are its sides, if it was asked.
    """

    actors: tuple[Draft, ...]
    recipients: tuple[Draft, ...] = ()
    mutual: bool = False
    deep: bool = False
    sure: float | None = None


class RoleFinder:
    """Finds the sides of the events of one article."""

    def __init__(self, page: Page) -> None:
        self._page, self._cast = page, page.cast

    def roles(self, trigger: Trigger) -> list[Roles]:
        """Return the sides of the events that a trigger tells: one, or one for each partner of a mutual act."""
        slots, frame = Slots(trigger.token, self._page), trigger.frame
        between = self._sides(slots.fill("between")) if frame.mutual else ()
        if len(between) > 1:
            return _among(between)
        used, actors, remote = self._actors(slots, frame)
        if not actors:
            return []
        if frame.spoken:
            own = self._sides(t for s in slots.fill("subj") for t in children(s, "nmod:poss"))
            blamed = Roles(actors=actors, recipients=self._blamed(slots, actors))
            return [] if any(owner in actors for owner in own) else [blamed]
        recipients, deep = self._recipients(slots, frame.recipient or RECIPIENTS[frame.pos], used, actors)
        if frame.mutual:
            return _mutual(actors, recipients)
        return [Roles(actors=actors, recipients=recipients, deep=deep or remote)]

    def _actors(self, slots: Slots, frame: Frame) -> tuple[str | None, tuple[Draft, ...], bool]:
        for name in frame.actor or ACTORS[frame.pos]:
            tokens = slots.fill(name)
            sides = self._sides(tokens)
            if sides:
                return name, sides, False
            owners = self._owners(tokens, OWNING, 1)
            if any(frame.type in types_of(t, "noun", self._page) for t in tokens):  # the Istanbul bombings
                owners = tuple(owner for owner in owners if owner.kind != "Location")
            if owners:
                return name, owners, True
        return None, (), False

    def _recipients(
        self, slots: Slots, names: Iterable[str], used: str | None, actors: tuple[Draft, ...]
    ) -> tuple[tuple[Draft, ...], bool]:
        """Return who stands in the first slot that names a side, or owns or hosts what stands there."""
        ids = {a.id for a in actors}
        states = {f"country:{a.country}" for a in actors}
        for name in names:
            if name == used:
                continue
            tokens = [t for t in self._inside(slots, name) if t.head == slots.token or not suffers(t, self._page)]
            direct = [d for d in self._sides(tokens, places=True) if d.id not in ids]
            if direct:
                return tuple(direct), False
            barred = ids | states if name == "xcomp" else ids  # Biden threatened to cut US aid
            owners = self._owners(tokens, BELOW, OWNER_DEPTH, barred)
            if owners:
                return owners, True
        if asking := self._sides(_interviewers(slots.token)):
            return tuple(d for d in asking if d.id not in ids), False
        if is_furthering(slots.token):
            doers = self._sides(logical_subjects(slots.token.head))
            return tuple(d for d in doers if d.id not in ids), False
        return (), False

    def _blamed(self, slots: Slots, speakers: tuple[Draft, ...]) -> tuple[Draft, ...]:
        """Return of whom, or of whose act, a speaker says something, or to whose words.

        *Said the Saudi bombing was a crime*, *said in response to Peru's claims that it was false*.
        """
        subjects = slots.fill("subj")
        replies = [r for v in telling_verbs(slots.token, self._page) for r in phrases(v, "in") if r.lemma_ in REPLIES]
        answered = [t for reply in replies for t in phrases(reply, "to")]
        found = self._sides(subjects) or self._sides(_doers(subjects)) or self._sides([*answered, *_doers(answered)])
        return tuple(d for d in found if d not in speakers)

    def _inside(self, slots: Slots, name: str) -> list[Token]:
        """Return the fillers of a slot; for a clause, its own object or subject."""
        tokens = slots.fill(name)
        if name == "xcomp":
            return [t for verb in tokens for t in self._goals(verb)]
        if name == "ccomp":
            return [t for verb in tokens for t in surface_subjects(verb)]
        return tokens

    def _goals(self, verb: Token) -> list[Token]:
        """Return whom an infinitive is about: *to help Mali*, *to send troops to Mali*, *to send arms to help Mali*."""
        objects, towards, places = (
            logical_objects(verb),
            *(
                [t for p in names for t in phrases(verb, p)]
                for names in (("with", "against", "to", "on"), ("from", "in"))
            ),
        )
        further = [t for c in children(verb, "advcl") if c.tag_ == "VB" for t in logical_objects(c)]
        nearest = [towards, further, objects] if lemmas(verb)[0] in SENDING else [objects, towards, further]
        goals = [children(verb, "iobj"), *nearest, places]
        return next((tokens for tokens in goals if self._named(tokens)), [*towards, *objects, *further, *places])

    def _named(self, tokens: Iterable[Token]) -> bool:
        return any(self._cast.at(c) for t in tokens for c in conjuncts(t))

    def _sides(self, tokens: Iterable[Token], *, places: bool = False) -> tuple[Draft, ...]:
        """Return the entities that tokens and what is joined to them stand for, each once."""
        found = (d for t in tokens for c in conjuncts(t) for d in self._cast.at(c))
        return tuple({d.id: d for d in found if places or d.kind != "Location"}.values())

    def _owners(
        self, tokens: Iterable[Token], deps: tuple[str, ...], depth: int, barred: Collection[str] = ()
    ) -> tuple[Draft, ...]:
        """Return the nearest entities below tokens that own, qualify or hold what they name, but those barred by id."""
        level = [c for t in tokens for c in conjuncts(t)]
        for _ in range(depth):
            below = [m for t in level for c in (*children(t, *deps), *places_behind(t)) for m in conjuncts(c)]
            below = [m for t in below for m in hyphened(t)]
            level = [token for token in below if not (suffers(token, self._page) or _is_venue(token))]
            owned = any(t.dep_ == "nmod:poss" for t in level)
            # Morocco's claim over Western Sahara is Morocco's alone; Iran's deal with Oman is both's.
            nearest = [t for t in level if owned and _is_party(t)]
            found: list[Draft] = []
            for some in (nearest, level):
                found = list({d.id: d for t in some for d in self._cast.at(t)}.values())
                if kept := [d for d in found if d.id not in barred]:
                    return tuple(d for d in kept if d.kind != "Location") or tuple(kept)  # their convoy near Mandera
            if found:  # the nearest are the actors' own, and what stands deeper is none of theirs
                return ()
        return ()


def _doers(acts: Iterable[Token]) -> list[Token]:
    """Return what tells beside nouns whose acts they are: *the Saudi raid*, *claims from Peru*, not *the Iraq war*."""
    found = []
    for act in acts:
        found += children(act, *(OWNING[:1] if act.lemma_ in BEFALLING else OWNING))
        found += [*phrases(act, "by"), *phrases(act, "from")]
    return found


def suffers(token: Token, page: Page) -> bool:
    """Tell whether a side is only whom an act is done to that somebody speaks of: *Chad condemned the arrest of X*."""
    side = first_conjunct(token)
    if side.dep_ != "nmod" or not cases(side) & DONE_TO or not is_judged(side.head):
        return False
    if side.head.lemma_ in LEAVING and "of" in cases(side):  # demanded the withdrawal of the Syrian troops
        return False
    return any(page.ontology.types[kind].quad in MATERIAL for kind in types_of(side.head, "noun", page))


def _is_venue(token: Token) -> bool:
    """Tell whether a place is only where an agreement was made: *a truce signed in Kuala Lumpur*."""
    return token.dep_ == "obl" and token.head.lemma_ in AGREEING and not cases(token).isdisjoint({"in", "at"})


def _is_party(token: Token) -> bool:
    """Tell whether a word below a noun names a party of what it tells, beside whose it is."""
    top = first_conjunct(token)
    return top.dep_ == "nmod:poss" or not cases(top).isdisjoint({"with", "between"})


def _interviewers(verb: Token) -> list[Token]:
    """Return to whom somebody speaks *in an interview with* them."""
    talks = (c for c in children(verb, "obl") if c.lemma_ == "interview" and not cases(c).isdisjoint({"in", "during"}))
    return [t for talk in talks for t in phrases(talk, "with")]


def _among(sides: tuple[Draft, ...]) -> list[Roles]:
    mutual = len(sides) <= MOST_SIDES
    return [Roles(actors=sides, mutual=mutual)]


def _mutual(actors: tuple[Draft, ...], partners: tuple[Draft, ...]) -> list[Roles]:
    """Pair the actors with each partner apart; without a partner, the actors are each other's."""
    partners = tuple(p for p in partners if p.kind != "Location")
    if partners:
        return [Roles(actors=(*actors, partner), mutual=len(actors) < MOST_SIDES) for partner in partners]
    return [Roles(actors=actors, mutual=1 < len(actors) <= MOST_SIDES)]
