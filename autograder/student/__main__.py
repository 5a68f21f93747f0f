"""A student's process that starts cold."""

import sys

from autograder.student.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
