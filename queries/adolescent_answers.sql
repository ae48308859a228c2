-- question: What did adolescents answer before and after a school session, item by item?
-- grain:    one row per answer sheet and item
-- columns:  event_id, held_on, stage, pair_code, item, agreement
SELECT adolescent_response.event_id, event.held_on, adolescent_response.stage,
       adolescent_response.pair_code, adolescent_attitude.item, adolescent_attitude.agreement
FROM adolescent_response
JOIN event ON event.event_id = adolescent_response.event_id
JOIN adolescent_attitude
    ON adolescent_attitude.adolescent_response_id = adolescent_response.adolescent_response_id
ORDER BY event.held_on, adolescent_response.event_id, adolescent_response.adolescent_response_id,
         adolescent_attitude.item
