// An organization and its people
// Who belongs to a body or country, in what role, since when, and how often each of them acts.
// :param organization => "Russia"
MATCH path = (p:Person)-[m:AFFILIATED_WITH]->(o:Entity {name: $organization})
OPTIONAL MATCH (p)-[:ACTOR_IN]->(e:Event {status: "asserted"})
RETURN p.name AS person, m.role AS role, m.since AS since, m.until AS until, count(DISTINCT e) AS acts,
       path AS graph
ORDER BY acts DESC, person, role
LIMIT 100;
