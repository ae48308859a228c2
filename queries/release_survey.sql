-- question: How many women were asked each knowledge item before $until, and how many knew it?
-- grain:    one row per municipality, wave and item with women asked
-- columns:  municipality, wave, item, asked, right_answers
SELECT response.municipality_code AS municipality, response.wave, knowledge.item,
       count(*) AS asked,
       count(*) FILTER (knowledge.answer = 'right') AS right_answers
FROM survey_response AS response
JOIN survey_knowledge AS knowledge
    ON knowledge.survey_response_id = response.survey_response_id
WHERE response.consent
  AND response.sex = 'female'
  AND response.collected_on < $until::DATE
GROUP BY ALL
ORDER BY ALL
