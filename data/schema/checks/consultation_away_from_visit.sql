-- rule: A consultation at a mobile office was given on the day and in the settlement of a visit that was held.
-- rows: what breaks it: table_name, row_id
SELECT 'consultation' AS table_name, consultation.consultation_id AS row_id
FROM consultation JOIN visit ON visit.visit_id = consultation.visit_id
WHERE visit.status NOT IN ('held', 'reported')
    OR visit.held_on <> consultation.held_on
    OR visit.ekatte <> consultation.service_ekatte
