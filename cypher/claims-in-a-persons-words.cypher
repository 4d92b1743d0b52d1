// What is known only in a person's words
// Acts of others that one speaker told of: facts to this speaker, claims to everyone else.
// :param person => "Dmitry Peskov"
MATCH (e:Event)-[:CLAIMED_BY]->(:Entity {name: $person})
WITH DISTINCT e
RETURN e.date AS date,
       COLLECT { MATCH (who:Entity)-[:ACTOR_IN]->(e) RETURN DISTINCT who.name AS name ORDER BY name } AS who,
       e.type AS act,
       COLLECT { MATCH (whom:Entity)-[:RECIPIENT_OF]->(e) RETURN DISTINCT whom.name AS name ORDER BY name } AS whom,
       e.status AS status, e.summary AS summary,
       [path = (e)-[:ACTOR_IN|RECIPIENT_OF|CLAIMED_BY]-(:Entity) | path] AS graph
ORDER BY date, act, summary, e.id
LIMIT 100;
