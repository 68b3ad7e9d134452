"""Tables of pages: CSV with a column of texts, and JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from ..language import say
from ..model import Report
from .html import from_markup, looks_like_html
from .text import LIMIT, Problem, Unreadable, blanked, day_in, decode, too_long

COLUMNS = {
    "text": ("text", "content", "body", "fulltext", "article", "正文", "内容", "文本", "全文", "文章"),
    "title": ("title", "headline", "标题", "题目", "题名"),
    "date": ("date", "published", "pubdate", "publish_date", "time", "日期", "发布日期", "发布时间", "时间", "发表时间"),
    "url": ("url", "link", "href", "address", "网址", "链接", "地址", "来源网址"),
    "editor": ("editor", "编辑", "责任编辑"),
}
"""Names that a column may have, in any case."""

_SAMPLE = 64 * 1024
_SEPARATOR = re.compile(r"sep=(.)", re.I)
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def read_csv(file: BinaryIO, source: str, report_id: str) -> Iterator[Report | Problem]:
    """A report for each row; rows that hold none are told of by their number, the head being row 1.

    Raises `Unreadable` where no column holds texts.
    """
    sample = file.read(_SAMPLE)
    if not sample.strip():
        raise Unreadable(say("是空文件", "is empty"))
    encoding = _encoding(sample)
    file.seek(0)
    csv.field_size_limit(LIMIT)
    lines = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        head, told = sample.decode(encoding, "replace").lstrip("\ufeff").split("\n", 1)[0], 0
        mark = _SEPARATOR.fullmatch(head.strip("\r\n "))
        if mark:  # the line that tells Excel what parts the columns
            lines.readline()
            told = 1
        yield from _rows(
            csv.DictReader(_whole_lines(lines), delimiter=mark[1] if mark else max(",\t;|", key=head.count)), source, report_id, told
        )
    finally:
        lines.detach()  # whoever opened the file closes it


def _rows(rows: csv.DictReader[str], source: str, report_id: str, before: int = 0) -> Iterator[Report | Problem]:
    try:
        columns = list(rows.fieldnames or ())
    except csv.Error as wrong:
        raise Unreadable(say(f"不是 CSV 表格：{wrong}", f"is no CSV table: {wrong}")) from wrong
    which = named(columns)
    if "text" not in which:
        raise Unreadable(
            say(
                f"没有正文一列：列名是 {'、'.join(columns) or '空'}，正文列应叫 text 或 正文",
                f"has no column of texts: its columns are {', '.join(columns) or 'none'}; call that column text",
            )
        )
    number = 1 + before
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as wrong:
            yield Problem(f"{source}#{number}", say(f"第 {number} 行读不了：{wrong}", f"row {number} cannot be read: {wrong}"))
            continue
        yield row_of({name: row.get(column) for name, column in which.items()}, source, report_id, number)


def _whole_lines(lines: io.TextIOWrapper) -> Iterator[str]:
    """Lines of bounded length, so that a file without line ends fills no memory; an endless one becomes a row without a text."""
    while line := lines.readline(LIMIT):
        if len(line) == LIMIT and not line.endswith("\n"):
            while line and not line.endswith("\n"):
                line = lines.readline(LIMIT)
            yield ",\n"
        else:
            yield line.replace("\0", "")


def read_json(file: BinaryIO, source: str, report_id: str) -> Iterator[Report | Problem]:
    """A report for each object with a text in a JSON document: a list of them, or one that holds such a list. Raises `Unreadable`."""
    data = file.read(ARRAY + 1)
    if len(data) > ARRAY:
        raise Unreadable(
            say(
                f"JSON 有 {len(data):,} 字节以上，上限 {ARRAY:,}：请改为每行一篇的 .jsonl",
                f"has more than the {ARRAY:,} bytes that are read: use .jsonl",
            )
        )
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        where = f"，第 {wrong.lineno} 行第 {wrong.colno} 字" if isinstance(wrong, json.JSONDecodeError) else ""
        raise Unreadable(say(f"不是 JSON{where}", f"is no JSON: {wrong}")) from wrong
    if isinstance(value, dict):
        several = [one for one in value.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
        value = several[0] if len(several) == 1 and "text" not in named(value) else [value]
    if not isinstance(value, list) or not value:
        raise Unreadable(say("JSON 里没有报告：应是对象的列表", "is JSON without reports: a list of objects is wanted"))
    for number, one in enumerate(value, 1):
        if isinstance(one, dict):
            yield row_of({name: one.get(key) for name, key in named(one).items()}, source, report_id, number)
        else:
            yield Problem(f"{source}#{number}", say(f"第 {number} 项不是 JSON 对象", f"item {number} is no JSON object"))


ARRAY = 64 * 1024 * 1024
"""Bytes of a JSON document, which is held whole; lines of JSON are not."""


def read_jsonl(file: BinaryIO, source: str, report_id: str) -> Iterator[Report | Problem]:
    """A report for each line that is a JSON object with a text; the others are told of by their number."""
    number = 0
    while line := file.readline(2 * LIMIT):
        number += 1
        if not line.endswith(b"\n") and len(line) >= 2 * LIMIT:
            while line and not line.endswith(b"\n"):
                line = file.readline(2 * LIMIT)
            yield Problem(f"{source}#{number}", say(f"第 {number} 行太长", f"line {number} is too long"))
            continue
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except (ValueError, RecursionError) as wrong:  # no UTF-8, no JSON, a number of thousands of digits, nested without end
            where = f"，第 {wrong.colno} 字" if isinstance(wrong, json.JSONDecodeError) else ""
            yield Problem(f"{source}#{number}", say(f"第 {number} 行{where}不是 JSON", f"line {number} is no JSON: {wrong}"))
            continue
        if not isinstance(value, dict):
            yield Problem(f"{source}#{number}", say(f"第 {number} 行不是 JSON 对象", f"line {number} is no JSON object"))
            continue
        yield row_of({name: value.get(key) for name, key in named(value).items()}, source, report_id, number)


def _encoding(sample: bytes) -> str:
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if sample.startswith(mark):
            return name
    try:
        sample[:-4].decode("utf-8")
    except UnicodeDecodeError as wrong:
        if wrong.end < len(sample) - 8:
            decode(sample)  # says what is wrong with bytes that are no text
            return "big5hkscs" if _is_big5(sample) else "gb18030"
    return "utf-8"


def _is_big5(sample: bytes) -> bool:
    return decode(sample) == sample.decode("big5hkscs", "replace").replace("\r\n", "\n")


def named(columns: Any) -> dict[str, str]:
    """Which column is which."""
    known = {str(column).strip().lstrip("\ufeff").lower(): str(column) for column in columns if column is not None}
    return {name: known[one] for name, names in COLUMNS.items() for one in reversed(names) if one in known}


def row_of(values: Mapping[str, Any], source: str, report_id: str, number: int) -> Report | Problem:
    """The report in a row; its title heads the text where that does not have it."""
    said = {name: str(value) for name, value in values.items() if isinstance(value, str | int | float)}
    given = {name: blanked(value.replace("\r\n", "\n").replace("\r", "\n")).strip() for name, value in said.items()}
    text, title = given.get("text", ""), given.get("title", "")
    address = given.get("url", "")
    where = address if _ADDRESS.fullmatch(address) else f"{source}#{number}"
    if not text:
        return Problem(f"{source}#{number}", say(f"第 {number} 行没有正文", f"row {number} has no text"))
    if wrong := too_long(text):
        return Problem(f"{source}#{number}", wrong)
    editor = re.sub("[\ufffe\uffff]", "", given.get("editor", "")) or None
    if looks_like_html(text):
        try:
            page = from_markup(text, where, report_id)
        except Unreadable as wrong:
            return Problem(f"{source}#{number}", str(wrong))
        text, editor = page.raw, editor or page.editor
    if title and title not in text:
        text = f"{title}\n{text}"
    return Report(f"{report_id}/{number}", where, text, title or None, day_in(given.get("date")), editor, extracted=True)
