"""``cxzy-graph merge``: graphs that were built apart as one."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from ..language import say
from .build import check_addresses, described, folder_of, tell_made
from .console import SOME_FAILED, Bar, stop
from .outcome import tell_failures


def merge_verb(
    folders: tuple[Path, ...],
    output_: str,
    base: str | None,
    title: str,
    creator: str,
    licence: str,
    processes: int | None,
    quiet: bool,
    as_json: bool,
) -> None:
    from ..building.built import NothingBuilt
    from ..building.merging import merge
    from ..rdf.iris import BASE
    from ..reading import Unreadable
    from ..settling.decisions import BadDecision

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was being made is removed
    if len(folders) < 2:
        raise click.UsageError(say("合并至少要两个图谱", "two graphs at least are put together"))
    check_addresses(base, licence, None, None)
    output = folder_of(output_)
    try:
        with Bar(quiet or as_json) as bar:
            built, conflicts = merge(folders, output, base or BASE, described(output, title, creator, licence), processes, bar.step)
    except (Unreadable, BadDecision) as wrong:
        stop(str(wrong), 2)
    except NothingBuilt as nothing:
        tell_failures(nothing.outcomes)
        stop(str(nothing))
    except KeyboardInterrupt:
        stop(say("已中断。原有结果未改动。", "Stopped. What was there is untouched."), 130)
    except OSError as wrong:
        stop(say(f"写不进 {output}：{wrong.strerror or wrong}", f"cannot write to {output}: {wrong.strerror or wrong}"))
    tell_failures(built.outcomes)
    for conflict in conflicts:
        click.echo(say("冲突：", "in conflict: ") + conflict, err=True)
    tell_made(built, output, quiet, as_json)
    if built.failed or conflicts:
        raise SystemExit(SOME_FAILED)
