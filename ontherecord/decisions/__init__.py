"""What people decide about findings, names, issues and articles: the record, the log, and laying decisions over what the machine found."""

from ontherecord.decisions.anchors import Anchor
from ontherecord.decisions.decision import ABOUT, KINDS, Decision, standing
from ontherecord.decisions.log import Log

__all__ = ["ABOUT", "KINDS", "Anchor", "Decision", "Log", "standing"]
