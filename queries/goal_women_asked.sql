-- question: How many women answered the survey and agreed to be counted in each quarter?
-- grain:    one row per calendar quarter with any
-- columns:  quarter_on, part, whole
-- A count: whole is empty.
SELECT date_trunc('quarter', collected_on)::DATE AS quarter_on, count(*)::DOUBLE AS part,
       NULL::DOUBLE AS whole
FROM survey_response
WHERE consent
  AND sex = 'female'
GROUP BY ALL
ORDER BY quarter_on
