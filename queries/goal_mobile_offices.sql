-- question: How many mobile offices were held outside the city of Ruse in each quarter?
-- grain:    one row per calendar quarter with any
-- columns:  quarter_on, part, whole
-- 63427 is the city of Ruse, where the fixed centre is. A count: whole is empty.
SELECT date_trunc('quarter', held_on)::DATE AS quarter_on, count(*)::DOUBLE AS part,
       NULL::DOUBLE AS whole
FROM visit
WHERE status IN ('held', 'reported')
  AND ekatte <> '63427'
GROUP BY ALL
ORDER BY quarter_on
