"""Events: what a body held, organised or joined as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..dates import Date
from ..facts import OWN, Event, Fact, Participation, Who
from .actors import acts
from .circumstances import when
from .engine import gives, rule, silent
from .event_names import OCCASIONS, event_of
from .holding import events_held
from .phrases import kind_of, names_something, tidy
from .sentence import Here, Match
from .tagged import CODES
from .whereabouts import place_named

_Q, _T, _N, _ORG, _PLACE, _DATE, _PERSON, _POST, _OCC = (
    CODES[k] for k in ("QUOTE", "TITLE", "NUMBER", "ORG", "PLACE", "DATE", "PERSON", "POST", "OCCUPATION")
)

_HOLD = (
    "组织(?=了?[^，。；员]{2,22}(?:活动|比赛|大赛|讲座|联谊))"
    "(?![^，。；]{0,18}(?:参加|参与|赴|到|学习|观看|参观|收看|开展|举办|前往|深入|走进))|组织举办|"
    "组织召开|组织开展|联合举办|联合开展|共同举办|举办|举行|召开|开展(?!情况)|主办(?!单位|方)|"
    "承办(?!单位|方)|协办(?!单位|方)|开设|开办|创办|启动|发起|筹办|搞了|实施|推进|推动支部开展|办了|"
    "开了|进行"
)


@rule(
    rf"(?:就|围绕|针对)(?P<what>{_Q}|[^，。；：在]{{3,24}}?)(?P<noun>课题|问题|情况|工作|主题|活动)?"
    rf"(?:等)?，?(?:先后|分别|集中|深入)*(?:(?:赴|到|深入|前往|在)(?P<place>[^，。；：]{{1,30}}?))?"
    rf"(?:(?:开展|进行)了?(?:专题|实地|重点|课题|深入)*调研|(?:等课题)?(?<=深入)调研(?=[，。；]))",
    gives(
        "6月，支部就“农村养老服务”课题赴石桥镇开展专题调研。",
        Event("“农村养老服务”课题调研", ("民进江州市三中支部",), "参政议政", place="石桥镇"),
        about="民进江州市三中支部",
    ),
    silent("支部就调研报告征求意见。", about="民进江州市三中支部"),
)
def surveyed(m: Match, here: Here) -> Iterator[Fact]:
    """A body 就 a question 赴 a place 开展调研"""
    holders = acts(here, m.start)
    name = tidy(m.text("what")) + m.text("noun") + "调研"
    if holders and names_something(name):
        event = event_of(here, name, m.start, m.end, holders, m.text("place") or None)
        here.tell(event, m.start)
        yield event


@rule(
    rf"(?P<verb>{_HOLD})(?:了|过|起)?(?P<what>[^，。；：！？]{{1,60}})",
    gives("民进江州市委会召开基层组织建设座谈会。", Event("基层组织建设座谈会", ("民进江州市委会",), "会议")),
    gives(
        "支部坚持举办会史讲座、教师节茶话会等活动。",
        Event("会史讲座", ("民进江州市三中支部",), "学习培训"),
        Event("教师节茶话会", ("民进江州市三中支部",), "文体联谊"),
        about="民进江州市三中支部",
    ),
    silent("支部积极开展各项活动。", about="民进江州市三中支部"),
    silent("支部召开会议的制度得到落实。", about="民进江州市三中支部"),
)
def held(m: Match, here: Here) -> Iterator[Fact]:
    """A body 举办/召开/开展 what a name names"""
    yield from events_held(here, m.start, *m.span("what"), verb=m.text("verb"))


_SITTINGS = "大会|座谈会|会议|仪式|报告会|研讨会|茶话会|联欢会|典礼|培训班|讲座|论坛|晚会|年会|全会|动员会|推进会|表彰会"


@rule(
    rf"(?P<verb>组织召开|召开|举行|举办|主办|开展)了?(?P<what>[^，。；：！？]{{2,60}}?(?:{_SITTINGS})[”》]?)(?=[，。；]|$)",
    gives("9月7日，民进江州市委会召开基层组织建设座谈会。", Event("基层组织建设座谈会", ("民进江州市委会",), "会议")),
    silent("9月7日，李然说要召开基层组织建设座谈会的通知很好。"),
)
def convened(m: Match, here: Here) -> Iterator[Fact]:
    """A body 召开 a meeting, and the clause ends: what `held` reads too, told as plainly as can be"""
    yield from events_held(here, m.span("verb")[0], *m.span("what"), verb=m.text("verb"))


_TOOK_PLACE = (
    rf"(?P<what>(?:[^，。；：！？{_PERSON}]{{2,50}}?)(?:会|会议|大会|仪式|活动|比赛|演出|讲座|论坛|赛|"
    rf"展|调研|班|年会|健步走|诵读会|沙龙))(?:于?(?:(?P<on>{_DATE})|今天|昨天|\d{{1,2}}日)(?:上午|下午|晚上?)?)?"
    rf"(?:(?:在|于|走进)(?P<place>[^，。；：{_DATE}]{{1,36}}?))?"
    rf"(?:隆重|顺利|成功|圆满|正式|胜利|如期|各|上午|下午|共同|联合)*"
    rf"(?:举行|召开|举办|开幕|闭幕|启动(?!仪式|大会|会)|拉开帷幕|拉开序幕|揭幕|开展|开(?=一?场)|开一场|"
    rf"走进(?P<into>[^，。；：]{{1,30}})|选举产生|选出|审议通过|宣读|增补|审议|开始(?=[，。；]|$)|"
    rf"开在(?P<after>[^，。；：]{{1,30}}))"
)
"""What stands in front of 在…举行, and where it was."""


@rule(
    _TOOK_PLACE,
    gives(
        "5月17日，民进江州市第二次会员大会在文化馆召开。",
        Event("民进江州市第二次会员大会", ("民进江州市委会",), "会议", place="文化馆"),
        about="民进江州市委会",
    ),
    gives(
        "民进江州市第二次会员大会于2016年9月27日至28日在文化馆召开。",
        Event("民进江州市第二次会员大会", ("民进江州市委会",), "会议", Date("2016-09-27", "2016-09-28"), "文化馆"),
        about="民进江州市委会",
    ),
    gives(
        "1月21日，江州市第九届人民代表大会第三次会议、政协第九届江州市委员会第三次会议召开。",
        Event("江州市第九届人民代表大会第三次会议", ("江州市人民代表大会",), "会议"),
        Event("政协第九届江州市委员会第三次会议", ("江州市政协",), "会议"),
        about="民进江州市委会",
    ),
    silent("民进江州市委会召开座谈会。"),
)
def assembled(m: Match, here: Here) -> Iterator[Fact]:
    """A congress, a meeting, a ceremony 在…举行/召开: named by what it was"""
    yield from (event for event in _took_place(m, here) if _SITTING.search(event.name))


@rule(
    _TOOK_PLACE,
    gives(
        "2018年9月19日晚，中秋诗歌诵读活动在文化馆举行。",
        Event("中秋诗歌诵读活动", ("民进江州市委会",), "文体联谊", Date("2018-09-19"), "文化馆"),
        about="民进江州市委会",
    ),
    silent("民进江州市委会召开座谈会。"),
)
def took_place(m: Match, here: Here) -> Iterator[Fact]:
    """What a name names 在…举行/召开"""
    yield from (event for event in _took_place(m, here) if not _SITTING.search(event.name))


_SITTING = re.compile(rf"(?:{_SITTINGS})[”》]?$")


def _named_after(here: Here, begin: int, stop: int) -> tuple[str, tuple[Who, ...]]:
    """What an event is called whose name may begin with a body, and who holds it."""
    name, org = tidy(here.plain(begin, stop)), here.mention(begin)
    if org is None or org.kind != "ORG":
        return name, (OWN,)
    if org.value.party not in ("", "中共") and org.value.places and not org.value.unit:
        return name, (org,)  # 民进广东省基层组织表彰大会 is that committee's
    if _ITS_SESSION.match(here.tagged, begin + 1):
        return name, (org,)  # 政协江州市委员会|第三次会议
    if org.value.is_committee or org.value.is_branch or org.value.part:
        shorter = tidy(here.plain(begin + 1, stop))
        return (shorter if names_something(shorter) and len(shorter) > 3 and not re.match(r"第|成立", shorter) else name), (org,)
    return name, (OWN,)


def _took_place(m: Match, here: Here) -> Iterator[Event]:
    begin, stop = m.span("what")
    comma = max(here.tagged.rfind(mark, begin, stop) for mark in "，；：。")
    begin = comma + 1 if comma >= begin else begin
    while begin < stop and here.tagged[begin] in _DATE + " 　●（" + "上下午":
        begin += 1
    day = _day_before_year(here, begin)
    if day is not None:
        begin -= 1
    inner = re.search(
        rf"(?!启动(?:仪式|大会|会)|推进会|开展活动)(?:{_HOLD}|主持|提请|听取|参加|出席|在|由|到|以|为|对|把|将)", here.tagged[begin:stop]
    )
    if inner:
        return
    place = place_named(m.text("place") or m.text("after") or m.text("into"))
    if _SESSIONS.fullmatch(here.tagged, begin, stop):
        yield from _sessions(m, here, begin, stop, place)
        return
    name, holders = _named_after(here, begin, stop)
    if not names_something(name):
        return
    event = event_of(here, name, stop, m.end, holders, place)
    if day is None and here.mentions_in(begin, stop, "DATE"):  # the year in a name (2018年度总结大会) is not when it was
        day = when(here, begin) if here.mentions_in(0, begin, "DATE") else None
    told = m.one("on") if m.has("on") else None
    if told is not None and told.value.mode == "at" and told.value.date is not None:
        day = told.value.date
    if day is not None:
        event = replace(event, date=day)
    here.tell(event, m.start)
    yield event


_NTH_SESSION = "第[一二三四五六七八九十]+次(?:全体)?会议"
_ITS_SESSION = re.compile(_NTH_SESSION)
_SESSION_OF = re.compile(_ORG + _NTH_SESSION)
_SESSIONS = re.compile(rf"{_ORG}{_NTH_SESSION}(?:[、和及与]{_ORG}{_NTH_SESSION})+")
"""The sessions of a congress and a conference, told of together."""


def _sessions(m: Match, here: Here, begin: int, stop: int, place: str | None) -> Iterator[Event]:
    for session in _SESSION_OF.finditer(here.tagged, begin, stop):
        org = here.mention(session.start())
        if org is not None:
            yield event_of(here, tidy(here.plain(*session.span())), stop, m.end, (org,), place)


def _day_before_year(here: Here, begin: int) -> Date | None:
    """The day in front of a name that begins with its year: 9月19日晚，2018年中秋茶话会在…"""
    year = here.mention(begin - 1) if begin else None
    if year is None or year.kind != "DATE" or year.value.date is None or len(year.value.date.start) > 4:
        return None
    days = [m.value.date for m in here.mentions_in(0, begin - 1, "DATE") if m.value.date and m.value.date.has_day]
    return days[-1] if days else None


@rule(
    r"(?:[一二三四五六七八九十]是|[，。；]|^)\s*(?:积极|认真|广泛|深入|扎实|坚持|定期|及时|多次|先后)*(?:开展|组织|实施了?)(?P<what>[^，。；：、]{2,24}?)(?=[，。；]|$)",
    gives("三是组织专题学习。", Event("专题学习", ("民进江州市三中支部",), "学习培训"), about="民进江州市三中支部"),
    silent("一是组织领导有力。", about="民进江州市三中支部"),
)
def item(m: Match, here: Here) -> Iterator[Fact]:
    """An item of a list (一是…) that is nothing but something held"""
    holders = acts(here, m.span("what")[0])
    what = m.text("what")
    if not holders or re.match(r"[了各]|会员|领导|机构|召开|开展|举办|机制", what) or what.startswith("开展"):
        return
    if re.match(r"学习[^，]{2,8}$", what) or what in ("专题学习", "督促检查", "公开承诺", "集中学习"):
        yield event_of(here, what, m.start, m.end, holders)


_ORGANISED = (
    "献血|植树|登山|登高|踏青|赏花|秋游|春游|观影|体检|义诊|义务劳动|捐款捐物|捐款|捐物|撰写|采摘|"
    "游览|观光|徒步|骑行|拓展训练|座谈|研讨|联欢|团拜|参会|包饺子|写春联|送春联|健步走|竞走|球赛|"
    "游园|诵读|读书|宣誓|扫墓|祭扫"
)


@rule(
    rf"组织(?:开展)?(?:了|{_N})?(?P<what>(?:[^，。；：！？]{{0,10}}?(?:会员|盟员|社员|党员|{_POST}"
    rf"))(?P<act>(?:开展|到[^，。；：！？]{{1,12}}?)?(?:{_ORGANISED})[^，。；：！？]{{0,14}}))",
    gives("重阳节，支部组织女会员踏青寻春。", Event("组织女会员踏青寻春", ("民进江州市三中支部",), "文体联谊"), about="民进江州市三中支部"),
    silent("支部组织会员认真学习。", about="民进江州市三中支部"),
)
def organised(m: Match, here: Here) -> Iterator[Fact]:
    """A body 组织会员 to do something together"""
    holders = acts(here, m.start)
    if not holders or re.search(r"撰写", m.text("act")):
        return
    name = m.text("act") if re.search(r"活动$|献血|体检", m.text("act")) else "组织" + m.text("what")
    yield event_of(here, tidy(name), m.start, m.end, holders)


@rule(
    rf"由(?P<by>{_ORG}(?:[、和与及]{_ORG})*)(?:联合|共同)?(?:主办|举办|组织|发起|召开|承办)"
    rf"(?:[、，](?:由)?(?P<with>{_ORG}(?:[、和与及]{_ORG})*)(?:联合|共同)?(?:承办|协办|主办))*的"
    rf"(?P<what>[^，。；]{{3,50}}?)(?:于{_DATE}|{_DATE})?(?:在|于)(?P<place>[^，。；：]{{1,36}}?)?"
    rf"(?:隆重|正式|顺利|成功)*(?:举行|召开|举办|开幕|启动|拉开帷幕|拉开序幕|开展)",
    gives(
        "由民进江州市委会主办、江州市图书馆承办的读书分享会在文化馆拉开帷幕。",
        Event("读书分享会", ("民进江州市委会", "江州市图书馆"), "文体联谊", place="文化馆"),
    ),
    silent("由民进江州市委会主办的读书分享会影响很大。"),
)
def organised_by(m: Match, here: Here) -> Iterator[Fact]:
    """由甲主办、乙承办的X在Y举行"""
    name = tidy(m.text("what"))
    if names_something(name):
        holders = tuple(o for o in (*m.all("by"), *m.all("with")) if o.kind == "ORG")
        place = m.text("place")
        event = event_of(here, name, m.start, m.end, holders, None if place == "这里" else place_named(place))
        here.tell(event, m.start)
        yield event


@rule(
    rf"(?P<what>{_Q}[^，。；：{_ORG}]{{0,10}}?)(?:同样)?由(?P<by>{_ORG}(?:[、和与同及]{_ORG})*)"
    rf"(?:联手|联合|共同|合作|携手)*(?:创办|举办|主办|开办|发起|承办|组织|开展)",
    gives("“春蕾女子班”由民进江州市委会与江州市妇联联合创办。", Event("“春蕾女子班”", ("民进江州市委会", "江州市妇联"), "社会服务")),
    silent("“春蕾女子班”由来已久。"),
)
def held_by(m: Match, here: Here) -> Iterator[Fact]:
    """“X”由甲与乙联合创办"""
    yield event_of(here, tidy(m.text("what")), m.start, m.end, tuple(o for o in m.all("by") if o.kind == "ORG"))


@rule(
    r"完成了?(?P<what>[^，。；：！？]{1,30}?(?:调研|考察|视察))(?=[，。；]|$)",
    gives("市委会完成了一次基层组织建设工作调研。", Event("基层组织建设工作调研", ("民进江州市委会",), "考察交流"), about="民进江州市委会"),
    silent("支部完成了调研报告。", about="民进江州市三中支部"),
)
def completed(m: Match, here: Here) -> Iterator[Fact]:
    """A body 完成了 a survey or visit"""
    holders = acts(here, m.start)
    name = tidy(m.text("what"))
    if holders and names_something(name):
        event = event_of(here, name, m.start, m.end, holders)
        here.tell(event, m.start)
        yield event


@rule(
    r"与(?P<with>[^，。；：]{1,24}?)(?:(?:结|缔结)[成为]{1,2}[^，。；的]{0,8}"
    r"(?:对子|单位|学校|村|支部|总支|支社|组织)|结对[^，。；的]{0,6}|开展结对[^，。；的]{0,6})"
    r"(?=[，。；]|$)",
    gives(
        "教育支部与石桥小学结成帮扶对子。",
        Event("与石桥小学结成帮扶对子", ("民进江州市教育支部",), "社会服务", place="石桥小学"),
        about="民进江州市教育支部",
    ),
    silent("支部与会员结成友谊的做法很好。", about="民进江州市三中支部"),
)
def paired(m: Match, here: Here) -> Iterator[Fact]:
    """A body 与 a school or village 结成帮扶对子"""
    holders = acts(here, m.start)
    if holders:
        # the school is whom it was done with, not who did it
        yield event_of(here, here.plain(m.start, m.end), m.start, m.end, holders[:1])


_NAMED = "基金|奖学金|助学金|讲堂|论坛|课堂|书屋|书院|书画院|服务站|工作站|工作室|之家|图书室|图书角|阅览室|文化墙|基地|学校|艺术团|服务队|大讲坛|讲坛|夏令营|展厅|活动室"


@rule(
    rf"(?<!建)(?:设立|建立|援建|建成|建起|办起|创办|开设|创建|成立|挂牌|打造|开办|设(?!在))了?"
    rf"(?P<what>[^，。；：！？]{{0,24}}(?:{_Q}[^，。；：、和]{{0,8}}(?:、|和)?)+(?:{_NAMED})?|"
    rf"[^，。；：！？的]{{2,24}}(?:基金|奖学金|助学金|讲堂|论坛|文化墙|书屋|讲坛))",
    gives("支部设立“春雨助学金”。", Event("设立“春雨助学金”", ("民进江州市三中支部",), "捐赠"), about="民进江州市三中支部"),
    silent("支部设立了专栏。", about="民进江州市三中支部"),
)
def set_up(m: Match, here: Here) -> Iterator[Fact]:
    """A body 设立/开设 a named fund, lecture series, station"""
    holders = acts(here, m.start)
    if not holders or re.search(
        r"(?:关于|建议|呼吁|拟|计划|提议|希望|推动|争取)[^，。；]{0,4}$", here.tagged[max(0, m.start - 7) : m.start]
    ):
        return
    begin, stop = m.span("what")
    marks = here.mentions_in(begin, stop, "QUOTE")
    verb = re.match(r"设立|援建|捐建|建立|建成|建起|办起|创办|开设|创建|成立|挂牌|打造|开办|设", here.tagged[m.start : m.end])
    if len(marks) > 1:
        for mark in marks:
            yield event_of(here, mark.text, m.start, m.end, holders)
    elif verb:
        name = tidy(m.text("what"))
        name = re.sub("[一两二三四五六七八九十]+[间个座所]$", "", name)
        named = (
            verb[0] + name if re.search(rf"(?:基金|金|{_NAMED})”?$", name) and verb[0] in ("设立", "援建", "建立", "建成", "建起") else name
        )
        if names_something(named) and not re.search(r"制度|机制|专栏|小组|委员会|支部", name):
            yield event_of(here, named, m.start, m.end, holders)


_REGULAR = r"(?:茶话|座谈|联欢|总结|述职|民主生活|组织生活|联谊|团拜|表彰)(?:大)?会"
_MEETING = (
    r"[^，。；在“”]{0,24}?(?:座谈会|交流会|茶话会|总结会|汇报会|见面会|推进会|研讨会|报告会|表彰会|"
    r"联欢会|工作会议|委员会议|全体会议|常委会议|会员会议|第[一二三四五六七八九十]+次会议|全会|全委会|"
    r"年会|大会|仪式|论坛)"
)


@rule(
    rf"(?:^|(?<=[，。；：\s　]))(?:在(?:于)?(?:(?P<by>{_ORG})|{_DATE}"
    rf"|随后|当天|当日|会后|同日|接着)*(?:召开|举行|举办|结束)的(?P<what>{_MEETING})上|(?:{_DATE}"
    rf"|随后|当天|会后|接着)+(?:召开|举行|举办)的(?P<which>{_MEETING}"
    rf")(?=上|，|由|选举|推选|审议|通过|产生)|(?:在|每年)?{_DATE}"
    rf"的?(?P<regular>[\u4e00-\u9fff]{{0,6}}?{_REGULAR})上)",
    gives(
        "在2023年1月10日召开的市委会七届二次全会上，李然作了报告。",
        Event("市委会七届二次全会", ("民进江州市委会",), "会议", Date("2023-01-10")),
        Participation("李然", Event("市委会七届二次全会", ("民进江州市委会",), "会议", Date("2023-01-10"))),
        about="民进江州市委会",
    ),
    silent("在会议上，李然作了报告。", about="民进江州市委会"),
)
def said_to_be_held(m: Match, here: Here) -> Iterator[Fact]:
    """在某日召开的某会上"""
    begin, stop = m.span(next(slot for slot in ("what", "which", "regular") if m.has(slot)))
    name = tidy(here.plain(begin, stop))
    named = list(m.all("by")) or [o for o in here.mentions_in(begin, stop, "ORG") if o.value.is_committee or o.value.is_branch]
    known = names_something(name) or (name in OCCASIONS and here.story.news)
    if known and here.story.called(name[-3:]) is None:
        event = event_of(here, name, stop, stop, tuple(named[:1]) or (OWN,))
        here.tell(event, m.start)
        yield event


@rule(
    r"^[\s　]*(?P<what>(?:座谈|交流|茶话|总结|汇报|见面|座谈交流)会|(?:启动|揭牌|捐赠|签约|授牌|颁奖|开班|成立)(?:仪式|大会|式))(?:上，|由)",
    gives(
        "座谈会上，李然介绍了支部的工作。",
        Event("座谈会", ("民进江州市三中支部",), "会议"),
        Participation("李然", Event("座谈会", ("民进江州市三中支部",), "会议")),
        about="民进江州市三中支部",
    ),
    silent("会上，李然介绍了支部的工作。", about="民进江州市三中支部"),
)
def went_on(m: Match, here: Here) -> Iterator[Fact]:
    """座谈会上，…: an occasion that the report names when it is under way"""
    name = m.text("what")
    if here.story.called(name[-3:]) is None:
        before = here.story.event
        event = Event(name, (OWN,), kind_of(name), before.date if before else None)
        here.tell(event, m.start)
        yield event
