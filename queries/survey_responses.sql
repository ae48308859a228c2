-- question: What did each woman answer about where she would seek help and what keeps her from it?
-- grain:    one row per response of a woman who agreed to be counted
-- columns:  response, wave, collected_on, municipality_code, cluster, design_weight, right_answers, items_asked, would_seek, help_from, barriers
-- cluster is the settlement where she was asked: it serves the variance and is never shown.
-- would_seek: she named somebody outside family and friends.
WITH knowledge AS (
    SELECT survey_response_id, count(*) FILTER (answer = 'right') AS right_answers,
           count(*) AS items_asked
    FROM survey_knowledge
    GROUP BY survey_response_id
),
help AS (
    SELECT survey_response_id, list_sort(list(help_from)) AS help_from,
           bool_or(help_from NOT IN ('nobody', 'relatives', 'friends')) AS would_seek
    FROM survey_help_from
    GROUP BY survey_response_id
),
barriers AS (
    SELECT survey_response_id, list_sort(list(barrier)) AS barriers
    FROM survey_barrier
    GROUP BY survey_response_id
)
SELECT row_number() OVER (ORDER BY survey_response.survey_response_id) AS response,
       survey_response.wave, survey_response.collected_on, survey_response.municipality_code,
       coalesce(survey_response.ekatte, survey_response.municipality_code) AS cluster,
       survey_response.design_weight,
       coalesce(knowledge.right_answers, 0) AS right_answers,
       coalesce(knowledge.items_asked, 0) AS items_asked,
       help.would_seek,
       coalesce(help.help_from, []) AS help_from,
       coalesce(barriers.barriers, []) AS barriers
FROM survey_response
LEFT JOIN knowledge ON knowledge.survey_response_id = survey_response.survey_response_id
LEFT JOIN help ON help.survey_response_id = survey_response.survey_response_id
LEFT JOIN barriers ON barriers.survey_response_id = survey_response.survey_response_id
WHERE survey_response.consent
  AND survey_response.sex = 'female'
ORDER BY response
