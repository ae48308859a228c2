-- question: How many of the mobile offices were held together with a local host?
-- grain:    one row per calendar quarter with a mobile office
-- columns:  quarter_on, part, whole
SELECT date_trunc('quarter', visit.held_on)::DATE AS quarter_on,
       count(*) FILTER (
           visit.visit_id IN (SELECT visit_host.visit_id FROM visit_host)
       )::DOUBLE AS part,
       count(*)::DOUBLE AS whole
FROM visit
WHERE visit.status IN ('held', 'reported')
GROUP BY ALL
ORDER BY quarter_on
