// Who met whom
// Meetings, visits, calls and talks that took place, by pair, whoever called on whom.
MATCH (a:Entity)-[r:CONSULTED]-(b:Entity)
WHERE a.id < b.id AND r.status = "asserted"
RETURN a.name AS one, b.name AS other, count(DISTINCT r.event) AS meetings,
       min(r.date) AS first, max(r.date) AS last, min(r.sentence) AS sentence
ORDER BY meetings DESC, one, other
LIMIT 100;
