"""Triggers: the words of a text that tell an event, each with the frame of the ontology that fits it best."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from kg.extract.forms import hyphened, lemmas, next_word
from kg.extract.page import Page
from kg.extract.syntax import (
    NEGATIONS,
    cases,
    children,
    conjuncts,
    first_conjunct,
    has_word,
    is_furthering,
    is_judged,
    is_predicate,
    logical_objects,
    logical_subjects,
    measured,
    noun_agents,
    phrases,
    surface_subjects,
)
from kg.ontology import Condition, Frame
from kg.ontology.notation import PREPOSITIONS
from kg.ontology.records import PartOfSpeech

PARTS_OF_SPEECH: dict[str, PartOfSpeech] = {
    "VERB": "verb",
    "AUX": "verb",
    "NOUN": "noun",
    "PROPN": "noun",
    "ADJ": "adj",
}
THOUGHT = 0.6
"""Up to this weight a verb of the lexicon may tell a thought or a finding: *believes that*, *shows that*."""
STANCES = frozenset({"on", "in", "at", "under", "during", "into", "for"})
"""Prepositions by which a noun tells what its clause's subject is doing: *on a visit*, *in talks*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word that tells an event; `host` is the verb that carries a noun (*made* in *made a threat*), else itself."""

    token: Token
    host: Token
    frame: Frame


class Slots:
    """The complements of one trigger word, by the names that frames give them."""

    def __init__(self, token: Token, page: Page) -> None:
        self.token, self._page, self._cast = token, page, page.cast
        self.pos: PartOfSpeech | Literal[""] = "verb" if _is_verbal(token) else PARTS_OF_SPEECH.get(token.pos_, "")
        self.host = self._carrier() if self.pos == "noun" else token

    def fill(self, slot: str) -> list[Token]:
        """Return the head tokens that stand in a slot; none where it is empty."""
        special: dict[str, Callable[[], list[Token]]] = {
            "subj": self._subjects,
            "obj": self._objects,
            "iobj": lambda: children(self.token, "iobj"),
            "poss": lambda: children(self.token, "nmod:poss"),
            "amod": self._modifiers,
            "xcomp": self._infinitives,
            "ccomp": lambda: [c for c in children(self.token, "ccomp", "xcomp", "acl", "parataxis") if _finite(c)],
            "quote": self._quotes,
            "speaker": self._speakers,
            "not": lambda: [c for c in children(self.token, "advmod", "det") if _negates(c)],
            "case": lambda: children(self.token, "case"),
            "head": lambda: [self.token.head],
            "none": list,
        }
        return special[slot]() if slot in special else self._phrases(slot)

    def holds(self, condition: Condition) -> bool:
        """Tell whether some filler of the condition's slot has one of its lemmas, or is an actor or a thing."""
        fillers = [t for filler in self.fill(condition.slot) for t in conjuncts(filler)]
        if condition.lemmas is not None:
            return any(_words(t) & condition.lemmas for t in fillers)
        if condition.filler == "actor":
            return any(d.kind != "Location" for t in fillers for d in self._cast.at(t))
        if condition.filler == "thing":
            return any(not self._cast.at(t) for t in fillers)
        return bool(fillers)

    def _carrier(self) -> Token:
        """Return the light verb whose object (or passive subject) a noun is, or the clause it tells the stance of."""
        noun = self.token
        while (noun.dep_ == "conj" and noun.head.pos_ == "NOUN") or noun in measured(noun.head):
            noun = noun.head
        verb = noun.head
        if noun.dep_ in ("obj", "nsubj:pass") and verb.lemma_.lower() in self._page.ontology.light_verbs:
            return verb
        if noun.dep_ == "obl" and verb.pos_ in ("VERB", "AUX") and cases(noun) & STANCES:
            return self.token if is_judged(noun) or is_furthering(noun) else verb
        return self.token

    def _subjects(self) -> list[Token]:
        if self.pos == "noun":
            if is_predicate(self.token):  # who is under attack does not attack
                return [] if "under" in cases(self.token) else surface_subjects(self.token)
            if is_judged(self.token) or is_furthering(self.token):
                return noun_agents(self.token)
            return logical_subjects(self.host) if self.host != self.token else []
        return logical_subjects(self.token) if self.pos == "verb" else surface_subjects(self.token)

    def _objects(self) -> list[Token]:
        return logical_objects(self.token) if self.pos == "verb" else []

    def _modifiers(self) -> list[Token]:
        near = (t for c in children(self.token, "amod", "compound") for t in conjuncts(c))
        return list(dict.fromkeys(t for word in near for t in hyphened(word)))

    def _infinitives(self) -> list[Token]:
        found = [c for c in children(self.token, "xcomp", "advcl", "acl", "ccomp") if _completes(c)]
        if self.pos == "verb":
            found += [c for o in children(self.token, "obj", "iobj") for c in children(o, "acl") if c.tag_ == "VB"]
        return [t for c in found for t in conjuncts(c)]

    def _speakers(self) -> list[Token]:
        """Return who says the clause that the word heads."""
        return [t for verb in telling_verbs(self.token, self._page) for t in logical_subjects(verb)]

    def _phrases(self, preposition: str) -> list[Token]:
        found = phrases(self.token, preposition)
        if self.host != self.token:
            more = (t for t in phrases(self.host, preposition) if t not in found and t != self.token)
            aside = first_conjunct(self.token).dep_ == "obl"  # hailed ties between A and B in a call with C
            found += [t for t in more if t.head == self.host or not aside]
        return found

    def _quotes(self) -> list[Token]:
        """Return the sentence's quoted words, for a verb that stands outside them."""
        if self.token.i in self._page.quoted:
            return []
        return [t for t in self.token.sent if t.i in self._page.quoted][:1]


ATTRIBUTION = Frame(
    type="SAY",
    pos="adj",
    word="according",
    extra=("to",),
    actor=("head",),
    recipient=("none",),
    weight=0.9,
)
"""*According to X*: a preposition in form, speech in sense."""


def find_triggers(page: Page) -> Iterator[Trigger]:
    """Yield the triggers of an article in order of text, one frame each."""
    for token in page.parsed.doc:
        if token.lower_ == "according" and page.parsed.doc[token.i + 1 : token.i + 2].text == "to":
            yield Trigger(token=token, host=token, frame=ATTRIBUTION)
            continue
        if token.dep_ == "compound":
            continue
        slots = Slots(token, page)
        fitting = [f for f in _frames(token, slots.pos, page) if _fits(f, slots)]
        if fitting:
            best = max(fitting, key=lambda f: (len(f.needs) + len(f.extra), f.weight))
            yield Trigger(token=token, host=slots.host, frame=best)


def _frames(token: Token, pos: str, page: Page) -> tuple[Frame, ...]:
    """Return the frames of a word by the first of its possible lemmas that the ontology knows."""
    for lemma in lemmas(token):
        frames = page.ontology.frames_for(pos, lemma)
        if frames:
            return frames
    return ()


def types_of(token: Token, pos: PartOfSpeech, page: Page) -> set[str]:
    """Return the types that a word may tell by any of its possible lemmas, whatever stands beside it."""
    return {frame.type for lemma in lemmas(token) for frame in page.ontology.frames_for(pos, lemma)}


def _fits(frame: Frame, slots: Slots) -> bool:
    compound = frame.pos == "noun" and PREPOSITIONS.isdisjoint(frame.extra)
    if not (_is_compound(slots.token, frame.extra) if compound else all(has_word(slots.token, w) for w in frame.extra)):
        return False
    if any(slots.holds(condition) for condition in frame.unless):
        return False
    return all(any(slots.holds(condition) for condition in choices) for choices in frame.needs)


def _is_compound(noun: Token, parts: tuple[str, ...]) -> bool:
    """Tell whether words stand close before a noun: *a bus strike*, not *a strike on a bus*."""
    before = children(noun, "compound", "amod")
    return all(any(part in (t.lower_, t.lemma_.lower()) for t in before) for part in parts)


def without_echoes(triggers: list[Trigger]) -> list[Trigger]:
    """Drop a noun whose verb tells the same type, and a light verb whose noun tells a type of its own."""
    by_token = {t.token.i: t for t in triggers}
    carriers = {t.host.i: t for t in triggers if t.host != t.token and t.token.dep_ in ("obj", "nsubj:pass")}
    kept = []
    for trigger in triggers:
        verb = by_token.get(trigger.token.head.i)
        echo = verb and verb is not trigger and verb.frame.type == trigger.frame.type
        if echo and trigger.frame.pos == "noun" and trigger.token.dep_ in ("obj", "nsubj:pass", "obl"):
            continue
        carried = carriers.get(trigger.token.i)
        if carried and not trigger.frame.needs and not (echo or carried.frame.type == trigger.frame.type):
            continue
        kept.append(trigger)
    return kept


def telling_verbs(predicate: Token, page: Page) -> list[Token]:
    """Return the verbs by which somebody says the clause of a predicate, rather than thinks, finds or admits it."""
    clause = first_conjunct(predicate)
    verbs = [clause.head] if clause.dep_ == "ccomp" else children(clause, "parataxis")
    return [verb for verb in verbs if _tells_words(verb, page)]


def _tells_words(verb: Token, page: Page) -> bool:
    frames = [f for lemma in lemmas(verb) for f in page.ontology.frames_for("verb", lemma)]
    admits = any(f.type == "CONCEDE" and not f.extra for f in frames)
    return not admits and any(f.type == "SAY" and f.weight > THOUGHT for f in frames)


def _negates(word: Token) -> bool:
    """Tell whether a word denies what it stands with: not the *not* of *not only true*."""
    return word.lower_ in NEGATIONS and next_word(word) not in ("only", "just", "merely")


def _is_verbal(token: Token) -> bool:
    """Tell whether a word is a verb by what depends on it, whatever its tag: *it would free prisoners*."""
    deps = {c.dep_ for c in token.children}
    return token.pos_ in ("ADJ", "NOUN") and "cop" not in deps and bool(deps & {"aux", "aux:pass"}) and "obj" in deps


def _finite(token: Token) -> bool:
    """Tell whether a clause has a finite verb; a subjunctive is known by its subject (*that Turkey withdraw*)."""
    subjunctive = token.dep_ in ("ccomp", "xcomp") and children(token, "nsubj")
    if token.tag_ in ("VBD", "VBZ", "VBP") or subjunctive:
        return True
    return any(c.dep_ in ("aux", "aux:pass", "cop") and c.tag_ in ("MD", "VBZ", "VBD", "VBP") for c in token.children)


def _words(token: Token) -> set[str]:
    """Return the lemmas by which a noun class knows a phrase: its head's, its close modifiers', and what it measures.

    *A medical team*, *a team of doctors*, *a shipment of arms*.
    """
    parts = [t for word in (token, *measured(token)) for t in (word, *children(word, "compound", "amod"))]
    return {lemma for p in parts for lemma in lemmas(p)}


def _completes(token: Token) -> bool:
    """Tell whether a clause without a finite verb completes its head: an infinitive, an object's predicate, *-ing*."""
    if _finite(token):
        return False
    if token.dep_ in ("xcomp", "ccomp"):
        return True
    return token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children)
