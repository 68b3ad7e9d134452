"""``--reader`` and ``cxzy-graph reader``: a language model of the user's own as one more reader."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from ..language import say
from .console import Bar, stop

if TYPE_CHECKING:
    from ..building.instructing import ToAsk
    from ..building.outcome import Setting
    from ..building.road import Road
    from ..instructed.answers import Answers
    from ..instructed.asking import Instructed
    from ..instructed.client import Asked, Server
    from ..model import Report

KEY = "CXZY_GRAPH_READER_KEY"
"""The environment variable with the key that a server wants."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the options say of a language model; ``given`` are files of answers that came back."""

    url: str = ""
    model: str = ""
    only_silence: bool = False
    may_send: bool = False
    estimate: bool = False
    at_once: int = 4
    per_minute: int = 0
    most_tokens: int = 0
    given: tuple[Path, ...] = ()
    kept: Path | None = None

    def __bool__(self) -> bool:
        return bool(self.url or self.model or self.given or self.estimate)


def answers_of(output: Path, kept: Path | None) -> Path:
    """The file in which answers are kept: beside the graph's folder, unless another is given."""
    return kept or output.resolve().with_name(output.resolve().name + ".answers.sqlite")


def reader_for(
    options: Options, inputs: tuple[str, ...], output: Path, setting: Setting, processes: int | None, quiet: bool
) -> tuple[Instructed, bool]:
    """The reader of a build, once all was asked that may be; and whether some requests have no answer."""
    from ..building.pool import cores
    from ..instructed.answers import Answers, BadAnswers
    from ..instructed.asking import Instructed, with_counts

    if not options.model:
        raise click.UsageError(say("请用 --model 给出模型名", "name the model with --model"))
    reader = Instructed(options.model, answers_of(output, options.kept), options.only_silence)
    server = server_of(options)
    try:
        with Answers(reader.answers) as answers:
            for path in options.given:
                take_in(path, options.model, answers)
            found = noted(inputs, reader, setting, processes or cores(), answers, quiet)
            tell_estimate(found, options)
            if options.estimate:
                raise SystemExit(0)
            missing = found.requests > found.answered
            if missing and server is not None:
                asked = _ask(server, found, reader, setting, answers, options, quiet)
                missing = bool(asked.failed or asked.left)
            elif missing:
                click.echo(
                    say(
                        f"{found.requests - found.answered} 个请求还没有回答。",
                        f"{found.requests - found.answered} requests have no answer yet.",
                    ),
                    err=True,
                )
    except BadAnswers as wrong:
        stop(str(wrong), 2)
    return with_counts(reader), missing


def server_of(options: Options) -> Server | None:
    from ..instructed.client import BadServer, Server, check

    if not options.url:
        return None
    server = Server(options.url, options.model, os.environ.get(KEY, ""), options.at_once, options.per_minute, options.most_tokens)
    try:
        check(server)
    except BadServer as wrong:
        raise click.UsageError(str(wrong)) from wrong
    return server


def noted(inputs: tuple[str, ...], reader: Instructed, setting: Setting, processes: int, answers: Answers, quiet: bool) -> ToAsk:
    """What the inputs give rise to, noted in the file of answers."""
    from dataclasses import replace

    from ..building.instructing import to_ask
    from ..reading import Unreadable, inputs_of

    with Bar(quiet) as bar:
        try:
            return to_ask(inputs_of(inputs), reader, replace(setting, reader=reader), processes, bar.step, answers)
        except Unreadable as wrong:
            stop(str(wrong), 2)


def take_in(path: Path, model: str, answers: Answers) -> None:
    """Keeps the answers of a file that came back; what it holds besides is told of."""
    from dataclasses import replace

    from ..instructed import batch
    from ..instructed.answers import Answer

    number = 0
    for one in batch.read(path):
        if isinstance(one, Answer):
            answers.put(replace(one, model=model))
            number += 1
        else:
            click.echo(one, err=True)
    click.echo(say(f"{path}：{number} 个回答", f"{path}: {number} answers"), err=True)


def tell_estimate(found: ToAsk, options: Options) -> None:
    """What is to be asked, before anything is."""
    open_ = found.requests - found.answered
    click.echo(
        say(
            f"模型 {options.model}：{found.requests} 个请求，{found.answered} 个已有回答；待问 {open_} 个，涉及 {found.pages} 个文件，"
            f"约 {found.tokens:,} 个词元（输入），输出至多约三分之一。",
            f"model {options.model}: {found.requests} requests, {found.answered} answered before; {open_} to be asked, about {found.pages} files, "
            f"some {found.tokens:,} tokens to read and at most about a third of that to write.",
        ),
        err=True,
    )


def _ask(server: Server, found: ToAsk, reader: Instructed, setting: Setting, answers: Answers, options: Options, quiet: bool) -> Asked:
    from dataclasses import replace

    from ..building.built import Progress
    from ..building.instructing import asked_in
    from ..instructed.client import BadServer, ask

    host = urlsplit(server.url).hostname
    if not server.here and not options.may_send:
        stop(
            say(
                f"{host} 不是本机：{found.pages} 个文件的文字（{found.characters:,} 字）会发到那里。确认可以外发后，请加 --reader-may-send-pages。",
                f"{host} is not this machine: the text of {found.pages} files ({found.characters:,} characters) would be sent there. Add --reader-may-send-pages if that may be.",
            ),
            2,
        )
    if not server.here:
        click.echo(say(f"{found.pages} 个文件的文字发往 {host}。", f"The text of {found.pages} files goes to {host}."), err=True)
    open_ = [one for one, there in answers.wanted(found.files, asked_in(replace(setting, reader=reader))) if not there]
    with Bar(quiet) as bar:

        def tell(so_far: Asked) -> None:
            bar.step(Progress("ask", so_far.answered + len(so_far.failed), len(open_)))

        try:
            asked = ask(server, open_, answers.put, tell)
        except BadServer as wrong:
            stop(str(wrong))
        except KeyboardInterrupt:
            stop(
                say(
                    "已中断。收到的回答已保留，再次运行会接着问。",
                    "Stopped. The answers that came are kept, and the same command goes on from there.",
                ),
                130,
            )
    _tell_asked(asked)
    return asked


def _tell_asked(asked: Asked) -> None:
    """What came of the requests, and what they used."""
    for reason in dict.fromkeys(asked.failed):
        click.echo(
            say(
                f"{asked.failed.count(reason)} 个请求没有回答：{reason}",
                f"{asked.failed.count(reason)} requests without an answer: {reason}",
            ),
            err=True,
        )
    if asked.left:
        click.echo(
            say(f"已到词元上限：{asked.left} 个请求没有问。", f"The bound on tokens is reached: {asked.left} requests were not put."),
            err=True,
        )
    click.echo(
        say(
            f"{asked.answered} 个回答，用去 {asked.read:,} + {asked.written:,} 个词元。",
            f"{asked.answered} answers; {asked.read:,} + {asked.written:,} tokens used.",
        ),
        err=True,
    )


# ---------------------------------------------------------------- the verbs of `reader`


def requests_verb(inputs: tuple[str, ...], model: str, out: Path, kept: Path | None, whole: str, lexicon: Path | None, quiet: bool) -> None:
    from dataclasses import replace

    from ..building.instructing import asked_in
    from ..building.outcome import Setting
    from ..building.pool import cores
    from ..instructed import batch
    from ..instructed.answers import Answers, BadAnswers
    from ..instructed.asking import Instructed
    from .build import own_words

    if out.exists():
        stop(say(f"{out} 已存在，不覆盖", f"{out} exists already and is not overwritten"))
    reader = Instructed(model, kept or out.resolve().with_suffix(".answers.sqlite"), whole == "residue")
    setting = Setting(own_words(lexicon), reader=reader)
    try:
        with Answers(reader.answers) as answers:
            found = noted(inputs, reader, setting, cores(), answers, quiet)
            open_ = (one for one, there in answers.wanted(found.files, asked_in(replace(setting, reader=reader))) if not there)
            out.write_text("".join(batch.lines(open_)), encoding="utf-8", newline="\n")
    except BadAnswers as wrong:
        stop(str(wrong), 2)
    tell_estimate(found, Options(model=model))
    click.echo(say(f"写成 {out}", f"written to {out}"), err=True)


def refused_verb(inputs: tuple[str, ...], model: str, kept: Path, whole: str, as_json: bool) -> None:
    """What a model said that the reports do not say, with the reason."""
    for report, road in _roads(inputs, model, kept, whole):
        for one in road.refused:
            said = {name: value for name, value in one.said.items() if value not in (None, "", [])}
            if as_json:
                click.echo(json.dumps({"report": report.source, "said": said, "reason": one.reason}, ensure_ascii=False))
            else:
                values = " · ".join(f"{name}={value}" for name, value in said.items() if name not in ("kind", "words"))
                click.echo(f"{report.source}\t{said.get('kind', '')}\t{values}\t{one.reason}")


def compare_verb(inputs: tuple[str, ...], model: str, kept: Path, whole: str, as_json: bool) -> None:
    """What the own readers and the model read of reports, side by side."""
    from ..building.road import travel
    from ..model import MODEL
    from ..written_facts import written

    for report, road in _roads(inputs, model, kept, whole):
        own = {json.dumps(written(claim.fact), ensure_ascii=False) for claim in travel(report).resolved.claims}
        rows: list[dict[str, Any]] = []
        for claim in road.resolved.claims:
            said = written(claim.fact)
            by_model = any(one.rule == MODEL + model for one in claim.evidence)
            alone = json.dumps(said, ensure_ascii=False) not in own
            who = "model" if by_model and alone else "both" if by_model else "own"
            rows.append(
                {"report": report.source, "who": who, "fact": said, "confidence": claim.confidence, "quote": claim.evidence[0].quote}
            )
        if as_json:
            click.echo("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
            continue
        names = {"both": say("都读到", "both"), "own": say("仅自有读者", "own readers only"), "model": say("仅模型", "model only")}
        for who, name in names.items():
            some = [row for row in rows if row["who"] == who]
            click.secho(f"{report.source} · {name} {len(some)}", bold=True)
            for row in some:
                values = " · ".join(str(value) for field, value in row["fact"].items() if field != "kind")
                click.echo(f"  {row['fact']['kind']}: {values}")
        click.secho(f"{report.source} · {say('拒绝', 'refused')} {len(road.refused)}", bold=True)


def _roads(inputs: tuple[str, ...], model: str, kept: Path, whole: str) -> Iterator[tuple[Report, Road]]:
    from ..building.road import travel
    from ..instructed.answers import Answers, BadAnswers
    from ..instructed.asking import Instructed, with_counts
    from ..model import Report
    from ..reading import find, inputs_of, reports

    try:
        with Answers(kept, only_read=True):
            pass
    except BadAnswers as wrong:
        stop(str(wrong), 2)
    reader = with_counts(Instructed(model, kept, whole == "residue"))
    for job in find(Path(one) for one in inputs_of(inputs)):
        for report in () if job.skip else reports(job.path):
            if isinstance(report, Report):
                yield report, travel(report, instructed=reader)


def counted(model: str, kept: Path, tallies: dict[str, tuple[int, int]]) -> None:
    """Keeps what was counted of a model's facts beside its answers."""
    from ..instructed.answers import Answers, BadAnswers

    try:
        with Answers(kept) as answers:
            answers.count(model, tallies)
    except BadAnswers as wrong:
        stop(str(wrong), 2)


def options_of(given: dict[str, Any]) -> Options:
    """The options of `build` that concern a reader, taken out of all."""
    return Options(
        given.pop("reader") or "",
        given.pop("model") or "",
        given.pop("reader_for") == "residue",
        given.pop("reader_may_send"),
        given.pop("reader_estimate"),
        given.pop("reader_at_once"),
        given.pop("reader_per_minute") or 0,
        given.pop("reader_most_tokens") or 0,
        given.pop("reader_answers"),
        given.pop("reader_cache"),
    )
