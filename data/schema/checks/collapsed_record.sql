-- rule: A year whose records were collapsed to counts takes no records again.
-- rows: what breaks it: table_name, row_id
SELECT 'consultation' AS table_name, consultation_id AS row_id FROM consultation
WHERE held_on < (SELECT max(until_on) FROM retention)
UNION ALL
SELECT 'survey_response' AS table_name, survey_response_id AS row_id FROM survey_response
WHERE collected_on < (SELECT max(until_on) FROM retention)
