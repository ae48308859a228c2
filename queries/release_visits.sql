-- question: How many mobile offices were held in each settlement and quarter from $since to $until?
-- grain:    one row per settlement and quarter with a mobile office
-- columns:  settlement, municipality, quarter, visits
SELECT visit.ekatte AS settlement, place.municipality_code AS municipality,
       year(visit.held_on) || '-Q' || quarter(visit.held_on) AS quarter,
       count(*) AS visits
FROM visit
JOIN place ON place.ekatte = visit.ekatte
WHERE visit.status IN ('held', 'reported')
  AND visit.held_on >= $since::DATE
  AND visit.held_on < $until::DATE
GROUP BY ALL
ORDER BY ALL
