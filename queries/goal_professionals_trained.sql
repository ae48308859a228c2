-- question: How many professionals took part in trainings in each quarter?
-- grain:    one row per calendar quarter with a training
-- columns:  quarter_on, part, whole
-- A count of seats: who came to two trainings counts twice. whole is empty.
SELECT date_trunc('quarter', held_on)::DATE AS quarter_on,
       sum(coalesce(participants, 0))::DOUBLE AS part, NULL::DOUBLE AS whole
FROM event
WHERE event_type = 'training'
  AND target_group = 'professionals'
GROUP BY ALL
ORDER BY quarter_on
