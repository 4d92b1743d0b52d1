// Shortest chains between two people
// How two people are tied to each other by what actors did and by what they belong to: every chain of the fewest steps,
// six at most.
// :param person => "Dmitry Peskov"
// :param other => "Volodymyr Zelensky"
MATCH (a:Person {name: $person})
MATCH (b:Person {name: $other}) WHERE a <> b
MATCH path = allShortestPaths(
  (a)-[:AFFILIATED_WITH|SAID|THREATENED|REJECTED|PROPOSED|AGREED|CONSULTED|SUPPORTED|COOPERATED|AIDED|CONCEDED|RETREATED
       |REQUESTED|ACCUSED|PROTESTED|SANCTIONED|MOBILIZED|COERCED|ASSAULTED*..6]-(b)
)
WHERE all(r IN relationships(path) WHERE coalesce(r.status, "asserted") = "asserted")
RETURN [n IN nodes(path) | coalesce(n.name, n.summary)] AS chain,
       [r IN relationships(path) | type(r)] AS ties, length(path) AS steps, path AS graph
ORDER BY chain, ties, [n IN nodes(path) | n.id], [r IN relationships(path) | r.id]
LIMIT 25;
