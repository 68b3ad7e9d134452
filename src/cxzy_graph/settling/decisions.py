"""What a person decided, one decision a line in a file that is kept under version control; a build does as it says.

    {"a": {…}, "b": {…}, "by": "王芳", "decision": "same", "kind": "person", "on": "2026-11-22", "why": "同一届委员名单"}
    {"by": "王芳", "decision": "reject", "fact": {"kind": "membership", …}, "on": …, "quote": …, "report": "2014/a", "why": …}

Lines are sorted, each stands alone: two people's files are merged by putting their lines together, and a decision is undone by
removing its line. A thing is referred to by a report, what it is called there and a sentence, which hold when rules change; its
identity at the time is kept beside for the reader, and as what is left when the report is gone.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from ..language import say
from ..written_facts import KINDS

FILE = "decisions.jsonl"
"""The file's name in the folder of a build, unless another is given."""

ON_IDENTITY = ("same", "different", "undecided")
ON_FACTS = ("reject", "correct", "add")
DECISIONS = (*ON_IDENTITY, "rename", *ON_FACTS)
_FIELDS = {
    **dict.fromkeys(ON_IDENTITY, ("a", "b", "kind")),
    "rename": ("a", "kind", "name"),
    "reject": ("fact", "quote", "report"),
    "correct": ("fact", "quote", "report", "to"),
    "add": ("fact", "quote", "report"),
}
_EVERY = ("by", "on", "why")


class BadDecision(ValueError):
    """A line that cannot be followed; the message names the file, the line and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A thing as a decision refers to it: called ``name`` in a ``report``, in the sentence ``quote``; ``id`` is what it was known as."""

    id: str
    name: str
    report: str = ""
    quote: str = ""

    def as_json(self) -> dict[str, str]:
        return {key: value for key in ("id", "name", "report", "quote") if (value := getattr(self, key))}


@dataclass(frozen=True, slots=True)
class Decision:
    """One line. ``a`` and ``b`` for decisions on identity (``b`` empty for a rename), ``fact`` and ``to`` for those on facts."""

    decision: str
    by: str
    on: str
    why: str
    kind: str = ""
    a: Ref | None = None
    b: Ref | None = None
    name: str = ""
    report: str = ""
    quote: str = ""
    fact: Mapping[str, Any] = field(default_factory=dict)
    to: Mapping[str, Any] = field(default_factory=dict)

    def line(self) -> str:
        """The decision as its line, without the line's end."""
        said: dict[str, Any] = {"decision": self.decision, "by": self.by, "on": self.on, "why": self.why}
        for one in _FIELDS[self.decision]:
            value = getattr(self, one)
            said[one] = value.as_json() if isinstance(value, Ref) else dict(value) if isinstance(value, Mapping) else value
        return json.dumps(said, ensure_ascii=False, sort_keys=True)

    @property
    def key(self) -> str:
        """What tells it from others: twelve hexadecimal digits of the SHA-256 of its line."""
        return sha256(self.line().encode()).hexdigest()[:12]

    def refs(self) -> tuple[Ref, ...]:
        return tuple(one for one in (self.a, self.b) if one is not None)

    @property
    def pair(self) -> frozenset[tuple[str, str]]:
        """What a decision on identity is about, whichever of the two comes first."""
        return frozenset((ref.report or ref.id, ref.name) for ref in self.refs())

    @property
    def subject(self) -> tuple[Any, ...]:
        """What a decision is about: two on one subject cannot both stand."""
        if self.decision in ON_FACTS:
            return self.report, json.dumps(dict(self.fact), ensure_ascii=False, sort_keys=True)
        return self.decision == "rename", self.kind, self.pair

    def __str__(self) -> str:
        """The decision in a sentence.

        >>> print(Decision("different", "王芳", "2026-11-22", "年龄不同", "person", Ref("李然（一支部）", "李然"), Ref("李然（二支部）", "李然")))
        李然（一支部）与李然（二支部）不是同一个（王芳，2026-11-22：年龄不同）
        """
        a, b = (f"{one.id}{f' @{one.report}' if one.report else ''}" if one else "" for one in (self.a, self.b))
        changes = say("，", ", ").join(f"{name}={told({name: value})}" for name, value in sorted(self.to.items()))
        said = {
            "same": say(f"{a}与{b}是同一个", f"{a} and {b} are the same"),
            "different": say(f"{a}与{b}不是同一个", f"{a} and {b} are not the same"),
            "undecided": say(f"{a}与{b}是否同一个尚不能定", f"whether {a} and {b} are the same cannot be told"),
            "rename": say(f"{a}改称“{self.name}”", f"{a} is called “{self.name}”"),
            "reject": say(f"否定事实：{told(self.fact)}", f"rejected: {told(self.fact)}"),
            "correct": say(f"更正事实：{told(self.fact)} → {changes}", f"corrected: {told(self.fact)} → {changes}"),
            "add": say(f"补充事实：{told(self.fact)}", f"added: {told(self.fact)}"),
        }[self.decision]
        return f"{said}（{self.by}，{self.on}：{self.why}）" if self.why else f"{said}（{self.by}，{self.on}）"


LONGEST_NAME = 100
"""Characters that the name of a body may have; the longest in reports have about fifty."""


def proper_name(name: str) -> bool:
    """Can a thing be called so: one line, neither empty nor endless?

    >>> proper_name("民进江州市委会"), proper_name(" "), proper_name("民进\\n江州")
    (True, False, False)
    """
    return bool(name.strip()) and name.isprintable() and len(name) <= LONGEST_NAME


def proper_day(day: str) -> bool:
    """Is it a day of the calendar, as YYYY-MM-DD?

    >>> proper_day("2026-11-22"), proper_day("20261122"), proper_day("2026-13-45")
    (True, False, False)
    """
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


KIND_NAMES = {
    "membership": ("任职", "membership"),
    "occupation": ("身份", "occupation"),
    "honour": ("荣誉", "honour"),
    "activity": ("活动", "activity"),
    "participation": ("参与", "participation"),
    "founded": ("成立", "founded"),
    "part_of": ("隶属", "part of"),
    "statistic": ("统计", "statistic"),
    "document": ("文件", "document"),
}
"""What each kind of fact is called, in Chinese and in English."""


def told(fact: Mapping[str, Any]) -> str:
    """A fact's fields in a line.

    >>> told({"kind": "membership", "person": "李然", "org": "一支部", "role": "主委"})
    '任职：李然 · 一支部 · 主委'
    """
    order = [*KINDS[fact["kind"]].fields] if fact.get("kind") in KINDS else sorted(fact)
    values = ["、".join(map(str, v)) if isinstance(v, list | tuple) else str(v) for k in order if (v := fact.get(k))]
    head = say(*(f"{name}{mark}" for name, mark in zip(KIND_NAMES[fact["kind"]], ("：", ": "), strict=True))) if "kind" in fact else ""
    return head + " · ".join(values)


def load(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file, none where there is no file.

    Raises `BadDecision` for the first line that cannot be followed.
    """
    if not path.exists():
        return ()
    found: dict[str, Decision] = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # a reason may hold other marks of a line's end
    except UnicodeDecodeError as wrong:
        raise BadDecision(
            say(
                f"{path} 不是 UTF-8（第 {wrong.start} 字节），请另存为 UTF-8", f"{path} is not UTF-8 (byte {wrong.start}); save it as UTF-8"
            )
        ) from wrong
    except OSError as wrong:
        raise BadDecision(say(f"{path} 读不出：{wrong.strerror}", f"{path} cannot be read: {wrong.strerror}")) from wrong
    for number, line in enumerate(lines, 1):
        if re.match(r"<{7}|={7}|>{7}", line):
            raise BadDecision(
                say(
                    f"{path} 第 {number} 行是版本合并留下的冲突标记：保留两边的行，删去标记行",
                    f"{path}, line {number} is a mark of a merge conflict: keep the lines of both sides, delete the marks",
                )
            )
        if line.strip():
            decision = _parsed(line, say(f"{path} 第 {number} 行", f"{path}, line {number}"))
            found.setdefault(decision.line(), decision)
    decisions = tuple(found[line] for line in sorted(found))
    _check(decisions, path)
    return decisions


def parsed(lines: Iterable[str], path: Path) -> tuple[Decision, ...]:
    """The decisions that lines say, as a file or a graph at a path has them. Raises `BadDecision` as `load` does."""
    return tuple(_parsed(line, say(f"{path} 第 {number} 行", f"{path}, line {number}")) for number, line in enumerate(lines, 1))


def save(path: Path, decisions: Iterable[Decision]) -> None:
    """Writes decisions, sorted, each once; the file is never half written."""
    lines = sorted({one.line() for one in decisions})
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.writelines(line + "\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).chmod(path.stat().st_mode if path.exists() else 0o644)
    os.replace(file.name, path)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keeps the file of decisions from all others of this user who would change it or replace its folder, in this process or another, until
    the block ends. The lock lies beside the folder, since a build puts another in its place; in it where nothing can be put beside it, and no build
    can be. Whoever is done takes it away."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = path.resolve().parent
    beside = folder.parent / f".{folder.name}.lock"
    if not os.access(beside.parent, os.W_OK):
        beside = folder / ".lock"
    with _WITHIN:
        lock = _held(beside)
        try:
            yield
        finally:
            if sys.platform != "win32":  # there nobody can take away what is open
                beside.unlink(missing_ok=True)
            lock.close()


def _held(beside: Path) -> IO[bytes]:
    """The file of a lock, held; one that somebody took away meanwhile is no lock any more."""
    while True:
        lock = beside.open("a+b")
        if sys.platform == "win32":
            import msvcrt

            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
            return lock
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(lock.fileno()), beside.stat()):
                return lock
        lock.close()


_WITHIN = threading.Lock()


def _parsed(line: str, where: str) -> Decision:
    try:
        said = json.loads(line)
    except json.JSONDecodeError as wrong:
        raise BadDecision(say(f"{where}：不是 JSON（第 {wrong.colno} 字）", f"{where}: no JSON (character {wrong.colno})")) from wrong
    if not isinstance(said, dict) or said.get("decision") not in DECISIONS:
        raise BadDecision(
            say(f"{where}：decision 应为 {'、'.join(DECISIONS)} 之一", f"{where}: decision wants one of {', '.join(DECISIONS)}")
        )
    wanted = _FIELDS[said["decision"]]
    _check_fields(said, wanted, where)
    if "fact" in wanted:
        _check_facts(said, wanted, where)
    a, b = (_ref(said[one], f"{where}: {one}") if one in wanted else None for one in ("a", "b"))
    if "kind" in wanted and said["kind"] not in ("person", "organisation"):
        raise BadDecision(say(f"{where}：kind 应为 person 或 organisation", f"{where}: kind wants person or organisation"))
    kind, name, report, quote = (str(said[one]) if one in wanted else "" for one in ("kind", "name", "report", "quote"))
    fact, to = (said[one] if one in wanted else {} for one in ("fact", "to"))
    why = str(said.get("why") or "")
    return Decision(said["decision"], str(said["by"]), str(said["on"]), why, kind, a, b, name, report, quote, fact, to)


def _check_fields(said: dict[str, Any], wanted: Collection[str], where: str) -> None:
    """Raises `BadDecision` where a field is missing, empty, unknown or ill-formed."""
    missing = [one for one in (*wanted, "by", "on") if one not in said]
    empty = [one for one in (*wanted, "by", "on") if one in said and not said[one]]
    unknown = [one for one in said if one not in (*wanted, *_EVERY, "decision")]
    for fields, chinese, english in (
        (missing, "缺少", "is without"),
        (empty, "是空的：", "has nothing in:"),
        (unknown, "不认识", "has the unknown"),
    ):
        if fields:
            raise BadDecision(say(f"{where}：{chinese} {'、'.join(fields)}", f"{where}: {english} {', '.join(fields)}"))
    if not proper_day(str(said["on"])):
        raise BadDecision(say(f"{where}：on 不是日期（2026-11-22）：{said['on']}", f"{where}: on is no date (2026-11-22): {said['on']}"))
    if "name" in wanted and not proper_name(str(said["name"])):
        raise BadDecision(
            say(f"{where}：名称应是一行，不超过 {LONGEST_NAME} 字", f"{where}: a name is one line of at most {LONGEST_NAME} characters")
        )


def _check_facts(said: dict[str, Any], wanted: Collection[str], where: str) -> None:
    """Raises `BadDecision` where the fact of a decision, or the one it is corrected to, is none."""
    for one in ("fact", "to"):
        if one in wanted and (not isinstance(said[one], dict) or (one == "fact" and str(said[one].get("kind")) not in KINDS)):
            raise BadDecision(
                say(
                    f"{where}：{one} 应是一条事实，kind 为 {'、'.join(KINDS)} 之一",
                    f"{where}: {one} wants a fact whose kind is one of {', '.join(KINDS)}",
                )
            )
    known = (*KINDS[said["fact"]["kind"]].fields, "kind")
    unknown = [one for part in ("fact", "to") if part in wanted for one in said[part] if one not in known]
    if unknown:
        raise BadDecision(say(f"{where}：这类事实没有 {'、'.join(unknown)}", f"{where}: a fact of this kind has no {', '.join(unknown)}"))


def _ref(said: Any, where: str) -> Ref:
    if not isinstance(said, dict) or not said.get("id") or not said.get("name") or set(said) - {"id", "name", "report", "quote"}:
        raise BadDecision(say(f"{where} 应有 id、name、report、quote", f"{where} wants id, name, report and quote"))
    return Ref(*(str(said.get(one) or "") for one in ("id", "name", "report", "quote")))


def _check(decisions: tuple[Decision, ...], path: Path) -> None:
    """Two decisions that say opposite things of one pair cannot both be followed."""
    told: dict[tuple[str, frozenset[tuple[str, str]]], Decision] = {}
    for one in decisions:
        if one.decision in ("same", "different"):
            before = told.setdefault((one.kind, one.pair), one)
            if before.decision != one.decision:
                raise BadDecision(
                    say(
                        f"{path} 里有两条相反的决定，请删去一条：\n  {before}\n  {one}",
                        f"{path} has two opposite decisions; remove one of them:\n  {before}\n  {one}",
                    )
                )
