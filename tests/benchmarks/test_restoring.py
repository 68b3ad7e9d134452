"""How fast texts are restored, beside OpenCC alone on the same text in the same run."""

from __future__ import annotations

import random

import pytest
from opencc import OpenCC

from cxzy_graph.restoring import restore
from damage import apply, converter
from writing import pages

CLEAN = list(pages(60, paragraphs=12))


def _damaged(hit: bool) -> list[str]:
    """Pages with annotations; with slips as well, or none."""
    found = []
    for seed, text in enumerate(CLEAN):
        chance = random.Random(seed)
        site = converter(text, chance)
        page = apply(text, site, chance).text
        found.append(page if hit else "".join(line + "\n" for line in page.split("\n") if "?" not in line))
    return found


ANNOTATED, SLIPPED = _damaged(False), _damaged(True)


def run(benchmark, texts: list[str]) -> None:
    for text in texts:
        restore(text)  # loads the tables
    benchmark.extra_info["characters"] = size = sum(map(len, texts))
    benchmark.pedantic(lambda: [restore(text) for text in texts], rounds=3)
    print(f"\n{benchmark.name}: {size / benchmark.stats.stats.min / 1e6:.2f} M characters a second")


@pytest.mark.benchmark(group="restoring")
def test_opencc_alone(benchmark) -> None:
    convert = OpenCC("t2s").convert
    benchmark.extra_info["characters"] = size = sum(map(len, ANNOTATED))
    benchmark.pedantic(lambda: [convert(text) for text in ANNOTATED], rounds=3)
    print(f"\n{benchmark.name}: {size / benchmark.stats.stats.min / 1e6:.2f} M characters a second")


@pytest.mark.benchmark(group="restoring")
def test_clean_text(benchmark) -> None:
    run(benchmark, CLEAN)


@pytest.mark.benchmark(group="restoring")
def test_annotated_text(benchmark) -> None:
    run(benchmark, ANNOTATED)


@pytest.mark.benchmark(group="restoring")
def test_text_with_slips(benchmark) -> None:
    run(benchmark, SLIPPED)
    slips = sum(
        len(apply(text, converter(text, chance), chance).slips) for seed, text in enumerate(CLEAN) for chance in [random.Random(seed)]
    )
    whole = benchmark.stats.stats.min
    print(f"{slips} slips, {1000 * whole / slips:.1f} ms a slip with all the text around it")
