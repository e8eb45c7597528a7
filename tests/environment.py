"""Loaded before Django (`-p tests.environment`): tests never touch your own home."""

import os

from sangkroh.core import catalog

from . import databases

os.environ["SANGKROH_HOME"] = str(databases.home())
os.environ["SANGKROH_PRACTICE"] = "1"
os.environ["DATABASE_URL"] = databases.url_of("nothing_here")
os.environ.pop("DATABASE_OWNER_URL", None)
catalog.compile_stale()
