"""Questions to a Universal Dependencies tree, voice and control undone.

All functions take and give spaCy tokens; "logical" means as if the clause were active and complete.
"""

from spacy.tokens import Span, Token

from kg.extract.forms import lemmas
from kg.extract.words import WORDS

RELATIVE = frozenset({"who", "which", "that", "whom"})
SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "swear", "offer", "agree", "refuse", "decline"})
CHARGES = frozenset({"of", "for", "with", "against"})
ACCUSING = frozenset({"accuse", "suspect", "charge", "convict"})
"""Verbs whose object does what they are about, whoever stands between: *accused by survivors of pushing them*."""
ALLEGATIONS = frozenset({"accusation", "allegation", "charge", "suspicion"})
SAYING = frozenset({"say", "tell", "state", "add", "claim", "argue", "insist", "announce", "declare"})
JUDGING, PREVENTING, FURTHERING = WORDS["judging"], WORDS["preventing"], WORDS["furthering"]
REASONS = frozenset({"for", "over", "because of", "due to"})
OCCASIONS = frozenset({"because", "after", "when", "since"})
PUNISHING, MESSAGES = WORDS["punishing"], WORDS["messages"]
INQUIRING, INQUIRED = WORDS["inquiring"], frozenset({"about", "for", "in", "into", "of", "over", "with"})
ENCOUNTERS = WORDS["encounters"]
"""Nouns of what the doers of a clause take part in: *thanked Oman during talks*."""
LEAVING = WORDS["leaving"]
"""Acts that nobody does to another: *the withdrawal of the troops*."""
NEGATIONS, MEASURES = WORDS["negations"], WORDS["measures"]
BECAUSE = frozenset({"over", "after", "following", "amid", "despite", "because of", "due to"})
INVERTED = frozenset({"should", "were", "had"})
"""Auxiliaries that stand first in a condition without *if*: *should Peru refuse*."""
SUFFERED = frozenset(
    {"arrest", "detention", "expulsion", "imprisonment", "release", "removal", "treatment", "trial", "visit"}
)
"""Acts of which a possessive tells rather who suffers or makes them: *criticised Putin over his arrest*."""
ANSWERING_TO = WORDS["responding"] | {"lead"}
"""Verbs with *to* before an act that the subject has not done: *responded to*, *led to an attack*."""
CALLING = WORDS["calling"]
"""Verbs of reaching somebody to say a thing."""
UTTERING, ASKING, DECLINING = WORDS["uttering"], WORDS["asking"], WORDS["declining"]
HEARSAY, CONDITIONS = WORDS["hearsay"], WORDS["conditions"]
ANSWERING, ANSWERED = WORDS["answering"], frozenset({"for", "to", "against", "over", "at"})
ALONGSIDE, NAMING = frozenset({"along", "alongside", "together"}), frozenset({"including", "such as"})
RECIPROCAL = ({"each", "other"}, {"one", "another"})
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")


def children(token: Token, *deps: str) -> list[Token]:
    """Return the children whose relation, or its part before the colon, is one of `deps`."""
    return [c for c in token.children if c.dep_ in deps or c.dep_.split(":")[0] in deps]


def is_spokesman(noun: Token) -> bool:
    """Tell whether a noun is of somebody who speaks for another: *spokeswoman*, *spokespeople*."""
    return noun.lower_.startswith("spokes")


def conjuncts(token: Token) -> list[Token]:
    """Return a token and all that are joined to it below, in order of text: *and Chile*, *such as Chile*."""
    found, stack = [], [token]
    while stack:
        current = stack.pop()
        found.append(current)
        stack.extend(children(current, "conj"))
        stack.extend(c for c in children(current, "nmod") if cases(c) & ALONGSIDE)
        stack.extend(c for c in children(current, "nmod") if c.pos_ == "PROPN" and cases(c) & NAMING)
    return sorted(found, key=lambda t: t.i)


def top_of(span: Span) -> Token:
    """Return the token of a span whose head lies outside it; the last such where a parse splits a name."""
    outside = [t for t in span if not span.start <= t.head.i < span.end or t.head.i == t.i]
    return outside[-1] if outside else span[-1]


def first_conjunct(token: Token) -> Token:
    """Return the head of the coordination that a token belongs to."""
    while token.dep_ == "conj":
        token = token.head
    return token


def is_predicate(token: Token) -> bool:
    """Tell whether a token heads a clause: a verb, or anything with a copula."""
    return token.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in token.children)


def lies_behind(predicate: Token) -> bool:
    """Tell whether what a predicate tells lies behind: *met*, *may have met*, *alleged talks*, not *may meet*."""
    if any(c.lower_ in HEARSAY for c in children(predicate, "amod")):
        return True
    helpers = children(predicate, "aux", "cop")
    perfect = any(t.lemma_ == "have" for t in helpers)
    return perfect or predicate.tag_ == "VBG" or any(t.tag_ == "VBD" for t in (predicate, *helpers))


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive: by its auxiliary, its subject, or as a bare participle of a noun."""
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    deps = {c.dep_ for c in verb.children}
    if "aux:pass" in deps:
        return True
    if "nsubj:pass" in deps:
        return not (verb.dep_ == "ROOT" and _is_full_sentence(verb))
    if "aux" in deps or "nsubj" in deps:
        return False
    if verb.dep_ == "acl" or (verb.dep_ in ("advcl", "amod") and verb.tag_ == "VBN"):
        return verb.tag_ == "VBN"
    return verb.dep_ == "conj" and verb.tag_ == "VBN" and is_passive(verb.head) and not deps & set(SUBJECTS)


def _is_full_sentence(root: Token) -> bool:
    """Tell whether a root ends in a full stop, as headlines do not: then it is no bare participle but a past tense."""
    return root.doc[root.sent.end - 1].text == "."


def surface_subjects(predicate: Token, depth: int = 0) -> list[Token]:
    """Return the grammatical subjects of a predicate: its own, or those that control, conjunction or a noun give it."""
    own = [c for c in predicate.children if c.dep_ in SUBJECTS]
    if own:
        return [t for subject in own for t in _antecedents(subject, predicate)]
    if depth > 6:
        return []
    dep, head = predicate.dep_, predicate.head
    if dep.startswith("acl"):
        infinitive = any(c.dep_ == "mark" and c.lower_ == "to" for c in predicate.children)
        if head.dep_ == "obl:agent" and predicate.tag_ == "VBG" and not ACCUSING.isdisjoint(lemmas(head.head)):
            return surface_subjects(head.head, depth + 1)  # men accused by survivors of pushing them
        return noun_agents(head, depth + 1) if infinitive else _held_for(predicate) or [head]
    if dep == "conj" and (is_predicate(head) or is_predicate(predicate)):
        return surface_subjects(head, depth + 1)
    if dep in ("xcomp", "ccomp") or (dep.startswith("advcl") and _is_nonfinite(predicate)):
        outer = _outer(predicate, head)
        return surface_subjects(outer, depth + 1) if outer is not None else _controllers(predicate, head, depth)
    return []


def _antecedents(subject: Token, predicate: Token) -> list[Token]:
    """Return what a relative pronoun stands for, or the subject itself."""
    if subject.lower_ in RELATIVE and subject.tag_ in ("WP", "WDT", "IN", "DT"):
        clause = first_conjunct(predicate)
        if predicate.dep_ == "conj" and (name := _name_before(subject)):  # crossed into Turkey, which stopped them
            return [name]
        charge = _charge_denied(subject, predicate)
        if charge is not None:
            return logical_subjects(charge)
        if clause.dep_.startswith("acl"):
            return [_correspondent(subject, clause.head) or clause.head]
        if clause.dep_ == "parataxis":  # fled to Russia, which rejected it
            return [_name_before(subject) or subject]
    return [subject]


def _charge_denied(relative: Token, predicate: Token) -> Token | None:
    """Return the verb of the charge that somebody denies: *accused Chad of arming the rebels, which Chad denies*."""
    denied = relative.lower_ == "which" and relative.dep_ == "obj" and predicate.lemma_ == "deny"
    charges = (t for t in predicate.ancestors if not ACCUSING.isdisjoint(lemmas(t)))
    return next(charges, None) if denied else None


def _correspondent(relative: Token, message: Token) -> Token | None:
    """Return who sends or gets a message, which a message cannot act as.

    *Sent a note to Mali, which rejected it*, *drew a response from Mali, which recalled its envoy*.
    """
    if relative.lower_ != "which" or relative.dep_ == "nsubj:pass" or message.lemma_ not in MESSAGES:
        return None
    name = _name_before(relative)
    return name if name is not None and not cases(name).isdisjoint({"to", "from"}) else None


def _name_before(relative: Token) -> Token | None:
    """Return the name that stands right before a relative pronoun and its comma."""
    before = relative.doc[max(relative.i - 2, 0) : relative.i]
    name = next((t for t in reversed(before) if t.text != ","), None)
    while name is not None and name.dep_ == "flat":
        name = name.head
    return name if name is not None and name.pos_ == "PROPN" else None


def _outer(participle: Token, clause: Token) -> Token | None:
    """Return the clause around the one that the parse hangs a participle on, where only that can be meant.

    *Macron said Iran was isolated, urging calm*; *dispersed protesters who had rallied, arresting 60 of them*.
    """
    if participle.dep_ != "advcl" or participle.tag_ != "VBG" or cases(participle):
        return None
    if clause.dep_ == "ccomp" and not UTTERING.isdisjoint(lemmas(participle)):
        acted = clause.tag_ == "VBD" or any(c.lemma_ == "have" for c in children(clause, "aux"))
        return clause.head if clause.head.lemma_ in SAYING and not (acted and clause.pos_ == "VERB") else None
    again = any(t.lower_ == "them" for o in children(participle, "obj") for t in o.subtree)
    return clause.head.head if clause.dep_ == "acl:relcl" and again else None


def _controllers(predicate: Token, head: Token, depth: int) -> list[Token]:
    if predicate.dep_ == "ccomp" and not _is_nonfinite(predicate):
        return []
    by_object = head.lemma_ not in SUBJECT_CONTROL and not _is_said_in_call(predicate, head)
    if (predicate.dep_ in ("xcomp", "ccomp") and by_object) or _is_charge(predicate):
        objects = children(head, "obj", "iobj")
        if objects and head.pos_ == "VERB":
            return objects[:1]
    if head.pos_ in ("NOUN", "PROPN") and not is_predicate(head):
        return noun_agents(head, depth + 1)
    return surface_subjects(head, depth + 1)


def _held_for(act: Token) -> list[Token]:
    """Return who is held for an act that a noun of blame tells: *arrested two men on suspicion of plotting attacks*."""
    noun = act.head
    blamed = noun.dep_ == "obl" and noun.lemma_ in ALLEGATIONS and "of" in cases(act)
    return logical_objects(noun.head) if blamed else []


def _is_said_in_call(predicate: Token, verb: Token) -> bool:
    """Tell whether an infinitive is what somebody calls another in order to say: *called Erdogan to apologise*."""
    return not (CALLING.isdisjoint(lemmas(verb)) or UTTERING.isdisjoint(lemmas(predicate)))


def _is_charge(predicate: Token) -> bool:
    """Tell whether a clause is what an object is accused of, thanked for or kept from, and so does itself."""
    return is_kept_from(predicate) or (_is_gerund(predicate) and bool(cases(predicate) & CHARGES))


def is_condition(clause: Token) -> bool:
    """Tell whether a word heads a clause of *if*, *unless* and the like."""
    if not clause.dep_.startswith("advcl"):
        return False
    if clause.left_edge.lower_ in INVERTED and clause.left_edge.head == clause:
        return True
    return any(c.lower_ in CONDITIONS for c in clause.children if c.dep_ in ("mark", "advmod"))


def is_kept_from(predicate: Token) -> bool:
    """Tell whether a clause is what somebody is kept from: *stopped Greece from bombing*, not *came from meeting*."""
    kept = _is_gerund(predicate) and "from" in cases(predicate)
    return kept and not PREVENTING.isdisjoint(lemmas(predicate.head))


def is_spoken_against(predicate: Token) -> bool:
    """Tell whether a clause is what somebody speaks or acts against: *warned Greece against bombing*."""
    return _is_gerund(predicate) and "against" in cases(predicate)


def _is_gerund(predicate: Token) -> bool:
    return predicate.dep_ == "advcl" and predicate.tag_ == "VBG"


def _is_nonfinite(predicate: Token) -> bool:
    if any(c.dep_ in ("aux", "cop") and c.tag_ in ("MD", "VBZ", "VBD", "VBP") for c in predicate.children):
        return False
    return predicate.tag_ in ("VB", "VBG", "VBN") or predicate.pos_ in ("ADJ", "NOUN")


def noun_agents(noun: Token, depth: int = 0) -> list[Token]:
    """Return who does the act that a noun names: its possessor, or the subject of the verb that carries it."""
    owners = children(noun, "nmod:poss")
    if owners:
        return owners
    verb = noun.head
    if is_furthering(noun):
        return [*phrases(noun, "of"), *phrases(noun, "from"), *phrases(noun, "by")]
    if is_predicate(noun) or noun.dep_ == "xcomp":  # was, became the first state to sign
        return surface_subjects(noun, depth + 1)
    if is_judged(noun):
        blamed = children(verb, "nsubj:pass") if is_passive(verb) else children(verb, "obj", "iobj")
        return blamed[:1] if noun.dep_ == "obl" and cases(noun) & CHARGES else []
    if noun.dep_ in ("obj", "nsubj:pass", "obl") and verb.pos_ in ("VERB", "AUX") and depth <= 6:
        return logical_subjects(verb, depth + 1)
    return []


def is_judged(noun: Token) -> bool:
    """Tell whether an act is what somebody speaks of or answers, and so has not done.

    *Condemned the raid*, *blamed for it*, *arrested over it*, *a probe into it*, *in retaliation for it*; not *thanked
    Oman during talks*.
    """
    behind, governors = cases(noun), set(lemmas(noun.head))
    if noun.dep_ == "nmod":
        return _answers(noun) or bool(governors & INQUIRING and behind & INQUIRED)
    if noun.dep_ == "obl":
        if noun.lemma_ in ENCOUNTERS:
            return False
        if behind & BECAUSE or (behind & {"for", "of"} and governors & PUNISHING):
            return True
        if "to" in behind and not children(noun.head, "obj"):
            return bool(governors & ANSWERING_TO)
    return noun.dep_ in ("obj", "nsubj:pass", "obl") and bool(governors & JUDGING)


def _answers(noun: Token) -> bool:
    """Tell whether a noun tells of what somebody answers: *in response to the raid*."""
    return noun.dep_ == "nmod" and noun.head.lemma_.lower() in ANSWERING and bool(cases(noun) & ANSWERED)


def blamed_for(pronoun: Token) -> list[Token]:
    """Return whom an act is done to for a reason of which a pronoun tells the doer.

    *Sanctioned Iran over its raids*, *in response to its raids*, *jailed Castillo after he dissolved Congress*; or who
    declines what is asked of him: *asked Modi to come, but he refused*.
    """
    reason = pronoun.head
    if pronoun.dep_ in SUBJECTS:
        return _patients(reason.head) if _is_punished(reason) else _asked(reason)
    if pronoun.dep_ != "nmod:poss" or reason.lemma_ in SUFFERED or any(c.lower_ == "own" for c in reason.children):
        return []
    return _patients(reason.head) if cases(reason) & REASONS or _answers(reason) else []


def _is_punished(clause: Token) -> bool:
    """Tell whether a clause tells what somebody is punished or thanked for: *jailed Castillo after he dissolved it*."""
    told = clause.dep_ == "advcl" and bool(cases(clause) & OCCASIONS)
    return told and not PUNISHING.isdisjoint(lemmas(clause.head))


def _asked(refusal: Token) -> list[Token]:
    """Return who is asked what a verb joined to the asking declines: *asked Modi to come, but he refused*."""
    asking = first_conjunct(refusal)
    asked = refusal != asking and not (DECLINING.isdisjoint(lemmas(refusal)) or ASKING.isdisjoint(lemmas(asking)))
    return [*children(asking, "obj", "iobj"), *phrases(asking, "on")] if asked else []


def _patients(word: Token) -> list[Token]:
    """Return whom the clause of a word does something to.

    They are its objects, their owners, whom the act is *on* or *against*, and whom its objects are *with* or *to*: *cut
    ties with Israel*, *recalled its envoy to Israel*.
    """
    verb = clause_of(word)
    objects = children(verb, "obj", "iobj", "nsubj:pass")
    owners = (o for thing in objects for o in (*children(thing, "nmod:poss"), *phrases(thing, "of")))
    beyond = (side for thing in objects for p in ("with", "to") for side in phrases(thing, p))
    return [*objects, *owners, *beyond, *phrases(verb, "on"), *phrases(verb, "against")]


def is_furthering(noun: Token) -> bool:
    """Tell whether a noun tells what others do for, or bring about, an act: *at the request of*, *with help from*."""
    return any(f"{case} {noun.lemma_.lower()}" in FURTHERING for case in cases(noun))


def is_reciprocal(predicate: Token) -> bool:
    """Tell whether the doers do an act to *each other* or *one another*."""
    said = [c for c in children(predicate, "obj", "iobj", "obl") if c.lower_ in ("each", "one", "other", "another")]
    return any({c.lower_, *(w.lower_ for w in c.children)} >= pair for c in said for pair in RECIPROCAL)


def logical_subjects(predicate: Token, depth: int = 0) -> list[Token]:
    """Return the doers of a predicate: subjects, or the by-agents of a passive."""
    if is_passive(predicate):
        return [c for c in children(predicate, "obl", "nmod") if c.dep_ == "obl:agent" or "by" in cases(c)]
    return surface_subjects(predicate, depth)


def logical_objects(predicate: Token) -> list[Token]:
    """Return what a predicate is done to: objects, or the subjects of a passive."""
    if is_passive(predicate):
        return surface_subjects(predicate)
    own = children(predicate, "obj") or children(predicate, "iobj")
    if own:
        return [t for o in own for t in _antecedents(o, predicate)]
    clause = first_conjunct(predicate)
    if clause.dep_ == "acl:relcl" and clause.head not in surface_subjects(predicate):
        return [clause.head]
    return []


def cases(token: Token) -> set[str]:
    """Return the prepositions of a phrase, lower case; a fixed one joined by blanks (`because of`)."""
    found = set()
    for case in token.children:
        # The *to* of an infinitive is a mark; *of* in *accused of lying* is one too, but leads a phrase.
        leads = case.dep_ == "case" or (case.dep_ == "mark" and case.tag_ != "TO")
        if leads and case.pos_ in ("ADP", "SCONJ", "ADV", "VERB", "PART", "ADJ"):
            found.add(" ".join([case.lower_, *(f.lower_ for f in case.children if f.dep_ == "fixed")]))
    return found


def phrases(head: Token, preposition: str) -> list[Token]:
    """Return the heads of the phrases that a preposition joins to a word, or to what completes that word.

    *imposed sanctions on Russia*, *engaged in talks with Russia*: the parse hangs them on the verb or on its noun.
    A name takes no *against*: in *a complaint with the UN against Uganda* it is the complaint's. A noun of leaving
    keeps its *from*: *demanded the withdrawal from Tigray*.
    """
    near = children(head, "obl", "nmod", "advcl")
    if head.pos_ == "VERB":
        places = [*children(head, "obj", "iobj", "nsubj:pass", "compound:prt", "xcomp"), *near]
        places = [t for t in places if preposition != "from" or t.lemma_ not in LEAVING]
        places += [t for place in places for t in measured(place)]
    else:
        places = [name for name in near if preposition == "against" and name.pos_ == "PROPN"]
    found = [c for c in near if preposition in cases(c)]
    found += [c for place in places for c in children(place, "obl", "nmod") if preposition in cases(c)]
    return found


def measured(noun: Token) -> list[Token]:
    """Return what a noun says the number or amount of: *a team of doctors*, *a series of strikes*."""
    return [c for c in children(noun, "nmod") if "of" in cases(c)] if noun.lemma_ in MEASURES else []


def places_behind(noun: Token) -> list[Token]:
    """Return the phrases with *in* right behind an object, which the parse may as well hang on its verb."""
    if noun.dep_ != "obj":
        return []
    end = noun.right_edge.i + 1
    return [c for c in children(noun.head, "obl") if c.left_edge.i == end and "in" in cases(c)]


def has_word(head: Token, word: str) -> bool:
    """Tell whether a word has a particle, preposition, modifier or object of that form or lemma, at most one below.

    A day's preposition is none of the word's: *called X on Friday*.
    """
    near = [c for c in head.children if c.dep_ not in ("mark", "punct", "conj") and c.ent_type_ != "DATE"]
    for child in [*near, *(g for c in near if c.dep_ in ("obj", "obl", "xcomp", "nmod") for g in c.children)]:
        if word in (child.lower_, child.lemma_) and child.dep_ != "mark":
            return True
        if child.dep_.split(":")[0] in ("obl", "nmod", "advcl") and word in cases(child):
            return True
    return False


def clause_of(token: Token) -> Token:
    """Return the predicate of the clause a token stands in (the token itself where it heads one)."""
    while token.head != token and not is_predicate(token):
        token = token.head
    return token
