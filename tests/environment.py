"""Loaded before Django (`-p tests.environment`): tests never touch your own home."""

import os
from pathlib import Path

from sangkroh.core import catalog

from . import databases

os.environ["SANGKROH_HOME"] = str(databases.home())
os.environ["SANGKROH_PRACTICE"] = "1"
os.environ["SANGKROH_KERNELS"] = str(Path(__file__).parent.parent / "var" / "kernels")
os.environ["DATABASE_URL"] = databases.url_of("nothing_here")
os.environ.pop("DATABASE_OWNER_URL", None)
catalog.compile_stale()
