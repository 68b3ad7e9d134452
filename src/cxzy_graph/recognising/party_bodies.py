"""Bodies of the parties: a party's name, and what of its committees, branches and groups follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .. import lexicon
from ..lexicon import places
from .body_words import (
    BRANCH_WORD,
    CENTRE,
    COMMITTEE,
    EARLY,
    FOREIGN,
    GENERIC_HOST,
    INSTITUTION,
    LEVELLED,
    NOT_IN_HOST,
    NTH_TERM,
    PART,
    PARTY,
    PLAIN_PART,
    SHORT_AT_PLACE,
    SHORT_PARTY,
    STATE_HEAD,
    TOOLS,
)
from .names import BRANCH, LEVELS, OF_INSTITUTION, SMALL_GROUP, OrgName
from .words import Token

_DOUBLED = re.compile(rf"(?P<level>[省市区县州旗])(?P=level)(?:{COMMITTEE.pattern}|{STATE_HEAD.pattern})")
"""A place's last word said twice in front of its committee: 江州市|市委."""


def chain_at(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The place names that follow one another from `start`, and where they end."""
    names: list[str] = []
    while (name := places.at(text, start)) is not None and len(names) < 4:
        # 西安一中: 西安 and no more; 市 in 九江市委会 belongs to the place, 中山中学 keeps its 中
        names.append(name)
        start += len(name)
    if names and _DOUBLED.match(text, start - 1):  # 江州市|市委
        start += 1
    return tuple(names), start


def of_parties(text: str) -> Iterator[tuple[int, int, OrgName]]:
    for match in PARTY.finditer(text):
        party = lexicon.party_of(match[0])
        if party:
            yield _after_party(text, match.start(), match.end(), party)
    for match in SHORT_AT_PLACE.finditer(text):
        party = lexicon.party_of(SHORT_PARTY[match[0]])
        if party and places.at(text, match.end()):
            start, end, name = _after_party(text, match.start(), match.end(), party)
            if name.unit:
                yield start, end, name


def _branch_or_group(text: str, start: int, after: int, party: lexicon.Party, chain: tuple[str, ...]) -> tuple[int, int, OrgName] | None:
    """A branch or a small group of a party that is named behind the party and its places."""
    nested = _branch_after(text, after)
    if nested:
        chain, host = _host_with_place(chain, nested[1])
        before = _place_before(text, start)
        if len(before) > 1:
            start, (chain, host) = start - len(before), _below(before, chain, host)
        return start, nested[0], OrgName(party.short, chain, host=host, unit=nested[2])
    group = _GROUP.match(text, after)
    if group and not set(group["host"]) & FOREIGN and not _TASK.search(group["host"]):
        chain, host = _host_with_place(chain, group["host"])
        return start, group.end(), OrgName(party.short, chain, host=host, unit=SMALL_GROUP)
    return None


def _after_party(text: str, start: int, position: int, party: lexicon.Party) -> tuple[int, int, OrgName]:
    centre = CENTRE.match(text, position)
    if centre:
        return with_part(text, start, centre.end(), OrgName(party.short, unit="中央"))
    chain, after = chain_at(text, position)
    body = _committee(text, after, chain, party) or _unknown_place(text, position, party)
    if body:
        end, name = body
        nested = None if party.short == "中共" else _branch_after(text, end)
        if nested:
            return start, nested[0], replace(name, level="", unit=nested[2], host=nested[1])
        return with_part(text, start, end, name)
    if party.short != "中共":
        if not chain and (unlisted := places.unlisted_at(text, after)) and not set(unlisted) & FOREIGN and not NOT_IN_HOST.search(unlisted):
            chain, after = (unlisted,), after + len(unlisted)
        below = _branch_or_group(text, start, after, party, chain)
        if below:
            return below
    early = EARLY.match(text, after) if chain and party.short != "中共" else None
    if early:
        return start, early.end(), OrgName(party.short, chain, unit=early[0])
    within = None if party.short == "中共" else _committee_within(text, position)
    if within:
        return with_part(text, start, within.end(), OrgName(party.short, host=within["host"], unit=OF_INSTITUTION))
    institution = INSTITUTION.search(text, after, min(len(text), after + 14))
    if party.short == "中共" and institution and not set(text[after : institution.start()]) & FOREIGN:
        return with_part(
            text, start, institution.end(), OrgName(party.short, host=text[position : institution.end()].removesuffix("党委"), unit="党委")
        )
    if chain and _ITS_CONGRESS.match(text, after):
        return start, after, OrgName(party.short, chain)
    before = _place_before(text, start)
    if before and not chain:
        return (
            start - len(before),
            position,
            OrgName(party.short, () if before in LEVELS else (before,), before if before in LEVELS else "", unit=""),
        )
    return start, position, OrgName(party.short)


_ITS_COMMITTEE = re.compile(r"(?P<host>[\u4e00-\u9fff]{2,12}?)委员会")


def with_word(end: int, name: OrgName, tokens: tuple[Token, ...], text: str) -> tuple[int, OrgName]:
    """Where a party's name ends, and the name, if LAC's word goes on to a committee in it that the grammar does not know: 民盟|江大委员会."""
    if name.places or name.unit or name.level or not name.party or name.party == "中共":
        return end, name
    word = next((token for token in tokens if token.start <= end < token.end), None)
    found = _ITS_COMMITTEE.fullmatch(text[end : word.end]) if word is not None and word.tag == "ORG" else None
    if (
        found is None
        or found["host"][-1] in LEVELS
        or set(found["host"]) & FOREIGN
        or _TASK.search(found["host"])
        or NOT_IN_HOST.search(found["host"])
    ):
        return end, name
    return end + found.end(), replace(name, host=found["host"], unit=OF_INSTITUTION)


_ITS_CONGRESS = re.compile(
    r"(?:第?[一二三四五六七八九十\d]+次)(?:会员|盟员|社员|党员|团员)?(?:代表)?大会|第?[一二三四五六七八九十\d]+届[一二三四五六七八九十\d]*次?(?:全[委体]|常委)会|换届"
    r"|全[省市区县州][\u4e00-\u9fff]{2,14}?(?:会议|大会|座谈会|推进会|动员会|培训班|研讨班)"
    r"|\d{4}年(?:度|上半年|下半年)?(?:年度|年中|年终|迎春|新春|宣传|组织|参政议政|社会服务|信息|机关)?(?:工作|总结|表彰|述职|全委|全体|骨干|务虚)[\u4e00-\u9fff]{0,8}会"
)
"""What is held by the committee of the place that stands in front: 民建江州市|第四次代表大会."""


_GROUP = re.compile(r"(?P<host>[\u4e00-\u9fff]{0,10}?)小组(?![长组])")


_TASK = re.compile("领导|工作|活动|学习|课题|筹备|议政|调研|服务|中心")


_WITHIN = re.compile(rf"(?P<host>[\u4e00-\u9fff]{{2,16}}?(?:{INSTITUTION.pattern}))(?:委员会(?![议委])|委会|委(?=副?主委|会员))")


def _committee_within(text: str, position: int) -> re.Match[str] | None:
    """The committee of a party in an institution whose name begins at `position`: 民盟|江州大学委员会."""
    match = _WITHIN.match(text, position)
    return match if match and not set(match["host"]) & FOREIGN and not NOT_IN_HOST.search(match["host"]) else None


_INSTITUTIONAL = re.compile(
    r"大学|学院|师范|师专|师院|医学|医科|科技大|理工|工业|农业|林业|职业|财经|电力|第?[一二三四五六七八九十]+(?:中|小|院)|[一二三四五六七八九十]+医|中学|小学|医院|人民|中医|实验|高级|高中|"
    r"(?![市区县])[\u4e00-\u9fff]{1,4}(?:大学|学院)|外国语|电视|日报|晚报|图书|博物|文化馆|广播|政法|民族|职院|职高|技师|师大|工大|农大|医大|交大|理工大|石化|钢铁|银行|海关|铁路"
)
"""Words that show an institution: a branch is named after it."""


def _host_with_place(chain: tuple[str, ...], host: str) -> tuple[tuple[str, ...], str]:
    """A city's name without 市 in front of 大学 or 一中 belongs to the institution: 江州大学支部."""
    if chain and places.short_name(chain[-1]) == chain[-1] and _INSTITUTIONAL.match(host):
        return chain[:-1], chain[-1] + host
    return chain, host


def _below(place: str, chain: tuple[str, ...], host: str) -> tuple[tuple[str, ...], str]:
    """The places of a branch, and its host, where a place stands in front of the party too: 江州民进城东支部. What is no division of
    that place is a host, whatever else has the name."""
    if not chain or chain[0] == place:
        return chain or (place,), host
    upper, lower = places.locate((place,)), places.locate((place, *chain))
    if upper is None or (lower is not None and upper.code != lower.code and places.contains(upper, lower)):
        return (place, *chain), host
    return (place,), "".join(chain) + host


def _place_before(text: str, start: int) -> str:
    """The place in front of a party's name: 大连民进, 省民进, 西峰区民进."""
    name = places.ending_at(text, start)
    if name:
        return name
    if (
        start
        and text[start - 1] in "省市区县州"
        and (start == 1 or not "\u4e00" <= text[start - 2] <= "\u9fff" or text[start - 2] in "被由与和及向为参与了受获")
    ):
        return text[start - 1]
    return ""


def _committee(text: str, position: int, chain: tuple[str, ...], party: lexicon.Party) -> tuple[int, OrgName] | None:
    unit = "委会" if party.committee else "委"
    tools = TOOLS.match(text, position)
    if tools and chain:
        return tools.end(), OrgName(party.short, chain, unit="工委")
    if chain and chain[-1][-1] in LEVELS:
        direct = COMMITTEE.match(text, position) or _COMMITTEE_OF_A_TERM.match(text, position)
        if direct:
            return direct.end(), OrgName(party.short, chain, chain[-1][-1], unit=unit)
    levelled = LEVELLED.match(text, position)
    if levelled:
        return levelled.end(), OrgName(party.short, chain, levelled["level"], unit=unit)
    return None


_COMMITTEE_OF_A_TERM = re.compile(rf"{NTH_TERM}(?:常务|执行)?委员会(?!议)")
"""民进江州市|第五届委员会."""


_UNKNOWN_PLACE = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,7}}?)(?P<level>[{LEVELS}])(?:{COMMITTEE.pattern})")


def _unknown_place(text: str, position: int, party: lexicon.Party) -> tuple[int, OrgName] | None:
    """A committee of a place that no table has (a new district, an invented city)."""
    match = _UNKNOWN_PLACE.match(text, position)
    if not match or set(match["name"]) & FOREIGN:
        return None
    chain, after = chain_at(text, position)
    rest = text[after : match.end("name")]
    if re.search("大学|学院|学校|校$", rest):  # 江州|大学新城校区委员会
        return match.end(), OrgName(party.short, host=text[position : match.start("level") + 1], unit=OF_INSTITUTION)
    names = (*chain, rest + match["level"]) if rest else chain
    return match.end(), OrgName(party.short, names, match["level"], unit="委会" if party.committee else "委")


def _branch_after(text: str, position: int) -> tuple[int, str, str] | None:
    """Where a branch's name ends that begins at `position`, its host and its unit."""
    match = BRANCH_WORD.search(text, position, min(len(text), position + 22))
    if not match:
        return None
    host = text[position : match.start()]
    if set(host) & (FOREIGN - set("（）和")) or NOT_IN_HOST.search(host) or PARTY.search(host):
        return None
    if host and GENERIC_HOST.match(host):
        return None
    below = _NUMBERED.match(text, match.end()) if BRANCH[match[0]] not in ("支部", "支社") else None
    if below:  # 新联基层委员会|三支社
        return below.end(), host + match[0] + below["which"], BRANCH[below["unit"]]
    return match.end(), host, BRANCH[match[0]]


_NUMBERED = re.compile("(?P<which>第?[一二三四五六七八九十]+)(?P<unit>支部|支社|小组)")
"""A branch of a branch that a number tells from others."""


_NO_PART = re.compile(
    rf"^(?:召开|举行|举办|组织(?![部处科])|成立|派|召集|要求|坚持|加强|每|还|先后|认真)|率|带领|带队|{lexicon.leading()}|一行"
)


def with_part(text: str, start: int, end: int, name: OrgName) -> tuple[int, int, OrgName]:
    """A department or a group that follows a committee's name."""
    part = PLAIN_PART.match(text, end) or PART.match(text, end)
    joint = {"与", "和"} if part and part[0].endswith(("委员会", "专委会")) else set()
    if part and not set(part[0]) & (FOREIGN - joint) and not _NO_PART.search(part[0]):
        if part[0] == "常务委员会":  # an organ, and what it does the committee does
            return start, part.end(), name
        return start, part.end(), replace(name, part=part[0])
    return start, end, name
