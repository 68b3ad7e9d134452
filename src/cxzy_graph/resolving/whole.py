"""Names made whole: the place, the city above it, the institution that a name leaves out because the report has said it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..lexicon import places
from ..recognising.names import BRANCH_UNITS, OF_INSTITUTION, OURS, OrgName
from .alike import letter_of, same_place
from .known import Bodies, rank


def division_of(chain: tuple[str, ...], found: Bodies) -> places.Division | None:
    return places.locate(chain, found.year, found.near) if chain else None


_BELOW_CITIES = ("区", "县", "旗", "镇", "乡")
"""Levels at which a report names several places, and means the last named by the bare word."""


def upward(name: OrgName, found: Bodies, lately: Iterable[OrgName] = (), beside: str | None = None) -> OrgName:
    """A body that only its level names, given the place `beside` it, else the report's own place at that level; where it has none, that of a body
    named a moment ago: 东兴区委常委、区委统战部部长."""
    party = name.party or (found.party if name.unit in ("委会", "工委", "中央") or not name.unit else "")
    unit = name.unit or "委会"
    place = beside or (_place_at(name.level, found) if name.level else None)
    if place is None and name.level in _BELOW_CITIES:
        place = next((before.places[-1] for before in lately if before.places and before.places[-1].endswith(name.level)), None)
    if place is None:
        return replace(name, party=party, unit=unit)
    return replace(name, party=party, places=(place,), level=name.level if unit in ("委会", "委") else "", unit=unit)


def _place_at(level: str, found: Bodies) -> str | None:
    """The name of the report's own place at a level: its division, or what the report calls a city that no table has."""
    division = _at_level(level, found)
    if division is not None:
        return called(division)
    own = next((p for p in found.about.places if p.endswith(level)), None) if found.about else None
    return own if own and found.near is None else None


def _at_level(level: str, found: Bodies) -> places.Division | None:
    if found.near is None:
        return None
    if level == "省" or level == "自治区":
        return places.province(found.near)
    if level in ("市", "州", "盟"):
        if found.near.level == "县" and found.near.name.endswith(level) and found.about is not None and not found.about.is_branch:
            return found.near  # the 市委 of a county-level city's committee is that city's; a branch's is as likely the one above
        here = places.city(found.near)
        if here is None and found.near.name.endswith("市"):
            return found.near
        if here is not None and level == "市" and not here.name.endswith("市"):
            return found.near if found.near.name.endswith("市") else None
        return here
    if level in ("区", "县", "旗"):
        if found.near.level == "县" and found.near.name.endswith(level):
            return found.near
        return found.near if level == "区" and "自治区" in found.near.name else None
    return None


def called(division: places.Division) -> str:
    """What a division is called in a body's name: 九江市, 黔东南州, 广西区."""
    return division.short + division.letter if "自治" in division.name else division.name


def made_whole(name: OrgName, found: Bodies) -> OrgName:
    """A name with its party and its places made whole, as far as the report and the national table are certain."""
    party = name.party
    if not party and (name.is_committee or name.is_branch):
        party = found.party
    if name.party and not name.unit and (name.places or name.level):  # 大连民进, 省民进
        return _party_of_place(name, found)
    host, chain = name.host, name.places
    if (
        not chain
        and host
        and name.unit in ("", *BRANCH_UNITS)
        and host[0] in "省市区县"
        and len(host) > 2
        and not host.startswith(("市直", "区直", "县直", "省直"))
    ):
        place = _place_at(host[0], found)
        if place is not None:
            return replace(name, party=party, host=place + host[1:])
    if name.is_branch and _is_within(name, found.about):
        host = found.about.host + host if found.about else host
    elif name.is_branch and found.about is not None and _is_of_general_branch(name, found.about):
        host, chain = f"{found.about.host}{found.about.unit}{host}", found.about.places
    elif name.is_branch:
        chain = _branch_chain(name, found)
    elif chain and name.unit not in ("委会", "委", "工委"):
        chain = tuple(_expanded(place, chain, i, found) for i, place in enumerate(chain))
    elif chain and name.unit in ("委会", "委"):
        chain = tuple(_expanded(place, chain, i, found) for i, place in enumerate(chain[:-1])) + chain[-1:]
    return replace(name, party=party, places=chain, host=host)


def _is_within(name: OrgName, about: OrgName | None) -> bool:
    """Is a branch that no place is said of one of the institution's whose committee's report it is: 民盟江州大学|文科支部?"""
    of_institution = about is not None and (
        about.unit == OF_INSTITUTION or (not about.places and _INSTITUTION_WORD.search(about.host[-2:]) is not None)
    )
    within = of_institution and bool(name.host) and not name.places and name.unit != OF_INSTITUTION
    return about is not None and bool(within) and not name.host.startswith(about.host) and not _INSTITUTION_WORD.search(name.host)


def _is_of_general_branch(name: OrgName, about: OrgName) -> bool:
    """Is a branch, known by its field or number alone, one of the general branch whose report it is: 城南总支|一支部?"""
    alone = bool(name.host) and not name.places and not name.party and len(name.host) <= 4
    return (
        about.unit == "总支"
        and name.unit in ("支部", "支社")
        and alone
        and places.at(name.host, 0) is None
        and not _INSTITUTION_WORD.search(name.host)
    )


_INSTITUTION_WORD = re.compile("大学|学院|中学|小学|医院|公司|学校")


def _party_of_place(name: OrgName, found: Bodies) -> OrgName:
    """大连民进 is the party's committee of 大连; 官渡民进, in a report of its 基层委, is that."""
    place = name.places[-1] if name.places else ""
    own = found.about if found.about is not None and found.about.party == name.party else None
    if own is not None and place and any(same_place(place, other) for other in own.places[-1:]):
        return own
    if not place:
        return upward(replace(name, unit="委会"), found)
    division = division_of((place,), found)
    level = division.letter if division else letter_of(place) or "市"
    return OrgName(name.party, (place,), level, unit="委会")


def _branch_chain(name: OrgName, found: Bodies) -> tuple[str, ...]:
    chain = list(name.places)
    for index, place in enumerate(chain):
        last = index == len(chain) - 1
        if not (last and name.host[:1] in tuple("一二三四五六七八九十第")):
            chain[index] = _expanded(place, name.places, index, found)
    about = found.about
    base = about.places if about is not None else ()
    if about is not None and about.unit == "委会" and base:
        division = division_of(base, found)
        if rank(about) <= 1:
            base = ()
        elif division is not None:
            base = (called(division),)
        else:  # a city that the table lacks
            base = (base[0] if base[0].endswith(about.level) else base[0] + about.level,)
    elif about is None or rank(about) <= 1:
        base = ()
    if not base or name.party not in ("", found.party):
        return tuple(chain)
    if not chain:
        said = next((at for at, place in enumerate(base) if name.host.startswith(places.short_name(place))), None)
        return base[:said] if said is not None else () if _elsewhere(name.host, found) else base  # 盐都总支 of a 盐都区: not twice
    if all(not same_place(chain[0], place) for place in base):
        upper = division_of(base[:1], found)
        lower = places.locate(tuple(chain), found.year, found.near)
        if chain[0].endswith("市"):
            return tuple(chain)  # 溧阳市 has no 常州市 in front of it, though it lies there
        if upper is not None and ((lower is not None and places.contains(upper, lower)) or _of_no_place(chain[0], found)):
            return (*base[:1], *chain)
    return tuple(chain)


def _elsewhere(host: str, found: Bodies) -> bool:
    """Does a host's name begin with a place or region of its own (华东交大, 江西师大)?"""
    if host in OURS or re.match(r"华东|华南|华北|华中|西南|西北|东北|中国|中央", host):
        return True
    return places.at(host, 0) is not None and not _of_no_place(host, found)


def _expanded(place: str, chain: tuple[str, ...], index: int, found: Bodies) -> str:
    if any(place == d.name or place == d.short + d.letter for d in places.named(place)):
        return place
    division = places.locate(chain[: index + 1], found.year, found.near)
    if division is None or division.short != place or (index == 0 and _far(division, found)):
        return place
    return called(division)


def _of_no_place(word: str, found: Bodies) -> bool:
    """Can a word be a branch's own name, though districts of cities that the report does not speak of are called so in short: 东湖支部 of a city
    without a 东湖区?"""
    meant = places.named(word)
    districts = [d for d in meant if d.level == "县"]
    return bool(districts) and all(d.name != word for d in meant) and not any(_spoken_of(d, found) or _at_home(d, found) for d in districts)


def _spoken_of(division: places.Division, found: Bodies) -> bool:
    """Does the report speak of the city of a district, one other than its own?"""
    city, own = places.city(division), places.city(found.near) if found.near is not None else None
    return city is not None and city != own and city.short != division.short and city.short in found.text


def _far(division: places.Division, found: Bodies) -> bool:
    """Is a district that the bare word could mean outside the city, or the province, of the report?"""
    return found.near is not None and division.level == "县" and not (_at_home(division, found) or _spoken_of(division, found))


def _at_home(division: places.Division, found: Bodies) -> bool:
    """Does a district lie in the city of the report, or in its province where it is a province's?"""
    return found.near is not None and places.contains(places.city(found.near) or found.near, division)
