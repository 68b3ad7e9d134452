"""Events: what a body held, organised or joined as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..dates import Date
from ..facts import OWN, Event, Fact, Participation, Who
from ..model import Mention
from .circumstances import attendance, occurrences, parties, when
from .engine import gives, rule, silent
from .phrases import head, kind_of, listed, names_something, tidy
from .sentence import Here, Match
from .story import NEWS
from .tagged import CODES, TIMES

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


def event_of(here: Here, name: str, start: int, end: int, holders: tuple[Who, ...], place: str | None = None) -> Event:
    """The event of a name told at a stretch of the tagged sentence, with the date, place and numbers that the sentence gives it.

    In a piece of news what has no day of its own was on the day that the tale is at, and where it is at.
    """
    date, place = when(here, start), place or where(here, start)
    tale = here.event_at(start)
    undated = date is None and not here.mentions_in(0, len(here.tagged), "DATE") and not _ALWAYS.search(here.tagged)
    if here.story.news and undated and tale is not None and tale.date is not None and tale.date.has_day:
        date = tale.date
        place = place or (tale.place if re.search(_OF_THE_VISIT, name) else None)
    event = Event(
        name=name,
        holders=parties(holders),
        activity_type=kind_of(name),
        date=date,
        place=place,
        attendance=attendance(here, start, end),
        occurrences=occurrences(here, start, end),
    )
    if undated and date is not None:
        here.story.within.setdefault(event)
    return event


_ALWAYS = re.compile(r"每[年月周季逢]|年来|任期|常年|多年|一直|连续|长期|品牌|多次|历年|以来|先后|近年|坚持|今后|将")
_OF_THE_VISIT = r"捐|赠|送|讲座|课|义诊|坐诊|发放|慰问|体检|揭牌|仪式|写春联|书法|咨询"


_WHERE = re.compile(
    rf"(?:在|于)(?P<place>[^，。；：在了{_DATE}]{{1,30}}?)"
    rf"(?:隆重|胜利|成功|顺利|联合|共同|连续|组织|先后|分别|正式|集中|\s)*"
    rf"(?:举行|召开|举办|开展|开设|开办|承办|主办|启动|开幕|[各]开|设立|建立|建起|捐建|落成|挂牌|揭牌|"
    rf"讲授|{_N})"
)
_GONE = re.compile(
    r"(?:到|赴|前往|走进|来到|深入|奔赴)(?P<place>[^，。；：]{1,30}?)(?:进行|开展|举行|举办|参观|考察|调研|慰问|看望|走访|义诊|支教|送教|学习|接受|参加|捐建|捐赠|游览|观光|，)"
)
NO_PLACE = re.compile(
    r"^(?:开展|推进|实施|贯彻|学习|组织|进行|宣传|了解|挖掘|研究)|踏青$|采风$|^随后|^该校|^该|此基础|"
    r"活动中|会上|工作中|实践中|方面|前提|同时|期间|基础上|领导下|指导下|支持下|内部|上下|会议上|春节|"
    r"节日|之际|过程|座谈会|支部内|全市|全省|本职|[年月日]$|指导|带领|制度|组织中|内$|^.$|思想|政治|"
    r"名义|前夕|一线"
)


def where(here: Here, index: int) -> str | None:
    """The place told for what stands at an index, in its clause or the one before."""
    clause = here.clause(index)
    before = next((c for c in here.clauses if c.end == clause.start and here.tagged[c.end - 1 : c.end] == "，"), None)
    came = before is not None and not clause.explicit and re.search(r"来到|走进|前往|赴|到", here.tagged[before.start : before.end])
    for pattern, start in ((_WHERE, clause.start), (_GONE, clause.start), *(((_GONE, before.start),) if came and before else ())):
        for match in pattern.finditer(here.tagged, start, min(len(here.tagged), clause.end + 1)):
            place = here.plain(*match.span("place"))
            if not NO_PLACE.search(place) and not set(here.tagged[slice(*match.span("place"))]) <= {_DATE, _N}:
                return place
    paired = _PAIRED.search(here.tagged, 0, clause.end)
    return here.plain(*paired.span("place")) if paired else None


_PAIRED = re.compile(
    rf"与(?P<place>(?:{_ORG}|{_PLACE}|[^，。；：]){{1,24}}?)(?:结[成为对]|签[订署]|缔结|共建|建立)[^，。；]{{0,10}}(?:对|帮扶|共建|协议|关系|友好|助教|单位)"
)
"""With whom a body is paired, which is where it goes: 与石桥小学结成帮扶对子，捐赠图书."""


_LED = re.compile(
    rf"(?P<body>{_ORG})(?:{_POST})(?:[、，兼]?(?:{_ORG})?[{_POST}{_OCC}])*(?:{_PERSON})"
    rf"(?:{_POST}|、{_PERSON}|一行|等|{_N}|率|带队|带领|[^，。；]{{0,8}}?)*$"
)
_OFFICERS = re.compile(
    rf"(?:^|[，。；：\s　]|{_DATE})(?P<body>{_ORG})?(?P<post>{_POST})(?:{_PERSON})"
    rf"(?:[，、和及与]|{_POST}|{_PERSON}|{_ORG}|{_OCC}|一行|等)*[^，。；{_PERSON}]{{0,12}}$"
)
"""Officers of a body who go somewhere on its behalf: 市委会主委贺某，副主委王某、秘书长李某分三路…"""


_FOLLOWED = re.compile(
    rf"(?:{_PERSON}|他|她)(?:{_POST})?(?:等?{_N})?(?:分别|亲自|先后)*(?:带队|带领|率领?|组织|一行|等一行|带着)[^。；]{{0,40}}$"
)
"""Somebody with people of the body behind them: 葛某带领6名会员赴…, 苏某一行还前往…"""
_GROUP = re.compile(rf"[\s　]*(?:{_DATE}|上午|下午|，|随后)*(?:调研组|考察组|慰问组|考察团|代表团|参观团|一行|与会人员)")
_LED_FROM_AFAR = re.compile(
    rf"(?P<body>{_ORG})(?:{_POST})(?:[、，兼]?(?:{_ORG})?[{_POST}{_OCC}])*(?:{_PERSON})(?:率|带队|带领|一行)[^。；{_PERSON}]{{0,60}}$"
)


_ON_BEHALF = re.compile(rf"(?:{_PERSON}|{_POST}|，)代表(?:(?P<body>{_ORG})|我会|本会|支部|总支|支社|全体[会盟社党]员)")
"""Whoever speaks for a body acts for it: 李然代表市委会向学校赠送图书."""


def acts(here: Here, start: int) -> tuple[Who, ...]:
    """The bodies that act in the clause at an index; where people act, the party's body whose office leads them there."""
    clause = here.clause(start)
    behalf = _ON_BEHALF.search(here.tagged, clause.start, start)
    if behalf:
        leading = _LED.search(here.tagged, clause.start, behalf.start() + 1)
        slot = behalf.start("body") if behalf["body"] else leading.start("body") if leading else -1
        body = here.mention(slot) if slot >= 0 else None
        return (body,) if body is not None and _is_ours(body) else (OWN,)
    if not clause.persons:
        group = here.story.event and not clause.explicit and _GROUP.match(here.tagged, clause.start)
        return here.story.event.holders if group and here.story.event else parties(clause.holders)
    led = _LED.search(here.tagged, clause.start, start) or _LED_FROM_AFAR.search(here.tagged, 0, start)
    body = here.mention(led.start("body")) if led else None
    if body is not None and _is_ours(body):
        return (body,)
    officers = _OFFICERS.search(here.tagged, 0, start)
    if officers and clause.persons:
        body, post = here.mention(officers.start("body")) if officers["body"] else None, here.mention(officers.start("post"))
        if post is not None and re.search(r"主委$|秘书长$", str(post.value)):
            if body is None:
                return (OWN,)
            if _is_ours(body):
                return (body,)
    followed = _FOLLOWED.search(here.tagged, clause.start, start) or _FOLLOWED.search(here.tagged, 0, start)
    return parties(clause.holders) or (OWN,) if followed else ()


def _is_ours(body: Mention) -> bool:
    """Is it a committee or a branch of a democratic party?"""
    return body.value.party != "中共" and bool(body.value.is_committee or body.value.is_branch)


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
    yield from _held(here, m.start, *m.span("what"), verb=m.text("verb"))


_SITTINGS = "大会|座谈会|会议|仪式|报告会|研讨会|茶话会|联欢会|典礼|培训班|讲座|论坛|晚会|年会|全会|动员会|推进会|表彰会"


@rule(
    rf"{_DATE}[^。；]{{0,40}}?(?P<verb>组织召开|召开|举行|举办)了?(?P<what>[^，。；：！？]{{2,60}}?(?:{_SITTINGS})[”》]?)(?=[，。；]|$)",
    gives("9月7日，民进江州市委会召开基层组织建设座谈会。", Event("基层组织建设座谈会", ("民进江州市委会",), "会议")),
    silent("9月7日，李然说要召开基层组织建设座谈会的通知很好。"),
)
def convened(m: Match, here: Here) -> Iterator[Fact]:
    """A body 召开 a meeting on a day: what `held` reads too, told as plainly as can be"""
    yield from _held(here, m.span("verb")[0], *m.span("what"), verb=m.text("verb"))


_ABOUT = re.compile(
    rf"(?:(?:就|围绕|以|针对)(?P<what>{_Q})(?:为主题|为题|主题|课题|问题|等问题|联合|先后|深入|[，])*|"
    rf"(?:就|围绕|针对)(?P<topic>[^，。；：{_Q}{_PERSON}]{{3,24}}?)(?:联合|先后|深入|，|主题|课题|"
    rf"等?问题|情况)*)$"
)
_ABOUT_WHAT = re.compile(r"(?:专题|联合|实地|重点|课题|集体)*(?:调研|座谈会?|协商会?|研讨会?|讲座|培训班?|活动|讨论|学习)(?:活动)?")


def _held(here: Here, start: int, begin: int, stop: int, verb: str = "") -> Iterator[Fact]:
    holders = acts(here, start)
    if (
        not holders
        or here.tagged[max(0, start - 1) : start] in ("所", "未")
        or (
            re.search(r"(?:(?:要|将|应|可以|拟|准备|计划|打算)(?:继续)?|[，。；：、]继续|^继续)$", here.tagged[max(0, start - 4) : start])
            and not re.search(r"(?:都|会|每年)要$", here.tagged[max(0, start - 3) : start])
        )
    ):
        return
    if verb == "进行" and not re.search(rf"(?:调研|视察|义诊|考察|慰问|座谈|走访|培训|宣讲|献血|{_Q})", here.tagged[begin:stop]):
        return
    counted = re.match(rf"(?P<first>[^、]+{_N})[、和](?=[^、])", here.tagged[begin:stop])
    if counted:  # 培训班2期、“开明大讲堂”6场
        yield from _held(here, start, begin, begin + counted.end("first"), verb)
        yield from _held(here, start, begin + counted.end(), stop, verb)
        return
    tagged = here.tagged[begin:stop]
    if tagged.startswith("的"):
        return  # 市委会举办的活动 is named for what is said of it, not told of
    cut = re.search(
        r"(?:等|的)?(?:[^等的]{0,6})?(?:活动|工作|会议)(?:中|上|时|期间|以来|过程中|的(?:通知|方案|要求|意见|契机|形式|基础|制度|成果|情况|精神|机制|开展|推进|总结)).*$",
        tagged,
    )
    if cut and not cut.start():
        return
    name = object_of(here, begin, stop)
    if name is None:
        return
    about = _ABOUT.search(here.tagged, 0, start)
    surveyed_already = here.claimed(start, stop)
    for item in listed(tidy(name)):
        item = tidy(item)
        if about and _ABOUT_WHAT.fullmatch(item):  # 就“戈壁农业”开展专题调研
            item = here.plain(*about.span("what" if about["what"] else "topic")) + item
        of = re.search(r"对[^，。；：]{3,24}$", here.tagged[:start])
        if of and re.fullmatch(r"视察|调研|考察|检查|督查|监督|民主监督|走访", item):
            item = here.plain(of.start(), start) + verb + item  # 对综合治理工程进行了视察
        if (len(item) < 4 or item in BY_PLACE) and _GOING.search(here.tagged[here.clause(start).start : start]):
            continue  # 到某镇开展义诊: `went` names it whole
        if surveyed_already and item.endswith("调研"):
            continue  # `surveyed` names what it was about
        if names_something(item) or (item in OCCASIONS and len(here.text) < NEWS and verb in ("召开", "举行", "举办", "开了")):
            event = event_of(here, item, start, stop, holders)
            own_count = counted_behind(here, begin, stop, item)
            if own_count is not None:
                event = replace(event, occurrences=own_count)
            here.tell(event, start)
            yield event


def counted_behind(here: Here, begin: int, stop: int, name: str) -> int | None:
    """The number of times that stands right behind a name: “草原讲堂”16期、读书会9次."""
    at = here.text.find(name, here.span(begin, begin).start, here.span(stop, stop).start)
    number = next((n for n in here.mentions_in(begin, stop, "NUMBER") if at >= 0 and n.span.start == at + len(name)), None)
    return int(number.value[0]) if number is not None and number.value[1] in TIMES else None


OCCASIONS = ("座谈会", "座谈交流会", "交流座谈会", "交流会", "茶话会", "联欢会", "动员大会", "表彰大会", "启动仪式", "捐赠仪式", "揭牌仪式")
"""What a piece of news tells of by its kind alone, since it tells of one; in a yearly report there may be many."""
BY_PLACE = (
    *("专题调研", "实地调研", "学习考察", "参观学习", "考察学习", "革命传统教育", "主题教育", "主题教育活动", "爱国主义教育", "红色教育"),
    *("传统教育", "警示教育", "盟史教育", "会史教育", "社史教育", "党史教育", "教育帮扶", "支教活动", "传统文化教育", "爱国主义教育活动"),
)
"""What only the place tells apart: `visits.went` names it whole."""
_GOING = re.compile(r"到|赴|前往|走进|来到|深入|奔赴")
_ENOUGH = re.compile(
    rf"(?:活动|大会|会议|座谈会|仪式|讲座|培训班?|调研|义诊|讲堂|论坛|比赛|[^社机员协学工商究进金]会|"
    rf"赛)(?=等|的(?!活动|会|讲座)|以来|中(?![心学国共小])|上|时|之后|后|前|并|以|{_N}|为|使|让|，|$)"
)


def object_of(here: Here, begin: int, stop: int) -> str | None:
    """The name that begins an object: up to the last word that can end one; None if there is none."""
    tagged = here.tagged[begin:stop]
    tagged_end = len(tagged)
    listing = re.search(
        r"等(?:系列|一系列|形式多样的|多种形式的?|丰富多彩的|各类|多项|[一二三四五六七八九十\d]+项)?(?:社会服务|主题|公益|爱心|文体)?(?:活动|会议|工作|形式)?",
        tagged,
    )
    if listing and listing.start() > 2:
        return here.plain(begin, begin + listing.start())
    enough = None
    for enough in _ENOUGH.finditer(tagged):
        if enough.end() < tagged_end and tagged[enough.end() : enough.end() + 1] == "的" and head().search(tagged):
            continue
        break
    if (
        enough
        and enough.end() <= tagged_end
        and (enough.end() == tagged_end or tagged[enough.end()] not in "的" or not head().search(tagged))
    ):
        return here.plain(begin, begin + enough.end())
    bare = re.sub(rf"(?:等|了|{_N}|\s)+$", "", tagged)
    if head().search(bare):
        return here.plain(begin, begin + len(bare))
    return None


@rule(
    rf"(?P<what>(?:[^，。；：！？{_PERSON}]{{2,50}}?)(?:会|会议|大会|仪式|活动|比赛|演出|讲座|论坛|赛|"
    rf"展|调研|班|年会|健步走|诵读会|沙龙))(?:于?(?P<on>{_DATE}))?"
    rf"(?:(?:在|于|走进)(?P<place>[^，。；：{_DATE}]{{1,36}}?))?"
    rf"(?:隆重|顺利|成功|圆满|正式|胜利|如期|各|上午|下午|共同|联合)*"
    rf"(?:举行|召开|举办|开幕|启动|拉开帷幕|拉开序幕|揭幕|开展|开(?=一?场)|开一场|"
    rf"走进(?P<into>[^，。；：]{{1,30}})|选举产生|选出|审议通过|宣读|增补|审议|开始(?=[，。；]|$)|"
    rf"开在(?P<after>[^，。；：]{{1,30}}))",
    gives(
        "5月17日，民进江州市第二次会员大会在文化馆召开。",
        Event("民进江州市第二次会员大会", ("民进江州市委会",), "会议", place="文化馆"),
        about="民进江州市委会",
    ),
    gives(
        "2018年9月19日晚，2018年中秋茶话会在文化馆举行。",
        Event("2018年中秋茶话会", ("民进江州市委会",), "文体联谊", Date("2018-09-19"), "文化馆"),
        about="民进江州市委会",
    ),
    gives(
        "民进江州市第二次会员大会于2016年9月27日至28日在文化馆召开。",
        Event("民进江州市第二次会员大会", ("民进江州市委会",), "会议", Date("2016-09-27", "2016-09-28"), "文化馆"),
        about="民进江州市委会",
    ),
    silent("民进江州市委会召开座谈会。"),
)
def took_place(m: Match, here: Here) -> Iterator[Fact]:
    """What a name names 在…举行/召开"""
    begin, stop = m.span("what")
    comma = max(here.tagged.rfind(mark, begin, stop) for mark in "，；：。")
    begin = comma + 1 if comma >= begin else begin
    while begin < stop and here.tagged[begin] in _DATE + " 　●（" + "上下午":
        begin += 1
    day = _day_before_year(here, begin)
    if day is not None:
        begin -= 1
    inner = re.search(rf"(?!启动(?:仪式|大会|会)|推进会|开展活动)(?:{_HOLD}|参加|出席|在|由|到|以|为|对|把|将)", here.tagged[begin:stop])
    leading = re.match(rf"(?P<org>{_ORG})(?P<rest>.*)", here.tagged[begin:stop], re.S)
    if inner:
        return
    name = tidy(here.plain(begin, stop))
    holders: tuple[Who, ...] = (OWN,)
    if leading:
        org = here.mention(begin)
        if org is not None and org.value.party not in ("", "中共") and org.value.places and not org.value.unit:
            holders = (org,)  # 民进广东省基层组织表彰大会 is that committee's
        elif org is not None and (org.value.is_committee or org.value.is_branch or org.value.part):
            holders = (org,)
            shorter = tidy(here.plain(begin + 1, stop))
            name = shorter if names_something(shorter) and len(shorter) > 3 and not re.match(r"第|成立", shorter) else name
    if not names_something(name):
        return
    place = m.text("place") or m.text("after") or m.text("into") or None
    if place and NO_PLACE.search(place):
        place = None
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
        event = event_of(here, name, m.start, m.end, holders, None if place in ("这里", "") or NO_PLACE.search(place) else place)
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
