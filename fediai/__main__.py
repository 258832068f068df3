"""`fediai` and `python -m fediai`."""

import sys

from fediai.cli import main

if __name__ == "__main__":
    sys.exit(main())
