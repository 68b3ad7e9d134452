"""The query editor in the browser, with no other machine to be reached."""

from __future__ import annotations

import json

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from cxzy_graph.building import Built
from cxzy_graph.queries import questions
from serving import serving

pytestmark = pytest.mark.browser


def test_the_editor_has_the_questions_and_answers_them(browser: webdriver.Chrome, demo: Built) -> None:
    browser.delete_network_conditions()  # the service is reached as 127.0.0.1; every name is unknown all the same
    with serving(demo.output) as client:
        browser.get(f"{client.base_url}/sparql")
        wait = WebDriverWait(browser, 30)
        wait.until(lambda b: b.find_element(By.ID, "editor").get_attribute("data-ready"))
        tabs = {tab.text.strip("✖ \n"): tab for tab in browser.find_elements(By.CSS_SELECTOR, "[role=tab]")}
        assert {one.english for one in questions().values()} <= set(tabs)
        tabs[questions()["members"].english].click()
        button = next(one for one in browser.find_elements(By.CSS_SELECTOR, ".yasqe_queryButton") if one.is_displayed())
        button.click()
        shown = wait.until(lambda b: next((t for t in b.find_elements(By.CSS_SELECTOR, ".yasr_results table") if t.is_displayed()), None))
        assert "民进江州市" in shown.text
        tabs[questions()["most-active"].english].click()
        next(one for one in browser.find_elements(By.CSS_SELECTOR, ".yasqe_queryButton") if one.is_displayed()).click()
        link = wait.until(lambda b: next((a for a in b.find_elements(By.CSS_SELECTOR, ".yasr_results a.iri") if a.is_displayed()), None))
        browser.execute_script("arguments[0].scrollIntoView({block: 'center'}); arguments[0].click()", link)
        wait.until(lambda b: len(b.window_handles) == 2)
        first, other = browser.window_handles
        browser.switch_to.window(other)
        assert wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".facts blockquote"))
        assert browser.current_url.startswith(f"{client.base_url}/id/person/")
        browser.switch_to.window(first)
        asked = browser.execute_script("return performance.getEntriesByType('resource').map(one => one.name)")
        assert asked
        assert all(url.startswith((str(client.base_url), "data:")) for url in asked), json.dumps(asked)
