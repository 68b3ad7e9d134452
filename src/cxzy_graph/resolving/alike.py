"""When two names can be one body's, and what of them tells it from others."""

from __future__ import annotations

from ..lexicon import places
from ..recognising.names import BRANCH_UNITS, LEVELS, OrgName


def same_place(one: str, other: str) -> bool:
    return one == other or places.short_name(one) == places.short_name(other)


def agrees(less: OrgName, more: OrgName) -> bool:
    """Could `more` be the fuller name of the body that `less` names?"""
    if (less.party and more.party and less.party != more.party) or less.unit != more.unit or less.part != more.part:
        return False
    if less.level and more.level and less.level != more.level:
        return False
    if less.unit in BRANCH_UNITS:
        said = flat(less)
        if shortens(less.host, more.host) and all(any(same_place(place, other) for other in more.places) for place in less.places):
            return True
        return bool(said) and flat(more).endswith(said) and (bool(less.host) == bool(more.host) or not less.places)
    return less.host == more.host and all(any(same_place(place, other) for other in more.places) for place in less.places)


def shortens(short: str, long: str) -> bool:
    """Is a name of an institution what another is called for short?

    >>> shortens("江工大", "江州工业大学"), shortens("江大", "江南学院"), shortens("三中", "第三中学"), shortens("江州", "江州大学")
    (True, False, True, False)
    """
    if not (2 <= len(short) < len(long) and short[-1] in "大院中小附" and short[-1] in long[-2:]):
        return False
    rest = iter(long.removeprefix("第"))
    return long.removeprefix("第")[0] == short[0] and all(char in rest for char in short)


def flat(name: OrgName) -> str:
    """What tells a branch from others, without the words for kinds of place: 昆明西山科技."""
    return "".join(places.short_name(place) for place in name.places) + name.host


def letter_of(place: str) -> str:
    """What kind of division a place's full name says it is; nothing for a short name: 徐州 is no 州."""
    return place[-1] if places.short_name(place) != place and place[-1] in LEVELS else ""


def level_of(place: str) -> str:
    """The kind of division that a place is, by the table where its name does not say it."""
    division = places.locate((place,))
    letter = letter_of(place) or (division.letter if division is not None else "市")
    return letter if letter in LEVELS else "市"
