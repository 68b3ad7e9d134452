"""Review in the browser: what deserves a person's eye, with both sides and their sentences; answers go to the file of decisions at once.

Off unless asked for. Every answer and every undoing leaves a line in the audit file.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from anyio.to_thread import run_sync
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ..curating import Desk, NotFound
from ..deciding import NotPossible, fact_decisions, identity_decision, keep, take_back
from ..fields import KINDS, MANY
from ..language import say
from ..rdf.iris import segment
from ..resolving.decisions import ON_FACTS, ON_IDENTITY, BadDecision, Decision, load
from ..reviewing import CONTRADICTION, DOUBT, IDENTITY, Item, items
from ..service.protocol import Refused
from .access import Access
from .app import Explorer, Part
from .pages import page

AUDIT = "audit.jsonl"
"""The file of what was answered when by whom, beside the decisions."""

_LISTED = 100
_WHY = 500
"""Characters of a reason."""

KIND_NAMES = {
    IDENTITY: ("是同一人吗", "The same person?"),
    CONTRADICTION: ("互相矛盾吗", "A contradiction?"),
    DOUBT: ("这条事实对吗", "Is this right?"),
}

ANSWERS = {
    "same": ("是同一个", "The same", "s"),
    "different": ("不是同一个", "Not the same", "n"),
    "undecided": ("不能定", "Cannot be told", "u"),
    "accept": ("对", "Right", "a"),
    "reject": ("不对", "Wrong", "r"),
    "correct": ("更正", "Correct", "c"),
}
"""The answers: what each is called, and its key."""

FIELD_NAMES = {
    "person": "姓名", "org": "组织", "role": "职务", "from": "起", "to": "止", "title": "名称", "recipient": "获得者", "recipient_count": "获得人数",
    "recipient_group": "获得者所属", "honour": "荣誉", "by": "授予者", "date": "日期", "orgs": "举办者", "name": "名称", "place": "地点", "participants": "人数",
    "times": "次数", "activity_type": "类型", "who": "谁", "activity": "活动", "parent": "上级", "measure": "指标", "value": "数值", "unit": "单位", "verb": "动作",
}  # fmt: skip
"""What the fields of facts are called in Chinese."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a side, and where it is read."""

    text: str
    report: str
    href: str


@dataclass(frozen=True, slots=True)
class Side:
    """A person, or a fact, of a question. ``fields`` of a fact as people write them; ``decided`` are the decisions there are on it."""

    iri: str
    href: str
    says: str
    sentences: tuple[Said, ...]
    fields: dict[str, str]
    names: dict[str, str]
    decided: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a page shows it; ``seen`` tells by which decisions on it the page was made."""

    key: str
    kind: str
    question: str
    score: float
    sides: tuple[Side, ...]
    seen: str


def key_of(subjects: Iterable[str]) -> str:
    """What a question is called in addresses.

    >>> key_of(["b", "a"]) == key_of(["a", "b"])
    True
    """
    return sha256("\n".join(sorted(subjects)).encode()).hexdigest()[:12]


class Review(Part):
    """The pages of review over the graph of an explorer."""

    name = "review"

    def __init__(self, explorer: Explorer, access: Access, decisions: Path, by: str) -> None:
        self._explorer = explorer
        self._access = access
        self._path = decisions
        self._by = by
        self._items: list[Item] = []
        self._ready = False
        self._fault = ""
        self._digest = ""
        self._desk: Desk | None = None
        self._work: asyncio.Task[None] | None = None

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/review", self.listed),
            Route("/review/decisions", self.decisions),
            Route("/review/decide", self.decide, methods=["POST"]),
            Route("/review/undo", self.undo, methods=["POST"]),
            Route("/review/{key}", self.item),
        ]

    async def start(self) -> None:
        self._begin()

    async def close(self) -> None:
        if self._work:
            self._work.cancel()

    def _begin(self) -> None:
        """Looks in a process of its own for what deserves an eye: on many reports that takes a while."""
        self._digest = self._explorer.answers.digest
        self._ready = False
        self._desk = None
        if self._work:
            self._work.cancel()
        self._work = asyncio.create_task(self._look())

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            try:
                found = await loop.run_in_executor(pool, look, str(self._explorer.settings.folder), str(self._path))
            except asyncio.CancelledError:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
            except Exception as wrong:  # told of on the page
                self._fault = f"{type(wrong).__name__}: {wrong}"
                return
        self._items = found
        self._ready = True

    # ---------------------------------------------------------------- pages

    async def listed(self, request: Request) -> Response:
        """What is still open; or a question about two people, or a fact, that somebody points at."""
        self._access.check(request)
        if self._explorer.answers.digest != self._digest:
            self._begin()
        asked = request.query_params
        if asked.get("fact") or asked.get("of"):
            return await self._pointed(asked.get("fact", ""), asked.get("of", ""), asked.get("and", ""))
        kind = asked.get("kind", "")
        chosen = [one for one in self._items if kind in ("", one.kind)]
        counts = {name: sum(one.kind == name for one in self._items) for name in KIND_NAMES}
        said = {
            "items": [
                {"key": key_of(one.subjects), "kind": one.kind, "question": one.question, "score": one.score} for one in chosen[:_LISTED]
            ],
            "total": len(chosen),
            "counts": counts,
            "names": {name: say(*titles) for name, titles in KIND_NAMES.items()},
            "kind": kind,
            "ready": self._ready,
            "fault": self._fault,
            "decided": len(await run_sync(self._load)),
        }
        return page(request, "review.html", said)

    async def _pointed(self, fact: str, of: str, other: str) -> Response:
        base = self._explorer.settings.base
        subjects = [one if one.startswith(base) else base + one for one in (fact, of, other) if one]
        desk = await self._at_desk()
        kind = DOUBT if fact else IDENTITY
        known = (
            all(desk.graph.fact_kind(one) for one in subjects) if fact else len(subjects) == 2 and all(desk.kind(one) for one in subjects)
        )
        if not known:
            raise Refused(404, say("图谱里没有这一条", "the graph does not have it"))
        if not any(key_of(one.subjects) == key_of(subjects) for one in self._items):
            self._items.append(Item(kind, 0.0, say("由审核人指出", "pointed out by a reviewer"), tuple(subjects)))
        return RedirectResponse(f"/review/{key_of(subjects)}", 303)

    async def item(self, request: Request) -> Response:
        """A question, its sides next to each other."""
        self._access.check(request)
        item, following = self._find(request.path_params["key"], request.query_params.get("kind", ""))
        asked = await run_sync(self._asked, await self._at_desk(), item)
        return page(request, "item.html", self._shown(asked, following, request.query_params.get("kind", "")))

    def _shown(self, asked: Asked, following: str, kind: str, other: tuple[str, ...] = ()) -> dict[str, Any]:
        verdicts = ("same", "different", "undecided") if asked.kind == IDENTITY else ("accept", "reject", "correct")
        return {
            "asked": asked,
            "names": {name: say(*titles) for name, titles in KIND_NAMES.items()},
            "verdicts": [{"name": one, "title": say(*ANSWERS[one][:2]), "key": ANSWERS[one][2]} for one in verdicts],
            "csrf": self._access.csrf,
            "following": following,
            "kind": kind,
            "by": self._by,
            "other": other,
        }

    async def decisions(self, request: Request) -> Response:
        """What was decided, the latest days first, each with the means to undo it."""
        self._access.check(request)
        found = await run_sync(self._load)
        said = [
            {"key": one.key, "text": str(one), "by": one.by, "on": one.on}
            for one in sorted(found, key=lambda one: (one.on, one.line()), reverse=True)
        ]
        return page(request, "decisions.html", {"decisions": said, "csrf": self._access.csrf, "file": self._path.name})

    # ---------------------------------------------------------------- answers

    async def decide(self, request: Request) -> Response:
        """Takes an answer: writes the decision and goes to the next question."""
        form = await self._access.form(request)
        key, verdict, kind = str(form.get("key", "")), str(form.get("verdict", "")), str(form.get("kind", ""))
        item, following = self._find(key, kind)
        desk = await self._at_desk()
        by = str(form.get("by", "")).strip()[:100] or self._by
        asked = await run_sync(self._asked, desk, item)
        if str(form.get("seen", "")) != asked.seen:  # somebody else answered since the page was made
            other = tuple(dict.fromkeys(text for side in asked.sides for text in side.decided))
            return page(request, "item.html", self._shown(asked, following, kind, other or (say("已撤回", "undone"),)), 409)
        try:
            made = await run_sync(self._made, desk, item, verdict, form, by)
            await run_sync(keep, self._path, made)
        except (NotFound, NotPossible) as wrong:
            raise Refused(400, str(wrong)) from wrong
        except BadDecision as wrong:
            raise Refused(409, str(wrong)) from wrong
        await run_sync(self._audit, request, "decide", made, by)
        self._items = [one for one in self._items if one is not item]
        rest = urlencode({"kind": kind} if kind else {})
        return RedirectResponse((f"/review/{following}" if following else "/review") + (f"?{rest}" if rest else ""), 303)

    async def undo(self, request: Request) -> Response:
        """Takes a decision back."""
        form = await self._access.form(request)
        try:
            gone = await run_sync(take_back, self._path, [str(form.get("key", ""))])
        except BadDecision as wrong:
            raise Refused(409, str(wrong)) from wrong
        if gone is None:
            raise Refused(404, say("没有这条决定，也许别人已经撤回", "there is no such decision; somebody else may have undone it"))
        await run_sync(self._audit, request, "undo", gone, str(form.get("by", "")).strip()[:100] or self._by)
        self._begin()
        return RedirectResponse("/review/decisions", 303)

    def _made(self, desk: Desk, item: Item, verdict: str, form: FormData, by: str) -> list[Decision]:
        """The decisions that an answer is."""
        why, on = " ".join(str(form.get("why", "")).split())[:_WHY], date.today().isoformat()
        if item.kind == IDENTITY:
            if verdict not in ON_IDENTITY:
                raise NotPossible(say("请选择一个答案", "choose an answer"))
            return [identity_decision(desk, verdict, item.subjects[0], item.subjects[1], by, on, why)]
        side = str(form.get("side", ""))
        if verdict == "accept" and side not in item.subjects:
            return [one for fact in item.subjects for one in fact_decisions(desk, "add", fact, by, on, why)]
        if side not in item.subjects:
            raise NotPossible(say("请指明是哪一条", "tell which of them"))
        if verdict == "accept":
            return fact_decisions(desk, "add", side, by, on, why)
        if verdict == "reject":
            return fact_decisions(desk, "reject", side, by, on, why)
        if verdict != "correct":
            raise NotPossible(say("请选择一个答案", "choose an answer"))
        to = _changes(desk.written(side), form)
        if not to:
            raise NotPossible(say("没有改动；请改一改字段，或选“对”", "nothing was changed; change a field, or say that it is right"))
        return fact_decisions(desk, "correct", side, by, on, why, to)

    def _asked(self, desk: Desk, item: Item) -> Asked:
        """A question with what its sides say."""
        decided = self._load()
        sides = tuple(self._side(desk, item, subject, decided) for subject in item.subjects)
        return Asked(
            key_of(item.subjects), item.kind, item.question, item.score, sides, _seen(text for side in sides for text in side.decided)
        )

    def _side(self, desk: Desk, item: Item, subject: str, decided: Iterable[Decision]) -> Side:
        says, stated = desk.told(subject)
        written = {} if item.kind == IDENTITY else desk.written(subject)
        fields = {name: _text(written.get(name, "")) for name in KINDS[written["kind"]].fields} if written else {}
        sentences = tuple(
            Said(one.quote, one.report, f"/id/report/{quote('/'.join(segment(part) for part in one.report.split('/')), safe='/%')}")
            for one in stated[:8]
        )
        if item.kind == IDENTITY:
            pair = set(item.subjects)
            on_it = [one for one in decided if one.decision in ON_IDENTITY and {desk.node_of(one.kind, ref) for ref in one.refs()} == pair]
        else:
            reports = {one.report for one in stated}
            on_it = [
                one
                for one in decided
                if one.decision in ON_FACTS and one.report in reports and dict(one.fact) == desk.written(subject, one.report)
            ]
        names = {name: say(FIELD_NAMES.get(name, name), name) for name in fields}
        return Side(subject, self._explorer.href(subject), says, sentences, fields, names, tuple(map(str, on_it)))

    # ---------------------------------------------------------------- what there is

    def _find(self, key: str, kind: str) -> tuple[Item, str]:
        """A question, and the key of the one that follows it in a list of one kind ("" for all)."""
        chosen = [one for one in self._items if kind in ("", one.kind)]
        for at, one in enumerate(chosen):
            if key_of(one.subjects) == key:
                return one, key_of(chosen[at + 1].subjects) if at + 1 < len(chosen) else ""
        for one in self._items:
            if key_of(one.subjects) == key:
                return one, ""
        raise Refused(404, say("这一条已经有人答过，或者图谱已经更新", "this was answered already, or the graph is another by now"))

    async def _at_desk(self) -> Desk:
        if self._desk is None:
            self._desk = await run_sync(Desk, self._explorer.settings.folder)
        return self._desk

    def _load(self) -> tuple[Decision, ...]:
        try:
            return load(self._path)
        except BadDecision as wrong:
            raise Refused(409, str(wrong)) from wrong

    def _audit(self, request: Request, did: str, decisions: Iterable[Decision], by: str) -> None:
        """Adds a line for each decision: when, who, from where, what."""
        when = datetime.now(UTC).isoformat(timespec="seconds")
        where = request.client.host if request.client else ""
        with (self._path.parent / AUDIT).open("a", encoding="utf-8", newline="\n") as file:
            for one in decisions:
                line = {"at": when, "by": by, "did": did, "from": where, "key": one.key, "decision": json.loads(one.line())}
                file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")


def look(folder: str, decisions: str) -> list[Item]:
    """What is open in the graph of a folder."""
    return items(Desk(Path(folder)), load(Path(decisions)))


def _changes(written: dict[str, Any], form: FormData) -> dict[str, Any]:
    """The fields of a fact that a form has otherwise."""
    found: dict[str, Any] = {}
    for name in KINDS[written["kind"]].fields:
        given = form.get(f"field-{name}")
        if given is None or str(given).strip() == _text(written.get(name, "")):
            continue
        text = str(given).strip()[:200]
        found[name] = [part for part in text.replace(",", "、").replace("，", "、").split("、") if part] if name in MANY else text
    return found


def _text(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _seen(decided: Iterable[str]) -> str:
    return sha256("\n".join(sorted(set(decided))).encode()).hexdigest()[:12]
