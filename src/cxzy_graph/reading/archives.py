"""Zip files of reports, read without being unpacked on disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import PurePosixPath
from typing import BinaryIO

from ..language import say
from ..model import Report
from .text import Problem, Unreadable, fault

MEMBER = 64 * 1024 * 1024
"""Bytes that a file in a zip file may unpack to."""

MEMBERS = 200_000
"""Files in one zip file."""

Reader = Callable[[BinaryIO, str, str, str], Iterator[Report | Problem]]
"""What reads a file: from its bytes, its name, its source and its id."""


def read_zip(file: BinaryIO, source: str, report_id: str, suffixes: frozenset[str], reader: Reader) -> Iterator[Report | Problem]:
    """The reports in the files of a zip file, sorted by name; one that cannot be read is told of and the others are.

    Raises `Unreadable`.
    """
    try:
        packed = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError) as wrong:
        raise Unreadable(say("压缩文件已损坏，无法打开", "is a broken zip file")) from wrong
    with packed:
        members = sorted(((_name(member), member) for member in packed.infolist() if not member.is_dir()), key=itemgetter(0))
        if len(members) > MEMBERS:
            raise Unreadable(say(f"压缩文件里有 {len(members):,} 个文件，太多", f"is a zip file of {len(members):,} files, too many"))
        stems = Counter(_stem(name) for name in {name for name, _ in members})
        before = None
        for name, member in members:
            path, again, before = PurePosixPath(name), name == before, name
            if path.suffix.lower() not in suffixes or any(part.startswith((".", "__MACOSX")) for part in path.parts):
                continue
            stem = _stem(name)
            where, inner = f"{source}/{name}", f"{report_id}/{stem if stems[stem] == 1 else name}"
            if again:
                reason = "与压缩文件里另一个文件同名，未读", "has the name of another file in the zip file, and was not read"
                yield Problem(where, say(*reason))
                continue
            try:
                yield from reader(io.BytesIO(_bytes(packed, member)), path.name, where, inner)
            except (
                Exception
            ) as wrong:  # what it is no report for, or a fault of ours or of a library, met on one member: the others are read
                yield Problem(where, fault(wrong))


def _stem(name: str) -> str:
    return name.removesuffix(PurePosixPath(name).suffix)


def _name(member: zipfile.ZipInfo) -> str:
    """A file's name; where the zip does not say that it is UTF-8, Chinese systems wrote GBK, which Python reads as code page 437."""
    name = member.filename
    if not member.flag_bits & 0x800:
        for encoding in ("utf-8", "gb18030"):
            try:
                name = name.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    clean = "".join(ch if ch.isprintable() else "\ufffd" for ch in name.replace("\\", "/"))
    return "/".join(part for part in clean.split("/") if part not in ("", ".", ".."))


def _bytes(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member's bytes, as many as are allowed whatever its head says."""
    if member.flag_bits & 1:
        raise Unreadable(say("有密码：请去掉密码后重新压缩", "has a password: pack it anew without"))
    try:
        with packed.open(member) as opened:
            data = opened.read(MEMBER + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as wrong:
        raise Unreadable(say("在压缩文件里已损坏", "is broken inside the zip file")) from wrong
    if len(data) > MEMBER:
        raise Unreadable(say(f"解开后超过 {MEMBER:,} 字节", f"unpacks to more than {MEMBER:,} bytes"))
    return data
