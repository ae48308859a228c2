-- question: How many local leaders took part in meetings in each quarter?
-- grain:    one row per calendar quarter with such a meeting
-- columns:  quarter_on, part, whole
-- A count of seats: whole is empty.
SELECT date_trunc('quarter', held_on)::DATE AS quarter_on,
       sum(coalesce(participants, 0))::DOUBLE AS part, NULL::DOUBLE AS whole
FROM event
WHERE target_group = 'community_leaders'
GROUP BY ALL
ORDER BY quarter_on
