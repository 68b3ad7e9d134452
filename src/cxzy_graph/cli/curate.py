"""``decide``, ``review``, ``why``, ``diff``: what people decide about identities and facts, and what came of it."""

from __future__ import annotations

import getpass
import json
import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..language import say
from .console import stop

if TYPE_CHECKING:
    from ..curating.desk import Desk
    from ..curating.reviewing import Item
    from ..settling.decisions import Decision

REVIEWER = "CXZY_GRAPH_REVIEWER"
"""The environment variable with the name under which decisions are recorded."""


def decisions_file(store: Path, given: Path | None) -> Path:
    """The file of decisions that goes with a build."""
    from ..settling.decisions import FILE

    return given or store / FILE


def _loaded(path: Path) -> tuple[Decision, ...]:
    from ..settling.decisions import BadDecision, load

    try:
        return load(path)
    except BadDecision as wrong:
        stop(str(wrong), 2)


def _desk(store: Path) -> Desk:
    from ..curating.desk import Desk
    from ..rdf.store import NoStore

    try:
        return Desk(store)
    except NoStore as wrong:
        stop(str(wrong))


def reviewer(by: str | None) -> str:
    """The name under which decisions are recorded: as given, of the environment, else the login name."""
    name = (by or os.environ.get(REVIEWER) or getpass.getuser()).strip()
    return name or stop(say("请用 --by 写明是谁决定的", "tell who decides with --by"), 2)


# ---------------------------------------------------------------------- decide


def decide_verb(
    what: str, words: tuple[str, ...], store: Path, file: Path | None, why: str, by: str | None, on: str | None,
    settings: tuple[str, ...], quote: str | None,
) -> None:  # fmt: skip
    from ..curating.deciding import NotPossible, keep
    from ..curating.desk import NotFound

    path = decisions_file(store, file)
    before = _loaded(path)
    if what == "list":
        for one in before:
            click.echo(f"{one.key}  {one}")
        return
    if what == "undo":
        _undo(path, words)
        return
    desk = _desk(store)
    try:
        made = _made(desk, what, words, settings, quote, reviewer(by), _day(on), why)
    except NotFound as wrong:
        stop(str(wrong), 2)
    except NotPossible as wrong:
        raise click.UsageError(str(wrong)) from wrong
    keep(path, made)
    for one in made:
        click.echo(f"{one.key}  {one}")
    click.echo(say(f"已写入 {path}；重新生成图谱（build）后生效。", f"Written to {path}; it takes effect with the next build."), err=True)


def _undo(path: Path, words: tuple[str, ...]) -> None:
    from ..curating.deciding import take_back

    gone = take_back(path, words)
    if gone is None:
        stop(say("decide undo 要 decide list 所列的编号", "decide undo wants keys as decide list gives them"), 2)
    for one in gone:
        click.echo(say(f"已撤回：{one}", f"undone: {one}"))
    click.echo(say("重新生成图谱（build）后生效。", "It takes effect with the next build."), err=True)


def _day(on: str | None) -> str:
    from ..settling.decisions import proper_day

    day = on or date.today().isoformat()
    if not proper_day(day):
        raise click.UsageError(say("--on 应是日期，如 2026-11-22", "--on wants a date such as 2026-11-22"))
    return day


def _made(
    desk: Desk, what: str, words: tuple[str, ...], settings: tuple[str, ...], quote: str | None, by: str, on: str, why: str
) -> list[Decision]:  # fmt: skip
    from ..curating.deciding import fact_decisions, identity_decision
    from ..settling.decisions import LONGEST_NAME, ON_IDENTITY, Decision, proper_name

    if what in ON_IDENTITY:
        if len(words) != 2:
            raise click.UsageError(say(f"decide {what} 要两个：A B", f"decide {what} wants two: A B"))
        return [identity_decision(desk, what, words[0], words[1], by, on, why)]
    if what == "rename":
        if len(words) != 2:
            raise click.UsageError(say("decide rename 要：A 新名称", "decide rename wants: A NAME"))
        node = desk.find(words[0])
        if not proper_name(words[1]):
            raise click.UsageError(
                say(f"名称应是一行，不超过 {LONGEST_NAME} 字", f"a name is one line of at most {LONGEST_NAME} characters")
            )
        return [Decision("rename", by, on, why, desk.kind(node), desk.ref(node), name=words[1])]
    to = _fields(settings)
    if what == "add":
        if len(words) != 1 or not quote or not to:
            raise click.UsageError(
                say(
                    "decide add 要：报告 --quote 原句 --set kind=… --set …",
                    "decide add wants: REPORT --quote SENTENCE --set kind=… --set …",
                )
            )
        return [_added(desk, words[0], quote, to, by, on, why)]
    if not words:
        raise click.UsageError(
            say(f"decide {what} 要一条事实：编号，或其中的几个字", f"decide {what} wants a fact: its IRI, or words in it")
        )
    if what == "correct" and not to:
        raise click.UsageError(say("decide correct 要 --set 字段=新值", "decide correct wants --set FIELD=VALUE"))
    return fact_decisions(desk, what, desk.find_fact(words), by, on, why, to)


def _added(desk: Desk, report: str, quote: str, fact: dict[str, Any], by: str, on: str, why: str) -> Decision:
    from ..curating.deciding import check
    from ..curating.desk import NotFound
    from ..settling.decisions import Decision

    found = desk.report_called(report)
    if not found:
        raise NotFound(say(f"没有报告 {report}", f"there is no report {report}"))
    if quote not in desk.text(found):
        raise NotFound(say(f"报告 {found} 里没有这句话：{quote}", f"report {found} does not have the sentence: {quote}"))
    check(fact)
    return Decision("add", by, on, why, report=found, quote=quote, fact=fact)


def _fields(settings: tuple[str, ...]) -> dict[str, Any]:
    from ..written_facts import MANY

    found: dict[str, Any] = {}
    for one in settings:
        name, equals, value = one.partition("=")
        if not equals:
            raise click.UsageError(say(f"--set 应写成 字段=值，而不是 {one}", f"--set wants FIELD=VALUE, not {one}"))
        found[name] = re.split("[、,，]", value) if name in MANY else value
    return found


# ---------------------------------------------------------------------- review


def review_verb(
    store: Path, file: Path | None, limit: int, kind: str | None, listing: bool, by: str | None, as_json: bool
) -> None:  # fmt: skip
    from ..curating import reviewing

    desk = _desk(store)
    path = decisions_file(store, file)
    found = [item for item in reviewing.items(desk, _loaded(path)) if kind in (None, item.kind)]
    if as_json:
        click.echo(json.dumps([reviewing.as_json(desk, item) for item in found[:limit]], ensure_ascii=False, indent=1))
        return
    if not found:
        click.echo(say("没有需要过目的。", "There is nothing to look at."))
        return
    asking = not listing and sys.stdin.isatty()
    name = reviewer(by) if asking else ""
    answered: set[str] = set()
    for number, item in enumerate(found[:limit], 1):
        if item.kind != "identity" and answered & set(item.subjects):
            continue  # one of its facts was decided on a moment ago
        _show(desk, item, number, len(found))
        try:
            if asking and not _ask(desk, item, path, name, answered):
                break
        except click.Abort:
            click.echo(say("\n已停下；答过的都已记下。", "\nStopped; what was answered is kept."), err=True)
            break
    if not asking:
        told = say("在终端里运行 cxzy-graph review 逐条回答。", "Run cxzy-graph review in a terminal to answer them one by one.")
        click.echo(say(f"共 {len(found)} 条。", f"{len(found)} in all. ") + told, err=True)


def _show(desk: Desk, item: Item, number: int, total: int) -> None:
    names = {
        "identity": say("是同一人吗", "the same person?"),
        "contradiction": say("互相矛盾吗", "a contradiction?"),
        "doubt": say("这条事实对吗", "is this right?"),
    }
    click.secho(f"[{number}/{total}] {names[item.kind]}  {item.question}", bold=True)
    for side, subject in zip("ABCDEFGH", item.subjects, strict=False):
        said, stated = desk.told(subject)
        click.echo(f"  {side}  {said}")
        for one in stated[:4]:
            click.secho(f"       “{one.quote}” — {one.report}", dim=True)


def _ask(desk: Desk, item: Item, path: Path, by: str, answered: set[str]) -> bool:
    """One question; False to stop. An answer is written at once, and the facts that it is about noted in `answered`."""
    from ..curating.deciding import fact_decisions, identity_decision, keep

    on = _day(None)
    if item.kind == "identity":
        prompt = say("s 同一人  n 不是  u 不能定  k 跳过  q 结束", "s same  n not the same  u cannot be told  k skip  q quit")
        verdicts = {"s": "same", "n": "different", "u": "undecided"}
    elif item.kind == "doubt":
        prompt = say("y 对  n 不对  k 跳过  q 结束", "y right  n wrong  k skip  q quit")
        verdicts = {"y": "add", "n": "reject"}
    else:
        sides = "ab"[: len(item.subjects)]
        prompt = say(
            f"{'、'.join(sides)} 这条不对  y 都对  k 跳过  q 结束", f"{', '.join(sides)} this one is wrong  y all are right  k skip  q quit"
        )
        verdicts = dict.fromkeys((*sides, "y"), "")
    while True:
        answer = click.prompt(f"  {prompt}", prompt_suffix=" > ", default="k", show_default=False).strip().lower()
        if answer in ("k", "q"):
            return bool(answer == "k")
        if answer in verdicts:
            break
        click.echo(say(f"  没有“{answer}”这个选项。", f"  there is no “{answer}”."))
    why = click.prompt(say("  理由（可空）", "  why (may be empty)"), prompt_suffix=" > ", default="", show_default=False)
    if item.kind == "identity":
        made = [identity_decision(desk, verdicts[answer], item.subjects[0], item.subjects[1], by, on, why)]
    elif item.kind == "doubt":
        made = fact_decisions(desk, verdicts[answer], item.subjects[0], by, on, why)
    elif answer == "y":
        made = [one for fact in item.subjects for one in fact_decisions(desk, "add", fact, by, on, why)]
    else:
        made = fact_decisions(desk, "reject", item.subjects["ab".index(answer)], by, on, why)
        answered.add(item.subjects["ab".index(answer)])
    keep(path, made)
    return True


# ---------------------------------------------------------------------- why, diff


def why_verb(one: str, other: str, store: Path, file: Path | None, place: str | None) -> None:
    from ..curating.desk import NotFound
    from ..curating.explaining import bodies, is_body, people

    desk = _desk(store)
    decisions = _loaded(decisions_file(store, file))
    try:
        a, b = desk.find(one), desk.find(other)
    except NotFound as wrong:
        if not (is_body(one) and is_body(other)):
            stop(str(wrong), 2)
        click.echo("\n".join(bodies(one, other, place)))
        return
    if desk.kind(a) == "person" and desk.kind(b) == "person":
        lines = people(desk, a, b)
    else:
        names = tuple(word if is_body(word) else desk.graph.label(node) for word, node in ((one, a), (other, b)))
        lines = bodies(names[0], names[1], place, (desk.identity(a), desk.identity(b)))
    click.echo("\n".join(lines))
    for decision in decisions:
        if {desk.node_of(decision.kind, ref) for ref in decision.refs()} == {a, b}:
            click.echo(say("决定：", "decided: ") + str(decision))


def diff_verb(old: Path, new: Path, as_json: bool) -> None:
    from ..curating.comparing import compare
    from ..rdf.store import NoStore
    from ..scoring import UnreadableGraph

    try:
        difference = compare(old, new)
    except (NoStore, UnreadableGraph) as wrong:
        stop(str(wrong))
    if as_json:
        click.echo(json.dumps(difference.as_json(), ensure_ascii=False, indent=1))
        return
    for line in difference.lines():
        click.echo(line)
    click.echo(difference.total(), err=True)
