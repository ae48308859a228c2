-- question: Which mobile offices stand from $since to $until, planned, confirmed or held, and how discreet is the hall?
-- grain:    one row per visit that was not cancelled
-- columns:  ekatte, on_day, opens_at, closes_at, team, venue_discretion
-- The hours are both empty where one of them is not noted; venue_discretion where nobody noted it.
SELECT ekatte,
       coalesce(held_on, planned_on) AS on_day,
       CASE WHEN ends_at IS NOT NULL THEN starts_at END AS opens_at,
       CASE WHEN starts_at IS NOT NULL THEN ends_at END AS closes_at,
       coalesce(team, '') AS team,
       venue_discretion
FROM visit
WHERE status <> 'cancelled'
  AND coalesce(held_on, planned_on) >= $since::DATE
  AND coalesce(held_on, planned_on) < $until::DATE
ORDER BY on_day, ekatte, team
