"""Which body a name means among all bodies: identity from the parts of its name, and a verdict on two names with the reason.

民进盐城市委 ─┐
中国民主促进会盐城市委员会 ─┼─ 民进 · 320900 盐城市 · 委会
盐城民进 ─┘
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..language import say
from ..lexicon import places
from ..recognising.body_words import STATE_HEAD
from ..recognising.names import BRANCH_UNITS, OrgName
from .wording import ELSEWHERE, branch, institution, state, taken_apart

SAME, DIFFERENT, UNKNOWN = "same", "different", "unknown"
_REGIONAL = "省市州盟"
_NOTHING_SAID = re.compile(
    r"(?:第?[一二三四五六七八九十]*(?:中学|小学|医院|人民医院|幼儿园)|学校|大学|学院|公司|协会|学会|研究会|联合会|促进会|商会|银行|集团|图书馆|博物馆|文化馆|敬老院|"
    r"养老院|福利院|养老中心|教研室|卫生院|报社|电视台|电台|基金会|出版社|研究所|研究院|中心小学|实验小学|实验中学|中心幼儿园|老年大学|党校|特殊教育学校|社区|村|街道|乡|镇)$"
)
"""Institutions of which every city has one or more."""


@dataclass(frozen=True, slots=True)
class BodyKey:
    """What makes a body the one it is. Two names with equal keys are one body.

    ``place`` is a division's name as it is told from all others (`places.called`), or the words for a place that no table has;
    ``scope`` where the words alone are known, not which of several they mean: the report (with @ in front) or the city in which they
    are said.
    """

    party: str = ""
    place: str = ""
    host: str = ""
    unit: str = ""
    part: str = ""
    scope: str = ""
    division: places.Division | None = field(default=None, compare=False)

    def __str__(self) -> str:
        """The identity as text, which the IRI is made of: 民进盐城市委会, 区政协（@a）."""
        return f"{self.words}（{self.scope}）" if self.scope else self.words

    @property
    def words(self) -> str:
        """The identity without the report or city that it is known in."""
        return f"{self.party}{self.place}{self.host}{self.unit}{self.part}"


def body_key(name: OrgName, year: int | None, near: places.Division | None, report: str, home: tuple[str, ...] = ()) -> BodyKey:
    """The key of a name that stands in a report of a year, whose own body is at home in the division ``near``, or in ``home``, places
    that no table has.

    >>> nanjing = places.locate(("南京市",))
    >>> str(body_key(OrgName("民进", ("盐城",), "市", unit="委会"), None, None, "a"))
    '民进盐城市委会'
    >>> str(body_key(OrgName("民进", ("鼓楼区",), unit="支部"), None, nanjing, "a"))
    '民进南京市鼓楼区支部'
    >>> str(body_key(OrgName("民进", ("鼓楼区",), unit="支部"), None, None, "a"))  # four cities have one
    '民进鼓楼区支部（@a）'
    """
    chain = list(name.places)
    if chain and name.level and not chain[-1].endswith(name.level):
        chain[-1] += name.level
    level = name.level if not chain else ""
    host = name.host
    if name.unit in BRANCH_UNITS or not name.unit:
        leading, rest = taken_apart(host)
        if leading and home and places.short_name(leading[-1]) == places.short_name(home[-1]):
            leading = home
        if leading and not chain:
            chain, host = list(leading), rest
        elif leading and places.short_name(leading[-1]) == places.short_name(chain[-1]):
            host = rest
        host = branch(host) if name.unit in BRANCH_UNITS else institution(host)
        if not chain and leading == ():
            host = branch(rest) if name.unit in BRANCH_UNITS else rest
    if name.unit in BRANCH_UNITS and len(chain) > 1 and _no_district(chain, year, near):
        chain, host = chain[:-1], branch(chain[-1] + host)
    unit = name.unit if name.party and name.unit else state(name.unit)
    if not unit and STATE_HEAD.fullmatch(host):
        host, unit = "", state(host)
    place, division, certain = _place(tuple(chain), year, near) if chain else (level, None, False)
    return BodyKey(name.party, place, host, unit, name.part, _scope(name, place, host, certain, near, report), division)


def _no_district(chain: list[str], year: int | None, near: places.Division | None) -> bool:
    """Is the last of a branch's places a word of its own name, which only elsewhere is a district's: 海口市|东湖支部?"""
    named = places.named(chain[-1])
    upper = places.locate(tuple(chain[:-1]), year, near)
    return upper is not None and all(one.name != chain[-1] for one in named) and places.locate(tuple(chain), year, near) is None


def _place(chain: tuple[str, ...], year: int | None, near: places.Division | None) -> tuple[str, places.Division | None, bool]:
    """A chain of places as one name, the division it means, and whether it is known which place that is."""
    division = places.locate(chain, year, near)
    if division is not None and not (year is None and near is None and _several(chain)):
        return places.called(division), places.lasting(division), True
    known = places.named(chain[-1])
    whole = "".join(chain)
    if known and len(chain) == 1:
        return whole, None, False
    return whole, None, any(one[-1] in _REGIONAL and len(one) > 2 for one in chain[:1]) or bool(places.locate(chain[:1], year, near))


def _says_where(host: str) -> bool:
    """Does an institution's name begin with the place it is in: 盐城市…, 江西师范大学, but not 朝阳小学, which many cities have?"""
    name = places.at(host, 0)
    if name is None:
        return False
    if _UNIVERSITY.search(host):  # a university's name is given once in the country
        return True
    meant = places.locate((name,))
    if meant is None or _street(host[len(name) :]):
        return False
    alone = len({one.code // 100 for one in places.named(name)}) == 1  # 长沙 is a city and a county in it; 朝阳 is in four provinces
    return meant.name == name or meant.level == "省" or (meant.level == "市" and alone)


_UNIVERSITY = re.compile("大学|学院")


def _street(rest: str) -> bool:
    """Does a name go on as that of a street, a gate, a village?"""
    return rest[:1] in ("路", "街", "门", "村", "里", "巷")


def _several(chain: tuple[str, ...]) -> bool:
    """Were there divisions of one name in several cities, of which one alone is left today?"""
    return len(chain) == 1 and len({places.lasting(d).code // 100 for d in places.named(chain[0]) if d.name == chain[0]}) > 1


def _scope(name: OrgName, place: str, host: str, certain: bool, near: places.Division | None, report: str) -> str:
    here = f"@{report}"
    if place:
        return "" if certain else here
    if name.unit == "中央" or (name.party and not name.unit and not name.level and not host):
        return ""
    if not host:
        return here
    if ELSEWHERE.match(host) or _says_where(host):
        return ""
    if _NOTHING_SAID.fullmatch(host) and not host.startswith("第"):
        return here
    return places.called(near) if near is not None and near.level != "省" else here


@dataclass(frozen=True, slots=True)
class Verdict:
    """Are two names one body? ``answer`` is SAME, DIFFERENT or UNKNOWN; ``reason`` a sentence; ``related`` says how two that differ
    belong together (one is the other under a former name)."""

    answer: str
    reason: str
    related: str = ""


def verdict(one: BodyKey, other: BodyKey) -> Verdict:
    """Whether two keys mean one body, and why.

    >>> old = body_key(OrgName("民进", ("九江",), "县", unit="委会"), 2014, None, "a")
    >>> new = body_key(OrgName("民进", ("柴桑",), "区", unit="委会"), 2020, None, "b")
    >>> verdict(old, new).answer, bool(verdict(old, new).related)
    ('different', True)
    """
    if one == other:
        return Verdict(SAME, say(f"两者的名称拆开后相同：{_parts(one)}", f"both names come apart into the same: {_parts(one)}"))
    if one.party != other.party and one.party and other.party:
        return _differ("党派", "party", one.party, other.party)
    if one.unit != other.unit:
        related = ""
        if {one.unit, other.unit} <= {"支部", "总支", "基层委员会", "支社", "小组"} and (one.party, one.place, one.host) == (
            other.party,
            other.place,
            other.host,
        ):
            related = say("一个可能由另一个改设而来", "one may have grown into the other")
        return Verdict(DIFFERENT, _unlike("组织种类", "kind of body", one.unit, other.unit), related)
    if one.part != other.part:
        return _differ("部门", "department", one.part, other.part)
    if one.place != other.place and one.division is not None and other.division is not None:
        related = _succession(one.division, other.division) if one.host == other.host else ""
        nested = places.contains(one.division, other.division) or places.contains(other.division, one.division)
        if nested and one.host == other.host and one.host and one.unit in ("", *BRANCH_UNITS):
            return Verdict(UNKNOWN, say("一个名称多说了一级区划，未必是同一个", "one name says a division more; it may be another"))
        return Verdict(DIFFERENT, _unlike("区划", "division", one.place, other.place), related)
    if one.host != other.host and one.place == other.place and one.place:
        return _differ("单位或序号", "institution or number", one.host, other.host)
    if one.host != other.host and (_number(one.host) != _number(other.host)) and _number(one.host) and _number(other.host):
        return _differ("序号", "number", one.host, other.host)
    if one.host != other.host and not (one.scope or other.scope) and _WHOLE.search(one.host) and _WHOLE.search(other.host):
        return _differ("单位", "institution", one.host, other.host)
    unclear = one if one.scope else other
    return Verdict(UNKNOWN, say(f"“{unclear.words}”没有说明是哪里的", f"“{unclear.words}” does not say which one it is"))


_WHOLE = re.compile("(?:大学|学院|中学|小学|学校|医院|公司|图书馆|博物馆)$")
"""How the name of an institution ends that is written in full."""


_ORDINAL = re.compile(r"[一二三四五六七八九十]+(?=$|中学|小学|人民医院|附属)")


def _number(host: str) -> str:
    found = _ORDINAL.search(host)
    return found[0] if found else ""


def _parts(key: BodyKey) -> str:
    division = f"{key.place} {key.division.code}" if key.division else key.place
    return " · ".join(part for part in (key.party, division, key.host, key.unit, key.part, key.scope) if part)


def _unlike(chinese: str, english: str, one: str, other: str) -> str:
    return say(f"{chinese}不同：{one or '无'}、{other or '无'}", f"another {english}: {one or 'none'}, {other or 'none'}")


def _differ(chinese: str, english: str, one: str, other: str) -> Verdict:
    return Verdict(DIFFERENT, _unlike(chinese, english, one, other))


def _succession(one: places.Division, other: places.Division) -> str:
    """How one division came after the other; nothing if it did not."""
    for former, later in ((one, other), (other, one)):
        after = places.successor(former)
        seen = 0
        while after is not None and seen < 9:
            if places.lasting(after[0]) == places.lasting(later):
                return say(f"{former.name}后为{later.name}（{after[1]}）", f"{former.name} became {later.name}")
            after, seen = places.successor(after[0]), seen + 1
    return ""
