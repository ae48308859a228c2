"""Plans: which settlements are visited, on which days, in which order, and why."""
