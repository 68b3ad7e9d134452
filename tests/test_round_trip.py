"""Clean text, damaged as the converter does it, comes back: over thousands of paragraphs, and for any text as far as positions go."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from cxzy_graph.model import LOST, Span
from cxzy_graph.restoring import restore
from damage import FOLDED, apply, converter
from writing import page, pages, templates

WIDTHS = FOLDED | {0x3000: " ", 0xA0: " "}


@dataclass
class Tally:
    """What came of damaged pages: wrong characters of all, slips by kind and whether pairs went missing."""

    wrong: int = 0
    length: int = 0
    slips: Counter[tuple[str, bool]] = field(default_factory=Counter)
    exact: Counter[tuple[str, bool]] = field(default_factory=Counter)
    eaten: int = 0
    marked: int = 0

    def count(self, text: str, seed: int) -> None:
        chance = random.Random(seed)
        site = converter(text, chance, chance.choice((0.1, 0.3, 0.5, 0.8)), chance.choice((0.0, 0.1, 0.5)), chance.random() < 0.15)
        damaged = apply(text, site, chance)
        wanted, got = text.translate(WIDTHS), restore(damaged.text).text.translate(WIDTHS)
        edits = [op for op in Levenshtein.opcodes(wanted, got) if op.tag != "equal"]
        self.wrong += sum(max(op.src_end - op.src_start, op.dest_end - op.dest_start) for op in edits)
        self.length += len(wanted)
        for slip in damaged.slips:
            key = (slip.kind, slip.dropped)
            here = [
                op
                for op in edits
                if (op.src_start < slip.end and op.src_end > slip.start) or slip.start < op.src_start == op.src_end <= slip.end
            ]
            if slip.eaten:
                self.eaten += 1
                self.marked += any(LOST in got[op.dest_start : op.dest_end] for op in here)
                here = [op for op in here if got[op.dest_start : op.dest_end] != LOST]
            self.slips[key] += 1
            self.exact[key] += not here


def test_a_thousand_paragraphs() -> None:
    tally = Tally()
    for seed, text in enumerate(pages(150, paragraphs=8)):
        tally.count(text, seed)
    assert tally.wrong / tally.length <= 0.001
    assert sum(tally.slips.values()) > 150
    assert tally.exact["A", False] >= 0.98 * tally.slips["A", False]
    assert tally.exact["B", False] >= 0.88 * tally.slips["B", False]
    assert sum(tally.exact.values()) >= 0.80 * sum(tally.slips.values())  # a third of them has pairs that went without a trace
    assert tally.marked == tally.eaten > 0


@pytest.mark.parametrize("text", [*templates()[:200], "“行”读作银行(háng)，不读行(xíng)走。", "真的?!可以??好;是?,对", "3?5;a?b"])
def test_undamaged_text_comes_through_untouched(text: str) -> None:
    assert restore(text).edits == ()


ANY = st.text(
    st.sampled_from("民进江州市委会召开换届大会，。；？！、“”《》（）()?;!,123 abdōng\n　常活动地百姓的好评顒傊鶎匕傩€€"), max_size=120
)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000), ANY, st.integers(0, 5))
def test_every_span_maps_to_the_raw_text_and_back(seed: int, strange: str, where: int) -> None:
    chance = random.Random(seed)
    clean = page(seed, 2)
    damaged = apply(clean, converter(clean, chance), chance).text
    cut = len(damaged) * where // 5
    raw = damaged[:cut] + strange + damaged[cut:]
    restored = restore(raw)
    position = 0
    pieces = []
    for edit in restored.edits:
        assert position <= edit.start <= edit.end
        assert raw[edit.start : edit.end] == edit.before != edit.after
        pieces += [raw[position : edit.start], edit.after]
        position = edit.end
    assert "".join([*pieces, raw[position:]]) == restored.text
    size = len(restored.text)
    for _ in range(20):
        start = chance.randrange(size + 1)
        span = Span(start, chance.randint(start, size))
        there = restored.to_raw(span)
        assert 0 <= there.start <= len(raw)
        if there.start < there.end:
            assert restored.to_restored(there).covers(span)
