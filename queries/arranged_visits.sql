-- question: Where is a mobile office already planned or confirmed between $since and $until?
-- grain:    one row per settlement
-- columns:  ekatte, planned_on
SELECT ekatte, min(planned_on) AS planned_on
FROM visit
WHERE status IN ('planned', 'confirmed')
  AND planned_on >= $since::DATE
  AND planned_on < $until::DATE
GROUP BY ekatte
ORDER BY ekatte
