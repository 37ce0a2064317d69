"""English dates as British readers write them: 3 March 2026, and 14:30 rather than 2:30 p.m."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
YEAR_MONTH_FORMAT = "M Y"
