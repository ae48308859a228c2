"""The field pack: what a team takes along for one day, as one HTML file and on paper."""
