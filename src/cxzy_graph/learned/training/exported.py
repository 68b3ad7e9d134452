"""A trained network as the files that the reader runs: the encoder and tagger at eight bits (ONNX), the scorer of links, the characters, the card."""

from __future__ import annotations

import json
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from ..windows import Vocabulary
from .network import Reader

_SCORER = ("kind", "span", "first", "second", "apart", "tied")


class _Tagger(nn.Module):
    def __init__(self, net: Reader) -> None:
        super().__init__()
        self.net = net

    def forward(self, characters: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        states = self.net.states(characters, features, torch.zeros(1, 1, 1, 1))
        return states, self.net.spans(states)


def export(net: Reader, vocabulary: Vocabulary, card: Mapping[str, Any], folder: Path) -> None:
    """Writes the files into a folder. The weights go to seven bits of eight, so that sums of products overflow on no processor."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    net.eval()
    some = torch.ones(1, 64, dtype=torch.long)
    with tempfile.TemporaryDirectory() as aside, torch.no_grad(), warnings.catch_warnings():
        whole = Path(aside) / "whole.onnx"
        axes = {name: {1: "length"} for name in ("characters", "features", "states", "tags")}
        warnings.simplefilter("ignore")  # the older exporter needs no further package, and says at length that it is the older one
        torch.onnx.export(
            _Tagger(net), (some, torch.zeros_like(some)), str(whole), input_names=["characters", "features"], output_names=["states", "tags"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(str(whole), str(folder / "reader.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    kept = {name: value.numpy().astype(np.float16) for name, value in net.state_dict().items() if name.split(".")[0] in _SCORER}
    np.savez_compressed(folder / "links.npz", **kept)
    (folder / "characters.txt").write_text("".join(vocabulary.characters), encoding="utf-8", newline="\n")
    (folder / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
