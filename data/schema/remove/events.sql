-- What undoing an import does with the events it brought: they stand in wanted_row.
DELETE FROM event_profession WHERE event_id IN (SELECT row_id FROM wanted_row);
DELETE FROM event_participants WHERE event_id IN (SELECT row_id FROM wanted_row);
DELETE FROM event_topic WHERE event_id IN (SELECT row_id FROM wanted_row);
DELETE FROM event WHERE event_id IN (SELECT row_id FROM wanted_row);
