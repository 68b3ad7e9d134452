"""What a cluster wrote, made into a graph on this machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..building.built import Built, Decided, Progress
from ..building.from_parts import Kept, from_parts
from ..building.outcome import Outcome
from ..language import say
from ..packing import unpacked
from ..reading import Unreadable
from .files import get_file


def load(manifest: str, output: Path, processes: int = 1, progress: Callable[[Progress], None] = lambda now: None) -> Built:
    """Makes the embedded graph of what a cluster wrote: the same files as the embedded build of the same reports.

    Raises `Unreadable` where the manifest or a part is missing or is not what the manifest says.
    """
    try:
        summary = json.loads(get_file(manifest))
        parts, reports = summary["parts"], summary["reports"]
    except (OSError, ValueError, KeyError) as wrong:
        raise Unreadable(say(f"{manifest} 不是集群写的清单：{wrong}", f"{manifest} is no manifest of a cluster: {wrong}")) from wrong
    result = manifest.rsplit("/", 1)[0]

    def fetch(part: dict[str, Any], path: Path) -> None:
        data = get_file(f"{result}/{part['file']}")
        if hashlib.sha256(data).hexdigest() != part["sha256"]:
            raise Unreadable(say(f"{part['file']} 与清单不符，请重新复制", f"{part['file']} is not what the manifest says; copy it again"))
        path.write_bytes(data)

    def kept() -> Iterator[Kept]:
        for name in reports:
            yield from unpacked(get_file(f"{result}/{name}"))

    told = summary["decisions"]
    decided = Decided(told["decisions"], *(tuple(told[name]) for name in ("vanished", "overruled", "refused", "idle")))
    skipped = [Outcome(one["source"], one["status"], one.get("reason", "")) for one in summary["skipped"]]
    return from_parts(
        output, summary["base"], summary["licence"], summary["key"], kept(), skipped, parts, fetch, decided, processes, progress
    )
