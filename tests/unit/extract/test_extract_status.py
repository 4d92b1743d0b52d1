"""Status by the words around a trigger, in trees that are built by hand."""

import pytest

from kg.extract.status import read_status
from kg.extract.triggers import Trigger
from kg.ontology import Frame


def trigger(doc, text: str = "sign", pos: str = "verb", kind: str = "AGREE", status=None, host: str | None = None):
    (token,) = [t for t in doc if t.text == text]
    (carrier,) = [t for t in doc if t.text == (host or text)]
    frame = Frame(type=kind, pos=pos, word=text, status=status, weight=1.0)
    return Trigger(token=token, host=carrier, frame=frame)


def helped(*words: str) -> str:
    """Return `Iran <auxiliaries> sign`, each auxiliary as `form/tag/relation`."""
    verb = len(words) + 2
    rows = [f"Iran NNP nsubj {verb}"]
    rows += ["{} {} {} {}".format(*word.split("/"), verb) for word in words]
    return "\n".join([*rows, "sign VB root 0"])


def governed(form: str, lemma: str, *, negated: bool = False, tag: str = "VBD") -> str:
    """Return `Iran [not] <governor> to sign`."""
    if negated:
        return f"Iran NNP nsubj 3\nnot RB advmod 3\n{form} {tag} root 0 {lemma}\nto TO mark 5\nsign VB xcomp 3"
    return f"Iran NNP nsubj 2\n{form} {tag} root 0 {lemma}\nto TO mark 4\nsign VB xcomp 2"


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        pytest.param(helped(), "asserted", id="plain"),
        pytest.param(helped("did/VBD/aux", "not/RB/advmod"), "negated", id="not"),
        pytest.param(helped("did/VBD/aux", "n't/RB/advmod"), "negated", id="n't"),
        pytest.param(helped("never/RB/advmod"), "negated", id="never"),
        pytest.param("Iran NNP nsubj 4\nis VBZ aux 4 be\nto TO mark 4\nsign VB root 0", "intended", id="is to"),
        pytest.param(
            "Iran NNP nsubj 4\nno RB advmod 3\nlonger RBR advmod 4\nsign VB root 0", "negated", id="no longer"
        ),
        pytest.param(
            "Iran NNP nsubj 4\nmuch RB advmod 3\nlonger RBR advmod 4\nsign VB root 0", "asserted", id="much longer"
        ),
        pytest.param(
            "Iran NNP nsubj 2\nsign VB root 0\nno RB advmod 4\nlonger RBR advmod 2\nthan IN case 6\nMay NNP obl 4",
            "asserted",
            id="no longer than",
        ),
        pytest.param(
            "Iran NNP nsubj 2\nsign VB root 0\nno RB advmod 4\nlonger RBR advmod 2",
            "negated",
            id="no longer, at the end",
        ),
        pytest.param("Iran NNP nsubj 2\nsign VB root 0\nis VBZ aux 2 be", "asserted", id="is, at the end"),
        pytest.param("Iran NNP nsubj 4\nto TO mark 4\nbe VB aux 4\nsign VB root 0", "asserted", id="to be signing"),
        pytest.param(helped("may/MD/aux"), "possible", id="may"),
        pytest.param(helped("could/MD/aux"), "possible", id="could"),
        pytest.param(helped("will/MD/aux"), "intended", id="will"),
        pytest.param(helped("would/MD/aux"), "intended", id="would"),
        pytest.param(helped("reportedly/RB/advmod"), "possible", id="reportedly"),
        pytest.param(helped("allegedly/RB/advmod"), "possible", id="allegedly"),
        pytest.param(helped("quickly/RB/advmod"), "asserted", id="adverb of manner"),
    ],
)
def test_own_words(tree, rows: str, status: str) -> None:
    reading = read_status(trigger(tree(rows)))
    assert (reading.status, reading.dropped, reading.refused) == (status, None, False)


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        pytest.param(governed("plans", "plan", tag="VBZ"), "intended", id="plans to"),
        pytest.param(governed("vowed", "vow"), "intended", id="vowed to"),
        pytest.param(governed("arrived", "arrive"), "intended", id="purpose"),
        pytest.param(governed("likely", "likely", tag="JJ"), "possible", id="likely to"),
        pytest.param(governed("seemed", "seem"), "possible", id="seemed to"),
        pytest.param(governed("failed", "fail"), "negated", id="failed to"),
        pytest.param(governed("refused", "refuse"), "negated", id="refused to"),
        pytest.param(governed("planned", "plan", negated=True), "negated", id="did not plan to"),
        pytest.param(governed("began", "begin"), "asserted", id="began to"),
        pytest.param(governed("managed", "manage"), "asserted", id="managed to"),
        pytest.param(governed("prompted", "prompt"), "asserted", id="prompted to"),
        pytest.param(governed("going", "go", tag="VBG"), "intended", id="going to"),
    ],
)
def test_governing_words(tree, rows: str, status: str) -> None:
    assert read_status(trigger(tree(rows))).status == status


def test_aspect_passes_on_what_governs_it(tree) -> None:
    doc = tree("""
        Iran NNP nsubj 2
        failed VBD root 0 fail
        to TO mark 4
        begin VB xcomp 2
        to TO mark 6
        sign VB xcomp 4
    """)
    assert read_status(trigger(doc)).status == "negated"


def test_will_not_is_a_refusal_and_did_not_is_none(tree) -> None:
    will_not = read_status(trigger(tree(helped("will/MD/aux", "not/RB/advmod"))))
    assert (will_not.status, will_not.refused) == ("negated", True)
    assert not read_status(trigger(tree(helped("did/VBD/aux", "not/RB/advmod")))).refused


def test_an_obligation_is_no_act(tree) -> None:
    assert read_status(trigger(tree(helped("must/MD/aux")))).dropped == "an obligation, not an act"
    assert read_status(trigger(tree(helped("must/MD/aux")), kind="SAY")).dropped is None


@pytest.mark.parametrize("word", ["if", "unless", "once"])
def test_a_condition_is_no_event_of_its_own(tree, word: str) -> None:
    doc = tree(f"""
        {word} IN mark 3
        Iran NNP nsubj 3
        sign VBZ advcl 6
        Israel NNP nsubj 6
        will MD aux 6
        leave VB root 0
    """)
    reading = read_status(trigger(doc))
    assert (reading.status, reading.dropped) == ("conditional", "stands in a condition")
    assert read_status(trigger(doc, "leave")).status == "conditional"


def test_below_a_condition_is_in_it(tree) -> None:
    doc = tree("""
        if IN mark 3
        Iran NNP nsubj 3
        agrees VBZ advcl 8 agree
        to TO mark 5
        sign VB xcomp 3
        Israel NNP nsubj 8
        will MD aux 8
        leave VB root 0
    """)
    assert read_status(trigger(doc)).dropped == "stands in a condition"


def test_a_time_clause_is_no_condition(tree) -> None:
    doc = tree("""
        When WRB advmod 3
        Iran NNP nsubj 3
        sign VBD advcl 5
        Israel NNP nsubj 5
        leave VBD root 0
    """)
    assert read_status(trigger(doc)).dropped is None


def test_a_threat_stays_intended_whatever_it_hangs_on(tree) -> None:
    doc = tree("""
        if IN mark 3
        Iran NNP nsubj 3
        sign VBZ advcl 6
        Israel NNP nsubj 6
        will MD aux 6
        threaten VB root 0
    """)
    assert read_status(trigger(doc, "threaten", kind="THREATEN")).status == "intended"


def test_joined_verbs_share_auxiliaries_unless_they_have_subjects(tree) -> None:
    shared = tree("""
        Iran NNP nsubj 3
        may MD aux 3
        meet VB root 0
        and CC cc 5
        sign VB conj 3
    """)
    apart = tree("""
        Iran NNP nsubj 3
        may MD aux 3
        meet VB root 0
        but CC cc 6
        Iraq NNP nsubj 6
        sign VBD conj 3
    """)
    assert read_status(trigger(shared)).status == "possible"
    assert read_status(trigger(apart)).status == "asserted"


def test_no_in_the_subject_negates(tree) -> None:
    doc = tree("""
        No DT det 2
        state NN nsubj 3
        sign VBD root 0
    """)
    assert read_status(trigger(doc)).status == "negated"


@pytest.mark.parametrize(("mark", "status"), [("", "asserted"), ("before IN mark 5", "intended")])
def test_what_came_of_a_plan_was_not_planned(tree, mark: str, status: str) -> None:
    rows = f"""
        Iran NNP nsubj 2
        planned VBD root 0 plan
        talks NNS obj 2 talk
        {mark or "then RB advmod 5"}
        signing VBG advcl 2 sign
        it PRP obj 5
    """
    assert read_status(trigger(tree(rows), "signing")).status == status


def test_without_negates(tree) -> None:
    doc = tree("""
        Iran NNP nsubj 2
        left VBD root 0 leave
        without IN mark 4
        signing VBG advcl 2 sign
    """)
    assert read_status(trigger(doc, "signing")).status == "negated"


@pytest.mark.parametrize(("before", "status"), [("far", "negated"), ("away", "asserted")])
def test_far_from_negates(tree, before: str, status: str) -> None:
    doc = tree(f"""
        Iran NNP nsubj 2
        left VBD root 0 leave
        {before} RB advmod 2
        from IN mark 5
        signing VBG advcl 2 sign
    """)
    assert read_status(trigger(doc, "signing")).status == status


@pytest.mark.parametrize(
    ("adjective", "status"),
    [("possible", "possible"), ("alleged", "possible"), ("planned", "intended"), ("large", "asserted")],
)
def test_adjectives_of_a_noun(tree, adjective: str, status: str) -> None:
    doc = tree(f"""
        {adjective} JJ amod 2
        attack NN root 0
    """)
    assert read_status(trigger(doc, "attack", pos="noun")).status == status


@pytest.mark.parametrize(
    ("head", "status"), [("plan", "intended"), ("prospect", "possible"), ("risk", "possible"), ("day", "asserted")]
)
def test_nouns_that_a_noun_hangs_on(tree, head: str, status: str) -> None:
    doc = tree(f"""
        {head} NN root 0
        of IN case 3
        attack NN nmod 1
    """)
    assert read_status(trigger(doc, "attack", pos="noun")).status == status


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ("arrested VBD root 0 arrest|over IN case 3|attack NN obl 1", "possible"),
        ("arrested VBD root 0 arrest|after IN case 3|attack NN obl 1", "asserted"),
        ("arrested VBD root 0 arrest|connection NN obl 1|with IN case 4|attack NN nmod 2", "possible"),
        ("condemned VBD root 0 condemn|attack NN obj 1", "asserted"),
        ("considered VBD root 0 consider|attack NN obj 1", "intended"),
        ("considered VBD root 0 consider|attack NN obj 1|illegal JJ xcomp 1", "asserted"),
        ("considered VBD root 0 consider|Iranian JJ amod 3|attack NN obj 1", "asserted"),
    ],
)
def test_an_act_that_somebody_is_held_for_or_plots(tree, rows: str, status: str) -> None:
    doc = tree(rows.replace("|", "\n"))
    assert read_status(trigger(doc, "attack", pos="noun", kind="ASSAULT")).status == status


@pytest.mark.parametrize(("subject", "status"), [("", "negated"), ("Iraq NNP nsubj 5", "asserted")])
def test_or_negates_what_shares_a_subject(tree, subject: str, status: str) -> None:
    doc = tree(f"""
        not RB advmod 2
        left VBD root 0 leave
        or CC cc 5
        {subject or "then RB advmod 5"}
        sign VBD conj 2
    """)
    assert read_status(trigger(doc)).status == status


def test_a_noun_takes_the_status_of_the_verb_that_carries_it(tree) -> None:
    doc = tree("""
        Iran NNP nsubj 4
        did VBD aux 4 do
        not RB advmod 4
        launch VB root 0
        attack NN obj 4
    """)
    assert read_status(trigger(doc, "attack", pos="noun", host="launch")).status == "negated"
    assert read_status(trigger(doc, "attack", pos="noun")).status == "asserted"


def test_the_frames_own_status_stands_where_no_word_tells(tree) -> None:
    assert read_status(trigger(tree(helped()), status="possible")).status == "possible"
    assert read_status(trigger(tree(helped("will/MD/aux")), status="possible")).status == "intended"


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ("Iran NNP nsubj 2\ndenied VBD root 0 deny\nthat IN mark 5\nit PRP nsubj 5\nsign VBN ccomp 2", "negated"),
        ("Iran NNP nsubj 2\nsaid VBD root 0 say\nthat IN mark 5\nit PRP nsubj 5\nsign VBN ccomp 2", "asserted"),
        (
            "Iran NNP nsubj 2\nrejected VBD root 0 reject\nclaims NNS obj 2 claim\nthat IN mark 6\nit PRP nsubj 6\n"
            "sign VBN acl 3",
            "negated",
        ),
        (
            "Iran NNP nsubj 2\nrepeated VBD root 0 repeat\nclaims NNS obj 2 claim\nthat IN mark 6\nit PRP nsubj 6\n"
            "sign VBN acl 3",
            "asserted",
        ),
        ("Iran NNP nsubj 2\nrejected VBD root 0 reject\nclaims NNS obj 2 claim\nsign VBN acl 3", "asserted"),
        (
            "Iran NNP nsubj 2\nrejected VBD root 0 reject\nplans NNS obj 2 plan\nthat WDT mark 6\nit PRP nsubj 6\n"
            "sign VBN acl 3",
            "asserted",
        ),
    ],
    ids=[
        "denied that",
        "said that",
        "rejected claims that",
        "repeated claims that",
        "rejected claims",
        "rejected plans that",
    ],
)
def test_what_is_called_untrue_did_not_happen(tree, rows: str, status: str) -> None:
    assert read_status(trigger(tree(rows))).status == status


@pytest.mark.parametrize(
    ("verb", "kind", "status"),
    [
        ("cancelled VBD root 0 cancel", "ASSAULT", "negated"),
        ("foiled VBD root 0 foil", "ASSAULT", "negated"),
        ("planned VBD root 0 plan", "ASSAULT", "intended"),
        ("rejected VBD root 0 reject", "CONSULT", "negated"),
        ("rejected VBD root 0 reject", "PROPOSE", "asserted"),
    ],
)
def test_an_act_that_is_called_off_does_not_happen(tree, verb: str, kind: str, status: str) -> None:
    rows = f"Iran NNP nsubj 2\n{verb}\nsign NN obj 2"
    assert read_status(trigger(tree(rows), pos="noun", kind=kind)).status == status


def test_a_verb_of_two_words_calls_off(tree) -> None:
    rows = "Iran NNP nsubj 2\ncalled VBD root 0 call\noff RP compound:prt 2\nsign NN obj 2"
    assert read_status(trigger(tree(rows), pos="noun", kind="PROTEST")).status == "negated"
    assert read_status(trigger(tree(rows.replace("off", "out")), pos="noun", kind="PROTEST")).status == "asserted"


def test_what_foils_is_not_called_off(tree) -> None:
    rows = "A DT det 2\nsign NN nsubj 3\nfoiled VBD root 0 foil\nplans NNS obj 3 plan"
    assert read_status(trigger(tree(rows), pos="noun", kind="ASSAULT")).status == "asserted"
