"""Days on which tours may go: no weekends, no public holidays."""

from datetime import date, timedelta

import holidays

# Tuesday and Thursday first: markets, municipal offices and health mediators are then at work,
# and two tours are not on consecutive days.
WEEKDAYS_IN_ORDER = (1, 3, 2, 0, 4)


def workdays(since: date, weeks: int, days_per_week: int) -> tuple[tuple[date, ...], ...]:
    """Choose the days of each week.

    Parameters
    ----------
    since
        First day of the first week.
    weeks
        Number of weeks.
    days_per_week
        Days wanted in each week.

    Returns
    -------
    tuple of tuple of date
        One tuple per week, in order of the calendar; shorter than ``days_per_week`` where public
        holidays of Bulgaria leave fewer working days.
    """
    last = since + timedelta(weeks=weeks)
    free = holidays.country_holidays("BG", years=range(since.year, last.year + 1))
    chosen = []
    for week in range(weeks):
        days = [since + timedelta(weeks=week, days=day) for day in range(7)]
        open_days = [day for day in days if day.weekday() < 5 and day not in free]
        open_days.sort(key=lambda day: WEEKDAYS_IN_ORDER.index(day.weekday()))
        chosen.append(tuple(sorted(open_days[:days_per_week])))
    return tuple(chosen)
