-- rule: No record stands in the store twice.
-- rows: what breaks it: table_name, row_id
SELECT 'visit' AS table_name, visit_id AS row_id FROM visit
GROUP BY visit_id HAVING count(*) > 1
UNION ALL
SELECT 'visit' AS table_name, source_key AS row_id FROM visit
GROUP BY source_key HAVING count(*) > 1
UNION ALL
SELECT 'consultation' AS table_name, consultation_id AS row_id FROM consultation
GROUP BY consultation_id HAVING count(*) > 1
UNION ALL
SELECT 'consultation' AS table_name, source_key AS row_id FROM consultation
GROUP BY source_key HAVING count(*) > 1
UNION ALL
SELECT 'survey_response' AS table_name, survey_response_id AS row_id FROM survey_response
GROUP BY survey_response_id HAVING count(*) > 1
UNION ALL
SELECT 'survey_response' AS table_name, source_key AS row_id FROM survey_response
GROUP BY source_key HAVING count(*) > 1
UNION ALL
SELECT 'event' AS table_name, event_id AS row_id FROM event
GROUP BY event_id HAVING count(*) > 1
UNION ALL
SELECT 'event' AS table_name, source_key AS row_id FROM event
GROUP BY source_key HAVING count(*) > 1
UNION ALL
SELECT 'training_test' AS table_name, training_test_id AS row_id FROM training_test
GROUP BY training_test_id HAVING count(*) > 1
UNION ALL
SELECT 'training_test' AS table_name, source_key AS row_id FROM training_test
GROUP BY source_key HAVING count(*) > 1
UNION ALL
SELECT 'adolescent_response' AS table_name, adolescent_response_id AS row_id FROM adolescent_response
GROUP BY adolescent_response_id HAVING count(*) > 1
UNION ALL
SELECT 'adolescent_response' AS table_name, source_key AS row_id FROM adolescent_response
GROUP BY source_key HAVING count(*) > 1
UNION ALL
SELECT 'strategy_document' AS table_name, strategy_document_id AS row_id FROM strategy_document
GROUP BY strategy_document_id HAVING count(*) > 1
UNION ALL
SELECT 'strategy_measure' AS table_name, strategy_measure_id AS row_id FROM strategy_measure
GROUP BY strategy_measure_id HAVING count(*) > 1
UNION ALL
SELECT 'recommendation' AS table_name, recommendation_id AS row_id FROM recommendation
GROUP BY recommendation_id HAVING count(*) > 1
UNION ALL
SELECT 'import_batch' AS table_name, import_batch_id AS row_id FROM import_batch
GROUP BY import_batch_id HAVING count(*) > 1
UNION ALL
SELECT 'setting' AS table_name, key AS row_id FROM setting
GROUP BY key HAVING count(*) > 1
