-- question: How many recommendations were handed to an institution in each quarter?
-- grain:    one row per calendar quarter with any
-- columns:  quarter_on, part, whole
-- A count of first submissions: whole is empty.
WITH submissions AS (
    SELECT recommendation_id, min(changed_at) AS submitted_at
    FROM recommendation_history
    WHERE status = 'submitted'
    GROUP BY recommendation_id
)
SELECT date_trunc('quarter', submitted_at)::DATE AS quarter_on, count(*)::DOUBLE AS part,
       NULL::DOUBLE AS whole
FROM submissions
GROUP BY ALL
ORDER BY quarter_on
