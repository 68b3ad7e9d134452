"""What each verb of the command line does with its words: hands them to a stage, prints what comes back."""

from __future__ import annotations

import json
import re
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import unquote

import click

from ..language import english, say

if TYPE_CHECKING:
    from pyoxigraph import Store

    from ..building.build import Built, Outcome, Progress
    from ..lexicon.own import OwnLexicon

FORMATS = ("ttl", "trig", "nq", "nt", "jsonld", "rdfxml", "graphml", "gexf", "csv", "xlsx", "ftm")
"""What `export` writes; beside the commands, since help must not wait for the exporters."""

SOME_FAILED = 3
"""The exit code of a build that left some files out."""


def stop(message: str, code: int = 1) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(code)


def _store(folder: Path) -> Store:
    from ..rdf.store import NoStore, open_read

    try:
        return open_read(folder)
    except NoStore as wrong:
        stop(str(wrong))


def _opened(folder: Path, endpoint: str | None) -> Any:
    """The graph in a folder, or the one behind a SPARQL endpoint."""
    if endpoint is None:
        return _store(folder)
    from ..rdf.remote import RemoteStore

    return RemoteStore(endpoint)


# ---------------------------------------------------------------------- build


def build_verb(
    inputs: tuple[str, ...],
    output_: str,
    base: str | None,
    licence: str,
    decisions: Path | None,
    lexicon: Path | None,
    endpoint: str | None,
    update_endpoint: str | None,
    processes: int | None,
    cluster: str | None,
    quiet: bool,
    as_json: bool,
) -> None:
    from ..building.build import NothingBuilt, build
    from ..lexicon.own import BadLexicon, OwnLexicon, load
    from ..rdf.iris import BASE, IRI_CHARACTER, Mint
    from ..reading import Unreadable, inputs_of
    from ..settling.decisions import BadDecision

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was being built is removed

    try:
        Mint(base or BASE)
    except ValueError:
        raise click.UsageError(
            say(
                "--base 应是以 / 结尾、不含 # 的绝对 IRI，如 https://example.org/id/",
                "--base wants an absolute IRI that ends in / and has no #, such as https://example.org/id/",
            )
        ) from None
    if (endpoint is None) != (update_endpoint is None):
        raise click.UsageError(
            say(
                "--endpoint（查询）和 --update-endpoint（Graph Store Protocol，写入）要一起给",
                "--endpoint (for queries) and --update-endpoint (Graph Store Protocol, for writing) go together",
            )
        )
    if licence and not re.fullmatch(rf"[a-z][a-z0-9+.-]*:{IRI_CHARACTER}+", licence):
        raise click.UsageError(
            say(
                "--licence 应是绝对 IRI，如 https://creativecommons.org/licenses/by/4.0/",
                "--licence wants an absolute IRI, such as https://creativecommons.org/licenses/by/4.0/",
            )
        )
    if cluster is not None:
        from .cluster import build_on_cluster

        build_on_cluster(inputs, output_, cluster, base or BASE, licence, decisions, lexicon, quiet or as_json)
        return
    output = Path(output_)
    if output.exists() and not output.is_dir():
        raise click.UsageError(say(f"{output} 是文件，不是文件夹", f"{output} is a file, not a folder"))
    try:
        own = load(lexicon) if lexicon else OwnLexicon()
    except BadLexicon as wrong:
        stop(str(wrong), 2)
    try:
        with Bar(quiet or as_json) as bar:
            built = build(inputs_of(inputs), output, base or BASE, bar.step, own, decisions, licence, processes)
    except (Unreadable, BadDecision) as wrong:
        stop(str(wrong), 2)
    except KeyboardInterrupt:
        stop(
            say(
                "已中断。原有结果未改动；已读的已保留，再次运行会接着做。",
                "Stopped. What was there is untouched; what was read is kept, and the same command goes on from there.",
            ),
            130,
        )
    except NothingBuilt as nothing:
        tell_failures(nothing.outcomes)
        stop(str(nothing))
    except OSError as wrong:
        stop(say(f"写不进 {output}：{wrong.strerror or wrong}", f"cannot write to {output}: {wrong.strerror or wrong}"))
    if endpoint is not None and update_endpoint is not None:
        _load(output, base or BASE, endpoint, update_endpoint)
    tell_failures(built.outcomes)
    for violation in built.violations:
        click.echo(say("不合形状：", "breaks a shape: ") + str(violation), err=True)
    _tell_decisions(built)
    if as_json:
        click.echo((output / "build.json").read_text(encoding="utf-8"), nl=False)
    elif not quiet:
        tell_built(built)
        _tell_words(own, built)
    if built.failed:
        raise SystemExit(SOME_FAILED)


def tell_failures(outcomes: tuple[Outcome, ...]) -> None:
    for outcome in outcomes:
        if outcome.status == "failed":
            click.echo(say(f"未读 {outcome.source}：{outcome.reason}", f"not read: {outcome.source} {outcome.reason}"), err=True)
        elif outcome.status == "skipped":
            click.echo(say(f"略过 {outcome.source}：{outcome.reason}", f"skipped: {outcome.source} {outcome.reason}"), err=True)


def _tell_decisions(built: Built) -> None:
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


def tell_built(built: Built) -> None:
    from ..rdf.terms import CXZY, LABELS

    facts = say("，", ", ").join(f"{LABELS[getattr(CXZY, kind)][english()]} {count}" for kind, count in built.facts.most_common())
    total = sum(built.facts.values())
    where = built.output
    asked = "" if where == Path("output") else f" --store {where}"
    click.echo(
        say(f"读了 {built.built} 篇报告，得到 {total} 条事实：{facts}。", f"{built.built} reports read, {total} facts found: {facts}.")
    )
    click.echo(
        say(
            f"图谱在 {where}/（graph.ttl、graph.trig、graph.html、store/）。",
            f"The graph is in {where}/ (graph.ttl, graph.trig, graph.html, store/).",
        )
    )
    click.echo(say("接下来：", "Next:"))
    click.echo(say(f"  用浏览器打开 {where}/graph.html", f"  open {where}/graph.html in a browser"))
    click.echo(f"  cxzy-graph query --named members{asked}")
    click.echo(f"  cxzy-graph show {_somebody(built)}{asked}")


def _tell_words(own: OwnLexicon, built: Built) -> None:
    """How often each of the user's words was used, those that never were last."""
    if not own.words:
        return
    used = built.own_words
    told = say("、", ", ").join(f"{word} {used[word]}" for word in sorted(own.words, key=lambda w: (-used[w], w)))
    click.echo(say(f"自备词表的命中次数：{told}。", f"Uses of your own words: {told}."))


def _somebody(built: Built) -> str:
    return next((o.about for o in built.outcomes if o.about), "NAME")


def _load(output: Path, base: str, endpoint: str, graph_store: str) -> None:
    """Puts a built graph into a server."""
    from ..exporting import graphs
    from ..rdf.remote import load

    put, gone = load(endpoint, graph_store, base, graphs(_store(output)))
    told = say(f"已载入 {endpoint}：{put} 个图，删去 {gone} 个", f"loaded into {endpoint}: {put} graphs, {gone} taken out")
    click.echo(told, err=True)


class Bar:
    """A bar on a terminal for each stage, with the rate and the time left; nothing elsewhere."""

    def __init__(self, silent: bool) -> None:
        self._silent = silent or not sys.stderr.isatty()
        self._bar: Any = None
        self._stage = ""
        self._task: Any = None

    def __enter__(self) -> Bar:
        if not self._silent:
            from rich import progress
            from rich.console import Console

            self._bar = progress.Progress(
                progress.TextColumn("{task.description}"),
                progress.BarColumn(),
                progress.MofNCompleteColumn(),
                progress.TextColumn("{task.fields[rate]}"),
                progress.TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
                speed_estimate_period=60,
            )
            self._bar.start()
        return self

    def step(self, now: Progress) -> None:
        if not self._bar:
            return
        from rich.markup import escape

        if now.stage != self._stage:
            if self._stage:
                self._bar.remove_task(self._task)
            self._stage = now.stage
            self._task = self._bar.add_task("", total=now.total, rate="", completed=0 if now.fresh else now.done)
        names = {
            "read": say("读取", "reading"),
            "settle": say("归并", "settling"),
            "write": say("写图", "writing"),
            "publish": say("汇总", "putting together"),
        }
        source = f" {now.outcome.source[-32:]}" if now.outcome else ""
        speed = self._bar.tasks[-1].speed
        rate = "" if not speed else say(f"{speed:.1f} 个/秒", f"{speed:.1f} a second")
        self._bar.update(self._task, completed=now.done, total=now.total, description=names[now.stage] + escape(source), rate=rate)

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()


# ---------------------------------------------------------------------- query, export, show


def query_verb(
    sparql: str | None,
    store: Path,
    endpoint: str | None,
    file: Path | None,
    named: str | None,
    settings: tuple[str, ...],
    listing: bool,
    form: str | None,
) -> None:
    from ..queries import BadQuery, ask, questions

    if listing:
        for one in questions().values():
            click.echo(
                f"{one.name:<18} {say(one.chinese, one.english)}" + (f"  --set {'=… --set '.join(one.settings)}=…" if one.settings else "")
            )
        return
    if sum(given is not None for given in (sparql, file, named)) != 1:
        raise click.UsageError(
            say(
                "请给出一个查询：SPARQL、--file 或 --named（--list 列出预设问题）",
                "give one query: SPARQL, --file or --named (--list lists the named ones)",
            )
        )
    if settings and named is None:
        raise click.UsageError(say("--set 只用于 --named 的问题", "--set goes with --named"))
    try:
        if named is not None:
            if named not in questions():
                raise BadQuery(say(f"没有预设问题 {named}；--list 列出全部", f"there is no question {named}; --list lists them"))
            sparql = questions()[named].filled(_settings(settings))
        elif file is not None:
            sparql = _text_of(file)
        assert sparql is not None
        opened = _opened(store, endpoint)
        answer = ask(opened, sparql)
    except BadQuery as wrong:
        stop(str(wrong), 2)
    _print_answer(answer, form, opened)


def _text_of(file: Path) -> str:
    from ..queries import BadQuery
    from ..reading import Unreadable, decode

    try:
        return decode(file.read_bytes())
    except Unreadable as wrong:
        raise BadQuery(f"{file}: {wrong}") from wrong


def _settings(given: tuple[str, ...]) -> dict[str, str]:
    from ..queries import BadQuery

    found = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise BadQuery(say(f"--set 应写成 名称=值，而不是 {one}", f"--set wants NAME=VALUE, not {one}"))
        if name in found:
            raise BadQuery(say(f"--set {name} 给了两次", f"--set {name} was given twice"))
        found[name] = value
    return found


def _print_answer(answer: Any, form: str | None, store: Store) -> None:
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples

    if isinstance(answer, QueryTriples):
        if form not in (None, "ttl"):
            stop(say("CONSTRUCT 和 DESCRIBE 的结果只能是 ttl", "the answer of CONSTRUCT and DESCRIBE is ttl only"), 2)
        from ..exporting import base_of
        from ..rdf import writing

        click.echo(
            "".join(writing.turtle(sorted({(str(t.subject), str(t.predicate), str(t.object)) for t in answer}), base_of(store))), nl=False
        )
    elif form == "ttl":
        stop(say("ttl 只用于 CONSTRUCT 和 DESCRIBE", "ttl is for CONSTRUCT and DESCRIBE"), 2)
    elif form == "json":
        click.echo(answer.serialize(format=QueryResultsFormat.JSON).decode())
    elif isinstance(answer, QueryBoolean):
        click.echo(str(bool(answer)).lower())
    else:
        from ..views.tables import as_csv, rows

        names, lines = rows(answer)
        if form == "csv":
            click.echo(as_csv(names, lines), nl=False)
            return
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(*names)
        for line in lines:
            table.add_row(*(Text(unquote(text) if text.startswith("http") else text) for text in line))
        width = None if sys.stdout.isatty() else 200
        Console(width=width).print(table)
        click.echo(say(f"{len(lines)} 行", f"{len(lines)} rows"), err=True)


def export_verb(form: str, output: Path | None, least: float, store: Path, endpoint: str | None) -> None:
    from ..exporting import export, of_build

    opened = _opened(store, endpoint)
    pieces = of_build(store, opened, form, least) if endpoint is None else export(opened, form, least)
    if output is None:
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    output = output.resolve()
    if output.exists() and not output.is_file():  # a pipe or a device: written to, not replaced
        with output.open("wb") as stream:
            stream.writelines(pieces)
        return
    beside = output.with_name(f".{output.name}.part")
    try:
        with beside.open("wb") as file:
            file.writelines(pieces)
        beside.replace(output)
    except OSError as wrong:
        stop(say(f"写不进 {output}：{wrong.strerror}", f"cannot write to {output}: {wrong.strerror}"))
    finally:
        beside.unlink(missing_ok=True)


def show_verb(name: str, store: Path, endpoint: str | None, as_json: bool) -> None:
    from ..views.graph import StoreGraph, class_label
    from ..views.known import known

    name = name.strip()
    if not name:
        raise click.UsageError(say("请给出名称", "give a name"))
    found = known(StoreGraph(_opened(store, endpoint)), name)
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
    from ..queries import ask
    from ..rdf.terms import CXZY

    counted = ask(_store(store), f"SELECT ?rule (COUNT(DISTINCT ?fact) AS ?facts) {{ ?fact <{CXZY.extractedBy}> ?rule }} GROUP BY ?rule")
    return {row["rule"].value: int(row["facts"].value) for row in counted}


def validate_verb(store: Path, limit: int, as_json: bool) -> None:
    from ..rdf.shapes import VIOLATION, findings

    found = findings(_store(store))
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

    left = list(residue(StoreGraph(_store(store))))
    if as_json:
        click.echo(
            json.dumps([{"source": one.source, "sentence": one.sentence, "words": one.words} for one in left], ensure_ascii=False, indent=1)
        )
        return
    for one in left:
        click.echo(f"{one.source}\t{'、'.join(one.words)}\t{one.sentence}")
    click.echo(say(f"{len(left)} 句", f"{len(left)} sentences"), err=True)
