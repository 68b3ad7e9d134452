"""``cxzy-graph rules``: the rules with their examples."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..language import say
from .console import local_store, stop


def rules_verb(part: str, store: Path | None, as_json: bool) -> None:
    from ..extractors import RULES
    from ..extractors.confidence import confidence

    chosen = [one for one in RULES if part in one.name]
    if not chosen:
        stop(say(f"没有名字含“{part}”的规则", f"no rule has {part} in its name"))
    used = _uses(store) if store else {}
    if as_json:
        click.echo(json.dumps([
            {"name": r.name, "says": r.doc, "confidence": confidence(frozenset({r.name})), **({"facts": used.get(r.name, 0)} if store else {}),
             "gives": [e.text for e in r.gives], "silent": [e.text for e in r.silent]} for r in chosen
        ], ensure_ascii=False, indent=1))  # fmt: skip
        return
    for one in chosen:
        click.secho(one.name, bold=True, nl=False)
        sure = confidence(frozenset({one.name}))
        told = say(f"可信度 {sure:.2f}", f"confidence {sure:.2f}")
        if store:
            told += say(f"，{used.get(one.name, 0)} 条事实", f", {used.get(one.name, 0)} facts")
        click.echo(f"  {one.doc}  [{told}]")
        for example in one.gives:
            click.echo(f"    + {example.text}")
        for counter in one.silent:
            click.echo(f"    − {counter.text}")


def _uses(store: Path) -> dict[str, int]:
    """How many facts of a graph each rule found."""
    from ..rdf.asking import ask
    from ..rdf.terms import CXZY

    counted = ask(
        local_store(store), f"SELECT ?rule (COUNT(DISTINCT ?fact) AS ?facts) {{ ?fact <{CXZY.extractedBy}> ?rule }} GROUP BY ?rule"
    )
    return {row["rule"].value: int(row["facts"].value) for row in counted}
