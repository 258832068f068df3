"""`fediai` and `python -m fediai`."""

import sys


def main() -> int:
    """Loads the commands when it is called: the processes that ours start import this module again and run none."""
    from fediai.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(main())
