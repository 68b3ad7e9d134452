"""Decisions on what a graph says, made of what a reviewer points at, and kept in their file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..language import say
from ..model import Entity
from ..settling.decisions import Decision, load, locked, save
from ..written_facts import KINDS, BadFact, read
from .desk import Desk, NotFound


class NotPossible(ValueError):
    """A decision that a build could not carry out; the message says why."""


def identity_decision(desk: Desk, what: str, one: str, other: str, by: str, on: str, why: str) -> Decision:
    """A decision on two people or two bodies, each given as words that `Desk.find` knows.

    Two that the graph takes for one are told apart by the reports: 李然@a 李然@b.
    """
    a, b = desk.find(one), desk.find(other)
    if desk.kind(a) != desk.kind(b):
        raise NotFound(say("一个是人，一个是组织", "one is a person, the other a body"))
    reports = [word.rpartition("@")[2] if "@" in word else "" for word in (one, other)]
    mine, theirs = desk.ref(a, desk.report_called(reports[0])), desk.ref(b, desk.report_called(reports[1]))
    if mine == theirs or (a == b and mine.report == theirs.report):
        raise NotFound(
            say(
                "两个是同一个；若其中混了两个人，请写成 姓名@报告 姓名@报告",
                "the two are one already; if two people are mixed up in it, give NAME@REPORT NAME@REPORT",
            )
        )
    return Decision(what, by, on, why, desk.kind(a), mine, theirs)


def fact_decisions(desk: Desk, what: str, fact: str, by: str, on: str, why: str, to: dict[str, Any] | None = None) -> list[Decision]:
    """The decision on a fact, for each report that states it."""
    made = []
    for report in sorted({one.report for one in desk.stated(fact)}):
        said = desk.written(fact, report)
        unknown = [field for field in to or {} if field not in KINDS[said["kind"]].fields]
        if unknown:
            raise NotPossible(
                say(
                    f"这类事实没有 {'、'.join(unknown)}；有：{'、'.join(KINDS[said['kind']].fields)}",
                    f"a fact of this kind has no {', '.join(unknown)}, but {', '.join(KINDS[said['kind']].fields)}",
                )
            )
        check(said | (to or {}))
        quote = next(one.quote for one in desk.stated(fact) if one.report == report)
        made.append(Decision(what, by, on, why, report=report, quote=quote, fact=said, to=to or {}))
    return made


def check(fact: dict[str, Any]) -> None:
    """Is it a fact that a build can make? What cannot be is refused before it is written down.

    Raises `NotPossible`.
    """
    try:
        read(fact, lambda name: Entity("person", name), lambda name: Entity("organisation", name))
    except BadFact as wrong:
        raise NotPossible(str(wrong)) from wrong


class Decided(ValueError):
    """Others decided on the same meanwhile: ``those`` are their decisions."""

    def __init__(self, those: list[Decision]) -> None:
        super().__init__("；".join(map(str, those)))
        self.those = those


def keep(path: Path, made: Iterable[Decision], about: Iterable[Decision] = (), seen: Iterable[str] | None = None) -> None:
    """Writes decisions to the file; one on a pair, a name or a fact takes the place of an earlier one on the same. What others write to it
    meanwhile is not lost.

    With ``seen``, the keys of the decisions that a reviewer has seen on what ``about`` are about, it raises `Decided` where there are others
    by now. Raises `BadDecision` where the file cannot be read.
    """
    made = list(made)
    subjects = {one.subject for one in made}
    with locked(path):
        before = load(path)
        there = on_the_same(before, about)
        if seen is not None and {one.key for one in there} != set(seen):
            raise Decided(there)
        save(path, [*(one for one in before if one.subject not in subjects), *made])


def on_the_same(decisions: Iterable[Decision], about: Iterable[Decision]) -> list[Decision]:
    """Those of some decisions that are on the same as others."""
    subjects = {one.subject for one in about}
    return [one for one in decisions if one.subject in subjects]


def take_back(path: Path, keys: Iterable[str]) -> list[Decision] | None:
    """Takes decisions out of the file again, by their keys; None, and nothing taken out, where one is not there or none is given.

    Raises `BadDecision` where the file cannot be read.
    """
    wanted = set(keys)
    with locked(path):
        before = load(path)
        gone = [one for one in before if one.key in wanted]
        if not wanted or {one.key for one in gone} != wanted:
            return None
        save(path, [one for one in before if one not in gone])
    return gone
