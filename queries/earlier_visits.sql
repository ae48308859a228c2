-- question: Which mobile offices were held before $until, and at what hour did they open?
-- grain:    one row per visit held
-- columns:  ekatte, held_on, starts_at
SELECT ekatte, held_on, CAST(starts_at AS VARCHAR) AS starts_at
FROM visit
WHERE status IN ('held', 'reported')
  AND held_on < $until::DATE
ORDER BY held_on, ekatte, starts_at
