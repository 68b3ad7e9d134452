"""``cxzy-graph query``: a SPARQL query or a named question, answered in a table, CSV, JSON or Turtle."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import click

from ..language import english, say
from .console import any_store, stop

if TYPE_CHECKING:
    from pyoxigraph import Store


def query_verb(
    sparql: str | None,
    store: Path,
    endpoint: str | None,
    file: Path | None,
    named: str | None,
    settings: tuple[str, ...],
    listing: bool,
    form: str | None,
) -> None:
    from ..queries import HEADS, questions
    from ..rdf.asking import BadQuery, ask

    if listing:
        for one in questions().values():
            click.echo(
                f"{one.name:<18} {say(one.chinese, one.english)}" + (f"  --set {'=… --set '.join(one.settings)}=…" if one.settings else "")
            )
        return
    if sum(given is not None for given in (sparql, file, named)) != 1:
        raise click.UsageError(
            say(
                "请给出一个查询：SPARQL、--file 或 --named（--list 列出预设问题）",
                "give one query: SPARQL, --file or --named (--list lists the named ones)",
            )
        )
    if settings and named is None:
        raise click.UsageError(say("--set 只用于 --named 的问题", "--set goes with --named"))
    try:
        if named is not None:
            if named not in questions():
                raise BadQuery(say(f"没有预设问题 {named}；--list 列出全部", f"there is no question {named}; --list lists them"))
            sparql = questions()[named].filled(_settings(settings))
        elif file is not None:
            sparql = _text_of(file)
        assert sparql is not None
        opened = any_store(store, endpoint)
        answer = ask(opened, sparql)
    except BadQuery as wrong:
        stop(str(wrong), 2)
    _print_answer(answer, form, opened, HEADS if named is not None and not english() else {})


def _text_of(file: Path) -> str:
    from ..rdf.asking import BadQuery
    from ..reading import Unreadable, decode

    try:
        return decode(file.read_bytes())
    except Unreadable as wrong:
        raise BadQuery(f"{file}: {wrong}") from wrong


def _settings(given: tuple[str, ...]) -> dict[str, str]:
    from ..rdf.asking import BadQuery

    found = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise BadQuery(say(f"--set 应写成 名称=值，而不是 {one}", f"--set wants NAME=VALUE, not {one}"))
        if name in found:
            raise BadQuery(say(f"--set {name} 给了两次", f"--set {name} was given twice"))
        found[name] = value
    return found


def _print_answer(answer: Any, form: str | None, store: Store, heads: Mapping[str, str]) -> None:
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples

    if isinstance(answer, QueryTriples):
        if form not in (None, "ttl"):
            stop(say("CONSTRUCT 和 DESCRIBE 的结果只能是 ttl", "the answer of CONSTRUCT and DESCRIBE is ttl only"), 2)
        from ..exporting import base_of
        from ..rdf import writing

        click.echo(
            "".join(writing.turtle(sorted({(str(t.subject), str(t.predicate), str(t.object)) for t in answer}), base_of(store))), nl=False
        )
    elif form == "ttl":
        stop(say("ttl 只用于 CONSTRUCT 和 DESCRIBE", "ttl is for CONSTRUCT and DESCRIBE"), 2)
    elif form == "json":
        click.echo(answer.serialize(format=QueryResultsFormat.JSON).decode())
    elif isinstance(answer, QueryBoolean):
        click.echo(str(bool(answer)).lower())
    else:
        from ..views.tables import as_csv, rows

        names, lines = rows(answer)
        if form == "csv":
            click.echo(as_csv(names, lines), nl=False)
            return
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(*(heads.get(name, name) for name in names))
        for line in lines:
            table.add_row(*(Text(unquote(text) if text.startswith("http") else text) for text in line))
        width = None if sys.stdout.isatty() else 200
        Console(width=width).print(table)
        click.echo(say(f"{len(lines)} 行", f"{len(lines)} rows"), err=True)
