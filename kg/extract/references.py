"""References: whom offices, organs, bodies, pairs and unnamed groups stand for, by what was told before and by date."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.antecedents import REACH, SUBJECT, Antecedents
from kg.extract.candidates import Candidate, Found
from kg.extract.drafts import Draft, may_be, normalised
from kg.extract.forms import lemmas
from kg.extract.groups import PAIR_STATES, GroupPhrases, singular
from kg.extract.mentions import PARTY_ORGANS
from kg.extract.nouns import BODIES, COLLECTIVES, MEMBER, ORGANS
from kg.extract.offices import HEADS, JUDGES, TOPS, is_office, names_of_counterpart, names_of_office, same_role
from kg.extract.roster import Roster
from kg.extract.syntax import (
    SAYING,
    SUBJECTS,
    cases,
    children,
    first_conjunct,
    is_spokesman,
    logical_subjects,
    phrases,
)
from kg.extract.words import WORDS
from kg.ids import make_id

SOURCES = WORDS["sources"]
"""Unnamed voices: never actors where neither a country nor an institution is told."""
INSTITUTIONS = WORDS["institutions"]
INDEFINITE = frozenset({"a", "an", "another"})
"""Words before a role that nobody named before has: *a minister said*."""
SIDED, REBELS = frozenset({"side", "rival", "ally"}), frozenset({"REB", "PTY", "OPP", "UAF"})
"""Words for two sides that may be organizations, and the sectors of those that act for themselves: *Hamas*."""
HARM = WORDS["harm"]
AT_HOME = frozenset({"COP", "JUD"})
"""Sectors of those who deal with the people of their own state only."""
PAIR = 2
NEIGHBOURS = frozenset({"neighbour", "neighbor"})
OUTWARD = frozenset({"to", "towards", "with", "against", "from", "at"})
"""Before a pair they tell that the doer is none of it: *talks with the two countries*."""


class References:
    """Finds whom the noun phrases of one article stand for."""

    def __init__(self, roster: Roster, antecedents: Antecedents, found: Found) -> None:
        self._roster, self._antecedents = roster, antecedents
        self._roles = {c.head: c for c in found.candidates if c.form == "role"}
        self._phrases = GroupPhrases(roster.parsed, roster.known, found.nationalities)
        self._organs: dict[str, Draft] = {}
        """Parties by the name of that organ of theirs of which the article has told."""

    def of(self, candidate: Candidate) -> tuple[Draft, ...]:
        """Return whom a noun phrase stands for; nobody where nothing fits."""
        if candidate.number == "state":
            return tuple(self._roster.country(code) for code in self._states(candidate))
        if candidate.number == "pair":
            return self._pair(candidate)
        if candidate.number == "land":
            return self._land(candidate)
        if body := self._party(candidate) or self._named_body(candidate):
            return (body,)
        if candidate.number == "body":
            return ()
        if candidate.number == "organ":
            return self._organ(candidate)
        if candidate.number == "counterpart":
            return self._counterparts(candidate)
        if candidate.number == "role":
            return tuple(draft for one in self._one_by_one(candidate) for draft in self._holder(one))
        if candidate.title == MEMBER and not (candidate.body or candidate.countries):
            return ()
        person = self._holder_in_text(candidate) if candidate.definite else None
        return (person,) if person else self._group_in_text(candidate) or self._groups(candidate)

    def _land(self, candidate: Candidate) -> tuple[Draft, ...]:
        """Return the state that *the Saudi kingdom* or, of one told before, *the country* is."""
        token = self._roster.parsed.doc[candidate.head]
        if candidate.title in NEIGHBOURS:
            return self._neighbour(candidate)
        if candidate.countries:
            return tuple(self._roster.country(code) for code in self._states(candidate))
        anaphoric = candidate.definite and not children(token, "acl")
        return self._antecedents.of_state(token) if anaphoric else ()

    def _neighbour(self, candidate: Candidate) -> tuple[Draft, ...]:
        """Return the state told last beside the one whose *neighbour* it is."""
        own = {f"country:{code}" for code in self._owner_country(candidate)}
        here = self._antecedents.sentence(candidate.head)
        near = (d for told in self._antecedents if here - told.sentence <= REACH for d in told.drafts)
        other = next((d for d in near if d.kind == "Country" and d.id not in own), None)
        return (other,) if own and other and not candidate.plural else ()

    def _holder(self, candidate: Candidate) -> tuple[Draft, ...]:
        """Return who holds an office, or else a group without a name."""
        person = None if candidate.plural else self._holder_in_text(candidate) or self._holder_by_date(candidate)
        return (person,) if person else self._group_in_text(candidate) or self._groups(candidate)

    def _counterparts(self, candidate: Candidate) -> tuple[Draft, ...]:
        """Return who holds the office of one named before in another state: *his Egyptian counterpart*."""
        owners = [c for c in self._roster.parsed.doc[candidate.head].children if c.dep_ == "nmod:poss"]
        titles = {
            title for owner in owners for draft in self._roster.by_token.get(owner.i, ()) for title in draft.titles
        }
        offices = sorted((t for t in titles if is_office(t)), key=lambda t: (t == "leader", t))
        if not offices:
            return ()
        found = []
        for code in candidate.countries:
            ones = [
                replace(candidate, title=t, countries=(code,), plural=False) for t in names_of_counterpart(offices[0])
            ]
            holders = (d for one in ones if (d := self._holder_in_text(one) or self._holder_by_date(one)))
            found += [next(holders, None) or self._groups(ones[0])[0]]
        return tuple(found)

    def _one_by_one(self, candidate: Candidate) -> Iterator[Candidate]:
        """Yield the holders of one office in several states: *the foreign ministers of Oman and Qatar*."""
        title = str(candidate.title)
        if not candidate.plural or len(candidate.countries) < PAIR or not is_office(title):
            yield candidate
            return
        for code in candidate.countries:
            yield replace(candidate, countries=(code,), plural=False)

    def _party(self, candidate: Candidate) -> Draft | None:
        """Return the party of which an organ acts: *the PTI core committee*, and later *the committee's* own name."""
        words = candidate.text.lower().split()
        name = next((n for n in (" ".join(words[-2:]), words[-1]) if n in PARTY_ORGANS), "")
        if name and candidate.body and (party := self._roster.body_named(candidate.body)):
            self._organs[name] = party
        return self._organs.get(name)

    def _named_body(self, candidate: Candidate) -> Draft | None:
        """Return the organization named before that a noun takes up: *the agency*, *the company*, *the group*."""
        noun = str(candidate.title).split()[-1]
        if not candidate.definite or noun not in BODIES | ORGANS:
            return None
        here = self._antecedents.sentence(candidate.head)
        for told in self._antecedents:
            near = here - told.sentence <= REACH
            for draft in told.drafts:
                if draft.kind != "Organization" or (candidate.countries and draft.country not in candidate.countries):
                    continue
                named = noun in normalised(draft.name).split()
                if named or (near and noun in BODIES and may_be(draft, noun, candidate.sector)):
                    return draft
        return None

    def _pair(self, candidate: Candidate) -> tuple[Draft, ...]:
        """Return the two sides that *both leaders*, *the two countries* or *the two* refer to.

        They are the two subjects of the nearest sentence, or its only two sides; else the last two that were named.
        """
        here, barred = self._antecedents.sentence(candidate.head), self._barred(candidate)
        backwards = [
            (told, side)
            for told in self._antecedents
            for side in reversed(self._of_pair(candidate, told.drafts))
            if side.id not in barred
        ]
        named = backwards[::-1]
        for sentence in range(here, here - REACH - 1, -1):
            there = [(told.prominence, side) for told, side in named if told.sentence == sentence]
            for subjects_only in (True, False):
                sides = {side.id: side for prominence, side in there if prominence >= SUBJECT or not subjects_only}
                if len(sides) == PAIR:
                    return tuple(sides.values())
        last = tuple({side.id: side for _, side in backwards}.values())[:PAIR]
        return last if candidate.title and len(last) == PAIR else ()

    def _barred(self, candidate: Candidate) -> set[str]:
        """Return who does something to a pair, and his state, which are none of it: *will travel to both capitals*."""
        token = self._roster.parsed.doc[candidate.head]
        if token.dep_ != "obj" and cases(token).isdisjoint(OUTWARD):
            return set()
        return self._antecedents.doers_and_states(token)

    def _of_pair(self, candidate: Candidate, drafts: tuple[Draft, ...]) -> list[Draft]:
        """Return which of the sides, or of their states, a noun can mean: of *leaders* those in such an office."""
        if candidate.title in PAIR_STATES:
            if candidate.title in SIDED and (
                own := [d for d in drafts if d.sector in REBELS and d.kind == "Organization"]
            ):
                return own
            return [state for draft in drafts if (state := self._roster.country_of(draft))]
        if candidate.title:
            return [draft for draft in drafts if draft.kind == "Person" and draft.titles & HEADS]
        return [draft for draft in drafts if draft.kind in ("Person", "Country", "Organization")]

    def _owner_country(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the country of *his* in *his government*, of *Merz* in *a spokesman for Merz*."""
        head = self._roster.parsed.doc[candidate.head]
        spoken_for = phrases(head, "for") if is_spokesman(head) else []
        owners = [*children(head, "nmod:poss"), *spoken_for]
        return tuple(d.country for d in self._roster.by_token.get(owners[0].i, ()) if d.country) if owners else ()

    def _states(self, candidate: Candidate) -> list[str]:
        """Return the codes of the states that a noun belongs to: told, its owner's, or the article's main one."""
        main = (self._roster.main_country,) if self._roster.main_country else ()
        codes = candidate.countries or self._owner_country(candidate) or self._announced(candidate) or main
        return [code for code in codes if code in self._roster.known.codes]

    def _organ(self, candidate: Candidate) -> tuple[Draft, ...]:
        """Return the organ of each state that it belongs to; of no known state only one in capitals is a body."""
        words = [
            w for w in candidate.text.split() if normalised(w) not in ("s", "", "and") and self._phrases.is_plain(w)
        ]
        codes = self._states(candidate)
        if len(codes) > 1 and words:  # the French and Indian navies
            words[-1] = singular(self._roster.parsed.doc[candidate.head : candidate.head + 1])
        core = " ".join(words)
        title = core.title() if core.islower() else core
        if codes:
            return tuple(
                self._roster.body(f"{self._roster.adjective(code)} {title}", code, candidate.sector) for code in codes
            )
        return () if core.islower() else (self._roster.body(core, None, candidate.sector),)

    def _home(self, candidate: Candidate) -> str | None:
        """Return the state of a group of which none is told.

        That whose doings it announces, of the group it is joined to, of the police or court that deals with it, of the
        one place in its sentence, or the article's main one.
        """
        token = self._roster.parsed.doc[candidate.head]
        if announced := self._announced(candidate):
            return announced[0]
        doers = (
            d for t in self._antecedents.doers(token) if (d := self._roster.drafts[t]).sector in AT_HOME and d.country
        )
        if token.dep_ in ("obj", "nsubj:pass") and (doer := next(doers, None)):
            return doer.country
        joined = self._roster.by_token.get(first_conjunct(token).i, ()) if token.dep_ == "conj" else ()
        if len(joined) == 1 and joined[0].kind == "Group" and joined[0].country:
            return joined[0].country
        codes = {
            place.country for t in token.sent for place in self._roster.by_token.get(t.i, ()) if _is_place(t, place)
        }
        towns = (t for t in token.sent if t.i in self._roster.nationalities and t.head.i not in self._roster.by_token)
        codes |= {
            self._roster.nationalities[t.i] for t in towns if "in" in cases(t.head)
        }  # in the Malian town of Moura
        codes.discard(None)
        if len(codes) == 1:
            return codes.pop()
        foes = self._foes(token) if candidate.sector == "MIL" else set()
        known = self._roster.known.codes - foes  # IGO is no state
        states = [(code, times) for code, times in self._roster.told.most_common() if code in known]
        first, second = [*states, ("", 0), ("", 0)][:PAIR]
        return first[0] if first[1] > second[1] else None

    def _announced(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the state of whom somebody says that they will act: *Oman will host talks, the ministry said*."""
        token = self._roster.parsed.doc[candidate.head]
        verb = token.head
        if token.dep_ not in SUBJECTS or verb.lemma_ not in SAYING:
            return ()
        acts = [verb.head] if verb.dep_ == "parataxis" else children(verb, "ccomp")
        doers = [t for act in acts if _is_to_come(act) for t in logical_subjects(act)]
        return tuple(d.country for t in doers for d in self._roster.by_token.get(t.i, ()) if d.country)[:1]

    def _foes(self, token: Token) -> set[str | None]:
        """Return the states of those who harm a soldier, and so are not of his state, unless rebels."""
        if token.dep_ not in ("obj", "nsubj:pass") or HARM.isdisjoint(lemmas(token.head)):
            return set()
        doers = logical_subjects(token.head)
        told = {d.country for t in doers for d in self._roster.by_token.get(t.i, ()) if d.sector not in REBELS}
        ahead = (self._roles[t.i] for t in doers if t.i in self._roles)
        return told | {code for c in ahead if c.sector not in REBELS for code in c.countries}

    def _group_in_text(self, candidate: Candidate) -> tuple[Draft, ...]:
        """Return the unnamed one whom a bare noun takes up: *the official* after *a senior Israeli official*."""
        if not candidate.definite or candidate.end - candidate.start > 1 or candidate.countries or candidate.body:
            return ()
        here, role = self._antecedents.sentence(candidate.head), str(candidate.title)
        near = (d for t in self._antecedents if here - t.sentence <= REACH for d in t.drafts)
        ones = (d for d in near if d.kind == "Group" and not d.plural and any(same_role(role, t) for t in d.titles))
        return (one,) if (one := next(ones, None)) else ()

    def _is_institutional(self, candidate: Candidate) -> bool:
        """Tell whether an unnamed voice is some institution's: *a police official*, *a spokesman for the ministry*."""
        head = self._roster.parsed.doc[candidate.head]
        if not str(candidate.title).split()[-1].startswith(("official", "source", "spokes")):
            return False
        words = [*candidate.text.lower().split()[:-1], *(t.lower_ for p in ("for", "of") for t in phrases(head, p))]
        return not INSTITUTIONS.isdisjoint(words)

    def _members(self, candidate: Candidate) -> Candidate | None:
        """Return of whom a collective is made, where that tells more: *a group of Moroccan diplomats*."""
        if candidate.title not in COLLECTIVES:
            return None
        return next(
            (c for t in phrases(self._roster.parsed.doc[candidate.head], "of") if (c := self._roles.get(t.i))), None
        )

    def _likeliest(self, homes: tuple[str, ...]) -> tuple[str | None, ...]:
        """Return the home state of a people; of several that which the article tells of most."""
        if len(homes) < PAIR:
            return homes
        home = max(homes, key=self._roster.told.__getitem__)
        return (home if self._roster.told[home] else None,)

    def _holder_in_text(self, candidate: Candidate) -> Draft | None:
        """Return the nearest person before the role who bears it by title: *the minister* after *Minister X*."""
        role = str(candidate.title)
        if any(child.lower_ in INDEFINITE for child in self._roster.parsed.doc[candidate.head].children):
            return None
        own = self._roster.body_named(candidate.body) if candidate.body else None
        for told in self._antecedents:
            for draft in told.drafts:
                bodies = [body for name in sorted(draft.bodies) if (body := self._roster.body_named(name))]
                if draft.kind != "Person" or (own and bodies and own not in bodies):
                    continue
                first = own in bodies and role in TOPS and draft.titles & TOPS
                judge = role in JUDGES and any("court" in body.casefold() for body in draft.bodies)
                if not (first or judge) and not any(same_role(role, title) for title in draft.titles):
                    continue
                if not candidate.countries or not draft.country or draft.country in candidate.countries:
                    return draft
        return None

    def _holder_by_date(self, candidate: Candidate) -> Draft | None:
        """Return who held the office on the day of publication: *the U.S. president* of 2025."""
        published = self._roster.parsed.article.published
        token = self._roster.parsed.doc[candidate.head]
        if (
            any(c.lower_ in INDEFINITE | {"former", "ex", "any", "deputy"} for c in token.children)
            or not candidate.title
        ):
            return None
        codes = candidate.countries or ((self._roster.main_country,) if self._roster.main_country else ())
        for office in names_of_office(candidate.title) if codes and published else ():
            leader = self._roster.gazetteer.holder(office, codes[0], published, candidate.body)
            # The president of a state's court, party or bank is not that of the state.
            elsewhere = candidate.body and candidate.title in HEADS
            if leader and not (
                elsewhere and all(o.body != candidate.body for o in leader.offices if o.title == office)
            ):
                return self._roster.of_id(leader.id)
        return None

    def _groups(self, candidate: Candidate) -> tuple[Draft, ...]:
        """Return the unnamed group, or one for each nationality that modifies it; its country by context at last."""
        if members := self._members(candidate):
            return self._groups(members)
        phrase = self._phrases.read(candidate)
        told = candidate.countries or self._owner_country(candidate)
        people = () if told else self._likeliest(phrase.homes)
        voice = not told and str(candidate.title).split()[-1] in SOURCES
        unknown = voice and not self._is_institutional(candidate)
        home = () if unknown or phrase.placeless else (self._home(candidate),)
        source = voice and not any(home)
        body = None if phrase.whole or not candidate.body else self._roster.body_named(candidate.body)
        bare = phrase.whole or people or body
        core = f"{body.name} {phrase.name}" if body else phrase.name
        drafts = []
        for code in told or people or home or (None,):
            told_by_name = bare or code not in self._roster.known.codes
            name = core if told_by_name else f"{self._roster.adjective(str(code))} {core}"
            key = make_id("group", normalised(name), code or "")
            draft = self._roster.drafts.get(key) or self._roster.add(
                Draft(key, "Group", name, code, candidate.sector, anonymous_source=source)
            )
            draft.plural = candidate.plural
            draft.titles.add(str(candidate.title))
            drafts.append(draft)
        return tuple(drafts)


def _is_to_come(act: Token) -> bool:
    return any(c.lower_ in ("will", "would") for c in children(act, "aux"))


def _is_place(token: Token, draft: Draft) -> bool:
    """Tell whether a word tells where a sentence plays: a place, or a country behind *in*."""
    return draft.kind == "Location" or (draft.kind == "Country" and "in" in cases(token))
