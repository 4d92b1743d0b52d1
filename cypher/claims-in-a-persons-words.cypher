// What is known only in a person's words
// Acts of others that one speaker told of: facts to this speaker, claims to everyone else.
// :param person => "Dmitry Peskov"
MATCH (e:Event)-[:CLAIMED_BY]->(p:Entity {name: $person})
OPTIONAL MATCH (who:Entity)-[:ACTOR_IN]->(e)
WITH e, collect(DISTINCT who.name) AS who
OPTIONAL MATCH (e)<-[:RECIPIENT_OF]-(whom:Entity)
RETURN e.date AS date, who, e.type AS act, collect(DISTINCT whom.name) AS whom, e.status AS status,
       e.summary AS summary,
       [path = (e)-[:ACTOR_IN|RECIPIENT_OF|CLAIMED_BY]-(:Entity) | path] AS graph
ORDER BY date, act, summary
LIMIT 100;
