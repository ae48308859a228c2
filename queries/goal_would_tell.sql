-- question: How many adolescents would tell somebody, asked after a school session?
-- grain:    one row per calendar quarter with answers after a session
-- columns:  quarter_on, part, whole
-- Agreement 4 or 5 of 5 counts.
SELECT date_trunc('quarter', event.held_on)::DATE AS quarter_on,
       count(*) FILTER (adolescent_attitude.agreement >= 4)::DOUBLE AS part,
       count(*)::DOUBLE AS whole
FROM adolescent_response
JOIN event ON event.event_id = adolescent_response.event_id
JOIN adolescent_attitude
    ON adolescent_attitude.adolescent_response_id = adolescent_response.adolescent_response_id
    AND adolescent_attitude.item = 'would_tell'
WHERE adolescent_response.stage = 'post'
GROUP BY ALL
ORDER BY quarter_on
