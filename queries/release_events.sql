-- question: How many events with how many participants were there from $since to $until, by municipality, year and kind?
-- grain:    one row per municipality (or 'no_place'), calendar year and kind of event with events
-- columns:  municipality, year, event_type, events, participants
SELECT coalesce(place.municipality_code, 'no_place') AS municipality,
       year(event.held_on)::VARCHAR AS year, event.event_type,
       count(*) AS events,
       coalesce(sum(event.participants), 0)::BIGINT AS participants
FROM event
LEFT JOIN place ON place.ekatte = event.ekatte
WHERE event.held_on >= $since::DATE
  AND event.held_on < $until::DATE
GROUP BY ALL
ORDER BY ALL
