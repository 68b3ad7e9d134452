"""Takes the pictures of the manual anew, from the samples.

python tests/write_pictures.py        writes src/cxzy_graph/manual/pictures/*.png (make pictures)
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from browser.conftest import FLAGS
from serving import exploring
from support import SAMPLES, build

PICTURES = Path(__file__).parents[1] / "src" / "cxzy_graph" / "manual" / "pictures"
PAGES = {
    "report": "/id/report/sanzhong-2019",
    "body": "/id/organisation/民进江州市第三中学支部",
    "graph": "/graph?of=organisation/民进江州市委会",
    "table": "/table/honour?sort=recipient",
}
"""What each picture shows."""


def main() -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build([SAMPLES], Path(folder))
        with exploring(folder) as (client, _):
            running = playwright.chromium.launch(executable_path=program, args=FLAGS)
            page = running.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
            for name, address in PAGES.items():
                page.goto(f"{client.base_url}{address}")
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(1500)  # a picture of the graph comes to rest
                page.screenshot(path=PICTURES / f"{name}.png")
            running.close()


if __name__ == "__main__":
    main()
