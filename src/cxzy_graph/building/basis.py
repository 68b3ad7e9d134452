"""What a build writes, and what it rests on: whether files, program and words are as they were."""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from contextlib import closing, suppress
from functools import cache
from importlib.metadata import requires, version
from importlib.resources import files
from pathlib import Path

from ..rdf import dataset, described, store
from ..reading import no_file
from ..views import index
from ..views.readings import FILE as READINGS
from . import ledger_tables
from .outcome import Setting

TEXTS = "texts"
"""Folder of the texts taken out of pages, documents and tables: what their offsets count in."""


OURS = (
    "graph.ttl",
    "graph.trig",
    "graph.html",
    "build.json",
    dataset.FILE,
    described.CITATION,
    index.FILE,
    READINGS,
    TEXTS,
    store.FOLDER,
)
"""What a build writes; everything else in its folder is the user's and stays."""


def file_digest(path: Path) -> bytes:
    """The digest of a file's bytes; nothing where it cannot be read, which is told of when it is."""
    if no_file(path):
        return b""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).digest()
    except OSError:
        return b""


def key_of(setting: Setting) -> str:
    """What the reading of a report depends on besides its bytes: the program, what it is made with, the user's words."""
    reader = setting.reader
    return " ".join(
        (
            f"{ledger_tables.FORMAT} {_program()}",
            *(["quick"] if setting.quick else []),
            *([f"{reader.setting} {reader.counts}"] if reader else []),
            f"{setting.own!r}",
        )
    )


@cache
def _program() -> str:
    """The digest of the program's files and of the names and versions of what they need."""
    made = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for name in sorted(
        word.split(";")[0].split("[")[0].split(">")[0].split("=")[0].strip()
        for word in requires("cxzy-graph") or ()
        if "extra ==" not in word
    ):
        with suppress(ImportError):  # what only other systems need
            made.update(f"{name} {version(name)}\n".encode())
    top = Path(str(files("cxzy_graph")))
    for path in sorted(top.rglob("*")):
        if path.suffix in (".py", ".toml", ".tsv", ".npz", ".onnx", ".json", ".txt", ".ttl") and path.is_file():
            made.update(f"{path.relative_to(top).as_posix()}\n".encode() + path.read_bytes())
    return made.hexdigest()


def basis_of(folder: Path, base: str) -> str:
    """Names the files of a build, so that it is seen whether somebody changed them since: by the summary, the sizes of the others, and which
    files the store has, that gets new ones with each writing."""
    if not all((folder / name).exists() for name in OURS if name != TEXTS):
        return "none"
    made = hashlib.sha256(base.encode() + b"\n" + (folder / "build.json").read_bytes())
    for name in ("graph.ttl", "graph.trig", index.FILE):
        made.update(f"{name} {(folder / name).stat().st_size}\n".encode())
    for name in sorted(path.name for path in (folder / store.FOLDER).iterdir() if not path.name.startswith("LO")):  # but for LOG and LOCK
        made.update(f"{name}\n".encode())
    return made.hexdigest()


def untouched(folder: Path, base: str) -> bool:
    """Is the graph in a folder, of which IRIs begin with `base`, as the last build left it: the store and the files the same?"""
    try:
        with closing(sqlite3.connect(f"{(folder / READINGS).resolve().as_uri()}?mode=ro", uri=True)) as db:
            row = db.execute("SELECT value FROM about WHERE name = 'basis'").fetchone()
    except sqlite3.DatabaseError:  # a store by itself, or a ledger that is none
        return False
    return bool(row) and row[0] == basis_of(folder, base).encode()
