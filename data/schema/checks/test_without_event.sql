-- rule: Every test and every adolescent answer belongs to an event of the right kind.
-- rows: what breaks it: table_name, row_id
SELECT 'training_test' AS table_name, training_test_id AS row_id FROM training_test
WHERE event_id NOT IN (SELECT event_id FROM event WHERE event_type = 'training')
UNION ALL
SELECT 'adolescent_response' AS table_name, adolescent_response_id AS row_id FROM adolescent_response
WHERE event_id NOT IN (SELECT event_id FROM event WHERE event_type = 'school_session')
