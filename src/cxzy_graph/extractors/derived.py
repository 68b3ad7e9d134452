"""Bodies that a report knows only through another: a group within it, a branch told of by its place alone."""

from __future__ import annotations

from ..facts import Who


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
