// An article with its events
// All that was read out of the articles with these words in the title, in reading order, with status and sentence.
// :param words => "waits for Washington"
MATCH (e:Event)-[r:REPORTED_IN]->(a:Article)
WHERE toLower(a.title) CONTAINS toLower($words)
RETURN a.title AS article, r.start AS position,
       COLLECT { MATCH (who:Entity)-[:ACTOR_IN]->(e) RETURN DISTINCT who.name AS name ORDER BY name } AS who,
       e.type AS act,
       COLLECT { MATCH (whom:Entity)-[:RECIPIENT_OF]->(e) RETURN DISTINCT whom.name AS name ORDER BY name } AS whom,
       r.status AS status, r.sentence AS sentence,
       [path = (e)-[:ACTOR_IN|RECIPIENT_OF]-(:Entity) | path] + [path = (e)-[:REPORTED_IN]->(a) | path] AS graph
ORDER BY article, a.id, position, act, r.id
LIMIT 200;
