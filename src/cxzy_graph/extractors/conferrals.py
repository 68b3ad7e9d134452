"""Conferrals: who was given which title, prize or commendation, by whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts import Conferral, Fact, Who
from .engine import gives, rule, silent
from .recipients import ACTIVE, PASSIVE, conferred, given_on, group_of, recipients_of
from .sentence import Here, Match
from .tagged import CODES
from .titles import titles

_P, _O, _N, _Q, _D, _POST, _T = (CODES[k] for k in ("PERSON", "ORG", "NUMBER", "QUOTE", "DATE", "POST", "TITLE"))


_AND = "(?:、|和|与|及|以及)"


@rule(
    rf"(?:被|由|经|获|受){{ORG*:by}}(?:联合|共同|分别|授予|连续[^，。；]{{1,6}}|多次|再次|"
    rf"[^，。；“”{_Q}{_O}]{{0,12}}?)?(?P<verb>{PASSIVE})(?:了|为)?"
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
    yield from conferred(here, m.start, here.plain(begin, stop) + _further(here, stop), by, m.end)
    clause = here.clause(m.start)
    # 被甲评为A，被乙评为B: the next clause has the same recipient, which its own match finds through the story
    here.story.persons = clause.persons


@rule(
    rf"(?<![被])(?P<verb>{ACTIVE}|当选为?(?=[^，。；]*(?:模范|标兵|人物|之星|好人|最美|十佳|十大|楷模)))(?!奖)(?:了|过)?(?P<what>[^，。；！？]{{1,70}})",
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
    passive_verb = re.search(PASSIVE, tagged[:10])
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
            yield from (Conferral(rest, who, count, group, by, given_on(here, m.end)) for who, count, group in recipients_of(here, m.start))
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
            yield Conferral(title, None, int(counted.value[0]), group_of(here, here.clause(m.start), m.start), by, given_on(here, m.end))
        return
    yield from conferred(here, m.start, said + _further(here, stop), by, m.end)


_FOR_THEM = re.compile("[向为给对](?:曾|新|首次|[^，。；]{0,6}年度?)?$")


@rule(
    rf"(?P<verb>{ACTIVE})(?:了|过)?(?P<what>(?:(?:{_D})?[^，。；！？、的{_P}{_O}{_D}]{{0,12}}(?:{_Q}"
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
        yield from conferred(here, m.start, here.plain(*m.span("what")), (), m.end)


@rule(
    rf"(?:{ACTIVE}|被(?:评|授予)为?)(?:了|过)?(?P<by>(?:{_O}[、和]?)*)"
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
            yield Conferral(title, one, by=m.all("by"), date=given_on(here, m.start))


@rule(
    rf"(?P<who>{_P}(?:{_AND}{_P})*)(?:同志|等人?)?(?:共同|联合|独立)?(?:撰写|执笔|提交|创作|主持|完成|编写|承担)的[^，。；{_T}]{{0,10}}"
    rf"(?P<work>{_T}(?:{_AND}{_T})*)(?:[^，。；]{{0,6}})?(?:分别|均|都|还|也)*(?:{ACTIVE}|被(?:评|授予)为?)了?"
    rf"(?P<what>(?:{_O})?(?:{_D})?[^，。；！？{_O}{_P}]{{2,40}})",
    gives(
        "李然撰写的《关于完善社区服务的建议》获得一等奖。",
        Conferral("一等奖", "李然"),
        about="民进江州市委会",
    ),
    silent("李然撰写的《关于完善社区服务的建议》被市政协采用。", about="民进江州市委会"),
)
def for_a_work(m: Match, here: Here) -> Iterator[Fact]:
    """X撰写的《甲》获得一等奖: whose work is honoured, is honoured for it"""
    begin, stop = m.span("what")
    by = tuple(here.mentions_in(begin, begin + 1, "ORG"))
    said = here.plain(begin + (1 if by else 0), stop)
    for title in titles(said):
        for who in m.all("who"):
            if who.kind == "PERSON":
                yield Conferral(title, who, by=by, date=given_on(here, m.start))


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
