-- question: How many of the women asked know where to apply for protection?
-- grain:    one row per calendar quarter in which women were asked
-- columns:  quarter_on, part, whole
SELECT date_trunc('quarter', survey_response.collected_on)::DATE AS quarter_on,
       count(*) FILTER (survey_knowledge.answer = 'right')::DOUBLE AS part,
       count(*)::DOUBLE AS whole
FROM survey_response
JOIN survey_knowledge
    ON survey_knowledge.survey_response_id = survey_response.survey_response_id
    AND survey_knowledge.item = 'where_to_apply'
WHERE survey_response.consent
  AND survey_response.sex = 'female'
GROUP BY ALL
ORDER BY quarter_on
