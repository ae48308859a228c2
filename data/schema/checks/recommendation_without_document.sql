-- rule: A recommendation names only documents and measures that are in the store.
-- rows: what breaks it: table_name, row_id
SELECT 'recommendation' AS table_name, recommendation_id AS row_id FROM recommendation
WHERE NOT EXISTS (
        SELECT 1 FROM strategy_document AS known
        WHERE known.strategy_document_id = recommendation.strategy_document_id
    ) AND strategy_document_id IS NOT NULL
    OR NOT EXISTS (
        SELECT 1 FROM strategy_measure AS known
        WHERE known.strategy_measure_id = recommendation.strategy_measure_id
    ) AND strategy_measure_id IS NOT NULL
