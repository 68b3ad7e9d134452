"""Files of every kind people have, whole, awkward and broken."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document

from cxzy_graph.building.road import travel
from cxzy_graph.model import Report
from cxzy_graph.reading import Problem, Unreadable, read, reports
from cxzy_graph.reading.html import from_markup
from support import quick_build as build

FILES = Path(__file__).parent / "files"
TEXT = "民进江州市委会主委李然被民进江苏省委会评为“优秀会员”。"

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>一中支部换届-要闻-江州民进</title><style>p{}</style></head><body>
<div class="top"><a href="/">网站首页</a> | <a href="/a">机构概况</a></div><ul><li><a href="/1">要闻</a><li><a href="/2">基层动态</a></ul>
<div>您现在的位置：<a href="/">首页</a> &gt; <a href="/1">要闻</a> &gt; 正文</div>
<div><h1>民进江州市一中支部换届</h1><div><span>发布时间：2019-03-02 10:20</span> <span>来源：江州民进</span> 点击：12次</div>
<div><p>　　3月1日，民进江州市一中支部召开换届大会，贺松年当选主任。<p style="display:none">隐藏的广告，不要读。</p><p>图为会场</p>
<script>document.write("<p>脚本</p>")</script>
<table><tr><th>姓名<th>职务<tr><td>李然<td>副主任</table><p>会员孟小雨被评为&ldquo;优秀会员&rdquo;。</div>
<p>上一篇：<a href="/9">民进江州市委会召开全会</a></p><div><h3>相关新闻</h3><ul><li><a>民进江州市委会调研</a></ul></div></div>
<p>（责任编辑：王萌）</p><div>版权所有 © 民进江州市委会 苏ICP备00000号</div></body></html>"""


def test_a_saved_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    report = read(tmp_path / "a.html")
    assert report.raw.splitlines() == [
        "您现在的位置：首页 > 要闻 > 正文",
        "民进江州市一中支部换届",
        "发布时间：2019-03-02 10:20 来源：江州民进 点击：12次",
        "3月1日，民进江州市一中支部召开换届大会，贺松年当选主任。",
        "图为会场",
        "姓名\t职务",
        "李然\t副主任",
        "会员孟小雨被评为“优秀会员”。",
        "（责任编辑：王萌）",
    ]
    page = travel(report).page
    assert (page.title, page.published, page.editor, page.source) == ("民进江州市一中支部换届", "2019-03-02", "王萌", "江州民进")
    assert page.breadcrumb == ("首页", "要闻", "正文")


def test_a_page_that_declares_gb2312_and_is_laid_out_by_tables(tmp_path: Path) -> None:
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><table><tr><td><a>首页</a><td><a>公告</a></table>'
        "<table width=900><tr><td>关于表彰优秀会员的决定<tr><td>2014-5-19 来源:本站<tr><td>各支部：<br>　　决定授予李然等3名会员“优秀会员”称号，"
        "名单镕喆如下。<br>民进江州市委会</table><center>Copyright 2014</center>"
    )
    (tmp_path / "a.htm").write_bytes(page.encode("gb18030"))
    assert read(tmp_path / "a.htm").raw == (
        "关于表彰优秀会员的决定\n2014-5-19 来源:本站\n各支部：\n决定授予李然等3名会员“优秀会员”称号，名单镕喆如下。\n民进江州市委会\n"
    )


@pytest.mark.parametrize("depth", [10, 100_000])
def test_a_fragment_however_deep(tmp_path: Path, depth: int) -> None:
    (tmp_path / "a.html").write_text("<div>" * depth + TEXT + "</div>" * depth, encoding="utf-8")
    assert read(tmp_path / "a.html").raw == TEXT + "\n"


def word_document() -> bytes:
    document = Document()
    document.add_heading("一中支部换届", 0)
    document.add_paragraph("　　" + TEXT)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "李然", "副主任"
    document.add_paragraph("民进江州市委会")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_word_document(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word_document())
    assert read(tmp_path / "a.docx").raw == f"一中支部换届\n　　{TEXT}\n李然\t副主任\n民进江州市委会\n"


def test_a_pdf_with_a_text_layer() -> None:
    lines = read(FILES / "report.pdf").raw.splitlines()
    assert lines[0] == "民进江州市一中支部二〇一九年工作总结"
    assert len(lines) == 4
    assert lines[1].startswith("一年来，")
    assert lines[1].endswith("圆满完成了年初确定的各项任务。")


def test_markdown_loses_its_marks_and_no_positions(tmp_path: Path) -> None:
    raw = "# 换届\n\n**民进江州市委会**主委[李然](http://a.cn/)被民进江苏省委会评为“优秀会员”。\n\n- 2*3=6\n"
    (tmp_path / "a.md").write_text(raw, encoding="utf-8")
    road = travel(read(tmp_path / "a.md"))
    assert road.restored.text == f"换届\n\n{TEXT}\n\n2*3=6\n"
    assert {e.raw_span.of(raw) for c in road.resolved.claims for e in c.evidence} == {raw.splitlines()[2].removeprefix("**")}


def test_tables_of_pages(tmp_path: Path) -> None:
    rows = f'标题,日期,正文,网址\n换届,2019/3/2,"3月1日，\n{TEXT}",http://a.cn/1\n空行,2019,,\n三,2020年1月5日,<p>{TEXT}<p>李然主持。,\n'
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        (tmp_path / "p.csv").write_bytes(rows.encode(encoding))
        first, second, third = reports(tmp_path / "p.csv")
        assert isinstance(first, Report)
        assert isinstance(third, Report)
        assert (first.id, first.source, first.title, first.published) == ("p/2", "http://a.cn/1", "换届", "2019-03-02")
        assert first.raw == f"换届\n3月1日，\n{TEXT}"
        assert isinstance(second, Problem)
        assert second.source == "p.csv#3"
        assert (third.source, third.published, third.raw) == ("p.csv#4", "2020-01-05", f"三\n{TEXT}\n李然主持。\n")
    lines = [json.dumps({"title": "换届", "text": TEXT}), "{bad", "", "[1]", json.dumps({"content": 3})]
    (tmp_path / "p.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = list(reports(tmp_path / "p.jsonl"))
    assert [isinstance(one, Report) for one in found] == [True, False, False, True]
    (tmp_path / "q.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="正文"):
        list(reports(tmp_path / "q.csv"))


@pytest.mark.parametrize(
    "before", ["<h1>班子名单</h1>", "<div><a href='/'>首页</a></div><h1>班子名单</h1><p>名单如下。</p>", "<p>班子名单</p>"]
)
def test_a_page_that_is_a_table_keeps_its_rows(before: str) -> None:
    page = f"<html><body>{before}<table><tr><th>姓名<th>职务</tr><tr><td>李然<td>主委</tr><tr><td>王芳<td>副主委</tr></table></body></html>"
    assert from_markup(page, "a.html", "a").raw.endswith("姓名\t职务\n李然\t主委\n王芳\t副主委\n")


def test_a_zip_file_of_everything(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("文档/a.docx", word_document())
        packed.writestr("b.txt", TEXT)
        packed.writestr("b.html", PAGE)
        packed.writestr("空.txt", "")
        packed.writestr("旧.doc", b"\xd0\xcf\x11\xe0")
        packed.writestr("inner.zip", b"PK")
        packed.writestr("../../etc/x.txt", TEXT)
        packed.writestr("图.png", b"x")
    found = {one.source: one for one in reports(tmp_path / "z.zip")}
    assert {source for source, one in found.items() if isinstance(one, Report)} == {
        "z.zip/b.html", "z.zip/b.txt", "z.zip/etc/x.txt", "z.zip/文档/a.docx",
    }  # fmt: skip
    assert {source for source, one in found.items() if isinstance(one, Problem)} == {"z.zip/inner.zip", "z.zip/旧.doc", "z.zip/空.txt"}
    assert len({one.id for one in found.values() if isinstance(one, Report)}) == 4


def test_the_texts_that_offsets_count_in_are_kept(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(TEXT, encoding="utf-8")
    build([tmp_path / "in"], tmp_path / "out")
    assert [p.name for p in (tmp_path / "out" / "texts").iterdir()] == ["a.txt"]
    assert (tmp_path / "out" / "texts" / "a.txt").read_text(encoding="utf-8") == read(tmp_path / "in" / "a.html").raw


BROKEN = {
    "locked.pdf": "密码",
    "scan.pdf": "没有文字层",
    "cut.pdf": "已损坏",
    "cut.docx": "已损坏",
    "cut.zip": "已损坏",
    "old.doc": "另存为 .docx",
    "random.txt": "",
    "random.html": "",
    "random.docx": "",
    "random.pdf": "",
    "random.zip": "",
    "random.csv": "",
    "endless.txt": "上限",
    "endless.html": "上限",
    "bomb.docx": "上限",
}


MEASURED = """
import atexit, sys
from cxzy_graph.cli.program import main
atexit.register(lambda: print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")), file=sys.stderr))
main()
"""
"""The program, telling its peak of memory at the end."""


def broken(folder: Path) -> None:
    """Files that hold no report, or more than they should."""
    chance = random.Random(3)
    for name in BROKEN:
        if name.startswith("random"):
            (folder / name).write_bytes(chance.randbytes(60_000))
    pdf = (FILES / "report.pdf").read_bytes()
    (folder / "cut.pdf").write_bytes(pdf[: len(pdf) // 2])
    for name in ("locked.pdf", "scan.pdf"):
        (folder / name).write_bytes((FILES / name).read_bytes())
    document = word_document()
    (folder / "cut.docx").write_bytes(document[: len(document) // 2])
    (folder / "cut.zip").write_bytes(document[: len(document) // 2])
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "endless.txt").write_text("民" * 17_000_000, encoding="utf-8")
    (folder / "endless.html").write_text("<p>" + "民" * 17_000_000, encoding="utf-8")
    (folder / "endless.jsonl").write_text('{"text":"' + "民" * 17_000_000 + f'"}}\n{{"text":"{TEXT}"}}\n', encoding="utf-8")
    (folder / "endless.csv").write_text('text\n"' + "民" * 17_000_000, encoding="utf-8")
    with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", "0" * 200_000_000)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", "0" * 200_000_000)
        packed.writestr("b.txt", TEXT)


def test_broken_files_are_told_of_one_by_one_in_bounded_memory(tmp_path: Path) -> None:
    broken(tmp_path)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "build", str(tmp_path), "-o", str(tmp_path / "out"), "--json"], capture_output=True, text=True
    )
    assert done.returncode == 3, done.stderr
    files = {file["source"]: file for file in json.loads(done.stdout)["files"]}
    for name, reason in BROKEN.items():
        assert files[name]["status"] == "failed"
        assert reason in files[name]["reason"], files[name]
        assert "请报告此问题" not in files[name]["reason"], files[name]
    built = {source for source, file in files.items() if file["status"] == "built"}
    assert built >= {"good.txt", "bomb.zip/b.txt", "endless.jsonl#2"}
    peak = int(done.stderr.rsplit("VmHWM:", 1)[1].split()[0])
    assert peak < 500 * 1024  # kB
