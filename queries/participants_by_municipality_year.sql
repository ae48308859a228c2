-- question: How many events with how many participants took place in each municipality and year?
-- grain:    one row per municipality and calendar year with events there
-- columns:  municipality_code, year, events, participants
SELECT place.municipality_code, year(event.held_on) AS year,
       count(*) AS events,
       coalesce(sum(event.participants), 0) AS participants
FROM event
JOIN place ON place.ekatte = event.ekatte
GROUP BY ALL
ORDER BY place.municipality_code, year
