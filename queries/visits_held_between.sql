-- question: Which mobile offices were held from $since to $until, where and for how long?
-- grain:    one row per visit that was held
-- columns:  ekatte, held_on, hours
-- hours is empty where opening or closing was not noted.
SELECT ekatte, held_on, date_diff('minute', starts_at, ends_at) / 60.0 AS hours
FROM visit
WHERE status IN ('held', 'reported')
  AND held_on >= $since::DATE
  AND held_on < $until::DATE
ORDER BY held_on, ekatte, hours
