"""Memberships and occupations: who belongs to which body, in what post, and what people are by calling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..dates import Date
from ..facts import Conferral, Fact, Membership, Occupation
from ..model import Mention
from ..recognising.tables import of_candidates
from .engine import gives, rule, silent
from .offices import (
    ASIDE,
    BECOMES,
    MEMBERS,
    NO_POST,
    ONE_OFFICE,
    PEOPLE,
    POSTS,
    Office,
    completed,
    elected_on,
    held,
    holds_posts,
    offices_in,
)
from .sentence import Here, Match
from .tagged import CODES

_P, _O, _POST, _OCC, _PLACE, _N, _D = (CODES[k] for k in ("PERSON", "ORG", "POST", "OCCUPATION", "PLACE", "NUMBER", "DATE"))


@rule(
    rf"(?P<posts>{POSTS})(?:（[^（）]{{0,12}}(?:为序|排序|顺序|排名)[^（）]{{0,6}}）)?[:：]?(?P<people>{PEOPLE})",
    gives("民进江州市委会主委李然出席会议。", Membership("李然", "民进江州市委会", "主委"), about=None),
    gives(
        "书法家刘真、会员王芳参加活动。",
        Occupation("刘真", "书法家"),
        Membership("王芳", "民进江州市三中支部", "会员"),
        about="民进江州市三中支部",
    ),
    silent("支部主委分工明确，会员踊跃参加。", about="民进江州市三中支部"),
)
def office_first(m: Match, here: Here) -> Iterator[Fact]:
    """An office in front of a name: 市委会副主委李然"""
    people = tuple(p for p in m.all("people") if p.kind == "PERSON")
    begin, stop = m.span("posts")
    before = here.tagged[max(0, begin - 1) : begin]
    comma = here.tagged.rfind("，", begin, stop)
    if comma > begin and re.search(rf"{_P}[^，。；]{{0,12}}$", here.tagged[:begin]):
        begin = comma + 1  # 李然当选政协委员，会员王芳…: what stands before the comma is another's
    offices = offices_in(here, begin, stop)
    if offices and re.search(rf"{_P}(?:{BECOMES})了?$", here.tagged[:begin]):
        offices = offices[1:]  # 李然为副主委、会员王芳为…
        if not offices:
            return  # 李然为主委王芳为副主委: a mark was lost
    if before == _P and offices and offices[0].body is None:
        offices = offices[1:]  # 李然主委、王芳: the first office is the name's before it
    if len(offices) > 1 and re.match(rf"(?:{_POST})[、，和]", here.tagged[begin:stop]) and before == _P:
        return
    elected = elected_on(here, m.start) if re.search(r"选举产生|选出|产生|换届", here.tagged[: m.start]) else None
    index = m.start if offices and offices[0].body is None else m.end
    if elected is None or not offices:
        yield from held(here, people, offices, index, elected)
        return
    # 某局局长、某院院长李然当选为主任委员: what he is besides began at another time
    for office, whole in zip(offices, completed(offices), strict=True):
        at_home = office.body is None or (office.body.kind == "ORG" and holds_posts(office.body))
        yield from held(here, people, [whole], index, elected if at_home else None)


@rule(
    rf"{{POST:post}}[、，](?P<calling>(?:[\u4e00-\u9fff]|{_O}|{_PLACE}|{_OCC}|{_POST}){{1,16}}?)(?P<who>{_P})",
    gives(
        "会员、儿童文学作家李然参加活动。",
        Membership("李然", "民进江州市三中支部", "会员"),
        Occupation("李然", "作家"),
        about="民进江州市三中支部",
    ),
    silent("会员、群众踊跃参加，李然主持。", about="民进江州市三中支部"),
)
def member_and(m: Match, here: Here) -> Iterator[Fact]:
    """会员、(what else somebody is)X: a member, whatever stands in between"""
    post = m.one("post")
    between = here.tagged[slice(*m.span("calling"))]
    if post is None or str(post.value) not in MEMBERS or not re.search(rf"(?:[{_OCC}{_POST}]|家|者|师|员|人|手|长|士)$", between):
        return
    if between.startswith(("、", "，")) or re.search(r"参加|和|与|被|获|为", between):
        return
    body = here.mention(m.start - 1) if m.start else None
    if here.tagged[m.start - 1 : m.start] == "的":
        body = here.mention(m.start - 2)
    yield from held(here, m.all("who"), [Office(post, body if body is not None and body.kind == "ORG" else None)], m.start)


@rule(
    rf"(?P<people>{PEOPLE})(?P<post>{_POST})(?!{_P}|{_POST})",
    gives(
        "李然、王芳副主委出席会议。",
        Membership("李然", "民进江州市委会", "副主委"),
        Membership("王芳", "民进江州市委会", "副主委"),
        about="民进江州市委会",
    ),
    silent("李然同志出席会议。", about="民进江州市委会"),
)
def office_behind(m: Match, here: Here) -> Iterator[Fact]:
    """An office right behind a name: 李然主委"""
    post = m.one("post")
    if post is None or str(post.value) in NO_POST | MEMBERS:
        return
    yield from held(here, tuple(p for p in m.all("people") if p.kind == "PERSON"), [Office(post, None)], m.start)


_NAMED = rf"{_P}{ASIDE}(?:(?:、|，|和|[\s　]+){_P}{ASIDE})*"


@rule(
    rf"{{PERSON:who}}[（(](?P<posts>{POSTS})[）)]",
    gives("李然（江州市政协常委）出席会议。", Membership("李然", "江州市政协", "常委")),
    silent("李然（左二）出席会议。"),
)
def office_aside(m: Match, here: Here) -> Iterator[Fact]:
    """An office in parentheses behind a name: 李然（市政协常委）"""
    yield from held(here, m.all("who"), offices_in(here, *m.span("posts")), m.end)


@rule(
    rf"{_POST}(?P<who>{_P})，(?P<posts>{_O}{_POST}(?:[、，兼]{_O}?{_POST})*)(?=[；。]|$)",
    gives(
        "总支主委李然，江州市第二中学副校长；副主委王芳。",
        Membership("李然", "民进江州市城南总支", "主委"),
        Membership("李然", "江州市第二中学", "副校长"),
        Membership("王芳", "民进江州市城南总支", "副主委"),
        about="民进江州市城南总支",
    ),
    silent("总支主委李然，江州市第二中学副校长王芳参加。", about="民进江州市城南总支"),
)
def office_added(m: Match, here: Here) -> Iterator[Fact]:
    """主委X，某中学副校长；: what follows a name behind a comma and ends there is the name's"""
    yield from held(here, m.all("who"), offices_in(here, *m.span("posts")), m.end)


@rule(
    rf"(?P<who>{_P})(?P<calling>{_OCC})(?=[，。；、在到作为主就率一的是被当应获]|{_D}|$)",
    gives("李然教授作了讲座。", Occupation("李然", "教授")),
    silent("李然、律师王芳参加活动。"),
)
def calling_behind(m: Match, here: Here) -> Iterator[Fact]:
    """A calling right behind a name: 李然教授"""
    calling = here.mention(m.span("calling")[0])
    if calling is not None:
        for person in m.all("who"):
            yield Occupation(person, calling.text)


@rule(
    rf"(?P<people>{PEOPLE})(?:等)?{{NUMBER:n}}(?P<post>{_POST})(?=被|获|荣|受|参|分|任|担|[，。；])",
    gives(
        "王芳、张明等12名会员被评为优秀会员。",
        Membership("王芳", "民进江州市三中支部", "会员"),
        Membership("张明", "民进江州市三中支部", "会员"),
        Conferral("优秀会员", "王芳"),
        Conferral("优秀会员", "张明"),
        Conferral("优秀会员", None, 12, "民进江州市三中支部"),
        about="民进江州市三中支部",
    ),
    silent("王芳等12名教师参加活动。", about="民进江州市三中支部"),
)
def counted_members(m: Match, here: Here) -> Iterator[Fact]:
    """甲、乙等12名会员"""
    post, number = m.one("post"), m.one("n")
    people = [p for p in m.all("people") if p.kind == "PERSON"]
    each = number is not None and number.value[0] == len(people) and post is not None and str(post.value) not in NO_POST
    if each and post is not None and str(post.value) not in MEMBERS:  # 甲、乙两位副主委
        yield from held(here, tuple(people), [Office(post, None)], m.start)
    elif post is not None and str(post.value) in MEMBERS and number is not None and number.value[1] in ("名", "位", "个"):
        yield from held(here, tuple(p for p in m.all("people") if p.kind == "PERSON"), [Office(post, None)], m.start)


@rule(
    rf"^(?P<people>{_P}(?:、{_P})*)[　 \t]+(?P<posts>{POSTS})",
    gives(
        "民进江州市委会现将优秀会员名单公布如下。\n李然　民进江州市委会副主委、江州市第二中学副校长",
        Membership("李然", "民进江州市委会", "副主委"),
        Membership("李然", "江州市第二中学", "副校长"),
    ),
    silent("现将名单公布如下。\n民进江州市委会　副主委分工"),
)
def listed_row(m: Match, here: Here) -> Iterator[Fact]:
    """A row of a list of people: 李然　市委会副主委、某中学副校长"""
    if of_candidates(here.text, here.passage.span.start):
        return
    yield from held(here, m.all("people"), offices_in(here, *m.span("posts")), m.end)


@rule(
    rf"^[\s　●]*{{PERSON:who}}[，（(](?:男|女|[\u4e00-\u9fff]{{1,3}}族|汉族|{_D}(?:出?生)?|{_N})[，）)](?P<rest>[^。；！？]+)",
    gives(
        "李然，女，满族，1966年生，国家一级美术师，民进江州市三中支部主任，江州市政协委员。",
        Occupation("李然", "国家一级美术师"),
        Membership("李然", "民进江州市三中支部", "主任"),
        Membership("李然", "江州市政协", "委员"),
    ),
    silent("李然，女会员的榜样。"),
)
def profile(m: Match, here: Here) -> Iterator[Fact]:
    """李然，女，1966年生，某支部主任，市政协委员"""
    yield from _told_of(here, m.all("who"), *m.span("rest"))


def _told_of(here: Here, people: tuple[Mention, ...], begin: int, stop: int) -> Iterator[Fact]:
    """The offices and callings of a stretch that is about somebody, up to where another is named."""
    other = here.tagged.find(_P, begin, stop)
    for office in offices_in(here, begin, stop if other < 0 else other):
        if office.body is not None or office.post.kind == "OCCUPATION":
            yield from held(here, people, [office], stop)


@rule(
    rf"(?:^|(?<=[，。；]))[\s　]*(?:他|她|本人|其本人|{_D}|同时|并|还|也|又|先后|，(?={_D}))*"
    rf"(?P<verb>现任|历任|曾任|时任|先后担任|先后任|担任|兼任|任|系|现为|是|当选为?|被选为|被推选为|"
    rf"被聘为|受聘为)了?(?P<rest>(?:{_D}|第?[一二三四五六七八九十\d、]+届|{_O}|{_PLACE}|的)*{ONE_OFFICE}"
    rf"(?!(?:分别)?[为是由：])[^。；！？]*)",
    gives(
        "李然，1966年生，教授。现任民进江州市委会副主委，江州市第二中学副校长，江州市政协常委。",
        Occupation("李然", "教授"),
        Membership("李然", "民进江州市委会", "副主委"),
        Membership("李然", "江州市第二中学", "副校长"),
        Membership("李然", "江州市政协", "常委"),
    ),
    silent("主委由选举产生，是支部的负责人。", about="民进江州市三中支部"),
)
def went_on(m: Match, here: Here) -> Iterator[Fact]:
    """现任/当选 an office, said of whom the sentences before are about"""
    people = here.clause(m.start).persons or ((here.story.topic,) if here.story.topic else ())
    if len(people) == 1:
        begin, stop = m.span("rest")
        comma = re.search(r"，(?![^，。；]{0,3}" + f"(?:{_O}|{_POST}|{_OCC}|{_D}?现任|兼))", here.tagged[begin:stop])
        yield from _told_of(here, people, begin, begin + comma.start() if comma else stop)


@rule(
    rf"{{ORG:body}}{{POST:post}}{{NUMBER:n}}[（(](?:{_POST}|{_OCC})?(?P<people>{_P}(?:、{_P})*)[）)]",
    gives(
        "会员中有江州市政协委员2名（李然、王芳）。",
        Membership("李然", "江州市政协", "委员"),
        Membership("王芳", "江州市政协", "委员"),
        about="民进江州市委会",
    ),
    silent("会员中有江州市政协委员2名。", about="民进江州市委会"),
)
def seated(m: Match, here: Here) -> Iterator[Fact]:
    """市政协委员2名（甲、乙）"""
    body, post = m.one("body"), m.one("post")
    if body is not None and post is not None:
        yield from held(here, tuple(p for p in m.all("people") if p.kind == "PERSON"), [Office(post, body)], m.end)


@rule(
    r"(?:{DATE:before}，?)?(?:{PERSON+:people}|他|她|本人)?(?:同志)?(?:于)?{DATE:date}?(?:加入|参加)(?:了)?{ORG:body}(?![举组召])",
    gives("李然2011年加入九三学社。", Membership("李然", "九三学社", "社员", Date("2011"))),
    silent("李然加入讨论。"),
)
def entered(m: Match, here: Here) -> Iterator[Fact]:
    """X于2011年加入九三学社"""
    body, date = m.one("body"), m.one("date") or m.one("before")
    from ..lexicon import party_of

    party = party_of(body.value.party) if body is not None else None
    if body is None or party is None or body.value.unit:
        return
    people = m.all("people") or here.clause(m.end - 1).persons or ((here.story.topic,) if here.story.topic else ())
    for person in people if date or m.all("people") else ():
        yield Membership(person, body, party.member, date.value.date if date else None)


@rule(
    rf"{{ORG:body}}(?:的)?(?P<people>{PEOPLE})(?!{_POST})",
    gives(
        "民进江州市三中支部李然、王芳出席会议。",
        Membership("李然", "民进江州市三中支部"),
        Membership("王芳", "民进江州市三中支部"),
        about="民进江州市三中支部",
    ),
    silent("走访民进江州市三中支部，李然出席会议。"),
)
def of_branch(m: Match, here: Here) -> Iterator[Fact]:
    """People named right behind the branch that they are of: 丰南支部李然"""
    body = m.one("body")
    if body is not None and body.value.is_branch and not body.value.bare and not body.value.own:
        for person in m.all("people"):
            if person.kind == "PERSON":
                yield Membership(person, body)
