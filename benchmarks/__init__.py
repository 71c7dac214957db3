"""Measures, run by hand. A package, so that no other one of this name that is installed comes first."""
