// Events at a place
// What happened in a city, region or country, and who took part.
// :param place => "Davos"
MATCH (e:Event)-[:LOCATED_IN]->(p:Entity {name: $place})
WHERE e.status = "asserted"
OPTIONAL MATCH (who:Entity)-[:ACTOR_IN]->(e)
RETURN e.date AS date, e.type AS type, collect(DISTINCT who.name) AS who, e.summary AS event,
       [path = (e)-[:ACTOR_IN|RECIPIENT_OF|LOCATED_IN]-(:Entity) | path] AS graph
ORDER BY date, type, event
LIMIT 100;
