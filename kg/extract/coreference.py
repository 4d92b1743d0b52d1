"""Who is who in one article: mentions brought together into entities.

Names come first, the fullest first; then roles, groups, states and pronouns in the order of the text, each to the
nearest entity that fits. What does not fit stays unresolved rather than guessed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.antecedents import REACH, SUBJECT, Antecedents
from kg.extract.candidates import Candidate, Found
from kg.extract.drafts import Draft, Side, is_domestic, may_be, normalised, surname
from kg.extract.groups import PAIR_STATES, GroupPhrases, singular
from kg.extract.known import Known
from kg.extract.mentions import PARTY_ORGANS
from kg.extract.nouns import BODIES, COLLECTIVES, ORGANS
from kg.extract.offices import HEADS, JUDGES, TOPS, is_office, names_of_counterpart, names_of_office, same_role
from kg.extract.syntax import cases, children, first_conjunct, phrases
from kg.extract.words import WORDS
from kg.ids import make_id
from kg.model import Affiliation, Entity, Mention
from kg.nlp import Parsed

MALE_TITLES = WORDS["male_titles"]
FEMALE_TITLES = WORDS["female_titles"]
SOURCES = WORDS["sources"]
"""Unnamed voices: never actors where neither a country nor an institution is told."""
INSTITUTIONS = WORDS["institutions"]
DOMINANT, LEAST_TOLD = 0.6, 2
"""Share of an article's countries, and times told, from which on officials and state bodies of no other are its own."""
INDEFINITE = frozenset({"a", "an", "another"})
"""Words before a role that nobody named before has: *a minister said*."""
SIDED, REBELS = frozenset({"side", "rival", "ally"}), frozenset({"REB", "PTY", "OPP", "UAF"})
"""Words for two sides that may be organizations, and the sectors of those that act for themselves: *Hamas*."""
AT_HOME = frozenset({"COP", "JUD"})
"""Sectors of those who deal with the people of their own state only."""
PAIR = 2


class Cast:
    """The entities of one article and which token stands for which of them."""

    def __init__(self, parsed: Parsed, found: Found, known: Known) -> None:
        self._parsed, self._facts, self._gazetteer = parsed, known, known.gazetteer
        self._candidates, self._nationalities = found.candidates, found.nationalities
        self._roles = {c.head: c for c in found.candidates if c.form == "role"}
        self._acronyms = found.acronyms
        self._phrases = GroupPhrases(parsed, known, found.nationalities)
        self._drafts: dict[str, Draft] = {}
        self._told: Counter[str] = Counter()
        """How often the article tells of each country."""
        self._organs: dict[str, Draft] = {}
        """Parties by the name of that organ of theirs of which the article has told."""
        self._by_token: dict[int, tuple[Draft, ...]] = {}
        self._antecedents = Antecedents(parsed, self._by_token)
        named = [c for c in found.candidates if c.form == "name"]
        for candidate in sorted(named, key=lambda c: (-len(normalised(c.text).split()), c.start)):
            self._name(candidate)
        for role, name in found.apposed.items():
            self._by_token.setdefault(role, self._by_token[name])
        for candidate in named:
            self._by_token |= dict.fromkeys(candidate.states, self._by_token[candidate.head])
        self._join_halves(named)
        self._tell_owners(named)
        self.main_country = self._main_country()
        for candidate in found.candidates:
            self._place(candidate)

    # -- what the other modules ask ---------------------------------------------------------------

    def at(self, token: Token) -> tuple[Draft, ...]:
        """Return the entities that a token stands for; the state, for a word of nationality."""
        drafts = self._by_token.get(token.i)
        if drafts:
            return drafts
        code = self._nationalities.get(token.i)
        if code is None:
            return ()
        draft = self._country(code)
        self._attach(draft, Candidate(start=token.i, end=token.i + 1, head=token.i, form="name", text=token.text))
        return (draft,)

    def sides(self) -> dict[int, Side]:
        """Return the mentions, and words of nationality, by the token of their head; a pronoun may mean nobody yet."""
        found = {
            c.head: Side(ids=tuple(d.id for d in drafts), kind=drafts[0].kind if drafts else None, form=c.form)
            for c in self._candidates
            if (drafts := self._by_token.get(c.head, ())) or c.form == "pronoun"
        }
        for token, code in self._nationalities.items():
            found.setdefault(token, Side(ids=(f"country:{code}",), kind="Country", form="name"))
        return dict(sorted(found.items()))

    def by_id(self, entity: str) -> Draft:
        """Return the draft of an entity id."""
        return self._drafts[entity]

    def stand_for(self, token: Token, drafts: tuple[Draft, ...]) -> None:
        """Let a pronoun stand for entities found out later: *I* and *we* of a quotation."""
        for draft in drafts:
            self._attach(
                draft, Candidate(start=token.i, end=token.i + 1, head=token.i, form="pronoun", text=token.text)
            )
        self._by_token[token.i] = drafts

    def country_of(self, draft: Draft) -> Draft | None:
        """Return the state that an entity belongs to, where it has one."""
        if draft.country in self._facts.codes:
            return self._country(draft.country)
        return None

    def state_of(self, place: Draft) -> Draft | None:
        """Return the state whose capital a place is."""
        code = place.country
        if (
            place.kind != "Location"
            or code not in self._facts.codes
            or place.name != self._gazetteer.country(code).capital
        ):
            return None
        state = self._country(code)
        self._attach(state, min(place.mentions.values(), key=lambda mention: mention.start))
        return state

    def host_of(self, place: Draft) -> Draft | None:
        """Return the state that hosts who visits a place: one whose capital it is, or that the article names."""
        state = self.state_of(place) or self.country_of(place)
        return state if state and state.mentions else None

    def entities(self, used: set[str]) -> tuple[Entity, ...]:
        """Return the named entities, and those groups and unlisted names that events use, by first mention."""
        named = (d for d in self._drafts.values() if d.id in used or not (d.kind == "Group" or d.unlisted))
        kept = [d for d in named if d.mentions]
        kept.sort(key=lambda d: (min(d.mentions), d.id))
        return tuple(self._entity(d) for d in kept)

    # -- names ------------------------------------------------------------------------------------

    def _join_halves(self, named: list[Candidate]) -> None:
        """Let the last word of *North and South Korea* stand for both."""
        heads = {c.head for c in named if c.kind == "Country"}
        for half in named:
            word = self._parsed.doc[half.head]
            joined = word.dep_ == "compound" and word.i < word.head.i and word.nbor().dep_ == "cc"
            if joined and half.head in heads and word.head.i in heads:
                both = {d.id: d for i in (half.head, word.head.i) for d in self._by_token[i]}
                self._by_token[word.head.i] = tuple(both.values())

    def _tell_owners(self, named: list[Candidate]) -> None:
        """Give bodies the country that owns them: *Turkey's National Security Council*."""
        for body in named:
            if body.kind == "Organization" and not body.known:
                owners = [
                    d for t in children(self._parsed.doc[body.head], "nmod:poss") for d in self._by_token.get(t.i, ())
                ]
                countries = (d.country for d in owners if d.kind == "Country" and d.country)
                self._by_token[body.head][0].countries.update(countries)

    def _name(self, candidate: Candidate) -> None:
        draft = self._namesake(candidate) or self._known(candidate) or self._alias(candidate)
        draft = draft or self._office_holder(candidate) or self._new(candidate)
        draft.names[candidate.text] += 1
        draft.unlisted = draft.unlisted and candidate.unlisted
        if candidate.title:
            draft.titles.add(candidate.title)
            self._gender(draft, set(candidate.title.split()), MALE_TITLES, FEMALE_TITLES)
        if draft.kind == "Person" and not draft.gender and " " in draft.name:
            draft.gender = self._gazetteer.given_names.get(draft.name.split()[0].lower())
        if candidate.body:
            draft.bodies.add(candidate.body)
        draft.sector = draft.sector or candidate.sector
        draft.countries.update(candidate.countries)
        self._attach(draft, candidate)

    def _known(self, candidate: Candidate) -> Draft | None:
        known = candidate.known
        if known is None or known.startswith("place:"):
            return None
        if known.startswith("country:"):
            return self._country(known.removeprefix("country:"))
        if known in self._drafts:
            return self._drafts[known]
        if known.startswith("person:"):
            leader = self._gazetteer.leader(known)
            day = self._parsed.article.published
            held = [o for o in leader.offices if day and o.held_on(day)] or leader.offices[-1:]
            draft = Draft(known, "Person", leader.name, leader.country, held[-1].sector if held else None)
            draft.titles.update(o.title for o in held)
            draft.bodies.update(o.body for o in held if o.body)
            return self._add(draft)
        body = self._gazetteer.organization(known)
        return self._add(Draft(known, "Organization", body.name, body.country or None, body.sector or None))

    def _namesake(self, candidate: Candidate) -> Draft | None:
        """Return the person named in full in the article whose surname is that of a leader out of office."""
        known, day = candidate.known, self._parsed.article.published
        if not known or not known.startswith("person:"):
            return None
        if day and any(office.held_on(day) for office in self._gazetteer.leader(known).offices):
            return None
        called = normalised(candidate.text)
        return next((d for d in self._drafts.values() if d.kind == "Person" and surname(d.name) == called), None)

    def _office_holder(self, candidate: Candidate) -> Draft | None:
        """Return the leader whom a title and a surname name, *President Menem*; of several, their country only."""
        if candidate.kind != "Person" or candidate.known or not candidate.title or " " in candidate.text:
            return None
        bearers = self._gazetteer.bearers(candidate.title, candidate.text, self._parsed.article.published)
        if candidate.countries:
            bearers = tuple(leader for leader in bearers if leader.country in candidate.countries)
        codes = {leader.country for leader in bearers}
        if len(bearers) == 1:
            return self._known(replace(candidate, known=bearers[0].id))
        if len(codes) != 1:
            return None
        draft = self._new(candidate)
        draft.countries.update(codes)
        return draft

    def _alias(self, candidate: Candidate) -> Draft | None:
        """Return the entity of which a shorter name, surname or acronym was already seen in full."""
        if holder := self._by_token.get(self._acronyms.get(candidate.text, -1)):
            return holder[0]
        words = normalised(candidate.text).split()
        for draft in reversed(list(self._drafts.values())):
            full = normalised(draft.name).split()
            person = draft.kind == "Person" and len(words) < len(full) and candidate.known is None
            if person and (
                words == full[-len(words) :] or (words == full[: len(words)] and candidate.kind == "Person")
            ):
                return draft
            if draft.kind == candidate.kind == "Organization" and words:
                acronym = "".join(w[0] for w in full if w not in ("of", "the", "and", "for"))
                if (words == full[: len(words)] and len(words) > 1) or (
                    "".join(words) == acronym and candidate.text.isupper()
                ):
                    return draft
        return None

    def _new(self, candidate: Candidate) -> Draft:
        kind = candidate.kind or "Organization"
        key = candidate.known or make_id(kind.lower(), normalised(candidate.text))
        return self._drafts.get(key) or self._add(Draft(key, kind, candidate.text, unlisted=candidate.unlisted))

    def _country(self, code: str) -> Draft:
        key = f"country:{code}"
        return self._drafts.get(key) or self._add(
            Draft(key, "Country", self._gazetteer.country(code).name, code, "GOV")
        )

    def _add(self, draft: Draft) -> Draft:
        self._drafts[draft.id] = draft
        return draft

    def _main_country(self) -> str | None:
        """Return the country that the article tells of most: by name, by nationality and by its people's countries."""
        counts = self._told
        for draft in self._drafts.values():
            if draft.kind == "Country" and draft.country:
                counts[draft.country] += len(draft.mentions)
            else:
                draft.country = draft.country or next((c for c, _ in draft.countries.most_common(1)), None)
                if draft.country:
                    counts[draft.country] += 1
        counts.update(self._nationalities.values())
        main = next((code for code, _ in counts.most_common() if code in self._facts.codes), None)
        if main and counts[main] >= LEAST_TOLD and counts[main] >= DOMINANT * counts.total():
            self._settle(main)
        return main

    def _settle(self, country: str) -> None:
        """Give the country of which nearly all is told to its own officials and state bodies."""
        for draft in self._drafts.values():
            if draft.country is None and is_domestic(draft):
                draft.country = country

    # -- the rest, in order of text ---------------------------------------------------------------

    def _place(self, candidate: Candidate) -> None:
        token = self._parsed.doc[candidate.head]
        if candidate.form == "name":
            drafts = self._by_token.get(candidate.head, ())
        elif candidate.form == "role":
            drafts = self._role(candidate)
        else:
            drafts = self._antecedents.of_pronoun(token)
        if candidate.form != "name":
            for draft in drafts:
                self._attach(draft, candidate)
            if drafts:
                self._by_token[candidate.head] = drafts
                if token.dep_ == "appos":
                    self._by_token.setdefault(token.head.i, drafts)  # my friend the prime minister
        if drafts:
            self._antecedents.add(token, drafts)

    def _role(self, candidate: Candidate) -> tuple[Draft, ...]:
        if candidate.number == "state":
            return tuple(self._country(code) for code in self._states(candidate))
        if candidate.number == "pair":
            return self._pair(candidate)
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
        person = self._holder_in_text(candidate) if candidate.definite else None
        return (person,) if person else self._group_in_text(candidate) or self._groups(candidate)

    def _holder(self, candidate: Candidate) -> tuple[Draft, ...]:
        """Return who holds an office, or else a group without a name."""
        person = None if candidate.plural else self._holder_in_text(candidate) or self._holder_by_date(candidate)
        return (person,) if person else self._group_in_text(candidate) or self._groups(candidate)

    def _counterparts(self, candidate: Candidate) -> tuple[Draft, ...]:
        """Return who holds the office of one named before in another state: *his Egyptian counterpart*."""
        owners = [c for c in self._parsed.doc[candidate.head].children if c.dep_ == "nmod:poss"]
        titles = {title for owner in owners for draft in self._by_token.get(owner.i, ()) for title in draft.titles}
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
        if name and candidate.body and (party := self._body_named(candidate.body)):
            self._organs[name] = party
        return self._organs.get(name)

    def _body_named(self, body: str) -> Draft | None:
        """Return the body of an id or of one of its names in the article."""
        return self._drafts.get(body) or next((d for d in self._drafts.values() if body in d.names), None)

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
        here = self._antecedents.sentence(candidate.head)
        backwards = [(t, side) for t in self._antecedents for side in reversed(self._of_pair(candidate, t.drafts))]
        named = backwards[::-1]
        for sentence in range(here, here - REACH - 1, -1):
            there = [(told.prominence, side) for told, side in named if told.sentence == sentence]
            for subjects_only in (True, False):
                sides = {side.id: side for prominence, side in there if prominence >= SUBJECT or not subjects_only}
                if len(sides) == PAIR:
                    return tuple(sides.values())
        last = tuple({side.id: side for _, side in backwards}.values())[:PAIR]
        return last if candidate.title and len(last) == PAIR else ()

    def _of_pair(self, candidate: Candidate, drafts: tuple[Draft, ...]) -> list[Draft]:
        """Return which of the sides, or of their states, a noun can mean: of *leaders* those in such an office."""
        if candidate.title in PAIR_STATES:
            if candidate.title in SIDED and (
                own := [d for d in drafts if d.sector in REBELS and d.kind == "Organization"]
            ):
                return own
            return [state for draft in drafts if (state := self.country_of(draft))]
        if candidate.title:
            return [draft for draft in drafts if draft.kind == "Person" and draft.titles & HEADS]
        return [draft for draft in drafts if draft.kind in ("Person", "Country", "Organization")]

    def _owner_country(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the country of *his* in *his government*, of *Merz* in *a spokesman for Merz*."""
        head = self._parsed.doc[candidate.head]
        spoken_for = phrases(head, "for") if head.lemma_.startswith("spokes") else []
        owners = [*children(head, "nmod:poss"), *spoken_for]
        return tuple(d.country for d in self._by_token.get(owners[0].i, ()) if d.country) if owners else ()

    def _states(self, candidate: Candidate) -> list[str]:
        """Return the codes of the states that a noun belongs to: told, its owner's, or the article's main one."""
        main = (self.main_country,) if self.main_country else ()
        codes = candidate.countries or self._owner_country(candidate) or main
        return [code for code in codes if code in self._facts.codes]

    def _organ(self, candidate: Candidate) -> tuple[Draft, ...]:
        """Return the organ of each state that it belongs to; of no known state only one in capitals is a body."""
        words = [
            w for w in candidate.text.split() if normalised(w) not in ("s", "", "and") and self._phrases.is_plain(w)
        ]
        if len(candidate.countries) > 1 and words:  # the French and Indian navies
            words[-1] = singular(self._parsed.doc[candidate.head : candidate.head + 1])
        core = " ".join(words)
        title = core.title() if core.islower() else core
        if codes := self._states(candidate):
            return tuple(self._body(f"{self._adjective(code)} {title}", code, candidate.sector) for code in codes)
        return () if core.islower() else (self._body(core, None, candidate.sector),)

    def _body(self, name: str, code: str | None, sector: str | None) -> Draft:
        """Return the organization of a name, by the gazetteer where it knows it."""
        known = self._facts.bodies.get(normalised(name))
        if known:
            name, sector = self._gazetteer.organization(known).name, self._gazetteer.organization(known).sector
        key = known or make_id("organization", normalised(name))
        return self._drafts.get(key) or self._add(Draft(key, "Organization", name, code, sector))

    def _home(self, candidate: Candidate) -> str | None:
        """Return the state of a group of which none is told.

        That of the group it is joined to, of the police or court that deals with it, of the one place in its sentence,
        or the article's main one.
        """
        token = self._parsed.doc[candidate.head]
        doers = (d for t in self._antecedents.doers(token) if (d := self._drafts[t]).sector in AT_HOME and d.country)
        if token.dep_ in ("obj", "nsubj:pass") and (doer := next(doers, None)):
            return doer.country
        joined = self._by_token.get(first_conjunct(token).i, ()) if token.dep_ == "conj" else ()
        if len(joined) == 1 and joined[0].kind == "Group" and joined[0].country:
            return joined[0].country
        codes = {place.country for t in token.sent for place in self._by_token.get(t.i, ()) if _is_place(t, place)}
        towns = (t for t in token.sent if t.i in self._nationalities and t.head.i not in self._by_token)
        codes |= {self._nationalities[t.i] for t in towns if "in" in cases(t.head)}  # in the Malian town of Moura
        codes.discard(None)
        if len(codes) == 1:
            return codes.pop()
        first, second = [*self._told.most_common(PAIR), ("", 0), ("", 0)][:PAIR]
        return self.main_country if first[1] > second[1] else None

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
        head = self._parsed.doc[candidate.head]
        if not str(candidate.title).split()[-1].startswith(("official", "source", "spokes")):
            return False
        words = [*candidate.text.lower().split()[:-1], *(t.lower_ for p in ("for", "of") for t in phrases(head, p))]
        return not INSTITUTIONS.isdisjoint(words)

    def _members(self, candidate: Candidate) -> Candidate | None:
        """Return of whom a collective is made, where that tells more: *a group of Moroccan diplomats*."""
        if candidate.title not in COLLECTIVES:
            return None
        return next((c for t in phrases(self._parsed.doc[candidate.head], "of") if (c := self._roles.get(t.i))), None)

    def _likeliest(self, homes: tuple[str, ...]) -> tuple[str | None, ...]:
        """Return the home state of a people; of several that which the article tells of most."""
        if len(homes) < PAIR:
            return homes
        home = max(homes, key=self._told.__getitem__)
        return (home if self._told[home] else None,)

    def _adjective(self, code: str) -> str:
        country = self._gazetteer.country(code)
        return country.demonyms[0] if country.demonyms else country.name

    def _holder_in_text(self, candidate: Candidate) -> Draft | None:
        """Return the nearest person before the role who bears it by title: *the minister* after *Minister X*."""
        role = str(candidate.title)
        if any(child.lower_ in INDEFINITE for child in self._parsed.doc[candidate.head].children):
            return None
        own = self._body_named(candidate.body) if candidate.body else None
        for told in self._antecedents:
            for draft in told.drafts:
                bodies = [body for name in sorted(draft.bodies) if (body := self._body_named(name))]
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
        published = self._parsed.article.published
        token = self._parsed.doc[candidate.head]
        if (
            any(c.lower_ in INDEFINITE | {"former", "ex", "any", "deputy"} for c in token.children)
            or not candidate.title
        ):
            return None
        codes = candidate.countries or ((self.main_country,) if self.main_country else ())
        for office in names_of_office(candidate.title) if codes and published else ():
            leader = self._gazetteer.holder(office, codes[0], published, candidate.body)
            # The president of a state's court, party or bank is not that of the state.
            elsewhere = candidate.body and candidate.title in HEADS
            if leader and not (
                elsewhere and all(o.body != candidate.body for o in leader.offices if o.title == office)
            ):
                return self._known(Candidate(start=0, end=0, head=0, form="name", text="", known=leader.id))
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
        bare = phrase.whole or people
        drafts = []
        for code in told or people or home or (None,):
            told_by_name = bare or code not in self._facts.codes
            name = phrase.name if told_by_name else f"{self._adjective(str(code))} {phrase.name}"
            key = make_id("group", normalised(name), code or "")
            draft = self._drafts.get(key) or self._add(
                Draft(key, "Group", name, code, candidate.sector, anonymous_source=source)
            )
            draft.plural = candidate.plural
            draft.titles.add(str(candidate.title))
            drafts.append(draft)
        return tuple(drafts)

    @staticmethod
    def _gender(draft: Draft, words: set[str], male: frozenset[str], female: frozenset[str]) -> None:
        """Note the gender that a title or a given name tells, if it does."""
        if words & male:
            draft.gender = "m"
        elif words & female:
            draft.gender = "f"

    # -- records ----------------------------------------------------------------------------------

    def _attach(self, draft: Draft, candidate: Candidate) -> None:
        draft.mentions.setdefault(candidate.start, candidate)
        if candidate.form == "name":
            for i in range(candidate.start, candidate.end):
                self._by_token.setdefault(i, (draft,))

    def _entity(self, draft: Draft) -> Entity:
        candidates = [draft.mentions[start] for start in sorted(draft.mentions)]
        texts = {c.text for c in candidates if c.form == "name"}
        roles = {c.text for c in candidates if c.form == "role"}
        return Entity(
            id=draft.id,
            kind=draft.kind,
            name=self._full_name(draft, texts),
            country=draft.country,
            sector=draft.sector,
            aliases=tuple(sorted(texts | roles)),
            mentions=tuple(
                Mention(span=self._parsed.span(c.start, c.end), text=self._parsed.text(c.start, c.end), kind=c.form)
                for c in candidates
            ),
            affiliations=self._affiliations(draft),
        )

    @staticmethod
    def _full_name(draft: Draft, texts: set[str]) -> str:
        if draft.id.startswith(("person:", "org:", "country:")) and len(draft.id.split(":")[1]) != 16:
            return draft.name
        return max(texts, key=lambda t: (len(t), t)) if texts and draft.kind == "Person" else draft.name

    def _affiliations(self, draft: Draft) -> tuple[Affiliation, ...]:
        if draft.kind == "Country":
            return ()
        role = min(draft.titles) if draft.titles and draft.kind == "Person" else None
        targets = [body for body in sorted(draft.bodies) if body in self._drafts]
        if draft.country and len(draft.country) == 3 and self._is_country(draft.country):
            targets.append(f"country:{draft.country}")
        return tuple(Affiliation(target=target, role=role) for target in targets)

    def _is_country(self, code: str) -> bool:
        return code in self._facts.codes


def _is_place(token: Token, draft: Draft) -> bool:
    """Tell whether a word tells where a sentence plays: a place, or a country behind *in*."""
    return draft.kind == "Location" or (draft.kind == "Country" and "in" in cases(token))
