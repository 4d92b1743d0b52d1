from builders import entity, told

from kg.model import Entity
from kg.resolve import resolve

PUTIN = Entity(id="person:vladimir-putin", kind="Person", name="Vladimir Putin", country="RUS")


def resolved(*entities):
    """Resolve entities, each in an article of its own; return their ids and the resolution."""
    pairs = [told(f"article {i}", [e]) for i, e in enumerate(entities)]
    resolution = resolve(lambda: pairs)
    return [resolution.ids(extraction)[e.id] for e, (_, extraction) in zip(entities, pairs, strict=True)], resolution


def test_one_id_is_one_entity():
    ids, resolution = resolved(PUTIN, PUTIN)
    assert ids == [PUTIN.id, PUTIN.id]
    assert resolution.decisions == ()


def test_a_name_that_the_gazetteer_lists_takes_its_id():
    ids, resolution = resolved(entity("Person", "Vladímir Putin"), PUTIN)
    assert ids == [PUTIN.id, PUTIN.id]
    assert [(d.action, d.kept) for d in resolution.decisions] == [("merged", PUTIN.id)]
    assert "same name 'vladimir putin'" in resolution.decisions[0].reason


def test_two_entities_that_the_gazetteer_lists_stay_two():
    other = Entity(id="person:vladimir-putin-2", kind="Person", name="Vladimir Putin", country="RUS")
    assert resolved(PUTIN, other)[0] == [PUTIN.id, other.id]


def test_one_name_of_two_kinds_is_two_entities():
    ids, _ = resolved(entity("Location", "Jordan"), entity("Person", "Jordan"))
    assert len(set(ids)) == 2


def test_surname_joins_the_only_full_name_of_its_country():
    ids, resolution = resolved(entity("Person", "Peskov", "RUS"), entity("Person", "Dmitry Peskov", "RUS"))
    assert len(set(ids)) == 1
    assert "'peskov' is a shorter form" in resolution.decisions[0].reason


def test_surname_alone_is_not_enough_where_a_country_is_unknown_or_another():
    for country in (None, "BLR"):
        ids, _ = resolved(entity("Person", "Peskov", country), entity("Person", "Dmitry Peskov", "RUS"))
        assert len(set(ids)) == 2


def test_surname_of_two_full_names_joins_neither():
    names = ("Peskov", "Dmitry Peskov", "Nikolai Peskov")
    ids, _ = resolved(*(entity("Person", name, "RUS") for name in names))
    assert len(set(ids)) == 3


def test_middle_name_needs_no_country_but_no_other_either():
    ids, _ = resolved(entity("Person", "Donald Trump"), entity("Person", "Donald John Trump", "USA"))
    assert len(set(ids)) == 1
    ids, _ = resolved(entity("Person", "Donald Trump", "GBR"), entity("Person", "Donald John Trump", "USA"))
    assert len(set(ids)) == 2


def test_a_chain_of_variants_is_one_person():
    names = ("Trump", "Donald Trump", "Donald John Trump")
    ids, resolution = resolved(*(entity("Person", name, "USA") for name in names))
    assert len(set(ids)) == 1
    assert len(resolution.decisions) == 2


def test_variants_are_of_persons_only():
    ids, _ = resolved(entity("Organization", "Guard", "IRN"), entity("Organization", "Revolutionary Guard", "IRN"))
    assert len(set(ids)) == 2


def test_homonyms_of_two_countries_are_kept_apart():
    ids, resolution = resolved(entity("Person", "John Smith", "USA"), entity("Person", "John Smith", "GBR"))
    assert len(set(ids)) == 2
    assert {d.action for d in resolution.decisions} == {"kept apart"}


def test_a_homonym_of_unknown_country_is_the_one_most_told_of():
    usa, gbr, unknown = (entity("Person", "John Smith", country) for country in ("USA", "GBR", None))
    ids, _ = resolved(usa, usa, gbr, unknown)
    assert ids[0] == ids[1] == ids[3] != ids[2]
    ids, _ = resolved(usa, gbr, unknown)
    assert len(set(ids)) == 3


def test_one_country_known_is_no_conflict():
    ids, _ = resolved(entity("Person", "John Smith", "USA"), entity("Person", "John Smith"))
    assert ids == [ids[0]] * 2


def test_a_merge_never_joins_two_countries_over_a_third():
    middle = entity("Person", "Ana Ruiz")
    ids, _ = resolved(middle, entity("Person", "Ana María Ruiz", "ESP"), entity("Person", "Ana Luz Ruiz", "MEX"))
    assert len(set(ids)) == 3
