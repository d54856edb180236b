"""The encoder for quotations: shared lower layers, one branch that finds cues, one that tags content and source of a given cue.

The lower layers and the branches start from all-MiniLM-L6-v2 (Apache-2.0; 6 layers of width 384): layers 1-4 are shared, layers 5-6 are
copied into each branch. Two features are added to the word embeddings: letter case, and whether a word stands inside quotation marks.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER, SHARED, BRANCH = 384, 12, 1536, 4, 2
CASES, INSIDE = 4, 3
CUE_LABELS = ("none", "cue", "start")
"""start = the first word of marked speech that has no cue: it plays the cue's part for the second step."""
SPAN_LABELS = ("none", "content", "source")


class Attention(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape

        def split(t: Tensor) -> Tensor:
            return t.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = split(self.query(x)) @ split(self.key(x)).transpose(-1, -2) / (WIDTH // HEADS) ** 0.5
        weights = functional.dropout(torch.softmax(scores + mask, -1), self.dropout, self.training)
        return self.out((weights @ split(self.value(x))).transpose(1, 2).reshape(batch, length, WIDTH))


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(dropout)
        self.attention_norm, self.norm = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = self.attention_norm(x + self.dropout(self.attention(x, mask)))
        return self.norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Lower(nn.Module):
    """Word pieces and features -> hidden states after the shared layers, and cue scores."""

    def __init__(self, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words, self.places, self.kinds = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.case, self.inside = nn.Embedding(CASES, WIDTH), nn.Embedding(INSIDE, WIDTH)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.inside.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.shared = nn.ModuleList(Layer(dropout) for _ in range(SHARED))
        self.branch = nn.ModuleList(Layer(dropout) for _ in range(BRANCH))
        self.head = nn.Linear(WIDTH, len(CUE_LABELS))

    def forward(self, ids: Tensor, case: Tensor, inside: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """ids, case, inside: int64 [batch, length]; real: float [batch, length], 1 for a piece, 0 for padding."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(place)[None] + self.kinds.weight[0] + self.case(case) + self.inside(inside)
        x = self.dropout(self.norm(x))
        mask = (1.0 - real)[:, None, None, :] * -1e4
        for layer in self.shared:
            x = layer(x, mask)
        hidden = x
        for layer in self.branch:
            x = layer(x, mask)
        return hidden, self.head(self.dropout(x))


class Upper(nn.Module):
    """Hidden states of a cue's paragraph with the cue marked -> scores for content and source."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.mark = nn.Embedding(3, WIDTH)
        nn.init.normal_(self.mark.weight, std=0.02)
        with torch.no_grad():
            self.mark.weight[0].zero_()
        self.branch = nn.ModuleList(Layer(dropout) for _ in range(BRANCH))
        self.head = nn.Linear(WIDTH, len(SPAN_LABELS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, cue: Tensor, real: Tensor) -> Tensor:
        """hidden: float [batch, length, width]; cue: int64 [batch, length], 1 at the cue (2 at a start); real as above."""
        x = hidden + self.mark(cue)
        mask = (1.0 - real)[:, None, None, :] * -1e4
        for layer in self.branch:
            x = layer(x, mask)
        return self.head(self.dropout(x))


def from_minilm(folder: Path, dropout: float = 0.1) -> tuple[Lower, Upper]:
    """Both networks, begun from the published weights in ``folder``."""
    weights = load_file(folder / "model.safetensors")
    weights = {name.removeprefix("bert."): w.float() for name, w in weights.items()}
    lower, upper = Lower(weights["embeddings.word_embeddings.weight"].shape[0], dropout), Upper(dropout)
    with torch.no_grad():
        lower.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        lower.places.weight.copy_(weights["embeddings.position_embeddings.weight"])
        lower.kinds.weight.copy_(weights["embeddings.token_type_embeddings.weight"])
        lower.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        lower.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
    for number in range(SHARED + BRANCH):
        targets = [lower.shared[number]] if number < SHARED else [lower.branch[number - SHARED], upper.branch[number - SHARED]]
        for layer in targets:
            _copy(layer, weights, f"encoder.layer.{number}.")  # type: ignore[arg-type]
    return lower, upper


def _copy(layer: Layer, weights: dict[str, Tensor], prefix: str) -> None:
    pairs = {
        layer.attention.query: "attention.self.query",
        layer.attention.key: "attention.self.key",
        layer.attention.value: "attention.self.value",
        layer.attention.out: "attention.output.dense",
        layer.attention_norm: "attention.output.LayerNorm",
        layer.up: "intermediate.dense",
        layer.down: "output.dense",
        layer.norm: "output.LayerNorm",
    }
    with torch.no_grad():
        for module, name in pairs.items():
            module.weight.copy_(weights[f"{prefix}{name}.weight"])
            module.bias.copy_(weights[f"{prefix}{name}.bias"])
