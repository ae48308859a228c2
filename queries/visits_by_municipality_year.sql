-- question: How many mobile offices did each municipality get in each year?
-- grain:    one row per municipality and calendar year of the records, municipalities without visits included
-- columns:  municipality_code, year, visits
WITH years AS (
    SELECT DISTINCT year(held_on) AS year FROM visit WHERE held_on IS NOT NULL
    UNION
    SELECT DISTINCT year(held_on) FROM consultation
    UNION
    SELECT DISTINCT year FROM retained_home
),
municipalities AS (
    SELECT DISTINCT municipality_code FROM place
)
SELECT municipalities.municipality_code, years.year, count(visit.visit_id) AS visits
FROM municipalities
CROSS JOIN years
JOIN place ON place.municipality_code = municipalities.municipality_code
LEFT JOIN visit
    ON visit.ekatte = place.ekatte
    AND visit.status IN ('held', 'reported')
    AND year(visit.held_on) = years.year
GROUP BY ALL
ORDER BY municipalities.municipality_code, years.year
