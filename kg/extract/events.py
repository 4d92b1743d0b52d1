"""Events: triggers, sides, status, speech and setting put together, each once."""

from dataclasses import replace

from spacy.tokens import Token

from kg.extract.decision import Decision
from kg.extract.detector import Detector
from kg.extract.drafts import Draft
from kg.extract.forms import lemmas, start_of
from kg.extract.page import Page
from kg.extract.roles import Roles
from kg.extract.setting import when, where
from kg.extract.speech import Utterance, is_first_person, resolve_first_person, speaker_of, utterance, with_floating
from kg.extract.status import Reading, read_status
from kg.extract.syntax import cases, children, first_conjunct, lies_behind, logical_objects, surface_subjects
from kg.extract.triggers import Trigger, telling_verbs, types_of
from kg.extract.words import WORDS
from kg.ids import make_id
from kg.model import STATUSES, Dropped, Event, Span

FUTURE_AGREES = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Types that are no more than a promise while they lie ahead."""
REFUSABLE = FUTURE_AGREES | {"AGREE", "CONCEDE", "RETREAT"}
"""Types whose negated future is a refusal: *will not release the ships*."""
DIPLOMACY = frozenset({"SUPPORT", "AGREE", "AID", "COOPERATE", "REQUEST", "REJECT", "ACCUSE", "THREATEN", "SANCTION"})
"""Types whose recipient is a state where its capital is named."""
SWALLOWS = frozenset({"THREATEN", "REQUEST", "AGREE", "REJECT", "PROPOSE"})
"""Types whose complement names what is threatened, asked … and is no event of its own."""
UNDONE = frozenset({"REQUEST", "REJECT"})
"""Types whose object is not there: a text that is vetoed condemns nobody."""
REPORTING = frozenset({"SAY", "ACCUSE", "PROPOSE"})
"""Types whose clause tells further events in the speaker's words."""
UTTERED = ("SAY", "PROPOSE", "THREATEN", "REQUEST", "ACCUSE", "AGREE")
ANSWERS = frozenset({"REJECT", "ACCUSE", "SUPPORT", "SAY"})
REFERENTS = {kind: WORDS[f"referent_{kind.lower()}"] for kind in UTTERED}
"""Nouns by which a later sentence refers to an utterance, by its type: *this claim*, *the offer*."""
ANSWER_REACH = 2500
"""Code points that an answer may stand after what it answers."""
GROWING = WORDS["growing"]
"""Verbs of what talks are about: *to boost cooperation*."""
ENSUING = WORDS["ensuing"]
"""Verbs that tell when a speech was made, or what came of it."""
MUSTS = frozenset({"must", "should"})
FORM_CONFIDENCE = {"name": 1.0, "role": 0.9, "pronoun": 0.8}
SHARPNESS, SPEECH_SHARPNESS = 0.7, 1.84
"""By which the logarithm of the odds of an act and of speech is taken: fitted to marked texts that are kept apart."""
LEAST_SURE = 0.05
"""An act whose trigger and sides are less sure than this together is not told."""
MARKS = " ,.;:\"'“”‘’`"


class Telling:
    """The events of one article."""

    def __init__(self, page: Page, detector: Detector | None) -> None:
        self._page, self._parsed, self._cast = page, page.parsed, page.cast
        self._decision = Decision(page, detector)
        self._swallowed: dict[int, str] = {}
        self._events: dict[tuple[object, ...], Event] = {}
        self._tokens: dict[str, int] = {}
        """Trigger token of each event, by its id."""
        self.dropped: list[Dropped] = []
        self._triggers = triggers = self._decision.triggers()
        for trigger in self._decision.rejected:
            self._drop(trigger, "the detector sees no event")
        self._utterances = with_floating(page, [u for t in triggers if (u := utterance(page, t, self._speakers(t)))])
        resolve_first_person(page, self._utterances)
        for trigger in triggers:
            self._add(trigger)

    def events(self) -> tuple[Event, ...]:
        """Return the events in order of text, each tied to the one that it is about."""
        events = sorted(self._events.values(), key=lambda e: (e.trigger, e.type, e.id))
        ids = {event.id for event in events}
        about = {e.id: e.about if e.about in ids else self._told_in(e, events) for e in events}
        return tuple(replace(event, about=about[event.id]) for event in events)

    def _told_in(self, event: Event, events: list[Event]) -> str | None:
        """Return the first event that is told in the clause of an event of speech."""
        said = next((u for u in self._utterances if u.trigger.token.i == self._tokens[event.id]), None)
        inside = (e.id for e in events if said and self._tokens[e.id] in said.content and e.id != event.id)
        return next(inside, None)

    def _answered(self, trigger: Trigger, roles: Roles) -> Event | None:
        """Return what *this claim*, *Trump's offer* or *the raid* refers to: the last such utterance, or the act."""
        if trigger.frame.type not in ANSWERS:
            return None
        own, theirs = ({d.id for d in side} for side in (roles.actors, roles.recipients))
        start = self._parsed.starts[trigger.token.i]
        around = {u.trigger.token.i for u in self._utterances if trigger.token.i in u.content}
        for noun in logical_objects(trigger.token):
            for event in reversed(self._events.values()):
                sides = {*event.actors}
                fits = noun.lemma_.lower() in REFERENTS.get(event.type, ()) and self._tokens[event.id] not in around
                near = start - ANSWER_REACH < event.trigger[0] < start and not own & sides
                if fits and near and (theirs & sides if theirs else _points_back(noun)):
                    return event
            if not theirs and _points_back(noun) and (act := self._act(noun, own)):
                return act
        return None

    def _act(self, noun: Token, own: set[str]) -> Event | None:
        """Return the act told before that a noun refers to, where all such acts of others have the same doer.

        Of the same word if there is one: *the strike* after *struck*; else of a type that the noun may tell.
        """
        types = {t for t in types_of(noun, "noun", self._page) if t not in UTTERED}
        told = [e for e in self._events.values() if e.type in types and not own & {*e.actors} and not e.mutual]
        told = [e for e in told if e.status != "negated" and self._tokens[e.id] < noun.i]
        same = [e for e in told if self._parsed.doc[self._tokens[e.id]].lemma_.lower() == noun.lemma_.lower()]
        found = same or told
        return found[-1] if len({e.actors for e in found}) == 1 else None

    def _speakers(self, trigger: Trigger) -> tuple[Draft, ...]:
        roles = self._decision.roles(trigger)
        return roles[0].actors if roles else ()

    def _add(self, trigger: Trigger) -> None:
        """Add the events that a trigger tells, or note why there are none."""
        reading = self._read(trigger)
        reason = self._swallowed.get(trigger.token.i) or reading.dropped or _wordless(trigger) or _unborn(trigger)
        if reason:
            self._drop(trigger, reason)
            return
        if reading.refused and trigger.frame.type in REFUSABLE:
            trigger, reading = _as_refusal(trigger), Reading(status="asserted")
        if reading.status == "negated" and trigger.frame.type == "REJECT" and not self._rejects(trigger.token):
            reading = Reading(status="asserted")
        told = unsure = False
        for roles in self._decision.roles(trigger):
            if self._is_only_meant(trigger, roles) or _is_of_nobody(trigger, roles):
                continue
            actors = tuple(a for a in roles.actors if not a.anonymous_source)
            if actors and roles.sure is not None and roles.sure < LEAST_SURE:
                unsure = True
            elif actors:
                self._event(trigger, reading, replace(roles, actors=actors))
                told = True
        if not told:
            self._drop(trigger, "too unsure" if unsure else "no known actor")
            return
        if trigger.frame.type == "SAY":
            self._demand(trigger)
        if trigger.frame.type in SWALLOWS:
            self._swallow(trigger)

    def _read(self, trigger: Trigger) -> Reading:
        """Return the status of an act; what is done by saying it is as sure as that it is said.

        *Said that a new vote would be a sham* is done, *may say that it is* possible, *did not say that it is* none.
        """
        reading = read_status(trigger)
        if reading.dropped or not trigger.frame.spoken:
            return reading
        said = [read_status(replace(trigger, token=v, host=v)) for v in telling_verbs(trigger.token, self._page)]
        asked = any(t.text == "?" for t in trigger.token.subtree)
        untold = asked or any(r.dropped or r.status == "negated" for r in said)
        if untold or (reading.status == "negated" and not trigger.frame.denied):
            return Reading(status="negated", dropped="a stance that is not taken")
        unsure = next((r for r in said if r.status != "asserted"), None)
        return unsure or (reading if reading.status in ("possible", "conditional") else Reading(status="asserted"))

    def _is_only_meant(self, trigger: Trigger, roles: Roles) -> bool:
        """Tell whether an act is in what its own doers refuse or threaten, or anybody asks for.

        *ruled out sanctions*, *vetoed a statement condemning the raid*, *demanded an apology from Peru*.
        """
        token = trigger.token
        noun = token.head if token.dep_ == "acl" and token.tag_ == "VBG" else token
        wished = noun.dep_ == "obl" and "for" in cases(noun)
        named = noun != token or (trigger.frame.pos == "noun" and (wished or trigger.host == noun))
        if wished and any(not self._cast.at(o) for o in children(noun.head, "obj")):  # an apology for the attack
            return False
        if not named or not (wished or noun.dep_ in ("obj", "nsubj:pass")):
            return False
        types = SWALLOWS if noun == token else UNDONE
        whole = next((t for t in self._triggers if t.token == noun.head and t.frame.type in types), None)
        if whole and whole.frame.type == "REQUEST" and whole.frame.word != "order":
            return True
        return whole is not None and any(roles.actors == w.actors for w in self._decision.roles(whole))

    def _rejects(self, token: Token) -> bool:
        """Tell whether a word is a refusal without a negation: *not reject* is none, *not recognise* is one."""
        return "REJECT" in types_of(token, "verb", self._page)

    def _demand(self, trigger: Trigger) -> None:
        """Add the request in *X said that Y must leave*."""
        speakers = self._speakers(trigger)
        for clause in children(trigger.token, "ccomp"):
            must = next((c for c in children(clause, "aux") if c.lower_ in MUSTS), None)
            if not must:
                continue
            subjects = [t for t in surface_subjects(clause) if not is_first_person(t)]
            obliged = tuple(d for t in subjects for d in self._cast.at(t) if d not in speakers)
            if speakers and obliged and not any(s.anonymous_source for s in speakers):
                frame = replace(trigger.frame, type="REQUEST", word=must.lower_, extra=(), mode=None, weight=0.7)
                self._event(
                    Trigger(token=must, host=clause, frame=frame),
                    Reading(status="asserted"),
                    Roles(actors=speakers, recipients=obliged),
                )

    def _swallow(self, trigger: Trigger) -> None:
        """Mark the complement of a trigger, in which nothing more is told."""
        reported = trigger.frame.type in REPORTING
        for clause in trigger.token.children:
            dep = clause.dep_.split(":")[0]
            infinitive = clause.tag_ == "VB" and any(c.lower_ == "to" for c in clause.children)
            inside = dep in ("xcomp", "acl") or (dep == "ccomp" and not reported) or (dep == "advcl" and infinitive)
            for token in clause.subtree if inside and clause.dep_ != "acl:relcl" else ():
                self._swallowed.setdefault(token.i, f"only what a {trigger.frame.type} is about")

    def _drop(self, trigger: Trigger, reason: str) -> None:
        span = self._parsed.span(trigger.token.i, trigger.token.i + 1)
        self.dropped.append(Dropped(stage="extract", reason=reason, span=span))

    def _event(self, trigger: Trigger, reading: Reading, roles: Roles) -> None:
        token, frame = trigger.token, trigger.frame
        unclear = reading.status == "possible" and not lies_behind(trigger.host)
        ahead = frame.type in FUTURE_AGREES and (unclear or reading.status == "intended")
        kind = "AGREE" if ahead else frame.type
        answered = self._answered(trigger, roles)
        if answered and not roles.recipients:
            roles = replace(roles, recipients=tuple(self._cast.by_id(a) for a in answered.actors), deep=True)
        visited = next((r for r in roles.recipients if r.kind == "Location"), None) if frame.type == "CONSULT" else None
        if visited:
            roles = self._hosted(roles)
        if frame.type in DIPLOMACY:
            roles = _without_own(
                replace(roles, recipients=tuple(self._cast.state_of(r) or r for r in roles.recipients))
            )
        actors = tuple(dict.fromkeys(a.id for a in roles.actors))
        recipients = tuple(dict.fromkeys(r.id for r in roles.recipients if r.id not in actors))
        told = speaker_of(self._parsed, token, self._utterances)
        said = next((u for u in self._utterances if u.trigger.token == token), None)
        day, precision = when(token, reading.status, self._parsed.article.published)
        place = visited or where(token, self._cast)
        span = self._parsed.span(start_of(token), token.i + 1)
        event = Event(
            id=make_id("event", self._parsed.article.id, span[0], kind, *actors, "", *recipients),
            type=kind,
            mode=None if ahead else frame.mode,
            status=reading.status,
            actors=actors,
            recipients=recipients,
            mutual=roles.mutual and len(actors) > 1,
            speaker=next((s.id for s in told.speakers if not s.anonymous_source), None) if told else None,
            location=place.id if place else None,
            date=day,
            date_precision=precision,
            trigger=span,
            sentence=self._parsed.span(token.sent.start, token.sent.end),
            content=self._content(trigger, said),
            quote=self._quote(said),
            about=answered.id if answered else None,
            confidence=_confidence(trigger, roles),
            rule=f"{frame.pos}:{' '.join((frame.word, *frame.extra))}",
        )
        self._tokens[event.id] = token.i
        words = token.i if said and said.content and kind == "SAY" else None  # *said …, adding …* are two
        key = (event.type, frozenset(actors) if event.mutual else actors, recipients, event.sentence, words)
        kept = self._events.get(key)
        if kept is None or _strength(event) > _strength(kept):
            self._events[key] = event

    def _hosted(self, roles: Roles) -> Roles:
        """Return the sides of a visit to places with the states that host it in their stead, but never one's own."""
        own = {a.country for a in roles.actors}
        hosts = (self._cast.host_of(r) if r.kind == "Location" else r for r in roles.recipients)
        return replace(
            roles, recipients=tuple(h for h in hosts if h and not (h.kind == "Country" and h.country in own))
        )

    def _content(self, trigger: Trigger, said: Utterance | None) -> str | None:
        """Return what the act is about: its clause, its quotation, or what follows the verb."""
        if said and said.content:
            return self._parsed.text(min(said.content), max(said.content) + 1).strip(MARKS)
        if said and said.quotes:
            return self._quote(said)
        tokens = [t.i for c in _complements(trigger.host) for t in c.subtree]
        return self._parsed.text(min(tokens), max(tokens) + 1).strip(MARKS) if tokens else None

    def _quote(self, said: Utterance | None) -> str | None:
        if not said or not said.quotes:
            return None
        spans: list[Span] = sorted(set(said.quotes))
        return " … ".join(self._parsed.article.text[start:end].strip(MARKS.replace(".", "")) for start, end in spans)


def _without_own(roles: Roles) -> Roles:
    """Return the sides without the actors' own state where a thing is another's too: Xi praised *China's ties to Mali*.

    Who blames his own state and another blames both.
    """
    own = {f"country:{actor.country}" for actor in roles.actors}
    others = tuple(r for r in roles.recipients if r.id not in own)
    return replace(roles, recipients=others) if roles.deep and others else roles


def _is_of_nobody(trigger: Trigger, roles: Roles) -> bool:
    """Tell whether a speaker calls something bad that is no known side's."""
    return trigger.frame.spoken and trigger.frame.type != "REJECT" and not roles.recipients


def _wordless(trigger: Trigger) -> str | None:
    """Return why a noun of speech tells nothing: *in a speech* without its words, unless somebody made it."""
    noun = trigger.token
    if trigger.frame.type != "SAY" or trigger.frame.pos != "noun" or noun.dep_ in ("obj", "nsubj:pass"):
        return None
    if noun.dep_ == "nsubj" and noun.head.lemma_ in ENSUING and children(noun, "nmod:poss") and lies_behind(noun.head):
        return None  # Erdogan's announcement came a week after
    marks = [mark.lower_ for clause in children(noun, "acl", "ccomp") for mark in children(clause, "mark")]
    return None if "that" in marks else "speech without its words"


def _unborn(trigger: Trigger) -> str | None:
    """Return why common work is only spoken of: *discussed boosting cooperation between them*."""
    noun = first_conjunct(trigger.token)
    verb = noun.head
    grows = noun.dep_ in ("obj", "nmod") and verb.tag_ in ("VB", "VBG", "NN") and not GROWING.isdisjoint(lemmas(verb))
    grows = grows and verb.head.lemma_ != "help" and not children(verb, "aux")  # are expanding, helped expand
    return "only what is to grow" if grows and trigger.frame.type == "COOPERATE" else None


def _strength(event: Event) -> tuple[int, float]:
    """Return how much a telling counts beside another of the same act: by its status, then by how sure it is."""
    return -STATUSES.index(event.status), event.confidence


def _complements(host: Token) -> list[Token]:
    return [c for c in host.children if c.i > host.i and c.dep_ in ("xcomp", "ccomp", "obj", "obl", "nmod", "acl")]


def _points_back(noun: Token) -> bool:
    return any(c.lower_ in ("this", "that", "these", "those", "the") for c in children(noun, "det"))


def _as_refusal(trigger: Trigger) -> Trigger:
    return replace(trigger, frame=replace(trigger.frame, type="REJECT", mode=None, mutual=False))


def _confidence(trigger: Trigger, roles: Roles) -> float:
    """Return a score in 0..1: how sure the detector is, or the frame's weight; less for sides that are pronouns.

    By the rules alone, it is also less for sides that are remote or missing.
    """
    score = trigger.frame.weight if roles.sure is None else roles.sure
    for draft in roles.actors:
        score *= max(FORM_CONFIDENCE[c.form] for c in draft.mentions.values())
    if roles.sure is not None:
        return round(_tempered(score, SPEECH_SHARPNESS if trigger.frame.type == "SAY" else SHARPNESS), 3)
    if roles.deep:
        score *= 0.85
    if trigger.frame.pos == "noun":
        score *= 0.9
    if not roles.recipients and not roles.mutual:
        score *= 0.9
    return round(score, 3)


def _tempered(probability: float, sharpness: float) -> float:
    """Return a probability drawn towards one half or away: the detector is too sure of acts, too unsure of speech.

    Temperature scaling as of Guo et al. (2017).
    """
    right: float = probability**sharpness
    wrong: float = (1 - probability) ** sharpness
    return right / (right + wrong)
