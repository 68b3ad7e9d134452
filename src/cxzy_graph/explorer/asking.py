"""Questions with names as forms, and any query: answers as a table, a chart, a picture, CSV and XLSX."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from urllib.parse import quote, unquote, urlencode

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ..language import english, say
from ..queries import HEADS, questions
from ..rdf.asking import BadQuery, asks_elsewhere, gives_a_graph
from ..rdf.terms import LABELS, PREFIXES
from ..rdf.writing import parsed
from ..service.protocol import Refused
from ..service.worker import Asked, Limits
from ..views.searching import Index
from ..views.tables import as_csv, as_xlsx
from .host import Host
from .lines import measure_name
from .pages import page

SHOWN = 1000
"""Rows that a page shows; the files have all."""
_PICTURED = 100
"""Things of an answer that a picture of it begins with."""
_ON_PAGE, _IN_FILE = Limits(rows=20_000, size=20_000_000), Limits(rows=200_000, size=100_000_000)
"""What an answer may have at most, on a page and in a file: /sparql gives more, as it comes."""
_LONGEST = 20_000
"""Characters of a query in an address."""

SETTINGS = {
    "by": ("授予单位", "conferred by"),
    "level": ("级别", "level"),
    "measure": ("指标", "measure"),
    "name": ("名称", "name"),
    "org": ("组织", "body"),
    "person": ("姓名", "person"),
    "place": ("地点", "place"),
    "role": ("职务", "post"),
    "title": ("标题", "title"),
    "who": ("谁", "who"),
    "year": ("年份", "year"),
}
"""What each setting of a question is called."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of an answer, and where it leads."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: the columns by the names of their variables, what they are called, rows; which columns make a chart."""

    columns: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    labels: tuple[int, ...] = ()
    numbers: int | None = None
    picture: str = ""
    truth: bool | None = None


class Questions:
    """The pages of questions."""

    def __init__(self, explorer: Host) -> None:
        self._explorer = explorer

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/questions", self.listed),
            Route("/questions/{name}.{form:str}", self.file),
            Route("/questions/{name}", self.asked),
            Route("/result", self.result),
            Route("/result.{form:str}", self.file),
            Route("/terms", self.terms),
        ]

    async def listed(self, request: Request) -> Response:
        """The questions; as JSON with their SPARQL, nothing set."""
        found = [
            {"name": one.name, "title": say(one.chinese, one.english), "settings": list(one.settings), "sparql": one.filled({})}
            for one in questions().values()
        ]
        return JSONResponse(found) if request.scope.get("twin") else page(request, "questions.html", {"questions": found})

    async def asked(self, request: Request) -> Response:
        """A question with its form, its SPARQL and its answer."""
        name, given, sparql = self._question(request)
        answer = await self._answer(sparql)
        question = questions()[name]
        said = {
            "name": name,
            "title": say(question.chinese, question.english),
            "settings": {one: SETTINGS[one][english()] for one in question.settings},
            "given": given,
            "sparql": sparql,
            "answer": answer,
            "view": _view(request, answer),
            "files": (f"/questions/{quote(name)}", urlencode(given)),
        }
        return await run_sync(page, request, "question.html", said)

    async def result(self, request: Request) -> Response:
        """The answer to any query."""
        sparql = self._query(request)
        answer = await self._answer(sparql)
        said = {"sparql": sparql, "answer": answer, "view": _view(request, answer), "files": ("/result", urlencode({"query": sparql}))}
        return await run_sync(page, request, "result.html", said)

    async def file(self, request: Request) -> Response:
        """The answer to a question or a query as a file, all its rows."""
        form = request.path_params["form"]
        if form not in ("csv", "xlsx"):
            raise Refused(404, say(f"没有格式 {form}（有 csv、xlsx、json）", f"there is no format {form} (there is csv, xlsx, json)"))
        name, sparql = "result", ""
        if "name" in request.path_params:
            name, _, sparql = self._question(request)
        answer = await self._answer(sparql or self._query(request), shown=None)
        lines = [[cell.text for cell in row] for row in answer.rows]
        if form == "csv":
            body, kind = (
                as_csv(answer.titles, lines).encode("utf-8-sig"),
                "text/csv; charset=utf-8",
            )  # with the mark by which Excel knows UTF-8
        else:
            body = await run_sync(as_xlsx, answer.titles, lines)
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return Response(body, headers={"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}.{form}"'})

    async def terms(self, request: Request) -> Response:
        """The classes and properties, for completion in the editor."""
        spaces = {space: prefix for prefix, space in PREFIXES.items()}
        found = []
        for iri, (chinese, in_english) in sorted(LABELS.items()):
            space = next((space for space in spaces if iri.startswith(space)), "")
            if space:
                found.append({"iri": iri, "name": f"{spaces[space]}:{iri[len(space) :]}", "label": in_english if english() else chinese})
        return JSONResponse({"terms": found, "prefixes": PREFIXES}) if request.scope.get("twin") else Response(status_code=404)

    def _question(self, request: Request) -> tuple[str, dict[str, str], str]:
        name = request.path_params["name"]
        if name not in questions():
            raise Refused(404, say(f"没有叫 {name} 的问题", f"there is no question {name}"))
        given = {key: value.strip()[:200] for key, value in request.query_params.items() if key not in ("view", "lang") and value.strip()}
        try:
            return name, given, questions()[name].filled(given)
        except BadQuery as wrong:
            raise Refused(400, str(wrong)) from wrong

    def _query(self, request: Request) -> str:
        sparql = request.query_params.get("query", "")
        if not sparql.strip():
            raise Refused(400, say("缺少 query", "no query was given"))
        if len(sparql) > _LONGEST:
            raise Refused(414, say(f"查询超过 {_LONGEST} 字", f"the query has more than {_LONGEST} characters"))
        if asks_elsewhere(sparql):
            raise Refused(400, say("不支持 SERVICE：本产品不连接网络", "SERVICE is not supported: this product stays offline"))
        return sparql

    async def _answer(self, sparql: str, shown: int | None = SHOWN) -> Answer:
        """An answer with links; of a graph its triples as rows."""
        index = await self._explorer.index()
        graph = gives_a_graph(sparql)
        asked = Asked(sparql, graph="N_TRIPLES") if graph else Asked(sparql, results="JSON")
        found = await self._explorer.answers.get(asked, limits=_ON_PAGE if shown is not None else _IN_FILE)
        return await run_sync(self._made, found.body, graph, shown, index)

    def _made(self, body: bytes, graph: bool, shown: int | None, index: Index) -> Answer:
        if graph:
            triples = [parsed(line) for line in body.decode().split("\n") if line]
            return self._linked(["s", "p", "o"], [[_plain(term) for term in triple] for triple in triples], shown, index)
        said: dict[str, Any] = json.loads(body)
        if "boolean" in said:
            return Answer((), (), (), 0, truth=bool(said["boolean"]))
        columns: list[str] = said["head"]["vars"]
        return self._linked(columns, [[_cell(row.get(name)) for name in columns] for row in said["results"]["bindings"]], shown, index)

    def _linked(self, columns: list[str], table: list[list[tuple[str, bool]]], shown: int | None, index: Index) -> Answer:
        known: dict[str, str] = {}
        pictured: dict[str, None] = {}

        def href(text: str, iri: bool) -> str:
            if iri:
                if shown is not None and len(pictured) < _PICTURED and index.thing(text):
                    pictured.setdefault(text)
                return self._explorer.href(text)
            if text not in known:
                called = index.called(text) if 1 < len(text) < 60 and shown is not None else []
                known[text] = self._explorer.href(called[0].iri) if len(called) == 1 else f"/search?q={quote(text)}" if called else ""
                if len(called) == 1:
                    pictured.setdefault(called[0].iri)
            return known[text]

        def said(name: str, text: str, iri: bool) -> str:
            if shown is None:
                return text
            return measure_name(text) if name == "measure" else _short(text, iri, self._explorer.settings.base)

        rows = tuple(
            tuple(Cell(said(name, text, iri), href(text, iri)) for name, (text, iri) in zip(columns, row, strict=True))
            for row in table[:shown]
        )
        picture = "/graph?" + urlencode([("of", one) for one in list(pictured)[:_PICTURED]]) if pictured else ""
        titles = tuple(name if english() else HEADS.get(name, name) for name in columns)
        return Answer(tuple(columns), titles, rows, len(table), *_charted(columns, rows), picture)


_UNITS = frozenset({"unit", "measure"})
"""Columns that tell what a number is of: numbers of different things make no chart."""

ROWS = -1
"""In place of a column of numbers: the rows themselves are counted."""


def _charted(columns: list[str], rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[int, ...], int | None]:
    """The columns that a chart is made of: those that tell its bars apart, one or two, and that of the numbers; where there are no numbers
    but years, how many rows each year has."""
    numeric = [at for at, name in enumerate(columns) if rows and name != "year" and all(_number(row[at].text) for row in rows)]
    if not numeric:
        return ((columns.index("year"),), ROWS) if rows and "year" in columns else ((), None)
    worded = [at for at, _ in enumerate(columns) if at not in numeric and any(row[at].text for row in rows)]
    if any(len({row[at].text for row in rows}) > 1 for at, name in enumerate(columns) if name in _UNITS):
        return (), None
    for several in (1, 2):
        for chosen in combinations(worded, several):
            if len({tuple(row[at].text for at in chosen) for row in rows}) == len(rows):
                return chosen, numeric[-1]
    return (), None


def _view(request: Request, answer: Answer) -> str:
    """How an answer is to be seen: table, or chart where there is one."""
    wanted = request.query_params.get("view", "table")
    return "chart" if wanted == "chart" and answer.numbers is not None else "table"


def _plain(term: str) -> tuple[str, bool]:
    from ..views.graph import value

    return (value(term), True) if term.startswith("<") else (value(term) if term.startswith('"') else term, False)


def _cell(bound: dict[str, str] | None) -> tuple[str, bool]:
    if not bound:
        return "", False
    return bound["value"] if isinstance(bound["value"], str) else json.dumps(bound["value"], ensure_ascii=False), bound["type"] == "uri"


def _short(text: str, iri: bool, base: str) -> str:
    """An IRI as people read it: its end."""
    if not iri:
        return text
    if text in LABELS:
        return LABELS[text][english()]
    return unquote(text.removeprefix(base) if text.startswith(base) else text)


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
