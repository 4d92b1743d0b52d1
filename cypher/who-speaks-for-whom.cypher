// Who speaks for whom
// People who make statements, threats, proposals and refusals, with the country or body they belong to.
MATCH path = (p:Person)-[m:AFFILIATED_WITH]->(o:Entity)
MATCH (p)-[:ACTOR_IN]->(e:Event)
WHERE e.status = "asserted" AND e.quad IN [1, 3]
WITH p, m, o, path, count(DISTINCT e) AS statements, max(e.date) AS last
RETURN o.name AS for_whom, p.name AS speaker, m.role AS role, statements, last, path AS graph
ORDER BY statements DESC, for_whom, speaker, role, m.id
LIMIT 50;
