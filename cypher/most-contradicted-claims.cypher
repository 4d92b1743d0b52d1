// Most contradicted claims
// Events that some actor rejects, or that some articles tell as a fact and others as false, whatever status stands.
MATCH (e:Event)-[told:REPORTED_IN]->(a:Article)
WITH e, count(DISTINCT CASE WHEN told.status = "asserted" THEN a.id END) AS affirmed,
     count(DISTINCT CASE WHEN told.status = "negated" THEN a.id END) AS denied
OPTIONAL MATCH (refusal:Event {type: "REJECT", status: "asserted"})-[:ABOUT]->(e)
WITH e, affirmed, denied, count(DISTINCT refusal) AS rejections
WHERE rejections > 0 OR (affirmed > 0 AND denied > 0)
RETURN e.summary AS claim, e.type AS type, e.status AS status,
       rejections, denied AS articles_against, affirmed AS articles_for,
       [path = (e)-[:ACTOR_IN|RECIPIENT_OF]-(:Entity) | path]
       + [path = (:Entity)-[:ACTOR_IN]->(:Event {type: "REJECT", status: "asserted"})-[:ABOUT]->(e) | path] AS graph
ORDER BY rejections + denied DESC, claim, e.id
LIMIT 50;
