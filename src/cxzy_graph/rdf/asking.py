"""Queries put to a store, and what is wrong with one in a sentence."""

from __future__ import annotations

import re
from typing import Any

from pyoxigraph import Store

from ..language import say
from .terms import PREFIXES

_STRING = re.compile(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|#[^\n]*')
"""Strings, IRIs and comments of SPARQL, in which no keyword is looked for."""
_PLACE = re.compile(r"error at (\d+):(\d+): ?(.*)", re.S)


class BadQuery(ValueError):
    """A query that cannot be asked; the message shows the place."""


def asks_elsewhere(sparql: str, update: bool = False) -> bool:
    """Could a query make the store ask another server: has it SERVICE, or as an update LOAD, anywhere but within a longer name?

    Comments and strings count too: what is one, Oxigraph's parser may see otherwise than a check before it. A word that follows a name's
    characters without a blank is part of the name, if that is a variable, a prefixed name or an IRI.

    >>> asks_elsewhere("SELECT * { ?service ex:service <https://example.org/service> }"), asks_elsewhere("SELECT * { ?a ?b 1SERVICE <a:b> {} }")
    (False, True)
    """
    for match in (_ELSEWHERE if update else _SERVICE).finditer(sparql):
        before = _NAME_BEFORE.search(sparql, max(0, match.start() - 500), match.start())
        if before is None or not re.search(r"[:?$@/#]", before[0]):
            return True
    return False


_SERVICE, _ELSEWHERE = re.compile("service", re.I), re.compile("service|load", re.I)


_NAME_BEFORE = re.compile(r"[\w:?$@/#%\\-]*\Z")


def gives_a_graph(sparql: str) -> bool:
    """Is a query one whose answer is triples, and not rows or truth?

    >>> gives_a_graph("CONSTRUCT WHERE { ?s ?p ?o }"), gives_a_graph('SELECT * { ?s ?p "DESCRIBE" } # CONSTRUCT')
    (True, False)
    """
    return re.search(r"(?<![\w:?$-])(?:CONSTRUCT|DESCRIBE)(?![\w:-])", _STRING.sub(" ", sparql), re.I) is not None


def with_prefixes(sparql: str) -> str:
    """A query for a server that does not know the prefixes of the graphs' own files: with those that it uses and does not declare.

    >>> with_prefixes("ASK { ?a a org:Membership }"), with_prefixes("ASK { ?a a <urn:b> }")
    ('PREFIX org: <http://www.w3.org/ns/org#> ASK { ?a a org:Membership }', 'ASK { ?a a <urn:b> }')
    """
    bare = _STRING.sub(" ", sparql)
    used = [name for name in PREFIXES if re.search(rf"(?<![\w:]){name}:", bare) and not re.search(rf"(?i:prefix)\s+{name}:", bare)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in used) + sparql


def ask(store: Store, sparql: str) -> Any:
    """The answer of a store, whose default graph holds the triples of all graphs, each once; the prefixes of the graphs' own files need no telling.

    Raises `BadQuery` with the line, and a mark under the character, where the query cannot be read; and for a query that
    would ask another server: this product stays offline.
    """
    if asks_elsewhere(sparql):
        raise BadQuery(say("不支持 SERVICE：本产品不连接网络", "SERVICE is not supported: this product stays offline"))
    if not _STRING.sub("", sparql).strip():
        raise BadQuery(say("查询是空的", "the query is empty"))
    try:
        return store.query(sparql, prefixes=PREFIXES)
    except SyntaxError as wrong:
        raise BadQuery(placed(sparql, str(wrong))) from wrong


def placed(sparql: str, message: str) -> str:
    """What is wrong with a query, with the line and a mark under the character."""
    match = _PLACE.search(message)
    if match is None:
        return message
    wanted = re.sub(r"\[[^\[\]]*\](?:\[[^\[\]]*\])*", "…", match[3])
    wanted = wanted if len(wanted) < 160 else wanted[:160].rsplit(",", 1)[0] + " …"
    line, column = int(match[1]), int(match[2])
    lines = sparql.splitlines() or [""]
    shown = lines[line - 1] if line <= len(lines) else ""
    wide = sum(2 if ord(ch) > 0x2E80 else 1 for ch in shown[: column - 1])
    return (
        say(f"查询第 {line} 行第 {column} 个字符有误：{wanted}", f"query, line {line}, character {column}: {wanted}")
        + f"\n{shown}\n{' ' * wide}^"
    )
