"""What a request to the endpoint asks (SPARQL 1.1 Protocol, W3C Recommendation of 21 March 2013, section 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from ..language import say
from ..rdf.asking import asks_elsewhere
from ..rdf.iris import IRI_CHARACTER

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
ALLOWED = "GET, HEAD, POST, OPTIONS"
"""The methods that the endpoint takes."""
_ABSOLUTE = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:{IRI_CHARACTER}*")


class Refused(Exception):
    """A request that is not carried out: the status of HTTP and what is wrong, in a sentence."""

    def __init__(self, status: int, reason: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.headers = headers or {}


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update: its text, the dataset that the request gives for it, and the format asked for by name."""

    text: str
    update: bool = False
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


def operation(method: str, url_query: str, content_type: str, body: bytes) -> Operation | None:
    """What a request asks; None for a GET without a query, which asks for the description of the service.

    Raises `Refused`: 405 for a method that the protocol does not know, 415 for a body of another media type, 400 for all else.

    >>> operation("GET", "query=ASK%20%7B%7D&default-graph-uri=http://a.cn/g", "", b"")
    Operation(text='ASK {}', update=False, default_graphs=('http://a.cn/g',), named_graphs=(), format='')
    """
    url = _pairs(url_query)
    if method in ("GET", "HEAD"):
        if _all(url, "update"):
            raise Refused(400, say("更新须用 POST", "an update wants POST"))
        return _operation(url, "query") if _all(url, "query") else None
    if method != "POST":
        raise Refused(405, say("只接受 GET 和 POST", "only GET and POST are taken"), {"Allow": ALLOWED})
    kind, _, parameters = content_type.partition(";")
    kind = kind.strip().lower()
    charset = re.search(r"charset=\"?([\w-]+)", parameters, re.I)
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise Refused(415, say("请求须为 UTF-8", "the request must be in UTF-8"))
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise Refused(400, say(f"请求不是 UTF-8（第 {wrong.start} 字节）", f"the request is not UTF-8 (byte {wrong.start})")) from wrong
    if kind == FORM:
        said = [*_pairs(text), *(pair for pair in url if pair[0] == "format")]
        query, update = _all(said, "query"), _all(said, "update")
        if bool(query) == bool(update):
            raise Refused(400, say("表单里应有 query 或 update 之一", "the form wants either query or update"))
        return _operation(said, "query" if query else "update")
    if kind in (QUERY, UPDATE):
        name = "query" if kind == QUERY else "update"
        if _all(url, "query") or _all(url, "update"):
            raise Refused(400, say("请求正文和网址里各有一个查询", "there is a query in the body and one in the address"))
        return _operation([*url, (name, text)], name)
    if not kind:
        raise Refused(400, say("请求没有 Content-Type", "the request has no Content-Type"))
    raise Refused(415, say(f"不接受 {kind}；可用 {FORM}、{QUERY}、{UPDATE}", f"{kind} is not taken, but {FORM}, {QUERY} and {UPDATE}"))


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as wrong:
        raise Refused(400, say("参数不是 UTF-8，或过多", "the parameters are not UTF-8, or too many")) from wrong


def _all(pairs: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in pairs if key == name]


def _operation(pairs: Sequence[tuple[str, str]], kind: str) -> Operation:
    texts, formats = _all(pairs, kind), _all(pairs, "format")
    if len(texts) != 1:
        raise Refused(400, say(f"一次只能有一个 {kind}", f"one {kind} at a time"))
    default, named = ("using-graph-uri", "using-named-graph-uri") if kind == "update" else ("default-graph-uri", "named-graph-uri")
    graphs = tuple(_all(pairs, default)), tuple(_all(pairs, named))
    absolute((*graphs[0], *graphs[1]))
    text = texts[0]
    check(text, kind == "update")
    if kind == "update" and any(graphs):
        return Operation(using(text, *graphs), True)
    return Operation(text, kind == "update", *graphs, formats[-1] if formats else "")


def absolute(graphs: Iterable[str]) -> None:
    """Refuses IRIs of graphs that are not absolute."""
    for one in graphs:
        if not _ABSOLUTE.fullmatch(one):
            raise Refused(400, say(f"图的 IRI 应是绝对的：{one}", f"the IRI of a graph must be absolute: {one}"))


_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|#[^\r\n]*|[?$@:\w][\w:.%-]*|\S',
    re.S,
)
"""The tokens of SPARQL: strings, IRIs and comments whole, words, marks."""


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """The tokens of a query that matter here (words, braces; strings, IRIs and comments whole), each with where it stands and how deep
    in braces."""
    depth = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token.startswith("#"):
            continue
        if token == "}":
            depth -= 1
        yield token, match.start(), depth
        if token == "{":
            depth += 1


_DEEPEST = 300
"""Brackets in brackets that a query may have; the parser's own stack ends at some thousands."""


def check(text: str, update: bool) -> None:
    """Refuses what would make this machine ask another one, and what is nested without end.

    >>> check('SELECT * { ?service ex:service <https://example.org/service> }', False)
    """
    if asks_elsewhere(text, update):
        raise Refused(
            400, say("不支持 SERVICE 和 LOAD：本产品不连接网络", "SERVICE and LOAD are not supported: this product stays offline")
        )
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[0] in "([{" else -1
        if depth > _DEEPEST:
            raise Refused(400, say(f"括号嵌套超过 {_DEEPEST} 层", f"brackets are nested more than {_DEEPEST} deep"))


_BRACKET = re.compile(r"[(){}\[\]]")


def using(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """An update whose WHERE clauses look into the graphs given (section 2.2.3 of the standard).

    Raises `Refused` where the update says itself where to look.

    >>> using("DELETE { ?s ?p 1 } WHERE { ?s ?p 1 } ; INSERT DATA { <a:a> <a:b> 2 }", ["a:g"], [])
    'DELETE { ?s ?p 1 } USING <a:g> WHERE { ?s ?p 1 } ; INSERT DATA { <a:a> <a:b> 2 }'
    >>> using("DELETE WHERE { ?s ?p 1 }", [], ["a:g"])
    'DELETE { ?s ?p 1 } USING NAMED <a:g> WHERE { ?s ?p 1 }'
    """
    clauses = "".join(f"USING <{one}> " for one in default) + "".join(f"USING NAMED <{one}> " for one in named)
    top = [(token.upper(), start) for token, start, depth in tokens(update) if depth == 0]
    out: list[str] = []
    done = 0
    for number, (word, start) in enumerate(top):
        if word in ("USING", "WITH"):
            raise Refused(
                400,
                say("更新自己写明了数据集，不能再用 using-graph-uri", "the update gives a dataset itself; using-graph-uri cannot be used"),
            )
        if word == "WHERE":
            out.append(update[done:start])
            if number and top[number - 1][0] == "DELETE":
                group = _group(update, start)
                out.append(f"{group} ")
            out.append(clauses)
            done = start
    return "".join(out) + update[done:]


def _group(text: str, start: int) -> str:
    """The first group in braces behind a place."""
    first = None
    for token, at, depth in tokens(text):
        if at < start:
            continue
        if token == "{" and first is None:
            first = at, depth
        elif token == "}" and first is not None and depth == first[1]:
            return text[first[0] : at + 1]
    raise Refused(400, say("缺少右花括号", "a closing brace is missing"))
