"""PDF files with a text layer, and what all documents have in common."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from ..language import say
from ..model import Report
from .text import Unreadable, blanked, too_long

PACKED = 64 * 1024 * 1024
"""Bytes that a document may have, packed and unpacked: a report with photographs has a tenth."""

PAGES = 1000
"""Pages of a PDF that are read; a longer one is a book."""

_FULL_LINE = 0.8
"""Share of the longest line's length from which a line of a PDF goes on in the next."""

_ENDS = re.compile(r"[。！？；：…”』」）)]$")
_BEGINS = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、]|第[一二三四五六七八九十]+[章节条]|[\u3000 ]{2})"
)
_PAGE_NUMBER = re.compile(r"^\W*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\W*(?:共|/)\s*\d{1,4}\s*页?)?\W*$")


@contextmanager
def unpacked(data: bytes, part: str, other: str) -> Iterator[zipfile.ZipFile]:
    """A document that is a zip file with some part in it. Raises `Unreadable`: `other` says what it is not."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(member.file_size for member in packed.infolist())
            if any(member.flag_bits & 1 for member in packed.infolist()):
                raise Unreadable(say("是加密的文档：请去掉密码后另存", "is a document with a password: save it without"))
            if size > PACKED or len(data) > PACKED:
                raise Unreadable(say(f"解开后有 {size:,} 字节，超过上限 {PACKED:,}", f"unpacks to {size:,} bytes; {PACKED:,} are read"))
            if part not in packed.namelist():
                raise Unreadable(other)
            yield packed
    except zipfile.BadZipFile as wrong:
        raise Unreadable(say("文档已损坏，或不是这种文档", "is a broken document, or none of this kind")) from wrong


def read_pdf(data: bytes, source: str, report_id: str) -> Report:
    """The text layer of a PDF, its lines joined into paragraphs, running heads and page numbers left out.

    Raises `Unreadable`; a scan says that it has no text.
    """
    import pypdfium2

    if len(data) > PACKED:
        raise Unreadable(say(f"PDF 有 {len(data):,} 字节，超过上限 {PACKED:,}", f"is a PDF of {len(data):,} bytes; {PACKED:,} are read"))
    try:
        with pypdfium2.PdfDocument(data) as opened:
            if len(opened) > PAGES:
                raise Unreadable(
                    say(
                        f"PDF 有 {len(opened)} 页，超过上限 {PAGES}：请拆分",
                        f"is a PDF of {len(opened)} pages; {PAGES} are read: split it",
                    )
                )
            pages = [_page_lines(page.get_textpage().get_text_bounded()) for page in opened]
            title = str(opened.get_metadata_value("Title") or "").strip()
    except pypdfium2.PdfiumError as wrong:
        if "assword" in str(wrong):
            raise Unreadable(say("是加密的 PDF：请去掉密码后另存", "is a PDF with a password: save it without")) from wrong
        raise Unreadable(say("PDF 已损坏，无法打开", "is a broken PDF")) from wrong
    if not any(pages):
        raise Unreadable(
            say(
                "PDF 没有文字层（是扫描件）：请先用文字识别（OCR）软件转换",
                "is a PDF with no text layer (a scan): run it through OCR first",
            )
        )
    return document(list(_paragraphs(list(_without_running(pages)))), source, report_id, title)


def _page_lines(text: str) -> list[str]:
    text = text.replace("\ufffe", "").replace("\r\n", "\n").replace("\r", "\n")
    return [_unspaced(line.rstrip()) for line in text.split("\n") if line.strip()]


_SPREAD, _CLOSE = re.compile(r"[\u4e00-\u9fff] (?=[\u4e00-\u9fff])"), re.compile(r"[\u4e00-\u9fff](?=[\u4e00-\u9fff])")


def _unspaced(line: str) -> str:
    """A line whose letters are set apart, without the blanks between them.

    >>> _unspaced("民 进 江 州 市 委 会 换 届 ， 2 0 2 1 年"), _unspaced("主委  李 然、王小明出席会议")
    ('民进江州市委会换届，2021年', '主委  李 然、王小明出席会议')
    """
    spread = len(_SPREAD.findall(line))
    if spread < 4 or spread < 3 * len(_CLOSE.findall(line)):
        return line
    return re.sub(r"(?<=\S) (?=\S)", "", line)


def _without_running(pages: list[list[str]]) -> Iterator[str]:
    """The lines without page numbers and without what most pages repeat at their top or bottom."""
    edges = Counter(line.strip() for lines in pages for line in {*lines[:2], *lines[-2:]})
    for lines in pages:
        for number, line in enumerate(lines):
            at_edge = number < 2 or number >= len(lines) - 2
            running = at_edge and len(pages) > 1 and edges[line.strip()] > max(len(pages) / 2, 1)
            if not running and not (at_edge and _PAGE_NUMBER.match(line)):
                yield line


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines joined where the page's width broke them: a full line that ends no sentence goes on in the next.

    >>> list(_paragraphs(["民进江州市一中支部召开换届大会，选举产", "生新一届支委会。", "一、思想建设", "支部坚持学习。"]))
    ['民进江州市一中支部召开换届大会，选举产生新一届支委会。', '一、思想建设', '支部坚持学习。']
    """
    full = max(map(len, lines), default=0) * _FULL_LINE
    paragraph = ""
    goes_on = False
    for line in lines:
        if goes_on and not _BEGINS.match(line):
            paragraph += line.strip() if not (paragraph[-1:].isascii() and line[:1].isascii()) else " " + line.strip()
        else:
            if paragraph:
                yield paragraph
            paragraph = line
        goes_on = len(line) >= full and not _ENDS.search(line)
    if paragraph:
        yield paragraph


def document(lines: list[str], source: str, report_id: str, title: str | None) -> Report:
    """A report of a document's lines. Raises `Unreadable` where it has no text, or too much."""
    text = blanked("\n".join(lines)).strip("\n") + "\n"
    if not text.strip():
        raise Unreadable(say("文档里没有文字", "is a document without text"))
    if wrong := too_long(text):
        raise Unreadable(wrong)
    return Report(report_id, source, text, title if title and title in text else None, extracted=True)
