"""How near help is: coverage, catchments, hours in reach, and where a fixed point would help."""
