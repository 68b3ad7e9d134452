"""``build --cluster`` and ``load``: a build on many machines, and what it wrote as a graph on this one."""

from __future__ import annotations

from pathlib import Path

import click

from ..language import say
from .console import SOME_FAILED, Bar, stop
from .outcome import tell_built, tell_failures


def build_on_cluster(
    inputs: tuple[str, ...], output: str, address: str, base: str, licence: str, decisions: Path | None, lexicon: Path | None, quick: bool,
    quiet: bool,
) -> None:  # fmt: skip
    """Builds on the Ray cluster at an address; the outcome of each file stays with what was read."""
    from ..building.built import NothingBuilt
    from ..building.outcome import Setting
    from ..building.pool import Lost
    from ..cluster.build import build
    from ..cluster.ray import OnRay
    from ..lexicon.own import BadLexicon, OwnLexicon, load
    from ..reading import Unreadable
    from ..settling.decisions import BadDecision
    from ..settling.decisions import load as decided

    try:
        setting = Setting(load(lexicon) if lexicon else OwnLexicon(), quick=quick)
        with OnRay(address) as engine, Bar(quiet) as bar:
            built = build(inputs, output, engine, base, setting, decided(decisions) if decisions else (), licence, bar.step)
    except (Unreadable, BadDecision, BadLexicon) as wrong:
        stop(str(wrong), 2)
    except NothingBuilt as nothing:
        tell_failures(nothing.outcomes)
        stop(str(nothing))
    except Lost as lost:
        stop(str(lost))
    except OSError as wrong:
        stop(say(f"无法读写 {output}：{wrong.strerror or wrong}", f"cannot read or write {output}: {wrong.strerror or wrong}"))
    if not quiet:
        said = built.summary
        click.echo(
            say(
                f"读了 {said['read']} 篇报告（{said['failed']} 个未读），写成 {said['graphs']} 个图、{said['quads']} 条四元组：{built.manifest}",
                f"{said['read']} reports read ({said['failed']} not), {said['graphs']} graphs with {said['quads']} quads written: {built.manifest}",
            )
        )
        click.echo(say("接下来：", "Next:"))
        click.echo(f"  cxzy-graph load {built.manifest} --output output")
    if built.summary["failed"]:
        raise SystemExit(SOME_FAILED)


def load_verb(manifest: str, output: Path, processes: int | None, quiet: bool) -> None:
    """The graph that a cluster wrote, as the embedded one."""
    from ..building.pool import cores
    from ..cluster.load import load
    from ..reading import Unreadable

    try:
        with Bar(quiet) as bar:
            built = load(manifest, output, processes or cores(), bar.step)
    except Unreadable as wrong:
        stop(str(wrong), 2)
    except OSError as wrong:
        stop(say(f"写不进 {output}：{wrong.strerror or wrong}", f"cannot write to {output}: {wrong.strerror or wrong}"))
    tell_failures(built.outcomes)
    if not quiet:
        tell_built(built)
    if built.failed:
        raise SystemExit(SOME_FAILED)
