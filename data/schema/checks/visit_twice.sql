-- rule: No settlement is visited twice by the same team on the same day at the same hour.
-- rows: what breaks it: table_name, row_id
SELECT 'visit' AS table_name, min(visit_id) AS row_id FROM visit
WHERE status <> 'cancelled'
GROUP BY ekatte, coalesce(held_on, planned_on), team, starts_at HAVING count(*) > 1
