"""Speech: quotations, what was said, and who stands behind it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.drafts import Draft
from kg.extract.page import Page
from kg.extract.syntax import children
from kg.extract.triggers import Trigger
from kg.extract.words import WORDS
from kg.model import Span
from kg.nlp import Parsed

QUOTATION = re.compile(r"“[^“”]+(?:”|’’|''|$)|\"[^\"]+(?:\"|''|$)|``[^`]+?(?:''|$)")
SPEAKING = frozenset({"SAY", "THREATEN", "ACCUSE", "REJECT", "PROPOSE", "REQUEST", "AGREE", "SUPPORT", "CONCEDE"})
FIRST_PERSON = WORDS["first_person"]
SHORTEST_QUOTE = 2
"""Words; shorter quotations are scare quotes, not speech."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What one trigger of speech brings: tokens of its content clause, and quotations as code points of the article."""

    trigger: Trigger
    speakers: tuple[Draft, ...]
    content: frozenset[int]
    quotes: tuple[Span, ...]


def quotations(parsed: Parsed) -> list[Span]:
    """Return the quotations of an article, marks included, as code points; one never runs over a paragraph."""
    found = []
    for start, end in parsed.article.paragraphs:
        found += [(start + m.start(), start + m.end()) for m in QUOTATION.finditer(parsed.article.text[start:end])]
    return found


def utterance(page: Page, trigger: Trigger, speakers: tuple[Draft, ...]) -> Utterance | None:
    """Return what a trigger's subject utters, if it is a verb that can carry speech."""
    if trigger.frame.type not in SPEAKING or trigger.frame.pos != "verb":
        return None
    verb = trigger.token
    clauses = children(verb, "ccomp", "parataxis") + (children(verb, "xcomp") if trigger.frame.type != "SAY" else [])
    content = frozenset(t.i for clause in clauses for t in clause.subtree)
    if verb.dep_ == "parataxis":
        content |= {t.i for t in verb.head.subtree} - {t.i for t in verb.subtree}
    return Utterance(
        trigger=trigger, speakers=speakers, content=content, quotes=tuple(_spoken(page.parsed, verb, page.quotes))
    )


def _spoken(parsed: Parsed, verb: Token, quotes: Iterable[Span]) -> list[Span]:
    """Return the quotations that touch the verb's sentence, and do not hold the verb itself."""
    sentence = parsed.span(verb.sent.start, verb.sent.end)
    at = parsed.starts[verb.i]
    return [
        q
        for q in quotes
        if q[0] < sentence[1] + 1
        and q[1] > sentence[0] - 2
        and not q[0] <= at < q[1]
        and len(parsed.article.text[q[0] : q[1]].split()) >= SHORTEST_QUOTE
    ]


def with_floating(page: Page, utterances: Sequence[Utterance]) -> list[Utterance]:
    """Return the utterances, each with the quotations that follow it and that nobody else is said to utter.

    Such a quotation fills whole sentences, right behind the sentence of its utterance or behind another of its
    quotations, in the same paragraph or the next.
    """
    parsed = page.parsed
    found = dict(enumerate(utterances))
    outer = [n for n, u in found.items() if u.speakers and not any(u.trigger.token.i in o.content for o in utterances)]
    told = {quote for u in utterances for quote in u.quotes}
    for quote in page.quotes:
        first, end = (bisect_left(parsed.starts, place) for place in quote)
        before = parsed.doc[first].sent.start - 1
        if quote in told or before < 0 or not _fills(page, range(before + 1, parsed.doc[end - 1].sent.end)):
            continue
        for number in reversed(outer):
            u = found[number]
            behind = parsed.doc[before].sent == u.trigger.token.sent
            if behind or any(s <= parsed.starts[before] < e for s, e in u.quotes):
                found[number] = replace(u, quotes=(*u.quotes, quote))
                break
    return list(found.values())


def _fills(page: Page, tokens: range) -> bool:
    """Tell whether words stand only inside quotations, and enough of them."""
    words = [i for i in tokens if not page.parsed.doc[i].is_punct and not page.parsed.doc[i].is_space]
    return len(words) >= SHORTEST_QUOTE and all(i in page.quoted for i in words)


def speaker_of(parsed: Parsed, token: Token, utterances: Iterable[Utterance]) -> Utterance | None:
    """Return the innermost utterance that a token is told in, by content clause or by quotation."""
    at = parsed.starts[token.i]
    inside = [
        u
        for u in utterances
        if u.trigger.token != token and (token.i in u.content or any(s <= at < e for s, e in u.quotes))
    ]
    return min(inside, key=lambda u: abs(u.trigger.token.i - token.i), default=None)


def is_first_person(token: Token) -> bool:
    """Tell whether a word is *I*, *we* or one of their forms, and not *US*."""
    return token.pos_ == "PRON" and token.lower_ in FIRST_PERSON


def resolve_first_person(page: Page, utterances: Sequence[Utterance]) -> None:
    """Let *I* stand for the speaker of its quotation, and *we* for the speaker's state or body."""
    cast = page.cast
    for i in sorted(page.quoted):
        token = page.parsed.doc[i]
        if not is_first_person(token):
            continue
        said = speaker_of(page.parsed, token, utterances)
        if said is None or not said.speakers:
            continue
        speaker = said.speakers[0]
        if token.lower_ in ("we", "us", "our", "ours"):
            state = cast.country_of(speaker) if speaker.sector == "GOV" else None
            cast.stand_for(token, (state or speaker,))
        else:
            cast.stand_for(token, (speaker,))
