"""The query editor in the browser, with no other machine to be reached."""

from __future__ import annotations

import pytest

from browser.conftest import Watched
from cxzy_graph.building.built import Built
from cxzy_graph.queries import questions
from serving import serving

pytestmark = pytest.mark.browser


def test_the_editor_has_the_questions_and_answers_them(view: Watched, demo: Built) -> None:
    page = view.page
    with serving(demo.output) as client:
        page.goto(f"{client.base_url}/sparql")
        page.wait_for_selector("#editor[data-ready]")
        tabs = {tab.inner_text().strip("✖ \n"): tab for tab in page.query_selector_all("[role=tab]")}
        assert {one.english for one in questions().values()} <= set(tabs)
        tabs[questions()["members"].english].click()
        page.locator(".yasqe_queryButton:visible").click()
        page.wait_for_selector(".yasr_results table:visible")
        assert "民进江州市" in page.locator(".yasr_results table:visible").inner_text()
        tabs[questions()["most-active"].english].click()
        page.locator(".yasqe_queryButton:visible").click()
        with page.context.expect_page() as opened:
            page.locator(".yasr_results a.iri:visible").first.evaluate("link => link.click()")
        other = opened.value
        other.wait_for_selector(".facts blockquote", state="attached")
        assert other.url.startswith(f"{client.base_url}/id/person/")
        view.fine(str(client.base_url))


def test_the_editor_completes_classes_properties_and_names(view: Watched, demo: Built) -> None:
    page = view.page
    with serving(demo.output) as client:
        page.goto(f"{client.base_url}/sparql")
        page.wait_for_selector("#editor[data-ready]")
        page.locator(".yasqe:visible .CodeMirror").click()

        def completed(begun: str, wanted: str) -> str:
            page.keyboard.press("Control+A")
            page.keyboard.type(begun)
            page.keyboard.press("Control+Space")
            page.locator(".CodeMirror-hint", has_text=wanted).first.click()
            return str(page.evaluate("document.querySelector('.yasqe .CodeMirror').CodeMirror.getValue()"))

        found = completed("SELECT * { ?x a Confer", "cxzy:Conferral")
        assert found.startswith("PREFIX cxzy: <https://w3id.org/cxzy-graph/ontology#>\n")
        assert "?x a cxzy:Conferral" in found
        assert "cxzy:conferredBy" in completed("SELECT * { ?x conferred", "cxzy:conferredBy")
        assert "/id/person/沈怀瑾" in completed("SELECT * { ?x ?p shj", "沈怀瑾")
        view.fine(str(client.base_url))


def test_an_answer_is_seen_as_a_chart_and_saved(view: Watched, demo: Built) -> None:
    page = view.page
    with serving(demo.output) as client:
        page.goto(f"{client.base_url}/sparql")
        page.wait_for_selector("#editor[data-ready]")
        tab = next(tab for tab in page.query_selector_all("[role=tab]") if questions()["activity-counts"].english in tab.inner_text())
        tab.click()
        page.click("[data-result=chart]")
        page.wait_for_selector("figure[data-ready] svg")
        assert (
            page.locator("table.answer tbody tr").count()
            == page.locator("figure svg rect[fill='#a5423a'], figure svg g[fill='#a5423a'] rect").count()
        )
        with page.expect_download() as kept:
            page.get_by_role("link", name="Excel").click()
        assert kept.value.suggested_filename == "result.xlsx"
        view.fine(str(client.base_url))
