"""What a page says around a name that is not whole: the place named last at a level, the institution it speaks of, the longer name it ends like."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..lexicon import places
from ..recognising.names import OURS, OrgName

_LEVELS = ("区", "县", "旗", "镇", "乡", "市", "州")
_INSTITUTION = re.compile(r"(?:大学|学院|中学|小学|学校|[一二三四五六七八九十]中|医院)$")
_OF_OURS = re.compile(r"(?:我|本|该)?(?P<head>学校|学院|医院|校|院)(?=[\u4e00-\u9fff]{2})(?!长|士|级)")
"""What an institution calls itself in the names of its parts: 校党委, 学校统战部."""
_WITHIN_ONE = re.compile(
    "[\u4e00-\u9fff]{2,12}?(?:大学|学院|中学|医院)(?=党委|工会|团委|知联会|党外|侨联|妇委会|校友会|留学人员|统战部|关工委|离退休)"
)
"""An institution at the head of the name of what is within it: 江州大学|党外知识分子联谊会."""
_OF_OURS_ALONE = re.compile("学校|学院|医院|校|院")
_FACULTY = re.compile(r"(?:(?!大学|学院|中学|医院)[\u4e00-\u9fff]){2,8}(?:系|教研室|教研部)")
"""What is part of some institution: 外语系."""

_WITHIN = frozenset(("工会", "团委", "妇委会", "妇联", "关工委", "科协", "侨联"))
"""What an institution has within itself."""


@dataclass(slots=True)
class Surroundings:
    """A page's places, institutions and whole names, to make others whole with."""

    _at: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    institution: str = ""
    _ending: dict[str, set[str]] = field(default_factory=dict)
    _short: dict[str, set[str]] = field(default_factory=dict)
    _names: dict[str, OrgName] = field(default_factory=dict)

    def place(self, level: str, position: int, paragraph: tuple[int, int] | None) -> str | None:
        """The place of a level that was named last before a character, in its paragraph or else on a page that names but one.

        >>> page = surroundings("江州市城东区常务副区长李然，区政协主席王小明。", [], None)
        >>> page.place("区", 13, (0, 23))
        '城东区'
        """
        told = self._at.get(level, [])
        if paragraph is not None:
            index = bisect_left(told, (position, ""))
            if index and told[index - 1][0] >= paragraph[0]:
                return told[index - 1][1]
        different = {name for _, name in told}
        return different.pop() if len(different) == 1 else None

    def whole(self, name: OrgName) -> OrgName | None:
        """A name with what the page says elsewhere of it: the institution of 校党委, the longer name that it ends like, or that it shortens; None for
        the 校党委 of a school that the page does not name."""
        said = name.host
        if said in OURS and name.party and name.unit != "党委":
            return replace(name, host=self.institution) if self.institution else name
        if name.unit == "党委" and _OF_OURS_ALONE.fullmatch(said):
            return replace(name, host=self.institution) if self.institution else None
        if name.party or name.places or name.unit not in ("", "党委") or name.part or len(said) < 2:
            return name
        ours = _OF_OURS.match(said)
        if self.institution and (ours or _FACULTY.fullmatch(said) or said in _WITHIN):
            return replace(name, host=self.institution + (said[ours.end() :] if ours else said))
        if places.at(said, 0):
            return name
        longer = self._ending.get(said, set()) or (self._short.get(said, set()) if len(said) <= _SHORT else set())
        first = min(longer, key=len, default="")
        if all(one.startswith(first) for one in longer):  # 中国某学院, and its institutes
            longer = {first} if first else set()
        return self._names[next(iter(longer))] if len(longer) == 1 else name


_SHORT = 5
"""Characters of what a long name is called for short at most: 海医会."""


def surroundings(text: str, named: Iterable[OrgName], about: OrgName | None) -> Surroundings:
    """What a page says that makes names whole; `named` are the bodies that its mentions name, in their order."""
    made = Surroundings()
    index = 0
    while index < len(text):
        place = places.at(text, index) if places.may_begin(text, index) else None
        if place and len(place) > 2 and place[-1] in _LEVELS:
            made._at.setdefault(place[-1], []).append((index, place))
        index += len(place) if place else 1
    listed = list(named)
    made.institution = institution_of(listed, about)
    whole = {one.named(): one for one in listed if not one.bare and not one.own}
    called = {said for said in whole if len(said) >= 2}
    made._names = whole
    hosts = {one.host for one in listed if one.host and not (one.party or one.places or one.unit or one.part)}
    for said in called:
        for start in range(1, len(said) - 1):
            if said[start:] in hosts:
                made._ending.setdefault(said[start:], set()).add(said)
    for host in hosts:
        if 3 <= len(host) <= _SHORT and host[-1] in "会院社":
            longer = {
                said
                for said in called
                if len(said) >= len(host) + 2 and said[0] == host[0] and said[-1] == host[-1] and _within(host, said)
            }
            if longer:
                made._short[host] = longer
    for said in list(made._ending):  # of names that end one another the longest is whole
        ends = made._ending[said]
        made._ending[said] = {one for one in ends if not any(other != one and other.endswith(one) for other in ends)}
    return made


def _within(short: str, whole: str) -> bool:
    """Are the characters of the one in the other, in their order?"""
    rest = iter(whole)
    return all(character in rest for character in short)


def institution_of(named: Sequence[OrgName], about: OrgName | None = None) -> str:
    """The institution that a page is of: that of its own body, or the one that its mentions name most, and twice at least or alone."""
    within = _WITHIN_ONE.match(about.host) if about is not None else None
    if within is not None:
        return within[0]
    if about is not None and _INSTITUTION.search(about.host):
        return "".join(about.places) + about.host if about.unit in ("", "党委") else about.host
    counts: Counter[str] = Counter()
    for one in named:
        if one.host and _INSTITUTION.search(one.host) and len(one.host) > 3 and not _OF_OURS.match(one.host):
            # a faculty is seldom named after a place, and has no party's branch
            counts[one.host] += 1 + 2 * bool(one.party or one.unit) + bool(places.at(one.host, 0))
    most = counts.most_common(2)
    if not most or (len(most) > 1 and most[0][1] == most[1][1]):
        return ""
    return most[0][0]
