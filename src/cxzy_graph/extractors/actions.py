"""Events that no noun names: what a body did for somebody (为老会员免费体检), a talk that somebody gave, a brand that goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts import OWN, Event, Fact, Membership, Participation, Who
from ..model import Mention
from .actors import acts
from .circumstances import parties
from .engine import gives, rule, silent
from .event_names import event_of
from .phrases import names_something, tidy
from .sentence import Here, Match
from .tagged import CODES

_N, _ORG, _PERSON, _POST, _OCC, _QUOTE, _TITLE, _DATE = (
    CODES[k] for k in ("NUMBER", "ORG", "PERSON", "POST", "OCCUPATION", "QUOTE", "TITLE", "DATE")
)

_TALK = "讲座|报告会|辅导报告|解读报告|宣讲报告|形势报告|专题报告|报告|辅导|宣讲|党课|授课|讲解|会史课"


@rule(
    rf"(?:作|做|主讲|讲授|开设|举办)了?(?:一[场次堂个])?(?:题为|以|主题为|名为|关于)?"
    rf"(?P<what>[^，。；：！？]{{0,40}}?)(?:为题|为主题)?的?(?P<kind>专题(?:{_TALK})|{_TALK})"
    rf"(?=[，。；]|$)",
    gives(
        "9月，支部邀请江州市第二中学校长李然作“民进会史”专题讲座。",
        Event("“民进会史”专题讲座", ("民进江州市三中支部",), "学习培训"),
        Participation("李然", Event("“民进会史”专题讲座", ("民进江州市三中支部",), "学习培训")),
        Membership("李然", "江州市第二中学", "校长"),
        about="民进江州市三中支部",
    ),
    silent("李然代表支部作了工作报告。", about="民进江州市三中支部"),
)
def talked(m: Match, here: Here) -> Iterator[Fact]:
    """Somebody 作“…”讲座"""
    what = tidy(m.text("what")).strip("的")
    name = what + m.text("kind")
    titled = re.search(rf"以({_QUOTE})(?:为题|为主题)，[^，。；]{{0,40}}$", here.tagged[: m.start])
    if titled and len(what) < 3:  # 以“…”为题，为村医作了专题讲座
        what = here.plain(*titled.span(1))
        name = what + m.text("kind")
    if len(what) < 3 or here.claimed(*m.span("what")) or re.search(r"代表|工作$|述职|动员|典型|经验|总结|审查|财务|情况", what):
        return
    clause = here.clause(m.start)
    holders = parties(clause.holders) if not clause.persons else (OWN,)
    event = event_of(here, name, m.start, m.end, holders or (OWN,))
    here.tell(event, clause.start)
    yield event
    people = here.mentions_in(clause.start, m.start, "PERSON")
    for person in people:
        yield Participation(person, event)


@rule(
    rf"[上讲]了?(?:[一二两三四五六七八九十\d]+[堂节次]|{_N}|一场)?(?P<what>[^，。；：！？上]{{0,24}}课)(?=[，。；]|$)",
    gives(
        "支部组织骨干教师为小学生上了一堂生动的科学课。",
        Event("科学课", ("民进江州市三中支部",), "社会服务"),
        about="民进江州市三中支部",
    ),
    silent("老师们每天上课。", about="民进江州市三中支部"),
)
def taught(m: Match, here: Here) -> Iterator[Fact]:
    """上了一堂…课"""
    name = tidy(re.sub(r"^(?:生动|精彩|别开生面|难忘|特殊|有趣)(?:有趣)?的", "", m.text("what")))
    clause = here.clause(m.start)
    if len(name) < 3 or here.claimed(*m.span("what")):
        return
    told = here.told_between(0, m.start)
    if told is not None:
        event = told  # 开展送教活动，4位名师上了示范课: a part of it
    else:
        event = event_of(here, name, m.start, m.end, acts(here, m.start) or (OWN,))
        here.tell(event, clause.start)
    yield event
    for person in here.mentions_in(clause.start, m.start, "PERSON"):
        yield Participation(person, event)


_DID = (
    "录制|开通|送戏|送医|送课|过集体生日|祝寿|捐建|认购|资助(?!金|的|项目|对象|活动)|承接了?|讲授|"
    "驻点|支援|驰援|送教|支教|走访|看望|免费体检|义务体检|体检|免费救治|免费发放|定点帮扶|结对帮扶|"
    "签订|签署|讲党课|免费检查|义务理发"
)
_TO = "为|向|与|给|就|对|围绕|把|将|到|赴|前往|深入|走进|来到|面向|随"
_NO_DEED = re.compile(
    r"(?:捐建|承接|签订|签署|讲授)了?(?:的|$)|(?:支教|送教|走访|看望|体检|帮扶)(?:的|活动|工作|项目)|时$|后$|过的?$|等(?:传统|品牌)|支援者|协议后"
)


@rule(
    rf"(?P<what>(?:(?:{_TO})[^，。；：！？]{{1,36}}?)?(?:免费|专程|实地|集中|登门|入户|联合|共同|带头)*"
    rf"(?P<verb>{_DID})(?:了|过)?(?P<of>[^，。；：！？]{{0,36}}))",
    gives("重阳节，支部为老会员免费体检。", Event("为老会员免费体检", ("民进江州市三中支部",), "社会服务"), about="民进江州市三中支部"),
    gives(
        "10月，支部与石桥小学签署助教协议。",
        Event("与石桥小学签署助教协议", ("民进江州市三中支部",), "社会服务", place="石桥小学"),
        about="民进江州市三中支部",
    ),
    silent("支部走访的企业都很满意。", about="民进江州市三中支部"),
)
def did(m: Match, here: Here) -> Iterator[Fact]:
    """A body does something for or with somebody"""
    begin, stop = m.span("what")
    said = here.plain(begin, stop)
    if (
        here.claimed(begin, stop)
        or _NO_DEED.search(said)
        or re.search(r"(?:要|将|应|拟|计划|打算|准备|曾|的)$", here.tagged[max(0, begin - 2) : begin])
    ):
        return
    if not m.text("of") and re.fullmatch("(?:免费|专程|实地|集中|登门|入户|联合|共同|带头)*", here.tagged[begin : m.span("verb")[0]]):
        return  # 登门看望: nobody and nothing is named
    if m.text("verb") in ("资助", "送课") and here.told_between(0, begin) is not None:
        return  # 继续实施助学项目，资助学生20名: what came of it
    partners = here.mentions_in(begin, stop, "ORG")  # with whom or for whom it was done
    holders = tuple(h for h in acts(here, begin) if h not in partners)
    name = tidy(re.sub(r"了(?=[^，解])", "", said, count=1))
    if holders and names_something(name) and len(name) > 3:
        event = event_of(here, name, begin, stop, holders)
        here.tell(event, begin)
        yield event


_NO_BRAND = re.compile(
    r"(?:队|组|团|奖|会员|个人|集体|单位|支部|称号|标兵|两会|精神|之家|思想|理念|原则|目标|方针|规划|重要|号召|战略|三农)$|^(?:两|三个|四个|五|十[一二三四])"
)


@rule(
    rf"(?:^|(?<=[，。；：])|(?<=个是)|(?<=[一二三四五]是)|(?<=自创的)|(?<=主办的)|"
    rf"(?<=创办的)|{{ORG:owner}}的)[\s　]*(?P<what>{_QUOTE}(?P<tail>[\u4e00-\u9fff]{{0,8}}?(?:活动|"
    rf"项目|行动|品牌|工程|计划|课堂|讲座|沙龙|论坛|讲堂|门诊))?)"
    rf"(?=(?:，)?(?:由(?!来)|是{_ORG}|自{_DATE}|从{_DATE}|每[月周季年]"
    rf"|面向|已|至今|迄今|先后|累计|进入|被(?:{_ORG}|评|授)|落成|启动|揭牌|走进|深入|品牌|改在|也|还|"
    rf"办了|演出|举办|[、，。；和](?={_ORG}的{_QUOTE})|在[^，。；]{{1,16}}"
    rf"(?:落成|落户|启动|开讲|开课|开班|举行|举办)))",
    gives(
        "“银杏读书会”每月一次，至今已办36期。",
        Event("“银杏读书会”", ("民进江州市三中支部",), "文体联谊", None, None, None, 36),
        about="民进江州市三中支部",
    ),
    gives("“开明课堂”面向社区的孩子。", Event("“开明课堂”", ("民进江州市三中支部",), "学习培训"), about="民进江州市三中支部"),
    silent("“两会”精神深入人心。", about="民进江州市三中支部"),
)
def brand_goes_on(m: Match, here: Here) -> Iterator[Fact]:
    """“X”每月一次; “X”是支部的品牌: an activity that goes by a name of its own"""
    begin, stop = m.span("what")
    name = m.text("what")
    owner = m.one("owner")
    holders: tuple[Who, ...] = (owner,) if isinstance(owner, Mention) and _holds(owner) else ()
    behind = re.match(rf"是(?P<org>{_ORG})|由(?P<by>{_ORG}(?:[、和与]{_ORG})*)", here.tagged[stop:])
    if behind:
        slot = "org" if behind["org"] else "by"
        holders = tuple(o for o in here.mentions_in(stop + behind.start(slot), stop + behind.end(slot), "ORG") if _holds(o)) or holders
    if here.claimed(begin, stop) or len(name) < 5 or _NO_BRAND.search(name.strip("“”")):
        return
    event = event_of(here, name, begin, len(here.tagged), holders or parties(here.clause(begin).holders) or (OWN,))
    here.tell(event, begin)
    yield event


def _holds(body: Mention) -> bool:
    return body.kind == "ORG" and body.value.party != "中共" and bool(body.value.is_branch or body.value.is_committee or body.value.own)


@rule(
    rf"(?:为)?(?P<what>{_QUOTE}[^，。；：]{{0,8}}?)(?P<verb>揭牌|挂牌)(?=启用|成立|运行|[，。；]|$)",
    gives(
        "李然为“开明书屋”揭牌。",
        Event("“开明书屋”揭牌", ("民进江州市三中支部",), "其他"),
        Participation("李然", Event("“开明书屋”揭牌", ("民进江州市三中支部",), "其他")),
        about="民进江州市三中支部",
    ),
    silent("“开明书屋”揭牌仪式圆满结束。", about="民进江州市三中支部"),
)
def unveiled(m: Match, here: Here) -> Iterator[Fact]:
    """为“X”揭牌"""
    clause = here.clause(m.start)
    holders = parties(clause.holders) if not clause.persons else (OWN,)
    event = event_of(here, m.text("what") + m.text("verb"), m.start, m.end, holders or (OWN,))
    here.tell(event, clause.start)
    yield event
    for person in here.mentions_in(clause.start, m.start, "PERSON"):
        yield Participation(person, event)
