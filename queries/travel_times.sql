-- question: Which travel times were loaded, and from where?
-- grain:    one row per ordered pair of settlements; none where no file was loaded
-- columns:  from_ekatte, to_ekatte, travel_minutes, distance_km, source, is_estimate
SELECT from_ekatte, to_ekatte, travel_minutes, distance_km, source, is_estimate
FROM travel_time
ORDER BY from_ekatte, to_ekatte
