"""How each report was read: the repairs that made its text, and the words in it that name something. A file of SQLite beside the store.

The graph holds what reports say; whoever checks it also wants to see the page as it came and every name that was seen in it.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model import Edit, Mention, Span

FILE = "readings.db"
"""The name in the folder of a build."""


@dataclass(frozen=True, slots=True)
class Named:
    """Words of a restored text that name something: ``kind`` as `model.KINDS` has it; ``means`` is the name in full of the body that a short
    form stands for (我会), the date (EDTF), the number."""

    span: Span
    kind: str
    means: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a report was read: its repairs, in the order of the text, and what is named in it."""

    edits: tuple[Edit, ...]
    named: tuple[Named, ...]


def packed(edits: Iterable[Edit], mentions: Sequence[Mention], means: Sequence[str]) -> bytes:
    """How a report was read, as bytes: `means` gives for each mention what it stands for ("" for what it says)."""
    said = {
        "edits": [[e.start, e.end, e.before, e.after, e.repair, e.certain] for e in edits],
        "named": [[*m.span, m.kind, meant] for m, meant in zip(mentions, means, strict=True)],
    }
    return zlib.compress(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpacked(said: bytes) -> Reading:
    """The reading that `packed` made bytes of."""
    found: dict[str, Any] = json.loads(zlib.decompress(said))
    edits = tuple(Edit(*one) for one in found["edits"])
    return Reading(edits, tuple(Named(Span(start, end), kind, means) for start, end, kind, means in found["named"]))


def of(path: Path, report: str) -> Reading | None:
    """How a report was read, by its id; None where it was not kept."""
    if not path.is_file():
        return None
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        row = db.execute("SELECT said FROM readings WHERE report = ?", (report,)).fetchone()
    return unpacked(row[0]) if row else None


def raw_of(text: str, edits: Iterable[Edit]) -> str:
    """The page as it came, from its restored text and the repairs.

    >>> raw_of("会员3", [Edit(0, 6, "會(huì)", "会", "annotation"), Edit(6, 7, "員", "员", "traditional")])
    '會(huì)員3'
    """
    pieces, position, raw = [], 0, 0
    for edit in edits:
        untouched = edit.start - raw
        pieces += [text[position : position + untouched], edit.before]
        position += untouched + len(edit.after)
        raw = edit.end
    return "".join(pieces) + text[position:]
