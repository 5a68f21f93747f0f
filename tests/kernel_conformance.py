"""Run the field's conformance suite for kernels in this process, with our kernels or stock ones.

`python -P -s -m tests.kernel_conformance ours|stock` prints a JSON object: what came of each test.
"""

import json
import logging
import sys
import unittest

import jupyter_kernel_test

from tests.kernel_host import become_server


class Conformance(jupyter_kernel_test.KernelTests):  # type: ignore[misc]
    """Every sample that the suite has a test for."""

    kernel_name = "python3"
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('test', file=sys.stderr)"
    code_page_something = "zip?"
    code_generate_error = "raise ValueError"
    code_inspect_sample = "zip"
    code_history_pattern = "1?2*"
    # "range" and "search" fail with stock kernels of IPython 9 as well.
    supported_history_operations = ("tail",)
    code_execute_result = ({"code": "6*7", "result": "42"}, {"code": "'a' + 'b'", "result": "'ab'"})
    code_display_data = (
        {
            "code": "from IPython.display import HTML, display; display(HTML('<b>test</b>'))",
            "mime": "text/html",
        },
        {"code": "import IPython.display as d; d.display(d.Math('x'))", "mime": "text/latex"},
    )
    code_clear_output = "from IPython.display import clear_output; clear_output()"
    completion_samples = ({"text": "zi", "matches": {"zip"}},)
    complete_code_samples = ("1", "print('hello, world')", "def f(x):\n  return x*2\n\n\n")
    incomplete_code_samples = ("print('''hello", "def f(x):\n  x*2")
    invalid_code_samples = ("import = 7q",)


class _Told(unittest.TestResult):
    def __init__(self) -> None:
        super().__init__()
        self.outcomes: dict[str, str] = {}

    def startTest(self, test: unittest.TestCase) -> None:
        super().startTest(test)
        self.outcomes[test.id().rpartition(".")[2]] = "passed"

    def stopTest(self, test: unittest.TestCase) -> None:
        super().stopTest(test)
        for outcome, tests in (
            ("failed", [*self.failures, *self.errors]),
            ("skipped", self.skipped),
        ):
            for other, _ in tests:
                self.outcomes[other.id().rpartition(".")[2]] = outcome


def main() -> None:
    """Print what came of each test."""
    logging.basicConfig()  # a cold start of ours is told on stderr
    if sys.argv[1] == "ours":
        become_server()
    told = _Told()
    unittest.defaultTestLoader.loadTestsFromTestCase(Conformance).run(told)
    print(json.dumps(told.outcomes))


if __name__ == "__main__":
    main()
