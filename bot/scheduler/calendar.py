"""When jobs are due, in Bangkok time, and which days are working days of a Thai government office."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays

from bot.clock import BANGKOK
from bot.scheduler.job import Due

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=16)
def public_holidays(year: int) -> frozenset[date]:
    """Days on which government offices are closed (Gregorian year), days in lieu included.

    From the package ``holidays``; a special holiday that the cabinet declares arrives with its next release.
    """
    return frozenset(holidays.country_holidays("TH", years=year, categories=("public", "government")))


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year)


def working_day_on_or_before(day: date) -> date:
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def working_day_on_or_after(day: date) -> date:
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def bangkok(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment by the clock on the wall of the office."""
    return datetime.combine(day, time(hour, minute), BANGKOK)


def on_days(chosen: Callable[[date], bool], hour: int, minute: int = 0) -> Due:
    """At an hour of the days that ``chosen`` picks."""

    def due(after: datetime, upto: datetime) -> Sequence[datetime]:
        first, last = after.astimezone(BANGKOK).date(), upto.astimezone(BANGKOK).date()
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        moments = (bangkok(day, hour, minute) for day in days if chosen(day))
        return [moment for moment in moments if after < moment <= upto]

    return due


def daily(hour: int, minute: int = 0) -> Due:
    return on_days(lambda _day: True, hour, minute)


def working_days(hour: int, minute: int = 0) -> Due:
    return on_days(is_working_day, hour, minute)


def weekly(weekday: int, hour: int, minute: int = 0) -> Due:
    """``weekday``: 0 is Monday."""
    return on_days(lambda day: day.weekday() == weekday, hour, minute)


def monthly(day_of_month: int, hour: int, minute: int = 0) -> Due:
    """``day_of_month`` 1-28."""
    return on_days(lambda day: day.day == day_of_month, hour, minute)


def every(minutes: int) -> Due:
    """At every so many minutes since midnight. After a stop only the newest moment: intervals have no history."""

    def due(after: datetime, upto: datetime) -> Sequence[datetime]:
        local = upto.astimezone(BANGKOK)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        step = timedelta(minutes=minutes)
        moment = midnight + (local - midnight) // step * step
        return [moment] if moment > after else []

    return due
