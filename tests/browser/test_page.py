"""``graph.html`` as people use it: from disk, with the network off, and with hostile reports in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from cxzy_graph.building import Built, build

pytestmark = pytest.mark.browser


def opened(browser: webdriver.Chrome, page: Path) -> None:
    browser.get(page.as_uri())
    WebDriverWait(browser, 30).until(lambda b: b.find_element(By.TAG_NAME, "body").get_attribute("data-ready"))


def look_up(browser: webdriver.Chrome, name: str) -> str:
    box = browser.find_element(By.ID, "search")
    box.clear()
    box.send_keys(name, Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda b: b.find_elements(By.CSS_SELECTOR, "#panel h2"))
    return browser.find_element(By.ID, "panel").text


def test_search_a_person_click_and_read_the_sentence(browser: webdriver.Chrome, demo: Built) -> None:
    opened(browser, demo.output / "graph.html")
    assert browser.find_element(By.ID, "size").text.startswith("共 ")
    panel = look_up(browser, "沈怀瑾")
    assert "民进江州市第三中学支部 主委" in panel
    quotes = [q for q in browser.find_elements(By.CSS_SELECTOR, "#panel blockquote") if q.is_displayed()]
    assert any("沈怀瑾" in [m.text for m in q.find_elements(By.TAG_NAME, "mark")] for q in quotes)
    assert any("sanzhong-2019.txt" in q.text for q in quotes)
    # a click on the node in the picture opens the same facts
    browser.execute_script("document.getElementById('panel').replaceChildren()")
    canvas = browser.find_element(By.CSS_SELECTOR, "#net canvas")
    webdriver.ActionChains(browser).move_to_element(canvas).click().perform()
    WebDriverWait(browser, 10).until(lambda b: b.find_elements(By.CSS_SELECTOR, "#panel h2"))
    assert browser.find_element(By.CSS_SELECTOR, "#panel h2").text == "沈怀瑾"
    assert severe(browser) == []


def severe(browser: webdriver.Chrome) -> list[str]:
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


def test_filters_and_english(browser: webdriver.Chrome, demo: Built) -> None:
    opened(browser, demo.output / "graph.html")
    for box in browser.find_elements(By.CSS_SELECTOR, "input.kind"):
        box.click()
    assert severe(browser) == []
    browser.find_element(By.ID, "language").click()
    assert "Graph of organisational reports" in browser.find_element(By.TAG_NAME, "h1").text
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"
    assert "Memberships" in look_up(browser, "贺松年") or "Membership" in look_up(browser, "贺松年")


def test_on_a_phone(browser: webdriver.Chrome, demo: Built) -> None:
    browser.set_window_size(500, 900)
    opened(browser, demo.output / "graph.html")
    look_up(browser, "沈怀瑾")
    width, height = browser.execute_script("return [innerWidth, innerHeight]")
    for _ in range(3):
        net, panel = (browser.find_element(By.ID, name).rect for name in ("net", "panel"))
        assert net["height"] > 150
        assert panel["height"] > 250
        assert panel["y"] + panel["height"] <= height + 1
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width


HOSTILE = """<script>document.title='pwned'</script>
民进江州市委会主委李然<img src=x onerror="document.title='pwned'">出席会议。
民进江州市委会召开“</script><script>document.title='pwned'</script>”座谈会。
支部主委王芳被民进江州市委会评为“<a href=javascript:document.title='pwned'>优秀会员</a>”。
市委会制定《<svg onload=document.title='pwned'>工作细则》、《=HYPERLINK(1)制度》，举办“{{7*7}}${7*7}”论坛。
民进江州市委会举办“+cmd|' /C calc'!A0”讲座，李然、王芳参加。
"""


def test_nothing_of_a_report_runs(browser: webdriver.Chrome, tmp_path: Path) -> None:
    (tmp_path / "hostile<b>.txt").write_text(HOSTILE, encoding="utf-8")
    build([tmp_path / "hostile<b>.txt"], tmp_path / "out")
    opened(browser, tmp_path / "out" / "graph.html")
    count = int(browser.execute_script("return JSON.parse(document.getElementById('nodes').textContent).length"))
    assert count >= 6
    before = len(browser.find_elements(By.TAG_NAME, "script"))
    for name in ("李然", "王芳", "优秀会员", "script", "论坛", "工作细则"):
        look_up(browser, name)
        for head in browser.find_elements(By.CSS_SELECTOR, ".fact > button"):
            head.click()
    assert browser.title == "组织报告知识图谱"
    assert len(browser.find_elements(By.TAG_NAME, "script")) == before
    assert browser.find_elements(By.CSS_SELECTOR, "#panel img, #panel a, #panel svg, #panel script") == []
    assert "49" not in browser.find_element(By.ID, "panel").text
    assert severe(browser) == []


def test_a_large_graph_opens_on_its_best_connected_part(browser: webdriver.Chrome, tmp_path: Path) -> None:
    surnames, marks = "李王张刘陈杨赵黄周吴", "子文嘉思雨晨浩宇欣怡"
    for number in range(40):
        people = "、".join(f"{surnames[(number + i) % 10]}{marks[i % 10]}{marks[(number // 10 + i // 3) % 10]}" for i in range(9))
        text = f"民进江州市第{'一二三四五六七八九十'[number % 10]}{'甲乙丙丁'[number // 10]}中学支部召开学习座谈会。会员{people}被评为“优秀会员{number}”。"
        (tmp_path / f"{number:02}.txt").write_text(text, encoding="utf-8")
    build([tmp_path], tmp_path / "out")
    opened(browser, tmp_path / "out" / "graph.html")
    assert "先显示联系最多的 300 个" in browser.find_element(By.ID, "size").text


def test_facts_can_be_limited_to_the_surer_ones(browser: webdriver.Chrome, demo: Built) -> None:
    opened(browser, demo.output / "graph.html")
    look_up(browser, "民进江州市委会")
    before = browser.find_elements(By.CSS_SELECTOR, "#panel .fact")
    assert before
    browser.execute_script("const r = document.getElementById('least'); r.value = 0.95; r.dispatchEvent(new Event('input'))")
    assert browser.find_element(By.ID, "at-least").text == "≥ 0.95"
    after = browser.find_elements(By.CSS_SELECTOR, "#panel .fact > button")
    assert 0 < len(after) < len(before)
    assert all(float(button.get_attribute("title").split()[-1]) >= 0.95 for button in after)
    assert severe(browser) == []
