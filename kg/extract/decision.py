"""Decisions: which words tell an event and who its sides are, by rules and detector together.

The rules' triggers and roles are among what the detector reads, so it has the last word on what a word tells, but for
phrases that the rules surely know, and for what somebody does by saying it. The sides that the rules find by syntax
stand unless the detector is sure that they have no part; it adds those they miss.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.detector import ACTOR, RECIPIENT, Detection, Detector
from kg.extract.drafts import Draft
from kg.extract.features import Features
from kg.extract.forms import lemmas
from kg.extract.mentions import WHERE
from kg.extract.page import Page
from kg.extract.roles import MOST_SIDES, OWNING, RoleFinder, Roles, suffers
from kg.extract.syntax import (
    RELATIVE,
    SUBJECTS,
    cases,
    children,
    conjuncts,
    first_conjunct,
    is_condition,
    is_judged,
    is_passive,
    is_reciprocal,
    surface_subjects,
)
from kg.extract.triggers import PARTS_OF_SPEECH, Slots, Trigger, find_triggers, without_echoes
from kg.extract.words import WORDS
from kg.ontology import Frame

LEAST_TRIGGER = 0.4
"""A trigger of the rules less sure than this is none."""
LEAST_NEW = 0.65
"""A word that the rules pass over is a trigger from here on."""
LEAST_PHRASE = 0.8
"""From this weight on a frame of several words has the last word on its type."""
LEAST_SIDE = 0.4
LEAST_ONLY_ACTOR = 0.2
"""The surest actor counts from here on where no other does."""
AFFECTING = WORDS["affecting"]
"""Verbs that tell only how somebody takes an act: *angering Peru*."""
UTTERED = frozenset({"THREATEN", "REQUEST", "AGREE", "PROPOSE", "REJECT"})
"""Types whose condition may name whom it is uttered to: *threatened to strike unless Peru yields*."""
TOWARDS = frozenset({"to", "into"})
"""Before a state they tell where somebody is brought, not who does that."""
HARM = WORDS["harm"]
"""Verbs whose passive subject has no part in the act that did it: *killed in the strikes*."""
BELOW = frozenset({"nmod", "nmod:poss", "amod", "compound", "appos", "flat"})
STRANGER = 0.2
"""A side found by syntax is none below this."""


class Decision:
    """The triggers of one article and their sides; `rejected` holds the rules' triggers that tell nothing."""

    def __init__(self, page: Page, detector: Detector | None) -> None:
        self._page, self._finder = page, RoleFinder(page)
        self._found = {t.token.i: t for t in find_triggers(page)}
        self._detected: dict[int, Detection] | None = None
        self.rejected: list[Trigger] = []
        if detector and detector.reads(page.parsed.doc):
            features = Features(page, detector.types, self.votes())
            self._types, self._sides = detector.types, features.sides
            self._detected = detector.read(features)

    def votes(self) -> dict[int, tuple[Trigger, list[Roles]]]:
        """Return what the rules alone take for triggers, by token, each with the sides they give it."""
        return {token: (trigger, self._finder.roles(trigger)) for token, trigger in self._found.items()}

    def triggers(self) -> list[Trigger]:
        """Return the triggers in order of text."""
        ruled = without_echoes(list(self._found.values()))
        if self._detected is None:
            return ruled
        kept = {t.token.i for t in ruled}
        decided = {i: self._trigger(i) for i in sorted(kept | self._detected.keys())}
        self.rejected = [self._found[i] for i in sorted(kept) if decided[i] is None]
        return [trigger for trigger in decided.values() if trigger]

    def _trigger(self, token: int) -> Trigger | None:
        """Return the trigger that a word is, by the rules' frame where its type is the likeliest."""
        rule = self._found.get(token)
        if rule and rule.frame.spoken:
            return rule
        detection = (self._detected or {}).get(token)
        if detection is None:
            return None
        number = int(detection.types[:-1].argmax())
        ruled = rule or self._carrier(token, self._types[number])
        if 1 - detection.types[-1] < (LEAST_TRIGGER if ruled else LEAST_NEW):
            return None
        if not ruled and not AFFECTING.isdisjoint(lemmas(self._page.parsed.doc[token])):
            return None
        if rule and rule.frame.type == self._types[number]:
            return rule
        if rule and _is_phrase(rule.frame):
            return replace(rule)  # not the rules' own: its sides are the detector's
        slots = Slots(self._page.parsed.doc[token], self._page)
        frame = Frame(
            type=self._types[number],
            pos=PARTS_OF_SPEECH.get(slots.token.pos_, "verb"),
            word=slots.token.lemma_.lower(),
            mutual=detection.mutual > LEAST_SIDE,
            weight=round(float(detection.types[number]), 3),
        )
        return Trigger(token=slots.token, host=slots.host, frame=frame)

    def _carrier(self, token: int, kind: str) -> Trigger | None:
        """Return the rules' trigger where they find the act in the verb that a word hangs on: *came under fire*."""
        carrier = self._found.get(self._page.parsed.doc[token].head.i)
        return carrier if carrier and carrier.frame.type == kind else None

    def _rule(self, trigger: Trigger) -> Trigger | None:
        """Return the rules' trigger whose sides count: the trigger itself, or else that of the verb that carries it."""
        token = trigger.token.i
        if token in self._found:
            return trigger if trigger is self._found[token] else None
        return self._carrier(token, trigger.frame.type)

    def roles(self, trigger: Trigger) -> list[Roles]:
        """Return the sides of the events that a trigger tells."""
        detection = (self._detected or {}).get(trigger.token.i)
        if detection is None or trigger.frame.spoken:
            return _to_each_other(trigger, self._finder.roles(trigger))
        told = float(detection.types[:-1].max())
        decided = _to_each_other(trigger, self._decided(trigger, detection))
        return [replace(roles, sure=told * self._sureness(roles, detection)) for roles in decided]

    def _sureness(self, roles: Roles, detection: Detection) -> float:
        """Return the probability of the surest actor and, if there is one, of the surest recipient."""
        actor = max((self._score(d, ACTOR, detection) for d in roles.actors), default=0.0)
        if not roles.recipients:
            return actor
        return actor * max(self._score(d, RECIPIENT, detection) for d in roles.recipients)

    def _decided(self, trigger: Trigger, detection: Detection) -> list[Roles]:
        rule = self._rule(trigger)
        ruled = self._finder.roles(rule or trigger)
        able = [i for i in detection.roles if not self._is_where(i)]
        likely = [i for i in self._outermost(_heads(detection, ACTOR)) if i in able] or _likeliest_actor(
            detection, able
        )
        heads = [i for i in likely if not (self._judges(trigger, i) or self._acts_elsewhere(trigger, i))]
        actors = self._drafts(heads)
        recipients = [
            i
            for i in self._outermost(_heads(detection, RECIPIENT))
            if not (self._suffers_other(trigger, i) or self._is_own(i, actors) or self._is_aside(trigger, i))
        ]
        if ruled and rule:
            return [self._mended(roles, detection, recipients) for roles in ruled]
        if not actors:
            return ruled
        if trigger.frame.mutual:
            return self._mutual(sorted({*heads, *recipients}))
        return [_apart(actors, self._drafts(recipients))]

    def _outermost(self, heads: list[int]) -> list[int]:
        """Return the sides that do not only tell whose another side is: *the ministers of Peru and Chile*."""
        return [i for i in heads if not any(o in heads for o in self._owners(i))]

    def _owners(self, side: int) -> Iterator[int]:
        token = first_conjunct(self._page.parsed.doc[side])
        while token.dep_ in OWNING or (token.dep_ == "nmod" and "of" in cases(token)):
            token = token.head
            yield token.i
            token = first_conjunct(token)

    def _judges(self, trigger: Trigger, side: int) -> bool:
        """Tell whether a side only speaks of an act: *Turkey* of the attack that Turkey condemned."""
        speaker = first_conjunct(self._page.parsed.doc[side])
        if trigger.token.is_ancestor(speaker):
            return False
        while speaker.dep_ in BELOW:  # the arrest of Wine sparked protests
            speaker = first_conjunct(speaker.head)
        return is_judged(trigger.token) and speaker.dep_ in SUBJECTS and speaker.head in trigger.token.ancestors

    def _acts_elsewhere(self, trigger: Trigger, side: int) -> bool:
        """Tell whether a side acts in another clause: *fled, and a bomb killed three*; *jailed, was freed by Oman*."""
        word, token = trigger.token, self._page.parsed.doc[side]
        if word.dep_ in SUBJECTS and word.head.dep_ == "conj" and not word.is_ancestor(token):
            return token.i < word.i and not any(c.lower_ in ("the", "this", "that") for c in word.children)
        if word.dep_ == "obl" and is_passive(word.head) and not HARM.isdisjoint(lemmas(word.head)):
            agent = first_conjunct(token)  # killed in a strike carried out by Oman, or by Oman in a strike
            return not (word.is_ancestor(token) or (agent.dep_ == "obl:agent" and agent.head == word.head))
        verb = word.head if word.dep_ == "obj" else word
        if verb.pos_ != "VERB":
            return False
        if is_passive(verb):
            agent = first_conjunct(token)
            patients = [p for s in surface_subjects(verb) for p in (s, *children(s, "nmod:poss"))]
            done_to = {id_ for patient in patients if patient.i in self._sides for id_ in self._ids(patient.i)}
            by_other = agent.dep_ == "obl:agent" and verb not in conjuncts(first_conjunct(agent.head))
            return by_other or not done_to.isdisjoint(self._ids(side))
        own = [s for s in children(verb, "nsubj") if not _is_relative(s)]
        subjects = own or [s for s in surface_subjects(verb) if s.i in self._sides]
        return bool(subjects) and not any(t == token or t.is_ancestor(token) for t in (*subjects, word))

    def _is_aside(self, trigger: Trigger, side: int) -> bool:
        """Tell whether a side is none of an act: in its condition, where a shot comes from, beside *X expelled by*."""
        token, doer = self._page.parsed.doc[side], trigger.token
        if trigger.frame.type == "ASSAULT" and "from" in cases(first_conjunct(token)):
            return True
        if doer.dep_ == "acl" and is_passive(doer) and doer.head.i in self._sides:
            return not (doer.head == token or doer.head.is_ancestor(token) or token in conjuncts(doer.head))
        clauses = (t for t in token.ancestors if t != doer and not t.is_ancestor(doer))
        return trigger.frame.type not in UTTERED and any(is_condition(clause) for clause in clauses)

    def _is_where(self, side: int) -> bool:
        """Tell whether a side only tells where an act happens, or by whom it is known.

        *Arrested in Cairo*, *the Istanbul bombings*, *deported to Egypt*, *according to Amnesty*.
        """
        token = self._page.parsed.doc[side]
        top, behind = first_conjunct(token), cases(token) | cases(first_conjunct(token))
        if self._sides[side].kind == "Location" and (behind & WHERE or top.dep_ in ("compound", "amod")):
            return True
        aim = self._sides[side].kind == "Country" and top.dep_ == "obl" and behind & TOWARDS
        return bool(aim) or "according to" in behind

    def _is_own(self, side: int, actors: tuple[Draft, ...]) -> bool:
        """Tell whether a word only says of something that it is the actors' own: Biden to cut *US* funding."""
        states = {f"country:{actor.country}" for actor in actors}
        return self._page.parsed.doc[side].dep_ in ("amod", "compound") and states.issuperset(self._sides[side].ids)

    def _suffers_other(self, trigger: Trigger, side: int) -> bool:
        """Tell whether a side is whom another act is done to, of which a word speaks."""
        token = self._page.parsed.doc[side]
        return suffers(token, self._page) and first_conjunct(token).head != trigger.token

    def _mended(self, ruled: Roles, detection: Detection, recipients: list[int]) -> Roles:
        """Return the sides that the rules found, without strangers, and with recipients where they found none."""
        if ruled.mutual:
            partners = (d for d in ruled.actors if self._part(d, detection) > STRANGER)
            return replace(ruled, actors=tuple(partners) or ruled.actors)
        actors = tuple(d for d in ruled.actors if self._score(d, ACTOR, detection) > STRANGER) or ruled.actors
        kept = tuple(d for d in ruled.recipients if self._score(d, RECIPIENT, detection) > STRANGER)
        if ruled.recipients:
            return replace(ruled, actors=actors, recipients=kept)
        return _apart(actors, self._drafts(recipients), deep=ruled.deep)

    def _score(self, draft: Draft, role: int, detection: Detection) -> float:
        """Return the probability that a side has a role; of one named in another sentence the detector says nothing."""
        scores = [float(p[role]) for i, p in detection.roles.items() if draft.id in self._ids(i)]
        return max(scores, default=LEAST_SIDE)

    def _ids(self, side: int) -> set[str]:
        """Return whom a mention stands for: *we* of a quotation for its speaker, known only after the triggers."""
        mention = self._sides[side]
        if mention.form != "pronoun":
            return set(mention.ids)
        return {draft.id for draft in self._page.cast.at(self._page.parsed.doc[side])}

    def _part(self, draft: Draft, detection: Detection) -> float:
        """Return the probability that a side has a part in a mutual act, in which either may count as recipient."""
        return max(self._score(draft, role, detection) for role in (ACTOR, RECIPIENT))

    def _mutual(self, heads: list[int]) -> list[Roles]:
        """Pair the side that stands first with each other side; those joined to it are one side with it.

        A place is no side: who meets nobody but a place visits it.
        """
        found = self._drafts(heads)
        sides = tuple(d for d in found if d.kind != "Location")
        if len(sides) == 1 < len(found):
            return [_apart(sides, found)]
        first = first_conjunct(self._page.parsed.doc[heads[0]])
        group = {d.id for t in conjuncts(first) for d in self._page.cast.at(t)}
        own = tuple(d for d in sides if d.id in group)
        others = tuple(d for d in sides if d.id not in group)
        if not own or not others:
            return [Roles(actors=sides, mutual=1 < len(sides) <= MOST_SIDES)]
        return [Roles(actors=(*own, other), mutual=len(own) < MOST_SIDES) for other in others]

    def _drafts(self, heads: list[int]) -> tuple[Draft, ...]:
        found = (d for i in heads for d in self._page.cast.at(self._page.parsed.doc[i]))
        return tuple({d.id: d for d in found}.values())


def _is_relative(subject: Token) -> bool:
    """Tell whether a subject takes up somebody named before its clause: *who*, *whose office*."""
    return subject.lower_ in RELATIVE or any(c.lower_ == "whose" for c in subject.children)


def _to_each_other(trigger: Trigger, found: list[Roles]) -> list[Roles]:
    """Return the sides with those of *blamed each other* as each other's."""
    if not is_reciprocal(trigger.host):
        return found
    return [
        replace(roles, mutual=True) if not roles.recipients and 1 < len(roles.actors) <= MOST_SIDES else roles
        for roles in found
    ]


def _is_phrase(frame: Frame) -> bool:
    """Tell whether a frame surely tells its type by a second word: *exchanged fire*, *traded accusations*."""
    more = frame.extra or any(all(condition.lemmas for condition in choices) for choices in frame.needs)
    return frame.weight >= LEAST_PHRASE and bool(more)


def _heads(detection: Detection, role: int) -> list[int]:
    """Return the heads of the mentions that likely have a role."""
    return [i for i, scores in detection.roles.items() if scores[role] > LEAST_SIDE]


def _likeliest_actor(detection: Detection, able: list[int]) -> list[int]:
    best = max(able, key=lambda i: detection.roles[i][ACTOR], default=None)
    return [best] if best is not None and detection.roles[best][ACTOR] > LEAST_ONLY_ACTOR else []


def _apart(actors: tuple[Draft, ...], recipients: tuple[Draft, ...], *, deep: bool = False) -> Roles:
    ids = {d.id for d in actors}
    return Roles(actors=actors, recipients=tuple(d for d in recipients if d.id not in ids), deep=deep)
