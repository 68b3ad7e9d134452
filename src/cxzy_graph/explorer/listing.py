"""Tables of facts: sorted by any column, filtered, with the sentence behind each row, and saved as they are seen."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..language import english, say
from ..rdf.terms import CXZY, LABELS
from ..service.protocol import Refused
from ..views.listing import NONE, Column, Facet, Listing, Row, View, columns, counts, dated, titles
from ..views.tables import as_csv, as_xlsx
from .host import Host
from .lines import Lines, Quoted, measure_name
from .pages import page

PAGE = 50
"""Rows of a page."""
IN_FILE = 5000
"""Rows of a file, each with its sentence: the whole graph is `export --format xlsx`."""
_TOGETHER = 200
"""Facts whose sentences are asked for at once."""
_LONGEST = 200
"""Characters of the words that are looked for."""
_ENGLISH = {
    "姓名": "Name", "组织": "Body", "职务": "Post", "起": "From", "止": "Until", "身份": "Calling", "获得者": "Recipient", "人数": "Number", "荣誉": "Honour",
    "授予": "Given by", "名称": "Name", "主办": "Held by", "类型": "Type", "地点": "Place", "次数": "Times", "参与者": "Who", "活动": "Activity", "上级": "Above",
    "项目": "Measure", "数值": "Value", "单位": "Unit", "方式": "How", "文件": "Document", "年份": "Year", "级别": "Level", "日期": "Date", "可信度": "Confidence", "任职": "Posts", "参与": "Who took part", "成立": "Foundings", "隶属": "Bodies above",
    "统计": "Figures",
}  # fmt: skip


class Listings:
    """The tables of an explorer."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/table", self.shown),
            Route("/table/{kind}", self.shown),
            Route("/table/{kind}/save/{form}", self.saved),
        ]

    async def shown(self, request: Request) -> Response:
        """A page of a table."""
        listing, number = await self._listing(request), _page(request)
        view = listing.view
        rows, total = await run_sync(listing.rows, PAGE, (number - 1) * PAGE), await run_sync(listing.total)
        facets = [] if request.scope.get("twin") else await run_sync(listing.facets)
        told = await self._sentences(rows)
        known = await self._host.index()
        numbers = await run_sync(counts, known)
        shown = {
            "kind": view.kind,
            "titles": {kind: table_title(title) for kind, title in titles().items()},
            "numbers": numbers,
            "columns": [_column(view, one) for one in listing.columns],
            "dated": dated(view.kind),
            "day_sorted": _sorted(view, "day"),
            "sure_sorted": _sorted(view, "sure"),
            "rows": [self._row(row, listing.columns, told.get(row.iri)) for row in rows],
            "facets": [_offered(view, one) for one in facets],
            "chosen": [
                {"head": _head(self._called(view.kind, name)), "text": await self._said(name, said), "href": _address(view, without=name)}
                for name, said in view.chosen.items()
            ],
            "words": view.words,
            "hidden": [(name, said) for name, said in _query(view).items() if name != "q"],
            "addresses": {one: _address(view, sort=one) for one in (*(c.name for c in listing.columns), "day", "sure")},
            "files": {form: _address(view, at=f"/save/{form}") for form in ("xlsx", "csv")},
            "page": number,
            "total": total,
            "from": (number - 1) * PAGE + 1,
            "previous": _address(view, page=number - 1) if number > 1 else "",
            "next": _address(view, page=number + 1) if total > number * PAGE else "",
            "in_file": IN_FILE,
        }
        return page(request, "table.html", shown)

    async def saved(self, request: Request) -> Response:
        """A view of a table as a file: its columns, then how sure each fact is, its sentence, the report and where it stands there."""
        form = request.path_params["form"]
        if form not in ("csv", "xlsx"):
            raise Refused(404, say(f"没有 {form} 格式", f"there is no form {form}"))
        listing = await self._listing(request)
        kind = listing.view.kind
        rows = await run_sync(listing.rows, IN_FILE)
        told = await self._sentences(rows)
        days = ["日期"] if dated(kind) else []
        heads = [*(_head(one.head) for one in listing.columns), *map(_head, days), say("可信度", "Confidence"), say("原句", "Sentence")]
        heads += [say("报告", "Report"), say("报告日期", "Day of the report"), say("位置", "Place in it"), "IRI"]
        lines = [
            [
                *("、".join(_text(one.name, text) for text, _ in cell) for one, cell in zip(listing.columns, row.cells, strict=True)),
                *([row.day] if days else []),
                f"{row.sure:g}",
                *((quoted.text, quoted.report, quoted.day, quoted.href.partition("#")[2]) if (quoted := told.get(row.iri)) else ("",) * 4),
                row.iri,
            ]
            for row in rows
        ]
        name = f"{kind}.{form}"
        body = await run_sync(as_xlsx, heads, lines) if form == "xlsx" else ("\ufeff" + as_csv(heads, lines)).encode()
        media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" if form == "xlsx" else "text/csv; charset=utf-8"
        return Response(body, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    async def _listing(self, request: Request) -> Listing:
        kind = request.path_params.get("kind", "membership")
        if kind not in titles():
            raise Refused(404, say(f"没有表格 {kind}", f"there is no table {kind}"))
        names = {one.name for one in columns(kind)} | {"year", "level", "sure"}
        given = request.query_params
        sort = given.get("sort", "")
        chosen = {name: said for name, said in given.items() if name in names and said}
        try:
            view = View(kind, sort.lstrip("-"), sort.startswith("-"), given.get("q", "").strip()[:_LONGEST], chosen)
            if "sure" in chosen:
                float(chosen["sure"])
            return await run_sync(Listing, await self._host.index(), view)
        except (KeyError, ValueError) as wrong:
            raise Refused(400, say(f"表格里没有 {wrong}", f"the table has no {wrong}")) from wrong

    async def _sentences(self, rows: list[Row]) -> dict[str, Quoted]:
        """A sentence of each of some facts: the first that names what the row begins with, else the first."""
        found: dict[str, Quoted] = {}
        for at in range(0, len(rows), _TOGETHER):
            some = rows[at : at + _TOGETHER]
            graph = await self._host.asking.of_facts([row.iri for row in some])
            lines = Lines(graph, self._host.settings.base)
            for row in some:
                whom = [text for text, _ in row.cells[0]]
                said = [lines.quoted(one) for one in graph.all(row.iri, CXZY.evidence)]
                said.sort(key=lambda one: (not any(text in one.text for text in whom), one.day, one.href))
                if said:
                    found[row.iri] = said[0]
        return found

    def _row(self, row: Row, of: tuple[Column, ...], quoted: Quoted | None) -> dict[str, Any]:
        return {
            "iri": row.iri,
            "href": self._host.href(row.iri),
            "cells": [
                [{"text": _text(one.name, text), "href": self._host.href(iri) if iri else ""} for text, iri in cell]
                for one, cell in zip(of, row.cells, strict=True)
            ],
            "day": row.day,
            "level": _text("level", row.level),
            "sure": row.sure,
            "sentence": quoted.text if quoted else "",
            "report": quoted.report if quoted else "",
            "place": quoted.href if quoted else "",
        }

    def _called(self, kind: str, name: str) -> str:
        return next(
            (one.head for one in columns(kind) if one.name == name), {"year": "年份", "level": "级别", "sure": "可信度"}.get(name, name)
        )

    async def _said(self, name: str, said: str) -> str:
        """What a chosen value is called."""
        if said == NONE:
            return say("不明", "not said")
        if said.startswith(("http://", "https://", "urn:")):
            thing = await run_sync((await self._host.index()).thing, said)
            return thing.label if thing is not None else said
        return (say("不低于 ", "at least ") if name == "sure" else "") + _text(name, said)


def table_title(title: str) -> str:
    """What a table is called."""
    return _PLURAL.get(title) or _ENGLISH.get(title, title) if english() else title


_PLURAL = {"身份": "Callings", "荣誉": "Honours", "活动": "Activities", "文件": "Documents"}


def _column(view: View, column: Column) -> dict[str, Any]:
    return {"name": column.name, "head": _head(column.head), "means": column.means, "sorted": _sorted(view, column.name)}


def _offered(view: View, facet: Facet) -> dict[str, Any]:
    """The values of a column that a view can be narrowed to, each with its address."""
    return {
        "name": facet.name,
        "head": _head(facet.head),
        "offered": [
            {"text": _text(facet.name, text), "count": count, "href": _address(view, chosen={facet.name: said})}
            for said, text, count in facet.values
        ],
        "nothing": facet.nothing,
        "nothing_href": _address(view, chosen={facet.name: NONE}),
    }


def _head(head: str) -> str:
    return _ENGLISH.get(head, head) if english() else head


def _text(name: str, said: str) -> str:
    """A value of a column as people say it."""
    if name == "measure":
        return measure_name(said)
    if name in ("level", "activity_type") and said:
        labels = LABELS.get(f"{CXZY.Fact.rpartition('#')[0]}#{said}")
        return say(*labels) if labels else said
    return said


def _sorted(view: View, name: str) -> str:
    """How a table is sorted by a column, in ARIA's words; "" where it is not."""
    if not view.sort:
        return "descending" if name == "day" else ""
    return "" if view.sort != name else "descending" if view.down else "ascending"


def _page(request: Request) -> int:
    given = request.query_params.get("page", "1")
    if not (given.isascii() and given.isdigit() and 0 < int(given[:9]) < 1_000_000):
        raise Refused(400, say("page 应是正整数", "page wants a positive number"))
    return int(given)


def _query(view: View) -> dict[str, str]:
    said = dict(view.chosen)
    if view.words:
        said["q"] = view.words
    if view.sort:
        said["sort"] = ("-" if view.down else "") + view.sort
    return said


def _address(view: View, *, sort: str = "", chosen: dict[str, str] | None = None, without: str = "", page: int = 1, at: str = "") -> str:
    """The address of a view that differs in something; sorting by the same column again turns the order round."""
    said = {name: one for name, one in {**_query(view), **(chosen or {})}.items() if name != without}
    if sort:
        said["sort"] = f"-{sort}" if view.sort == sort and not view.down else sort
    if page > 1:
        said["page"] = str(page)
    return f"/table/{view.kind}{at}" + (f"?{urlencode(said)}" if said else "")
