-- What undoing an import does with the consultations it brought: they stand in wanted_row.
DELETE FROM consultation_zzdn_type WHERE consultation_id IN (SELECT row_id FROM wanted_row);
DELETE FROM consultation_service WHERE consultation_id IN (SELECT row_id FROM wanted_row);
DELETE FROM consultation WHERE consultation_id IN (SELECT row_id FROM wanted_row);
