"""Where servers of tests keep their files: in memory, where there is room, since none of them is to outlive its test."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2**30  # bytes: a run needs a quarter of it, in containers there is often next to nothing


def place() -> str:
    """For `tempfile`: a disk that is asked to be sure (fsync) takes longer than most stories do."""
    roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return str(MEMORY) if roomy else tempfile.gettempdir()
