"""The process from which examiners are forked, when it starts cold."""

import sys

from autograder.examiner.forking import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
