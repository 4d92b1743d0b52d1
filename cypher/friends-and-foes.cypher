// Friends and foes
// For each pair of actors how many acts between them were cooperative and how many hostile; plain statements left out.
MATCH path = (a:Entity)-[r]-(b:Entity)
WHERE a.id < b.id AND r.status = "asserted" AND type(r) <> "SAID"
MATCH (e:Event {id: r.event})
WITH a, b, e, collect(path) AS paths
WITH a, b, sum(CASE WHEN e.quad IN [1, 2] THEN 1 ELSE 0 END) AS cooperation,
     sum(CASE WHEN e.quad IN [3, 4] THEN 1 ELSE 0 END) AS conflict,
     round(round(avg(e.intensity), 9), 2) AS intensity, collect(paths) AS graph
RETURN a.name AS one, b.name AS other, cooperation, conflict, intensity, graph
ORDER BY cooperation + conflict DESC, one, other, a.id, b.id
LIMIT 30;
