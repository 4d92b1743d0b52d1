"""Events: triggers and sides put together, each once; what is left out is noted."""

import pytest

from kg.extract import Extractor
from kg.model import Article, Extraction


def told(extraction: Extraction) -> list[tuple[str, str, set[str], set[str]]]:
    names = {e.id: e.name for e in extraction.entities}
    return [
        (e.type, e.status, {names[a] for a in e.actors}, {names[r] for r in e.recipients}) for e in extraction.events
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Turkey condemned Greece.", "asserted"),
        ("Turkey did not condemn Greece.", "negated"),
        ("Turkey may condemn Greece.", "possible"),
        ("Turkey failed to condemn Greece.", "negated"),
        ("Turkey will condemn Greece.", "intended"),
    ],
)
def test_status_in_running_text(read, text: str, status: str) -> None:
    assert ("ACCUSE", status, {"Turkey"}, {"Greece"}) in told(read(text))


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Olaf Scholz was present at the talks in Bern.", "CONSULT", {"Olaf Scholz"}, set()),
        ("Also present were Olaf Scholz and Joe Biden.", "CONSULT", {"Olaf Scholz", "Joe Biden"}, set()),
        ("Kenya opened a hearing into the conduct of Uganda.", "ACCUSE", {"Kenya"}, {"Uganda"}),
        ("Olaf Scholz said that the US must leave Niger.", "REQUEST", {"Olaf Scholz"}, {"United States"}),
        ("Germany refused to send peacekeepers to Mali.", "REJECT", {"Germany"}, {"Mali"}),
        ("Germany offered to give Mali tents.", "AGREE", {"Germany"}, {"Mali"}),
        ("Germany offered to send troops to help Mali.", "AGREE", {"Germany"}, {"Mali"}),
        ("Germany agreed to withdraw from Mali.", "AGREE", {"Germany"}, {"Mali"}),
        ("Mali ordered French troops to leave.", "REQUEST", {"Mali"}, {"French troops"}),
        ("Germany sent tanks to Mali.", "AID", {"Germany"}, {"Mali"}),
        ("Germany sent tanks to the border of Mali.", "MOBILIZE", {"Germany"}, {"Mali"}),
        ("Germany handed flight data to Mali.", "COOPERATE", {"Germany"}, {"Mali"}),
        ("Malian teachers suspended their strike.", "RETREAT", {"Malian teachers"}, set()),
        ("Germany praised Mali during talks with Niger.", "CONSULT", {"Germany", "Niger"}, set()),
        ("Germany praised Mali in a meeting with Niger.", "CONSULT", {"Germany", "Niger"}, set()),
        (
            "Mali praised ties between Chad and Niger in a phone call with Germany.",
            "CONSULT",
            {"Mali", "Germany"},
            set(),
        ),
        ("Xi Jinping praised the ties between China and Niger.", "SUPPORT", {"Xi Jinping"}, {"Niger"}),
        ("Olaf Scholz condemned Germany and Niger.", "ACCUSE", {"Olaf Scholz"}, {"Germany", "Niger"}),
        ("Germany drew praise from Mali.", "SUPPORT", {"Mali"}, {"Germany"}),
        ("Germany freed a spy, earning a rebuke from Mali.", "ACCUSE", {"Mali"}, {"Germany"}),
        ("The raid by Germany prompted criticism from Mali.", "ACCUSE", {"Mali"}, {"Germany"}),
        ("Germany freed a spy, drawing a rebuke from Caracas.", "ACCUSE", {"Venezuela"}, {"Germany"}),
        ("Mali said a soldier was shot by a Nigerien man.", "ASSAULT", {"Nigerien man"}, {"Malian soldier"}),
        ("Chad said Niger shot a soldier.", "ASSAULT", {"Niger"}, {"Chadian soldier"}),
        ("Syrian rebels killed three soldiers.", "ASSAULT", {"Syrian rebels"}, {"Syrian soldiers"}),
        ("Boko Haram killed three soldiers, Nigeria said.", "ASSAULT", {"Boko Haram"}, {"Nigerian soldiers"}),
        ("Peruvian soldiers killed a protester.", "ASSAULT", {"Peruvian soldiers"}, {"Peruvian protester"}),
        ("Chad said Niger trained a soldier.", "AID", {"Niger"}, {"soldier"}),
        ("Germany recalled its ambassador.", "SANCTION", {"Germany"}, set()),
        ("Germany recalled its ambassador from Mali.", "SANCTION", {"Germany"}, {"Mali"}),
        ("Joe Biden threatened to cut US aid.", "THREATEN", {"Joe Biden"}, set()),
        (
            "Joe Biden demanded the withdrawal of Eritrean forces from Tigray.",
            "REQUEST",
            {"Joe Biden"},
            {"Eritrean forces"},
        ),
        ("Moldova demanded Russia's withdrawal from Transnistria.", "REQUEST", {"Moldova"}, {"Russia"}),
        ("Kenya condemned the withdrawal of Saudi troops from Yemen.", "ACCUSE", {"Kenya"}, {"Saudi troops"}),
        ("Malian teachers crossed into Chad, which expelled them.", "SANCTION", {"Chad"}, {"Malian teachers"}),
        ("Brussels accused Hungary of fraud.", "ACCUSE", {"European Union"}, {"Hungary"}),
        ("Hungary accused Brussels of fraud.", "ACCUSE", {"Hungary"}, {"European Union"}),
        ("French officials met in Brussels.", "CONSULT", {"French officials"}, set()),
        ("Gulf states such as Kuwait and Oman condemned Chad.", "ACCUSE", {"Gulf states", "Kuwait", "Oman"}, {"Chad"}),
        ("The US sanctioned firms including Huawei.", "SANCTION", {"United States"}, {"firms", "Huawei"}),
        ("Kenyan ships including gunboats attacked Chad.", "ASSAULT", {"Kenya"}, {"Chad"}),
        ("A spokeswoman for Chancellor Scholz criticised Chad.", "ACCUSE", {"German spokeswoman"}, {"Chad"}),
        ("The Minister for Interior Ahmad Sherpao criticised Chad.", "ACCUSE", {"Ahmad Sherpao"}, {"Chad"}),
        ("A spokesman for German Chancellor Scholz criticised Chad.", "ACCUSE", {"German spokesman"}, {"Chad"}),
        ("A spokesman for Joe Biden said he criticised Chad.", "ACCUSE", {"Joe Biden"}, {"Chad"}),
        ("Candidate for president Joe Biden criticised Chad.", "ACCUSE", {"Joe Biden"}, {"Chad"}),
        (
            "The president of the Sudanese chamber of commerce Ali Hamid criticised Chad.",
            "ACCUSE",
            {"Ali Hamid"},
            {"Chad"},
        ),
        (
            "Turkish officials met Belgian officials, who accused Brussels of fraud.",
            "ACCUSE",
            {"Belgian officials"},
            {"Belgium"},
        ),
        ("Brussels' mayor criticised Chad.", "ACCUSE", {"Belgian mayor"}, {"Chad"}),
        ("Kenya demanded the return of its soldiers from Chad.", "REQUEST", {"Kenya"}, {"Chad"}),
        ("The largest Kenyan opposition parties criticised Chad.", "ACCUSE", {"Kenyan opposition parties"}, {"Chad"}),
        ("The Ghanaian air force attacked Chad.", "ASSAULT", {"Ghanaian air force"}, {"Chad"}),
        ("Kenya entered into an agreement with Uganda.", "SUPPORT", {"Kenya", "Uganda"}, set()),
    ],
)
def test_sides_of_ordinary_sentences(read, text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    assert [(a, r) for k, _, a, r in told(read(text)) if k == kind] == [(actors, recipients)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenya ruled out sanctions against Uganda.", "SANCTION"),
        ("Kenya demanded talks with Uganda.", "CONSULT"),
    ],
)
def test_what_the_doers_only_speak_of_is_not_told(read, text: str, kind: str) -> None:
    assert kind not in {kind for kind, *_ in told(read(text))}


def test_an_act_that_another_answers_is_not_by_the_one_who_answers(read) -> None:
    events = told(read("Kenya shelled Uganda in response to Uganda's attack on Kenyan soldiers."))
    assert [actors for kind, _, actors, _ in events if kind == "ASSAULT"] == [{"Kenya"}, {"Uganda"}]


def test_a_demand_that_somebody_rejects_is_still_made(read) -> None:
    requests = [
        actors for kind, _, actors, _ in told(read("Kenya rejected Uganda's demand for talks.")) if kind == "REQUEST"
    ]
    assert requests == [{"Uganda"}]


@pytest.mark.parametrize("text", ["Police were present in Bern.", "Attendance at games in Bern fell."])
def test_who_is_only_there_meets_nobody(read, text: str) -> None:
    assert "CONSULT" not in {kind for kind, *_ in told(read(text))}


def test_neither_nor_negates_for_both(read) -> None:
    assert told(read("Neither Turkey nor Greece condemned Russia.")) == [
        ("ACCUSE", "negated", {"Turkey", "Greece"}, {"Russia"})
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Turkey attacked Greece.", id="active"),
        pytest.param("Greece was attacked by Turkey.", id="passive"),
        pytest.param("Kenya left and Turkey attacked Greece.", id="joined clause"),
        pytest.param("Turkey, which attacked Greece, is large.", id="relative clause"),
    ],
)
def test_sides_do_not_hang_on_the_construction(read, text: str) -> None:
    assert ("ASSAULT", "asserted", {"Turkey"}, {"Greece"}) in told(read(text))


def test_what_somebody_is_warned_against_is_no_event(read) -> None:
    extraction = read("Kenya warned Turkey against attacking Greece.")
    assert [kind for kind, *_ in told(extraction) if kind == "ASSAULT"] == []
    assert "an act that somebody is against" in {drop.reason for drop in extraction.dropped}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kenya accused Turkey of attacking Greece.", "possible"),
        ("Kenya blamed Turkey for attacking Greece.", "asserted"),
        ("Kenya may blame Turkey for the attack on Greece.", "asserted"),
        ("Kenya condemned Turkey for attacking Greece.", "asserted"),
        ("Turkey was accused of attacking Greece.", "possible"),
        ("Kenya kept Turkey from attacking Greece.", "negated"),
        ("Turkey profited from attacking Greece.", "asserted"),
        ("Turkey was blamed for the attack on Greece.", "asserted"),
        ("Turkey answered Kenya by attacking Greece.", "asserted"),
    ],
)
def test_who_is_accused_of_an_act_did_it(read, text: str, status: str) -> None:
    assert ("ASSAULT", status, {"Turkey"}, {"Greece"}) in told(read(text))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Turkey was the first state to attack Greece.", "asserted"),
        ("Turkey became the only state to attack Greece.", "asserted"),
        ("Turkey will be the first state to attack Greece.", "intended"),
        ("Turkey may be the last state to attack Greece.", "possible"),
        ("Turkey will become the first state to attack Greece.", "intended"),
        ("Turkey first decided to attack Greece.", "intended"),
        ("Turkey is the state to attack Greece.", "intended"),
    ],
)
def test_who_was_first_to_act_acted(read, text: str, status: str) -> None:
    assert ("ASSAULT", status, {"Turkey"}, {"Greece"}) in told(read(text))


def test_a_request_was_made_for_what_will_be_done(read) -> None:
    assert told(read("Kenya will help Niger at Chad's request.")) == [
        ("AGREE", "intended", {"Kenya"}, {"Niger"}),
        ("REQUEST", "asserted", {"Chad"}, {"Kenya"}),
    ]


def test_a_first_chance_is_no_doer(read) -> None:
    (attack,) = told(read("Turkey took its first chance to attack Greece."))
    assert attack == ("ASSAULT", "intended", {"Turkey"}, {"Greece"})


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "At the request of the Chadian government, Kenya helped Niger.",
            {("REQUEST", "Chad", "Kenya"), ("AID", "Kenya", "Niger")},
        ),
        ("Kenya helped Niger at Chad's request.", {("REQUEST", "Chad", "Kenya"), ("AID", "Kenya", "Niger")}),
        ("Kenya foiled a Turkish attack on Greece.", {("ASSAULT", "Turkey", "Greece")}),
        (
            "Turkey, along with Kenya, attacked Greece.",
            {("ASSAULT", "Turkey", "Greece"), ("ASSAULT", "Kenya", "Greece")},
        ),
        (
            "Turkey, alongside Kenya, attacked Greece.",
            {("ASSAULT", "Turkey", "Greece"), ("ASSAULT", "Kenya", "Greece")},
        ),
    ],
)
def test_who_acts_where_others_bring_it_about_or_join_in(read, text: str, acts: set[tuple[str, str, str]]) -> None:
    assert {
        (kind, a, r) for kind, _, actors, recipients in told(read(text)) for a in actors for r in recipients
    } == acts


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        pytest.param("Angela Merkel visited Tehran.", {"Iran"}, id="a capital"),
        pytest.param("Angela Merkel visited Isfahan. Iran is large.", {"Iran"}, id="a place of a state that is named"),
        pytest.param("Angela Merkel visited Isfahan.", set(), id="of one that is not"),
        pytest.param("Angela Merkel visited Hamburg. Germany is large.", set(), id="at home"),
    ],
)
def test_a_place_is_visited_for_its_state(read, text: str, recipients: set[str]) -> None:
    extraction = read(text)
    [visit] = [event for event in extraction.events if event.type == "CONSULT"]
    names = {entity.id: entity.name for entity in extraction.entities}
    assert {names[side] for side in visit.recipients} == recipients
    assert names[visit.location] in text


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Turkey imposed sanctions on Minsk.", "Belarus"),
        ("Turkey threatened Tehran.", "Iran"),
        ("Turkey bombed Tehran.", "Tehran"),
        ("Turkey threatened Hamburg.", "Hamburg"),
    ],
)
def test_a_capital_is_its_state_but_where_it_is_struck(read, text: str, recipient: str) -> None:
    assert [recipients for _, _, _, recipients in told(read(text))] == [{recipient}]


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Chad condemned the arrest of Alexei Navalny.", set()),
        ("Chad condemned the bombing of Niger.", set()),
        ("Chad denounced Turkey's bombing of Niger.", {"Turkey"}),
        ("Chad condemned the Turkish attack on Niger.", {"Turkey"}),
        ("Chad condemned the attack by Turkey on Niger.", {"Turkey"}),
        ("Chad blamed Turkey for the attack on Niger.", {"Turkey"}),
    ],
)
def test_who_speaks_of_an_act_has_not_done_it_nor_blames_its_victim(read, text: str, accused: set[str]) -> None:
    found = told(read(text))
    assert [recipients for kind, _, _, recipients in found if kind == "ACCUSE"] == [accused]
    assert all(actors == accused for kind, _, actors, _ in found if kind != "ACCUSE")


@pytest.mark.parametrize("whom", ["each other", "one another"])
def test_what_sides_do_to_each_other_is_mutual(read, whom: str) -> None:
    [event] = read(f"Turkey and Greece blamed {whom}.").events
    assert (event.mutual, set(event.actors), event.recipients) == (True, {"country:TUR", "country:GRC"}, ())


def test_one_sentence_tells_a_fact_once_with_its_strongest_status(read) -> None:
    found = told(read("Turkey condemned Greece and may condemn Greece."))
    assert found == [("ACCUSE", "asserted", {"Turkey"}, {"Greece"})]


def test_two_sentences_tell_a_fact_twice(read) -> None:
    assert len(read("Turkey condemned Greece. Turkey condemned Greece.").events) == 2


def test_what_is_threatened_is_no_event(read) -> None:
    extraction = read("Turkey threatened to attack Greece.")
    assert told(extraction) == [("THREATEN", "asserted", {"Turkey"}, {"Greece"})]
    assert [d.reason for d in extraction.dropped] == ["only what a THREATEN is about"]


def test_a_condition_is_dropped_with_its_reason(read) -> None:
    text = "Japan will retaliate if China attacks Taiwan."
    extraction = read(text)
    (drop,) = [d for d in extraction.dropped if d.reason == "stands in a condition"]
    assert (drop.stage, text[slice(*drop.span)]) == ("extract", "attacks")
    assert all(e.type != "ASSAULT" for e in extraction.events)


def test_an_act_of_nobody_is_dropped_with_its_reason(read) -> None:
    extraction = read("Greece was attacked.")
    assert extraction.events == ()
    assert [d.reason for d in extraction.dropped] == ["no known actor"]


def test_a_mutual_act_has_all_sides_as_actors(read) -> None:
    (event,) = read("Turkey and Greece held talks.").events
    assert (len(event.actors), event.recipients, event.mutual) == (2, (), True)


def test_each_partner_of_a_mutual_act_is_an_event(read) -> None:
    found = told(read("Olaf Scholz met Emmanuel Macron and Giorgia Meloni."))
    assert len(found) == 2
    for partner in ("Emmanuel Macron", "Giorgia Meloni"):
        assert ("CONSULT", "asserted", {"Olaf Scholz", partner}, set()) in found


def test_a_promised_meeting_is_an_agreement(read) -> None:
    (event,) = read("Narendra Modi will visit Australia.").events
    assert (event.type, event.mode, event.status) == ("AGREE", None, "intended")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Germany may meet Mali.", "AGREE"),
        ("Germany may have met Mali.", "CONSULT"),
        ("Germany reportedly met Mali.", "CONSULT"),
        ("Germany has reportedly met Mali.", "CONSULT"),
        ("The alleged talks between Germany and Mali failed.", "CONSULT"),
        ("Possible talks between Germany and Mali failed.", "AGREE"),
    ],
)
def test_a_meeting_that_may_have_been_is_no_agreement(read, text: str, kind: str) -> None:
    (event,) = read(text).events
    assert (event.type, event.status) == (kind, "possible")


def test_will_not_is_a_rejection(read) -> None:
    assert told(read("Turkey will not sign a treaty with Greece.")) == [("REJECT", "asserted", {"Turkey"}, {"Greece"})]


def test_a_demand_within_speech_is_a_request(read) -> None:
    assert ("REQUEST", "asserted", {"Olaf Scholz"}, {"Turkey"}) in told(
        read("Olaf Scholz said that Turkey must leave the island.")
    )


def test_a_demand_rests_on_the_word_that_obliges(read) -> None:
    extraction = read("Olaf Scholz said that Turkey must leave the island.")
    (demand,) = [e for e in extraction.events if e.type == "REQUEST"]
    assert "Olaf Scholz said that Turkey must leave the island."[slice(*demand.trigger)] == "must"


def test_what_one_must_do_oneself_is_no_demand(read) -> None:
    extraction = read("“We must protect Turkey,” Turkish Foreign Minister Hakan Fidan said.")
    assert [e.type for e in extraction.events if e.type == "REQUEST"] == []


def test_an_answer_is_about_what_it_answers(read) -> None:
    extraction = read("Turkey threatened Greece with sanctions. Greece rejected the threat.")
    threat, answer = extraction.events
    assert (threat.type, answer.type) == ("THREATEN", "REJECT")
    assert answer.about == threat.id
    assert answer.recipients == threat.actors


def test_according_to_is_speech(read) -> None:
    (event,) = [e for e in read("The harvest failed, according to Kenya.").events if e.type == "SAY"]
    assert event.rule == "adj:according to"


def test_pronouns_and_missing_sides_cost_confidence(read) -> None:
    (named,) = read("Olaf Scholz condemned Russia.").events
    by_role, alone = (read(t).events[0] for t in ("Kenyan soldiers condemned Russia.", "Olaf Scholz condemned crime."))
    assert named.type == by_role.type == alone.type == "ACCUSE"
    assert alone.recipients == ()
    assert by_role.confidence < named.confidence
    assert alone.confidence < named.confidence


def test_ids_of_events_hang_on_article_and_sides(read) -> None:
    one, other = (read(t).events[0] for t in ("Turkey condemned Greece.", "Turkey condemned Russia."))
    assert one.id != other.id
    assert one.id == read("Turkey condemned Greece.").events[0].id


def test_a_verb_and_its_noun_tell_one_event(read) -> None:
    assert told(read("Turkey made a threat against Greece.")) == [("THREATEN", "asserted", {"Turkey"}, {"Greece"})]


def test_nobody_answers_what_they_said_themselves(read) -> None:
    events = read("Turkey threatened Greece with sanctions. Turkey rejected the threat.").events
    assert [(e.type, e.about) for e in events] == [("THREATEN", None), ("REJECT", None)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Kenya issued a statement condemning Uganda.", ["ACCUSE"]),
        ("Kenya proposed a statement condemning Uganda.", ["PROPOSE", "ACCUSE"]),
        ("Kenya vetoed a statement condemning Uganda.", ["REJECT"]),
    ],
)
def test_a_text_that_is_refused_says_nothing(extractor: Extractor, text: str, kinds: list[str]) -> None:
    (extraction,) = extractor.extract([Article(id="case", text=text, paragraphs=((0, len(text)),))])
    assert [kind for kind, *_ in told(extraction)] == kinds


def test_who_is_accused_of_doing_something_by_an_act_may_have_done_it(read) -> None:
    found = told(read("Kenya accused Uganda of breaking the law by bombing Niger."))
    assert ("ASSAULT", "possible", {"Uganda"}, {"Niger"}) in found


@pytest.mark.parametrize(
    "text",
    [
        "Kenya demanded an apology from Uganda.",
        "Kenya called for talks with Uganda.",
        "Kenya sought the release of the Ugandan soldiers.",
        "Kenya asked Uganda for an apology.",
    ],
)
def test_what_somebody_asks_for_is_only_asked_for(read, text: str) -> None:
    assert {kind for kind, *_ in told(read(text))} == {"REQUEST"}


def test_what_somebody_waits_for_is_only_possible(read) -> None:
    assert ("CONCEDE", "possible", {"Uganda"}, set()) in told(read("Kenya wants an apology from Uganda."))


def test_an_attack_that_somebody_orders_is_made(read) -> None:
    assert "ASSAULT" in {kind for kind, *_ in told(read("Kenya ordered an attack on Somalia."))}


@pytest.mark.parametrize("message", ["a note to Niger", "a letter to Niger"])
def test_who_gets_a_message_answers_it(read, message: str) -> None:
    found = told(read(f"Kenya sent {message}, which condemned Uganda."))
    assert ("ACCUSE", "asserted", {"Niger"}, {"Uganda"}) in found


def test_who_is_under_an_act_does_not_do_it(read) -> None:
    assert told(read("Kenya is under investigation.")) == []


def test_who_does_not_answer_a_request_has_not_made_it(read) -> None:
    assert "REQUEST" not in {kind for kind, *_ in told(read("Kenya has not responded to the request."))}


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan police arrested four men over the killing of an Italian student.",
        "Kenya detained four men in connection with the killing of an Italian student.",
        "Kenyan prosecutors opened an investigation into the killing of an Italian student.",
        "Kenya jailed four men after the killing of an Italian student.",
        "Four Kenyan soldiers died in an attack in Niger.",
        "The arrest of Olaf Scholz sparked attacks in Niger.",
        "The arrest of Olaf Scholz led to attacks in Niger.",
    ],
)
def test_who_deals_with_an_act_or_suffers_it_has_not_done_it(read, text: str) -> None:
    doers = {name for kind, _, actors, _ in told(read(text)) if kind == "ASSAULT" for name in actors}
    assert doers <= {"Kenyan men", "men"}


@pytest.mark.parametrize(
    ("text", "status", "actor"),
    [
        ("Kenya charged two Ugandan soldiers with the murder of a Ghanaian.", "possible", "Ugandan soldiers"),
        ("Kenya jailed two Ugandan soldiers for the murder of a Ghanaian.", "asserted", "Ugandan soldiers"),
        ("Uganda planned an attack on Niger.", "intended", "Uganda"),
        ("Kenya accused Uganda of planning an attack on Niger.", "possible", "Uganda"),
    ],
)
def test_how_far_an_act_is_told_that_somebody_is_held_for_or_plans(read, text: str, status: str, actor: str) -> None:
    assert [(s, a) for kind, s, a, _ in told(read(text)) if kind == "ASSAULT"] == [(status, {actor})]


@pytest.mark.parametrize(
    "text",
    [
        "There is no evidence that Kenya attacked Uganda.",
        "Germany found no proof that Kenya attacked Uganda.",
        "It is false that Kenya attacked Uganda.",
        "It is not true that Kenya attacked Uganda.",
        "Analysts doubt that Kenya attacked Uganda.",
        "Germany has not seen proof that Kenya attacked Uganda.",
        "Germany asked whether Kenya attacked Uganda.",
        "Germany asked whether Kenya had left and attacked Uganda.",
        "Did Kenya attack Uganda?",
        "Kenya would have attacked Uganda.",
        "Had Kenya attacked Uganda, Niger would have yielded.",
        "Kenya has no intention of attacking Uganda.",
    ],
)
def test_what_nothing_shows_or_never_came_about_is_no_event(read, text: str) -> None:
    assert "ASSAULT" not in {kind for kind, *_ in told(read(text))}


@pytest.mark.parametrize("text", ["Why did Kenya attack Uganda?", "There is evidence that Kenya attacked Uganda."])
def test_what_a_question_or_proof_takes_for_granted_is_an_event(read, text: str) -> None:
    assert ("ASSAULT", "asserted", {"Kenya"}, {"Uganda"}) in told(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Kenya neither visited Niger nor attacked Uganda.",
        "Kenya did not visit Niger or attack Uganda.",
        "Kenya almost attacked Uganda.",
        "Instead of attacking Uganda, Kenya visited Niger.",
        "Kenya stopped short of attacking Uganda.",
    ],
)
def test_what_is_denied_for_both_or_nearly_done_is_negated(read, text: str) -> None:
    assert [status for kind, status, *_ in told(read(text)) if kind == "ASSAULT"] == ["negated"]


@pytest.mark.parametrize(
    ("text", "kind", "actors"),
    [
        ("Emmanuel Macron said Iran was isolated, accusing Russia of lies.", "ACCUSE", {"Emmanuel Macron"}),
        ("Emmanuel Macron said Iran had left Niger, accusing Russia of lies.", "ACCUSE", {"Iran"}),
        ("Emmanuel Macron said Iran was attacking Niger, killing Malians.", "ASSAULT", {"Iran"}),
        ("Kenyan police fought Ugandans who had rallied, arresting 60 of them.", "COERCE", {"Kenyan police"}),
    ],
)
def test_whose_a_participle_at_the_end_is(read, text: str, kind: str, actors: set[str]) -> None:
    assert {frozenset(a) for k, _, a, _ in told(read(text)) if k == kind} == {frozenset(actors)}


@pytest.mark.parametrize(
    "text", ["Should Kenya yield, Uganda would attack Niger.", "If Kenya yields, Uganda would attack Niger."]
)
def test_a_condition_needs_no_if(read, text: str) -> None:
    assert ("ASSAULT", "conditional", {"Uganda"}, {"Niger"}) in told(read(text))


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Kenya held talks with Niger after the Ugandan attack on Ghana.", "ASSAULT", "asserted"),
        ("Kenya is investigating Ugandan attacks on Ghana.", "ASSAULT", "asserted"),
        ("Kenya responded with an attack on Uganda.", "ASSAULT", "asserted"),
        ("Few states doubt that Kenya attacked Uganda.", "ASSAULT", "asserted"),
        ("Nobody disputes the proof that Kenya attacked Uganda.", "ASSAULT", "asserted"),
        ("Kenya had long expected the Ugandan attack on Niger.", "ASSAULT", "asserted"),
        ("Niger considers the Ugandan attack on Kenya illegal.", "ASSAULT", "asserted"),
        ("Kenya did not sign, nor did Uganda attack Niger.", "ASSAULT", "negated"),
        ("Kenya demanded an apology from Niger for the Nigerien attack on Uganda.", "ASSAULT", "asserted"),
        ("Kenya demanded an apology on Monday for the Nigerien attack on Uganda.", "ASSAULT", "asserted"),
    ],
)
def test_what_is_told_as_a_fact_stays_one(read, text: str, kind: str, status: str) -> None:
    assert status in {s for k, s, *_ in told(read(text)) if k == kind}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Joe Biden's announcement came a week after a storm in Kenya.", ["SAY"]),
        ("An announcement came a week after a storm in Kenya.", []),
        ("Joe Biden's announcement was long.", []),
        ("Joe Biden's announcement will follow a storm in Kenya.", []),
    ],
)
def test_an_announcement_that_has_effects_was_made(read, text: str, kinds: list[str]) -> None:
    assert [e.type for e in read(text).events] == kinds


@pytest.mark.parametrize(("occasion", "asked"), [("interview", {"Der Spiegel"}), ("dispute", set())])
def test_an_interviewer_is_spoken_to(read, occasion: str, asked: set[str]) -> None:
    text = f"In an {occasion} with Der Spiegel, Olaf Scholz said that Mali was safe."
    assert [recipients for kind, _, _, recipients in told(read(text)) if kind == "SAY"] == [asked]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Oman often condemns Iran.", []),
        ("Oman used to condemn Iran.", []),
        ("Oman often condemned Iran.", ["asserted"]),
        ("Oman has often condemned Iran.", ["asserted"]),
        ("Oman vowed to condemn Iran.", ["intended"]),
    ],
)
def test_a_habit_is_no_event(read, text: str, status: list[str]) -> None:
    assert [told_status for kind, told_status, *_ in told(read(text)) if kind == "ACCUSE"] == status


def test_whose_a_claim_is_goes_before_what_it_is_over(read) -> None:
    assert told(read("Spain backed Morocco's claim over Western Sahara.")) == [
        ("SUPPORT", "asserted", {"Spain"}, {"Morocco"})
    ]
    for owner, partner in [("the claim", "over Western Sahara"), ("Iran's deal", "with Western Sahara")]:
        (event,) = [e for e in told(read(f"Spain praised {owner} {partner}.")) if e[0] == "SUPPORT"]
        assert "Western Sahara" in event[3]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("The Kenyan minister welcomed expanding cooperation between Kenya and Uganda.", False),
        ("Kenya and Uganda are expanding cooperation with Tanzania.", True),
        ("Kenya helped expand cooperation with Tanzania.", True),
    ],
)
def test_work_that_is_to_grow_is_none_yet(extractor: Extractor, text: str, works: bool) -> None:
    (extraction,) = extractor.extract([Article(id="case", text=text, paragraphs=((0, len(text)),))])
    assert ("COOPERATE" in {e.type for e in extraction.events}) == works
