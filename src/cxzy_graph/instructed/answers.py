"""Answers of language models, kept by what was asked: a rebuild asks nothing, and comes out the same."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from ..language import say

_TABLES = """
CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, model TEXT NOT NULL, content TEXT NOT NULL, read INTEGER NOT NULL, written INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS asked (file BLOB NOT NULL, setting TEXT NOT NULL, place INTEGER NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (file, setting, place));
CREATE TABLE IF NOT EXISTS counted (model TEXT NOT NULL, kind TEXT NOT NULL, right INTEGER NOT NULL, stated INTEGER NOT NULL, PRIMARY KEY (model, kind));
"""


class BadAnswers(ValueError):
    """A file that is none of answers; the message says what was wrong, and where."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered, with the tokens that it read and wrote for it (0 where the server does not say)."""

    key: str
    model: str
    content: str
    read: int = 0
    written: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request that a file gives rise to: its key and the body that a server is sent."""

    key: str
    body: Mapping[str, Any]


class Answers:
    """A file of answers, and of what was asked of which file. To be used in a ``with`` block.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Answers(Path(folder) / "answers.sqlite") as kept:
    ...     kept.put(Answer("k", "m", '{"facts": []}'))
    ...     kept.get("k").content
    '{"facts": []}'
    """

    def __init__(self, path: Path, *, only_read: bool = False) -> None:
        """Raises `BadAnswers` where the file is something else."""
        self.path = path
        try:
            if only_read:
                self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._db = sqlite3.connect(path)
                self._db.executescript(_TABLES)
            self._db.execute("SELECT key FROM answers LIMIT 1")
        except sqlite3.DatabaseError as wrong:
            raise BadAnswers(say(f"{path} 不是回答的存档：{wrong}", f"{path} is no file of answers: {wrong}")) from wrong

    def __enter__(self) -> Answers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.close()

    def get(self, key: str) -> Answer | None:
        row = self._db.execute("SELECT key, model, content, read, written FROM answers WHERE key = ?", (key,)).fetchone()
        return Answer(*row) if row else None

    def put(self, one: Answer) -> None:
        """Keeps an answer, at once on disk; an earlier one to the same is replaced."""
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", (one.key, one.model, one.content, one.read, one.written)
            )

    def begin(self, file: bytes, setting: str) -> None:
        """Forgets what a file of a digest gave rise to, read in a setting."""
        with self._db:
            self._db.execute("DELETE FROM asked WHERE file = ? AND setting = ?", (file, setting))

    def add(self, file: bytes, setting: str, place: int, wanted: Sequence[Wanted]) -> int:
        """Notes more of what a file gives rise to, from a place in the order on; gives the next place."""
        with self._db:
            rows = ((file, setting, at, one.key, json.dumps(one.body, ensure_ascii=False)) for at, one in enumerate(wanted, place))
            self._db.executemany("INSERT INTO asked VALUES (?, ?, ?, ?, ?)", rows)
        return place + len(wanted)

    def finish(self, file: bytes, setting: str) -> None:
        """Notes that this was all."""
        with self._db:
            self._db.execute("INSERT INTO asked VALUES (?, ?, -1, '', '')", (file, setting))

    def knows(self, file: bytes, setting: str) -> bool:
        """Is all noted that a file gives rise to?"""
        return self._db.execute("SELECT 1 FROM asked WHERE file = ? AND setting = ? AND place = -1", (file, setting)).fetchone() is not None

    def state(self, file: bytes, setting: str) -> bytes:
        """A digest of the answers that there are to what a file gives rise to: another one where another answer came."""
        made = hashlib.blake2b(digest_size=16)
        query = "SELECT asked.key, content FROM asked JOIN answers USING (key) WHERE file = ? AND setting = ? ORDER BY place"
        for key, content in self._db.execute(query, (file, setting)):
            made.update(f"{key} {len(content)} {content}\n".encode())
        return made.digest()

    def wanted(self, files: Iterable[bytes], setting: str) -> Iterator[tuple[Wanted, bool]]:
        """What files give rise to, each once, in their order, with whether there is an answer to it."""
        seen: set[str] = set()
        query = "SELECT asked.key, body, content IS NOT NULL FROM asked LEFT JOIN answers USING (key) WHERE file = ? AND setting = ? AND key != '' ORDER BY place"
        for file in files:
            for key, body, there in self._db.execute(query, (file, setting)).fetchall():
                if key not in seen:
                    seen.add(key)
                    yield Wanted(key, json.loads(body)), bool(there)

    def count(self, model: str, counts: Mapping[str, tuple[int, int]]) -> None:
        """Keeps how many of a model's facts of each kind were right, of those stated, where the right ones are known."""
        with self._db:
            self._db.execute("DELETE FROM counted WHERE model = ?", (model,))
            self._db.executemany("INSERT INTO counted VALUES (?, ?, ?, ?)", ((model, kind, *pair) for kind, pair in sorted(counts.items())))

    def counts(self, model: str) -> dict[str, tuple[int, int]]:
        """What `count` kept."""
        query = "SELECT kind, right, stated FROM counted WHERE model = ? ORDER BY kind"
        return {kind: (right, stated) for kind, right, stated in self._db.execute(query, (model,))}
