"""The loop: batches of windows, losses of tags and links, a figure for how it reads what it has not seen."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ..reader import allowed
from ..scheme import KIND, KINDS, LINKS, SPANS
from ..windows import LONGEST, Vocabulary, between
from .examples import Example, Prepared, examples, varied, with_spans
from .network import Encoder, Packed, Reader, weights


@dataclass(frozen=True, slots=True)
class Course:
    """How it is trained: rounds over all reports, layers of the encoder, characters in a batch, steps of learning, the seed."""

    rounds: int = 12
    layers: int = 6
    batch: int = 1800
    body: float = 2e-4
    heads: float = 1e-3
    tag_weight: float = 8.0
    link_weight: float = 1.0
    seed: int = 1
    threads: int = 2


@dataclass(slots=True)
class Batch:
    """Windows of about one length, padded."""

    examples: list[Example]
    characters: Tensor
    features: Tensor
    mask: Tensor
    tags: Tensor
    weights: Tensor
    rows: Tensor
    apart: Tensor
    there: Tensor
    links: Tensor
    link_weights: Tensor


def batched(some: Sequence[Example], vocabulary: Vocabulary) -> Batch:
    """Examples put together."""
    size, most = max(len(e.characters) for e in some), max(len(e.spans) for e in some)
    count, kinds = len(some), len(SPANS)
    characters, features = np.ones((count, size), np.int64), np.zeros((count, size), np.int64)
    mask = np.zeros((count, size), np.float32)
    tags, weights_ = np.zeros((count, size, kinds), np.int64), np.zeros((count, size, kinds), np.float32)
    spans, there = np.zeros((count, most, 3), np.int64), np.zeros((count, most), np.float32)
    apart = np.zeros((count, 4, most, most), np.int64)
    links = np.zeros((count, len(LINKS), most, most), np.float32)
    link_weights = np.ones((count, len(LINKS), most, most), np.float32)
    for n, one in enumerate(some):
        length, held = len(one.characters), len(one.spans)
        characters[n, :length], features[n, :length], mask[n, :length] = one.characters, one.features, 1
        tags[n, :length], weights_[n, :length] = one.tags, one.weights
        spans[n, :held], there[n, :held] = one.spans, 1
        apart[n, :, :held, :held] = between(one.spans, one.characters, vocabulary)
        for link, first, second, weight in one.links:
            links[n, int(link), int(first), int(second)] = 1
            link_weights[n, int(link), int(first), int(second)] = weight
    made = map(torch.from_numpy, (characters, features, mask, tags, weights_, spans, apart, there, links, link_weights))
    return Batch(list(some), *made)


def batches(some: Sequence[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Examples of about one length together, so many characters at most; in a random order."""
    order = sorted(some, key=lambda e: (len(e.characters) + chance.random() * 60, e.report))
    found: list[list[Example]] = [[]]
    for one in order:
        if found[-1] and (len(found[-1]) + 1) * len(one.characters) > size:
            found.append([])
        found[-1].append(one)
    chance.shuffle(found)
    yield from (one for one in found if one)


_MAY = torch.from_numpy(allowed()).float()


def losses(net: Reader, batch: Batch, states: Tensor, scored: Tensor) -> tuple[Tensor, Tensor]:
    """The loss of tags (a character) and of links (a span)."""
    tagged = F.cross_entropy(scored.flatten(0, 2), batch.tags.flatten(), reduction="none").view_as(batch.tags)
    tag_loss = (tagged * batch.weights * batch.mask[..., None]).sum() / batch.mask.sum()
    scores = net.links(states, batch.rows, batch.apart)
    pair = F.one_hot(batch.rows[..., 2], len(KINDS)).float()
    may = torch.einsum("bik,lkm,bjm->blij", pair, _MAY, pair) * batch.there[:, None, :, None] * batch.there[:, None, None, :]
    tied = F.binary_cross_entropy_with_logits(scores, batch.links, reduction="none") * batch.link_weights * may
    return tag_loss, tied.sum() / batch.there.sum()


def marked(scores: Any, mask: Any) -> Iterator[tuple[int, int, int]]:
    """The spans (first, last, kind) that the tags of a window spell."""
    tags = scores.argmax(-1)
    size = int(mask.sum())
    for kind, name in enumerate(SPANS):
        at = 1
        while at < size - 1:
            end = at
            if tags[at, kind] == 1:
                while end + 1 < size - 1 and tags[end + 1, kind] == 2:
                    end += 1
                yield at, end, KIND[name]
            at = end + 1


def trained(
    reports: Sequence[Sequence[Prepared]],
    vocabulary: Vocabulary,
    course: Course,
    tell: Callable[..., None] = print,
    check: Callable[[Reader, int], None] | None = None,
    begin: Mapping[str, Tensor] | None = None,
) -> Reader:
    """A reader trained on labelled reports, each in several versions, of which a round takes one; ``begin`` are the weights of one that was
    trained before. The same bytes again for the same reports, course and machine."""
    torch.manual_seed(course.seed)
    torch.set_num_threads(course.threads)
    torch.use_deterministic_algorithms(True)
    chance = random.Random(course.seed)
    packed = Packed(weights())
    net = Reader(Encoder(packed, vocabulary, course.layers), packed.hidden)
    if begin is not None:
        net.load_state_dict(begin)
    body = [p for n, p in net.named_parameters() if n.startswith("encoder.")]
    heads = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": course.body}, {"params": heads, "lr": course.heads}], weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )
    per_round = sum(1 for _ in batches(_round(reports, vocabulary, random.Random(0)), course.batch, random.Random(0)))
    steps, done, began = per_round * course.rounds, 0, time.time()
    warm = max(1, steps // 12)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min((n + 1) / warm, max(0.02, (steps - n) / max(1, steps - warm))))
    for round_ in range(course.rounds):
        net.train()
        sums, count = [0.0, 0.0], 0
        for group in batches(_round(reports, vocabulary, chance), course.batch, chance):
            tag_loss, link_loss = _step(net, group, vocabulary, round_ >= 2)
            optimiser.zero_grad(set_to_none=True)
            (course.tag_weight * tag_loss + course.link_weight * link_loss).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            if done < steps - 1:
                rate.step()
            done += 1
            sums[0] += float(tag_loss.detach())
            sums[1] += float(link_loss.detach())
            count += 1
        tell(f"round {round_ + 1}: tags {sums[0] / count:.4f}, links {sums[1] / count:.4f}, {time.time() - began:.0f} s", flush=True)
        if check is not None:
            check(net, round_)
    net.eval()
    return net


def _round(reports: Sequence[Sequence[Prepared]], vocabulary: Vocabulary, chance: random.Random) -> list[Example]:
    """The windows of a round: each report in one of its versions, in windows of some length, with something hidden."""
    return [
        varied(example, chance) for versions in reports for example in examples(chance.choice(versions), vocabulary, chance.choice(LENGTHS))
    ]


LENGTHS = (160, 300, LONGEST, LONGEST)
"""Characters of a window in training: real pages come in all lengths."""


def _step(net: Reader, group: list[Example], vocabulary: Vocabulary, with_own: bool) -> tuple[Tensor, Tensor]:
    """The losses of a batch; ``with_own``, what the network marks wrongly now is among the spans, tied to nothing."""
    batch = batched(group, vocabulary)
    states = net.states(batch.characters, batch.features, _bias(batch.mask))
    scored = net.spans(states)
    if with_own:
        rows, masks = scored.detach().numpy(), batch.mask.numpy()
        batch = batched([with_spans(e, marked(rows[n], masks[n])) for n, e in enumerate(group)], vocabulary)
    return losses(net, batch, states, scored)


def _bias(mask: Tensor) -> Tensor:
    """What attention adds to its scores: nothing, or much less than nothing for what is no character of the window."""
    return (1.0 - mask)[:, None, None, :] * -1e4
