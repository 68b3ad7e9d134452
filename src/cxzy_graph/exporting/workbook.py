"""The graph as a workbook for a spreadsheet: a sheet for each kind, every fact linked to its sentence, and nothing that could run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from ..facts import kind_of
from ..rdf.kinds import CLASSES, property_of
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
    """Each person with the body that tells namesakes apart."""
    for person in graph.all(fact, ORG.member):
        yield [graph.label(person), *_columns(CXZY.Membership)(graph, fact)[1:], graph.home(person)]


def _conferral(graph: Graph, fact: str) -> Iterator[_Row]:
    """The group where only a number of it was honoured; and the level."""
    who, *others = _columns(CXZY.Conferral)(graph, fact)
    yield [who or _names(graph, fact, CXZY.recipientGroup), *others, _names(graph, fact, CXZY.honourLevel)]


def _columns(class_: str) -> Callable[[Graph, str], _Row]:
    """Rows of what a fact's fields say: things by their names, values as they are."""
    kind = CLASSES[class_]
    props = [(property_of(kind, field), _MEANS[kind][field]) for _, field in kind_of(kind).sheet[1]]

    def row(graph: Graph, fact: str) -> _Row:
        return [_cell(graph, fact, prop, means) for prop, means in props]

    return row


def _cell(graph: Graph, fact: str, prop: str, means: str) -> float | str:
    if prop == SKOS.prefLabel:
        return graph.label(fact)
    if prop == CXZY.measure:
        measure = graph.one(fact, prop)
        return MEASURES.get(measure, measure.removeprefix("other:"))
    return _number(graph.one(fact, prop)) if means == "number" else "、".join(graph.label(one) or one for one in graph.all(fact, prop))


_MEANS = {kind: {one.name: one.metadata["means"] for one in fields(kind)} for kind in CLASSES.values()}


def _number(said: str) -> float | str:
    return float(said) if said else ""


_THINGS: tuple[tuple[str, tuple[str, ...], str, Callable[[Graph, str], _Row]], ...] = (
    ("组织", ("名称", "种类", "党派", "层级", "地区", "上级", "又称", "IRI"), CXZY.Organisation, _body),
    ("人员", ("姓名", "所属", "又称", "IRI"), CXZY.Person, _person),
    ("报告", ("标题", "日期", "所述组织", "编辑", "字数", "来源", "IRI"), CXZY.Report, _report),
    ("人工决定", ("决定", "何人", "何时", "理由", "IRI"), CXZY.Decision, _reviewed),
)
_SPECIAL: dict[str, tuple[str, Callable[[Graph, str], Iterator[_Row]]]] = {
    CXZY.Membership: ("所属", _membership),
    CXZY.Conferral: ("级别", _conferral),
}
"""Kinds whose rows say more than their fields: the head of that column, and what makes the rows."""


def _sheet(class_: str) -> tuple[str, tuple[str, ...], str, Callable[[Graph, str], Iterator[_Row]]]:
    title, columns = kind_of(CLASSES[class_]).sheet
    heads = tuple(head for head, _ in columns)
    if class_ in _SPECIAL:
        return title, (*heads, _SPECIAL[class_][0]), class_, _SPECIAL[class_][1]
    row = _columns(class_)
    return title, heads, class_, lambda graph, fact: iter([row(graph, fact)])


_SHEETS = (
    CXZY.Membership, CXZY.Occupation, CXZY.Event, CXZY.Participation, CXZY.Conferral, CXZY.Statistic, CXZY.Issuance, CXZY.Founding, CXZY.Affiliation,
)  # fmt: skip
"""The order of the sheets; further kinds come behind."""
_FACTS = tuple(_sheet(class_) for class_ in (*_SHEETS, *(one for one in CLASSES if one not in _SHEETS)))
