#!/usr/bin/env python3
"""Sets Footnote up beside this file and starts it. Needs Python 3.11 or later and nothing else.

python3 start.py [OPTIONS]      open the page with the sample library; OPTIONS go to `footnote serve`
python3 start.py run ARGS...    any other command: `python3 start.py run ask "Who ...?"` is `footnote ask "Who ...?"`
python3 start.py check [ARGS]   lint, types and tests; ARGS go to pytest

The first start makes the folder .venv and installs the pinned packages into it (about 2 GB). Later starts
see that nothing has changed and go straight on, without a network.
"""

# Only what Python 3.7 can read: an older Python must get as far as the sentence that says so.
from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CONSTRAINTS = ROOT / "constraints.txt"
#: What the environment holds; written before an installation begins and again when it is whole.
STAMP = ENVIRONMENT / "footnote.json"
LOG = ENVIRONMENT / "install.log"

OLDEST_PYTHON = (3, 11)
#: All tests on two cores, each file on one: a browser's server is started once for a file.
TWO_AT_A_TIME = ("-n", "2", "--dist", "loadfile")
#: Bytes: 2.0 GB installed (CPU build of torch, with the test packages) and 0.6 GB of packages on their way, 2026-11.
ROOM_NEEDED = 3_000_000_000

#: What pip prints, and what the person at the keyboard can do about it. The first match counts.
REMEDIES = (
    (
        r"No space left on device|Errno 28",
        "the disk is full. Free about 3 GB and start again.",
    ),
    (
        r"NewConnectionError|NameResolutionError|name resolution|getaddrinfo failed|Network is unreachable"
        r"|ConnectTimeout|Read timed out|ProxyError|Connection refused|Connection reset|Max retries exceeded",
        "the package index cannot be reached. The first start needs a network: connect (a mirror is set with "
        "PIP_INDEX_URL, a proxy with HTTPS_PROXY) and start again.",
    ),
    (
        r"No matching distribution found for (?P<package>\S+)",
        "{package} is not published for Python {python} on this machine ({machine}). Try another version of Python "
        "(Footnote is tested with 3.11); torch has no builds for 32-bit systems and for Macs with Intel processors.",
    ),
)


class SetupError(Exception):
    """Setting up cannot go on; the text says why and what to do."""


def main(arguments: list[str]) -> int:
    """Do what the command line says; returns the exit code (2: it cannot be understood)."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    try:
        if command in ("-h", "--help"):
            say(__doc__ or "")
            return 0
        if command == "check":
            return check(rest)
        if command == "run":
            prepare()
            become_footnote(rest)
        if command and not command.startswith("-"):
            print(f"start.py: there is no {command!r} here; use `start.py run {command} ...`", file=sys.stderr)
            return 2
        prepare()
        say("Starting the page (stop it with Ctrl+C).")
        become_footnote(["serve", "--samples", *arguments])
    except SetupError as error:
        print(f"start.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstart.py: stopped.", file=sys.stderr)
        return 130


def say(text: str) -> None:
    """Print a line at once, so that it stands before what a child process prints."""
    print(text, flush=True)


def become_footnote(arguments: list[str]) -> NoReturn:
    """Hand this process over to ``footnote``: signals and the exit code are then its own."""
    command = [str(PYTHON), "-P", "-m", "qa", *arguments]
    if os.name == "nt":  # There, exec returns to the shell at once.
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)  # noqa: S606 - no shell is the point


# The environment


def prepare(*, tests: bool = False) -> None:
    """Make the environment what pyproject.toml and constraints.txt say; does nothing where it is that already.

    Raises:
        SetupError: it cannot be done on this machine as it is.
    """
    wanted = {"packages": packages_digest(), "python": python_name(), "place": str(ROOT), "tests": tests}
    found = stamp()
    if found is not None and is_whole(found, wanted):
        return
    refuse_bad_machine()
    reason = reason_to_remake(found, wanted)
    if reason:
        say(reason)
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    if not PYTHON.exists():
        make_environment(wanted)
    install({**wanted, "tests": tests or bool(found and found.get("tests"))})


def packages_digest() -> str:
    """Names the set of packages to install: a change to a lint rule, say, does not change it."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [project["build-system"], project["project"], project["tool"]["setuptools"], CONSTRAINTS.read_text("utf-8")]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def python_name() -> str:
    """The kind of Python whose packages the environment holds: "cpython-311 x86_64"."""
    return f"{sys.implementation.cache_tag} {platform.machine()}"


def stamp() -> dict[str, object] | None:
    """What the environment says of itself; None where it says nothing that can be read."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write_stamp(content: dict[str, object]) -> None:
    """Replace the stamp in one step: a reader finds the old one or the new one."""
    beside = STAMP.with_suffix(".new")
    beside.write_text(json.dumps(content, indent=1), encoding="utf-8")
    beside.replace(STAMP)


def is_whole(found: dict[str, object], wanted: dict[str, object]) -> bool:
    """Whether an environment with this stamp can be used as it is."""
    same = all(found.get(key) == wanted[key] for key in ("packages", "python", "place"))
    return same and found.get("whole") is True and bool(found.get("tests")) >= bool(wanted["tests"]) and PYTHON.exists()


def reason_to_remake(found: dict[str, object] | None, wanted: dict[str, object]) -> str:
    """Why the environment must be made afresh, or nothing where it is absent or only lacks packages.

    Raises:
        SetupError: the folder is somebody else's work.
    """
    if not ENVIRONMENT.exists():
        return ""
    if found is None:
        if any(ENVIRONMENT.iterdir()):
            raise SetupError(f"{ENVIRONMENT} was not made by start.py: rename or delete it, and start again.")
        return ""
    if not found.get("whole"):
        return "The last installation was interrupted: making the environment afresh."
    if not PYTHON.exists() or found.get("python") != wanted["python"]:
        return f"The environment belongs to another Python ({found.get('python')}): making it afresh."
    if found.get("place") != wanted["place"]:
        return f"The folder has moved from {found.get('place')}: making the environment afresh."
    return ""


def refuse_bad_machine() -> None:
    """Say what would make the installation fail before it begins.

    Raises:
        SetupError: no venv, no permission, no room.
    """
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise SetupError(
            "this Python cannot make environments: its venv module is not installed. "
            "On Debian and Ubuntu: sudo apt install python3-venv"
        )
    if not os.access(ROOT, os.W_OK):
        raise SetupError(f"{ROOT} cannot be written to: copy the project to a folder of your own and start it there.")
    free = shutil.disk_usage(ROOT).free
    if not PYTHON.exists() and free < ROOM_NEEDED:
        raise SetupError(f"{free / 1e9:.1f} GB are free in {ROOT}, and the packages need 3 GB: make room, start again.")


def make_environment(wanted: dict[str, object]) -> None:
    """An empty environment, marked as not whole from its first moment."""
    say(f"Setting Footnote up in {ENVIRONMENT}: about 2 GB, once. Nothing outside this folder is changed.")
    ENVIRONMENT.mkdir(exist_ok=True)
    write_stamp({**wanted, "whole": False})
    say(f"1/2 Making a Python environment (Python {platform.python_version()}) ...")
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(ENVIRONMENT)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise SetupError(f"the environment could not be made: {last_line(made.stdout + made.stderr)}")


def install(wanted: dict[str, object]) -> None:
    """Install the pinned packages, and this project as it stands here."""
    write_stamp({**wanted, "whole": False})
    say("2/2 Installing the pinned packages ...")
    LOG.unlink(missing_ok=True)
    # The builder first, then without build isolation: pip would otherwise fetch a builder of its own choice,
    # and a later repair would need the network again.
    pip("setuptools")
    pip("--no-build-isolation", "--editable", f"{ROOT}[test]" if wanted["tests"] else str(ROOT))
    write_stamp({**wanted, "whole": True})
    say("Set up.")


def pip(*arguments: str) -> None:
    """Run ``pip install``; large downloads are named while they come, everything goes into the log.

    Raises:
        SetupError: with the remedy, where the reason is a known one.
    """
    options = ["--no-input", "--disable-pip-version-check", "--no-color", "--constraint", str(CONSTRAINTS)]
    command = [str(PYTHON), "-I", "-m", "pip", "install", *options, *arguments]
    with LOG.open("a", encoding="utf-8") as log, subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    ) as process:
        for line in process.stdout or ():
            log.write(line)
            note = progress_note(line)
            if note:
                say(f"    {note}")
    if process.returncode:
        raise SetupError(remedy(LOG.read_text(encoding="utf-8")))


def progress_note(line: str) -> str:
    """What is worth telling of a line that pip printed: a download of a megabyte or more, and the last step."""
    download = re.match(r"\s*Downloading (?:\S*/)?(\w+)-([^-/\s]+)-\S+\.whl \(([\d.]+ [MG]B)\)", line)
    if download:
        return "downloading {} {}, {}".format(*download.groups())
    installing = re.match(r"Installing collected packages: (.*)", line)
    return f"unpacking {installing[1].count(',') + 1} packages" if installing and "," in installing[1] else ""


def remedy(output: str) -> str:
    """The sentence for a failed installation: what, why, what to do."""
    for pattern, sentence in REMEDIES:
        match = re.search(pattern, output)
        if match:
            known = {"python": platform.python_version(), "machine": f"{sys.platform} {platform.machine()}"}
            return "the packages could not be installed: " + sentence.format(**known, **match.groupdict())
    return f"the packages could not be installed: {last_line(output)} (all that pip said: {LOG})"


def last_line(output: str) -> str:
    """The line that says why: the last error of pip, of a builder or of apt, else the last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    # pip closes with the name of the step that failed; the reason stands above it.
    errors = [line for line in lines if re.match(r"(ERROR|error|E|\w+Error): (?!\S+-(with-error|failed)$)", line)]
    return (errors or lines or ["no reason was given"])[-1]


# The tests


def check(arguments: list[str]) -> int:
    """Lint, types, tests; every step runs, and the worst exit code counts."""
    prepare(tests=True)
    results = {
        "browser": provide_browser(),
        "ruff": step("Lint", "ruff", "check", "."),
        "mypy": step("Types", "mypy"),
        "pytest": step("Tests", "pytest", *(arguments or TWO_AT_A_TIME)),
    }
    failed = [name for name, code in results.items() if code]
    if failed and failed != ["pytest"]:
        print(f"start.py: failed: {', '.join(failed)}", file=sys.stderr)
    return max(results.values())


def step(heading: str, *command: str) -> int:
    """Run a module of the environment under a heading; returns its exit code."""
    say(f"\n== {heading}: {' '.join(command)}")
    return abs(subprocess.run([str(PYTHON), "-m", *command], cwd=ROOT, check=False).returncode)


def provide_browser() -> int:
    """See to it that the browser tests find Chromium; 1 where a CI machine stays without, for there it must be seen."""
    say("\n== Browser for the page's tests")
    if not find_browser() and can_install_debian_packages():
        say("Chromium is missing. Installing Debian's package: apt-get install chromium ...")
        install_debian_chromium()
    found = find_browser()
    if found:
        say(found)
        return 0
    say("No Chromium: the page's tests will be skipped. To run them, install it (Debian: sudo apt install chromium).")
    return int(bool(os.environ.get("CI")))


def find_browser() -> str | None:
    """The path of an installed Chromium or Chrome."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def can_install_debian_packages() -> bool:
    """Debian and root. Not Ubuntu, where the package of this name only asks for a snap."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    release = Path("/etc/os-release")
    return release.exists() and re.search(r"^ID=\"?debian\"?$", release.read_text("utf-8"), re.MULTILINE) is not None


def install_debian_chromium() -> None:
    """Install Debian's chromium; what goes wrong is shown, and the caller sees that it is not there."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", "--quiet", *command], capture_output=True, text=True, env=environment, check=False  # noqa: S607
        )
        if done.returncode:
            say(f"apt-get {command[0]} failed: {last_line(done.stdout + done.stderr)}")


if __name__ == "__main__":
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(
            f"start.py: this is Python {platform.python_version()}, and Footnote needs 3.11 or later: "
            "install it from https://www.python.org/downloads/ and start with `python3.11 start.py`."
        )
    sys.exit(main(sys.argv[1:]))
