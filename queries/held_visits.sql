-- question: Which mobile offices were held, where and when?
-- grain:    one row per visit held before $until
-- columns:  ekatte, held_on
SELECT ekatte, held_on
FROM visit
WHERE status IN ('held', 'reported')
  AND held_on < $until::DATE
ORDER BY held_on, ekatte
