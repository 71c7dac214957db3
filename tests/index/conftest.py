from __future__ import annotations

import pytest

from tests.index.doubles import open_library


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "library"


@pytest.fixture
def library(folder):
    opened = open_library(folder)
    yield opened
    opened.close()
