// Who met whom
// Meetings, visits, calls and talks that took place, by pair, whoever called on whom.
MATCH path = (a:Entity)-[r:CONSULTED]-(b:Entity)
WHERE a.id < b.id AND r.status = "asserted"
WITH a, b, count(DISTINCT r.event) AS meetings, min(r.date) AS first, max(r.date) AS last,
     min(r.sentence) AS sentence, collect(path) AS graph
RETURN a.name AS one, b.name AS other, meetings, first, last, sentence, graph
ORDER BY meetings DESC, one, other, a.id, b.id
LIMIT 100;
