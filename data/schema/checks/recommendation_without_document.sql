-- rule: A recommendation names only documents and measures that are in the store.
-- rows: what breaks it: table_name, row_id
SELECT 'recommendation' AS table_name, recommendation_id AS row_id FROM recommendation
WHERE strategy_document_id NOT IN (SELECT strategy_document_id FROM strategy_document)
    OR strategy_measure_id NOT IN (SELECT strategy_measure_id FROM strategy_measure)
