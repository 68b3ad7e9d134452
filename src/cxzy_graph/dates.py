"""Dates at the precision they have: a year, a month or a day, and intervals of these (EDTF, ISO 8601-2)."""

from __future__ import annotations

import calendar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """``start`` is ``2014``, ``2014-05`` or ``2014-05-19``; ``end`` the same for something that lasted.

    >>> Date("2014-02").earliest, Date("2014-02").latest
    ('2014-02-01', '2014-02-28')
    >>> str(Date("2004-11-26", "2004-11-27"))
    '2004-11-26/2004-11-27'
    """

    start: str
    end: str | None = None

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> Date | None:
        """The date of some numbers; None where the calendar has no such day.

        >>> Date.of(2014, 5), Date.of(2014, 2, 30)
        (Date(start='2014-05', end=None), None)
        """
        if not 1840 <= year <= 2199 or (month is not None and not 1 <= month <= 12):
            return None
        if day is not None and (month is None or not 1 <= day <= calendar.monthrange(year, month)[1]):
            return None
        numbers = [f"{year:04}"] + [f"{n:02}" for n in (month, day) if n is not None]
        return cls("-".join(numbers))

    @property
    def year(self) -> int:
        return int(self.start[:4])

    @property
    def has_day(self) -> bool:
        """Does it say the day, and not only a month or a year?"""
        return self.datatype == "date"

    @property
    def earliest(self) -> str:
        """The first day it can mean."""
        return self.start + "-01" * (3 - len(self.start.split("-")))

    @property
    def latest(self) -> str:
        """The last day it can mean."""
        parts = (self.end or self.start).split("-")
        if len(parts) == 1:
            parts.append("12")
        if len(parts) == 2:
            parts.append(f"{calendar.monthrange(int(parts[0]), int(parts[1]))[1]:02}")
        return "-".join(parts)

    @property
    def datatype(self) -> str:
        """The XML Schema type of ``start``."""
        return ("gYear", "gYearMonth", "date")[self.start.count("-")]

    def __str__(self) -> str:
        return f"{self.start}/{self.end}" if self.end else self.start
