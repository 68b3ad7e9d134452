"""The options and the commands that concern a language model of the user's own."""

from __future__ import annotations

from pathlib import Path

import click

from ..language import say
from . import reader
from .options import as_json, command, help_of, inputs, language, quiet


def options() -> list[click.Option]:
    return [
        click.Option(["--reader"], metavar="URL", help=say("自己的语言模型服务（OpenAI 接口），如 http://127.0.0.1:11434/v1", "a language model of your own, by a server with OpenAI's interface, such as http://127.0.0.1:11434/v1")),
        click.Option(["--model"], metavar="NAME", help=say("模型名", "the model's name")),
        whole_or_residue(),
        click.Option(["--reader-estimate"], is_flag=True, help=say("只估算要问多少，不问", "only tell how much there is to ask")),
        click.Option(["--reader-may-send-pages", "reader_may_send"], is_flag=True, help=say("允许把文字发给不在本机的服务", "allow the text to be sent to a server that is not this machine")),
        click.Option(["--reader-at-once"], type=click.IntRange(1, 256), default=4, show_default=True, help=say("同时几个请求", "requests at a time")),
        click.Option(["--reader-per-minute"], type=click.IntRange(min=1), metavar="N", help=say("每分钟至多几个请求", "requests a minute at most")),
        click.Option(["--reader-most-tokens"], type=click.IntRange(min=1), metavar="N", help=say("至多用多少词元", "tokens to be used at most")),
        click.Option(["--reader-answers"], multiple=True, type=click.Path(path_type=Path, exists=True, dir_okay=False), help=say("带回来的批处理回答（JSONL）", "answers of a batch that came back (JSON lines)")),
        click.Option(["--reader-cache"], type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=say("回答的存档（默认在输出文件夹旁）", "file in which answers are kept (default: beside the output)")),
    ]  # fmt: skip


def whole_or_residue() -> click.Option:
    told = say(
        "读全文（all），或只读别的读者没读出事实的句子（residue）",
        "read all, or only the sentences of which the other readers made nothing (residue)",
    )
    return click.Option(["--reader-for"], type=click.Choice(["all", "residue"]), default="all", show_default=True, help=told)


def group() -> click.Group:
    model = click.Option(["--model"], required=True, metavar="NAME", help=say("模型名", "the model's name"))
    whole = click.Option(
        ["--reader-for", "whole"],
        type=click.Choice(["all", "residue"]),
        default="all",
        show_default=True,
        help=say("问全文，或只问没读出事实的句子", "all, or only the sentences of which nothing was read"),
    )
    kept = click.Option(
        ["--reader-cache", "kept"],
        required=True,
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="FILE",
        help=say("回答的存档", "file in which answers are kept"),
    )
    made = click.Group(
        "reader",
        help=help_of(
            "语言模型作读者：写出请求，看它读到什么、被拒绝什么。",
            "A language model as a reader: write its requests, see what it read and what was refused.",
            "cxzy-graph reader requests 报告/ --model NAME --out batch.jsonl",
        ),
        params=[language()],
    )
    made.add_command(_requests(model, whole))
    asked = (inputs(), model, kept, whole, as_json())
    made.add_command(command(
        reader.refused_verb, "refused",
        help_of("列出模型说了而报告没说的，附理由。", "List what the model said and the reports do not, with the reason.", "cxzy-graph reader refused 报告/ --model NAME --reader-cache output.answers.sqlite"),
        *asked,
    ))  # fmt: skip
    made.add_command(command(
        reader.compare_verb, "compare",
        help_of("对比自有读者和模型各读到什么。", "Compare what the own readers and the model read.", "cxzy-graph reader compare 报告/a.txt --model NAME --reader-cache output.answers.sqlite"),
        *asked,
    ))  # fmt: skip
    return made


def _requests(model: click.Option, whole: click.Option) -> click.Command:
    return command(
        reader.requests_verb, "requests", help_of("写出请求，带到别处去问（OpenAI 批处理格式）。", "Write the requests, to be asked elsewhere (OpenAI's batch format).", "cxzy-graph reader requests 报告/ --model NAME --out batch.jsonl"),
        inputs(), model, click.Option(["--out"], required=True, type=click.Path(path_type=Path, dir_okay=False), help=say("写到哪个文件", "file to write to")),
        click.Option(["--reader-cache", "kept"], type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=say("回答的存档（默认与请求文件同名）", "file in which answers are kept (default: named after the requests)")), whole,
        click.Option(["--lexicon"], type=click.Path(path_type=Path, exists=True), help=say("自备词表", "your own words")), quiet(),
    )  # fmt: skip
