// What a person said
// Every statement of one person with its sentence, the words quoted, and the article it stands in.
// :param person => "Dmitry Peskov"
MATCH (p:Person {name: $person})-[:ACTOR_IN]->(e:Event)
WHERE e.type = "SAY" AND e.status = "asserted"
MATCH (e)-[r:REPORTED_IN]->(a:Article)
RETURN e.date AS date, r.sentence AS sentence, e.quote AS quote, a.title AS article, a.source AS source, a.url AS url
ORDER BY date, article, r.start, r.id
LIMIT 200;
