"""The workers of a service: so many processes, ended when they take too long, replaced when they end."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import AuthenticationError, get_context
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any

from anyio.to_thread import run_sync

from . import worker
from .worker import Answered, Asked, Limits

_STARTING = 30.0
"""Seconds that a process may take to start."""


class TooSlow(Exception):
    """The time for an answer was over; the worker was ended."""


class Fallen(Exception):
    """The worker ended while it answered: out of memory, say."""


class Gone(Fallen):
    """The worker had ended before it was asked."""


class Busy(Exception):
    """No worker was free within the time for an answer."""


@dataclass(slots=True)
class _Worker:
    connection: Connection[Any, Any]
    process: int
    renewal: int

    def end(self) -> None:
        self.connection.close()
        with suppress(ProcessLookupError):
            os.kill(self.process, getattr(signal, "SIGKILL", signal.SIGTERM))

    def send(self, asked: Asked, limits: Limits) -> None:
        if self.connection.poll():
            raise ConnectionResetError  # it has nothing to say unasked: it was ended from outside while it waited
        self.connection.send_bytes(pickle.dumps((asked, limits)))

    async def answer(self, seconds: float) -> Answered:
        if not await _readable(self.connection, seconds):
            raise TooSlow
        kind, _, rest = self.connection.recv_bytes().partition(b"\n")
        return Answered(kind.decode(), rest[1:] if rest else await run_sync(self.connection.recv_bytes))


async def _readable(connection: Connection[Any, Any], seconds: float) -> bool:
    """Does something come through a connection within so many seconds?"""
    if sys.platform == "win32":  # where the event loop cannot watch a pipe
        return await run_sync(connection.poll, seconds)
    loop = asyncio.get_running_loop()
    came: asyncio.Future[None] = loop.create_future()
    late: list[bool] = []
    loop.add_reader(connection.fileno(), _tell, came)
    over = loop.call_later(seconds, _give_up, came, late)
    try:
        await came
    except asyncio.CancelledError:  # by the clock, which may strike some thousandths early, or by who asked
        if not late:
            raise
        return False
    finally:
        over.cancel()
        loop.remove_reader(connection.fileno())
        os.set_blocking(connection.fileno(), True)  # uvloop does not give it back as it was
    return True


def _give_up(came: asyncio.Future[None], late: list[bool]) -> None:
    late.append(True)
    came.cancel()


def _tell(came: asyncio.Future[None]) -> None:
    if not came.done():
        came.set_result(None)


class Workers:
    """Processes that answer questions about a store folder, for one event loop. A store that is to be written to has one.

    They read it on disk: in memory a question takes between a half and twelve times as long as there (measured at 3.5 million quads), for
    Oxigraph plans it otherwise.
    """

    def __init__(self, folder: Path, number: int | None = None, writable: bool = False) -> None:
        self._folder = str(folder)
        self._writable = writable
        self._number = 1 if writable else number or max(2, os.cpu_count() or 2)
        self._processes = get_context("spawn")
        self._key = os.urandom(32)
        self._listener = Listener(authkey=self._key)
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._started: list[Any] = []
        self._renewal = 0
        self._closed = False

    def start(self) -> None:
        """Starts the workers; the event loop must run."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._receive, args=(loop,), name="workers", daemon=True).start()
        self.renew()

    def renew(self) -> None:
        """Starts workers anew, which read what the folder holds now; those of before are ended, the busy ones when they have answered."""
        self._renewal += 1
        self._end_idle()
        for _ in range(self._number):
            self._start()

    async def ask(self, asked: Asked, limits: Limits) -> Answered:
        """The answer of a worker.

        Raises `TooSlow` after ``limits.seconds``, `Busy` where no worker is free for as long, `Fallen` where the question ended its worker.
        """
        try:
            return await self._ask(asked, limits)
        except Gone:
            return await self._ask(asked, limits)

    async def _ask(self, asked: Asked, limits: Limits) -> Answered:
        one = await self._free(max(limits.seconds, _STARTING))
        try:
            one.send(asked, limits)
        except OSError as gone:
            self._replace(one)
            raise Gone from gone
        try:
            found = await one.answer(limits.seconds)
        except (EOFError, OSError) as gone:
            self._replace(one)
            raise Fallen from gone
        except BaseException:
            self._replace(one)
            raise
        if one.renewal == self._renewal:
            self._idle.put_nowait(one)
        else:
            one.end()
        return found

    def close(self) -> None:
        """Ends all workers."""
        self._closed = True
        self._renewal += 1
        with suppress(OSError, EOFError, AuthenticationError):
            Client(self._listener.address, authkey=self._key).close()  # or the thread would wait for it for ever
        with suppress(OSError):
            self._listener.close()
        self._end_idle()

    def _end_idle(self) -> None:
        while not self._idle.empty():
            self._idle.get_nowait().end()

    async def _free(self, seconds: float) -> _Worker:
        while True:
            try:
                async with asyncio.timeout(seconds):  # unlike `wait_for`, it loses no worker that comes at the last moment
                    one = await self._idle.get()
            except TimeoutError:
                self._fill()
                raise Busy from None
            if one.renewal == self._renewal:
                return one
            one.end()

    def _replace(self, gone: _Worker) -> None:
        gone.end()
        if gone.renewal == self._renewal:
            self._start()

    def _fill(self) -> None:
        """Starts as many processes as there are too few, some having ended before they ever came."""
        for _ in range(self._number - sum(one.is_alive() for one in self._started)):
            self._start()

    def _start(self) -> None:
        arguments = (self._folder, self._writable, self._renewal, self._listener.address, self._key)
        one = self._processes.Process(target=worker.run, args=arguments, daemon=True)
        one.start()
        self._started = [*(other for other in self._started if other.is_alive()), one]

    def _receive(self, loop: asyncio.AbstractEventLoop) -> None:
        """Takes in the processes that report as ready."""
        while not self._closed:
            try:
                connection = self._listener.accept()
                process, renewal = connection.recv()
                loop.call_soon_threadsafe(self._idle.put_nowait, _Worker(connection, process, renewal))
            except (AuthenticationError, EOFError):
                continue
            except OSError:  # a process that ended while it came, or the end
                time.sleep(0.05)
            except RuntimeError:  # the loop has ended
                return
