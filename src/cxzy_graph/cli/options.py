"""Options and help that several verbs have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..language import say


def example(*lines: str) -> str:
    head = say("例：", "Example:")
    return "\b\n" + head + "\n" + "\n".join(f"  {line}" for line in lines)


def help_of(chinese: str, english: str, *examples: str) -> str:
    return say(chinese, english) + "\n\n" + example(*examples)


def command(function: Any, name: str, text: str, *params: click.Parameter) -> click.Command:
    return click.Command(name, callback=function, params=[*params, language()], help=text)


def language() -> click.Option:
    return click.Option(["--lang"], type=click.Choice(["zh", "en"]), expose_value=False, help=say("界面语言", "language of the interface"))


def quiet() -> click.Option:
    return click.Option(["--quiet", "-q"], is_flag=True, help=say("只报告问题", "report problems only"))


def as_json() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=say("以 JSON 输出", "print JSON"))


def store_of() -> click.Option:
    folder = click.Path(path_type=Path)
    return click.Option(
        ["--store"], type=folder, default=Path("output"), show_default=True, help=say("图谱所在文件夹", "folder of the graph")
    )


def endpoint_of() -> click.Option:
    told = say("SPARQL 服务器的查询地址（代替文件夹里的图谱）", "query address of a SPARQL server (instead of a folder's graph)")
    return click.Option(["--endpoint"], metavar="URL", help=told)


def describing() -> list[click.Option]:
    """What is said of the dataset, kept in ``dataset.toml``."""
    return [
        click.Option(
            ["--title"],
            default="",
            help=say("图谱的标题（写进数据集说明，以后沿用）", "title of the graph (goes into its description, and is kept)"),
        ),
        click.Option(["--creator"], default="", help=say("制作者：人或单位", "who made it: a person or body")),
        click.Option(["--licence"], default="", metavar="IRI", help=say("图谱的许可", "licence of the graph")),
    ]


def inputs() -> click.Argument:
    return click.Argument(["inputs"], nargs=-1, required=True)


def target() -> str:
    return say("输出文件夹", "folder to write to")


def decisions_of() -> click.Option:
    told = say("人工决定的文件（默认图谱文件夹里的 decisions.jsonl）", "file of decisions (default: decisions.jsonl in the graph's folder)")
    return click.Option(["--decisions", "file"], type=click.Path(path_type=Path, dir_okay=False), help=told)


def by_whom() -> click.Option:
    told = say(
        "决定人（默认环境变量 CXZY_GRAPH_REVIEWER，其次登录名）",
        "who decides (default: the environment variable CXZY_GRAPH_REVIEWER, then the login name)",
    )
    return click.Option(["--by"], metavar="NAME", help=told)
