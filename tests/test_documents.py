"""Documents as the programs show them that write them: nothing that a reader would see is lost, nothing that he would not is taken in."""

from __future__ import annotations

import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from cxzy_graph.building.road import travel
from cxzy_graph.reading import Job, Problem, attempt, find, read, reports
from cxzy_graph.reading.text import Unreadable, day_in
from cxzy_graph.written_facts import written

OFFICE = Path(__file__).parent / "files" / "office"
SAID = "民进江州市委会召开年度工作会议\n2019年12月20日，民进江州市委会在市政协会议室召开年度工作会议。会议由民进江州市委会主委李然主持，副主委王小明作工作报告。\n"
TABLE = "支部\t会员数\t新会员\n民进江州市一中支部\t36\t36\n民进江州市医卫支部\t28\t3\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
NUMBERING = (
    f"<w:numbering {W}><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='（%2）'/></w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='&#xF0B7;'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
)
NOTES = f"<w:footnotes {W}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote><w:footnote w:id='2'><w:p><w:r><w:t>民进会员王芳整理。</w:t></w:r></w:p></w:footnote></w:footnotes>"


def docx(body: str, **parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            packed.writestr(f"word/{name}.xml", text)
    return made.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


WORD = {
    "smart tags": (f"<w:p><w:smartTag w:element='chsdate'>{run('2019年')}</w:smartTag>{run('召开，')}<w:smartTag>{run('李然')}</w:smartTag>{run('主持。')}</w:p>", "2019年召开，李然主持。"),
    "changes": (f"<w:p>{run('选举')}<w:ins>{run('李然')}</w:ins><w:del><w:r><w:delText>王芳</w:delText></w:r></w:del>{run('为主委')}<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('。')}</w:moveTo></w:p>", "选举李然为主委。"),
    "a paragraph put in": (f"<w:ins><w:p>{run('李然出席。')}</w:p></w:ins>", "李然出席。"),
    "controls": (f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('会员')}<w:sdt><w:sdtContent>{run('李然')}</w:sdtContent></w:sdt>{run('。')}</w:p></w:sdtContent></w:sdt>", "会员李然。"),
    "a text box": (f"<w:p>{run('正文。')}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{run('框内。')}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p>{run('框内。')}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>", "正文。\n框内。"),
    "fields": (f"<w:p><w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:hyperlink>{run('李然')}</w:hyperlink><w:fldSimple w:instr='DATE'>{run('2019年')}</w:fldSimple></w:p>", "李然2019年"),
    "ruby": (f"<w:p><w:r><w:ruby><w:rubyPr/><w:rt>{run('zhé')}</w:rt><w:rubyBase>{run('喆')}</w:rubyBase></w:ruby></w:r>{run('主持。')}</w:p>", "喆主持。"),
    "hidden": (f"<w:p>{run('李然')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>（草稿）</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>出席。</w:t></w:r></w:p>", "李然出席。"),
    "ends of lines": ("<w:p><w:r><w:t>李然</w:t><w:br/><w:t>王芳</w:t><w:tab/><w:t>主委</w:t><w:br w:type='page'/></w:r></w:p>", "李然\n王芳\t主委"),
    "equal cells": (f"<w:tbl><w:tr>{cell('支部')}{cell('会员')}{cell('新会员')}</w:tr><w:tr>{cell('一中支部')}{cell('3')}{cell('3')}</w:tr></w:tbl>", "支部\t会员\t新会员\n一中支部\t3\t3"),
    "cells over rows": (
        "<w:tbl><w:tr>" + cell("一中支部", "<w:vMerge w:val='restart'/>") + cell("主任") + cell("李然") + "</w:tr><w:tr>" + cell("", "<w:vMerge/>") + cell("副主任") + cell("王芳") + "</w:tr><w:tr>" + cell("医卫支部") + cell("主任") + cell("赵明") + "</w:tr></w:tbl>",
        "一中支部\t主任\t李然\n一中支部\t副主任\t王芳\n医卫支部\t主任\t赵明",
    ),
    "a table in a cell": (f"<w:tbl><w:tr><w:tc><w:p>{run('名单')}</w:p><w:tbl><w:tr>{cell('李然')}{cell('主委')}</w:tr></w:tbl></w:tc>{cell('附注')}</w:tr></w:tbl>", "名单 李然 主委\t附注"),
    "a row put in": (f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cell('李然')}{cell('主委')}</w:tr></w:sdtContent></w:sdt></w:tbl>", "李然\t主委"),
}  # fmt: skip


@pytest.mark.parametrize("kind", list(WORD))
def test_word_as_it_shows_it(tmp_path: Path, kind: str) -> None:
    body, shown = WORD[kind]
    (tmp_path / "a.docx").write_bytes(docx(body))
    assert read(tmp_path / "a.docx").raw == f"{shown}\n"


def test_lists_are_numbered_and_notes_stand_behind(tmp_path: Path) -> None:
    def item(text: str, number: int, level: int = 0) -> str:
        return f"<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr></w:pPr>{run(text)}</w:p>"

    body = item("思想建设", 1) + item("学习", 1, 1) + item("宣传", 1, 1) + item("组织建设", 1) + item("发展会员", 1, 1) + item("李然", 2)
    body += f"<w:p>{run('王芳')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('执笔。')}</w:p>"
    (tmp_path / "a.docx").write_bytes(docx(body, numbering=NUMBERING, footnotes=NOTES))
    assert read(tmp_path / "a.docx").raw == (
        "一、思想建设\n（1）学习\n（2）宣传\n二、组织建设\n（1）发展会员\n•李然\n王芳执笔。\n民进会员王芳整理。\n"
    )


@pytest.mark.parametrize("suffix", ["docx", "doc", "rtf", "odt"])
def test_one_report_in_each_format_says_the_same(suffix: str) -> None:
    found = read(OFFICE / f"sample.{suffix}")
    assert found.raw.startswith(SAID)
    assert found.raw.endswith(TABLE)
    facts = [written(claim.fact) for claim in travel(found, quick=True).resolved.claims]
    plain = [written(claim.fact) for claim in travel(read(OFFICE / "sample.docx"), quick=True).resolved.claims]
    assert facts
    assert {json.dumps(one, sort_keys=True) for one in facts} == {json.dumps(one, sort_keys=True) for one in plain}


@pytest.mark.parametrize(
    ("name", "like"), [("a.docx", "doc"), ("a.doc", "docx"), ("a.wps", "doc"), ("a.doc", "rtf"), ("a.txt", "doc"), ("a.docm", "docx")]
)
def test_a_document_is_what_its_bytes_are(tmp_path: Path, name: str, like: str) -> None:
    (tmp_path / name).write_bytes((OFFICE / f"sample.{like}").read_bytes())
    assert read(tmp_path / name).raw.startswith(SAID)


def test_a_page_that_is_called_a_document_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_text(f"<html><body><h1>会议</h1><p>{SAID}</p></body></html>", encoding="utf-8")
    assert "主委李然主持" in read(tmp_path / "a.doc").raw


@pytest.mark.parametrize("suffix", ["xls", "xlsx", "ods"])
def test_a_workbook_with_a_column_of_texts_is_a_table_of_pages(suffix: str) -> None:
    found = list(reports(OFFICE / f"pages.{suffix}"))
    assert [(one.id, one.published) for one in found if not isinstance(one, Problem)] == [
        ("pages/2", "2019-12-21"),
        ("pages/3", "2019-12-22"),
    ]


def test_other_sheets_are_reports_of_tables(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "支部名单"
    for row in (["姓名", "年份", "支部"], ["李然", 2019, "一中支部"], [None, None, None], ["王芳", 2020.5, True]):
        sheet.append(row)
    book.create_sheet("空")
    book.save(tmp_path / "a.xlsx")
    (found,) = reports(tmp_path / "a.xlsx")
    assert not isinstance(found, Problem)
    assert found.raw == "支部名单\n姓名\t年份\t支部\n李然\t2019\t一中支部\n王芳\t2020.5\tTRUE\n"
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(Unreadable):
        list(reports(tmp_path / "b.xlsx"))


def test_mail_and_what_is_attached_to_it(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["Date"] = "会议报道", "Fri, 20 Dec 2019 10:00:00 +0800"
    mail.set_content(SAID, charset="gb18030")
    mail.add_attachment(
        docx(f"<w:p>{run('民进江州市委会秘书长赵小川出席。')}</w:p>"), maintype="application", subtype="x", filename="附件.docx"
    )
    mail.add_attachment(b"nothing", maintype="application", subtype="x", filename="坏.docx")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="图.png")
    (tmp_path / "a.eml").write_bytes(bytes(mail))
    found = list(reports(tmp_path / "a.eml"))
    body, attached, broken = found
    assert not isinstance(body, Problem)
    assert (body.title, body.published) == ("会议报道", "2019-12-20")
    assert SAID in body.raw
    assert not isinstance(attached, Problem)
    assert (attached.source, attached.raw) == ("a.eml/附件.docx", "民进江州市委会秘书长赵小川出席。\n")
    assert isinstance(broken, Problem)
    assert broken.source == "a.eml/坏.docx"


@pytest.mark.parametrize("coding", ["base64", "quoted-printable", "8bit"])
def test_a_page_saved_whole(tmp_path: Path, coding: str) -> None:
    page = EmailMessage()
    page.set_content(
        f"<html><head><title>会议</title></head><body><h1>会议</h1><p>{SAID}</p></body></html>", subtype="html", charset="utf-8", cte=coding
    )
    page.make_related()
    (tmp_path / "a.mht").write_bytes(bytes(page))
    found = read(tmp_path / "a.mht")
    assert "主委李然主持" in found.raw
    assert found.title == "会议"


def test_lists_of_pages_in_json(tmp_path: Path) -> None:
    rows = [{"标题": "会议", "正文": SAID}, 3, {"标题": "空"}]
    for whole in (rows, {"total": 3, "items": rows}):
        (tmp_path / "a.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8-sig")
        first, second, third = reports(tmp_path / "a.json")
        assert not isinstance(first, Problem)
        assert first.id == "a/1"
        assert isinstance(second, Problem)
        assert isinstance(third, Problem)
    (tmp_path / "a.json").write_text("[" * 50_000, encoding="utf-8")
    with pytest.raises(Unreadable):
        list(reports(tmp_path / "a.json"))


def test_json_beside_a_report_goes_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    (tmp_path / "a.json").write_text('{"facts": []}', encoding="utf-8")
    assert [(job.source, bool(job.skip)) for job in find([tmp_path])] == [("a.json", True), ("a.txt", False)]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2019/3/2 10:20", "2019-03-02"), ("2019年3月2日", "2019-03-02"), ("2019 年 3 月 2 日", "2019-03-02"), ("20190302", "2019-03-02"), ("20190302102000", "2019-03-02"),
        ("2019-03-02T10:20:00Z", "2019-03-02"), ("发布于 2019.3.2", "2019-03-02"), ("12/3/2019 9:05", None), ("3/15/2021 12:05", None), ("2019-13-45", None), ("2019年12月", None),
        ("43802", None), ("1575331200", None), ("3 Dec 2019 10:20", None), ("٢٠١٩-٠٣-٠٢", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_day_is_told_or_it_is_none(said: str | None, day: str | None) -> None:
    assert day_in(said) == day


# ---------------------------------------------------------------- pages

PAGES = {
    "WeChat": ('<h1>会议</h1><em id="publish_time">2021-12-20 18:02</em><div id="js_content" style="visibility: hidden">{}</div>', "2021-12-20"),
    "time": ('<h1>会议</h1><time datetime="2021-12-20T08:00:00+08:00">昨天</time><div>{}</div>', "2021-12-20"),
    "schema.org": ('<script type="application/ld+json">{{"@graph": [{{"datePublished": "2021-12-20", "headline": "会议"}}]}}</script><h1>会议</h1><div>{}</div>', "2021-12-20"),
    "broken schema.org": ('<script type="application/ld+json">{{"datePublished": </script><h1>会议</h1><div>{}</div>', None),
}  # fmt: skip


@pytest.mark.parametrize("kind", list(PAGES))
def test_when_a_page_was_published(tmp_path: Path, kind: str) -> None:
    frame, day = PAGES[kind]
    (tmp_path / "a.html").write_text(
        f"<html><body>{frame.format('<p>12月18日，李然当选主委。</p><p>王芳当选副主委。</p>')}</body></html>", encoding="utf-8"
    )
    found = read(tmp_path / "a.html")
    assert found.published == day
    assert "12月18日，李然当选主委。\n王芳当选副主委。\n" in found.raw


@pytest.mark.parametrize(
    "begins",
    [
        "相关信息被采用3篇",
        "热点问题调研方面",
        "主办单位代表李然致辞",
        "推荐阅读活动持续半年",
        "最新文章集已编成",
        "联系我们的会员",
        "更多会员参加",
    ],
)
def test_prose_is_never_cut(tmp_path: Path, begins: str) -> None:
    prose = f"<p>民进江州市委会召开会议，李然主持。</p><p>{begins}，会员热情高涨，成绩突出。</p><p>会议总结了全年工作，部署了任务。</p>"
    (tmp_path / "a.html").write_text(
        f"<html><body><div>{prose}</div><p><a href='x'>上一篇：通知</a></p><p>版权所有：江州</p></body></html>", encoding="utf-8"
    )
    said = read(tmp_path / "a.html").raw
    assert f"{begins}，会员热情高涨" in said
    assert "上一篇" not in said
    assert "版权所有" not in said


MARKUP = {
    "tags of Word": ("<p><st1:chsdate Year='2014'>2014年</st1:chsdate>召开会议，主委<st1:PersonName>李然</st1:PersonName>主持。<o:p></o:p></p>", "2014年召开会议，主委李然主持。"),
    "ruby": ("<p>主委沈<ruby>喆<rp>（</rp><rt>zhé</rt><rp>）</rp></ruby>主持会议。</p>", "主委沈喆主持会议。"),
    "where lines may break": ("<p>主委沈&#8203;怀<wbr>瑾主&shy;持会议。</p>", "主委沈怀瑾主持会议。"),
    "an unknown element": ("<p>主委<x-name>李然</x-name>主持会议。</p>", "主委李然主持会议。"),
    "cells over rows": (
        "<table><tr><td>支部</td><td>职务</td><td>姓名</td></tr><tr><td rowspan=2>一中支部</td><td>主任</td><td>李然</td></tr><tr><td>副主任</td><td>王芳</td></tr><tr><td>医卫支部</td><td>主任</td><td>赵明</td></tr></table>",
        "支部\t职务\t姓名\n一中支部\t主任\t李然\n一中支部\t副主任\t王芳\n医卫支部\t主任\t赵明",
    ),
    "a last cell over rows": ("<table><tr><td>李然</td><td rowspan=2>主委</td></tr><tr><td>王芳</td></tr><tr><td>赵明</td><td>会员</td></tr></table>", "李然\t主委\n王芳\t主委\n赵明\t会员"),
}  # fmt: skip


@pytest.mark.parametrize("kind", list(MARKUP))
def test_markup_as_a_browser_shows_it(tmp_path: Path, kind: str) -> None:
    markup, shown = MARKUP[kind]
    (tmp_path / "a.html").write_text(
        f"<html><body><div><p>会议总结了全年工作。</p>{markup}<p>会议部署了任务。</p></div></body></html>", encoding="utf-8"
    )
    assert f"\n{shown}\n" in read(tmp_path / "a.html").raw


def test_a_page_of_frames_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<html><frameset><frame src='left.htm'><frame src='main.htm'><noframes><body><p>不支持框架</p></body></noframes></frameset></html>",
        encoding="utf-8",
    )
    with pytest.raises(Unreadable, match=r"left\.htm、main\.htm"):
        read(tmp_path / "a.html")


def test_what_is_not_read_is_told_of(tmp_path: Path) -> None:
    for name in ("a.rar", "b.7z", "c.msg", "d.pptx", "e.ofd", "f.caj", "g.xml", "h.tif"):
        (tmp_path / name).write_bytes(b"x")
    jobs: list[Job] = find([tmp_path])
    told = [one for job in jobs for one in attempt(job)]
    assert len(told) == 8
    assert all(isinstance(one, Problem) for one in told)
