-- question: What did each woman know, item by item?
-- grain:    one row per response of a woman who agreed to be counted and item she was asked
-- columns:  response, wave, municipality_code, cluster, design_weight, item, answer
-- response counts as in survey_responses.
WITH women AS (
    SELECT survey_response_id, wave, municipality_code, design_weight,
           coalesce(ekatte, municipality_code) AS cluster,
           row_number() OVER (ORDER BY survey_response_id) AS response
    FROM survey_response
    WHERE consent
      AND sex = 'female'
)
SELECT women.response, women.wave, women.municipality_code, women.cluster, women.design_weight,
       survey_knowledge.item, survey_knowledge.answer
FROM women
JOIN survey_knowledge ON survey_knowledge.survey_response_id = women.survey_response_id
ORDER BY women.response, survey_knowledge.item
