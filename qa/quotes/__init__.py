"""Quotations of other texts: are they what the library says?"""
