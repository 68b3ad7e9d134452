"""What reading one report may take: time by its length, and memory. Beyond it the report is told of, and the others are built.

The limits are far from what any report is known to need (some milliseconds and megabytes a page): they are there for what nobody thought of.
"""

from __future__ import annotations

import _thread
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ..language import say
from ..reading.text import Unreadable

SECONDS = 60.0
"""Seconds that any report may take: of the processor where the system counts them (so that a busy machine or one put to sleep ends nothing), else of
the clock."""

PACE = 100
"""Characters for which a second more is given: a twentieth of what is read in it."""

MEMORY = 2 * 1024**3
"""Bytes that reading a report may add to what the process holds; kept to where the system keeps to such limits (Linux)."""


class OverBudget(Unreadable):
    """A report took more than it may; the message says so, for a person."""


@contextmanager
def budget(characters: int = 0) -> Iterator[None]:
    """Raises `OverBudget` in the block that takes more time or memory than a report of so many characters may. In another thread than a process's first
    nothing is bounded: only there can a system interrupt what runs.

    >>> with budget(800):
    ...     sum(range(10))
    45
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = SECONDS + characters / PACE
    try:
        with _timed(seconds), _held():
            yield
    except MemoryError as wrong:
        raise OverBudget(
            say(
                f"读取它要用 {MEMORY // 1024**2:,} MB 以上的内存，已放弃：请拆开后再试，并报告此问题",
                f"takes more than {MEMORY // 1024**2:,} MB of memory to read, and was given up: split it and try again, and please report it",
            )
        ) from wrong


def _over(seconds: float) -> OverBudget:
    return OverBudget(
        say(
            f"读取它用了 {seconds:.0f} 秒以上，已放弃：请拆开后再试，并报告此问题",
            f"took more than {seconds:.0f} seconds to read, and was given up: split it and try again, and please report it",
        )
    )


@contextmanager
def _timed(seconds: float) -> Iterator[None]:
    by_system = hasattr(signal, "setitimer")
    number = signal.SIGPROF if by_system else signal.SIGABRT

    def stop(*_: Any) -> None:
        raise _over(seconds)

    before = signal.signal(number, stop)
    clock = None if by_system else threading.Timer(seconds, _thread.interrupt_main, (number,))
    try:
        if clock is None:
            signal.setitimer(signal.ITIMER_PROF, seconds)
        else:
            clock.daemon = True
            clock.start()
        yield
    finally:
        if clock is None:
            signal.setitimer(signal.ITIMER_PROF, 0)
        else:
            clock.cancel()
        signal.signal(number, before)


@contextmanager
def _held() -> Iterator[None]:
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = pages * resource.getpagesize() + MEMORY
        if soft != resource.RLIM_INFINITY and soft < most:
            raise OSError  # somebody set a closer one
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    except (ImportError, OSError, ValueError):  # no such limits here
        yield
        return
    try:
        yield
    finally:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
