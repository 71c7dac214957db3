"""Answers and citations as editors want them."""
