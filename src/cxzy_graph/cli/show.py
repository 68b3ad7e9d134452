"""``cxzy-graph show``: what is known of a thing, each line with its sentence."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..language import english, say
from .console import any_store, stop

if TYPE_CHECKING:
    from ..views.known import Known


def show_verb(name: str, store: Path, endpoint: str | None, as_json: bool) -> None:
    from ..views.graph import StoreGraph, class_label
    from ..views.known import known

    name = name.strip()
    if not name:
        raise click.UsageError(say("请给出名称", "give a name"))
    found = known(StoreGraph(any_store(store, endpoint)), name)
    if not found:
        stop(say(f"图谱里没有“{name}”", f"the graph has nothing called {name}"))
    in_english = english()
    if as_json:
        said = [
            {"iri": k.iri, "name": k.name, "home": k.home, "kind": class_label(k.kind, in_english), "aliases": k.aliases, "facts": [
                {"kind": class_label(f.kind, in_english), "fact": f.line, "date": f.date, "iri": f.iri, "confidence": f.confidence,
                 "sentences": [{"quote": s.quote, "report": s.report, "source": s.source} for s in f.sentences]} for f in k.facts]}
            for k in found
        ]  # fmt: skip
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return
    for one in _meant(name, found):
        click.secho(one.name, bold=True, nl=False)
        click.echo(
            say(f"（{_kind(one)}）", f" ({_kind(one)})") + (say("  又称：", "  also: ") + "、".join(one.aliases) if one.aliases else "")
        )
        for fact in one.facts:
            click.echo(f"  [{class_label(fact.kind, in_english)}] {fact.line}" + (f"  {fact.date}" if fact.date else ""))
            for sentence in fact.sentences:
                click.secho(f"      “{sentence.quote}” — {sentence.source}", dim=True)


def _meant(name: str, found: list[Known]) -> list[Known]:
    """Which of several is meant: asked of who sits at a terminal; all of them elsewhere, with a word about it."""
    if len(found) < 2:
        return found
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(say(f"名称里有“{name}”的有 {len(found)} 个：", f"{len(found)} are called {name}, or have it in their name:"), err=True)
        return found
    for number, one in enumerate(found, 1):
        click.echo(
            f"{number:>3}  {one.name}"
            + say(f"（{_kind(one)}）", f" ({_kind(one)})")
            + say(f"，{len(one.facts)} 条事实", f", {len(one.facts)} facts")
        )
    asked = click.prompt(
        say("看哪一个？请输入编号，0 为全部", "Which one? Its number, or 0 for all"), type=click.IntRange(0, len(found)), default=0
    )
    return found if asked == 0 else [found[asked - 1]]


def _kind(one: Known) -> str:
    """What a thing is, and for a person the body that tells namesakes apart."""
    from ..views.graph import class_label
    from ..views.names import apart

    home = apart(one.home)
    return class_label(one.kind, english()) + (say("，", ", ") + home if home else "")
