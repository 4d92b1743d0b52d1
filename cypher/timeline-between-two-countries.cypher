// Timeline between two countries
// What two countries, their people and their bodies did to each other, either way, day by day.
// :param first => "Russia"
// :param second => "United States"
MATCH (x:Country {name: $first})
MATCH (y:Country {name: $second})
MATCH path = (a:Entity {country: x.country})-[r]-(b:Entity {country: y.country})
WHERE r.status = "asserted" AND (x.country <> y.country OR a = startNode(r))
RETURN r.date AS date, startNode(r).name AS who, type(r) AS did, endNode(r).name AS whom, r.sentence AS sentence,
       path AS graph
ORDER BY date, who, did, whom, r.id
LIMIT 500;
