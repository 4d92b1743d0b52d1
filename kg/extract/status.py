"""Status: whether an event happened, will, may, would, or did not."""

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.forms import lemmas, next_word
from kg.extract.syntax import (
    ALLEGATIONS,
    CALLING,
    HEARSAY,
    NEGATIONS,
    SUBJECTS,
    cases,
    children,
    is_condition,
    is_judged,
    is_kept_from,
    is_spoken_against,
    lies_behind,
    phrases,
)
from kg.extract.triggers import Trigger
from kg.extract.words import WORDS
from kg.model import Status

HEDGES = WORDS["hedges"]
FREQUENT = WORDS["frequent"]
"""Adverbs that make a present tense a habit: *often criticises*."""
HEDGED = WORDS["hedged"] | HEARSAY
PLANNED = WORDS["planned"]
EVIDENCE, UNTRUE = WORDS["evidence"], WORDS["untrue"]
HAVING = frozenset({"be", "find", "have", "offer", "provide", "see", "show"})
INSTEAD = frozenset({"without", "instead of"})
POSSIBLE_MODALS = frozenset(["may", "might", "could", "can"])
FINITE_BE = frozenset(["am", "is", "are", "was", "were", "'s", "'re"])
FUTURE_MODALS = frozenset(["will", "shall", "'ll", "wo", "would"])
OBLIGATIONS = frozenset(["should", "must", "ought", "need"])
INTENDING = WORDS["intending"]
GATHERING = WORDS["gathering"]
"""Verbs of going where a thing can be said."""
SHOUTED = frozenset({"SAY", "ACCUSE", "REQUEST", "REJECT", "PROTEST"})
WORDED = SHOUTED | {"SUPPORT", "CONCEDE", "THREATEN", "PROPOSE"}
"""Types that are done in words; the first of them also wherever somebody has gone to say them."""
DOUBTING = WORDS["doubting"]
FAILING = WORDS["failing"]
WISHING, SUSPECTING, PLOTTING = WORDS["wishing"], WORDS["suspecting"], WORDS["plotting"]
DENYING, REJECTING, CLAIMS = WORDS["denying"], WORDS["rejecting"], WORDS["claims"]
ASPECTS, CANCELLING = WORDS["aspects"], WORDS["cancelling"]
HAPPENING, ARRANGING = WORDS["happening"], WORDS["arranging"]
"""What an act does that comes about, and what is done to it before."""
ARRANGED = frozenset({"CONSULT", "COOPERATE", "PROTEST", "MOBILIZE", "AID"})
"""Types that are known beforehand; of a planned attack one hears later."""
RANKINGS, OPENINGS = WORDS["rankings"], WORDS["openings"]


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
    if unreal := _unreal(verb, words):
        return Reading(status="possible", dropped=unreal)
    if words & OBLIGATIONS and trigger.frame.type not in ("SAY",):
        return Reading(status="possible", dropped="an obligation, not an act")
    nearly = any(c.lower_ in ("almost", "nearly") for c in children(trigger.token, "advmod"))
    if nearly or _negated(trigger.token) or (verb != trigger.token and _negated(verb)):
        return Reading(status="negated", refused=bool(words & FUTURE_MODALS))
    if is_spoken_against(verb):
        return Reading(status="possible", dropped="an act that somebody is against")
    if _denied(verb):
        return Reading(status="negated")
    governed = "asserted" if _is_uttered(trigger) else _governed(verb)
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
        if is_condition(token):
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
        if child.lower_ == "longer" and next_word(child) != "than" and any(c.lower_ == "no" for c in child.children):
            return True
        if child.dep_.startswith("nsubj") and (
            child.lower_ in ("nobody", "none", "neither") or any(g.lower_ in ("no", "neither") for g in child.children)
        ):
            return True
    if token.dep_ == "conj":
        if any(c.lower_ == "nor" for c in children(token, "cc")):
            return True
        joined = {c.lower_ for verb in children(token.head, "conj") for c in children(verb, "cc")}
        return "or" in joined and not children(token, "nsubj") and _negated(token.head)
    return token.dep_ == "advcl" and _is_left_out(token)


def _is_left_out(gerund: Token) -> bool:
    """Tell whether an act is what somebody does without: *instead of signing*, *stopped short of signing*."""
    first = gerund.left_edge
    led_by = gerund.doc[max(0, first.i - 1) : first.i + 1].text.lower()
    return bool(cases(gerund) & INSTEAD) or led_by in ("short of", "far from")


def _sharing(verb: Token) -> Token:
    """Return the verb whose place in the sentence a verb joined to it shares: the first without a subject between."""
    while verb.dep_ == "conj" and not children(verb, "nsubj"):
        verb = verb.head
    return verb


def _unreal(verb: Token, words: set[str]) -> str | None:
    """Return why a clause tells of nothing that is, was or will be, if it does not."""
    if _is_asked(verb):
        return "an open question"
    if _unproven(verb):
        return "an act of which there is no evidence"
    if _is_habit(verb):
        return "a habit, not an act"
    return "an act that did not come about" if "would" in words and "have" in words else None


def _is_habit(verb: Token) -> bool:
    """Tell whether somebody does a thing over and over, or once did: *often criticises*, *used to support*."""
    once = verb.dep_ == "xcomp" and verb.head.lower_ == "used" and verb.tag_ == "VB"
    present = verb.tag_ in ("VBZ", "VBP") and not children(verb, "aux")
    return once or (present and any(c.lower_ in FREQUENT for c in children(verb, "advmod")))


def _is_asked(verb: Token) -> bool:
    """Tell whether a clause is an open question: *asked whether it had*, *did it attack?*."""
    for clause in (verb, *verb.ancestors):
        if any(c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in clause.children):
            return True
        if clause.dep_ not in ("conj", "xcomp"):
            break
    if clause.dep_ != "ROOT" or "?" not in clause.sent[-2:].text:
        return False
    first = next((t for t in clause.sent if t.is_alpha), None)
    return first in [c for c in clause.children if c.dep_.startswith("aux") or c.dep_ == "cop"]


def _unproven(verb: Token) -> bool:
    """Tell whether a clause is what nothing shows, or somebody calls untrue: *no evidence that it had*."""
    verb = _sharing(verb)
    governor = verb.head
    if verb.dep_ == "acl" and governor.lemma_.lower() in EVIDENCE:  # no proof that it had, no intention of attacking
        return _negated(governor) or (governor.head.lemma_ in HAVING and _negated(governor.head))
    if not verb.dep_.startswith(("ccomp", "csubj")):
        return False
    true = governor.lemma_.lower() == "true" and _negated(governor)
    few = any(t.lower_ in ("few", "nobody", "none") for s in children(governor, "nsubj") for t in (s, *s.children))
    doubted = governor.lemma_.lower() == "doubt" and not (few or _negated(governor))
    return true or doubted or governor.lower_ in UNTRUE


def _denied(verb: Token) -> bool:
    """Tell whether a clause is what somebody calls untrue: *denied that it had*, *rejected claims that it had*."""
    verb = _sharing(verb)
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
    is_to = first.lower_ in FINITE_BE and next_word(first) == "to"
    return is_to or (verb.dep_ == "xcomp" and verb.head.lower_ == "going")


def _governed(verb: Token) -> Status | None:
    """Return the status that a governing verb or adjective gives: *plans to*, *is likely to*, *failed to*."""
    verb = _sharing(verb)
    if verb.dep_ not in ("xcomp", "ccomp", "acl", "advcl") or verb.tag_ not in ("VB", "VBG"):
        return None
    if any(c.dep_ in ("nsubj",) or c.tag_ == "MD" for c in verb.children):
        return None
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and not cases(verb):  # *…, forcing Peru to act*: what came of it
        return None
    governor = verb.head
    if verb.dep_ == "acl" and "of" in cases(verb):  # *accused the army of shelling*, hung on the noun by the parse
        if governor.lemma_ in ALLEGATIONS:
            return "possible"
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
    if "by" in cases(verb):  # accused of breaking the law by storming an embassy
        return _governed(governor)
    if lemma in INTENDING or (infinitive and lemma not in ASPECTS):
        return "intended"
    return _governed(governor) if lemma in ASPECTS else None


def _is_uttered(trigger: Trigger) -> bool:
    """Tell whether words are what somebody has done a thing for: *marched to demand*, *called him to thank him*."""
    verb = _sharing(trigger.host)
    purpose = verb.tag_ == "VB" and any(c.lower_ == "to" for c in children(verb, "mark"))
    if not purpose or verb.dep_ not in ("advcl", "xcomp") or not _is_done(verb.head):
        return False
    if not CALLING.isdisjoint(lemmas(verb.head)):
        return trigger.frame.type in WORDED
    return trigger.frame.type in SHOUTED and not GATHERING.isdisjoint(lemmas(verb.head))


def _is_done(verb: Token) -> bool:
    """Tell whether a verb's own words tell that its act is done, or going on."""
    words = _auxiliaries(verb)
    unsure = words & (FUTURE_MODALS | POSSIBLE_MODALS | OBLIGATIONS) or _negated(verb) or _unreal(verb, words)
    under_way = verb.tag_ != "VBG" or bool(words)
    return under_way and lies_behind(verb) and not (unsure or _governed(verb) or is_kept_from(verb))


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
    return not ending.isdisjoint(_with_particles(trigger.token.head))


def _with_particles(verb: Token) -> set[str]:
    """Return what a verb may be in a list, alone and with a word that completes it: *call off*, *go ahead*."""
    ends = ["", *(f" {c.lower_}" for c in children(verb, "compound:prt", "advmod"))]
    return {lemma + end for lemma in lemmas(verb) for end in ends}


def _happens(verb: Token) -> bool:
    """Tell whether a verb tells that its subject comes about: *starts*, *takes place*, but not *starts a war*."""
    objects = children(verb, "obj") if verb.lemma_ != "last" else []  # lasts three days
    told = {f"{lemma} {o.lower_}" for lemma in lemmas(verb) for o in objects} if objects else _with_particles(verb)
    return not HAPPENING.isdisjoint(told)


def _of_occurrence(trigger: Trigger) -> Status | None:
    """Return the status of an act that comes about or is arranged: *talks will start*, *a visit planned for May*."""
    noun, verb, known = trigger.token, trigger.token.head, trigger.frame.type in ARRANGED
    planned = known and any(_is_arranged(c) for c in children(noun, "acl"))
    if noun.dep_ not in SUBJECTS:
        return "intended" if planned else None
    arranged, expected = _is_arranged(verb), verb.lemma_ == "expect"
    coming = next(iter(children(verb, "xcomp")), None if arranged or expected else verb)
    if coming and not _happens(coming):
        ahead = trigger.frame.type == "CONSULT" and _auxiliaries(verb) & FUTURE_MODALS
        return "intended" if planned or ahead else None
    if coming and (told := "negated" if _negated(verb) else _governed(coming) or _of_clause(coming)):
        return told
    if known and (arranged or expected):
        return "intended" if arranged else "possible"
    return None


def _is_arranged(verb: Token) -> bool:
    """Tell whether a participle tells that an act is to come: *is scheduled*; *due* may hang on the verb behind it."""
    due = any(word.lower_ == "due" for word in (verb, *children(verb, "case")))
    done_to = verb.dep_ == "acl" or any(c.lemma_ == "be" for c in children(verb, "aux", "aux:pass", "cop"))
    return due or (done_to and not verb.text.endswith("ing") and not ARRANGING.isdisjoint(lemmas(verb)))


def _wished_for(noun: Token) -> bool:
    """Tell whether an act is what somebody only waits or wishes for: *wants an apology*, *is waiting for help*."""
    wished = noun.dep_ == "obj" or (noun.dep_ == "obl" and "for" in cases(noun))
    return wished and not _has_doer(noun) and not WISHING.isdisjoint(lemmas(noun.head))


def _suspected(noun: Token) -> bool:
    """Tell whether an act is what somebody is held for: *arrested over the murder*; not if it tells who did it."""
    if _has_doer(noun) or not is_judged(noun) or cases(noun) & {"after", "following", "amid", "despite"}:
        return False
    verb = noun.head.head if noun.dep_ == "nmod" else noun.head  # in connection with the murder
    return not SUSPECTING.isdisjoint(lemmas(verb))


def _has_doer(noun: Token) -> bool:
    """Tell whether a noun tells itself who did the act: *Peru's attack*, *the Peruvian attack*, *an attack by Peru*."""
    named = any(c.text[0].isupper() for c in children(noun, "amod", "compound"))
    return named or bool(children(noun, "nmod:poss") or phrases(noun, "by"))


def _noun_status(trigger: Trigger) -> Status | None:
    if _called_off(trigger):
        return "negated"
    if _wished_for(trigger.token) or _suspected(trigger.token):
        return "possible"
    verb = trigger.token.head
    plotted = trigger.token.dep_ == "obj" and not PLOTTING.isdisjoint(lemmas(verb)) and not _has_doer(trigger.token)
    if plotted and not children(verb, "xcomp"):
        return _governed(verb) or "intended"
    words = {c.lower_ for c in children(trigger.token, "amod", "compound", "advmod")}
    if words & HEDGED:
        return "possible"
    if words & PLANNED:
        return "intended"
    if told := _of_occurrence(trigger):
        return told
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
