"""The converter that damaged the pages, step by step, so that tests know what a damaged page should have been.

Each step works on GBK bytes and, as the converter did, does not look where characters begin. The steps are those found by
re-deriving real pages: Traditional characters, an annotation behind every occurrence of some of them, something pushed in
front of marks, and a decoder that turns what it cannot read into ``?`` and eats the byte behind it.
"""

from __future__ import annotations

import random
from functools import cache

from opencc import OpenCC
from pypinyin import Style, pinyin

FOLDED = str.maketrans("，；：！？（）", ",;:!?()")
MARKS = (b"\xa3\xbb", b"\xa3\xbf")
"""；and ？ are always hit where they stand astride two characters; the other marks only sometimes."""


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")


def damage(text: str, seed: int, share: float = 0.5) -> str:
    """A page as the mirrors serve it: `share` of its Traditional characters annotated, and slips wherever bytes met."""
    chance = random.Random(seed)
    traditional = str(_traditional().convert(text))
    changed = sorted({new for old, new in zip(text, traditional, strict=True) if old != new})
    table = {char: pinyin(char, style=Style.TONE)[0][0] for char in changed if chance.random() < share}
    lines = [_line(line, table) for line in traditional.split("\n")]
    return "\n".join(lines).translate(FOLDED)


def _line(line: str, table: dict[str, str]) -> str:
    data = line.encode("gbk", "replace")
    marker = b"\x00"
    annotations: list[str] = []
    for char, reading in sorted(table.items(), key=lambda item: item[0].encode("gbk", "replace")):
        annotations.append(f"({reading})")
        tag = b"\x01" + bytes([2 + len(annotations) // 100, 2 + len(annotations) % 100]) + b"\x01"
        data = data.replace(char.encode("gbk", "replace"), char.encode("gbk", "replace") + tag)
    for mark in MARKS:
        data = _astride(data, mark, marker)
    return _decode(data, annotations)


def _astride(data: bytes, mark: bytes, marker: bytes) -> bytes:
    """Pushes the marker in front of every occurrence of a mark's two bytes that begins inside a character."""
    out, position, plain = bytearray(), 0, 0
    while position < len(data):
        if data[position] == 1:  # an annotation's tag
            out += data[position : position + 4]
            position += 4
            plain = 0
            continue
        if data[position : position + 2] == mark and plain % 2 == 1:
            out += marker
        out.append(data[position])
        plain = plain + 1 if data[position] >= 0x80 or plain % 2 else 0
        position += 1
    return bytes(out)


def _decode(data: bytes, annotations: list[str]) -> str:
    out: list[str] = []
    position = 0
    while position < len(data):
        byte = data[position]
        if byte == 0:
            position += 1
        elif byte == 1:
            out.append(_annotation(data, position, annotations))
            position += 4
        elif byte < 0x80:
            out.append(chr(byte))
            position += 1
        elif byte == 0x80:
            out.append("€")
            position += 1
        else:
            position = _pair(data, position, annotations, out)
    return "".join(out)


def _annotation(data: bytes, position: int, annotations: list[str]) -> str:
    return annotations[(data[position + 1] - 2) * 100 + data[position + 2] - 2 - 1]


def _pair(data: bytes, position: int, annotations: list[str], out: list[str]) -> int:
    """Decodes a lead byte with what follows it: a trail, an annotation's parenthesis (eaten), a cut, an ASCII character (eaten)."""
    follows = data[position + 1] if position + 1 < len(data) else 0
    if follows == 1:
        out.append("?" + _annotation(data, position + 1, annotations)[1:])
        return position + 5
    if follows == 0:
        out.append("?")
        return position + 1 + (position + 1 < len(data))
    if follows < 0x40:
        out.append("?")
        return position + 2
    try:
        out.append(data[position : position + 2].decode("gbk"))
    except UnicodeDecodeError:
        out.append("?")
    return position + 2
