"""Files that carry a plan away: calendars, routes, workbook and day sheets as bytes."""
