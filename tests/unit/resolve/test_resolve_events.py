from datetime import date

import pytest
from builders import AMERICA, RUSSIA, entity, event, told

from kg.resolve import resolve

KYIV, ODESA = entity("Location", "Kyiv", "UKR"), entity("Location", "Odesa", "UKR")
CAST = [RUSSIA, AMERICA, KYIV, ODESA]
DAY = date(2025, 3, 1)


def telling(number, day=1, type_="THREATEN", actors=(AMERICA,), recipients=(RUSSIA,), **more):
    text = {"text": more.pop("text")} if "text" in more else {}
    return told(f"article {number}", CAST, [event(type_, actors, recipients, **more)], day=day, **text)


def number_of_events(*pairs):
    resolution = resolve(lambda: pairs)
    return len({resolution.event_id(e.id) for _, extraction in pairs for e in extraction.events})


def test_the_same_event_in_two_articles_is_one_with_a_reason():
    pairs = telling(1, day=2), telling(2, day=1)
    resolution = resolve(lambda: pairs)
    first, second = (extraction.events[0].id for _, extraction in pairs)
    assert resolution.event_id(first) == second, "the article published first gives the id"
    assert [(d.kept, d.other) for d in resolution.decisions] == [(second, first)]
    assert "same type, sides and class of status" in resolution.decisions[0].reason


@pytest.mark.parametrize(
    "other",
    [
        {"type_": "REJECT"},
        {"actors": (KYIV,)},
        {"actors": (AMERICA, KYIV)},
        {"recipients": ()},
        {"recipients": (KYIV,)},
        {"status": "negated"},
        {"status": "intended"},
        {"mutual": True},
        {"day": 5},
    ],
)
def test_what_keeps_two_events_apart(other):
    assert number_of_events(telling(1), telling(2, **other)) == 2


def test_the_order_of_sides_does_not_matter():
    one = telling(1, type_="CONSULT", actors=(RUSSIA, AMERICA), recipients=(), mutual=True)
    other = telling(2, type_="CONSULT", actors=(AMERICA, RUSSIA), recipients=(), mutual=True)
    assert number_of_events(one, other) == 1


def test_doubt_does_not_keep_tellings_apart():
    assert number_of_events(telling(1), telling(2, status="possible")) == 1


def test_undated_events_are_one_within_three_days_of_publication():
    assert number_of_events(telling(1, day=1), telling(2, day=4)) == 1
    assert number_of_events(telling(1, day=1), telling(2, day=5)) == 2


def test_a_stated_day_outweighs_publication():
    assert number_of_events(telling(1, day=1, date=DAY), telling(2, day=28, date=DAY)) == 1
    assert number_of_events(telling(1, date=DAY), telling(2, date=DAY.replace(day=3))) == 2


def test_the_day_of_publication_standing_in_is_no_stated_day():
    first, second = ({"day": d, "date": DAY.replace(day=d), "date_precision": "published"} for d in (1, 3))
    assert number_of_events(telling(1, **first), telling(2, **second)) == 1


WORDS = "Missiles struck the harbour warehouse before dawn"
OTHER_WORDS = "Drones later burned a refinery near the border town"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"date": DAY}, {"date": date(2025, 3, 2)}),
        ({"day": None}, {"day": None}),
        ({"date": DAY, "date_precision": "year"}, {"date": DAY, "date_precision": "year"}),
        ({"date": DAY, "date_precision": "month"}, {"date": date(2025, 3, 20)}),
        ({"date": DAY, "date_precision": "month"}, {}),
    ],
)
def test_where_dates_leave_it_open_words_decide(first, second):
    assert number_of_events(telling(1, text=WORDS, **first), telling(2, text=WORDS, **second)) == 1
    assert number_of_events(telling(1, text=WORDS, **first), telling(2, text=OTHER_WORDS, **second)) == 2


def test_the_same_month_is_the_same_date():
    month = {"date": DAY, "date_precision": "month"}
    assert number_of_events(telling(1, text=WORDS, **month), telling(2, text=OTHER_WORDS, **month)) == 1


def test_a_series_of_like_events_does_not_grow_into_one():
    daily = [telling(day, day=day, text=WORDS) for day in range(1, 21)]
    assert number_of_events(*daily) == 5


def test_speech_is_one_only_where_its_content_is_alike():
    def say(number, content):
        return telling(number, type_="SAY", content=content)

    ceasefire = "that Moscow would consider the ceasefire proposal"
    assert number_of_events(say(1, ceasefire), say(2, "Moscow would consider a ceasefire")) == 1
    assert number_of_events(say(1, ceasefire), say(2, "that grain exports had fallen since winter")) == 2
    assert number_of_events(say(1, None), say(2, None)) == 2


def test_an_act_on_nobody_is_one_only_where_its_words_are_alike():
    assert number_of_events(telling(1, recipients=(), text=WORDS), telling(2, recipients=(), text=WORDS)) == 1
    assert number_of_events(telling(1, recipients=(), text=WORDS), telling(2, recipients=(), text=OTHER_WORDS)) == 2


def test_another_mode_or_site_is_another_event():
    assert number_of_events(telling(1, mode="bomb"), telling(2, mode="abduct")) == 2
    assert number_of_events(telling(1, mode="bomb"), telling(2)) == 1
    assert number_of_events(telling(1, location=KYIV.id), telling(2, location=ODESA.id)) == 2
    assert number_of_events(telling(1, location=KYIV.id), telling(2, location=RUSSIA.id)) == 1


def test_a_cluster_unites_what_its_tellings_say():
    pairs = (
        telling(1, day=2, status="possible", confidence=0.5, date=DAY, date_precision="month", speaker=RUSSIA.id),
        telling(2, day=3, location=KYIV.id, mode="bomb", date=DAY, date_precision="month"),
    )
    resolution = resolve(lambda: pairs)
    cluster = resolution.clusters[pairs[1][1].events[0].id]
    assert (cluster.status, cluster.confidence, cluster.sources) == ("asserted", 0.9, 2)
    assert (cluster.location, cluster.mode, cluster.speakers) == (KYIV.id, "bomb", (RUSSIA.id,))
    assert cluster.seen == (date(2025, 3, 2), date(2025, 3, 3))


def test_a_source_that_tells_twice_counts_once():
    pairs = [told(f"a{i}", CAST, [event("THREATEN", [AMERICA], [RUSSIA])], source="Daily") for i in range(2)]
    resolution = resolve(lambda: pairs)
    assert next(iter(resolution.clusters.values())).sources == 1


def test_the_more_precise_date_stands():
    pairs = (
        telling(1, day=1, text=WORDS, date=DAY, date_precision="month"),
        telling(2, day=2, text=WORDS, date=date(2025, 3, 9)),
    )
    assert resolve(lambda: pairs).clusters[pairs[0][1].events[0].id].dated == (date(2025, 3, 9), "day")
