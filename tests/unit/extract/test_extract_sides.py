"""Who did it and to whom, however the sentence is built; who only speaks of an act has not done it."""

import pytest
from readings import told


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
        ("Kenyan soldiers came under fire from Hezbollah positions.", "ASSAULT", {"Hezbollah"}, {"Kenyan soldiers"}),
        ("Germany imposed a package of sanctions on Mali.", "SANCTION", {"Germany"}, {"Mali"}),
        ("Germany carried out a series of strikes on Mali.", "ASSAULT", {"Germany"}, {"Mali"}),
        ("Germany signed a raft of agreements with Mali.", "SUPPORT", {"Germany", "Mali"}, set()),
        ("Germany sent a team of doctors to Mali.", "AID", {"Germany"}, {"Mali"}),
        ("Germany and Mali held a round of talks.", "CONSULT", {"Germany", "Mali"}, set()),
        ("Germany revoked the visas of two diplomats from Mali.", "SANCTION", {"Germany"}, {"Malian diplomats"}),
        ("Germany lifted visa requirements for Mali.", "CONCEDE", {"Germany"}, {"Mali"}),
        ("Germany and Mali reached a framework for peace.", "AGREE", {"Germany", "Mali"}, set()),
        ("Germany hosted a dinner for Joe Biden.", "CONSULT", {"Germany"}, {"Joe Biden"}),
        ("Germany found Mali in breach of the treaty.", "ACCUSE", {"Germany"}, {"Mali"}),
        ("Germany offered harsh criticism of Mali.", "ACCUSE", {"Germany"}, {"Mali"}),
        ("Germany refused a request from Mali to release Joe Biden.", "REJECT", {"Germany"}, {"Mali"}),
        ("Olaf Scholz called on Joe Biden to discuss trade.", "CONSULT", {"Olaf Scholz", "Joe Biden"}, set()),
        ("Olaf Scholz called on Joe Biden to meet Xi Jinping.", "REQUEST", {"Olaf Scholz"}, {"Joe Biden"}),
        ("Olaf Scholz called Joe Biden on Friday to discuss trade.", "CONSULT", {"Olaf Scholz", "Joe Biden"}, set()),
        ("Olaf Scholz called Joe Biden to apologise for the raid.", "CONCEDE", {"Olaf Scholz"}, set()),
        ("Olaf Scholz called Joe Biden to apologise for the raid.", "CONSULT", {"Olaf Scholz", "Joe Biden"}, set()),
        ("A German strike on a school bus alarmed Mali.", "ASSAULT", {"Germany"}, set()),
        ("Germany suspended a treaty signed last year in Caracas.", "SANCTION", {"Germany"}, set()),
        ("The Emirates condemned Chad.", "ACCUSE", {"United Arab Emirates"}, {"Chad"}),
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


@pytest.mark.parametrize("text", ["Police were present in Bern.", "Attendance at games in Bern fell."])
def test_who_is_only_there_meets_nobody(read, text: str) -> None:
    assert "CONSULT" not in {kind for kind, *_ in told(read(text))}


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


def test_nobody_answers_what_they_said_themselves(read) -> None:
    events = read("Turkey threatened Greece with sanctions. Turkey rejected the threat.").events
    assert [(e.type, e.about) for e in events] == [("THREATEN", None), ("REJECT", None)]


def test_who_is_accused_of_doing_something_by_an_act_may_have_done_it(read) -> None:
    found = told(read("Kenya accused Uganda of breaking the law by bombing Niger."))
    assert ("ASSAULT", "possible", {"Uganda"}, {"Niger"}) in found


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


@pytest.mark.parametrize(("occasion", "asked"), [("interview", {"Der Spiegel"}), ("dispute", set())])
def test_an_interviewer_is_spoken_to(read, occasion: str, asked: set[str]) -> None:
    text = f"In an {occasion} with Der Spiegel, Olaf Scholz said that Mali was safe."
    assert [recipients for kind, _, _, recipients in told(read(text)) if kind == "SAY"] == [asked]


def test_whose_a_claim_is_goes_before_what_it_is_over(read) -> None:
    assert told(read("Spain backed Morocco's claim over Western Sahara.")) == [
        ("SUPPORT", "asserted", {"Spain"}, {"Morocco"})
    ]
    for owner, partner in [("the claim", "over Western Sahara"), ("Iran's deal", "with Western Sahara")]:
        (event,) = [e for e in told(read(f"Spain praised {owner} {partner}.")) if e[0] == "SUPPORT"]
        assert "Western Sahara" in event[3]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Iran-Oman talks began.", {"Iran", "Oman"}),
        ("U.S.-China trade talks began.", {"United States", "China"}),
        ("North Korea-Oman talks began.", {"North Korea", "Oman"}),
        ("Iranian-Omani talks began.", {"Iran", "Oman"}),
        ("Iran-backed talks began.", {"Iran"}),
        ("In Peru, Iran-Oman talks began.", {"Iran", "Oman"}),
        ("The Iran talks Peru left began.", {"Iran"}),
    ],
)
def test_a_hyphen_joins_sides(read, text: str, sides: set[str]) -> None:
    ((kind, _, actors, _),) = told(read(text))
    assert (kind, actors) == ("CONSULT", sides)


def test_what_is_both_sides_is_praised_in_both(read) -> None:
    assert told(read("Chad praised Iran-Oman ties.")) == [("SUPPORT", "asserted", {"Chad"}, {"Iran", "Oman"})]


def test_who_is_of_two_peoples_is_one(read) -> None:
    ((_, _, _, recipients),) = told(read("Chad jailed an Iranian-American journalist."))
    assert len(recipients) == 1


def test_who_summons_an_envoy_to_complain_accuses(read) -> None:
    found = told(read("Germany summoned the Malian envoy to complain about a raid."), "ACCUSE", "REQUEST")
    assert found[0] == ("ACCUSE", "asserted", {"Germany"}, {"Malian envoy"})
    assert {frozenset(actors) for _, _, actors, _ in found} == {frozenset({"Germany"})}
