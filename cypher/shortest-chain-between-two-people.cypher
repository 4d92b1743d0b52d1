// Shortest chain between two people
// How two people are tied to each other by what actors did and by what they belong to, in at most six steps.
// :param first => "Dmitry Peskov"
// :param second => "Donald Trump"
MATCH (a:Person {name: $first})
MATCH (b:Person {name: $second})
MATCH path = shortestPath(
  (a)-[:AFFILIATED_WITH|SAID|THREATENED|REJECTED|PROPOSED|AGREED|CONSULTED|SUPPORTED|COOPERATED|AIDED|CONCEDED|RETREATED
       |REQUESTED|ACCUSED|PROTESTED|SANCTIONED|MOBILIZED|COERCED|ASSAULTED*..6]-(b)
)
WHERE all(r IN relationships(path) WHERE coalesce(r.status, "asserted") = "asserted")
RETURN [n IN nodes(path) | coalesce(n.name, n.summary)] AS chain,
       [r IN relationships(path) | type(r)] AS ties, length(path) AS steps;
