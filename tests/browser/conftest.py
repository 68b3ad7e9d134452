"""A headless Chromium that reaches nothing but this machine, and tells of every error and of every request that it makes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, driven by Playwright, whose package has the driver in it: nothing is downloaded."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.fail("Chromium is missing: run `make chromium` (apt-get install chromium fonts-noto-cjk)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@dataclass
class Watched:
    """A page, what went wrong on it, and the addresses that it asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def fine(self, *origins: str) -> None:
        """Nothing went wrong, and nothing was asked for but of these origins."""
        assert self.errors == []
        assert [url for url in self.asked if not url.startswith((*origins, "data:", "blob:", "file:"))] == []


def watched(context: BrowserContext) -> Watched:
    """A new page of a context, watched."""
    page = context.new_page()
    page.set_default_timeout(20_000)
    found = Watched(page)
    page.on("console", lambda message: found.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    page.on("request", lambda request: found.asked.append(request.url))
    return found


@pytest.fixture
def view(chromium: Browser) -> Iterator[Watched]:
    """A page in a context of its own."""
    context = chromium.new_context(viewport={"width": 1400, "height": 850}, accept_downloads=True)
    yield watched(context)
    context.close()
