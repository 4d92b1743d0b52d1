// Events from a single source
// Acts that only one source reports, gravest first: what to check before it is relied on.
MATCH (e:Event)-[r:REPORTED_IN]->(a:Article)
WHERE e.status = "asserted" AND e.type <> "SAY" AND e.sources = 1
WITH e, min(a.source) AS source, min(r.sentence) AS sentence
RETURN e.date AS date, e.type AS type, e.summary AS event, source, sentence, e.intensity AS intensity,
       e.confidence AS confidence
ORDER BY intensity, date, event, e.id
LIMIT 100;
