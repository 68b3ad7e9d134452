"""Bytes to characters, for text in UTF-8, UTF-16, GB18030 and Big5, declared or not."""

from __future__ import annotations

import codecs
import logging

from charset_normalizer import from_bytes


class Unreadable(ValueError):
    """A file that holds no report; the message says why, for a person."""


_MARKS = (  # UTF-32's mark begins with UTF-16's, so it is looked for first
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """The text in `data`, with line ends as ``\\n`` and without a byte order mark.

    >>> decode("民进江州市委会".encode("gb18030"))
    '民进江州市委会'
    >>> decode(b"%PDF-1.7 ...")
    Traceback (most recent call last):
    cxzy_graph.reading.text.Unreadable: is a PDF, not a text: save its text as a .txt file
    """
    if not data.strip():
        raise Unreadable("is empty")
    for magic, what in ((b"%PDF", "a PDF"), (b"PK\x03\x04", "a Word, Excel or zip file"), (b"\xd0\xcf\x11\xe0", "an old Word or Excel file")):
        if data.startswith(magic):
            raise Unreadable(f"is {what}, not a text: save its text as a .txt file")
    text = _decode(data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable("holds only blanks")
    control = sum(ch < " " and ch not in "\n\t\f" for ch in text)
    if "\0" in text or control > len(text) // 100:
        raise Unreadable("is not a text (it has control characters): give the page's text as a .txt file")
    return text


def _decode(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        if b"\0" not in data and wrong.end >= len(data) - 1 and wrong.start > 3:
            # a file cut in the middle of its last character is still UTF-8
            return data[: wrong.start].decode("utf-8")
    wide = _without_mark(data)
    if wide is not None:
        return wide
    logging.getLogger("charset_normalizer").setLevel(logging.ERROR)
    found = from_bytes(data, cp_isolation=["gb18030", "big5hkscs"], threshold=0.6).best()
    if found is None:
        raise Unreadable("is no text in UTF-8, UTF-16, GB18030 or Big5")
    return _strictly(data, found.encoding)


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as wrong:
        raise Unreadable(f"begins as {name} but byte {wrong.start} is not: save it anew as UTF-8") from wrong


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark: line feeds and ASCII show as zero bytes on one side only."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(even, odd) == 0 or min(even, odd) > max(even, odd) // 4:
        return None
    try:
        return data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        return None
