"""The graph as a workbook for a spreadsheet: a sheet for each kind, every fact linked to its sentence, and nothing that could run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from ..rdf.terms import CXZY, DCTERMS, FOAF, NIF, ORG, SKOS
from ..views.graph import MEASURES, Graph, class_label

SENTENCES = "原句"
_ROWS = 1_048_575
"""Rows below the head that a sheet can have (Excel's specification)."""
_LINKS = 65_530
"""Links that a sheet can have (Excel's specification)."""
_LONGEST = 32_767
"""Characters that a cell can have (Excel's specification)."""

_Row = list[Any]


class _Sheet:
    """A sheet that goes on in another when it is full."""

    def __init__(self, book: _Book, title: str, columns: tuple[str, ...]) -> None:
        self._book = book
        self._title = title
        self._columns = columns
        self._row = self._links = self._number = 0
        self._sheet: Any = None
        self._next()

    def _next(self) -> None:
        self._number += 1
        self.name = self._title if self._number == 1 else f"{self._title}{self._number}"
        self._sheet = self._book.book.add_worksheet(self.name)
        self._row = self._links = 0
        self._sheet.freeze_panes(1, 1)
        for column, name in enumerate(self._columns):
            self._sheet.set_column(column, column, {"原句": 60, "上下文": 60, "又称": 30}.get(name, 18))
        for column, name in enumerate(self._columns):
            self._sheet.write_string(0, column, name, self._book.bold)

    def add(self, row: _Row, link: str = "") -> str:
        """Adds a row; `link` is where the last cell leads. Gives where the row stands."""
        if self._row == _ROWS:
            self.close()
            self._next()
        self._row += 1
        for column, said in enumerate(row):
            if isinstance(said, int | float):
                self._sheet.write_number(self._row, column, said)
            elif said:
                self._sheet.write_string(self._row, column, str(said)[:_LONGEST])
        if link and row[-1] and self._links < _LINKS:
            self._links += 1
            self._sheet.write_url(self._row, len(row) - 1, link, self._book.link, str(row[-1])[:_LONGEST])
        return f"internal:'{self.name}'!A{self._row + 1}"

    def close(self) -> None:
        self._sheet.autofilter(0, 0, max(1, self._row), len(self._columns) - 1)


class _Book:
    """A workbook that is written as it goes, so that what is held does not grow with it."""

    def __init__(self, path: Path) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(str(path), options)
        self.book.set_properties({"title": "组织报告知识图谱", "created": datetime(2000, 1, 1)})  # the same graph is the same file
        self.bold = self.book.add_format({"bold": True})
        self.link = self.book.add_format({"font_color": "#0563C1", "underline": 1})


def write(graph: Graph, path: Path) -> None:
    """Writes the workbook."""
    book = _Book(path)
    sheets = {title: _Sheet(book, title, (*columns, "日期", "可信度", "原句")) for title, columns, *_ in _FACTS}
    things = {title: _Sheet(book, title, columns) for title, columns, *_ in _THINGS}
    sentences = _Sheet(book, SENTENCES, ("原句", "报告", "出处", "上文", "下文", "事实"))
    order = [*(title for title, *_ in _THINGS), *sheets, SENTENCES]
    for title, _, class_, row in _THINGS:
        for node in graph.of_class(class_):
            things[title].add(row(graph, node))
        things[title].close()
    for title, _, class_, rows in _FACTS:
        for fact in graph.of_class(class_):
            view = graph.view(fact)
            places = [
                sentences.add([s.quote, s.report, s.source, s.before, s.after, f"{class_label(view.kind)}：{view.line}"])
                for s in view.sentences
            ]
            quote = view.sentences[0].quote if view.sentences else ""
            for one in rows(graph, fact):
                sheets[title].add([*one, view.date, view.confidence, quote], places[0] if places else "")
        sheets[title].close()
    sentences.close()
    book.book.worksheets_objs.sort(key=lambda sheet: order.index(sheet.name.rstrip("0123456789")))
    book.book.close()


# ---------------------------------------------------------------- rows


def _names(graph: Graph, node: str, prop: str) -> str:
    return "、".join(graph.label(one) for one in graph.all(node, prop))


def _body(graph: Graph, node: str) -> _Row:
    above = [graph.label(one) for prop in (ORG.subOrganizationOf, CXZY.impliedParent) for one in graph.all(node, prop)]
    also = "、".join(graph.all(node, SKOS.altLabel))
    return [graph.label(node), class_label(graph.kind(node)), _names(graph, node, CXZY.party), _names(graph, node, CXZY.level),
            _names(graph, node, CXZY.place), "、".join(dict.fromkeys(above)), also, node]  # fmt: skip


def _person(graph: Graph, node: str) -> _Row:
    return [graph.label(node), graph.home(node), "、".join(graph.all(node, SKOS.altLabel)), node]


def _report(graph: Graph, node: str) -> _Row:
    return [graph.one(node, DCTERMS.title), graph.one(node, DCTERMS.issued), _names(graph, node, CXZY.about),
            graph.one(node, DCTERMS.contributor), len(graph.one(node, NIF.isString)), graph.one(node, DCTERMS.source), node]  # fmt: skip


def _reviewed(graph: Graph, node: str) -> _Row:
    who = "、".join(graph.one(one, FOAF.name) for one in graph.all(node, "http://www.w3.org/ns/prov#wasAssociatedWith"))
    return [graph.one(node, CXZY.verdict), who, graph.one(node, DCTERMS.date), graph.one(node, CXZY.reason), node]


def _membership(graph: Graph, fact: str) -> Iterator[_Row]:
    for person in graph.all(fact, ORG.member):
        yield [graph.label(person), _names(graph, fact, ORG.organization), _names(graph, fact, ORG.role),
               graph.one(fact, CXZY.from_), graph.one(fact, CXZY.until), graph.home(person)]  # fmt: skip


def _event(graph: Graph, fact: str) -> Iterator[_Row]:
    yield [graph.label(fact), _names(graph, fact, CXZY.heldBy), _names(graph, fact, CXZY.activityType), _names(graph, fact, CXZY.place),
           _number(graph.one(fact, CXZY.attendance)), _number(graph.one(fact, CXZY.occurrences))]  # fmt: skip


def _conferral(graph: Graph, fact: str) -> Iterator[_Row]:
    recipients = graph.all(fact, CXZY.recipient) or graph.all(fact, CXZY.recipientGroup)
    yield ["、".join(map(graph.label, recipients)), _number(graph.one(fact, CXZY.recipientCount)), _names(graph, fact, CXZY.honour),
           _names(graph, fact, CXZY.conferredBy), _names(graph, fact, CXZY.honourLevel)]  # fmt: skip


def _statistic(graph: Graph, fact: str) -> Iterator[_Row]:
    measure = graph.one(fact, CXZY.measure)
    yield [_names(graph, fact, CXZY.organisation), MEASURES.get(measure, measure.removeprefix("other:")),
           _number(graph.one(fact, CXZY.value)), graph.one(fact, CXZY.unit)]  # fmt: skip


def _pairs(*props: str) -> Callable[[Graph, str], Iterator[_Row]]:
    """Rows of what a fact's properties name: things by their names, values as they are."""

    def rows(graph: Graph, fact: str) -> Iterator[_Row]:
        yield [_names(graph, fact, prop) or "、".join(graph.all(fact, prop)) for prop in props]

    return rows


def _number(said: str) -> float | str:
    return float(said) if said else ""


_THINGS: tuple[tuple[str, tuple[str, ...], str, Callable[[Graph, str], _Row]], ...] = (
    ("组织", ("名称", "种类", "党派", "层级", "地区", "上级", "又称", "IRI"), CXZY.Organisation, _body),
    ("人员", ("姓名", "所属", "又称", "IRI"), CXZY.Person, _person),
    ("报告", ("标题", "日期", "所述组织", "编辑", "字数", "来源", "IRI"), CXZY.Report, _report),
    ("人工决定", ("决定", "何人", "何时", "理由", "IRI"), CXZY.Decision, _reviewed),
)
_FACTS: tuple[tuple[str, tuple[str, ...], str, Callable[[Graph, str], Iterator[_Row]]], ...] = (
    ("任职", ("姓名", "组织", "职务", "起", "止", "所属"), CXZY.Membership, _membership),
    ("身份", ("姓名", "身份"), CXZY.Occupation, _pairs(CXZY.person, CXZY.title)),
    ("活动", ("名称", "主办", "类型", "地点", "人数", "次数"), CXZY.Event, _event),
    ("参与", ("参与者", "活动"), CXZY.Participation, _pairs(CXZY.participant, CXZY.event)),
    ("荣誉", ("获得者", "人数", "荣誉", "授予", "级别"), CXZY.Conferral, _conferral),
    ("统计", ("组织", "项目", "数值", "单位"), CXZY.Statistic, _statistic),
    ("文件", ("组织", "方式", "文件"), CXZY.Issuance, _pairs(CXZY.organisation, CXZY.verb, CXZY.document)),
    ("成立", ("组织",), CXZY.Founding, _pairs(CXZY.organisation)),
    ("隶属", ("组织", "上级"), CXZY.Affiliation, _pairs(CXZY.organisation, CXZY.parent)),
)
