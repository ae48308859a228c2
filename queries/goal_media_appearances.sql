-- question: How often was the subject in the media in each quarter?
-- grain:    one row per calendar quarter with any
-- columns:  quarter_on, part, whole
-- A count: whole is empty.
SELECT date_trunc('quarter', held_on)::DATE AS quarter_on, count(*)::DOUBLE AS part,
       NULL::DOUBLE AS whole
FROM event
WHERE event_type = 'media'
GROUP BY ALL
ORDER BY quarter_on
