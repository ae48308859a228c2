-- rule: No record gives the same answer, service, skill or count twice.
-- rows: what breaks it: table_name, row_id
SELECT 'consultation_zzdn_type' AS table_name, consultation_id AS row_id FROM consultation_zzdn_type
GROUP BY consultation_id, zzdn_type HAVING count(*) > 1
UNION ALL
SELECT 'consultation_service' AS table_name, consultation_id AS row_id FROM consultation_service
GROUP BY consultation_id, service HAVING count(*) > 1
UNION ALL
SELECT 'survey_knowledge' AS table_name, survey_response_id AS row_id FROM survey_knowledge
GROUP BY survey_response_id, item HAVING count(*) > 1
UNION ALL
SELECT 'survey_attitude' AS table_name, survey_response_id AS row_id FROM survey_attitude
GROUP BY survey_response_id, item HAVING count(*) > 1
UNION ALL
SELECT 'survey_help_from' AS table_name, survey_response_id AS row_id FROM survey_help_from
GROUP BY survey_response_id, help_from HAVING count(*) > 1
UNION ALL
SELECT 'survey_barrier' AS table_name, survey_response_id AS row_id FROM survey_barrier
GROUP BY survey_response_id, barrier HAVING count(*) > 1
UNION ALL
SELECT 'event_profession' AS table_name, event_id AS row_id FROM event_profession
GROUP BY event_id, profession HAVING count(*) > 1
UNION ALL
SELECT 'event_participants' AS table_name, event_id AS row_id FROM event_participants
GROUP BY event_id, sex, age_band HAVING count(*) > 1
UNION ALL
SELECT 'event_topic' AS table_name, event_id AS row_id FROM event_topic
GROUP BY event_id, topic HAVING count(*) > 1
UNION ALL
SELECT 'visit_skill' AS table_name, visit_id AS row_id FROM visit_skill
GROUP BY visit_id, skill HAVING count(*) > 1
UNION ALL
SELECT 'visit_host' AS table_name, visit_id AS row_id FROM visit_host
GROUP BY visit_id, host HAVING count(*) > 1
UNION ALL
SELECT 'visit_debrief' AS table_name, visit_id AS row_id FROM visit_debrief
GROUP BY visit_id, debrief HAVING count(*) > 1
UNION ALL
SELECT 'adolescent_attitude' AS table_name, adolescent_response_id AS row_id FROM adolescent_attitude
GROUP BY adolescent_response_id, item HAVING count(*) > 1
