-- question: How many women asked in each municipality and year know where to apply for protection?
-- grain:    one row per municipality and calendar year in which women were asked there
-- columns:  municipality_code, year, asked, know
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
ORDER BY response.municipality_code, year
