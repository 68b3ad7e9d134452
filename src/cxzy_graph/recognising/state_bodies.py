"""Bodies of a place or a level: 江州市政协, 省政府, 区委统战部, the congress of a federation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import lexicon
from ..lexicon import places
from .body_words import (
    COMMITTEE,
    FOREIGN,
    NTH_TERM,
    NUMBERED_SECTION,
    SOCIETY,
    STATE_HEAD,
    TERM_AND_STATE,
)
from .names import LEVELS, OrgName
from .party_bodies import chain_at, with_part

_OFFICE = re.compile("办公室(?=副?主任)|[\u4e00-\u9fff]{2,5}[处科室](?=副?[处科]长|副?主任)")


def _office_within(text: str, end: int, part: str) -> tuple[int, str]:
    """Where the name of a department ends, with the office in it whose post is named: 市委统战部|办公室主任."""
    office = _OFFICE.match(text, end)
    return (office.end(), part + office[0]) if office and not set(office[0]) & FOREIGN else (end, part)


def of_places(text: str) -> Iterator[tuple[int, int, OrgName]]:
    """Bodies that begin with a place: 九江市委会, 盐都区政协, 西峰区民进支部."""
    start = 0
    while start < len(text):
        if not places.may_begin(text, start):
            start += 1
            continue
        chain, after = chain_at(text, start)
        if not chain:
            start += 1
            continue
        society = SOCIETY.match(text, after)
        state = TERM_AND_STATE.match(text, after)
        if society and not state and not set(society[0]) & FOREIGN:
            yield start, society.end(), OrgName("", chain, unit=society[0])
            start = society.end()
        elif chain[-1][-1] in LEVELS and COMMITTEE.match(text, after):
            end = COMMITTEE.match(text, after)
            assert end is not None
            formal = end[0] != "委" and not text.startswith("委员会", after)
            party = "" if formal else "中共"
            name = OrgName(party, chain, chain[-1][-1], unit="委会" if formal else "委")
            yield with_part(text, start, end.end(), name)
            start = end.end()
        elif state:
            head = STATE_HEAD.search(state[0])
            assert head is not None
            if head[0] == "委统战部":
                end_at, part_ = _office_within(text, state.end(), "统战部")
                yield start, end_at, OrgName("中共", chain, chain[-1][-1], unit="委", part=part_)
                start = end_at
            else:
                part = NUMBERED_SECTION.match(text, state.end()) or _PANEL.match(text, state.end())
                end_at = part.end() if part else state.end()
                yield start, end_at, OrgName("", chain, unit=head[0], part=part[0] if part else "")
                start = end_at
        else:
            start = after
    return


_PANEL = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:委员会|委)(?=副?主任)|办公室(?=副?主任)"
    r"|(?:(?![的了在和与及由被把对向到于从让而且或并还也又至])[\u4e00-\u9fff]){2,6}[部处科室](?=副?(?:主任|部长|处长|科长))"
)
"""A panel or an office within a state body, known by its head's title: 提案委员会|主任."""


_ONE = "(?<!各)(?<!各县)(?<!各市)(?<!县市)(?<!市县)(?<!区县)(?<!县、)"
"""Where a level is one body's, and not that of several: 各|市科协, 县市|区科协."""

_AFTER_LEVEL = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<l1>[{LEVELS}])(?P<h1>{STATE_HEAD.pattern}|委会|委(?![员托派任以会]))"
    rf"|{_ONE}(?P<l2>自治区|[省市区县州])(?P<h2>{STATE_HEAD.pattern}|委会|委(?![员托派任以会]))"
    rf"|(?:(?<![\u4e00-\u9fff])|(?<=[任为选是系的被聘了]))(?P<l4>自治区|[省市区县州])第?[一二三四五六七八九十\d]+届(?P<h4>政协|人大)"
    rf"|(?P<l3>全国)(?P<h3>政协|人大常委会|人大|妇联|总工会|工商联)"
)
"""State bodies named by their level alone: 市教育局, 省委会."""


_SOCIETY_AFTER_LEVEL = re.compile(rf"(?<![\u4e00-\u9fff])(?P<level>[省市区县州])(?P<society>{SOCIETY.pattern})")


_CONGRESSES = lexicon.table("bodies")["congress"]


_CONGRESS = re.compile(
    rf"(?:{NTH_TERM}|第[一二三四五六七八九十\d]+次)(?P<nation>全国)?(?P<whose>{'|'.join(row['word'] for row in _CONGRESSES)})代表大会"
)


_COUNTRY = re.compile("[\u4e00-\u9fff]{1,4}[乡镇村]|[\u4e00-\u9fff]{2,4}街道|[\u4e00-\u9fff]{1,4}社区")


def of_congresses(text: str) -> Iterator[tuple[int, int, OrgName]]:
    """A place in front of a congress stands for the body whose congress it is: 江州市|第六次归侨侨眷代表大会 is the 侨联's."""
    for match in _CONGRESS.finditer(text):
        row = next(row for row in _CONGRESSES if re.fullmatch(row["word"], match["whose"]))
        if match["nation"]:
            yield *match.span("nation"), OrgName(host=row["nation"])
            continue
        for start in range(max(0, match.start() - 14), match.start()):
            chain, after = chain_at(text, start)
            low = _COUNTRY.fullmatch(text[after : match.start()]) if chain else None
            if chain and (low or after == match.start()):
                yield start, match.start(), OrgName("", (*chain, low[0]) if low else chain, unit=row["body"])
                break


_CONFERENCE = re.compile(rf"(?:中国人民政治协商会议|人民政协|政协)(?:{NTH_TERM})?")
_ITS_COMMITTEE = re.compile(rf"(?:{NTH_TERM})?委员会")


def of_conferences(text: str) -> Iterator[tuple[int, int, OrgName]]:
    """A conference as its sessions and rolls write it, the place behind: 政协第十二届江州市委员会 is no committee of a party."""
    for match in _CONFERENCE.finditer(text):
        chain, after = chain_at(text, match.end())
        committee = _ITS_COMMITTEE.match(text, after) if chain else None
        if committee is not None:
            yield match.start(), committee.end(), OrgName("", chain, unit="政协")


def of_levels(text: str) -> Iterator[tuple[int, int, OrgName]]:
    """Bodies that only a level names: 市委会, 省政协, 区委统战部."""
    for match in _SOCIETY_AFTER_LEVEL.finditer(text):
        if not set(match["society"]) & FOREIGN and not STATE_HEAD.match(match["society"]):
            yield match.start(), match.end(), OrgName(level=match["level"], unit=match["society"])
    for match in _AFTER_LEVEL.finditer(text):
        level = match["l1"] or match["l2"] or match["l3"] or match["l4"]
        head = match["h1"] or match["h2"] or match["h3"] or match["h4"]
        if head == "委会":
            yield with_part(text, match.start(), match.end(), OrgName(level=level, unit="委会"))
        elif head == "委":
            yield with_part(text, match.start(), match.end(), OrgName("中共", level=level, unit="委"))
        elif head == "委统战部" or head == "统战部":
            end, part_ = _office_within(text, match.end(), "统战部")
            yield match.start(), end, OrgName("中共", level=level, unit="委", part=part_)
        else:
            part = NUMBERED_SECTION.match(text, match.end()) or _PANEL.match(text, match.end())
            end = part.end() if part else match.end()
            yield (
                match.start(),
                end,
                OrgName(
                    level=level if level != "全国" else "", host="全国" if level == "全国" else "", unit=head, part=part[0] if part else ""
                ),
            )
