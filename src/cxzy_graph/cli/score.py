"""``cxzy-graph score``: a graph against reports that the user labelled, and the empty form for labelling one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..language import say
from .console import stop

if TYPE_CHECKING:
    from ..scoring import Score


def score_verb(
    graph: Path | None, gold: Path | None, only: str | None, errors: str | None, calibrate: str | None, kept: Path | None, form: Path | None,
    output: Path | None, as_json: bool,
) -> None:  # fmt: skip
    from ..model import MODEL
    from ..rdf.store import NoStore
    from ..scoring import UnreadableGraph, facts_by_report, score

    if form is not None:
        if graph is not None or gold is not None:
            raise click.UsageError(say("--template 只要一份报告", "--template wants a report and nothing else"))
        _write(_form(form), output)
        return
    if graph is None or gold is None:
        raise click.UsageError(
            say("请给出图谱和标注文件夹，或用 --template 报告", "give a graph and the folder of labelled files, or --template REPORT")
        )
    labelled, refused = _labelled(gold, only)
    try:
        result = score(facts_by_report(graph, MODEL + calibrate if calibrate else ""), labelled)
    except (UnreadableGraph, NoStore) as wrong:
        stop(str(wrong))
    if as_json:
        _write(json.dumps(_figures(result), ensure_ascii=False, indent=1) + "\n", output)
    else:
        _print(result)
    if errors:
        _print_differences(result, errors)
    if calibrate:
        _calibrate(calibrate, result, score(facts_by_report(graph), labelled), graph, kept)
    if refused:
        raise SystemExit(3)


def _labelled(gold: Path, only: str | None) -> tuple[list[Any], int]:
    """The labelled files to be scored, and the number of those that cannot be used, each of which is told of."""
    from ..scoring import BadGold, read

    wanted = set(only.split(",")) if only else None
    paths = [path for path in sorted(gold.glob("*.json")) if wanted is None or path.stem in wanted]
    if not paths:
        stop(say(f"{gold} 里没有要评的标注文件（*.json）", f"there are no labelled files (*.json) to score in {gold}"))
    labelled = []
    for path in paths:
        try:
            labelled.append(read(path))
        except BadGold as wrong:
            click.echo(str(wrong), err=True)
    if not labelled:
        stop(say("没有一份标注可用", "none of the labelled files can be used"))
    return labelled, len(paths) - len(labelled)


def _calibrate(model: str, result: Any, every: Any, graph: Path, kept: Path | None) -> None:
    """Counts how often a language model was right: alone, and in what it states beside what the own readers do."""
    from ..instructed.asking import BESIDE
    from ..scoring import KINDS
    from .reader import answers_of, counted

    tallies = {kind: (result.of(kind).right, result.of(kind).said) for kind in KINDS if result.of(kind).said}
    for kind in KINDS:
        own, all_ = result.of(kind), every.of(kind)
        if all_.said > own.said:
            tallies[BESIDE + kind] = max(0, all_.right - own.right), all_.said - own.said
    counted(model, answers_of(graph, kept), tallies)


def _form(report: Path) -> str:
    """The empty form for a report."""
    from ..model import Report
    from ..reading import reports
    from ..recognising import layout, recognise
    from ..resolving import bodies
    from ..restoring import restore
    from ..scoring import template

    found = next(iter(reports(report)), None)
    if not isinstance(found, Report):
        stop(str(found) if found else say(f"{report} 里没有报告", f"there is no report in {report}"))
    restored = restore(found.raw)
    page = layout(restored.text, found.title, found.published, found.editor)
    own = bodies(restored, page, recognise(restored, page)).own()
    about = {"title": page.title, "published": page.published, "editor": page.editor, "about": own.name if own else None}
    return template(report.stem, found.source, about, [p.span.of(restored.text) for p in page.passages])


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    if output.exists():
        stop(say(f"{output} 已存在，不覆盖", f"{output} exists already and is not overwritten"))
    output.write_text(text, encoding="utf-8")


def _figures(result: Score) -> dict[str, Any]:
    from ..scoring import KINDS

    figures: dict[str, Any] = {}
    for kind in (*KINDS, None):
        tally = result.of(kind)
        low, high = result.interval(kind)
        figures[kind or "all"] = {
            "wanted": tally.wanted, "said": tally.said, "right": tally.right, "precision": tally.precision, "recall": tally.recall,
            "f1": tally.f1, "f1_low": low, "f1_high": high, "qualifier_f1": tally.qualifier_f1,
        }  # fmt: skip
    return {"reports": len(result.reports), "figures": figures}


def _print(result: Score) -> None:
    from rich.console import Console
    from rich.table import Table

    from ..scoring import KINDS

    names = say("事实 标注 抽出 正确 准确率 召回率 F1 95%区间 限定项F1", "kind wanted said right P R F1 95% qualifiers")
    table = Table(*names.split(), title=say(f"{len(result.reports)} 份报告", f"{len(result.reports)} reports"))
    for column in table.columns[1:]:
        column.justify = "right"
    for kind in (*KINDS, None):
        tally, (low, high) = result.of(kind), result.interval(kind)
        qualified = f"{tally.qualifier_f1:.3f}" if tally.qualifiers_wanted else ""
        table.add_row(
            kind or say("全部", "all"), str(tally.wanted), str(tally.said), str(tally.right),
            f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}", f"{low:.2f}–{high:.2f}", qualified,
            style="bold" if kind is None else None,
        )  # fmt: skip
    Console(width=100).print(table)


def _print_differences(result: Score, kind: str) -> None:
    for one in result.differences:
        if kind in ("all", one.kind):
            what = say("漏" if one.what == "missed" else "误", one.what)
            values = " · ".join("、".join(values) for values in one.values.values())
            click.echo(f"{what}\t{one.report}\t{one.kind}\t{values}" + (f"\t“{one.quote}”" if one.quote else ""))
