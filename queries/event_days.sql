-- question: Which events were held in the municipalities, when and for how many people?
-- grain:    one row per event with a settlement
-- columns:  event_id, event_type, held_on, ekatte, municipality_code, target_group, participants
SELECT event.event_id, event.event_type, event.held_on, event.ekatte, place.municipality_code,
       event.target_group, event.participants
FROM event
JOIN place ON place.ekatte = event.ekatte
ORDER BY event.held_on, event.event_id
