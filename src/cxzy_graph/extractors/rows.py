"""What the rows of tables state under the heads of their columns: who holds which post where, who received what, how many members."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from ..dates import Date
from ..facts import OWN, Affiliation, Conferral, Event, Fact, Founding, Membership, Occupation, Participation, Statistic, Who
from ..model import Mention, Span
from ..recognising.columns import POST_OF, Row, kind_of_column
from ..recognising.tables import rows_in
from .engine import gives, rule, silent
from .phrases import kind_of, names_something, tidy
from .sentence import Here
from .titles import titles
from .whereabouts import place_named

_TABLE = gives(
    "支部\t主任\t会员数\n民进江州市一中支部\t李然\t36\n",
    Membership("李然", "民进江州市一中支部", "主任"),
    Statistic("民进江州市一中支部", "member_count", 36),
    Affiliation("民进江州市一中支部", "民进江州市委会"),
    about="民进江州市委会",
)


def _in(here: Here, cell: Span, *kinds: str) -> list[Mention]:
    first = bisect_left(here.every, cell.start, key=lambda m: m.span.start)
    inside = takewhile(lambda m: m.span.start < cell.end, here.every[first:])
    return [m for m in inside if m.kind in kinds and m.span.end <= cell.end]


_NOTED = re.compile("[（(][^（）()]{1,20}[）)]")
"""What is noted behind a name: （女）, （回族）, （江州大学教授）."""


def _whole(here: Here, cell: Span, kind: str) -> list[Mention]:
    """The mentions of a kind in a cell that holds nothing else but what parts them, and notes behind them."""
    found = [m for m in _in(here, cell, kind) if not any(note.covers(m.span) for note in _notes(here, cell))]
    rest, at = "", cell.start
    for one in found:
        rest += here.text[at : one.span.start]
        at = one.span.end
    rest = _NOTED.sub("", rest + here.text[at : cell.end])
    return found if found and not re.sub(r"[、，,；;\s　]|同志|等", "", rest) else []


def _notes(here: Here, cell: Span) -> list[Span]:
    return [Span(*note.span()) for note in _NOTED.finditer(here.text, cell.start, cell.end)]


def _rows(here: Here) -> list[Row]:
    return [row for row in rows_in(here.text, here.passage.span) if not (row.total or row.not_yet)]


def _body(here: Here, row: Row, *kinds: str) -> Who | None:
    """The body that a row is about: the one that its cell names, the report's own where it has no such cell; None where the cell says more."""
    if not any(kind in row.kinds for kind in kinds):
        return OWN
    cells = row.of(*kinds)
    named = _whole(here, cells[0][0], "ORG") if cells else []
    return named[0] if len(named) == 1 else None


def _people(here: Here, row: Row, *kinds: str) -> list[Mention]:
    return [m for cell, _ in row.of(*kinds) for m in _whole(here, cell, "PERSON")]


def _of_a_body(here: Here) -> Iterator[tuple[Row, Mention]]:
    """The rows that are read, with the body that its cell names; none that names none."""
    for row in _rows(here):
        org = _body(here, row, "body")
        if isinstance(org, Mention):
            yield row, org


_CAME = re.compile(r"(\d{1,6})(?:[余多]?[人名位户]次?)?", re.ASCII)
"""A cell that counts who came, as prose counts them: 36余人."""
_TERM = re.compile(
    r"(?P<since>(?:1[89]|20)\d\d)(?:[年.](?P<first>\d{1,2}))?[年月]*\s*"
    r"(?:[—－\-–―~～至到]+\s*(?:(?P<until>(?:1[89]|20)\d\d)(?:[年.](?P<last>\d{1,2}))?[年月]*|今|现在)?)?",
    re.ASCII,
)
"""A cell that says from when until when: 1985.6—1990.5, 2011年11月至今."""


def _date(here: Here, row: Row, column: str = "date") -> Date | None:
    for cell, said in row.of(column):
        dates: list[Date] = [m.value.date for m in _in(here, cell, "DATE") if m.value.date is not None]
        if dates:
            return dates[0]
        return _term(said)[0]
    return None


def _term(said: str) -> tuple[Date | None, Date | None]:
    """From when until when a cell says that something was."""
    found = _TERM.fullmatch(said)
    if found is None:
        return None, None
    since, until = ((found[year], found[month]) for year, month in (("since", "first"), ("until", "last")))
    return _month(*since), _month(*until)


def _month(year: str | None, month: str | None) -> Date | None:
    return Date.of(int(year), int(month)) if year and month else Date.of(int(year)) if year else None


def _offices(here: Here, cell: Span) -> Iterator[tuple[Mention, Mention | None]]:
    """The offices and callings that a cell lists, each with the body that it is said to be in: 江州市第一中学校长，民进江州市委会副主委、秘书长."""
    body: Mention | None = None
    end = cell.start
    for one in _in(here, cell, "ORG", "POST", "OCCUPATION"):
        between = here.text[end : one.span.start]
        if one.kind == "ORG":
            body = one
        elif between in ("", "、", "兼", "的") and not (between in ("、", "兼") and one.kind == "OCCUPATION"):
            yield one, body
        else:
            body = None
        end = one.span.end


@rule(
    None,
    _TABLE,
    gives("姓名\t职务\n李然\t主委\n", Membership("李然", "民进江州市委会", "主委"), about="民进江州市委会"),
    silent("支部\t主任人选（拟）\t备注\n民进江州市一中支部\t李然\t36\n", about="民进江州市委会"),
)
def posts(here: Here) -> Iterator[tuple[Fact, Any]]:
    """A row of a table that gives people their posts: 支部 | 主任 | 副主任; 届次 | 任期 | 主委; 姓名 | 职务; 姓名 | 单位及职务"""
    for row in rows_in(here.text, here.passage.span):
        if row.total:
            continue
        people = _people(here, row, "person")
        for fact in (one for person in people for one in _of_a_workplace(here, row, person)):
            yield fact, row.span
        if row.not_yet:
            continue  # of candidates it is so where they work, and no more
        org = _body(here, row, "body")
        since, until = next((_term(said) for _, said in row.of("term")), (None, None))
        for kind in dict.fromkeys(row.kinds):
            if kind.startswith(POST_OF) and org is not None:
                for person in _people(here, row, kind):
                    yield Membership(person, org, kind.removeprefix(POST_OF), since, until), row.span
        branch = [m for cell, _ in row.of("branch") for m in _whole(here, cell, "ORG")]
        of = branch[0] if len(branch) == 1 else org
        for person in people:
            posts = [one for cell, said in row.of("post") for one in _held(here, cell, said)] if len(people) == 1 else []
            for role, body in posts:
                held = body or of
                if "honour" not in row.kinds and held is not None:
                    yield Membership(person, held, role, since, until), row.span
            if len(branch) == 1 and not any(body is None for _, body in posts):
                yield Membership(person, branch[0]), row.span
            elif "branch" not in row.kinds and _OF_MEMBERS.search(row.caption):
                yield Membership(person, OWN), row.span


_OF_MEMBERS = re.compile(
    "(?:会员|盟员|社员)(?!代表|数|发展|单位)[^，。；\n]{0,16}(?:名单|统计表|一览表|情况表?|名录)(?:如下)?[:：]?(?:\n|$|[（(])"
)
"""What a table is called that lists members: 会员获奖情况统计表."""


def _held(here: Here, cell: Span, said: str) -> Iterator[tuple[str, Who | None]]:
    """The posts in a cell, each with the body that it is said to be in."""
    role = kind_of_column(said)
    if role.startswith(POST_OF):
        yield role.removeprefix(POST_OF), None
        return
    for post, body in _offices(here, cell):
        if post.kind == "POST":
            yield str(post.value), body


def _of_a_workplace(here: Here, row: Row, person: Mention) -> Iterator[Fact]:
    """What a row says of where somebody works and as what."""
    for cell, _ in row.of("workplace"):
        alone = _whole(here, cell, "ORG")
        if len(alone) == 1:
            yield Membership(person, alone[0])
        for post, body in _offices(here, cell):
            if body is not None:
                yield Membership(person, body, str(post.value) if post.kind == "POST" else post.text)
    for cell, said in row.of("calling"):
        if re.fullmatch("[\u4e00-\u9fff]{2,8}", said) and _in(here, cell, "OCCUPATION", "POST"):
            yield Occupation(person, said)


@rule(
    None,
    gives(
        "姓名\t荣誉称号\t授予单位\t年份\n李然\t优秀会员\t民进江州市委会\t2019\n",
        Conferral("优秀会员", "李然", None, None, ("民进江州市委会",), Date("2019")),
        about="民进江州市一中支部",
    ),
    silent("姓名\t推荐荣誉称号\n李然\t优秀会员\n", about="民进江州市一中支部"),
)
def honours(here: Here) -> Iterator[tuple[Fact, Any]]:
    """A row of a table that gives people or bodies their honours: 姓名 | 荣誉称号 | 授予单位 | 年份; 等次 | 作者; 获奖项目 | 等次"""
    for row in _rows(here):
        told = [m for cell, _ in row.of("person") for m in _whole(here, cell, "PERSON") or _whole(here, cell, "ORG")]
        told = told or ([m for cell, _ in row.of("body") for m in _whole(here, cell, "ORG")] if "person" not in row.kinds else [])
        by: tuple[Who, ...] = tuple(m for cell, _ in row.of("giver") for m in _whole(here, cell, "ORG"))
        day = _date(here, row)
        said = list(_titles(row)) if {"honour", "grade"} & set(row.kinds) else []
        if not {"honour", "grade", "event"} & set(row.kinds) and (heading := _ROLL.fullmatch(row.caption.split("\n")[-2:][0].strip())):
            said = titles(heading["title"])
            by, day = ((here.story.decision[0],), here.story.decision[1]) if here.story.decision else (here.story.conferrer, None)
        for title in said:
            for who in told:
                yield Conferral(title, who, None, None, by, day), row.span


_ROLL = re.compile(
    r"(?:附件?\d*[:：]?[ 　]*)?(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)])?"
    r"(?P<title>[^（(：:，。“”\n]{2,24}?)(?:名单|[（(]共?\d+[个名人位][）)])+[:：]?"
)
"""What stands above a table whose rows received what it says: 先进基层组织（7个）."""


_CONTEST = re.compile("“[^“”\n]{2,20}”(?:主题)?(?:征文|演讲|书画|摄影|知识竞赛|比赛|大赛|竞赛)")
"""What a table's caption says that its prizes were won in."""


def _titles(row: Row) -> Iterator[str]:
    """The honours that a row names, whole: a grade is one of something."""
    contest = next((said for _, said in row.of("contest")), None)
    grade = next((said for _, said in row.of("grade")), "")
    named = _CONTEST.search(row.caption)
    said = [one for _, one in row.of("honour")]
    if contest is not None:
        said.append(contest + grade)
    elif not said and grade:
        said.append((named[0] if named else "") + grade)
    for one in said:
        title = re.sub(r"^[“《]([^”》]*)[”》]$", r"\1", re.sub(r"(?:荣誉)?称号$", "", one))
        if 2 <= len(title) <= 40 and not re.search(r"[，。；]", title):
            yield title


@rule(
    None,
    _TABLE,
    silent("支部\t发展会员数（拟）\t备注\n民进江州市一中支部\t36\t无\n", about="民进江州市委会"),
)
def members(here: Here) -> Iterator[tuple[Fact, Any]]:
    """A row of a table that tells how many members or proposals a body has: 支部 | 会员数 | 提案（件） | 平均年龄; its last row of the whole body"""
    for row in rows_in(here.text, here.passage.span):
        if row.not_yet:
            continue
        org = OWN if row.total else _body(here, row, "body")
        if org is None or "person" in row.kinds or (org is OWN and not row.total):
            continue
        for kind, head, said in zip(row.kinds, row.heads, row.said, strict=True):
            number = re.fullmatch(r"(\d{1,6}(?:\.\d)?)[人名位件条篇岁]?", said, re.ASCII) if kind in _MEASURES else None
            if number and (kind != "age" or 18 < float(number[1]) < 100) and (kind == "age" or number[1].isdigit()):
                unit = re.search("[（(]([件篇条])[）)]", head) if kind == "proposals" else None
                yield Statistic(org, _MEASURES[kind], float(number[1]), unit[1] if unit else None), row.span


_MEASURES = {"members": "member_count", "proposals": "proposal_count", "age": "average_age"}


@rule(
    None,
    gives(
        "时间\t活动名称\t地点\t参加人数\n2019年3月12日\t植树活动\t青山公园\t36\n",
        Event("植树活动", ("民进江州市委会",), "社会服务", Date("2019-03-12"), "青山公园", 36),
        about="民进江州市委会",
    ),
    silent("2019年活动计划\n时间\t活动名称\t地点\n3月12日\t植树活动\t青山公园\n", about="民进江州市委会"),
)
def activities(here: Here) -> Iterator[tuple[Fact, Any]]:
    """A row of a table that tells what was held: 时间 | 活动名称 | 地点 | 参加人数 | 承办单位 | 主讲人"""
    for row in _rows(here):
        kinds = [kind for kind in ("holder", "body") if kind in row.kinds]
        holders = [m for cell, _ in row.of(*kinds[:1]) for m in _whole(here, cell, "ORG")]
        if "honour" in row.kinds or (kinds and not holders):
            continue
        place = next((place_named(said) for _, said in row.of("place")), None)
        counted = next((one for _, said in row.of("attendance") if (one := _CAME.fullmatch(said))), None)
        spoke = {"came", "attendance"} & set(row.kinds) and "date" in row.kinds
        for cell, said in row.of("event", *(["topic"] if spoke and "event" not in row.kinds else [])):
            name = tidy(said)
            told = row.kind_at(cell.start) == "topic" or names_something(name)
            if 1 < len(name) <= 40 and not re.search(r"[，。；]", name) and told:
                day, number = _date(here, row), int(counted[1]) if counted else None
                event = Event(name, tuple(holders) or (OWN,), kind_of(name), day, place, number)
                yield event, row.span
                for who in _people(here, row, "came"):
                    yield Participation(who, event), row.span


@rule(
    None,
    gives(
        "支部\t成立时间\n民进江州市一中支部\t1998年5月\n",
        Founding("民进江州市一中支部", Date("1998-05")),
        Affiliation("民进江州市一中支部", "民进江州市委会"),
        about="民进江州市委会",
    ),
    silent("支部\t预计成立时间\n民进江州市一中支部\t1998年5月\n", about="民进江州市委会"),
)
def founded(here: Here) -> Iterator[tuple[Fact, Any]]:
    """A row of a table that tells when a body was founded: 支部 | 成立时间"""
    for row, org in _of_a_body(here):
        on = _date(here, row, "founded")
        if on is not None:
            yield Founding(org, on), row.span
