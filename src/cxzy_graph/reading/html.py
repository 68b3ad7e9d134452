"""Saved web pages and fragments of them: the report's text, with what the page says of it, and without its furniture.

Menus, lists of related news, footers and buttons go; what names the report's place in the site, its date, source and editor
stays, as lines of their own, since the report is read from them too. Readers made for any page keep the menus of these
(trafilatura 2.3 did, and took a year for a date); the conventions of Chinese content systems are few and known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from ..language import say
from ..model import Report
from .markup import seen, told_of_itself, uncrowded, unspan
from .text import Unreadable, day_in, declared, decode, decode_as, too_long

LIMIT = 32 * 1024 * 1024
"""Bytes. Saved pages carry pictures and scripts; their text is a hundredth of that."""

_SKIPPED = frozenset([
    "script", "style", "noscript", "template", "iframe", "svg", "object", "select", "button", "input", "textarea",
    "head", "map", "audio", "video", "canvas", "rt", "rp", "rtc",
])  # fmt: skip
_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "noframes", "ol", "optgroup", "option",
    "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
])  # fmt: skip
"""What begins a line and ends one; other elements stand within a line, also those that a word processor made up (st1:chsdate, o:p)."""
_FURNITURE = re.compile(
    r"^[\W_]*(?:上一[篇条页则]|下一[篇条页则]|上篇|下篇|(?:相关(?:新闻|文章|链接|阅读|信息|报道)|热[点门](?:新闻|排行|推荐|文章)?|推荐(?:阅读|新闻)|最新(?:新闻|文章)|"
    r"阅读排行|技术支持|主办单位|联系我们)(?![^，。；！？]*[，。；！？]"
    r")|友情链接|网站地图|版权所有|Copyright|©|ICP备|京公网安备|设为首页|加入收藏|分享到|扫一扫|"
    r"打印本页|关闭窗口|返回(?:顶部|首页|列表)|"
    r"【?(?:打印|关闭|返回|收藏|大|中|小)】?[\s【】|大中小打印关闭返回收藏字体：:\[\]]*$|更多\W*$|没有了)",
    re.IGNORECASE,
)
"""Lines of a site and not of its page: 上一篇, 相关新闻."""
_CRUMBS = re.compile(r"(?:位置[是为]?\s*[:：])|^[^。，]{2,20}(?:\s*[>＞»›]\s*[^。，>＞»›]{1,30})+$")
_ABOUT = re.compile(
    r"(?:发布|更新|发表|编辑|录入)?(?:时间|日期)\s*[:：]|来源\s*[:：]|作者\s*[:：]|"
    r"(?:责任编辑|责编|编辑|撰稿|供稿)\s*[:：]|^\W*\d{4}[-年./]\d{1,2}[-月./]\d{1,2}"
)
"""A line that tells a page's day, source or editor."""
_SENTENCE = re.compile(r"[，。；！？]")
_TAG = re.compile(r"<(?:!doctype|html|body|div|p|br|table|span|h\d|article|section|meta)\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_META = {
    "title": ("articletitle", "og:title"),
    "published": ("pubdate", "publishdate", "article:published_time", "og:release_date", "firstpublishedtime"),
    "editor": ("editor",),
}
_HELD = 0.8
"""Share of the page's running text that the element taken for its body holds at least."""

_LINKED = 0.5
"""Share of its characters that stand in links, from which a line is one of a menu or a list."""

_CELL = 40
"""Characters of the longest cell in a table of data; a table with longer ones lays out a page."""


@dataclass(slots=True)
class _Line:
    """A line of the page as a browser would show it, and the elements it stands in, outermost first."""

    inside: tuple[int, ...]
    text: str = ""
    linked: int = 0
    heading: bool = False

    @property
    def is_furniture(self) -> bool:
        return bool(_FURNITURE.match(self.text)) or (self.linked > _LINKED * len(self.text) and not _SENTENCE.search(self.text))


@dataclass(slots=True)
class _Page:
    lines: list[_Line] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""


def looks_like_html(text: str) -> bool:
    """Is the text marked up?

    >>> looks_like_html("<p>会员<br>李然</p>"), looks_like_html("3<5，会员>干部")
    (True, False)
    """
    return bool(_TAG.search(text))


def read_html(data: bytes, source: str, report_id: str) -> Report:
    """The report in a page's bytes.

    Raises `Unreadable` where there is none.
    """
    if len(data) > LIMIT:
        raise Unreadable(say(f"网页有 {len(data):,} 字节，上限 {LIMIT:,}", f"is a page of {len(data):,} bytes; {LIMIT:,} are read"))
    name = declared(data)
    return from_markup(decode_as(data, name) if name else decode(data), source, report_id)


def from_markup(markup: str, source: str, report_id: str) -> Report:
    """The report in a page's or fragment's text.

    >>> page = "<title>要闻-民进网</title><ul><li><a>首页</a><li><a>要闻</a></ul><h1>支部换届</h1><p>3月1日，支部换届。<p>李然当选主任。"
    >>> from_markup(page, "a.html", "a").raw
    '支部换届\\n3月1日，支部换届。\\n李然当选主任。\\n'
    """
    page = _read(uncrowded(markup))
    if not page.lines:  # a parser gives up on elements nested by the thousand
        page.lines = [_Line((0,), line) for part in _ANY_TAG.sub("\n", seen(markup)).split("\n") if (line := _plain(part))]
    kept = list(_kept(page))
    title = page.meta.get("title") or next((line.text for line in kept if line.heading), None) or _title_of(page, kept)
    text = "\n".join(line.text for line in kept)
    if title and title not in text:
        text = f"{title}\n{text}"
    if not text.strip():
        raise Unreadable(say("网页里没有正文", "is a page without text"))
    if wrong := too_long(text):
        raise Unreadable(wrong)
    return Report(
        report_id, source, text + "\n", title or None, day_in(page.meta.get("published")), page.meta.get("editor"), extracted=True
    )


def _title_of(page: _Page, kept: list[_Line]) -> str | None:
    """The line that the window's title names, which sites' names and sections follow there."""
    return next((line.text for line in kept if 4 <= len(line.text) <= 60 and page.title.startswith(line.text)), None)


# ---------------------------------------------------------------- what stays


def _kept(page: _Page) -> Iterator[_Line]:
    """The lines of the body, and from around it those that say what it is."""
    body = _body(page.lines)
    inside = [number for number, line in enumerate(page.lines) if body in line.inside]
    first, last = (inside[0], inside[-1]) if inside else (0, -1)
    head = _heading_before(page.lines, first)
    ended = False
    for number, line in enumerate(page.lines):
        if first <= number <= last:
            ended = ended or (bool(_FURNITURE.match(line.text)) and number > first + (last - first) // 2)
            if (not line.is_furniture and not ended) or _says_what_it_is(line, number < first + 6):
                yield line
        elif number == head or (_says_what_it_is(line, True) if number < first else _names_editor(line)):
            yield line


def _heading_before(lines: list[_Line], first: int) -> int | None:
    """The line of the title, where it stands before the body: a heading, or the last line that is neither a menu's nor about the report."""
    near = [n for n in range(max(0, first - 8), first) if not lines[n].is_furniture and not _says_what_it_is(lines[n], True)]
    headings = [n for n in near if lines[n].heading]
    if headings or any(line.heading for line in lines[first : first + 4]):
        return headings[-1] if headings else None
    return next((n for n in reversed(near) if 4 <= len(lines[n].text) <= 60 and not _SENTENCE.search(lines[n].text[-1])), None)


def _says_what_it_is(line: _Line, early: bool) -> bool:
    if len(line.text) > 160 or not early:
        return _names_editor(line)
    return bool(_CRUMBS.search(line.text) or _ABOUT.search(line.text))


def _names_editor(line: _Line) -> bool:
    return len(line.text) < 40 and bool(re.search(r"(?:责任编辑|责编|编辑|撰稿|供稿)\s*[:：]", line.text))


def _body(lines: list[_Line]) -> int:
    """The innermost element that holds nearly all of the running text and the rows of data; the outermost where there is neither."""
    weights: dict[int, int] = defaultdict(int)
    held: dict[int, int] = defaultdict(int)
    depth: dict[int, int] = {}
    total = 0
    for line in lines:
        says = not line.is_furniture and ("\t" in line.text or _SENTENCE.search(line.text))
        weight = len(line.text) - line.linked if says else 0
        total += weight
        for level, element in enumerate(line.inside):
            weights[element] += weight
            held[element] += weight > 0
            depth[element] = level
    if not total:
        return min(depth, key=lambda element: (depth[element], element), default=0)
    several = max(held.values(), default=0) > 1  # a single paragraph is no body if there are others
    able = [element for element in weights if weights[element] >= _HELD * total and (held[element] > 1 or not several)]
    return max(able, key=lambda element: (depth[element], -element), default=0)


# ---------------------------------------------------------------- from markup to lines


def _read(markup: str) -> _Page:
    page = _Page()
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as wrong:
        raise Unreadable(say(f"无法解析网页：{wrong}", f"cannot be read as a page: {wrong}")) from wrong
    for node in root.iter("meta"):
        key = (node.get("name") or node.get("property") or "").lower()
        for name, keys in _META.items():
            if key in keys and node.get("content", "").strip():
                page.meta.setdefault(name, _plain(node.get("content")))
    found = root.find(".//title")
    page.title = _plain(found.text_content()) if found is not None else ""
    if frames := "、".join(frame.get("src") or "?" for frame in root.iter("frame")):
        said = (
            f"是框架网页，正文在别的文件里（{frames}）：请保存那一页",
            f"is a page of frames, whose text is in other files ({frames}): save that page",
        )
        raise Unreadable(say(*said))
    page.meta = told_of_itself(root) | page.meta
    for table in root.iter("table"):
        if _is_data(table):
            unspan(table)
    _walk(root, page)
    page.lines = [line for line in page.lines if line.text]
    return page


def _walk(root: etree._Element, page: _Page) -> None:
    """Fills the page's lines; without recursion, since pages may be nested as deep as they like."""
    writer = _Writer(page.lines)
    numbers: dict[etree._Element, int] = {}
    path: list[int] = []
    tables = {table for table in root.iter("table") if _is_data(table)}
    skipped: etree._Element | None = None
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if skipped is None and (tag in _SKIPPED or _is_hidden(node)):
                skipped = node
            if skipped is not None:
                continue
            numbers[node] = len(numbers) + 1
            if tag in _BLOCKS:
                path.append(numbers[node])
            writer.enter(tag, tuple(path), node, tables)
            writer.say(node.text)
        else:
            if skipped is node:
                skipped = None
            elif skipped is not None:
                continue
            else:
                writer.leave(tag)
                if tag in _BLOCKS:
                    path.pop()
                writer.inside = tuple(path)
            if node is not root:
                writer.say(node.tail)
    writer.end_line()


def _is_hidden(node: etree._Element) -> bool:
    return node.get("hidden") is not None or "display:none" in (node.get("style") or "").replace(" ", "").lower()


def _is_data(table: etree._Element) -> bool:
    """Does a table hold data rather than lay out a page: several columns of short cells, and nothing nested?"""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [[len(_plain("".join(cell.itertext()))) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")]
    return any(len(row) > 1 for row in rows) and len(rows) > 1 and all(cell <= _CELL for row in rows for cell in row)


class _Writer:
    """Writes text into lines as a browser breaks them; a row of a table of data is one line, its cells parted by tabs."""

    def __init__(self, lines: list[_Line]) -> None:
        self._lines = lines
        self.inside: tuple[int, ...] = ()
        self._line: _Line | None = None
        self._links = self._headings = self._data = 0
        self._rows: list[bool] = []

    def enter(self, tag: str, inside: tuple[int, ...], node: etree._Element, tables: set[etree._Element]) -> None:
        if tag == "a":
            self._links += 1
        elif tag in ("h1", "h2"):
            self._headings += 1
        elif tag == "table":
            self._rows.append(node in tables)
        if tag in ("td", "th") and self._rows and self._rows[-1]:
            if self._line is not None and self._line.text:
                self._line.text += "\t"
        elif tag == "br" or (tag in _BLOCKS and not self._within_row(tag)):
            self.end_line()
        self.inside = inside

    def leave(self, tag: str) -> None:
        if tag == "a":
            self._links -= 1
        elif tag in ("h1", "h2"):
            self.end_line()
            self._headings -= 1
        if tag in _BLOCKS and not self._within_row(tag):
            self.end_line()
        if tag == "table" and self._rows:
            self._rows.pop()

    def _within_row(self, tag: str) -> bool:
        return bool(self._rows) and self._rows[-1] and tag not in ("tr", "table", "caption")

    def say(self, text: str | None) -> None:
        plain = re.sub(r"[ \t\r\n\f\v]+", " ", text or "")
        if not plain or (plain == " " and (self._line is None or not self._line.text)):
            return
        if self._line is None:
            self._line = _Line(self.inside)
        self._line.text += plain
        self._line.heading = self._line.heading or self._headings > 0
        if self._links:
            self._line.linked += len(plain.strip())

    def end_line(self) -> None:
        if self._line is not None:
            self._line.text = _plain(self._line.text)
            self._lines.append(self._line)
            self._line = None


def _plain(text: str) -> str:
    """Without blanks around it; blanks that look alike are one kind, but a tab parts cells. What has no width, and only says where a line may break, goes."""
    return re.sub(r"[ \u00a0\u2002-\u200a]+", " ", _UNWRITTEN.sub("", text)).strip(" \u3000\t\r\n")


_UNWRITTEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
