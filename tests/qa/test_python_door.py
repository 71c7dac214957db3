"""``from qa import open_library``: what README shows is what happens."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
API = (ROOT / "docs" / "api.md").read_text("utf-8")


def test_the_lines_in_readme_do_what_readme_says(tmp_path):
    shown = (ROOT / "README.md").read_text("utf-8").partition("<!-- python -->")[2].partition("<!-- python: end -->")[0]
    code = shown.partition("```python\n")[2].partition("```")[0]
    said = textwrap.dedent(shown.rpartition("```")[2]).strip()
    assert code.count("\n") <= 11
    (tmp_path / "qa").symlink_to(ROOT / "qa")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == said
    assert (tmp_path / "my-library" / "library.db").exists()


def test_importing_the_door_loads_nothing_heavy():
    program = (
        "import sys; from qa import open_library; "
        "print([name for name in ('torch', 'openvino', 'faiss', 'gradio', 'fastapi', 'mcp') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_page_about_programs_names_every_operation_and_every_tool_and_no_others(library_folder):
    from qa import open_library
    from qa.api.app import application
    from qa.mcp.tools import Tools

    with open_library(library_folder) as library:
        schema = application(library).openapi()
        tools = {tool.__name__ for tool in Tools(library).all}
    there = {f"{method.upper()} /api{path}" for path, methods in schema["paths"].items() for method in methods}
    assert set(re.findall(r"^\| `((?:GET|POST|DELETE) /api/[^`]+)` \|", API, re.MULTILINE)) == there
    assert set(re.findall(r"^\| `([a-z_]+)` \|", API, re.MULTILINE)) == tools


def test_a_library_is_closed_at_the_end_of_its_block_and_a_paragraph_that_is_not_there_is_said(library_folder):
    from qa import open_library

    with open_library(library_folder) as library:
        first = library.documents()[0]
        with pytest.raises(IndexError, match=f"has {first.paragraphs}"):
            library.paragraphs(first.document, first.paragraphs + 1)
        (read,) = library.paragraphs(first.document, 1)
        assert library.document(first.document).text[read.citation.start : read.citation.end] == read.text
