"""What a person can type or meet is in the documentation, and what the documentation says to type exists."""

from __future__ import annotations

import argparse
import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest

import documents.errors
from index import verify as library_verify
from index.model import Entry
from qa import verify as answer_verify
from qa.cli import parser
from qa.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
USAGE = (ROOT / "docs" / "usage.md").read_text("utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    (choices,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(choices.choices)


def section(text: str, heading: str) -> str:
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def options(command: argparse.ArgumentParser) -> set[str]:
    found = {option for action in command._actions for option in action.option_strings if option.startswith("--")}
    return found - {"--help"}


@pytest.mark.parametrize("name", commands())
def test_a_command_has_its_section_with_every_option(name: str) -> None:
    own = section(USAGE, name)
    common = section(USAGE, "What holds for every command")
    assert f"footnote {name}" in own
    missing = {option for option in options(commands()[name]) if f"`{option}" not in own + common}
    assert not missing


@pytest.mark.parametrize("name", commands())
def test_the_manual_promises_no_option_that_a_command_lacks(name: str) -> None:
    promised = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", section(USAGE, name)))
    everywhere = {option for command in commands().values() for option in options(command)}
    own = set(re.findall(r"^- `(--[a-z-]+)", section(USAGE, name), re.MULTILINE))
    assert own <= options(commands()[name])
    assert promised <= everywhere


def test_the_manual_has_no_command_that_is_not_there() -> None:
    assert set(re.findall(r"^ {4}footnote ([a-z]+)", USAGE, re.MULTILINE)) == set(commands())


def test_every_error_code_is_explained() -> None:
    table = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", section(USAGE, "add"), re.MULTILINE))
    assert set(table) == set(documents.errors.BY_CODE)


def test_every_setting_is_explained() -> None:
    variables = set(re.findall(r"FOOTNOTE_\w+", (ROOT / "qa" / "settings.py").read_text("utf-8")))
    assert len(variables) == len(fields(Settings))
    assert variables == set(re.findall(r"FOOTNOTE_\w+", section(USAGE, "What holds for every command")))


def test_every_finding_is_named() -> None:
    codes = set(re.findall(r"Finding\(\s*\"(\w+)\"", Path(library_verify.__file__).read_text("utf-8")))
    missing = {code for code in codes | set(answer_verify.MESSAGES) if f"`{code}`" not in section(USAGE, "verify")}
    assert codes
    assert not missing


def test_the_keys_of_a_line_of_the_catalogue_are_those_of_the_manual() -> None:
    assert re.findall(r'"(\w+)"', section(USAGE, "list")) == [field.name for field in fields(Entry)]


def typed(text: str) -> list[str]:
    """The lines after a prompt in the console blocks."""
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def test_the_readme_says_how_to_start_and_how_to_test_in_one_command_each() -> None:
    assert "python3 start.py" in typed(README)
    assert "python3 start.py check" in typed(README)


@pytest.mark.parametrize("line", [line for line in typed(README) if "footnote " in line or "start.py run " in line])
def test_a_command_of_the_readme_is_understood(line: str) -> None:
    words = shlex.split(line.partition(" | ")[0].partition(" > ")[0])
    arguments = words[words.index("run") + 1 :] if "run" in words else words[1:]
    chosen = parser().parse_args(arguments)
    assert callable(chosen.run)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/usage.md", "docs/architecture.md"])
def test_a_link_inside_the_project_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / page).read_text("utf-8")):
        assert ((ROOT / page).parent / target).exists(), f"{page}: {target}"


def test_the_changelog_begins_with_the_version_of_the_project() -> None:
    import tomllib

    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert re.findall(r"^## \[(.+?)\]", CHANGELOG, re.MULTILINE)[0] == version


def test_a_decision_fits_on_a_page() -> None:
    for path in (ROOT / "docs" / "decisions").glob("0*.md"):
        lines = path.read_text("utf-8").splitlines()
        assert len(lines) <= 40, f"{path.name} has {len(lines)} lines"
