"""``cxzy-graph rules``: the rules with their examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..facts import kind_of
from ..language import say
from .console import local_store, stop

if TYPE_CHECKING:
    from ..extractors.engine import Rule


def rules_verb(part: str, store: Path | None, as_json: bool) -> None:
    from ..extractors import RULES
    from ..extractors.confidence import of_rule

    chosen = [one for one in RULES if part in one.name]
    if not chosen:
        stop(say(f"没有名字含“{part}”的规则", f"no rule has {part} in its name"))
    used = _uses(store) if store else {}
    if as_json:
        click.echo(json.dumps([
            {"name": r.name, "says": r.doc, "confidence": round(of_rule(r.name, _kind(r)), 3), **({"facts": used.get(r.name, 0)} if store else {}),
             "gives": [e.text for e in r.gives], "silent": [e.text for e in r.silent]} for r in chosen
        ], ensure_ascii=False, indent=1))  # fmt: skip
        return
    for one in chosen:
        click.secho(one.name, bold=True, nl=False)
        sure = of_rule(one.name, _kind(one))
        told = say(f"可信度 {sure:.2f}", f"confidence {sure:.2f}")
        if store:
            told += say(f"，{used.get(one.name, 0)} 条事实", f", {used.get(one.name, 0)} facts")
        click.echo(f"  {one.doc}  [{told}]")
        for example in one.gives:
            click.echo(f"    + {example.text}")
        for counter in one.silent:
            click.echo(f"    − {counter.text}")


def _kind(rule: Rule) -> str:
    """The kind of fact that a rule states first in its examples."""
    return kind_of(type(rule.gives[0].facts[0])).written


def _uses(store: Path) -> dict[str, int]:
    """How many facts of a graph each rule found."""
    from ..rdf.asking import ask
    from ..rdf.terms import CXZY

    counted = ask(
        local_store(store), f"SELECT ?rule (COUNT(DISTINCT ?fact) AS ?facts) {{ ?fact <{CXZY.extractedBy}> ?rule }} GROUP BY ?rule"
    )
    return {row["rule"].value: int(row["facts"].value) for row in counted}
