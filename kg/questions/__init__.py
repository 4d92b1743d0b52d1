"""The questions of `cypher/`, answered from the graph itself, without a server.

Each question is a file of Cypher and a function here. The file has its title, parameters, columns and limit; the
function yields the rows, each with the key that sorts it. Both give the same rows in the same order: the values of a
row are those of the file's columns but `graph`, the paths that Neo4j Browser draws.
"""

from collections.abc import Callable, Iterator, Mapping
from heapq import nsmallest
from operator import itemgetter

from kg.queries import Query
from kg.questions import chains, events, pairs, people
from kg.questions.index import Index, Row

__all__ = ["QUESTIONS", "Index", "answer"]

QUESTIONS: Mapping[str, Callable[..., Iterator[Row]]] = {
    "article-with-its-events": events.article_with_its_events,
    "claims-in-a-persons-words": people.claims_in_a_persons_words,
    "cooperation-and-conflict-by-month": events.cooperation_and_conflict_by_month,
    "corroborated-events": events.corroborated_events,
    "events-at-a-place": events.events_at_a_place,
    "friends-and-foes": pairs.friends_and_foes,
    "most-connected-actors": pairs.most_connected_actors,
    "most-contradicted-claims": events.most_contradicted_claims,
    "negated-and-conditional-threats": events.negated_and_conditional_threats,
    "organization-and-its-people": people.organization_and_its_people,
    "rejected-proposals": pairs.rejected_proposals,
    "shortest-chain-between-two-people": chains.shortest_chain_between_two_people,
    "single-source-events": events.single_source_events,
    "timeline-between-two-countries": pairs.timeline_between_two_countries,
    "what-a-person-said": people.what_a_person_said,
    "who-met-whom": pairs.who_met_whom,
    "who-speaks-for-whom": people.who_speaks_for_whom,
    "who-threatens-whom": pairs.who_threatens_whom,
}
"""The rows of each question, by its name; a function takes the index and the question's parameters."""


def answer(index: Index, query: Query, parameters: Mapping[str, object]) -> list[tuple[object, ...]]:
    """Return the rows of an answer, in order and up to the question's limit; their values are those of its columns.

    Values are plain Python: a date a `datetime.date`, several a list, an absent one None.
    """
    found = QUESTIONS[query.name](index, **parameters)
    ordered = sorted(found, key=itemgetter(1)) if query.limit is None else nsmallest(query.limit, found, itemgetter(1))
    return [values for values, _ in ordered]
