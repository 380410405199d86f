"""Dates as datetime.date, times as minutes after 00:00 of a shift's date (a night goes past 1440)."""

import datetime

DAY = datetime.timedelta(days=1)


def hhmm(minutes):
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def minutes(text):
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def dates(first, count):
    return [first + DAY * n for n in range(count)]


def weekend(day):
    return day.weekday() >= 5
