"""Events: triggers and sides put together, each once; what is left out is noted."""

import pytest
from readings import told

from kg.extract import Extractor
from kg.model import Article


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


def test_a_demand_that_somebody_rejects_is_still_made(read) -> None:
    requests = [
        actors for kind, _, actors, _ in told(read("Kenya rejected Uganda's demand for talks.")) if kind == "REQUEST"
    ]
    assert requests == [{"Uganda"}]


def test_neither_nor_negates_for_both(read) -> None:
    assert told(read("Neither Turkey nor Greece condemned Russia.")) == [
        ("ACCUSE", "negated", {"Turkey", "Greece"}, {"Russia"})
    ]


def test_what_somebody_is_warned_against_is_no_event(read) -> None:
    extraction = read("Kenya warned Turkey against attacking Greece.")
    assert [kind for kind, *_ in told(extraction) if kind == "ASSAULT"] == []
    assert "an act that somebody is against" in {drop.reason for drop in extraction.dropped}


def test_a_request_was_made_for_what_will_be_done(read) -> None:
    assert told(read("Kenya will help Niger at Chad's request.")) == [
        ("AGREE", "intended", {"Kenya"}, {"Niger"}),
        ("REQUEST", "asserted", {"Chad"}, {"Kenya"}),
    ]


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


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Iran executed two men. Germany condemned the executions.", {"Iran"}),
        ("Iran executed two men. Germany condemned executions.", set()),
        ("Iran executed two men. Oman executed two men. Iran condemned the executions.", {"Oman"}),
        ("Iran executed two men. Oman executed two men. Germany condemned the executions.", set()),
        ("Iran struck Oman. Peru executed two men. Germany condemned the strike.", {"Iran"}),
        ("Iran did not execute two men. Germany condemned the executions.", set()),
        ("Germany condemned the executions. Iran executed two men.", set()),
        ("Iran executed two men. Germany condemned Oman's executions.", {"Oman"}),
    ],
)
def test_who_condemns_an_act_told_before_condemns_who_did_it(read, text: str, accused: set[str]) -> None:
    assert [recipients for *_, recipients in told(read(text), "ACCUSE")] == [accused]


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


@pytest.mark.parametrize(
    ("text", "status", "actor"),
    [
        ("Kenya charged two Ugandan soldiers with the murder of a Ghanaian.", "possible", "Ugandan soldiers"),
        ("Kenya jailed two Ugandan soldiers for the murder of a Ghanaian.", "asserted", "Ugandan soldiers"),
        ("Uganda planned an attack on Niger.", "intended", "Uganda"),
        ("Kenya accused Uganda of planning an attack on Niger.", "possible", "Uganda"),
        ("Kenya arrested two Ugandan soldiers on charges of attacking Niger.", "possible", "Ugandan soldiers"),
        (
            "Kenya arrested two Ugandan soldiers on suspicion of plotting attacks on Niger.",
            "possible",
            "Ugandan soldiers",
        ),
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
