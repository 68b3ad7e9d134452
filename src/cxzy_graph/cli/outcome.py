"""A build's outcome in lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..language import english, say

if TYPE_CHECKING:
    from ..building.built import Built
    from ..building.outcome import Outcome
    from ..lexicon.own import OwnLexicon


def tell_failures(outcomes: tuple[Outcome, ...]) -> None:
    for outcome in outcomes:
        if outcome.status == "failed":
            click.echo(say(f"未读 {outcome.source}：{outcome.reason}", f"not read: {outcome.source} {outcome.reason}"), err=True)
        elif outcome.status == "skipped":
            click.echo(say(f"略过 {outcome.source}：{outcome.reason}", f"skipped: {outcome.source} {outcome.reason}"), err=True)


def tell_decisions(built: Built) -> None:
    """The decisions that could not be followed, and why: they stay in their file."""
    told = (
        (built.decided.vanished, say("原句或事物已不在，未执行（仍保留）：", "its sentence or thing is gone, not followed (but kept): ")),
        (built.decided.overruled, say("与另一条决定冲突，未执行：", "another decision stands against it, not followed: ")),
        (built.decided.refused, say("内容有误，未执行：", "cannot be followed: ")),
        (
            built.decided.idle,
            say("原句还在，但已没有这条事实，无需否定（仍保留）：", "its sentence is there, but nothing states the fact (kept): "),
        ),
    )
    for decisions, why in told:
        for one in decisions:
            click.echo(why + one, err=True)


MENTIONED = 10
"""Reports that are named in which nothing was read; the others are in build.json."""


def _tell_silence(built: Built) -> None:
    """What was not read: sentences that announce a fact and gave none, reports without facts or whose body cannot be told."""
    told, silent = sum(o.announced for o in built.outcomes), sum(o.silent for o in built.outcomes)
    if told:
        click.echo(
            say(
                f"{told} 句像是说了事实，其中 {silent} 句没有读出（cxzy-graph residue 列出）。",
                f"{told} sentences announce a fact; nothing was read from {silent} of them (cxzy-graph residue lists them).",
            )
        )
    read = [o for o in built.outcomes if o.status == "built"]
    empty = [o.source for o in read if not o.facts]
    nobody = [o.source for o in read if o.facts and not o.about]
    for sources, why in (
        (empty, say("没有读出事实：", "no fact was read: ")),
        (nobody, say("看不出是哪个组织的报告：", "whose report it is cannot be told: ")),
    ):
        for source in sources[:MENTIONED]:
            click.echo(why + source, err=True)
        if len(sources) > MENTIONED:
            more = len(sources) - MENTIONED
            click.echo(why + say(f"另有 {more} 篇，见 build.json", f"{more} more, see build.json"), err=True)


def tell_built(built: Built) -> None:
    from ..rdf.terms import CXZY, LABELS

    facts = say("，", ", ").join(f"{LABELS[getattr(CXZY, kind)][english()]} {count}" for kind, count in built.facts.most_common())
    total = sum(built.facts.values())
    where = built.output
    asked = "" if where == Path("output") else f" --store {where}"
    click.echo(
        say(f"读了 {built.built} 篇报告，得到 {total} 条事实：{facts}。", f"{built.built} reports read, {total} facts found: {facts}.")
    )
    _tell_silence(built)
    click.echo(
        say(
            f"图谱在 {where}/（graph.ttl、graph.trig、graph.html、store/）。",
            f"The graph is in {where}/ (graph.ttl, graph.trig, graph.html, store/).",
        )
    )
    click.echo(say("接下来：", "Next:"))
    click.echo(f"  cxzy-graph explore{'' if where == Path('output') else f' {where}'}")
    click.echo(f"  cxzy-graph query --named members{asked}")
    click.echo(f"  cxzy-graph show {_somebody(built)}{asked}")


def tell_words(own: OwnLexicon, built: Built) -> None:
    """How often each of the user's words was used, those that never were last."""
    if not own.words:
        return
    used = built.own_words
    told = say("、", ", ").join(f"{word} {used[word]}" for word in sorted(own.words, key=lambda w: (-used[w], w)))
    click.echo(say(f"自备词表的命中次数：{told}。", f"Uses of your own words: {told}."))


def _somebody(built: Built) -> str:
    return next((o.about for o in built.outcomes if o.about), "NAME")
