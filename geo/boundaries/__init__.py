"""From any boundary file to the eight municipalities; `geo.official` is the way in."""
