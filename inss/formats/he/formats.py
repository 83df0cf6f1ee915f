"""Dates as the institute writes them in Hebrew: 24 ביולי 2024."""

DATE_FORMAT = "j בF Y"
SHORT_DATE_FORMAT = "j בF Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j בF Y, H:i"
SHORT_DATETIME_FORMAT = "j בF Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j בF"

# Ours: without the year, and with the day of the week.
MONTH_DAY_TIME_FORMAT = "j בF, H:i"
WEEKDAY_DATE_FORMAT = "יום l, j בF Y"

FIRST_DAY_OF_WEEK = 0
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S", "%H"]
