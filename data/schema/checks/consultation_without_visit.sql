-- rule: Every consultation at a mobile office names a visit that is in the store.
-- rows: what breaks it: table_name, row_id
SELECT 'consultation' AS table_name, consultation_id AS row_id FROM consultation
WHERE visit_id IS NOT NULL AND visit_id NOT IN (SELECT visit_id FROM visit)
