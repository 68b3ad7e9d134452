"""Text that was read in a wrong encoding: UTF-8 taken for Windows-1252 or Latin-1 (å›½) or for GBK (鍥).

What was read can be turned back into its bytes, and whether those are UTF-8 is beyond doubt: by chance three bytes are in one
case of thirty, and a line has dozens of them. Only where bytes were lost on the way is there anything to choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import ftfy.bad_codecs

from ..model import LOST
from .draft import Change
from .trigrams import last_two, normal, trigrams

ftfy.bad_codecs.search_function("sloppy-windows-1252")  # Windows-1252 as browsers read it; naming it makes Python know it

LEAST = 12
"""Bytes of UTF-8 that a page must have before it counts as mixed up."""

SHARE = 0.5
"""Share of a page's bytes that must be UTF-8; bytes that went missing where it was read leave 63 % at worst, and pages that
were read rightly have under 10 %."""

_TWO_BYTES = re.compile(r"[\x00-\u07ff]")  # by chance one pair of bytes in twelve; Chinese has none
_RUN = re.compile(r"[^\x00-\x7f]+")
_CODECS = ("latin-1", "sloppy-windows-1252", "gb18030")
_MISSING = -1  # a byte that was replaced


@dataclass(frozen=True, slots=True)
class _Char:
    """A character that was taken for others, or those that it may be where bytes went missing; ``last`` is where the text for it ends."""

    able: str
    last: int

    @property
    def sure(self) -> bool:
        return len(self.able) == 1 and self.able != LOST


def to_unmix(text: str) -> list[Change]:
    """A change for each run of characters that were taken for others.

    >>> "".join(c.after for c in to_unmix("æ°‘è¿›æ±Ÿå·žå¸‚å§”ä¼š"))
    '民进江州市委会'
    >>> "".join(c.after for c in to_unmix("民进江州市委会召开会议".encode().decode("gb18030", "replace")))
    '民进江州市委会召开会议'
    >>> to_unmix("民进江州市委会召开会议")
    []
    """
    codec = next((codec for codec in _CODECS if _is_utf8(text, codec)), None)
    if codec is None:
        return []
    return [_change(text, run.start(), list(_characters(_bytes(run[0], codec)))) for run in _RUN.finditer(text)]


def _is_utf8(text: str, codec: str) -> bool:
    """Are the bytes that `text` has in `codec` UTF-8 for the most part?"""
    foreign = "".join(_RUN.findall(text))
    data = foreign.encode(codec, "ignore")
    if len(data) < LEAST:
        return False
    whole = max(len(data), len(foreign))  # what the codec lacks counts against it
    return 3 * len(_TWO_BYTES.sub("", data.decode("utf-8", "ignore"))) >= SHARE * whole


def _bytes(run: str, codec: str) -> list[tuple[int, int]]:
    """The bytes behind a run, each with its character's place in it."""
    found: list[tuple[int, int]] = []
    for place, char in enumerate(run):
        try:
            found += [(byte, place) for byte in char.encode(codec)] if char != "\ufffd" else [(_MISSING, place)]
        except UnicodeEncodeError:
            found.append((_MISSING, place))
    return found


def _characters(data: list[tuple[int, int]]) -> Iterator[_Char]:
    """The characters of UTF-8 whose bytes these are."""
    index = 0
    while index < len(data):
        length = 1
        while index + length < len(data) and length < 3 and _continues(data[index + length][0]):
            length += 1
        piece = tuple(byte for byte, _ in data[index : index + length])
        yield _Char(_able(piece), data[index + length - 1][1])
        index += length


def _continues(byte: int) -> bool:
    return byte == _MISSING or 0x80 <= byte < 0xC0


@lru_cache(maxsize=4096)
def _able(piece: tuple[int, ...]) -> str:
    """The characters that bytes can be which were three once: □ where none or too many.

    >>> _able((0xE4, 0xBC, 0x9A)), len(_able((0xE4, 0xBC)))
    ('会', 33)
    """
    if _MISSING not in piece:
        try:
            return bytes(piece).decode("utf-8")
        except UnicodeDecodeError:
            pass
    known = [byte for byte in piece if byte != _MISSING]
    if len(known) != 2:
        return LOST
    ways: list[bytes] = []
    if not _continues(known[0]):
        ways += [bytes((known[0], known[1], last)) for last in range(0x80, 0xC0) if piece[-1] != known[1] or len(piece) == 2]
        ways += [bytes((known[0], middle, known[1])) for middle in range(0x80, 0xC0) if piece[1] != known[1] or len(piece) == 2]
    else:
        ways += [bytes((first, *known)) for first in range(0xE2, 0xF0)]
    model = trigrams()
    found = {char for way in ways if (char := way.decode("utf-8", "ignore")) and len(char) == 1 and model.known(normal(char))}
    return "".join(sorted(found)) or LOST


def _change(text: str, start: int, chars: list[_Char]) -> Change:
    """A run's characters, the likeliest where several are able, each with the text that it stands for."""
    said, model = "", trigrams()
    for number, char in enumerate(chars):
        if len(char.able) == 1:
            said += char.able
            continue
        before = last_two(text[max(0, start - 2) : start] + said)
        following = chars[number + 1].able if number + 1 < len(chars) and chars[number + 1].sure else ""
        said += max(
            char.able,
            key=lambda one: model.of(before, normal(one)) * (model.of(before[1] + normal(one), normal(following)) if following else 1),
        )
    ends = tuple(start + char.last + 1 for char in chars)
    return Change(start, ends[-1], said, "mixed-up encoding", ends, tuple(char.sure for char in chars))
