-- question: At which mobile offices may a consultation have been given lately?
-- grain:    one row per visit that was held, newest first, at most sixty
-- columns:  visit_id, ekatte, held_on
SELECT visit_id, ekatte, held_on
FROM visit
WHERE status IN ('held', 'reported')
ORDER BY held_on DESC, ekatte, visit_id
LIMIT 60
