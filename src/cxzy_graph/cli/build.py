"""``cxzy-graph build``: folders in, graph out, and what became of each file."""

from __future__ import annotations

import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..language import say
from .console import SOME_FAILED, Bar, local_store, stop
from .outcome import tell_built, tell_decisions, tell_failures, tell_words
from .reader import options_of, reader_for

if TYPE_CHECKING:
    from ..building.built import Built
    from ..instructed.asking import Instructed
    from ..lexicon.own import OwnLexicon
    from ..rdf.described import Described


def build_verb(
    inputs: tuple[str, ...],
    output_: str,
    base: str | None,
    title: str,
    creator: str,
    licence: str,
    decisions: Path | None,
    lexicon: Path | None,
    endpoint: str | None,
    update_endpoint: str | None,
    quick: bool,
    processes: int | None,
    cluster: str | None,
    quiet: bool,
    as_json: bool,
    **of_reader: Any,
) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was being built is removed
    check_addresses(base, licence, endpoint, update_endpoint)
    options = options_of(of_reader)
    if cluster is not None:
        if title or creator:
            raise click.UsageError(
                say(
                    "--title、--creator 不能与 --cluster 同用：写进 load 的输出文件夹的 dataset.toml",
                    "--title and --creator do not go with --cluster: write them into dataset.toml of the folder that load writes",
                )
            )
        from .cluster import build_on_cluster

        if options:
            raise click.UsageError(say("--reader 不能与 --cluster 同用", "--reader does not go with --cluster"))
        build_on_cluster(inputs, output_, cluster, base or _base(), licence, decisions, lexicon, quick, quiet or as_json)
        return
    output = folder_of(output_)
    said = described(output, title, creator, licence, ask=not (quiet or as_json))
    own = own_words(lexicon)
    reader, unanswered = None, False
    if options:
        from ..building.outcome import Setting

        reader, unanswered = reader_for(options, inputs, output, Setting(own, quick=quick), processes, quiet or as_json)
    with Bar(quiet or as_json) as bar:
        built = _built(inputs, output, base or _base(), bar, own, decisions, said, processes, quick, reader)
    if endpoint is not None and update_endpoint is not None:
        _load(output, base or _base(), endpoint, update_endpoint)
    _tell(built, own, output, quiet, as_json)
    if built.failed or unanswered:
        raise SystemExit(SOME_FAILED)


def folder_of(output: str) -> Path:
    """The folder to write to; the command was put wrongly where that is a file."""
    if Path(output).exists() and not Path(output).is_dir():
        raise click.UsageError(say(f"{output} 是文件，不是文件夹", f"{output} is a file, not a folder"))
    return Path(output)


def _base() -> str:
    from ..rdf.iris import BASE

    return BASE


def check_addresses(base: str | None, licence: str, endpoint: str | None, update_endpoint: str | None) -> None:
    """Refuses addresses that cannot be, before anything is read."""
    from ..rdf.described import Described
    from ..rdf.iris import Mint

    try:
        Mint(base or _base())
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
    try:
        Described(licence=licence)
    except ValueError:
        raise click.UsageError(
            say(
                "--licence 应是许可的网址，如 https://creativecommons.org/licenses/by/4.0/（CC BY 4.0）",
                "--licence wants the address of a licence, such as https://creativecommons.org/licenses/by/4.0/ (CC BY 4.0)",
            )
        ) from None


def described(output: Path, title: str, creator: str, licence: str, *, ask: bool = False) -> Described:
    """What is said of the dataset; asked for once, where a graph is built for the first time at a terminal, and may be left empty."""
    from ..rdf.described import FILE, Described, load

    try:
        said = Described(title, creator, licence)
        load(output)
    except ValueError as wrong:
        raise click.UsageError(say(f"数据集的说明有误：{wrong}", f"the dataset's description is wrong: {wrong}")) from wrong
    first = not (output / FILE).exists() and not (output / "build.json").exists()
    if said != Described() or not (ask and first and sys.stdin.isatty() and sys.stderr.isatty()):
        return said
    click.echo(
        say(
            "第一次生成：说明一下这个图谱，供引用（可直接回车略过，以后可改 dataset.toml）。",
            "First build: say what this graph is, for citing it (Enter leaves a line empty; dataset.toml can be changed later).",
        ),
        err=True,
    )
    questions = (say("标题", "title"), say("制作者（人或单位）", "creator (a person or body)"), say("许可的 IRI", "licence (an IRI)"))
    for name, question in zip(("title", "creator", "licence"), questions, strict=True):
        answer = click.prompt(question, default="", show_default=False, err=True).strip()
        try:
            said = replace(said, **{name: answer})
        except ValueError as wrong:
            click.echo(say(f"没有记下：{wrong}", f"not kept: {wrong}"), err=True)
    return said


def own_words(lexicon: Path | None) -> OwnLexicon:
    from ..lexicon.own import BadLexicon, OwnLexicon, load

    try:
        return load(lexicon) if lexicon else OwnLexicon()
    except BadLexicon as wrong:
        stop(str(wrong), 2)


def _built(
    inputs: tuple[str, ...], output: Path, base: str, bar: Bar, own: OwnLexicon, decisions: Path | None, said: Described, processes: int | None,
    quick: bool, reader: Instructed | None,
) -> Built:  # fmt: skip
    """The build, or the end of the program with what stopped it."""
    from ..building.build import build
    from ..building.built import NothingBuilt
    from ..reading import Unreadable, inputs_of
    from ..settling.decisions import BadDecision

    try:
        return build(inputs_of(inputs), output, base, bar.step, own, decisions, said, processes, quick, reader)
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


def tell_made(built: Built, output: Path, quiet: bool, as_json: bool) -> None:
    """Says what is wrong in a graph that was made, then what it holds."""
    for violation in built.violations:
        click.echo(say("不合形状：", "breaks a shape: ") + str(violation), err=True)
    tell_decisions(built)
    if as_json:
        click.echo((output / "build.json").read_text(encoding="utf-8"), nl=False)
    elif not quiet:
        tell_built(built)


def _tell(built: Built, own: OwnLexicon, output: Path, quiet: bool, as_json: bool) -> None:
    tell_failures(built.outcomes)
    tell_made(built, output, quiet, as_json)
    if not (quiet or as_json):
        tell_words(own, built)


def _load(output: Path, base: str, endpoint: str, graph_store: str) -> None:
    """Puts a built graph into a server."""
    from ..exporting import graphs
    from ..rdf.remote import load

    put, gone = load(endpoint, graph_store, base, graphs(local_store(output)))
    told = say(f"已载入 {endpoint}：{put} 个图，删去 {gone} 个", f"loaded into {endpoint}: {put} graphs, {gone} taken out")
    click.echo(told, err=True)
