"""``cxzy-graph validate`` and ``residue``: what is broken or doubtful in a graph, and sentences that nothing was read from."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from urllib.parse import unquote

import click

from ..language import say
from .console import local_store


def validate_verb(store: Path, limit: int, as_json: bool) -> None:
    from ..rdf.shapes import VIOLATION, findings

    found = findings(local_store(store))
    broken = sum(one.severity == VIOLATION for one in found)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        names = {True: say("错误", "violation"), False: say("可疑", "warning")}
        for one in found[:limit]:
            click.secho(f"{names[one.severity == VIOLATION]}  {unquote(one.focus)}", bold=True)
            click.echo(f"  {one.path.rsplit('#', 1)[-1]} {one.value}: {one.message}")
            if one.sentence:
                click.secho(f"      “{one.sentence}”", dim=True)
        click.echo(
            say(f"{broken} 处错误，{len(found) - broken} 处可疑。", f"{broken} violations, {len(found) - broken} warnings."), err=True
        )
    if broken:
        raise SystemExit(1)


def residue_verb(store: Path, as_json: bool) -> None:
    from ..views.graph import StoreGraph
    from ..views.residue import residue

    left = list(residue(StoreGraph(local_store(store))))
    if as_json:
        click.echo(
            json.dumps([{"source": one.source, "sentence": one.sentence, "words": one.words} for one in left], ensure_ascii=False, indent=1)
        )
        return
    for one in left:
        click.echo(f"{one.source}\t{'、'.join(one.words)}\t{one.sentence}")
    click.echo(say(f"{len(left)} 句", f"{len(left)} sentences"), err=True)
