"""Extraction: one article in, its entities and events out; a pure function of the article, the model and the data.

names → mentions → coreference (who is who) → triggers → speech (who says so) → roles → status → setting → events
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.language import Language

from kg.extract.coreference import Cast, Draft
from kg.extract.mentions import MentionFinder
from kg.extract.roles import RoleFinder, Roles
from kg.extract.setting import when, where
from kg.extract.speech import Utterance, quotations, resolve_first_person, speaker_of, utterance
from kg.extract.status import Reading, read_status
from kg.extract.triggers import Trigger, find_triggers, without_echoes
from kg.gazetteer import Gazetteer
from kg.ids import make_id
from kg.model import STATUSES, Article, Dropped, Event, Extraction, Span
from kg.nlp import Parsed, model_version, parse
from kg.ontology import Ontology

RULES_VERSION = "1"
"""Raised with every change of the rules that changes what is found."""
FUTURE_AGREES = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Types that are no more than a promise while they lie ahead."""
SWALLOWS = frozenset({"THREATEN", "REQUEST", "AGREE", "REJECT", "PROPOSE"})
"""Types whose complement names what is threatened, asked … and is no event of its own."""
FORM_CONFIDENCE = {"name": 1.0, "role": 0.9, "pronoun": 0.8}


class Extractor:
    """Extracts by one language model, ontology and gazetteer."""

    def __init__(self, nlp: Language, ontology: Ontology, gazetteer: Gazetteer) -> None:
        self._nlp, self._ontology, self._gazetteer = nlp, ontology, gazetteer
        self._mentions = MentionFinder(nlp, gazetteer)
        self.version = f"rules-{RULES_VERSION}/{model_version(nlp)}/{ontology.name}-{ontology.version}"

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield the extraction of each article, in order."""
        for parsed in parse(self._nlp, articles):
            yield self._extract(parsed)

    def _extract(self, parsed: Parsed) -> Extraction:
        cast = Cast(parsed, self._mentions.find(parsed.doc), self._gazetteer)
        triggers = without_echoes(list(find_triggers(parsed.doc, self._ontology, cast)))
        finder = RoleFinder(self._ontology, cast)
        quotes = quotations(parsed)
        utterances = [
            u for t in triggers if (u := utterance(parsed, t, _first_actors(finder, t), quotes)) is not None
        ]
        resolve_first_person(parsed, cast, utterances, quotes)
        told = _Telling(self._ontology, parsed, cast, finder, utterances)
        for trigger in triggers:
            told.add(trigger)
        events = told.events()
        used = {i for e in events for i in (*e.actors, *e.recipients)}
        return Extraction(
            article=parsed.article.id,
            version=self.version,
            entities=cast.entities(used),
            events=events,
            dropped=tuple(told.dropped),
        )


def _first_actors(finder: RoleFinder, trigger: Trigger) -> tuple[Draft, ...]:
    roles = finder.roles(trigger)
    return roles[0].actors if roles else ()


class _Telling:
    """The events of one article as they are put together."""

    def __init__(
        self, ontology: Ontology, parsed: Parsed, cast: Cast, finder: RoleFinder, utterances: list[Utterance]
    ) -> None:
        self._ontology, self._parsed, self._cast, self._finder = ontology, parsed, cast, finder
        self._utterances = utterances
        self._swallowed: dict[int, str] = {}
        self._events: dict[tuple[object, ...], Event] = {}
        self.dropped: list[Dropped] = []

    def events(self) -> tuple[Event, ...]:
        """Return the events in order of text."""
        return tuple(sorted(self._events.values(), key=lambda e: (e.trigger, e.type, e.id)))

    def add(self, trigger: Trigger) -> None:
        """Add the events that a trigger tells, or note why there are none."""
        reading = read_status(trigger)
        reason = reading.dropped or self._swallowed.get(trigger.token.i)
        if reason:
            self._drop(trigger, reason)
            return
        told = False
        for roles in self._finder.roles(trigger):
            actors = tuple(a for a in roles.actors if not (a.anonymous_source and a.kind == "Group"))
            if actors:
                self._event(trigger, reading, replace(roles, actors=actors))
                told = True
        if not told:
            self._drop(trigger, "no known actor")
        elif trigger.frame.type in SWALLOWS:
            self._swallow(trigger)

    def _swallow(self, trigger: Trigger) -> None:
        """Mark the complement of a trigger, in which nothing more is told."""
        deps = ("xcomp", "acl", "advcl") if trigger.frame.type == "PROPOSE" else ("xcomp", "ccomp", "acl", "advcl")
        for clause in trigger.token.children:
            if clause.dep_.split(":")[0] in deps and clause.tag_ in ("VB", "VBG", "VBN") and clause.dep_ != "acl:relcl":
                if clause.dep_ == "advcl" and clause.i < trigger.token.i:
                    continue
                for token in clause.subtree:
                    self._swallowed.setdefault(token.i, f"only what a {trigger.frame.type} is about")

    def _drop(self, trigger: Trigger, reason: str) -> None:
        span = self._parsed.span(trigger.token.i, trigger.token.i + 1)
        self.dropped.append(Dropped(stage="extract", reason=reason, span=span))

    def _event(self, trigger: Trigger, reading: Reading, roles: Roles) -> None:
        token, frame = trigger.token, trigger.frame
        kind = "AGREE" if frame.type in FUTURE_AGREES and reading.status in ("intended", "possible") else frame.type
        actors = tuple(a.id for a in roles.actors)
        recipients = tuple(r.id for r in roles.recipients if r.id not in actors)
        if roles.mutual and len(actors) < 2:
            return
        told = speaker_of(self._parsed, token, self._utterances)
        speaker = told.speakers[0].id if told and told.speakers else None
        day, precision = when(token, reading.status, self._parsed.article.published)
        place = where(token, self._cast)
        span = self._parsed.span(token.i, token.i + 1)
        said = next((u for u in self._utterances if u.trigger is trigger), None)
        event = Event(
            id=make_id("event", self._parsed.article.id, span[0], kind, *actors, "", *recipients),
            type=kind,
            mode=frame.mode if kind == frame.type else None,
            status=reading.status,
            actors=actors,
            recipients=recipients,
            mutual=roles.mutual,
            speaker=speaker,
            location=place.id if place else None,
            date=day,
            date_precision=precision,
            trigger=span,
            sentence=self._parsed.span(token.sent.start, token.sent.end),
            content=self._content(trigger, said),
            quote=self._quote(said),
            confidence=self._confidence(trigger, roles, reading),
            rule=f"{frame.pos}:{' '.join((frame.word, *frame.extra))}",
        )
        key = (event.type, frozenset(actors) if roles.mutual else actors, recipients, event.sentence)
        kept = self._events.get(key)
        if kept is None or STATUSES.index(event.status) < STATUSES.index(kept.status):
            self._events[key] = event

    def _content(self, trigger: Trigger, said: Utterance | None) -> str | None:
        """Return what the act is about: its clause, its quotation, or the object's phrase."""
        if said and said.content:
            return self._parsed.text(min(said.content), max(said.content) + 1).strip(' ,.;"“”')
        if said and said.quotes:
            return self._quote(said)
        for child in trigger.host.children:
            if child.dep_ in ("xcomp", "ccomp", "obj", "obl", "advcl") and child.i > trigger.host.i:
                tokens = [t.i for t in child.subtree]
                return self._parsed.text(min(tokens), max(tokens) + 1).strip(' ,.;"“”')
        return None

    def _quote(self, said: Utterance | None) -> str | None:
        if not said or not said.quotes:
            return None
        spans: list[Span] = sorted(set(said.quotes))
        return " … ".join(self._parsed.article.text[s:e].strip("“”\"'`’ ,").strip() for s, e in spans)

    def _confidence(self, trigger: Trigger, roles: Roles, reading: Reading) -> float:
        """Return a score in 0..1: the frame's weight, less for remote, pronominal or hedged readings."""
        score = trigger.frame.weight
        for draft in roles.actors:
            forms = {c.form for c in draft.mentions.values()}
            score *= max(FORM_CONFIDENCE[form] for form in forms)
        if roles.deep:
            score *= 0.85
        if trigger.frame.pos == "noun":
            score *= 0.9
        if not roles.recipients and not roles.mutual:
            score *= 0.9
        return round(score, 3)
