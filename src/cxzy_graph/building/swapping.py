"""A finished folder put in the place of the last build, at no moment half; what killed builds left behind tidied up."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from glob import escape
from pathlib import Path

from ..settling.decisions import FILE, locked
from . import ledger as kept
from .basis import OURS


def nothing(_: Path) -> None:
    """Does nothing to a folder."""


def swap(new: Path, output: Path, finish: Callable[[Path], None] = nothing) -> None:
    """Puts a finished folder in the place of `output`, with what else lay there; at no moment is there half a build. ``finish`` does what is still to
    be done in the new folder with what the old one had, while nobody decides anything."""
    if not output.exists():
        finish(new)
        new.rename(output)
        output.chmod(0o755)
        return
    flush(new)
    with locked(output / FILE):  # what a reviewer decides meanwhile must not stay behind in the old folder
        for item in output.iterdir():
            if item.name not in OURS:
                if item.is_dir() and not item.is_symlink():
                    shutil.copytree(item, new / item.name, symlinks=True)
                else:
                    shutil.copy2(item, new / item.name, follow_symlinks=False)
        finish(new)
        new.chmod(output.stat().st_mode)
        if _exchange(new, output):
            return
        aside = _aside(output)
        output.rename(aside)
        new.rename(output)
    shutil.rmtree(aside, ignore_errors=True)


def flush(folder: Path) -> None:
    """Has all that was written to the files of a folder put on the disk; those that another folder has too were, when they came there."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if os.stat(path).st_nlink == 1:
                with open(path, "rb") as file:
                    os.fsync(file.fileno())


def _aside(output: Path) -> Path:
    return output.parent / f".{output.name}.previous"


def put_back(output: Path) -> None:
    """Puts the last good build back where a swap without `_exchange` was cut off between its two steps."""
    aside = _aside(output)
    if aside.is_dir() and not output.exists():
        aside.rename(output)


def recover(output: Path, building: Path | None = None) -> None:
    """Tidies up after builds that were killed: puts the last good one back where a swap without `_exchange` was cut off
    between its two steps, and removes what was being built; but what it had read, if that is newer than the last good build, goes to the folder of
    the one that is `building` now."""
    put_back(output)
    dead = [
        left
        for left in output.parent.glob(f".{escape(output.name)}.building-*-*")
        if left != building and not _alive(left.name.removeprefix(f".{output.name}.building-").split("-")[0])
    ]
    newest = max((left / kept.FILE for left in dead if (left / kept.FILE).is_file()), key=_when, default=None)
    if building is not None and newest is not None and _when(newest) > _when(output / kept.FILE):
        for name in ("-wal", ""):
            with suppress(FileNotFoundError):
                newest.with_name(newest.name + name).rename(building / (newest.name + name))
    for left in dead:
        shutil.rmtree(left, ignore_errors=True)


def _when(ledger: Path) -> float:
    """When a ledger was last written to."""
    return max((one.stat().st_mtime for name in ("", "-wal") if (one := ledger.with_name(ledger.name + name)).is_file()), default=0.0)


def leave(folder: Path) -> None:
    """Removes what was being built, but for what was read: the next build goes on from there."""
    for item in folder.iterdir():
        if not item.name.startswith(kept.FILE):
            shutil.rmtree(item, ignore_errors=True) if item.is_dir() else item.unlink()


def _alive(process: str) -> bool:
    """Is another process of that number still running? One that may not be asked is; this one's number was that of one before, in a container."""
    if process == str(os.getpid()):
        return False
    if sys.platform == "win32":  # where a signal of 0 is Ctrl-C
        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, int(process))  # PROCESS_QUERY_LIMITED_INFORMATION
        ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError):
        return True
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; False where the system cannot (only Linux can)."""
    if sys.platform != "linux":
        return False
    at_fdcwd, rename_exchange = -100, 2  # <fcntl.h>, <linux/fs.h>
    with suppress(OSError, AttributeError):
        call = ctypes.CDLL(None, use_errno=True).renameat2
        return bool(call(at_fdcwd, os.fsencode(one), at_fdcwd, os.fsencode(other), rename_exchange) == 0)
    return False
