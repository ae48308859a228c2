-- Takes out the records before $until with all that hangs on them; visits and events stay.
CREATE OR REPLACE TEMP TABLE collapsed AS
SELECT 'consultations' AS kind, consultation_id AS row_id FROM consultation
WHERE held_on < $until::DATE
UNION ALL
SELECT 'surveys', survey_response_id FROM survey_response WHERE collected_on < $until::DATE;

DELETE FROM consultation_zzdn_type
WHERE consultation_id IN (SELECT row_id FROM collapsed WHERE kind = 'consultations');
DELETE FROM consultation_service
WHERE consultation_id IN (SELECT row_id FROM collapsed WHERE kind = 'consultations');
DELETE FROM consultation WHERE held_on < $until::DATE;

DELETE FROM survey_knowledge
WHERE survey_response_id IN (SELECT row_id FROM collapsed WHERE kind = 'surveys');
DELETE FROM survey_attitude
WHERE survey_response_id IN (SELECT row_id FROM collapsed WHERE kind = 'surveys');
DELETE FROM survey_help_from
WHERE survey_response_id IN (SELECT row_id FROM collapsed WHERE kind = 'surveys');
DELETE FROM survey_barrier
WHERE survey_response_id IN (SELECT row_id FROM collapsed WHERE kind = 'surveys');
DELETE FROM survey_response WHERE collected_on < $until::DATE;

DELETE FROM earlier_version
WHERE (kind = 'consultations'
       AND row_id IN (SELECT row_id FROM collapsed WHERE kind = 'consultations'))
   OR (kind = 'surveys' AND row_id IN (SELECT row_id FROM collapsed WHERE kind = 'surveys'));
DROP TABLE collapsed;
