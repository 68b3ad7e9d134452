"""Bodies that a report knows only through another: a group within it, a branch told of by its place alone."""

from __future__ import annotations

import re

from ..facts import Who
from ..recognising.names import OrgName


class Part(str):
    """A group within a body that is known only through it: the resolver puts the body's name in front."""

    owner: Who

    def __new__(cls, owner: Who, name: str) -> Part:
        made = super().__new__(cls, name)
        made.owner = owner
        return made


class Branch(str):
    """A branch that is told of by its place alone; the resolver gives it its committee's party and place."""

    owner: Who

    def __new__(cls, owner: Who, place: str, unit: str) -> Branch:
        made = super().__new__(cls, place + unit)
        made.owner = owner
        return made


class Government(str):
    """The government of the report's own city or district, which the office of a 副市长 without more is in; the letter of its level."""


_HEAD = re.compile(r"(?:原|前|时任|常务|代理?|副)*([省市区县州旗镇乡])长")
"""The head of a place, and of which level."""


def governed(office: str) -> str | None:
    """The level of the place whose government an office is in.

    >>> governed("副市长"), governed("代县长"), governed("处长")
    ('市', '县', None)
    """
    head = _HEAD.fullmatch(office)
    return head[1] if head else None


def government_beside(name: OrgName, level: str) -> str | None:
    """The government of the place whose body is named beside an office of the place's level: 中共江州市委常委、副市长.

    >>> government_beside(OrgName("中共", ("江州市",), "市", unit="委"), "市")
    '江州市政府'
    """
    place = "".join(name.places)
    if not place or name.level != level:
        return None
    return f"{place if place.endswith(level) else place + level}政府"
