"""The house rules of docs/architecture.md, held to by the sources themselves."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: Each may import itself and those to its left.
LAYERS = ("documents", "index", "qa")
SOURCES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
#: Where anything may be caught and not raised again. The first two run in the parser's own process: pypdf raises
#: anything at all on damaged files, and one bad page must not cost the good ones. The page shows what went wrong.
EDGES = {"documents/guest.py", "documents/readers/pdf/reader.py", "qa/web/page.py", "qa/web/jobs.py"}


def doors() -> dict[str, set[str]]:
    """Top-level module → the files that may import it, as the table of docs/architecture.md says."""
    table = ARCHITECTURE.partition("| dependency | door |")[2].partition("\n\n")[0]
    rows = [row.split("|")[1:3] for row in table.splitlines() if row.startswith("|") and "---" not in row]
    return {
        name.strip().replace("markdown-it-py", "markdown_it"): set(re.findall(r"`([^`]+)`", files))
        for names, files in rows
        for name in names.split(",")
    }


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or later."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)}:{node.lineno}: write absolute imports"
            yield node.module or ""


def by_name(path: Path) -> str:
    return named(path)


@pytest.mark.parametrize("path", SOURCES, ids=by_name)
def test_documents_knows_nothing_of_index_and_index_nothing_of_qa(path: Path) -> None:
    here = LAYERS.index(named(path).partition("/")[0])
    above = {name for name in imported(path) if name.partition(".")[0] in LAYERS[here + 1 :]}
    assert not above, f"{named(path)} imports {above}: the arrow points the other way"


@pytest.mark.parametrize("path", SOURCES, ids=by_name)
def test_a_heavy_dependency_enters_by_its_door_only(path: Path) -> None:
    allowed = doors()
    for name in imported(path):
        files = allowed.get(name.partition(".")[0])
        assert files is None or named(path) in files, f"{named(path)} imports {name}, whose door is {files}"


def test_every_door_of_the_table_exists_and_is_used() -> None:
    for dependency, files in doors().items():
        users = {named(path) for path in SOURCES if dependency in {n.partition(".")[0] for n in imported(path)}}
        assert files, f"the table gives {dependency} no door"
        assert all((ROOT / file).exists() for file in files), f"{dependency}: {files}"
        # A package that is only data is named and never imported.
        named_in = any(dependency in (ROOT / file).read_text("utf-8") for file in files)
        assert users or named_in, f"nothing uses {dependency}: take it out of the table"


@pytest.mark.parametrize("path", SOURCES, ids=by_name)
def test_every_file_is_in_the_architecture_page(path: Path) -> None:
    layer, _, inside = named(path).partition("/")
    if path.name == "__init__.py":
        return
    section = ARCHITECTURE.partition(f"\n## {layer}\n")[2].partition("\n## ")[0]
    stems = {
        name.strip().removesuffix(".py")
        for cell in re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE)
        for file in re.findall(r"`([^`]+)`", cell)
        for name in expanded(file)
    }
    assert inside.removesuffix(".py") in stems, f"{named(path)} has no line in docs/architecture.md"


def expanded(name: str) -> list[str]:
    """``readers/{plain,pdf}.py`` as its two files."""
    match = re.fullmatch(r"(.*)\{(.*)\}(.*)", name)
    return [f"{match[1]}{one}{match[3]}" for one in match[2].split(",")] if match else [name]


@pytest.mark.parametrize("path", SOURCES, ids=by_name)
def test_nothing_is_pickled(path: Path) -> None:
    forbidden = {"pickle", "cPickle", "dill", "joblib", "cloudpickle", "shelve", "marshal"}
    assert not forbidden & {name.partition(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", [path for path in SOURCES if named(path) not in EDGES], ids=by_name)
def test_only_the_edges_swallow_any_error_whatever(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            names = {one.id if isinstance(one, ast.Name) else "" if one else "everything" for one in caught}
            if isinstance(node.body[-1], ast.Raise):
                continue
            assert not names & {"everything", "Exception", "BaseException"}, f"{named(path)}:{node.lineno}"


@pytest.mark.parametrize("path", SOURCES, ids=by_name)
def test_every_public_name_says_what_it_is(path: Path) -> None:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    assert path.read_text("utf-8").strip() == "" or ast.get_docstring(tree(path)), f"{named(path)} has no docstring"
    holders: list[ast.Module | ast.ClassDef] = [tree(path)]
    holders += [node for node in tree(path).body if isinstance(node, ast.ClassDef) and node.name[0] != "_"]
    for holder in holders:
        for node in holder.body:
            if isinstance(node, kinds) and not node.name.startswith("_"):
                overload = any(isinstance(d, ast.Name) and d.id == "overload" for d in node.decorator_list)
                assert overload or ast.get_docstring(node), f"{named(path)}:{node.lineno}: {node.name}"


@pytest.mark.parametrize("path", SOURCES, ids=by_name)
def test_nothing_but_the_composition_root_and_a_concrete_class_itself_names_it(path: Path) -> None:
    # Our own word engine has no second of its kind: the searcher asks it for the weights of words too.
    concrete = {
        *("index.faiss_engine", "index.words", "index.sentence_embedder", "index.openvino_embedder"),
        *("index.sentence_reranker", "index.cross_encoder"),
    }
    if named(path) == "index/search.py":
        concrete.remove("index.words")
    if named(path) != "qa/compose.py":
        assert not concrete & set(imported(path)), f"{named(path)}: concrete classes are named in qa/compose.py"


@pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["verify"], ["--help"]], ids=" ".join)
def test_a_command_that_needs_no_model_loads_no_model(command: list[str], tmp_path: Path) -> None:
    program = (
        "import sys; from qa.cli import main\n"
        "try: code = main(sys.argv[1:])\n"
        "except SystemExit as end: code = end.code\n"
        "heavy = {'torch', 'openvino', 'faiss', 'gradio', 'transformers', 'sentence_transformers', 'pypdf'}\n"
        "heavy &= set(sys.modules)\n"
        "print('heavy:', sorted(heavy), file=sys.stderr); sys.exit(code)"
    )
    options = ["--library", str(tmp_path)] if command != ["--help"] else []
    done = subprocess.run(
        [sys.executable, "-c", program, *command, *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith("heavy: []\n")
