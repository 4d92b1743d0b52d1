"""Whom unnamed groups, organs and states are, and of which state."""

from datetime import date

import pytest
from readings import entity, sides, told

SPRING_2025 = date(2025, 3, 12)


def test_a_group_is_named_with_its_nationality(read) -> None:
    group = entity(read("Russian troops attacked Ukraine."), "Russian troops")
    assert (group.kind, group.country, group.sector) == ("Group", "RUS", "MIL")
    assert [a.target for a in group.affiliations] == ["country:RUS"]


def test_a_group_is_found_by_a_form_that_the_model_takes_for_another_words(read) -> None:
    assert entity(read("Gunmen kidnapped 12 Chinese miners in Mali."), "Chinese miners").country == "CHN"


def test_the_group_is_no_ministry(read) -> None:
    text = "The Houthis fired a missile, the Kenyan foreign ministry said. The group threatened Israel."
    assert ({"Houthis"}, {"Israel"}) == sides(read(text), "THREATEN")


def test_a_role_with_an_indefinite_article_is_nobody_named_before(read) -> None:
    found = read("A court jailed former prime minister Imran Khan. A minister condemned Iran.")
    assert sides(found, "ACCUSE") == ({"minister"}, {"Iran"})


@pytest.mark.parametrize(
    ("where", "people"), [("the town of Masisi", []), ("the car of Masisi", ["Mokgweetsi Masisi"])]
)
def test_what_is_called_a_town_is_nobody(read, where: str, people: list[str]) -> None:
    assert [e.name for e in read(f"Rebels seized {where}.").entities if e.kind == "Person"] == people


def test_niger_state_is_nigerian(read) -> None:
    assert [e.country for e in read("Rebels left Niger state.").entities if e.kind == "Location"] == ["NGA"]


def test_two_nationalities_are_two_groups(read) -> None:
    extraction = read("Iranian and Syrian soldiers attacked Israel.")
    assert sides(extraction, "ASSAULT") == ({"Iranian soldiers", "Syrian soldiers"}, {"Israel"})


@pytest.mark.parametrize(
    ("text", "accusers"),
    [
        ("Iran left Oman. The country condemned Chad.", {"Iran"}),
        ("Iran left. The country's ministers condemned Chad.", {"Iranian ministers"}),
        ("The Saudi kingdom condemned Chad.", {"Saudi Arabia"}),
        ("The Saudi kingdom left. The kingdom condemned Chad.", {"Saudi Arabia"}),
        ("The country condemned Chad.", set()),
        ("Iran left. A country condemned Chad.", set()),
        ("Iran left. Oman joined the country that condemned Chad.", set()),
        ("Iran left. Hamas arrived. The country condemned Chad.", {"Iran"}),
        ("Iran and Oman left. Both returned. The country condemned Chad.", {"Oman"}),
    ],
)
def test_the_country_is_a_state_told_before(read, text: str, accusers: set[str]) -> None:
    assert {name for _, _, actors, _ in told(read(text), "ACCUSE") for name in actors} == accusers


def test_the_country_is_not_who_does_something_to_it(read) -> None:
    assert sides(read("Iran said Oman condemned the country.")) == ({"Oman"}, {"Iran"})


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Officials from Iran and Oman", {"Iranian officials", "Omani officials"}),
        ("Diplomats from Iran, Oman and Peru", {"Iranian diplomats", "Omani diplomats", "Peruvian diplomats"}),
        ("Troops from Iran in Oman", {"Iranian troops"}),
        ("Kenyan troops from Iran and Oman", {"Kenyan troops"}),
    ],
)
def test_a_group_is_of_all_states_of_one_phrase(read, phrase: str, names: set[str]) -> None:
    assert sides(read(f"{phrase} condemned Chad."))[0] == names


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Fighters from Hamas attacked a camp.", "Hamas fighters", "PSE"),
        ("Fighters from the group Hamas attacked a camp.", "Hamas fighters", "PSE"),
        ("Members of Hamas attacked a camp.", "Hamas members", "PSE"),
        ("A member of the Syrian parliament attacked a camp.", "Syrian member", "SYR"),
        ("A spokesman for the IAEA condemned Iran.", "International Atomic Energy Agency spokesman", "IGO"),
        ("Iran expelled the United Nations' representative.", "United Nations representative", "IGO"),
        ("A Gazprom executive condemned Chad.", "Gazprom executive", "RUS"),
        ("Chad arrested a French national.", "French national", "FRA"),
        ("Foreign troops attacked a camp in Mali.", "foreign troops", None),
        ("Mali said the families of the victims condemned Chad.", "families", None),
        ("Troops in Mali attacked foreign troops.", "foreign troops", None),
        ("Foreign ministers in Mali attacked Chad.", "Malian foreign ministers", "MLI"),
        ("Foreign policy officials in Mali attacked Chad.", "Malian foreign policy officials", "MLI"),
        ("Mali's army shot dead four protesters.", "Malian protesters", "MLI"),
        ("Jewish settlers attacked a camp.", "Jewish settlers", None),
    ],
)
def test_a_group_is_called_by_its_body_or_state(read, text: str, name: str, country: str | None) -> None:
    assert entity(read(text), name).country == country


def test_members_of_nothing_known_are_nobody(read) -> None:
    assert told(read("Members attacked Mali.")) == []


@pytest.mark.parametrize("phrase", ["NATO ally Turkey", "NATO-member Turkey", "The host, Turkey,"])
def test_a_noun_beside_a_state_is_no_group_of_its_own(read, phrase: str) -> None:
    assert sides(read(f"{phrase} condemned Chad.")) == ({"Turkey"}, {"Chad"})


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Peru left. Chile accused its neighbour of lying.", {"Peru"}),
        ("Peru left. Chile accused its neighbours of lying.", set()),
        ("Peru left. The man accused his neighbour of lying.", set()),
    ],
)
def test_its_neighbour_is_the_state_told_before(read, text: str, accused: set[str]) -> None:
    assert sides(read(text))[1] == accused


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Israel bombed Syria. Oman will host talks, a ministry spokesperson said.", "Omani ministry spokesperson"),
        ("Israel bombed Syria. The ministry said Oman would host talks.", "Omani Ministry"),
        ("Syria is poor. Oman struck Syria, a ministry spokesperson said.", "Syrian ministry spokesperson"),
    ],
)
def test_who_announces_what_a_state_will_do_is_of_that_state(read, text: str, speaker: str) -> None:
    assert [actors for _, _, actors, _ in told(read(text), "SAY")] == [{speaker}]


@pytest.mark.parametrize(
    ("act", "kind", "recipients"),
    [
        ("A U.S. official will travel to the two countries", "AGREE", {"Peru", "Chile"}),
        ("U.S. officials praised the two countries", "SUPPORT", {"Peru", "Chile"}),
        ("U.S. officials discussed relations of the two countries", "CONSULT", set()),
    ],
)
def test_a_pair_does_nothing_to_itself(read, act: str, kind: str, recipients: set[str]) -> None:
    assert sides(read(f"Peru and Chile left. {act}."), kind)[1] == recipients


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Boko Haram fighters torched a village in Cameroon's Far North.", "Far North", "CMR"),
        ("Sweden's Andersson condemned Chad.", "Andersson", "SWE"),
    ],
)
def test_an_unlisted_name_is_of_the_state_that_owns_it(read, text: str, name: str, country: str) -> None:
    assert entity(read(text), name).country == country


def test_a_party_name_that_many_bear_is_not_that_of_a_country_not_told(read) -> None:
    text = "Serbia votes. Serbia's Freedom and Justice Party condemned Serbia's police. Serbia's army left Serbia."
    assert "EGY" not in {e.country for e in read(text).entities}


def test_a_group_without_nationality_has_that_of_its_owner(read) -> None:
    assert entity(read("Kenya said its troops attacked Somalia."), "Kenyan troops").country == "KEN"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Protesters attacked a shop.", "protesters", id="no country told"),
        pytest.param("Refugees attacked Greece.", "refugees", id="people of no told place"),
        pytest.param("Kenya is large. Ministers of small states met.", "ministers", id="people of several states"),
    ],
)
def test_a_group_of_unknown_nationality_has_none(read, text: str, name: str) -> None:
    group = entity(read(text), name)
    assert (group.kind, group.country, group.affiliations) == ("Group", None, ())


@pytest.mark.parametrize("role", ["attorney general", "secretary of state", "prosecutor"])
def test_a_role_keeps_the_words_behind_it(read, role: str) -> None:
    assert sides(read(f"Kenya's {role} condemned Iran."))[0] == {f"Kenyan {role}"}


def test_unnamed_sources_do_not_act(read) -> None:
    extraction = read("Officials said that Turkey threatened Greece.")
    assert [e.type for e in extraction.events] == ["THREATEN"]
    assert {e.name for e in extraction.entities} == {"Turkey", "Greece"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The Iranian foreign ministry condemned Israel.", "Iranian Foreign Ministry", "IRN"),
        ("Iran's parliament condemned Israel.", "Iranian Parliament", "IRN"),
        ("Emmanuel Macron praised his army.", "French Armed Forces", "FRA"),
        ("The Chilean and Peruvian navies condemned Israel.", "Chilean Navy", "CHL"),
        ("The Chilean and Peruvian navies condemned Israel.", "Peruvian Navy", "PER"),
    ],
)
def test_an_organ_is_a_body_of_its_state(read, text: str, name: str, country: str) -> None:
    organ = entity(read(text), name)
    assert (organ.kind, organ.country) == ("Organization", country)
    assert [a.target for a in organ.affiliations] == [f"country:{country}"]


@pytest.mark.parametrize("text", ["The Polish government condemned Belarus.", "The Poles condemned Belarus."])
def test_government_and_people_are_the_state(read, text: str) -> None:
    assert sides(read(text)) == ({"Poland"}, {"Belarus"})


def test_an_unlisted_acronym_is_an_entity_only_where_it_acts(read) -> None:
    assert "RPG" in {e.name for e in read("The RPG condemned Iran on Monday.").entities}
    idle = read("Iran is strong. The RPG was mild.")
    assert "Iran" in {e.name for e in idle.entities}
    assert "RPG" not in {e.name for e in idle.entities}


def test_a_name_ends_before_a_preposition_that_hardly_any_holds(read) -> None:
    extraction = read("Tanzania filed a complaint with the World Trade Organization against Uganda.")
    assert sides(extraction) == ({"Tanzania"}, {"Uganda"})


def test_where_a_thing_is_counts_only_where_nobody_owns_it(read) -> None:
    assert sides(read("Fighters ambushed a Kenyan convoy near Mandera."), "ASSAULT")[1] == {"Kenya"}
    assert sides(read("Fighters ambushed a convoy near Mandera."), "ASSAULT")[1] == {"Mandera"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Thousands marched in Belgrade.", ["Serbian people"]),
        ("Tens of thousands marched in Belgrade.", ["Serbian people"]),
        ("Serbian police arrested dozens in Belgrade.", ["Serbian people"]),
        ("In Belgrade thousands of dollars were seized by Serbia.", []),
        ("Serbia captured tanks in Belgrade and destroyed dozens.", []),
    ],
)
def test_a_number_alone_is_people(read, text: str, people: list[str]) -> None:
    assert [e.name for e in read(text).entities if e.kind == "Group" and not e.name.endswith("police")] == people


@pytest.mark.parametrize(
    ("before", "names"),
    [
        ("Hamas and Israel traded fire.", {"Hamas", "Israel"}),
        ("Sergei Lavrov and Marco Rubio met on Monday.", {"Russia", "United States"}),
    ],
)
def test_both_sides_are_states_or_organizations_of_their_own(read, before: str, names: set[str]) -> None:
    assert sides(read(f"{before} Both sides accused each other.", SPRING_2025))[0] == names


def test_north_and_south_korea_are_two(read) -> None:
    assert sides(read("North and South Korea accused Japan."))[0] == {"North Korea", "South Korea"}
    assert sides(read("Sudan and South Korea accused Japan."))[0] == {"Sudan", "South Korea"}
    assert {e.name for e in read("Talks between Iran and Iraq").entities} == {"Iran", "Iraq"}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Georgia Governor Brian Kemp accused Iran.", "USA"),
        ("Prosecutors in Fulton County, Georgia, accused Iran.", "USA"),
        ("In Atlanta, Georgia accused Iran.", "GEO"),
        ("Georgia Prime Minister Irakli Kobakhidze accused Iran.", "GEO"),
        ("Prosecutors in Batumi, Georgia, accused Iran.", "GEO"),
    ],
)
def test_georgia_of_america_is_told_by_offices_and_towns(read, text: str, country: str) -> None:
    extraction = read(text)
    (event,) = extraction.events
    assert [e.country for e in extraction.entities if e.id in event.actors] == [country]


@pytest.mark.parametrize(
    "title",
    [
        "Turkish Minister of Energy and Natural Resources",
        "Deputy Minister of the Environment",
        "Deputy Chairman of the Council of Ministers",
    ],
)
def test_an_office_may_tell_its_department_before_the_name(read, title: str) -> None:
    assert sides(read(f"{title} Fatih Karahan accused Iran."))[0] == {"Fatih Karahan"}
    assert sides(read(f"Iran accused {title} Fatih Karahan."))[1] == {"Fatih Karahan"}


@pytest.mark.parametrize(
    ("accused", "office"),
    [
        ("the King of Jordan, Prince Hassan and Queen Rania", "Jordanian King"),
        ("the Minister of Mines of Ghana and Ambassador John Mahama", "Ghanaian Minister"),
    ],
)
def test_who_holds_an_office_may_stand_beside_another(read, accused: str, office: str) -> None:
    assert office in sides(read(f"Iran accused {accused}."))[1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A police official said Kenya was safe.", "Kenyan police official"),
        ("A spokesman for the health ministry said Kenya was safe.", "Kenyan spokesman"),
        ("A senior Kenyan official said so. The official said a town in Somalia was safe.", "Kenyan official"),
        ("A rebel army official said it was safe.", None),
        ("A source said Kenya was safe.", None),
        ("A police official said it was safe.", None),
    ],
)
def test_an_unnamed_voice_of_an_institution_speaks_for_its_state(read, text: str, speaker: str | None) -> None:
    extraction = read(text)
    names = {e.id: e.name for e in extraction.entities}
    said = [names[a] for e in extraction.events if e.type == "SAY" for a in e.actors]
    assert set(said) == ({speaker} if speaker else set())


def test_a_president_is_no_vice_president(read) -> None:
    found = read("An Iranian vice president visited Oman. The president accused Israel.")
    assert "Iranian vice president" not in sides(found)[0]


def test_another_official_is_not_the_one_before(read) -> None:
    found = read("A senior Kenyan official said so. An Iranian official said so. The official accused Mali.")
    assert sides(found)[0] == {"Iranian official"}


@pytest.mark.parametrize("what", ["The mayor accused Iran in English.", "The mayor learnt English and accused Iran."])
def test_a_language_is_no_state(read, what: str) -> None:
    assert "United Kingdom" not in {e.name for e in read(what).entities}
    assert "United Kingdom" in {e.name for e in read("The mayor accused the English.").entities}


def test_they_may_be_a_people(read) -> None:
    assert sides(read("The Saudis resumed work. They accused Iran."))[0] == {"Saudi Arabia"}
    text = "Some migrants left for the United States. The United States was slow. They accused Mexico."
    assert sides(read(text))[0] == {"migrants"}


def test_a_pm_is_a_prime_minister_and_no_hour(read) -> None:
    text = "Indian PM Narendra Modi arrived. The PM accused Iran."
    assert sides(read(text))[0] == {"Narendra Modi"}
    assert [e.name for e in read("At 6:30 PM India accused Iran.").entities] == ["India", "Iran"]


@pytest.mark.parametrize("name", ["Kim Hyun-sook", "Chen Chih-chung", "Lee Dae-jun"])
def test_a_name_goes_on_behind_a_hyphen(read, name: str) -> None:
    assert sides(read(f"Minister {name} accused Iran."))[0] == {name}


def test_a_group_in_the_hands_of_a_body_of_many_states_is_of_none(read) -> None:
    assert entity(read("The UN said the UN had helped a farmer."), "farmer").country is None


def test_a_body_is_of_the_country_that_owns_it(read) -> None:
    found = read("Turkey's National Security Council accused Iran.")
    assert entity(found, "National Security Council").country == "TUR"


def test_what_a_hyphen_joins_to_a_name_may_be_no_name(read) -> None:
    assert "Hamas" in {e.name for e in read("The Hamas-run authorities accused Iran.").entities}


def test_the_official_is_none_of_long_ago(read) -> None:
    between = " ".join(["Mali was quiet."] * 4)
    assert sides(read("An Iranian official left. The official accused Oman."))[0] == {"Iranian official"}
    late = read(f"An Iranian official left. {between} The official accused Oman.")
    assert "Iranian official" not in {e.name for e in late.entities}
