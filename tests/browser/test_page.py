"""``graph.html`` as people use it: from disk, with the network off, and with hostile reports in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.conftest import Watched
from cxzy_graph.building.built import Built
from cxzy_graph.views import page as pages
from support import HOSTILE
from support import quick_build as build

pytestmark = pytest.mark.browser


def opened(view: Watched, path: Path) -> Page:
    view.page.context.set_offline(True)
    view.page.goto(path.as_uri())
    view.page.wait_for_selector("body[data-ready]")
    return view.page


def look_up(page: Page, name: str) -> str:
    page.fill("#search", name)
    page.press("#search", "Enter")
    page.wait_for_selector("#panel h2")
    return page.inner_text("#panel")


def test_search_a_person_click_and_read_the_sentence(view: Watched, demo: Built) -> None:
    page = opened(view, demo.output / "graph.html")
    assert page.inner_text("#size").startswith("共 ")
    assert "民进江州市第三中学支部 主委" in look_up(page, "沈怀瑾")
    quotes = page.locator("#panel blockquote:visible")
    assert "沈怀瑾" in quotes.locator("mark").all_inner_texts()
    assert any("sanzhong-2019.txt" in text for text in quotes.all_inner_texts())
    # a click on the node in the picture opens the same facts
    page.evaluate("document.getElementById('panel').replaceChildren()")
    page.click("#net canvas")
    page.wait_for_selector("#panel h2")
    assert page.inner_text("#panel h2") == "沈怀瑾"
    view.fine()


def test_filters_and_english(view: Watched, demo: Built) -> None:
    page = opened(view, demo.output / "graph.html")
    for box in page.query_selector_all("input.kind"):
        box.click()
    page.click("#language")
    assert "Graph of organisational reports" in page.inner_text("h1")
    assert page.get_attribute("html", "lang") == "en"
    assert "Membership" in look_up(page, "贺松年")
    view.fine()


def test_on_a_phone(view: Watched, demo: Built) -> None:
    view.page.set_viewport_size({"width": 500, "height": 900})
    page = opened(view, demo.output / "graph.html")
    look_up(page, "沈怀瑾")
    net, panel = (page.locator(name).bounding_box() for name in ("#net", "#panel"))
    assert net is not None
    assert panel is not None
    assert net["height"] > 150
    assert panel["height"] > 250
    assert panel["y"] + panel["height"] <= 901
    assert page.evaluate("document.documentElement.scrollWidth") <= 500


def test_nothing_of_a_report_runs(view: Watched, tmp_path: Path) -> None:
    (tmp_path / "hostile<b>.txt").write_text(HOSTILE, encoding="utf-8")
    build([tmp_path / "hostile<b>.txt"], tmp_path / "out")
    page = opened(view, tmp_path / "out" / "graph.html")
    assert page.evaluate("JSON.parse(document.getElementById('nodes').textContent).length") >= 6
    before = page.locator("script").count()
    for name in ("李然", "王芳", "优秀会员", "script", "论坛", "工作细则"):
        look_up(page, name)
        for head in page.query_selector_all(".fact > button"):
            head.click()
    assert page.title() == "组织报告知识图谱"
    assert page.locator("script").count() == before
    assert page.locator("#panel img, #panel a, #panel svg, #panel script").count() == 0
    assert "49" not in page.inner_text("#panel")
    view.fine()


def test_a_large_graph_opens_on_its_best_connected_part(view: Watched, tmp_path: Path) -> None:
    surnames, marks = "李王张刘陈杨赵黄周吴", "子文嘉思雨晨浩宇欣怡"
    for number in range(40):
        people = "、".join(f"{surnames[(number + i) % 10]}{marks[i % 10]}{marks[(number // 10 + i // 3) % 10]}" for i in range(9))
        text = f"民进江州市第{'一二三四五六七八九十'[number % 10]}{'甲乙丙丁'[number // 10]}中学支部召开学习座谈会。会员{people}被评为“优秀会员{number}”。"
        (tmp_path / f"{number:02}.txt").write_text(text, encoding="utf-8")
    build([tmp_path], tmp_path / "out")
    assert "先显示联系最多的 300 个" in opened(view, tmp_path / "out" / "graph.html").inner_text("#size")


def test_a_larger_graph_says_what_its_page_leaves_out(view: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        text = f"民进江州市第三中学支部工作简报第{number + 1}期。沈怀瑾任民进江州市第三中学支部主委。"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(pages, "HOLD", 0)
    build([tmp_path], tmp_path / "out")
    page = opened(view, tmp_path / "out" / "graph.html")
    look_up(page, "沈怀瑾")
    assert page.locator("#panel blockquote:visible").count() == 3
    assert "另有 2 句出处" in page.inner_text("#panel .fact")
    page.click("#language")
    assert "2 more sentences" in page.inner_text("#panel .fact")
    view.fine()


def test_facts_can_be_limited_to_the_surer_ones(view: Watched, demo: Built) -> None:
    page = opened(view, demo.output / "graph.html")
    look_up(page, "民进江州市委会")
    before = page.locator("#panel .fact").count()
    page.evaluate("const r = document.getElementById('least'); r.value = 0.9; r.dispatchEvent(new Event('input'))")
    assert page.inner_text("#at-least") == "≥ 0.9"
    after = page.locator("#panel .fact > button")
    assert 0 < after.count() < before
    assert all(float((one.get_attribute("title") or "").split()[-1]) >= 0.9 for one in after.all())
    view.fine()
