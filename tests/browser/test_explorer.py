"""The explorer as people use it: with mouse and keys, on a desk and on a phone, in light and dark, with no other machine to be reached."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.conftest import Watched, watched
from cxzy_graph.settling.decisions import load
from explored import MADE
from serving import exploring
from support import SAMPLES

pytestmark = pytest.mark.browser

HEAD = "/id/person/沈怀瑾（民进江州市第三中学支部）"
CITY = "/id/organisation/民进江州市委会"


@pytest.fixture(scope="module")
def site(explored: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, Path]]:
    """Where the explorer is, the address with the token, and the folder with its reports and its graph."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(explored / "out", folder / "out")
    shutil.copytree(explored / "in", folder / "in")
    with exploring(str(folder / "out"), "--review", "--by", "王芳", "--reports", str(folder / "in")) as (client, address):
        yield str(client.base_url), address, folder


@pytest.fixture
def page(view: Watched, site: tuple[str, str, Path]) -> Iterator[Page]:
    """A page that has shown the token; at the end nothing went wrong, and nothing was asked for elsewhere."""
    view.page.goto(site[1])
    yield view.page
    view.fine(site[0])


def go(page: Page, site: tuple[str, str, Path], address: str) -> Page:
    page.goto(site[0] + address)
    return page


def until(page: Page, true: str) -> None:
    """Waits until an expression is true; the pages' policy does not let Playwright's own waiting in."""
    for _ in range(200):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(true)


def begin(page: Page) -> None:
    """Begins with the first question, once what deserves an eye was looked for."""
    for _ in range(100):
        if page.locator("#begin").count():
            break
        page.wait_for_timeout(200)
        page.reload()
    page.click("#begin")


# ---------------------------------------------------------------- search


@pytest.mark.parametrize("typed", ["沈怀", "shenhuai", "shj", "沈懷瑾"])
def test_suggestions_as_one_types_by_keys_alone(page: Page, site: tuple[str, str, Path], typed: str) -> None:
    go(page, site, "/")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    expect(page.locator("[role=option]").first).to_contain_text("沈怀瑾")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#q", "aria-activedescendant") == page.locator("[aria-selected=true]").get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/person/**")
    expect(page.locator("h1")).to_have_text(re.compile("^沈怀瑾"))


def test_a_sentence_is_found_and_opened_at_its_place(page: Page, site: tuple[str, str, Path]) -> None:
    go(page, site, "/search?q=19位会员")
    page.locator(".hits a").first.click()
    page.wait_for_selector("body[data-ready]")
    assert "19位" in "".join(page.locator(".near").all_inner_texts())
    expect(page.locator(".near").first).to_be_in_viewport()


# ---------------------------------------------------------------- pages of things


def test_a_body_with_its_charts_and_its_tree_and_every_line_opens_its_sentence(page: Page, site: tuple[str, str, Path]) -> None:
    go(page, site, CITY)
    page.wait_for_selector("figure[data-chart=timeline][data-ready] svg")
    page.wait_for_selector("figure[data-chart=sizes][data-ready] svg")
    assert page.locator("table.pivot tbody tr").count() >= 2
    page.locator(".tree a", has_text="民进江州市第三中学支部").click()
    expect(page.locator("h1")).to_have_text(re.compile("^民进江州市第三中学支部"))
    page.locator(".crumbs a", has_text="民进江州市委会").click()
    expect(page.locator("h1")).to_have_text(re.compile("^民进江州市委会"))
    page.wait_for_load_state("load")
    lines = page.locator("ul.facts .fact")
    assert lines.count() > 20
    assert lines.locator("details").count() == lines.count()
    first = lines.first
    first.locator("summary").click()
    quote = first.locator("blockquote p").first.inner_text()
    first.locator("cite a").first.click()
    page.wait_for_selector("body[data-ready]")
    assert "".join(page.locator(".near").all_inner_texts()).strip() == quote


def test_a_person_on_one_line_of_time_with_possible_namesakes(page: Page, site: tuple[str, str, Path]) -> None:
    go(page, site, HEAD)
    expect(page.get_by_text("可能是同一人")).to_be_visible()
    page.locator(".note a", has_text="审核").first.click()
    page.wait_for_selector("body[data-ready]")
    assert page.locator(".side-card").count() == 2


def test_an_entity_page_prints_with_its_sentences(page: Page, site: tuple[str, str, Path], tmp_path: Path) -> None:
    go(page, site, HEAD)
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert page.locator("blockquote").first.is_visible()
    page.pdf(path=tmp_path / "page.pdf")
    import pypdfium2

    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    text = "".join(one.get_textpage().get_text_range() for one in document)
    document.close()
    assert "选举" in text or "主委" in text
    assert "沈怀瑾" in text


# ---------------------------------------------------------------- the report reader


def test_from_the_words_to_the_fact_and_back(page: Page, site: tuple[str, str, Path]) -> None:
    go(page, site, "/id/report/honoured")
    page.wait_for_selector("body[data-ready]")
    page.locator("#text [data-facts]", has_text="19位").first.click()
    fact = page.locator(".fact.on", has_text="×19")
    expect(fact).to_be_visible()
    expect(fact.locator(".rule")).to_contain_text("conferrals.")
    assert fact.locator(".sure").last.inner_text().startswith("0.")
    page.evaluate("scrollTo(0, 0)")
    fact.locator(".find").click()
    assert {"19位", "优秀会员"} <= set(
        "".join(page.locator(".lit").all_inner_texts()).replace("会员被", "").replace("位", "位 ").split()
    ) or "19位" in "".join(page.locator(".lit").all_inner_texts())
    page.keyboard.press("Tab")
    # by keys alone: a word is focused and opened
    word = page.locator("#text [data-facts]", has_text="民进中央").first
    word.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".fact.on").first).to_contain_text("民进中央")


def test_names_are_coloured_by_kind_and_the_raw_page_is_beside(page: Page, site: tuple[str, str, Path]) -> None:
    go(page, site, "/id/report/campaign")
    for kind, word in (("PERSON", "贺松年"), ("ORG", "市委会"), ("DATE", "2013年8月"), ("NUMBER", "468人"), ("POST", "主委")):
        assert word in "".join(page.locator(f"#text .m-{kind}").all_inner_texts()), kind
    colours = {
        page.locator(f"#text .m-{kind}").first.evaluate("e => getComputedStyle(e).borderBottomColor") for kind in ("PERSON", "ORG", "DATE")
    }
    assert len(colours) == 3
    assert not page.locator(".raw").first.is_visible()
    page.click("#show-raw")
    raw = page.evaluate(
        "[...document.querySelectorAll('.raw')].map(line => { const copy = line.cloneNode(true); copy.querySelectorAll('ins').forEach(e => e.remove()); return copy.textContent }).join('')"
    )
    assert "會(huì)" in raw
    assert page.locator(".repair[title^=括号注音]").first.is_visible()
    assert page.locator("#text .m[title=民进江州市委会]", has_text="市委会").count() > 0


# ---------------------------------------------------------------- the graph


def sizes(page: Page) -> list[int]:
    return list(page.evaluate("picture.size()"))


def drawn(page: Page, site: tuple[str, str, Path], address: str) -> None:
    go(page, site, address)
    page.wait_for_selector("#canvas[data-ready]")


def test_a_neighbourhood_is_expanded_filtered_and_pinned_and_its_address_keeps_it(page: Page, site: tuple[str, str, Path]) -> None:
    drawn(page, site, "/graph?of=organisation/民进江州市委会")
    things, edges = sizes(page)
    page.locator("#chosen button", has_text="民进江州市第三中学支部").first.click()
    page.locator("#chosen button", has_text="展开").first.click()
    until(page, f"picture.size()[0] > {things}")
    opened = sizes(page)
    page.locator("#chosen button", has_text="收起").first.click()
    until(page, f"picture.size()[0] === {things}")
    page.uncheck("input[name=kind][value=Person]")
    fewer = sizes(page)
    assert fewer[0] < things
    page.check("input[name=kind][value=Person]")
    page.uncheck("input[name=relation][value=举办]")
    assert sizes(page)[1] < edges
    page.check("input[name=relation][value=举办]")
    page.evaluate("const r = document.getElementById('from'); r.value = r.max; r.dispatchEvent(new Event('input'))")
    assert sizes(page)[1] < edges
    page.evaluate("const r = document.getElementById('from'); r.value = r.min; r.dispatchEvent(new Event('input'))")
    page.evaluate("const r = document.getElementById('sure'); r.value = 0.75; r.dispatchEvent(new Event('input'))")
    filtered = sizes(page)
    assert filtered[1] < edges
    # a dragged thing is pinned where it was left, and the address has all of it
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    x, y = page.evaluate("picture.where('民进江州市委会')")
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.down()
    page.mouse.move(box["x"] + x + 60, box["y"] + y + 40, steps=5)
    page.mouse.up()
    until(page, "location.search.includes('pin=')")
    page.reload()
    page.wait_for_selector("#canvas[data-ready]")
    assert sizes(page) == filtered
    expect(page.locator("#chosen button", has_text="取消固定")).to_be_visible()
    assert opened[0] > things
    # the server filters as the page does
    kept = page.context.request.get(site[0] + "/graph.json?filtered=1&" + page.url.split("?")[1]).json()
    assert [len(kept["nodes"]), len(kept["edges"])] == filtered


def test_the_overview_is_expanded(page: Page, site: tuple[str, str, Path]) -> None:
    drawn(page, site, "/graph")
    before = sizes(page)[0]
    page.locator("summary", has_text="列表").click()
    page.fill("#find", "民进江州市委会")
    page.locator("#list button").first.click()
    page.locator("#chosen button", has_text="展开 举办").click()
    until(page, f"picture.size()[0] > {before}")


def test_two_things_are_connected(page: Page, site: tuple[str, str, Path]) -> None:
    drawn(page, site, "/graph")
    page.locator("summary", has_text="两者怎样相连").click()
    page.fill("#between input[data-name=of]", "shj")
    page.locator("#between [role=option]", has_text="第三中学").first.click()
    page.fill("#between input[data-name=to]", "民进江州市委会")
    page.locator("#between [role=option]:visible").first.click()
    page.locator("#between button").click()
    page.wait_for_url("**/graph?of=**&to=**")
    page.wait_for_selector("#canvas[data-ready]")
    expect(page.locator("h1")).to_have_text(re.compile("^沈怀瑾与民进江州市委会的联系"))
    assert 3 <= sizes(page)[0] <= 20


def test_the_same_view_looks_the_same(page: Page, site: tuple[str, str, Path]) -> None:
    pictures = []
    for _ in range(2):
        drawn(page, site, "/graph")
        page.evaluate("picture.paint()")
        pictures.append(page.evaluate("document.getElementById('canvas').toDataURL()"))
    assert pictures[0] == pictures[1]


def test_a_picture_is_saved(page: Page, site: tuple[str, str, Path]) -> None:
    drawn(page, site, "/graph?of=organisation/民进江州市委会")
    page.locator("summary", has_text="存为文件").click()
    for link, name in (("#png", "graph.png"), ("#svg", "graph.svg"), ("#graphml", "graph.graphml"), ("#offline", "graph.html")):
        with page.expect_download() as kept:
            page.click(link)
        assert kept.value.suggested_filename == name
        data = Path(kept.value.path()).read_bytes()
        if name.endswith("png"):
            assert data.startswith(b"\x89PNG")
        if name.endswith("svg"):
            assert len(ElementTree.fromstring(data).findall("{http://www.w3.org/2000/svg}circle")) == sizes(page)[0]
    page.context.set_offline(True)
    page.goto(Path(kept.value.path()).as_uri() if str(kept.value.path()).endswith(".html") else "data:text/html,")
    page.context.set_offline(False)


def test_the_picture_can_be_used_by_keys(page: Page, site: tuple[str, str, Path]) -> None:
    drawn(page, site, "/graph")
    page.focus("#canvas")
    before = page.evaluate("picture.where('民进江州市委会')")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    until(page, f"picture.where('民进江州市委会')[0] !== {before[0]}")
    page.locator("summary", has_text="列表").click()
    page.fill("#find", "第三中学")
    page.locator("#list button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#chosen h2")).to_contain_text("民进江州市第三中学支部")


# ---------------------------------------------------------------- questions


def test_a_question_as_a_form_with_table_chart_graph_and_files(page: Page, site: tuple[str, str, Path]) -> None:
    go(page, site, "/questions")
    page.locator(".questions a", has_text="一个组织的成员和职务").click()
    page.fill("input[name=org]", "江州市第三中学")
    page.keyboard.press("Enter")
    page.wait_for_url("**org=**")
    expect(page.locator("table.answer")).to_contain_text("沈怀瑾")
    page.locator("summary", has_text="SPARQL").click()
    expect(page.locator("pre")).to_contain_text("江州市第三中学")
    with page.expect_download() as kept:
        page.get_by_role("link", name="Excel").click()
    assert kept.value.suggested_filename == "members.xlsx"
    page.locator(".tools a", has_text="关系图").click()
    page.wait_for_selector("#canvas[data-ready]")
    assert sizes(page)[0] > 1
    go(page, site, "/questions/honours-by-year?view=chart")
    page.wait_for_selector("figure[data-ready] svg")


# ---------------------------------------------------------------- review, adding


def test_a_table_is_sorted_filtered_and_saved(page: Page, site: tuple[str, str, Path], tmp_path: Path) -> None:
    go(page, site, "/table")
    head = page.locator("th", has_text="姓名")
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    facet = page.locator("aside details", has_text="职务").locator("li").first
    number = int(facet.locator("small").inner_text().replace(",", ""))
    facet.get_by_role("link").click()
    expect(page.locator("h1 small")).to_have_text(f"{number:,}")
    expect(page.locator(".chosen")).to_contain_text("职务")
    address = page.url
    with page.expect_download() as saved:
        page.get_by_role("link", name="Excel").click()
    saved.value.save_as(tmp_path / "table.xlsx")
    assert (tmp_path / "table.xlsx").stat().st_size > 1000
    page.locator("td.of-sentence a").first.click()
    expect(page).to_have_url(re.compile("/report/.*#char="))
    page.goto(address)
    page.locator(".chosen a").click()
    expect(page.locator(".chosen")).to_have_count(0)


def test_review_by_keys_alone_with_undo(page: Page, site: tuple[str, str, Path]) -> None:
    decisions = site[2] / "out" / "decisions.jsonl"
    go(page, site, "/review?kind=identity")
    begin(page)
    page.wait_for_selector("body[data-ready]")
    assert page.locator(".side-card").count() == 2
    assert all(page.locator(".side-card").nth(at).locator("blockquote").count() for at in range(2))
    first = page.url
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url != first)
    assert [one.decision for one in load(decisions)] == ["different"]
    page.keyboard.press("z")
    page.wait_for_url("**/review/decisions")
    page.locator("main .cards button").first.click()
    page.wait_for_load_state()
    assert load(decisions) == ()
    # Enter in a field answers nothing, and a key that is held answers once at most
    go(page, site, "/review?kind=identity")
    begin(page)
    page.wait_for_selector("body[data-ready]")
    page.fill("input[name=why]", "不是同一个")
    page.keyboard.press("Enter")
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', { key: 's', repeat: true, bubbles: true }))")
    page.wait_for_timeout(300)
    assert load(decisions) == ()
    # a doubtful fact is corrected: c opens the fields, the changed field is sent with c
    go(page, site, "/review?kind=doubt")
    begin(page)
    page.wait_for_selector("body[data-ready]")
    page.keyboard.press("c")
    field = page.locator("input[name^=field-]").first
    called = str(field.get_attribute("name")).removeprefix("field-")
    field.fill("学习会")
    page.keyboard.press("Escape")
    before = page.url
    page.keyboard.press("c")
    page.wait_for_url(lambda url: url != before)
    assert [(one.decision, dict(one.to)) for one in load(decisions)] == [("correct", {called: "学习会"})]
    assert len((site[2] / "out" / "audit.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_reports_are_dropped_looked_at_and_kept(page: Page, site: tuple[str, str, Path], tmp_path: Path) -> None:
    text = MADE["grown.txt"].replace("2016", "2018").replace("455", "470")
    go(page, site, "/add")
    page.evaluate(
        """text => { const data = new DataTransfer(); data.items.add(new File([text], "民进2018.txt"));
        document.getElementById("drop").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })); }""",
        text,
    )
    page.wait_for_selector("#keep")
    page.locator("#reports a").click()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("#fact-list")).to_contain_text("470")
    page.go_back()
    page.click("#keep")
    page.wait_for_selector("#progress[data-state=done]", timeout=60_000)
    assert (site[2] / "in" / "民进2018.txt").is_file()
    page.wait_for_timeout(700)
    go(page, site, "/search?q=470人")
    expect(page.locator(".hits")).to_contain_text("470人")


# ---------------------------------------------------------------- hostile text, every size, every reader


def test_the_hostile_report_is_text_everywhere(page: Page, site: tuple[str, str, Path]) -> None:
    for address in ("/id/report/hostile%3Cb%3E", "/search?q=document", "/search?q=%3Cscript%3E", "/list/event", "/list/document", "/list/honour", "/list/report",
                    "/questions/activities?org=江州", "/graph?of=organisation/民进江州市委会", CITY, "/review"):  # fmt: skip
        go(page, site, address)
        page.wait_for_load_state("networkidle")
        assert page.title() != "pwned"
        assert page.locator("main script, main img, main [onload], main [onerror], main a[href^='javascript']").count() == 0
    go(page, site, "/id/report/hostile%3Cb%3E")
    assert "<script>" in page.inner_text("#text")
    assert "{{7*7}}" in page.inner_text("main")


PAGES = ["/", "/search?q=会员", "/list/person", CITY, HEAD, "/id/report/campaign", "/graph?of=organisation/民进江州市委会", "/graph", "/table", "/table/honour?sort=recipient", "/questions", "/questions/members?org=江州",
         "/questions/honours-by-year?view=chart", "/review", "/review/decisions", "/add", "/about", "/nothing"]  # fmt: skip


WHOLE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""All that a scheme changes."""


@pytest.mark.parametrize(("scheme", "rules"), [("light", WHOLE), ("dark", CONTRAST)])
def test_axe_finds_nothing_serious(view: Watched, site: tuple[str, str, Path], scheme: Any, rules: dict[str, Any]) -> None:
    page = view.page
    page.goto(site[1])
    page.emulate_media(color_scheme=scheme)
    found = []
    for address in PAGES:
        go(page, site, address)
        page.wait_for_load_state("networkidle")
        for violation in Axe().run(page, options=rules).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                found.append((address, violation["id"], [node["html"][:160] for node in violation["nodes"][:3]]))
    assert found == []


def test_on_a_phone_and_on_a_small_desk_nothing_is_cut_off(chromium: Browser, site: tuple[str, str, Path]) -> None:
    for width, height in ((390, 844), (1280, 720)):
        context = chromium.new_context(viewport={"width": width, "height": height})
        view = watched(context)
        view.page.goto(site[1])
        for address in PAGES[:-1]:
            go(view.page, site, address)
            view.page.wait_for_load_state("load")
            view.page.wait_for_function("document.fonts.status === 'loaded'")
            assert view.page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
        view.fine(site[0])
        context.close()


def test_english_by_a_switch(page: Page, site: tuple[str, str, Path]) -> None:
    go(page, site, HEAD)
    page.get_by_role("link", name="English").click()
    assert page.get_attribute("html", "lang") == "en"
    expect(page.locator("main")).to_contain_text("Posts and bodies")
    for address in PAGES[:-1]:
        go(page, site, address)
        heads = " ".join(page.locator("nav[aria-label='Main pages'], button, summary, th, label").all_inner_texts())
        left = re.sub(r"中文", "", heads)
        names = r"[\u4e00-\u9fff]"
        if address in ("/", "/about", "/add", "/review", "/questions"):
            assert not re.search(names, left), (address, left)
    page.get_by_role("link", name="中文").click()
    assert page.get_attribute("html", "lang") == "zh-CN"


def test_the_pages_read_without_a_script(chromium: Browser, site: tuple[str, str, Path]) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site[0] + "/search?q=沈怀瑾")
    page.locator(".cards a").first.click()
    expect(page.locator("ul.facts .fact").first).to_be_visible()
    page.locator("ul.facts summary").first.click()
    page.locator("cite a:visible").first.click()
    page.wait_for_url("**#char=*")
    expect(page.locator("#text")).to_be_visible()
    context.close()


# ---------------------------------------------------------------- ten tasks, each done in five clicks or fewer


def test_ten_tasks_of_an_office(page: Page, site: tuple[str, str, Path]) -> None:
    """What a secretary would want, written down before the pages were; a step is a click, or words typed and Enter."""

    def steps(*did: Any) -> None:
        assert len(did) <= 5

    def typed(words: str) -> None:
        page.fill("#q", words)
        page.press("#q", "Enter")

    def click(words: str, within: str = "main a, main button, main summary, header a") -> None:
        page.locator(within, has_text=words).first.click()

    go(page, site, "/")  # 1: which posts has 沈怀瑾
    steps(typed("沈怀瑾"), click("沈怀瑾"))
    expect(page.locator("#held-posts")).to_contain_text("主委")
    go(page, site, "/")  # 2: which bodies got national honours
    steps(click("问题"), click("历年各级荣誉"), page.select_option("select[name=level]", "全国"), page.locator(".settings button").click())
    expect(page.locator("table.answer")).to_contain_text("民进江州市委会")
    go(page, site, "/")  # 3: is this fact right: read its sentence in the report
    steps(typed("沈怀瑾"), click("沈怀瑾"), page.locator(".fact summary").first.click(), page.locator("cite a:visible").first.click())
    assert page.url.startswith(site[0] + "/id/report/")
    go(page, site, "/")  # 4: these two are one person
    steps(
        typed("沈怀瑾"),
        click("沈怀瑾"),
        click("审核", ".note a"),
        page.fill("input[name=why]", "同一人"),
        page.locator("button[value=undecided]").click(),
    )
    go(page, site, "/")  # 5: how many members over the years
    steps(typed("民进江州市委会"), click("民进江州市委会"))
    expect(page.locator("#sizes")).to_contain_text("455")
    go(page, site, "/")  # 6: what is below a committee
    steps(typed("民进江州市委会"), click("民进江州市委会"))
    expect(page.locator("section[aria-labelledby=tree]")).to_contain_text("民进江州市第三中学支部")
    go(page, site, "/")  # 7: who took part in an event
    steps(click("活动", ".numbers a"), page.locator("main td a").first.click())
    expect(page.locator(".facts .fact").first).to_be_visible()
    go(page, site, "/")  # 8: all activities of a branch as a spreadsheet
    steps(
        click("问题"),
        page.locator(".questions a[href$='/activities']").click(),
        page.fill("input[name=org]", "江州"),
        page.press("input[name=org]", "Enter"),
    )
    expect(page.get_by_role("link", name="Excel")).to_be_visible()
    go(page, site, "/")  # 9: how two are connected
    steps(
        click("关系图"),
        click("两者怎样相连"),
        page.fill("input[data-name=of]", "沈怀瑾"),
        (page.fill("input[data-name=to]", "民进江州市委会"), page.wait_for_selector("#between [role=option]:visible")),
        page.press("input[data-name=to]", "Enter"),
    )
    page.wait_for_url("**&to=**")
    go(page, site, "/")  # 10: where is a sentence that has some words
    steps(typed("优秀会员 19位"), page.locator(".hits a").first.click())
    assert page.url.startswith(site[0] + "/id/report/honoured")


def test_samples_are_read_as_they_are(page: Page, site: tuple[str, str, Path]) -> None:
    for path in sorted(SAMPLES.glob("*.txt")):
        go(page, site, f"/id/report/{path.stem}")
        assert page.locator(".fact").count() > 0
