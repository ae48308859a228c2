-- question: Which mobile offices are there, how far has each come, and when was or is its day?
-- grain:    one row per visit of all times, earliest first
-- columns:  visit_id, status, ekatte, planned_on, held_on, team, cancel_reason
-- team and cancel_reason are empty text where nothing is noted.
SELECT visit_id, status, ekatte, planned_on, held_on, coalesce(team, '') AS team,
       coalesce(cancel_reason, '') AS cancel_reason
FROM visit
ORDER BY coalesce(held_on, planned_on), ekatte, visit_id
