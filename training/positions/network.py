"""The reader of statements: a tagger of triggers, and, given one trigger marked, tags for its target and scores for its side and holders.

Begun from all-MiniLM-L6-v2 (Apache-2.0; 6 layers of width 384). The tagger is its first ``SHARED`` layers and ``BRANCH`` more; the second step begins
from the shared layers' states with the trigger marked and has ``BRANCH`` layers of its own. Added to the word embeddings: letter case, quotation
marks, what quotes have been read there, and which kind of entity is named there.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from training.quotes.network import CASES, INSIDE, WIDTH, Layer, _copy

SHARED, BRANCH = 3, 3
TOLD, NAMES, LABELS, TAGS, SIDES, KINDS, HEAD = 4, 6, 6, 3, 3, 16, 128


class Lower(nn.Module):
    """Pieces and features -> hidden states after the shared layers, and scores of trigger labels."""

    def __init__(self, vocabulary: int, dropout: float) -> None:
        super().__init__()
        self.words, self.places, self.kinds = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.features = nn.ModuleList(nn.Embedding(size, WIDTH) for size in (CASES, INSIDE, TOLD, NAMES))
        for feature in self.features:
            nn.init.zeros_(feature.weight)  # type: ignore[arg-type]
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.shared = nn.ModuleList(Layer(dropout) for _ in range(SHARED))
        self.branch = nn.ModuleList(Layer(dropout) for _ in range(BRANCH))
        self.head = nn.Linear(WIDTH, LABELS)

    def forward(self, ids: Tensor, case: Tensor, inside: Tensor, told: Tensor, names: Tensor, real: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """All int64 [batch, pieces]; ``real`` float of that shape, 1 for a piece, 0 for padding."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(place)[None] + self.kinds.weight[0]
        for feature, value in zip(self.features, (case, inside, told, names), strict=True):
            x = x + feature(value)
        x = self.dropout(self.norm(x))
        mask = masked(real, x)
        for layer in self.shared:
            x = layer(x, mask)
        hidden = x
        for layer in self.branch:
            x = layer(x, mask)
        return hidden, self.head(self.dropout(x))


class Upper(nn.Module):
    """States around a sentence with one trigger marked by its stance -> states, and scores a piece:
    first and last word of the target, its tags, verdict, side, deed."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.mark = nn.Embedding(LABELS, WIDTH)
        nn.init.normal_(self.mark.weight, std=0.02)
        with torch.no_grad():
            self.mark.weight[0].zero_()
        self.branch = nn.ModuleList(Layer(dropout) for _ in range(BRANCH))
        self.bounds, self.tags, self.verdict, self.side, self.deed = (nn.Linear(WIDTH, size) for size in (2, TAGS, LABELS, SIDES, 1))
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mark: Tensor, real: Tensor | None = None) -> tuple[Tensor, ...]:
        """hidden [triggers, pieces, width]; mark int64 [triggers, pieces]."""
        x = hidden + self.mark(mark)
        mask = masked(real, x)
        for layer in self.branch:
            x = layer(x, mask)
        y = self.dropout(x)
        return x, self.bounds(y), self.tags(y), self.verdict(y), self.side(y), self.deed(y)


class Actor(nn.Module):
    """How well a candidate holds a trigger's stance: a pointer over states of its word and of the trigger."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.kind = nn.Embedding(KINDS, 64)
        self.score = nn.Sequential(nn.Dropout(dropout), nn.Linear(2 * WIDTH + 64, HEAD), nn.GELU(), nn.Linear(HEAD, 1))

    def forward(self, holder: Tensor, trigger: Tensor, kind: Tensor) -> Tensor:
        """holder, trigger [candidates, width]; kind int64 [candidates] -> [candidates]."""
        return self.score(torch.cat([holder, trigger, self.kind(kind).to(holder.dtype)], -1))[:, 0]


class Network(nn.Module):
    def __init__(self, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.lower, self.upper, self.actor = Lower(vocabulary, dropout), Upper(dropout), Actor(dropout)
        for module in self.modules():
            if module.__class__.__name__ == "Attention":
                module.dropout = 0.0  # costs a fifth of the time and gains nothing

    def new(self) -> list[nn.Parameter]:
        """Parameters that do not come from the published weights."""
        fresh = [*self.lower.features.parameters(), *self.lower.head.parameters(), *self.upper.mark.parameters(), *self.actor.parameters()]
        return [
            *fresh,
            *(p for head in (self.upper.bounds, self.upper.tags, self.upper.verdict, self.upper.side, self.upper.deed) for p in head.parameters()),
        ]


def masked(real: Tensor | None, x: Tensor) -> Tensor:
    return torch.zeros(1, 1, 1, 1, dtype=x.dtype) if real is None else (1.0 - real)[:, None, None, :] * -1e4


def from_minilm(folder: Path) -> Network:
    """The network, begun from the published weights in ``folder``."""
    weights = {name.removeprefix("bert."): w.float() for name, w in load_file(folder / "model.safetensors").items()}
    net = Network(weights["embeddings.word_embeddings.weight"].shape[0])
    with torch.no_grad():
        net.lower.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        net.lower.places.weight.copy_(weights["embeddings.position_embeddings.weight"])
        net.lower.kinds.weight.copy_(weights["embeddings.token_type_embeddings.weight"])
        net.lower.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        net.lower.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
    for number, layer in enumerate(net.lower.shared):
        _copy(layer, weights, f"encoder.layer.{number}.")  # type: ignore[arg-type]
    for branch in (net.lower.branch, net.upper.branch):
        for number, layer in enumerate(branch, SHARED):
            _copy(layer, weights, f"encoder.layer.{number}.")  # type: ignore[arg-type]
    net.lower.words.weight.requires_grad_(False)
    return net
