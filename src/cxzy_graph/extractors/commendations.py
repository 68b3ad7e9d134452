"""Bodies that honour: who grants, commends and presents what to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..dates import Date
from ..facts import OWN, Conferral, Fact, Membership, Who
from ..model import Mention
from .circumstances import parties
from .engine import gives, rule, silent
from .recipients import given_on, givers_at_the_meeting, told_on, whose_people
from .sentence import Here, Match
from .tagged import CODES
from .titles import cleaned, titles

_P, _O, _N, _Q, _D, _POST, _T = (CODES[k] for k in ("PERSON", "ORG", "NUMBER", "QUOTE", "DATE", "POST", "TITLE"))


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
    for title in titles(said) or [cleaned(said)]:  # whatever its words, it is what was given
        for who in people:
            yield Conferral(title, who, by=m.all("by"), date=given_on(here, m.end))


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
        yield Conferral(title, None, int(number.value[0]), whose_people(by), by, given_on(here, m.start) or told_on(here))


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
    yield from _to_all(m.text("what"), honoured, None, m.all("by"), given_on(here, m.end))


def _to_all(said: str, named: Iterable[Mention], count: int | None, by: tuple[Who, ...], date: Date | None) -> Iterator[Conferral]:
    """The titles that are said, for each who is named, and for the number of all where it is told."""
    for title in titles(said):
        for who in named:
            yield Conferral(title, who, by=by, date=date)
        if count is not None:
            yield Conferral(title, None, count, whose_people(by), by, date)


_ITEM = re.compile(
    rf"(?:(?P<who>(?:{_P}|{_O}|{_T})(?:[、和与](?:{_P}|{_O}|{_T}))*)等?(?:同志)?)?(?P<n>{_N})"
    rf"(?P<title>(?![被获荣受经由]|分别|均)[^，。；、和及被获{_N}{_O}{_P}]{{2,16}}?)"
    rf"(?=[，。；、和及进予给以颁授发]|$)"
)
"""An item of a list of honours: who, or how many, and what they became: 李然等3人被评为先进个人."""


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
        yield Conferral(title, who, count, whose_people(by) if count else None, by, given_on(here, m.start) or told_on(here))


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
        yield Conferral(title, who, count, OWN if count else None, (), given_on(here, m.start) or told_on(here))


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
    by: tuple[Who, ...] = tuple(givers[-1:]) or (givers_at_the_meeting(here) if here.story.news else ())
    number = here.mention(m.span("n")[0]) if m.span("n")[0] >= 0 else None
    count = int(number.value[0]) if number is not None else None
    yield from _to_all(here.plain(*m.span("title")), here.mentions_in(*m.span("who")), count, by, given_on(here, m.start))


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
        yield Conferral(here.plain(*m.span("title")).strip("“”"), to, by=tuple(givers[:1]), date=given_on(here, m.start))
