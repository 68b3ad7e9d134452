"""Word documents (.docx, .docm) as Word shows them with all changes accepted, and older ones (.doc, .wps, .rtf) by way of kept libraries.

The paragraphs are walked in the markup itself: the readers made for it (python-docx) pass over what stands in smart tags, content controls, text boxes
and tracked changes, and so lose names and dates.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from ..language import say
from ..model import Report
from .numbering import Numbering
from .office import PACKED, document, unpacked
from .text import Unreadable, decode

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TAKEN_OUT = frozenset(
    f"{_W}{name}"
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "delInstrText",
        "rt",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "tblPr",
        "tblGrid",
        "sectPr",
    )
)
"""What Word does not show: deleted, moved away, the codes of fields, how something looks, readings of ruby."""
_BLANKS = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_NOTES = {f"{_W}footnoteReference": "word/footnotes.xml", f"{_W}endnoteReference": "word/endnotes.xml"}
_DEEP = 40
"""Tables within tables, and the like, that are followed."""


def read_word(data: bytes, source: str, report_id: str, old: bool = False) -> Report:
    """A document of Word or WPS, as what its bytes say that it is, whatever it is called; ``old``, it may be a mere text. Raises `Unreadable`."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return read_doc(data, source, report_id)
    if data.lstrip().startswith(b"{\\rtf"):
        return read_rtf(data, source, report_id)
    if data.startswith(b"PK"):
        return read_docx(data, source, report_id)
    head = data[:1024].lstrip().lower()
    if head.startswith((b"<html", b"<!doctype html", b"\xef\xbb\xbf<html")):  # what some systems call .doc
        from .html import read_html

        return read_html(data, source, report_id)
    if not old:
        raise Unreadable(say("不是 Word 文档，或已损坏", "is no Word document, or a broken one"))
    return Report(report_id, source, decode(data))


def read_docx(data: bytes, source: str, report_id: str) -> Report:
    """The paragraphs and tables of a Word document, in their order; a row of a table is a line, its cells parted by tabs.

    Raises `Unreadable`.
    """
    with unpacked(data, "word/document.xml", say("不是 Word 文档（.docx）", "is no Word document (.docx)")) as packed:
        try:
            walk = _Walk(packed)
            lines = list(walk.body())
        except (KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile, EOFError, OSError) as wrong:
            raise Unreadable(
                say("Word 文档已损坏，无法打开：请在 Word 里重新保存", "is a broken Word document: save it anew in Word")
            ) from wrong
        title = walk.title()
    return document(lines, source, report_id, title)


def read_doc(data: bytes, source: str, report_id: str) -> Report:
    """An older Word or WPS document (.doc, .wps), made a .docx first. Raises `Unreadable`."""
    from doc2docx import convert  # of the package msdoc2docx

    if len(data) > PACKED:
        raise Unreadable(say(f"文档有 {len(data):,} 字节，超过上限 {PACKED:,}", f"has {len(data):,} bytes; {PACKED:,} are read"))
    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data[:1_000_000]:
        raise Unreadable(say("是加密的文档：请去掉密码后另存", "is a document with a password: save it without"))
    try:
        with tempfile.TemporaryDirectory(prefix="cxzy-graph-") as folder:
            given, target = Path(folder) / "given.doc", Path(folder) / "made.docx"
            given.write_bytes(data)
            convert(given, target)
            made = target.read_bytes()
    except Exception as wrong:  # whatever the library meets in a file that is none, or a broken one
        raise Unreadable(
            say(
                f"旧版 Word 文档无法打开（{type(wrong).__name__}: {wrong}）：请另存为 .docx",
                f"is an old Word document that cannot be opened ({type(wrong).__name__}: {wrong}): save it as .docx",
            )
        ) from wrong
    return read_docx(made, source, report_id)


def read_rtf(data: bytes, source: str, report_id: str) -> Report:
    """A rich text document. Raises `Unreadable`."""
    from striprtf.striprtf import rtf_to_text

    if len(data) > PACKED:
        raise Unreadable(say(f"文档有 {len(data):,} 字节，超过上限 {PACKED:,}", f"has {len(data):,} bytes; {PACKED:,} are read"))
    try:
        text: str = rtf_to_text(data.decode("latin-1"), encoding="gb18030", errors="replace")  # type: ignore[no-untyped-call]
    except Exception as wrong:  # as above
        raise Unreadable(say("RTF 文档已损坏：请另存为 .docx", "is a broken RTF document: save it as .docx")) from wrong
    lines = [line.replace("|", "\t").strip("\t ") if line.count("|") > 1 else line for line in text.split("\n")]
    return document(lines, source, report_id, None)


@dataclass(slots=True)
class _Walk:
    """Walks through the parts of a document."""

    packed: zipfile.ZipFile
    names: frozenset[str] = frozenset()
    numbering: Numbering = field(default_factory=Numbering)
    notes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    styles: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = frozenset(self.packed.namelist())
        if (numbering := self._part("word/numbering.xml")) is not None:
            self.numbering = Numbering.of_word(numbering)
        self.notes = {
            part: {note.get(f"{_W}id"): note for note in found if note.get(f"{_W}type") is None}
            for part in _NOTES.values()
            if (found := self._part(part)) is not None
        }
        if (styles := self._part("word/styles.xml")) is not None:
            self.styles = {
                style.get(f"{_W}styleId", ""): _numbered(properties)
                for style in styles.iter(f"{_W}style")
                if (properties := style.find(f"{_W}pPr")) is not None and properties.find(f"{_W}numPr") is not None
            }

    def _part(self, name: str) -> Any:
        """A part of the document, parsed; None where there is none."""
        if name not in self.names:
            return None
        data = self.packed.read(name).replace(_STRICT, _W[1:-1].encode())
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))

    def title(self) -> str | None:
        """What the document's properties give as its title."""
        try:
            core = self._part("docProps/core.xml")
        except etree.XMLSyntaxError:
            return None
        found = core.find("{http://purl.org/dc/elements/1.1/}title") if core is not None else None
        return (found.text or "").strip() or None if found is not None else None

    def body(self) -> Iterator[str]:
        """The lines of the document's body."""
        root = self._part("word/document.xml")
        body = root.find(f"{_W}body")
        if body is None:
            raise ValueError("no body")
        yield from self._blocks(body, 0)

    def _blocks(self, holder: Any, depth: int) -> Iterator[str]:
        """The lines of the paragraphs and tables in an element, and in what is put around some of them."""
        if depth > _DEEP:
            return
        for node in holder:
            if node.tag == f"{_W}p":
                yield from self._paragraph(node, depth)
            elif node.tag == f"{_W}tbl":
                yield from self._table(node, depth + 1)
            elif node.tag == f"{_MC}AlternateContent":
                yield from self._blocks(_chosen(node), depth + 1)
            elif node.tag not in _TAKEN_OUT and isinstance(node.tag, str):
                yield from self._blocks(node, depth + 1)

    def _paragraph(self, node: Any, depth: int) -> Iterator[str]:
        aside: list[Any] = []
        said: list[str] = []
        self._say(node, said, aside, depth)
        text = "".join(said)
        if text.strip():
            text = self._label(node) + text
        yield from text.split("\n")
        for one in aside:  # text boxes and notes stand by themselves, behind the paragraph that they hang on
            yield from self._blocks(one, depth + 1)

    def _label(self, node: Any) -> str:
        """The number or mark that Word sets in front of an item of a list."""
        properties = node.find(f"{_W}pPr")
        if properties is None:
            return ""
        style = properties.find(f"{_W}pStyle")
        number, level = _numbered(properties)
        if not number and style is not None:
            number, level = self.styles.get(style.get(f"{_W}val", ""), ("", "0"))
        return self.numbering.label(number, int(level) if level.isdigit() else 0) if number and number != "0" else ""

    def _say(self, node: Any, said: list[str], aside: list[Any], depth: int) -> None:
        if depth > _DEEP:
            return
        for part in node:
            if part.tag in _TAKEN_OUT or not isinstance(part.tag, str):
                continue
            if part.tag == f"{_W}t":
                said.append(part.text or "")
            elif part.tag in _BLANKS:
                said.append(_BLANKS[part.tag] if part.get(f"{_W}type") not in ("page", "column") else "")
            elif part.tag in _NOTES:
                note = self.notes.get(_NOTES[part.tag], {}).get(part.get(f"{_W}id"))
                if note is not None:
                    aside.append(note)
            elif part.tag == f"{_W}txbxContent":
                aside.append(part)
            elif part.tag == f"{_MC}AlternateContent":
                self._say(_chosen(part), said, aside, depth + 1)
            elif part.tag == f"{_W}r" and _is_hidden(part):
                continue
            else:
                self._say(part, said, aside, depth + 1)

    def _table(self, node: Any, depth: int) -> Iterator[str]:
        """The rows of a table; a cell that goes on from the row above says the same again, since what a row says it says of that."""
        above: dict[int, str] = {}
        for row in _inside(node, "tr"):
            cells: list[str] = []
            column = 0
            for cell in _inside(row, "tc"):
                properties = cell.find(f"{_W}tcPr")
                wide = properties.find(f"{_W}gridSpan") if properties is not None else None
                merged = properties.find(f"{_W}vMerge") if properties is not None else None
                lines = [line.strip() for line in self._blocks(cell, depth) if line.strip()]
                goes_on = merged is not None and merged.get(f"{_W}val", "continue") == "continue"
                text = above.get(column, "") if goes_on and not lines else "\n".join(lines)
                cells.append(text)
                if merged is not None:
                    above[column] = text
                else:
                    above.pop(column, None)
                column += int(wide.get(f"{_W}val", "1")) if wide is not None and wide.get(f"{_W}val", "1").isdigit() else 1
            if len(cells) == 1:  # it lays out a page, or is a heading
                yield from cells[0].split("\n")
            else:
                yield "\t".join(one.replace("\n", " ").replace("\t", " ") for one in cells).rstrip("\t")


def _inside(holder: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also where a content control or a change is put around them."""
    for node in holder:
        if node.tag == f"{_W}{name}":
            yield node
        elif isinstance(node.tag, str) and node.tag not in _TAKEN_OUT and node.tag not in (f"{_W}trPr", f"{_W}tcPr", f"{_W}p", f"{_W}tbl"):
            yield from _inside(node, name)


def _chosen(alternatives: Any) -> Any:
    """Of contents of which a program takes the one that it knows, the first that says something."""
    choices = [one for one in alternatives if one.tag in (f"{_MC}Choice", f"{_MC}Fallback")]
    return next((one for one in choices if next(one.iter(f"{_W}t"), None) is not None), choices[0] if choices else ())


def _is_hidden(run: Any) -> bool:
    properties = run.find(f"{_W}rPr")
    hidden = properties.find(f"{_W}vanish") if properties is not None else None
    return hidden is not None and hidden.get(f"{_W}val", "true") not in ("0", "false", "off")


def _numbered(properties: Any) -> tuple[str, str]:
    """The list that a paragraph or a style belongs to, and its level; ("", "0") for none."""
    found = properties.find(f"{_W}numPr")
    if found is None:
        return "", "0"
    number, level = found.find(f"{_W}numId"), found.find(f"{_W}ilvl")
    return (number.get(f"{_W}val", "") if number is not None else ""), (level.get(f"{_W}val", "0") if level is not None else "0")


def read_odt(data: bytes, source: str, report_id: str) -> Report:
    """A text of OpenDocument (.odt), as LibreOffice writes it. Raises `Unreadable`."""
    with unpacked(data, "content.xml", say("不是 ODT 文档", "is no ODT document")) as packed:
        try:
            root = etree.fromstring(packed.read("content.xml"), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
        except (etree.XMLSyntaxError, zipfile.BadZipFile, EOFError, OSError) as wrong:
            raise Unreadable(say("ODT 文档已损坏，无法打开", "is a broken ODT document")) from wrong
    body = root.find(".//{*}body/{*}text")
    if body is None:
        raise Unreadable(say("不是 ODT 文档", "is no ODT document"))
    return document(list(_of_odt(body, 0)), source, report_id, None)


_NOT_SHOWN = frozenset(
    ["tracked-changes", "annotation", "annotation-end", "ruby-text", "sequence-decls", "note-citation", "forms", "script", "tracked"]
)


def _of_odt(holder: Any, depth: int) -> Iterator[str]:
    for node in holder:
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if not name or name in _NOT_SHOWN or depth > _DEEP:
            continue
        if name in ("p", "h"):
            said: list[str] = []
            aside: list[Any] = []
            _say_odt(node, said, aside, depth)
            yield from "".join(said).split("\n")
            for one in aside:
                yield from _of_odt(one, depth + 1)
        elif name == "table":
            above: dict[int, tuple[int, str]] = {}
            for row in node.iter("{*}table-row"):
                cells = []
                for column, cell in enumerate(one for one in row if etree.QName(one).localname in ("table-cell", "covered-table-cell")):
                    left, text = above.get(column, (0, ""))
                    if etree.QName(cell).localname == "table-cell":
                        text = " ".join(line.strip() for line in _of_odt(cell, depth + 1) if line.strip())
                        down = next((v for k, v in cell.attrib.items() if k.endswith("number-rows-spanned")), "1")
                        left = int(down) if down.isdigit() else 1
                    elif left < 1:
                        continue  # beside a cell that is wider
                    above[column] = (left - 1, text)
                    cells.append(text.replace("\t", " "))
                yield "\t".join(cells).rstrip("\t")
        else:
            yield from _of_odt(node, depth + 1)


def _say_odt(node: Any, said: list[str], aside: list[Any], depth: int) -> None:
    said.append(node.text or "")
    for part in node:
        name = etree.QName(part).localname if isinstance(part.tag, str) else ""
        if name == "s":
            count = next((v for k, v in part.attrib.items() if k.endswith("}c")), "1")
            said.append(" " * min(int(count) if count.isdigit() else 1, 100))
        elif name in ("tab", "line-break"):
            said.append("\t" if name == "tab" else "\n")
        elif name in ("text-box", "note-body"):
            aside.append(part)
        elif name and name not in _NOT_SHOWN and depth < _DEEP:
            _say_odt(part, said, aside, depth + 1)
        said.append(part.tail or "")
