"""What the rows of tables state under the heads of their columns: who holds which post where, who received what, how many members."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..dates import Date
from ..facts import OWN, Affiliation, Conferral, Event, Fact, Founding, Membership, Statistic, Who
from ..model import Mention, Span
from ..recognising.tables import POST_OF, Row, kind_of_column, row_at
from .engine import gives, rule, silent
from .phrases import kind_of, names_something, tidy
from .sentence import Here
from .whereabouts import place_named

_TABLE = gives(
    "支部\t主任\t会员数\n民进江州市一中支部\t李然\t36\n",
    Membership("李然", "民进江州市一中支部", "主任"),
    Statistic("民进江州市一中支部", "member_count", 36),
    Affiliation("民进江州市一中支部", "民进江州市委会"),
    about="民进江州市委会",
)


def _in(here: Here, cell: Span, kind: str) -> list[Mention]:
    return [m for m in here.mentions if m.kind == kind and cell.covers(m.span)]


def _whole(here: Here, cell: Span, kind: str) -> list[Mention]:
    """The mentions of a kind in a cell that holds nothing else but what parts them."""
    found = _in(here, cell, kind)
    rest = here.text[cell.start : cell.end]
    for one in reversed(found):
        rest = rest[: one.span.start - cell.start] + rest[one.span.end - cell.start :]
    return found if found and not re.sub(r"[、，,；;\s　（）()女男]", "", rest) else []


def _body(here: Here, row: Row, *kinds: str) -> Who | None:
    """The body that a row is about: the one that its cell names, the report's own where it has no such cell; None where the cell says more."""
    cells = [one for kind in kinds for one in row.of(kind)]
    if not any(kind in row.kinds for kind in kinds):
        return OWN
    named = _whole(here, cells[0][0], "ORG") if cells else []
    return named[0] if len(named) == 1 else None


def _of_a_body(here: Here) -> Iterator[tuple[Row, Mention]]:
    """The row that is read, with the body that its cell names; nothing where it names none."""
    row = row_at(here.text, here.passage.span.start)
    org = _body(here, row, "body") if row is not None else None
    if row is not None and isinstance(org, Mention):
        yield row, org


_CAME = re.compile(r"(\d{1,6})(?:[余多]?[人名位户]次?)?", re.ASCII)
"""A cell that counts who came, as prose counts them: 36余人."""


def _date(here: Here, row: Row, column: str = "date") -> Date | None:
    for cell, said in row.of(column):
        dates: list[Date] = [m.value.date for m in _in(here, cell, "DATE") if m.value.date is not None]
        if dates:
            return dates[0]
        year = re.fullmatch(r"(\d{4})年?", said, re.ASCII)
        return Date.of(int(year[1])) if year else None
    return None


@rule(
    None,
    _TABLE,
    gives("姓名\t职务\n李然\t主委\n", Membership("李然", "民进江州市委会", "主委"), about="民进江州市委会"),
    silent("支部\t主任人选（拟）\t备注\n民进江州市一中支部\t李然\t36\n", about="民进江州市委会"),
)
def posts(here: Here) -> Iterator[tuple[Fact, Any]]:
    """A row of a table that gives people their posts: 支部 | 主任 | 副主任"""
    row = row_at(here.text, here.passage.span.start)
    if row is None:
        return
    told = here.passage.span
    org = _body(here, row, "body")
    for kind in dict.fromkeys(row.kinds):
        if kind.startswith(POST_OF) and org is not None:
            for cell, _ in row.of(kind):
                for person in _whole(here, cell, "PERSON"):
                    yield Membership(person, org, kind.removeprefix(POST_OF)), told
    people = [m for cell, _ in row.of("person") for m in _whole(here, cell, "PERSON")]
    if len(people) != 1 or "honour" in row.kinds:
        return
    for cell, said in row.of("post"):
        if org is not None and "workplace" not in row.kinds:
            role = kind_of_column(said)
            if role.startswith(POST_OF):
                yield Membership(people[0], org, role.removeprefix(POST_OF)), told
            else:
                for post in _whole(here, cell, "POST"):
                    yield Membership(people[0], org, str(post.value)), told
    for cell, _ in row.of("workplace"):
        bodies = _in(here, cell, "ORG")
        held = _in(here, cell, "POST")
        if len(bodies) == 1 and len(held) == 1 and held[0].span.start == bodies[0].span.end and held[0].span.end == cell.end:
            yield Membership(people[0], bodies[0], str(held[0].value)), told


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
    """A row of a table that gives people or bodies their honours: 姓名 | 荣誉称号 | 授予单位 | 年份"""
    row = row_at(here.text, here.passage.span.start)
    if row is None or "honour" not in row.kinds:
        return
    people = [m for cell, _ in row.of("person") for m in _whole(here, cell, "PERSON")]
    bodies = [m for cell, _ in row.of("body") for m in _whole(here, cell, "ORG")] if "person" not in row.kinds else []
    by = tuple(m for cell, _ in row.of("giver") for m in _whole(here, cell, "ORG"))
    for _, said in row.of("honour"):
        title = re.sub(r"^[“《]|[”》]$|(?:荣誉)?称号$", "", said)
        if not 2 <= len(title) <= 40 or re.search(r"[，。；]", title):
            continue
        for who in people or bodies:
            yield Conferral(title, who, None, None, by, _date(here, row)), here.passage.span


@rule(
    None,
    _TABLE,
    silent("支部\t发展会员数（拟）\t备注\n民进江州市一中支部\t36\t无\n", about="民进江州市委会"),
)
def members(here: Here) -> Iterator[tuple[Fact, Any]]:
    """A row of a table that tells how many members a body has: 支部 | 会员数"""
    for row, org in _of_a_body(here):
        for _, said in row.of("members"):
            number = re.fullmatch(r"(\d{1,6})(?:[人名位])?", said, re.ASCII)
            if number:
                yield Statistic(org, "member_count", float(number[1])), here.passage.span


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
    """A row of a table that tells what was held: 时间 | 活动名称 | 地点 | 参加人数 | 承办单位"""
    row = row_at(here.text, here.passage.span.start)
    if row is None or "honour" in row.kinds:
        return
    kinds = [kind for kind in ("holder", "body") if kind in row.kinds]
    holders = [m for kind in kinds[:1] for cell, _ in row.of(kind) for m in _whole(here, cell, "ORG")]
    if kinds and not holders:
        return
    place = next((place_named(said) for _, said in row.of("place")), None)
    counted = next((one for _, said in row.of("attendance") if (one := _CAME.fullmatch(said))), None)
    for _, said in row.of("event"):
        name = tidy(said)
        if 2 < len(name) <= 40 and not re.search(r"[，。；]", name) and names_something(name):
            yield (
                Event(name, tuple(holders) or (OWN,), kind_of(name), _date(here, row), place, int(counted[1]) if counted else None),
                here.passage.span,
            )


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
            yield Founding(org, on), here.passage.span
