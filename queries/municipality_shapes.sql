-- question: Which shapes of municipalities were loaded, and from where?
-- grain:    one row per municipality; none where no file was loaded
-- columns:  municipality_code, geometry_geojson, source, is_schematic
SELECT municipality_code, geometry_geojson, source, is_schematic
FROM municipality_shape
ORDER BY municipality_code
