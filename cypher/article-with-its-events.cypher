// An article with its events
// All that was read out of the articles with these words in the title, in reading order, with status and sentence.
// :param words => "waits for Washington"
MATCH (e:Event)-[r:REPORTED_IN]->(a:Article)
WHERE toLower(a.title) CONTAINS toLower($words)
OPTIONAL MATCH (who:Entity)-[:ACTOR_IN]->(e)
WITH a, e, r, collect(DISTINCT who.name) AS who
OPTIONAL MATCH (whom:Entity)-[:RECIPIENT_OF]->(e)
RETURN a.title AS article, r.start AS position, who, e.type AS act, collect(DISTINCT whom.name) AS whom,
       r.status AS status, r.sentence AS sentence,
       [path = (e)-[:ACTOR_IN|RECIPIENT_OF]-(:Entity) | path] + [path = (e)-[:REPORTED_IN]->(a) | path] AS graph
ORDER BY article, position, act
LIMIT 200;
