-- question: How many women asked in each municipality and year know where to apply for protection?
-- grain:    one row per municipality and calendar year in which women were asked there
-- columns:  municipality_code, year, asked, know
-- A year collapsed to counts has a row for every municipality; asked and know are empty where it is
-- not told apart.
WITH retained_years AS (
    SELECT DISTINCT year FROM retained_knowledge WHERE item = 'where_to_apply'
)
SELECT response.municipality_code, year(response.collected_on) AS year,
       count(*) AS asked,
       count(*) FILTER (knowledge.answer = 'right') AS know
FROM survey_response AS response
JOIN survey_knowledge AS knowledge
    ON knowledge.survey_response_id = response.survey_response_id
    AND knowledge.item = 'where_to_apply'
WHERE response.consent
  AND response.sex = 'female'
GROUP BY ALL
UNION ALL
SELECT municipalities.municipality_code, retained_years.year, kept.asked, kept.know
FROM retained_years
CROSS JOIN (SELECT DISTINCT municipality_code FROM place) AS municipalities
LEFT JOIN retained_knowledge AS kept
    ON kept.year = retained_years.year
    AND kept.municipality_code = municipalities.municipality_code
    AND kept.item = 'where_to_apply'
ORDER BY municipality_code, year
