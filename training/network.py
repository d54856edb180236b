"""The reader as PyTorch trains it: one trunk that reads the text, and heads for what is read in it.

Begun from all-MiniLM-L6-v2 (Apache-2.0; 6 layers of width 384): its first ``SHARED`` layers are the trunk, the rest are copied into each head. Two
features are added to the word embeddings: letter case, and whether a word stands inside quotation marks.

- ``Cues``: which words report speech.
- ``Content``: a cue marked -> which words were said, and by whom.
- ``Triggers``: which words carry a stance, given what quotes and names have been read.
- ``Statement``: a trigger marked -> its target, side and kind.
- ``Actor``: which candidate holds it.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER, SHARED, BRANCH = 384, 12, 1536, 4, 2
CASES, INSIDE = 4, 3
CUES, SPANS = 3, 3
"""Labels of words: none, cue, start (the opening mark of marked speech that has no cue: it plays the cue's part); none, content, source."""
TOLD, NAMES, STANCES, TAGS, SIDES, KINDS, HEAD = 4, 6, 6, 3, 3, 16, 128


class Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape

        def split(t: Tensor) -> Tensor:
            return t.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = split(self.query(x)) @ split(self.key(x)).transpose(-1, -2) / (WIDTH // HEADS) ** 0.5
        weights = torch.softmax(scores + mask, -1)  # no dropout here: it costs a fifth of the time and gains nothing
        return self.out((weights @ split(self.value(x))).transpose(1, 2).reshape(batch, length, WIDTH))


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attention = Attention()
        self.attention_norm, self.norm = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = self.attention_norm(x + self.dropout(self.attention(x, mask)))
        return self.norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


def layers(dropout: float, count: int = BRANCH) -> nn.ModuleList:
    return nn.ModuleList(Layer(dropout) for _ in range(count))


def masked(real: Tensor | None, x: Tensor) -> Tensor:
    """What is added to attention scores: nothing, or much less than nothing at padding."""
    return torch.zeros(1, 1, 1, 1, dtype=x.dtype) if real is None else (1.0 - real)[:, None, None, :] * -1e4


def feature(size: int, std: float = 0.0) -> nn.Embedding:
    """An embedding to be added to states, whose first row says nothing."""
    made = nn.Embedding(size, WIDTH)
    nn.init.normal_(made.weight, std=std) if std else nn.init.zeros_(made.weight)
    with torch.no_grad():
        made.weight[0].zero_()
    return made


class Trunk(nn.Module):
    """Word pieces and features -> hidden states."""

    def __init__(self, vocabulary: int, dropout: float) -> None:
        super().__init__()
        self.words, self.places, self.kinds = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.case, self.inside = feature(CASES), feature(INSIDE)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = layers(dropout, SHARED)

    def forward(self, ids: Tensor, case: Tensor, inside: Tensor, real: Tensor | None = None) -> Tensor:
        """All int64 [batch, pieces]; ``real`` float of that shape, 1 for a piece, 0 for padding -> [batch, pieces, width]."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(place)[None] + self.kinds.weight[0] + self.case(case) + self.inside(inside)
        x = self.dropout(self.norm(x))
        mask = masked(real, x)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Cues(nn.Module):
    """Hidden states -> scores of cue labels [batch, pieces, labels]."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.layers, self.head, self.dropout = layers(dropout), nn.Linear(WIDTH, CUES), nn.Dropout(dropout)

    def forward(self, hidden: Tensor, real: Tensor | None = None) -> Tensor:
        mask = masked(real, hidden)
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return self.head(self.dropout(hidden))


class Content(nn.Module):
    """Hidden states of a cue's paragraph, the cue marked (1; a start 2) -> scores of span labels [cues, pieces, labels]."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.mark = feature(CUES, 0.02)
        self.layers, self.head, self.dropout = layers(dropout), nn.Linear(WIDTH, SPANS), nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mark: Tensor, real: Tensor | None = None) -> Tensor:
        x = hidden + self.mark(mark)
        mask = masked(real, x)
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(self.dropout(x))


class Triggers(nn.Module):
    """Hidden states, what is told by whom and what is named there -> states that know it, and scores of stance labels."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.told, self.names = feature(TOLD), feature(NAMES)
        self.layers, self.head, self.dropout = layers(dropout), nn.Linear(WIDTH, STANCES), nn.Dropout(dropout)

    def forward(self, hidden: Tensor, told: Tensor, names: Tensor, real: Tensor | None = None) -> tuple[Tensor, Tensor]:
        known = hidden + self.told(told) + self.names(names)
        mask, x = masked(real, known), known
        for layer in self.layers:
            x = layer(x, mask)
        return known, self.head(self.dropout(x))


class Statement(nn.Module):
    """States around a sentence with one trigger marked by its stance -> states, and scores a piece:
    first and last word of the target, its tags, verdict, side, deed."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.mark = feature(STANCES, 0.02)
        self.layers, self.dropout = layers(dropout), nn.Dropout(dropout)
        self.bounds, self.tags, self.verdict, self.side, self.deed = (nn.Linear(WIDTH, size) for size in (2, TAGS, STANCES, SIDES, 1))

    def forward(self, known: Tensor, mark: Tensor, real: Tensor | None = None) -> tuple[Tensor, ...]:
        """known [triggers, pieces, width]; mark int64 [triggers, pieces]."""
        x = known + self.mark(mark)
        mask = masked(real, x)
        for layer in self.layers:
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
        self.trunk = Trunk(vocabulary, dropout)
        self.cues, self.content = Cues(dropout), Content(dropout)
        self.triggers, self.statement, self.actor = Triggers(dropout), Statement(dropout), Actor(dropout)

    def published(self) -> list[nn.Parameter]:
        """Parameters that come from the published weights; those of words stay as they are."""
        parts = [layer for one in self.modules() if isinstance(one, nn.ModuleList) for layer in one]
        parts += [self.trunk.places, self.trunk.kinds, self.trunk.norm]
        return [p for part in parts for p in part.parameters()]


def from_minilm(folder: Path) -> Network:
    """The network, begun from the published weights in ``folder``."""
    weights = {name.removeprefix("bert."): w.float() for name, w in load_file(folder / "model.safetensors").items()}
    net = Network(weights["embeddings.word_embeddings.weight"].shape[0])
    trunk = net.trunk
    with torch.no_grad():
        trunk.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        trunk.places.weight.copy_(weights["embeddings.position_embeddings.weight"])
        trunk.kinds.weight.copy_(weights["embeddings.token_type_embeddings.weight"])
        trunk.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        trunk.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
    for number, layer in enumerate(trunk.layers):
        _copy(layer, weights, f"encoder.layer.{number}.")  # type: ignore[arg-type]
    for head in (net.cues, net.content, net.triggers, net.statement):
        for number, layer in enumerate(head.layers, SHARED):
            _copy(layer, weights, f"encoder.layer.{number}.")  # type: ignore[arg-type]
    trunk.words.weight.requires_grad_(False)
    return net


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
