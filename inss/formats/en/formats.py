"""Dates as the institute writes them: 24 July, 2024. Hours without a.m. and p.m."""

DATE_FORMAT = "j F, Y"
SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F, Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"

# Ours: without the year, and with the day of the week.
MONTH_DAY_TIME_FORMAT = "j M, H:i"
WEEKDAY_DATE_FORMAT = "l, j F Y"

FIRST_DAY_OF_WEEK = 0
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S", "%H"]
