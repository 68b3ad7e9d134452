"""Work shared out to processes: its results in order, whatever becomes of a process.

The pools of Python's library hang or lose what is left when a worker dies: out of memory, killed by a virus scanner, or by a library's
fault on one bad file. Here its part of the work is given out again, in halves if it happens once more, until the one piece that kills
workers is found and given back as lost; all others are done.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 3
"""Parts that are given out for each process before the first of them must be back: results wait in memory until their turn."""


class WorkerFault(RuntimeError):
    """A task raised an exception in another process, of a ``kind``, with what it said of itself; the message is its traceback there."""

    def __init__(self, kind: str, told: str, said: tuple[int | str, ...] = ()) -> None:
        super().__init__(told)
        self.kind = kind
        self.said = said


class Lost(RuntimeError):
    """A piece of work that ended the process each time it was tried, where nothing can stand for it."""


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Part(Generic[T]):
    """Some pieces of work; ``deaths`` counts the workers that it ended."""

    order: tuple[int, ...]
    pieces: Sequence[T]
    deaths: int = 0


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    at: _Part[Any] | None = None
    preparing: bool = False
    """Is its next answer one that nobody waits for?"""
    started: bool = False
    """Is it about what `Pool.start` gave it, and not to be given more?"""


@dataclass(slots=True)
class Pool:
    """So many processes; with one, all is done in this process and none is begun. To be used in a ``with`` block.

    >>> with Pool(1) as pool:
    ...     list(pool.map(_doubled, [[1, 2], [3]]))
    [[2, 4], [6]]
    """

    processes: int
    _workers: list[_Worker] = field(default_factory=list)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.dismiss()

    def dismiss(self) -> None:
        """Ends the processes, with the files that they have open; others begin where more is asked."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()

    def begin(self, ready: Callable[[Sequence[Any]], object]) -> None:
        """Begins a process, where any are begun, that calls `ready` with nothing while this one goes on: what it takes to load is then there when work
        comes. What becomes of that is not asked."""
        if self.processes > 1 and not self._workers:
            worker = self._hire()
            worker.preparing = True
            with contextlib.suppress(OSError):  # it died: found out when work comes
                worker.pipe.send((ready, ()))

    def start(self, task: Callable[[Sequence[T]], list[R]], part: Sequence[T]) -> Callable[[], list[R]]:
        """Has one process do a part while this one goes on; what comes back waits for the results. With one process all is done before it comes back.

        >>> with Pool(1) as pool:
        ...     doubled = pool.start(_doubled, [1, 2])
        ...     doubled()
        [2, 4]
        """
        if self.processes == 1:
            found = task(part)
            return lambda: found
        worker = next((one for one in self._workers if one.at is None and not one.started), None) or self._hire()
        worker.started = True
        with contextlib.suppress(OSError):  # it died while it was idle: found out when it is waited for
            worker.pipe.send((task, part))

        @cache
        def answered() -> tuple[bool, Any]:
            try:
                if worker.preparing:
                    worker.pipe.recv()
                    worker.preparing = False
                told: tuple[bool, Any] = worker.pipe.recv()
            except (EOFError, OSError):
                if worker not in self._workers:
                    raise Lost("the processes were dismissed before they were done") from None
                self._let_go(worker)
                (found,) = self.map(task, [part])
                return True, found
            worker.started = False
            return told

        def results() -> list[R]:
            fine, answer = answered()
            if not fine:
                raise WorkerFault(*answer)
            made: list[R] = answer
            return made

        return results

    def map(
        self, task: Callable[[Sequence[T]], list[R]], parts: Iterable[Sequence[T]], lost: Callable[[T], R] | None = None
    ) -> Iterator[list[R]]:
        """What `task` makes of each part, a result for each piece of it, in the order of the parts.

        ``lost`` gives what stands for a piece that ends every process that tries it; without it, such a piece raises `Lost`. Raises `WorkerFault`
        for an exception in another process. `task` must be a function of a module.
        """
        if self.processes == 1:
            for part in parts:
                yield task(part)
            return
        source = iter(enumerate(parts))
        waiting: list[_Part[T]] = []
        done: dict[tuple[int, ...], list[R]] = {}
        kept: dict[int, list[_Part[T]]] = {}
        following, given, ended = 0, 0, False
        while True:
            while following in kept and all(part.order in done for part in kept[following]):
                yield [result for part in kept.pop(following) for result in done.pop(part.order)]
                following += 1
            while not ended and given - following < AHEAD * self.processes and len(waiting) < self.processes:
                fresh = next(source, None)
                if fresh is None:
                    ended = True
                else:
                    waiting.append(_Part((fresh[0],), fresh[1]))
                    kept[fresh[0]] = [waiting[-1]]
                    given += 1
            if ended and following == given:
                return
            self._give_out(task, waiting)
            for worker in self._answered():
                given_out = worker.at
                assert given_out is not None
                try:
                    fine, answer = worker.pipe.recv()
                except (EOFError, OSError):
                    self._bury(worker, given_out, waiting, done, kept, lost)
                    continue
                if worker.preparing:
                    worker.preparing = False
                    continue
                worker.at = None
                if not fine:
                    raise WorkerFault(*answer)
                done[given_out.order] = answer

    def _give_out(self, task: Callable[..., Any], waiting: list[Any]) -> None:
        shared = [worker for worker in self._workers if not worker.started]
        idle = [worker for worker in shared if worker.at is None]
        while waiting and (idle or not shared or len(self._workers) < self.processes):
            worker = idle.pop() if idle else self._hire()
            shared.append(worker)
            worker.at = waiting.pop(0)
            with contextlib.suppress(OSError):  # it died while it was idle: found out when its answer is waited for
                worker.pipe.send((task, worker.at.pieces))

    def _hire(self) -> _Worker:
        context = multiprocessing.get_context("spawn")  # the one way that every system has, and that threads of libraries survive
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))
        return self._workers[-1]

    def _answered(self) -> list[_Worker]:
        busy: dict[Any, _Worker] = {worker.pipe: worker for worker in self._workers if worker.at is not None}
        return [busy[pipe] for pipe in wait(list(busy))]

    def _let_go(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()

    def _bury(self, worker: _Worker, part: _Part[Any], waiting: list[Any], done: dict[Any, Any], kept: dict[int, Any], lost: Any) -> None:
        """A worker died: its part is tried again, then in halves; a single piece that did it twice is lost."""
        self._let_go(worker)
        part.deaths += 1
        if part.deaths < 2:
            waiting.insert(0, part)
        elif len(part.pieces) > 1:
            middle = len(part.pieces) // 2
            halves = [_Part((*part.order, n), some, 1) for n, some in enumerate((part.pieces[:middle], part.pieces[middle:]))]
            siblings = kept[part.order[0]]
            at = siblings.index(part)
            siblings[at : at + 1] = halves
            waiting[:0] = halves
        elif lost is not None:
            done[part.order] = [lost(part.pieces[0])]
        else:
            raise Lost(f"{part.pieces[0]!r} ended two processes, the second with exit code {worker.process.exitcode}")


def _work(pipe: Connection) -> None:
    """A worker's life: ends when its pipe does, so that none outlives the process that began it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the one that began the work tidies up
    while True:
        try:
            task, pieces = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = True, task(pieces)
        except Exception as wrong:  # told of where the result was asked for
            said = tuple(one for one in wrong.args if isinstance(one, int | str))
            answer = False, (type(wrong).__name__, traceback.format_exc(), said)
        try:
            pipe.send(answer)
        except (BrokenPipeError, OSError):
            return


def _doubled(pieces: Sequence[int]) -> list[int]:
    return [2 * one for one in pieces]
