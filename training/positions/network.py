"""The encoder for positions: MiniLM's lower layers over a window, and for each candidate of the window a judgement of what its places hold.

Begun from all-MiniLM-L6-v2 (Apache-2.0). Three features are added to the word embeddings: letter case, inside quotation marks, and what
extraction has read there (what is said, cue, source, name). A candidate is the mean of the hidden states of its clauses' heads, of the actor's
own words, of the words for the actor and of the whole sentence (``ontherecord/extraction/positions/views.py``), side by side.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from ontherecord.extraction.positions.model import SIDES
from ontherecord.extraction.positions.views import KINDS, POOLS, SIGNS
from training.quotes.network import CASES, INSIDE, WIDTH, Layer, _copy

LAYERS, MIDDLE = 4, 256
NONE = 0
"""First of the classes; the sides follow."""


class Drawn(nn.Module):
    """Dropout that cuts its masks out of one large drawing: on CPU drawing anew takes longer than the layer itself."""

    def __init__(self, share: float, size: int = 1 << 24) -> None:
        super().__init__()
        self.share, self.size = share, size
        self.masks: dict[torch.dtype, Tensor] = {}

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        if x.dtype not in self.masks:
            self.masks[x.dtype] = ((torch.rand(self.size) >= self.share).float() / (1 - self.share)).to(x.dtype)
        begin = int(torch.randint(0, self.size - x.numel(), (1,)))
        return x * self.masks[x.dtype][begin : begin + x.numel()].view_as(x)


class Network(nn.Module):
    def __init__(self, vocabulary: int, dropout: float = 0.1, late: float = 0.2) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH)
        self.features = nn.ModuleList(nn.Embedding(n, WIDTH) for n in (CASES, INSIDE, len(KINDS)))
        for feature in self.features:
            nn.init.zeros_(feature.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(0.0) for _ in range(LAYERS))
        for layer in self.layers:
            layer.dropout = Drawn(dropout)
        self.dropout, self.late = Drawn(dropout), nn.Dropout(late)
        self.middle, self.head = nn.Linear(len(POOLS) * WIDTH + SIGNS, MIDDLE), nn.Linear(MIDDLE, 1 + len(SIDES))
        self.sentence = nn.Linear(WIDTH, 1)
        """Does a sentence show anybody's position at all? Learned beside, not used later."""

    def new(self) -> list[nn.Parameter]:
        """Parameters that MiniLM does not have."""
        return [p for part in (self.features, self.middle, self.head, self.sentence) for p in part.parameters()]

    def states(self, ids: Tensor, case: Tensor, inside: Tensor, kinds: Tensor, real: Tensor) -> Tensor:
        """int64 [batch, length] four times, float [batch, length] -> hidden states [batch, length, WIDTH]."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]][None]
        for feature, values in zip(self.features, (case, inside, kinds), strict=True):
            x = x + feature(values)
        x = self.dropout(self.norm(x))
        mask = (1.0 - real)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def judge(self, hidden: Tensor, pools: Tensor, signs: Tensor) -> Tensor:
        """hidden [pieces, WIDTH], pools [POOLS, candidates, pieces], signs [candidates, SIGNS] -> scores [candidates, 1 + SIDES]."""
        seen = torch.cat([*(pools @ hidden), signs], -1)
        return self.head(self.late(functional.gelu(self.middle(self.late(seen)))))


class Exported(nn.Module):
    """One window at a time, as the app asks."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, case: Tensor, inside: Tensor, kinds: Tensor, pools: Tensor, signs: Tensor) -> Tensor:
        """The four features int64 [length]; pools and signs as in Network.judge."""
        rows = (t[None] for t in (ids, case, inside, kinds))
        hidden = self.network.states(*rows, torch.ones_like(ids, dtype=torch.float32)[None])
        return self.network.judge(hidden[0], pools, signs)


def from_minilm(folder: Path) -> Network:
    """The network begun from the published weights in ``folder``; its word vectors stay as they are."""
    weights = {name.removeprefix("bert."): w.float() for name, w in load_file(folder / "model.safetensors").items()}
    network = Network(weights["embeddings.word_embeddings.weight"].shape[0])
    with torch.no_grad():
        network.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        network.places.weight.copy_(weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0])
        network.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        network.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
    for number, layer in enumerate(network.layers):
        _copy(layer, weights, f"encoder.layer.{number}.")
    network.words.weight.requires_grad_(False)
    return network
