-- question: Which mobile offices are agreed on and neither held nor cancelled yet?
-- grain:    one row per visit, earliest first
-- columns:  visit_id, ekatte, planned_on
SELECT visit_id, ekatte, planned_on
FROM visit
WHERE status IN ('planned', 'confirmed')
ORDER BY planned_on, ekatte, visit_id
