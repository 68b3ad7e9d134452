"""Bytes to characters, for text in UTF-8, UTF-16, GB18030 and Big5, declared or not."""

from __future__ import annotations

import codecs
import logging
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from ..dates import Date
from ..language import say

LIMIT = 4 * 1024 * 1024
"""Bytes of a text file. A report of a branch has some kilobytes; a larger file is a dump that wants splitting, not a report."""

CHARACTERS = 500_000
"""Characters of any report: more than a book has."""


def too_long(text: str) -> str | None:
    """What to say of a text that is no report for its length; None for others."""
    if len(text) <= CHARACTERS:
        return None
    return say(
        f"有 {len(text):,} 字，超过一篇报告的上限 {CHARACTERS:,}：请拆成一篇一个文件",
        f"has {len(text):,} characters; a report has at most {CHARACTERS:,}: split it into one file a report",
    )


def fault(wrong: Exception | str) -> str:
    """What is said of a file or report on which the program, or a library, met a fault of its own."""
    if isinstance(wrong, Unreadable):
        return str(wrong)
    reason = f"{type(wrong).__name__}: {wrong}" if isinstance(wrong, Exception) else wrong
    return say(f"处理时出错，请报告此问题（{reason}）", f"met a fault of the program, please report it ({reason})")


class Unreadable(ValueError):
    """A file that holds no report; the message says why, for a person."""


_DAY = re.compile(
    r"(?<!\d)(?:(\d{4})\s{0,2}(?:年|[-/.])\s{0,2}(\d{1,2})\s{0,2}(?:月|[-/.])\s{0,2}(\d{1,2})|"
    r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?|(\d{4})-(\d\d)-(\d\d)T)(?!\d)",
    re.ASCII,
)
"""A day as pages write theirs: 2019年3月5日, 2019-03-05, 20190305."""


def day_in(text: str | None) -> str | None:
    """The first day that a text gives in figures with the year in front, as YYYY-MM-DD: 12/3/2019 is one day here and another there.

    >>> day_in("2019/3/2 10:20"), day_in("2020年1月5日"), day_in(None)
    ('2019-03-02', '2020-01-05', None)
    >>> day_in("20191203"), day_in("2019-99-99"), day_in("12/3/2019 9:05"), day_in("3 Dec 2019 10:20")
    ('2019-12-03', None, None, None)
    """
    days = (Date.of(*(int(part) for part in found.groups() if part)) for found in _DAY.finditer(text or ""))
    return next((str(day) for day in days if day is not None), None)


@dataclass(frozen=True, slots=True)
class Problem:
    """A report among several in a file that could not be read, and why."""

    source: str
    reason: str


_BLANKED = {code: " " for code in (*range(9), *range(11, 32), *range(0x7F, 0xA0)) if code != 0x85} | {12: "\n", 0x85: "\n"}
_BLANKED |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_BLANKED_ASCII = {code: to for code, to in _BLANKED.items() if not 0x80 <= code < 0xA0}
"""One for one, so that offsets hold: a form feed parts pages, and nothing in a text may steer a terminal. Halves of characters
beyond the first 65,536, as crawlers leave them that cut a text at a length, can stand in no document that is made of the graph."""

_BINARY = (
    (b"%PDF", ("PDF", "a PDF")),
    (b"PK\x03\x04", ("Word、Excel 或压缩", "a Word, Excel or zip file")),
    (b"\xd0\xcf\x11\xe0", ("旧版 Word 或 Excel", "an old Word or Excel file")),
    (b"{\\rtf", ("RTF", "an RTF file")),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)|^<\?xml[^>]{0,80}encoding=[\"']([A-Za-z0-9_\-]+)", re.IGNORECASE
)
_OF_TEXTS = re.compile(r"utf-?(?:8|16|32)|gb|hz|big5|iso(?:8859|2022)|cp\d|euc|shift|koi8|mac|ascii|johab|tis")
_MARKS = (  # UTF-32's mark begins with UTF-16's, so it is looked for first
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """The text in `data`, with line ends as ``\\n``, without a byte order mark, and with blanks for control characters.

    >>> decode("民进江州市委会".encode("gb18030"))
    '民进江州市委会'
    >>> decode(b"%PDF-1.7 ...")
    Traceback (most recent call last):
    cxzy_graph.reading.text.Unreadable: 是PDF文件，不是文本：请把文字另存为 .txt 文件
    """
    if not data.strip():
        raise Unreadable(say("是空文件", "is empty"))
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise Unreadable(
                say(f"是{what[0]}文件，不是文本：请把文字另存为 .txt 文件", f"is {what[1]}, not a text: save its text as a .txt file")
            )
    return _checked(_decode(data))


def declared(data: bytes) -> str | None:
    """The encoding of texts that a page declares in its head, by the name that Python knows it by; None where it declares none, or a name
    that is none.

    "gb2312" is read as GB18030, which has all of it: pages declare the one and use the other.

    >>> declared(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'), declared(b"<p>")
    ('gb18030', None)
    """
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return None
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except LookupError:
        return None
    if not _OF_TEXTS.match(name):  # Python knows rot-13 and idna by such names too
        return None
    return {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs", "iso8859-1": None, "ascii": None}.get(name, name)


def decode_as(data: bytes, name: str) -> str:
    """The text in `data` by the encoding that it declares; where it is plainly not in that, as `decode` reads it."""
    try:
        return _checked(data.decode(name))
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        return _checked(text) if text.count("\ufffd") < len(text) / 100 else decode(data)


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable(say("只有空白", "holds only blanks"))
    control = sum(ch < " " and ch not in "\n\t\f" for ch in text)
    if "\0" in text or control > len(text) // 100:
        raise Unreadable(
            say(
                "不是文本（含有控制字符）：请提供网页文字的 .txt 文件",
                "is not a text (it has control characters): give the page's text as a .txt file",
            )
        )
    return blanked(text)


def blanked(text: str) -> str:
    """The text with blanks for control characters; those above 0x7F stay where they are what UTF-8 became that was taken for
    Latin-1, since restoring needs them."""
    return text.translate(_BLANKED) if not _is_latin(text) else text.translate(_BLANKED_ASCII)


def _is_latin(text: str) -> bool:
    high = sum("\x80" <= ch <= "\x9f" for ch in text)
    return high > 8 and high > sum(ch > "\u2fff" for ch in text)


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
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") < len(text) / 100:  # UTF-8 with a broken byte here and there
            return text
        raise Unreadable(say("不是 UTF-8、UTF-16、GB18030 或 Big5 编码的文本", "is no text in UTF-8, UTF-16, GB18030 or Big5"))
    return _strictly(data, found.encoding)


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as wrong:
        raise Unreadable(
            say(
                f"开头是 {name} 编码，第 {wrong.start} 字节却不是：请重新存为 UTF-8",
                f"begins as {name} but byte {wrong.start} is not: save it anew as UTF-8",
            )
        ) from wrong


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark: line feeds and ASCII show as zero bytes on one side only."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(even, odd) == 0 or min(even, odd) > max(even, odd) // 4:
        return None
    try:
        return data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        return None
