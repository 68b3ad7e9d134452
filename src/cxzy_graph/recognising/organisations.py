"""The grammar of organisation names: party · place chain · host institution · level or ordinal · part.

    民进   石家庄市   桥西      一支部
    民盟   昆明市西山区          基层委员会
    中共   九江                市委        统战部
           九江市             政协

A name that begins with a party is read from there; every other body is found by its last word (支部, 政协, 大学) and read
backwards over the words that can belong to a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from .. import lexicon
from ..lexicon import places
from ..lexicon.own import OwnLexicon, current, using
from ..model import Mention, Span
from ..restoring.language import frequency_of_word
from .body_words import (
    BRANCH_WORD,
    CENTRE,
    CHAIRED,
    COMMITTEE,
    DEPARTMENT,
    EARLY,
    FOREIGN,
    GENERIC_HOST,
    INSTITUTION,
    LARGER,
    LEADING,
    LEVELLED,
    NAME_TAGS,
    NO_BODY,
    NOT_A_NAME_WORD,
    NOT_IN_HOST,
    NTH_TERM,
    NUMBERED_SECTION,
    OF_A_HEAD,
    PANEL_ALONE,
    PART,
    PARTY,
    PLAIN_PART,
    SECTION,
    SELF,
    SHORT_AT_PLACE,
    SHORT_COMMITTEE,
    SHORT_PARTY,
    SOCIETIES,
    SOCIETY,
    STATE_HEAD,
    TERM,
    TERM_AND_STATE,
    TOOLS,
    WITHIN,
    WITHIN_ALONE,
)
from .names import BRANCH, LEVELS, OF_INSTITUTION, SMALL_GROUP, OrgName
from .words import Token, tokens


def organisations(sentence: str, tokens: tuple[Token, ...], offset: int) -> list[Mention]:
    """The organisations named in a sentence whose first character stands at `offset` of the text.

    >>> from .words import tokens as lac
    >>> def found(sentence):
    ...     return [(m.text, m.value.named()) for m in organisations(sentence, lac(sentence), 0)]
    >>> found("民进盐城市委召开会议，市委会和盐都区政协参加")
    [('民进盐城市委', '民进盐城市委会'), ('市委会', '市委会'), ('盐都区政协', '盐都区政协')]
    >>> found("医卫支部参观展览，各支部参加，被评为先进支部")
    [('医卫支部', '医卫支部')]
    """
    found: list[Mention] = []
    taken = [False] * len(sentence)

    def take(start: int, end: int, name: OrgName) -> None:
        also = _ALSO.match(sentence, end) if sentence.endswith(_FEDERATIONS, start, end) else None
        end = also.end() if also else end
        while start < end and (sentence[start].isspace() or sentence[start] in "●•·"):
            start += 1
        if name.part.endswith("部") and sentence.startswith("部长", end - 1):
            end -= 1  # 市委组织部长: 部 is the last word of the one and the first of the other
        if not any(taken[start:end]) and start < end:
            taken[start:end] = [True] * (end - start)
            found.append(Mention(Span(offset + start, offset + end), sentence[start:end], "ORG", name))

    for start, end, name in _of_the_user(sentence):
        take(start, end, name)
    for match in _CONFERENCE.finditer(sentence):
        chain, after = _chain(match["place"], 0)
        if match["place"] == "全国":
            take(match.start(), match.end(), OrgName(host="全国", unit="政协"))
        elif chain and after == len(match["place"]):
            take(match.start(), match.end(), OrgName("", chain, unit="政协"))
    for start, end, name in _from_parties(sentence):
        take(start, *_with_word(end, name, tokens, sentence))
    for match in SELF.finditer(sentence):
        unit = match[0].lstrip("我们本")
        take(match.start(), match.end(), _own(unit))
    for match in SHORT_COMMITTEE.finditer(sentence):
        party = SHORT_PARTY[match["party"] or match["whose"]]
        unit = "委" if party == "共青团" else "委会"
        take(match.start(), match.end(), OrgName(party, unit="中央") if match["whose"] else OrgName(party, level=match["level"], unit=unit))
    for start, end, name in (*_from_congresses(sentence), *_from_places(sentence)):
        take(start, end, name)
    for start, end, name in _from_levels(sentence):
        take(start, end, name)
    institutions = list(_from_institutions(sentence, tokens))
    for start, end, name in institutions:  # 江州大学党委统战部
        if name.unit == "党委" and name.part:
            take(start, end, name)
    for match in _OUR_COMMITTEE.finditer(sentence):
        take(match.start(), match.end(), OrgName("中共", host=match["head"] or "校", unit="党委", part=match["part"] or ""))
    for match in DEPARTMENT.finditer(sentence):
        if not _OF_OTHERS.search(sentence, max(0, match.start() - 2), match.start()) or taken[match.start() - 1]:
            take(match.start(), match.end(), OrgName("中共" if match["ours"] else "", part=match[0]))
    for match in PANEL_ALONE.finditer(sentence):
        if not set(match[0]) & (FOREIGN - {"与", "和"}) and not GENERIC_HOST.match(match[0][:2]):
            take(match.start(), match.end(), OrgName(part=match[0]))
    for start, end, name in _from_branches(sentence, tokens):
        free = max((at + 1 for at in range(start, end) if taken[at]), default=start)
        if (
            start < free < end and len(name.host) > free - start and frequency_of_word(name.host[free - start :]) < _A_WORD
        ):  # 市委会|青石支部
            start, name = free, replace(name, host=name.host[free - start :])
        take(start, end, name)
    for match in WITHIN_ALONE.finditer(sentence):
        take(match.start(), match.end(), OrgName(host=match[0]))
    longest = {start: max(end for begin, end, _ in institutions if begin == start) for start, _, _ in institutions}
    for start, end, name in institutions:  # 江州科学院|留学人员联谊会 is one
        if end == longest[start]:
            take(start, end, name)
    for match in OF_A_HEAD.finditer(sentence):
        start = _back_over_name(sentence, tokens, match.start())
        if match.end() - start > 3:
            take(start, match.end(), OrgName(host=sentence[start : match.end()]))
    for token in tokens:
        if token.tag == "ORG" and len(token.word) > 2 and not PARTY.fullmatch(token.word):
            word = re.sub(r"(?:副?主委|副?主席|副?主任|委员|会员)$", "", token.word)
            led = LEADING.match(word)
            if led:
                continue  # 联合市中医医院: LAC's word runs over the verb
            if (
                len(word) > 2
                and not re.search(r"\s", word)
                and not places.named(word)
                and not NO_BODY.search(word)
                and not COMMITTEE.search(word)
                and not BRANCH_WORD.search(word)
            ):
                take(token.start, token.start + len(word), OrgName(host=word))
    return list(_with_parties(sorted(found, key=lambda mention: mention.span), sentence, offset))


_OUR_COMMITTEE = re.compile(
    "(?<![\u4e00-\u9fff])(?:我|本)?(?P<head>[校院]|学校|学院|医院)?党委(?P<part>统战部|组织部|宣传部|办公室)?(?=[副常委书部主领])"
)
"""The Communist Party's committee of the institution whose page it is: 校党委统战部部长."""
_OF_OTHERS = re.compile("[务政院厅局教法资教体]$")
"""What stands in front of a department that is no committee's: 国务院侨务|办公室主任."""
_FEDERATIONS = ("工商联", "工商业联合会")
_ALSO = re.compile("[（(]总?商会[）)]")
"""The other name that a federation of industry and commerce has by statute."""
_A_WORD = 500
"""How often the dictionary counts what is a word of the language rather than the name of a branch behind a committee's: 市委会号召支部."""


def _with_parties(found: list[Mention], sentence: str, offset: int) -> Iterator[Mention]:
    """The bodies of a sentence; 市委 with a 主委 is no committee of the Communist Party, but of the party named last: 民盟中央常委、江州市委主委."""
    party = ""
    for mention in found:
        name: OrgName = mention.value
        if name.party == "中共" and name.unit == "委" and not name.part and not PARTY.match(mention.text):
            if CHAIRED.match(sentence, mention.span.end - offset):
                mention = replace(mention, value=replace(name, party=party, unit="委会"))
        elif name.party not in ("", "中共"):
            party = name.party
        yield mention


def _of_the_user(sentence: str) -> Iterator[tuple[int, int, OrgName]]:
    """The bodies and other names that the user's own lexicon has, the longer ones first."""
    own = current()
    names = {**{body: body for body in own.bodies}, **dict(own.aliases)}
    for word in sorted(names, key=lambda w: (-len(w), w)):
        for match in re.finditer(re.escape(word), sentence):
            yield match.start(), match.end(), _parsed(names[word])


@cache
def _parsed(name: str) -> OrgName:
    """A whole name taken apart; one that the grammar does not know is a host."""
    with using(OwnLexicon()):
        found = organisations(name, tokens(name), 0)
    return found[0].value if len(found) == 1 and len(found[0].text) == len(name) else OrgName(host=name)


def _own(unit: str) -> OrgName:
    if unit in BRANCH:
        return OrgName(unit=BRANCH[unit], own=True)
    if unit.endswith("委会"):
        return OrgName(level=unit[0], unit="委会", own=True)
    return OrgName(own=True)


def _chain(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The place names that follow one another from `start`, and where they end."""
    names: list[str] = []
    while (name := places.at(text, start)) is not None and len(names) < 4:
        # 西安一中: 西安 and no more; 市 in 九江市委会 belongs to the place, 中山中学 keeps its 中
        names.append(name)
        start += len(name)
    return tuple(names), start


def _from_parties(text: str) -> Iterator[tuple[int, int, OrgName]]:
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


def _after_party(text: str, start: int, position: int, party: lexicon.Party) -> tuple[int, int, OrgName]:
    centre = CENTRE.match(text, position)
    if centre:
        return _with_part(text, start, centre.end(), OrgName(party.short, unit="中央"))
    chain, after = _chain(text, position)
    body = _committee(text, after, chain, party) or _unknown_place(text, position, party)
    if body:
        end, name = body
        nested = None if party.short == "中共" else _branch_after(text, end)
        if nested:
            return start, nested[0], replace(name, level="", unit=nested[2], host=nested[1])
        return _with_part(text, start, end, name)
    if party.short != "中共":
        if not chain and (unlisted := places.unlisted_at(text, after)) and not set(unlisted) & FOREIGN and not NOT_IN_HOST.search(unlisted):
            chain, after = (unlisted,), after + len(unlisted)
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
    early = EARLY.match(text, after) if chain and party.short != "中共" else None
    if early:
        return start, early.end(), OrgName(party.short, chain, unit=early[0])
    within = None if party.short == "中共" else _committee_within(text, position)
    if within:
        return _with_part(text, start, within.end(), OrgName(party.short, host=within["host"], unit=OF_INSTITUTION))
    institution = INSTITUTION.search(text, after, min(len(text), after + 14))
    if party.short == "中共" and institution and not set(text[after : institution.start()]) & FOREIGN:
        return _with_part(
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


def _with_word(end: int, name: OrgName, tokens: tuple[Token, ...], text: str) -> tuple[int, OrgName]:
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


_CONFERENCE = re.compile(
    r"中国人民政治协商会议(?:第[一二三四五六七八九十]+届)?(?P<place>[\u4e00-\u9fff]{2,10}?)(?:第[一二三四五六七八九十]+届)?委员会"
)
"""The full name of a 政协: 中国人民政治协商会议江西省委员会."""
_ITS_CONGRESS = re.compile(
    r"(?:第?[一二三四五六七八九十\d]+次)(?:会员|盟员|社员|党员|团员)?(?:代表)?大会|第?[一二三四五六七八九十\d]+届[一二三四五六七八九十\d]*次?(?:全[委体]|常委)会|换届"
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
    chain, after = _chain(text, position)
    rest = text[after : match.end("name")]
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
    return match.end(), host, BRANCH[match[0]]


_NO_PART = re.compile(
    r"^(?:召开|举行|举办|组织(?![部处科])|成立|派|召集|要求|坚持|加强|每|还|先后|认真)|率|带领|带队|主委|主席|主任|部长|书记|秘书长|一行"
)


def _with_part(text: str, start: int, end: int, name: OrgName) -> tuple[int, int, OrgName]:
    """A department or a group that follows a committee's name."""
    part = PLAIN_PART.match(text, end) or PART.match(text, end)
    joint = {"与", "和"} if part and part[0].endswith(("委员会", "专委会")) else set()
    if part and not set(part[0]) & (FOREIGN - joint) and not _NO_PART.search(part[0]):
        return start, part.end(), replace(name, part=part[0])
    return start, end, name


_OFFICE = re.compile("办公室(?=副?主任)|[\u4e00-\u9fff]{2,5}[处科室](?=副?[处科]长|副?主任)")


def _office_within(text: str, end: int, part: str) -> tuple[int, str]:
    """Where the name of a department ends, with the office in it whose post is named: 市委统战部|办公室主任."""
    office = _OFFICE.match(text, end)
    return (office.end(), part + office[0]) if office and not set(office[0]) & FOREIGN else (end, part)


def _from_places(text: str) -> Iterator[tuple[int, int, OrgName]]:
    """Bodies that begin with a place: 九江市委会, 盐都区政协, 西峰区民进支部."""
    start = 0
    while start < len(text):
        if not places.may_begin(text, start):
            start += 1
            continue
        chain, after = _chain(text, start)
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
            yield _with_part(text, start, end.end(), name)
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
_AFTER_LEVEL = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<l1>[{LEVELS}])(?P<h1>{STATE_HEAD.pattern}|委会|委(?![员托派任以会]))"
    rf"|(?P<l2>自治区|[省市区县州])(?P<h2>{STATE_HEAD.pattern}|委会|委(?![员托派任以会]))"
    rf"|(?:(?<![\u4e00-\u9fff])|(?<=[任为选是系的被聘了]))(?P<l4>自治区|[省市区县州])第?[一二三四五六七八九十\d]+届(?P<h4>政协|人大)"
    rf"|(?P<l3>全国)(?P<h3>政协|人大常委会|人大|妇联|总工会|工商联)"
)


_SOCIETY_AFTER_LEVEL = re.compile(rf"(?<![\u4e00-\u9fff])(?P<level>[省市区县州])(?P<society>{SOCIETY.pattern})")


_CONGRESSES = lexicon.table("bodies")["congress"]
_CONGRESS = re.compile(
    rf"(?:{NTH_TERM}|第[一二三四五六七八九十\d]+次)(?P<nation>全国)?(?P<whose>{'|'.join(row['word'] for row in _CONGRESSES)})代表大会"
)
_COUNTRY = re.compile("[\u4e00-\u9fff]{1,4}[乡镇村]|[\u4e00-\u9fff]{2,4}街道|[\u4e00-\u9fff]{1,4}社区")


def _from_congresses(text: str) -> Iterator[tuple[int, int, OrgName]]:
    """A place in front of a congress stands for the body whose congress it is: 江州市|第六次归侨侨眷代表大会 is the 侨联's."""
    for match in _CONGRESS.finditer(text):
        row = next(row for row in _CONGRESSES if re.fullmatch(row["word"], match["whose"]))
        if match["nation"]:
            yield *match.span("nation"), OrgName(host=row["nation"])
            continue
        for start in range(max(0, match.start() - 14), match.start()):
            chain, after = _chain(text, start)
            low = _COUNTRY.fullmatch(text[after : match.start()]) if chain else None
            if chain and (low or after == match.start()):
                yield start, match.start(), OrgName("", (*chain, low[0]) if low else chain, unit=row["body"])
                break


def _from_levels(text: str) -> Iterator[tuple[int, int, OrgName]]:
    """Bodies that only a level names: 市委会, 省政协, 区委统战部."""
    for match in _SOCIETY_AFTER_LEVEL.finditer(text):
        if not set(match["society"]) & FOREIGN and not STATE_HEAD.match(match["society"]):
            yield match.start(), match.end(), OrgName(level=match["level"], unit=match["society"])
    for match in _AFTER_LEVEL.finditer(text):
        level = match["l1"] or match["l2"] or match["l3"] or match["l4"]
        head = match["h1"] or match["h2"] or match["h3"] or match["h4"]
        if head == "委会":
            yield _with_part(text, match.start(), match.end(), OrgName(level=level, unit="委会"))
        elif head == "委":
            yield _with_part(text, match.start(), match.end(), OrgName("中共", level=level, unit="委"))
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


def _from_branches(text: str, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, OrgName]]:
    for match in BRANCH_WORD.finditer(text):
        start = _back_over_name(text, tokens, match.start())
        start = max(start, *(at + 1 for at in range(start, match.start()) if text[at].isspace()), start)  # 李然　医卫支部 are two
        while start < match.start() and (text[start].isspace() or text[start] in "●•·"):
            start += 1
        host = text[start : match.start()]
        unit = BRANCH[match[0]]
        if TERM.fullmatch(host) or (len(host) == 1 and host in LEVELS):  # 第三届支社委员会, 区支部: no other body
            start, host = match.start(), ""
        if not host:
            before = text[max(0, match.start() - 2) : match.start()]
            if re.search(r"[个各每两多党团]$|先进$|优秀$|全体$|基层$", before):
                continue
            yield match.start(), match.end(), OrgName(unit=unit)
        elif (
            not GENERIC_HOST.match(host) and not re.search(r"[个名]$", text[max(0, start - 1) : start]) and not host.endswith(("两", "几"))
        ):
            chain, after = _chain(host, 0)
            if chain and after == len(host) and not (len(chain) == 1 and len(chain[0]) == 2):
                yield start, match.end(), OrgName("", chain, unit=unit)
            else:
                yield start, match.end(), OrgName("", host=host, unit=unit)


_VERBS_IN_NAMES = frozenset(
    (
        "留学",
        "联合",
        "综合",
        "直属",
        "离退",
        "离退休",
        "退休",
        "机关",
        "进修",
        "出版",
        "设计",
        "科研",
        "广播",
        "运输",
        "印刷",
        "研究",
        "培训",
    )
)
"""What LAC may take for verbs in 离退休支部, 出版支部, 教师进修学院."""
_ORDINAL = re.compile(r"[一二三四五六七八九十]$")
"""In front of 中: the school 三十一中."""


def _back_over_name(text: str, tokens: tuple[Token, ...], end: int) -> int:
    """Where a name begins that goes on up to `end`: back over the words that names are made of."""
    start = end
    for token in reversed(tokens):
        if token.end > end and token.start >= end:
            continue
        begin = token.start
        word = text[begin : min(token.end, start)]
        if token.start >= start or not word:
            continue
        named_so = token.tag == "v" and (word in _VERBS_IN_NAMES or (word == "离" and text.startswith("退", token.end)))
        if token.tag not in NAME_TAGS and not named_so and word != "党外":  # 党外知识分子联谊会
            break
        if (
            word.isspace()
            or not word[-1].isalnum()
            or (word in NOT_A_NAME_WORD and not (word == "中" and _ORDINAL.search(text[:begin])))
            or (token.tag not in ("LOC", "ORG", "PER") and set(word) & FOREIGN)
            or end - begin > 18
            or NOT_IN_HOST.search(word)
        ):
            break
        if token.tag == "m" and re.fullmatch(r"[一二三四五六七八九十两\d]+[个名次位项]", word):
            break
        if re.search(r"[个名位各]$", word) or (GENERIC_HOST.match(word) and token.tag != "m"):
            break
        start = begin
    return start


_JOINT_SCHOOL = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[由请]))(?P<name>(?![由请])[\u4e00-\u9fff]{2,4}[与和]"
    r"[\u4e00-\u9fff]{2,6}学院)(?=副?(?:院长|书记|教授|研究员)|讲师|教师)"
)
"""A school within a university: 地理与环境学院院长."""
_ATTACHED = re.compile(
    r"(?:第?[一二三四五六七八九十]*附属)(?:第?[一二三四五六七八九十]*|[\u4e00-\u9fff]{1,4}?)(?:医院|中学|小学|学校|幼儿园|实验学校)"
)


def _from_institutions(text: str, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, OrgName]]:
    for match in _JOINT_SCHOOL.finditer(text):
        yield *match.span("name"), OrgName(host=match["name"])
    for match in INSTITUTION.finditer(text):
        start = _back_over_name(text, tokens, match.start())
        numbered = re.match(r"[市区县][一二三四五六七八九十]中", text[start : match.end()])
        if start == match.start() or (match.end() - start < 4 and not places.at(text, start) and not numbered):
            continue
        end = match.end()
        if text.startswith("党委", end):
            part = PLAIN_PART.match(text, end + 2)
            after = part.end() if part else end + 2
            yield start, after, OrgName("中共", host=text[start:end], unit="党委", part=part[0] if part else "")
            continue
        if text.startswith("委员会", end) and text[end + 3 : end + 4] not in ("议", "委") and not GENERIC_HOST.match(text[start:end]):
            yield start, end + 3, OrgName(host=text[start:end], unit=OF_INSTITUTION)
            continue
        attached = _ATTACHED.match(text, end) if match[0] in ("大学", "学院") else None
        if attached:
            end = attached.end()
        longer = LARGER.match(text, end)
        if longer and not set(longer[0]) & (FOREIGN - {"与", "和"}):  # 职大|学前教育学院院长: the last word before an office ends the name
            end = longer.end()
        section = SECTION.match(text, end) if SOCIETIES.fullmatch(match[0]) else WITHIN.match(text, end)
        what = section.groupdict().get("what", "") if section else ""
        if section and not set(section[0]) & FOREIGN and not NOT_IN_HOST.search(what):
            end = section.end()
        host = text[start:end]
        part = PLAIN_PART.match(text, end) if match[0] == "党委" else None
        if part:
            end, host = part.end(), text[start : part.end()]
        led = LEADING.match(host)
        if led:
            start, host = start + led.end(), host[led.end() :]
        if not GENERIC_HOST.match(host.removesuffix(match[0])) and not NO_BODY.search(host):
            yield start, end, OrgName(host=host)
