-- What undoing an import does with the visits it brought: they stand in wanted_row.
DELETE FROM visit_skill WHERE visit_id IN (SELECT row_id FROM wanted_row);
DELETE FROM visit_host WHERE visit_id IN (SELECT row_id FROM wanted_row);
DELETE FROM visit_debrief WHERE visit_id IN (SELECT row_id FROM wanted_row);
DELETE FROM visit WHERE visit_id IN (SELECT row_id FROM wanted_row);
