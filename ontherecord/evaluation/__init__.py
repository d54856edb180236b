"""How good an extraction is, measured on somebody's own labels. docs/evaluation.md: the format of the labels, what each figure means."""

from ontherecord.evaluation.gold import Document, read_gold
from ontherecord.evaluation.run import evaluate, predicted
from ontherecord.evaluation.scores import Scores, score
from ontherecord.evaluation.table import as_table

__all__ = ["Document", "Scores", "as_table", "evaluate", "predicted", "read_gold", "score"]
