// An organization and its people
// Who belongs to a body or country, in what role, since when, and how often each of them acts.
// :param organization => "Russia"
MATCH path = (p:Person)-[m:AFFILIATED_WITH]->(:Entity {name: $organization})
OPTIONAL MATCH (p)-[:ACTOR_IN]->(e:Event {status: "asserted"})
WITH p, m, path, count(DISTINCT e) AS acts
RETURN p.name AS person, m.role AS role, m.since AS since, m.until AS until, acts, path AS graph
ORDER BY acts DESC, person, role, m.id
LIMIT 100;
