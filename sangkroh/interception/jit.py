"""Compiling the inner loops: once, at install, and never at the first tip.

Compiled kernels lie in `SANGKROH_HOME/kernels` (or `NUMBA_CACHE_DIR`), in a folder named after
the text of this room's code, so that a changed kernel is compiled anew with all its callers.
Every kernel lets go of the interpreter's lock: other threads of the server answer meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

HERE = Path(__file__).parent
F = TypeVar("F", bound=Callable[..., Any])


def _digest() -> str:
    """Names this code: kernels call each other across files, and Numba looks at one only."""
    whole = hashlib.sha256()
    for path in sorted(it for it in HERE.rglob("*.py") if "tests" not in it.parts):
        text = path.read_bytes()
        if b"@kernel" in text or path.name == "jit.py":
            whole.update(text)
    return whole.hexdigest()[:16]


def folder() -> Path:
    """Where the compiled kernels of this very code are kept."""
    base = os.environ.get("SANGKROH_KERNELS", "")
    home = Path(base) if base else Path(os.environ.get("SANGKROH_HOME", "var")) / "kernels"
    return home.resolve() / _digest()


FOLDER = folder()
os.environ["NUMBA_CACHE_DIR"] = str(FOLDER)

import numba  # noqa: E402  (reads its folder when imported)


def kernel(function: F) -> F:
    """Compiled, kept on disk, without the interpreter's lock."""
    return cast(F, numba.njit(cache=True, nogil=True, boundscheck=False)(function))


def forget_older() -> None:
    """Remove what other versions of this code compiled."""
    for other in FOLDER.parent.glob("*"):
        if other.is_dir() and other != FOLDER and len(other.name) == 16:
            shutil.rmtree(other, ignore_errors=True)
