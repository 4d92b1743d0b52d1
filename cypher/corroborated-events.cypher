// Corroborated events
// Acts that several sources report apart from each other, most sources first.
// :param least => 2
MATCH (e:Event)
WHERE e.status = "asserted" AND e.sources >= $least
RETURN e.date AS date, e.type AS type, e.summary AS event, e.sources AS sources,
       COLLECT {
         MATCH (e)-[:REPORTED_IN]->(a:Article) WHERE a.source IS NOT NULL
         RETURN DISTINCT a.source AS source ORDER BY source
       } AS reported_by,
       [path = (e)-[:ACTOR_IN|RECIPIENT_OF|REPORTED_IN]-() | path] AS graph
ORDER BY sources DESC, date, event, e.id
LIMIT 100;
