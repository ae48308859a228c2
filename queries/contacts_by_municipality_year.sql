-- question: How many consultations were given to people of each municipality in each year?
-- grain:    one row per home municipality and calendar year of the records, those without consultations included
-- columns:  municipality_code, year, consultations
-- consultations is empty in a year collapsed to counts where the municipality is not told apart.
WITH retained_years AS (
    SELECT DISTINCT year FROM retained_home
),
years AS (
    SELECT DISTINCT year(held_on) AS year FROM visit WHERE held_on IS NOT NULL
    UNION
    SELECT DISTINCT year(held_on) FROM consultation
    UNION
    SELECT year FROM retained_years
),
municipalities AS (
    SELECT DISTINCT municipality_code FROM place
),
counted AS (
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
)
SELECT counted.municipality_code, counted.year,
       CASE WHEN counted.year IN (SELECT year FROM retained_years)
            THEN retained_home.with_consent
            ELSE counted.consultations
       END AS consultations
FROM counted
LEFT JOIN retained_home
    ON retained_home.municipality_code = counted.municipality_code
    AND retained_home.year = counted.year
ORDER BY counted.municipality_code, counted.year
