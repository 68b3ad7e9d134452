"""The verb ``restore``: restored texts, what was repaired in them, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..language import say
from .console import SOME_FAILED, stop

if TYPE_CHECKING:
    from rich.text import Text

    from ..model import Report, RestoredText
    from ..views.repairs import Piece

_CONTROL = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "�")
_WIDTH = 120  # of a page that goes into a file or another program


def restore_verb(inputs: tuple[str, ...], output: Path | None, diff: bool, explain: int | None, as_json: bool) -> None:
    from ..reading import Problem, attempt, find, inputs_of
    from ..restoring import restore

    failed = done = 0
    for job in find(inputs_of(inputs)):
        if job.skip:
            click.echo(say(f"略过 {job.source}：{job.skip}", f"skipped: {job.source} {job.skip}"), err=True)
            continue
        for report in attempt(job):
            if isinstance(report, Problem):
                click.echo(say(f"未读 {report.source}：{report.reason}", f"not read: {report.source} {report.reason}"), err=True)
                failed += 1
                continue
            done += 1
            restored = restore(report.raw, report.markup)
            if output is not None:
                _keep(output / f"{report.id}.txt", restored.text, job.path)
            if explain is not None:
                _explain(report, restored, explain)
            elif as_json:
                click.echo(json.dumps(_as_json(report, restored), ensure_ascii=False))
            elif diff:
                _diff(report, restored)
            elif output is None:
                click.echo(restored.text, nl=not restored.text.endswith("\n"))
    if not done:
        stop(say("没有读到任何文件", "no file could be read"))
    if failed:
        raise SystemExit(SOME_FAILED)


def _as_json(report: Report, restored: RestoredText) -> dict[str, object]:
    return {
        "source": report.source,
        "text": restored.text,
        "edits": [
            {"start": e.start, "end": e.end, "before": e.before, "after": e.after, "repair": e.repair, "certain": e.certain}
            for e in restored.edits
        ],
        "choices": [
            {
                "start": c.start, "end": c.end, "chosen": c.chosen, "repair": c.repair, "certain": c.certain,
                "rivals": [{"text": said, "nats": round(nats, 2)} for said, nats in c.rivals],
            }
            for c in restored.choices
        ],
    }  # fmt: skip


def _keep(path: Path, text: str, original: Path) -> None:
    """Writes a restored text, but never over a report as it came."""
    if path.resolve() == original.resolve():
        stop(
            say(
                f"{path} 是原文件，不会覆盖：请另选输出文件夹",
                f"{path} is the report as it came and is not written over: choose another folder",
            ),
            2,
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as wrong:
        stop(say(f"写不进 {path}：{wrong.strerror}", f"cannot write to {path}: {wrong.strerror}"))


def _explain(report: Report, restored: RestoredText, at: int) -> None:
    from ..views.repairs import explain

    if at >= len(report.raw):
        stop(say(f"{report.source} 只有 {len(report.raw)} 字", f"{report.source} has only {len(report.raw)} characters"), 2)
    lines = explain(report.raw, restored, at)
    click.echo(report.source)
    for line in lines or [say(f"第 {at} 字 {report.raw[at]!r} 没有改动", f"character {at}, {report.raw[at]!r}, was left as it is")]:
        click.echo("  " + line)


def _diff(report: Report, restored: RestoredText) -> None:
    from rich.console import Console
    from rich.table import Table

    from ..views.repairs import NAMES, changed_lines, counts

    console = Console() if sys.stdout.isatty() else Console(width=_WIDTH)
    console.print(report.source, style="bold", markup=False, highlight=False)
    told = say("，", ", ").join(f"{say(*NAMES[repair])} {number}" for repair, number in counts(restored).most_common())
    console.print(told or say("没有改动", "nothing was changed"), markup=False, highlight=False)
    table = Table(show_lines=True, expand=True)
    table.add_column(say("位置", "at"), no_wrap=True)
    table.add_column(say("原文", "as it came"), ratio=1, overflow="fold")
    table.add_column(say("还原", "restored"), ratio=1, overflow="fold")
    for line in changed_lines(report.raw, restored):
        right = _shown(line.restored, "green", "yellow")
        for choice in line.choices:
            right.append("\n" + _choice(choice.start, choice.repair, choice.chosen, choice.rivals, choice.certain), style="dim")
        table.add_row(str(line.start), _shown(line.raw, "red", "red"), right)
    if table.row_count:
        console.print(table)


def _shown(pieces: Iterable[Piece], certain: str, guess: str) -> Text:
    """Pieces in colour; a stretch that is gone shows as nothing on the side where it is gone."""
    from rich.text import Text

    shown = Text()
    for piece in pieces:
        style = (certain if piece.edit.certain else guess) if piece.edit else ""
        shown.append(piece.text.translate(_CONTROL), style=style)
    return shown


def _choice(start: int, repair: str, chosen: str, rivals: tuple[tuple[str, float], ...], certain: bool) -> str:
    from ..views.repairs import NAMES

    surety = say("确定", "certain") if certain else say("推测", "a guess")
    lost = say("；落选：", "; lost: ") + say("、", ", ").join(f"{said} (+{nats:.0f})" for said, nats in rivals[:3]) if rivals else ""
    return f"{start} {say(*NAMES[repair])}：{chosen}（{surety}）{lost}"
