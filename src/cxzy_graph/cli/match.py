"""``cxzy-graph match``: a list of people or bodies, each with what the graph has of that name."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from ..language import say
from .console import stop

_NAMES = {
    "name": ("姓名", "名称", "组织", "组织名称", "单位名称", "名字", "name"),
    "body": ("单位", "所在组织", "所属组织", "组织", "党派组织", "body", "organisation"),
    "role": ("职务", "role", "post"),
    "year": ("年份", "年度", "时间", "year"),
}
"""What columns are called whose meaning is not given."""


def match_verb(
    listed: Path, store: Path, output: Path, kind: str, name: str | None, body: str | None, role: str | None, year: str | None, limit: int
) -> None:
    from ..views.index import FILE
    from ..views.searching import Index, NoIndex

    if output.exists():
        stop(say(f"{output} 已存在，不覆盖", f"{output} exists already and is not overwritten"))
    if output.suffix.lower() not in (".xlsx", ".csv"):
        raise click.UsageError(say("输出应是 .xlsx 或 .csv", "the output wants to be .xlsx or .csv"))
    rows = _rows(listed)
    head = next(rows, None)
    if head is None:
        stop(say(f"{listed} 是空的", f"{listed} is empty"))
    columns = _columns(head, {"name": name, "body": body, "role": role, "year": year}, kind)
    try:
        index = Index(store / FILE)
    except NoIndex:
        stop(say(f"{store} 里没有图谱", f"there is no graph in {store}"))
    counts = {"certain": 0, "perhaps": 0, "none": 0}
    try:
        made = [_matched(index, row, len(head), columns, kind, limit, counts) for row in rows]
    finally:
        index.close()
    more = say("图谱中的名称,说明,IRI,分数,可认定,理由,其他可能", "name in the graph,detail,IRI,score,certain,reasons,others").split(",")
    _write(output, [*head, *more], made)
    click.echo(
        say(
            f"{len(made)} 行：认定 {counts['certain']}，待定 {counts['perhaps']}，没有找到 {counts['none']}。写成 {output}",
            f"{len(made)} rows: {counts['certain']} certain, {counts['perhaps']} to be looked at, {counts['none']} not found. Written to {output}",
        ),
        err=True,
    )


def _matched(index: Any, row: list[str], width: int, columns: dict[str, int], kind: str, limit: int, counts: dict[str, int]) -> list[str]:
    """A row of the list with what it matches in the graph behind it; ``counts`` takes note."""
    from ..views.matching import Wanted, match

    said = {field: row[at].strip() if at < len(row) else "" for field, at in columns.items()}
    year = re.search(r"(?:19|20)\d\d", said.get("year", ""))
    wanted = Wanted(said["name"], kind, said.get("body", ""), said.get("role", ""), int(year[0]) if year else None, limit)
    found = match(index, wanted) if said["name"] else []
    best = found[0] if found else None
    certain = best is not None and best.certain
    counts["certain" if certain else "perhaps" if best else "none"] += 1
    row = [*row, *[""] * (width - len(row))]
    if best is None:
        return [*row, *[""] * 7]
    others = "；".join(f"{one.thing.label}（{one.thing.detail}）{one.score:g}" for one in found[1:])
    reasons = "；".join(reason for reason, _ in best.reasons)
    return [
        *row,
        best.thing.label,
        best.thing.detail,
        best.thing.iri,
        f"{best.score:g}",
        say("是", "yes") if certain else "",
        reasons,
        others,
    ]


def _columns(head: list[str], given: dict[str, str | None], kind: str) -> dict[str, int]:
    """Which column holds what: those that were named, else those that are called so."""
    plain = [one.strip() for one in head]
    found: dict[str, int] = {}
    for field, name in given.items():
        if name is not None:
            if name not in plain:
                stop(say(f"没有“{name}”这一列；有：{'、'.join(plain)}", f"there is no column “{name}”; there is: {', '.join(plain)}"), 2)
            found[field] = plain.index(name)
            continue
        usual = ("名称", "组织", "组织名称", "单位名称", "单位", "name") if field == "name" and kind == "organisation" else _NAMES[field]
        at = next((plain.index(one) for one in usual if one in plain and plain.index(one) not in found.values()), None)
        if at is not None and (field == "name" or kind != "organisation"):
            found[field] = at
    if "name" not in found:
        stop(
            say(
                f"看不出哪一列是名称，请用 --name；有：{'、'.join(plain)}",
                f"it cannot be told which column is the name; give --name: {', '.join(plain)}",
            ),
            2,
        )
    return found


def _rows(path: Path) -> Iterator[list[str]]:
    """The rows of a sheet or of a CSV file."""
    from ..reading.sheets import cells
    from ..reading.text import Unreadable, decode

    try:
        if path.suffix.lower() in (".xlsx", ".xls", ".xlsm", ".ods", ".et"):
            with path.open("rb") as file:
                yield from cells(file)
            return
        text = decode(path.read_bytes())
    except Unreadable as wrong:
        stop(f"{path}: {wrong}", 2)
    yield from (row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))) if any(row))


def _write(path: Path, head: list[str], rows: Iterable[list[str]]) -> None:
    from ..views.tables import as_csv, as_xlsx

    if path.suffix.lower() == ".csv":
        path.write_text("\ufeff" + as_csv(head, rows), encoding="utf-8", newline="")
    else:
        path.write_bytes(as_xlsx(head, rows))
