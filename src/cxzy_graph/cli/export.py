"""``cxzy-graph export``: a graph in the format asked for."""

from __future__ import annotations

import sys
from pathlib import Path

from ..language import say
from .console import any_store, stop


def export_verb(form: str, output: Path | None, least: float, only_rules: bool, store: Path, endpoint: str | None) -> None:
    from ..exporting import export, of_build

    opened = any_store(store, endpoint)
    pieces = of_build(store, opened, form, least, only_rules) if endpoint is None else export(opened, form, least, only_rules)
    if output is None:
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    output = output.resolve()
    if output.exists() and not output.is_file():  # a pipe or a device: written to, not replaced
        with output.open("wb") as stream:
            stream.writelines(pieces)
        return
    beside = output.with_name(f".{output.name}.part")
    try:
        with beside.open("wb") as file:
            file.writelines(pieces)
        beside.replace(output)
    except OSError as wrong:
        stop(say(f"写不进 {output}：{wrong.strerror}", f"cannot write to {output}: {wrong.strerror}"))
    finally:
        beside.unlink(missing_ok=True)
