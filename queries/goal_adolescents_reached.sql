-- question: How many adolescents took part in school sessions in each quarter?
-- grain:    one row per calendar quarter with a session
-- columns:  quarter_on, part, whole
-- A count of seats: whole is empty.
SELECT date_trunc('quarter', held_on)::DATE AS quarter_on,
       sum(coalesce(participants, 0))::DOUBLE AS part, NULL::DOUBLE AS whole
FROM event
WHERE event_type = 'school_session'
GROUP BY ALL
ORDER BY quarter_on
