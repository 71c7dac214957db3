import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from documents import errors, processes
from documents.errors import DocumentError, PasswordNeeded, WorkerCrashed
from documents.read import read
from documents.wire import FrameError, document_from_json, document_to_json, dump, pack, receive
from documents.worker import read_apart
from tests.documents.samples import as_markdown, as_pdf, as_txt, pages_pdf, rewritten

FILES = [(as_txt(), "a.txt"), (as_markdown(), "a.md"), (as_pdf(), "a.pdf")]


@pytest.mark.parametrize(("data", "source"), FILES, ids=["txt", "md", "pdf"])
def test_a_document_read_apart_is_the_one_read_here(data: bytes, source: str):
    assert read_apart(data, source) == read(data, source)


@pytest.fixture
def no_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_can_fork", lambda: False)


@pytest.mark.parametrize(("data", "source"), FILES, ids=["txt", "md", "pdf"])
@pytest.mark.usefixtures("no_fork")
def test_where_nothing_can_fork_a_fresh_process_gives_the_same(data: bytes, source: str):
    assert read_apart(data, source) == read(data, source)


def test_errors_come_back_as_what_they_are():
    locked = rewritten(as_pdf(), lambda writer: writer.encrypt("secret", algorithm="AES-256"))
    with pytest.raises(PasswordNeeded, match="save it without one"):
        read_apart(locked, "a.pdf")
    with pytest.raises(errors.WrongType, match="PostScript"):
        read_apart(b"%!PS-Adobe-3.0", "a.ps")
    assert set(errors.BY_CODE) == {error.code for error in DocumentError.__subclasses__()}


def test_progress_counts_pages_while_they_are_read():
    heard: list[tuple[int, int]] = []
    read_apart(pages_pdf([["A line of text on a page."]] * 5), "a.pdf", lambda done, total: heard.append((done, total)))
    assert heard[0] == (0, 5)
    assert heard[-1] == (5, 5)


def test_an_exception_of_the_listener_ends_the_reading():
    def stop(_done: int, _total: int) -> None:
        raise KeyError("stop")

    with pytest.raises(KeyError, match="stop"):
        read_apart(as_pdf(), "a.pdf", stop)
    assert read_apart(as_txt(), "a.txt").paragraphs


def test_threads_read_beside_each_other():
    with ThreadPoolExecutor(4) as pool:
        texts = set(pool.map(lambda _: read_apart(as_txt(), "a.txt").text, range(12)))
    assert len(texts) == 1


def test_a_small_text_costs_little():
    read_apart(as_txt(), "a.txt")
    begin = time.perf_counter()
    for _ in range(10):
        read_apart(as_txt(), "a.txt")
    assert time.perf_counter() - begin < 10 * 0.2


def test_the_parser_process_imports_nothing_of_a_server_or_a_library():
    code = "import sys, documents.guest as g; g.limits.leave_no_place_to_write(); g._warm_up(); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd())
    loaded = {name.partition(".")[0] for name in ran.stdout.split()}
    assert "pypdf" in loaded
    assert not loaded & {"torch", "faiss", "gradio", "sentence_transformers", "sqlite3", "index", "qa", "numpy"}


def helper_process() -> "subprocess.Popen[bytes]":
    process = processes._helper(os.getpid())._process
    assert process is not None
    return process


def test_a_helper_that_died_is_started_again():
    read_apart(as_txt(), "a.txt")
    helper_process().kill()
    helper_process().wait()
    assert read_apart(as_txt(), "a.txt").paragraphs


def test_a_reader_that_is_killed_is_an_error_and_no_more():
    def kill_children(_done: int, _total: int) -> None:
        children = Path(f"/proc/{helper_process().pid}/task/{helper_process().pid}/children")
        if not children.exists():
            pytest.skip("this system does not say which processes are whose children")
        for child in children.read_text().split():
            os.kill(int(child), 9)

    with pytest.raises((WorkerCrashed, errors.OutOfMemory)):
        read_apart(pages_pdf([["A line of text on a page."] * 40] * 60), "a.pdf", kill_children)
    assert read_apart(as_txt(), "a.txt").paragraphs


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("end", ["pass", "os.kill(os.getpid(), 9)"])
def test_the_helper_ends_with_its_parent_however_that_ends(end: str):
    code = (
        "import os\nfrom documents import processes, worker\nworker.read_apart(b'The canal was opened.', 'a.txt')\n"
        f"print(processes._helper(os.getpid())._process.pid, flush=True)\n{end}"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=Path.cwd())
    helper = int(ran.stdout)
    deadline = time.monotonic() + 10
    while alive(helper) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(helper)


def test_frames_are_read_as_they_were_written_and_nothing_else_is():
    stream = pack(["progress", 1, 2]) + pack(["document", {"text": "é"}])
    chunks = iter([stream[:3], stream[3:9], stream[9:]])
    buffer = b""

    def read_some(count: int) -> bytes:
        nonlocal buffer
        while not buffer:
            buffer = next(chunks, b"")
            if not buffer:
                return b""
        part, buffer = buffer[:count], buffer[count:]
        return part

    assert receive(read_some) == ["progress", 1, 2]
    assert receive(read_some) == ["document", {"text": "é"}]
    with pytest.raises(FrameError, match="ended"):
        receive(read_some)


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", b"\0\0\0\2{}", b"\0\0\0\2[]", b"\0\0\0\3nul"])
def test_what_is_no_frame_is_refused(data: bytes):
    rest = [data]

    def read_some(count: int) -> bytes:
        part, rest[0] = rest[0][:count], rest[0][count:]
        return part

    with pytest.raises(FrameError):
        receive(read_some)


@pytest.mark.parametrize(
    "change",
    [{"text": None}, {"text": "x"}, {"blocks": [["nokind", 0, 1, None, 0]]}, {"blocks": [["title", 5, 2, None, 0]]},
     {"pages": [[1, 7, None]]}, {"metadata": {}}, {"sections": [[1]]}],
)  # fmt: skip
def test_a_worker_that_sends_nonsense_is_not_believed(change: dict[str, object]):
    good = document_to_json(read(as_txt(), "a.txt"))
    with pytest.raises(FrameError):
        document_from_json(dump({**good, **change}), "0" * 64, "a.txt")


@pytest.mark.slow
def test_every_file_of_the_public_test_suites_is_a_document_or_has_one_error(shared: Path):
    folders = [shared / "robust" / name for name in ("pdf", "text")]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    if not files:
        pytest.skip("there are no files in ../shared/robust")

    def outcome(path: Path) -> str:
        try:
            read_apart(path.read_bytes(), str(path))
        except DocumentError as error:
            return error.code
        return "read"

    with ThreadPoolExecutor(2) as pool:
        outcomes = Counter(pool.map(outcome, files))
    assert not set(outcomes) & {"worker_crashed", "took_too_long", "out_of_memory"}, outcomes
    assert outcomes["read"] >= 0.6 * len(files), outcomes
