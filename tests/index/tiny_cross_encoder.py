"""A cross-encoder of random numbers: small enough to be made by a test, and computed as a real one is."""

from __future__ import annotations

import string
from pathlib import Path

#: What it reads of a pair at most, in tokens.
LENGTH = 48
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "grain", "exports", "odesa", "port", "rail", "rose", "fell"]


def write(folder: Path, *, labels: int = 1, architecture: str = "BertForSequenceClassification", seed: int = 7) -> Path:
    """Write a BERT of two layers with a scoring layer (or another head) to ``folder``."""
    import torch
    import transformers

    torch.manual_seed(seed)
    vocabulary = [*PIECES, *string.ascii_lowercase, *(f"##{letter}" for letter in string.ascii_lowercase), "."]
    config = transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=LENGTH, num_labels=labels, initializer_range=0.3,
    )  # fmt: skip
    getattr(transformers, architecture)(config).save_pretrained(folder)
    tokenizer = transformers.BertTokenizerFast(
        vocab={piece: number for number, piece in enumerate(vocabulary)}, model_max_length=LENGTH
    )
    tokenizer.save_pretrained(folder)
    return folder
