"""Status: whether an event happened, will, may, would, or did not."""

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.syntax import cases, children, is_kept_from, is_spoken_against, lemmas
from kg.extract.triggers import Trigger
from kg.extract.words import WORDS
from kg.model import Status

NEGATIONS = WORDS["negations"]
HEDGES = WORDS["hedges"]
HEDGED = WORDS["hedged"]
PLANNED = WORDS["planned"]
POSSIBLE_MODALS = frozenset(["may", "might", "could", "can"])
FINITE_BE = frozenset(["am", "is", "are", "was", "were", "'s", "'re"])
FUTURE_MODALS = frozenset(["will", "shall", "'ll", "wo", "would"])
OBLIGATIONS = frozenset(["should", "must", "ought", "need"])
INTENDING = WORDS["intending"]
DOUBTING = WORDS["doubting"]
FAILING = WORDS["failing"]
DENYING, REJECTING, CLAIMS = WORDS["denying"], WORDS["rejecting"], WORDS["claims"]
ASPECTS, CANCELLING = WORDS["aspects"], WORDS["cancelling"]
RANKINGS, OPENINGS = WORDS["rankings"], WORDS["openings"]
CONDITIONS = WORDS["conditions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The status of an event, or why it is none of its own."""

    status: Status
    dropped: str | None = None
    refused: bool = False
    """It will not happen, by its doer's will: *will not sign*."""


def read_status(trigger: Trigger) -> Reading:
    """Return the status that the words around a trigger give it; uttered threats stay asserted whatever they threaten.

    *Iran may sign the deal* → possible; *Iran did not sign* → negated; *if Iran signs* → none of its own.
    """
    verb = trigger.host
    if _in_condition(verb):
        return Reading(status="conditional", dropped="stands in a condition")
    words = _auxiliaries(verb)
    if words & OBLIGATIONS and trigger.frame.type not in ("SAY",):
        return Reading(status="possible", dropped="an obligation, not an act")
    if _negated(trigger.token) or (verb != trigger.token and _negated(verb)):
        return Reading(status="negated", refused=bool(words & FUTURE_MODALS))
    if is_spoken_against(verb):
        return Reading(status="possible", dropped="an act that somebody is against")
    if _denied(verb):
        return Reading(status="negated")
    governed = _governed(verb)
    if governed:
        return Reading(status=governed)
    if words & FUTURE_MODALS or _going_to(verb):
        conditional = any(_in_condition(c) for c in children(verb, "advcl")) and trigger.frame.type != "THREATEN"
        return Reading(status="conditional" if conditional else "intended")
    if words & POSSIBLE_MODALS or any(c.lower_ in HEDGES for c in children(verb, "advmod")):
        return Reading(status="possible")
    if trigger.frame.pos == "noun":
        return Reading(status=_noun_status(trigger) or trigger.frame.status or "asserted")
    return Reading(status=trigger.frame.status or "asserted")


def _in_condition(token: Token) -> bool:
    """Tell whether a token heads or stands in a clause of *if*, *unless* and the like."""
    while True:
        if token.dep_.startswith("advcl") and any(
            c.dep_ in ("mark", "advmod") and c.lower_ in CONDITIONS for c in token.children
        ):
            return True
        if token.head == token or token.dep_ not in ("xcomp", "conj", "obj", "ccomp", "advcl", "obl", "nsubj", "nmod"):
            return False
        token = token.head


def _auxiliaries(verb: Token) -> set[str]:
    own = {c.lower_ for c in verb.children if c.dep_.startswith("aux")}
    if not own and verb.dep_ == "conj" and not children(verb, "nsubj", "mark"):
        return _auxiliaries(verb.head)
    return own


def _negated(token: Token) -> bool:
    for child in token.children:
        if child.dep_ in ("advmod", "det", "cc:preconj", "aux") and (
            child.lower_ in NEGATIONS or child.lemma_ in NEGATIONS
        ):
            return True
        if child.lower_ == "longer" and _next(child) != "than" and any(c.lower_ == "no" for c in child.children):
            return True
        if child.dep_.startswith("nsubj") and (
            child.lower_ in ("nobody", "none", "neither") or any(g.lower_ in ("no", "neither") for g in child.children)
        ):
            return True
    return token.dep_ == "advcl" and "without" in cases(token)


def _next(token: Token) -> str:
    """Return the word behind a token, in lower case; none at the end of a text."""
    return token.nbor().lower_ if token.i + 1 < len(token.doc) else ""


def _denied(verb: Token) -> bool:
    """Tell whether a clause is what somebody calls untrue: *denied that it had*, *rejected claims that it had*."""
    while verb.dep_ == "conj" and not children(verb, "nsubj"):
        verb = verb.head
    governor = verb.head
    if verb.dep_ == "ccomp":
        return governor.lemma_.lower() in DENYING
    claimed = (
        verb.dep_ == "acl" and governor.lemma_.lower() in CLAIMS and any(c.lower_ == "that" for c in verb.children)
    )
    return claimed and governor.head.lemma_.lower() in DENYING | REJECTING


def _going_to(verb: Token) -> bool:
    """Tell whether a verb is what somebody is going to do, or is to do."""
    first, *_ = [*children(verb, "aux", "cop", "mark"), verb]
    is_to = first.lower_ in FINITE_BE and _next(first) == "to"
    return is_to or (verb.dep_ == "xcomp" and verb.head.lower_ == "going")


def _governed(verb: Token) -> Status | None:
    """Return the status that a governing verb or adjective gives: *plans to*, *is likely to*, *failed to*."""
    while verb.dep_ == "conj" and not children(verb, "nsubj"):
        verb = verb.head
    if verb.dep_ not in ("xcomp", "ccomp", "acl", "advcl") or verb.tag_ not in ("VB", "VBG"):
        return None
    if any(c.dep_ in ("nsubj",) or c.tag_ == "MD" for c in verb.children):
        return None
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and not cases(verb):  # *…, forcing Peru to act*: what came of it
        return None
    governor = verb.head
    if verb.dep_ == "acl" and "of" in cases(verb):  # *accused the army of shelling*, hung on the noun by the parse
        governor = governor.head
    lemma = governor.lemma_.lower()
    if _is_ranked(governor):
        return _of_clause(governor.head if governor.dep_ == "xcomp" else governor)
    if lemma in FAILING or is_kept_from(verb):
        return "negated"
    if _negated(governor) and verb.dep_ == "xcomp":
        return "negated"
    if lemma in DOUBTING:
        return "possible"
    infinitive = verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children)
    if lemma in INTENDING or (infinitive and lemma not in ASPECTS):
        return "intended"
    return _governed(governor) if lemma in ASPECTS else None


def _is_ranked(doer: Token) -> bool:
    """Tell whether a doer is ranked among those who did a thing: *was the first state to sign* tells that it signed."""
    if doer.pos_ == "VERB" or doer.lemma_.lower() in OPENINGS:
        return False
    return doer.lower_ in RANKINGS or any(c.lower_ in RANKINGS for c in children(doer, "amod", "advmod"))


def _of_clause(verb: Token) -> Status | None:
    """Return the status that a clause's own auxiliaries give it."""
    words = _auxiliaries(verb)
    if words & FUTURE_MODALS:
        return "intended"
    return "possible" if words & POSSIBLE_MODALS else None


def _called_off(trigger: Trigger) -> bool:
    """Tell whether an act is what somebody calls off or keeps from happening, or a meeting that somebody rejects."""
    if trigger.token.dep_ not in ("obj", "nsubj:pass"):
        return False
    ending = CANCELLING | REJECTING if trigger.frame.type == "CONSULT" else CANCELLING
    verb = trigger.token.head
    ends = ["", *(f" {c.lower_}" for c in children(verb, "compound:prt"))]
    return not ending.isdisjoint(lemma + end for lemma in lemmas(verb) for end in ends)


def _noun_status(trigger: Trigger) -> Status | None:
    if _called_off(trigger):
        return "negated"
    words = {c.lower_ for c in children(trigger.token, "amod", "compound", "advmod")}
    if words & HEDGED:
        return "possible"
    if words & PLANNED:
        return "intended"
    head = trigger.token.head
    if trigger.token.dep_ == "nmod" and head.lemma_ in (
        "plan",
        "possibility",
        "prospect",
        "chance",
        "hope",
        "risk",
        "readiness",
        "call",
        "proposal",
    ):
        return "intended" if head.lemma_ in ("plan", "readiness") else "possible"
    return None
