"""Files of a build: how much there is to read, what is shared out and written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from ..reading import Job
from .outcome import Unit


def linked(last: Path, path: Path, data: bytes) -> bool:
    """Makes a file the very one of the last build where that has some bytes and the file system allows it, which spares the disk to write it again."""
    try:
        if last.is_symlink() or last.read_bytes() != data:
            return False
        os.link(last, path)
    except OSError:
        return False
    return True


def parted(what: list[Any], size: int) -> Iterator[list[Any]]:
    """A list in pieces of so many items."""
    return (what[at : at + size] for at in range(0, len(what), size))


def more_than(limit: int, jobs: Iterable[Job]) -> bool:
    """Is there more to read than so many bytes?"""
    return any(so_far > limit for so_far in accumulate(to_read(Unit(job)) for job in jobs))


def to_read(unit: Unit) -> int:
    """About how many bytes there are to read in a unit."""
    return size_of(unit.file.path) if unit.report is None else 3 * len(getattr(unit.report, "raw", ""))


def size_of(path: Path) -> int:
    """The bytes of a file, 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def write_text(path: Path, text: str) -> None:
    """Writes a file of UTF-8 with plain line ends."""
    path.write_text(text, encoding="utf-8", newline="\n")
