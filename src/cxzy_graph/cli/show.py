"""``cxzy-graph show``: what is known of a thing, each line with its sentence."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..language import english, say
from .console import any_store, stop


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
    for one in found:
        click.secho(one.name, bold=True, nl=False)
        click.echo(
            say(f"（{class_label(one.kind)}{_at_home(one.home)}）", f" ({class_label(one.kind, True)}{_at_home(one.home)})")
            + (say("  又称：", "  also: ") + "、".join(one.aliases) if one.aliases else "")
        )
        for fact in one.facts:
            click.echo(f"  [{class_label(fact.kind, in_english)}] {fact.line}" + (f"  {fact.date}" if fact.date else ""))
            for sentence in fact.sentences:
                click.secho(f"      “{sentence.quote}” — {sentence.source}", dim=True)


def _at_home(home: str) -> str:
    """For a person the body that tells namesakes apart."""
    return say("，", ", ") + home if home else ""
