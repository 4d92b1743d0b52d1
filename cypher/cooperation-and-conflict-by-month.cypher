// Cooperation and conflict by month
// Acts by or towards a country, its people and its bodies: how many were cooperative and how many hostile, and their
// mean intensity (-10 hostile to +10 friendly). Plain statements are left out.
// :param country => "Russia"
MATCH (c:Country {name: $country})
MATCH (a:Entity {country: c.country})-[:ACTOR_IN|RECIPIENT_OF]->(e:Event)
WHERE e.status = "asserted" AND e.type <> "SAY" AND e.date IS NOT NULL
WITH DISTINCT e
RETURN e.date.year AS year, e.date.month AS month,
       sum(CASE WHEN e.quad IN [1, 2] THEN 1 ELSE 0 END) AS cooperation,
       sum(CASE WHEN e.quad IN [3, 4] THEN 1 ELSE 0 END) AS conflict,
       round(round(avg(e.intensity), 9), 2) AS intensity
ORDER BY year, month;
