"""start.py: what it decides from what it finds, and the sentences for what goes wrong."""

from __future__ import annotations

import ast
import json
import os
import runpy
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
WANTED = {"packages": "a", "python": "cpython-311 x86_64", "place": "/here", "tests": False}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, as far as start.py knows it, without an environment."""
    for name in ("start.py", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def functions(project: Path) -> dict[str, Any]:
    return runpy.run_path(str(project / "start.py"), run_name="start")


def start(project: Path, *arguments: str, before: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run start.py as a person does; ``before`` is Python that changes the machine first."""
    program = (
        f"import runpy, sys; {before}\n"
        f"sys.argv = ['start.py', *{list(arguments)!r}]; runpy.run_path('start.py', run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def environment_with(project: Path, **stamp: object) -> None:
    """An environment that says ``stamp`` of itself, with this Python as its Python."""
    state = functions(project)
    wanted = {
        "packages": state["packages_digest"](),
        "python": state["python_name"](),
        "place": str(project),
        "tests": False,
        "whole": True,
    }
    python: Path = state["PYTHON"]
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    state["STAMP"].write_text(json.dumps({**wanted, **stamp}), encoding="utf-8")


def test_an_old_python_can_read_the_file_as_far_as_the_sentence_that_refuses_it() -> None:
    ast.parse((ROOT / "start.py").read_text("utf-8"), feature_version=(3, 7))


def test_an_old_python_is_refused_with_what_to_do(project: Path) -> None:
    done = start(project, before="sys.version_info = (3, 10, 4)")
    assert done.returncode == 1
    assert "Footnote needs 3.11 or later" in done.stderr
    assert not (project / ".venv").exists()


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse((ROOT / "start.py").read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_a_python_without_venv_is_told_which_package_brings_it(project: Path) -> None:
    done = start(project, before="sys.modules['ensurepip'] = None")
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_is_seen_before_anything_is_made(project: Path) -> None:
    done = start(project, before="import shutil; shutil.disk_usage = lambda path: type('Usage', (), {'free': 2e8})")
    assert done.returncode == 1
    assert "0.2 GB are free" in done.stderr
    assert not (project / ".venv").exists()


def test_an_unknown_command_is_a_wrong_usage(project: Path) -> None:
    done = start(project, "ask", "Who?")
    assert done.returncode == 2
    assert "start.py run ask" in done.stderr


def test_an_environment_that_somebody_else_made_is_left_alone(project: Path) -> None:
    (project / ".venv").mkdir()
    (project / ".venv" / "pyvenv.cfg").write_text("home = /usr/bin", encoding="utf-8")
    done = start(project)
    assert done.returncode == 1
    assert "was not made by start.py" in done.stderr
    assert (project / ".venv" / "pyvenv.cfg").exists()


def test_a_whole_environment_is_used_without_installing_anything(project: Path) -> None:
    environment_with(project)
    packages = os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")])
    done = start(project, "run", "--help", PYTHONPATH=packages, PIP_NO_INDEX="1")
    assert done.returncode == 0
    assert done.stdout.startswith("usage: footnote")
    assert not (project / ".venv" / "install.log").exists()


def test_an_interrupted_installation_is_begun_again_and_stays_marked_until_it_is_whole(project: Path) -> None:
    environment_with(project, whole=False)
    (project / ".venv" / "half-unpacked").touch()
    done = start(project, PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull)
    assert done.returncode == 1
    assert "was interrupted: making the environment afresh" in done.stdout
    assert "could not be installed" in done.stderr
    assert not (project / ".venv" / "half-unpacked").exists()
    assert json.loads((project / ".venv" / "footnote.json").read_text("utf-8"))["whole"] is False


def test_the_environment_is_remade_for_another_python_or_place_and_kept_for_other_packages(project: Path) -> None:
    environment_with(project)
    reason = functions(project)["reason_to_remake"]
    assert "another Python" in reason({**WANTED, "whole": True, "python": "cpython-312 x86_64"}, WANTED)
    assert "has moved" in reason({**WANTED, "whole": True, "place": "/there"}, WANTED)
    assert reason({**WANTED, "whole": True, "packages": "b"}, WANTED) == ""


def test_the_tests_packages_are_installed_once_and_serve_the_plain_start_too(project: Path) -> None:
    environment_with(project)
    is_whole = functions(project)["is_whole"]
    with_tests = {**WANTED, "tests": True}
    assert not is_whole({**WANTED, "whole": True}, with_tests)
    assert is_whole({**with_tests, "whole": True}, WANTED)


def test_a_changed_lint_rule_installs_nothing_and_a_changed_pin_does(project: Path) -> None:
    digest = functions(project)["packages_digest"]
    before = digest()
    pyproject = project / "pyproject.toml"
    pyproject.write_text(pyproject.read_text("utf-8").replace("line-length = 120", "line-length = 100"), "utf-8")
    assert digest() == before
    pyproject.write_text(pyproject.read_text("utf-8").replace("pypdf[crypto]==", "pypdf==9"), "utf-8")
    assert digest() != before


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (
            "NewConnectionError('<...>: Failed to establish a new connection: [Errno -3] Temporary failure in name "
            "resolution')\nERROR: No matching distribution found for torch==2.13.0",
            "needs a network",
        ),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for torch==2.13.0", "torch==2.13.0 is not published for Python"),
        (
            "error: package directory 'x' does not exist\nerror: metadata-generation-failed\nhint: See above.",
            "error: package directory 'x' does not exist",
        ),
    ],
)
def test_a_failed_installation_says_why_and_what_to_do(project: Path, output: str, sentence: str) -> None:
    assert sentence in functions(project)["remedy"](output)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("  Downloading torch-2.13.0-cp311-cp311-manylinux_2_28_x86_64.whl (190.2 MB)", "torch 2.13.0, 190.2 MB"),
        ("  Downloading https://host/a/pypdf-7.1.0-py3-none-any.whl (1.2 MB)", "pypdf 7.1.0, 1.2 MB"),
        ("  Downloading pypdf-7.1.0-py3-none-any.whl.metadata (7.1 kB)", ""),
        ("Installing collected packages: a, b, c", "unpacking 3 packages"),
    ],
)
def test_large_downloads_and_the_last_step_are_told(project: Path, line: str, note: str) -> None:
    told = functions(project)["progress_note"](line)
    assert told.endswith(note)
    assert bool(told) == bool(note)


def test_every_package_of_the_project_is_pinned(project: Path) -> None:
    import tomllib

    declared = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    pins = {line for line in (project / "constraints.txt").read_text("utf-8").splitlines() if "==" in line}
    for requirement in (*declared["dependencies"], *declared["optional-dependencies"]["test"]):
        assert requirement.replace("[crypto]", "") in pins, f"{requirement} is not in constraints.txt"
