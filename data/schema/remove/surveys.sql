-- What undoing an import does with the survey responses it brought: they stand in wanted_row.
DELETE FROM survey_knowledge WHERE survey_response_id IN (SELECT row_id FROM wanted_row);
DELETE FROM survey_attitude WHERE survey_response_id IN (SELECT row_id FROM wanted_row);
DELETE FROM survey_help_from WHERE survey_response_id IN (SELECT row_id FROM wanted_row);
DELETE FROM survey_barrier WHERE survey_response_id IN (SELECT row_id FROM wanted_row);
DELETE FROM survey_response WHERE survey_response_id IN (SELECT row_id FROM wanted_row);
