// Most connected actors
// Who deals with the greatest number of other actors, and in how many acts, counting what happened only.
MATCH (a:Entity)-[r]-(b:Entity)
WHERE r.status = "asserted"
WITH a, count(DISTINCT b) AS others, count(DISTINCT r.event) AS acts
RETURN a.name AS actor, a.kind AS kind, others, acts, a.mentions AS mentions
ORDER BY others DESC, acts DESC, actor, a.id
LIMIT 25;
