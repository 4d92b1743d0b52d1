// Threats and force that did not happen, or not yet
// Threats, sanctions, deployments, coercion and attacks told as denied, tied to a condition, possible or planned.
MATCH (a:Entity)-[:ACTOR_IN]->(e:Event)
WHERE e.type IN ["THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
  AND e.status IN ["negated", "conditional", "possible", "intended"]
RETURN e.status AS status, e.date AS date, a.name AS who, e.type AS act,
       COLLECT { MATCH (whom:Entity)-[:RECIPIENT_OF]->(e) RETURN DISTINCT whom.name AS name ORDER BY name } AS whom,
       e.summary AS summary,
       [path = (e)-[:ACTOR_IN|RECIPIENT_OF]-(:Entity) | path] AS graph
ORDER BY status, date, who, summary, e.id, a.id
LIMIT 100;
