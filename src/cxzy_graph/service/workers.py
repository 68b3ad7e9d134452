"""The workers of a service: so many processes, ended when they take too long, replaced when they end."""

from __future__ import annotations

import os
import queue
import signal
import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import AuthenticationError, get_context
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from typing import Any

from . import worker
from .worker import Answered, Asked

_STARTING = 30.0
"""Seconds that a process may take to start."""


class TooSlow(Exception):
    """The time for an answer was over; the worker was ended."""


class Busy(Exception):
    """No worker was free within the time for an answer."""


@dataclass(slots=True)
class _Worker:
    connection: Connection[Any, Any]
    process: int
    generation: tuple[int, str]

    def end(self) -> None:
        self.connection.close()
        with suppress(ProcessLookupError):
            os.kill(self.process, getattr(signal, "SIGKILL", signal.SIGTERM))


class Workers:
    """Processes that answer questions about a store folder; those that read it on disk first, and where it is small enough and the system
    forks, those that share it in memory as soon as it is there.

    A store that is to be written to has one worker.
    """

    def __init__(self, folder: Path, number: int | None = None, writable: bool = False, in_memory: bool = True) -> None:
        self._folder = str(folder)
        self._writable = writable
        self._number = 1 if writable else number or max(2, os.cpu_count() or 2)
        self._in_memory = in_memory and worker.FORKS and not writable
        self._processes = get_context("spawn")
        self._key = os.urandom(32)
        self._listener = Listener(authkey=self._key)
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._renewal = 0
        self._nurse: Connection[Any, Any] | None = None
        self._lock = threading.Lock()
        self._closed = False
        threading.Thread(target=self._receive, name="workers", daemon=True).start()
        self.renew()

    def renew(self) -> None:
        """Starts workers anew, which read what the folder holds now; those of before are ended when they have answered."""
        with self._lock:
            self._renewal += 1
            if self._nurse is not None:
                self._nurse.close()
                self._nurse = None
        for _ in range(self._number):
            self._start(worker.run, self._writable)
        if self._in_memory:
            self._start(worker.nurse)

    def ask(self, asked: Asked) -> Answered:
        """The answer of a worker.

        Raises `TooSlow` after ``asked.seconds``, `Busy` where no worker is free for as long.
        """
        one = self._free(max(asked.seconds, _STARTING))
        try:
            one.connection.send(asked)
            if not one.connection.poll(asked.seconds):
                raise TooSlow
            found: Answered = one.connection.recv()
        except (EOFError, OSError) as gone:
            self._replace(one)
            raise TooSlow from gone  # its own alarm came first
        except BaseException:
            self._replace(one)
            raise
        if one.generation == self._generation:
            self._idle.put(one)
        else:
            one.end()
        return found

    def close(self) -> None:
        """Ends all workers."""
        self._closed = True
        self._renewal += 1
        if self._nurse is not None:
            self._nurse.close()
        with suppress(OSError):
            self._listener.close()
        with suppress(queue.Empty):
            while True:
                self._idle.get_nowait().end()

    @property
    def _generation(self) -> tuple[int, str]:
        """What workers are that may go on: started since the last renewal, and in memory once that is there."""
        return self._renewal, "disk" if self._nurse is None else "memory"

    def _free(self, seconds: float) -> _Worker:
        while True:
            try:
                one = self._idle.get(timeout=seconds)
            except queue.Empty:
                raise Busy from None
            if one.generation == self._generation:
                return one
            one.end()

    def _replace(self, gone: _Worker) -> None:
        gone.end()
        with self._lock:
            nurse = self._nurse
            if nurse is not None:
                with suppress(OSError):
                    nurse.send("one more")
                    return
        self._start(worker.run, self._writable)

    def _start(self, target: Any, *more: Any) -> None:
        self._processes.Process(
            target=target, args=(self._folder, *more, self._renewal, self._listener.address, self._key), daemon=True
        ).start()

    def _receive(self) -> None:
        """Takes in the processes that report as ready."""
        while not self._closed:
            try:
                connection = self._listener.accept()
                kind, process, renewal = connection.recv()
            except (AuthenticationError, EOFError):
                continue
            except OSError:
                return
            if kind != "nurse":
                self._idle.put(_Worker(connection, process, (renewal, kind)))
            elif renewal == self._renewal:
                self._adopt(connection)
            else:
                connection.close()

    def _adopt(self, nurse: Connection[Any, Any]) -> None:
        """From now on workers share the memory of this process; those who read the disk are ended when they have answered."""
        with self._lock:
            self._nurse = nurse
            for _ in range(self._number):
                nurse.send("one more")
