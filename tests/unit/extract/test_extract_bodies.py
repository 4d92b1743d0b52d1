"""Bodies that a noun takes up, and the countries of those who have none of their own."""

from datetime import date

import pytest
from readings import entity, sides

from kg.extract.mentions import MentionFinder
from kg.gazetteer import load_gazetteer
from kg.model import Article, Extraction


def last_words(extraction: Extraction, name: str) -> list[str]:
    return [mention.text.rpartition(" ")[2] for mention in entity(extraction, name).mentions]


# -- the agency, the company, the group ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "noun"),
    [
        ("The Lake Relief Agency condemned Niger. The agency sanctioned Niger.", "Lake Relief Agency", "agency"),
        ("The oil company Zamtex condemned Niger. The company sanctioned Niger.", "Zamtex", "company"),
        ("Musalia Mudavadi met Amnesty International. The group condemned Niger.", "Amnesty International", "group"),
        ("The Bank of Mexico met Amnesty International. Niger was condemned by the bank.", "Bank of Mexico", "bank"),
        ("NATO met Niger. The alliance condemned Niger.", "NATO", "alliance"),
        ("Niger left ECOWAS. The bloc condemned Niger.", "ECOWAS", "bloc"),
    ],
)
def test_a_noun_takes_up_the_body_named_before(read, text: str, name: str, noun: str) -> None:
    assert noun in last_words(read(text), name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Hamas militant group condemned Niger.", "Hamas"),
        ("The Taliban movement condemned Niger.", "Taliban"),
        ("The Haaretz newspaper condemned Niger.", "Haaretz"),
        ("The NATO alliance condemned Niger.", "NATO"),
        ("The Lockheed Martin company condemned Niger.", "Lockheed Martin"),
    ],
)
def test_a_body_called_by_its_sort_is_that_body(read, text: str, name: str) -> None:
    assert sides(read(text), "ACCUSE") == ({name}, {"Niger"})


def test_an_embassy_is_of_the_state_that_sends_it(read) -> None:
    assert sides(read("Chad condemned the Iranian embassy in Damascus."), "ACCUSE")[1] == {"Iranian Embassy"}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Hamas newspaper condemned Niger.", "Hamas newspaper"),
        ("A Hamas group condemned Niger.", "Hamas group"),
        ("The Hamas-linked group condemned Niger.", "Hamas-linked group"),
        ("Hamas groups condemned Niger.", "Hamas groups"),
        ("The EU border agency condemned Niger.", "Frontex"),
        ("The UN charity condemned Niger.", "UN charity"),
    ],
)
def test_a_part_of_a_body_is_not_the_body(read, text: str, actor: str) -> None:
    assert sides(read(text), "ACCUSE") == ({actor}, {"Niger"})


@pytest.mark.parametrize(
    ("text", "name", "noun"),
    [
        ("Amnesty International met Chad. Niger arrested the woman.", "Amnesty International", "woman"),
        ("The Soldier Relief Fund met Chad. Niger arrested the soldier.", "Soldier Relief Fund", "soldier"),
        ("Amnesty International met Chad. Niger condemned a group.", "Amnesty International", "group"),
        ("Amnesty International met Chad. Niger met the group of diplomats.", "Amnesty International", "group"),
        ("The African Union met Chad. The company sanctioned Niger.", "African Union", "company"),
        ("The African Union met Chad. The party sanctioned Niger.", "African Union", "party"),
        ("The Lebanese Army met Chad. The army in Mali condemned Niger.", "Lebanese Army", "army"),
        (
            "The oil company Zamtex met Chad. Snow fell. Snow fell. Snow fell. Snow fell. The company left Niger.",
            "Zamtex",
            "company",
        ),
    ],
)
def test_a_noun_takes_up_no_other_body(read, text: str, name: str, noun: str) -> None:
    assert noun not in last_words(read(text), name)


def test_a_bloc_is_none_of_one_state(read) -> None:
    assert last_words(read("Zamtex condemned Niger. The bloc left."), "Zamtex") == ["Zamtex"]


def test_a_noun_without_such_a_body_is_no_body(read) -> None:
    assert {e.kind for e in read("Niger condemned Chad. The agency sanctioned Niger.").entities} == {"Country"}


def test_a_body_called_by_its_sort_is_one_entity(read) -> None:
    extraction = read("The human rights group Amnesty International condemned Sudan.")
    assert sides(extraction, "ACCUSE") == ({"Amnesty International"}, {"Sudan"})


def test_a_noun_beside_a_body_of_another_clause_is_not_its_sort(read) -> None:
    extraction = read("Chad told the group Amnesty International condemned Sudan.")
    assert sides(extraction, "SAY") == ({"Chad"}, {"group"})


def test_a_role_is_no_sort_of_body(tree) -> None:
    doc = tree("""
        the      DT  det   2
        minister NN  nsubj 4
        Gazprom  NNP flat  2
        left     VBD root  0
    """)
    assert MentionFinder(load_gazetteer()).find(doc).apposed == {}


# -- modifiers that act ----------------------------------------------------------------------------

CRACKDOWN = """
    Kenya      NNP nsubj    2
    condemned  VBD root     0 condemn
    a          DT  det      6
    Chinese    JJ  amod     6
    {noun}     NN  compound 6
    {head}     NN  obj      2
"""


def modifier(tree, noun: str, head: str) -> list[tuple[str, ...]]:
    """Return the countries of the mention that a noun before another is, if it is one."""
    found = MentionFinder(load_gazetteer()).find(tree(CRACKDOWN.format(noun=noun, head=head)))
    return [c.countries for c in found.candidates if c.head == 4]


def test_a_modifier_may_do_what_its_noun_tells(tree, read) -> None:
    assert modifier(tree, "government", "crackdown") == [("CHN",)]
    assert sides(read("China began a government crackdown on Uighur activists."), "COERCE")[0] == {"China"}


@pytest.mark.parametrize(
    ("noun", "head"), [("government", "soldier"), ("government", "agency"), ("ambassador", "crackdown")]
)
def test_a_modifier_of_an_actor_or_one_that_is_a_role_is_no_mention(tree, noun: str, head: str) -> None:
    assert modifier(tree, noun, head) == []


# -- countries -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The Latvian Constitutional Court condemned Russia.", "Latvian Constitutional Court", "LVA"),
        ("Chad Wolf condemned Russia.", "Chad Wolf", None),
        ("The New Jersey Harvest Club condemned Russia.", "New Jersey Harvest Club", None),
        ("The Latin American Harvest Club condemned Russia.", "Latin American Harvest Club", None),
    ],
)
def test_the_country_within_a_name(read, text: str, name: str, country: str | None) -> None:
    assert entity(read(text), name).country == country


def test_a_group_has_the_country_of_its_members(read) -> None:
    assert entity(read("A group of Moroccan diplomats condemned Spain."), "Moroccan diplomats").country == "MAR"
    victims = [e for e in read("Victims of Russian soldiers condemned Spain.").entities if "ictims" in e.name]
    assert [e.country for e in victims] == [None]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Vice-President Moody Mwangi condemned Kenya's courts in Kenya.", "Moody Mwangi", "KEN"),
        ("Surgeon Moody Mwangi condemned Kenya's courts in Kenya.", "Moody Mwangi", None),
        ("The Harvest Workers Union condemned Kenya. Kenya apologised.", "Harvest Workers Union", "KEN"),
        ("The Harvest Workers Union condemned Kenya.", "Harvest Workers Union", None),
        ("The Harvest Workers Club condemned Kenya. Kenya apologised.", "Harvest Workers Club", None),
        ("The World Harvest Union condemned Kenya. Kenya apologised.", "World Harvest Union", None),
        (
            "The Harvest Workers Union condemned Kenya and Uganda. Kenya and Uganda apologised.",
            "Harvest Workers Union",
            None,
        ),
    ],
)
def test_officials_and_state_bodies_are_of_the_country_that_all_is_about(read, text, name, country) -> None:
    assert entity(read(text), name).country == country


def test_ethnic_people_are_of_the_country_they_live_in(read) -> None:
    extraction = read("Some 300 ethnic Albanians in Serbia condemned Russia.")
    assert entity(extraction, "ethnic Albanians").country == "SRB"
    assert "Albania" not in {e.name for e in extraction.entities}
    assert not [e for e in read("Ethnic clashes in Serbia worried Russia.").entities if e.kind == "Group"]


# -- title and surname -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("President Menem condemned Britain.", "Carlos Menem", "ARG"),
        ("President Hu condemned Britain.", "Hu Jintao", "CHN"),
        ("President Bush condemned Iraq.", "Bush", "USA"),
        ("President Lee condemned Britain.", "Lee", None),
    ],
)
def test_a_title_and_a_surname(read, text: str, name: str, country: str | None) -> None:
    assert entity(read(text), name).country == country


def test_of_two_who_bore_both_the_day_decides(read) -> None:
    extraction = read("President Bush condemned Iraq.", published=date(2003, 3, 1))
    assert entity(extraction, "George W. Bush").country == "USA"


def test_a_holder_of_another_country_is_not_meant(read) -> None:
    extraction = read("South Korean President Lee condemned Britain.", published=date(1995, 3, 1))
    assert entity(extraction, "Lee").country == "KOR"


def test_a_pronoun_that_means_nobody_is_a_possible_side(rules) -> None:
    (page,) = rules.pages([Article(id="a", text="They condemned Russia.", paragraphs=((0, 22),))])
    assert (page.cast.sides()[0].ids, page.cast.sides()[0].kind) == ((), None)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("The Democratic Party accused Donald Trump of lying.", "org:democratic-party"),
        ("The Democratic Party rejected the plan.", "org:democratic-party"),
        ("The Democratic Party accused Russia of lying.", "org:democratic-party"),
        ("The Democratic Party accused Edi Rama of ruining Albania. Albanian police fought.", None),
        (
            "The Democratic Party accused Edi Rama of ruining Albania. Albanian and US police fought.",
            "org:democratic-party",
        ),
        ("The Democratic Party of Albania accused Edi Rama of lying.", "org:democratic-party-of-albania"),
        ("Albania's opposition Democratic Party accused Edi Rama of lying.", None),
    ],
)
def test_a_party_whose_name_many_bear_is_of_the_country_that_is_told_of(read, text: str, known: str | None) -> None:
    (party,) = [e for e in read(text).entities if "Democratic Party" in e.name]
    assert (party.id == known) if known else (party.country == "ALB" and not party.id.startswith("org:"))
