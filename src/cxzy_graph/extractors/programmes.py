"""Events known by a name of their own: brands, campaigns, the items of a list of projects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..facts import OWN, Event, Fact
from .actors import acts
from .engine import gives, rule, silent
from .event_names import event_of
from .phrases import names_something, tidy
from .sentence import Here, Match
from .tagged import CODES, TIMES

_Q, _N, _ORG, _DATE = (CODES[k] for k in ("QUOTE", "NUMBER", "ORG", "DATE"))


@rule(
    rf"(?P<what>{_Q}(?:活动|项目|行动|品牌)?)(?:自?{_DATE}[^，。；]{{0,6}}|已|先后|陆续|每[月年季周]|"
    rf"定期|多次|累计|至今|连续[^，。；]{{1,4}}|，)*(?:走进|深入|开进|覆盖|惠及|举办了?{_N})",
    gives(
        "支部的“健康大讲堂”走进企业、社区22场。",
        Event("“健康大讲堂”", ("民进江州市三中支部",), "学习培训", None, None, None, 22),
        about="民进江州市三中支部",
    ),
    silent("“两会”期间，支部深入社区。", about="民进江州市三中支部"),
)
def brand(m: Match, here: Here) -> Iterator[Fact]:
    """“X”走进 places: a brand of the body goes on"""
    holders = acts(here, m.start)
    if holders and names_something(m.text("what")):
        yield event_of(here, m.text("what"), m.start, m.end, holders)


@rule(
    r"(?:项目|课题|活动|调研|讲座|认领了?|完成了?|实施了?){NUMBER:n}[（(](?P<list>[^（）()]{4,160})[）)]",
    gives(
        "全年完成调研项目2项（农村养老现状调查，社区教育研究）。",
        Event("农村养老现状调查", ("民进江州市三中支部",), "其他"),
        Event("社区教育研究", ("民进江州市三中支部",), "参政议政"),
        about="民进江州市三中支部",
    ),
    silent("全年完成调研项目2项（含重点项目）。", about="民进江州市三中支部"),
)
def projects(m: Match, here: Here) -> Iterator[Fact]:
    """项目2项（甲，乙）: as many names in parentheses as are counted"""
    number, holders = m.one("n"), acts(here, m.start)
    if number is None or not holders:
        return
    for mark in "，、；":
        items = [item.strip() for item in m.text("list").split(mark)]
        if len(items) == number.value[0] and all(3 < len(item) <= 40 for item in items):
            for item in items:
                yield event_of(here, item, m.start, m.end, holders)
            return


_KNOWN = "(?:社会服务|公益|参政议政|服务|主题|系列)"


@rule(
    rf"(?:^|(?<=[，。；：]))\s*(?P<list>[^，。；：{_ORG}]{{1,20}}?(?:、[^，。；：、{_ORG}]{{1,20}})+?)"
    rf"等(?:{_KNOWN}*(?:(?:老|品牌|传统|特色|重点|常规|经典)(?:项目|活动|品牌)|品牌)|(?:{_KNOWN}"
    rf"|各类|各项)*(?:项目|活动)(?:继续|持续|陆续|相继|先后|深入|如期|顺利|扎实)+(?:开展|举办|举行|"
    rf"推进|实施))",
    gives(
        "寒衣捐助、助学帮困等老项目照旧要办。",
        Event("寒衣捐助", ("民进江州市三中支部",), "捐赠"),
        Event("助学帮困", ("民进江州市三中支部",), "社会服务"),
        about="民进江州市三中支部",
    ),
    gives(
        "“春联进社区”、送教下乡等系列活动持续开展。",
        Event("“春联进社区”", ("民进江州市委会",), "社会服务"),
        Event("送教下乡", ("民进江州市委会",), "社会服务"),
        about="民进江州市委会",
    ),
    silent("支部、总支等组织照旧运行。", about="民进江州市三中支部"),
    silent("座谈会、茶话会等活动的方案已经制定。", about="民进江州市委会"),
)
def standing(m: Match, here: Here) -> Iterator[Fact]:
    """甲、乙等品牌项目: what a body is known to do, or goes on doing"""
    holders = acts(here, m.span("list")[0]) or (OWN,)
    for item in m.text("list").split("、"):
        name = tidy(re.sub(r"^(?:继续)?(?:做好|打造|开展|推进)", "", item))
        if len(name.strip("“”")) > 2:
            event = event_of(here, name, m.start, m.end, holders)
            timeless = here.story.news and not here.mentions_in(0, len(here.tagged), "DATE")
            yield replace(event, date=None, place=None) if timeless else event


@rule(
    rf"(?:[把将](?P<what>[\u4e00-\u9fff]{{3,16}}活动)(?:作为|纳入|列入|摆上|抓)|"
    rf"(?:以|把|将)(?P<main>{_Q}(?:[\u4e00-\u9fff]{{0,8}}活动|创建))(?:为|作为)"
    rf"(?:[\u4e00-\u9fff]{{0,6}})?(?:主线|抓手|载体|契机|平台)|(?:^|[，。；]"
    rf")(?P<since>[\u4e00-\u9fff]{{3,16}}活动)(?:开展|启动|实施)以来|(?:将|把)[^，。；]{{2,20}}"
    rf"(?:定为|设为|确定为)(?P<day>{_Q}))",
    gives("支部把创先争优活动作为重要抓手。", Event("创先争优活动", ("民进江州市三中支部",), "其他"), about="民进江州市三中支部"),
    silent("支部把各项活动作为重要抓手。", about="民进江州市三中支部"),
)
def campaign(m: Match, here: Here) -> Iterator[Fact]:
    """把X活动作为…; X活动开展以来"""
    slot = next(one for one in ("what", "main", "since", "day") if m.has(one))
    name, holders = tidy(m.text(slot)), acts(here, m.span(slot)[0])
    if holders and names_something(name):
        yield event_of(here, name, m.start, m.end, holders)


@rule(
    rf"(?:^|(?<=[，。；、：]))\s*(?:{_DATE}|累计|共|先后|年内|还|召开|举行|组织(?:{{POST}})?)*"
    rf"(?P<what>[\u4e00-\u9fff]{{0,12}}?(?:学习会?|会议|支委会|座谈会|讲座|义诊|培训班?|组织生活会?|"
    rf"主委会|常委会|全委会|例会|沙龙|报告会|联欢会|茶话会|读书会)){{NUMBER:n}}(?=[，。；、]|$)",
    gives(
        "全年集中学习8次，主委会议12次。",
        Event("集中学习", ("民进江州市委会",), "学习培训", None, None, None, 8),
        Event("主委会议", ("民进江州市委会",), "会议", None, None, None, 12),
        about="民进江州市委会",
    ),
    silent("支部有会员12人，学习小组3个。", about="民进江州市三中支部"),
)
def times_told(m: Match, here: Here) -> Iterator[Fact]:
    """X会议8次: an account of what was held how often"""
    number, (begin, stop) = m.one("n"), m.span("what")
    name = tidy(m.text("what"))
    if number is None or number.value[1] not in TIMES or here.claimed(begin, stop):
        return
    if len(name) > 3 and (names_something(name) or re.match("集中|主委|中心", name)):
        event = event_of(here, name, begin, stop, acts(here, begin) or (OWN,))
        yield replace(event, occurrences=int(number.value[0]))


@rule(
    r"(?P<what>创先争优活动)",
    gives(
        "民进江州市三中支部创先争优总结\n支部在创先争优活动中涌现出一批骨干。",
        Event("创先争优活动", ("民进江州市三中支部",), "其他"),
        about="民进江州市三中支部",
    ),
    silent("支部在创先争优活动中涌现出一批骨干。", about="民进江州市三中支部"),
)
def titled(m: Match, here: Here) -> Iterator[Fact]:
    """The campaign that a report names in its title is its own body's"""
    if "创先争优" in here.page.headline and here.story.called("创先争优活动") is None:
        event = Event("创先争优活动", (OWN,), "其他")
        here.story.told[event] = None
        yield event
