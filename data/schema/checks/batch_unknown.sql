-- rule: Every record says which import brought it.
-- rows: what breaks it: table_name, row_id
SELECT 'visit' AS table_name, visit_id AS row_id FROM visit
WHERE import_batch_id NOT IN (SELECT import_batch_id FROM import_batch)
UNION ALL
SELECT 'consultation' AS table_name, consultation_id AS row_id FROM consultation
WHERE import_batch_id NOT IN (SELECT import_batch_id FROM import_batch)
UNION ALL
SELECT 'survey_response' AS table_name, survey_response_id AS row_id FROM survey_response
WHERE import_batch_id NOT IN (SELECT import_batch_id FROM import_batch)
UNION ALL
SELECT 'event' AS table_name, event_id AS row_id FROM event
WHERE import_batch_id NOT IN (SELECT import_batch_id FROM import_batch)
