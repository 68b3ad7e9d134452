"""Work shared out to processes, some of which die."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cxzy_graph.building.pool import Lost, Pool, WorkerFault


def squares(pieces: Sequence[int]) -> list[int]:
    return [one * one for one in pieces]


def dies_on_seven(pieces: Sequence[int]) -> list[int]:
    if 7 in pieces:
        os.kill(os.getpid(), signal.SIGKILL)
    return squares(pieces)


def dies_once(pieces: Sequence[tuple[str, int]]) -> list[int]:
    for flag, one in pieces:
        if one == 7 and not Path(flag).exists():
            Path(flag).touch()
            os._exit(3)
    return [one * one for _, one in pieces]


def last_is_first(pieces: Sequence[int]) -> list[int]:
    time.sleep(0.5 if pieces[0] == 0 else 0)
    return squares(pieces)


def raises(pieces: Sequence[int]) -> list[int]:
    return [1 // one for one in pieces]


def lost(piece: int) -> int:
    return -piece


PARTS = [list(range(at, at + 4)) for at in range(0, 20, 4)]


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_come_in_the_order_of_the_parts(processes: int) -> None:
    with Pool(processes) as pool:
        assert [one for part in pool.map(squares, PARTS) for one in part] == [n * n for n in range(20)]
        assert list(pool.map(squares, [])) == []
        assert list(pool.map(squares, [[3]])) == [[9]]


def test_all_that_may_wait_being_done_more_is_given_out() -> None:
    with Pool(2) as pool:
        assert [one for part in pool.map(last_is_first, [[n] for n in range(30)]) for one in part] == [n * n for n in range(30)]


def test_a_piece_that_ends_every_process_is_found_and_the_others_are_done() -> None:
    with Pool(2) as pool:
        assert [one for part in pool.map(dies_on_seven, PARTS, lost) for one in part] == [-7 if n == 7 else n * n for n in range(20)]


def test_without_what_stands_for_it_such_a_piece_is_told_of() -> None:
    with Pool(2) as pool, pytest.raises(Lost, match=r"^7 ended two processes"):
        list(pool.map(dies_on_seven, PARTS))


def test_a_process_that_dies_once_costs_its_part(tmp_path: Path) -> None:
    parts = [[(str(tmp_path / "flag"), one) for one in part] for part in PARTS]
    with Pool(2) as pool:
        assert [one for part in pool.map(dies_once, parts) for one in part] == [n * n for n in range(20)]


def test_an_exception_is_told_of_with_its_traceback() -> None:
    with Pool(2) as pool, pytest.raises(WorkerFault, match="ZeroDivisionError"):
        list(pool.map(raises, [[1], [0], [2]]))


def test_a_pool_goes_on_after_it_was_dismissed() -> None:
    with Pool(2) as pool:
        assert list(pool.map(squares, [[2], [3]])) == [[4], [9]]
        pool.dismiss()
        assert list(pool.map(squares, [[2], [3]])) == [[4], [9]]


def dies(_: Sequence[int]) -> None:
    os._exit(3)


def fails(_: Sequence[int]) -> None:
    raise ValueError("not ready")


@pytest.mark.parametrize("ready", [squares, dies, fails])
@pytest.mark.parametrize("processes", [1, 2])
def test_what_becomes_of_getting_ready_is_not_asked(ready: Callable[[Sequence[int]], object], processes: int) -> None:
    with Pool(processes) as pool:
        pool.begin(ready)
        assert [one for part in pool.map(squares, PARTS) for one in part] == [n * n for n in range(20)]
        pool.dismiss()
        pool.begin(ready)


@pytest.mark.parametrize("processes", [1, 2])
def test_what_was_started_is_done_beside_other_work(processes: int) -> None:
    with Pool(processes) as pool:
        pool.begin(squares)
        first, second = pool.start(last_is_first, [0, 3]), pool.start(squares, [5])
        assert [one for part in pool.map(squares, PARTS) for one in part] == [n * n for n in range(20)]
        assert first() == first() == [0, 9]
        assert second() == [25]


def test_a_worker_that_dies_over_what_was_started(tmp_path: Path) -> None:
    with Pool(2) as pool:
        assert pool.start(dies_once, [(str(tmp_path / "flag"), 7)])() == [49]
        with pytest.raises(Lost):
            pool.start(dies_on_seven, [7])()
        divided = pool.start(raises, [0])
        for _ in range(2):
            with pytest.raises(WorkerFault, match="ZeroDivisionError"):
                divided()
        waiting = pool.start(last_is_first, [0])
        pool.dismiss()
        with pytest.raises(Lost, match="dismissed"):
            waiting()
