"""A small library with the real model, made by the command line itself."""

import json

import pytest

from qa.cli import main

#: Checkable facts, in the shape of an analysis; written for these tests.
CANAL = """Analyses

The blockage of the Suez Canal

Shipping
Footnote test desk
29 March 2021

On 23 March 2021 the container ship Ever Given ran aground in the Suez Canal and blocked it. The ship was refloated on 29 March. In the meantime more than 400 ships waited at both ends of the canal.

The canal is the shortest sea route between Europe and Asia. About twelve per cent of world trade passes through it.

Commentary

• The blockage showed how much European industry depends on parts that arrive just in time. Carriers sent some ships around the Cape of Good Hope, which adds about a week to the voyage.
• Egypt lost an estimated 14 to 15 million dollars of canal fees a day.
"""  # noqa: E501
GAS = """Analizy

Magazyny gazu w Unii Europejskiej

Energia
Footnote test desk
30 czerwca 2022

Rozporządzenie z czerwca 2022 roku zobowiązało państwa członkowskie do napełnienia magazynów gazu do 1 listopada 2022 roku w 80 procentach. W kolejnych latach wymagany poziom wynosi 90 procent.

Komentarz

• Państwa bez własnych magazynów muszą przechowywać gaz u sąsiadów. Ma to odpowiadać 15 procentom ich rocznego zużycia.
"""  # noqa: E501


@pytest.fixture(scope="session")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    (folder / "canal.txt").write_text(CANAL, "utf-8")
    (folder / "gas.txt").write_text(GAS, "utf-8")
    return folder


@pytest.fixture(scope="session")
def library_folder(tmp_path_factory, reports):
    folder = tmp_path_factory.mktemp("library")
    assert main(["add", "--library", str(folder), str(reports)]) == 0
    return folder


@pytest.fixture
def run(capsys, library_folder):
    """Run a command with --json on a library; returns exit code, objects of standard output, standard error."""

    def run(command, *arguments, library=library_folder):
        capsys.readouterr()
        code = main([command, "--json", "--library", str(library), *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], err

    return run
