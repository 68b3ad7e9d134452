"""Conferrals: who was given which title, prize or commendation, by whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from .. import lexicon
from ..dates import Date
from ..facts import OWN, Conferral, Fact, Membership, Occupation, Who
from ..lexicon.own import current
from ..model import Mention, Span
from .circumstances import parties, when
from .engine import gives, rule, silent
from .mood import in_words
from .sentence import Here, Match
from .tagged import CODES, Clause

_P, _O, _N, _Q, _D, _POST, _T = (CODES[k] for k in ("PERSON", "ORG", "NUMBER", "QUOTE", "DATE", "POST", "TITLE"))
_ACTIVE = lexicon.table("honours")["active"]
_PASSIVE = lexicon.table("honours")["passive"]


@cache
def _heads(own: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join((lexicon.table("honours")["head"], *map(re.escape, own))))


def _head() -> re.Pattern[str]:
    return _heads(current().honours)


@cache
def _not() -> re.Pattern[str]:
    return re.compile(lexicon.table("honours")["not"])


_AND = "(?:、|和|与|及|以及)"
_TAIL = re.compile(
    r"(?:（[^（）]{1,12}）|的?(?:光荣|荣誉|殊荣)?称号|(?<=[”体人者位])表彰(?:奖励)?|的?荣誉|的?殊荣|的?奖项|光荣称号|之一|(?<!第)[一二两三\d]+[人名个])+$"
)


def titles(said: str) -> list[str]:
    """The titles that the object of 评为 or 荣获 names, with a last word that several share given to each.

    >>> titles("组织建设工作、新闻宣传工作先进单位")
    ['组织建设工作先进单位', '新闻宣传工作先进单位']
    >>> titles("参政议政工作先进单位、反映社情民意信息工作先进单位一等奖")
    ['参政议政工作先进单位', '反映社情民意信息工作先进单位一等奖']
    >>> titles("“优秀会员”称号"), titles("一致好评")
    (['优秀会员'], [])
    """
    said = re.sub(r"^[省市区县州](?:[、和][省市区县州])+级?(?=\d|[^省市区县州])", "", said)  # 市、区2018年度优秀会员
    said = re.sub(r"(?<=”)(的?(?:光荣|荣誉)?称号)(?:之?后|以来|的同时).*$", r"\1", said)  # “先进集体”称号之后获得的又一次表彰
    called = _CALLED.search(said)
    bare = _TAIL.sub("", said.strip(" 　，。、的"))
    said = bare if _head().search(bare) or not said.endswith("荣誉称号") else said.removesuffix("称号")
    items = [part for part in re.split(r"、|(?<=”)(?=“)|(?<=”)[和及]|[和及](?=“)|以及|(?<=[奖号位体人员者织])和", said) if part]
    shared = re.search(r"(?:先进|优秀|模范)[^先进优秀模范“”]{1,6}$", items[-1].strip("”")) if len(items) > 1 else None
    found = []
    for part in items:
        name = _clean(part)
        if shared and not _head().search(name):
            name += shared[0].strip("”")
        surely = _SURELY.search(name) or (called and part.strip().startswith("“"))
        if _NO_TITLE.search(name):
            continue
        if (2 < len(name) <= 45 and (surely or (_head().search(name) and not _not().search(name)))) or _SHORT.fullmatch(name):
            found.append(name)
    return found


_SURELY = re.compile(r"(?:[特一二三优]等奖|优秀奖|[金银铜]奖|先进(?:单位|集体|个人|工作者|支部|基层组织)|标兵|模范|能手|称号)$")
_CALLED = re.compile(r"称号|荣誉")
_NO_TITLE = re.compile("名单|如下|的[有是]|是$|：$|”[^“”]*(?:获|被|授予|表彰)[^“”]*“")
"""What no title is or holds: the heading of a list, two titles that ran together where a mark is missing."""
_SHORT = re.compile(r"嘉奖|[一二三]等功|亚军|冠军|季军|[金银铜]奖")


def _clean(part: str) -> str:
    part = part.removesuffix("等")
    quoted = re.fullmatch(r"(?:[^“”]{0,3}|[^“”]{1,6}[省市区县州级])“([^“”]+)”(?:的?(?:光荣|荣誉)?称号|荣誉|奖)?", part)
    name = quoted[1] if quoted else part.replace("“", "").replace("”", "") if not re.search(r"“[^”]*”[^“”]{2,}", part) else part
    short = _TAIL.sub("", name)
    name = re.sub(r"^(?:了|过|为|的|等|又|全国的|\d{4}[-—－]?(?:\d{4})?年度?)+", "", short if _head().search(short) else name)
    return re.sub(r"\d+个", "", name).strip()


_COUNTED = re.compile(
    rf"(?:有|共有?|另有|其中)?(?P<n>{_N})(?:的?(?:{_POST}|会员|盟员|社员|党员|同志|集体|个人|组织|支部|"
    rf"提案|{_O}|基层组织|作品|个?[^，。；：被获荣]{{0,10}})){{0,2}}(?:分别|均|先后|等|同时|还|也)*"
    rf"(?:被|获|荣|得|受|喜)?$"
)
_AMONG = re.compile(
    rf"(?P<who>(?:{_P}|{_O})(?:（[^（）]{{1,20}}）)?(?:[、和与]{'(?:'}{_P}|{_O})(?:（[^（）]{{1,20}}"
    rf"）)?)*)(?:{_POST}|同志)?等(?:多名同志|同志)?(?P<n>{_N})?(?:[^，。；被获荣]{{0,8}})?(?:分别|均|"
    rf"先后|同时|还|也)*(?:被|获|荣|得|受|喜)?$"
)
_SEVERAL = re.compile(
    rf"(?:[多数几]|有关|相关|上述|以下|下列|以上|前述|其他|其它|其余|许多|不少|一批|部分|一些|个别|"
    rf"若干|所属|下属|下辖|基层|困难|偏远|薄弱|获奖|受奖|受表彰|参会|各个?|每个)[位名个]?"
    rf"(?:{_POST}|{_O}|会员|盟员|社员|党员|同志|支部|人)+(?:分别|均|都|先后|还|也)*"
    rf"(?:被|获|荣|得|受|喜)?$"
)
_LISTED = re.compile(
    rf"(?<![在由经受给向为对{_O}、和与及])(?P<who>{_O}(?:(?:、|和|与|及|以及){_O})+)(?:分别|均|都|双双|先后|同时|还|也|又)*(?:被|获|荣|得|受|喜)?$"
)
"""Bodies right in front of the verb: 一支部、二支部和三中支部被评为…"""


def _recipients(here: Here, index: int) -> list[tuple[Who | None, int | None, Who | None]]:
    """(recipient, count, group) of the title that is said at an index: named, counted, or both (张明等18人)."""
    clause = here.clause(index)
    before = here.tagged[clause.start : index]
    group = _group(here, clause, index)
    among = _AMONG.search(before)
    if among:
        listed = here.mentions_in(clause.start + among.start("who"), clause.start + among.end("who"))
        people = any(m.kind == "PERSON" for m in listed)  # the bodies beside people are theirs: 李某（小店区支部）
        named: list[tuple[Who | None, int | None, Who | None]] = [
            (m, None, None) for m in listed if m.kind == "PERSON" or (m.kind == "ORG" and not people)
        ]
        number = here.mention(clause.start + among.start("n")) if among.start("n") >= 0 else None
        if number and number.value[0] > len(named):
            named.append((None, int(number.value[0]), group))
        return named
    if _SEVERAL.search(before):
        return []  # 多位会员被评为…: who, is not told
    listed_bodies = _LISTED.search(before)
    if listed_bodies:
        bodies = here.mentions_in(clause.start + listed_bodies.start("who"), clause.start + listed_bodies.end("who"), "ORG")
        return [(m, None, None) for m in bodies]
    counted = _COUNTED.search(before)
    names = [m for m in here.mentions_in(clause.start, index) if m.kind == "PERSON"]
    if names:
        return [(m, None, None) for m in names]
    if counted:
        number = here.mention(clause.start + counted.start("n"))
        if number and number.value[1] not in ("次", "年", "届", "%", "％", "元", "岁"):
            return [(None, int(number.value[0]), group)]
        if number and number.value[1] == "次":
            return [(w, None, None) for w in parties(clause.holders)]
    own = re.match(rf"[\s　●{_D}，]*(?:{_Q}|{_T}|该(?:项目|活动|品牌|课题|作品))", before)
    if own and not clause.explicit:
        return []  # “X”被评为…: what was honoured is no person and no body
    if re.search(r"(?:提案|作品|论文|课题|报告|信息|节目|调研)[^，。；]{0,6}$", before) and not counted:
        maker = re.search(rf"({_O})(?:的|提交的|报送的|撰写的|选送的)[^，。；]{{0,30}}$", before)
        mention = here.mention(clause.start + maker.start(1)) if maker else None
        if mention is not None and (mention.value.is_branch or mention.value.is_committee or mention.value.own):
            return [(mention, None, None)]
        if here.story.topic and here.story.life:
            return [(here.story.topic, None, None)]
        return []
    if clause.persons and not (clause.explicit and here.mentions_in(clause.start, index, "ORG")):
        return [(m, None, None) for m in clause.persons]
    if here.story.topic and not clause.explicit:
        return [(here.story.topic, None, None)]
    if _somebody_else(before):
        return []
    return [(w, None, None) for w in parties(clause.holders)]


_ADVERBIAL = re.compile(
    rf"(?:{_D}|[\s●、，]|和|并|还|也|又|均|先后|连续|多次|年年|每年|曾|同时|此外|其中|因此|再次|一直|"
    rf"一举|光荣|分别|[一二三四五六七八九十两\d多几]+[次年度届]|{_N}|在[^，。；]{{1,30}}中|"
    rf"以[^，。；]{{1,20}}成绩|"
    rf"近年来|多年来|[^，。；]{{0,6}}年来|共|累计|被|荣|获|喜|得|受|上|组织|班子|支部|机关|我们|自身|工作|集体|应邀|最终|成功|还先后)*"
)


def _somebody_else(before: str) -> bool:
    """Does the clause begin with words for a recipient that is no recognised body (文化讲堂被评为…)?"""
    return _O not in before and _ADVERBIAL.fullmatch(before) is None


def _group(here: Here, clause: Clause, index: int) -> Who:
    """Whose people a number of recipients are: the body that acts in the very clause, else whose report it is."""
    acting = [h for h in clause.holders if isinstance(h, Mention)]
    named = here.mentions_in(clause.start, index, "ORG")
    if (
        clause.explicit
        and acting
        and acting[0] in named
        and acting[0].value.party != "中共"
        and "等" not in here.tagged[clause.start : index]
    ):
        return acting[0]
    return OWN


def _given(here: Here, index: int, said: str, by: tuple[Who, ...], end: int) -> Iterator[Conferral]:
    inferred: tuple[Who, ...] = ()
    if here.story.decision:
        by = by or (here.story.decision[0],)
    elif here.story.news:
        inferred = _at_the_meeting(here)
    inferred = _still_by(here, index) or inferred
    # nobody honours himself: a conferrer at the head of the clause is no recipient
    recipients = [one for one in _recipients(here, index) if by != (one[0],)]
    for title in titles(said):
        own = not _OF_OTHERS.search(title)
        givers = by or (inferred if own else ())
        dates = _each_time(here, index) or [_when(here, end, there=own)]
        for recipient, count, group in recipients:
            for date in dates:
                yield Conferral(title, recipient, count, group, givers, date)


_OF_OTHERS = re.compile(
    r"全国|全[省市区县]|[省市区县州]|国家|国务院|教育|教学|教坛|国际|大赛|比赛|杯|医[生师]|律师|教师|政协|提案|课题|成果|论文|金奖"
)
"""A title that no party body need have given at its own meeting: 浙江省教坛新秀, 优秀政协委员."""


def _at_the_meeting(here: Here) -> tuple[Who, ...]:
    """Who honours at the meeting that a piece of news tells of: whoever holds it, where it is one at which people are honoured."""
    event = here.story.event
    if event is None or event.activity_type != "会议" or len(event.holders) != 1:
        return ()
    if here.story.conferrer:
        return here.story.conferrer  # whose decision was read out
    honouring = re.search(r"表彰|颁奖|总结", event.name) or re.search(r"(?:会上|大会|会议)[^。]{0,30}(?:表彰|颁奖|宣读)|表彰", here.text)
    return event.holders if honouring else ()


def _when(here: Here, end: int, *, there: bool = True) -> Date | None:
    """When an honour was given: the day of the meeting, if it was given `there`, or of the decision rather than the year that it
    is for (2018年度先进支部)."""
    date = when(here, end)
    years = [m for m in here.mentions_in(0, min(end, len(here.tagged)), "DATE") if m.value.date == date]
    for_a_year = date is not None and bool(years) and years[-1].text.endswith("度")
    if date is not None and not for_a_year:
        return date
    if here.story.decision:
        return here.story.decision[1] or date
    return (_told(here) if here.story.news and there else None) or date


def _each_time(here: Here, index: int) -> list[Date | None]:
    """The dates of 2012年和2014年两次被评为…: two honours; 连续五次 without dates is one."""
    told = re.search(
        rf"(?P<dates>{_D}(?:[、和及与]{_D})+)[，]?(?:先后|分别|两次|三次|{_N}|均|都|[一二两三四五六]度|连续)*$", here.tagged[:index]
    )
    if told is None:
        return []
    found = [m.value.date for m in here.mentions_in(*told.span("dates"), "DATE")]
    return found if all(found) else []


@rule(
    rf"(?:被|由|经|获|受){{ORG*:by}}(?:联合|共同|分别|授予|连续[^，。；]{{1,6}}|多次|再次|"
    rf"[^，。；“”{_Q}{_O}]{{0,12}}?)?(?P<verb>{_PASSIVE})(?:了|为)?"
    rf"(?P<what>(?:(?![、和并]被)[^，。；！？]){{1,60}})",
    gives("李然被民进江州市委会评为“优秀会员”。", Conferral("优秀会员", "李然", by=("民进江州市委会",))),
    gives(
        "有19位会员被民进江州市委评为参政议政工作先进个人。",
        Conferral("参政议政工作先进个人", None, 19, "民进江州市委会", ("民进江州市委会",)),
        about="民进江州市委会",
    ),
    gives(
        "张明等18人被评为优秀会务工作者。",
        Conferral("优秀会务工作者", "张明"),
        Conferral("优秀会务工作者", None, 18, "民进江州市委会"),
        about="民进江州市委会",
    ),
    silent("会上宣读了“优秀会员”的评选办法。", about="民进江州市委会"),
)
def passive(m: Match, here: Here) -> Iterator[Fact]:
    """X被Y评为Z"""
    if m.text("verb") == "记" and not re.search(r"功|嘉奖", m.text("what")):
        return
    by: tuple[Who, ...] = m.all("by")
    begin, stop = m.span("what")
    giver = here.mention(begin)
    named_after = re.match("成立|建立|创建|换届", here.tagged[begin + 1 : stop])  # …成立20周年优秀会务工作者
    if not by and giver is not None and giver.kind == "ORG" and giver.value.is_committee and not (giver.value.own or named_after):
        by, begin = (giver,), begin + 1  # 被评为省委会先进会员
    yield from _given(here, m.start, here.plain(begin, stop) + _further(here, stop), by, m.end)
    clause = here.clause(m.start)
    # 被甲评为A，被乙评为B: the next clause has the same recipient, which its own match finds through the story
    here.story.persons = clause.persons


def _still_by(here: Here, index: int) -> tuple[Who, ...]:
    """Who honours where only the clause before says so: 市委会被省委会评为…，医卫支部被评为…"""
    before = re.search(rf"被(?P<by>{_O}(?:[、和]{_O})*)[^，。；]{{0,6}}(?:{_PASSIVE})[^，。；]*，[^，。；]*$", here.tagged[:index])
    return tuple(here.mentions_in(*before.span("by"), "ORG")) if before else ()


@rule(
    rf"(?<![被])(?P<verb>{_ACTIVE}|当选为?(?=[^，。；]*(?:模范|标兵|人物|之星|好人|最美|十佳|十大|楷模)))(?!奖)(?:了|过)?(?P<what>[^，。；！？]{{1,70}})",
    gives(
        "支部荣获民进江州市委会“先进支部”称号。",
        Conferral("先进支部", "民进江州市三中支部", by=("民进江州市委会",)),
        about="民进江州市三中支部",
    ),
    gives("王芳喜获亚军。", Conferral("亚军", "王芳")),
    silent("支部的工作获得一致好评。", about="民进江州市三中支部"),
    silent("李然向获得“优秀会员”称号的会员表示祝贺。", about="民进江州市三中支部"),
)
def active(m: Match, here: Here) -> Iterator[Fact]:
    """X荣获Y的Z"""
    begin, stop = m.span("what")
    tagged = here.tagged[begin:stop]
    if _FOR_THEM.search(here.tagged, 0, m.start):
        return  # 为荣获…的会员颁奖: `those_honoured` reads who they are
    passive_verb = re.search(_PASSIVE, tagged[:10])
    if passive_verb and _Q not in tagged[: passive_verb.start()]:
        return  # 获市委会评为…: `passive` reads it
    by: tuple[Who, ...] = ()
    giver = re.match(rf"(?:由)?(?P<orgs>{_O}(?:[、和与及]{_O})*)(?:(?P<date>{_D})|授予|颁发|评选|表彰|联合|共同|的)*", tagged)
    if giver:
        orgs = here.mentions_in(begin, begin + giver.end("orgs"), "ORG")
        rest = here.plain(begin + giver.end(), stop)
        bare_party = len(orgs) == 1 and not orgs[0].value.unit and not orgs[0].value.level and not orgs[0].value.host
        if not bare_party and re.fullmatch("(?:通报)?(?:表彰|表扬)", rest):
            by, begin = tuple(orgs), stop
            yield from (Conferral(rest, who, count, group, by, _when(here, m.end)) for who, count, group in _recipients(here, m.start))
            return
        if not bare_party and rest:
            by, begin = tuple(orgs), begin + giver.end()
    dated = re.match(rf"{_D}", here.tagged[begin:stop])
    begin += 1 if dated and not re.match(rf"{_D}[“{_Q}]?$", here.tagged[begin:stop]) else 0
    said = here.plain(begin, stop)
    inner = re.search(rf"(?:的|等)?(?P<q>{_Q})(?:的?(?:光荣|荣誉)?(?:称号|奖|荣誉|殊荣|奖项)+)?$", here.tagged[begin:stop])
    if inner and inner.start() > 8:  # 2007年度…考评“综合先进单位”奖: the title is what is quoted
        said = here.plain(begin + inner.start("q"), stop)
    number = re.search(rf"{_N}$", here.tagged[begin:stop])
    counted = here.mention(begin + number.start()) if number else None
    if (
        counted is not None
        and counted.value[1] in ("名", "人", "位")
        and not here.mentions_in(here.clause(m.start).start, m.start, "PERSON")
    ):
        for title in titles(said.removesuffix(counted.text)):  # 获评2018年度优秀会员16名
            yield Conferral(title, None, int(counted.value[0]), _group(here, here.clause(m.start), m.start), by, _when(here, m.end))
        return
    yield from _given(here, m.start, said + _further(here, stop), by, m.end)


_FOR_THEM = re.compile("[向为给对](?:曾|新|首次|[^，。；]{0,6}年度?)?$")


@rule(
    rf"(?P<verb>{_ACTIVE})(?:了|过)?(?P<what>(?:(?:{_D})?[^，。；！？、的{_P}{_O}{_D}]{{0,12}}(?:{_Q}"
    rf")、?)+(?:等?(?:光荣|荣誉)*(?:称号|荣誉|殊荣))?)(?=[，。；]|$)",
    gives(
        "李然曾获江州市“卫生先进个人”、城东区“巾帼标兵”等荣誉称号。",
        Conferral("卫生先进个人", "李然"),
        Conferral("巾帼标兵", "李然"),
    ),
    silent("李然获得“优秀会员”称号的消息传来。"),
)
def active_called(m: Match, here: Here) -> Iterator[Fact]:
    """X荣获“甲”、“乙”等称号: what `active` reads too, told as plainly as can be"""
    if not _FOR_THEM.search(here.tagged, 0, m.start) and here.clause(m.start).explicit:
        yield from _given(here, m.start, here.plain(*m.span("what")), (), m.end)


@rule(
    rf"(?:{_ACTIVE}|被(?:评|授予)为?)(?:了|过)?(?P<by>(?:{_O}[、和]?)*)"
    rf"(?P<what>(?:{_D})?(?:{_Q}|[^，。；的{_P}{_O}]{{3,24}}?))(?:的?(?:光荣|荣誉)*称号)?的(?:{_POST})?"
    rf"(?P<who>(?:{_P}|{_O})(?:（[^（）]{{1,20}}）)?(?:{_AND}(?:{_P}|{_O})(?:（[^（）]{{1,20}}）)?)*)"
    rf"(?!的)",
    gives(
        "李然为荣获“优秀会员”称号的王芳、赵雪颁发证书。",
        Conferral("优秀会员", "王芳"),
        Conferral("优秀会员", "赵雪"),
    ),
    silent("李然向获得“优秀会员”称号的会员表示祝贺。", about="民进江州市三中支部"),
)
def those_honoured(m: Match, here: Here) -> Iterator[Fact]:
    """荣获“优秀会员”称号的甲、乙"""
    named = [one for one in m.all("who") if one.kind == "PERSON"] or list(m.all("who"))
    for title in titles(here.plain(*m.span("what"))):
        for one in named:
            yield Conferral(title, one, by=m.all("by"), date=_when(here, m.start))


_MORE = re.compile(
    rf"，(?:(?P<listed>(?:[^，。；！？获被任{_P}{_O}]|(?<=[^获被任]"
    rf")等){{2,60}}?等?(?:荣誉|光荣)称号)(?=[，。；]|$)|(?P<quoted>(?:"
    rf"[^，。；“”获被{_P}{_O}{_Q}]{{0,8}}{_Q}、?)+)(?=[，。；]|$))"
)
"""Titles that go on behind a comma: 获得全国模范教师，江州市优秀教师、优秀班主任等荣誉称号; 被评为优秀教师，市级“优秀教研组长”、“优秀班主任”."""


def _further(here: Here, index: int) -> str:
    """The titles that go on behind a comma, to be read with those in front of it."""
    more = _MORE.match(here.tagged, index)
    return f"、{here.plain(index + 1, more.end())}" if more else ""


@rule(
    r"{ORG+:by}(?:联合|共同|多次|先后|连续|曾|分别|又|还)*授予{QUOTE:title}(?!.{0,8}的)",
    gives(
        "会员李然长期从教，区教体局、区妇联多次授予“突出贡献奖”。",
        Conferral("突出贡献奖", "李然", by=("江州区教体局", "江州区妇联")),
        Membership("李然", "民进江州区支部", "会员"),
        about="民进江州区支部",
    ),
    silent("民进江州市委会授予“优秀会员”称号的办法另行通知。", about="民进江州市委会"),
)
def granted_him(m: Match, here: Here) -> Iterator[Fact]:
    """会员X…，Y多次授予“Z”"""
    if here.mentions_in(m.end, min(m.end + 3, len(here.tagged)), "PERSON"):
        return
    people = here.clause(m.start).persons or tuple(here.mentions_in(0, m.start, "PERSON"))[-1:]
    said = here.plain(*m.span("title"))
    for title in titles(said) or [_clean(said)]:  # whatever its words, it is what was given
        for who in people:
            yield Conferral(title, who, by=m.all("by"), date=_when(here, m.end))


@rule(
    rf"(?:授予|表彰)?{{NUMBER:n}}(?P<who>[^，。；“”{_Q}]{{0,16}}){{QUOTE:title}}(?:光荣|荣誉)?称号",
    gives(
        "民进江州市委会授予18个基层组织“先进基层组织”称号。",
        Conferral("先进基层组织", None, 18, "民进江州市委会", ("民进江州市委会",)),
        about="民进江州市委会",
    ),
    gives(
        "民进江州市委会授予9个县（市、区）组织“模范集体”荣誉称号，授予42人“优秀会员”荣誉称号。",
        Conferral("模范集体", None, 9, "民进江州市委会", ("民进江州市委会",)),
        Conferral("优秀会员", None, 42, "民进江州市委会", ("民进江州市委会",)),
        about="民进江州市委会",
    ),
    silent("授予称号18个。", about="民进江州市委会"),
)
def granted_to_many(m: Match, here: Here) -> Iterator[Fact]:
    """授予N名会员“Z”称号"""
    number, before = m.one("n"), here.tagged[: m.start + 3]
    if (
        number is None
        or here.tagged[m.span("n")[0] - 1] == "等"
        or not re.search("授予|表彰", before)
        or re.search(r"获|被", m.text("who"))
    ):
        return
    givers = [o for o in here.mentions_in(0, m.start, "ORG") if o.value.is_committee or o.value.is_branch]
    by: tuple[Who, ...] = tuple(givers[-1:]) or here.story.conferrer
    for title in titles(m.text("title")):
        yield Conferral(title, None, int(number.value[0]), _whose(by), by, _when(here, m.start) or _told(here))


def _whose(by: tuple[Who, ...]) -> Who:
    """Whose people the recipients are: the party body's that honours its own, else those of the body whose report it is."""
    first = by[0] if by else OWN
    return first if not isinstance(first, Mention) or first.value.is_committee or first.value.is_branch else OWN


_ROLL = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．]|【)?\s*“?"
    r"(?P<title>[^（(：:“”]{2,24}?)”?(?:名单)?】?\s*[（(：:](?:共)?\d*[个名人位]?[）)]?"
)


_ASIDE = "(?:（[^（）]{0,30}）)?"
_ITEM_MARK = r"\s*(?:[①-⑳•·●▪◆-]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}[、.．)）])?\s*"
_ROW = re.compile(
    rf"{_ITEM_MARK}(?:(?P<of>{_O})[：:])?(?P<who>{_P}{_ASIDE}(?:[、\s　]+{_P}{_ASIDE})*|{_O}(?:[、\s　]+{_O})*)(?:$|[\s　（(、].*)"
)
"""A line that begins with names, and says nothing else or goes on behind a blank with what they are."""


def _told(here: Here) -> Date | None:
    """The date of the meeting that the report is telling of."""
    return here.story.event.date if here.story.event else None


_LEADS_IN = re.compile(
    rf"(?:授予|命名|表彰|评选|评为|荣获|获得?)(?P<what>[^。；！？]{{0,40}}?{_Q}[^。；！？]{{0,24}})"
    rf"[：:]\s*$|(?P<list>{_Q})(?:荣誉)?(?:称号)?(?:获得者|获得单位)?名单[：:]?\s*$"
)


def roll(here: Here) -> tuple[str, tuple[Who, ...], Span] | None:
    """The honour whose recipients the lines below a line list, who gives it, and the line."""
    found = _LEADS_IN.search(here.tagged)
    if found is None or in_words(here.tagged, found.start(), found.end(), given=True):
        return None
    quote = found.start("list") if found["list"] else here.tagged.rindex(CODES["QUOTE"], found.start(), found.end())
    named = titles(here.plain(quote, quote + 1))
    givers = tuple(m for m in here.mentions_in(0, found.start(), "ORG") if m.value.is_committee or not m.value.bare)
    return (named[0], givers[:1], here.passage.span) if len(named) == 1 else None


def is_of_roll(here: Here) -> bool:
    """Is a line one of a list of people or bodies?"""
    return _ROW.match(here.tagged) is not None


@rule(
    None,
    gives(
        "表彰名单公布如下。\n民进江州市委会决定，授予以下会员“优秀会员”称号：\n①李然\n②王芳",
        Conferral("优秀会员", "李然", by=("民进江州市委会",)),
        Conferral("优秀会员", "王芳", by=("民进江州市委会",)),
        about="民进江州市委会",
    ),
    silent("表彰名单公布如下。\n民进江州市委会拟授予以下会员“优秀会员”称号：\n①李然\n②王芳", about="民进江州市委会"),
    gives(
        "表彰名单公布如下。\n一、优秀会员（3名）\n李然　书法家，律师\n王芳、张明",
        Conferral("优秀会员", "李然"),
        Conferral("优秀会员", "王芳"),
        Conferral("优秀会员", "张明"),
        Occupation("李然", "书法家"),
        Occupation("李然", "律师"),
        about="民进江州市委会",
    ),
    gives(
        "表彰名单公布如下。\n一、优秀会员（2名）\n李然\n王芳",
        Conferral("优秀会员", "李然"),
        Conferral("优秀会员", "王芳"),
        about="民进江州市委会",
    ),
    silent("一、优秀会员候选人（2名）\n李然\n王芳", about="民进江州市委会"),
    silent("一、拟表彰优秀会员（2名）\n李然\n王芳", about="民进江州市委会"),
    silent("一、参会人员（2名）\n李然\n王芳", about="民进江州市委会"),
)
def on_a_roll(here: Here) -> Iterator[tuple[Fact, tuple[int, int] | Span]]:
    """A line that is only a name, under a heading that is a title: 一、先进基层组织（2个）"""
    heading = _ROLL.match(here.passage.heading)
    row = _ROW.match(here.tagged)
    if row is None or "。" in here.tagged:
        return
    if here.story.roll is not None:
        title, by, told = here.story.roll
        listed = here.mentions_in(*row.span("who"))
        for who in [one for one in listed if one.kind == "PERSON"] or listed:
            conferral = Conferral(title, who, by=by, date=here.story.decision[1] if here.story.decision else _told(here))
            yield conferral, (0, len(here.tagged))
            yield conferral, told
        return
    if heading is None:
        return
    if in_words(heading[0], 0, len(heading["title"]) + heading.start("title")):
        return  # 拟表彰, 候选人: who is on such a roll has received nothing
    listed = here.mentions_in(*row.span("who"))
    if any(who.kind == "PERSON" for who in listed):
        listed = [who for who in listed if who.kind == "PERSON"]
    body = here.mention(row.start("of")) if row["of"] else None
    for title in titles(heading["title"].strip()):
        for who in listed:
            if body is not None and who.kind == "PERSON":
                yield Membership(who, body), (0, len(here.tagged))
            by, day = ((here.story.decision[0],), here.story.decision[1]) if here.story.decision else (here.story.conferrer, _told(here))
            conferral = Conferral(title, who, by=by, date=day)
            yield conferral, (0, len(here.tagged))
            if here.passage.heading_span is not None:  # the heading is what says which honour
                yield conferral, here.passage.heading_span


@rule(
    rf"{{ORG+:by}}(?:联合|共同|决定|{_D})*(?:授予|表彰|命名|评选)(?:了)?"
    rf"(?P<who>(?:{_P}|{_O})(?:[、和](?:{_P}|{_O}))*)(?:同志|等[^，。；]{{0,8}})?(?:为|以)?"
    rf"(?P<what>[^，。；！？]{{1,50}})",
    gives("民进江州市委会授予李然“优秀会员”称号。", Conferral("优秀会员", "李然", by=("民进江州市委会",))),
    silent("民进江州市委会授予称号的办法另行通知。"),
)
def granted(m: Match, here: Here) -> Iterator[Fact]:
    """Y授予X“Z”称号"""
    if re.match(rf"等?{_N}", here.tagged[m.span("who")[1] :]):
        return  # 表彰X等N名Z: `commended` reads it
    honoured = [who for who in m.all("who") if who.kind in ("PERSON", "ORG")]
    yield from _to_all(m.text("what"), honoured, None, m.all("by"), _when(here, m.end))


def _to_all(said: str, named: Iterable[Mention], count: int | None, by: tuple[Who, ...], date: Date | None) -> Iterator[Conferral]:
    """The titles that are said, for each who is named, and for the number of all where it is told."""
    for title in titles(said):
        for who in named:
            yield Conferral(title, who, by=by, date=date)
        if count is not None:
            yield Conferral(title, None, count, _whose(by), by, date)


_ITEM = re.compile(
    rf"(?:(?P<who>(?:{_P}|{_O}|{_T})(?:[、和与](?:{_P}|{_O}|{_T}))*)等?(?:同志)?)?(?P<n>{_N})"
    rf"(?P<title>(?![被获荣受经由]|分别|均)[^，。；、和及被获{_N}{_O}{_P}]{{2,16}}?)"
    rf"(?=[，。；、和及进予给以颁授发]|$)"
)
_GIVES_OUT = r"评选表彰|表彰奖励|通报表彰|表彰|评选出?|评出|命名|奖励"


def _items(here: Here, start: int, stop: int) -> Iterator[tuple[str, Who | None, int | None]]:
    """The titles of a list with their recipients: 甲支部、乙支部等4个先进支部和李然等20名优秀会员."""
    for item in _ITEM.finditer(here.tagged, start, stop):
        number = here.mention(item.start("n"))
        named = titles(here.plain(*item.span("title")))
        if number is None or number.value[1] not in ("个", "名", "位", "人", "件", "篇", "家") or len(named) != 1:
            continue
        listed = here.mentions_in(*item.span("who")) if item["who"] else []
        if len(listed) == 1 and listed[0].kind == "ORG" and item.end("who") == item.start("n") and number.value[0] > 1:
            listed = []  # 江州民进61个先进基层组织: whose they are
        for who in listed:
            if who.kind in ("PERSON", "ORG"):
                yield named[0], who, None
        yield named[0], None, int(number.value[0])


@rule(
    rf"(?P<verb>{_GIVES_OUT})了?(?P<what>[^。；！？]{{4,90}})",
    gives(
        "市委会表彰了王芳等4名先进个人和李然等20名优秀会员。",
        Conferral("先进个人", "王芳", by=("民进江州市委会",)),
        Conferral("先进个人", None, 4, "民进江州市委会", ("民进江州市委会",)),
        Conferral("优秀会员", "李然", by=("民进江州市委会",)),
        Conferral("优秀会员", None, 20, "民进江州市委会", ("民进江州市委会",)),
        about="民进江州市委会",
    ),
    silent("市委会修订了评选表彰办法。", about="民进江州市委会"),
)
def commended(m: Match, here: Here) -> Iterator[Fact]:
    """Y表彰了X等N个Z"""
    if re.search(r"被$|获$|受$|受到$", here.tagged[: m.start]):
        return
    by = parties(here.clause(m.start).holders)
    begin, stop = m.span("what")
    further = re.search(r"授予|决定", here.tagged[begin:stop])
    for title, who, count in _items(here, begin, begin + further.start() if further else stop):
        yield Conferral(title, who, count, _whose(by) if count else None, by, _when(here, m.start) or _told(here))


@rule(
    r"(?<![面针应])(?:对|为|向|给)(?P<what>[^。；！？]{4,90}?)(?P<verb>(?:进行|予以|给予|作出|做出)了?(?:通报|隆重)?(?:表彰|奖励|表扬)|颁奖|颁发|授牌)",
    gives(
        "会上为李然、王芳等9名优秀会员颁奖。",
        Conferral("优秀会员", "李然"),
        Conferral("优秀会员", "王芳"),
        Conferral("优秀会员", None, 9, "民进江州市委会"),
        about="民进江州市委会",
    ),
    silent("对参加活动的9名会员进行了慰问。", about="民进江州市委会"),
)
def commended_by_nobody_named(m: Match, here: Here) -> Iterator[Fact]:
    """对X等N名Z进行表彰"""
    for title, who, count in _items(here, *m.span("what")):
        yield Conferral(title, who, count, OWN if count else None, (), _when(here, m.start) or _told(here))


@rule(
    rf"授予(?P<who>(?:{_P}|{_O})(?:[、和](?:{_P}|{_O}))*)(?:等(?P<n>{_N})(?:会员|盟员|社员|党员|同志|个?[^，。；“”]{{0,6}})?)?{{QUOTE:title}}",
    gives(
        "江州市慈善总会授予李然、王芳等6名会员“爱心模范”称号。",
        Conferral("爱心模范", "李然", by=("江州市慈善总会",)),
        Conferral("爱心模范", "王芳", by=("江州市慈善总会",)),
        Conferral("爱心模范", None, 6, "民进江州市委会", ("江州市慈善总会",)),
        about="民进江州市委会",
    ),
    silent("“爱心模范”称号的授予办法另行通知。", about="民进江州市委会"),
)
def granted_among(m: Match, here: Here) -> Iterator[Fact]:
    """Y授予X等N人“Z”称号"""
    first = here.tagged.find("授予")  # what stands behind it is honoured
    givers = [o for o in here.mentions_in(0, first, "ORG") if o.value.unit or o.value.host or o.value.own]
    by: tuple[Who, ...] = tuple(givers[-1:]) or (_at_the_meeting(here) if here.story.news else ())
    number = here.mention(m.span("n")[0]) if m.span("n")[0] >= 0 else None
    count = int(number.value[0]) if number is not None else None
    yield from _to_all(here.plain(*m.span("title")), here.mentions_in(*m.span("who")), count, by, _when(here, m.start))


@rule(
    rf"(?:向|给|为)(?P<to>{_O}|{_P})(?:颁发|颁授|授予|送来|赠送|授)了?{{QUOTE:title}}(?:的?(?:荣誉)?(?:牌匾|奖牌|荣誉证书|证书|奖状|锦旗|匾牌|称号))",
    gives(
        "江州市慈善总会向民进江州市委会颁发“爱心单位先进集体”牌匾。",
        Conferral("爱心单位先进集体", "民进江州市委会", by=("江州市慈善总会",)),
    ),
    silent("支部向江州市慈善总会颁发图书。", about="民进江州市三中支部"),
)
def presented(m: Match, here: Here) -> Iterator[Fact]:
    """Y向X颁发“Z”牌匾"""
    givers = here.mentions_in(here.clause(m.start).start, m.start, "ORG")
    to = m.one("to")
    if to is not None:
        yield Conferral(here.plain(*m.span("title")).strip("“”"), to, by=tuple(givers[:1]), date=_when(here, m.start))
