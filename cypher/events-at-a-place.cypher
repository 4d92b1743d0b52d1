// Events at a place
// What happened in a city, region or country, and who took part.
// :param place => "Davos"
MATCH (e:Event)-[:LOCATED_IN]->(:Entity {name: $place})
WHERE e.status = "asserted"
WITH DISTINCT e
RETURN e.date AS date, e.type AS type,
       COLLECT { MATCH (who:Entity)-[:ACTOR_IN]->(e) RETURN DISTINCT who.name AS name ORDER BY name } AS who,
       e.summary AS event,
       [path = (e)-[:ACTOR_IN|RECIPIENT_OF|LOCATED_IN]-(:Entity) | path] AS graph
ORDER BY date, type, event, e.id
LIMIT 100;
