"""The explorer over a million quads: how long pages, pictures and searches take on the server, and a picture in a browser without a graphics
card. The peers in the same run: the bare query that a page begins with, and Cytoscape's way of the same picture is in the notes of the house.

pytest tests/benchmarks/test_explorer.py -s
"""

from __future__ import annotations

import random
import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import sync_playwright

from cxzy_graph.rdf.terms import CXZY
from cxzy_graph.views.searching import Index, Thing
from serving import exploring

KINDS = (CXZY.Committee, CXZY.Branch, CXZY.Person, CXZY.Event, CXZY.Honour, CXZY.Place, CXZY.Report)


@pytest.fixture(scope="module")
def things(million: Path) -> list[Thing]:
    """Things of every kind: the ten in most facts, and forty drawn by lot."""
    index = Index(million / "index.db")
    drawn = random.Random(7)
    found = []
    for kind in KINDS:
        several = index.of_kind([kind], 100_000)
        found += several[:10] + drawn.sample(several, min(40, len(several)))
    index.close()
    return found


def told(name: str, times: list[float], counts: list[int]) -> None:
    ordered = sorted(times)
    print(
        f"{name:34}{statistics.median(times) * 1000:9.1f}{ordered[int(len(ordered) * 0.95)] * 1000:9.1f}{ordered[-1] * 1000:9.1f}{statistics.median(counts):9.0f}"
    )


def timed(ask: Callable[[], httpx.Response]) -> tuple[float, httpx.Response]:
    began = time.perf_counter()
    answer = ask()
    return time.perf_counter() - began, answer


def test_pages_pictures_and_searches(million: Path, things: list[Thing]) -> None:
    began = time.perf_counter()
    with exploring(str(million)) as (client, _):
        client.get("/").raise_for_status()
        start = time.perf_counter() - began
        print(f"\nstart, to the first page: {start:.1f} s")
        print(f"{'milliseconds':34}{'median':>9}{'p95':>9}{'most':>9}{'bytes':>9}")
        base = things[0].iri.split("organisation/")[0]
        for kind in KINDS:
            times, counts = [], []
            for one in (thing for thing in things if thing.kind == kind):
                took, answer = timed(lambda one=one: client.get("/id/" + one.iri.removeprefix(base), headers={"Accept": "text/html"}))  # type: ignore[misc]
                assert answer.status_code == 200
                times.append(took)
                counts.append(len(answer.content))
            told(f"page of {kind.rsplit('#', 1)[-1]}", times, counts)
        times, counts = [], []
        for one in (thing for thing in things if thing.kind != CXZY.Report):
            took, answer = timed(lambda one=one: client.get("/graph.json", params={"of": one.iri}))  # type: ignore[misc]
            times.append(took)
            counts.append(len(answer.content))
        told("neighbourhood", times, counts)
        took, answer = timed(lambda: client.get("/graph.json"))
        told("overview of 2,000", [took], [len(answer.content)])
        times, counts = [], []
        for one in things:
            for typed in (one.label[:2], one.label[:4], one.label[-3:]):
                took, answer = timed(lambda typed=typed: client.get("/search.json", params={"q": typed}))  # type: ignore[misc]
                times.append(took)
                counts.append(len(answer.content))
        for typed in ("l", "mj", "zhibu", "zb", "jiangsu", "lixiu", "yxhy"):
            took, answer = timed(lambda typed=typed: client.get("/search.json", params={"q": typed}))  # type: ignore[misc]
            times.append(took)
            counts.append(len(answer.content))
        told("search", times, counts)


def test_pictures_in_a_browser(million: Path, things: list[Thing]) -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program
    index = Index(million / "index.db")
    honour = index.of_kind([CXZY.Honour], 1)[0]
    index.close()
    with exploring(str(million)) as (client, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1400, "height": 850})
        client.get("/graph.json", params={"of": honour.iri})
        for name, query in (("300 things around one", f"?of={honour.iri}"), ("2,000 things, the overview", "")):
            page.goto(str(client.base_url) + "/about")
            page.evaluate(
                "query => { const link = document.createElement('a'); link.href = '/graph' + query; link.id = 'go'; link.textContent = 'go'; document.querySelector('main').append(link) }",
                query,
            )
            began = time.perf_counter()
            page.click("#go")
            page.wait_for_selector("#canvas[data-ready]")
            ready = time.perf_counter() - began
            frames = page.evaluate(
                """() => new Promise(done => {
                    let frames = 0; const began = performance.now();
                    const step = () => { picture.shift(frames % 2 ? 3 : -3, 1); frames += 1;
                        if (performance.now() - began < 3000) requestAnimationFrame(step); else done(frames / ((performance.now() - began) / 1000)); };
                    requestAnimationFrame(step); })"""
            )
            print(
                f"{name}: {page.evaluate('picture.size()')} drawn and draggable {ready:.2f} s after the click, {frames:.0f} frames a second"
            )
        browser.close()
