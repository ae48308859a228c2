-- rule: Every answer, service, skill and count belongs to a record that is there.
-- rows: what breaks it: table_name, row_id
SELECT 'consultation_zzdn_type' AS table_name, consultation_id AS row_id FROM consultation_zzdn_type
WHERE consultation_id NOT IN (SELECT consultation_id FROM consultation)
UNION ALL
SELECT 'consultation_service' AS table_name, consultation_id AS row_id FROM consultation_service
WHERE consultation_id NOT IN (SELECT consultation_id FROM consultation)
UNION ALL
SELECT 'survey_knowledge' AS table_name, survey_response_id AS row_id FROM survey_knowledge
WHERE survey_response_id NOT IN (SELECT survey_response_id FROM survey_response)
UNION ALL
SELECT 'survey_attitude' AS table_name, survey_response_id AS row_id FROM survey_attitude
WHERE survey_response_id NOT IN (SELECT survey_response_id FROM survey_response)
UNION ALL
SELECT 'survey_help_from' AS table_name, survey_response_id AS row_id FROM survey_help_from
WHERE survey_response_id NOT IN (SELECT survey_response_id FROM survey_response)
UNION ALL
SELECT 'survey_barrier' AS table_name, survey_response_id AS row_id FROM survey_barrier
WHERE survey_response_id NOT IN (SELECT survey_response_id FROM survey_response)
UNION ALL
SELECT 'event_profession' AS table_name, event_id AS row_id FROM event_profession
WHERE event_id NOT IN (SELECT event_id FROM event)
UNION ALL
SELECT 'event_participants' AS table_name, event_id AS row_id FROM event_participants
WHERE event_id NOT IN (SELECT event_id FROM event)
UNION ALL
SELECT 'event_topic' AS table_name, event_id AS row_id FROM event_topic
WHERE event_id NOT IN (SELECT event_id FROM event)
UNION ALL
SELECT 'visit_skill' AS table_name, visit_id AS row_id FROM visit_skill
WHERE visit_id NOT IN (SELECT visit_id FROM visit)
UNION ALL
SELECT 'visit_host' AS table_name, visit_id AS row_id FROM visit_host
WHERE visit_id NOT IN (SELECT visit_id FROM visit)
UNION ALL
SELECT 'visit_debrief' AS table_name, visit_id AS row_id FROM visit_debrief
WHERE visit_id NOT IN (SELECT visit_id FROM visit)
UNION ALL
SELECT 'adolescent_attitude' AS table_name, adolescent_response_id AS row_id FROM adolescent_attitude
WHERE adolescent_response_id NOT IN (SELECT adolescent_response_id FROM adolescent_response)
UNION ALL
SELECT 'recommendation_history' AS table_name, recommendation_id AS row_id FROM recommendation_history
WHERE recommendation_id NOT IN (SELECT recommendation_id FROM recommendation)
UNION ALL
SELECT 'strategy_measure' AS table_name, strategy_document_id AS row_id FROM strategy_measure
WHERE strategy_document_id NOT IN (SELECT strategy_document_id FROM strategy_document)
