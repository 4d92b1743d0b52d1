// Who rejected whose proposal
// Refusals, dismissals and denials, with the one who is refused and, where the article has it, the proposal or claim.
MATCH path = (who:Entity)-[r:REJECTED]->(whose:Entity)
WHERE r.status = "asserted"
OPTIONAL MATCH (refusal:Event {id: r.event})-[:ABOUT]->(claim:Event)
RETURN r.date AS date, who.name AS who, whose.name AS whose,
       claim.type AS kind, claim.summary AS proposal, r.sentence AS sentence,
       [path] + [about = (who)-[:ACTOR_IN]->(:Event {id: r.event})-[:ABOUT]->(:Event) | about] AS graph
ORDER BY date, who, whose, r.id, claim.id
LIMIT 100;
