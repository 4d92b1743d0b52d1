"""Questions to trees that are built by hand."""

import pytest

from kg.extract.syntax import (
    cases,
    clause_of,
    conjuncts,
    first_conjunct,
    has_word,
    is_passive,
    logical_objects,
    logical_subjects,
    noun_agents,
    phrases,
    places_behind,
    surface_subjects,
)

ACTIVE = """
Iran NNP nsubj 2
attacked VBD root 0 attack
Israel NNP obj 2
"""
PASSIVE = """
Israel NNP nsubj:pass 3
was VBD aux:pass 3 be
attacked VBN root 0 attack
by IN case 5
Iran NNP obl:agent 3
"""
PERFECT = """
Iran NNP nsubj 3
has VBZ aux 3 have
attacked VBN root 0 attack
Israel NNP obj 3
"""
PARTICIPLE = """
The DT det 2
ships NNS nsubj 6 ship
seized VBN acl 2 seize
by IN case 5
Iran NNP obl 3
sank VBD root 0 sink
"""
SUBJECT_CONTROL = """
Iran NNP nsubj 2
promised VBD root 0 promise
Israel NNP obj 2
to TO mark 5
leave VB xcomp 2
"""
OBJECT_CONTROL = """
Iran NNP nsubj 2
urged VBD root 0 urge
Israel NNP obj 2
to TO mark 5
leave VB xcomp 2
"""
PLAIN_INFINITIVE = """
Iran NNP nsubj 2
began VBD root 0 begin
to TO mark 4
leave VB xcomp 2
"""
CONJUNCTION = """
Iran NNP nsubj 4
and CC cc 3
Iraq NNP conj 1
met VBD root 0 meet
and CC cc 6
signed VBD conj 4 sign
pacts NNS obj 6 pact
"""
RELATIVE_SUBJECT = """
Rebels NNS nsubj 5 rebel
who WP nsubj 3
hold VBP acl:relcl 1
Goma NNP obj 3
left VBD root 0 leave
"""
RELATIVE_OBJECT = """
The DT det 2
town NN nsubj 6
which WDT obj 5
rebels NNS nsubj 5 rebel
took VBD acl:relcl 2 take
burned VBD root 0 burn
"""
BARE_RELATIVE = """
The DT det 2
town NN nsubj 5
rebels NNS nsubj 4 rebel
took VBD acl:relcl 2 take
burned VBD root 0 burn
"""
FINITE_CLAUSE = """
Iran NNP nsubj 2
said VBD root 0 say
Israel NNP nsubj 4
left VBD ccomp 2 leave
"""
NOUN_INFINITIVE = """
Iran NNP nsubj 2
made VBD root 0 make
a DT det 4
vow NN obj 2
to TO mark 6
leave VB acl 4
"""
OWNED_INFINITIVE = """
Iran NNP nmod:poss 3
's POS case 1
vow NN nsubj 6
to TO mark 5
leave VB acl 3
angered VBD root 0 anger
Israel NNP obj 6
"""
GERUND_CLAUSE = """
Iran NNP nsubj 2
left VBD root 0 leave
killing VBG advcl 2 kill
hostages NNS obj 3 hostage
"""


def words(tokens) -> list[str]:
    return [t.text for t in tokens]


def word(doc, text: str):
    (found,) = [t for t in doc if t.text == text]
    return found


@pytest.mark.parametrize(
    ("rows", "verb", "doers", "objects"),
    [
        pytest.param(ACTIVE, "attacked", ["Iran"], ["Israel"], id="active"),
        pytest.param(PASSIVE, "attacked", ["Iran"], ["Israel"], id="passive by-agent"),
        pytest.param(PERFECT, "attacked", ["Iran"], ["Israel"], id="perfect is active"),
        pytest.param(PARTICIPLE, "seized", ["Iran"], ["ships"], id="participle of a noun"),
        pytest.param(SUBJECT_CONTROL, "leave", ["Iran"], [], id="subject control"),
        pytest.param(OBJECT_CONTROL, "leave", ["Israel"], [], id="object control"),
        pytest.param(PLAIN_INFINITIVE, "leave", ["Iran"], [], id="raising"),
        pytest.param(CONJUNCTION, "signed", ["Iran"], ["pacts"], id="joined verbs share a subject"),
        pytest.param(RELATIVE_SUBJECT, "hold", ["Rebels"], ["Goma"], id="relative subject"),
        pytest.param(RELATIVE_OBJECT, "took", ["rebels"], ["town"], id="relative object"),
        pytest.param(BARE_RELATIVE, "took", ["rebels"], ["town"], id="relative without pronoun"),
        pytest.param(FINITE_CLAUSE, "left", ["Israel"], [], id="finite clause keeps its subject"),
        pytest.param(NOUN_INFINITIVE, "leave", ["Iran"], [], id="infinitive of an object"),
        pytest.param(OWNED_INFINITIVE, "leave", ["Iran"], [], id="infinitive of an owned noun"),
        pytest.param(GERUND_CLAUSE, "killing", ["Iran"], ["hostages"], id="gerund clause"),
    ],
)
def test_logical_sides(tree, rows: str, verb: str, doers: list[str], objects: list[str]) -> None:
    predicate = word(tree(rows), verb)
    assert words(logical_subjects(predicate)) == doers
    assert words(logical_objects(predicate)) == objects


@pytest.mark.parametrize(
    ("rows", "verb", "passive"),
    [
        (ACTIVE, "attacked", False),
        (PASSIVE, "attacked", True),
        (PERFECT, "attacked", False),
        (PARTICIPLE, "seized", True),
        (RELATIVE_SUBJECT, "hold", False),
        (GERUND_CLAUSE, "killing", False),
    ],
)
def test_voice(tree, rows: str, verb: str, passive: bool) -> None:
    assert is_passive(word(tree(rows), verb)) is passive


def test_joined_participles_share_the_passive(tree) -> None:
    doc = tree("""
        Ships NNS nsubj:pass 3 ship
        were VBD aux:pass 3 be
        seized VBN root 0 seize
        and CC cc 5
        sunk VBN conj 3 sink
        by IN case 7
        Iran NNP obl:agent 5
    """)
    assert is_passive(doc[4])
    assert words(logical_subjects(doc[4])) == ["Iran"]
    assert words(logical_objects(doc[4])) == ["Ships"]


def test_passive_without_agent_has_no_doer(tree) -> None:
    doc = tree("""
        Israel NNP nsubj:pass 3
        was VBD aux:pass 3 be
        attacked VBN root 0 attack
        in IN case 5
        March NNP obl 3
    """)
    assert logical_subjects(doc[2]) == []


def test_finite_clause_without_subject_is_not_controlled(tree) -> None:
    doc = tree("""
        Iran NNP nsubj 2
        said VBD root 0 say
        left VBD ccomp 2 leave
    """)
    assert surface_subjects(doc[2]) == []


def test_noun_agents_prefer_the_owner(tree) -> None:
    doc = tree("""
        Iran NNP nsubj 2
        rejected VBD root 0 reject
        Israel NNP nmod:poss 5
        's POS case 3
        offer NN obj 2
    """)
    assert words(noun_agents(doc[4])) == ["Israel"]


def test_conjuncts_in_order_of_text(tree) -> None:
    doc = tree("""
        Iran NNP root 0
        plus CC cc 3
        Iraq NNP conj 1
        and CC cc 5
        Oman NNP conj 3
    """)
    assert words(conjuncts(doc[0])) == ["Iran", "Iraq", "Oman"]
    assert first_conjunct(doc[4]).text == "Iran"


def test_cases_join_fixed_prepositions(tree) -> None:
    doc = tree("""
        left VBD root 0 leave
        because IN case 4
        of IN fixed 2
        Iran NNP obl 1
    """)
    assert cases(doc[3]) == {"because of"}


@pytest.mark.parametrize("preposition", ["of", "from", "by"])
def test_who_furthers_an_act_is_not_its_doer(tree, preposition: str) -> None:
    doc = tree(
        f"Chad NNP nsubj 2\nattacked VBD root 0 attack\nMali NNP obj 2\nwith IN case 5\nhelp NN obl 2\n"
        f"{preposition} IN case 7\nRussia NNP nmod 5"
    )
    assert words(noun_agents(doc[4])) == ["Russia"]


def test_phrases_look_below_the_object(tree) -> None:
    doc = tree("""
        Iran NNP nsubj 2
        imposed VBD root 0 impose
        sanctions NNS obj 2 sanction
        on IN case 5
        Russia NNP nmod 3
        in IN case 7
        March NNP obl 2
    """)
    assert words(phrases(doc[1], "on")) == ["Russia"]
    assert words(phrases(doc[1], "in")) == ["March"]
    assert phrases(doc[1], "against") == []


def test_has_word_sees_particles_modifiers_and_prepositions_but_not_marks(tree) -> None:
    doc = tree("""
        to TO mark 2
        call VB root 0
        off RP compound:prt 2
        joint JJ amod 5
        talks NNS obj 2 talk
        with IN case 7
        Iran NNP obl 2
    """)
    for seen in ("off", "joint", "talk", "with"):
        assert has_word(doc[1], seen)
    for unseen in ("to", "on"):
        assert not has_word(doc[1], unseen)


def test_clause_of_climbs_to_the_predicate(tree) -> None:
    doc = tree(PARTICIPLE)
    assert clause_of(doc[4]).text == "seized"
    assert clause_of(doc[0]).text == "sank"


def test_a_copula_makes_a_predicate(tree) -> None:
    doc = tree("""
        Iran NNP nsubj 4
        is VBZ cop 4 be
        an DT det 4
        ally NN root 0
        of IN case 6
        Russia NNP nmod 4
    """)
    assert clause_of(doc[5]).text == "ally"


@pytest.mark.parametrize(("end", "passive"), [(". VB punct 2", False), ("daily RB advmod 2", True)])
def test_a_participle_that_ends_a_full_sentence_is_a_past_tense(tree, end: str, passive: bool) -> None:
    doc = tree(f"""
        Qatar NNP nsubj:pass 2
        mediated VBN root 0 mediate
        {end}
    """)
    assert is_passive(doc[1]) is passive


@pytest.mark.parametrize(
    ("middle", "found"), [("in IN case 4\nDarfur NNP obl 1", ["Darfur"]), ("yesterday NN obl 1\nthere RB advmod 1", [])]
)
def test_a_place_right_behind_an_object_may_be_its_own(tree, middle: str, found: list[str]) -> None:
    doc = tree(f"shelled VBD root 0 shell\nmarkets NNS obj 1 market\n{middle}\nin IN case 6\nMay NNP obl 1")
    assert [t.text for t in places_behind(doc[1])] == found


@pytest.mark.parametrize(
    ("preposition", "relation", "subject"),
    [
        ("to", "nsubj", "Mali"),
        ("from", "nsubj", "Mali"),
        ("on", "nsubj", "note"),
        pytest.param("to", "nsubj:pass", "note", id="which was sent"),
    ],
)
def test_a_relative_clause_behind_a_message_is_about_who_gets_or_sends_it(
    tree, preposition: str, relation: str, subject: str
) -> None:
    doc = tree(f"""
        note NN root 0
        {preposition} IN case 3
        Mali NNP nmod 1
        which WDT {relation} 5
        fell VBD acl:relcl 1 fall
    """)
    assert [t.text for t in surface_subjects(doc[4])] == [subject]


def test_a_relative_clause_apart_is_about_the_name_right_before_it(tree) -> None:
    rows = """
The DT det 2
leader NN nsubj 3
fled VBD root 0 flee
to IN case 6
Saudi NNP compound 6
{0}
which WDT nsubj 8
rejected VBD parataxis 3 reject
it PRP obj 8
"""
    named, common = (tree(rows.format(row)) for row in ("Arabia NNP obl 3", "exile NN obl 3"))
    assert [t.text for t in surface_subjects(named[7])] == ["Arabia"]
    assert [t.text for t in surface_subjects(common[7])] == ["which"]


def test_what_somebody_is_accused_of_is_not_the_accusers_act(tree) -> None:
    rows = """
Men NNS nsubj:pass 7
{0} VBN acl 1
by IN case 4
survivors NNS obl:agent 2
of IN mark 6
pushing VBG acl 4 push
fled VBD root 0 flee
"""
    assert [t.text for t in surface_subjects(tree(rows.format("accused"))[5])] == ["Men"]
    assert [t.text for t in surface_subjects(tree(rows.format("praised"))[5])] == ["survivors"]


@pytest.mark.parametrize(
    ("charging", "denying", "objects"),
    [
        pytest.param("accused", "denies", ["Kenya"], id="denies that it armed them"),
        pytest.param("accused", "harms", ["rebels"], id="harms them"),
        pytest.param("praised", "denies", ["rebels"], id="no charge"),
    ],
)
def test_which_somebody_denies_is_the_charge(tree, charging: str, denying: str, objects: list[str]) -> None:
    doc = tree(f"""
        Kenya NNP nsubj 2
        {charging} VBD root 0 {charging.removesuffix("d")}
        Chad NNP obj 2
        of IN mark 5
        arming VBG advcl 2 arm
        rebels NNS obj 5 rebel
        which WDT obj 9
        Chad NNP nsubj 9
        {denying} VBZ acl:relcl 6 {denying.replace("ies", "y").removesuffix("s")}
    """)
    assert [t.text for t in logical_objects(doc[8])] == objects


def test_who_denies_a_charge_is_who_the_clause_is_about(tree) -> None:
    doc = tree("""
        Kenya NNP nsubj 2
        accused VBD root 0 accuse
        Chad NNP obj 2
        of IN mark 5
        arming VBG advcl 2 arm
        rebels NNS obj 5 rebel
        which WDT nsubj 8
        denies VBZ acl:relcl 6 deny
        it PRP obj 8
    """)
    assert [t.text for t in surface_subjects(doc[7])] == ["rebels"]
