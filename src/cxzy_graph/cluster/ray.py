"""Stages shared out: by Ray to many machines, or one after the other in this process."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..building.pool import Lost
from ..language import say
from ..reading import Unreadable
from ..settling.across import Judgements
from .chunks import Plan, Tied

Engine = Callable[[Callable[..., Any], Iterable[tuple[Any, ...]], Callable[..., Any] | None], Iterator[tuple[int, Any]]]
"""Calls a function with each of some values, somewhere; gives the results as they come, each with the number of its values. Another function may be
given that is called with values which ended each process that was called with them."""


def here(
    function: Callable[..., Any], calls: Iterable[tuple[Any, ...]], careful: Callable[..., Any] | None = None
) -> Iterator[tuple[int, Any]]:
    """Calls in this process: the cluster of one, for tests and to find faults."""
    for number, values in enumerate(calls):
        yield number, function(*values)


class OnRay:
    """Calls on a Ray cluster. To be used in a ``with`` block."""

    RETRIES = 8
    """How often a call is tried again whose worker or machine died."""

    DOUBTED = 2
    """How often it is where there is a more careful way to do it."""

    AHEAD = 4
    """Calls that are handed over for each core: Ray need not know of a million at once."""

    def __init__(self, address: str) -> None:
        """Raises `Unreadable` where Ray is not installed or no cluster is at the address; "local" begins one on this machine."""
        try:
            import ray
        except ImportError as wrong:
            raise Unreadable(
                say(
                    "集群需要 Ray：在每台机器上 pip install 'cxzy-graph[cluster]'",
                    "a cluster needs Ray: pip install 'cxzy-graph[cluster]' on each machine",
                )
            ) from wrong
        self._ray = ray
        _answers(address)
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to its makers
        try:
            ray.init(
                address=None if address == "local" else address,
                log_to_driver=False,
                logging_level=logging.ERROR,
                include_dashboard=False if address == "local" else None,
            )
        except (ConnectionError, ValueError, RuntimeError) as wrong:
            raise Unreadable(say(f"连不上集群 {address}：{wrong}", f"no cluster at {address}: {wrong}")) from wrong

    def __enter__(self) -> OnRay:
        return self

    def __exit__(self, *_: object) -> None:
        self._ray.shutdown()

    def __call__(
        self, function: Callable[..., Any], calls: Iterable[tuple[Any, ...]], careful: Callable[..., Any] | None = None
    ) -> Iterator[tuple[int, Any]]:
        """Raises `Lost` for a call that ended each process that made it."""
        died = self._ray.exceptions.WorkerCrashedError, self._ray.exceptions.OutOfMemoryError, self._ray.exceptions.NodeDiedError
        remote = self._ray.remote(max_retries=self.RETRIES if careful is None else self.DOUBTED, num_cpus=1)(function)
        instead = self._ray.remote(max_retries=self.RETRIES, num_cpus=1)(careful) if careful is not None else None
        source = enumerate(calls)
        most = self.AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1)))  # type: ignore[no-untyped-call]
        waiting: dict[Any, tuple[int, list[Any]]] = {}
        doubted: set[int] = set()
        shared: dict[int, Any] = {}
        ended = False
        while True:
            while not ended and len(waiting) < most:
                fresh = next(source, None)
                if fresh is None:
                    ended = True
                else:
                    number, values = fresh
                    # what every call has, such as the plan, is handed over once
                    for one in values:
                        if isinstance(one, (Plan, Tied, Judgements)) and id(one) not in shared:
                            shared[id(one)] = self._ray.put(one)
                    given = [shared.get(id(one), one) for one in values]
                    waiting[remote.remote(*given)] = number, given
            if not waiting:
                return
            done, _ = self._ray.wait(list(waiting), num_returns=1)
            for one in done:
                number, given = waiting.pop(one)
                try:
                    result = self._ray.get(one)
                except died as wrong:
                    if instead is None or number in doubted:
                        raise Lost(
                            say(f"集群上的一项工作反复终止：{wrong}", f"a part of the work ends each process that does it: {wrong}")
                        ) from wrong
                    doubted.add(number)
                    waiting[instead.remote(*given)] = number, given
                else:
                    yield number, result


def _answers(address: str) -> None:
    """Raises `Unreadable` where nothing answers at ``HOST:PORT``; Ray itself would try for minutes."""
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if not colon or not port.isdigit():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=5).close()
    except OSError as wrong:
        raise Unreadable(
            say(f"{address} 没有集群：{wrong.strerror or wrong}", f"no cluster at {address}: {wrong.strerror or wrong}")
        ) from wrong
