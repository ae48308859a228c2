-- question: How many consultations were given to people of each municipality in each year?
-- grain:    one row per home municipality and calendar year of the records, those without consultations included
-- columns:  municipality_code, year, consultations
WITH years AS (
    SELECT DISTINCT year(held_on) AS year FROM visit WHERE held_on IS NOT NULL
    UNION
    SELECT DISTINCT year(held_on) FROM consultation
),
municipalities AS (
    SELECT DISTINCT municipality_code FROM place
)
SELECT municipalities.municipality_code, years.year,
       count(consultation.consultation_id) AS consultations
FROM municipalities
CROSS JOIN years
LEFT JOIN consultation
    ON consultation.home = municipalities.municipality_code
    AND year(consultation.held_on) = years.year
    AND consultation.consent_reporting
    AND consultation.withdrawn_on IS NULL
GROUP BY ALL
ORDER BY municipalities.municipality_code, years.year
