"""Review in the browser: what deserves a person's eye, with both sides and their sentences; answers go to the file of decisions at once.

Off unless asked for. Every answer and every undoing leaves a line in the audit file.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ..curating.deciding import Decided, NotPossible, fact_decisions, identity_decision, keep, on_the_same, take_back
from ..curating.desk import Desk, NotFound
from ..curating.reviewing import DOUBT, IDENTITY, Item
from ..language import say
from ..rdf.iris import IRI_CHARACTER
from ..rdf.terms import DCTERMS
from ..service.protocol import Refused
from ..settling.decisions import ON_IDENTITY, BadDecision, Decision, load, locked
from ..written_facts import KINDS
from .access import Access
from .host import Host, Part
from .pages import page
from .review_items import (
    _LISTED,
    _SENTENCES,
    _WHY,
    ANSWERS,
    AUDIT,
    FIELD_NAMES,
    KIND_NAMES,
    Asked,
    Quoted,
    Side,
    _about,
    _changes,
    _text,
    key_of,
    look,
)


@dataclass
class _State:
    """What is open in the graph of one build; another build has another. ``answered`` are questions that were answered while it was looked
    for, ``pointed`` those that reviewers pointed at."""

    digest: str
    items: list[Item] = field(default_factory=list)
    ready: bool = False
    fault: str = ""
    answered: set[str] = field(default_factory=set)
    pointed: dict[str, Item] = field(default_factory=dict)
    desk: Desk | None = None


class Review(Part):
    """The pages of review over the graph of an explorer."""

    name = "review"

    def __init__(self, explorer: Host, access: Access, decisions: Path, by: str) -> None:
        self._explorer = explorer
        self._access = access
        self._path = decisions
        self._by = by
        self._state = _State("")
        self._looking = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/review", self.listed),
            Route("/review/decisions", self.decisions),
            Route("/review/decide", self.decide, methods=["POST"]),
            Route("/review/undo", self.undo, methods=["POST"]),
            Route("/review/{key}", self.item),
        ]

    async def start(self) -> None:
        self._now()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()

    def _now(self) -> _State:
        """What is open in the graph as it is now; begins to look for it where there is another graph, or where it failed before."""
        digest = self._explorer.answers.digest
        if self._state.digest != digest or self._state.fault:
            self._state = _State(digest)
            self._look_for(self._state)
        return self._state

    def _look_for(self, state: _State) -> None:
        state.ready = False
        task = asyncio.create_task(self._look(state))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _look(self, state: _State) -> None:
        """Looks for what is open, in a process of its own: on many reports that takes a while. One at a time."""
        async with self._looking:
            if state is not self._state:
                return
            state.answered.clear()
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                work = asyncio.get_running_loop().run_in_executor(pool, look, str(self._explorer.settings.folder), str(self._path))
                try:
                    found = await work
                except asyncio.CancelledError:
                    pool.shutdown(wait=False, cancel_futures=True)
                    raise
                except Exception as wrong:  # told of on the page, and tried again when it is opened next
                    state.fault = f"{type(wrong).__name__}: {wrong}"
                    return
        state.items = [one for one in found if key_of(one.subjects) not in state.answered]
        state.ready = True

    # ---------------------------------------------------------------- pages

    async def listed(self, request: Request) -> Response:
        """What is still open; or a question about two people, or a fact, that somebody points at."""
        self._access.check(request)
        fault = self._state.fault
        state = self._now()
        asked = request.query_params
        if asked.get("fact") or asked.get("of"):
            return await self._pointed(state, asked.get("fact", ""), asked.get("of", ""), asked.get("and", ""))
        kind = asked.get("kind", "")
        chosen = [one for one in state.items if kind in ("", one.kind)]
        said = {
            "items": [
                {"key": key_of(one.subjects), "kind": one.kind, "question": one.question, "score": one.score} for one in chosen[:_LISTED]
            ],
            "total": len(chosen),
            "counts": {name: sum(one.kind == name for one in state.items) for name in KIND_NAMES},
            "names": {name: say(*titles) for name, titles in KIND_NAMES.items()},
            "kind": kind,
            "ready": state.ready,
            "fault": fault,
            "decided": len(await run_sync(self._load)),
            "csrf": self._access.csrf,
            "kept": await run_sync(self._kept, request),
        }
        return page(request, "review.html", said)

    async def _pointed(self, state: _State, fact: str, of: str, other: str) -> Response:
        base = self._explorer.settings.base
        subjects = [one if one.startswith(base) else base + one for one in (fact, of, other) if one]
        item = self._valid(await self._desk(state), DOUBT if fact else IDENTITY, subjects)
        if item is None:
            raise Refused(404, say("图谱里没有这一条", "the graph does not have it"))
        state.pointed[key_of(subjects)] = item
        return RedirectResponse(f"/review/{key_of(subjects)}", 303)

    async def item(self, request: Request) -> Response:
        """A question, its sides next to each other."""
        self._access.check(request)
        state, key, kind = self._now(), request.path_params["key"], request.query_params.get("kind", "")
        item = next((one for one in (*state.items, *state.pointed.values()) if key_of(one.subjects) == key), None)
        if item is None:
            raise Refused(404, say("这一条已经有人答过，或者图谱已经更新", "this was answered already, or the graph is another by now"))
        asked = await run_sync(self._asked, await self._desk(state), item)
        return page(request, "item.html", self._shown(state, asked, kind) | {"kept": await run_sync(self._kept, request)})

    def _kept(self, request: Request) -> list[dict[str, str]]:
        """The decisions that were written a moment ago, to be told of and to be undone."""
        keys = set(request.query_params.getlist("kept")[:20])
        return [{"key": one.key, "text": str(one)} for one in self._load() if one.key in keys] if keys else []

    def _shown(self, state: _State, asked: Asked, kind: str, other: str = "") -> dict[str, Any]:
        verdicts = ("same", "different", "undecided") if asked.kind == IDENTITY else ("accept", "reject", "correct")
        return {
            "asked": asked,
            "names": {name: say(*titles) for name, titles in KIND_NAMES.items()},
            "verdicts": [{"name": one, "title": say(*ANSWERS[one][:2]), "key": ANSWERS[one][2]} for one in verdicts],
            "csrf": self._access.csrf,
            "following": self._following(state, asked.key, kind),
            "kind": kind,
            "by": self._by,
            "other": other,
            "kept": [],
            "number": self._number(state, asked.key, kind),
            "address": f"/review/{asked.key}",
        }

    async def decisions(self, request: Request) -> Response:
        """What was decided, the latest days first, each with the means to undo it."""
        self._access.check(request)
        found = sorted(await run_sync(self._load), key=lambda one: (one.on, one.line()), reverse=True)
        said = [{"key": one.key, "text": str(one), "by": one.by, "on": one.on} for one in found]
        return page(request, "decisions.html", {"decisions": said, "csrf": self._access.csrf, "file": self._path.name})

    # ---------------------------------------------------------------- answers

    async def decide(self, request: Request) -> Response:
        """Takes an answer: writes the decision and goes to the next question."""
        form = await self._access.form(request)
        state, kind = self._now(), str(form.get("kind", ""))
        desk = await self._desk(state)
        item = self._valid(desk, str(form.get("sort", "")), [str(one) for one in form.getlist("subject")])
        if item is None:
            raise Refused(409, say("图谱已经更新，这一条不在了", "the graph is another by now, and does not have this"))
        key = key_of(item.subjects)
        following = self._following(state, key, kind)
        by = str(form.get("by", "")).strip()[:100] or self._by
        try:
            made = await run_sync(self._made, desk, item, form, by)
            about = await run_sync(_about, desk, item)
            await run_sync(self._keep, request, made, about, str(form.get("seen", "")).split(), by)
        except (NotFound, NotPossible) as wrong:
            raise Refused(400, str(wrong)) from wrong
        except BadDecision as wrong:
            raise Refused(409, str(wrong)) from wrong
        except Decided as wrong:  # somebody else answered, or took an answer back, since the page was made
            asked = await run_sync(self._asked, desk, item)
            return page(request, "item.html", self._shown(state, asked, kind, str(wrong) or say("已撤回", "undone")), 409)
        state.answered.add(key)
        state.items = [one for one in state.items if key_of(one.subjects) != key]
        rest = urlencode([*([("kind", kind)] if kind else []), *(("kept", one.key) for one in made)])
        return RedirectResponse((f"/review/{following}" if following else "/review") + f"?{rest}", 303)

    async def undo(self, request: Request) -> Response:
        """Takes a decision back."""
        form = await self._access.form(request)
        by = str(form.get("by", "")).strip()[:100] or self._by
        try:
            gone = await run_sync(self._take_back, request, str(form.get("key", "")), by)
        except BadDecision as wrong:
            raise Refused(409, str(wrong)) from wrong
        if gone is None:
            raise Refused(404, say("没有这条决定，也许别人已经撤回", "there is no such decision; somebody else may have undone it"))
        self._look_for(self._now())
        return RedirectResponse("/review/decisions", 303)

    def _keep(self, request: Request, made: list[Decision], about: list[Decision], seen: list[str], by: str) -> None:
        keep(self._path, made, about, seen)
        self._audit(request, "decide", made, by)

    def _take_back(self, request: Request, key: str, by: str) -> list[Decision] | None:
        gone = take_back(self._path, [key])
        self._audit(request, "undo", gone or (), by)
        return gone

    def _made(self, desk: Desk, item: Item, form: FormData, by: str) -> list[Decision]:
        """The decisions that an answer is."""
        verdict, why = str(form.get("verdict", "")), " ".join(str(form.get("why", "")).split())[:_WHY]
        on = date.today().isoformat()
        if item.kind == IDENTITY:
            if verdict not in ON_IDENTITY:
                raise NotPossible(say("请选择一个答案", "choose an answer"))
            return [identity_decision(desk, verdict, item.subjects[0], item.subjects[1], by, on, why)]
        side = str(form.get("side", ""))
        if verdict == "accept" and len(item.subjects) > 1:
            return [one for fact in item.subjects for one in fact_decisions(desk, "add", fact, by, on, why)]
        if side not in item.subjects:
            raise NotPossible(say("请指明是哪一条", "tell which of them"))
        to = _changes(desk.written(side), form)
        if verdict == "correct":
            if not to:
                raise NotPossible(say("没有改动；请改一改字段，或选“对”", "nothing was changed; change a field, or say that it is right"))
            return fact_decisions(desk, "correct", side, by, on, why, to)
        if to:
            raise NotPossible(say("您改了字段：请选“更正”，或把字段改回去", "fields were changed: say “correct”, or change them back"))
        if verdict not in ("accept", "reject"):
            raise NotPossible(say("请选择一个答案", "choose an answer"))
        return fact_decisions(desk, "add" if verdict == "accept" else "reject", side, by, on, why)

    def _asked(self, desk: Desk, item: Item) -> Asked:
        """A question with what its sides say."""
        decided = self._load()
        sides = tuple(self._side(desk, item, subject, decided) for subject in item.subjects)
        seen = " ".join(one.key for one in on_the_same(decided, _about(desk, item)))
        return Asked(key_of(item.subjects), item.kind, item.question, item.score, sides, seen)

    def _side(self, desk: Desk, item: Item, subject: str, decided: Iterable[Decision]) -> Side:
        says, stated = desk.told(subject)
        written = {} if item.kind == IDENTITY else desk.written(subject)
        fields = {name: _text(written.get(name, "")) for name in KINDS[written["kind"]].fields} if written else {}
        sentences = tuple(
            Quoted(
                one.quote,
                desk.graph.one(desk.reports[one.report], DCTERMS.title) or one.report,
                self._explorer.href(desk.reports[one.report]),
            )
            for one in stated[:_SENTENCES]
        )
        about = _about(desk, item if item.kind == IDENTITY else Item(item.kind, 0.0, item.wording, (subject,)))
        names = {name: say(FIELD_NAMES.get(name, name), name) for name in fields}
        return Side(subject, self._explorer.href(subject), says, sentences, fields, names, tuple(map(str, on_the_same(decided, about))))

    # ---------------------------------------------------------------- what there is

    def _valid(self, desk: Desk, kind: str, subjects: list[str]) -> Item | None:
        """A question as a form or an address has it, if the graph has what it is about."""
        if kind not in KIND_NAMES or not 1 <= len(subjects) <= 8 or not all(re.fullmatch(f"{IRI_CHARACTER}+", one) for one in subjects):
            return None
        if kind == IDENTITY:
            known = len(subjects) == 2 and all(desk.kind(one) and desk.graph.knows(one) for one in subjects)
        else:
            known = all(desk.graph.fact_kind(one) for one in subjects)
        return Item(kind, 0.0, ("由审核人指出", "pointed out by a reviewer"), tuple(subjects)) if known else None

    def _following(self, state: _State, key: str, kind: str) -> str:
        """The key of the question that follows one in the list of a kind ("" for all)."""
        keys = [key_of(one.subjects) for one in state.items if kind in ("", one.kind)]
        at = keys.index(key) if key in keys else len(keys)
        return keys[at + 1] if at + 1 < len(keys) else ""

    def _number(self, state: _State, key: str, kind: str) -> tuple[int, int]:
        """Which of how many questions of a kind it is; 0 for one that somebody pointed at."""
        keys = [key_of(one.subjects) for one in state.items if kind in ("", one.kind)]
        return keys.index(key) + 1 if key in keys else 0, len(keys)

    async def _desk(self, state: _State) -> Desk:
        if state.desk is None:
            state.desk = await run_sync(Desk, self._explorer.settings.folder)
        return state.desk

    def _load(self) -> tuple[Decision, ...]:
        try:
            return load(self._path)
        except BadDecision as wrong:
            raise Refused(409, str(wrong)) from wrong

    def _audit(self, request: Request, did: str, decisions: Iterable[Decision], by: str) -> None:
        """Adds a line for each decision: when, who, from where, what."""
        when = datetime.now(UTC).isoformat(timespec="seconds")
        where = request.client.host if request.client else ""
        with locked(self._path), (self._path.parent / AUDIT).open("a", encoding="utf-8", newline="\n") as file:
            for one in decisions:
                line = {"at": when, "by": by, "did": did, "from": where, "key": one.key, "decision": json.loads(one.line())}
                file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
