-- rule: Every place is one of the 83 settlements of Ruse district.
-- rows: what breaks it: table_name, row_id
SELECT 'visit' AS table_name, visit_id AS row_id FROM visit
WHERE ekatte <> ALL ($ekattes::VARCHAR[])
UNION ALL
SELECT 'consultation' AS table_name, consultation_id AS row_id FROM consultation
WHERE service_ekatte <> ALL ($ekattes::VARCHAR[])
UNION ALL
SELECT 'survey_response' AS table_name, survey_response_id AS row_id FROM survey_response
WHERE ekatte <> ALL ($ekattes::VARCHAR[])
UNION ALL
SELECT 'event' AS table_name, event_id AS row_id FROM event
WHERE ekatte <> ALL ($ekattes::VARCHAR[])
