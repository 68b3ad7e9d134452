"""Foundings and affiliations: when a body came into being, and whose part it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..dates import Date
from ..facts import OWN, Affiliation, Event, Fact, Founding, Own, Statistic
from ..model import Mention
from .circumstances import when
from .derived import Branch, Part
from .engine import gives, rule, silent
from .sentence import Here, Match
from .tagged import CODES

_O, _D, _N, _PLACE = (CODES[k] for k in ("ORG", "DATE", "NUMBER", "PLACE"))


def _is_unit(mention: Mention) -> bool:
    return bool(mention.value.is_branch or mention.value.is_committee or mention.value.part) and mention.value.party != "中共"


@rule(
    rf"{{ORG+:body}}(?:[（(][^（）()]{{0,30}}[）)])?(?:等[^，。；]{{0,10}})?"
    rf"(?:于|是|自|在|由|从|筹备)*{{DATE:date}}?(?:在(?:{_PLACE}|[^，。；在{_O}]{{1,12}}?))?"
    rf"(?:正式|宣告|先后|挂牌|经[^，。；]{{2,20}}批准|相继|当天|{_D})*"
    rf"(?P<verb>成立|组建|建立|诞生|创建)(?!以来|后|之前|前|初|\d|{_N}|{_D}?周年|暨|大会|仪式|座谈|了)"
    rf"(?=[，。；,]|于|在|$|{_D}|的(?!{_O}))(?:于|在)?(?P<after>{_D})?",
    gives("民进江州市三中支部成立于2011年5月。", Founding("民进江州市三中支部", Date("2011-05"))),
    silent("民进江州市三中支部成立以来，成绩显著。"),
    silent("庆祝民进成立68周年。"),
)
def founded(m: Match, here: Here) -> Iterator[Fact]:
    """X成立于…; …X成立"""
    after = m.one("after")
    date = after.value.date if after else None
    if date is None and m.has("date"):
        inner = m.one("date")
        date = inner.value.date if inner and inner.value.mode == "at" else None
    if date is None and after is None:
        date = when(here, m.end)
    for body in m.all("body"):
        if _is_unit(body):
            yield Founding(body, date)


@rule(
    r"(?<=，)(?:正式)?(?:成立|组建|创建|始建|诞生)于{DATE:date}",
    gives("民进江州市委会是民进的地方组织，成立于2001年11月18日。", Founding("民进江州市委会", Date("2001-11-18"))),
    silent("民进江州市委会走访江州大学，该校成立于1952年。"),
)
def founded_on(m: Match, here: Here) -> Iterator[Fact]:
    """X是…，成立于…"""
    date = m.one("date")
    first = next((one for one in here.mentions if one.kind == "ORG"), None)
    opens = (
        first is not None
        and not here.tagged[: here.index_of(first)].strip()
        and re.match("是|为|位于|（", here.tagged[here.index_of(first) + 1 :])
    )
    if date is not None and first is not None and opens and _is_unit(first):
        yield Founding(first, date.value.date)


@rule(
    rf"{{ORG:body}}(?:(?:于{_D})?(?:在[^，。；]{{1,16}}?)?(?:隆重|正式)?(?:举行|召开|举办)了?)?成立(?:暨[^，。；]{{2,16}})?(?:大会|仪式)",
    gives(
        "2015年12月19日，民进江州市城南总支成立大会在文化馆召开。",
        Founding("民进江州市城南总支", Date("2015-12-19")),
        Event("民进江州市城南总支成立大会", ("民进江州市城南总支",), "会议", Date("2015-12-19"), "文化馆"),
    ),
    gives(
        "2014年1月18日，民进江州市基层委员会在银湖酒店举行成立大会。",
        Founding("民进江州市基层委员会", Date("2014-01-18")),
        Event("成立大会", ("民进江州市基层委员会",), "会议", Date("2014-01-18"), "银湖酒店"),
    ),
    silent("江州一中支部成立大会隆重热烈。"),
)
def founding_meeting(m: Match, here: Here) -> Iterator[Fact]:
    """X成立大会 was held: X came into being that day"""
    body, date = m.one("body"), when(here, m.start)
    if body is not None and date is not None and _is_unit(body):
        yield Founding(body, date)


@rule(
    r"{DATE:date}(?:成立|组建|创建|建立)的{ORG:body}",
    gives("总支的前身是1998年成立的民进江州市城南支部。", Founding("民进江州市城南支部", Date("1998"))),
    silent("2013年建立的制度。"),
)
def founded_then(m: Match, here: Here) -> Iterator[Fact]:
    """1998年成立的X"""
    date, body = m.one("date"), m.one("body")
    if body is not None and date is not None and _is_unit(body):
        yield Founding(body, date.value.date)


@rule(
    rf"(?:新设|成立|组建|新建|建立|新成立|设立|批准成立|升格为|改建为)了?{{ORG+:body}}(?!的|成立|{CODES['POST']}|班子)",
    gives(
        "12月，市委会新设教育支部。",
        Founding("民进江州市教育支部"),
        Affiliation("民进江州市教育支部", "民进江州市委会"),
        about="民进江州市委会",
    ),
    silent("成立以来，支部不断发展。", about="民进江州市三中支部"),
)
def set_up(m: Match, here: Here) -> Iterator[Fact]:
    """市委会新设教育支部; 支部升格为总支"""
    bodies = [b for b in m.all("body") if _is_unit(b)]
    clause = here.clause(m.start)
    parent = next((h for h in clause.holders if isinstance(h, Own) or (isinstance(h, Mention) and h.value.is_committee)), None)
    for body in bodies:
        if body.value.own:
            continue
        yield Founding(body, when(here, m.start))
        if parent is not None and "升格" not in here.tagged[m.start : m.end] and body.value.is_branch:
            yield Affiliation(body, parent)


@rule(
    rf"在(?P<where>(?:{_PLACE}|{_O})(?:[、和](?:{_PLACE}|{_O}))*)(?:分别|先后|相继)*(?:建立|成立|组建)了?(?P<what>基层组织|支部|支社)",
    gives(
        "我会在江州师范学院建立了基层组织。",
        Founding("民进江州师范学院支部"),
        Affiliation("民进江州师范学院支部", "民进江州市委会"),
        about="民进江州市委会",
    ),
    silent("在江州市建立了联系制度。", about="民进江州市委会"),
)
def set_up_in(m: Match, here: Here) -> Iterator[Fact]:
    """我会在甲县、乙大学分别建立了基层组织"""
    begin, stop = m.span("where")
    unit = "支社" if m.text("what") == "支社" else "支部"
    holders = here.clause(m.start).holders
    for mention in here.mentions_in(begin, stop):
        body = Branch(holders[0] if holders else OWN, mention.text, unit)
        yield Founding(body, when(here, m.start))
        yield Affiliation(body, holders[0] if holders else OWN)


@rule(
    rf"(?P<body>{_O})的上级(?P<parent>{_O})|(?P<upper>{_O})(?:所属|下属|下辖|直属)的?(?P<lower>{_O}(?:[、和]{_O})*)",
    gives("支部的上级民进江州市城南总支很重视。", Affiliation("民进江州市三中支部", "民进江州市城南总支"), about="民进江州市三中支部"),
    silent("支部的上级部门很重视。", about="民进江州市三中支部"),
)
def subordinate(m: Match, here: Here) -> Iterator[Fact]:
    """支部的上级X; X所属Y支部"""
    if m.has("body"):
        body, parent = m.one("body"), m.one("parent")
        if body is not None and parent is not None and _is_unit(parent):
            yield Affiliation(body, parent)
        return
    upper = m.one("upper")
    for lower in m.all("lower"):
        if upper is not None and _is_unit(lower) and _is_unit(upper) and not lower.value.bare:
            yield Affiliation(lower, upper)


@rule(
    rf"(?:下设|下辖|下有|设有|设|辖|现有|包括|分为)(?P<list>{_O}(?:、{_O})*(?:[和及]{_O})?)(?:等)?(?:{_N}|[，。])?",
    gives(
        "总支下辖医卫支部、教育支部。",
        Affiliation("民进江州市城南总支医卫支部", "民进江州市城南总支"),
        Affiliation("民进江州市城南总支教育支部", "民进江州市城南总支"),
        about="民进江州市城南总支",
    ),
    silent("总支下设3个支部。", about="民进江州市城南总支"),
)
def consists(m: Match, here: Here) -> Iterator[Fact]:
    """总支下辖医卫支部、教育支部"""
    holders = here.clause(m.start).holders
    for body in m.all("list"):
        if body.value.is_branch and not body.value.bare:
            yield Affiliation(body, holders[0] if holders else OWN)


@rule(
    rf"(?:下设|下辖|下有|设有|分设|建有|辖有?|设|现有|拥有|包括|分为)(?:了)?"
    rf"(?P<list>[^，。；：！？]{{1,60}}?)等?(?P<n>{_N}|[一二三四五六七八九十两\d]+个)(?:基层)?"
    rf"(?P<unit>支部|支社|专委会|工作委员会)(?=[，。；]|$)",
    gives(
        "总支下设文科、理科和退休三个支部。",
        Affiliation("民进江州市城南总支文科支部", "民进江州市城南总支"),
        Affiliation("民进江州市城南总支理科支部", "民进江州市城南总支"),
        Affiliation("民进江州市城南总支退休支部", "民进江州市城南总支"),
        Statistic("民进江州市城南总支", "branch_count", 3, "个"),
        about="民进江州市城南总支",
    ),
    silent("总支下设3个支部。", about="民进江州市城南总支"),
)
def divided(m: Match, here: Here) -> Iterator[Fact]:
    """总支下设甲、乙、丙三个支部"""
    items = re.split(r"[、和及与]", here.plain(*m.span("list")))
    if len(items) > 1 and all(re.fullmatch(r"[\u4e00-\u9fff\d]{1,8}", item) for item in items):
        holders = here.clause(m.start).holders
        owner = holders[0] if holders else OWN
        for item in items:
            unit = m.text("unit")
            yield Affiliation(Branch(owner, item, unit) if unit in ("支部", "支社") else Part(owner, item + unit), owner)


@rule(
    None,
    gives(
        "医卫支部举办会史讲座。",
        Event("会史讲座", ("民进江州市医卫支部",), "学习培训"),
        Affiliation("民进江州市医卫支部", "民进江州市委会"),
        about="民进江州市委会",
    ),
    silent("民进江州市三中支部召开会议。", about="民进江州市三中支部"),
)
def among(here: Here) -> Iterator[tuple[Fact, tuple[int, int]]]:
    """A branch named among the doings of the committee whose report it is"""
    for index in range(len(here.tagged)):
        mention = here.mention(index)
        if mention is None or mention.kind != "ORG" or not mention.value.is_branch or mention.value.bare or mention.value.own:
            continue
        before = here.tagged[max(0, index - 40) : index]
        if here.tagged[index + 1 : index + 2] in (_N, "□"):
            continue  # 高校支部3个 counts a kind of branch
        if (
            re.search(rf"(?:与|同|和)(?:{_O}[、和])*$", before) and not re.search(rf"{_O}和$", before.rsplit("，", 1)[-1])
        ) or "兄弟" in before[-6:]:
            continue  # whom a branch did something with may belong to anybody
        yield Affiliation(mention, OWN), (index, index + 1)
