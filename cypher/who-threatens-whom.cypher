// Who threatens whom
// Threats that were uttered, by pair of actors, with the first and last day and one sentence that tells of it.
MATCH path = (a:Entity)-[r:THREATENED]->(b:Entity)
WHERE r.status = "asserted"
WITH a, b, count(DISTINCT r.event) AS threats, min(r.date) AS first, max(r.date) AS last,
     min(r.sentence) AS sentence, collect(path) AS graph
RETURN a.name AS who, b.name AS whom, threats, first, last, sentence, graph
ORDER BY threats DESC, who, whom, a.id, b.id
LIMIT 50;
