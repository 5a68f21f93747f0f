"""The student's process gives the outputs that ipykernel gives, forked and cold, and obeys."""

import asyncio
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder import run_kernels
from autograder.jupyter_kernel import start_jupyter_kernel
from autograder.kernel import Kernel, find_kernel
from autograder.libraries import ALWAYS
from autograder.run import (
    RunFile,
    RunFunction,
    RunLimits,
    RunRequest,
    RunResult,
    run_notebook_async,
)
from autograder.run_sandbox import WORK_DIR
from autograder.student.channel import Assembler, ChannelError, Kind, parts
from autograder.template import running_template
from autograder.verdicts import Outcome

# One property of ipykernel's outputs each.
CELLS = {
    "a stream": "print('hi')\nprint('there')",
    "a result": "1 + 1",
    "no result after a semicolon": "1 + 1;",
    "the last result by its name": "_ + 40",
    "an error with its traceback": "def fail(x):\n    return 1 / x\n\nfail(0)",
    "an error of an assertion": "assert 1 == 2, 'they differ'",
    "a syntax error": "this is no Python",
    "a chained error": "try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('b') from e",
    "a warning": "import warnings\nwarnings.warn('careful', stacklevel=1)",
    "a log line": "import logging\nlogging.getLogger('a').warning('careful')",
    "rich display": "from IPython.display import HTML, display\ndisplay(HTML('<b>b</b>'), 'two')",
    "an updated display": "handle = display('first', display_id='d')\nhandle.update('second')",
    "cleared output": (
        "from IPython.display import clear_output\nprint(1)\nclear_output()\nprint(2)"
    ),
    "cleared later": "print(1)\nclear_output(wait=True)\nprint(2)",
    "waiting in a cell": "import asyncio\nawait asyncio.sleep(0.001)\n'awaited'",
    "a background task": "task = asyncio.ensure_future(asyncio.sleep(0, 'done'))\nawait task",
    "no input": "input('your name? ')",
    "no password": "import getpass\ngetpass.getpass()",
    "a shell command": "!echo from the shell",
    "a magic": "%who_ls int",
    "a cell magic": "%%writefile note.txt\nsome text",
    "a cell magic that runs code": "%%capture caught\nprint('caught')",
    "what was caught": "caught.stdout",
    "exit": "raise SystemExit(3)",
    "a file beside the notebook": "open('data.txt').read()",
    "a module beside the notebook": "import helper\nhelper.VALUE",
    "pickled by its own module": (
        "import pickle\nclass Point:\n    x = 3\n\npickle.loads(pickle.dumps(Point())).x"
    ),
    "a printed thread": (
        "import threading\nt = threading.Thread(target=print, args=('in a thread',))\n"
        "t.start()\nt.join()"
    ),
    "a forked child that prints": (
        "import os\npid = os.fork()\nif pid == 0:\n    print('child', flush=True)\n"
        "    os._exit(0)\nos.waitpid(pid, 0)[1]"
    ),
    "how many cells ran": "len(In)",
    "a widget": "import ipywidgets\nipywidgets.IntSlider(value=3, description='n')",
    "an output widget": "out = ipywidgets.Output()\nwith out:\n    print('inside')\nout",
    "a frame": "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "a figure where no backend was asked for": (
        "from matplotlib import pyplot\nunasked = pyplot.figure(figsize=(1, 1)).subplots()"
    ),
    "its picture again": "unasked.figure",
    "an inline backend": "%matplotlib inline",
    "another backend": "%matplotlib agg\nget_ipython().run_line_magic('matplotlib', 'inline')",
    "no such loop": "%gui nothing",
    "a figure": (
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots(figsize=(1, 1))\nax.plot([1, 2])"
    ),
    "no display without a figure": "plt.close('all')",
    "chance with a seed": "import numpy as np\nnp.random.seed(3)\nnp.random.rand()",
    "tqdm believes in notebooks": "'IPKernelApp' in get_ipython().config",
    "what an output widget holds": "out.outputs",
    "its arguments": "import sys\nsys.argv[0].rpartition('/')[2], sys.argv[1], sys.argv[3:]",
    "the folder where it began": "from pathlib import Path\n_dh == [Path.cwd()]",
    "a terminal that commands are told of": (
        "import os\nnames = 'TERM', 'CLICOLOR', 'FORCE_COLOR', 'PAGER', 'GIT_PAGER'\n"
        "[os.environ.get(name) for name in names]"
    ),
    "a breakpoint where nobody debugs": "breakpoint()\n'went on'",
    "all logs": "logging.basicConfig(level=logging.DEBUG, force=True)",
    "no log of the kernel's own": "6 * 7",
    "fewer logs": "logging.basicConfig(level=logging.WARNING, force=True)",
    "a loop inside the loop": (
        "import asyncio, nest_asyncio2\nnest_asyncio2.apply()\n"
        "asyncio.run(asyncio.sleep(0.001, 'slept'))"
    ),
    "after a loop inside the loop": "await asyncio.sleep(0.001, 'slept')",
    "a comment": "# nothing",
}
FILES = (RunFile("data.txt", b"text"), RunFile("helper.py", b"VALUE = 7\n"))


def notebook_of(*sources: str) -> str:
    made = new_notebook(cells=[new_code_cell(source) for source in sources])
    return str(nbformat.writes(made))


def request_of(*sources: str, **settings: Any) -> RunRequest:
    return RunRequest(notebook_of(*sources), FILES, **settings)


def outputs_of(result: RunResult) -> list[Any]:
    return [
        [plain(output) for output in cell.outputs]
        for cell in nbformat.reads(result.notebook, as_version=4).cells
    ]


def plain(output: NotebookNode) -> Any:
    """The output without what no two runs share: addresses, process numbers and identities."""
    text = json.dumps(output, sort_keys=True, ensure_ascii=False)
    text = re.sub(r"0x[0-9a-f]+", "ADDRESS", text)
    text = re.sub(r"ipykernel_\d+", "ipykernel_N", text)
    return re.sub(r'"model_id": "[0-9a-f]+"|IPY_MODEL_[0-9a-f]+', "MODEL", text)


async def start_ipykernel(
    name: str,
    files: tuple[RunFile, ...],
    limits: RunLimits,
    template: Path | None,
    examination: socket.socket | None,
) -> Kernel:
    return await start_jupyter_kernel(find_kernel(name), files, limits)


@pytest.fixture(scope="module")
def forked() -> Iterator[RunFunction]:
    with running_template((*ALWAYS, "pandas", "matplotlib.pyplot", "ipywidgets", "torch")) as run:
        yield run


@pytest.fixture(scope="module")
def ways(forked: RunFunction) -> dict[str, list[Any]]:
    """The outputs of all cells in one notebook: by ipykernel, by us cold, and by us forked."""
    request = request_of(*CELLS.values())

    async def run_by_ipykernel() -> RunResult:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(run_kernels, "start_kernel", start_ipykernel)
            return await run_notebook_async(request)

    return {
        "ipykernel": outputs_of(asyncio.run(run_by_ipykernel())),
        "cold": outputs_of(asyncio.run(run_notebook_async(request))),
        "forked": outputs_of(asyncio.run(run_with(forked, request))),
    }


async def run_with(run: RunFunction, request: RunRequest) -> RunResult:
    return await run(request)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["cold", "forked"])
@pytest.mark.parametrize("name", CELLS)
def test_the_outputs_are_those_of_ipykernel(
    ways: dict[str, list[Any]], name: str, way: str
) -> None:
    place = list(CELLS).index(name)
    assert ways[way][place] == ways["ipykernel"][place]


@pytest.mark.slow
async def test_what_is_written_to_the_descriptor_is_an_output(forked: RunFunction) -> None:
    result = await forked(request_of("import os\n_ = os.write(1, b'raw') + os.system('echo sub')"))
    [outputs] = outputs_of(result)
    assert "raw" in "".join(outputs)
    assert "sub" in "".join(outputs)


@pytest.mark.slow
async def test_a_cell_that_is_too_slow_is_interrupted_with_what_it_started(
    forked: RunFunction,
) -> None:
    request = request_of(
        "import os", "os.system('sleep 600')", "os", limits=RunLimits(cell_seconds=1)
    )
    result = await forked(request)
    assert [cell.outcome for cell in result.cells][1:] == [Outcome.TIMED_OUT, Outcome.FINISHED]
    assert result.kernels == 1


@pytest.mark.slow
async def test_a_fork_that_comes_back_is_no_second_kernel(forked: RunFunction) -> None:
    result = await forked(
        request_of(
            "import os\nparent = os.getpid()\npid = os.fork()\nif pid: os.waitpid(pid, 0)",
            *["os.getpid() == parent"] * 5,
        )
    )
    assert {cell.outcome for cell in result.cells} == {Outcome.FINISHED}
    assert ["True" in str(outputs) for outputs in outputs_of(result)[1:]] == [True] * 5


@pytest.mark.slow
async def test_the_memory_and_the_seconds_of_a_run_are_measured(forked: RunFunction) -> None:
    result = await forked(request_of("x = bytearray(64 << 20)", "del x"))
    assert 64 << 20 < result.memory_bytes < 640 << 20
    assert all(cell.seconds > 0 for cell in result.cells)


@pytest.mark.slow
@pytest.mark.parametrize(
    "attack",
    [
        "for fd in range(3, 64):\n    try: os.close(fd)\n    except OSError: pass",
        "for s in socks: s.send(b'')",
        "for s in socks: s.send(b'*' * 30000)",
        "for s in socks: s.send(struct.pack('!cQ?', b'*', 1, True) + bytes(4))",
        "part = struct.pack('!cQ?', b'*', 1, False) + bytes(9000)\n"
        "while True:\n    for s in socks: s.send(part)",
        "for s in socks: send(s, Kind.REPLY, [b'<IDS|MSG>', b'', b'[]', b'{}', b'{}', b'{}'])",
        "for s in socks: send(s, Kind.OUTPUT, [b'<IDS|MSG>', b''] + [b'[' * 99999] * 4)",
        "for s in socks: send(s, Kind.REQUEST, [b'{}'])",
    ],
)
async def test_a_process_that_sends_nonsense_costs_itself_alone(
    forked: RunFunction, attack: str
) -> None:
    prelude = (
        "import os, socket, struct\nfrom autograder.student.channel import Kind, send\nsocks = []\n"
        "for fd in range(3, 64):\n    try:\n        s = socket.socket(fileno=os.dup(fd))\n"
        "        s.getpeername(); socks.append(s)\n    except OSError: pass\n"
    )
    async with asyncio.timeout(60):
        result = await forked(
            request_of(prelude + attack, "6 * 7", limits=RunLimits(cell_seconds=2))
        )
    assert len(result.cells) == 2
    if result.cells[1].outcome is Outcome.FINISHED:
        assert '"42"' in outputs_of(result)[1][0]


@pytest.mark.slow
@pytest.mark.parametrize("draw", ["random.random()", "numpy.random.rand()", "torch.rand(1)"])
async def test_a_forked_run_has_chance_of_its_own(forked: RunFunction, draw: str) -> None:
    request = request_of(f"import {draw.partition('.')[0]}\n{draw}")
    one, two = await forked(request), await forked(request)
    assert outputs_of(one) != outputs_of(two)


@pytest.mark.slow
async def test_a_kernel_works_in_a_folder_of_its_own(forked: RunFunction) -> None:
    result = await forked(request_of("import os\nos.getcwd(), sorted(os.listdir())"))
    assert f"('{WORK_DIR}', ['data.txt', 'helper.py'])" in outputs_of(result)[0][0]


@pytest.mark.parametrize("frames", [[], [b""], [b"a", b"", b"b" * 200_000]])
def test_a_message_arrives_as_it_was_sent(frames: list[bytes]) -> None:
    assembler = Assembler(1 << 20)
    arrived = [assembler.take(part) for part in parts(Kind.OUTPUT, frames)]
    assert arrived[-1] == (Kind.OUTPUT, frames)
    assert not any(arrived[:-1])


def test_messages_that_never_end_are_refused() -> None:
    assembler = Assembler(1 << 20)
    beginnings = (next(parts(Kind.OUTPUT, [bytes(100_000)])) for _ in range(1000))
    with pytest.raises(ChannelError):
        any(assembler.take(part) for part in beginnings)
