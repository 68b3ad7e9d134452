"""Reports of a world that never was, as many as wanted, each with the facts that it states: for measuring at scale.

Cities are real divisions; their branches, schools and people are made up. Report 7 is the same report on every machine, whatever others are
made. The same bodies and people come up again in many reports under several names, and namesakes live in the same city. Between the
sentences that state something stands the prose that such reports have between their facts, of clauses of our own writing that are put
together anew each time; together there are about 24 facts to 1,000 characters, as in the gold reports.
"""

from __future__ import annotations

import csv
import html
import io
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from cxzy_graph.facts import Event, Participation
from cxzy_graph.lexicon import places
from cxzy_graph.model import Claim, Entity, Evidence, Span
from cxzy_graph.resolving.bodies import understood
from cxzy_graph.resolving.known import Body
from cxzy_graph.settling.accounts import Account
from cxzy_graph.written_facts import read
from damage import damage
from writing import templates

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅云海清志国建文德荣庆林宁思远佳怡晨曦雨桐子涵浩然欣妍梓萱俊熙诗琪嘉懿煜城锦程鹏翔凌雪慧婷晓东立新宏图学礼茂春振邦维康守仁培元景行若水"
_PARTIES = {
    "民进": ("中国民主促进会", "会员"),
    "民盟": ("中国民主同盟", "盟员"),
    "九三学社": ("九三学社", "社员"),
    "农工党": ("中国农工民主党", "党员"),
}
_FIELDS = ("医卫", "教育", "文化", "机关", "经济", "离退休", "综合", "高教")
_NUMBERS = "一二三四五六七八九"
_EVENTS = ("教师节座谈会", "换届会议", "学习交流会", "新会员座谈会", "参政议政工作会议", "迎春茶话会", "读书分享会", "理论学习会")
_SERVICES = ("义诊活动", "送教下乡活动", "爱心助学活动", "法律咨询活动", "敬老活动")
_HONOURS = ("优秀会员", "先进个人", "社会服务工作先进个人", "参政议政工作先进个人", "优秀教师")
_TITLES = ("先进支部", "先进集体", "社会服务先进集体", "五星级支部")


@dataclass(frozen=True, slots=True)
class Generated:
    """A report: its number as id, where and when it was written, its text, and its facts, each with its sentence."""

    id: str
    city: str
    party: str
    published: str
    title: str
    text: str
    about: str
    facts: tuple[tuple[dict[str, Any], str], ...]


@cache
def cities() -> tuple[places.Division, ...]:
    """The prefecture-level cities of today."""
    return tuple(
        same[-1]
        for code, same in sorted(places.divisions().items())
        if same[-1].level == "市" and same[-1].name.endswith("市") and same[-1].last > 2020
    )


def report(number: int) -> Generated:
    """The report of a number.

    >>> one = report(7)
    >>> one == report(7), len(one.facts) > 8, all(sentence in one.text for _, sentence in one.facts)
    (True, True, True)
    """
    chance = random.Random(number)
    city = chance.choice(cities())
    party = chance.choices(list(_PARTIES), (6, 2, 1, 1))[0]
    year, month, day = chance.randint(2008, 2024), chance.randint(1, 12), chance.randint(1, 28)
    committee = f"{party}{city.name[:-1]}市委会"
    unit = "支社" if party == "九三学社" else "支部"
    branches = [f"{host}{unit}" for host in _branches(city.name, party)]
    own = chance.random() < 0.4
    about = f"{party}{city.name}{chance.choice(branches)}" if own else committee
    said: list[tuple[str, list[dict[str, Any]]]] = []
    for _ in range(chance.randint(6, 14)):
        body = about if own and chance.random() < 0.7 else f"{party}{city.name}{chance.choice(branches)}"
        said.append(chance.choice(_SENTENCES)(chance, city.name, party, committee, body, f"{year}-{chance.randint(1, month):02}"))
    title = f"{about}{year}年{chance.choice(_KINDS)}"
    lines = [title, f"{year}年{month}月{day}日"]
    for number_, (sentence, _) in enumerate(said):
        if number_ % 4 == 0:
            lines.append(f"{_NUMBERS[number_ // 4]}、{chance.choice(_HEADINGS)}")
        before, after = _prose(chance), _prose(chance) if chance.random() < 0.3 else ""
        lines.append(f"{before}{sentence}{after}")
    text = "\n".join(lines) + "\n"
    facts = tuple((fact, sentence) for sentence, found in said for fact in found)
    return Generated(f"{number:07}", city.name, party, f"{year}-{month:02}-{day:02}", title, text, about, facts)


@cache
def _branches(city: str, party: str) -> tuple[str, ...]:
    """What the branches of a party in a city are named after."""
    chance = random.Random(f"{city}{party}")
    numbered = _NUMBERS[: chance.randint(1, 9)]
    return (*numbered, *chance.sample(_FIELDS, 4), *(f"第{n}中学" for n in chance.sample(_NUMBERS, 3)))


@cache
def _people(body: str) -> tuple[str, ...]:
    """The people of a body, the chairman first."""
    chance = random.Random(body)
    return tuple(chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2, 2)))) for _ in range(24))


def _wording(chance: random.Random, city: str, party: str, name: str) -> str:
    """One of the names that a body has in reports."""
    if name.endswith("市委会"):
        full = _PARTIES[party][0]
        return chance.choice((name, name[:-1], f"{full}{city}委员会", "市委会", f"{party}{city}委员会"))
    short = name.removeprefix(party)
    return chance.choice((name, short, short.removeprefix(city), name.replace("第", "").replace("中学", "中")))


def _post(chance, city, party, committee, body, month):  # type: ignore[no-untyped-def]
    role, person = chance.choice((("主委", 0), ("副主委", 1), ("副主委", 2), ("委员", 3), (_PARTIES[party][1], chance.randint(4, 23))))
    where, name = chance.choice(((committee, _people(committee)[person]), (body, _people(body)[person])))
    said = _wording(chance, city, party, where)
    return f"{said}{role}{name}参加了会议。", [{"kind": "membership", "person": name, "org": where, "role": role}]


def _meeting(chance, city, party, committee, body, month):  # type: ignore[no-untyped-def]
    day, name = chance.randint(1, 28), chance.choice(_EVENTS)
    head = _people(body)[0]
    year, number = month.split("-")
    sentence = f"{year}年{int(number)}月{day}日，{_wording(chance, city, party, body)}召开{name}，主委{head}主持会议。"
    fact = {"orgs": [body], "name": name, "date": f"{month}-{day:02}", "activity_type": "会议"}
    return sentence, [
        {"kind": "activity"} | fact,
        {"kind": "membership", "person": head, "org": body, "role": "主委"},
        {"kind": "participation", "who": head, "activity": name},
    ]


def _service(chance, city, party, committee, body, month):  # type: ignore[no-untyped-def]
    name = chance.choice(_SERVICES)
    year, number = month.split("-")
    sentence = f"{year}年{int(number)}月，{_wording(chance, city, party, body)}开展{name}。"
    return sentence, [{"kind": "activity", "orgs": [body], "name": name, "date": month, "activity_type": "社会服务"}]


def _honour(chance, city, party, committee, body, month):  # type: ignore[no-untyped-def]
    name, honour, year = chance.choice(_people(body)), chance.choice(_HONOURS), month[:4]
    sentence = f"{year}年，{_wording(chance, city, party, body)}会员{name}被{_wording(chance, city, party, committee)}评为{honour}。"
    return sentence, [
        {"kind": "honour", "recipient": name, "honour": honour, "by": [committee], "date": year},
        {"kind": "membership", "person": name, "org": body, "role": _PARTIES[party][1]},
    ]


def _title(chance, city, party, committee, body, month):  # type: ignore[no-untyped-def]
    honour, year = chance.choice(_TITLES), month[:4]
    sentence = f"{year}年，{_wording(chance, city, party, body)}被{_wording(chance, city, party, committee)}评为{honour}。"
    return sentence, [{"kind": "honour", "recipient": body, "honour": honour, "by": [committee], "date": year}]


def _size(chance, city, party, committee, body, month):  # type: ignore[no-untyped-def]
    year = month[:4]
    size = random.Random(f"{body}{year}").randint(12, 60)
    sentence = f"截至{year}年底，{_wording(chance, city, party, body)}有{_PARTIES[party][1]}{size}人。"
    return sentence, [{"kind": "statistic", "org": body, "measure": "member_count", "value": size, "unit": "人", "date": f"{year}-12"}]


def _founded(chance, city, party, committee, body, month):  # type: ignore[no-untyped-def]
    year, number = month.split("-")
    said = _wording(chance, city, party, body)
    sentence = chance.choice((f"{year}年{int(number)}月，{said}成立。", f"{said}成立于{year}年{int(number)}月。"))
    return sentence, [{"kind": "founded", "org": body, "date": month}]


def _issued(chance, city, party, committee, body, month):  # type: ignore[no-untyped-def]
    title, verb = (
        f"关于{chance.choice(_ABOUT)}的{chance.choice(('意见', '通知', '实施方案', '若干规定'))}",
        chance.choice(("印发", "制定", "下发")),
    )
    sentence = f"{chance.choice((committee, committee[:-1], '市委会'))}{verb}《{title}》，要求各基层组织对照落实。"
    return sentence, [{"kind": "document", "org": committee, "title": title, "verb": verb}]


def _elected(chance, city, party, committee, body, month):  # type: ignore[no-untyped-def]
    head, second = _people(body)[0], _people(body)[1]
    sentence = f"{month[:4]}年，{_wording(chance, city, party, body)}完成换届，{head}当选主委，{second}当选副主委。"
    since = {"from": month[:4]}
    return sentence, [
        {"kind": "membership", "person": head, "org": body, "role": "主委"} | since,
        {"kind": "membership", "person": second, "org": body, "role": "副主委"} | since,
    ]


_SENTENCES = (_post, _post, _meeting, _meeting, _service, _service, _honour, _title, _size, _founded, _issued, _elected)
_KINDS = ("工作总结", "创先争优活动情况汇报", "年度工作回顾", "社会服务工作总结", "组织建设情况汇报")
_HEADINGS = (
    "围绕中心，积极建言",
    "夯实基础，凝心聚力",
    "服务社会，奉献爱心",
    "加强学习，提高认识",
    "健全制度，规范管理",
    "存在的不足和打算",
)
_ABOUT = ("加强基层组织建设", "做好信息工作", "开展读书活动", "规范会费收缴", "走访老同志", "组织建设年活动", "改进调研工作")


@cache
def _clauses() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The first, the middle and the last clauses of sentences that name nobody and nothing."""
    heads, middles, ends = [], [], []
    for template in templates():
        if set(re.findall(r"{(\w+)}", template)) <= {"n", "m"} and not _STATES.search(template):
            first, *rest = template.rstrip("。").split("，")
            if rest:
                heads.append(first)
                middles += rest[:-1]
                ends.append(rest[-1])
    return tuple(heads), tuple(middles), tuple(ends)


_STATES = re.compile("[“”《》？！：；（0-9]|[年月日]|荣获|获得|授予|评为|成立|当选|担任|举[办行]|召开|开展|组织|人|会员|盟员|社员")
"""What prose that states nothing must not have: names in marks, dates, and the words by which facts are told."""


def _prose(chance: random.Random) -> str:
    """A sentence that states no fact."""
    heads, middles, ends = _clauses()
    said = "，".join((chance.choice(heads), *chance.sample(middles, chance.choice((0, 1, 1))), chance.choice(ends))) + "。"
    return said.format(n=chance.randint(3, 60), m=chance.randint(3, 900))


def raw(number: int) -> tuple[str, bytes]:
    """The report of a number as it lies in a folder: a file's name and what is in it.

    Of ten, three are plain, four come off a mirror (Traditional, annotated, and with characters lost), one is in GB 18030, one a saved page,
    and one a document or a table.

    >>> name, data = raw(7)
    >>> name.startswith("0000007."), len(data) > 500
    (True, True)
    """
    made = report(number)
    chance = random.Random(f"raw {number}")
    form = chance.choices(("plain", "mirror", "gbk", "page", "docx", "csv"), (30, 40, 10, 10, 5, 5))[0]
    if form == "mirror":
        text, end = damage(made.text, number, share=chance.choice((0.0, 0.3, 0.6)), hits=chance.choice((0.0, 0.02, 0.1))), "txt"
    elif form == "page":
        text, end = _page(made), "html"
    elif form == "csv":
        kept = io.StringIO()
        csv.writer(kept).writerows([("标题", "日期", "正文"), (made.title, made.published, made.text)])
        text, end = kept.getvalue(), "csv"
    elif form == "docx":
        return f"{made.id}.docx", _document(made)
    else:
        text, end = made.text, "txt"
    return f"{made.id}.{end}", text.encode("gb18030" if form == "gbk" else "utf-8", "replace")


def _page(made: Generated) -> str:
    """A page with what sites put around a report."""
    menu = "".join(
        f'<li><a href="/{n}.html">{name}</a></li>' for n, name in enumerate(("首页", "机构设置", "参政议政", "社会服务", "会员风采"))
    )
    title, *body = made.text.rstrip("\n").split("\n")
    paragraphs = "".join(f"<p>　　{html.escape(one)}</p>\n" for one in body)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body><ul class='nav'>{menu}</ul>"
        f"<div class='content'><h1>{title}</h1>\n{paragraphs}</div><div class='footer'><a href='#'>返回顶部</a> <a href='#'>打印本页</a></div></body></html>"
    )


def _document(made: Generated) -> bytes:
    """A Word file, the same bytes each time."""
    from docx import Document

    document, kept = Document(), io.BytesIO()
    document.core_properties.created = document.core_properties.modified = datetime(2020, 1, 1)
    title, *body = made.text.rstrip("\n").split("\n")
    document.add_heading(title, 1)
    for one in body:
        document.add_paragraph(one)
    document.save(kept)
    return kept.getvalue()


def write(folder: Path, number: int, first: int = 0) -> int:
    """Writes so many reports, a thousand to a folder; gives their characters as they were before they were damaged."""
    characters = 0
    for one in range(first, first + number):
        name, data = raw(one)
        home = folder / f"{one // 1000:04}"
        home.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(data)
        characters += len(report(one).text)
    return characters


def gold(number: int) -> dict[str, Any]:
    """What the report of a number states, as a labelled file has it."""
    made = report(number)
    facts = [said | {"quote": sentence, "optional": False} for said, sentence in made.facts]
    about = {"title": made.title, "published": made.published, "editor": None, "about": made.about}
    return {"id": made.id, "source": "generated", "report": about, "names": {}, "facts": facts}


def account(number: int) -> Account:
    """The account of a report's true facts: what a perfect reader would hand to the resolver."""
    made = report(number)
    near = places.locate((made.city,))
    year = int(made.published[:4])

    def body(name: str) -> Entity:
        known = _body(name, made.party, near, year)
        return Entity("organisation", known.name.named(), str(known.key), frozenset({name}), known)

    def person(name: str) -> Entity:
        return Entity("person", name)

    claims = []
    held = Event("")
    for said, sentence in made.facts:
        at = made.text.index(sentence)
        span = Span(at, at + len(sentence))
        fact = read(said, person, body)
        if isinstance(fact, Event):
            held = fact
        elif isinstance(fact, Participation):
            fact = Participation(fact.who, held)
        claims.append(Claim(fact, (Evidence(made.id, span, span, sentence, "generated"),), 0.9))
    return Account(made.id, f"{made.id}.txt", made.text, made.title, made.published, None, body(made.about), tuple(claims), near, year)


@lru_cache(50_000)
def _body(name: str, party: str, near: places.Division | None, year: int) -> Body:
    return understood(name, party, near, year)


def accounts(number: int) -> Iterator[Account]:
    for one in range(number):
        yield account(one)
