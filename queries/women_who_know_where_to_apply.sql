-- question: How many women asked before $until know where to apply for protection, by municipality?
-- grain:    one row per municipality in which women were asked
-- columns:  municipality_code, asked, know
SELECT response.municipality_code,
       count(*) AS asked,
       count(*) FILTER (knowledge.answer = 'right') AS know
FROM survey_response AS response
JOIN survey_knowledge AS knowledge
    ON knowledge.survey_response_id = response.survey_response_id
    AND knowledge.item = 'where_to_apply'
WHERE response.consent
  AND response.sex = 'female'
  AND response.collected_on < $until::DATE
GROUP BY ALL
ORDER BY response.municipality_code
