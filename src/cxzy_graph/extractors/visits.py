"""Events that are a visit or a gift: 赴黄山考察, 走访慰问老会员, 向小学捐赠图书."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts import Event, Fact
from .actors import acts
from .engine import gives, rule, silent
from .event_names import BY_PLACE, event_of, object_of
from .phrases import names_something, tidy
from .sentence import Here, Match
from .tagged import CODES
from .whereabouts import NO_PLACE

_N, _ORG = CODES["NUMBER"], CODES["ORG"]

_SERVICE = "义诊|送教|示范教学|示范课|咨询|捐赠|宣传|讲座|体检|送医|送法|普法"
_VISIT = (
    "包饺子|送课|送药|锻炼|检查指导|参观考察|参观学习|参观|考察学习|学习考察|调研考察|考察调研|考察|"
    "调研|视察|走访慰问|慰问|看望|走访|义诊|支教|送教|送医|接受|学习|捐款|捐物|捐赠|瞻仰|祭扫|踏青|"
    "采风|登高|写生|写春联|送春联|宣讲|授课|演出|交流|联谊|开展|进行|指导|登山|植树|过|参加"
)


def _named_elsewhere(m: Match, here: Here, act: str) -> bool:
    """Does a deed carry a name of its own: 开展“走基层”活动?"""
    begun = re.match(r"(?:开展|举办)了?", act)
    if begun is None:
        return False
    named = object_of(here, m.span("act")[0] + begun.end(), m.span("act")[1])
    return named is not None and names_something(tidy(named)) and len(tidy(named)) > 3 and tidy(named) not in BY_PLACE


@rule(
    rf"(?P<go>到|赴|前往|走进|深入|来到|奔赴|(?<=[{_ORG}{_N}行会组团])来(?![到自源看说得]))"
    rf"(?P<place>[^，。；：！？]{{1,40}}?)(?:(?<=[^，])，(?=学习考察|考察学习|参观))?"
    rf"(?P<act>(?:{_VISIT}|送|检查)[^，。；：！？]{{0,30}})",
    gives("支部赴黄山考察。", Event("赴黄山考察", ("民进江州市三中支部",), "考察交流", place="黄山"), about="民进江州市三中支部"),
    silent("李明赴黄山考察。", about="民进江州市委会"),
)
def went(m: Match, here: Here) -> Iterator[Fact]:
    """A body 赴/到 a place and does something there"""
    holders = acts(here, m.start)
    if "调研" in m.text("act") and here.claimed(m.start, m.end):
        return  # `events.surveyed` read it
    if not holders or here.tagged[m.start - 1 : m.start] in (*"收得受达遇看听感做提谈想找接",):  # 收到 goes nowhere
        return
    place, act = m.text("place"), m.text("act")
    if re.fullmatch(r"(?:开展|进行)(?:了)?(?:活动|工作|服务|系列活动)", act):
        return
    if NO_PLACE.search(place) or re.match(r"了|目前|位|底|会|场$", place):
        return
    if act.startswith("参加") or _named_elsewhere(m, here, act):
        return  # `held` names it
    name = tidy(re.split(r"等", here.plain(m.start, m.end))[0] if here.plain(m.start, m.end).endswith("等") else here.plain(m.start, m.end))
    name = re.sub(r"\d+(?:余|多)?次$|多次$|[一二三两]次$", "", name)
    service = re.match(rf"(?:开展|进行|举办)了?(?P<noun>[^，]*(?:{_SERVICE})[^，]*)$", tidy(here.plain(*m.span("act"))))
    if service and names_something(tidy(service["noun"])):
        name = tidy(service["noun"])
    elif "、" in place and re.match(_SERVICE, act):  # to several places: the deed is the name
        name = tidy(here.plain(*m.span("act")))
    if names_something(name):
        somewhere: str | None = re.sub(r"^(?:了)|进行$", "", place)
        seen = re.match(r"参观(?:学习)?了?(?P<place>[^，、]{3,20}?(?:馆|园|故居|旧址群?))$", act)
        if seen:
            somewhere = seen["place"]
        if somewhere is not None and len(somewhere) < 2:
            somewhere = None  # 来漳交流: the city's short name, which no table tells apart
        event = event_of(here, name, m.start, m.end, holders, somewhere)
        if not re.search(r"学习先进|指导", act) or here.event_at(m.start) is None:
            here.tell(event, m.start)
        yield event


@rule(
    r"(?P<what>(?:走访慰问|看望慰问|慰问|看望|探望|参观考察|参观学习|参观|观看)了?(?P<whom>[^，。；：！？]{1,50}))",
    gives("重阳节，支部走访慰问老会员。", Event("走访慰问老会员", ("民进江州市三中支部",), "慰问"), about="民进江州市三中支部"),
    silent("会议慰问了大家。", about="民进江州市三中支部"),
)
def visited(m: Match, here: Here) -> Iterator[Fact]:
    """A body 慰问/看望/参观 somebody or something"""
    holders = acts(here, m.start)
    before = here.tagged[max(0, m.start - 16) : m.start]
    if (
        not holders
        or re.search(r"(?:到|赴|前往|走进|来到|深入)[^，。；：]{1,16}$", before)
        or re.match(r"(?:活动|大家|[的了]|参加)", m.text("whom"))
    ):
        return
    if re.search(r"(?:开展|举办|举行|进行|以及|[、和])(?:了)?[^，。；：]{0,8}$", before) and re.search(
        r"(?:活动|等活动|工作)$", m.text("what")
    ):
        return
    name = tidy(re.sub(r"了(?=[^，]{2})", "", m.text("what"), count=1))
    name = re.sub(r"(?:，.*|并.*|等?活动)$", "", name)
    if re.fullmatch(r"慰问(?:金|品|物资|信).{0,6}", name):
        return  # 送上慰问金 is how they called on somebody
    if names_something(name):
        seen = re.match(
            r"参观(?:考察|学习)?了?(?P<place>[^，、]{3,20}?(?:馆|园|院|基地|故居|旧址群?|所|陈列室|展厅|社区|村|公司|集团|古镇|古城|景区))$",
            name,
        ) or re.match(
            r"(?:看望|慰问|走访|探望)+(?P<place>[^，、的]{2,16}?(?:院|学校|小学|中学|幼儿园|站))(?:的|孤寡|老人|残|师生|孩子|$)", name
        )
        yield event_of(here, name, m.start, m.end, holders, seen["place"] if seen else None)


@rule(
    r"(?P<verb>捐书|捐赠|捐献|捐送|赠送|捐助|送去|送春联|送药|赠药|赠书|送书|捐款|捐资|募捐|筹集|捐出|送上|募集)了?(?P<what>[^，。；：！？]{0,50})",
    gives("支部向小学捐赠了价值2万元的图书。", Event("向小学捐赠图书", ("民进江州市三中支部",), "捐赠"), about="民进江州市三中支部"),
    silent("捐赠活动受到好评。", about="民进江州市三中支部"),
)
def donated(m: Match, here: Here) -> Iterator[Fact]:
    """A body 捐赠/赠送 something"""
    holders = acts(here, m.start)
    if (
        not holders
        or re.match(r"(?:活动|仪式|的|锦旗|、|和|证书)", m.text("what"))
        or re.search(
            r"锦旗|祝福|慰问[金品]|慰问信|温暖$|文化$|礼物|问候|关怀|知识|欢乐|健康$|信心|^(?:示范|公开)?课|[^药]服务|演出", m.text("what")
        )
    ):
        return
    clause = here.clause(m.start)
    before = here.tagged[clause.start : m.start]
    told = here.told_between(0, m.start)
    outcome = r"捐|赠|义卖" if re.search(r"[向为给]", before) else r"捐|赠|义卖|爱心|助学"
    if told is not None and re.search(outcome, told.name) and re.match(r"捐|募|筹", m.text("verb")):
        return  # 开展“X”捐款活动，共捐款5万元: what came of it
    if re.search(r"(?:开展|举办|举行|受|由|接受)[^，。；：]{0,12}$", before):
        return
    what = re.sub(rf"(?:总?价值|合计|折合|共计|累计|约|近|共)*{_N}(?:人民币)?(?:的|元的)?", "", here.tagged[slice(*m.span("what"))])
    what = _untag(here, what, *m.span("what"))
    to = re.search(r"(?:向|为|给)(?P<whom>[^，。；：向为给]{1,24})$", before)
    name = m.text("verb") + tidy(what)
    if to:
        name = here.plain(clause.start + to.start(), clause.start + to.end()) + name
    if m.text("verb") in ("捐款", "捐资") and re.search(r"物|助", m.text("what")):
        name = (here.plain(clause.start + to.start(), clause.start + to.end()) if to else "") + m.text("verb") + m.text("what")
    if re.fullmatch(r"捐(?:款|物|资|款捐物)+(?:合计|折合|人民币|共计|共|近|约|达|\d|[.,]|万|余|多|元)*", name):
        name = _occasion(here, clause.start) + re.sub(r"(?:合计|折合|人民币|共计|共|近|约|达|\d|[.,]|万|余|多|元)+$", "", name)
    if len(name) >= 4 and not re.search(r"^(?:筹集|募集)$", name):
        school = next((o for o in here.mentions_in(clause.start, m.start, "ORG") if to and _HOUSE.search(o.text)), None)
        yield event_of(here, name, m.start, m.end, holders, school.text if school else None)


_HOUSE = re.compile(r"(?:小学|中学|学校|中心校|幼儿园|医院|卫生院|敬老院|福利院|养老院|图书馆|社区|村)$")
_DISASTER = re.compile(
    r"(?P<what>[^，。；：]{0,14}(?:地震|台风|洪灾|水灾|旱灾|洪涝|暴雨|强降雨|洪水|冰雹|雪灾|泥石流|"
    r"火灾|疫情|“非典”|非典))(?P<harm>灾害)?(?:发生|袭来|肆虐|暴发|爆发)?(?:之?后|以来|期间|中|时|，)"
)
"""What happened somewhere, after which something was given: 青石县发生地震后."""


def _occasion(here: Here, start: int) -> str:
    """What a mere 捐款 was for, else whose it was: 芦山地震捐款, 社员捐款."""
    before = here.plain(0, min(start + 24, len(here.tagged)))
    disaster = _DISASTER.search(before)
    if disaster:
        return re.sub(r"^.*(?:突如其来的|严重的?|年|月|日|是|对|为|在|向|遭受|遭遇|发生|突发|面对)", "", disaster["what"]) + (
            disaster["harm"] or ""
        )
    return "会员"


def _untag(here: Here, tagged: str, start: int, stop: int) -> str:
    """The words of a piece of tagged text out of ``tagged[start:stop]`` that lost some of its characters."""
    said, index = [], start
    for char in tagged:
        index = here.tagged.index(char, index, stop)
        said.append(here.plain(index, index + 1) if char in CODES.values() else char)
        index += 1
    return "".join(said)


@rule(
    r"与(?P<with>[^，。；：]{1,18}?)(?:就(?P<about>[^，。；：]{2,20}?))?(?:举行|进行|开展|召开)?了?(?P<act>座谈|座谈交流|座谈会)(?=[，。；]|$)",
    gives(
        "支部与镇卫生院医务人员举行座谈。", Event("与镇卫生院医务人员举行座谈", ("民进江州市三中支部",), "会议"), about="民进江州市三中支部"
    ),
    silent("支部与会员座谈的制度。", about="民进江州市三中支部"),
)
def talked(m: Match, here: Here) -> Iterator[Fact]:
    """A body 与 somebody 座谈"""
    holders = acts(here, m.start)
    if holders and not here.claimed(m.start, m.end):
        yield event_of(here, here.plain(m.start, m.end), m.start, m.end, holders[:1])
