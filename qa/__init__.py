"""Questions become cited answers."""

from qa.model import Anchor, Answer, Citation, Coverage, Ranked, Statement, Verdict

__all__ = ["Anchor", "Answer", "Citation", "Coverage", "Ranked", "Statement", "Verdict"]
