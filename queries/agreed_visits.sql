-- question: Which mobile offices stand from $since to $until, planned, confirmed or held, and how discreet is the hall?
-- grain:    one row per visit that was not cancelled
-- columns:  ekatte, on_day, opens_at, closes_at, team, venue_discretion
-- The hours are both empty where one of them is not noted. Where nobody noted how discreet the hall
-- is, it is the best of the settlement; venue_discretion is empty where none is known.
SELECT ekatte,
       coalesce(held_on, planned_on) AS on_day,
       CASE WHEN ends_at IS NOT NULL THEN starts_at END AS opens_at,
       CASE WHEN starts_at IS NOT NULL THEN ends_at END AS closes_at,
       coalesce(team, '') AS team,
       coalesce(
           venue_discretion,
           (SELECT max(discretion) FROM hall WHERE hall.ekatte = visit.ekatte AND hall.in_use)
       ) AS venue_discretion
FROM visit
WHERE status <> 'cancelled'
  AND coalesce(held_on, planned_on) >= $since::DATE
  AND coalesce(held_on, planned_on) < $until::DATE
ORDER BY on_day, ekatte, team
