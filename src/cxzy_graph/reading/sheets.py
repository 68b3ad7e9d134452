"""Workbooks (.xlsx, .xlsm, .xls, .et, .ods): a table of pages, a report a row, where a column holds texts; else each sheet is a report of tables."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from ..language import say
from ..model import Report
from .office import PACKED, document
from .tables import named, row_of
from .text import Problem, Unreadable

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

ROWS, COLUMNS = 200_000, 200
"""Rows and columns of a sheet that are read."""


def read_workbook(file: BinaryIO, source: str, report_id: str) -> Iterator[Report | Problem]:
    """The reports in a workbook. Raises `Unreadable`."""
    from python_calamine import CalamineError

    book = _opened(file)
    names = list(book.sheet_names)
    told = 0
    for name in names:
        where = f"{source}/{name}" if len(names) > 1 else source
        inner = f"{report_id}/{name}" if len(names) > 1 else report_id
        try:
            sheet = book.get_sheet_by_name(name)
            rows = [[_said(cell) for cell in row[:COLUMNS]] for row in sheet.to_python()[: ROWS + 1]]
        except (CalamineError, ValueError, OverflowError) as wrong:
            yield Problem(where, say(f"工作表读不了：{wrong}", f"is a sheet that cannot be read: {wrong}"))
            told += 1
            continue
        rows = [row for row in rows if any(row)]
        if not rows:
            continue
        told += 1
        if len(rows) > ROWS:
            yield Problem(where, say(f"超过 {ROWS:,} 行，后面的未读", f"has more than {ROWS:,} rows; what follows was not read"))
        columns = named(rows[0])
        if "text" in columns:
            head = rows[0]
            for number, row in enumerate(rows[1:], 2):
                yield row_of({key: row[head.index(column)] for key, column in columns.items()}, where, inner, number)
            continue
        try:
            title = name if not name.lower().startswith("sheet") else None
            lines = ["\t".join(row).rstrip("\t") for row in rows]
            yield document(lines if title is None or any(title in line for line in lines[:3]) else [title, *lines], where, inner, title)
        except Unreadable as wrong:
            yield Problem(where, str(wrong))
    if not told:
        raise Unreadable(say("表格是空的", "is an empty workbook"))


def cells(file: BinaryIO) -> Iterator[list[str]]:
    """The rows of a workbook's first sheet that has any, as they are shown. Raises `Unreadable`."""
    from python_calamine import CalamineError

    book = _opened(file)
    for name in book.sheet_names:
        try:
            rows = [[_said(cell) for cell in row[:COLUMNS]] for row in book.get_sheet_by_name(name).to_python()[:ROWS]]
        except (CalamineError, ValueError, OverflowError):
            continue
        if any(map(any, rows)):
            yield from (row for row in rows if any(row))
            return


def _opened(file: BinaryIO) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    data = file.read(PACKED + 1)
    if len(data) > PACKED:
        raise Unreadable(say(f"表格有 {len(data):,} 字节，超过上限 {PACKED:,}", f"has {len(data):,} bytes; {PACKED:,} are read"))
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as wrong:
        raise Unreadable(say("是加密的表格：请去掉密码后另存", "is a workbook with a password: save it without")) from wrong
    except CalamineError as wrong:
        raise Unreadable(say(f"不是 Excel 表格，或已损坏：{wrong}", f"is no workbook, or a broken one: {wrong}")) from wrong


def _said(cell: object) -> str:
    """A cell as its sheet shows it, in one line."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else str(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ", "seconds")
    return " ".join(str(cell).split()) if cell is not None else ""
