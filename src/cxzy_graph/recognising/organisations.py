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

from .. import lexicon
from ..model import Mention, Span
from . import places
from .names import BRANCH, LEVELS, OF_INSTITUTION, OrgName
from .words import Token

_PARTY = re.compile("|".join(sorted((re.escape(n) for p in lexicon.parties() for n in p.full), key=len, reverse=True)))
_SHORT_PARTY = {"社": "九三学社", "盟": "民盟"}
_SHORT_COMMITTEE = re.compile(r"(?:(?<![\u4e00-\u9fff])|(?<=[了和与由被向经受获对表]))(?P<party>[社盟])(?P<level>[省市区])委(?:会)?(?!员)")
_BRANCH = re.compile("|".join(f"{unit}(?!议)" if unit.endswith("委员会") else unit for unit in sorted(BRANCH, key=len, reverse=True)))
_COMMITTEE = re.compile(r"委员会|委会|委(?![员托派任屈婉以身会])|委(?=委员)")
_LEVELLED = re.compile(rf"(?P<level>自治区|[{LEVELS}])(?:{_COMMITTEE.pattern})")
_TOOLS = re.compile(r"工作委员会|工委")
_CENTRE = re.compile(r"中央(?:委员会)?")
_PART = re.compile(
    r"(?:(?:统战部|统一战线工作部|组织部|宣传部|政法委|纪委|办公室|老干部局|党校|社会主义学院|[\u4e00-\u9fff]{2,12}(?:处|专委会|专门委员会|工作委员会|工作部)|[\u4e00-\u9fff]{2,8}委员会)"
    r"|(?:[\u4e00-\u9fff]{0,12}?(?:领导小组|筹备小组|筹备组|筹委会|考核组|督导组|调研组|专家组|志愿服务队|志愿者服务队|艺术团|讲师团|理论学习中心组|中心学习组|中心组)))"
)
_PLAIN_PART = re.compile(
    r"统战部|统一战线工作部|组织部|宣传部|政法委|纪委|办公室|组织处|宣传处|社会服务处|参政议政处|调研处|联络处|老干部局|党校"
)
_STATE = (
    "政协", "人大常委会", "人大", "人民代表大会", "人民政府", "政府", "人民法院", "中级人民法院", "法院", "人民检察院", "检察院", "委统战部", "统战部",
    "总工会", "工商联", "团委", "妇联", "文联", "科协", "侨联", "社科联", "作协", "红十字会", "慈善总会", "综治委", "计生委", "卫计委", "发改委",
    "精神文明建设指导委员会", "文明办", "文明委", "精神文明办", "依法治市办", "纪委", "监委", "政法委", "组织部", "宣传部", "社会主义学院", "党校", "社院",
    "教育局", "教体局", "教委", "教育厅", "卫生局", "卫健委", "卫健局", "卫生厅", "文化局", "文旅局", "文广新局", "体育局", "民政局", "公安局", "司法局",
    "财政局", "审计局", "统计局", "税务局", "农业局", "水利局", "林业局", "环保局", "生态环境局", "规划局", "住建局", "交通局", "商务局", "科技局",
    "人社局", "市场监管局", "食药监局", "工信局", "信访局", "档案局", "旅游局", "招商局", "民宗局", "侨办", "扶贫办", "司法厅", "文化厅", "科技厅",
    "书法协会", "美术协会", "音乐协会", "摄影协会", "书法家协会", "美术家协会", "作家协会", "音乐家协会", "摄影家协会", "舞蹈家协会", "戏剧家协会",
)  # fmt: skip
_STATE_HEAD = re.compile("|".join(sorted(_STATE, key=len, reverse=True)))
_TERM_AND_STATE = re.compile(rf"(?:第?[一二三四五六七八九十\d]+届)?(?:{_STATE_HEAD.pattern})")
_INSTITUTION = re.compile(
    r"大学|学院|[一二三四五六七八九十]中(?![全央共学])|中学|小学|幼儿园|学校|职高|医院|卫生院|研究院|研究所|研究会|协会|学会|联合会|促进会|商会|"
    r"有限公司|公司|集团|银行|图书馆|博物馆|文化馆|美术馆|出版社|杂志社|报社|电视台|电台|事务所|艺术团|爱心车队|志愿服务队|基金会|敬老院|养老院|福利院|党委|党组(?!织)"
)
_TERM = re.compile(r"第?[一二三四五六七八九十\d]+届|[新上本]一?届")
_LARGER = re.compile(
    r"[\u4e00-\u9fff]{1,14}(?:学院|中心|系|处|部|科|所|附属医院|附属中学|附属小学)(?=副?(?:院长|主任|处长|部长|科长|所长|校长|教授|护士长|主编|馆长|台长|总工程师)|讲师)"
)
_DEPARTMENT = re.compile(
    r"(?P<ours>统战部)|组织部(?=副?部长)|宣传部(?=副?部长)|(?:组织|宣传|社会服务|参政议政|调研|联络|机关|议政|社服|参政|研究|信息|秘书|综合)(?:联络|宣传|调研)?(?:处|部|室|科)(?=副?(?:处长|部长|主任|调研员|科长|干部))|办公室(?=副?主任)"
)
_PANEL_ALONE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[由与和及向被经在从为]))(?:专委会|妇委会|青委会|老委会|[\u4e00-\u9fff]{2,8}?(?:专委会|专门委员会|工作委员会|(?:联络|妇女|青年|文化|教育|经济|科技|参政议政|社会服务|议政|调研|法制|理论|学习|宣传)委员会))"
)
_LEADING = re.compile(r"联合|会员企业|企业|[向与到赴在从由给为对]")
_SELF = re.compile(
    rf"(?:我们?|本)(?:{'|'.join(sorted(BRANCH, key=len, reverse=True))}|会(?![议员场上])|社(?![会区员])|市委会|省委会|区委会|县委会)"
)

_FOREIGN = frozenset("的了在和与及由被把对向到、，。；：！？《》“”‘’（）()于从让而且或并还也又至 　\n\t—")
_GENERIC_HOST = re.compile(
    r"^(?:先进|优秀|模范|示范|好|最美|五好|星级|特色|品牌|标杆|样板|全体|全省|全市|全区|全县|全国|各|各个|各级|各地|各自|所属|下属|下辖|下设|基层|所有|其他|其它|有关|相关|两个|每个|多个|"
    r"新|新建|新成立|老|兄弟|友好|结对|共建|党|党组织|团|本|我|该|此|贵|原|这个|整个|一个|若干|部分|广大|民主党派|党派|地方|上级|下级|省级|市级|国家级|组织|会员|活动|工作|建设|第?[一二三四五六七八九十\d]+届|新一届|参政型|学习型|"
    r"服务型|创新型|和谐|活力|规范化|标准化|过硬|坚强|合格|一流|满意|精品|[一二三四五六七八九十\d]+个)+$"
)
_NOT_IN_HOST = re.compile(
    r"召开|举行|举办|组织会员|成立|新设|批准|表彰|授予|指导|参加|荣获|获得|评为|推荐|开展|加强|完善|推动|包括|分别|会员|作为|要求|会议|活动|建设|工作|成为|"
    r"主委|委员|兼|主任|社员|党员|盟员|届|阶段|发展|联合(?!支部|总支|$)|深入|走访|慰问|其中|以及|下辖|下设|现有|共有|拥有|关于|通过"
)
_NO_BODY = re.compile(r"党派|政党|参政党|^(?:乡镇|街道|当地|有关|各|农村|山区)|中国$")
_NAME_TAGS = frozenset(["n", "nz", "nw", "ORG", "LOC", "PER", "vn", "an", "a", "s", "j", "m", "f", "nt", "b"])
_NOT_A_NAME_WORD = frozenset(
    [
        "我",
        "本",
        "该",
        "各",
        "每",
        "全体",
        "广大",
        "同时",
        "其中",
        "上",
        "下",
        "内",
        "中",
        "里",
        "时",
        "前",
        "后",
        "来",
        "新",
        "多",
        "一个",
        "一名",
        "有关",
        "近",
        "共",
        "名",
        "位",
        "个",
        "年",
        "月",
        "日",
        "大",
        "好",
        "先进",
        "优秀",
        "是",
        "为",
    ]
)


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
        while start < end and (sentence[start].isspace() or sentence[start] in "●•·"):
            start += 1
        if not any(taken[start:end]) and start < end:
            taken[start:end] = [True] * (end - start)
            found.append(Mention(Span(offset + start, offset + end), sentence[start:end], "ORG", name))

    for start, end, name in _from_parties(sentence):
        take(start, end, name)
    for match in _SELF.finditer(sentence):
        unit = match[0].lstrip("我们本")
        take(match.start(), match.end(), _own(unit))
    for match in _SHORT_COMMITTEE.finditer(sentence):
        take(match.start(), match.end(), OrgName(_SHORT_PARTY[match["party"]], level=match["level"], unit="委会"))
    for start, end, name in _from_places(sentence):
        take(start, end, name)
    for start, end, name in _from_levels(sentence):
        take(start, end, name)
    for match in _DEPARTMENT.finditer(sentence):
        take(match.start(), match.end(), OrgName("中共" if match["ours"] else "", part=match[0]))
    for match in _PANEL_ALONE.finditer(sentence):
        if not set(match[0]) & (_FOREIGN - {"与", "和"}) and not _GENERIC_HOST.match(match[0][:2]):
            take(match.start(), match.end(), OrgName(part=match[0]))
    for start, end, name in _from_branches(sentence, tokens):
        take(start, end, name)
    for start, end, name in _from_institutions(sentence, tokens):
        take(start, end, name)
    for token in tokens:
        if token.tag == "ORG" and len(token.word) > 2 and not _PARTY.fullmatch(token.word):
            word = re.sub(r"(?:副?主委|副?主席|副?主任|委员|会员)$", "", token.word)
            if (
                len(word) > 2
                and not re.search(r"\s", word)
                and not places.named(word)
                and not _NO_BODY.search(word)
                and not _COMMITTEE.search(word)
                and not _BRANCH.search(word)
            ):
                take(token.start, token.start + len(word), OrgName(host=word))
    return sorted(found, key=lambda mention: mention.span)


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
    for match in _PARTY.finditer(text):
        party = lexicon.party_of(match[0])
        if party:
            yield _after_party(text, match.start(), match.end(), party)


def _after_party(text: str, start: int, position: int, party: lexicon.Party) -> tuple[int, int, OrgName]:
    centre = _CENTRE.match(text, position)
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
        if (
            not chain
            and (unlisted := places.unlisted_at(text, after))
            and not set(unlisted) & _FOREIGN
            and not _NOT_IN_HOST.search(unlisted)
        ):
            chain, after = (unlisted,), after + len(unlisted)
        nested = _branch_after(text, after)
        if nested:
            chain, host = _host_with_place(chain, nested[1])
            return start, nested[0], OrgName(party.short, chain, host=host, unit=nested[2])
    within = None if party.short == "中共" else _committee_within(text, position)
    if within:
        return _with_part(text, start, within.end(), OrgName(party.short, host=within["host"], unit=OF_INSTITUTION))
    institution = _INSTITUTION.search(text, after, min(len(text), after + 14))
    if party.short == "中共" and institution and not set(text[after : institution.start()]) & _FOREIGN:
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


_ITS_CONGRESS = re.compile(
    r"(?:第?[一二三四五六七八九十\d]+次)(?:会员|盟员|社员|党员)?(?:代表)?大会|第?[一二三四五六七八九十\d]+届[一二三四五六七八九十\d]*次?全[委体会]|换届"
)
"""What is held by the committee of the place that stands in front: 民建江州市|第四次代表大会."""

_WITHIN = re.compile(rf"(?P<host>[\u4e00-\u9fff]{{2,16}}?(?:{_INSTITUTION.pattern}))(?:委员会(?![议委])|委会|委(?=副?主委|会员))")


def _committee_within(text: str, position: int) -> re.Match[str] | None:
    """The committee of a party in an institution whose name begins at `position`: 民盟|江州大学委员会."""
    match = _WITHIN.match(text, position)
    return match if match and not set(match["host"]) & _FOREIGN and not _NOT_IN_HOST.search(match["host"]) else None


_INSTITUTIONAL = re.compile(
    r"大学|学院|师范|师专|师院|医学|医科|科技大|理工|工业|农业|林业|职业|财经|电力|第?[一二三四五六七八九十]+(?:中|小|院)|[一二三四五六七八九十]+医|中学|小学|医院|人民|中医|实验|高级|高中|"
    r"外国语|电视|日报|晚报|图书|博物|文化馆|广播|政法|民族|职院|职高|技师|师大|工大|农大|医大|交大|理工大|石化|钢铁|银行|海关|铁路"
)


def _host_with_place(chain: tuple[str, ...], host: str) -> tuple[tuple[str, ...], str]:
    """A city's name without 市 in front of 大学 or 一中 belongs to the institution: 江州大学支部."""
    if chain and places.short_name(chain[-1]) == chain[-1] and _INSTITUTIONAL.match(host):
        return chain[:-1], chain[-1] + host
    return chain, host


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
    tools = _TOOLS.match(text, position)
    if tools and chain:
        return tools.end(), OrgName(party.short, chain, unit="工委")
    if chain and chain[-1][-1] in LEVELS:
        direct = _COMMITTEE.match(text, position)
        if direct:
            return direct.end(), OrgName(party.short, chain, chain[-1][-1], unit=unit)
    levelled = _LEVELLED.match(text, position)
    if levelled:
        return levelled.end(), OrgName(party.short, chain, levelled["level"], unit=unit)
    return None


_UNKNOWN_PLACE = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,7}}?)(?P<level>[{LEVELS}])(?:{_COMMITTEE.pattern})")


def _unknown_place(text: str, position: int, party: lexicon.Party) -> tuple[int, OrgName] | None:
    """A committee of a place that no table has (a new district, an invented city)."""
    match = _UNKNOWN_PLACE.match(text, position)
    if not match or set(match["name"]) & _FOREIGN:
        return None
    chain, after = _chain(text, position)
    rest = text[after : match.end("name")]
    names = (*chain, rest + match["level"]) if rest else chain
    return match.end(), OrgName(party.short, names, match["level"], unit="委会" if party.committee else "委")


def _branch_after(text: str, position: int) -> tuple[int, str, str] | None:
    """Where a branch's name ends that begins at `position`, its host and its unit."""
    match = _BRANCH.search(text, position, min(len(text), position + 22))
    if not match:
        return None
    host = text[position : match.start()]
    if set(host) & (_FOREIGN - set("（）和")) or _NOT_IN_HOST.search(host) or _PARTY.search(host):
        return None
    if host and _GENERIC_HOST.match(host):
        return None
    return match.end(), host, BRANCH[match[0]]


_NO_PART = re.compile(r"^(?:召开|举行|举办|组织|成立|派|召集|要求)|率|带领|带队|主委|主席|主任|部长|书记|秘书长|一行")


def _with_part(text: str, start: int, end: int, name: OrgName) -> tuple[int, int, OrgName]:
    """A department or a group that follows a committee's name."""
    part = _PLAIN_PART.match(text, end) or _PART.match(text, end)
    joint = {"与", "和"} if part and part[0].endswith(("委员会", "专委会")) else set()
    if part and not set(part[0]) & (_FOREIGN - joint) and not _NO_PART.search(part[0]):
        return start, part.end(), replace(name, part=part[0])
    return start, end, name


def _from_places(text: str) -> Iterator[tuple[int, int, OrgName]]:
    """Bodies that begin with a place: 九江市委会, 盐都区政协, 西峰区民进支部."""
    start = 0
    while start < len(text):
        chain, after = _chain(text, start)
        if not chain:
            start += 1
            continue
        state = _TERM_AND_STATE.match(text, after)
        if chain[-1][-1] in LEVELS and _COMMITTEE.match(text, after):
            end = _COMMITTEE.match(text, after)
            assert end is not None
            formal = end[0] != "委" and not text.startswith("委员会", after)
            party = "" if formal else "中共"
            name = OrgName(party, chain, chain[-1][-1], unit="委会" if formal else "委")
            yield _with_part(text, start, end.end(), name)
            start = end.end()
        elif state:
            head = _STATE_HEAD.search(state[0])
            assert head is not None
            if head[0] == "委统战部":
                yield start, state.end(), OrgName("中共", chain, chain[-1][-1], unit="委", part="统战部")
                start = state.end()
            else:
                part = _PANEL.match(text, state.end())
                end_at = part.end() if part else state.end()
                yield start, end_at, OrgName("", chain, unit=head[0], part=part[0] if part else "")
                start = end_at
        else:
            start = after
    return


_PANEL = re.compile(r"[\u4e00-\u9fff]{2,8}(?:委员会|委)(?=副?主任)|办公室(?=副?主任)")
_AFTER_LEVEL = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<l1>[{LEVELS}])(?P<h1>{_STATE_HEAD.pattern}|委会|委(?![员托派任以会]))"
    rf"|(?P<l2>[省市区县州])(?P<h2>{_STATE_HEAD.pattern}|委会|委(?![员托派任以会]))"
    rf"|(?P<l3>全国)(?P<h3>政协|人大|人大常委会|妇联|总工会|工商联)"
)


def _from_levels(text: str) -> Iterator[tuple[int, int, OrgName]]:
    """Bodies that only a level names: 市委会, 省政协, 区委统战部."""
    for match in _AFTER_LEVEL.finditer(text):
        level = match["l1"] or match["l2"] or match["l3"]
        head = match["h1"] or match["h2"] or match["h3"]
        if head == "委会":
            yield _with_part(text, match.start(), match.end(), OrgName(level=level, unit="委会"))
        elif head == "委":
            yield _with_part(text, match.start(), match.end(), OrgName("中共", level=level, unit="委"))
        elif head == "委统战部" or head == "统战部":
            yield match.start(), match.end(), OrgName("中共", level=level, unit="委", part="统战部")
        else:
            part = _PANEL.match(text, match.end())
            end = part.end() if part else match.end()
            yield (
                match.start(),
                end,
                OrgName(
                    level=level if level != "全国" else "", host="全国" if level == "全国" else "", unit=head, part=part[0] if part else ""
                ),
            )


def _from_branches(text: str, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, OrgName]]:
    for match in _BRANCH.finditer(text):
        start = _back_over_name(text, tokens, match.start())
        while start < match.start() and (text[start].isspace() or text[start] in "●•·"):
            start += 1
        host = text[start : match.start()]
        unit = BRANCH[match[0]]
        if _TERM.fullmatch(host):  # 第三届支社委员会 is no other body
            start, host = match.start(), ""
        if not host:
            before = text[max(0, match.start() - 2) : match.start()]
            if re.search(r"[个各每两多党团]$|先进$|优秀$|全体$|基层$", before):
                continue
            yield match.start(), match.end(), OrgName(unit=unit)
        elif (
            not _GENERIC_HOST.match(host) and not re.search(r"[个名]$", text[max(0, start - 1) : start]) and not host.endswith(("两", "几"))
        ):
            chain, after = _chain(host, 0)
            if chain and after == len(host) and not (len(chain) == 1 and len(chain[0]) == 2):
                yield start, match.end(), OrgName("", chain, unit=unit)
            else:
                yield start, match.end(), OrgName("", host=host, unit=unit)


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
        if token.tag not in _NAME_TAGS and not (token.tag == "v" and word in ("联合", "综合", "直属", "离退", "离退休", "退休", "机关")):
            break
        if (
            word.isspace()
            or not word[-1].isalnum()
            or word in _NOT_A_NAME_WORD
            or (token.tag not in ("LOC", "ORG", "PER") and set(word) & _FOREIGN)
            or end - begin > 18
            or _NOT_IN_HOST.search(word)
        ):
            break
        if token.tag == "m" and re.fullmatch(r"[一二三四五六七八九十两\d]+[个名次位项]", word):
            break
        if re.search(r"[个名位各]$", word) or (_GENERIC_HOST.match(word) and token.tag != "m"):
            break
        start = begin
    return start


def _from_institutions(text: str, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, OrgName]]:
    for match in _INSTITUTION.finditer(text):
        start = _back_over_name(text, tokens, match.start())
        if start == match.start() or (match.end() - start < 4 and not places.at(text, start)):
            continue
        end = match.end()
        if text.startswith("委员会", end) and text[end + 3 : end + 4] not in ("议", "委") and not _GENERIC_HOST.match(text[start:end]):
            yield start, end + 3, OrgName(host=text[start:end], unit=OF_INSTITUTION)
            continue
        longer = _LARGER.match(text, end)
        if longer and not set(longer[0]) & (_FOREIGN - {"与", "和"}):  # 职大|学前教育学院院长: the last word before an office ends the name
            end = longer.end()
        host = text[start:end]
        part = _PLAIN_PART.match(text, end) if match[0] == "党委" else None
        if part:
            end, host = part.end(), text[start : part.end()]
        led = _LEADING.match(host)
        if led:
            start, host = start + led.end(), host[led.end() :]
        if not _GENERIC_HOST.match(host.removesuffix(match[0])) and not _NO_BODY.search(host):
            yield start, end, OrgName(host=host)
