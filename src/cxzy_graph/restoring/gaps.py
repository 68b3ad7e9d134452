"""Pairs of bytes that went without a trace inside a slip, since they stand for no character.

Two characters then look like one that nobody would write, or like none; behind them the bytes are in order. Which two they were,
the byte left of each and the words around them say.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import nsmallest

from .gbk import beginning_with, within_gaps
from .language import PageModel
from .trigrams import normal
from .walking import Pair, Path, plain_of

_BESIDE = 6  # characters on both sides that choose between those in a gap
_KEPT = 20  # fillings that are followed
_TRIED = 6  # unlikely characters of a reading behind which missing pairs are looked for
_UNLIKELY = 11.0  # nats, with half of the next character's, from which a character may hide a missing pair
_TWICE = 22.0  # nats of the likeliest two characters from which two pairs may be missing


class Gaps:
    """Fills the gaps in the readings of a page."""

    def __init__(self, model: PageModel, strangeness: Callable[[str], float]) -> None:
        """`strangeness` gives the nats against a character whose form does not belong on the page."""
        self.model, self._strange = model, strangeness
        self._seen: dict[tuple[str, str, Pair], str] = {}

    def filled(self, before: str, path: Path, after: str) -> Path:
        """The reading with two or more characters for each that stands for bytes of different ones.

        Pairs went without a trace, which shows in an unlikely character or in none at all; behind it the bytes are in order.
        """
        tried: set[int] = set()
        while len(tried) < _TRIED:
            unlikely = [
                (nats + self._strange(path.said[at]), -at)
                for at, nats in enumerate(self._nats_of(before, path.said, after))
                if path.pairs[at] and at not in tried
            ]
            nats, at = max(unlikely, default=(0.0, 0))
            if nats < _UNLIKELY:
                break
            better = self._with_gap(before, path, -at, after)
            tried = {one if one < -at or better is path else one + len(better.said) - len(path.said) for one in tried}
            tried |= set(range(-at, -at + 1 + len(better.said) - len(path.said)))
            path = better
        return path

    def _nats_of(self, before: str, said: str, after: str) -> list[float]:
        """Nats of each character, with half of those of the next one, which it makes likely or not."""
        whole = "\n\n" + normal(before + plain_of(said) + after[:1])
        first = 2 + len(before)
        each = [self.model.characters.nats(whole[at - 2 : at], whole[at]) for at in range(first, len(whole))]
        return [nats + 0.5 * following for nats, following in zip(each, [*each[1:], 0.0], strict=True)][: len(said)]

    def _with_gap(self, before: str, path: Path, at: int, after: str) -> Path:
        """The reading with the likeliest characters in the place of ``said[at]``; itself where none is likelier."""
        pair = path.pairs[at]
        assert pair is not None
        left, right = before + plain_of(path.said[:at]), plain_of(path.said[at + 1 :]) + after
        filling = self._best_filling("\n\n" + left, right[:_BESIDE], pair, path.said[at])
        if filling == path.said[at]:
            return path
        return path._replace(
            said=path.said[:at] + filling + path.said[at + 1 :],
            ends=path.ends[:at] + (path.ends[at],) * len(filling) + path.ends[at + 1 :],
            sure=path.sure[:at] + (False,) * len(filling) + path.sure[at + 1 :],
            pairs=path.pairs[:at] + (None,) * len(filling) + path.pairs[at + 1 :],
            supposed=path.supposed + sum(map(self._strange, filling)) - self._strange(path.said[at]),
        )

    def _best_filling(self, left: str, right: str, pair: Pair, direct: str) -> str:
        """What `pair` reads best as between its neighbours: two or three characters, or `direct`, the one of just these bytes."""
        key = (left[-_BESIDE:], right, pair)
        if key not in self._seen:
            known = normal(left[-2:])
            fillings = self._fillings(known, pair, max(pair.missing, 1))
            if not pair.missing:
                fillings.append((direct, 0.0))
            if pair.missing or all(nats > _TWICE for _, nats in fillings):
                fillings += self._fillings(known, pair, pair.missing + 1 if pair.missing else 2)
            self._seen[key] = min((said for said, _ in fillings), key=lambda said: self._window(key[0], right, said), default=direct)
        return self._seen[key]

    def _window(self, left: str, right: str, said: str) -> float:
        return sum(map(self._strange, said)) + self.model.weigh(left + plain_of(said) + right)

    def _fillings(self, known: str, pair: Pair, missing: int) -> list[tuple[str, float]]:
        """Characters behind `known` of which the first begins and the last ends as `pair` does, with their nats."""
        nats = self.model.characters.nats
        partly = [
            (one.char, one.trail, known[-1] + one.plain, nats(known, one.plain)) for one in beginning_with(pair.lead, before_gap=True)
        ]
        for _ in range(missing - 1):
            partly = nsmallest(_KEPT, partly, key=lambda part: part[3])
            partly = [
                (said + one.char, one.trail, behind[-1] + one.plain, so_far + nats(behind, one.plain))
                for said, gap, behind, so_far in partly
                for plain in self.model.characters.followers(behind[-1])
                for one in within_gaps(gap).get(plain, ())
            ]
        found = [
            (said + one.char, so_far + nats(behind, one.plain))
            for said, gap, behind, so_far in nsmallest(_KEPT, partly, key=lambda part: part[3])
            for one in pair.endings(gap)
        ]
        return nsmallest(_KEPT, found, key=lambda filling: filling[1])
