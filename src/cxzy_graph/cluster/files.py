"""Files that all machines of a cluster see, on shared folders and object stores alike."""

from __future__ import annotations

import os
import struct
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..packing import packed, unpacked

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem  # type: ignore[import-untyped]


def file_system(url: str) -> tuple[AbstractFileSystem, str]:
    """The file system of an address (fsspec), and the path there."""
    import fsspec

    found: tuple[AbstractFileSystem, str] = fsspec.core.url_to_fs(url)
    return found


def put_file(url: str, data: bytes) -> None:
    """Writes a file that is there whole or not at all."""
    system, path = file_system(url)
    if "file" in (system.protocol if isinstance(system.protocol, tuple) else (system.protocol,)):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(f"{path}.{uuid.uuid4().hex}")
        fresh.write_bytes(data)
        os.replace(fresh, path)
    else:
        system.pipe_file(path, data)  # an object store shows an object when it is whole


def get_file(url: str, start: int | None = None, end: int | None = None) -> bytes:
    system, path = file_system(url)
    data: bytes = system.cat_file(path, start=start, end=end)
    return data


def put_sections(url: str, sections: Sequence[Any]) -> None:
    """Writes values so that each can be read alone: where each ends, then the values."""
    data = [packed(one) for one in sections]
    ends, at = [], 0
    for one in data:
        at += len(one)
        ends.append(at)
    put_file(url, struct.pack(f"<{len(ends) + 1}Q", len(ends), *ends) + b"".join(data))


def get_section(url: str, number: int, many: int) -> Any:
    """The value of a number, of so many in a file."""
    head = 8 * (many + 1)
    if number:
        begin, end = struct.unpack("<2Q", get_file(url, 8 * number, 8 * number + 16))
    else:
        begin, (end,) = 0, struct.unpack("<Q", get_file(url, 8, 16))
    return unpacked(get_file(url, head + begin, head + end))
