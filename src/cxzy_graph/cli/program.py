"""The command line: verbs that hand their work to the stages.

Exit codes: 0 done; 1 nothing could be done; 2 the command was put wrongly; 3 built, but some files could not be read.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ..exporting import formats
from ..language import VARIABLE, say
from . import (
    build,
    check,
    cluster,
    curate,
    explore,
    export,
    manual,
    match,
    merge,
    query,
    reader_options,
    restore,
    rules,
    score,
    serve,
    show,
    why_not,
)
from .options import as_json, by_whom, command, decisions_of, describing, endpoint_of, help_of, inputs, language, quiet, store_of, target


def main() -> None:
    """The program. ``--lang`` is looked for first, since help itself is written in a language."""
    for index, word in enumerate(sys.argv):
        if word == "--lang" and index + 1 < len(sys.argv):
            os.environ[VARIABLE] = sys.argv[index + 1]
        elif word.startswith("--lang="):
            os.environ[VARIABLE] = word.removeprefix("--lang=")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        program()(prog_name="cxzy-graph")
    except OSError as wrong:  # a full disk behind standard output, say
        click.echo(say(f"无法完成：{wrong.strerror or wrong}", f"could not finish: {wrong.strerror or wrong}"), err=True)
        raise SystemExit(1) from wrong


def program() -> click.Group:
    """The commands, with their help in the language asked for."""
    group = click.Group(
        "cxzy-graph",
        help=say(
            "把组织报告变成知识图谱：还原文字，抽取事实，每条事实都附原句。",
            "Turns organisational reports into a knowledge graph with a sentence behind every fact.",
        ),
        params=[
            language(),
            click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help=say("版本", "version")),
        ],
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for made in _COMMANDS:
        group.add_command(made())
    return group


# ---------------------------------------------------------------- the verbs


def _build_command() -> click.Command:
    return command(
        build.build_verb, "build", help_of("由报告生成图谱。", "Build the graph of reports.", "cxzy-graph build 报告/ --output output", "cxzy-graph build a.txt b.txt"),
        inputs(), click.Option(["output_", "--output", "-o"], default="output", show_default=True, metavar="PATH", help=target()),
        click.Option(["--base"], default=None, help=say("图谱中事物 IRI 的前缀", "what the IRIs of things begin with")),
        *describing(),
        click.Option(["--decisions"], type=click.Path(path_type=Path, exists=True, dir_okay=False), help=say("人工决定的文件（默认输出文件夹里的 decisions.jsonl）", "file of decisions (default: decisions.jsonl in the output folder)")),
        click.Option(["--lexicon"], type=click.Path(path_type=Path, exists=True), help=say("自备词表：TOML 文件或其文件夹（职务、职业、荣誉、组织、别称）", "your own words: a TOML file or a folder of them (posts, occupations, honours, bodies, aliases)")), endpoint_of(),
        click.Option(["--update-endpoint"], metavar="URL", help=say("同一服务器的写入地址（Graph Store Protocol）", "write address of the same server (Graph Store Protocol)")),
        click.Option(["--quick"], is_flag=True, help=say("只用规则，不用会学习的读者：快两倍，自由的文字读得少", "rules only, without the reader that learns: three times as fast, and less of free prose is read")),
        click.Option(["--processes", "-p"], type=click.IntRange(min=1), metavar="N", help=say("同时工作的进程数（默认每个处理器核一个）", "processes to work in (default: one for each core)")),
        click.Option(["--cluster"], metavar="ADDRESS", help=say("在 Ray 集群上生成：集群地址，auto，或本机的 local；--output 可为对象存储的网址，写成分块的 N-Quads 和清单", "build on a Ray cluster: its address, auto, or local for this machine; --output may be the address of an object store, and gets N-Quads in parts and a manifest")), *reader_options.options(), quiet(), as_json(),
    )  # fmt: skip


def _load_command() -> click.Command:
    return command(
        cluster.load_verb, "load", help_of("把集群写成的分块装成本机图谱。", "Make the graph of what a cluster wrote.", "cxzy-graph load s3://桶/图谱/manifest.json --output output"),
        click.Argument(["manifest"]), click.Option(["--output", "-o"], type=click.Path(path_type=Path), default=Path("output"), show_default=True, help=target()),
        click.Option(["--processes", "-p"], type=click.IntRange(min=1), metavar="N", help=say("同时工作的进程数（默认每个处理器核一个）", "processes to work in (default: one for each core)")), quiet(),
    )  # fmt: skip


def _merge_command() -> click.Command:
    return command(
        merge.merge_verb, "merge", help_of("把分开生成的图谱合成一个：不重读报告，结果与一次生成的相同，各自的人工决定都保留。", "Put graphs that were built apart together: nothing is read again, the result is that of one build, and the decisions of all are kept.", "cxzy-graph merge 甲/output 乙/output --output 合并"),
        click.Argument(["folders"], nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False)),
        click.Option(["output_", "--output", "-o"], required=True, metavar="PATH", help=target()),
        click.Option(["--base"], default=None, help=say("图谱中事物 IRI 的前缀", "what the IRIs of things begin with")),
        *describing(),
        click.Option(["--processes", "-p"], type=click.IntRange(min=1), metavar="N", help=say("同时工作的进程数（默认每个处理器核一个）", "processes to work in (default: one for each core)")), quiet(), as_json(),
    )  # fmt: skip


def _restore_command() -> click.Command:
    return command(
        restore.restore_verb, "restore", help_of("还原受损的文字。", "Restore damaged text.", "cxzy-graph restore 报告/a.txt --diff", "cxzy-graph restore 报告/a.txt --explain 120", "cxzy-graph restore 报告/ --output 还原/"),
        inputs(), click.Option(["--output", "-o"], type=click.Path(path_type=Path), help=target()),
        click.Option(["--diff"], is_flag=True, help=say("原文与还原并排显示，标出每处修复和落选的读法", "raw and restored text side by side, every repair marked, with the readings that lost")),
        click.Option(["--explain"], type=click.IntRange(min=0), metavar="CHAR", help=say("说明原文第 CHAR 字（从 0 起）为何这样修复", "tell why the repair at character CHAR of the raw text (from 0) was made")), as_json(),
    )  # fmt: skip


def _query_command() -> click.Command:
    return command(
        query.query_verb, "query", help_of("查询图谱。", "Query the graph.", "cxzy-graph query --named honours-by-year --set year=2019", "cxzy-graph query 'SELECT * { ?s ?p ?o } LIMIT 5' --format json"),
        click.Argument(["sparql"], required=False), store_of(), endpoint_of(),
        click.Option(["--file", "-f"], type=click.Path(path_type=Path, exists=True, dir_okay=False), help=say("查询文件", "file with the query")),
        click.Option(["--named", "-n"], help=say("预设问题（见 --list）", "a named question (see --list)")),
        click.Option(["--set", "settings"], multiple=True, metavar="NAME=VALUE", help=say("预设问题的参数", "a setting of the named question")),
        click.Option(["--list", "listing"], is_flag=True, help=say("列出预设问题", "list the named questions")),
        click.Option(["--format", "form"], type=click.Choice(["table", "csv", "json", "ttl"]), default=None, help=say("输出格式", "format of the answer")),
    )  # fmt: skip


def _export_command() -> click.Command:
    return command(
        export.export_verb, "export", help_of("导出图谱。", "Export the graph.", "cxzy-graph export --format gexf --output graph.gexf", "cxzy-graph export --format csv > facts.csv"),
        click.Option(["--format", "form"], type=click.Choice(formats.FORMATS), required=True, help=say("格式", "format")),
        click.Option(["--output", "-o"], type=click.Path(path_type=Path, dir_okay=False), help=say("输出文件（默认标准输出）", "file to write to (default: standard output)")),
        click.Option(["--min-confidence", "least"], type=click.FloatRange(0, 1), default=0.0, metavar="0–1", help=say("只要可信度不低于此值的事实", "only facts of at least this confidence")),
        click.Option(["--only-rules"], is_flag=True, help=say("不要只有语言模型说的事实", "without facts that only a language model states")), store_of(), endpoint_of(),
    )  # fmt: skip


def _show_command() -> click.Command:
    return command(
        show.show_verb, "show", help_of("显示一个组织、人、活动或荣誉的全部事实和原句。", "Show what is known of a body, person, event or honour, each line with its sentence.", "cxzy-graph show 优秀会员"),
        click.Argument(["name"]), store_of(), endpoint_of(), as_json(),
    )  # fmt: skip


def _rules_command() -> click.Command:
    return command(
        rules.rules_verb, "rules", help_of("列出抽取规则和例句。", "List the rules with their examples.", "cxzy-graph rules conferrals"), click.Argument(["part"], required=False, default=""),
        click.Option(["--store"], type=click.Path(path_type=Path), help=say("图谱所在文件夹：同时显示每条规则抽出的事实数", "folder of a graph: shows how many of its facts each rule found")), as_json(),
    )  # fmt: skip


def _help_command() -> click.Command:
    return command(
        manual.help_verb, "help", help_of("使用说明：列出各页，或显示一页。", "The manual: the list of its pages, or one of them.", "cxzy-graph help", "cxzy-graph help office"),
        click.Argument(["topic"], required=False),
    )  # fmt: skip


def _score_command() -> click.Command:
    return command(
        score.score_verb, "score", help_of("用人工标注给图谱打分。", "Score a graph against reports labelled by hand.", "cxzy-graph score output 标注/", "cxzy-graph score output 标注/ --errors honour", "cxzy-graph score --template 报告/a.txt --output 标注/a.json"),
        click.Argument(["graph"], required=False, type=click.Path(path_type=Path, exists=True)),
        click.Argument(["gold"], required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)),
        click.Option(["--only"], metavar="ID,ID", help=say("只评这些报告", "score these reports only")),
        click.Option(["--errors"], metavar="KIND", help=say("列出漏掉的和说错的：某一类，或 all", "list what was missed and what was wrong: of a kind, or all")),
        click.Option(["--calibrate"], metavar="MODEL", help=say("数出一个语言模型的事实有几成正确，记入它的回答存档", "count how many of a language model's facts are right, and keep that with its answers")),
        click.Option(["--reader-cache", "kept"], type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=say("回答的存档（默认在图谱文件夹旁）", "file of its answers (default: beside the graph's folder)")),
        click.Option(["--template", "form"], metavar="REPORT", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=say("为一份报告写出空白标注表", "write the empty form for labelling a report")),
        click.Option(["--output", "-o"], type=click.Path(path_type=Path, dir_okay=False), help=say("输出文件（默认标准输出）", "file to write to (default: standard output)")), as_json(),
    )  # fmt: skip


def _review_command() -> click.Command:
    return command(
        curate.review_verb, "review", help_of("逐条过目存疑之处：同名人、矛盾、可信度低的事实。", "Look through what is doubtful: namesakes, contradictions, facts of low confidence.", "cxzy-graph review", "cxzy-graph review --list --kind identity"),
        store_of(), decisions_of(), click.Option(["--limit"], type=click.IntRange(min=1), default=50, show_default=True, help=say("最多几条", "how many at most")),
        click.Option(["--kind"], type=click.Choice(["identity", "contradiction", "doubt"]), help=say("只看一类", "one kind only")),
        click.Option(["--list", "listing"], is_flag=True, help=say("只列出，不提问", "list them, ask nothing")), by_whom(), as_json(),
    )  # fmt: skip


def _decide_command() -> click.Command:
    return command(
        curate.decide_verb, "decide", help_of(
            "记下人工决定：same、different、undecided（A B），rename（A 名称），reject、correct（事实），add（报告），list，undo（编号）。",
            "Record a decision: same, different, undecided (A B), rename (A NAME), reject, correct (a fact), add (a report), list, undo (KEY).",
            "cxzy-graph decide same '李然@2014a' '李然@2015b' --why 同一届委员", "cxzy-graph decide reject 李然 秘书长 --why 误读", "cxzy-graph decide correct 李然 主委 --set role=副主委",
            "cxzy-graph decide add 2014a --quote '李然任主委。' --set kind=membership --set person=李然 --set org=民进江州市委会 --set role=主委"),
        click.Argument(["what"], type=click.Choice(["same", "different", "undecided", "rename", "reject", "correct", "add", "list", "undo"])), click.Argument(["words"], nargs=-1), store_of(), decisions_of(),
        click.Option(["--why"], default="", help=say("理由", "the reason")), by_whom(), click.Option(["--on"], metavar="DATE", help=say("日期（默认今天）", "the day (default: today)")),
        click.Option(["--set", "settings"], multiple=True, metavar="FIELD=VALUE", help=say("事实的字段：correct 的新值，add 的内容", "a field of the fact: the new value for correct, the content for add")),
        click.Option(["--quote"], help=say("add 所依据的原句", "the sentence that add rests on")),
    )  # fmt: skip


def _why_command() -> click.Command:
    return command(
        curate.why_verb, "why", help_of("说明两个名称为何是一个，或为何是两个。", "Tell why two names are one thing, or two.", "cxzy-graph why 民进江州市委 江州民进", "cxzy-graph why '李然@2014a' '李然@2015b'"),
        click.Argument(["one"]), click.Argument(["other"]), store_of(), decisions_of(), click.Option(["--place"], help=say("名称出自哪里的报告，如 盐城市", "where the reports come from that use the names, such as 盐城市")),
    )  # fmt: skip


def _why_not_command() -> click.Command:
    return command(
        why_not.why_not_verb, "why-not", help_of("说明一句话（或一篇报告）里看到了什么、各来源提出了什么、为何没有成为事实。", "Tell what was seen in a sentence (or a report), what each source proposed, and why that became no fact.", "cxzy-graph why-not '民进江州市委会拟授予李然优秀会员称号。'"),
        click.Argument(["sentence"]), click.Option(["--about"], metavar="NAME", help=say("写报告的组织", "the body whose report it is")), as_json(),
    )  # fmt: skip


def _match_command() -> click.Command:
    column = {
        "name": ("姓名（或名称）在哪一列", "the column with the names"),
        "body": ("组织在哪一列", "the column with the bodies"),
        "role": ("职务在哪一列", "the column with the posts"),
        "year": ("年份在哪一列", "the column with the years"),
    }
    return command(
        match.match_verb, "match", help_of("把一张名单与图谱对照：每行找到谁，有多大把握，为什么。", "Match a list against the graph: whom each row means, how certainly, and why.", "cxzy-graph match 名单.xlsx --output 对照.xlsx", "cxzy-graph match 组织.csv --type organisation --output 对照.csv"),
        click.Argument(["listed"], type=click.Path(path_type=Path, exists=True, dir_okay=False)), store_of(),
        click.Option(["--output", "-o"], required=True, type=click.Path(path_type=Path, dir_okay=False), help=say("写到哪个 .xlsx 或 .csv", "the .xlsx or .csv to write")),
        click.Option(["--type", "kind"], type=click.Choice(["person", "organisation", "event", "honour", "document", "place"]), default="person", show_default=True, help=say("名单里是什么", "what is listed")),
        *(click.Option([f"--{name}"], metavar="COLUMN", help=say(*told)) for name, told in column.items()),
        click.Option(["--limit"], type=click.IntRange(1, 25), default=5, show_default=True, help=say("每行至多几个候选", "candidates a row")),
    )  # fmt: skip


def _diff_command() -> click.Command:
    return command(
        curate.diff_verb, "diff", help_of("比较两次生成的图谱：新增、消失、改变的事实。", "Compare two builds: facts gained, lost and changed.", "cxzy-graph diff 旧/ output/"),
        click.Argument(["old"], type=click.Path(path_type=Path, exists=True)), click.Argument(["new"], type=click.Path(path_type=Path, exists=True)), as_json(),
    )  # fmt: skip


def _validate_command() -> click.Command:
    return command(
        check.validate_verb, "validate", help_of("按词汇的规定检查图谱：错误和可疑之处，附原句。", "Check a graph against the vocabulary's shapes: what is broken and what can hardly be, with the sentence.", "cxzy-graph validate --store output"),
        store_of(), click.Option(["--limit"], type=click.IntRange(min=1), default=100, show_default=True, help=say("最多显示几处", "how many are shown at most")), as_json(),
    )  # fmt: skip


def _residue_command() -> click.Command:
    return command(
        check.residue_verb, "residue", help_of("列出含有线索词、却没有抽出事实的句子。", "List sentences with a trigger word that no fact claimed.", "cxzy-graph residue"), store_of(), as_json(),
    )  # fmt: skip


def _serve_command() -> click.Command:
    return command(
        serve.serve_verb, "serve", help_of("开放 SPARQL 服务（只在本机）。", "Serve the graph to SPARQL clients (on this machine only).", "cxzy-graph serve output --port 7117"),
        click.Argument(["folder"], required=False, default=Path("output"), type=click.Path(path_type=Path)),
        click.Option(["--port"], type=click.IntRange(0, 65535), default=7117, show_default=True, help=say("端口（0 为任意空闲端口）", "port (0 for any that is free)")),
        click.Option(["--timeout", "seconds"], type=click.IntRange(1, 86400), default=30, show_default=True, help=say("一次查询最多几秒", "seconds that a query may take")),
        click.Option(["--max-rows", "rows"], type=click.IntRange(1), default=1_000_000, show_default=True, help=say("结果最多几行", "rows that an answer may have")),
        click.Option(["--allow-update"], is_flag=True, help=say("允许持访问码者更新（访问码取自环境变量 CXZY_GRAPH_TOKEN，否则随机生成）", "allow updates to whoever has the token (of the environment variable CXZY_GRAPH_TOKEN, or made up)")),
        click.Option(["--cors"], multiple=True, metavar="ORIGIN", help=say("允许读取结果的网站，* 为全部", "a site whose pages may read answers, * for all")),
        click.Option(["--workers"], type=click.IntRange(1, 64), help=say("查询进程数（默认每核一个）", "processes that answer (default: one a core)")),
    )  # fmt: skip


def _explore_command() -> click.Command:
    return command(
        explore.explore_verb, "explore", help_of("在浏览器里查看、搜索、核对图谱。", "See, search and check the graph in the browser.", "cxzy-graph explore"),
        click.Argument(["folder"], required=False, default=Path("output"), type=click.Path(path_type=Path)), endpoint_of(),
        click.Option(["--port"], type=click.IntRange(0, 65535), default=7118, show_default=True, help=say("端口（0 为任意空闲端口）", "port (0 for any that is free)")),
        click.Option(["--no-browser"], is_flag=True, help=say("不自动打开浏览器", "do not open the browser")),
        click.Option(["--review"], is_flag=True, help=say("可以审核：凭访问码打开，决定写入 decisions.jsonl", "allow review: by a token; decisions go to decisions.jsonl")),
        click.Option(["--by"], help=say("审核人姓名（默认为登录名）", "who reviews (default: the login name)")),
        click.Option(["--decisions"], type=click.Path(path_type=Path), help=say("决定的文件（默认在图谱文件夹里）", "file of decisions (default: in the folder of the graph)")),
        click.Option(["--reports"], type=click.Path(path_type=Path, exists=True, file_okay=False), help=say("图谱所用报告的文件夹：可以添加报告", "folder of the graph's reports: allows adding some")),
        click.Option(["--lexicon"], type=click.Path(path_type=Path, exists=True), help=say("添加报告时用的自备词表", "your own words, for the reports that are added")),
        click.Option(["--reader", "url"], metavar="URL", help=say("试读所添加的报告时也问这个语言模型", "ask this language model too about reports that are added")),
        click.Option(["--model"], metavar="NAME", help=say("模型名", "the model's name")),
        click.Option(["--reader-may-send-pages", "may_send"], is_flag=True, help=say("允许把文字发给不在本机的服务", "allow the text to be sent to a server that is not this machine")),
    )  # fmt: skip


_COMMANDS = (
    _build_command,
    _load_command,
    _merge_command,
    _restore_command,
    _query_command,
    _export_command,
    _show_command,
    _rules_command,
    _help_command,
    _score_command,
    reader_options.group,
    _review_command,
    _decide_command,
    _why_command,
    _why_not_command,
    _diff_command,
    _match_command,
    _validate_command,
    _residue_command,
    _serve_command,
    _explore_command,
)
"""The verbs in the order in which help lists them."""


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"cxzy-graph {version('cxzy-graph')}")
        context.exit()
