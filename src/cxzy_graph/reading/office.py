"""Word documents (.docx) and PDF files with a text layer."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

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


def read_docx(data: bytes, source: str, report_id: str) -> Report:
    """The paragraphs and tables of a Word document, in their order; a row of a table is a line, its cells parted by tabs.

    Raises `Unreadable`.
    """
    _unpacks(data)
    from docx import Document  # heavy, and only these files need it
    from docx.opc.exceptions import OpcError
    from docx.table import Table

    try:
        document = Document(io.BytesIO(data))
        lines: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines += ["\t".join(dict.fromkeys(cell.text.strip().replace("\n", " ") for cell in row.cells)) for row in block.rows]
            else:
                lines += block.text.split("\n")
        title = (document.core_properties.title or "").strip()
    except (OpcError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError, OSError) as wrong:
        raise Unreadable(
            say("Word 文档已损坏，无法打开：请在 Word 里重新保存", "is a broken Word document: save it anew in Word")
        ) from wrong
    text = "\n".join(lines).strip("\n") + "\n"
    return _report(text, source, report_id, title if title and title in text else None)


def _unpacks(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(member.file_size for member in packed.infolist())
            locked = any(member.flag_bits & 1 for member in packed.infolist())
            names = set(packed.namelist())
    except zipfile.BadZipFile as wrong:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise Unreadable(say("是加密的 Word 文档：请去掉密码后另存", "is a Word document with a password: save it without")) from wrong
        raise Unreadable(say("不是 Word 文档，或已损坏", "is no Word document, or a broken one")) from wrong
    if locked:
        raise Unreadable(say("是加密的文档：请去掉密码后另存", "is a document with a password: save it without"))
    if size > PACKED or len(data) > PACKED:
        raise Unreadable(say(f"解开后有 {size:,} 字节，超过上限 {PACKED:,}", f"unpacks to {size:,} bytes; {PACKED:,} are read"))
    if "word/document.xml" not in names:
        raise Unreadable(say("不是 Word 文档（.docx）", "is no Word document (.docx)"))


def read_pdf(data: bytes, source: str, report_id: str) -> Report:
    """The text layer of a PDF, its lines joined into paragraphs, running heads and page numbers left out.

    Raises `Unreadable`; a scan says that it has no text.
    """
    import pypdfium2

    if len(data) > PACKED:
        raise Unreadable(say(f"PDF 有 {len(data):,} 字节，超过上限 {PACKED:,}", f"is a PDF of {len(data):,} bytes; {PACKED:,} are read"))
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > PAGES:
                raise Unreadable(
                    say(
                        f"PDF 有 {len(document)} 页，超过上限 {PAGES}：请拆分",
                        f"is a PDF of {len(document)} pages; {PAGES} are read: split it",
                    )
                )
            pages = [_page_lines(page.get_textpage().get_text_bounded()) for page in document]
            title = str(document.get_metadata_value("Title") or "").strip()
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
    text = "\n".join(_paragraphs(list(_without_running(pages)))) + "\n"
    return _report(text, source, report_id, title if title and title in text else None)


def _page_lines(text: str) -> list[str]:
    text = text.replace("\ufffe", "").replace("\r\n", "\n").replace("\r", "\n")
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def _without_running(pages: list[list[str]]) -> Iterator[str]:
    """The lines without page numbers and without what most pages repeat at their top or bottom."""
    edges = Counter(line.strip() for lines in pages for line in {*lines[:2], *lines[-2:]})
    for lines in pages:
        for number, line in enumerate(lines):
            at_edge = number < 2 or number >= len(lines) - 2
            running = at_edge and len(pages) > 2 and edges[line.strip()] > len(pages) / 2
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


def _report(text: str, source: str, report_id: str, title: str | None) -> Report:
    if not text.strip():
        raise Unreadable(say("文档里没有文字", "is a document without text"))
    if wrong := too_long(text):
        raise Unreadable(wrong)
    return Report(report_id, source, blanked(text), blanked(title) if title else None, extracted=True)
