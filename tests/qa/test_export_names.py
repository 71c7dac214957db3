"""A name is parted only where it is certain which part is the family name."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.export.names import Name, name_of

CASES = [
    [part.strip() for part in line.split("|")]
    for line in (Path(__file__).parent / "cases" / "names.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_name_is_parted_where_its_parts_are_known_and_stays_as_printed_elsewhere(case):
    printed, *parts = case
    found = name_of(printed)
    assert [found.family, found.given] == (parts or [printed, ""])
    if "," not in printed:
        assert found.natural == printed  # nothing is lost, and written out it is what the document prints


def test_a_family_name_that_stands_first_is_written_out_so():
    assert name_of("Nagy Péter").natural == "Nagy Péter"
    assert name_of("Nagy Péter").inverted == "Nagy, Péter"


@pytest.mark.parametrize(
    ("given", "initials"),
    [("Anna Maria", "A. M."), ("Jean-Paul", "J.-P."), ("J. K.", "J. K."), ("J.R.R.", "J. R. R."), ("Łukasz", "Ł.")],
)
def test_given_names_have_an_initial_for_each_part(given, initials):
    assert Name("Berg", given).initials == initials
