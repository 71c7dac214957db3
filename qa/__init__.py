"""Questions become cited answers."""

from qa.model import Anchor, Answer, Citation, Coverage, Ranked, Statement, Verdict
from qa.programs import open_library

__all__ = ["Anchor", "Answer", "Citation", "Coverage", "Ranked", "Statement", "Verdict", "open_library"]
